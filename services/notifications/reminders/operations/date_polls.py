"""Mails about date polls: plan one for each who is asked, and write it with what may be said then."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from itertools import groupby
from uuid import UUID

from services.notifications.answers.domain.links import POLL as POLL_LINK
from services.notifications.answers.operations import mint
from services.notifications.mail.domain.ledger import Claimed, Dropped, MailState
from services.notifications.mail.domain.letters import Body
from services.notifications.mail.operations.planning import Intent, plan_mails
from services.notifications.mail.operations.register import Composed
from services.notifications.owners.date_polls import PolledPeople, date_poll_letter
from services.notifications.owners.news import Addressee
from services.notifications.reminders.domain import (
    ABOUT,
    ASKING,
    COMPLETE_LIVES,
    POLL_COMPLETE,
    WANTED_BY,
    out_of_the_night,
)
from services.notifications.reminders.operations.answerable import AnswerableLetter, AnswerableMails
from services.notifications.reminders.operations.unsubscribable import wanted_among, written_mail
from services.notifications.subscriptions.queries import readers_wanting
from shared.bus.work import Door, Work
from shared.errors import Conflict, NotFound, Unavailable

BATCH = 500


async def plan_poll_mails(
    work: Work, *, kind: str, date_poll_id: UUID, network_id: UUID, answer_until: datetime
) -> None:
    """Plan one mail about a poll for each who takes part and wants mail; planning it twice changes nothing."""
    not_before = out_of_the_night(work.now)
    if not_before >= answer_until:
        return  # it would come too late to be of use
    after: UUID | None = None
    while True:
        readers = await readers_wanting(work.session, WANTED_BY, network_id=network_id, after=after, first=BATCH)
        if not readers:
            return
        after = readers[-1]
        await plan_mails(
            work, intents=_intents(kind, date_poll_id, readers, not_before=not_before, expires_at=answer_until)
        )


async def plan_complete_mails(work: Work, *, date_poll_id: UUID, coordinator_ids: Collection[UUID]) -> None:
    """Plan the mail that tells coordinators that everybody has answered."""
    not_before = out_of_the_night(work.now)
    await plan_mails(
        work,
        intents=_intents(
            POLL_COMPLETE, date_poll_id, coordinator_ids, not_before=not_before, expires_at=not_before + COMPLETE_LIVES
        ),
    )


def _intents(
    kind: str, date_poll_id: UUID, person_ids: Iterable[UUID], *, not_before: datetime, expires_at: datetime
) -> list[Intent]:
    return [
        Intent(
            key=f"{kind}:{date_poll_id}:{person_id}",
            kind=kind,
            person_id=person_id,
            subject_id=date_poll_id,
            not_before=not_before,
            expires_at=expires_at,
        )
        for person_id in person_ids
    ]


class PollMails(AnswerableMails):
    """Writes one kind of mail about date polls; the owners are asked once for all readers of a poll.

    Who is asked when they can come gets a link of their own with which they say so, without signing in (J04).
    """

    def __init__(self, kind: str) -> None:
        self._kind = kind

    async def compose(self, door: Door, claimed: Sequence[Claimed]) -> Composed:
        """Write these mails to who may get them now: who answered meanwhile, left or wants no mail, does not."""
        composed = Composed()
        for poll_id, mails in groupby(sorted(claimed, key=_poll_of), key=_poll_of):
            await self._compose_poll(door, poll_id, list(mails), composed)
        return composed

    async def _compose_poll(self, door: Door, poll_id: UUID, mails: list[Claimed], composed: Composed) -> None:
        person_ids = [mail.person_id for mail in mails if mail.person_id is not None]
        try:
            found = await date_poll_letter(door.asking, poll_id, ABOUT[self._kind], person_ids)
        except Unavailable:
            composed.delayed += mails
            return
        except (NotFound, Conflict):
            composed.dropped += [Dropped(mail, MailState.CANCELLED, "over") for mail in mails]
            return
        bodies: dict[str, Body] = {}
        for mail in await wanted_among(door, mails=mails, network_id=found.network.id, composed=composed):
            reader = found.people.get(mail.person_id or poll_id)
            if reader is None:
                composed.dropped.append(Dropped(mail, MailState.CANCELLED, "no access"))
                continue
            if self._kind in ASKING:
                composed.letters.append(self._asking_letter(door, mail, poll_id, found, reader))
                continue
            if reader.language not in bodies:
                bodies[reader.language] = self._body(door, poll_id, found, reader.language)
            composed.letters.append(self.letter(door, mail, reader, bodies[reader.language], found.network.id))

    def _asking_letter(
        self, door: Door, mail: Claimed, poll_id: UUID, found: PolledPeople, reader: Addressee
    ) -> AnswerableLetter:
        minted = mint(door, person_id=reader.person_id, about_id=poll_id, purpose=POLL_LINK)
        answers = f"{door.settings.address}/antwoord/data/{minted.token}"
        body = self._body(door, poll_id, found, reader.language, answers=answers)
        return self.answerable(door, mail, reader, body, found.network.id, minted=minted)

    def _body(self, door: Door, poll_id: UUID, found: PolledPeople, language: str, answers: str = "") -> Body:
        content = {
            "network": found.network.name,
            "title": found.title,
            "dates": found.dates,
            "first_at": found.first_starts_at,
            "last_at": found.last_starts_at,
            "answer_until": found.answer_until,
            "answers": answers,
            "link": f"{door.settings.address}/datumprikkers/{poll_id}",
        }
        return written_mail(door, kind=self._kind, language=language, content=content)


def _poll_of(mail: Claimed) -> UUID:
    return mail.subject_id or mail.id
