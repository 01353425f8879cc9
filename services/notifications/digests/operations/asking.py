"""Asking what may be told: our own rows first, then the owners, with the rights of the readers."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from services.notifications.digests.domain import MOST_ITEMS, Candidate, Candidates, ItemKind, by_kind, covers, is_muted
from services.notifications.digests.queries import candidates
from services.notifications.owners.news import NewsWanted, Told, ask_both
from services.notifications.subscriptions.domain import Cadence, MailLevel, Standing
from services.notifications.subscriptions.queries import (
    cadences_of,
    choices_of_who_muted,
    standings,
    withdrawn_so_far,
)
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
    choices: dict[UUID, dict[UUID, MailLevel]]
    """What those who muted some session chose, by session and series."""


async def read_batch(door: Door, *, cadence: Cadence, network_id: UUID | None, person_ids: Collection[UUID]) -> Batch:
    """Read our own rows; the marks first, so that whatever changes after them is noticed before the dot."""
    async with door.reading() as session:
        standing = await standings(session, person_ids)
        withdrawn = await withdrawn_so_far(session)
        found = await candidates(session, covers(cadence), network_id=network_id, person_ids=person_ids, now=door.now())
        others = [person_id for person_id in person_ids if person_id not in found]
        wanted = await cadences_of(session, network_id=network_id, person_ids=others) if others else {}
        choices = await choices_of_who_muted(session, list(found))
        return Batch(standing, withdrawn, candidates=found, cadences=wanted, choices=choices)


def allowed_to(found: Candidates, person_id: UUID, answers: Told) -> tuple[UUID, ...]:
    """Of which networks this one reader may be told, as every owner sees it."""
    return tuple(
        network_id
        for network_id in found
        if network_id in answers.names and person_id in answers.news[network_id].reader_ids
    )


def muted_points(chosen: Mapping[UUID, MailLevel], networks: Iterable[UUID], answers: Told) -> frozenset[UUID]:
    """The points of these networks that stand on the agenda of a session which this reader muted."""
    return frozenset(
        point.id
        for network_id in networks
        for point in answers.news[network_id].points
        if is_muted(chosen, answers.news[network_id].meetings[point.session_id])
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
