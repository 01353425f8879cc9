"""What mails have in common in which somebody can answer: each holds a secret of its reader's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from services.notifications.answers.domain.links import Minted
from services.notifications.answers.operations import keep_links
from services.notifications.mail.domain.ledger import Claimed
from services.notifications.mail.domain.letters import Body
from services.notifications.mail.operations.register import Composed, Letter
from services.notifications.owners.news import Addressee
from services.notifications.reminders.operations.unsubscribable import UnsubscribableMails
from services.notifications.subscriptions.domain import new_token
from shared.bus.work import Door, Work


@dataclass(slots=True, eq=False)
class AnswerableLetter(Letter):
    """A letter, and the secret with which its reader answers."""

    minted: Minted | None = None


class AnswerableMails(UnsubscribableMails):
    """Keeps the secrets of these mails: to answer with, and to end them with."""

    def answerable(
        self, door: Door, mail: Claimed, reader: Addressee, body: Body, network_id: UUID, *, minted: Minted
    ) -> AnswerableLetter:
        """A mail to one reader, whose body holds the secret with which they answer."""
        return AnswerableLetter(
            mail,
            reader.address,
            body,
            token=new_token(),
            unsubscribe_base=f"{door.settings.address}/afmelden/",
            about_ids=(network_id,),
            minted=minted,
        )

    async def keep(self, work: Work, composed: Composed) -> None:
        """Keep the hashes of the secrets."""
        await super().keep(work, composed)
        await keep_links(work, minted=_minted(composed.letters))


def _minted(letters: Sequence[Letter]) -> list[Minted]:
    return [one.minted for one in letters if isinstance(one, AnswerableLetter) and one.minted is not None]
