"""How the day of a session is fetched, and at what time each point is expected."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from services.gateway.web.addresses import global_id
from services.gateway.web.formatting import local
from services.gateway.web.visit import Answer, Visit


async def fetch_day(visit: Visit, session_id: UUID, document: str = "days/day.graphql") -> Answer:
    """A session and its day. Raises NoSuchPage for who does not take part."""
    answer = await visit.ask(document, id=global_id("Session", session_id))
    answer["session"], answer["sessionDay"]  # is there such a page?
    return answer


def expected(session: dict[str, Any], day: dict[str, Any], now: datetime) -> dict[str, dict[str, datetime]]:
    """When each point begins and ends, by its id, as things stand: from the start as planned, later from the point it is at.

    A point that takes longer than its minutes moves those after it; what lies behind has no time any more.
    """
    points: Sequence[dict[str, Any]] = session["agendaPoints"] or []
    ids = [point["id"] for point in points]
    begins = local(session["startsAt"])
    if day["isRunning"] and day["agendaPointId"] in ids:
        points = points[ids.index(day["agendaPointId"]) :]
        begins = local(day["pointStartedAt"])
    elif day["startedAt"]:
        return {}
    found: dict[str, dict[str, datetime]] = {}
    for point in points:
        ends = begins + timedelta(minutes=point["minutes"])
        found[point["id"]] = {"begins": begins, "ends": ends}
        begins = max(ends, now) if point["id"] == day["agendaPointId"] else ends
    return found


def neighbours(session: dict[str, Any], day: dict[str, Any]) -> dict[str, Any]:
    """The point a session is at, the one before and the one after; None where there is none."""
    points: Sequence[dict[str, Any]] = session["agendaPoints"] or []
    ids = [point["id"] for point in points]
    if day["agendaPointId"] not in ids:
        return {"before": None, "current": None, "after": points[0] if points else None}
    at = ids.index(day["agendaPointId"])
    return {
        "before": points[at - 1] if at else None,
        "current": points[at] | {"number": at + 1},
        "after": points[at + 1] if at + 1 < len(points) else None,
    }
