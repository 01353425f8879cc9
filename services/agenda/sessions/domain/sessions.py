"""What is true of sessions: which there are, who may know of them, and until when their agenda is open."""

from datetime import datetime
from typing import Final, Literal, NamedTuple
from uuid import UUID

from services.agenda.finding.domain import session_document
from services.agenda.members.domain import Standing
from services.agenda.sessions.domain.places import REGULAR, SessionType
from shared.errors import Conflict
from shared.search.document import Document

SessionStatus = Literal["DRAFT", "POLLING", "CONFIRMED", "AGENDA_PUBLISHED", "HELD", "CANCELLED"]
DRAFT: Final = "DRAFT"
"""Planned, but only coordinators know of it: no mail, no event, in no calendar, until they confirm it."""
CONFIRMED: Final = "CONFIRMED"
AGENDA_PUBLISHED: Final = "AGENDA_PUBLISHED"
HELD: Final = "HELD"
CANCELLED: Final = "CANCELLED"
TAKES_PLACE: tuple[SessionStatus, ...] = (CONFIRMED, AGENDA_PUBLISHED)
"""Sessions that are still to come, for certain."""
KNOWN_TO_ALL: tuple[SessionStatus, ...] = (*TAKES_PLACE, HELD, CANCELLED)
"""Sessions whose date is certain, so that everybody may know it."""


class SessionHasBegun(Conflict):
    """This session has begun or is over; its agenda is closed."""


class SessionCancelled(Conflict):
    """This session does not take place."""


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
    published_at: datetime | None = None
    short_notice_reason: str = ""
    type: SessionType = REGULAR
    perspective: str | None = None
    """For whom it is; None: for everybody who takes part. Others of the network do not know of it."""
    link: str = ""
    """Where to join online, for who takes part."""
    for_session_id: UUID | None = None
    """The session before which this one is."""


class SeenSession(NamedTuple):
    """One session, how many minutes its agenda points take, and how its reader stands in its network.

    comes: whether they said they come, and have a seat; asked only where people can join online. limited_until: when the last
    limit ends or ended under which they write nothing in its network (PR-7).
    """

    session: SessionFacts
    minutes_planned: int
    standing: Standing
    comes: bool = False
    limited_until: datetime | None = None

    @property
    def joins(self) -> bool:
        """Whether the reader is told where to join online: who said they come, and who prepares it."""
        return self.standing.arranges or (self.comes and self.standing.takes_part)


def document_of_session(session: SessionFacts) -> Document:
    """By which words a session is found, and by whom."""
    about = {name: getattr(session, name) for name in ("network_id", "number", "starts_at", "zone")}
    return session_document(session_id=session.id, **about)


def agenda_is_open(session: SessionFacts, now: datetime) -> bool:
    """Whether the agenda of a session can still change."""
    return session.status in TAKES_PLACE and now < session.starts_at


def check_agenda_open(session: SessionFacts, now: datetime) -> None:
    """Raise SessionCancelled or SessionHasBegun for a session whose agenda is closed."""
    if session.status == CANCELLED:
        raise SessionCancelled
    if not agenda_is_open(session, now):
        raise SessionHasBegun
