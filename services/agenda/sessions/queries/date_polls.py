"""What date polls can tell: counts by perspective, and to each reader what they said themselves; nobody else's answers."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, and_, bindparam, exists, func, select, tuple_
from sqlalchemy.orm import Mapped
from sqlmodel import col

from services.agenda.members.domain import Standing
from services.agenda.members.models import Member
from services.agenda.members.queries import (
    IS_ACTIVE,
    NETWORKS_OF_READER,
    READER_ID,
    reader,
    standing_in,
    standing_of_row,
)
from services.agenda.sessions.domain.coverage import Candidate, Group, Ranked, Tally, rank, reasons_of
from services.agenda.sessions.domain.date_polls import CLOSED, OPEN, PollFacts, SeenPoll
from services.agenda.sessions.models.date_polls import AvailabilityAnswer, DatePoll, DatePollDate
from services.agenda.sessions.models.standing_yes import StandingYes
from services.agenda.sessions.queries.attendance import first_choice
from services.agenda.sessions.queries.needed import HAS_NEEDED, IS_NEEDED
from services.agenda.sessions.queries.planning import network_blocks
from services.agenda.sessions.queries.voices import COUNTED_AS, POLL_ID, VOICES
from shared.database import Session

Key = tuple[datetime, UUID]
POLL_FACTS: Sequence[Mapped[Any]] = [col(getattr(DatePoll, name)) for name in PollFacts._fields]
DATE_FACTS: Sequence[Mapped[Any]] = [col(getattr(DatePollDate, name)) for name in Candidate._fields]
STANDING = standing_of_row(col(DatePoll.network_id))
HAS_ANSWERED = exists().where(
    col(AvailabilityAnswer.date_poll_id) == col(DatePoll.id), col(AvailabilityAnswer.person_id) == READER_ID
)
YES_COUNTS = exists().where(col(StandingYes.date_poll_id) == col(DatePoll.id), col(StandingYes.person_id) == READER_ID)
TOLD = (HAS_ANSWERED, HAS_NEEDED, IS_NEEDED, YES_COUNTS)
POLLS = select(STANDING, *TOLD, *POLL_FACTS).where(Standing.MEMBER.value <= STANDING)
"""Date polls are for members only."""
# What a poll page asks is made once, here: making a statement takes longer than running it.
POLL = POLLS.where(col(DatePoll.id) == POLL_ID)
DATES = (
    select(*DATE_FACTS)
    .where(col(DatePollDate.date_poll_id) == POLL_ID)
    .order_by(col(DatePollDate.starts_at), col(DatePollDate.id))
)
MEMBERS_ANSWERED = (
    select(COUNTED_AS, func.count(), func.count(VOICES.c.person_id))
    .select_from(Member)
    .outerjoin(VOICES, VOICES.c.person_id == col(Member.person_id))
    .where(col(Member.network_id) == bindparam("network_id", type_=Uuid()), IS_ACTIVE)
    .group_by(COUNTED_AS)
    .order_by(COUNTED_AS)
)
ANSWERS = (
    select(
        col(AvailabilityAnswer.date_poll_date_id),
        col(AvailabilityAnswer.perspective),
        col(AvailabilityAnswer.availability),
        func.count(),
    )
    .join(
        Member,
        and_(
            col(Member.person_id) == col(AvailabilityAnswer.person_id),
            col(Member.network_id) == bindparam("network_id", type_=Uuid()),
            IS_ACTIVE,
        ),
    )
    .where(col(AvailabilityAnswer.date_poll_id) == POLL_ID)
    .group_by(
        col(AvailabilityAnswer.date_poll_date_id),
        col(AvailabilityAnswer.perspective),
        col(AvailabilityAnswer.availability),
    )
)
"""What those who take part now say, counted; who is away or gone is not in it, and who joined later is."""
MINE = select(
    col(AvailabilityAnswer.date_poll_date_id),
    col(AvailabilityAnswer.availability),
    col(AvailabilityAnswer.perspective),
).where(col(AvailabilityAnswer.date_poll_id) == POLL_ID, col(AvailabilityAnswer.person_id) == READER_ID)


class PollPage(NamedTuple):
    """Polls, newest first, and the key of the last one when there are more."""

    polls: list[SeenPoll]
    next_key: Key | None


class Result(NamedTuple):
    """How a poll stands: its perspectives, and its dates in their order (BR-040)."""

    groups: list[Group]
    ranked: list[Ranked]
    first_choice: frozenset[str]
    """The perspectives that missed their minimum last time, and so choose first (BR-044)."""


async def poll_seen(session: Session, person_id: UUID | None, poll_id: UUID) -> SeenPoll | None:
    """One poll, as this person may see it: members of its network only."""
    row = (await session.execute(POLL, reader(person_id) | {POLL_ID.key: poll_id})).one_or_none()
    return _seen(row) if row else None


async def polls_of_network(
    session: Session, person_id: UUID | None, network_id: UUID, *, status: str | None, first: int, after: Key | None
) -> PollPage:
    """The polls of one network, newest first; none for who takes no part in it."""
    statement = POLLS.where(col(DatePoll.network_id) == network_id)
    if status is not None:
        statement = statement.where(col(DatePoll.status) == status)
    if after is not None:
        statement = statement.where(tuple_(col(DatePoll.opened_at), col(DatePoll.id)) < after)
    statement = statement.order_by(col(DatePoll.opened_at).desc(), col(DatePoll.id).desc()).limit(first + 1)
    found = [_seen(row) for row in await session.execute(statement, reader(person_id))]
    if len(found) <= first:
        return PollPage(found, None)
    last = found[first - 1].poll
    return PollPage(found[:first], (last.opened_at, last.id))


async def polls_waiting_for(session: Session, person_id: UUID | None, *, now: datetime, first: int) -> list[SeenPoll]:
    """What asks something of a person: polls to answer, and for a coordinator dates to choose; most pressing first."""
    to_answer = and_(col(DatePoll.status) == OPEN, col(DatePoll.answer_until) > now, ~HAS_ANSWERED)
    is_over: ColumnElement[bool] = and_(col(DatePoll.status) == OPEN, col(DatePoll.answer_until) <= now)
    to_decide = and_((col(DatePoll.status) == CLOSED) | is_over, Standing.COORDINATOR.value <= STANDING)
    statement = (
        POLLS.where(col(DatePoll.network_id).in_(NETWORKS_OF_READER), to_answer | to_decide)
        .order_by(col(DatePoll.answer_until), col(DatePoll.id))
        .limit(first)
    )
    return [_seen(row) for row in await session.execute(statement, reader(person_id))]


async def dates_of(session: Session, poll_id: UUID) -> list[Candidate]:
    """The dates of a poll, in order of time."""
    return [Candidate(*row) for row in await session.execute(DATES, {POLL_ID.key: poll_id})]


async def answers_of(session: Session, person_id: UUID | None, poll_id: UUID) -> tuple[dict[UUID, str], str | None]:
    """What one person said, by date; and from which perspective, None before they answered."""
    rows = (await session.execute(MINE, reader(person_id) | {POLL_ID.key: poll_id})).all()
    return {row[0]: row[1] for row in rows}, min((row[2] for row in rows), default=None)


async def result_of(session: Session, poll: PollFacts) -> Result:
    """How a poll stands, of those who take part now."""
    about = {POLL_ID.key: poll.id, "network_id": poll.network_id}
    groups = [
        Group(perspective, members, int(answered), poll.required.get(perspective, 0))
        for perspective, members, answered in await session.execute(MEMBERS_ANSWERED, about)
    ]
    counted: dict[tuple[UUID, str], dict[str, int]] = {}
    for date_id, perspective, availability, count in await session.execute(ANSWERS, about):
        counted.setdefault((date_id, perspective), {})[availability.lower()] = count
    dates = await dates_of(session, poll.id)
    perspectives = [group.perspective for group in groups]
    tallies = {
        date.id: [
            Tally(group.perspective, group.members, **counted.get((date.id, group.perspective), {})) for group in groups
        ]
        for date in dates
    }
    blocks = [block.block() for block in await network_blocks(session, poll.network_id)]
    reasons = {
        date.id: reasons_of(date, regions=poll.regions, perspectives=perspectives, blocks=blocks) for date in dates
    }
    missing = [Group(name, 0, 0, minimum) for name, minimum in poll.required.items() if name not in perspectives]
    first = await first_choice(session, poll.network_id)
    return Result([*groups, *missing], rank(dates, tallies, poll.required, reasons, first), first)


async def nobody_waits(session: Session, poll: PollFacts) -> bool:
    """Whether everybody who takes part in the network of a poll has answered it."""
    about = {POLL_ID.key: poll.id, "network_id": poll.network_id}
    return all(members == int(answered) for _, members, answered in await session.execute(MEMBERS_ANSWERED, about))


async def readers_to_ask(
    session: Session, poll: PollFacts, person_ids: Iterable[UUID], *, coordinators_only: bool, but_answered: bool
) -> set[UUID]:
    """Who of these people may be written to about a poll now."""
    statement = select(col(Member.person_id)).where(
        col(Member.network_id) == poll.network_id, col(Member.person_id).in_(list(person_ids)), IS_ACTIVE
    )
    if coordinators_only:
        statement = statement.where(col(Member.coordinates))
    if but_answered:
        statement = statement.where(
            ~exists().where(
                col(AvailabilityAnswer.date_poll_id) == poll.id,
                col(AvailabilityAnswer.person_id) == col(Member.person_id),
            )
        )
    return set((await session.execute(statement)).scalars())


async def coordinator_ids(session: Session, network_id: UUID) -> list[UUID]:
    """Who coordinates a network now."""
    statement = (
        select(col(Member.person_id))
        .where(col(Member.network_id) == network_id, IS_ACTIVE, col(Member.coordinates))
        .distinct()
        .order_by(col(Member.person_id))
    )
    return list((await session.execute(statement)).scalars())


async def poll_to_change(session: Session, poll_id: UUID) -> DatePoll | None:
    """One poll, held until this transaction ends: answers and the end of it go one by one."""
    return (
        await session.execute(select(DatePoll).where(col(DatePoll.id) == poll_id).with_for_update())
    ).scalar_one_or_none()


async def poll_by_id(session: Session, poll_id: UUID) -> PollFacts | None:
    """One poll, whoever asks: for the service itself."""
    row = (await session.execute(select(*POLL_FACTS).where(col(DatePoll.id) == poll_id))).one_or_none()
    return PollFacts(*row) if row else None


async def dates_to_change(session: Session, poll_id: UUID) -> Sequence[DatePollDate]:
    """The dates of a poll that is held, in order of time."""
    statement = (
        select(DatePollDate)
        .where(col(DatePollDate.date_poll_id) == poll_id)
        .order_by(col(DatePollDate.starts_at), col(DatePollDate.id))
    )
    return (await session.execute(statement)).scalars().all()


async def polls_over(session: Session, *, now: datetime, limit: int) -> Sequence[DatePoll]:
    """Polls whose time is over and that still stand open, held until this transaction ends."""
    statement = (
        select(DatePoll)
        .where(col(DatePoll.status) == OPEN, col(DatePoll.answer_until) <= now)
        .order_by(col(DatePoll.answer_until))
        .limit(limit)
        .with_for_update()
    )
    return (await session.execute(statement)).scalars().all()


async def polls_past(session: Session, *, now: datetime, limit: int) -> Sequence[DatePoll]:
    """Closed polls of which no date lies ahead any more, held until this transaction ends."""
    ahead = exists().where(col(DatePollDate.date_poll_id) == col(DatePoll.id), col(DatePollDate.starts_at) > now)
    statement = (
        select(DatePoll)
        .where(col(DatePoll.status) == CLOSED, ~ahead)
        .order_by(col(DatePoll.id))
        .limit(limit)
        .with_for_update()
    )
    return (await session.execute(statement)).scalars().all()


async def polls_to_remind(session: Session, *, now: datetime, limit: int) -> Sequence[DatePoll]:
    """Open polls of which those who have not answered should be reminded, held until this transaction ends."""
    statement = (
        select(DatePoll)
        .where(col(DatePoll.status) == OPEN, col(DatePoll.answer_until) > now, col(DatePoll.remind_at) <= now)
        .order_by(col(DatePoll.remind_at))
        .limit(limit)
        .with_for_update()
    )
    return (await session.execute(statement)).scalars().all()


async def stands_in(session: Session, poll: PollFacts, person_id: UUID | None) -> Standing:
    """How somebody stands in the network of a poll, kept so until this transaction ends."""
    return await standing_in(session, poll.network_id, person_id, hold=True)


def _seen(row: Any) -> SeenPoll:
    standing, *rest = row
    told = [bool(one) for one in rest[: len(TOLD)]]
    return SeenPoll(PollFacts(*rest[len(TOLD) :]), Standing(standing), *told)
