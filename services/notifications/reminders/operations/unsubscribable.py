"""What all mails have in common that ask something of members: each can be ended with one click."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from services.notifications.mail.domain.ledger import Claimed, Dropped, MailState
from services.notifications.mail.domain.letters import SLOT, Body, prepare_body
from services.notifications.mail.domain.quiet import out_of_the_night
from services.notifications.mail.operations.planning import Intent, plan_mails
from services.notifications.mail.operations.register import Composed, Letter
from services.notifications.mail.operations.writing import write_mail
from services.notifications.owners.news import Addressee
from services.notifications.reminders.domain import WANTED_BY
from services.notifications.subscriptions.domain import MailLevel, UnsubscribeRight, new_token, token_hash
from services.notifications.subscriptions.operations import count_bounce, keep_tokens
from services.notifications.subscriptions.queries import cadences_of, levels_of, standings
from shared.bus.work import Door, Work


async def plan_by_day(
    work: Work,
    *,
    kind: str,
    about: str,
    subject_id: UUID,
    person_ids: Iterable[UUID],
    expires_at: datetime,
    period: str | None = None,
) -> None:
    """Plan one mail of a kind for each of these people, not at night; none where it would come too late to be of use.

    about: which time of which thing, in the key: planned twice about the same is planned once. period: what its writer must know.
    """
    not_before = out_of_the_night(work.now)
    if not_before >= expires_at:
        return
    await plan_mails(
        work,
        intents=[
            Intent(
                key=f"{kind}:{about}:{person_id}",
                kind=kind,
                person_id=person_id,
                subject_id=subject_id,
                period=period,
                not_before=not_before,
                expires_at=expires_at,
            )
            for person_id in person_ids
        ],
    )


async def wanted_among(
    door: Door,
    *,
    mails: Sequence[Claimed],
    network_id: UUID,
    composed: Composed,
    was_asked_for: bool = False,
    about: tuple[UUID, UUID | None] | None = None,
) -> list[Claimed]:
    """Those of these mails that their readers want; the others are dropped.

    about: the session and its series, for mail that can be wanted or not for one of them. was_asked_for: they answer
    something that the reader did, or ask for what only the reader can give, so that the choice to get no mail of the
    network does not count.
    """
    person_ids = [mail.person_id for mail in mails if mail.person_id is not None]
    async with door.reading() as session:
        standing = await standings(session, person_ids)
        wanted = await cadences_of(session, network_id=network_id, person_ids=person_ids)
        levels: dict[UUID, MailLevel] = {}
        if about is not None:
            levels = await levels_of(session, session_id=about[0], series_id=about[1], person_ids=person_ids)
    going = []
    for mail in mails:
        person_id = mail.person_id or mail.id
        if person_id in standing and standing[person_id].is_paused:
            composed.dropped.append(Dropped(mail, MailState.SUPPRESSED, "paused"))
        elif levels.get(person_id) is MailLevel.MUTED:
            composed.dropped.append(Dropped(mail, MailState.CANCELLED, "muted"))
        elif levels.get(person_id) is MailLevel.FOLLOWED and person_id in wanted:
            going.append(mail)
        elif not was_asked_for and wanted.get(person_id, set()).isdisjoint(WANTED_BY):
            composed.dropped.append(Dropped(mail, MailState.CANCELLED, "unsubscribed"))
        else:
            going.append(mail)
    return going


def written_mail(door: Door, *, kind: str, language: str, content: dict[str, Any]) -> Body:
    """A mail from its templates, with the ways out that all of them have."""
    ways_out = {"choices": f"{door.settings.address}/mail", "ends": f"{door.settings.address}/afmelden/{SLOT}"}
    written = write_mail(kind, language, content | ways_out)
    return prepare_body(subject=written.subject, text=written.text, html=written.html, language=language)


class UnsubscribableMails:
    """Keeps the secrets of these mails, lets them go, and counts what bounces."""

    def letter(self, door: Door, mail: Claimed, reader: Addressee, body: Body, network_id: UUID) -> Letter:
        """A mail to one reader, with a secret of its own to end mail of this network."""
        return Letter(
            mail,
            reader.address,
            body,
            token=new_token(),
            unsubscribe_base=f"{door.settings.address}/afmelden/",
            about_ids=(network_id,),
        )

    async def keep(self, work: Work, composed: Composed) -> None:
        """Keep the hashes of the unsubscribe tokens."""
        await keep_tokens(
            work,
            tokens=(
                (
                    token_hash(letter.token),
                    UnsubscribeRight(letter.claimed.person_id, letter.about_ids, letter.body.language),
                )
                for letter in composed.letters
                if letter.token is not None and letter.claimed.person_id is not None
            ),
        )

    async def let_go(self, work: Work, letters: Sequence[Letter]) -> set[UUID]:
        """Whether they may get it was asked when it was written, a moment ago."""
        return {letter.claimed.id for letter in letters}

    async def taken(self, work: Work, letters: Sequence[Letter]) -> None:
        """Nobody else needs to know."""

    async def bounced(self, work: Work, letter: Letter) -> None:
        """Count it against the address of this reader (BR-066)."""
        if letter.claimed.person_id is not None:
            await count_bounce(work, person_id=letter.claimed.person_id)
