"""Asking what may be told: our own rows first, then the owners, with the rights of the readers."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from services.notifications.digests.domain import MOST_ITEMS, Candidate, Candidates, ItemKind, by_kind, covers
from services.notifications.digests.queries import candidates
from services.notifications.owners.news import NewsWanted, Told, ask_both
from services.notifications.subscriptions.domain import Cadence, Standing
from services.notifications.subscriptions.queries import cadences_of, standings, withdrawn_so_far
from shared.bus.work import Door


@dataclass(slots=True)
class Batch:
    """What our own rows say about the readers of some claimed digests, read before anybody is asked."""

    standings: dict[UUID, Standing]
    withdrawn: int
    candidates: dict[UUID, Candidates]
    """What those who want this cadence did not get yet; the same object for readers with the same content."""
    cadences: dict[UUID, set[Cadence]]
    """Of those without any candidates: what they want of the networks in question; who takes part in none is left out."""


async def read_batch(door: Door, *, cadence: Cadence, network_id: UUID | None, person_ids: Collection[UUID]) -> Batch:
    """Read our own rows; the marks first, so that whatever changes after them is noticed before the dot."""
    async with door.reading() as session:
        standing = await standings(session, person_ids)
        withdrawn = await withdrawn_so_far(session)
        found = await candidates(session, covers(cadence), network_id=network_id, person_ids=person_ids, now=door.now())
        others = [person_id for person_id in person_ids if person_id not in found]
        wanted = await cadences_of(session, network_id=network_id, person_ids=others) if others else {}
        return Batch(standings=standing, withdrawn=withdrawn, candidates=found, cadences=wanted)


def allowed_to(found: Candidates, person_id: UUID, answers: Told) -> tuple[UUID, ...]:
    """Of which networks this one reader may be told, as every owner sees it."""
    return tuple(
        network_id
        for network_id in found
        if network_id in answers.names and person_id in answers.news[network_id].reader_ids
    )


async def ask_owners(door: Door, *, found: Mapping[UUID, Candidates]) -> Told:
    """Ask the owners about all readers of a batch at once, whatever the number of networks. Raises Unavailable."""
    alike: dict[int, tuple[Candidates, list[UUID]]] = {}
    for person_id, candidates_of in found.items():
        alike.setdefault(id(candidates_of), (candidates_of, []))[1].append(person_id)
    readers: dict[UUID, list[UUID]] = {}
    items: dict[UUID, dict[UUID, Candidate]] = {}
    for networks, person_ids in alike.values():
        for network_id, several in networks.items():
            readers.setdefault(network_id, []).extend(person_ids)
            items.setdefault(network_id, {}).update((candidate.item_id, candidate) for candidate in several)
    wanted = []
    for network_id, reader_ids in readers.items():
        ids = by_kind(items[network_id].values())
        points, questions = ids[ItemKind.POINT][:MOST_ITEMS], ids[ItemKind.QUESTION][:MOST_ITEMS]
        wanted.append(NewsWanted(network_id, points, questions, reader_ids))
    return await ask_both(door.asking, person_ids=list(found), wanted=wanted)
