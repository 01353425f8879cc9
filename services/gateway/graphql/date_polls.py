"""Date polls: when people can come, how that stands for every perspective, and which dates are chosen."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.calendar_enums import SessionType
from services.gateway.graphql.connections import PageInfo, page, wanted_nodes, window
from services.gateway.graphql.context import Context
from services.gateway.graphql.date_poll_dates import DatePollDate, DatePollPerspective, date_of, id_of, perspectives_of
from services.gateway.graphql.enums import DatePollStatus, PerspectiveCode
from services.gateway.graphql.ids import global_id, row_id
from services.gateway.graphql.loading import Loading, nothing, seen, together, told, unique
from services.gateway.graphql.memberships import fellow_members
from services.gateway.graphql.nodes import Node, fetches, later, many
from services.gateway.graphql.plan import Place, Wanted
from services.gateway.graphql.soft_blocks import known_perspectives
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import calendars
from services.gateway.owners import date_polls as owner
from shared.api.agenda.date_polls import DatePollView

DETAILS = {"dates", "perspectives", "members", "answered", "chooseFirst", "viewerAnsweredFrom"}
"""What is told of one poll at a time."""


@seen_by(Who.MEMBERS)
@strawberry.type(description="A question to all members of a network: when can you come (datumprikker)?")
class DatePoll(Node):
    network: Any = strawberry.field(graphql_type=later("Network", "networks") | None)
    title: str
    words: str = strawberry.field(description="What the coordinator who opened it adds; empty: nothing.")
    place: str
    link: str | None = strawberry.field(
        metadata=may(Who.COORDINATORS),
        description="Where to join online what its dates become; null where there is nothing, and for who does not coordinate.",
    )
    type: SessionType = strawberry.field(description="Of what kind the sessions are that its dates become.")
    status: DatePollStatus
    answer_until: datetime
    opened_at: datetime
    closed_at: datetime | None
    decided_at: datetime | None
    series_id: strawberry.ID | None = strawberry.field(description="The series that its dates became.")
    viewer_has_answered: bool
    viewer_may_answer: bool
    viewer_may_close: bool
    viewer_may_choose: bool = strawberry.field(description="Whether the viewer can choose the dates now.")
    viewer_is_needed: bool = strawberry.field(
        description="Whether it cannot be without the viewer: coordinators see what they say of each date."
    )
    viewer_answered_from: PerspectiveCode | None = strawberry.field(
        description="The perspective that the viewer answers this poll from: where they first did; null before, and in a list."
    )
    viewer_yes_counts: bool = strawberry.field(
        description="Whether the viewer comes to the sessions on dates they say yes to, without saying so again."
    )
    version: int
    members: int | None = strawberry.field(description="How many people take part; null in a list.")
    answered: int | None = strawberry.field(
        description="How many answered; null in a list, and where it would tell of fewer than three people."
    )
    perspectives: list[DatePollPerspective] | None = strawberry.field(
        metadata=may(Who.MEMBERS, length=6), description="Null in a list."
    )
    choose_first: list[PerspectiveCode] = strawberry.field(
        metadata=may(Who.MEMBERS, length=2),
        description="The perspectives of which too few came last time, so that their dates go first; none in a list.",
    )
    dates: list[DatePollDate] | None = strawberry.field(
        metadata=may(Who.MEMBERS, length=12),
        description="The best first, or in order of time for who may not see the result yet; null in a list.",
    )


@seen_by(Who.MEMBERS)
@strawberry.type
class DatePollEdge:
    cursor: str
    node: DatePoll


@seen_by(Who.MEMBERS)
@strawberry.type(description="Date polls, newest first.")
class DatePollConnection:
    edges: list[DatePollEdge]
    nodes: list[DatePoll]
    page_info: PageInfo


def date_polls_of(context: Context, views: Sequence[DatePollView], wanted: Wanted) -> Loading[list[DatePoll]]:
    """Make date polls of what agenda told, with what is asked of their networks and of the viewer's own calendar."""
    needed = [(view.network_id, one) for view in views for one in view.needed_ids or ()] if "dates" in wanted else []
    networks, fellows, *busy = yield from together(
        many("Network", context, unique([view.network_id for view in views]), wanted.below("network"))
        if "network" in wanted
        else nothing({}),
        fellow_members(context, needed if "needed" in wanted.below("dates") else []),
        *(
            told(calendars.own_dates(view.id))
            for view in views
            if view.dates and "dates" in wanted and "viewerIsBusy" in wanted.below("dates")
        ),
    )
    known = {one.date_id: one.is_busy for dates in busy if not isinstance(dates, Exception) for one in dates}
    return [_date_poll(view, networks, known, fellows) for view in views]


