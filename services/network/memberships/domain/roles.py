"""What is true of roles: what somebody may do beside taking part, and what a change of them takes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from shared.errors import Conflict, Invalid, NotAllowed

ZONE = ZoneInfo("Europe/Amsterdam")


class Role(StrEnum):
    """The rights that come on top of taking part (DOMAIN 2); somebody can hold several, each from a day to a day."""

    COORDINATOR = "COORDINATOR"
    DEPUTY = "DEPUTY"
    FACILITATOR = "FACILITATOR"
    SECRETARY = "SECRETARY"
    SUPPORT_PERSON = "SUPPORT_PERSON"
    MODERATOR = "MODERATOR"
    REGION_LEAD = "REGION_LEAD"
    OBSERVER = "OBSERVER"


COORDINATING = frozenset({Role.COORDINATOR, Role.DEPUTY})
"""Who holds one of these may do what a coordinator may."""


class CoordinatorNeeded(NotAllowed):
    """Only a coordinator of this network may do this."""


class LastCoordinator(Conflict):
    """This network has no other coordinator; first give somebody else that role."""


class RoleIsOver(Invalid):
    """The last day of a role lies in the future."""


@dataclass(frozen=True)
class RoleChange:
    """What has to happen to the roles somebody holds: given and moved (another end) with their end, taken without."""

    given: Mapping[Role, datetime | None]
    moved: Mapping[Role, datetime | None]
    taken: frozenset[Role]

    @property
    def changes_rights(self) -> bool:
        """Whether others have to hear of it."""
        return bool(self.given or self.taken)


def coordinates(roles: Collection[Role]) -> bool:
    """Whether these roles give the rights of a coordinator."""
    return not COORDINATING.isdisjoint(roles)


def roles_in(told: str | None) -> list[Role]:
    """The roles in a list with commas, in the order of Role; nothing is no role."""
    held = set((told or "").split(","))
    return [role for role in Role if role in held]


def role_change(
    held: Mapping[Role, datetime | None], wanted: Mapping[Role, datetime | None], now: datetime
) -> RoleChange:
    """Compare what somebody holds with what they should hold: each role with the moment it ends, or None. Raises RoleIsOver."""
    if any(until_at is not None and until_at <= now for until_at in wanted.values()):
        raise RoleIsOver(field="until_on")
    return RoleChange(
        given={role: until_at for role, until_at in wanted.items() if role not in held},
        moved={role: until_at for role, until_at in wanted.items() if role in held and held[role] != until_at},
        taken=frozenset(held) - frozenset(wanted),
    )


def end_of(day: date | None) -> datetime | None:
    """The moment at which a role ends that is held until and with a day: midnight after it, in Europe/Amsterdam."""
    return None if day is None else datetime.combine(day + timedelta(days=1), time(), ZONE).astimezone(UTC)


def last_day(until_at: datetime | None) -> date | None:
    """The last day on which a role is held that ends at a moment."""
    return None if until_at is None else (until_at - timedelta(seconds=1)).astimezone(ZONE).date()


def check_coordinates(*, is_coordinator: bool) -> None:
    """Raise CoordinatorNeeded for somebody who does not coordinate."""
    if not is_coordinator:
        raise CoordinatorNeeded


def check_one_remains(*, others: int) -> None:
    """Raise LastCoordinator when nobody else coordinates."""
    if others == 0:
        raise LastCoordinator
