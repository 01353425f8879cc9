"""What both owners tell about who comes to a session: who is missing, and who may hear of it now."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.notifications.owners.news import PATIENCE_SECONDS, Addressee, NetworkName
from shared.api.agenda.coming import ComingLetter, ComingLetterAsked, MissingPerspective, PerspectiveNeed
from shared.api.network.networks import NetworkView
from shared.api.network.people import Readers, ReaderView
from shared.api.page import Ids
from shared.asking import Asking
from shared.errors import NotFound

MISSING = "MISSING"


@dataclass(frozen=True, slots=True)
class ComingPeople:
    """One session in words, which perspectives are missing, and where mail to each who may hear of it goes."""

    id: UUID
    series_id: UUID | None
    network: NetworkName
    starts_at: datetime
    ends_at: datetime
    place: str
    link: str
    """Where to join online, where these have a seat."""
    is_online: bool
    missing: Sequence[MissingPerspective]
    perspectives: Mapping[UUID, str]
    people: Mapping[UUID, Addressee]


async def coming_people(asking: Asking, session_id: UUID, about: str, person_ids: Collection[UUID]) -> ComingPeople:
    """Ask both owners about who comes to a session, and about some readers (at most 500).

    about: SEAT, ASKED or MISSING; who has nothing to do with that now is left out. Raises NotFound or Conflict when there is
    nothing to say any more, Unavailable when an owner does not answer.
    """
    ids = list(person_ids)
    # How many people a network needs is network's to say, and of which network a session is agenda's: it is asked twice.
    told = await _letter(asking, session_id, ComingLetterAsked(about="SEAT", reader_ids=[]))
    networks: list[NetworkView] = await asking.ask(
        "network", "POST", "/networks:batch", list[NetworkView], body=Ids(ids=[told.network_id])
    )
    if not networks:
        raise NotFound
    (network,) = networks
    needs = [PerspectiveNeed(perspective=one.code, minimum=one.minimum) for one in network.perspectives]
    asked = ComingLetterAsked.model_validate({"about": about, "reader_ids": ids, "needs": needs})
    told, readers = await asyncio.gather(
        _letter(asking, session_id, asked),
        asking.ask(
            "network",
            "POST",
            "/people:readers",
            list[ReaderView],
            body=Readers(person_ids=ids),
            deadline=PATIENCE_SECONDS,
        ),
    )
    may_hear = set(told.reader_ids)
    return ComingPeople(
        id=session_id,
        series_id=told.series_id,
        network=NetworkName(network.id, network.slug, network.short_name or network.name),
        starts_at=told.starts_at,
        ends_at=told.ends_at,
        place=told.place,
        link=told.link,
        is_online=told.is_online,
        missing=told.missing,
        perspectives=told.perspectives,
        people={
            one.person_id: Addressee(one.person_id, one.address, one.language)
            for one in readers
            if one.person_id in may_hear
        },
    )


async def _letter(asking: Asking, session_id: UUID, asked: ComingLetterAsked) -> ComingLetter:
    path = f"/sessions/{session_id}:coming-letter"
    told: ComingLetter = await asking.ask("agenda", "POST", path, ComingLetter, body=asked, deadline=PATIENCE_SECONDS)
    return told
