"""Writing reminders of sessions with what stands then, to who wants them then."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from services.notifications.answers.operations import mint
from services.notifications.mail.domain.ledger import Claimed, Dropped, MailState
from services.notifications.mail.domain.letters import SLOT, prepare_body
from services.notifications.mail.operations.planning import OVER
from services.notifications.mail.operations.register import Composed
from services.notifications.mail.operations.writing import Written, write_mail
from services.notifications.owners.news import Addressee
from services.notifications.owners.sessions import RemindedOf, reminded_of
from services.notifications.reminders.domain import (
    DAYS_BEFORE,
    JUST_TOLD,
    NOT_COMING,
    RULES,
    SESSION,
    USUAL_DAYS,
    days_until,
    due_at,
    period_of,
)
from services.notifications.reminders.operations.answerable import AnswerableLetter, AnswerableMails
from services.notifications.reminders.operations.sessions import MOVED
from services.notifications.reminders.queries import usual_of
from services.notifications.subscriptions.domain import MailLevel, Reminder
from services.notifications.subscriptions.queries import cadences_of, levels_of, readers_to_remind, standings
from shared.bus.work import Door
from shared.database import Session
from shared.errors import NotFound, Unavailable

ToldLately = Callable[[Session, UUID, Collection[UUID], datetime], Awaitable[Mapping[UUID, datetime]]]
"""When each of these people heard of a session in another mail last, or hears of it in one that leaves at any moment."""


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
        due: dict[str, datetime] = {}
        wants: dict[str, set[UUID]] = {}
        async with door.reading() as session:
            standing = await standings(session, person_ids)
            levels = await levels_of(session, session_id=session_id, series_id=found.series_id, person_ids=person_ids)
            taking_part = (await cadences_of(session, network_id=found.network.id, person_ids=person_ids)).keys()
            told = await self._told_lately(session, session_id, person_ids, door.now())
            following = {id_ for id_, level in levels.items() if level is MailLevel.FOLLOWED} & taking_part
            usual = await usual_of(session, session_id)
            days = {**DAYS_BEFORE, Reminder.USUAL: usual[0].days if usual is not None else USUAL_DAYS}
            for reminder in RULES:
                period = period_of(reminder, found.starts_at)
                due[period] = min(due_at(found.starts_at, days[reminder]), door.now())
                want = await readers_to_remind(session, reminder, network_id=found.network.id, person_ids=person_ids)
                # who follows it has chosen: a week and a day before
                wants[period] = set(want) - following if reminder is Reminder.USUAL else following.union(want)
        for mail in mails:
            person_id = mail.person_id or session_id
            reader = found.people.get(person_id)
            if person_id in standing and standing[person_id].is_paused:
                composed.dropped.append(Dropped(mail, MailState.SUPPRESSED, "paused"))
            elif mail.period not in wants:
                composed.dropped.append(Dropped(mail, MailState.CANCELLED, MOVED))
            elif levels.get(person_id) is MailLevel.MUTED:
                composed.dropped.append(Dropped(mail, MailState.CANCELLED, "muted"))
            elif person_id not in wants[mail.period]:
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
