"""What subscriptions can be asked: who wants what, when."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from shared.api.page import Shape

Cadence = Literal["DIRECT", "DAILY", "WEEKLY", "BEFORE_SESSION", "NEVER"]
Reminder = Literal["USUAL", "NONE", "DAY", "WEEK"]
"""How long before a session its reminder comes; USUAL: when who coordinates says, a day before unless they do."""
MailLevel = Literal["FOLLOWED", "USUAL", "MUTED"]
"""How much mail somebody wants about one session, or one series, beside what they chose for its network."""
Token = Annotated[str, Field(min_length=16, max_length=200)]


class SubscriptionView(Shape):
    """How often one network's digest comes. GET /subscriptions/mine (PERSON): one per active membership, WEEKLY unless chosen."""

    network_id: UUID
    cadence: Cadence
    is_default: bool
    paused: bool
    """Mail is paused after two hard bounces (BR-066)."""
    reminder: Reminder = "USUAL"
    """When they are reminded of a session of this network; who wants no mail of it (NEVER) is not."""


class ChooseDigest(Shape):
    """POST /subscriptions:choose (PERSON, member). NOT_A_MEMBER otherwise. Choosing clears a pause.

    reminder: None leaves it as it is.
    """

    network_id: UUID
    cadence: Cadence
    reminder: Reminder | None = None


class SessionMailView(Shape):
    """GET /session-mail/{session_id}?series_id= (PERSON): how much mail the viewer wants about a session; USUAL unless chosen.

    is_of_series: whether they chose it for all of the series.
    """

    session_id: UUID
    level: MailLevel
    is_of_series: bool


class ChooseSessionMail(Shape):
    """POST /session-mail:choose (PERSON, member): a SessionMailView. NOT_FOUND for a session that does not take place or is not theirs.

    whole_series: for all sessions of its series, in place of what they chose for this one.
    """

    session_id: UUID
    level: MailLevel
    whole_series: bool = False


class UnsubscribeAsked(Shape):
    """POST /unsubscriptions:show (anyone; changes nothing) and POST /unsubscriptions (anyone; ends at once, again is fine)."""

    token: Token


class UnsubscribeView(Shape):
    """What a token stands for; NOT_FOUND for an unknown one, word for word the same."""

    network_ids: list[UUID]
    language: Literal["nl", "en"]
    ended: bool
