"""Who may see what network holds about somebody: only that person."""

from services.network.privacy.queries.showing import my_data as my_data_of
from shared.api.my_data import DataGroup, DataRow, Fact
from shared.database import Session
from shared.web.edge import PERSON, Edge, Viewer

edge = Edge()


@edge.read("/my-data", who=PERSON)
async def my_data(session: Session, viewer: Viewer) -> list[DataGroup]:
    """Everything that network holds about who asks."""
    return [
        DataGroup(
            code=one.name,
            count=one.count,
            rows=[DataRow(facts=[Fact(code=code, value=value) for code, value in row.items()]) for row in one.rows],
        )
        for one in await my_data_of(session, viewer.person())
    ]
