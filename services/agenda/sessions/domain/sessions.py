"""What is true of sessions: what fits an agenda, and who may do what."""

import unicodedata
from datetime import datetime
from typing import Final, Literal, NamedTuple
from uuid import UUID

from services.agenda.finding.domain import point_document, session_document
from services.agenda.members.domain import Standing
from shared.errors import Conflict, Invalid, NotAllowed, Problem
from shared.search.document import Document

SessionStatus = Literal["DRAFT", "POLLING", "CONFIRMED", "AGENDA_PUBLISHED", "HELD", "CANCELLED"]
CONFIRMED: Final = "CONFIRMED"
AGENDA_PUBLISHED: Final = "AGENDA_PUBLISHED"
HELD: Final = "HELD"
CANCELLED: Final = "CANCELLED"
TAKES_PLACE: tuple[SessionStatus, ...] = (CONFIRMED, AGENDA_PUBLISHED)
"""Sessions that are still to come, for certain."""
KNOWN_TO_ALL: tuple[SessionStatus, ...] = (*TAKES_PLACE, HELD, CANCELLED)
"""Sessions whose date is certain, so that everybody may know it."""

Purpose = Literal["INFORM", "EXPLORE", "DECIDE"]

LONGEST_TITLE = 200
LONGEST_NOTE = 4000


class SessionHasBegun(Conflict):
    """This session has begun or is over; its agenda is closed."""


class SessionCancelled(Conflict):
    """This session does not take place."""


class AgendaPointIncomplete(Invalid):
    """This agenda point is not complete yet."""


class AgendaTooLong(Conflict):
    """This does not fit in the session."""


class NotYourAgendaPoint(NotAllowed):
    """Only who put this point on the agenda, or a coordinator, may take it off."""


class SessionFacts(NamedTuple):
    """One session as it is stored."""

    id: UUID
    network_id: UUID
    series_id: UUID | None
    number: int
    starts_at: datetime
    ends_at: datetime
    zone: str
    place: str
    status: SessionStatus
    sequence: int
    version: int
    was_starts_at: datetime | None = None
    cancel_reason: str = ""


class SeenSession(NamedTuple):
    """One session, how many minutes its agenda points take, and how its reader stands in its network."""

    session: SessionFacts
    minutes_planned: int
    standing: Standing


class AgendaPointFacts(NamedTuple):
    """One agenda point as it is stored."""

    id: UUID
    session_id: UUID
    network_id: UUID
    title: str
    note: str
    purpose: Purpose
    minutes: int
    owner_id: UUID | None
    proposed_at: datetime
    position: int
    version: int


class SeenAgendaPoint(NamedTuple):
    """One agenda point, the session it belongs to, and how its reader stands in its network."""

    point: AgendaPointFacts
    session: SessionFacts
    standing: Standing


def document_of_session(session: SessionFacts) -> Document:
    """By which words a session is found, and by whom."""
    about = {name: getattr(session, name) for name in ("network_id", "number", "starts_at", "zone")}
    return session_document(session_id=session.id, **about)


def document_of_point(point: AgendaPointFacts) -> Document:
    """By which words an agenda point is found, and by whom."""
    about = {name: getattr(point, name) for name in ("network_id", "title", "note", "proposed_at")}
    return point_document(point_id=point.id, **about)


def may_add_point(session: SessionFacts, standing: Standing, now: datetime) -> bool:
    """Whether somebody who stands so in its network may put a point on the agenda of this session now."""
    return standing.takes_part and agenda_is_open(session, now)


def may_remove_point(seen: SeenAgendaPoint, person_id: UUID | None, now: datetime) -> bool:
    """Whether a person may take this point off the agenda now."""
    return has_say_over(seen.point, seen.standing, person_id) and agenda_is_open(seen.session, now)


def has_say_over(point: AgendaPointFacts, standing: Standing, person_id: UUID | None) -> bool:
    """Whether this point is a person's to take away: a member who owns it, or a coordinator."""
    return standing.coordinates or (standing.takes_part and person_id is not None and point.owner_id == person_id)


def agenda_is_open(session: SessionFacts, now: datetime) -> bool:
    """Whether the agenda of a session can still change."""
    return session.status in TAKES_PLACE and now < session.starts_at


def check_agenda_open(session: SessionFacts, now: datetime) -> None:
    """Raise SessionCancelled or SessionHasBegun for a session whose agenda is closed."""
    if session.status == CANCELLED:
        raise SessionCancelled
    if not agenda_is_open(session, now):
        raise SessionHasBegun


def check_point(*, title: str, note: str, purpose: Purpose | None, minutes: int) -> Purpose:
    """Give back the purpose. Raises AgendaPointIncomplete with every part that is missing or wrong (BR-046)."""
    problems = []
    if not any(unicodedata.category(character)[0] not in "CMZ" for character in title):
        problems.append(_required("title"))
    elif len(title) > LONGEST_TITLE:
        problems.append(Problem("title", "TITLE_TOO_LONG", f"A title has at most {LONGEST_TITLE} characters."))
    if len(note) > LONGEST_NOTE:
        problems.append(Problem("note", "TEXT_TOO_LONG", f"A note has at most {LONGEST_NOTE} characters."))
    if minutes < 1:
        problems.append(_required("minutes"))
    if purpose is None:
        raise AgendaPointIncomplete(problems=(*problems, _required("purpose")))
    if problems:
        raise AgendaPointIncomplete(problems=tuple(problems))
    return purpose


def check_fits(session: SessionFacts, *, planned: int, minutes: int) -> None:
    """Raise AgendaTooLong when so many minutes do not fit beside what is planned (BR-046)."""
    left = int((session.ends_at - session.starts_at).total_seconds()) // 60 - planned
    if minutes > left:
        words = f"{max(left, 0)} minutes are left in this session."
        raise AgendaTooLong(problems=(Problem("minutes", "AGENDA_TOO_LONG", words),))


def _required(field: str) -> Problem:
    return Problem(field, "REQUIRED", "Fill this in.")
