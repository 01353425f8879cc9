"""What both owners tell about a date poll: what is asked, of which network, and who may hear of it now."""

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.notifications.owners.news import PATIENCE_SECONDS, Addressee, NetworkName
from shared.api.agenda.date_polls import DatePollLetter, DatePollLetterAsked
from shared.api.network.networks import NetworkView
from shared.api.network.people import Readers, ReaderView
from shared.api.page import Ids
from shared.asking import Asking
from shared.errors import NotFound


@dataclass(frozen=True, slots=True)
class PolledPeople:
    """One date poll in words, and where mail to each who may hear of it goes."""

    network: NetworkName
    title: str
    answer_until: datetime
    dates: int
    first_starts_at: datetime
    last_starts_at: datetime
    words: str
    """What a coordinator adds."""
    needed_ids: frozenset[UUID]
    """Whom it cannot be without."""
    people: Mapping[UUID, Addressee]


async def date_poll_letter(
    asking: Asking, date_poll_id: UUID, about: str, person_ids: Collection[UUID]
) -> PolledPeople:
    """Ask both owners about a poll and some readers (at most 500).

    about: INVITATION, REMINDER or COMPLETE; who has nothing to do with that now is left out. Raises NotFound or Conflict
    when there is nothing to say any more, Unavailable when an owner does not answer.
    """
    body = DatePollLetterAsked.model_validate({"about": about, "reader_ids": list(person_ids)})
    told, readers = await asyncio.gather(
        asking.ask(
            "agenda",
            "POST",
            f"/date-polls/{date_poll_id}:letter",
            DatePollLetter,
            body=body,
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
    may_hear = set(told.reader_ids)
    return PolledPeople(
        network=NetworkName(network.id, network.slug, network.short_name or network.name),
        title=told.title,
        answer_until=told.answer_until,
        dates=told.dates,
        first_starts_at=told.first_starts_at,
        last_starts_at=told.last_starts_at,
        words=told.words,
        needed_ids=frozenset(told.needed_ids),
        people={
            one.person_id: Addressee(one.person_id, one.address, one.language)
            for one in readers
            if one.person_id in may_hear
        },
    )
