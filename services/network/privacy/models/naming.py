"""In which texts of network others may have written the name of somebody."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Table, select

from services.network.privacy.models.erasing import METADATA

TEXTS = {
    "goal": ("text", "measure", "target", "lesson"),
    "membership": ("contribution",),
    "declared_interest": ("text",),
    "mandate": ("task",),
    "expert_question": ("text",),
    "expert_answer": ("text",),
}
"""What a whole network, or somebody else in it, reads; what two people say to one another about a place goes with that place."""


def texts_in(network_ids: Sequence[UUID]) -> Iterator[tuple[Table, tuple[str, ...], ColumnElement[bool]]]:
    """Each table with such texts, which columns they are, and which rows belong to these networks."""
    places = METADATA.tables["membership"]
    there = select(places.c.id).where(places.c.network_id.in_(network_ids))
    for name, columns in TEXTS.items():
        table = METADATA.tables[name]
        is_here = table.c.network_id.in_(network_ids) if "network_id" in table.c else table.c.membership_id.in_(there)
        yield table, columns, is_here
