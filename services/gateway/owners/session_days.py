"""What agenda is asked about the day itself: how far a session is, turns, groups, parked lines and notes."""

from collections.abc import Sequence
from uuid import UUID

from services.gateway.owners.agenda import OWNER
from services.gateway.owners.inquiry import Inquiry, get, post
from shared.api.agenda.day import (
    AnswerParkedLine,
    AskTurn,
    ChooseCheckIn,
    DayView,
    GoToPoint,
    MakeGroups,
    ParkedLineView,
    ParkLine,
    ProposeParkedLine,
    SessionNoteView,
    WriteNote,
)


def session_day(session_id: UUID, parts: Sequence[str]) -> Inquiry[DayView]:
    """How far a session is, with these parts. Raises NotFound for who does not take part."""
    return get(OWNER, f"/sessions/{session_id}/day", DayView, part=list(parts) or None)


def session_note(note_id: UUID) -> Inquiry[SessionNoteView]:
    """One note. Raises NotFound for who takes none there."""
    return get(OWNER, f"/session-notes/{note_id}", SessionNoteView)


def start_session(session_id: UUID, key: str | None) -> Inquiry[DayView]:
    """Start a session."""
    return post(OWNER, f"/sessions/{session_id}/day:start", DayView, None, key)


def go_to_point(session_id: UUID, request: GoToPoint, key: str | None) -> Inquiry[DayView]:
    """Go on with a point."""
    return post(OWNER, f"/sessions/{session_id}/day:go", DayView, request, key)


def end_session(session_id: UUID, key: str | None) -> Inquiry[DayView]:
    """End a session."""
    return post(OWNER, f"/sessions/{session_id}/day:end", DayView, None, key)


def choose_check_in(session_id: UUID, request: ChooseCheckIn, key: str | None) -> Inquiry[DayView]:
    """Choose the question with which everybody begins."""
    return post(OWNER, f"/sessions/{session_id}/day:check-in", DayView, request, key)


def ask_turn(session_id: UUID, request: AskTurn, key: str | None) -> Inquiry[DayView]:
    """Say that somebody wants to speak."""
    return post(OWNER, f"/sessions/{session_id}/turns", DayView, request, key)


def give_turn(turn_id: UUID, key: str | None) -> Inquiry[DayView]:
    """Let the next one speak."""
    return post(OWNER, f"/turns/{turn_id}:give", DayView, None, key)


def end_turn(turn_id: UUID, key: str | None) -> Inquiry[DayView]:
    """Say that a turn is over, or not wanted any more."""
    return post(OWNER, f"/turns/{turn_id}:end", DayView, None, key)


def make_groups(session_id: UUID, request: MakeGroups, key: str | None) -> Inquiry[DayView]:
    """Make groups."""
    return post(OWNER, f"/sessions/{session_id}/groups", DayView, request, key)


def park_line(session_id: UUID, request: ParkLine, key: str | None) -> Inquiry[ParkedLineView]:
    """Park a line."""
    return post(OWNER, f"/sessions/{session_id}/parked-lines", ParkedLineView, request, key)


def answer_parked_line(line_id: UUID, request: AnswerParkedLine, key: str | None) -> Inquiry[ParkedLineView]:
    """Answer a parked line."""
    return post(OWNER, f"/parked-lines/{line_id}:answer", ParkedLineView, request, key)


def propose_parked_line(line_id: UUID, request: ProposeParkedLine, key: str | None) -> Inquiry[ParkedLineView]:
    """Propose a parked line as an agenda point."""
    return post(OWNER, f"/parked-lines/{line_id}:propose", ParkedLineView, request, key)


def write_note(session_id: UUID, request: WriteNote, key: str | None) -> Inquiry[SessionNoteView]:
    """Write down what was said."""
    return post(OWNER, f"/sessions/{session_id}/notes", SessionNoteView, request, key)
