"""What the day itself can be asked: running a session, giving turns, groups, parked lines, and notes."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from shared.api.agenda.sessions import Purpose
from shared.api.page import Shape
from shared.api.posting import Posted, PostedLine
from shared.api.text import Prose

CheckIn = Literal[
    "ARRIVE", "WEATHER", "PROUD", "LEARNED", "SMALL_WIN", "NEEDED", "CURIOUS", "THANKFUL", "HELPED", "OWN"
]
ParkedStatus = Literal["OPEN", "PROPOSED", "ANSWERED"]
DayPart = Literal["turns", "groups", "parked", "notes"]


class SpeakingTurnView(Shape):
    """One wish to say something, for members."""

    id: UUID
    person_id: UUID | None
    """None: somebody without a phone."""
    perspective: str
    place: int | None
    """Its place in the order of those who wait, from 1; None for who speaks now."""
    may_end: bool


class GroupPlaceView(Shape):
    """Where somebody sits, for members."""

    number: int
    person_id: UUID | None
    perspective: str


class ParkedLineView(Shape):
    """What was parked in a session, for members."""

    id: UUID
    session_id: UUID
    network_id: UUID
    words: str
    parked_at: AwareDatetime
    status: ParkedStatus
    answer: str
    agenda_point_id: UUID | None
    version: int


class SessionNoteView(Shape):
    """What was written down, for coordinators, facilitators and secretaries. GET /session-notes/{id}."""

    id: UUID
    session_id: UUID
    agenda_point_id: UUID | None
    """None: about the session as a whole."""
    words: str
    written_at: AwareDatetime
    version: int


class DayView(Shape):
    """How far a session is, for members. GET /sessions/{id}/day?part=turns&part=notes.

    A part is None where it was not asked; ``notes`` also for who takes none.
    """

    session_id: UUID
    network_id: UUID
    started_at: AwareDatetime | None
    ended_at: AwareDatetime | None
    is_running: bool
    agenda_point_id: UUID | None
    point_started_at: AwareDatetime | None
    check_in: CheckIn | None
    check_in_words: str
    may_start: bool
    may_lead: bool
    may_take_notes: bool
    version: int
    turns: list[SpeakingTurnView] | None = None
    """Who speaks now, and then who waits, in the order in which turns are given."""
    groups: list[GroupPlaceView] | None = None
    parked: list[ParkedLineView] | None = None
    notes: list[SessionNoteView] | None = None


class GoToPoint(Shape):
    """POST /sessions/{id}/day:go (PERSON, coordinator or facilitator): a DayView."""

    agenda_point_id: UUID


class ChooseCheckIn(Posted):
    """POST /sessions/{id}/day:check-in (PERSON, coordinator or facilitator): a DayView. words: with OWN."""

    check_in: CheckIn
    words: Annotated[PostedLine, Field(max_length=2000)] = ""


class AskTurn(Shape):
    """POST /sessions/{id}/turns (PERSON, member): a DayView. perspective: of somebody else, without a phone, by who leads."""

    perspective: Annotated[str, Field(max_length=40)] | None = None


class OthersInGroups(Shape):
    """How many more people of one perspective are there."""

    perspective: Annotated[str, Field(max_length=40)]
    count: Annotated[int, Field(ge=0, le=100)]


class MakeGroups(Shape):
    """POST /sessions/{id}/groups (PERSON, coordinator or facilitator): a DayView; by chance, in place of those there were."""

    person_ids: Annotated[list[UUID], Field(max_length=300)]
    others: Annotated[list[OthersInGroups], Field(max_length=20)] = []
    groups: Annotated[int, Field(ge=0, le=1000)]


class ParkLine(Posted):
    """POST /sessions/{id}/parked-lines (PERSON, member): a ParkedLineView."""

    words: Annotated[PostedLine, Field(max_length=2000)] = ""


class AnswerParkedLine(Posted):
    """POST /parked-lines/{id}:answer (PERSON, coordinator or facilitator): a ParkedLineView."""

    answer: Annotated[PostedLine, Field(max_length=2000)] = ""
    version: int


class ProposeParkedLine(Shape):
    """POST /parked-lines/{id}:propose (PERSON, coordinator or facilitator): a ParkedLineView.

    It waits as an agenda point until who arranges the next agenda answers it.
    """

    purpose: Purpose = "EXPLORE"
    minutes: Annotated[int, Field(ge=0, le=10_000)] = 15
    version: int


class WriteNote(Shape):
    """POST /sessions/{id}/notes (PERSON, coordinator, facilitator or secretary): a SessionNoteView.

    version: the one the writer saw, 0 where there was none; STALE_VERSION when somebody else wrote meanwhile.
    """

    agenda_point_id: UUID | None = None
    words: Annotated[Prose, Field(max_length=40_000)] = ""
    version: int
