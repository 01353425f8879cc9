"""Writing digests at the last moment: what is new to each reader, asked of its owners with the readers' rights."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from services.notifications.digests.domain import Candidate, Part, Skipped, covers, ordered, part_of
from services.notifications.digests.models import MAILS_AT_ONCE, items_told
from services.notifications.digests.operations.asking import Batch, allowed_to, ask_owners, muted_points, read_batch
from services.notifications.mail.domain.ledger import Claimed, Dropped, MailState
from services.notifications.mail.domain.letters import SLOT, Body, prepare_body
from services.notifications.mail.operations.register import Composed, Letter
from services.notifications.mail.operations.writing import Written, write_mail
from services.notifications.owners.news import Told
from services.notifications.subscriptions.domain import Cadence, UnsubscribeRight, new_tokens, token_hash
from services.notifications.subscriptions.operations import clear_bounces, count_bounce, keep_tokens, raise_marks
from shared.bus.work import Door, Work
from shared.errors import Unavailable
from shared.events.notifications import DigestSent, DigestSkipped

BODIES_KEPT = 64


def write_digest(parts: Sequence[Part], *, cadence: Cadence, language: str, address: str, token: str = SLOT) -> Written:
    """Write a digest in words."""
    return write_mail(
        "digest",
        language,
        {
            "cadence": cadence.value,
            "networks": parts,
            "is_repeated": any(part.is_repeated for part in parts),
            "address": address,
            "token": token,
        },
    )


@dataclass(frozen=True, slots=True)
class _Content:
    """What all readers with the same news get."""

    body: Body
    item_ids: tuple[UUID, ...]
    network_ids: tuple[UUID, ...]


class DigestMails:
    """Writes digests, tells the ledger which may go, and remembers who was told what."""

    def __init__(self) -> None:
        self._bodies: dict[tuple[object, ...], Body] = {}

    async def compose(self, door: Door, claimed: Sequence[Claimed]) -> Composed:
        """Write these digests; readers with the same content share one body."""
        composed = Composed()
        for (cadence, network_text), mails in groupby(sorted(claimed, key=_scope), key=_scope):
            network_id = UUID(network_text) if network_text else None
            await self._compose_scope(door, Cadence(cadence), network_id, list(mails), composed)
        return composed

    async def _compose_scope(
        self, door: Door, cadence: Cadence, network_id: UUID | None, mails: Sequence[Claimed], composed: Composed
    ) -> None:
        batch = await read_batch(
            door,
            cadence=cadence,
            network_id=network_id,
            person_ids=[mail.person_id for mail in mails if mail.person_id],
        )
        readable: list[tuple[Claimed, UUID]] = []
        for mail in mails:
            skipped = _skipped(mail, cadence, batch)
            if mail.person_id is not None and skipped is None:
                readable.append((mail, mail.person_id))
            else:
                composed.dropped.append(skipped or _dropped(mail, Skipped.NO_ACCESS))
        if not readable:
            return
        try:
            answers = await ask_owners(
                door, found={person_id: batch.candidates[person_id] for _, person_id in readable}
            )
        except Unavailable:
            composed.delayed += [mail for mail, _ in readable]
            return
        shared: dict[object, _Content | None] = {}
        tokens = new_tokens(len(readable))
        for (mail, person_id), token in zip(readable, tokens, strict=True):
            reader = answers.people.get(person_id)
            found = batch.candidates[person_id]
            allowed = allowed_to(found, person_id, answers)
            if reader is None or not allowed:
                composed.dropped.append(_dropped(mail, Skipped.NO_ACCESS))
                continue
            chosen = batch.choices.get(person_id)
            muted = muted_points(chosen, allowed, answers) if chosen else frozenset()
            key = (reader.language, id(found), allowed, muted)
            if key not in shared:
                told = [(network_id, found[network_id]) for network_id in allowed]
                shared[key] = self._content(door, cadence, reader.language, told, answers, muted)
            content = shared[key]
            if content is None:
                composed.dropped.append(_dropped(mail, Skipped.EMPTY))
                continue
            composed.letters.append(
                Letter(
                    mail,
                    reader.address,
                    content.body,
                    token=token,
                    unsubscribe_base=f"{door.settings.address}/afmelden/",
                    refs=content.item_ids,
                    standing=batch.standings.get(person_id),
                    about_ids=content.network_ids,
                    mark=batch.withdrawn,
                )
            )

    def _content(
        self,
        door: Door,
        cadence: Cadence,
        language: str,
        told: Sequence[tuple[UUID, tuple[Candidate, ...]]],
        answers: Told,
        muted: Collection[UUID],
    ) -> _Content | None:
        parts = ordered(
            part_of(answers.names[network_id], answers.news[network_id], found, without=muted)
            for network_id, found in told
        )
        if not parts:
            return None
        key = (cadence, language, parts)
        body = self._bodies.get(key)
        if body is None:
            written = write_digest(parts, cadence=cadence, language=language, address=door.settings.address)
            body = prepare_body(subject=written.subject, text=written.text, html=written.html, language=language)
            if len(self._bodies) >= BODIES_KEPT:
                self._bodies.clear()
            self._bodies[key] = body
        return _Content(
            body,
            tuple(item_id for part in parts for item_id in part.item_ids),
            tuple(part.network_id for part in parts),
        )

    async def keep(self, work: Work, composed: Composed) -> None:
        """Keep the hashes of the unsubscribe tokens, and announce what is not sent."""
        await keep_tokens(
            work,
            tokens=(
                (
                    token_hash(letter.token),
                    UnsubscribeRight(
                        letter.claimed.person_id,
                        letter.about_ids,
                        letter.body.language,
                    ),
                )
                for letter in composed.letters
                if letter.token is not None and letter.claimed.person_id is not None
            ),
        )
        for drop in composed.dropped:
            mail = drop.claimed
            if mail.person_id is not None and drop.reason in set(Skipped):
                work.announce(
                    DigestSkipped(
                        digest_id=mail.id,
                        person_id=mail.person_id,
                        period=mail.period or "",
                        reason=Skipped(drop.reason).announced,
                        at=work.now,
                        version=mail.fence,
                    )
                )

    async def let_go(self, work: Work, letters: Sequence[Letter]) -> set[UUID]:
        """Let those go whose reader still stands as when they were written, and remember who is told what.

        When anything was withdrawn since, they are written again (F-64).

        Raising a reader's mark holds the reader until the commit: two mails to one person never pass here together.
        """
        one_each = {letter.claimed.person_id: letter for letter in letters if letter.claimed.person_id is not None}
        marks, withdrawn = await raise_marks(work, person_ids=list(one_each))
        gone = [
            letter
            for person_id, letter in one_each.items()
            if letter.standing is not None
            and marks.get(person_id) == letter.standing.mark + 1
            and letter.mark == withdrawn
        ]
        same: dict[tuple[UUID, ...], list[UUID]] = {}
        for letter in gone:
            same.setdefault(letter.refs, []).append(letter.claimed.id)
        for item_ids, mail_ids in same.items():
            for first in range(0, len(mail_ids), MAILS_AT_ONCE):
                told, values = items_told(mail_ids[first : first + MAILS_AT_ONCE], item_ids)
                await told.run(work.session, values)
        return {letter.claimed.id for letter in gone}

    async def taken(self, work: Work, letters: Sequence[Letter]) -> None:
        """Announce the digests that were sent."""
        for letter in letters:
            mail = letter.claimed
            if mail.person_id is not None:
                work.announce(
                    DigestSent(
                        digest_id=mail.id,
                        person_id=mail.person_id,
                        period=mail.period or "",
                        at=work.now,
                        version=mail.fence,
                    )
                )
        await clear_bounces(
            work,
            standings=[
                (letter.claimed.person_id, letter.standing)
                for letter in letters
                if letter.claimed.person_id is not None and letter.standing is not None
            ],
        )

    async def bounced(self, work: Work, letter: Letter) -> None:
        """Count it against the address of this reader (BR-066)."""
        if letter.claimed.person_id is not None:
            await count_bounce(work, person_id=letter.claimed.person_id)


def _scope(mail: Claimed) -> tuple[str, str]:
    return mail.cadence or Cadence.WEEKLY.value, str(mail.subject_id or "")


def _skipped(mail: Claimed, cadence: Cadence, batch: Batch) -> Dropped | None:
    """Why a digest need not even be asked about, by our own rows."""
    standing = batch.standings.get(mail.person_id) if mail.person_id else None
    if standing is not None and standing.is_paused:
        return Dropped(mail, MailState.SUPPRESSED, "paused")
    if mail.person_id in batch.candidates:
        return None
    wanted = batch.cadences.get(mail.person_id) if mail.person_id else None
    if wanted is None:
        return _dropped(mail, Skipped.NO_ACCESS)
    return _dropped(mail, Skipped.UNSUBSCRIBED if wanted.isdisjoint(covers(cadence)) else Skipped.EMPTY)


def _dropped(mail: Claimed, skipped: Skipped) -> Dropped:
    return Dropped(mail, MailState.CANCELLED, skipped.value)
