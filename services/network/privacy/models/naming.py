"""In which texts of network others may have written the name of somebody."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Table, select

from services.network.privacy.models.erasing import METADATA

TEXTS = {
    "network": ("mission_nl", "mission_en"),
    "intake_question": ("question",),
    "succession": ("answer",),
    "goal": ("text", "measure", "target", "lesson"),
    "membership": ("contribution",),
    "declared_interest": ("text",),
    "mandate": ("task", "appointed_by"),
    "removal": ("reason", "appeal", "answer"),
    "restriction": ("reason", "appeal", "answer"),
    "expert_question": ("text",),
    "expert_answer": ("text",),
}
"""What everybody, a whole network, or somebody else in it reads for long; a request, a report and a look behind a name go by themselves."""


def texts_in(network_ids: Sequence[UUID]) -> Iterator[tuple[Table, tuple[str, ...], ColumnElement[bool]]]:
    """Each table with such texts, which columns they are, and which rows belong to these networks."""
    places = METADATA.tables["membership"]
    there = select(places.c.id).where(places.c.network_id.in_(network_ids))
    for name, columns in TEXTS.items():
        table = METADATA.tables[name]
        if name == "network":
            is_here = table.c.id.in_(network_ids)
        else:
            of_network = "network_id" in table.c
            is_here = table.c.network_id.in_(network_ids) if of_network else table.c.membership_id.in_(there)
        yield table, columns, is_here
