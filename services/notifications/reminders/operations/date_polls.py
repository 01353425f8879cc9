"""Mails about date polls: plan one for each who is asked, and write it with what may be said then."""

from collections.abc import Collection, Hashable, Iterable
from datetime import datetime
from uuid import UUID

from services.notifications.answers.domain.links import POLL as POLL_LINK
from services.notifications.answers.operations import mint
from services.notifications.mail.domain.ledger import Claimed
from services.notifications.mail.domain.letters import Body
from services.notifications.mail.domain.quiet import out_of_the_night
from services.notifications.mail.operations.planning import Intent, plan_mails
from services.notifications.mail.operations.register import Letter
from services.notifications.owners.date_polls import PolledPeople, date_poll_letter
from services.notifications.owners.news import Addressee
from services.notifications.reminders.domain import (
    ABOUT,
    ASKING,
    COMPLETE_LIVES,
    POLL_COMPLETE,
    WANTED_BY,
)
from services.notifications.reminders.operations.answerable import AnswerableMails
from services.notifications.reminders.operations.gathered import GatheredMails
from services.notifications.reminders.operations.unsubscribable import written_mail
from services.notifications.subscriptions.queries import readers_wanting
from shared.bus.work import Door, Work

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


class PollMails(GatheredMails[PolledPeople], AnswerableMails):
    """Writes one kind of mail about date polls; not to who answered meanwhile.

    Who is asked when they can come gets a link of their own with which they say so, without signing in (J04).
    """

    async def ask(self, door: Door, about_id: UUID, person_ids: Collection[UUID]) -> PolledPeople:
        """Ask both owners about a poll."""
        return await date_poll_letter(door.asking, about_id, ABOUT[self.kind], person_ids)

    def letter_to(
        self,
        door: Door,
        mail: Claimed,
        about_id: UUID,
        found: PolledPeople,
        reader: Addressee,
        bodies: dict[Hashable, Body],
    ) -> Letter:
        """A mail to one reader, with a link of their own where they are asked something."""
        if self.kind not in ASKING:
            return super().letter_to(door, mail, about_id, found, reader, bodies)
        minted = mint(door, person_id=reader.person_id, about_id=about_id, purpose=POLL_LINK)
        body = self.body(door, about_id, found, reader, answers=f"{door.settings.address}/antwoord/data/{minted.token}")
        return self.answerable(door, mail, reader, body, found.network.id, minted=minted)

    def body(self, door: Door, about_id: UUID, found: PolledPeople, reader: Addressee, answers: str = "") -> Body:
        """What is asked, and until when. answers: where its reader says it."""
        content = {
            "network": found.network.name,
            "title": found.title,
            "words": found.words.splitlines(),
            "is_needed": reader.person_id in found.needed_ids,
            "dates": found.dates,
            "first_at": found.first_starts_at,
            "last_at": found.last_starts_at,
            "answer_until": found.answer_until,
            "answers": answers,
            "link": f"{door.settings.address}/datumprikkers/{about_id}",
        }
        return written_mail(door, kind=self.kind, language=reader.language, content=content)
