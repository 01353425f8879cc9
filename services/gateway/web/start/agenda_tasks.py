"""What agendas ask of this person now: an agenda to publish, points to answer, and answers to read."""

from datetime import datetime, timedelta
from typing import Any

from services.gateway.web.formatting import local

PUBLISHED_BEFORE = timedelta(days=10)
"""So long before a session its agenda is asked for."""


def agendas_to_publish(viewer: dict[str, Any], now: datetime) -> list[dict[str, Any]]:
    """The sessions that come near, whose agenda the viewer arranges and which is not published."""
    return [
        session
        for session in viewer["upcomingSessions"] or []
        if session["viewerMayArrange"]
        and not session["publishedAt"]
        and local(session["startsAt"]) - now < PUBLISHED_BEFORE
    ]


def points_to_answer(network: dict[str, Any]) -> list[dict[str, Any]]:
    """What was proposed to a network for no session, and nobody answered yet."""
    waiting = network["agendaBacklog"]
    return [point for point in (waiting or {"nodes": []})["nodes"] if point["status"] == "PROPOSED"]
