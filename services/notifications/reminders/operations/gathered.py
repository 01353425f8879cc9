"""What mails have in common of which many people get the same: their owners are asked once for all readers of one thing."""

from abc import abstractmethod
from collections.abc import Collection, Hashable, Mapping, Sequence
from itertools import groupby
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from services.notifications.mail.domain.ledger import Claimed, Dropped, MailState
from services.notifications.mail.domain.letters import Body
from services.notifications.mail.operations.planning import OVER
from services.notifications.mail.operations.register import Composed, Letter
from services.notifications.owners.news import Addressee, NetworkName
from services.notifications.reminders.operations.unsubscribable import UnsubscribableMails, wanted_among
from shared.bus.work import Door
from shared.errors import Conflict, NotFound, Unavailable


class Told(Protocol):
    """What owners tell of one thing: of which network it is, and who may hear of it now."""

    @property
    def network(self) -> NetworkName: ...

    @property
    def people(self) -> Mapping[UUID, Addressee]: ...


Found = TypeVar("Found", bound=Told)


class GatheredMails(UnsubscribableMails, Generic[Found]):
    """Writes one kind of mail to whom it still concerns: not to who left or wants no mail, and to nobody once it is over."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    @abstractmethod
    async def ask(self, door: Door, about_id: UUID, person_ids: Collection[UUID]) -> Found:
        """Ask the owners of it. Raises NotFound or Conflict when there is nothing to say any more, Unavailable when one is away."""

    @abstractmethod
    def body(self, door: Door, about_id: UUID, found: Found, reader: Addressee) -> Body:
        """What one reader reads; the same for all readers who are told alike."""

    def told_alike(self, found: Found, reader: Addressee) -> Hashable:
        """Readers for whom this is equal read the same."""
        return reader.language

    def session_of(self, about_id: UUID, found: Found) -> tuple[UUID, UUID | None] | None:
        """The session and its series, where people can choose for these whether they want this mail."""
        return None

    def was_asked_for(self) -> bool:
        """Whether it answers something that its reader did, so that who wants no mail of the network gets it too."""
        return False

    async def compose(self, door: Door, claimed: Sequence[Claimed]) -> Composed:
        """Write these mails to who may get them now."""
        composed = Composed()
        for about_id, mails in groupby(sorted(claimed, key=about), key=about):
            await self._compose(door, about_id, list(mails), composed)
        return composed

    async def _compose(self, door: Door, about_id: UUID, mails: list[Claimed], composed: Composed) -> None:
        try:
            found = await self.ask(door, about_id, [mail.person_id for mail in mails if mail.person_id is not None])
        except Unavailable:
            composed.delayed += mails
            return
        except (NotFound, Conflict):
            composed.dropped += [Dropped(mail, MailState.CANCELLED, OVER) for mail in mails]
            return
        wanted = await wanted_among(
            door,
            mails=mails,
            network_id=found.network.id,
            composed=composed,
            was_asked_for=self.was_asked_for(),
            about=self.session_of(about_id, found),
        )
        bodies: dict[Hashable, Body] = {}
        for mail in wanted:
            reader = found.people.get(mail.person_id or about_id)
            if reader is None:
                composed.dropped.append(Dropped(mail, MailState.CANCELLED, "no access"))
            else:
                composed.letters.append(self.letter_to(door, mail, about_id, found, reader, bodies))

    def letter_to(
        self, door: Door, mail: Claimed, about_id: UUID, found: Found, reader: Addressee, bodies: dict[Hashable, Body]
    ) -> Letter:
        """A mail to one reader. bodies: what was written already, by whom it is told alike."""
        alike = self.told_alike(found, reader)
        if alike not in bodies:
            bodies[alike] = self.body(door, about_id, found, reader)
        return self.letter(door, mail, reader, bodies[alike], found.network.id)


def about(mail: Claimed) -> UUID:
    """What a mail is about."""
    return mail.subject_id or mail.id
