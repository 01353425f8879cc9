"""What both owners tell about sessions to which people are invited: the sessions, the network, and who may hear of them now."""

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.notifications.owners.news import PATIENCE_SECONDS, Addressee, NetworkName
from shared.api.agenda.calendars import SessionSet, SessionSetAsked
from shared.api.network.networks import NetworkView
from shared.api.network.people import Readers, ReaderView
from shared.api.page import Ids
from shared.asking import Asking


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


@dataclass(frozen=True, slots=True)
class InvitedTo:
    """The sessions of a series (or one session), their network, where mail to each reader goes, and who is told little."""

    network: NetworkName
    is_series: bool
    sessions: tuple[SetSession, ...]
    people: Mapping[UUID, Addressee]
    neutral_ids: frozenset[UUID]


async def invited_to(asking: Asking, set_id: UUID, person_ids: Collection[UUID]) -> InvitedTo | None:
    """Ask both owners about these sessions and readers (at most 500); None when there are no such sessions any more.

    Who does not take part now is left out. Raises Unavailable when an owner does not answer, NotFound of a set that is gone.
    """
    told, readers = await asyncio.gather(
        asking.ask(
            "agenda",
            "POST",
            f"/session-sets/{set_id}:letter",
            SessionSet,
            body=SessionSetAsked(reader_ids=list(person_ids)),
            deadline=PATIENCE_SECONDS,
        ),
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
        is_series=told.is_series,
        sessions=tuple(
            SetSession(
                one.id,
                one.starts_at,
                one.ends_at,
                one.place,
                one.status,
                one.sequence,
                one.first_starts_at,
                one.cancel_reason,
            )
            for one in told.sessions
        ),
        people={
            one.person_id: Addressee(one.person_id, one.address, one.language)
            for one in readers
            if one.person_id in taking_part
        },
        neutral_ids=frozenset(told.neutral_ids),
    )
