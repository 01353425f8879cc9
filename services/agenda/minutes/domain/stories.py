"""What is true of stories in minutes: somebody told them, and they stand there only as long as that person wants (BR-052)."""

from datetime import datetime, timedelta
from typing import Final, Literal, NamedTuple
from uuid import UUID

from shared.errors import Conflict, Invalid, NotAllowed

StoryStatus = Literal["ASKED", "GIVEN", "KEPT_OUT", "WITHDRAWN"]
ASKED: Final = "ASKED"
GIVEN: Final = "GIVEN"
KEPT_OUT: Final = "KEPT_OUT"
"""Its teller said no, or nothing in time: which of the two is nobody's business, and nothing of it is kept."""
WITHDRAWN: Final = "WITHDRAWN"
"""It stood there, and was taken out again because its teller, or who writes for them, wanted that."""

LONGEST_STORY = 4_000
MOST_STORIES = 30
ASKED_FOR = timedelta(days=60)
"""How long a teller can say yes, where the minutes are not established sooner."""


class NotYourStory(NotAllowed):
    """Only who told this decides about it."""


class StoryOver(Conflict):
    """Nothing can be decided about this story any more."""


class TooManyStories(Conflict):
    """Minutes take at most thirty stories."""


class TellerAway(Invalid):
    """Who told this does not take part here, so permission cannot be asked."""


class StoryFacts(NamedTuple):
    """One story as it is stored. text: None once it may not stand there."""

    id: UUID
    session_id: UUID
    network_id: UUID
    agenda_point_id: UUID | None
    teller_id: UUID | None
    text: str | None
    status: StoryStatus
    asked_at: datetime
    answered_at: datetime | None
    version: int
    content_note: str | None = None
    """What readers should know before they open it (C092); gone when the text is."""


class SeenStory(NamedTuple):
    """One story as one reader sees it.

    told_at: when the session started. writes: whether that reader writes these minutes; is_own: whether they told it.
    """

    story: StoryFacts
    told_at: datetime
    writes: bool
    is_own: bool

    @property
    def text(self) -> str:
        """The words, for everybody once permission was given; before that for who wrote it down and who told it."""
        return (self.story.text or "") if self.story.status == GIVEN or self.writes or self.is_own else ""

    @property
    def content_note(self) -> str | None:
        """What readers should know before they open the words, for who may read these."""
        return self.story.content_note if self.text else None

    @property
    def status(self) -> StoryStatus:
        """How it stands; that an answer is still awaited is for who writes and who told it."""
        waits = self.story.status == ASKED
        return KEPT_OUT if waits and not (self.writes or self.is_own) else self.story.status

    @property
    def teller_id(self) -> UUID | None:
        """Who told it, for who writes and themselves: names are off for all others."""
        return self.story.teller_id if self.writes or self.is_own else None


def answered(story: StoryFacts, *, allows: bool) -> StoryStatus:
    """How a story stands after its teller said that it may be there, or not (any more). Raises StoryOver."""
    if story.status == ASKED:
        return GIVEN if allows else KEPT_OUT
    if story.status == GIVEN:
        return GIVEN if allows else WITHDRAWN
    raise StoryOver
