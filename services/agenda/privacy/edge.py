"""Who may ask what of people's own data in agenda."""

from services.agenda.privacy import operations
from services.agenda.privacy.queries import my_data as my_data_of
from shared.api.my_data import DataGroup, DataRow, Fact
from shared.api.network.privacy import ErasedNames, Reapplied, Reapply, Unnamed
from shared.bus.work import Door
from shared.database import Session
from shared.unnaming import Names
from shared.web.edge import PERSON, Edge, Viewer, Work, only

edge = Edge()


@edge.change("/erasures:reapply", who=only("operator"))
async def reapply(body: Reapply, work: Work) -> Reapplied:
    """Erase again who is on the list, after a backup was put back."""
    hashes = frozenset(bytes.fromhex(one) for one in body.hashes)
    return Reapplied(erased=await operations.reapply(work, hashes=hashes))


@edge.act("/erasures:unname", who=only("notifications", "operator"))
async def take_names_out(body: ErasedNames, door: Door) -> Unnamed:
    """Take the names of who is erased out of what others wrote in their networks."""
    texts = await operations.take_names_out(door, names=Names(body.names, body.others), network_ids=body.network_ids)
    return Unnamed(texts=texts)


@edge.read("/my-data", who=PERSON)
async def my_data(session: Session, viewer: Viewer) -> list[DataGroup]:
    """Everything that agenda holds about who asks."""
    return [
        DataGroup(
            code=one.name,
            count=one.count,
            rows=[DataRow(facts=[Fact(code=code, value=value) for code, value in row.items()]) for row in one.rows],
        )
        for one in await my_data_of(session, viewer.person())
    ]
