"""Where words have their place in minutes: at an agenda point that stood on the session, or at none."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from services.agenda.sessions.domain.agenda_points import AgendaPointFacts
from shared.errors import NotFound, Problem

AFTER_THE_AGENDA = 500_000
LAST_OF_ALL = 1_000_000

Places = dict[UUID | None, tuple[str, int]]
"""The title and the place of each agenda point that has one in the minutes; under None of what belongs to none."""


def places(points: Sequence[AgendaPointFacts], gone: Sequence[AgendaPointFacts]) -> Places:
    """Where words at each point stand: in the order of the agenda as it is now, what went on after it, the rest at the end."""
    on_agenda: Places = {point.id: (point.title, point.position) for point in points}
    went_on: Places = {point.id: (point.title, AFTER_THE_AGENDA + at) for at, point in enumerate(gone)}
    return {None: ("", LAST_OF_ALL)} | went_on | on_agenda


def check_placed(texts: Mapping[UUID | None, str], known: Collection[UUID | None]) -> None:
    """Raise NotFound with each point that has words and no place, at ``parts.<agenda point>``."""
    nowhere = tuple(
        Problem(f"parts.{point_id}", NotFound.code, "This point is not there any more.")
        for point_id, text in texts.items()
        if text and point_id not in known
    )
    if nowhere:
        raise NotFound(problems=nowhere)
