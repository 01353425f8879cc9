"""What pages of minutes ask, and how a form of texts by agenda point is read."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from services.gateway.web.addresses import global_id, plain_id
from services.gateway.web.forms import Form
from services.gateway.web.visit import Answer, NoSuchPage, Refused, Visit

REST = "rest"
"""What stands in the place of an agenda point for what belongs to none."""
FEWEST_LETTERS = 3
MOST_BEARERS = 3


async def fetch_minutes(visit: Visit, session_id: UUID, document: str = "minutes/minutes.graphql") -> Answer:
    """The minutes of a session with everything a page shows of them. Raises NoSuchPage where there are none for this visitor."""
    answer = await visit.ask(document, id=global_id("Session", session_id))
    answer["minutes"]
    return answer


def with_stories(minutes: dict[str, Any]) -> dict[str, Any]:
    """Minutes with each story at the part where it was told, and under ``told`` those whose part says nothing else."""
    told: dict[str | None, list[dict[str, Any]]] = {}
    for one in minutes["stories"] or []:
        told.setdefault(one["agendaPointId"], []).append(one)
    parts = [part | {"stories": told.pop(part["agendaPointId"], [])} for part in minutes["parts"] or []]
    return minutes | {"parts": parts, "told": [one for group in told.values() for one in group]}


async def fetch_to_write(visit: Visit, session_id: UUID, form: Form | None = None) -> dict[str, Any]:
    """The minutes that this visitor writes, beside the agenda. Raises Refused for a member who does not write them.

    form: what they sent; the agenda can be another one than it was when they began to write.
    """
    answer = await visit.ask("minutes/writing.graphql", id=global_id("Session", session_id))
    session = answer["session"]
    minutes = answer.data["minutes"]
    if minutes is None:
        if not (session["network"] or {}).get("viewerMembership"):
            raise NoSuchPage
        raise Refused("SECRETARY_NEEDED" if session["startsAt"] <= visit.began_at.isoformat() else "MINUTES_TOO_EARLY")
    if not minutes["viewerMayWrite"]:
        raise Refused("ALREADY_ESTABLISHED" if minutes["status"] == "ESTABLISHED" else "SECRETARY_NEEDED")
    noted = not_taken_over(minutes)
    return {
        "session": session,
        "minutes": minutes,
        "fields": fields_of(session, minutes, form or Form()),
        "noted": noted,
    }


def not_taken_over(minutes: dict[str, Any]) -> dict[str, str]:
    """What was noted on the day and stands nowhere in what was written since, by field.

    A note can come in after somebody began to write: a device without a connection sends it when it has one.
    """
    written = texts_of(minutes["parts"] or [])
    noted = texts_of(minutes["notes"] or [])
    return {name: text for name, text in noted.items() if written and _plain(text) not in _plain(written.get(name, ""))}


def _plain(text: str) -> str:
    return " ".join(text.split())


def fields_of(session: dict[str, Any], minutes: dict[str, Any], form: Form) -> list[dict[str, str]]:
    """What can be written: each agenda point in order, what stands, was noted or was sent of points that are gone, the rest."""
    points = _points_sent(form)
    for one in (*(minutes["notes"] or []), *(minutes["parts"] or [])):
        if one["agendaPointId"]:
            points[one["agendaPointId"]] = one["title"] or points.get(one["agendaPointId"], "")
    now = {point["id"]: point["title"] for point in session["agendaPoints"] or []}
    points = now | {id_: title for id_, title in points.items() if id_ not in now}
    named = [{"name": field_name(point_id), "point": point_id, "title": title} for point_id, title in points.items()]
    return [*named, {"name": field_name(None), "point": "", "title": ""}]


def _points_sent(form: Form) -> dict[str, str]:
    """The agenda points of which a form holds words, with their titles."""
    points = {}
    for name in form.values:
        kind, _, id_ = name.partition("-")
        try:
            if kind == "part" and id_ != REST:
                points[global_id("AgendaPoint", UUID(id_))] = form.value(f"title-{id_}")
        except ValueError:
            continue
    return points


def field_name(point_id: str | None) -> str:
    """How the text of an agenda point is called in a form."""
    return f"part-{plain_id(point_id) if point_id else REST}"


def texts_of(parts: Iterable[dict[str, Any]]) -> dict[str, str]:
    """What stands in each field."""
    return {field_name(part["agendaPointId"]): part["text"] for part in parts}


def parts_sent(form: Form, fields: Sequence[dict[str, str]]) -> list[dict[str, Any]]:
    """What a form says, as GraphQL takes it; a field that was not sent stays as it was."""
    return [
        {"agendaPointId": field["point"] or None, "text": form.value(field["name"])}
        for field in fields
        if field["name"] in form.values
    ]


def owner_of(action: dict[str, Any]) -> str:
    """Who does something, as a choice in a form."""
    if action["owner"]:
        return f"person:{plain_id(action['owner']['person']['id'])}"
    return f"organisation:{action['organisation']}" if action["organisation"] else ""


def owner_sent(choice: str) -> dict[str, str]:
    """A choice in a form, as GraphQL takes it."""
    kind, _, value = choice.partition(":")
    if kind == "organisation":
        return {"organisation": value}
    try:
        return {"ownerId": global_id("Person", UUID(value))} if kind == "person" else {}
    except ValueError:
        return {}


def owners_in(network: dict[str, Any]) -> dict[str, list[tuple[str, str]]]:
    """Who can do something in a network: people and organisations, as choices."""
    people = (network["members"] or {"nodes": []})["nodes"]
    return {
        "people": [
            (f"person:{plain_id(one['person']['id'])}", one["person"]["displayName"]) for one in people if one["person"]
        ],
        "organisations": [(f"organisation:{one['name']}", one["name"]) for one in network["partners"]],
    }


def names_in(minutes: dict[str, Any], network: dict[str, Any]) -> list[tuple[str, str]]:
    """Which names of members stand in minutes: name and part; names are off unless somebody wants theirs there (BR-052).

    Also a part of a name counts ("Daan" of "Daan de Wit"), unless so many bear it that it tells nobody apart.
    """
    people = [one["person"]["displayName"] for one in (network["members"] or {"nodes": []})["nodes"]]
    pieces = Counter(piece for name in people for piece in {name, *name.split()})
    known = [
        piece
        for piece, bearers in pieces.items()
        if len(piece) >= FEWEST_LETTERS and piece[0].isupper() and bearers <= MOST_BEARERS
    ]
    return [
        (piece, part["title"])
        for part in minutes["parts"] or []
        for piece in known
        if re.search(rf"\b{re.escape(piece)}\b", part["text"])
    ]
