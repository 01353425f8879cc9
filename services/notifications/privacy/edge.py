"""Who may ask what of people's own data in notifications."""

from services.notifications.privacy import operations
from services.notifications.privacy.queries import my_data as my_data_of
from shared.api.my_data import DataGroup, DataRow, Fact
from shared.api.network.privacy import Reapplied, Reapply
from shared.database import Session
from shared.web.edge import PERSON, Edge, Viewer, Work, only

edge = Edge(tags=["privacy"])


@edge.change("/erasures:reapply", who=only("operator"))
async def reapply(body: Reapply, work: Work) -> Reapplied:
    """Erase again who is on the list, after a backup was put back."""
    hashes = frozenset(bytes.fromhex(one) for one in body.hashes)
    return Reapplied(erased=await operations.reapply(work, hashes=hashes))


@edge.read("/my-data", who=PERSON)
async def my_data(session: Session, viewer: Viewer) -> list[DataGroup]:
    """Everything that notifications holds about who asks."""
    return [
        DataGroup(
            code=one.name,
            count=one.count,
            rows=[DataRow(facts=[Fact(code=code, value=value) for code, value in row.items()]) for row in one.rows],
        )
        for one in await my_data_of(session, viewer.person())
    ]
