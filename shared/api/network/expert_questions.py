"""What memberships can be asked of questions to one fellow member (C058)."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from shared.api.page import Shape
from shared.api.posting import Posted, PostedProse

ExpertQuestionStatus = Literal["OPEN", "ANSWERED", "DECLINED", "LAPSED", "TAKEN_AWAY"]


class AskExpert(Posted):
    """POST /memberships/{id}:ask (PERSON, member of the same network): an ExpertQuestionView.

    NOT_FOUND, NOT_OPEN_TO_QUESTIONS, NOT_IN_PRIVATE, WRITING_LIMITED, EXPERT_TEXT_MISSING, ASKED_ALREADY, ENOUGH_ASKED.
    """

    text: Annotated[PostedProse, Field(max_length=8000)]


class AnswerExpertQuestion(Posted):
    """POST /expert-questions/{id}:answer (who was asked): an ExpertQuestionView. :decline takes no body.

    NOT_FOUND, NOT_IN_PRIVATE, WRITING_LIMITED, EXPERT_TEXT_MISSING, EXPERT_QUESTION_OVER.
    """

    text: Annotated[PostedProse, Field(max_length=8000)]


class AskedMember(Shape):
    """One of the two: as the network shows them."""

    person_id: UUID
    display_name: str
    avatar: str


class ExpertQuestionView(Shape):
    """A question to one fellow member.

    GET /networks/{network_id}/expert-questions (PERSON; list, what waits first, then newest first): what one asked and was asked.
    GET /expert-questions/{id} (who asked, who was asked, and who answers a report about it): NOT_FOUND for others.
    """

    id: UUID
    network_id: UUID
    text: str
    """Empty once it was taken away."""
    status: ExpertQuestionStatus
    asker: AskedMember
    asked: AskedMember | None
    """None once they are gone."""
    asked_at: AwareDatetime
    lapses_at: AwareDatetime
    over_at: AwareDatetime | None
    answer: str | None
    """None while there is none, and once it is gone."""
    may_answer: bool
    """Whether who asks was asked, and it waits."""


class ExpertLetterAsked(Shape):
    """POST /expert-questions/{id}:letter (notifications only): what a mail needs, if it is still in this state.

    WAITS goes to who was asked, OVER to who asked. NOT_FOUND or NOTHING_TO_TELL: then no mail should go.
    """

    about: Literal["WAITS", "OVER"]


class ExpertLetter(Shape):
    """To whom such a mail goes, and about which network; never who the other is, nor what anybody wrote."""

    person_id: UUID
    address: str
    language: Literal["nl", "en"]
    network_id: UUID
    network_name: str
    network_slug: str
    status: ExpertQuestionStatus
    lapses_at: AwareDatetime
