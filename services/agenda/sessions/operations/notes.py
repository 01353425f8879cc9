"""What can be done with what is said: park what has to wait, deal with it, and write down what was said."""

from uuid import UUID

from services.agenda.members.operations import check_may_write
from services.agenda.sessions.domain.agenda_points import Purpose
from services.agenda.sessions.domain.day import (
    ANSWERED,
    MOST_PARKED,
    OPEN,
    PARKING,
    PROPOSED,
    NoteFacts,
    ParkedFacts,
    ParkedLineDone,
    TooManyParkedLines,
    check_line,
    check_note,
    check_takes_notes,
    note_id,
)
from services.agenda.sessions.models.day import ParkedLine, SessionNote
from services.agenda.sessions.operations.agenda_points import propose_agenda_point
from services.agenda.sessions.operations.day import (
    HeldDay,
    day_changed,
    hold_day,
    joined_day,
    led_day,
    seen_day,
    stands,
)
from services.agenda.sessions.queries.day import is_point_of, note_to_change, parked_count, parked_line_to_change
from shared.bus.work import Work
from shared.errors import NotFound, StaleVersion


async def park_line(work: Work, *, session_id: UUID, words: str) -> ParkedFacts:
    """Park what has to wait, as a member, so that it is not forgotten. Raises NotFound, LineMissing, TooManyParkedLines."""
    held = await joined_day(work, session_id=session_id)
    await check_may_write(work, network_id=held.session.network_id)
    check_line(words, "words")
    if await parked_count(work.session, session_id) >= MOST_PARKED:
        raise TooManyParkedLines
    line = work.add(
        ParkedLine(session_id=session_id, network_id=held.session.network_id, words=words, parked_at=work.now)
    )
    day_changed(work, day=held.day, part=PARKING)
    return line.facts()


async def answer_parked_line(work: Work, *, parked_line_id: UUID, version: int, answer: str) -> ParkedFacts:
    """Be done with a parked line by answering it, as who leads.

    Raises NotFound, FacilitatorNeeded, LineMissing, ParkedLineDone, StaleVersion.
    """
    line, held = await _parked(work, parked_line_id, version)
    await check_may_write(work, network_id=line.network_id)
    check_line(answer, "answer")
    line.status, line.answer = ANSWERED, answer
    line.version += 1
    day_changed(work, day=held.day, part=PARKING)
    return line.facts()


async def propose_parked_line(
    work: Work, *, parked_line_id: UUID, version: int, purpose: Purpose, minutes: int
) -> ParkedFacts:
    """Propose a parked line as an agenda point, as who leads; who arranges the next agenda finds it there.

    Raises NotFound, FacilitatorNeeded, ParkedLineDone, StaleVersion, AgendaPointIncomplete.
    """
    line, held = await _parked(work, parked_line_id, version)
    seen = await propose_agenda_point(
        work,
        network_id=line.network_id,
        title=line.words,
        note="",
        purpose=purpose,
        minutes=minutes,
        question_id=None,
        perspective=held.session.perspective,
    )
    line.status, line.agenda_point_id = PROPOSED, seen.point.id
    line.version += 1
    day_changed(work, day=held.day, part=PARKING)
    return line.facts()


async def write_note(
    work: Work, *, session_id: UUID, agenda_point_id: UUID | None, words: str, version: int
) -> NoteFacts:
    """Write down what was said at a point, or about the session as a whole, as who takes notes; also after it.

    version: the one the writer saw, 0 for a note that was not there. Raises NotFound, NoteTakerNeeded, StaleVersion
    where somebody else wrote meanwhile.
    """
    seen = await seen_day(work, session_id=session_id)
    check_takes_notes(await stands(work, seen=seen), is_secretary=seen.is_secretary)
    check_note(words)
    held = await hold_day(work, seen=seen)
    await check_may_write(work, network_id=held.session.network_id)
    if agenda_point_id is not None and not await is_point_of(work.session, held.session.network_id, agenda_point_id):
        raise NotFound
    note = await note_to_change(work.session, note_id(session_id, agenda_point_id))
    if (note.version if note else 0) != version:
        raise StaleVersion
    if note is None:
        note = work.add(
            SessionNote(
                id=note_id(session_id, agenda_point_id),
                session_id=session_id,
                network_id=held.session.network_id,
                agenda_point_id=agenda_point_id,
                words=words,
                written_at=work.now,
            )
        )
    else:
        note.words, note.written_at = words, work.now
        note.version += 1
    return note.facts()


async def _parked(work: Work, parked_line_id: UUID, version: int) -> tuple[ParkedLine, HeldDay]:
    line = await parked_line_to_change(work.session, parked_line_id)
    if line is None:
        raise NotFound
    held = await led_day(work, session_id=line.session_id)
    if line.status != OPEN:
        raise ParkedLineDone
    if line.version != version:
        raise StaleVersion
    return line, held
