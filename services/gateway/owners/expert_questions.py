"""What network is asked about questions to one fellow member."""

from uuid import UUID

from services.gateway.owners.inquiry import Inquiry, get, post
from shared.api.network.expert_questions import AnswerExpertQuestion, AskExpert, ExpertQuestionView

OWNER = "network"
Key = str | None


def ask(membership_id: UUID, body: AskExpert, key: Key) -> Inquiry[ExpertQuestionView]:
    """Ask one fellow member something.

    Raises NotFound, NotOpenToQuestions, NotInPrivate, WritingLimited, ExpertTextMissing, AskedAlready, EnoughAsked.
    """
    return post(OWNER, f"/memberships/{membership_id}:ask", ExpertQuestionView, body, key)


def expert_questions(network_id: UUID) -> Inquiry[list[ExpertQuestionView]]:
    """What the viewer asked and was asked in a network."""
    return get(OWNER, f"/networks/{network_id}/expert-questions", list[ExpertQuestionView])


def expert_question(expert_question_id: UUID) -> Inquiry[ExpertQuestionView]:
    """One question. Raises NotFound."""
    return get(OWNER, f"/expert-questions/{expert_question_id}", ExpertQuestionView)


def answer(expert_question_id: UUID, body: AnswerExpertQuestion, key: Key) -> Inquiry[ExpertQuestionView]:
    """Answer a question. Raises NotFound, NotInPrivate, WritingLimited, ExpertTextMissing, ExpertQuestionOver."""
    return post(OWNER, f"/expert-questions/{expert_question_id}:answer", ExpertQuestionView, body, key)


def decline(expert_question_id: UUID, key: Key) -> Inquiry[ExpertQuestionView]:
    """Say that one cannot help. Raises NotFound, ExpertQuestionOver."""
    return post(OWNER, f"/expert-questions/{expert_question_id}:decline", ExpertQuestionView, None, key)
