"""What can be asked about objections to being removed."""

from typing import Literal
from uuid import UUID

from shared.api.page import Shape


class RemovalLetterAsked(Shape):
    """POST /removals/{id}:letter (notifications only): what a mail about an objection needs.

    APPEAL goes to the coordinator ``person_id`` who may answer it, ANSWER to who made it. NOT_FOUND, or NOTHING_TO_TELL when it
    was answered meanwhile, or is not theirs to answer: then no mail should go.
    """

    about: Literal["APPEAL", "ANSWER"]
    person_id: UUID | None = None


class RemovalLetter(Shape):
    """Where such a mail goes, and which network it is about; never what anybody wrote."""

    address: str
    language: Literal["nl", "en"]
    network_name: str
    network_slug: str
    membership_id: UUID
