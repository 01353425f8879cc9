"""What a network sees of its people: by perspective, with who is away for who coordinates."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, Row, Select, String, bindparam, cast, exists, or_, select, tuple_
from sqlmodel import col

from services.network.memberships.domain.taking_part import GUARDED, MembershipStatus
from services.network.memberships.models.taking_part import Membership
from services.network.memberships.queries.perspectives import may_speak_from
from services.network.memberships.queries.roles import ACTIVE, GIVES_RIGHTS, MOST_AT_ONCE
from services.network.people.queries.accounts import names
from shared.database import Session

AWAY = MembershipStatus.PAUSED.value
NAME = names()
KEY = (col(Membership.perspective), NAME.c.sort_name, col(Membership.id))

# What a page asks is made once, here, and filled in when it is asked: making a statement takes longer than running it.
PEOPLE: Select[*tuple[Any, ...]] = select(
    col(Membership.id).label("membership_id"),
    col(Membership.network_id),
    col(Membership.person_id),
    col(Membership.perspective),
    col(Membership.also),
    col(Membership.status),
    col(Membership.since),
    col(Membership.contribution),
    col(Membership.expertise),
    col(Membership.version),
    NAME.c.display_name,
    NAME.c.avatar,
    NAME.c.sort_name,
).join(NAME, NAME.c.id == col(Membership.person_id))
"""Who takes or took part, of all networks: to be narrowed down."""
MEMBERS = (
    PEOPLE.where(
        col(Membership.network_id) == bindparam("network_id"),
        or_(col(Membership.status) == ACTIVE, col(Membership.status) == bindparam("or_who_is")),
    )
    .order_by(*KEY)
    .limit(bindparam("first", type_=Integer))
)
"""The first members of a network."""

Member = Row[*tuple[Any, ...]]
"""One member: membership_id, network_id, person_id, perspective, also, status, since, contribution, expertise, version,
display_name, avatar, sort_name."""


async def members(
    session: Session,
    *,
    network_id: UUID,
    after: tuple[str, str, UUID] | None,
    first: int,
    with_away: bool,
    askable: bool,
    about: str | None,
    starting_with: UUID | None = None,
) -> Sequence[Member]:
    """The next members of a network, by perspective and name; ``after``: perspective, sort_name, membership_id of the last.

    starting_with: in place of ``after``, the list begins with this person; nobody where they do not stand in it.
    askable: only who said that they may be asked, and is not away; about: those who named this theme.
    """
    also = AWAY if with_away and not askable else ACTIVE
    only = [col(Membership.expertise).is_not(None)] if askable else []
    if about is not None:
        only.append(cast(col(Membership.expertise), String).like(f'%"{about}"%'))
    following = MEMBERS.where(*only) if only else MEMBERS
    if starting_with is not None:
        theirs = PEOPLE.with_only_columns(*KEY).where(
            col(Membership.network_id) == network_id,
            col(Membership.person_id) == starting_with,
            col(Membership.status).in_((ACTIVE, also)),
            *only,
        )
        begins = (await session.execute(theirs)).first()
        if begins is None:
            return []
        following = following.where(tuple_(*KEY) >= tuple(begins))
    elif after is not None:
        following = following.where(tuple_(*KEY) > after)
    return (await session.execute(following, {"network_id": network_id, "or_who_is": also, "first": first})).all()


async def member(session: Session, membership_id: UUID) -> Member | None:
    """One person who takes part, or is away."""
    found = PEOPLE.where(col(Membership.id) == membership_id, col(Membership.status).in_((ACTIVE, AWAY)))
    return (await session.execute(found)).first()


async def is_guarded(session: Session, person_id: UUID) -> bool:
    """Whether this person takes part for themselves somewhere, as a young person or a parent, and does not coordinate there.

    Their telephone, mail and home are never shown to others (PR-6). Who is away, waits for permission, or speaks from another
    perspective for now, counts too.
    """
    for_themselves = exists().where(
        col(Membership.person_id) == person_id,
        col(Membership.status).in_([one.value for one in MembershipStatus if not one.is_over]),
        may_speak_from(GUARDED),
        ~exists().where(GIVES_RIGHTS).correlate(Membership),
    )
    return bool(await session.scalar(select(for_themselves)))


async def place_to_tell(session: Session, membership_id: UUID) -> Row[UUID, UUID, str, datetime | None] | None:
    """Whose place this is, where, in which state, and until when it is kept: person_id, network_id, status, paused_until."""
    place = select(
        col(Membership.person_id), col(Membership.network_id), col(Membership.status), col(Membership.paused_until)
    )
    return (await session.execute(place.where(col(Membership.id) == membership_id))).first()


async def places_over(session: Session, now: datetime) -> Sequence[Membership]:
    """Who was away for so long that their place is kept no longer; at most 200, others that would end them skip these."""
    over = select(Membership).where(col(Membership.status) == AWAY, col(Membership.paused_until) <= now)
    over = over.order_by(col(Membership.paused_until), col(Membership.id)).limit(MOST_AT_ONCE)
    return (await session.scalars(over.with_for_update(skip_locked=True))).all()
