"""What is stored of stories in minutes: apart from what the minutes say, so that they stand in no version of these."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, Update, case, or_, select, update
from sqlalchemy import String as Text
from sqlmodel import Field, col

from services.agenda.minutes.domain.minutes import ESTABLISHED
from services.agenda.minutes.domain.stories import ASKED, ASKED_FOR, GIVEN, KEPT_OUT, WITHDRAWN, StoryFacts, StoryStatus
from services.agenda.minutes.models.minutes import Minutes
from shared.columns import UTCDateTime
from shared.database import AgendaStore, new_id


class MinutesStory(AgendaStore, table=True):
    """What one person told at a session, that stands in its minutes as long as they want (BR-052)."""

    __tablename__ = "minutes_story"
    __table_args__ = (
        Index("ix_minutes_story_teller_id", "teller_id"),
        Index("ix_minutes_story_status_asked_at", "status", "asked_at"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    session_id: UUID = Field(foreign_key="minutes.session_id", index=True)
    network_id: UUID
    agenda_point_id: UUID | None
    """Under which part; None: under what belongs to no agenda point."""
    teller_id: UUID | None
    """None: somebody who was erased since."""
    text: str | None
    """None once it may not stand there: nothing of it is kept."""
    status: StoryStatus = Field(sa_type=Text)
    asked_at: datetime = Field(sa_type=UTCDateTime)
    answered_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    version: int = 1
    content_note: str | None = None
    """What readers should know before they open it; None too once it may not stand there."""

    def facts(self) -> StoryFacts:
        """What is stored, as rules and readers take it."""
        return StoryFacts(**{name: getattr(self, name) for name in StoryFacts._fields})


def stories_unanswered(*, now: datetime) -> Update:
    """Keep out, and forget, what nobody said yes to before the minutes were established, or within the time to ask."""
    established = select(col(Minutes.session_id)).where(col(Minutes.status) == ESTABLISHED)
    return (
        update(MinutesStory)
        .where(
            col(MinutesStory.status) == ASKED,
            or_(col(MinutesStory.session_id).in_(established), col(MinutesStory.asked_at) <= now - ASKED_FOR),
        )
        .values(status=KEPT_OUT, text=None, content_note=None, version=col(MinutesStory.version) + 1)
    )


def stories_taken_out(person_id: UUID) -> Update:
    """Take everything that a person told out of minutes, and forget that it was theirs."""
    status = col(MinutesStory.status)
    return (
        update(MinutesStory)
        .where(col(MinutesStory.teller_id) == person_id)
        .values(
            text=None,
            content_note=None,
            teller_id=None,
            status=case((status == GIVEN, WITHDRAWN), (status == ASKED, KEPT_OUT), else_=status),
        )
    )