def date_poll_changed(context: Context, view: DatePollView, wanted: Wanted) -> Loading[DatePoll]:
    """Make the poll that a change came to, with its dates where they are asked."""
    if DETAILS & wanted.names:
        view = yield from told(owner.date_poll(view.id))
    return (yield from date_polls_of(context, [view], wanted))[0]


def _date_poll(view: DatePollView, networks: Any, busy: Mapping[UUID, bool], fellows: Any) -> DatePoll:
    people = fellows if isinstance(fellows, Exception) else {person_id: who for (_, person_id), who in fellows.items()}
    return DatePoll(
        id=strawberry.ID(global_id("DatePoll", view.id)),
        network=networks if isinstance(networks, Exception) else networks.get(view.network_id),
        title=view.title,
        words=view.words,
        place=view.place,
        link=view.link or None,
        type=SessionType(view.type),
        status=DatePollStatus(view.status),
        answer_until=view.answer_until,
        opened_at=view.opened_at,
        closed_at=view.closed_at,
        decided_at=view.decided_at,
        series_id=id_of("Series", view.series_id),
        viewer_has_answered=view.has_answered,
        viewer_may_answer=view.may_answer,
        viewer_may_close=view.may_close,
        viewer_may_choose=view.may_decide,
        viewer_is_needed=view.is_needed,
        viewer_answered_from=PerspectiveCode(view.answered_from) if view.answered_from else None,
        viewer_yes_counts=view.yes_counts,
        version=view.version,
        members=view.members,
        answered=view.answered,
        perspectives=None if view.perspectives is None else perspectives_of(view.perspectives),
        choose_first=known_perspectives(view.first_choice),
        dates=None if view.dates is None else [date_of(one, busy, people) for one in view.dates],
    )


@fetches("DatePoll")
def fetch_date_poll(context: Context, row_id: UUID, wanted: Wanted) -> Loading[Any]:
    """Fetch one poll with what is asked of it."""
    if context.viewer is None:
        return None
    view = yield from seen(owner.date_poll(row_id))
    return None if view is None else (yield from date_polls_of(context, [view], wanted))[0]


def waiting_for_viewer(context: Context, wanted: Wanted) -> Loading[list[DatePoll]]:
    """Fetch the polls that ask something of who asks."""
    views = yield from told(owner.waiting_date_polls())
    return (yield from date_polls_of(context, views, wanted))


def _query(info: Ask, id: strawberry.ID) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    poll_id = row_id(id, "DatePoll")
    return nothing(None) if poll_id is None else fetch_date_poll(info.context, poll_id, info.wanted())


@strawberry.type
class DatePollQuery:
    date_poll: Any = strawberry.field(
        resolver=_query, graphql_type=DatePoll | None, description="One date poll.", metadata=may(Who.MEMBERS)
    )


# Fetched with their network; the arguments are declared here and read below.


def _listed(
    self: Any, info: Ask, status: DatePollStatus | None = None, first: int | None = 20, after: str | None = None
) -> Any:
    return self.lists[info.field]


@strawberry.type
class DatePollsOfNetwork:
    """What a network shows of date polls; a part of Network."""

    date_polls: Any = strawberry.field(
        resolver=_listed,
        graphql_type=DatePollConnection | None,
        metadata=may(Who.MEMBERS),
        description="Its date polls, newest first; none for who is no member.",
    )


def _date_polls(context: Context, network_id: UUID, place: Place) -> Loading[Any]:
    if context.viewer is None:
        return None
    part = window(place.arguments["first"], place.arguments.get("after"))
    status = place.arguments.get("status")
    inquiry = owner.date_polls(network_id, status=status.value if status else None, first=part.asked, after=part.after)
    given = yield from seen(inquiry)
    if given is None:
        return None
    rows, cursors, info = page(part, given.items, given.next_cursor, place.wanted)
    nodes = yield from date_polls_of(context, rows, wanted_nodes(place.wanted))
    return DatePollConnection(
        edges=[DatePollEdge(cursor=cursor, node=node) for cursor, node in zip(cursors, nodes, strict=True)],
        nodes=nodes,
        page_info=info,
    )


DATE_POLL_LISTS = (("datePolls", _date_polls),)
"""How they are fetched, with the network."""
