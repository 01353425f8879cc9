"""How a list is answered: a page of at most 100 rows and where the next one begins."""

from typing import Annotated, Generic, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

Item = TypeVar("Item")
First = Annotated[int, Field(ge=1, le=100)]


class Shape(BaseModel):
    """Base of all requests and views: unknown fields are refused (A-36)."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Page(Shape, Generic[Item]):
    """Rows in order, and the opaque cursor after the last one, or None at the end."""

    items: list[Item]
    next_cursor: str | None = None


class Ids(Shape):
    """Some rows by id, at most 500."""

    ids: Annotated[list[UUID], Field(max_length=500)]
