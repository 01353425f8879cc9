"""What notifications announces: who wants mail, and what was sent."""

from uuid import UUID

from pydantic import AwareDatetime

from shared.events.base import Event


class SubscriptionStarted(Event, source="notifications", noun="subscription", happened="started"):
    """A member chose how often the digest of a network comes."""

    subscription_id: UUID
    person_id: UUID
    network_id: UUID
    cadence: str
    at: AwareDatetime


class SubscriptionEnded(Event, source="notifications", noun="subscription", happened="ended"):
    """A member gets no digest of a network any more."""

    subscription_id: UUID
    person_id: UUID
    network_id: UUID
    at: AwareDatetime


class DigestSent(Event, source="notifications", noun="digest", happened="sent"):
    """A digest left for one member."""

    digest_id: UUID
    person_id: UUID
    period: str
    at: AwareDatetime


class DigestSkipped(Event, source="notifications", noun="digest", happened="skipped"):
    """A digest was not sent; ``reason`` is EMPTY, UNSUBSCRIBED or NO_ACCESS."""

    digest_id: UUID
    person_id: UUID
    period: str
    reason: str
    at: AwareDatetime
