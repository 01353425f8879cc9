"""What can be found: a few words about one thing, and who may find it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Audience(StrEnum):
    """Who may find a document."""

    EVERYBODY = "EVERYBODY"
    MEMBERS = "MEMBERS"


@dataclass(frozen=True)
class Document:
    """Something that can be found.

    network_id: to which network it belongs. also: other names it is known by, which are not shown. weight: what comes
    first where hits are equally good, 0 to 7, lightest first. at: of which moment it is; within one weight the newest
    comes first.
    """

    kind: str
    id: UUID
    network_id: UUID
    audience: Audience
    title: str
    text: str
    weight: int
    at: datetime
    also: str = ""
