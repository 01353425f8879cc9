"""Who may ask about the day itself, and how they are answered: members only, and notes for who takes them."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Query

from services.agenda.sessions.domain.day import NoteFacts, SeenDay, is_its_day, is_running, takes_notes
from services.agenda.sessions.domain.turns import Turn, speaker, speaking_order
from services.agenda.sessions.operations.day import choose_check_in, end_session, go_to_point, start_session
from services.agenda.sessions.operations.notes import (
    answer_parked_line,
    park_line,
    propose_parked_line,
    write_note,
)
from services.agenda.sessions.operations.turns import ask_turn, end_turn, give_turn, make_groups
from services.agenda.sessions.queries.day import (
    day_seen,
    note_seen,
    notes_of_session,
    parked_lines_of,
    places_of,
    turns_of,
)
from shared.api.agenda import day as api
from shared.api.agenda.day import DayView, ParkedLineView, SessionNoteView
from shared.errors import NotFound
from shared.web.edge import PERSON, Edge, Now, Session, Viewer, Work

edge = Edge()


@edge.read("/sessions/{session_id}/day", who=PERSON)
async def day(
    session_id: UUID,
    session: Session,
    viewer: Viewer,
    now: Now,
    part: Annotated[list[api.DayPart] | None, Query()] = None,
) -> DayView:
    """How far a session is, with the parts that are asked."""
    seen = await day_seen(session, viewer.person_id, session_id)
    if seen is None:
        raise NotFound
    asked = set(part or ())
    view = _view(seen, now)
    parts: dict[str, object] = {}
    if "turns" in asked:
        turns = await turns_of(session, session_id) if view.is_running else []
        parts["turns"] = _turns(turns, seen, viewer.person_id)
    if "groups" in asked:
        parts["groups"] = [api.GroupPlaceView(**one._asdict()) for one in await places_of(session, session_id)]
    if "parked" in asked:
        parts["parked"] = [ParkedLineView(**one._asdict()) for one in await parked_lines_of(session, session_id)]
    if "notes" in asked and view.may_take_notes:
        parts["notes"] = [_note(one) for one in await notes_of_session(session, session_id)]
    return view.model_copy(update=parts)


@edge.read("/session-notes/{note_id}", who=PERSON)
async def note(note_id: UUID, session: Session, viewer: Viewer) -> SessionNoteView:
    """One note."""
    seen = await note_seen(session, viewer.person_id, note_id)
    if seen is None:
        raise NotFound
    return _note(seen.note)


@edge.change("/sessions/{session_id}/day:start", who=PERSON)
async def start(session_id: UUID, work: Work) -> DayView:
    """Start the session."""
    return _view(await start_session(work, session_id=session_id), work.now)


@edge.change("/sessions/{session_id}/day:go", who=PERSON)
async def go(session_id: UUID, asked: api.GoToPoint, work: Work) -> DayView:
    """Go on with a point."""
    seen = await go_to_point(work, session_id=session_id, agenda_point_id=asked.agenda_point_id)
    return _view(seen, work.now)


@edge.change("/sessions/{session_id}/day:end", who=PERSON)
async def end(session_id: UUID, work: Work) -> DayView:
    """End the session."""
    return _view(await end_session(work, session_id=session_id), work.now)


@edge.change("/sessions/{session_id}/day:check-in", who=PERSON)
async def check_in(session_id: UUID, asked: api.ChooseCheckIn, work: Work) -> DayView:
    """Choose the question with which everybody begins."""
    seen = await choose_check_in(work, session_id=session_id, check_in=asked.check_in, words=asked.words)
    return _view(seen, work.now)


@edge.change("/sessions/{session_id}/turns", who=PERSON)
async def ask(session_id: UUID, asked: api.AskTurn, work: Work) -> DayView:
    """Say that one wants to speak."""
    return _view(await ask_turn(work, session_id=session_id, perspective=asked.perspective), work.now)


@edge.change("/turns/{turn_id}:give", who=PERSON)
async def give(turn_id: UUID, work: Work) -> DayView:
    """Let the next one speak."""
    return _view(await give_turn(work, turn_id=turn_id), work.now)


@edge.change("/turns/{turn_id}:end", who=PERSON)
async def end_one(turn_id: UUID, work: Work) -> DayView:
    """Say that a turn is over, or not wanted any more."""
    return _view(await end_turn(work, turn_id=turn_id), work.now)


@edge.change("/sessions/{session_id}/groups", who=PERSON)
async def groups(session_id: UUID, asked: api.MakeGroups, work: Work) -> DayView:
    """Make groups."""
    others: dict[str, int] = {}
    for one in asked.others:
        others[one.perspective] = others.get(one.perspective, 0) + one.count
    seen = await make_groups(
        work, session_id=session_id, person_ids=asked.person_ids, others=others, groups=asked.groups
    )
    return _view(seen, work.now)


@edge.change("/sessions/{session_id}/parked-lines", who=PERSON)
async def park(session_id: UUID, asked: api.ParkLine, work: Work) -> ParkedLineView:
    """Park a line."""
    line = await park_line(work, session_id=session_id, words=asked.words)
    return ParkedLineView(**line._asdict())


@edge.change("/parked-lines/{parked_line_id}:answer", who=PERSON)
async def answer(parked_line_id: UUID, asked: api.AnswerParkedLine, work: Work) -> ParkedLineView:
    """Answer a parked line."""
    line = await answer_parked_line(work, parked_line_id=parked_line_id, **dict(asked))
    return ParkedLineView(**line._asdict())


@edge.change("/parked-lines/{parked_line_id}:propose", who=PERSON)
async def propose(parked_line_id: UUID, asked: api.ProposeParkedLine, work: Work) -> ParkedLineView:
    """Put a parked line on the agenda of the next session."""
    line = await propose_parked_line(work, parked_line_id=parked_line_id, **dict(asked))
    return ParkedLineView(**line._asdict())


@edge.change("/sessions/{session_id}/notes", who=PERSON)
async def write(session_id: UUID, asked: api.WriteNote, work: Work) -> SessionNoteView:
    """Write down what was said."""
    return _note(await write_note(work, session_id=session_id, **dict(asked)))


def _view(seen: SeenDay, now: datetime) -> DayView:
    known = seen.day
    leads = seen.standing.arranges
    return DayView(
        session_id=seen.session.id,
        network_id=seen.session.network_id,
        started_at=known.started_at if known else None,
        ended_at=known.ended_at if known else None,
        is_running=is_running(seen.session, known, now),
        agenda_point_id=known.agenda_point_id if known else None,
        point_started_at=known.point_started_at if known else None,
        check_in=known.check_in if known else None,
        check_in_words=known.check_in_words if known else "",
        may_start=leads and is_its_day(seen.session, now) and not is_running(seen.session, known, now),
        may_lead=leads,
        may_take_notes=takes_notes(seen.standing, is_secretary=seen.is_secretary),
        version=known.version if known else 0,
    )


def _turns(turns: list[Turn], seen: SeenDay, person_id: UUID | None) -> list[api.SpeakingTurnView]:
    now_speaking = speaker(turns)
    return [
        api.SpeakingTurnView(
            id=turn.id,
            person_id=turn.person_id,
            perspective=turn.perspective,
            place=place,
            may_end=seen.standing.arranges or (person_id is not None and turn.person_id == person_id),
        )
        for place, turn in [
            *([(None, now_speaking)] if now_speaking else []),
            *enumerate(speaking_order(turns), start=1),
        ]
    ]


def _note(known: NoteFacts) -> SessionNoteView:
    facts = known._asdict()
    del facts["network_id"]
    return SessionNoteView(**facts)
