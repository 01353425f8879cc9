"""The mails about reports, warnings and limits: neutral, for what anybody wrote stays behind the sign-in (PR-7, C103)."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from services.notifications.mail.domain.ledger import URGENT, Claimed
from services.notifications.mail.operations.planning import Intent, plan_mails
from services.notifications.mail.operations.single import SingleMails, Words
from services.notifications.owners.moderation import link_break_letter, report_letter, restriction_letter
from shared.bus.work import Door, Work
from shared.errors import NotFound

REPORT_WAITS, REPORT_ANSWERED = "report-waits", "report-answered"
LINK_BREAK_WAITS = "link-break-waits"
DECIDED, LIFTED = "restriction-decided", "restriction-lifted"
OBJECTION_WAITS, OBJECTION_ANSWERED = "objection-waits", "objection-answered"
TOLD_FOR = timedelta(days=7)
MIDNIGHT = timedelta(seconds=1)
"""A limit ends at midnight after its last day."""
REPORTS = {REPORT_WAITS: "WAITS", REPORT_ANSWERED: "ANSWERED"}
RESTRICTIONS = {
    DECIDED: "DECIDED",
    LIFTED: "LIFTED",
    OBJECTION_WAITS: "APPEAL",
    OBJECTION_ANSWERED: "ANSWERED",
}


async def plan_report_mails(work: Work, *, report_id: UUID, answerer_ids: Collection[UUID], due_at: datetime) -> None:
    """Plan the news for who may answer: at once, and once more when the answer is late; network says then whether it still waits."""
    intents = [
        Intent(
            key=f"{REPORT_WAITS}:{report_id}:{answerer_id}:{when}",
            kind=REPORT_WAITS,
            person_id=answerer_id,
            subject_id=report_id,
            priority=URGENT,
            not_before=not_before,
            expires_at=not_before + TOLD_FOR,
        )
        for answerer_id in answerer_ids
        for when, not_before in (("now", work.now), ("late", due_at))
    ]
    await plan_mails(work, intents=intents)


async def plan_link_break_mails(work: Work, *, link_break_id: UUID, answerer_ids: Collection[UUID]) -> None:
    """Plan the news for each who may agree as a second person that somebody may be in danger (PR-5)."""
    for answerer_id in answerer_ids:
        await _plan(work, LINK_BREAK_WAITS, link_break_id, answerer_id)


async def plan_report_answer_mail(work: Work, *, report_id: UUID, person_id: UUID) -> None:
    """Plan the mail that tells who reported that there is an answer."""
    await _plan(work, REPORT_ANSWERED, report_id, person_id)


async def plan_restriction_mail(work: Work, *, restriction_id: UUID, person_id: UUID) -> None:
    """Plan the mail that tells somebody of a warning or limit, until when, and how they object."""
    await _plan(work, DECIDED, restriction_id, person_id)


async def plan_lifted_mail(work: Work, *, restriction_id: UUID, person_id: UUID) -> None:
    """Plan the mail that tells somebody that a limit is over before its time, or that a decision was taken back."""
    await _plan(work, LIFTED, restriction_id, person_id)


async def plan_objection_mails(work: Work, *, restriction_id: UUID, answerer_ids: Collection[UUID]) -> None:
    """Plan the news for each who may answer an objection."""
    for answerer_id in answerer_ids:
        await _plan(work, OBJECTION_WAITS, restriction_id, answerer_id)


async def plan_objection_answer_mail(work: Work, *, restriction_id: UUID, person_id: UUID) -> None:
    """Plan the mail that tells who objected that there is an answer."""
    await _plan(work, OBJECTION_ANSWERED, restriction_id, person_id)


async def _plan(work: Work, kind: str, subject_id: UUID, person_id: UUID) -> None:
    intent = Intent(
        key=f"{kind}:{subject_id}:{person_id}",
        kind=kind,
        person_id=person_id,
        subject_id=subject_id,
        priority=URGENT,
        not_before=work.now,
        expires_at=work.now + TOLD_FOR,
    )
    await plan_mails(work, intents=[intent])


class ModerationMails(SingleMails):
    """Writes one kind of mail about a report, a warning or a limit. kind: LINK_BREAK_WAITS, or one of REPORTS or RESTRICTIONS."""

    async def words(self, door: Door, mail: Claimed) -> Words:
        """Ask network whether this should still be told, and to whom."""
        if mail.subject_id is None or mail.person_id is None:
            raise NotFound
        if mail.kind == LINK_BREAK_WAITS:
            letter = await link_break_letter(door.asking, mail.subject_id, mail.person_id)
        elif mail.kind in REPORTS:
            letter = await report_letter(door.asking, mail.subject_id, REPORTS[mail.kind], mail.person_id)
        else:
            letter = await restriction_letter(door.asking, mail.subject_id, RESTRICTIONS[mail.kind], mail.person_id)
        page = "meldingen" if mail.kind in {REPORT_WAITS, OBJECTION_WAITS} else "mijn-meldingen"
        if mail.kind == OBJECTION_WAITS:
            page += f"/bezwaar/{mail.subject_id}"
        if mail.kind == LINK_BREAK_WAITS:
            page = "schuilnamen"
        content = {
            "network": letter.network_name,
            "page": f"{door.settings.address}/netwerken/{letter.network_slug}/{page}",
            "is_limit": letter.kind == "LIMIT",
            "until_at": letter.until_at,
            "is_late": mail.kind == REPORT_WAITS and letter.until_at is not None and letter.until_at <= door.now(),
            "last_day": None if letter.until_at is None else letter.until_at - MIDNIGHT,
        }
        return Words(letter.address, letter.language, content)
