"""leerkring erasure: keeping people who were erased out, also after an old backup was put back."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from deploy.cli.saying import AsJson, asked, refuse, show

if TYPE_CHECKING:
    from deploy.operator import Operator

app = typer.Typer(help="Keep people who were erased out.", no_args_is_help=True)
AT_ONCE = 1000


@app.callback()
def about() -> None:
    """Keep people who were erased out."""


@app.command()
def reapply(
    list_: Annotated[
        Path | None,
        typer.Option("--list", help="The list of who was erased; default the one of LEERKRING_ERASURE_LIST."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Erase again everybody on the list, in every service: after a backup was put back, before people come in."""
    from shared.settings import read_settings

    path = list_ or read_settings().erasure_list_path
    if not path.is_file():
        refuse(f"There is no list at {path}: nobody was erased yet, or it is kept somewhere else (--list).")
    hashes = sorted({json.loads(line)["person"] for line in path.read_text().splitlines() if line.strip()})
    erased = asked(lambda services: reapplied(services, hashes))
    found = ", ".join(f"{count} in {service}" for service, count in erased.items())
    show(
        {"listed": len(hashes), "erased": erased},
        as_json=as_json,
        text=f"{len(hashes)} on the list; erased again: {found}.",
    )


async def reapplied(services: "Operator", hashes: list[str]) -> dict[str, int]:
    """Erase everybody with one of these hashes again, in every service; gives how many each of them found."""
    for first in range(0, len(hashes), AT_ONCE):
        # First the names, while network has them: what others wrote loses them again too.
        for one in await services.tell("network", "/erasures:names", hashes=hashes[first : first + AT_ONCE]):
            await services.tell("agenda", "/erasures:unname", **one)
    erased = dict.fromkeys(("network", "agenda", "notifications"), 0)
    for service in erased:
        for first in range(0, len(hashes), AT_ONCE):
            answer = await services.tell(service, "/erasures:reapply", hashes=hashes[first : first + AT_ONCE])
            erased[service] += answer["erased"]
    return erased
