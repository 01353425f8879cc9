"""leerkring bus: what waits, what died, and how to mend it."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar

import typer

from deploy.cli.saying import FOUND_SOMETHING, AsJson, done, show
from deploy.cli.serve import ServiceName

app = typer.Typer(help="Tend the events between the services.", no_args_is_help=True)
Result = TypeVar("Result")
OneService = Annotated[
    ServiceName | None,
    typer.Option(
        "--service",
        help="Apart: the service whose database LEERKRING_DATABASE_URL names; in one process: only this one.",
    ),
]


@app.command()
def status(service: OneService = None, as_json: AsJson = False) -> None:
    """Show per service what has not left, what was not handled yet and what died; exit code 1 when something died."""
    found = done(_each(service, _status))
    lines = [
        f"{name:<14} {one['pending']:>6} to leave (oldest {one['oldest_seconds']:.0f} s)  "
        f"{one['waiting']:>6} to handle  {one['dead']:>6} dead"
        for name, one in found.items()
    ]
    show(found, as_json=as_json, text="\n".join(lines))
    if any(one["dead"] for one in found.values()):
        raise typer.Exit(FOUND_SOMETHING)


async def _status(store: Any) -> dict[str, Any]:
    from shared.bus.inbox.box import Inbox
    from shared.bus.inbox.rows import CLAIMED, DEAD, READY, RETRY
    from shared.bus.outbox import Outbox

    pending, oldest = await Outbox(store.database, store.service.name).depth()
    inbox = await Inbox(store.database, store.service.name).depth()
    age = (datetime.now(UTC) - oldest).total_seconds() if oldest else 0.0  # noqa: TID251 -- an operator looks at the wall clock
    return {
        "pending": pending,
        "oldest_seconds": max(0.0, age),
        "waiting": sum(inbox.get(state, 0) for state in (READY, CLAIMED, RETRY)),
        "dead": inbox.get(DEAD, 0),
    }


async def _each(service: ServiceName | None, work: Callable[[Any], Awaitable[Result]]) -> dict[str, Result]:
    from deploy.stores import stores
    from shared.settings import read_settings

    async with stores(read_settings(), service and service.value) as opened:
        return {store.service.name: await work(store) for store in opened}
