"""Mails that network knows the words of: one for one reader, written when it is sent, with what network tells then."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from services.notifications.mail.domain.ledger import Claimed, Dropped, MailState
from services.notifications.mail.domain.letters import prepare_body
from services.notifications.mail.operations.register import Composed, Letter
from services.notifications.mail.operations.writing import write_mail
from shared.bus.work import Door, Work
from shared.errors import Conflict, NotFound, Unavailable


@dataclass(frozen=True, slots=True)
class Words:
    """What one mail is made of: where it goes, in which language, and what its template is given."""

    address: str
    language: str
    content: Mapping[str, Any]


class Teller(Protocol):
    """Asks network for the words of one mail, now. Raises NotFound or Conflict when it should not be sent any more."""

    async def __call__(self, door: Door, subject_id: UUID, /) -> Words: ...


class SingleMails:
    """Mails of one kind; ``kind`` is also the folder of their templates. A kind that needs more than an id overrides words()."""

    def __init__(self, kind: str, teller: Teller | None = None) -> None:
        self._kind = kind
        self._teller = teller

    async def compose(self, door: Door, claimed: Sequence[Claimed]) -> Composed:
        """Ask for the words and write them down, each for its own reader."""
        composed = Composed()
        answers = await asyncio.gather(*(self._one(door, mail) for mail in claimed), return_exceptions=True)
        for mail, answer in zip(claimed, answers, strict=True):
            if isinstance(answer, Letter):
                composed.letters.append(answer)
            elif isinstance(answer, NotFound):
                composed.dropped.append(Dropped(mail, MailState.EXPIRED, "over"))
            elif isinstance(answer, Conflict):
                composed.dropped.append(Dropped(mail, MailState.CANCELLED, "used"))
            elif isinstance(answer, Unavailable):
                composed.delayed.append(mail)
            else:
                raise answer
        return composed

    async def _one(self, door: Door, mail: Claimed) -> Letter:
        words = await self.words(door, mail)
        written = write_mail(self._kind, words.language, dict(words.content))
        body = prepare_body(subject=written.subject, text=written.text, html=written.html, language=words.language)
        return Letter(mail, words.address, body)

    async def words(self, door: Door, mail: Claimed) -> Words:
        """Ask network what this mail says. Raises NotFound or Conflict when it should not be sent any more."""
        if mail.subject_id is None or self._teller is None:
            raise NotFound
        return await self._teller(door, mail.subject_id)

    async def keep(self, work: Work, composed: Composed) -> None:
        """Nothing: network keeps what it must."""

    async def let_go(self, work: Work, letters: Sequence[Letter]) -> set[UUID]:
        """Somebody waits for these."""
        return {letter.claimed.id for letter in letters}

    async def taken(self, work: Work, letters: Sequence[Letter]) -> None:
        """Nobody else needs to know."""

    async def bounced(self, work: Work, letter: Letter) -> None:
        """Nothing can be done about it here."""
