"""What is true of the day itself: when a session runs, who leads it, and what is written down during it (J12)."""

from datetime import datetime, timedelta
from typing import Final, Literal, NamedTuple
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from services.agenda.members.domain import NotAMember, Standing
from services.agenda.sessions.domain.sessions import HELD, TAKES_PLACE, SessionFacts, SessionStatus
from shared.errors import Conflict, Invalid, NotAllowed, Problem

CheckIn = Literal[
    "ARRIVE", "WEATHER", "PROUD", "LEARNED", "SMALL_WIN", "NEEDED", "CURIOUS", "THANKFUL", "HELPED", "OWN"
]
"""The question with which everybody begins; OWN is in words of their own."""
OWN: Final = "OWN"
DayPart = Literal["CHECK_IN", "TURNS", "GROUPS", "PARKING"]
CHECK_IN: Final = "CHECK_IN"
TURNS: Final = "TURNS"
GROUPS: Final = "GROUPS"
PARKING: Final = "PARKING"
ParkedStatus = Literal["OPEN", "PROPOSED", "ANSWERED"]
OPEN: Final = "OPEN"
PROPOSED: Final = "PROPOSED"
ANSWERED: Final = "ANSWERED"

SECRETARY = "SECRETARY"
"""Who holds this role writes the minutes, and takes notes."""
HAS_A_DAY: tuple[SessionStatus, ...] = (*TAKES_PLACE, HELD)
"""Sessions that take place or took place."""
LONGEST_LINE = 200
MOST_PARKED = 100
LONGEST_NOTE = 10_000
NOTES_KEPT = timedelta(days=60)
"""After the session; they go before that when its minutes are established."""


class NoteTakerNeeded(NotAllowed):
    """Only a coordinator, a facilitator or a secretary of this network may do this."""


class SessionNotToday(Conflict):
    """A session starts on its own day."""


class SessionNotRunning(Conflict):
    """This session has not started, or it is over."""


class LineMissing(Invalid):
    """Say it in one line."""


class TooManyParkedLines(Conflict):
    """A session parks at most a hundred lines."""


class ParkedLineDone(Conflict):
    """This line was answered already, or stands on an agenda."""


class DayFacts(NamedTuple):
    """How far a session is, as it is stored."""

    id: UUID
    session_id: UUID
    started_at: datetime | None
    ended_at: datetime | None
    agenda_point_id: UUID | None
    """The point it is at."""
    point_started_at: datetime | None
    check_in: CheckIn | None
    check_in_words: str
    version: int


class SeenDay(NamedTuple):
    """The day of one session, and who its reader is there. day: None while nothing of it is stored."""

    session: SessionFacts
    standing: Standing
    is_secretary: bool
    day: DayFacts | None


class PlaceInGroup(NamedTuple):
    """Where somebody sits when a session goes on in groups."""

    number: int
    """Of the group, from 1."""
    person_id: UUID | None
    perspective: str


class ParkedFacts(NamedTuple):
    """One line that was parked: not now, and not forgotten."""

    id: UUID
    session_id: UUID
    network_id: UUID
    words: str
    parked_at: datetime
    status: ParkedStatus
    answer: str
    agenda_point_id: UUID | None
    """The agenda point it became."""
    version: int


class NoteFacts(NamedTuple):
    """What was written down at one agenda point, or about the session as a whole."""

    id: UUID
    session_id: UUID
    network_id: UUID
    agenda_point_id: UUID | None
    """None: about the session as a whole."""
    words: str
    written_at: datetime
    version: int


class SeenNote(NamedTuple):
    """One note, and whether its reader takes notes there."""

    note: NoteFacts
    takes_notes: bool


def note_id(session_id: UUID, agenda_point_id: UUID | None) -> UUID:
    """The id of the note of a point, or of the session as a whole: there is one of each, whoever writes first."""
    return uuid5(session_id, str(agenda_point_id or session_id))


def takes_notes(standing: Standing, *, is_secretary: bool) -> bool:
    """Whether somebody may read and write the notes: who leads the session, or a secretary."""
    return standing.arranges or (standing.takes_part and is_secretary)


def check_takes_notes(standing: Standing, *, is_secretary: bool) -> None:
    """Raise NotAMember or NoteTakerNeeded for somebody who takes no notes."""
    if not standing.takes_part:
        raise NotAMember
    if not takes_notes(standing, is_secretary=is_secretary):
        raise NoteTakerNeeded


def is_its_day(session: SessionFacts, now: datetime) -> bool:
    """Whether it is the day of this session, on the clock of its place."""
    zone = ZoneInfo(session.zone)
    return session.starts_at.astimezone(zone).date() == now.astimezone(zone).date()


def is_running(session: SessionFacts, day: DayFacts | None, now: datetime) -> bool:
    """Whether people are together now: started today and not over, also where nobody said that it was over."""
    return day is not None and day.started_at is not None and day.ended_at is None and is_its_day(session, now)


def check_its_day(session: SessionFacts, now: datetime) -> None:
    """Raise SessionNotToday on any other day."""
    if not is_its_day(session, now):
        raise SessionNotToday


def check_running(session: SessionFacts, day: DayFacts | None, now: datetime) -> None:
    """Raise SessionNotRunning for a session that has not started or is over."""
    if not is_running(session, day, now):
        raise SessionNotRunning


def check_line(words: str, field: str) -> None:
    """Raise LineMissing for a line that says nothing, or more than a line."""
    if not words:
        raise LineMissing(problems=(Problem(field, "REQUIRED", "Fill this in."),))
    if len(words) > LONGEST_LINE:
        long = f"A line has at most {LONGEST_LINE} characters."
        raise LineMissing(problems=(Problem(field, "TEXT_TOO_LONG", long),))


def check_note(words: str) -> None:
    """Raise Invalid for a note that is too long to be kept."""
    if len(words) > LONGEST_NOTE:
        long = f"A note has at most {LONGEST_NOTE} characters."
        raise Invalid(problems=(Problem("words", "TEXT_TOO_LONG", long),))


def check_check_in(check_in: CheckIn, words: str) -> str:
    """Give the words to keep beside the choice: of a question of their own only. Raises LineMissing where it says nothing."""
    if check_in != OWN:
        return ""
    check_line(words, "words")
    return words
