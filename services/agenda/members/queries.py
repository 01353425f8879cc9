"""What the projection can tell: how people stand in networks."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, String, Uuid, bindparam, case, cast, exists, func, literal, or_, select
from sqlalchemy.orm import Mapped
from sqlmodel import col

from services.agenda.members.domain import FACILITATING, GUARDED, MemberStatus, Standing
from services.agenda.members.models import Member, NetworkLife, Succession, TextWriter, WritingLimit
from shared.database import Session, one_at_a_time

IS_ACTIVE = col(Member.status) == MemberStatus.ACTIVE.value
LONGEST_CHAIN = 8
"""How many networks one after the other are looked through for what they left; more is a circle."""
READER_ID = bindparam("reader_id", type_=Uuid())
NETWORKS_OF_READER = select(col(Member.network_id)).where(col(Member.person_id) == READER_ID, IS_ACTIVE)
"""The networks where the reader takes part."""
BY_ROLE = case(
    (col(Member.coordinates), Standing.COORDINATOR.value),
    (cast(col(Member.roles), String).contains(f'"{FACILITATING}"'), Standing.FACILITATOR.value),
    else_=Standing.MEMBER.value,
)
"""How somebody with this active membership stands, as the value of a Standing."""


def standing_of_row(network_id: Mapped[UUID], perspective: Mapped[str | None] | None = None) -> ColumnElement[int]:
    """How the reader stands in the network of each row, as the value of a Standing, asked in the statement that reads the row.

    perspective: where a row can be for one perspective only, for whom it is: others are strangers to it, but who coordinates.
    Execute such a statement with reader(person_id); it is made once, so that asking costs no more than its rows.
    """
    highest = select(func.max(BY_ROLE)).where(
        col(Member.network_id) == network_id, col(Member.person_id) == READER_ID, IS_ACTIVE
    )
    if perspective is not None:
        highest = highest.where(_is_for(perspective))
    return func.coalesce(highest.scalar_subquery(), Standing.STRANGER.value)


def _is_for(perspective: Mapped[str | None]) -> ColumnElement[bool]:
    return or_(perspective.is_(None), col(Member.perspective) == perspective, col(Member.coordinates))


def reader(person_id: UUID | None) -> dict[str, UUID | None]:
    """Who reads, for statements with standing_of_row and NETWORKS_OF_READER; None stands for nobody, who takes part nowhere."""
    return {READER_ID.key: person_id}


async def networks_of(session: Session, person_id: UUID | None) -> list[UUID]:
    """The networks where a person takes part now; None stands for nobody."""
    if person_id is None:
        return []
    return list((await session.execute(NETWORKS_OF_READER.distinct(), reader(person_id))).scalars())


async def standing_in(
    session: Session,
    network_id: UUID,
    person_id: UUID | None,
    *,
    hold: bool = False,
    perspective: str | None = None,
) -> Standing:
    """How a person stands in one network.

    perspective: where it is about something for one perspective only: others are strangers to it, but who coordinates.
    hold: keep it so until this transaction ends, so that who leaves meanwhile leaves after it (A-42).
    """
    if person_id is None:
        return Standing.STRANGER
    statement = select(BY_ROLE).where(
        col(Member.network_id) == network_id, col(Member.person_id) == person_id, IS_ACTIVE
    )
    if perspective is not None:
        statement = statement.where(or_(col(Member.perspective) == perspective, col(Member.coordinates)))
    if hold:
        statement = statement.with_for_update(read=True)
    return Standing(max((await session.execute(statement)).scalars(), default=Standing.STRANGER.value))


def may_speak_from(perspectives: Iterable[str]) -> ColumnElement[bool]:
    """Whether the member of each row may speak from one of these, now or another time: what guards somebody guards them always."""
    codes = sorted(perspectives)
    also = cast(col(Member.also), String)
    return or_(col(Member.perspective).in_(codes), *(also.contains(f'"{code}"', autoescape=True) for code in codes))


async def is_guarded(session: Session, person_id: UUID) -> bool:
    """Whether this person takes part for themselves somewhere, as a young person or a parent, and does not coordinate there.

    Their telephone, mail and home are never shown to others (PR-6). Who is paused, or speaks from another
    perspective for now, counts too.
    """
    for_themselves = select(col(Member.membership_id)).where(
        col(Member.person_id) == person_id,
        col(Member.status) != MemberStatus.ENDED.value,
        may_speak_from(GUARDED),
        ~col(Member.coordinates),
    )
    return bool((await session.execute(select(for_themselves.exists()))).scalar_one())


def planning_in(network_id: UUID) -> str:
    """What who plans in a network waits for, one at a time."""
    return f"planning:{network_id}"


async def coordinators_held(session: Session, network_id: UUID) -> set[UUID]:
    """The coordinators of a network, kept so until this transaction ends: one of them plans at a time.

    Asked before a session is held: whoever changes one session holds that first and themselves after it, so that two who
    plan never wait for each other.
    """
    await one_at_a_time(session, planning_in(network_id))
    rows = await session.execute(
        select(col(Member.person_id))
        .where(col(Member.network_id) == network_id, IS_ACTIVE, col(Member.coordinates))
        .order_by(col(Member.membership_id))
        .with_for_update(read=True)
    )
    return set(rows.scalars())


async def active_among(
    session: Session, network_id: UUID, person_ids: Iterable[UUID], *, perspective: str | None = None
) -> set[UUID]:
    """Which of these people take part in a network now. perspective: only from this one."""
    statement = select(col(Member.person_id)).where(
        col(Member.network_id) == network_id, col(Member.person_id).in_(list(person_ids)), IS_ACTIVE
    )
    if perspective is not None:
        statement = statement.where(col(Member.perspective) == perspective)
    return set((await session.execute(statement)).scalars())


async def limited_until(session: Session, network_id: UUID, person_id: UUID, now: datetime) -> datetime | None:
    """When the limit ends under which somebody writes nothing in a network now; None without one."""
    found = select(func.max(col(WritingLimit.until_at))).where(
        col(WritingLimit.person_id) == person_id,
        col(WritingLimit.network_id) == network_id,
        col(WritingLimit.until_at) > now,
    )
    return await session.scalar(found)


async def is_over(session: Session, network_id: UUID) -> bool:
    """Whether a network has ended, as far as was heard."""
    found = select(col(NetworkLife.network_id)).where(
        col(NetworkLife.network_id) == network_id, col(NetworkLife.is_over)
    )
    return await session.scalar(found) is not None


def is_over_of_row(network_id: Mapped[UUID]) -> ColumnElement[bool]:
    """Whether the network of each row has ended, asked in the statement that reads the row."""
    return exists().where(col(NetworkLife.network_id) == network_id, col(NetworkLife.is_over))


def limit_of_row(network_id: Mapped[UUID]) -> ColumnElement[datetime]:
    """When the reader's limits in the network of each row end, over or not, asked in the statement that reads the row."""
    found = select(func.max(col(WritingLimit.until_at))).where(
        col(WritingLimit.person_id) == READER_ID, col(WritingLimit.network_id) == network_id
    )
    return found.scalar_subquery()


