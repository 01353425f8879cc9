"""Mails about who comes: a seat that came free, a question to who is missing, and who is missing to coordinators."""

from collections.abc import Collection, Hashable
from datetime import datetime
from typing import Any
from uuid import UUID

from services.notifications.answers.operations import mint
from services.notifications.mail.domain.ledger import Claimed
from services.notifications.mail.domain.letters import Body
from services.notifications.mail.operations.register import Letter
from services.notifications.owners.coming import ComingPeople, coming_people
from services.notifications.owners.news import Addressee
from services.notifications.reminders.domain import ASKED, COMING, MISSING, SEAT
from services.notifications.reminders.operations.answerable import AnswerableMails
from services.notifications.reminders.operations.gathered import GatheredMails
from services.notifications.reminders.operations.unsubscribable import (
    plan_by_day,
    written_mail,
)
from shared.bus.work import Door, Work


async def plan_seat_mail(work: Work, *, session_id: UUID, person_id: UUID, starts_at: datetime, version: int) -> None:
    """Plan the mail that tells somebody they have a seat. version: which time, for a seat can be given back and got again."""
    about = f"{session_id}:{version}"
    await plan_by_day(work, kind=SEAT, about=about, subject_id=session_id, person_ids=[person_id], expires_at=starts_at)


async def plan_ask_mails(work: Work, *, session_id: UUID, person_ids: Collection[UUID], starts_at: datetime) -> None:
    """Plan the question to people of a perspective that is missing; each gets it once for a session."""
    about = str(session_id)
    await plan_by_day(work, kind=ASKED, about=about, subject_id=session_id, person_ids=person_ids, expires_at=starts_at)


async def plan_missing_mails(
    work: Work, *, session_id: UUID, coordinator_ids: Collection[UUID], starts_at: datetime
) -> None:
    """Plan the mail that tells coordinators who is missing, once for each start; it leaves only if somebody is."""
    about = f"{session_id}:{starts_at:%Y-%m-%dT%H:%MZ}"
    await plan_by_day(
        work, kind=MISSING, about=about, subject_id=session_id, person_ids=coordinator_ids, expires_at=starts_at
    )


class ComingMails(GatheredMails[ComingPeople], AnswerableMails):
    """Writes one kind of mail about who comes; not to who answered meanwhile, or gave their seat back.

    Who has a seat, or is asked to come, gets a link of their own with which they answer, without signing in.
    """

    async def ask(self, door: Door, about_id: UUID, person_ids: Collection[UUID]) -> ComingPeople:
        """Ask both owners about who comes."""
        return await coming_people(door.asking, about_id, COMING[self.kind], person_ids)

    def told_alike(self, found: ComingPeople, reader: Addressee) -> Hashable:
        """Who takes part from the same perspective reads the same."""
        return reader.language, found.perspectives.get(reader.person_id, "")

    def session_of(self, about_id: UUID, found: ComingPeople) -> tuple[UUID, UUID | None] | None:
        """To be asked to come is wanted or not with the session; who is missing is for who coordinates."""
        return (about_id, found.series_id) if self.kind == ASKED else None

    def was_asked_for(self) -> bool:
        """Who has a seat asked for it."""
        return self.kind == SEAT

    def letter_to(
        self,
        door: Door,
        mail: Claimed,
        about_id: UUID,
        found: ComingPeople,
        reader: Addressee,
        bodies: dict[Hashable, Body],
    ) -> Letter:
        """A mail to one reader, with a link of their own where they are to answer."""
        if self.kind == MISSING:
            return super().letter_to(door, mail, about_id, found, reader, bodies)
        minted = mint(door, person_id=reader.person_id, about_id=about_id)
        body = self.body(door, about_id, found, reader, answers=f"{door.settings.address}/antwoord/{minted.token}")
        return self.answerable(door, mail, reader, body, found.network.id, minted=minted)

    def body(self, door: Door, about_id: UUID, found: ComingPeople, reader: Addressee, answers: str = "") -> Body:
        """When and where, and which perspectives are missing. answers: where its reader says whether they come."""
        page = f"{door.settings.address}/bijeenkomsten/{about_id}"
        content: dict[str, Any] = {
            "network": found.network.name,
            "starts_at": found.starts_at,
            "ends_at": found.ends_at,
            "place": found.place,
            "perspective": found.perspectives.get(reader.person_id, ""),
            "missing": found.missing,
            "online": found.link,
            "is_online": found.is_online,
            "answers": answers,
            "link": f"{page}/wie-komt" if self.kind == MISSING else page,
        }
        return written_mail(door, kind=self.kind, language=reader.language, content=content)
