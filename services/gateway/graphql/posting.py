"""Words that others will read: each mutation that takes them can say that its writer looked at the contact details in them (PR-6)."""

from typing import Any, TypeVar

import strawberry

from services.gateway.graphql.refusals import shape
from shared.api.posting import Posted

Request = TypeVar("Request", bound=Posted)


@strawberry.input
class PostedInput:
    contact_details_may_stand: bool = strawberry.field(
        default=False,
        description="After CONTACT_DETAILS: the writer looked at what was found in these words, and it may stand there.",
    )


def is_posted(input_kind: str) -> bool:
    """Whether an input of this name takes words that others will read."""
    return input_kind in {kind.__name__ for kind in PostedInput.__subclasses__()}


def posted(kind: type[Request], sent: PostedInput, /, **values: Any) -> Request:
    """Make a request of words that others will read. Raises Invalid with a problem at each field that does not fit."""
    return shape(kind, contact_details_may_stand=sent.contact_details_may_stand, **values)
