"""Writing invitations at the last moment: what is new to each reader, in words and as their calendar reads it (RFC 6047)."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from time import monotonic
from typing import Any
from uuid import UUID

from services.notifications.answers.domain.links import CALENDAR, SERIES, Minted
from services.notifications.answers.operations import keep_links, mint
from services.notifications.invitations.domain import Meeting, Told, news_for
from services.notifications.invitations.models import sessions_told
from services.notifications.invitations.operations.documents import Added, added_for, documents_told, end_of, keep_ends
from services.notifications.invitations.operations.entries import calendar_of
from services.notifications.invitations.queries import held_sets, in_hand, told_of
from services.notifications.mail.domain.ledger import Claimed, Dropped, MailState
from services.notifications.mail.domain.letters import SLOT, prepare_body
from services.notifications.mail.operations.register import Composed, Letter
from services.notifications.mail.operations.writing import write_mail
from services.notifications.owners.documents import AddedDocument
from services.notifications.owners.invitations import InvitedSet, InvitedTo, SetSession, invited_to
from services.notifications.owners.news import Addressee
from services.notifications.subscriptions.queries import standings
from shared.bus.work import Door, Work
from shared.errors import NotFound, Unavailable

NOTHING_NEW = "nothing new"
TEMPLATE = "session-invited"


@dataclass(slots=True, eq=False)
class SessionLetter(Letter):
    """A letter about sessions; what must be remembered of it when it leaves, by series."""

    about: tuple[tuple[UUID, tuple[Meeting, ...]], ...] = ()
    minted: tuple[Minted, ...] = ()


class SessionMails:
    """Writes mails about the sessions of a network: to each reader what they were not told yet, all in one mail."""

    async def compose(self, door: Door, claimed: Sequence[Claimed]) -> Composed:
        """Write these mails; the owners are asked once for each network."""
        composed = Composed()
        for about_id, mails in groupby(sorted(claimed, key=_about), key=_about):
            await self._compose(door, about_id, list(mails), composed)
        return composed

    async def _compose(self, door: Door, about_id: UUID, mails: list[Claimed], composed: Composed) -> None:
        person_ids = [mail.person_id for mail in mails if mail.person_id is not None]
        try:
            added = await added_for(door, network_id=about_id, mails=mails)
            found = await _found(door, about_id, person_ids, added)
        except Unavailable:
            composed.delayed += mails
            return
        if found is None:
            composed.dropped += [Dropped(mail, MailState.CANCELLED, "no access") for mail in mails]
            return
        async with door.reading() as session:
            standing = await standings(session, person_ids)
            held = await held_sets(session, found.network.id, door.now())
            told = await told_of(session, [one.id for one_set in found.sets for one in one_set.sessions], person_ids)
            under_way = await in_hand(session, about_id, person_ids)
        for mail in sorted(mails, key=lambda mail: mail.id):
            person_id = mail.person_id
            reader = found.people.get(person_id) if person_id is not None else None
            if person_id is None or reader is None:
                composed.dropped.append(Dropped(mail, MailState.CANCELLED, "no access"))
            elif person_id in standing and standing[person_id].is_paused:
                composed.dropped.append(Dropped(mail, MailState.SUPPRESSED, "paused"))
            elif any(other < mail.id for other in under_way.get(person_id, ())):
                composed.delayed.append(mail)  # what was planned first leaves first, and this one says the rest
            else:
                began = monotonic()
                known = told.get(person_id, {})
                own = [_to_tell(one.seen_by(person_id), held, known) for one in found.sets]
                letter = _letter(door, mail, found, own, reader, known, added.told_in(mail))
                await asyncio.sleep(monotonic() - began)  # a thousand of these in a row would keep every page waiting
                if letter is None:
                    composed.dropped.append(Dropped(mail, MailState.CANCELLED, NOTHING_NEW))
                else:
                    composed.letters.append(letter)

    async def keep(self, work: Work, composed: Composed) -> None:
        """Keep the hashes of the secrets with which people answer, and end mail about documents."""
        letters = [letter for letter in composed.letters if isinstance(letter, SessionLetter)]
        await keep_links(work, minted=(one for letter in letters for one in letter.minted))
        await keep_ends(work, letters=letters)

    async def let_go(self, work: Work, letters: Sequence[Letter]) -> set[UUID]:
        """Let a letter go unless another about the same sessions stands at its final dot for the same reader: they leave in order."""
        gone: set[UUID] = set()
        for letter in letters:
            mail = letter.claimed
            if not isinstance(letter, SessionLetter) or mail.person_id is None:
                continue
            sending = await in_hand(work.session, _about(mail), [mail.person_id], sending=True)
            if sending.get(mail.person_id, set()) - {mail.id}:
                continue
            if letter.about:
                await work.session.execute(sessions_told(_told_rows(letter, mail.person_id)))
            gone.add(mail.id)
        return gone

    async def taken(self, work: Work, letters: Sequence[Letter]) -> None:
        """Nobody else needs to know."""

    async def bounced(self, work: Work, letter: Letter) -> None:
        """What they were told does not count, for it did not arrive; the next overview counts bounces (BR-066)."""


def _letter(
    door: Door,
    mail: Claimed,
    found: InvitedTo,
    sets: Sequence[InvitedSet],
    reader: Addressee,
    told: Mapping[UUID, Told],
    documents: Sequence[AddedDocument],
) -> SessionLetter | None:
    news = [
        (one, news_for([_meeting(each, reader.person_id) for each in one.sessions], told, now=door.now()))
        for one in sets
    ]
    news = [(one, of_set) for one, of_set in news if of_set.about]
    if not news and not documents:
        return None
    links: dict[UUID, Minted] = {}
    for _, of_set in news:
        for meeting in of_set.stands:
            links[meeting.id] = mint(door, person_id=reader.person_id, about_id=meeting.id)
    coming = {one.id for one_set in sets for one in one_set.sessions if reader.person_id in one.comer_ids}
    by_series = {
        one.id: mint(door, person_id=reader.person_id, about_id=one.id, purpose=SERIES)
        for one, of_set in news
        if one.is_series and len(of_set.stands) > 1 and any(each.id not in coming for each in of_set.stands)
    }
    by_calendar = {one.id: mint(door, person_id=reader.person_id, about_id=one.id, purpose=CALENDAR) for one, _ in news}
    reasons = {one.id: one.reason for one_set in sets for one in one_set.sessions}
    content: dict[str, Any] = {
        "network": found.network.name,
        "new": _in_order(_fact(meeting) for _, of_set in news for meeting in of_set.new),
        "changed": _in_order(_changed(meeting, was) for _, of_set in news for meeting, was in of_set.changed),
        "off": _in_order(
            {**_off(meeting, was), "reason": reasons[meeting.id]} for _, of_set in news for meeting, was in of_set.off
        ),
        "coming": coming,
        "page": f"{door.settings.address}/netwerken/{found.network.slug}/bijeenkomsten",
        "sessions": f"{door.settings.address}/bijeenkomsten/",
        "together": [
            {"from": of_set.first_at, "link": f"{door.settings.address}/antwoord/reeks/{by_series[one.id].token}"}
            for one, of_set in news
            if one.id in by_series
        ],
        "documents": documents_told(door, documents=documents),
        "documents_at": [one.starts_at for one in documents],
        "ends": "" if news else f"{door.settings.address}/afmelden/{SLOT}",
        "choices": f"{door.settings.address}/mail",
        "answers": {session_id: f"{door.settings.address}/antwoord/{link.token}" for session_id, link in links.items()},
    }
    written = write_mail(TEMPLATE, reader.language, content)
    body = prepare_body(
        subject=written.subject,
        text=written.text,
        html=written.html,
        language=reader.language,
        invites=[
            calendar_of(door, found=found, about=one, reader=reader, news=of_set, token=by_calendar[one.id].token)
            for one, of_set in news
        ],
    )
    return SessionLetter(
        mail,
        reader.address,
        body,
        **({} if news else end_of(door, network_id=found.network.id)),
        about=tuple((one.id, of_set.about) for one, of_set in news),
        minted=(*links.values(), *by_series.values(), *by_calendar.values()),
    )


async def _found(door: Door, about_id: UUID, person_ids: Sequence[UUID], added: Added) -> InvitedTo | None:
    """The sessions of a network and who may hear of them; where nothing is to come still who may hear of its documents."""
    try:
        return await invited_to(door.asking, about_id, person_ids)
    except NotFound:
        return added.alone


def _to_tell(one: InvitedSet, held: Collection[UUID], known: Collection[UUID]) -> InvitedSet:
    """What of a set somebody may hear of now: while it may still be taken back only what they know of already (BR-047)."""
    if one.id not in held:
        return one
    return replace(one, sessions=tuple(each for each in one.sessions if each.id in known))


def _meeting(one: SetSession, person_id: UUID) -> Meeting:
    is_off = one.status == "CANCELLED"
    facts = (one.id, one.starts_at, one.ends_at, one.place, one.sequence, is_off, one.first_starts_at, one.link)
    return Meeting(*facts, joins=person_id in one.joiner_ids)


def _fact(meeting: Meeting) -> dict[str, Any]:
    return {
        "id": meeting.id,
        "starts_at": meeting.starts_at,
        "ends_at": meeting.ends_at,
        "place": meeting.place,
        "link": meeting.shown_link,
        "is_online": bool(meeting.link),
    }


def _changed(meeting: Meeting, was: Told) -> dict[str, Any]:
    moved = was.starts_at != meeting.starts_at
    return {**_fact(meeting), "was_at": was.starts_at if moved else None, "was": was.place, "is_back": was.is_off}


def _off(meeting: Meeting, was: Told) -> dict[str, Any]:
    """What does not take place, as its reader knows it; until when only where that is what they were told."""
    is_as_told = meeting._replace(is_off=False).said == was.said
    ends_at = meeting.ends_at if is_as_told else None
    return {"id": meeting.id, "starts_at": was.starts_at, "ends_at": ends_at, "place": was.place}


def _in_order(facts: Any) -> list[dict[str, Any]]:
    return sorted(facts, key=lambda fact: (fact["starts_at"], fact["id"]))


def _about(mail: Claimed) -> UUID:
    return mail.subject_id or mail.id


def _told_rows(letter: SessionLetter, person_id: UUID) -> list[dict[str, Any]]:
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
            "said": meeting.said,
        }
        for set_id, meetings in letter.about
        for meeting in meetings
    ]
