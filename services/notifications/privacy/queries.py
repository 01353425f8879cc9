"""What notifications holds about one person, and about whom it holds anything."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select, union
from sqlmodel import col

from services.notifications.answers.models import AnswerLink, CalendarReply
from services.notifications.digests.models import ToldItem
from services.notifications.invitations.models import Newcomer, ToldSession
from services.notifications.mail.models import Mail
from services.notifications.privacy.models import METADATA, ErasureReport
from services.notifications.subscriptions.models import Member, Reader, SessionChoice, Subscription, UnsubscribeToken
from shared import erasure
from shared.database import Session
from shared.holdings import Holding, holdings


async def erasures_to_do(session: Session) -> Sequence[Any]:
    """The erasures that are not finished here: id, person_id, version."""
    return await erasure.to_do(session, METADATA)


async def reports_to_tell(session: Session, *, most: int = 100) -> Sequence[Row[UUID, str]]:
    """What network has not heard yet: erasure_id, what."""
    found = select(col(ErasureReport.erasure_id), col(ErasureReport.what)).order_by(col(ErasureReport.noted_at))
    return (await session.execute(found.limit(most))).all()


async def everybody(session: Session) -> Sequence[UUID]:
    """Everybody of whom something stands here."""
    tables = (
        Member,
        Reader,
        ToldItem,
        AnswerLink,
        CalendarReply,
        Newcomer,
        ToldSession,
        Mail,
        Subscription,
        SessionChoice,
        UnsubscribeToken,
    )
    mentioned = union(*(select(col(table.person_id)) for table in tables))
    return [person_id for person_id in (await session.scalars(mentioned)).all() if person_id is not None]


async def my_data(session: Session, person_id: UUID) -> list[Holding]:
    """Everything that is theirs; of mails in the local mailbox when they came and what they are about, not what opens a door."""
    names = (
        "subscription",
        "session_choice",
        "reader",
        "member",
        "mail",
        "told_item",
        "newcomer",
        "told_session",
        "answer_link",
        "calendar_reply",
        "unsubscribe_token",
    )
    return await holdings(
        session,
        [(METADATA.tables[name], METADATA.tables[name].c.person_id == person_id) for name in names],
    )
