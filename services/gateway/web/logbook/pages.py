"""What was done in a network, for its coordinators; and what was done with my account."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from services.gateway.web.forms import Form
from services.gateway.web.logbook.words import ACTS, KINDS, detail_of
from services.gateway.web.visit import Here, Refused

pages = APIRouter()


@pages.get("/netwerken/{slug}/logboek")
async def log_of_network(
    visit: Here, slug: str, soort: Annotated[str, Query()] = "", na: str | None = None
) -> Response:
    """Show what was done in a network, newest first."""
    visit.people_only()
    kind = soort if soort in KINDS else ""
    answer = await visit.ask("logbook/network.graphql", slug=slug, after=na, kind=kind or None)
    network = answer["network"]
    if not network["viewerMembership"]:
        raise Refused("NOT_A_MEMBER")
    if not network["viewerMembership"]["coordinates"]:
        raise Refused("COORDINATOR_NEEDED")
    return visit.page(
        "logbook/network.html",
        network=network,
        form=Form.filled({"soort": kind}),
        acts=ACTS,
        kinds=KINDS,
        detail_of=detail_of,
        failed=answer.failed,
        begins=na is None,
    )


@pages.get("/ik/logboek")
async def my_log(visit: Here, na: str | None = None) -> Response:
    """Show what was done with my account, newest first."""
    visit.people_only()
    answer = await visit.ask("logbook/mine.graphql", after=na)
    return visit.page(
        "logbook/mine.html", log=answer["mine"]["audit"], acts=ACTS, detail_of=detail_of, begins=na is None
    )
