"""What is true of agenda points: what one needs, what fits a session, and who may do what."""

import unicodedata
from datetime import datetime
from typing import Final, Literal, NamedTuple
from uuid import UUID

from services.agenda.finding.domain import point_document
from services.agenda.members.domain import Standing
from services.agenda.questions.domain import content_note_problems
from services.agenda.sessions.domain.sessions import SeenSession, SessionFacts, agenda_is_open
from shared.errors import Conflict, Invalid, NotAllowed, Problem
from shared.search.document import Document

Purpose = Literal["INFORM", "EXPLORE", "DECIDE"]

PointStatus = Literal["PROPOSED", "ACCEPTED", "PARKED", "DECLINED"]
PROPOSED: Final = "PROPOSED"
ACCEPTED: Final = "ACCEPTED"
PARKED: Final = "PARKED"
DECLINED: Final = "DECLINED"
WITHDRAWN: Final = "WITHDRAWN"
"""What is announced of a point that was taken back; nothing of it is left."""
WAITING: tuple[PointStatus, ...] = (PROPOSED, PARKED)
"""What a point is that stands on no agenda, and may come on one."""

LONGEST_TITLE = 200
LONGEST_NOTE = 4000


class AgendaPointIncomplete(Invalid):
    """This agenda point is not complete yet."""


class AgendaTooLong(Conflict):
    """This does not fit in the session."""


class NotYourAgendaPoint(NotAllowed):
    """Only who brings this point in, or who arranges the agenda, may do this."""


class AgendaPointWaits(Conflict):
    """This point waits for a session; it stands on no agenda."""


class AgendaPointFacts(NamedTuple):
    """One agenda point as it is stored."""

    id: UUID
    session_id: UUID | None
    """None: it stands on no agenda now."""
    network_id: UUID
    title: str
    note: str
    purpose: Purpose
    minutes: int
    owner_id: UUID | None
    proposed_at: datetime
    position: int
    version: int
    perspective: str | None = None
    proposed_by: UUID | None = None
    status: PointStatus = PROPOSED
    answer: str = ""
    answered_at: datetime | None = None
    question_id: UUID | None = None
    placed_at: datetime | None = None
    changed_at: datetime | None = None
    reached_at: datetime | None = None
    carried_from_id: UUID | None = None
    content_note: str | None = None
    """What readers should know before they open the note; None where that is not heavy (C092)."""


class SeenAgendaPoint(NamedTuple):
    """One agenda point, the session on whose agenda it stands, and how its reader stands in its network."""

    point: AgendaPointFacts
    session: SessionFacts | None
    """None: it stands on no agenda now."""
    standing: Standing


def document_of_point(point: AgendaPointFacts) -> Document:
    """By which words an agenda point is found, and by whom."""
    about = {name: getattr(point, name) for name in ("network_id", "title", "proposed_at")}
    return point_document(point_id=point.id, note="" if point.content_note else point.note, **about)


def point_by_mail(point: AgendaPointFacts) -> AgendaPointFacts:
    """A point as mails may tell of it: of heavy words only the title."""
    return point._replace(note="") if point.content_note else point


def may_add_point(seen: SeenSession, now: datetime) -> bool:
    """Whether its reader may put a point on the agenda of this session now."""
    is_limited = seen.limited_until is not None and now < seen.limited_until
    return seen.standing.takes_part and not is_limited and agenda_is_open(seen.session, now)


def may_remove_point(seen: SeenAgendaPoint, person_id: UUID | None, now: datetime) -> bool:
    """Whether a person may take this point off the agenda now."""
    return has_say_over(seen.point, seen.standing, person_id) and may_still_change(seen, now)


def may_change_point(seen: SeenAgendaPoint, person_id: UUID | None, now: datetime) -> bool:
    """Whether a person may change the words, the purpose or the minutes of this point now."""
    is_over = seen.point.status == DECLINED
    return not is_over and has_say_over(seen.point, seen.standing, person_id) and may_still_change(seen, now)


def may_still_change(seen: SeenAgendaPoint, now: datetime) -> bool:
    """Whether what stands here can change: it waits, or the agenda it stands on is open."""
    return seen.session is None or agenda_is_open(seen.session, now)


def has_say_over(point: AgendaPointFacts, standing: Standing, person_id: UUID | None) -> bool:
    """Whether this point is a person's to change: a member who owns or proposed it, or who arranges."""
    if standing.arranges:
        return True
    return standing.takes_part and person_id is not None and person_id in (point.owner_id, point.proposed_by)


def check_point(
    *, title: str, note: str, purpose: Purpose | None, minutes: int, content_note: str | None = None
) -> Purpose:
    """Give back the purpose. Raises AgendaPointIncomplete with every part that is missing or wrong (BR-046)."""
    problems = []
    if not any(unicodedata.category(character)[0] not in "CMZ" for character in title):
        problems.append(_required("title"))
    elif len(title) > LONGEST_TITLE:
        problems.append(Problem("title", "TITLE_TOO_LONG", f"A title has at most {LONGEST_TITLE} characters."))
    if len(note) > LONGEST_NOTE:
        problems.append(Problem("note", "TEXT_TOO_LONG", f"A note has at most {LONGEST_NOTE} characters."))
    problems.extend(content_note_problems(content_note or ""))
    if minutes < 1:
        problems.append(_required("minutes"))
    if purpose is None:
        raise AgendaPointIncomplete(problems=(*problems, _required("purpose")))
    if problems:
        raise AgendaPointIncomplete(problems=tuple(problems))
    return purpose


def length_of(session: SessionFacts) -> int:
    """How many minutes a session lasts."""
    return int((session.ends_at - session.starts_at).total_seconds()) // 60


def check_fits(session: SessionFacts, *, planned: int, minutes: int) -> None:
    """Raise AgendaTooLong when so many minutes do not fit beside what is planned (BR-046)."""
    left = length_of(session) - planned
    if minutes > left:
        words = f"{max(left, 0)} minutes are left in this session."
        raise AgendaTooLong(problems=(Problem("minutes", "AGENDA_TOO_LONG", words),))


def _required(field: str) -> Problem:
    return Problem(field, "REQUIRED", "Fill this in.")
