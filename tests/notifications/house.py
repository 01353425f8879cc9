"""Notifications as a test meets it: a real database, stand-ins for its owners, a courier, and a clock that stands still."""

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from uuid import UUID

from pydantic_core import Url
from sqlalchemy import select
from sqlmodel import col

from services.notifications.digests.models import ToldItem
from services.notifications.handlers.table import HANDLERS
from services.notifications.kinds import KINDS
from services.notifications.mail.domain.addresses import sender_from
from services.notifications.mail.domain.ledger import ORDINARY, URGENT
from services.notifications.mail.models import MAIL, MailboxMail
from services.notifications.mail.operations.courier import LINES, Courier, LocalMailbox, SmtpCourier
from services.notifications.mail.operations.delivery import deliver_mails
from services.notifications.mail.operations.smtp import Patience
from services.notifications.main import SERVICE
from services.notifications.subscriptions.domain import Cadence
from shared.api.notifications.subscriptions import ChooseDigest
from shared.bus.clock import Period
from shared.database import new_id
from shared.events.agenda.agenda_points import MeetingAgendaItemAdded, MeetingAgendaItemRemoved
from shared.events.agenda.questions import QuestionOpened, QuestionWithdrawn
from shared.events.agenda.sessions import SessionConfirmed
from shared.events.base import Event
from shared.events.network import MembershipActivated, MembershipEnded, SignInRequested
from tests.notifications.owners import Owners, agenda_routes, app_of, network_routes
from tests.workplace import Workplace, workplace

MONDAY = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
"""07:30 in Amsterdam."""
THIS_WEEK = Period("2026-W48", MONDAY)
NEXT_WEEK = Period("2026-W49", MONDAY + timedelta(days=7))
ADDRESS = "https://leerkring.example"
SENDER = sender_from("Leerkring <leerkring@leerkring.example>")
IMPATIENT = Patience(connect=2.0, command=2.0, dot=2.0)


@dataclass
class House:
    """Notifications, at work."""

    place: Workplace
    owners: Owners

    @property
    def door(self) -> Any:
        """Its door."""
        return self.place.door

    async def hear(self, *events: Event) -> None:
        """Let it hear events, each in one transaction, as the bus does."""
        for event in events:
            async with self.place.door.work() as work:
                await HANDLERS[type(event)](work, event)

    async def join(self, network_id: UUID, person_id: UUID, *, version: int = 1) -> UUID:
        """Somebody takes part; gives the membership."""
        self.owners.members.add((network_id, person_id))
        event = self.joined(network_id, person_id, version=version)
        await self.hear(event)
        return event.membership_id

    def joined(self, network_id: UUID, person_id: UUID, *, version: int = 1) -> MembershipActivated:
        """What network says of somebody who takes part."""
        return MembershipActivated(
            membership_id=UUID(int=network_id.int ^ person_id.int),
            network_id=network_id,
            person_id=person_id,
            perspective="PROFESSIONAL",
            roles=[],
            activated_at=self.place.clock.now(),
            version=version,
        )

    async def leave(self, network_id: UUID, person_id: UUID, *, version: int = 2) -> None:
        """Somebody takes part no longer."""
        self.owners.members.discard((network_id, person_id))
        await self.hear(
            MembershipEnded(
                membership_id=UUID(int=network_id.int ^ person_id.int),
                network_id=network_id,
                person_id=person_id,
                ended_at=self.place.clock.now(),
                version=version,
            )
        )

    async def member(self, network_id: UUID, address: str, *, language: Any = "nl") -> UUID:
        """A new person who takes part."""
        person_id = self.owners.add_person(address, language=language)
        await self.join(network_id, person_id)
        return person_id

    async def plan_session(self, network_id: UUID, starts_at: datetime) -> UUID:
        """A session is confirmed."""
        session_id = self.owners.add_session(network_id, starts_at)
        await self.hear(
            SessionConfirmed(
                session_id=session_id,
                network_id=network_id,
                series_id=None,
                status="CONFIRMED",
                sequence=0,
                starts_at=starts_at,
                ends_at=starts_at + timedelta(hours=2, minutes=30),
                at=self.place.clock.now(),
                version=1,
            )
        )
        return session_id

    async def add_point(self, session_id: UUID, title: str) -> UUID:
        """A point comes on the agenda of a session."""
        point_id = self.owners.add_point(session_id, title)
        await self.hear(self.point_added(point_id))
        return point_id

    def point_added(self, point_id: UUID) -> MeetingAgendaItemAdded:
        """What agenda says of a new point."""
        point = self.owners.points[point_id]
        return MeetingAgendaItemAdded(
            agenda_point_id=point_id,
            session_id=point.session_id,
            network_id=point.network_id,
            purpose=point.purpose,
            owner_id=None,
            at=self.place.clock.now(),
            version=1,
        )

    async def remove_point(self, point_id: UUID) -> None:
        """A point leaves its agenda."""
        point = self.owners.points.pop(point_id)
        await self.hear(
            MeetingAgendaItemRemoved(
                agenda_point_id=point_id,
                session_id=point.session_id,
                network_id=point.network_id,
                at=self.place.clock.now(),
                version=2,
            )
        )

    async def open_question(self, network_id: UUID, title: str) -> UUID:
        """A question comes on the research agenda."""
        question_id = self.owners.add_question(network_id, title)
        await self.hear(self.question_opened(question_id))
        return question_id

    def question_opened(self, question_id: UUID) -> QuestionOpened:
        """What agenda says of a question that was opened."""
        return QuestionOpened(
            question_id=question_id,
            network_id=self.owners.questions[question_id].network_id,
            status="ON_AGENDA",
            track="RESEARCH",
            at=self.place.clock.now(),
            version=2,
        )

    async def withdraw_question(self, question_id: UUID) -> None:
        """A question is taken back."""
        question = self.owners.questions.pop(question_id)
        await self.hear(
            QuestionWithdrawn(
                question_id=question_id,
                network_id=question.network_id,
                status="WITHDRAWN",
                was_on_agenda=True,
                at=self.place.clock.now(),
                version=3,
            )
        )

    async def request_sign_in(self, address: str, *, language: Any = "nl") -> UUID:
        """Somebody asks to sign in."""
        sign_in_id = self.owners.add_sign_in(address, language=language)
        await self.hear(
            SignInRequested(sign_in_id=sign_in_id, expires_at=self.owners.sign_ins[sign_in_id][2], version=1)
        )
        return sign_in_id

    async def choose(self, person_id: UUID, network_id: UUID, cadence: Cadence) -> None:
        """Somebody chooses how often the digest comes."""
        body = ChooseDigest(network_id=network_id, cadence=cadence.value)
        await self.place.ask("POST", "/subscriptions:choose", None, person_id=person_id, body=body)

    async def deliver(self) -> None:
        """Deliver what is due now, as the clock does."""
        await deliver_mails(self.place.door, kinds=KINDS, priority=URGENT, lines=1)
        await deliver_mails(self.place.door, kinds=KINDS, priority=ORDINARY, lines=LINES)

    def is_now(self, moment: datetime) -> None:
        """Set the clock."""
        self.place.clock.moment = moment

    async def ledger(self) -> list[Any]:
        """Every mail in the ledger as a row, in order of planning."""
        async with self.place.door.reading() as session:
            return list((await session.execute(select(MAIL).order_by(MAIL.c.id))).all())

    async def states(self) -> list[str]:
        """The states of all mails, in order of planning."""
        return [mail.state for mail in await self.ledger()]

    async def mailbox(self) -> list[EmailMessage]:
        """Every mail in the local mailbox, in order of arrival."""
        async with self.place.door.reading() as session:
            rows = await session.execute(select(col(MailboxMail.content)).order_by(col(MailboxMail.id)))
            return [read(content) for content in rows.scalars()]

    async def told(self) -> set[tuple[UUID, UUID]]:
        """Who was told of what."""
        async with self.place.door.reading() as session:
            rows = await session.execute(select(col(ToldItem.person_id), col(ToldItem.item_id)))
            return set(rows)


