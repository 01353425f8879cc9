"""The minutes of a network: which there are, and those of a whole series as one document."""

from itertools import groupby
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from services.gateway.web.addresses import global_id
from services.gateway.web.formatting import local
from services.gateway.web.minutes.reading import with_stories
from services.gateway.web.visit import Here, Refused

pages = APIRouter()


@pages.get("/netwerken/{slug}/verslagen")
async def minutes(visit: Here, slug: str, reeks: UUID | None = None, na: str | None = None) -> Response:
    """Show which minutes there are, or read those of one series from beginning to end."""
    visit.people_only()
    if reeks is None:
        answer = await visit.ask("minutes/series.graphql", slug=slug, after=na)
    else:
        answer = await visit.ask("minutes/compiled.graphql", slug=slug, series=global_id("Series", reeks))
    network = answer["network"]
    if not network["viewerMembership"]:
        raise Refused("NOT_A_MEMBER")
    found = [edge["node"] for edge in (network["minutes"] or {"edges": []})["edges"]]
    if reeks is not None:
        found = [with_stories(one) for one in reversed(found)]
        agreed = [action for one in found for action in one["actionPoints"] or []]
        return visit.page(
            "minutes/compiled.html",
            network=network,
            minutes=found,
            agreed=agreed,
            heavy=any(story["contentNote"] for one in found for story in one["stories"] or []),
            failed=answer.failed,
        )
    series = [(id_, list(group)) for id_, group in groupby(found, key=lambda one: one["seriesId"])]
    years = {id_: sorted({local(one["startsAt"]).year for one in group}) for id_, group in series}
    return visit.page("minutes/series.html", network=network, series=series, years=years, failed=answer.failed)
