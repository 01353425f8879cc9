"""Mails about who comes: a seat that came free, a question to who is missing, and who is missing to coordinators."""

from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from services.notifications.mail.domain.ledger import Claimed, Dropped, MailState
from services.notifications.mail.domain.letters import Body
from services.notifications.mail.operations.register import Composed
from services.notifications.owners.coming import ComingPeople, coming_people
from services.notifications.reminders.domain import ASKED, COMING, MISSING, SEAT
from services.notifications.reminders.operations.unsubscribable import (
    UnsubscribableMails,
    plan_by_day,
    wanted_among,
    written_mail,
)
from shared.bus.work import Door, Work
from shared.errors import Conflict, NotFound, Unavailable


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


class ComingMails(UnsubscribableMails):
    """Writes one kind of mail about who comes; the owners are asked once for all readers of a session."""

    def __init__(self, kind: str) -> None:
        self._kind = kind

    async def compose(self, door: Door, claimed: Sequence[Claimed]) -> Composed:
        """Write these mails to whom they still concern: not who answered, gave their seat back, left, or wants no mail."""
        composed = Composed()
        for session_id, mails in groupby(sorted(claimed, key=_session_of), key=_session_of):
            await self._compose_session(door, session_id, list(mails), composed)
        return composed

    async def _compose_session(self, door: Door, session_id: UUID, mails: list[Claimed], composed: Composed) -> None:
        person_ids = [mail.person_id for mail in mails if mail.person_id is not None]
        try:
            found = await coming_people(door.asking, session_id, COMING[self._kind], person_ids)
        except Unavailable:
            composed.delayed += mails
            return
        except (NotFound, Conflict):
            composed.dropped += [Dropped(mail, MailState.CANCELLED, "over") for mail in mails]
            return
        bodies: dict[tuple[str, str], Body] = {}
        for mail in await wanted_among(
            door,
            mails=mails,
            network_id=found.network.id,
            composed=composed,
            was_asked_for=self._kind == SEAT,
            about=(session_id, found.series_id) if self._kind == ASKED else None,
        ):
            person_id = mail.person_id or session_id
            reader = found.people.get(person_id)
            if reader is None:
                composed.dropped.append(Dropped(mail, MailState.CANCELLED, "no access"))
                continue
            key = (reader.language, found.perspectives.get(person_id, ""))
            if key not in bodies:
                bodies[key] = self._body(door, found, *key)
            composed.letters.append(self.letter(door, mail, reader, bodies[key], found.network.id))

    def _body(self, door: Door, found: ComingPeople, language: str, perspective: str) -> Body:
        page = f"{door.settings.address}/bijeenkomsten/{found.id}"
        content: dict[str, Any] = {
            "network": found.network.name,
            "starts_at": found.starts_at,
            "ends_at": found.ends_at,
            "place": found.place,
            "perspective": perspective,
            "missing": found.missing,
            "link": f"{page}/wie-komt" if self._kind == MISSING else f"{page}#kom-je",
        }
        return written_mail(door, kind=self._kind, language=language, content=content)


def _session_of(mail: Claimed) -> UUID:
    return mail.subject_id or mail.id
