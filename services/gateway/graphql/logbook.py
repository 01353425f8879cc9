"""What was done: in a network for its coordinators, and with one's own account; never what anything says."""

import heapq
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry

from services.gateway.graphql.acts import AuditBy, AuditKind, AuditVerb
from services.gateway.graphql.asking import Ask
from services.gateway.graphql.connections import PageInfo, Window, page, window
from services.gateway.graphql.context import Context
from services.gateway.graphql.failures import BadUserInput
from services.gateway.graphql.loading import Loading, seen, sound, together
from services.gateway.graphql.memberships import FellowMember, fellow_members
from services.gateway.graphql.plan import Place, Wanted
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import logbook as owner
from shared.api.audit import AuditEntry
from shared.audit.verbs import By, Kind, Verb

Listed = tuple[int, AuditEntry]
"""An entry, and the place of its keeper among those that were asked."""


@seen_by(Who.AS_ITS_PARENT)
@strawberry.type(description="One act: who did what to which kind of thing.")
class LogEntry:
    at: datetime
    by: AuditBy
    by_viewer: bool
    who: FellowMember | None = strawberry.field(
        description="Who did it, where the viewer may know and it is still known."
    )
    about: FellowMember | None = strawberry.field(description="Whose membership it was about, in the same way.")
    verb: AuditVerb
    kind: AuditKind
    reason: str | None = strawberry.field(description="A code that says more: which role, which status, which outcome.")


@seen_by(Who.AS_ITS_PARENT)
@strawberry.type
class LogEdge:
    cursor: str
    node: LogEntry


@seen_by(Who.AS_ITS_PARENT)
@strawberry.type(description="Acts, newest first.")
class LogConnection:
    edges: list[LogEdge]
    nodes: list[LogEntry]
    page_info: PageInfo


def _network_log(context: Context, network_id: UUID, place: Place) -> Loading[Any]:
    if context.viewer is None:
        return None
    part = window(place.arguments["first"], place.arguments.get("after"))
    kind = place.arguments.get("kind")
    code = Kind[kind.name].value if kind else None
    starts = _starts(part, len(owner.KEEPERS))
    given = yield from together(
        *(
            seen(owner.log_of_network(service, network_id, kind=code, first=part.asked + 1, before=start))
            for service, start in zip(owner.KEEPERS, starts, strict=True)
        )
    )
    first, *others = [sound(one) for one in given]
    if first is None:
        return None
    rows, cursors, info = _page(part, starts, [first, *(one or [] for one in others)], place.wanted)
    people = [(network_id, one) for entry in rows for one in (entry.person_id, entry.about_person_id)]
    members = yield from fellow_members(context, people)
    known = {person_id: member for (_, person_id), member in members.items()}
    return _connection(context, rows, cursors, info, known)


def my_log(context: Context, place: Place) -> Loading[LogConnection]:
    """Fetch what was done with the account of who asks."""
    part = window(place.arguments["first"], place.arguments.get("after"))
    starts = _starts(part, 1)
    inquiry = owner.my_log(first=part.asked + 1, before=starts[0])
    yield [inquiry]
    rows, cursors, info = _page(part, starts, [inquiry.answer], place.wanted)
    return _connection(context, rows, cursors, info, {})


def _starts(part: Window, keepers: int) -> list[int | None]:
    """Where each keeper's log goes on; nothing stands for its newest entry. Raises BadUserInput."""
    if part.after is None:
        return [None] * keepers
    told = part.after.split(",")
    if len(told) != keepers or not all(one == "" or (one.isdecimal() and len(one) < 18) for one in told):
        raise BadUserInput("This list cannot go on from there; begin at its first page.", field="after")
    return [int(one) if one else None for one in told]


def _page(
    part: Window, starts: Sequence[int | None], given: Sequence[Sequence[AuditEntry]], wanted: Wanted
) -> tuple[list[AuditEntry], list[str], PageInfo]:
    """Lay the logs of the keepers between one another, newest first, each in its own order."""
    lists = [[(keeper, entry) for entry in entries] for keeper, entries in enumerate(given)]
    every: list[Listed] = list(heapq.merge(*lists, key=lambda one: one[1].at, reverse=True))
    shown = every[: part.asked]
    ends = list(starts)
    for keeper, entry in shown:
        ends[keeper] = entry.number
    more = ",".join("" if end is None else str(end) for end in ends) if len(every) > len(shown) else None
    rows, cursors, info = page(part, [entry for _, entry in shown], more, wanted)
    return list(rows), cursors, info


def _connection(
    context: Context,
    rows: Sequence[AuditEntry],
    cursors: Sequence[str],
    info: PageInfo,
    known: dict[UUID, FellowMember],
) -> LogConnection:
    nodes = [
        LogEntry(
            at=row.at,
            by=AuditBy[By(row.by).name],
            by_viewer=row.person_id is not None and row.person_id == context.person_id,
            who=known.get(row.person_id) if row.person_id else None,
            about=known.get(row.about_person_id) if row.about_person_id else None,
            verb=AuditVerb[Verb(row.verb).name],
            kind=AuditKind[Kind(row.kind).name],
            reason=row.reason,
        )
        for row in rows
    ]
    edges = [LogEdge(cursor=cursor, node=node) for cursor, node in zip(cursors, nodes, strict=True)]
    return LogConnection(edges=edges, nodes=nodes, page_info=info)


LOG_LISTS = (("audit", _network_log),)
"""What extras.py fetches of each network where it is asked."""


def _audit(
    self: Any, info: Ask, first: int | None = 50, after: str | None = None, kind: AuditKind | None = None
) -> Any:
    return self.lists[info.field]


@strawberry.type
class LogOfNetwork:
    audit: Any = strawberry.field(
        resolver=_audit,
        graphql_type=LogConnection | None,
        metadata=may(Who.COORDINATORS),
        description="What was done in it, newest first; null for who may not see it.",
    )


def _my_log(self: Any, info: Ask, first: int | None = 50, after: str | None = None) -> Any:
    return self.lists[info.field]


@strawberry.type
class LogOfViewer:
    audit: Any = strawberry.field(
        resolver=_my_log,
        graphql_type=LogConnection | None,
        metadata=may(Who.SELF),
        description="What was done with the account of the viewer, by them and by others.",
    )
