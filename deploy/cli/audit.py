"""leerkring audit: whether what was written down of who did what is still whole."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from deploy.cli.saying import FOUND_SOMETHING, AsJson, done, refuse, show
from deploy.cli.serve import ServiceName

if TYPE_CHECKING:
    from deploy.stores import Store
    from shared.audit.chain import Head

app = typer.Typer(help="Prove that the audit log is whole.", no_args_is_help=True)
Result = TypeVar("Result")
OneService = Annotated[
    ServiceName | None,
    typer.Option(
        "--service",
        help="Apart: the service whose database LEERKRING_DATABASE_URL names. In one process: only this one.",
    ),
]


@app.command()
def head(service: OneService = None, as_json: AsJson = False) -> None:
    """Print the last entry of each log; keep it elsewhere, and cutting off the end is found too (verify --head)."""
    from shared.audit import chain

    heads = {name: str(one) for name, one in _each(service, lambda store: chain.head(store.database)).items()}
    show(heads, as_json=as_json, text="\n".join(f"{name}={one}" for name, one in heads.items()))


@app.command()
def verify(
    kept: Annotated[
        list[str] | None,
        typer.Option("--head", help="A head that was kept, as head printed it; may be given more than once."),
    ] = None,
    service: OneService = None,
    as_json: AsJson = False,
) -> None:
    """Walk each log from its first entry; exit code 1, and the first broken entry, when something was changed."""
    from shared.audit import chain

    heads = dict(_head(one) for one in kept or [])
    found = _each(service, lambda store: chain.verify(store.database, heads.get(store.service.name)))
    unknown = heads.keys() - found.keys()
    if unknown:
        refuse(f"There is no log of {', '.join(sorted(unknown))} here to compare with that head.")
    lines = [
        f"{name:<14}whole: {one.entries} entries"
        if one.broken is None
        else f"{name:<14}broken at entry {one.broken}: {one.why}"
        for name, one in found.items()
    ]
    show({name: asdict(one) for name, one in found.items()}, as_json=as_json, text="\n".join(lines))
    if any(one.broken is not None for one in found.values()):
        raise typer.Exit(FOUND_SOMETHING)


def _head(told: str) -> tuple[str, "Head"]:
    from shared.audit.chain import head_in

    name, _, rest = told.partition("=")
    try:
        return name, head_in(rest)
    except ValueError:
        refuse("Give a head as leerkring audit head printed it: service=number:seal.")


def _each(service: ServiceName | None, work: Callable[["Store"], Awaitable[Result]]) -> dict[str, Result]:
    from deploy.stores import stores
    from shared.settings import read_settings

    settings = read_settings()

    async def visit() -> dict[str, Result]:
        async with stores(settings, service and service.value) as opened:
            return {store.service.name: await work(store) for store in opened}

    return done(visit())
