"""The members of a network, with their roles; and what coordinators do with them."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.connections import PageInfo, page, wanted_nodes, window
from services.gateway.graphql.context import Context
from services.gateway.graphql.enums import MembershipStatus, PerspectiveCode, Role, Theme, themes_of
from services.gateway.graphql.expert_questions import ExpertQuestionsOfNetwork
from services.gateway.graphql.ids import global_id, row_id
from services.gateway.graphql.loading import Loading, nothing, seen, told
from services.gateway.graphql.mandates import Mandate, mandates_of
from services.gateway.graphql.participation import (
    HeldRole,
    Interest,
    Participation,
    held_roles,
    interests_of,
    participation_in,
)
from services.gateway.graphql.people import Person, person
from services.gateway.graphql.plan import Place
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id, shape
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import participation as owner
from shared.api.network import participation as shapes

NOBODY = UUID(int=0)
"""Stands for an id that is no person's."""


@seen_by(Who.MEMBERS)
@strawberry.type(description="Somebody in a network, with the roles they hold and the interests they declared.")
class Member:
    membership_id: strawberry.ID
    person: Person
    perspective: PerspectiveCode = strawberry.field(description="From which they speak now.")
    perspectives: list[PerspectiveCode] | None = strawberry.field(
        metadata=may(Who.COORDINATORS, length=2),
        description="All they may speak from, first the one they speak from now; null for others than coordinators.",
    )
    status: MembershipStatus = strawberry.field(description="PAUSED is shown to coordinators only.")
    since: datetime
    roles: list[Role]
    held_roles: list[HeldRole] = strawberry.field(
        metadata=may(Who.MEMBERS, length=3), description="The same, with since when and until when."
    )
    interests: list[Interest] = strawberry.field(metadata=may(Who.MEMBERS, length=3))
    mandates: list[Mandate] = strawberry.field(
        metadata=may(Who.MEMBERS, length=1), description="What they were appointed to, and still are."
    )
    contribution: str | None = strawberry.field(description="What they say they bring, in their own words.")
    expertise: list[Theme] | None = strawberry.field(
        description="The themes fellow members may ask them about; empty for whatever they bring, null if they may not."
    )
    viewer_may_ask: bool = strawberry.field(
        description="Whether the viewer can ask them something that only the two read; never of a young person, nor by one."
    )
    version: int


@seen_by(Who.MEMBERS)
@strawberry.type
class MemberEdge:
    cursor: str
    node: Member


@seen_by(Who.MEMBERS)
@strawberry.type(description="The members of a network, by perspective and name.")
class MemberConnection:
    edges: list[MemberEdge]
    nodes: list[Member]
    page_info: PageInfo


def member_of(view: shapes.MemberView) -> Member:
    """Make a member of what network told."""
    return Member(
        membership_id=strawberry.ID(global_id("Membership", view.membership_id)),
        person=person(view.person_id, view.display_name, view.avatar),
        perspective=PerspectiveCode(view.perspective),
        perspectives=None if view.perspectives is None else [PerspectiveCode(one) for one in view.perspectives],
        status=MembershipStatus(view.status),
        since=view.since,
        roles=[Role(held.role) for held in view.roles],
        held_roles=held_roles(view.roles),
        interests=interests_of(view.interests),
        mandates=mandates_of(view.mandates),
        contribution=view.contribution,
        expertise=themes_of(view.expertise),
        viewer_may_ask=bool(view.may_be_asked),
        version=view.version,
    )


def members_in(context: Context, network_id: UUID, place: Place) -> Loading[Any]:
    """Fetch members of a network; None for who may not see them."""
    if context.viewer is None:
        return None
    part = window(place.arguments["first"], place.arguments.get("after"))
    of_each = wanted_nodes(place.wanted)
    given = yield from seen(
        owner.members(
            network_id,
            first=part.asked,
            after=part.after,
            interests="interests" in of_each,
            mandates="mandates" in of_each,
            asking="viewerMayAsk" in of_each,
            askable=place.arguments.get("askable", False),
            about=about.value if (about := place.arguments.get("about")) else None,
            starting_with=(row_id(begins, "Person") or NOBODY)
            if (begins := place.arguments.get("startingWith"))
            else None,
        )
    )
    if given is None:
        return None
    rows, cursors, info = page(part, given.items, given.next_cursor, place.wanted)
    nodes = [member_of(row) for row in rows]
    edges = [MemberEdge(cursor=cursor, node=node) for cursor, node in zip(cursors, nodes, strict=True)]
    return MemberConnection(edges=edges, nodes=nodes, page_info=info)


