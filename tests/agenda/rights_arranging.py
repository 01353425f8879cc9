"""The table of rights of arranging agendas: every route of it, and what people who stand in different places get of it."""

from typing import Any
from uuid import UUID

from shared.api.agenda.arranging import (
    AcceptAgendaPoint,
    AgendaLetterAsked,
    AgendaSharesView,
    AnswerAgendaPoint,
    ArrangeAgenda,
    CarryOver,
    ChangeAgendaPoint,
    PointWithdrawn,
    ProposeAgendaPoint,
    PublishAgenda,
    WithdrawAgendaPoint,
)
from shared.api.agenda.sessions import AgendaPointView, SessionView
from shared.api.page import Page
from tests.agenda.rights import NOBODY_MAY, Desk, Expected, seen


def arranges(done: str) -> Expected:
    """What only who arranges may do with an agenda; that there is one everybody may know."""
    return ("NOT_SIGNED_IN", *("NOT_A_MEMBER",) * 4, "FACILITATOR_NEEDED", "FACILITATOR_NEEDED", done)


def answers(done: str) -> Expected:
    """What only who arranges may do with a point, of which others know nothing."""
    return ("NOT_SIGNED_IN", *("NOT_FOUND",) * 4, "FACILITATOR_NEEDED", "FACILITATOR_NEEDED", done)


async def _version(desk: Desk) -> tuple[UUID, int]:
    session_id = (await desk.session()).id
    found = await desk.ask("GET", f"/sessions/{session_id}", SessionView, desk.cast.coordinator)
    return session_id, found.version


async def arrange(desk: Desk, person_id: UUID | None) -> str:
    session_id, version = await _version(desk)
    body = ArrangeAgenda(points=[], version=version)
    return str(await desk.ask("POST", f"/sessions/{session_id}:arrange", SessionView, person_id, body=body))


async def publish(desk: Desk, person_id: UUID | None) -> str:
    session_id, version = await _version(desk)
    path = f"/sessions/{session_id}:publish-agenda"
    return str((await desk.ask("POST", path, SessionView, person_id, body=PublishAgenda(version=version))).status)


async def carry(desk: Desk, person_id: UUID | None) -> str:
    session_id, version = await _version(desk)
    body = CarryOver(reached=[], to="BACKLOG", version=version)
    return str(await desk.ask("POST", f"/sessions/{session_id}:carry-over", SessionView, person_id, body=body))


async def accept(desk: Desk, person_id: UUID | None) -> str:
    path = f"/agenda-points/{(await desk.point()).id}:accept"
    return str((await desk.ask("POST", path, AgendaPointView, person_id, body=AcceptAgendaPoint(version=1))).status)


async def park(desk: Desk, person_id: UUID | None) -> str:
    body = AnswerAgendaPoint(reason="Nu niet.", version=1)
    path = f"/agenda-points/{(await desk.point()).id}:park"
    return str((await desk.ask("POST", path, AgendaPointView, person_id, body=body)).status)


async def decline(desk: Desk, person_id: UUID | None) -> str:
    body = AnswerAgendaPoint(reason="Hoort elders.", version=1)
    path = f"/agenda-points/{(await desk.point()).id}:decline"
    return str((await desk.ask("POST", path, AgendaPointView, person_id, body=body)).status)


async def propose(desk: Desk, person_id: UUID | None) -> str:
    path = f"/networks/{desk.cast.network_id}/agenda-points"
    body = ProposeAgendaPoint(title="Punt", purpose="INFORM", minutes=1)
    return str((await desk.ask("POST", path, AgendaPointView, person_id, body=body)).status)


async def _waiting(desk: Desk) -> AgendaPointView:
    path = f"/networks/{desk.cast.network_id}/agenda-points"
    body = ProposeAgendaPoint(title="Punt", purpose="INFORM", minutes=1)
    found = await desk.ask("POST", path, AgendaPointView, desk.cast.member, body=body)
    assert isinstance(found, AgendaPointView)
    return found


async def withdraw(desk: Desk, person_id: UUID | None) -> str:
    path = f"/agenda-points/{(await _waiting(desk)).id}:withdraw"
    await desk.ask("POST", path, PointWithdrawn, person_id, body=WithdrawAgendaPoint(version=1))
    return "withdrawn"


