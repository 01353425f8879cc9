"""leerkring seed: the content that the platform starts with."""

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from deploy.cli.saying import AsJson, asked, done, show

if TYPE_CHECKING:
    from deploy.operator import Operator
    from deploy.seed import Seeded


def seed(
    demo: Annotated[
        bool,
        typer.Option("--demo", help="Also example people, sessions and questions; only where all runs in one process."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Load the networks and the questions proposed to them, each with its source; again changes nothing."""
    quiet = as_json or not sys.stderr.isatty()
    seeded = asked(lambda services: _load(services, quiet=quiet))
    if demo:
        done(_demo())
    text = f"{seeded.networks} networks and {seeded.questions} proposed questions are there."
    show(asdict(seeded), as_json=as_json, text=text)


async def _load(services: "Operator", *, quiet: bool) -> "Seeded":
    from rich.console import Console
    from rich.progress import Progress

    from deploy.seed import load_reference

    with Progress(console=Console(stderr=True), disable=quiet, transient=True) as progress:
        bar = progress.add_task("Content", total=None)
        return await load_reference(services, lambda count, of: progress.update(bar, completed=count, total=of))


async def _demo() -> None:
    from deploy.earlier import LookingBack
    from deploy.seed import load_demo
    from deploy.single import House
    from shared.bus.work import clock_of
    from shared.settings import read_settings

    settings = read_settings()
    house = House(settings, LookingBack(clock_of(settings)))
    async with house.at_work():
        await load_demo(house)
