"""Reminders of sessions: keep track of when they start, plan one mail for each who wants one, and write it with what stands then."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from services.notifications.answers.operations import mint
from services.notifications.mail.domain.ledger import Claimed, Dropped, MailState
from services.notifications.mail.domain.letters import SLOT, prepare_body
from services.notifications.mail.operations.planning import OVER, Intent, plan_mails, revive_moved, revive_over
from services.notifications.mail.operations.register import Composed
from services.notifications.mail.operations.writing import Written, write_mail
from services.notifications.owners.news import Addressee
from services.notifications.owners.sessions import RemindedOf, reminded_of
from services.notifications.reminders.domain import (
    DAYS_BEFORE,
    JUST_TOLD,
    NOT_COMING,
    SESSION,
    days_until,
    due_at,
    expires_at,
    out_of_the_night,
    period_of,
)
from services.notifications.reminders.models import newest_session, reminder_planned, session_gone, session_never
from services.notifications.reminders.operations.answerable import AnswerableLetter, AnswerableMails
from services.notifications.reminders.queries import Coming, not_reminded
from services.notifications.subscriptions.domain import MailLevel, Reminder
from services.notifications.subscriptions.queries import cadences_of, levels_of, readers_to_remind, standings
from shared.bus.work import Door, Work
from shared.database import Session
from shared.errors import NotFound, Unavailable

BATCH = 500
MOVED = "moved"
ToldLately = Callable[[Session, UUID, Collection[UUID], datetime], Awaitable[Mapping[UUID, datetime]]]
"""When each of these people heard of a session in another mail last, or hears of it in one that leaves at any moment."""


async def record_start(
    work: Work,
    *,
    session_id: UUID,
    network_id: UUID,
    starts_at: datetime,
    told_at: datetime,
    version: int,
    is_change: bool = False,
) -> None:
    """Keep when a session starts, unless something newer was heard; told_at: when people hear of that in another mail.

    is_change: of a session that people know; where it was off and starts when it was to start, that is no news to who did not
    hear of it. A reminder that did not leave because the session moved, or was off, leaves when it moves back or takes place
    after all (J03).
    """
    written = await work.session.execute(
        newest_session(
            session_id=session_id,
            network_id=network_id,
            starts_at=starts_at,
            told_at=told_at,
            version=version,
            is_change=is_change,
        )
    )
    if written.first() is None:
        return
    not_before = out_of_the_night(max(work.now, told_at))
    await revive_over(work, subject_id=session_id, not_before=not_before)
    for reminder in DAYS_BEFORE:
        await revive_moved(
            work,
            period=period_of(reminder, starts_at),
            subject_id=session_id,
            reason=MOVED,
            not_before=not_before,
            expires_at=expires_at(starts_at, reminder),
        )


async def record_no_start(work: Work, *, session_id: UUID, network_id: UUID, at: datetime, version: int) -> None:
    """Keep that a session does not take place, or is over, also when that is heard first: nobody is reminded of it."""
    await work.session.execute(session_gone(session_id, network_id, at, version))


async def record_never(work: Work, *, session_id: UUID, network_id: UUID, at: datetime) -> None:
    """Keep that a session was taken back as if it had never been, also when that is heard first."""
    await work.session.execute(session_never(session_id, network_id, at))


async def plan_session_reminders(door: Door) -> int:
    """Plan the reminders that are due, one for each who wants it; gives how many are new. Planning twice changes nothing."""
    planned = 0
    for reminder in DAYS_BEFORE:
        now = door.now()
        async with door.reading() as session:
            coming = await not_reminded(
                session, reminder, now=now, until=now + timedelta(days=DAYS_BEFORE[reminder] + 1)
            )
        for one in coming:
            due = due_at(one.starts_at, reminder)
            if due > now:
                continue
            if due >= one.told_at + JUST_TOLD and expires_at(one.starts_at, reminder) > now:
                planned += await _plan(door, one, reminder, due)

            async def done(work: Work, one: Coming = one, reminder: Reminder = reminder) -> None:
                await work.session.execute(reminder_planned(one.session_id, reminder, one.starts_at))

            await door.change(done)
    return planned


async def _plan(door: Door, one: Coming, reminder: Reminder, due: datetime) -> int:
    planned = 0
    after: UUID | None = None
    period = period_of(reminder, one.starts_at)
    while True:
        async with door.reading() as session:
            person_ids = await readers_to_remind(
                session, reminder, network_id=one.network_id, after=after, first=BATCH, or_following=True
            )
        if not person_ids:
            return planned
        after = person_ids[-1]
        intents = [
            Intent(
                key=f"{SESSION}:{one.session_id}:{period}:{person_id}",
                kind=SESSION,
                person_id=person_id,
                period=period,
                subject_id=one.session_id,
                not_before=due,
                expires_at=expires_at(one.starts_at, reminder),
            )
            for person_id in person_ids
        ]

        async def write(work: Work, intents: list[Intent] = intents) -> int:
            return await plan_mails(work, intents=intents)

        planned += await door.change(write)


class SessionReminders(AnswerableMails):
    """Writes reminders of sessions; the owners are asked once for all readers of a session.

    told_lately: who heard of a session in another mail, and when.
    """

    def __init__(self, told_lately: ToldLately) -> None:
        """Keep how to find who heard of a session just now."""
        self._told_lately = told_lately

    async def compose(self, door: Door, claimed: Sequence[Claimed]) -> Composed:
        """Write these mails to who may get them now; the reminder of a start that moved does not leave."""
        composed = Composed()
        for session_id, mails in groupby(sorted(claimed, key=_session_of), key=_session_of):
            await self._compose_session(door, session_id, list(mails), composed)
        return composed

    async def _compose_session(self, door: Door, session_id: UUID, mails: list[Claimed], composed: Composed) -> None:
        person_ids = [mail.person_id for mail in mails if mail.person_id is not None]
        try:
            found = await reminded_of(door.asking, session_id, person_ids)
        except Unavailable:
            composed.delayed += mails
            return
        except NotFound:
            composed.dropped += [Dropped(mail, MailState.CANCELLED, OVER) for mail in mails]
            return
        due = {period_of(reminder, found.starts_at): due_at(found.starts_at, reminder) for reminder in DAYS_BEFORE}
        wants: dict[str, set[UUID]] = {}
        async with door.reading() as session:
            standing = await standings(session, person_ids)
            levels = await levels_of(session, session_id=session_id, series_id=found.series_id, person_ids=person_ids)
            taking_part = (await cadences_of(session, network_id=found.network.id, person_ids=person_ids)).keys()
            told = await self._told_lately(session, session_id, person_ids, door.now())
            following = {id_ for id_, level in levels.items() if level is MailLevel.FOLLOWED} & taking_part
            for reminder in DAYS_BEFORE:
                wants[period_of(reminder, found.starts_at)] = set(
                    await readers_to_remind(session, reminder, network_id=found.network.id, person_ids=person_ids)
                )
        for mail in mails:
            person_id = mail.person_id or session_id
            reader = found.people.get(person_id)
            if person_id in standing and standing[person_id].is_paused:
                composed.dropped.append(Dropped(mail, MailState.SUPPRESSED, "paused"))
            elif mail.period not in wants:
                composed.dropped.append(Dropped(mail, MailState.CANCELLED, MOVED))
            elif levels.get(person_id) is MailLevel.MUTED:
                composed.dropped.append(Dropped(mail, MailState.CANCELLED, "muted"))
            elif person_id not in wants[mail.period] and person_id not in following:
                composed.dropped.append(Dropped(mail, MailState.CANCELLED, "unsubscribed"))
            elif reader is None:
                composed.dropped.append(Dropped(mail, MailState.CANCELLED, "no access"))
            elif found.answers.get(person_id) == NOT_COMING:
                composed.dropped.append(Dropped(mail, MailState.CANCELLED, "not coming"))
            elif person_id in told and told[person_id] > due[mail.period] - JUST_TOLD:
                composed.dropped.append(Dropped(mail, MailState.CANCELLED, "told"))
            else:
                composed.letters.append(self._letter(door, mail, found, reader))

    def _letter(self, door: Door, mail: Claimed, found: RemindedOf, reader: Addressee) -> AnswerableLetter:
        link = mint(door, person_id=reader.person_id, about_id=found.id)
        written = written_reminder(
            door,
            found=found,
            language=reader.language,
            days=days_until(found.starts_at, door.now()),
            answer=found.answers.get(reader.person_id),
            answers=link.token,
            words=found.words,
            joins=reader.person_id in found.joiner_ids,
        )
        body = prepare_body(subject=written.subject, text=written.text, html=written.html, language=reader.language)
        return self.answerable(door, mail, reader, body, found.network.id, minted=link)


def written_reminder(
    door: Door,
    *,
    found: RemindedOf,
    language: str,
    days: int,
    answer: str | None,
    answers: str,
    words: str,
    joins: bool,
) -> Written:
    """A reminder in words. days: until the session. answers: the secret to answer with. words: what a coordinator adds.

    joins: whether the reader is told where to join online.
    """
    content: dict[str, Any] = {
        "network": found.network.name,
        "days": days,
        "starts_at": found.starts_at,
        "ends_at": found.ends_at,
        "place": found.place,
        "online": found.link if joins else "",
        "is_online": bool(found.link),
        "answer": answer,
        "words": words.splitlines(),
        "points": found.points,
        "answers": f"{door.settings.address}/antwoord/{answers}",
        "link": f"{door.settings.address}/bijeenkomsten/{found.id}",
        "about": f"{door.settings.address}/bijeenkomsten/{found.id}/mail",
        "choices": f"{door.settings.address}/mail",
        "ends": f"{door.settings.address}/afmelden/{SLOT}",
    }
    return write_mail(SESSION, language, content)


def _session_of(mail: Claimed) -> UUID:
    return mail.subject_id or mail.id
