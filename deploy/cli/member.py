"""leerkring member: who takes part in a network."""

from enum import StrEnum
from typing import Annotated

import typer

from deploy.cli.saying import AsJson, asked, show

app = typer.Typer(help="Let somebody take part in a network, or end that.", no_args_is_help=True)
Network = Annotated[
    str, typer.Argument(help="The network's short address, such as praktijkleernetwerk-kleinschaligheid.")
]
Email = Annotated[str, typer.Argument(help="The address the person signs in with.")]


class Role(StrEnum):
    """What a member may do beside taking part."""

    COORDINATOR = "COORDINATOR"
    DEPUTY = "DEPUTY"
    FACILITATOR = "FACILITATOR"
    SECRETARY = "SECRETARY"
    SUPPORT_PERSON = "SUPPORT_PERSON"
    MODERATOR = "MODERATOR"
    REGION_LEAD = "REGION_LEAD"
    OBSERVER = "OBSERVER"


class Language(StrEnum):
    """What a member reads."""

    NL = "nl"
    EN = "en"


@app.command()
def add(
    network: Network,
    email: Email,
    name: Annotated[str, typer.Option(help="The name other members see.")],
    perspective: Annotated[str, typer.Option(help="Such as PROFESSIONAL, PARENT, YOUNG_PERSON or MUNICIPALITY.")],
    role: Annotated[list[Role] | None, typer.Option(case_sensitive=False, help="Can be given more than once.")] = None,
    language: Language = Language.NL,
    as_json: AsJson = False,
) -> None:
    """Let a person take part in a network; makes the account when there is none."""
    answer = asked(
        lambda services: services.tell(
            "network",
            "/memberships:activate",
            network_slug=network,
            email=email,
            display_name=name,
            perspective=perspective.upper(),
            roles=[one.value for one in role or ()],
            language=language.value,
        )
    )
    show(answer, as_json=as_json, text=f"{name} takes part in {network}.")


@app.command()
def end(network: Network, email: Email, as_json: AsJson = False) -> None:
    """End somebody's membership of a network."""
    answer = asked(lambda services: services.tell("network", "/memberships:end", network_slug=network, email=email))
    show(answer, as_json=as_json, text=f"{email} no longer takes part in {network}.")
