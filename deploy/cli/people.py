"""leerkring people: who looks after the whole platform."""

from enum import StrEnum
from typing import Annotated, Any

import typer

from deploy.cli.saying import AsJson, asked, show

app = typer.Typer(
    help="Give somebody a role on the platform, or take it back. It opens no network.", no_args_is_help=True
)
Email = Annotated[str, typer.Argument(help="The address the person signs in with.")]


class PlatformRole(StrEnum):
    """What somebody does for the whole platform."""

    PLATFORM_ADMIN = "PLATFORM_ADMIN"
    PRIVACY_OFFICER = "PRIVACY_OFFICER"


GivenRole = Annotated[PlatformRole, typer.Argument(case_sensitive=False, help="PLATFORM_ADMIN or PRIVACY_OFFICER.")]


@app.command()
def grant(email: Email, role: GivenRole, as_json: AsJson = False) -> None:
    """Give somebody a role on the platform; makes the account when there is none."""
    answer = _change("grant", email, role)
    show(answer, as_json=as_json, text=f"{email} is {role.value} now.")


@app.command()
def revoke(email: Email, role: GivenRole, as_json: AsJson = False) -> None:
    """Take a role on the platform back."""
    answer = _change("revoke", email, role)
    show(answer, as_json=as_json, text=f"{email} is no {role.value} any more.")


def _change(verb: str, email: str, role: PlatformRole) -> Any:
    return asked(lambda services: services.tell("network", f"/platform-roles:{verb}", email=email, role=role.value))
