"""What agenda announces of minutes and actions."""

from datetime import date
from uuid import UUID

from pydantic import AwareDatetime

from shared.events.base import Event


class MinutesShared(Event, source="agenda", noun="minutes", happened="shared"):
    """The minutes of a session can be read by every member, who can comment until ``comments_until``."""

    minutes_id: UUID
    session_id: UUID
    network_id: UUID
    status: str
    comments_until: AwareDatetime
    at: AwareDatetime


class MinutesChanged(Event, source="agenda", noun="minutes", happened="changed"):
    """Shared minutes say something else, somebody commented, a comment was answered, or an addendum came; no mail follows."""

    minutes_id: UUID
    session_id: UUID
    network_id: UUID
    status: str
    at: AwareDatetime


class MinutesEstablished(Event, source="agenda", noun="minutes", happened="established"):
    """Minutes are established and locked: after the check at the next session, or because nobody objected (BR-050)."""

    minutes_id: UUID
    session_id: UUID
    network_id: UUID
    status: str
    reason: str
    at: AwareDatetime


class MinutesMissed(Event, source="agenda", noun="minutes", happened="missed"):
    """Nobody began the minutes of a session that was some days ago; these people, who write them, are reminded once."""

    minutes_id: UUID
    session_id: UUID
    network_id: UUID
    status: str
    writer_ids: list[UUID]
    at: AwareDatetime


class MinutesStoryAsked(Event, source="agenda", noun="minutes-story", happened="asked"):
    """Somebody told something that was written down in minutes; it stands there once they say yes, which they are asked."""

    minutes_story_id: UUID
    session_id: UUID
    network_id: UUID
    teller_id: UUID
    at: AwareDatetime


class ActionPointAssigned(Event, source="agenda", noun="action-point", happened="assigned"):
    """An action has an owner, from now on for everybody in its network to see; once for each owner.

    with_minutes: whether it came to be known with its minutes, so that the mail about these tells of it.
    """

    action_point_id: UUID
    session_id: UUID
    network_id: UUID
    owner_id: UUID | None
    due_on: date
    status: str
    with_minutes: bool
    at: AwareDatetime


class ActionPointDueSoon(Event, source="agenda", noun="action-point", happened="due-soon"):
    """An action is due in a week (``kind`` SOON) or the next day (TOMORROW); these people are reminded."""

    action_point_id: UUID
    session_id: UUID
    network_id: UUID
    reader_ids: list[UUID]
    due_on: date
    kind: str
    at: AwareDatetime


class ActionPointOverdue(Event, source="agenda", noun="action-point", happened="overdue"):
    """An action was not done in time; these people are reminded, once."""

    action_point_id: UUID
    session_id: UUID
    network_id: UUID
    reader_ids: list[UUID]
    due_on: date
    kind: str
    at: AwareDatetime


class ActionPointCompleted(Event, source="agenda", noun="action-point", happened="completed"):
    """An action is over: ``status`` DONE or CANCELLED; or OPEN where that was taken back."""

    action_point_id: UUID
    session_id: UUID
    network_id: UUID
    status: str
    at: AwareDatetime
