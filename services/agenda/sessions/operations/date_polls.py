"""What can be done with date polls: open, answer, close, and choose the dates; the clock reminds and closes."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from services.agenda.members.domain import check_coordinates
from services.agenda.members.operations import check_may_write
from services.agenda.sessions.domain.coverage import LEAST_REQUIRED, check_choice
from services.agenda.sessions.domain.date_polls import (
    ANSWERS_KEPT,
    CLOSED,
    DECIDED,
    EXPIRED,
    Availability,
    AvailabilityMissing,
    DatesMissing,
    PollStatus,
    SeenPoll,
    check_decidable,
    check_poll,
    check_takes_answers,
    reminds_at,
)
from services.agenda.sessions.domain.days import SchoolRegion
from services.agenda.sessions.domain.rhythm import ZONE, SeriesRule, Slot
from services.agenda.sessions.domain.year import check_no_hard_day
from services.agenda.sessions.models.date_polls import DatePoll, DatePollDate, answers_forgotten, answers_given
from services.agenda.sessions.operations.sessions import PlannedSeries, check_plans, confirm_slots
from services.agenda.sessions.queries.date_polls import (
    coordinator_ids,
    dates_to_change,
    nobody_waits,
    poll_seen,
    poll_to_change,
    polls_over,
    polls_past,
    polls_to_remind,
    result_of,
    stands_in,
)
from services.agenda.sessions.queries.planning import perspectives_of
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


class Decided(NamedTuple):
    """A poll of which the dates were chosen, and the sessions they became."""

    poll: SeenPoll
    planned: PlannedSeries


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
) -> SeenPoll:
    """Ask the members of a network when they can come, as a coordinator (J03).

    moments: when each date starts and ends. regions: whose school holidays count (BR-041). required: by
    perspective, how many should at least be able to come (BR-040); None: one of every perspective that takes part. words: of
    one's own, beside what is always asked.
    Raises NotAMember, CoordinatorNeeded, WritingLimited, DatePollNotPossible, HardBlockDate with the days that cannot be (BR-041).
    """
    person_id = await check_plans(work, network_id=network_id)
    await check_may_write(work, network_id=network_id)
    in_order = check_poll(title=title, words=words, moments=moments, answer_until=answer_until, now=work.now)
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
    return await _as_seen(work, poll, work.viewer.person_id)


async def answer_date_poll(
    work: Work, *, date_poll_id: UUID, person_id: UUID, answers: Mapping[UUID, Availability]
) -> SeenPoll:
    """Say of the dates of a poll whether somebody can come, or something else than before (J04); other dates stay as they were.

    Raises NotFound, AvailabilityMissing, DatePollClosed.
    """
    poll = await _poll(work, date_poll_id, person_id)
    check_takes_answers(poll.facts(), work.now)
    if not answers:
        raise AvailabilityMissing
    known = {date.id for date in await dates_to_change(work.session, poll.id)}
    if not known.issuperset(answers):
        raise NotFound
    await work.session.execute(
        answers_given(
            [
                {
                    "date_poll_date_id": date_id,
                    "person_id": person_id,
                    "date_poll_id": poll.id,
                    "availability": availability,
                    "answered_at": work.now,
                }
                for date_id, availability in answers.items()
            ]
        )
    )
    poll.version += 1
    work.announce(
        DatePollAnswered(
            date_poll_id=poll.id, network_id=poll.network_id, status=poll.status, at=work.now, version=poll.version
        )
    )
    if poll.completed_at is None and await nobody_waits(work.session, poll.facts()):
        await _complete(work, poll)
    return await _as_seen(work, poll, person_id)


async def close_date_poll(work: Work, *, date_poll_id: UUID) -> SeenPoll:
    """End the answering by hand, as a coordinator. Closing twice changes nothing. Raises NotFound, CoordinatorNeeded."""
    poll = await _poll(work, date_poll_id, work.viewer.person_id)
    check_coordinates(await stands_in(work.session, poll.facts(), work.viewer.person_id))
    if poll.closed_at is None:
        close_poll(work, poll=poll, status=CLOSED)
        work.note(Verb.DATE_POLL_CLOSED, Kind.DATE_POLL, poll.id, network_id=poll.network_id)
    return await _as_seen(work, poll, work.viewer.person_id)


async def confirm_dates(
    work: Work, *, date_poll_id: UUID, date_ids: Sequence[UUID], measures: Mapping[str, str], place: str | None
) -> Decided:
    """Choose dates of a poll that is over, as a coordinator: each becomes a session, in the way a series does (J03).

    measures: by perspective, what is done for it where a date leaves it out (BR-043); it is kept with each of those dates.
    place: where the sessions are; None: as the poll said. Raises NotFound, NotAMember, CoordinatorNeeded, DatesMissing,
    DatePollStillOpen, DatePollDecided, DatePollClosed, HardBlockDate, CoverageNotMet, SessionsClash.
    """
    poll = await _poll(work, date_poll_id, work.viewer.person_id)
    person_id = await check_plans(work, network_id=poll.network_id)
    check_decidable(poll.facts(), work.now)
    wanted = set(date_ids)
    if not wanted:
        raise DatesMissing
    dates = {date.id: date for date in await dates_to_change(work.session, poll.id)}
    if not wanted.issubset(dates):
        raise NotFound
    ranked = (await result_of(work.session, poll.facts())).ranked
    chosen = sorted((one for one in ranked if one.date.id in wanted), key=lambda one: one.date.starts_at)
    recorded = check_choice(chosen, measures, now=work.now)
    slots = [slot_of(one.date.starts_at, one.date.ends_at) for one in chosen]
    planned = await confirm_slots(
        work,
        network_id=poll.network_id,
        person_id=person_id,
        rule=rule_of(slots),
        slots=slots,
        place=poll.place if place is None else place,
        regions=poll.regions,
    )
    await work.session.flush()  # the dates refer to the sessions they became
    for one, seen in zip(chosen, planned.sessions, strict=True):
        date = dates[one.date.id]
        date.session_id, date.measures = seen.session.id, recorded[date.id]
    poll.decided_at, poll.series_id = work.now, planned.series.id
    close_poll(work, poll=poll, status=DECIDED)
    work.note(Verb.DATE_POLL_DECIDED, Kind.DATE_POLL, poll.id, network_id=poll.network_id)
    return Decided(await _as_seen(work, poll, work.viewer.person_id), planned)


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
    return MOST_AT_ONCE in {len(ending), len(over), len(past)}


def slot_of(starts_at: datetime, ends_at: datetime) -> Slot:
    """A date of a poll, as a date of a series."""
    return Slot(starts_at.astimezone(ZoneInfo(ZONE)).date(), starts_at, ends_at)


def rule_of(slots: Sequence[Slot]) -> SeriesRule:
    """What stands in the place of a rule where the dates were chosen one by one: their period, and no rhythm."""
    starts, ends = (moment.astimezone(ZoneInfo(ZONE)).time() for moment in (slots[0].starts_at, slots[0].ends_at))
    return SeriesRule(
        every_months=None,
        nth=None,
        weekday=None,
        starts=starts,
        ends=ends,
        from_on=slots[0].on,
        until_on=slots[-1].on,
    )


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


async def _poll(work: Work, date_poll_id: UUID, person_id: UUID | None) -> DatePoll:
    """A poll that this person may know of, held until this transaction ends. Raises NotFound."""
    poll = await poll_to_change(work.session, date_poll_id)
    if poll is None or not (await stands_in(work.session, poll.facts(), person_id)).takes_part:
        raise NotFound
    return poll


async def _as_seen(work: Work, poll: DatePoll, person_id: UUID | None) -> SeenPoll:
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
