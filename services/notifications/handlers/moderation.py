"""What notifications does when it hears of reports, warnings and limits."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from services.notifications.mail.operations.moderation import (
    plan_lifted_mail,
    plan_link_break_mails,
    plan_objection_answer_mail,
    plan_objection_mails,
    plan_report_answer_mail,
    plan_report_mails,
    plan_restriction_mail,
)
from shared.bus.work import Work
from shared.events.base import Event
from shared.events.moderation import (
    ReportAnswered,
    ReportMade,
    RestrictionAppealAnswered,
    RestrictionAppealed,
    RestrictionDecided,
    RestrictionLifted,
    SecondPersonSought,
)


async def when_report_made(work: Work, event: ReportMade) -> None:
    """Who may answer a report hears that it waits."""
    await plan_report_mails(work, report_id=event.report_id, answerer_ids=event.answerer_ids, due_at=event.due_at)


async def when_link_break_asked(work: Work, event: SecondPersonSought) -> None:
    """Who may agree as a second person hears at once that it waits."""
    await plan_link_break_mails(work, link_break_id=event.link_break_id, answerer_ids=event.answerer_ids)


async def when_report_answered(work: Work, event: ReportAnswered) -> None:
    """Who reported hears that there is an answer."""
    await plan_report_answer_mail(work, report_id=event.report_id, person_id=event.person_id)


async def when_restriction_decided(work: Work, event: RestrictionDecided) -> None:
    """Somebody hears of a warning or limit, and how they object."""
    await plan_restriction_mail(work, restriction_id=event.restriction_id, person_id=event.person_id)


async def when_restriction_lifted(work: Work, event: RestrictionLifted) -> None:
    """Somebody hears that it is over."""
    await plan_lifted_mail(work, restriction_id=event.restriction_id, person_id=event.person_id)


async def when_restriction_appealed(work: Work, event: RestrictionAppealed) -> None:
    """Who may answer an objection to a warning or limit hears that it waits."""
    await plan_objection_mails(work, restriction_id=event.restriction_id, answerer_ids=event.answerer_ids)


async def when_restriction_appeal_answered(work: Work, event: RestrictionAppealAnswered) -> None:
    """Who objected hears that there is an answer."""
    await plan_objection_answer_mail(work, restriction_id=event.restriction_id, person_id=event.person_id)


HEARD: Mapping[type[Event], Callable[[Work, Any], Awaitable[None]]] = {
    ReportMade: when_report_made,
    SecondPersonSought: when_link_break_asked,
    ReportAnswered: when_report_answered,
    RestrictionDecided: when_restriction_decided,
    RestrictionLifted: when_restriction_lifted,
    RestrictionAppealed: when_restriction_appealed,
    RestrictionAppealAnswered: when_restriction_appeal_answered,
}
