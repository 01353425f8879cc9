"""What is true of finding: by which words networks and people can be found, and by whom."""

from datetime import datetime
from typing import Final
from uuid import UUID

from shared.search.document import Audience, Document

NETWORK: Final = "network"
PERSON: Final = "person"
KINDS = (NETWORK, PERSON)

# Where hits are equally good: these come first, and networks that ended after everything that agenda tells of.
NETWORKS_FIRST, PEOPLE_THEN, ENDED_LAST = 0, 1, 6


def network_document(
    *,
    network_id: UUID,
    name: str,
    missions: tuple[str, ...],
    organiser: str | None,
    known_as: tuple[str | None, ...],
    is_over: bool,
    began_at: datetime,
) -> Document:
    """A network: everybody finds it, also by the short names of itself and its organiser, and by its address."""
    return Document(
        kind=NETWORK,
        id=network_id,
        network_id=network_id,
        audience=Audience.EVERYBODY,
        title=name,
        text="\n".join(text for text in (*missions, organiser) if text),
        weight=ENDED_LAST if is_over else NETWORKS_FIRST,
        at=began_at,
        also=" ".join(known for known in known_as if known),
    )


def person_document(*, person_id: UUID, network_id: UUID, display_name: str, since: datetime) -> Document:
    """Somebody in a network: fellow members find them by the name they chose, and by nothing else."""
    return Document(
        kind=PERSON,
        id=person_id,
        network_id=network_id,
        audience=Audience.MEMBERS,
        title=display_name,
        text="",
        weight=PEOPLE_THEN,
        at=since,
    )
