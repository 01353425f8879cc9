"""What both owners tell about sessions to which people are invited: the sessions, the network, and who may hear of them now."""

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from services.notifications.owners.news import PATIENCE_SECONDS, Addressee, NetworkName
from shared.api.agenda.calendars import SessionSets, SessionSetsAsked
from shared.api.network.networks import NetworkView
from shared.api.network.people import Readers, ReaderView
from shared.api.page import Ids
from shared.asking import Asking
from shared.errors import NotFound


@dataclass(frozen=True, slots=True)
class SetSession:
    """One session of a set, as agenda tells it now."""

    id: UUID
    starts_at: datetime
    ends_at: datetime
    place: str
    status: str
    sequence: int
    first_starts_at: datetime
    reason: str
    """Why it does not take place, where it does not."""
    reader_ids: frozenset[UUID] | None
    """Who is expected, where it is for one perspective."""
    link: str = ""
    """Where to join online."""
    joiner_ids: frozenset[UUID] = frozenset()
    """Who is told where."""
    comer_ids: frozenset[UUID] = frozenset()
    """Who said already that they come."""
    was_off: bool = False
    """Whether it was called off before, and takes place after all."""


@dataclass(frozen=True, slots=True)
class InvitedSet:
    """The sessions of one series, or one session by itself."""

    id: UUID
    is_series: bool
    sessions: tuple[SetSession, ...]

    def seen_by(self, person_id: UUID) -> "InvitedSet":
        """What of it is for this reader."""
        own = (one for one in self.sessions if one.reader_ids is None or person_id in one.reader_ids)
        return replace(self, sessions=tuple(own))


@dataclass(frozen=True, slots=True)
class InvitedTo:
    """Sessions, their network, where mail to each reader goes, and who is told little."""

    network: NetworkName
    sets: tuple[InvitedSet, ...]
    people: Mapping[UUID, Addressee]
    neutral_ids: frozenset[UUID]


async def sets_of(asking: Asking, about_id: UUID) -> set[UUID]:
    """Of which series and sessions of a network something is still to come. Raises Unavailable."""
    try:
        return {one.id for one in (await _sessions(asking, about_id, ())).sets}
    except NotFound:
        return set()


async def invited_to(asking: Asking, about_id: UUID, person_ids: Collection[UUID]) -> InvitedTo | None:
    """Ask both owners about the sessions of a network, or of one series, and readers (at most 500).

    None when there is no such network any more; who does not take part now is left out.
    Raises Unavailable when an owner does not answer, NotFound when there are no such sessions.
    """
    told, readers = await asyncio.gather(
        _sessions(asking, about_id, person_ids),
        asking.ask(
            "network",
            "POST",
            "/people:readers",
            list[ReaderView],
            body=Readers(person_ids=list(person_ids)),
            deadline=PATIENCE_SECONDS,
        ),
    )
    networks: list[NetworkView] = await asking.ask(
        "network", "POST", "/networks:batch", list[NetworkView], body=Ids(ids=[told.network_id])
    )
    if not networks:
        return None
    (network,) = networks
    taking_part = set(told.reader_ids)
    return InvitedTo(
        network=NetworkName(network.id, network.slug, network.short_name or network.name),
        sets=tuple(
            InvitedSet(
                found.id,
                found.is_series,
                tuple(
                    SetSession(
                        one.id,
                        one.starts_at,
                        one.ends_at,
                        one.place,
                        one.status,
                        one.sequence,
                        one.first_starts_at,
                        one.cancel_reason,
                        None if one.reader_ids is None else frozenset(one.reader_ids),
                        one.link,
                        frozenset(one.joiner_ids),
                        frozenset(one.comer_ids),
                        one.was_off,
                    )
                    for one in found.sessions
                ),
            )
            for found in told.sets
        ),
        people={
            one.person_id: Addressee(one.person_id, one.address, one.language)
            for one in readers
            if one.person_id in taking_part
        },
        neutral_ids=frozenset(told.neutral_ids),
    )


async def _sessions(asking: Asking, about_id: UUID, person_ids: Collection[UUID]) -> SessionSets:
    return await asking.ask(
        "agenda",
        "POST",
        f"/session-sets/{about_id}:letter",
        SessionSets,
        body=SessionSetsAsked(reader_ids=list(person_ids)),
        deadline=PATIENCE_SECONDS,
    )