MEMBER_LISTS = (("members", members_in), ("viewerParticipation", participation_in))
"""What extras.py fetches of each network where it is asked."""


def _members(
    self: Any,
    info: Ask,
    first: int | None = 50,
    after: str | None = None,
    askable: Annotated[
        bool, strawberry.argument(description="Only who says that fellow members may ask them.")
    ] = False,
    about: Annotated[Theme | None, strawberry.argument(description="Those of them who named this theme.")] = None,
    starting_with: Annotated[
        strawberry.ID | None,
        strawberry.argument(description="Begins with this person, in place of after; empty where they are not in it."),
    ] = None,
) -> Any:
    return self.lists[info.field]


def _viewer_participation(self: Any, info: Ask) -> Any:
    return self.lists[info.field]


@strawberry.type
class MembersOfNetwork(ExpertQuestionsOfNetwork):
    members: Any = strawberry.field(
        resolver=_members,
        graphql_type=MemberConnection | None,
        metadata=may(Who.MEMBERS),
        description="Who takes part, by perspective, with roles and interests; null for who may not see it.",
    )
    viewer_participation: Any = strawberry.field(
        resolver=_viewer_participation,
        graphql_type=Participation | None,
        metadata=may(Who.SELF),
        description="The viewer's own place, also when they are away, left, or were removed.",
    )


def _one(info: Ask, membership_id: strawberry.ID) -> Loading[Any]:
    found = row_id(membership_id, "Membership")
    return nothing(None) if found is None or info.context.viewer is None else _fetch(found)


def _fetch(membership_id: UUID) -> Loading[Any]:
    view = yield from seen(owner.member(membership_id))
    return None if view is None else member_of(view)


@strawberry.type
class MemberQuery:
    member: Any = strawberry.field(
        resolver=_one,
        graphql_type=Member | None,
        metadata=may(Who.MEMBERS),
        description="One member of a network of the viewer.",
    )


@seen_by(Who.COORDINATORS)
@strawberry.type(description="That somebody takes part no longer.")
class MemberRemoved:
    membership_id: strawberry.ID


@strawberry.input
class RoleInput:
    role: Role
    until_on: date | None = strawberry.field(default=None, description="The last day of it.")


@strawberry.input(description="Exactly these roles from now on; what is left out is taken away.")
class SetRolesInput:
    membership_id: strawberry.ID
    roles: list[RoleInput]
    version: int
    client_mutation_id: str | None = None


@strawberry.input
class RemoveMemberInput:
    membership_id: strawberry.ID
    reason: str = strawberry.field(description="Only the person reads it, and who answers their objection.")
    version: int
    client_mutation_id: str | None = None


SetRolesResult = Annotated[Member | Refusal, strawberry.union("SetRolesResult")]
RemoveMemberResult = Annotated[MemberRemoved | Refusal, strawberry.union("RemoveMemberResult")]


def _set_roles(info: Ask, input: SetRolesInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(_context: Context) -> Loading[Any]:
        membership_id = known_id(input.membership_id, "Membership")
        wanted = [{"role": one.role.value, "until_on": one.until_on} for one in input.roles]
        body = shape(shapes.SetRoles, roles=wanted, version=input.version)
        view = yield from told(owner.set_roles(membership_id, body, key_for(info, input.client_mutation_id)))
        return member_of(view)

    return change(info, Who.COORDINATORS, make)


def _remove(info: Ask, input: RemoveMemberInput) -> Loading[Any]:  # noqa: A002 -- as above
    def make(_context: Context) -> Loading[Any]:
        membership_id = known_id(input.membership_id, "Membership")
        body = shape(shapes.RemoveMember, reason=input.reason, version=input.version)
        yield from told(owner.remove(membership_id, body, key_for(info, input.client_mutation_id)))
        return MemberRemoved(membership_id=input.membership_id)

    return change(info, Who.COORDINATORS, make)


@strawberry.type
class MemberMutation:
    set_roles: Any = strawberry.field(
        resolver=_set_roles,
        graphql_type=SetRolesResult,
        description="Give a member roles, and take roles away.",
        metadata=may(Who.COORDINATORS),
    )
    remove_member: Any = strawberry.field(
        resolver=_remove,
        graphql_type=RemoveMemberResult,
        description="Let somebody take part no longer, for a reason.",
        metadata=may(Who.COORDINATORS),
    )
