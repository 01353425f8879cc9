"""What memberships can be asked of joining: asking to take part, and being invited."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from shared.api.network.memberships import Role
from shared.api.network.networks import NetworkView, PerspectiveCode
from shared.api.network.people import AgeAnswer
from shared.api.page import Shape
from shared.api.text import Line, Prose

JoinRequestStatus = Literal["OPEN", "ACCEPTED", "DECLINED", "LAPSED", "WITHDRAWN"]
InvitationStatus = Literal["OPEN", "WITHDRAWN", "EXPIRED"]
RowVerdict = Literal["VALID", "TAKES_PART", "INVITED", "TWICE", "NOT_AN_ADDRESS", "UNKNOWN_PERSPECTIVE", "NO_LANGUAGE"]
Token = Annotated[str, Field(max_length=200)]


class RequestToJoin(Shape):
    """POST /networks/{network_id}/join-requests (PERSON): ask to take part: the JoinRequestView, also of one that waits already.

    TAKES_NO_MEMBERS, WRONG_PERSPECTIVE, ANSWER_MISSING, TAKES_PART_ALREADY, PLACE_IS_KEPT, ASKED_TOO_OFTEN,
    AGE_NOT_SAID (at ``age``), TOO_YOUNG, INVITATION_NEEDED, PARENTAL_PERMISSION_REQUIRED. ``age`` is needed from who was never asked.
    """

    perspective: PerspectiveCode
    answer: Annotated[Prose, Field(max_length=4000)]
    age: AgeAnswer | None = None


class JoinRequestView(Shape):
    """A request for who made it. POST /join-requests/{id}:withdraw (who made it; REQUEST_OVER) gives it too."""

    id: UUID
    network_id: UUID
    perspective: PerspectiveCode
    answer: str
    status: JoinRequestStatus
    asked_at: AwareDatetime
    lapses_at: AwareDatetime
    message: str | None
    """What the coordinator answered."""


class JoiningView(Shape):
    """GET /networks/{network_id}/joining (PERSON): what a network asks of who wants to take part, and how the viewer stands.

    ``question`` is None where it is the question of the house. ``request``: the viewer's last one, if any is kept.
    """

    question: str | None
    request: JoinRequestView | None


class WaitingRequestView(Shape):
    """One request that waits. GET /networks/{network_id}/join-requests?first=&after= (Page, oldest first; COORDINATOR_NEEDED)."""

    id: UUID
    network_id: UUID
    person_id: UUID
    display_name: str
    perspective: PerspectiveCode
    answer: str
    asked_at: AwareDatetime
    lapses_at: AwareDatetime
    version: int


class AnswerJoinRequest(Shape):
    """POST /join-requests/{id}:answer (coordinators): let somebody in, or say no with a few words: AnsweredView.

    REQUEST_OVER, MESSAGE_MISSING, STALE_VERSION, TAKES_NO_MEMBERS, WRONG_PERSPECTIVE.
    """

    accepts: bool
    message: Annotated[Prose, Field(max_length=4000)] = ""
    version: int


class AnsweredView(Shape):
    """What came of a request."""

    id: UUID
    network_id: UUID
    status: JoinRequestStatus


class AskAtTheDoor(Shape):
    """POST /networks/{network_id}/joining:ask (coordinators): the network's own question, or none: JoiningView. QUESTION_TOO_LONG."""

    question: Annotated[Line, Field(max_length=1000)]


class JoinLetterAsked(Shape):
    """POST /join-requests/{id}:letter (notifications only): what a mail about a request says.

    RECEIPT and ANSWER go to who asked, NEWS to the coordinator ``person_id``. NOT_FOUND, or REQUEST_OVER when there is
    nothing to tell any more.
    """

    about: Literal["RECEIPT", "ANSWER", "NEWS"]
    person_id: UUID | None = None


class JoinLetter(Shape):
    """What such a mail says, and to whom it goes; never who asked."""

    address: str
    language: Literal["nl", "en"]
    network_slug: str
    network_name: str
    status: JoinRequestStatus
    message: str | None
    lapses_at: AwareDatetime


class Invite(Shape):
    """POST /networks/{network_id}/invitations (coordinators): invite one address: the InvitationView.

    NOT_AN_ADDRESS, TAKES_PART_ALREADY, INVITED_ALREADY (at ``email``), WRONG_PERSPECTIVE, TAKES_NO_MEMBERS,
    TOO_MANY_INVITATIONS. Whether the address has an account makes no difference.
    """

    email: Annotated[str, Field(min_length=3, max_length=254)]
    perspective: PerspectiveCode
    role: Role | None = None
    language: Literal["nl", "en"] = "nl"


class InvitationView(Shape):
    """One invitation, for coordinators. GET /networks/{network_id}/invitations?first=&after= (Page, those that wait first).

    POST /invitations/{id}:resend (INVITATION_OVER, TOO_MANY_INVITATIONS) and :withdraw (INVITATION_OVER) give it too.
    One that was used stays OPEN here until its time is over, unless somebody with that address takes part under their own name:
    nobody may guess whose a schuilnaam is. ``address`` and ``name`` are None once it is over.
    ``sent_at``: when the last mail was made; None while that waits.
    """

    id: UUID
    network_id: UUID
    address: str | None
    name: str | None
    perspective: PerspectiveCode
    role: Role | None
    status: InvitationStatus
    invited_at: AwareDatetime
    expires_at: AwareDatetime
    sent_at: AwareDatetime | None
    over_at: AwareDatetime | None
    version: int


