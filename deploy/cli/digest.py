"""leerkring digest: see a digest before it leaves, and let them leave without waiting for Monday."""

import asyncio
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from deploy.cli.saying import FOUND_SOMETHING, AsJson, asked, refuse, show

if TYPE_CHECKING:
    from deploy.operator import Operator

app = typer.Typer(help="See digests before they leave, or let them leave now.", no_args_is_help=True)


class Cadence(StrEnum):
    """How often."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"


class Language(StrEnum):
    """In which words."""

    NL = "nl"
    EN = "en"


@app.command()
def preview(
    network: Annotated[str, typer.Argument(help="The network's short address.")],
    language: Language = Language.NL,
    as_json: AsJson = False,
) -> None:
    """Show the digest of a network as a member would get it now; nothing is saved and nothing is sent."""
    digest = asked(
        lambda services: services.tell(
            "notifications", "/digests:preview", network_slug=network, language=language.value
        )
    )
    text = f"{digest['subject']}\n\n{digest['text']}\n({digest['readers']} readers)"
    show(digest, as_json=as_json, text=text if digest["subject"] else "There is nothing new: no mail would leave.")


@app.command()
def run(
    now: Annotated[bool, typer.Option("--now", help="Do not wait for the clock.")] = False,
    cadence: Annotated[Cadence, typer.Option(case_sensitive=False)] = Cadence.WEEKLY,
    as_json: AsJson = False,
) -> None:
    """Plan and send the digests of this period; who already got one gets no second."""
    if not now:
        refuse("Digests leave by the clock (weekly: Monday 07.30). Add --now to let them leave at once.")
    quiet = as_json or not sys.stderr.isatty()
    outcome = asked(lambda services: _run(services, cadence, quiet=quiet), at_work=True)
    text = "{period}: {sent} sent, {skipped} skipped, {failed} failed.".format_map(outcome)
    show(outcome, as_json=as_json, text=text)
    if outcome["failed"]:
        raise typer.Exit(FOUND_SOMETHING)


async def _run(services: "Operator", cadence: Cadence, *, quiet: bool) -> dict[str, Any]:
    from rich.console import Console
    from rich.progress import Progress

    state: dict[str, Any] = await services.tell("notifications", "/digests:run", cadence=cadence.value)
    with Progress(console=Console(stderr=True), disable=quiet, transient=True) as progress:
        bar = progress.add_task(f"Digests of {state['period']}", total=state["planned"])
        while state["waiting"]:
            await asyncio.sleep(0.2)
            state = await services.ask("notifications", f"/digests/{state['period']}")
            progress.update(bar, total=state["planned"], completed=state["planned"] - state["waiting"])
    return state
