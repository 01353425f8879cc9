"""Whom a network hears: for who coordinates it, what each perspective is, comes to and brings in (J23)."""

from datetime import timedelta
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from services.gateway.web.language import words
from services.gateway.web.templates import in_order
from services.gateway.web.visit import Here, Refused

pages = APIRouter()
SESSIONS = 3
LOOKED_BACK = timedelta(days=400)
"""Within which the last sessions are looked for: a network that meets every four months has had three by then."""
MOST_PAGES = 10
"""Of fifty sessions each; a network that meets more often than once a day is looked at no further."""
FEW = 3
"""From how many people on there is a figure (FEATURES, idea 4)."""


@pages.get("/netwerken/{slug}/wie-horen-we")
async def voices(visit: Here, slug: str) -> Response:
    """Show whom a network hears."""
    visit.people_only()
    now = visit.context.clock.now()
    asked = {"slug": slug, "from": (now - LOOKED_BACK).isoformat(), "until": now.isoformat()}
    answer = await visit.ask("networks/voices.graphql", **asked)
    network = answer["network"]
    if not network["viewerMembership"]:
        raise Refused("NOT_A_MEMBER")
    if not network["viewerMembership"]["coordinates"]:
        raise Refused("COORDINATOR_NEEDED")
    sessions = network["sessions"] or {"nodes": [], "pageInfo": {"hasNextPage": False}}
    held = _held(sessions)
    for _ in range(MOST_PAGES):
        if not sessions["pageInfo"]["hasNextPage"]:
            break
        more = await visit.ask("networks/voices.graphql", **asked, after=sessions["pageInfo"]["endCursor"])
        sessions = more["network"]["sessions"] or {"nodes": [], "pageInfo": {"hasNextPage": False}}
        held = [*held, *_held(sessions)][-SESSIONS:]
    absent = set(network["absentPerspectives"] or [])
    perspectives = in_order(network["perspectives"])
    return visit.page(
        "networks/voices.html",
        network=network,
        held=held,
        rows=[_row(one, held, network["agendaShares"]) for one in perspectives],
        silent=[one["code"] for one in perspectives if one["code"] in absent or not one["present"]],
        failed=answer.failed,
    )


def _held(sessions: dict[str, Any]) -> list[dict[str, Any]]:
    """The last sessions of everybody of which was recorded who came, the oldest first."""
    told = [one for one in sessions["nodes"] if not one["perspective"] and (one["attendance"] or {}).get("isRecorded")]
    return told[-SESSIONS:]


def _row(item: dict[str, Any], held: list[dict[str, Any]], shares: dict[str, Any] | None) -> dict[str, Any]:
    code = item["code"]
    came = [
        next((one for one in session["attendance"]["perspectives"] if one["perspective"] == code), None)
        for session in held
    ]
    brought = next((one for one in (shares or {"shares": []})["shares"] if one["perspective"] == code), None)
    return {
        "code": code,
        "members": words("niemand") if item["empty"] else _shielded(item["count"]),
        "came": [words("niemand") if one is None or one["came"] == 0 else _shielded(one["came"]) for one in came],
        "share": _share(brought),
    }


def _shielded(number: int | None) -> str:
    return words("1 of 2") if number is None or number < FEW else str(number)


def _share(brought: dict[str, Any] | None) -> int | str:
    if brought is None or not brought["isHeard"]:
        return words("nog niets")
    percent: int | None = brought["percent"]
    return words("wel iets") if percent is None else percent
