"""All owners at once, asked in the name of one person."""

from typing import Any, Self, TypeVar
from uuid import UUID

from services.gateway.owners.inquiry import Inquiry
from services.gateway.owners.switchboard import Switchboard

Answer = TypeVar("Answer")


class Owners:
    """The services, asked for one person (None: for a stranger)."""

    def __init__(self, switchboard: Switchboard, person_id: UUID | None = None) -> None:
        self._switchboard = switchboard
        self._person_id = person_id

    def on_behalf_of(self, person_id: UUID | None) -> Self:
        """The same services, asked for somebody else."""
        return type(self)(self._switchboard, person_id)

    async def ask(self, *inquiries: Inquiry[Any] | None) -> None:
        """Make these inquiries (None: nothing), one call per owner; each carries its answer or its refusal afterwards."""
        wanted = [inquiry for inquiry in inquiries if inquiry is not None]
        if wanted:
            await self._switchboard.ask(wanted, self._person_id)

    async def answer(self, inquiry: Inquiry[Answer]) -> Answer:
        """Make one inquiry. Raises what the owner refuses with."""
        await self._switchboard.ask([inquiry], self._person_id)
        return inquiry.answer
