"""What a service still has to tell: rows written in the transaction that made them true."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import (
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
    Uuid,
    insert,
)

from shared.database import Database, Session, UTCDateTime, new_id
from shared.events.base import Event
from shared.telemetry import current_traceparent

PENDING, PUBLISHED = 0, 1


def outbox_table(metadata: MetaData) -> Table:
    """The table of events that were announced; published rows stay 35 days, so that an empty broker can be refilled."""
    if "outbox" in metadata.tables:
        return metadata.tables["outbox"]
    return Table(
        "outbox",
        metadata,
        Column("id", Uuid, primary_key=True),
        Column("type", String(200), nullable=False),
        Column("subject", Uuid, nullable=False),
        Column("version", Integer, nullable=False),
        Column("data", LargeBinary, nullable=False),
        Column("traceparent", String(60)),
        Column("created_at", UTCDateTime, nullable=False),
        Column("status", SmallInteger, nullable=False),
        Column("attempts", Integer, nullable=False),
        Column("next_at", UTCDateTime),
        Column("published_at", UTCDateTime),
        Column("last_error", String(200)),
        UniqueConstraint("subject", "version", "type"),
        Index("ix_outbox_status_next_at", "status", "next_at"),
    )


class Outbox:
    """The outbox of one service."""

    def __init__(self, database: Database, service: str) -> None:
        self.database = database
        self.service = service
        self.table = outbox_table(database.metadata)
        self.bell = f"outbox_{service}"

    async def write(self, session: Session, events: Sequence[Event], *, at: datetime) -> None:
        """Store what was announced, in the caller's transaction."""
        await session.flush()
        await session.execute(
            insert(self.table),
            [
                {
                    "id": new_id(),
                    "type": event.TYPE,
                    "subject": event.subject_id,
                    "version": event.version,
                    "data": event.to_json(),
                    "traceparent": current_traceparent(),
                    "created_at": at,
                    "status": PENDING,
                    "attempts": 0,
                }
                for event in events
            ],
        )
