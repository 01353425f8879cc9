"""What both owners tell about an agenda, or about one point that was answered: what it says, and who may hear of it now."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.notifications.owners.news import PATIENCE_SECONDS, Addressee, NetworkName
from shared.api.agenda.arranging import AgendaLetter, AgendaLetterAsked, AgendaLetterPoint, AgendaPointLetter
from shared.api.network.networks import NetworkView
from shared.api.network.people import Readers, ReaderView
from shared.api.page import Ids
from shared.asking import Asking
from shared.errors import NotFound


@dataclass(frozen=True, slots=True)
class AgendaPeople:
    """One agenda in words, and where mail to each who may hear of it goes."""

    series_id: UUID | None
    network: NetworkName
    starts_at: datetime
    ends_at: datetime
    zone: str
    place: str
    short_notice_reason: str
    points: Sequence[AgendaLetterPoint]
    people: Mapping[UUID, Addressee]


@dataclass(frozen=True, slots=True)
class AnsweredPoint:
    """One point that was answered, in words, and who proposed it."""

    network: NetworkName
    told: AgendaPointLetter
    reader: Addressee


async def agenda_people(asking: Asking, session_id: UUID, about: str, person_ids: Collection[UUID]) -> AgendaPeople:
    """Ask both owners about an agenda and some readers (at most 500).

    about: PUBLISHED or UNPUBLISHED; who has nothing to do with that now is left out. Raises NotFound or Conflict when there
    is nothing to say any more, Unavailable when an owner does not answer.
    """
    body = AgendaLetterAsked.model_validate({"about": about, "reader_ids": list(person_ids)})
    told, readers = await asyncio.gather(
        asking.ask(
            "agenda",
            "POST",
            f"/sessions/{session_id}:agenda-letter",
            AgendaLetter,
            body=body,
            deadline=PATIENCE_SECONDS,
        ),
        addressees(asking, person_ids),
    )
    may_hear = set(told.reader_ids)
    return AgendaPeople(
        series_id=told.series_id,
        network=await network_named(asking, told.network_id),
        starts_at=told.starts_at,
        ends_at=told.ends_at,
        zone=told.zone,
        place=told.place,
        short_notice_reason=told.short_notice_reason,
        points=told.points,
        people={person_id: reader for person_id, reader in readers.items() if person_id in may_hear},
    )


async def answered_point(asking: Asking, agenda_point_id: UUID) -> AnsweredPoint:
    """Ask both owners what became of a point, and where mail to who proposed it goes.

    Raises NotFound when there is nothing to say any more, Unavailable when an owner does not answer.
    """
    told: AgendaPointLetter = await asking.ask(
        "agenda", "POST", f"/agenda-points/{agenda_point_id}:letter", AgendaPointLetter, deadline=PATIENCE_SECONDS
    )
    network, readers = await asyncio.gather(
        network_named(asking, told.network_id), addressees(asking, [told.proposed_by])
    )
    if told.proposed_by not in readers:
        raise NotFound
    return AnsweredPoint(network=network, told=told, reader=readers[told.proposed_by])


async def addressees(asking: Asking, person_ids: Collection[UUID]) -> dict[UUID, Addressee]:
    """Where mail to these people goes, by person (at most 500)."""
    views: list[ReaderView] = await asking.ask(
        "network",
        "POST",
        "/people:readers",
        list[ReaderView],
        body=Readers(person_ids=list(person_ids)),
        deadline=PATIENCE_SECONDS,
    )
    return {one.person_id: Addressee(one.person_id, one.address, one.language) for one in views}


async def network_named(asking: Asking, network_id: UUID) -> NetworkName:
    """How a network is called. Raises NotFound."""
    networks: list[NetworkView] = await asking.ask(
        "network", "POST", "/networks:batch", list[NetworkView], body=Ids(ids=[network_id]), deadline=PATIENCE_SECONDS
    )
    if not networks:
        raise NotFound
    (network,) = networks
    return NetworkName(network.id, network.slug, network.short_name or network.name)
