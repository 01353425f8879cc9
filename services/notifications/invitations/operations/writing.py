"""Writing invitations at the last moment: what is new to each reader, in words and as their calendar reads it (RFC 6047)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from services.notifications.invitations.domain import (
    INVITED,
    METHODS,
    Meeting,
    News,
    Told,
    recurrence,
    to_call_off,
    to_invite,
)
from services.notifications.invitations.models import sessions_told
from services.notifications.invitations.queries import in_hand, told_of
from services.notifications.mail.domain.addresses import sender_from
from services.notifications.mail.domain.ledger import Claimed, Dropped, MailState
from services.notifications.mail.domain.letters import Invite, prepare_body
from services.notifications.mail.operations.register import Composed, Letter
from services.notifications.mail.operations.writing import write_mail
from services.notifications.owners.invitations import InvitedTo, invited_to
from services.notifications.owners.news import Addressee
from services.notifications.subscriptions.queries import standings
from shared.bus.work import Door, Work
from shared.errors import NotFound, Unavailable
from shared.ics import Entry, attendee, calendar, organizer, recurrence_id, uid

NOTHING_NEW = "nothing new"
WORDS = {"nl": "Bijeenkomst", "en": "Meeting"}


@dataclass(slots=True, eq=False)
class SessionLetter(Letter):
    """A letter about sessions; what must be remembered of it when it leaves."""

    about: tuple[Meeting, ...] = ()


class SessionMails:
    """Writes one kind of mail about sessions. kind: INVITED or CALLED_OFF."""

    def __init__(self, kind: str) -> None:
        self._kind = kind

    async def compose(self, door: Door, claimed: Sequence[Claimed]) -> Composed:
        """Write these mails, each with what its reader was not told yet; the owners are asked once for each series."""
        composed = Composed()
        for set_id, mails in groupby(sorted(claimed, key=_set_of), key=_set_of):
            await self._compose_set(door, set_id, list(mails), composed)
        return composed

    async def _compose_set(self, door: Door, set_id: UUID, mails: list[Claimed], composed: Composed) -> None:
        person_ids = [mail.person_id for mail in mails if mail.person_id is not None]
        async with door.reading() as session:
            standing = await standings(session, person_ids)
            told = await told_of(session, set_id, person_ids)
            first = {} if self._kind == INVITED else await in_hand(session, set_id, person_ids, kinds=[INVITED])
        try:
            found = await invited_to(door.asking, set_id, person_ids)
        except Unavailable:
            composed.delayed += mails
            return
        except NotFound:
            found = None
        for mail in mails:
            person_id = mail.person_id
            reader = found.people.get(person_id) if found is not None and person_id is not None else None
            if found is None or person_id is None or reader is None:
                composed.dropped.append(Dropped(mail, MailState.CANCELLED, "no access"))
            elif person_id in standing and standing[person_id].is_paused:
                composed.dropped.append(Dropped(mail, MailState.SUPPRESSED, "paused"))
            elif person_id in first:
                composed.delayed.append(mail)  # the invitation is on its way; what calls it off never comes first
            else:
                letter = self._letter(door, mail, found, reader, told.get(person_id, {}))
                if letter is None:
                    composed.dropped.append(Dropped(mail, MailState.CANCELLED, NOTHING_NEW))
                else:
                    composed.letters.append(letter)

    def _letter(
        self, door: Door, mail: Claimed, found: InvitedTo, reader: Addressee, told: Mapping[UUID, Told]
    ) -> SessionLetter | None:
        meetings = [
            Meeting(
                one.id,
                one.starts_at,
                one.ends_at,
                one.place,
                one.sequence,
                one.status == "CANCELLED",
                one.first_starts_at,
            )
            for one in found.sessions
        ]
        choose = to_invite if self._kind == INVITED else to_call_off
        news = choose(meetings, told, now=door.now())
        if not news.about:
            return None
        reasons = {one.id: one.reason for one in found.sessions}
        content: dict[str, Any] = {
            "network": found.network.name,
            "new": [_fact(meeting) for meeting in news.new],
            "changed": [
                {
                    **_fact(meeting),
                    "was_at": None if was.starts_at == meeting.starts_at else was.starts_at,
                    "was": was.place,
                    "reason": reasons[meeting.id],
                }
                for meeting, was in news.changed
            ],
            "others": len(news.standing),
            "page": f"{door.settings.address}/netwerken/{found.network.slug}/bijeenkomsten",
            "sessions": f"{door.settings.address}/bijeenkomsten/",
            "calendar": f"{door.settings.address}/ik/kalender",
        }
        written = write_mail(self._kind, reader.language, content)
        body = prepare_body(
            subject=written.subject,
            text=written.text,
            html=written.html,
            language=reader.language,
            invite=Invite(METHODS[self._kind], self._calendar(door, mail, found, reader, news)),
        )
        return SessionLetter(mail, reader.address, body, about=news.about)

    def _calendar(self, door: Door, mail: Claimed, found: InvitedTo, reader: Addressee, news: News) -> str:
        is_neutral = reader.person_id in found.neutral_ids
        word = WORDS.get(reader.language, WORDS["nl"])
        people = (
            organizer(sender_from(door.settings.mail_from).address, "Leerkring" if is_neutral else found.network.name),
            attendee(reader.address, "NEEDS-ACTION", asks=False),
        )
        frame: dict[str, Any] = {
            "stamped_at": door.now(),
            "summary": word if is_neutral else f"{word} {found.network.name}",
            "class_": "PRIVATE" if is_neutral else "PUBLIC",
            "people": people,
        }
        address = door.settings.address
        set_uid = uid(mail.subject_id, address) if mail.subject_id else ""

        def entry(meeting: Meeting, lines: tuple[str, ...] = (), status: str = "CONFIRMED") -> Entry:
            return Entry(
                uid=set_uid,
                sequence=meeting.sequence,
                starts_at=meeting.starts_at,
                ends_at=meeting.ends_at,
                status=status,
                place="" if is_neutral else meeting.place,
                url=f"{address}/bijeenkomsten/{meeting.id}",
                recurrence=lines,
                **frame,
            )

        if self._kind != INVITED:
            off = [
                entry(
                    one, (recurrence_id(one.first_starts_at),) if found.is_series and news.standing else (), "CANCELLED"
                )
                for one in (news.about if found.is_series and news.standing else news.about[:1])
            ]
            return calendar(off, method=METHODS[self._kind])
        if not found.is_series:
            return calendar([entry(news.standing[0])], method=METHODS[self._kind])
        return calendar(_series(news.standing, entry), method=METHODS[self._kind])

    async def keep(self, work: Work, composed: Composed) -> None:
        """Nothing: no secret stands in these mails."""

    async def let_go(self, work: Work, letters: Sequence[Letter]) -> set[UUID]:
        """Let a letter go unless another about the same sessions stands at its final dot for the same reader: they leave in order."""
        gone: set[UUID] = set()
        for letter in letters:
            mail = letter.claimed
            if not isinstance(letter, SessionLetter) or mail.person_id is None or mail.subject_id is None:
                continue
            sending = await in_hand(work.session, mail.subject_id, [mail.person_id], sending=True)
            if sending.get(mail.person_id, set()) - {mail.id}:
                continue
            await work.session.execute(sessions_told(_told_rows(letter, mail.person_id, mail.subject_id)))
            gone.add(mail.id)
        return gone

    async def taken(self, work: Work, letters: Sequence[Letter]) -> None:
        """Nobody else needs to know."""

    async def bounced(self, work: Work, letter: Letter) -> None:
        """What they were told does not count, for it did not arrive; the next overview counts bounces (BR-066)."""


def _series(meetings: Sequence[Meeting], entry: Any) -> list[Entry]:
    """A series as one thing that comes back, and each session that does not stand where it was first to be (RFC 5545 3.8.4.4).

    The first of the series stands for the whole; where that one moved, it is an exception like any other.
    """
    first = meetings[0]
    length = first.ends_at - first.starts_at
    plain = first._replace(starts_at=first.first_starts_at, ends_at=first.first_starts_at + length, sequence=0)
    places = [one.place for one in meetings]
    usual = max(set(places), key=places.count)
    whole = entry(plain._replace(place=usual), recurrence([one.first_starts_at for one in meetings]))
    different = [
        entry(one, (recurrence_id(one.first_starts_at),))
        for one in meetings
        if (one.starts_at, one.ends_at - one.starts_at, one.place) != (one.first_starts_at, length, usual)
    ]
    return [whole, *different]


def _set_of(mail: Claimed) -> UUID:
    return mail.subject_id or mail.id


def _fact(meeting: Meeting) -> dict[str, Any]:
    return {"id": meeting.id, "starts_at": meeting.starts_at, "ends_at": meeting.ends_at, "place": meeting.place}


def _told_rows(letter: SessionLetter, person_id: UUID, set_id: UUID) -> list[dict[str, Any]]:
    return [
        {
            "person_id": person_id,
            "session_id": meeting.id,
            "set_id": set_id,
            "mail_id": letter.claimed.id,
            "sequence": meeting.sequence,
            "is_off": meeting.is_off,
            "starts_at": meeting.starts_at,
            "place": meeting.place,
        }
        for meeting in letter.about
    ]
