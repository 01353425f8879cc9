"""What network announces of roles beside what a membership says of itself: that somebody handed one back."""

from uuid import UUID

from pydantic import AwareDatetime

from shared.events.base import Event


class RoleHandedBack(Event, source="network", noun="role", happened="handed-back", subject="notice_id"):
    """A member handed back a role by themselves; these coordinators hear of it. That it is over, MembershipActivated says."""

    notice_id: UUID
    membership_id: UUID
    network_id: UUID
    role: str
    coordinator_ids: list[UUID]
    at: AwareDatetime
