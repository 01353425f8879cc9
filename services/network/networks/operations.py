"""What can be done with networks: load what is known of them, begin one, and change what one says of itself."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from services.network.networks import queries
from services.network.networks.domain import (
    Description,
    NetworkIncomplete,
    NetworkStatus,
    ToldRelation,
    cadence_at_first,
    check_description,
    differences,
)
from services.network.networks.models import Network, Relation
from shared.bus.again import say_again
from shared.bus.outbox import Outbox
from shared.bus.work import Door, Work
from shared.database import new_id, one_at_a_time
from shared.errors import Problem
from shared.events.network import NetworkChanged, NetworkCreated, NetworkSucceeded


async def load_network(
    work: Work,
    *,
    description: Description,
    relations: Sequence[ToldRelation] = (),
    parent_slug: str | None = None,
) -> tuple[UUID, bool]:
    """Make a network what its description says; the same description again changes nothing and announces nothing.

    A network that its own coordinators have changed is left as it is: it is theirs (C034).
    Returns its id and whether something changed. Raises NetworkIncomplete.
    """
    check_description(description)
    await one_at_a_time(work.session, f"network:{description.slug}")
    parent = None
    if parent_slug is not None:
        parent = await queries.network_by_slug(work.session, parent_slug)
        if parent is None:
            raise NetworkIncomplete(problems=(Problem("parent_slug", "NOT_FOUND", "There is no such network."),))
    parent_id = parent.id if parent else None
    network = await queries.network_by_slug(work.session, description.slug)
    if network is None:
        network = await begin_network(work, description=description, parent_id=parent_id)
        await work.session.flush()
        await _say(work, network_id=network.id, relations=relations)
        await _tell_succession(work, network, relations)
        return network.id, True
    if network.settled_at is not None:
        return network.id, False
    described = {**description.as_columns(), "parent_id": parent_id}
    changed = differences({name: getattr(network, name) for name in described}, described)
    if not await _say(work, network_id=network.id, relations=relations) and not changed:
        return network.id, False
    for name in changed:
        setattr(network, name, described[name])
    announce_change(work, network=network)
    await _tell_succession(work, network, relations)
    return network.id, True


async def begin_network(work: Work, *, description: Description, parent_id: UUID | None) -> Network:
    """Let a network begin. Its description was checked and its slug is free."""
    around = await work.session.get(Network, parent_id) if parent_id else None
    cadence = cadence_at_first(description.kind, around=around.digest_cadence if around else None)
    columns = {"digest_cadence": cadence.value, **description.as_columns()}
    network = work.add(Network(id=new_id(), sort_name=description.name, parent_id=parent_id, version=1, **columns))
    work.announce(
        NetworkCreated(
            version=1,
            network_id=network.id,
            kind=network.kind,
            status=network.status,
            cadence=network.digest_cadence,
        )
    )
    work.index(network.document())
    return network


def announce_change(work: Work, *, network: Network) -> None:
    """Say that something about a network is different, under its next version."""
    network.sort_name = network.name
    network.version += 1
    work.announce(
        NetworkChanged(
            version=network.version,
            network_id=network.id,
            kind=network.kind,
            status=network.status,
            cadence=network.digest_cadence,
        )
    )
    work.index(network.document())


def announce_succession(work: Work, *, network: Network, successor_id: UUID) -> None:
    """Say that a network goes on as another one, under its next version."""
    network.version += 1
    work.announce(
        NetworkSucceeded(
            version=network.version,
            network_id=network.id,
            successor_id=successor_id,
            kind=network.kind,
            status=network.status,
        )
    )
    work.index(network.document())


async def say_again_what_ended(door: Door) -> int:
    """Say of every network that has ended that it has, for who did not hear it or did not listen to it yet; gives how many.

    So a service that begins to keep this with a newer version, or came back from an older backup, knows it by itself. Who
    knows it already does nothing: the same event leaves again, and only where none is kept any more a new one is made.
    """
    said, last = 0, None
    while True:
        page = await door.change(partial(_say_ended, door.outbox, after=last))
        if not page:
            return said
        said, last = said + len(page), page[-1]


async def _say_ended(outbox: Outbox, work: Work, *, after: UUID | None) -> Sequence[UUID]:
    await one_at_a_time(work.session, "networks-that-ended")
    ids = await queries.ended(work.session, after=after)
    told = (NetworkCreated, NetworkChanged, NetworkSucceeded)
    kept = await say_again(work.session, outbox, told, ids) if ids else ()
    for network_id in ids:
        if network_id not in kept and (network := await work.session.get(Network, network_id)) is not None:
            announce_change(work, network=network)
    work.wake(outbox.bell)
    return ids


async def _tell_succession(work: Work, network: Network, relations: Sequence[ToldRelation]) -> None:
    for told in relations:
        if network.status == NetworkStatus.SUCCEEDED and told.type == "SUCCEEDED_BY":
            successor = await queries.network_by_slug(work.session, told.to_slug)
            if successor is not None:
                announce_succession(work, network=network, successor_id=successor.id)


async def _say(work: Work, *, network_id: UUID, relations: Sequence[ToldRelation]) -> bool:
    wanted = {(told.type, told.to_slug): told for told in relations}
    stored = {(row.type, row.to_slug): row for row in await queries.said_by(work.session, network_id)}
    for key, row in stored.items():
        if key not in wanted:
            await work.session.delete(row)
    for key, told in wanted.items():
        if key not in stored:
            work.add(
                Relation(
                    id=new_id(),
                    network_id=network_id,
                    type=told.type,
                    to_slug=told.to_slug,
                    to_name=told.to_name,
                    created_at=work.now,
                )
            )
    return wanted.keys() != stored.keys()
