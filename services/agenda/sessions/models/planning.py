"""What is stored for planning: the times that are difficult for one network, beside those of everybody."""

from datetime import date, datetime
from uuid import UUID

from sqlmodel import Field

from services.agenda.sessions.domain.days import SchoolRegion, SoftBlock
from shared.columns import Json, UTCDateTime
from shared.database import AgendaStore, new_id


class NetworkBlock(AgendaStore, table=True):
    """A time that is difficult for one network: exams, a fair, a holiday of its own. One row of its table of soft blocks."""

    __tablename__ = "network_block"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    network_id: UUID = Field(index=True)
    words: str
    from_on: date
    until_on: date
    regions: list[SchoolRegion] = Field(sa_type=Json)
    perspectives: list[str] = Field(sa_type=Json)
    made_at: datetime = Field(sa_type=UTCDateTime)

    def block(self) -> SoftBlock:
        """The block, as the domain takes it."""
        where, for_whom = tuple(self.regions), tuple(self.perspectives)
        return SoftBlock(OWN, self.from_on, self.until_on, where, for_whom, self.words)


OWN = "OWN"
"""What a block of a network itself is, among the codes of those of everybody."""
