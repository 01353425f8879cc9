"""How the names of who is erased go out of what others wrote: here at once, and what agenda needs for that is kept a while (DOMAIN 9)."""

from uuid import UUID

from services.network.networks.models import Network
from services.network.networks.operations import announce_change
from services.network.people.queries.names import earlier_names
from services.network.privacy.domain.naming import Called, Traces, names_around, names_of, written_of
from services.network.privacy.models.naming import texts_in
from services.network.privacy.queries.erasing import people_after
from services.network.privacy.queries.naming import networks_ever, others_with, shown_as
from shared.bus.work import Door, Work
from shared.database import Session
from shared.erasure import person_hash
from shared.unnaming import Names, unname


async def traces_of(session: Session, person_id: UUID) -> Traces | None:
    """By which names, and in which networks, others may have written about somebody; None where nobody can have."""
    shown = await shown_as(session, person_id)
    network_ids = await networks_ever(session, person_id)
    if shown is None or not network_ids:
        return None
    earlier = [Called(one.name, one.is_pseudonym) for one in await earlier_names(session, person_id)]
    called = [Called(shown.display_name, shown.is_pseudonym), *earlier]
    written = [name for one in called for name in written_of(one)]
    others = await others_with(session, written, person_id=person_id, network_ids=network_ids)
    names = names_of(called, others)
    return Traces(names, names_around(names, others), network_ids)


async def take_names_out(work: Work, *, traces: Traces) -> None:
    """Put "een lid" where a name stands in what others wrote here; again changes nothing."""
    names = Names([name for some in traces.names for name in some], traces.others)
    if not names:
        return
    for table, columns, is_here in texts_in(traces.network_ids):
        is_network = table.name == "network"
        changed = await unname(work.session, table, columns, names, is_here, keeps_version=is_network)
        for network_id in changed if is_network else ():
            network = await work.session.get(Network, network_id, populate_existing=True)
            if network is not None:
                announce_change(work, network=network)


async def traces_of_listed(door: Door, *, hashes: frozenset[bytes]) -> list[Traces]:
    """The same of everybody on the list of who was erased who stands here again, after a backup was put back (A-88)."""
    found: list[Traces] = []
    last = None
    while True:
        async with door.reading() as session:
            people = await people_after(session, last)
            back = [person_id for person_id in people if person_hash(person_id) in hashes]
            found += [traces for person_id in back if (traces := await traces_of(session, person_id))]
        if not people:
            return found
        last = people[-1]
