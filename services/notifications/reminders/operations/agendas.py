"""Mails about agendas: that one is published, that one should be, and what became of a point that somebody proposed."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from uuid import UUID

from services.notifications.mail.domain.ledger import Claimed, Dropped, MailState
from services.notifications.mail.domain.letters import Body
from services.notifications.mail.domain.quiet import out_of_the_night
from services.notifications.mail.operations.planning import OVER, Intent, plan_mails
from services.notifications.mail.operations.register import Composed
from services.notifications.owners.agendas import AgendaPeople, AnsweredPoint, agenda_people, answered_point
from services.notifications.owners.news import Addressee
from services.notifications.reminders.domain import (
    AGENDA_PUBLISHED,
    AGENDA_UNPUBLISHED,
    AGENDAS,
    ANSWER_LIVES,
    POINT_ANSWERED,
    WANTED_BY,
)
from services.notifications.reminders.operations.gathered import GatheredMails, about
from services.notifications.reminders.operations.unsubscribable import (
    UnsubscribableMails,
    plan_by_day,
    wanted_among,
    written_mail,
)
from services.notifications.subscriptions.queries import readers_wanting
from shared.bus.work import Door, Work
from shared.errors import Conflict, NotFound, Unavailable

BATCH = 500


async def plan_published_mails(work: Work, *, session_id: UUID, network_id: UUID, starts_at: datetime) -> None:
    """Plan one mail with the agenda for each who takes part and wants mail; planning it twice changes nothing."""
    after: UUID | None = None
    while readers := await readers_wanting(
        work.session, WANTED_BY, network_id=network_id, after=after, first=BATCH, or_following=True
    ):
        after = readers[-1]
        await plan_by_day(
            work,
            kind=AGENDA_PUBLISHED,
            about=str(session_id),
            subject_id=session_id,
            person_ids=readers,
            expires_at=starts_at,
        )


async def plan_unpublished_mails(
    work: Work, *, session_id: UUID, arranger_ids: Collection[UUID], starts_at: datetime
) -> None:
    """Plan the reminder to those who arrange an agenda that is not published; it leaves only if that is still so."""
    about = f"{session_id}:{starts_at.astimezone(UTC).isoformat()}"  # a session that moved is asked for again
    await plan_by_day(
        work,
        kind=AGENDA_UNPUBLISHED,
        about=about,
        subject_id=session_id,
        person_ids=arranger_ids,
        expires_at=starts_at,
    )


async def plan_answer_mail(work: Work, *, agenda_point_id: UUID, person_id: UUID, version: int) -> None:
    """Plan the mail that tells who proposed a point what became of it. version: which answer, for there can be several."""
    not_before = out_of_the_night(work.now)
    intent = Intent(
        key=f"{POINT_ANSWERED}:{agenda_point_id}:{version}:{person_id}",
        kind=POINT_ANSWERED,
        person_id=person_id,
        subject_id=agenda_point_id,
        not_before=not_before,
        expires_at=not_before + ANSWER_LIVES,
    )
    await plan_mails(work, intents=[intent])


class AgendaMails(GatheredMails[AgendaPeople]):
    """Writes one kind of mail about agendas; none that asks to publish once it is published."""

    async def ask(self, door: Door, about_id: UUID, person_ids: Collection[UUID]) -> AgendaPeople:
        """Ask both owners about an agenda."""
        return await agenda_people(door.asking, about_id, AGENDAS[self.kind], person_ids)

    def session_of(self, about_id: UUID, found: AgendaPeople) -> tuple[UUID, UUID | None] | None:
        """An agenda is wanted or not with its session; that it must be published is a task."""
        return (about_id, found.series_id) if self.kind == AGENDA_PUBLISHED else None

    def body(self, door: Door, about_id: UUID, found: AgendaPeople, reader: Addressee) -> Body:
        """When and where, and what stands on it."""
        page = f"{door.settings.address}/bijeenkomsten/{about_id}"
        content = {
            "network": found.network.name,
            "starts_at": found.starts_at,
            "ends_at": found.ends_at,
            "zone": found.zone,
            "place": found.place,
            "short_notice_reason": found.short_notice_reason,
            "points": found.points,
            "about": f"{page}/mail",
            "link": f"{page}/agenda" if self.kind == AGENDA_UNPUBLISHED else f"{page}#agenda",
        }
        return written_mail(door, kind=self.kind, language=reader.language, content=content)


class AnswerMails(UnsubscribableMails):
    """Writes the mails that tell what became of a point, each for the one who proposed it."""

    async def compose(self, door: Door, claimed: Sequence[Claimed]) -> Composed:
        """Write these mails, as the points stand now."""
        composed = Composed()
        for mail in claimed:
            await self._compose_answer(door, mail, composed)
        return composed

    async def _compose_answer(self, door: Door, mail: Claimed, composed: Composed) -> None:
        try:
            found = await answered_point(door.asking, about(mail))
        except Unavailable:
            composed.delayed.append(mail)
            return
        except (NotFound, Conflict):
            composed.dropped.append(Dropped(mail, MailState.CANCELLED, OVER))
            return
        if found.reader.person_id != mail.person_id:
            composed.dropped.append(Dropped(mail, MailState.CANCELLED, "no access"))
            return
        for wanted in await wanted_among(door, mails=[mail], network_id=found.network.id, composed=composed):
            body = _answer(door, found)
            composed.letters.append(self.letter(door, wanted, found.reader, body, found.network.id))


def _answer(door: Door, found: AnsweredPoint) -> Body:
    told = found.told
    waits = f"/netwerken/{found.network.slug}/agendapunten"
    content = {
        "network": found.network.name,
        "title": told.title,
        "status": told.status,
        "answer": told.answer,
        "starts_at": told.starts_at,
        "carried_from_at": told.carried_from_at,
        "link": door.settings.address + (f"/bijeenkomsten/{told.session_id}#agenda" if told.session_id else waits),
    }
    return written_mail(door, kind=POINT_ANSWERED, language=found.reader.language, content=content)