async def change(desk: Desk, person_id: UUID | None) -> str:
    body = ChangeAgendaPoint(title="Anders", purpose="INFORM", minutes=1, owner_id=desk.cast.member, version=1)
    path = f"/agenda-points/{(await desk.point()).id}:change"
    return str((await desk.ask("POST", path, AgendaPointView, person_id, body=body)).title)


async def waiting(desk: Desk, person_id: UUID | None) -> str:
    if person_id is None:
        await _waiting(desk)
    path = f"/networks/{desk.cast.network_id}/agenda-points"
    return seen(await desk.ask("GET", path, Page[AgendaPointView], person_id))


async def answered(desk: Desk, person_id: UUID | None) -> str:
    await park(desk, desk.cast.coordinator)
    found = seen(await desk.ask("GET", "/agenda-points/answered", list[AgendaPointView], person_id))
    return "some" if int(found) else "none"


async def shares(desk: Desk, person_id: UUID | None) -> str:
    path = f"/networks/{desk.cast.network_id}/agenda-shares"
    return str(len((await desk.ask("GET", path, AgendaSharesView, person_id)).shares))


async def just_over(desk: Desk, person_id: UUID | None) -> str:
    session = await desk.session()
    desk.place.clock.moment = session.ends_at
    return seen(await desk.ask("GET", "/agendas/just-over", list[SessionView], person_id))


async def letter(desk: Desk, person_id: UUID | None) -> str:
    body = AgendaLetterAsked(about="PUBLISHED", reader_ids=[])
    path = f"/sessions/{(await desk.session()).id}:agenda-letter"
    return str(await desk.ask("POST", path, Any, person_id, body=body))


async def answer_letter(desk: Desk, person_id: UUID | None) -> str:
    path = f"/agenda-points/{(await desk.point()).id}:letter"
    return str(await desk.ask("POST", path, Any, person_id))


ARRANGING = {
    "POST /sessions/{session_id}:arrange": (arrange, arranges("NOT_ON_THIS_AGENDA")),
    "POST /sessions/{session_id}:publish-agenda": (publish, arranges("AGENDA_PUBLISHED")),
    "POST /sessions/{session_id}:carry-over": (carry, arranges("SESSION_NOT_OVER")),
    "POST /agenda-points/{agenda_point_id}:accept": (accept, answers("ACCEPTED")),
    "POST /agenda-points/{agenda_point_id}:park": (park, answers("PARKED")),
    "POST /agenda-points/{agenda_point_id}:decline": (decline, answers("DECLINED")),
    "POST /networks/{network_id}/agenda-points": (
        propose,
        ("NOT_SIGNED_IN", *("NOT_A_MEMBER",) * 4, "PROPOSED", "PROPOSED", "PROPOSED"),
    ),
    "GET /networks/{network_id}/agenda-points": (
        waiting,
        ("NOT_SIGNED_IN", *("NOT_A_MEMBER",) * 4, "1", "1", "1"),
    ),
    "POST /agenda-points/{agenda_point_id}:change": (
        change,
        ("NOT_SIGNED_IN", *("NOT_FOUND",) * 4, "NOT_YOUR_AGENDA_POINT", "Anders", "Anders"),
    ),
    "POST /agenda-points/{agenda_point_id}:withdraw": (
        withdraw,
        ("NOT_SIGNED_IN", *("NOT_FOUND",) * 4, "NOT_YOUR_AGENDA_POINT", "withdrawn", "NOT_YOUR_AGENDA_POINT"),
    ),
    "GET /agenda-points/answered": (
        answered,
        ("NOT_SIGNED_IN", "none", "none", "none", "none", "none", "some", "none"),
    ),
    "GET /networks/{network_id}/agenda-shares": (shares, arranges("1")),
    "GET /agendas/just-over": (just_over, ("NOT_SIGNED_IN", *("0",) * 6, "1")),
    "POST /sessions/{session_id}:agenda-letter": (letter, NOBODY_MAY),
    "POST /agenda-points/{agenda_point_id}:letter": (answer_letter, NOBODY_MAY),
}