@asynccontextmanager
async def open_house(
    directory: Path,
    *,
    smtp_url: str | None = None,
    url: str | None = None,
    patience: Patience = IMPATIENT,
    reply_address: str = "",
) -> AsyncIterator[House]:
    """Open notifications with the local mailbox, or with a mail server."""
    directory.mkdir(exist_ok=True)
    courier: Courier
    courier = SmtpCourier(Url(smtp_url), SENDER, patience=patience) if smtp_url else LocalMailbox(SENDER)
    settings: Mapping[str, Any] = {"base_url": ADDRESS, "mail_from": "Leerkring <leerkring@leerkring.example>"}
    if reply_address:
        settings = {**settings, "reply_address": reply_address}
    if smtp_url:
        settings = {**settings, "smtp_url": smtp_url}
    async with workplace(
        SERVICE.name, SERVICE.metadata, SERVICE.edges, directory, url=url, kit=courier, **settings
    ) as place:
        owners = Owners(clock=place.clock)
        office = place.app.state.desk.office
        for service, edge in (("network", network_routes(owners)), ("agenda", agenda_routes(owners))):
            place.door.asking.owners[service] = app_of(service, edge, office, place.clock, directory)
        try:
            yield House(place, owners)
        finally:
            if isinstance(courier, SmtpCourier):
                courier.close()


def read(content: bytes) -> EmailMessage:
    """A mail, as the standard library reads it."""
    return message_from_bytes(content, policy=policy.default)


def text_of(mail: EmailMessage) -> str:
    """The text part."""
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def html_of(mail: EmailMessage) -> str:
    """The HTML part."""
    part = mail.get_body(("html",))
    assert part is not None
    return str(part.get_content())


def token_in(mail: EmailMessage) -> str:
    """The secret of the unsubscribe link."""
    found = re.fullmatch(rf"<{re.escape(ADDRESS)}/afmelden/([A-Za-z0-9_-]+)>", str(mail["List-Unsubscribe"]))
    assert found is not None, mail["List-Unsubscribe"]
    return found.group(1)


def some_id() -> UUID:
    """An id that nobody knows."""
    return new_id()
