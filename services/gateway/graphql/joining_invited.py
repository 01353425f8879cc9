"""Inviting people to a network, one address, a list of them, or a link for several; and what a network knows of it."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.connections import PageInfo, page, window
from services.gateway.graphql.context import Context
from services.gateway.graphql.enums import InvitationStatus, InvitedRowVerdict, Language, PerspectiveCode, Role
from services.gateway.graphql.helping import HelpedParticipant, helped_in
from services.gateway.graphql.ids import global_id
from services.gateway.graphql.joining import Joining, WaitingRequestConnection, joining_in, requests_in
from services.gateway.graphql.joining_links import OpenInvitation, links_in
from services.gateway.graphql.link_breaking import LinkBreak, link_breaks_in
from services.gateway.graphql.loading import Loading, seen, told
from services.gateway.graphql.plan import Place
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id, shape
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import joining as owner
from shared.api.network import joining as shapes


@seen_by(Who.COORDINATORS)
@strawberry.type(description="An invitation to one address.")
class Invitation:
    id: strawberry.ID
    address: str | None = strawberry.field(description="Null once it is over.")
    name: str | None
    perspective: PerspectiveCode
    role: Role | None
    status: InvitationStatus
    invited_at: datetime
    expires_at: datetime
    sent_at: datetime | None = strawberry.field(description="When its last mail was made; null while that waits.")
    over_at: datetime | None


@seen_by(Who.COORDINATORS)
@strawberry.type
class InvitationEdge:
    cursor: str
    node: Invitation


@seen_by(Who.COORDINATORS)
@strawberry.type(description="Invitations; those that wait first.")
class InvitationConnection:
    edges: list[InvitationEdge]
    nodes: list[Invitation]
    page_info: PageInfo


@seen_by(Who.COORDINATORS)
@strawberry.type(description="What would become of one line of a list.")
class InvitedRow:
    number: int
    name: str
    address: str
    perspective: PerspectiveCode | None
    verdict: InvitedRowVerdict
    language: Language | None = strawberry.field(description="Of their mail, where the line says so.")


@seen_by(Who.COORDINATORS)
@strawberry.type(description="What would become of a list, or how many were invited.")
class InvitedList:
    rows: list[InvitedRow] = strawberry.field(
        metadata=may(Who.COORDINATORS, length=200), description="Empty once it was sent."
    )
    invited: int
    left_out: int
    is_sent: bool


@strawberry.input
class InviteInput:
    network_id: strawberry.ID
    email: str
    perspective: PerspectiveCode
    role: Role | None = None
    language: Language = Language.nl
    client_mutation_id: str | None = None


@strawberry.input(
    description="One person on a line: name;address;perspective;language. Without confirm nothing is sent."
)
class InviteManyInput:
    network_id: strawberry.ID
    people: str
    perspective: PerspectiveCode | None = strawberry.field(default=None, description="For lines without one.")
    language: Language = Language.nl
    confirm: bool = False
    client_mutation_id: str | None = None


@strawberry.input
class ResendInvitationInput:
    invitation_id: strawberry.ID
    client_mutation_id: str | None = None


@strawberry.input
class WithdrawInvitationInput:
    invitation_id: strawberry.ID
    client_mutation_id: str | None = None


InviteResult = Annotated[Invitation | Refusal, strawberry.union("InviteResult")]
InviteManyResult = Annotated[InvitedList | Refusal, strawberry.union("InviteManyResult")]
ResendInvitationResult = Annotated[Invitation | Refusal, strawberry.union("ResendInvitationResult")]
WithdrawInvitationResult = Annotated[Invitation | Refusal, strawberry.union("WithdrawInvitationResult")]


def _invitation(view: shapes.InvitationView) -> Invitation:
    return Invitation(
        id=strawberry.ID(global_id("Invitation", view.id)),
        address=view.address,
        name=view.name,
        perspective=PerspectiveCode(view.perspective),
        role=Role(view.role) if view.role else None,
        status=InvitationStatus(view.status),
        invited_at=view.invited_at,
        expires_at=view.expires_at,
        sent_at=view.sent_at,
        over_at=view.over_at,
    )


def invitations_in(context: Context, network_id: UUID, place: Place) -> Loading[Any]:
    """Fetch the invitations of a network; None for who may not see them."""
    if context.viewer is None:
        return None
    part = window(place.arguments["first"], place.arguments.get("after"))
    given = yield from seen(owner.invitations(network_id, first=part.asked, after=part.after))
    if given is None:
        return None
    rows, cursors, info = page(part, given.items, given.next_cursor, place.wanted)
    nodes = [_invitation(row) for row in rows]
    edges = [InvitationEdge(cursor=cursor, node=node) for cursor, node in zip(cursors, nodes, strict=True)]
    return InvitationConnection(edges=edges, nodes=nodes, page_info=info)


JOINING_LISTS = (
    ("joining", joining_in),
    ("joinRequests", requests_in),
    ("invitations", invitations_in),
    ("openInvitations", links_in),
    ("helpedParticipants", helped_in),
    ("linkBreaks", link_breaks_in),
)
"""What extras.py fetches of each network where it is asked."""


def _listed(self: Any, info: Ask) -> Any:
    return self.lists[info.field]


def _requests(self: Any, info: Ask, first: int | None = 20, after: str | None = None) -> Any:
    return self.lists[info.field]


def _invitations(self: Any, info: Ask, first: int | None = 50, after: str | None = None) -> Any:
    return self.lists[info.field]


@strawberry.type
class JoiningOfNetwork:
    joining: Any = strawberry.field(
        resolver=_listed,
        graphql_type=Joining | None,
        metadata=may(Who.SIGNED_IN),
        description="What it asks of who wants to take part; null for a stranger.",
    )
    join_requests: Any = strawberry.field(
        resolver=_requests,
        graphql_type=WaitingRequestConnection | None,
        metadata=may(Who.COORDINATORS),
        description="Who asks to take part and waits; null for who may not see it.",
    )
    invitations: Any = strawberry.field(
        resolver=_invitations,
        graphql_type=InvitationConnection | None,
        metadata=may(Who.COORDINATORS),
        description="Who is invited; null for who may not see it.",
    )
    link_breaks: Any = strawberry.field(
        resolver=_listed,
        graphql_type=list[LinkBreak] | None,
        metadata=may(Who.KEEPERS, length=20),
        description="Where somebody wants to know who is behind a schuilnaam, newest first. Null for who may not see it.",
    )
    helped_participants: Any = strawberry.field(
        resolver=_listed,
        graphql_type=list[HelpedParticipant] | None,
        metadata=may(Who.HELPERS, length=20),
        description="Who takes part without a mail address; a support person sees whom they help. Null for who may not see it.",
    )
    open_invitations: Any = strawberry.field(
        resolver=_listed,
        graphql_type=list[OpenInvitation] | None,
        metadata=may(Who.COORDINATORS, length=10),
        description="The links that count, newest first; null for who may not see them.",
    )


def _invite(info: Ask, input: InviteInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(_context: Context) -> Loading[Any]:
        network_id = known_id(input.network_id, "Network")
        body = shape(
            shapes.Invite,
            email=input.email,
            perspective=input.perspective.value,
            role=input.role.value if input.role else None,
            language=input.language.value,
        )
        return _invitation((yield from told(owner.invite(network_id, body, key_for(info, input.client_mutation_id)))))

    return change(info, Who.COORDINATORS, make)


def _invite_many(info: Ask, input: InviteManyInput) -> Loading[Any]:  # noqa: A002 -- as above
    def make(_context: Context) -> Loading[Any]:
        network_id = known_id(input.network_id, "Network")
        body = shape(
            shapes.InviteMany,
            people=input.people,
            perspective=input.perspective.value if input.perspective else None,
            language=input.language.value,
        )
        if input.confirm:
            done = yield from told(owner.invite_many(network_id, body, key_for(info, input.client_mutation_id)))
            return InvitedList(rows=[], invited=done.invited, left_out=done.left_out, is_sent=True)
        report = yield from told(owner.preview_list(network_id, body))
        rows = [_row(row) for row in report.rows]
        valid = sum(row.verdict is InvitedRowVerdict.VALID for row in rows)
        return InvitedList(rows=rows, invited=valid, left_out=len(rows) - valid, is_sent=False)

    return change(info, Who.COORDINATORS, make)


def _row(row: shapes.InvitedRow) -> InvitedRow:
    return InvitedRow(
        number=row.number,
        name=row.name,
        address=row.address,
        perspective=PerspectiveCode(row.perspective) if row.perspective else None,
        verdict=InvitedRowVerdict(row.verdict),
        language=Language(row.language) if row.language else None,
    )


def _resend(info: Ask, input: ResendInvitationInput) -> Loading[Any]:  # noqa: A002 -- as above
    def make(_context: Context) -> Loading[Any]:
        found = known_id(input.invitation_id, "Invitation")
        return _invitation((yield from told(owner.resend(found, key_for(info, input.client_mutation_id)))))

    return change(info, Who.COORDINATORS, make)


def _withdraw(info: Ask, input: WithdrawInvitationInput) -> Loading[Any]:  # noqa: A002 -- as above
    def make(_context: Context) -> Loading[Any]:
        found = known_id(input.invitation_id, "Invitation")
        return _invitation((yield from told(owner.withdraw(found, key_for(info, input.client_mutation_id)))))

    return change(info, Who.COORDINATORS, make)


@strawberry.type
class InvitationMutation:
    invite: Any = strawberry.field(
        resolver=_invite,
        graphql_type=InviteResult,
        description="Invite one address; good for once, for that address, for 14 days.",
        metadata=may(Who.COORDINATORS),
    )
    invite_many: Any = strawberry.field(
        resolver=_invite_many,
        graphql_type=InviteManyResult,
        description="See line by line what would become of a list, and with confirm invite who is right.",
        metadata=may(Who.COORDINATORS),
    )
    resend_invitation: Any = strawberry.field(
        resolver=_resend,
        graphql_type=ResendInvitationResult,
        description="Send an invitation again; the link before stops.",
        metadata=may(Who.COORDINATORS),
    )
    withdraw_invitation: Any = strawberry.field(
        resolver=_withdraw,
        graphql_type=WithdrawInvitationResult,
        description="Take an invitation back.",
        metadata=may(Who.COORDINATORS),
    )
