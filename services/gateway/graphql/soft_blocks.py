"""What a network keeps for planning: times that are difficult for it, and series that can still be taken back."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.calendar_enums import SchoolRegion, SessionChangeKind
from services.gateway.graphql.context import Context
from services.gateway.graphql.enums import PerspectiveCode
from services.gateway.graphql.ids import global_id
from services.gateway.graphql.loading import Loading, seen, told
from services.gateway.graphql.plan import Place
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id, shape
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import planning, series_changes
from shared.api.agenda.planning import AddSoftBlock, SoftBlockView


@strawberry.input(description="Left out regions or perspectives: it is difficult for all.")
class AddSoftBlockInput:
    network_id: strawberry.ID
    words: str = ""
    from_on: date
    until_on: date
    school_regions: list[SchoolRegion] = strawberry.field(default_factory=list)
    perspectives: list[PerspectiveCode] = strawberry.field(default_factory=list)
    client_mutation_id: str | None = None


@strawberry.input
class RemoveSoftBlockInput:
    soft_block_id: strawberry.ID
    client_mutation_id: str | None = None


@seen_by(Who.COORDINATORS)
@strawberry.type(description="A time that is difficult for a network, beside those that everybody has.")
class SoftBlock:
    id: strawberry.ID
    words: str
    from_on: date
    until_on: date
    school_regions: list[SchoolRegion] = strawberry.field(metadata=may(Who.COORDINATORS, length=3))
    perspectives: list[PerspectiveCode] = strawberry.field(metadata=may(Who.COORDINATORS, length=12))


@seen_by(Who.COORDINATORS)
@strawberry.type(description="A difficult time was taken away.")
class SoftBlockRemoved:
    soft_block_id: strawberry.ID


@seen_by(Who.COORDINATORS)
@strawberry.type(description="A series that can still be taken back.")
class FreshSeries:
    id: strawberry.ID
    sessions: int
    undo_until: datetime
    first_starts_at: datetime | None
    last_starts_at: datetime | None


@seen_by(Who.COORDINATORS)
@strawberry.type(description="A session that changed, with when it starts now and was to start before that.")
class ChangedSession:
    session_id: strawberry.ID
    starts_at: datetime
    was_starts_at: datetime
    perspective: PerspectiveCode | None = strawberry.field(description="For whom it is; null: for everybody.")


@seen_by(Who.COORDINATORS)
@strawberry.type(description="A change of sessions that can still be taken back.")
class FreshChange:
    id: strawberry.ID
    kind: SessionChangeKind
    sessions: int
    undo_until: datetime
    about: list[ChangedSession] = strawberry.field(
        metadata=may(Who.COORDINATORS, length=24), description="Which sessions these are, in order of time."
    )


AddSoftBlockResult = Annotated[SoftBlock | Refusal, strawberry.union("AddSoftBlockResult")]
RemoveSoftBlockResult = Annotated[SoftBlockRemoved | Refusal, strawberry.union("RemoveSoftBlockResult")]


# Fetched with their network.


def _listed(self: Any, info: Ask) -> Any:
    return self.lists[info.field]


@strawberry.type
class PlanningOfNetwork:
    """What a network shows of planning; a part of Network."""

    soft_blocks: Any = strawberry.field(
        resolver=_listed,
        graphql_type=list[SoftBlock] | None,
        metadata=may(Who.COORDINATORS, length=10),
        description="Times that are difficult for it, in order; null for who does not coordinate it.",
    )
    fresh_series: Any = strawberry.field(
        resolver=_listed,
        graphql_type=list[FreshSeries] | None,
        metadata=may(Who.COORDINATORS, length=2),
        description="Series that can still be taken back, newest first; null for who does not coordinate it.",
    )
    fresh_changes: Any = strawberry.field(
        resolver=_listed,
        graphql_type=list[FreshChange] | None,
        metadata=may(Who.COORDINATORS, length=2),
        description="Changes of sessions that can still be taken back, newest first; null for who does not coordinate it.",
    )


def _soft_blocks(context: Context, network_id: UUID, _place: Place) -> Loading[Any]:
    if context.viewer is None:
        return None
    given = yield from seen(planning.soft_blocks(network_id))
    return None if given is None else [_block(view) for view in given]


def _fresh_series(context: Context, network_id: UUID, _place: Place) -> Loading[Any]:
    if context.viewer is None:
        return None
    given = yield from seen(planning.fresh_series(network_id))
    return (
        None
        if given is None
        else [
            FreshSeries(
                id=strawberry.ID(global_id("Series", one.id)),
                sessions=one.sessions,
                undo_until=one.undo_until,
                first_starts_at=one.first_starts_at,
                last_starts_at=one.last_starts_at,
            )
            for one in given
        ]
    )


def _fresh_changes(context: Context, network_id: UUID, _place: Place) -> Loading[Any]:
    if context.viewer is None:
        return None
    given = yield from seen(series_changes.fresh_changes(network_id))
    return (
        None
        if given is None
        else [
            FreshChange(
                id=strawberry.ID(global_id("SessionChange", one.id)),
                kind=SessionChangeKind(one.kind),
                sessions=one.sessions,
                undo_until=one.undo_until,
                about=[
                    ChangedSession(
                        session_id=strawberry.ID(global_id("Session", each.session_id)),
                        starts_at=each.starts_at,
                        was_starts_at=each.was_starts_at,
                        perspective=PerspectiveCode(each.perspective) if each.perspective else None,
                    )
                    for each in one.about
                ],
            )
            for one in given
        ]
    )


PLANNING_LISTS = (("softBlocks", _soft_blocks), ("freshSeries", _fresh_series), ("freshChanges", _fresh_changes))
"""How they are fetched, with the network."""


def _add(info: Ask, input: AddSoftBlockInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(_context: Context) -> Loading[Any]:
        request = shape(
            AddSoftBlock,
            words=input.words,
            from_on=input.from_on,
            until_on=input.until_on,
            regions=[one.value for one in input.school_regions],
            perspectives=[one.value for one in input.perspectives],
        )
        network_id = known_id(input.network_id, "Network")
        key = key_for(info, input.client_mutation_id)
        return _block((yield from told(planning.add_soft_block(network_id, request, key))))

    return change(info, Who.COORDINATORS, make)


def _remove(info: Ask, input: RemoveSoftBlockInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(_context: Context) -> Loading[Any]:
        block_id = known_id(input.soft_block_id, "SoftBlock")
        yield from told(planning.remove_soft_block(block_id, key_for(info, input.client_mutation_id)))
        return SoftBlockRemoved(soft_block_id=input.soft_block_id)

    return change(info, Who.COORDINATORS, make)


def _block(view: SoftBlockView) -> SoftBlock:
    return SoftBlock(
        id=strawberry.ID(global_id("SoftBlock", view.id)),
        words=view.words,
        from_on=view.from_on,
        until_on=view.until_on,
        school_regions=[SchoolRegion(region) for region in view.regions],
        perspectives=known_perspectives(view.perspectives),
    )


def known_perspectives(codes: Iterable[str]) -> list[PerspectiveCode]:
    """Those that this schema knows."""
    return [PerspectiveCode(code) for code in codes if code in PerspectiveCode.__members__]


@strawberry.type
class SoftBlockMutation:
    add_soft_block: Any = strawberry.field(
        resolver=_add,
        graphql_type=AddSoftBlockResult,
        description="Keep a time that is difficult for a network.",
        metadata=may(Who.COORDINATORS),
    )
    remove_soft_block: Any = strawberry.field(
        resolver=_remove,
        graphql_type=RemoveSoftBlockResult,
        description="Forget a time that was difficult.",
        metadata=may(Who.COORDINATORS),
    )