def left_to(successor_id: UUID) -> Select[tuple[UUID]]:
    """The networks that go on as this one, also those that went on as another one first: what that one left waits here too."""
    chain = (
        select(col(Succession.network_id), literal(1).label("step"))
        .where(col(Succession.successor_id) == successor_id)
        .cte("left_to", recursive=True)
    )
    before = select(col(Succession.network_id), chain.c.step + 1)
    before = before.join(chain, col(Succession.successor_id) == chain.c.network_id).where(chain.c.step < LONGEST_CHAIN)
    chain = chain.union(before)
    return select(chain.c.network_id).where(chain.c.network_id != successor_id)


async def goes_on_as(session: Session, *, network_id: UUID, successor_id: UUID) -> bool:
    """Whether a network goes on as this one, by way of others or not."""
    found = select(func.count()).where(
        col(Succession.network_id) == network_id, col(Succession.network_id).in_(left_to(successor_id))
    )
    return bool((await session.execute(found)).scalar_one())


async def writers_along(session: Session, about_ids: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    """Who wrote along at these texts, by text; those at which nobody did are left out."""
    rows = await session.execute(
        select(col(TextWriter.about_id), col(TextWriter.person_id)).where(col(TextWriter.about_id).in_(about_ids))
    )
    found: dict[UUID, list[UUID]] = {}
    for about_id, person_id in rows.all():
        found.setdefault(about_id, []).append(person_id)
    return found
