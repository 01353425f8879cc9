"""What can be found, asked the same way of every service that finds something."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.api.page import First, Page, Shape

Kind = Annotated[str, Field(max_length=40, pattern="^[a-z_]+$")]


class Search(Shape):
    """POST /search (ANYONE): a Page of FoundView, best first; only what the viewer may see, counted and ordered by nothing else.

    words: as somebody typed them. kinds: none stands for all that this service finds. after: the cursor of any hit, also
    of another service: hits of several services are merged by their place.
    """

    words: Annotated[str, Field(max_length=1000)]
    kinds: Annotated[list[Kind], Field(max_length=20)] = []
    first: First = 20
    after: str | None = None


class PieceView(Shape):
    """A piece of text, and whether it is what was looked for."""

    text: str
    is_found: bool = False


class FoundView(Shape):
    """One hit. way and number: its place among the hits of all services, the lowest first; id: the row's, of its kind."""

    kind: str
    id: UUID
    network_id: UUID
    way: int
    number: int
    cursor: str
    title: list[PieceView]
    excerpt: list[PieceView]


FoundPage = Page[FoundView]
