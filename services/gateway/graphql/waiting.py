"""What waits for a decision of the viewer, in all networks they coordinate."""

from datetime import datetime
from enum import Enum

import strawberry

from services.gateway.graphql.context import Context
from services.gateway.graphql.ids import global_id
from services.gateway.graphql.loading import Loading, told
from services.gateway.graphql.plan import Wanted
from services.gateway.graphql.who import Who, seen_by
from services.gateway.owners import steering


@strawberry.enum(description="What a coordinator is asked to decide, and what somebody waits for themselves.")
class DecisionKind(Enum):
    JOIN_REQUESTS = strawberry.enum_value("JOIN_REQUESTS", description="People ask to take part.")
    APPEAL = strawberry.enum_value(
        "APPEAL", description="Somebody objects to being removed, and the viewer may answer."
    )
    SUCCESSION = strawberry.enum_value("SUCCESSION", description="Another network asks to go on as this one.")
    SUCCESSION_DECLINED = strawberry.enum_value(
        "SUCCESSION_DECLINED", description="This network asked to go on as another one, which said no."
    )
    SUPPORT_LOST = strawberry.enum_value(
        "SUPPORT_LOST", description="Somebody who needs a support person has none any more; never who, nor how many."
    )
    OWN_REQUEST = strawberry.enum_value(
        "OWN_REQUEST", description="The viewer asked to take part, and waits for an answer."
    )
    OWN_PERMISSION = strawberry.enum_value(
        "OWN_PERMISSION", description="The viewer waits until a parent or guardian says yes."
    )
    OWN_PAUSE = strawberry.enum_value("OWN_PAUSE", description="The viewer is away for a while; their place is kept.")
    OWN_REMOVAL = strawberry.enum_value("OWN_REMOVAL", description="The viewer was removed in the last thirty days.")
    REPORTS = strawberry.enum_value("REPORTS", description="Something was reported, and waits for an answer.")
    RESTRICTION_APPEAL = strawberry.enum_value(
        "RESTRICTION_APPEAL", description="Somebody objects to a warning or limit, and the viewer may answer."
    )
    OWN_WARNING = strawberry.enum_value("OWN_WARNING", description="The viewer was warned in the last week.")
    OWN_LIMIT = strawberry.enum_value("OWN_LIMIT", description="The viewer writes nothing in a network for a while.")
    EXPERT_QUESTIONS = strawberry.enum_value(
        "EXPERT_QUESTIONS", description="Fellow members asked the viewer something, and wait for an answer."
    )
    GO_ALONG = strawberry.enum_value(
        "GO_ALONG", description="A network of the viewer goes on as another one; they choose whether to go along."
    )
    GOALS_PASSED = strawberry.enum_value(
        "GOALS_PASSED", description="The day of goals has passed, and nobody said what became of them."
    )
    LINK_BREAKS = strawberry.enum_value(
        "LINK_BREAKS",
        description="Somebody is in danger: the viewer is asked whether two may look who is behind an alias.",
    )


ABOUT = {
    DecisionKind.OWN_REQUEST: "JoinRequest",
    DecisionKind.OWN_PERMISSION: "Membership",
    DecisionKind.OWN_PAUSE: "Membership",
    DecisionKind.OWN_REMOVAL: "Membership",
    DecisionKind.APPEAL: "Membership",
    DecisionKind.RESTRICTION_APPEAL: "Restriction",
    DecisionKind.OWN_WARNING: "Restriction",
    DecisionKind.OWN_LIMIT: "Restriction",
    DecisionKind.SUCCESSION: "Succession",
    DecisionKind.SUCCESSION_DECLINED: "Succession",
}


@seen_by(Who.SELF)
@strawberry.type(description="Something in a network that waits for the viewer, or that the viewer waits for.")
class WaitingDecision:
    kind: DecisionKind
    network_slug: str
    network_name: str
    about_id: strawberry.ID | None = strawberry.field(
        description="The membership of who objects, the warning or limit, the wish to go on, one's own request or membership; "
        "null for requests, reports and questions."
    )
    other_name: str | None = strawberry.field(description="The other network of a wish.")
    how_many: int
    since_at: datetime
    until_at: datetime | None = strawberry.field(
        description="By when reports are answered, the first of them; when a limit ends; until when a question waits."
    )


def waiting_decisions(_context: Context, _wanted: Wanted) -> Loading[list[WaitingDecision]]:
    """Fetch what waits for who asks, in one call."""
    views = yield from told(steering.waiting_decisions())
    return [
        WaitingDecision(
            kind=DecisionKind(view.kind),
            network_slug=view.network_slug,
            network_name=view.network_name,
            about_id=strawberry.ID(global_id(ABOUT[DecisionKind(view.kind)], view.about_id)) if view.about_id else None,
            other_name=view.other_name or None,
            how_many=view.how_many,
            since_at=view.since_at,
            until_at=view.until_at,
        )
        for view in views
    ]
