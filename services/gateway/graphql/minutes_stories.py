"""Stories in minutes: what somebody told, that stands there only while they want it (ervaringen)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry

from services.gateway.graphql.context import Context
from services.gateway.graphql.ids import global_id
from services.gateway.graphql.loading import Loading, nothing, seen, together, told, unique
from services.gateway.graphql.memberships import FellowMember, fellow_members
from services.gateway.graphql.minutes_enums import StoryStatus
from services.gateway.graphql.nodes import Node, fetches, later, many
from services.gateway.graphql.plan import Wanted
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import minutes as owner
from shared.api.agenda.stories import StoryView


@seen_by(Who.MEMBERS)
@strawberry.type(description="A story in minutes: everybody reads it once who told it said yes.")
class MinutesStory(Node):
    network: Any = strawberry.field(
        graphql_type=later("Network", "networks") | None,
        description="Null for who takes no part in it and may not see it.",
    )
    minutes_id: strawberry.ID
    agenda_point_id: strawberry.ID | None
    text: str = strawberry.field(
        description="Empty for who may not read it, once it may not stand there, and in what a mutation answers."
    )
    content_note: str | None = strawberry.field(
        description="What readers should know before they open it; null where it is not heavy."
    )
    status: StoryStatus
    teller: Any = strawberry.field(
        graphql_type=FellowMember | None,
        metadata=may(Who.TELLERS),
        description="For who told it and who writes the minutes; null for others.",
    )
    told_at: datetime = strawberry.field(description="When the session started at which it was told.")
    asked_at: datetime
    viewer_may_answer: bool
    viewer_may_withdraw: bool
    viewer_may_remove: bool
    version: int


def stories_of(context: Context, views: Sequence[StoryView], wanted: Wanted) -> Loading[list[MinutesStory]]:
    """Make stories of what agenda told, with who told them and their networks where asked."""
    tellers, networks = yield from together(
        fellow_members(context, [(view.network_id, view.teller_id) for view in views])
        if "teller" in wanted
        else nothing({}),
        many("Network", context, unique([view.network_id for view in views]), wanted.below("network"))
        if "network" in wanted
        else nothing({}),
    )
    return [
        MinutesStory(
            id=strawberry.ID(global_id("MinutesStory", view.id)),
            network=networks if isinstance(networks, Exception) else networks.get(view.network_id),
            minutes_id=strawberry.ID(global_id("Minutes", view.session_id)),
            agenda_point_id=strawberry.ID(global_id("AgendaPoint", view.agenda_point_id))
            if view.agenda_point_id
            else None,
            text=view.text,
            content_note=view.content_note,
            status=StoryStatus(view.status),
            teller=tellers if isinstance(tellers, Exception) else tellers.get((view.network_id, view.teller_id)),
            told_at=view.told_at,
            asked_at=view.asked_at,
            viewer_may_answer=view.may_answer,
            viewer_may_withdraw=view.may_withdraw,
            viewer_may_remove=view.may_remove,
            version=view.version,
        )
        for view in views
    ]


@fetches("MinutesStory")
def _fetch_story(context: Context, row_id: UUID, wanted: Wanted) -> Loading[Any]:
    if context.viewer is None:
        return None
    view = yield from seen(owner.story(row_id))
    return None if view is None else (yield from stories_of(context, [view], wanted))[0]


def waiting_stories(context: Context, wanted: Wanted) -> Loading[list[MinutesStory]]:
    """Fetch what who asks told, that waits for their yes or no."""
    views = yield from told(owner.waiting_stories())
    return (yield from stories_of(context, views, wanted))
