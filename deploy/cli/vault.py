"""leerkring vault: seal mail addresses with a new key."""

import sys
from typing import TYPE_CHECKING, Any

import typer

from deploy.cli.saying import AsJson, asked, show

if TYPE_CHECKING:
    from deploy.operator import Operator

app = typer.Typer(help="Seal mail addresses with a new key, after LEERKRING_VAULT_KEY got one.", no_args_is_help=True)


@app.command()
def status(as_json: AsJson = False) -> None:
    """Tell how many values an older key sealed; when there are none, the older keys can go from the setting."""
    state = asked(lambda services: services.ask("network", "/vault"))
    show(state, as_json=as_json, text=_said(state))


@app.command()
def reseal(as_json: AsJson = False) -> None:
    """Seal everything with the newest key now, instead of tonight; can be stopped, and goes on where it was."""
    quiet = as_json or not sys.stderr.isatty()
    state = asked(lambda services: _reseal(services, quiet=quiet))
    show(state, as_json=as_json, text=f"{state['resealed']} sealed anew. {_said(state)}")


async def _reseal(services: "Operator", *, quiet: bool) -> dict[str, Any]:
    from rich.console import Console
    from rich.progress import Progress

    state: dict[str, Any] = await services.ask("network", "/vault")
    resealed = 0
    with Progress(console=Console(stderr=True), disable=quiet, transient=True) as progress:
        bar = progress.add_task("Sealing", total=state["left"])
        while state["left"]:
            state = await services.tell("network", "/vault:reseal")
            resealed += state["resealed"]
            progress.update(bar, total=resealed + state["left"], completed=resealed)
            if not state["resealed"]:
                break
    return {"resealed": resealed, "left": state["left"]}


def _said(state: dict[str, Any]) -> str:
    if state["left"]:
        return f"{state['left']} values are still sealed with an older key; keep it in LEERKRING_VAULT_KEY."
    return "Nothing is sealed with an older key; the older keys can go from LEERKRING_VAULT_KEY."
