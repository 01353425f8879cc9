"""Versions of minutes: what was added and what was taken out, line by line."""

from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.ids import row_id
from services.gateway.graphql.loading import Loading, nothing, seen
from services.gateway.graphql.minutes_enums import LineChange
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import minutes as owner


@seen_by(Who.MEMBERS)
@strawberry.type(description="One line of two versions.")
class ChangedLine:
    change: LineChange
    text: str


@seen_by(Who.MEMBERS)
@strawberry.type(description="One part of two versions, line by line.")
class ChangedPart:
    title: str
    lines: list[ChangedLine] = strawberry.field(metadata=may(Who.MEMBERS, length=10))


@seen_by(Who.MEMBERS)
@strawberry.type(description="One version of minutes beside the one before it.")
class MinutesVersionChanges:
    number: int
    written_at: datetime
    changes: list[ChangedPart] = strawberry.field(metadata=may(Who.MEMBERS, length=10))


def _version(info: Ask, minutes_id: strawberry.ID, number: int) -> Loading[Any]:
    found = row_id(minutes_id, "Minutes")
    return nothing(None) if found is None or info.context.viewer is None else _fetch_version(found, number)


def _fetch_version(session_id: UUID, number: int) -> Loading[Any]:
    view = yield from seen(owner.version(session_id, number))
    if view is None:
        return None
    return MinutesVersionChanges(
        number=view.number,
        written_at=view.written_at,
        changes=[
            ChangedPart(
                title=part.title,
                lines=[ChangedLine(change=LineChange(line.change), text=line.text) for line in part.lines],
            )
            for part in view.changes
        ],
    )


@strawberry.type
class MinutesVersionQuery:
    minutes_version: Any = strawberry.field(
        resolver=_version,
        graphql_type=MinutesVersionChanges | None,
        description="One version of minutes beside the one before it.",
        metadata=may(Who.MEMBERS),
    )
