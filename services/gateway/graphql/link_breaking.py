"""Knowing who is behind a schuilnaam in serious danger: asking, agreeing as a second person, looking (PR-5)."""

from datetime import datetime
from enum import Enum
from typing import Annotated, Any
from uuid import UUID

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.context import Context
from services.gateway.graphql.ids import global_id
from services.gateway.graphql.loading import Loading, seen, told
from services.gateway.graphql.plan import Place
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id, shape
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import link_breaking as owner
from shared.api.network import link_breaking as shapes


@strawberry.enum(description="Where it stands that somebody wants to know who is behind a schuilnaam.")
class LinkBreakStatus(Enum):
    ASKED = "ASKED"
    AGREED = "AGREED"
    DECLINED = "DECLINED"


@seen_by(Who.KEEPERS)
@strawberry.type(description="That somebody wants to know who is behind a schuilnaam, and why; never who it is.")
class LinkBreak:
    id: strawberry.ID
    membership_id: strawberry.ID
    display_name: str
    status: LinkBreakStatus
    reason: str
    raises_danger: bool = strawberry.field(description="Whether telling the person by mail would.")
    asked_at: datetime
    opens_until: datetime | None = strawberry.field(description="Until when the two can look.")
    is_over: bool
    viewer_may_answer: bool
    viewer_may_look: bool


@seen_by(Who.KEEPERS)
@strawberry.type(description="Where it stands now.")
class LinkBreakAsked:
    id: strawberry.ID
    status: LinkBreakStatus


@seen_by(Who.KEEPERS)
@strawberry.type(
    description="The mail address behind a schuilnaam, told this once; its owner sees that somebody looked."
)
class LinkOpened:
    address: str


@strawberry.input
class AskToBreakLinkInput:
    membership_id: strawberry.ID
    reason: str
    raises_danger: bool = strawberry.field(
        default=False, description="Then no mail tells the person; their own log does."
    )
    client_mutation_id: str | None = None


@strawberry.input
class AnswerLinkBreakInput:
    link_break_id: strawberry.ID
    agrees: bool
    client_mutation_id: str | None = None


@strawberry.input
class LookBehindInput:
    link_break_id: strawberry.ID
    client_mutation_id: str | None = None


AskToBreakLinkResult = Annotated[LinkBreakAsked | Refusal, strawberry.union("AskToBreakLinkResult")]
AnswerLinkBreakResult = Annotated[LinkBreakAsked | Refusal, strawberry.union("AnswerLinkBreakResult")]
LookBehindResult = Annotated[LinkOpened | Refusal, strawberry.union("LookBehindResult")]


def link_breaks_in(context: Context, network_id: UUID, _place: Place) -> Loading[Any]:
    """Fetch what was asked in a network; None for who may not see it."""
    if context.viewer is None:
        return None
    views = yield from seen(owner.link_breaks(network_id))
    if views is None:
        return None
    return [
        LinkBreak(
            id=strawberry.ID(global_id("LinkBreak", view.id)),
            membership_id=strawberry.ID(global_id("Membership", view.membership_id)),
            display_name=view.display_name,
            status=LinkBreakStatus(view.status),
            reason=view.reason,
            raises_danger=view.raises_danger,
            asked_at=view.asked_at,
            opens_until=view.opens_until,
            is_over=view.is_over,
            viewer_may_answer=view.may_answer,
            viewer_may_look=view.may_look,
        )
        for view in views
    ]


def _asked(view: shapes.LinkBreakAsked) -> LinkBreakAsked:
    return LinkBreakAsked(id=strawberry.ID(global_id("LinkBreak", view.id)), status=LinkBreakStatus(view.status))


def _ask(info: Ask, input: AskToBreakLinkInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(_context: Context) -> Loading[Any]:
        found = known_id(input.membership_id, "Membership")
        body = shape(shapes.AskLinkBreak, reason=input.reason, raises_danger=input.raises_danger)
        return _asked((yield from told(owner.ask(found, body, key_for(info, input.client_mutation_id)))))

    return change(info, Who.KEEPERS, make)


def _answer(info: Ask, input: AnswerLinkBreakInput) -> Loading[Any]:  # noqa: A002 -- as above
    def make(_context: Context) -> Loading[Any]:
        found = known_id(input.link_break_id, "LinkBreak")
        body = shape(shapes.AnswerLinkBreak, agrees=input.agrees)
        return _asked((yield from told(owner.answer(found, body, key_for(info, input.client_mutation_id)))))

    return change(info, Who.KEEPERS, make)


def _look(info: Ask, input: LookBehindInput) -> Loading[Any]:  # noqa: A002 -- as above
    def make(_context: Context) -> Loading[Any]:
        view = yield from told(owner.look(known_id(input.link_break_id, "LinkBreak")))
        return LinkOpened(address=view.address)

    return change(info, Who.KEEPERS, make)


@strawberry.type
class LinkBreakMutation:
    ask_to_break_link: Any = strawberry.field(
        resolver=_ask,
        graphql_type=AskToBreakLinkResult,
        description="Ask to know who is behind a schuilnaam, because somebody is in serious danger.",
        metadata=may(Who.KEEPERS),
    )
    answer_link_break: Any = strawberry.field(
        resolver=_answer,
        graphql_type=AnswerLinkBreakResult,
        description="Agree as a second person that two can look for 72 hours, or do not.",
        metadata=may(Who.KEEPERS),
    )
    look_behind: Any = strawberry.field(
        resolver=_look,
        graphql_type=LookBehindResult,
        description="Look who is behind a schuilnaam, as one of the two; each look is written down.",
        metadata=may(Who.KEEPERS),
    )
