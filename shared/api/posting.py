"""Words that other people will read: declared by type, so that the door looks for contact details in them (PR-6).

A request whose words others read is Posted, and those fields are a PostedLine or PostedProse. Not so: what is meant to hold an
address (a place, a link, a list of people to invite), and what only who writes down or coordinates reads.
"""

from collections.abc import Iterator
from typing import Annotated, Any, get_args

from pydantic import AfterValidator, BaseModel
from pydantic.fields import FieldInfo

from shared.api.page import Shape
from shared.api.text import clean_line, clean_prose


class ReadByOthers:
    """Marks the type of words that other people will read."""


READ_BY_OTHERS = ReadByOthers()
PostedLine = Annotated[str, AfterValidator(clean_line), READ_BY_OTHERS]
"""Text of one line that others will read, clean."""
PostedProse = Annotated[str, AfterValidator(clean_prose), READ_BY_OTHERS]
"""Text that may have several lines and that others will read, clean."""


class Posted(Shape):
    """Base of requests with words that others will read.

    CONTACT_DETAILS with a problem at each field where contact details stand, unless ``contact_details_may_stand``: who wrote
    it looked, and they may stand there. CONTACT_DETAILS_KEPT_OUT for who never shares a telephone, a mail address or a home.
    ``dict()`` gives what was asked, without what was said about it.
    """

    contact_details_may_stand: bool = False

    def __iter__(self) -> Iterator[tuple[str, Any]]:  # type: ignore[override]  # as pydantic's, with one field less
        return ((name, value) for name, value in super().__iter__() if name != "contact_details_may_stand")


def posted_texts(shape: BaseModel, path: str = "") -> Iterator[tuple[str, str]]:
    """The words in a request that others will read, each with its place: ``title``, ``points.2.note``."""
    for name, field in type(shape).model_fields.items():
        value = getattr(shape, name)
        place = f"{path}{name}"
        if isinstance(value, str) and _is_read_by_others(field):
            yield place, value
        elif isinstance(value, list):
            for number, item in enumerate(value):
                if isinstance(item, BaseModel):
                    yield from posted_texts(item, f"{place}.{number}.")


def _is_read_by_others(field: FieldInfo) -> bool:
    """Whether its words are marked, also where they may be left out: the mark then stands inside the union."""
    return READ_BY_OTHERS in field.metadata or _is_marked(field.annotation)


def _is_marked(kind: Any) -> bool:
    return kind is READ_BY_OTHERS or any(_is_marked(part) for part in get_args(kind))
