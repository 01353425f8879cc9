"""What notifications does when it hears of questions to one fellow member."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from services.notifications.reminders.operations.expert_questions import plan_asked_mails, plan_over_mail
from shared.bus.work import Work
from shared.events.base import Event
from shared.events.expert_questions import ExpertQuestionAsked, ExpertQuestionOver


async def when_expert_question_asked(work: Work, event: ExpertQuestionAsked) -> None:
    """Who was asked hears that a question waits."""
    await plan_asked_mails(
        work,
        expert_question_id=event.expert_question_id,
        person_id=event.person_id,
        lapses_at=event.lapses_at,
    )


async def when_expert_question_over(work: Work, event: ExpertQuestionOver) -> None:
    """Who asked hears that it is over."""
    await plan_over_mail(
        work,
        expert_question_id=event.expert_question_id,
        person_id=event.person_id,
        status=event.status,
    )


HEARD: Mapping[type[Event], Callable[[Work, Any], Awaitable[None]]] = {
    ExpertQuestionAsked: when_expert_question_asked,
    ExpertQuestionOver: when_expert_question_over,
}
