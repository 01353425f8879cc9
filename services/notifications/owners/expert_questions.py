"""What network tells for mails about a question to one fellow member."""

from uuid import UUID

from services.notifications.owners.news import PATIENCE_SECONDS
from shared.api.network.expert_questions import ExpertLetter, ExpertLetterAsked
from shared.asking import Asking


async def expert_letter(asking: Asking, expert_question_id: UUID, about: str) -> ExpertLetter:
    """Ask network what a mail about a question needs. about: WAITS or OVER.

    Raises NotFound or Conflict for nothing to tell, Unavailable when network does not answer.
    """
    return await asking.ask(
        "network",
        "POST",
        f"/expert-questions/{expert_question_id}:letter",
        ExpertLetter,
        body=ExpertLetterAsked.model_validate({"about": about}),
        deadline=PATIENCE_SECONDS,
    )
