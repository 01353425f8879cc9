"""What network is asked about joining: asking to take part, and being invited."""

from uuid import UUID

from services.gateway.owners.inquiry import Inquiry, get, post
from shared.api.network.joining import (
    AcceptInvitation,
    AnsweredView,
    AnswerJoinRequest,
    AskAtTheDoor,
    InvitationToken,
    InvitationView,
    Invite,
    InvitedList,
    InviteMany,
    JoiningView,
    JoinNetwork,
    JoinRequestView,
    ManyInvited,
    OpenInvitationAsked,
    OpenInvitationMade,
    OpenInvitationView,
    RequestToJoin,
    SeenInvitationView,
    WaitingRequestView,
)
from shared.api.network.memberships import MembershipView
from shared.api.page import Page

OWNER = "network"
Key = str | None


def joining(network_id: UUID) -> Inquiry[JoiningView]:
    """What a network asks of who wants to take part, and the request of who asks. Raises NotFound, NotSignedIn."""
    return get(OWNER, f"/networks/{network_id}/joining", JoiningView)


def ask_at_the_door(network_id: UUID, body: AskAtTheDoor, key: Key) -> Inquiry[JoiningView]:
    """Set the network's own question. Raises NotFound, CoordinatorNeeded, QuestionTooLong."""
    return post(OWNER, f"/networks/{network_id}/joining:ask", JoiningView, body, key)


def request(network_id: UUID, body: RequestToJoin, key: Key) -> Inquiry[JoinRequestView]:
    """Ask to take part."""
    return post(OWNER, f"/networks/{network_id}/join-requests", JoinRequestView, body, key)


def withdraw_request(join_request_id: UUID, key: Key) -> Inquiry[JoinRequestView]:
    """Take back one's own request. Raises NotFound, RequestOver."""
    return post(OWNER, f"/join-requests/{join_request_id}:withdraw", JoinRequestView, None, key)


def answer_request(join_request_id: UUID, body: AnswerJoinRequest, key: Key) -> Inquiry[AnsweredView]:
    """Let somebody in, or say no. Raises NotFound, CoordinatorNeeded, RequestOver, MessageMissing, StaleVersion."""
    return post(OWNER, f"/join-requests/{join_request_id}:answer", AnsweredView, body, key)


def waiting(network_id: UUID, *, first: int, after: str | None) -> Inquiry[Page[WaitingRequestView]]:
    """The requests that wait. Raises NotFound, CoordinatorNeeded."""
    return get(OWNER, f"/networks/{network_id}/join-requests", Page[WaitingRequestView], first=first, after=after)


def invitations(network_id: UUID, *, first: int, after: str | None) -> Inquiry[Page[InvitationView]]:
    """The invitations of a network. Raises NotFound, CoordinatorNeeded."""
    return get(OWNER, f"/networks/{network_id}/invitations", Page[InvitationView], first=first, after=after)


def invite(network_id: UUID, body: Invite, key: Key) -> Inquiry[InvitationView]:
    """Invite one address."""
    return post(OWNER, f"/networks/{network_id}/invitations", InvitationView, body, key)


def resend(invitation_id: UUID, key: Key) -> Inquiry[InvitationView]:
    """Send an invitation again. Raises NotFound, CoordinatorNeeded, InvitationOver, TooManyInvitations."""
    return post(OWNER, f"/invitations/{invitation_id}:resend", InvitationView, None, key)


def withdraw(invitation_id: UUID, key: Key) -> Inquiry[InvitationView]:
    """Take an invitation back. Raises NotFound, CoordinatorNeeded, InvitationOver."""
    return post(OWNER, f"/invitations/{invitation_id}:withdraw", InvitationView, None, key)


def preview_list(network_id: UUID, body: InviteMany) -> Inquiry[InvitedList]:
    """What would become of a list. Raises NotFound, CoordinatorNeeded, ListEmpty, ListTooLong."""
    return post(OWNER, f"/networks/{network_id}/invitations:preview", InvitedList, body)


def invite_many(network_id: UUID, body: InviteMany, key: Key) -> Inquiry[ManyInvited]:
    """Invite everybody on a list whose line is right. Raises what preview_list raises, and TooManyInvitations."""
    return post(OWNER, f"/networks/{network_id}/invitations:many", ManyInvited, body, key)


def look(body: InvitationToken) -> Inquiry[SeenInvitationView]:
    """Who invites for what. Raises NotFound, InvitationOver, InvitationFull."""
    return post(OWNER, "/invitations:look", SeenInvitationView, body)


def accept(body: AcceptInvitation, key: Key) -> Inquiry[MembershipView]:
    """Take part with a personal invitation. Raises NotFound, InvitationOver, InvitationForOther."""
    return post(OWNER, "/invitations:accept", MembershipView, body, key)


def open_invitations(network_id: UUID) -> Inquiry[list[OpenInvitationView]]:
    """The links of a network that count. Raises NotFound, CoordinatorNeeded."""
    return get(OWNER, f"/networks/{network_id}/open-invitations", list[OpenInvitationView])


def open_one(network_id: UUID, body: OpenInvitationAsked) -> Inquiry[OpenInvitationMade]:
    """Make a link for several people; its token is told this once."""
    return post(OWNER, f"/networks/{network_id}/open-invitations", OpenInvitationMade, body)


def close(open_invitation_id: UUID, key: Key) -> Inquiry[OpenInvitationView]:
    """Let nobody join with a link any more. Raises NotFound, CoordinatorNeeded."""
    return post(OWNER, f"/open-invitations/{open_invitation_id}:close", OpenInvitationView, None, key)


def join(body: JoinNetwork, key: Key) -> Inquiry[MembershipView]:
    """Take part with a link. Raises NotFound, InvitationOver, InvitationFull, WrongPerspective."""
    return post(OWNER, "/networks:join", MembershipView, body, key)