class InviteMany(Shape):
    """POST /networks/{network_id}/invitations:preview (InvitedList) and :many (ManyInvited): a list of people (coordinators).

    One person on a line: ``name;address;perspective;language``; all but the address may be left out. At most 200 lines.
    ``perspective`` and ``language`` are for lines without one. LIST_EMPTY, LIST_TOO_LONG (at ``people``), TOO_MANY_INVITATIONS.
    """

    people: Annotated[Prose, Field(max_length=60_000)]
    perspective: PerspectiveCode | None = None
    language: Literal["nl", "en"] = "nl"


class InvitedRow(Shape):
    """What would become of one line."""

    number: int
    name: str
    address: str
    perspective: PerspectiveCode | None
    verdict: RowVerdict
    language: Literal["nl", "en"] | None = None


class InvitedList(Shape):
    """What would become of a list; nothing is sent."""

    rows: list[InvitedRow]


class ManyInvited(Shape):
    """How many of a list were invited now, and how many lines were left out."""

    invited: int
    left_out: int


class InvitationSecretAsked(Shape):
    """POST /invitations/{id}:mint (notifications only): make the link of this round's mail now: InvitationSecret.

    NOT_FOUND, or INVITATION_OVER also when the mail was asked for once more: then this one is not sent.
    """

    round: int


class InvitationSecret(Shape):
    """What goes into one mail; its token is kept nowhere."""

    address: str
    language: Literal["nl", "en"]
    token: str
    network_name: str
    network_kind: str = "learning_network"
    invited_by: str | None
    perspective: PerspectiveCode
    role: Role | None = None
    expires_at: AwareDatetime


class InvitationToken(Shape):
    """POST /invitations:look (whoever holds the token): SeenInvitationView; looking changes nothing.

    NOT_FOUND, INVITATION_OVER, INVITATION_FULL.
    """

    token: Token


class AcceptInvitation(Shape):
    """POST /invitations:accept (PERSON; signed in with the address it was sent to): the MembershipView.

    ``age`` is needed from who was never asked. Under 16 a support person and the address of a parent or guardian are needed
    too, and the place has the status AWAITING_PARENTAL_PERMISSION. NOT_FOUND, INVITATION_OVER, INVITATION_FOR_OTHER,
    PLACE_IS_KEPT, PARENTAL_PERMISSION_REQUIRED while that is awaited, TAKES_NO_MEMBERS, WRONG_PERSPECTIVE, AGE_NOT_SAID
    (at ``age``), TOO_YOUNG, NO_SUPPORT_PERSON, SUPPORT_PERSON_MISSING (at ``supporter_id``),
    GUARDIAN_MISSING, GUARDIAN_IS_YOURSELF, NOT_AN_ADDRESS (at ``guardian_email``), ASKED_TOO_MANY_TIMES.
    """

    token: Token
    age: AgeAnswer | None = None
    supporter_id: UUID | None = None
    """The membership of a support person of the network."""
    guardian_email: Annotated[str, Field(max_length=254)] | None = None
    guardian_language: Literal["nl", "en"] = "nl"


class SupportPersonView(Shape):
    """A support person of a network, for who holds a personal invitation to it."""

    membership_id: UUID
    display_name: str


class SeenInvitationView(Shape):
    """Who invites for what. ``perspective`` is None where one chooses it oneself; ``support_people``: who of the network can help."""

    network: NetworkView
    perspective: PerspectiveCode | None
    invited_by: str | None
    is_personal: bool
    expires_at: AwareDatetime
    role: Role | None = None
    support_people: list[SupportPersonView] = []


class OpenInvitationAsked(Shape):
    """POST /networks/{network_id}/open-invitations (coordinators): a link for several people: OpenInvitationMade.

    WRONG_LIMITS (at ``cap`` or ``days``), WRONG_PERSPECTIVE, TAKES_NO_MEMBERS, TOO_MANY_INVITATIONS.
    """

    perspective: PerspectiveCode | None = None
    cap: int
    days: int


class OpenInvitationView(Shape):
    """A link that counts. GET /networks/{network_id}/open-invitations (coordinators; list). POST /open-invitations/{id}:close."""

    id: UUID
    network_id: UUID
    perspective: PerspectiveCode | None
    cap: int
    joined: int
    opened_at: AwareDatetime
    expires_at: AwareDatetime
    closed_at: AwareDatetime | None


class OpenInvitationMade(Shape):
    """A new link; its token is told this once."""

    invitation: OpenInvitationView
    token: str


class JoinNetwork(Shape):
    """POST /networks:join (PERSON): take part with an open link: the MembershipView.

    NOT_FOUND, INVITATION_OVER, INVITATION_FULL, PLACE_IS_KEPT, PARENTAL_PERMISSION_REQUIRED, TAKES_NO_MEMBERS,
    WRONG_PERSPECTIVE, AGE_NOT_SAID (at ``age``), TOO_YOUNG, INVITATION_NEEDED. ``age`` is needed from who was never asked.
    """

    token: Token
    perspective: PerspectiveCode | None = None
    age: AgeAnswer | None = None
