"""What all mails have in common that ask something of members: each can be ended with one click."""

from collections.abc import Sequence
from uuid import UUID

from services.notifications.mail.domain.ledger import Claimed
from services.notifications.mail.domain.letters import Body
from services.notifications.mail.operations.register import Composed, Letter
from services.notifications.owners.news import Addressee
from services.notifications.subscriptions.domain import UnsubscribeRight, new_token, token_hash
from services.notifications.subscriptions.operations import count_bounce, keep_tokens
from shared.bus.work import Door, Work


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
