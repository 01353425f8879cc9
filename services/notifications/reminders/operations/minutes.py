"""Mails about minutes and actions: shared to who takes part, missed to who writes, and an action to who owns it."""

from collections.abc import Collection, Hashable, Sequence
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from services.notifications.mail.domain.ledger import Claimed, Dropped, MailState
from services.notifications.mail.domain.letters import Body
from services.notifications.mail.domain.quiet import out_of_the_night
from services.notifications.mail.operations.planning import OVER, Intent, plan_mails
from services.notifications.mail.operations.register import Composed
from services.notifications.owners.minutes import ActionPeople, MinutesPeople, action_people, minutes_people
from services.notifications.owners.news import Addressee
from services.notifications.reminders.domain import (
    ACTION_LIVES,
    MINUTES,
    MINUTES_LIVE,
    MINUTES_MISSED,
    MINUTES_SHARED,
    WANTED_BY,
    today,
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


async def plan_shared_mails(work: Work, *, session_id: UUID, network_id: UUID, comments_until: datetime) -> None:
    """Plan one mail about shared minutes for each who takes part and wants mail; planning it twice changes nothing."""
    after: UUID | None = None
    while readers := await readers_wanting(
        work.session, WANTED_BY, network_id=network_id, after=after, first=BATCH, or_following=True
    ):
        after = readers[-1]
        await plan_by_day(
            work,
            kind=MINUTES_SHARED,
            about=str(session_id),
            subject_id=session_id,
            person_ids=readers,
            expires_at=comments_until,
        )


async def plan_missed_mails(work: Work, *, session_id: UUID, writer_ids: Collection[UUID]) -> None:
    """Plan the reminder to those who write minutes that nobody began; it leaves only if that is still so."""
    await plan_by_day(
        work,
        kind=MINUTES_MISSED,
        about=str(session_id),
        subject_id=session_id,
        person_ids=writer_ids,
        expires_at=work.now + MINUTES_LIVE,
    )


async def plan_action_mails(
    work: Work, *, kind: str, action_point_id: UUID, reader_ids: Collection[UUID], due_on: date, version: int
) -> None:
    """Plan a mail about an action that is due on a day. version: which time, for an action can come back to somebody."""
    not_before = out_of_the_night(work.now)
    await plan_mails(
        work,
        intents=[
            Intent(
                key=f"{kind}:{action_point_id}:{version}:{person_id}",
                kind=kind,
                person_id=person_id,
                subject_id=action_point_id,
                period=due_on.isoformat(),
                not_before=not_before,
                expires_at=not_before + ACTION_LIVES,
            )
            for person_id in reader_ids
        ],
    )


class MinutesMails(GatheredMails[MinutesPeople]):
    """Writes one kind of mail about minutes; none that asks for them when somebody began meanwhile."""

    async def ask(self, door: Door, about_id: UUID, person_ids: Collection[UUID]) -> MinutesPeople:
        """Ask both owners about minutes."""
        return await minutes_people(door.asking, about_id, MINUTES[self.kind], person_ids)

    def told_alike(self, found: MinutesPeople, reader: Addressee) -> Hashable:
        """Who has as many actions of that session reads the same."""
        return reader.language, found.told.actions.get(reader.person_id, 0)

    def session_of(self, about_id: UUID, found: MinutesPeople) -> tuple[UUID, UUID | None] | None:
        """Minutes are wanted or not with their session; that they must be written is a task."""
        return (about_id, found.told.series_id) if self.kind == MINUTES_SHARED else None

    def body(self, door: Door, about_id: UUID, found: MinutesPeople, reader: Addressee) -> Body:
        """Of which session, until when one can comment, and how many actions the reader has of it."""
        page = f"{door.settings.address}/bijeenkomsten/{about_id}/verslag"
        content = {
            "network": found.network.name,
            "starts_at": found.told.starts_at,
            "due_on": found.told.due_on,
            "comments_until": found.told.comments_until,
            "actions": found.told.actions.get(reader.person_id, 0),
            "mine": f"{door.settings.address}/acties",
            "link": f"{page}/schrijven" if self.kind == MINUTES_MISSED else page,
        }
        return written_mail(door, kind=self.kind, language=reader.language, content=content)


class ActionMails(UnsubscribableMails):
    """Writes one kind of mail about actions; the owners are asked once for all readers of one."""

    def __init__(self, kind: str) -> None:
        self._kind = kind

    async def compose(self, door: Door, claimed: Sequence[Claimed]) -> Composed:
        """Write these mails to who still has to do with an action that is open and due on the day that the mail is about."""
        composed = Composed()
        for due, mails in groupby(sorted(claimed, key=_action_about), key=_action_about):
            await self._compose_action(door, *due, list(mails), composed)
        return composed

    async def _compose_action(
        self, door: Door, action_id: UUID, due_on: str, mails: list[Claimed], composed: Composed
    ) -> None:
        person_ids = [mail.person_id for mail in mails if mail.person_id is not None]
        try:
            found = await action_people(door.asking, action_id, date.fromisoformat(due_on), person_ids)
        except Unavailable:
            composed.delayed += mails
            return
        except (NotFound, Conflict):
            composed.dropped += [Dropped(mail, MailState.CANCELLED, OVER) for mail in mails]
            return
        bodies: dict[str, Body] = {}
        for mail in await wanted_among(door, mails=mails, network_id=found.network.id, composed=composed):
            reader = found.people.get(mail.person_id or action_id)
            if reader is None:
                composed.dropped.append(Dropped(mail, MailState.CANCELLED, "no access"))
                continue
            if reader.language not in bodies:
                bodies[reader.language] = self._body(door, action_id, found, reader.language)
            composed.letters.append(self.letter(door, mail, reader, bodies[reader.language], found.network.id))

    def _body(self, door: Door, action_id: UUID, found: ActionPeople, language: str) -> Body:
        told = found.told
        content = {
            "network": found.network.name,
            "text": told.text,
            "due_on": told.due_on,
            "days": (told.due_on - today(door.now())).days,
            "agreed_at": told.agreed_at,
            "organisation": told.organisation,
            "is_own": told.owner_id is not None,
            "link": f"{door.settings.address}/acties/{action_id}",
        }
        return written_mail(door, kind=self._kind, language=language, content=content)


def _action_about(mail: Claimed) -> tuple[UUID, str]:
    return about(mail), mail.period or ""
