"""Who may ask about date polls, and how they are answered: members only, and of small groups no figures."""

from collections import Counter
from datetime import datetime
from uuid import UUID

from services.agenda.sessions.domain.coverage import FEWEST_SHOWN, Group, is_small, progress, shown
from services.agenda.sessions.domain.date_polls import (
    SeenPoll,
    may_answer,
    may_close,
    may_decide,
    sees_result,
    takes_answers,
)
from services.agenda.sessions.domain.days import regions_of
from services.agenda.sessions.domain.needed import with_needed_first
from services.agenda.sessions.edge.sessions import session_view
from services.agenda.sessions.operations.choosing import confirm_dates
from services.agenda.sessions.operations.date_polls import answer_date_poll, close_date_poll, open_date_poll
from services.agenda.sessions.queries.date_polls import (
    answers_of,
    dates_of,
    poll_by_id,
    poll_seen,
    polls_of_network,
    polls_waiting_for,
    readers_to_ask,
    result_of,
)
from services.agenda.sessions.queries.needed import needed_for
from shared.api.agenda import date_polls as api
from shared.api.agenda.date_polls import DatePollView
from shared.api.page import First, Page
from shared.errors import Conflict, NotFound
from shared.web.cursors import moment, read_cursor, write_cursor
from shared.web.edge import PERSON, Edge, Now, Session, Viewer, Work, only

edge = Edge()


@edge.change("/date-polls", who=PERSON, status_code=201)
async def open_(asked: api.OpenDatePoll, work: Work) -> DatePollView:
    """Ask the members of a network when they can come."""
    seen = await open_date_poll(
        work,
        network_id=asked.network_id,
        title=asked.title,
        words=asked.words,
        place=asked.place,
        moments=[(date.starts_at, date.ends_at) for date in asked.dates],
        answer_until=asked.answer_until,
        regions=asked.regions or regions_of(asked.provinces),
        required=None if asked.needs is None else {one.perspective: one.minimum for one in asked.needs if one.minimum},
        needed_ids=asked.needed_ids,
        link=asked.link,
        type_=asked.type,
    )
    return _view(seen, work.now)


@edge.change("/date-polls/{date_poll_id}:answer", who=PERSON)
async def answer(date_poll_id: UUID, asked: api.AnswerDatePoll, work: Work) -> DatePollView:
    """Say when one can come."""
    said = {one.date_id: one.availability for one in asked.answers}
    seen = await answer_date_poll(
        work, date_poll_id=date_poll_id, person_id=work.viewer.person(), answers=said, yes_counts=asked.yes_counts
    )
    return _view(seen, work.now)


@edge.change("/date-polls/{date_poll_id}:close", who=PERSON)
async def close(date_poll_id: UUID, work: Work) -> DatePollView:
    """End the answering."""
    return _view(await close_date_poll(work, date_poll_id=date_poll_id), work.now)


@edge.change("/date-polls/{date_poll_id}:confirm", who=PERSON)
async def confirm(date_poll_id: UUID, asked: api.ConfirmDates, work: Work) -> api.DatesConfirmed:
    """Choose the dates; each becomes a session."""
    decided = await confirm_dates(
        work,
        date_poll_id=date_poll_id,
        date_ids=asked.date_ids,
        measures={one.perspective: one.measure for one in asked.measures},
        place=asked.place,
        link=asked.link,
        goes_without=asked.goes_without,
    )
    return api.DatesConfirmed(
        date_poll=_view(decided.poll, work.now),
        sessions=[session_view(seen, work.now) for seen in decided.planned.sessions],
    )


@edge.read("/date-polls/waiting", who=PERSON)
async def waiting(session: Session, viewer: Viewer, now: Now, first: First = 10) -> list[DatePollView]:
    """What asks something of who asks."""
    return [_view(seen, now) for seen in await polls_waiting_for(session, viewer.person_id, now=now, first=first)]


@edge.read("/date-polls/{date_poll_id}", who=PERSON)
async def one(date_poll_id: UUID, session: Session, viewer: Viewer, now: Now) -> DatePollView:
    """One poll with its dates, what who asks said of them, and how it stands as far as they may know."""
    seen = await poll_seen(session, viewer.person_id, date_poll_id)
    if seen is None:
        raise NotFound
    mine, answered_from = await answers_of(session, viewer.person_id, date_poll_id)
    result = await result_of(session, seen.poll)
    is_told = sees_result(seen, now)
    coordinates = seen.standing.coordinates
    needed = await needed_for(session, seen.poll) if coordinates and seen.has_needed else []
    ranked = result.ranked if is_told else sorted(result.ranked, key=lambda one: one.date.starts_at)
    ranked = with_needed_first(ranked, needed)
    answered, members = progress(result.groups)
    known = Counter(who.perspective for who in needed)
    told = {
        one.date.id: shown(one, seen.poll.required, coordinates=coordinates, known=known) for one in ranked if is_told
    }
    return _view(seen, now).model_copy(
        update={
            "answered_from": answered_from,
            "members": members,
            "answered": answered,
            "perspectives": [_group(group, known[group.perspective]) for group in result.groups],
            "first_choice": [
                group.perspective
                for group in result.groups
                if group.perspective in result.first_choice and (coordinates or not is_small(group.members))
            ],
            "needed_ids": [who.person_id for who in needed] if coordinates else None,
            "dates": [
                api.DatePollDateView.model_validate(
                    {
                        "id": one.date.id,
                        "starts_at": one.date.starts_at,
                        "ends_at": one.date.ends_at,
                        "my_answer": mine.get(one.date.id),
                        "reasons": [reason._asdict() for reason in one.reasons],
                        "rank": place if is_told else None,
                        "left_out": told[one.date.id].left_out if is_told else None,
                        "coverage": [tally._asdict() for tally in told[one.date.id].coverage] if is_told else None,
                        "small_groups_enough": told[one.date.id].small_groups_enough if is_told else None,
                        "needed": [
                            {"person_id": who.person_id, "answer": who.answers.get(one.date.id)} for who in needed
                        ]
                        if coordinates
                        else None,
                        "session_id": one.date.session_id,
                        "measures": [
                            {"perspective": name, "measure": measure} for name, measure in one.date.measures.items()
                        ],
                    }
                )
                for place, one in enumerate(ranked, start=1)
            ],
        }
    )


