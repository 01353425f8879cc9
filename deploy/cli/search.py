"""leerkring search: the index of what can be found."""

import sys
from functools import partial
from typing import TYPE_CHECKING

import typer

from deploy.cli.house import OneService
from deploy.cli.saying import AsJson, done, show

if TYPE_CHECKING:
    from shared.settings import Settings

app = typer.Typer(help="Tend the index of what can be found.", no_args_is_help=True)


@app.callback()
def _search() -> None:
    """Tend the index of what can be found."""


@app.command()
def reindex(service: OneService = None, as_json: AsJson = False) -> None:
    """Write the index anew from what is stored, while it is used; what is no more goes out of it."""
    from shared.settings import read_settings

    settings = read_settings()
    written = done(_reindex(settings, service and service.value, quiet=as_json or not sys.stderr.isatty()))
    text = "\n".join(f"{name:<14}{number:>9} can be found" for name, number in written.items())
    show(written, as_json=as_json, text=text)


async def _reindex(settings: "Settings", name: str | None, *, quiet: bool) -> dict[str, int]:
    from rich.console import Console
    from rich.progress import Progress

    from deploy.stores import stores
    from shared.search.index import reindex

    written: dict[str, int] = {}
    async with stores(settings, name) as opened:
        with Progress(console=Console(stderr=True), disable=quiet, transient=True) as progress:
            for store in opened:
                if store.service.finds:
                    async with store.database.reading() as session:
                        total = sum([await source.count(session) for source in store.service.finds])
                    bar = progress.add_task(store.service.name, total=total)
                    written[store.service.name] = await reindex(
                        store.database, store.service.finds, partial(progress.advance, bar)
                    )
    return written
