"""What the pages about agendas work out of what they were told: when each point begins, and what is wrong with which one."""

import re
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from services.gateway.web.addresses import plain_id
from services.gateway.web.formatting import local
from services.gateway.web.refusals import Fault

POINT_FIELDS = ("title", "purpose", "minutes", "note", "content_note", "question", "owner")


def read_ids(texts: Iterable[str]) -> list[UUID]:
    """The ids among what a form sent; what is no id is left out."""
    return [UUID(text) for text in texts if re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", text)]


def read_id(text: str) -> UUID | None:
    """The id that a form sent, if it is one."""
    return next(iter(read_ids([text])), None)


def timed(session: dict[str, Any]) -> list[dict[str, Any]]:
    """The points of an agenda, each with the moment at which it begins when all before it take their time."""
    begins = local(session["startsAt"])
    points = []
    for point in session["agendaPoints"] or []:
        points.append({**point, "beginsAt": begins.isoformat()})
        begins += timedelta(minutes=point["minutes"])
    return points


def at_points(faults: Iterable[Fault], points: Sequence[dict[str, Any]]) -> list[Fault]:
    """The same faults, with the title of the point in front where one is about a point by its number."""
    said = []
    for fault in faults:
        number = int(fault.field) if fault.field.isdigit() else len(points)
        said.append(Fault("", f"“{points[number]['title']}” {fault.sentence}") if number < len(points) else fault)
    return said


def placed(ids: Sequence[str], moved: str, by: int) -> list[str]:
    """These ids with one of them a place further up (-1) or down (1), where there is such a place."""
    order = list(ids)
    if moved in order:
        here = order.index(moved)
        there = here + by
        if 0 <= there < len(order):
            order[here], order[there] = order[there], order[here]
    return order


def questions_to_choose(network: dict[str, Any], chosen: dict[str, Any] | None = None) -> list[tuple[str, str, bool]]:
    """The questions a point can be about: id, title and whether it is on the research agenda, so that it can be decided on.

    What was chosen is there also when the list is too long to hold it.
    """
    found = list((network["questions"] or {"nodes": []})["nodes"])
    if chosen and chosen["id"] not in {one["id"] for one in found}:
        found.append(chosen)
    return [(plain_id(one["id"]), one["title"], one["status"] == "ON_AGENDA") for one in found]