@edge.read("/networks/{network_id}/date-polls", who=PERSON)
async def of_network(
    network_id: UUID,
    session: Session,
    viewer: Viewer,
    now: Now,
    status: api.DatePollStatus | None = None,
    first: First = 20,
    after: str | None = None,
) -> Page[DatePollView]:
    """The polls of one network, newest first."""
    found = await polls_of_network(
        session,
        viewer.person_id,
        network_id,
        status=status,
        first=first,
        after=read_cursor(after, moment, UUID),
    )
    return Page(
        items=[_view(seen, now) for seen in found.polls],
        next_cursor=write_cursor(*found.next_key) if found.next_key else None,
    )


@edge.read("/date-polls/{date_poll_id}:letter", who=only("notifications"), method="POST")
async def letter(date_poll_id: UUID, asked: api.DatePollLetterAsked, session: Session, now: Now) -> api.DatePollLetter:
    """What may be said about a poll, and to whom of these people, now."""
    poll = await poll_by_id(session, date_poll_id)
    if poll is None:
        raise NotFound
    is_for_coordinators = asked.about == "COMPLETE"
    if poll.status in {"DECIDED", "EXPIRED"} or not (is_for_coordinators or takes_answers(poll, now)):
        raise Conflict
    dates = await dates_of(session, date_poll_id)
    readers = await readers_to_ask(
        session,
        poll,
        asked.reader_ids,
        coordinators_only=is_for_coordinators,
        but_answered=not is_for_coordinators,
    )
    needed = set() if is_for_coordinators else {who.person_id for who in await needed_for(session, poll)}
    return api.DatePollLetter(
        network_id=poll.network_id,
        title=poll.title,
        words=poll.words,
        answer_until=poll.answer_until,
        dates=len(dates),
        first_starts_at=dates[0].starts_at,
        last_starts_at=dates[-1].starts_at,
        reader_ids=[reader_id for reader_id in asked.reader_ids if reader_id in readers],
        needed_ids=[reader_id for reader_id in asked.reader_ids if reader_id in readers & needed],
    )


@edge.read("/date-polls/{date_poll_id}:answer-of", who=only("notifications"), method="POST")
async def answer_of(date_poll_id: UUID, asked: api.PollAnswersOf, session: Session, now: Now) -> api.TheirPollAnswers:
    """What one person said of a poll."""
    seen = await poll_seen(session, asked.person_id, date_poll_id)
    if seen is None:
        raise NotFound
    return await _their_answers(session, seen, asked.person_id, now)


@edge.change("/date-polls/{date_poll_id}:answer-for", who=only("notifications"))
async def answer_for(date_poll_id: UUID, asked: api.PollAnswersFor, work: Work) -> api.TheirPollAnswers:
    """What one person says of a poll, with the link in their mail."""
    said = {one.date_id: one.availability for one in asked.answers}
    seen = await answer_date_poll(
        work, date_poll_id=date_poll_id, person_id=asked.person_id, answers=said, yes_counts=asked.yes_counts
    )
    return await _their_answers(work.session, seen, asked.person_id, work.now)


async def _their_answers(session: Session, seen: SeenPoll, person_id: UUID, now: datetime) -> api.TheirPollAnswers:
    poll = seen.poll
    is_open = takes_answers(poll, now)
    mine, _ = await answers_of(session, person_id, poll.id) if is_open else ({}, None)
    return api.TheirPollAnswers(
        network_id=poll.network_id,
        answer_until=poll.answer_until,
        takes_answers=is_open,
        is_needed=is_open and seen.is_needed,
        yes_counts=is_open and seen.yes_counts,
        dates=[
            api.TheirPollDate.model_validate(
                {"id": one.id, "starts_at": one.starts_at, "ends_at": one.ends_at, "answer": mine.get(one.id)}
            )
            for one in (await dates_of(session, poll.id) if is_open else [])
        ],
    )


def _group(group: Group, known: int) -> api.PollPerspective:
    is_few = group.members < FEWEST_SHOWN or is_small(group.members, known=known)
    return api.PollPerspective(
        perspective=group.perspective,
        minimum=group.minimum,
        members=None if is_few else group.members,
        answered=None if is_few else group.answered,
    )


def _view(seen: SeenPoll, now: datetime) -> DatePollView:
    poll = seen.poll
    status = "CLOSED" if poll.status == "OPEN" and not takes_answers(poll, now) else poll.status
    return DatePollView(
        id=poll.id,
        network_id=poll.network_id,
        title=poll.title,
        words=poll.words,
        place=poll.place,
        link=poll.link if seen.standing.coordinates else None,
        type=poll.type,
        status=status,
        answer_until=poll.answer_until,
        opened_at=poll.opened_at,
        closed_at=poll.closed_at,
        decided_at=poll.decided_at,
        series_id=poll.series_id,
        has_answered=seen.has_answered,
        may_answer=may_answer(seen, now),
        may_close=may_close(seen, now),
        may_decide=may_decide(seen, now),
        is_needed=seen.is_needed,
        yes_counts=seen.yes_counts,
        version=poll.version,
    )
