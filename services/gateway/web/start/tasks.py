"""What asks something of this person now, most pressing first: each is one sentence, one button, one date."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from services.gateway.web.addresses import plain_id
from services.gateway.web.formatting import local
from services.gateway.web.labels import UNNAMED
from services.gateway.web.sessions.who_plans import OVER
from services.gateway.web.start.agenda_tasks import agendas_to_publish, points_to_answer

SOON = timedelta(days=21)
ACTION_SOON = timedelta(days=14)


AWAITED = frozenset({"OWN_REQUEST", "OWN_PERMISSION", "OWN_PAUSE", "OWN_REMOVAL"})
"""What somebody waits for themselves: it asks nothing of them."""

DANGER = "LINK_BREAKS"
"""Stands before all else that waits for a decision: somebody may be in danger."""

LEFT = ("leftGoals", "leftQuestions", "leftActions")
"""What a network that went on as this one left, and asks for a new owner (J22)."""


@dataclass(frozen=True)
class Task:
    """One thing to do.

    kind: which sentence. network: where. thing: the question or session it is about. at: its date, where it has one.
    """

    kind: str
    network: dict[str, Any] | None = None
    thing: dict[str, Any] | None = None
    at: str | None = None
    more: bool = False

    @property
    def mark(self) -> str:
        """What tells this line from the others on the page, and stays the same while it stands there."""
        thing, network = self.thing or {}, self.network or {}
        about = thing.get("aboutId") or thing.get("id") or network.get("id")
        parts = (self.kind.lower(), plain_id(about) if about else thing.get("networkSlug", "me"))
        return "-".join((*parts, *([thing["perspective"].lower()] if thing.get("perspective") else [])))


def tasks_for(viewer: dict[str, Any], waiting: list[dict[str, Any]], now: datetime) -> list[Task]:
    """List the tasks of a viewer; ``waiting`` holds the networks this person coordinates, with what waits there."""
    tasks: list[Task] = []
    if viewer["person"]["displayName"] == UNNAMED:
        tasks.append(Task("name"))
    tasks += [
        Task("today", network=session["network"], thing=session, at=session["startsAt"])
        for session in viewer["upcomingSessions"] or []
        if local(session["startsAt"]).date() == local(now).date()
    ]
    tasks += [Task("paused", network=digest["network"]) for digest in viewer["digests"] or [] if digest["paused"]]
    tasks += [
        Task(decision["kind"], thing=decision, at=decision["sinceAt"])
        for decision in sorted(viewer["waitingDecisions"] or [], key=lambda one: bool(one["kind"] != DANGER))
        if decision["kind"] not in AWAITED
    ]
    for poll in viewer["waitingDatePolls"] or []:
        kind = "choose" if poll["viewerMayChoose"] else "poll"
        tasks.append(Task(kind, network=poll["network"], thing=poll, at=poll["answerUntil"]))
    tasks += [
        Task("story", network=story["network"], thing=story, at=story["toldAt"])
        for story in viewer["waitingStories"] or []
    ]
    tasks += [
        Task("reached", network=session["network"], thing=session, at=session["startsAt"])
        for session in viewer["sessionsJustOver"] or []
    ]
    for minutes in viewer["waitingMinutes"] or []:
        tasks.append(Task("minutes", network=(minutes["session"] or {}).get("network"), thing=minutes))
    for edge in (viewer["actionPoints"] or {"edges": []})["edges"]:
        action = edge["node"]
        if not action["hasOwner"] or action["dueOn"] <= (local(now).date() + ACTION_SOON).isoformat():
            tasks.append(Task("action", network=action["network"], thing=action, at=action["dueOn"]))
    for session in viewer["nearSessions"] or []:
        groups = (session["coming"] or {"perspectives": []})["perspectives"]
        for group in (one for one in groups if not one["isEnough"] and not one["askedAt"]):
            about = {"id": session["id"], **group}
            tasks.append(Task("lacking", network=session["network"], thing=about, at=session["startsAt"]))
    tasks += _of_networks(waiting)
    tasks += [
        Task("publish", network=session["network"], thing=session, at=session["startsAt"])
        for session in agendas_to_publish(viewer, now)
    ]
    tasks += [
        Task("answered", network=point["network"], thing=point, at=point["answeredAt"])
        for point in viewer["answeredAgendaPoints"] or []
    ]
    for session in viewer["upcomingSessions"] or []:
        mine = any(
            point["owner"] and point["owner"]["person"]["id"] == viewer["person"]["id"]
            for point in session["agendaPoints"] or []
        )
        if session["viewerMayAddPoint"] and not mine and local(session["startsAt"]) - now < SOON:
            tasks.append(Task("point", network=session["network"], thing=session, at=session["startsAt"]))
    return tasks


def _of_networks(waiting: list[dict[str, Any]]) -> list[Task]:
    tasks: list[Task] = []
    for network in (one for one in waiting if one["status"] not in OVER):
        questions = network["questions"]
        if questions and questions["edges"]:
            first = questions["edges"][0]["node"]
            many = len(questions["edges"]) > 1
            tasks.append(Task("questions", network=network, thing=first, at=first["proposedAt"], more=many))
        points = points_to_answer(network)
        if points:
            more, at = len(points) > 1, points[0]["proposedAt"]
            tasks.append(Task("proposed", network=network, thing=points[0], at=at, more=more))
        left = {kind: len(network[kind] or ()) for kind in LEFT}
        if any(left.values()):
            tasks.append(Task("left", network=network, thing={"id": network["id"], **left}))
        sessions = network["sessions"]
        if sessions is not None and not sessions["edges"] and network["rhythmMonths"]:
            tasks.append(Task("plan", network=network))
    return tasks


def awaited_by(viewer: dict[str, Any]) -> list[dict[str, Any]]:
    """What a viewer waits for: an answer, permission, or their own return."""
    return [decision for decision in viewer["waitingDecisions"] or [] if decision["kind"] in AWAITED]


def news_of(viewer: dict[str, Any], now: datetime) -> list[dict[str, Any]]:
    """The agenda points of the next sessions that were added in the last three weeks, newest first, at most five."""
    points = [
        {**point, "session": session}
        for session in viewer["upcomingSessions"] or []
        for point in session["agendaPoints"] or []
        if now - local(point["proposedAt"]) < SOON
    ]
    return sorted(points, key=lambda point: str(point["proposedAt"]), reverse=True)[:5]
