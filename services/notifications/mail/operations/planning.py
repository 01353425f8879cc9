"""Planning mails: one unique intent for each, whatever clocks and schedulers do."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from services.notifications.mail.domain.ledger import ORDINARY, URGENT, MailState
from services.notifications.mail.models import MAIL, PLANNED, merged, revived
from shared.bus.work import Work
from shared.database import NotificationsStore, new_id
from shared.erasure import gone_among

BELLS = {URGENT: "mail", ORDINARY: "digests"}
OVER: Final = "over"
"""Why a mail was not sent whose subject was over when it was to leave."""
FORGIVEN_WITHIN = timedelta(days=1)
"""So long after that it leaves after all, where its subject is not over; a coordinator has an hour to take something back."""


@dataclass(frozen=True, slots=True)
class Intent:
    """One mail that should be sent once. ``key`` is the same however often it is planned."""

    key: str
    kind: str
    not_before: datetime
    expires_at: datetime
    priority: int = ORDINARY
    person_id: UUID | None = None
    cadence: str | None = None
    period: str | None = None
    subject_id: UUID | None = None


async def plan_mails(work: Work, *, intents: Sequence[Intent]) -> int:
    """Write intents into the ledger; gives how many of them are new. What is heard late of who is gone is left out (A-89)."""
    gone = await gone_among(
        work.session,
        NotificationsStore.metadata,
        [intent.person_id for intent in intents if intent.person_id is not None],
    )
    intents = [intent for intent in intents if intent.person_id not in gone]
    if not intents:
        return 0
    rows = [
        {
            "id": new_id(),
            "intent_key": intent.key,
            "kind": intent.kind,
            "person_id": intent.person_id,
            "cadence": intent.cadence,
            "period": intent.period,
            "subject_id": intent.subject_id,
            "priority": intent.priority,
            "state": MailState.PLANNED.value,
            "attempts": 0,
            "fence": 0,
            "next_at": intent.not_before,
            "expires_at": intent.expires_at,
            "planned_at": work.now,
            "changed_at": work.now,
        }
        for intent in intents
    ]
    new = await PLANNED.count(work.session, rows)
    if new:
        work.wake(BELLS[intents[0].priority])
    return new


async def merge_earlier(work: Work, *, kind: str, cadence: str, person_ids: Collection[UUID], but_period: str) -> None:
    """Cancel what still waits for these people from earlier periods: a new mail brings it along (F-52)."""
    await work.session.execute(
        merged(kind=kind, cadence=cadence, person_ids=person_ids, but_period=but_period, now=work.now)
    )


async def revive_empty(work: Work, *, period: str, expires_at: datetime) -> None:
    """Plan again what was not sent in this period because there was nothing new."""
    await work.session.execute(revived(MAIL.c.period == period, reason="empty", now=work.now, expires_at=expires_at))
    work.wake(BELLS[ORDINARY])


async def revive_moved(
    work: Work, *, period: str, subject_id: UUID, reason: str, not_before: datetime, expires_at: datetime
) -> None:
    """Plan again what was not sent about this in this period because it was about another moment then, while that is of use."""
    if expires_at > not_before:
        await work.session.execute(
            revived(
                MAIL.c.period == period,
                MAIL.c.subject_id == subject_id,
                reason=reason,
                now=work.now,
                expires_at=expires_at,
                not_before=not_before,
            )
        )


async def revive_over(work: Work, *, subject_id: UUID, not_before: datetime) -> None:
    """Plan again what was not sent about this because it was over then, and is not: each is written anew, with what is so then."""
    await work.session.execute(
        revived(
            MAIL.c.subject_id == subject_id,
            MAIL.c.changed_at >= work.now - FORGIVEN_WITHIN,
            MAIL.c.expires_at > not_before,
            reason=OVER,
            now=work.now,
            not_before=not_before,
        )
    )
