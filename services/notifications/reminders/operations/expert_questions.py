"""Mails about a question to one fellow member: that it waits, and that it is over; not a word of it, nor who the other is (C058)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from services.notifications.mail.domain.ledger import Claimed, Dropped, MailState
from services.notifications.mail.domain.quiet import out_of_the_night
from services.notifications.mail.operations.planning import OVER, Intent, plan_mails
from services.notifications.mail.operations.register import Composed
from services.notifications.owners.expert_questions import expert_letter
from services.notifications.owners.news import Addressee
from services.notifications.reminders.domain import (
    EXPERT_AGAIN,
    EXPERT_ASKED,
    EXPERT_LIVES,
    EXPERT_OVER,
    EXPERTS,
)
from services.notifications.reminders.operations.unsubscribable import (
    UnsubscribableMails,
    plan_by_day,
    wanted_among,
    written_mail,
)
from shared.bus.work import Door, Work
from shared.errors import Conflict, NotFound, Unavailable


async def plan_asked_mails(work: Work, *, expert_question_id: UUID, person_id: UUID, lapses_at: datetime) -> None:
    """Plan the news for who was asked: at once, and once more before it lapses; network says then whether it still waits."""
    moments = {"now": out_of_the_night(work.now), "again": out_of_the_night(lapses_at - EXPERT_AGAIN)}
    intents = [
        Intent(
            key=f"{EXPERT_ASKED}:{expert_question_id}:{person_id}:{when}",
            kind=EXPERT_ASKED,
            person_id=person_id,
            subject_id=expert_question_id,
            not_before=not_before,
            expires_at=min(not_before + EXPERT_LIVES, lapses_at),
        )
        for when, not_before in moments.items()
        if not_before < lapses_at
    ]
    await plan_mails(work, intents=intents)


async def plan_over_mail(work: Work, *, expert_question_id: UUID, person_id: UUID, status: str) -> None:
    """Plan the mail that tells who asked that it is over, in this way: one for each, and none of a way that another one overtook."""
    await plan_by_day(
        work,
        kind=EXPERT_OVER,
        about=f"{expert_question_id}:{status}",
        subject_id=expert_question_id,
        person_ids=[person_id],
        expires_at=work.now + EXPERT_LIVES,
        period=status,
    )


class ExpertMails(UnsubscribableMails):
    """Writes one kind of mail about a question to one fellow member. kind: one of EXPERTS."""

    def __init__(self, kind: str) -> None:
        self._kind = kind

    async def compose(self, door: Door, claimed: Sequence[Claimed]) -> Composed:
        """Write these mails as far as there is still something to tell."""
        composed = Composed()
        for mail in claimed:
            await self._compose_one(door, mail, composed)
        return composed

    async def _compose_one(self, door: Door, mail: Claimed, composed: Composed) -> None:
        question_id = mail.subject_id or mail.id
        try:
            told = await expert_letter(door.asking, question_id, EXPERTS[self._kind])
        except Unavailable:
            composed.delayed.append(mail)
            return
        except (NotFound, Conflict):
            composed.dropped.append(Dropped(mail, MailState.CANCELLED, OVER))
            return
        if mail.period is not None and mail.period != told.status:  # what came after it has a mail of its own
            composed.dropped.append(Dropped(mail, MailState.CANCELLED, OVER))
            return
        if told.person_id != mail.person_id:
            composed.dropped.append(Dropped(mail, MailState.CANCELLED, "no access"))
            return
        content = {
            "network": told.network_name,
            "status": told.status,
            "lapses_at": told.lapses_at,
            "link": f"{door.settings.address}/netwerken/{told.network_slug}/onderling/{question_id}",
        }
        body = written_mail(door, kind=self._kind, language=told.language, content=content)
        going = await wanted_among(  # both said so themselves: that they may be asked, and what they want to know
            door, mails=[mail], network_id=told.network_id, composed=composed, was_asked_for=True
        )
        reader = Addressee(told.person_id, told.address, told.language)
        for wanted in going:
            composed.letters.append(self.letter(door, wanted, reader, body, told.network_id))
