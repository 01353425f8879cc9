"""What agenda announces of people."""

from uuid import UUID

from pydantic import AwareDatetime

from shared.events.base import Event


class PersonErasedFromAgenda(
    Event, source="agenda", noun="person", happened="erased-from-agenda", subject="erasure_id"
):
    """Agenda holds nothing of a person any more; ``version``: the how many-th time it was asked to."""

    erasure_id: UUID
    at: AwareDatetime
