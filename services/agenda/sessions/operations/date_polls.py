"""What can be done with date polls: open, answer and close; the clock reminds and closes."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from services.agenda.members.domain import check_coordinates
from services.agenda.members.operations import check_may_write
from services.agenda.members.queries import active_among
from services.agenda.sessions.domain.coverage import LEAST_REQUIRED
from services.agenda.sessions.domain.date_polls import (
    ANSWERS_KEPT,
    CLOSED,
    EXPIRED,
    Availability,
    AvailabilityMissing,
    PollStatus,
    SeenPoll,
    check_poll,
    check_takes_answers,
    reminds_at,
    takes_answers,
)
from services.agenda.sessions.domain.days import SchoolRegion
from services.agenda.sessions.domain.needed import check_can_be_needed
from services.agenda.sessions.domain.places import REGULAR, SessionType, check_kind
from services.agenda.sessions.domain.rhythm import slot_of
from services.agenda.sessions.domain.year import check_no_hard_day
from services.agenda.sessions.models.date_polls import DatePoll, DatePollDate, answers_forgotten, answers_given
from services.agenda.sessions.models.needed import NeededPerson, needed_forgotten
from services.agenda.sessions.models.standing_yes import yes_falls, yes_forgotten, yes_stands
from services.agenda.sessions.operations.sessions import check_plans
from services.agenda.sessions.queries.date_polls import (
    coordinator_ids,
    dates_to_change,
    nobody_waits,
    poll_seen,
    poll_to_change,
    polls_over,
    polls_past,
    polls_to_remind,
    stands_in,
)
from services.agenda.sessions.queries.needed import guarded_among
from services.agenda.sessions.queries.planning import perspectives_of
from services.agenda.sessions.queries.voices import speaks_from
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.errors import NotFound
from shared.events.agenda.date_polls import (
    DatePollAnswered,
    DatePollClosed,
    DatePollCompleted,
    DatePollEndsSoon,
    DatePollOpened,
)

MOST_AT_ONCE = 100


async def open_date_poll(
    work: Work,
    *,
    network_id: UUID,
    title: str,
    place: str,
    moments: Sequence[tuple[datetime, datetime]],
    answer_until: datetime,
    regions: Sequence[SchoolRegion],
    required: Mapping[str, int] | None,
    words: str = "",
    needed_ids: Sequence[UUID] = (),
    link: str = "",
    type_: SessionType = REGULAR,
) -> SeenPoll:
    """Ask the members of a network when they can come, as a coordinator (J03).

    moments: when each date starts and ends. regions: whose school holidays count (BR-041). required: by
    perspective, how many should at least be able to come (BR-040); None: one of every perspective that takes part. words: of
    one's own, beside what is always asked. needed_ids: without whom it cannot be; they are told that coordinators see what they say.
    place, link, type_: of the sessions that its dates become; until then only coordinators see the link.
    Raises NotFound, NotAMember, CoordinatorNeeded, WritingLimited, TypeNotPossible, DatePollNotPossible, and HardBlockDate with the
    days that cannot be (BR-041).
    """
    person_id = await check_plans(work, network_id=network_id)
    await check_may_write(work, network_id=network_id)
    check_kind(type_=type_, perspective=None, network_perspectives=set())
    in_order = check_poll(title=title, words=words, link=link, moments=moments, answer_until=answer_until, now=work.now)
    needed_ids = list(dict.fromkeys(needed_ids))
    if needed_ids:
        if len(await active_among(work.session, network_id, needed_ids)) < len(needed_ids):
            raise NotFound
        check_can_be_needed(needed_ids, await guarded_among(work.session, network_id, needed_ids))
    perspectives = await perspectives_of(work.session, network_id)
    days = [slot_of(starts_at, ends_at) for starts_at, ends_at in in_order]
    check_no_hard_day(days, regions, perspectives, field="dates")
    if required is None:
        required = dict.fromkeys(perspectives, LEAST_REQUIRED)
    poll = work.add(
        DatePoll(
            network_id=network_id,
            title=title,
            words=words,
            place=place,
            link=link,
            type=type_,
            regions=list(regions),
            required=dict(required),
            answer_until=answer_until,
            opened_by=person_id,
            opened_at=work.now,
            remind_at=reminds_at(work.now, answer_until),
        )
    )
    await work.session.flush()  # its dates refer to it
    for starts_at, ends_at in in_order:
        work.add(DatePollDate(date_poll_id=poll.id, starts_at=starts_at, ends_at=ends_at))
    for one in needed_ids:
        work.add(NeededPerson(date_poll_id=poll.id, person_id=one))
    work.note(Verb.DATE_POLL_OPENED, Kind.DATE_POLL, poll.id, network_id=network_id)
    work.announce(
        DatePollOpened(
            date_poll_id=poll.id,
            network_id=network_id,
            status=poll.status,
            answer_until=answer_until,
            at=work.now,
            version=poll.version,
        )
    )
    return await poll_as_seen(work, poll=poll, person_id=work.viewer.person_id)


async def answer_date_poll(
    work: Work,
    *,
    date_poll_id: UUID,
    person_id: UUID,
    answers: Mapping[UUID, Availability],
    yes_counts: bool | None = None,
) -> SeenPoll:
    """Say of the dates of a poll whether somebody can come, or something else than before (J04); other dates stay as they were.

    Who may speak from several perspectives answers a poll from one: the one they spoke from when they first did.
    yes_counts: whether they come to the sessions on dates they say yes to, without saying so again; None: as it was. False alone is
    always possible until the dates are chosen.
    Raises NotFound, AvailabilityMissing, DatePollClosed.
    """
    poll = await poll_held(work, date_poll_id=date_poll_id, person_id=person_id)
    if yes_counts is False and not answers and poll.decided_at is None and not takes_answers(poll.facts(), work.now):
        await work.session.execute(yes_falls(poll.id, person_id))
        return await poll_as_seen(work, poll=poll, person_id=person_id)
    check_takes_answers(poll.facts(), work.now)
    if not answers:
        raise AvailabilityMissing
    known = {date.id for date in await dates_to_change(work.session, poll.id)}
    if not known.issuperset(answers):
        raise NotFound
    perspective = await speaks_from(work.session, poll.facts(), person_id)
    await work.session.execute(
        answers_given(
            [
                {
                    "date_poll_date_id": date_id,
                    "person_id": person_id,
                    "date_poll_id": poll.id,
                    "perspective": perspective,
                    "availability": availability,
                    "answered_at": work.now,
                }
                for date_id, availability in answers.items()
            ]
        )
    )
    if yes_counts is not None:
        await work.session.execute(yes_stands(poll.id, person_id) if yes_counts else yes_falls(poll.id, person_id))
    poll.version += 1
    work.announce(
        DatePollAnswered(
            date_poll_id=poll.id, network_id=poll.network_id, status=poll.status, at=work.now, version=poll.version
        )
    )
    if poll.completed_at is None and await nobody_waits(work.session, poll.facts()):
        await _complete(work, poll)
    return await poll_as_seen(work, poll=poll, person_id=person_id)


async def close_date_poll(work: Work, *, date_poll_id: UUID) -> SeenPoll:
    """End the answering by hand, as a coordinator. Closing twice changes nothing. Raises NotFound, CoordinatorNeeded."""
    poll = await poll_held(work, date_poll_id=date_poll_id, person_id=work.viewer.person_id)
    check_coordinates(await stands_in(work.session, poll.facts(), work.viewer.person_id))
    if poll.closed_at is None:
        close_poll(work, poll=poll, status=CLOSED)
        work.note(Verb.DATE_POLL_CLOSED, Kind.DATE_POLL, poll.id, network_id=poll.network_id)
    return await poll_as_seen(work, poll=poll, person_id=work.viewer.person_id)


async def keep_date_polls(work: Work) -> bool:
    """Remind, close and expire what is due, and forget old answers; some at a time. Gives whether more may wait."""
    ending = await polls_to_remind(work.session, now=work.now, limit=MOST_AT_ONCE)
    for poll in ending:
        poll.remind_at = None
        poll.version += 1
        work.announce(
            DatePollEndsSoon(
                date_poll_id=poll.id,
                network_id=poll.network_id,
                status=poll.status,
                answer_until=poll.answer_until,
                at=work.now,
                version=poll.version,
            )
        )
    over = await polls_over(work.session, now=work.now, limit=MOST_AT_ONCE)
    for poll in over:
        close_poll(work, poll=poll, status=CLOSED)
    past = await polls_past(work.session, now=work.now, limit=MOST_AT_ONCE)
    for poll in past:
        close_poll(work, poll=poll, status=EXPIRED)
    await work.session.execute(answers_forgotten(work.now - ANSWERS_KEPT))
    await work.session.execute(yes_forgotten(work.now - ANSWERS_KEPT))
    await work.session.execute(needed_forgotten(work.now - ANSWERS_KEPT))
    return MOST_AT_ONCE in {len(ending), len(over), len(past)}


def close_poll(work: Work, *, poll: DatePoll, status: PollStatus) -> None:
    """End a poll: over, decided, or of no use any more."""
    poll.status = status
    poll.closed_at = poll.closed_at or work.now
    poll.version += 1
    work.announce(
        DatePollClosed(
            date_poll_id=poll.id, network_id=poll.network_id, status=status, at=work.now, version=poll.version
        )
    )


async def poll_held(work: Work, *, date_poll_id: UUID, person_id: UUID | None) -> DatePoll:
    """A poll that this person may know of, held until this transaction ends. Raises NotFound."""
    poll = await poll_to_change(work.session, date_poll_id)
    if poll is None or not (await stands_in(work.session, poll.facts(), person_id)).takes_part:
        raise NotFound
    return poll


async def poll_as_seen(work: Work, *, poll: DatePoll, person_id: UUID | None) -> SeenPoll:
    """A poll as this person sees it after a change. Raises NotFound for who does not take part."""
    await work.session.flush()
    seen = await poll_seen(work.session, person_id, poll.id)
    if seen is None:
        raise NotFound
    return seen


async def _complete(work: Work, poll: DatePoll) -> None:
    poll.completed_at = work.now
    poll.version += 1
    work.announce(
        DatePollCompleted(
            date_poll_id=poll.id,
            network_id=poll.network_id,
            status=poll.status,
            coordinator_ids=await coordinator_ids(work.session, poll.network_id),
            answer_until=poll.answer_until,
            at=work.now,
            version=poll.version,
        )
    )
