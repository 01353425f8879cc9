"""The start page: for who signed in *Vandaag*, for a stranger what this is."""

import asyncio
from datetime import timedelta
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from services.gateway.web.formatting import local
from services.gateway.web.start.tasks import awaited_by, news_of, tasks_for
from services.gateway.web.visit import Here, OutOfOrder, Visit

pages = APIRouter()
MOST_NETWORKS = 5
JUST_BACK = timedelta(days=14)
"""So long after a pause this page shows the way to what happened meanwhile (J21)."""
ASKING = (
    "memberships",
    "digests",
    "waitingDecisions",
    "waitingDatePolls",
    "waitingStories",
    "waitingMinutes",
    "sessionsJustOver",
    "actionPoints",
    "nearSessions",
    "answeredAgendaPoints",
    "upcomingSessions",
)
"""What can ask something of somebody; where one of these is not told, nobody can say that there is nothing to do."""


@pages.get("/")
async def start(visit: Here) -> Response:
    """Show what asks something of me, what is soon, and what is new."""
    if visit.context.viewer_unknown is not None:
        raise OutOfOrder
    if not visit.signed_in:
        strangers = await visit.ask("start/stranger.graphql")
        edges = (strangers.data["networks"] or {"edges": []})["edges"]
        complete = [edge["node"] for edge in edges if len(edge["node"]["perspectives"]) > 1]
        return visit.page("start/stranger.html", networks=complete[:6])
    answer = await visit.ask("start/start.graphql")
    viewer = answer["viewer"]
    now = visit.context.clock.now()
    coordinated = [
        membership["network"]["slug"]
        for membership in viewer["memberships"] or []
        if membership["coordinates"] and membership["network"]
    ]
    waiting = await asyncio.gather(*(_waiting(visit, slug, now.isoformat()) for slug in coordinated[:MOST_NETWORKS]))
    watched = [membership["network"]["slug"] for membership in viewer["memberships"] or [] if membership["network"]]
    return visit.page(
        "start/start.html",
        viewer=viewer,
        failed=answer.failed,
        incomplete=None in waiting or any(answer.failed(f"viewer.{part}") for part in ASKING),
        tasks=tasks_for(viewer, [network for network in waiting if network], now),
        awaited=awaited_by(viewer),
        points=news_of(viewer, now),
        back_in=[
            membership["network"]
            for membership in viewer["memberships"] or []
            if membership["network"] and membership["returnedAt"] and now - local(membership["returnedAt"]) < JUST_BACK
        ],
        watched=watched[:MOST_NETWORKS],
        looks_after=[] if viewer["memberships"] else await _looks_after(visit),
    )


async def _looks_after(visit: Visit) -> list[str]:
    """What somebody who takes part nowhere does for the whole platform."""
    answer = await visit.ask("start/looks_after.graphql")
    found: list[str] = (answer.data["viewer"] or {}).get("platformRoles") or []
    return found


async def _waiting(visit: Visit, slug: str, now: str) -> dict[str, Any] | None:
    answer = await visit.ask("start/waiting.graphql", slug=slug, **{"from": now})
    found: dict[str, Any] | None = answer.data["network"]
    return found
