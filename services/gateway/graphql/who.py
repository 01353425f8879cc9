"""Who may: every field declares it, the schema tells it, and a test fails on one that does not (A-25)."""

from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar

Kind = TypeVar("Kind", bound=type[Any])


class Who(Enum):
    """Who gets an answer. The owner of the data decides each time, from its own rows; this is what it will decide."""

    ANYONE = "anyone"
    SIGNED_IN = "whoever is signed in"
    SELF = "only the person it is about"
    MEMBERS = "members of the network"
    COORDINATORS = "coordinators of the network"
    FACILITATORS = "coordinators and facilitators of the network"
    NOTE_TAKERS = "coordinators, facilitators and secretaries of the network"
    SECRETARIES = "secretaries and coordinators of the network"
    DOERS = "who owns the action, and secretaries and coordinators of the network"
    TELLERS = "who told it, and secretaries and coordinators of the network"
    CORRESPONDENTS = "who asked and who was asked, and who answers a report about it"
    KEEPERS = "coordinators and moderators of the network"
    HELPERS = "coordinators and support persons of the network"
    ADMINISTRATORS = "administrators of the platform, and for a group inside a network its coordinators"
    PLATFORM_ADMINISTRATORS = "administrators of the platform"
    OWNER = "who put it there, and coordinators of the network"
    PROPOSER = "who proposed it"
    HOLDER = "who holds the token"
    PRIVACY_OFFICERS = "privacy officers of the platform"
    AT_THE_MAILBOX = "anyone, where mails go to the local mailbox"
    AS_ITS_PARENT = "whoever may see what it belongs to"


def may(who: Who, *, length: int = 1) -> dict[str, Any]:
    """Declare one field, as its metadata. length: how many objects it stands for when a query is weighed."""
    return {"who": who, "length": length}


def seen_by(who: Who) -> Callable[[Kind], Kind]:
    """Declare all fields of a type that do not declare their own."""

    def declare(kind: Kind) -> Kind:
        kind.seen_by = who
        return kind

    return declare
