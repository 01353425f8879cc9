"""What both owners tell about a session of which people are reminded: when and where, its agenda, and who may hear of it now."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.notifications.owners.news import PATIENCE_SECONDS, Addressee, NetworkName
from shared.api.agenda.calendars import LetterPoint, SessionLetter, SessionLetterAsked
from shared.api.network.networks import NetworkView
from shared.api.network.people import Readers, ReaderView
from shared.api.page import Ids
from shared.asking import Asking
from shared.errors import NotFound

WAITING = "WAITING"


@dataclass(frozen=True, slots=True)
class RemindedOf:
    """One session in words, and where mail to each who may hear of it goes."""

    id: UUID
    series_id: UUID | None
    network: NetworkName
    starts_at: datetime
    ends_at: datetime
    place: str
    link: str
    words: str
    """What a coordinator adds."""
    points: Sequence[LetterPoint]
    people: Mapping[UUID, Addressee]
    answers: Mapping[UUID, str]
    """Whether they come, of who said so; WAITING: there is no seat yet."""
    joiner_ids: frozenset[UUID]
    """Who is told where to join online."""


async def reminded_of(
    asking: Asking, session_id: UUID, person_ids: Collection[UUID], *, coordinator_id: UUID | None = None
) -> RemindedOf:
    """Ask both owners about a session and some readers (at most 500); who does not take part now is left out.

    coordinator_id: who looks at the mail beforehand; NotAllowed where they do not coordinate.
    Raises NotFound when it does not take place any more, Unavailable when an owner does not answer.
    """
    told, readers = await asyncio.gather(
        asking.ask(
            "agenda",
            "POST",
            f"/sessions/{session_id}:letter",
            SessionLetter,
            body=SessionLetterAsked(reader_ids=list(person_ids), coordinator_id=coordinator_id),
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
        raise NotFound
    (network,) = networks
    expected = {one.person_id: WAITING if one.is_waiting else one.answer for one in told.readers}
    return RemindedOf(
        id=session_id,
        series_id=told.series_id,
        network=NetworkName(network.id, network.slug, network.short_name or network.name),
        starts_at=told.starts_at,
        ends_at=told.ends_at,
        place=told.place,
        link=told.link,
        words=told.words,
        points=told.points,
        people={
            one.person_id: Addressee(one.person_id, one.address, one.language)
            for one in readers
            if one.person_id in expected
        },
        answers={person_id: answer for person_id, answer in expected.items() if answer is not None},
        joiner_ids=frozenset(one.person_id for one in told.readers if one.joins),
    )
