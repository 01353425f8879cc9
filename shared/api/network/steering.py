"""What can be asked about carrying a network: its beginning, settings, goals, relations, partners, and going on as another."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from shared.api.network.networks import PerspectiveCode, PerspectiveView, Region, Theme
from shared.api.page import Shape
from shared.api.text import Line, Prose

ChosenStatus = Literal["PREPARING", "ACTIVE", "PAUSED", "ARCHIVED"]
Outcome = Literal["REACHED", "PARTLY", "NOT_REACHED", "UNKNOWN"]
RelationType = Literal[
    "APPOINTED",
    "APPOINTED_BY",
    "BUILDS_ON",
    "CONTRIBUTES_TO",
    "CREATED_BY",
    "CREATES",
    "FED_BY",
    "FEEDS",
    "HAS_PARTNER",
    "IS_BUILT_ON_BY",
    "MONITORED_BY",
    "MONITORS",
    "OFFERED_BY",
    "OFFERS",
    "RECEIVES_FROM",
    "RECEIVES_RESULTS_FROM",
    "RUNS",
    "RUN_BY",
    "SHARES_RESULTS_WITH",
    "SUPPORTED_BY",
    "SUPPORTS",
]
Text = Annotated[Prose, Field(max_length=4000)]
Name = Annotated[Line, Field(max_length=300)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100)]


DecisionKind = Literal[
    "JOIN_REQUESTS",
    "APPEAL",
    "SUCCESSION",
    "SUCCESSION_DECLINED",
    "SUPPORT_LOST",
    "OWN_REQUEST",
    "OWN_PERMISSION",
    "OWN_PAUSE",
]


class CreateNetwork(Shape):
    """POST /networks (PERSON): a network begins, PREPARING, and its first coordinator is invited: a NetworkView.

    By an administrator; with ``parent_id`` by a coordinator of that network: a group inside it, which they coordinate too. The slug
    is made of the name, and ``coordinator_name`` stands on the invitation. ADMINISTRATOR_NEEDED, COORDINATOR_NEEDED, NOT_FOUND,
    GROUP_IN_GROUP, NETWORK_INCOMPLETE, NOT_AN_ADDRESS, WRONG_PERSPECTIVE,
    NOT_YOUR_OWN_COORDINATOR (at ``coordinator_email``) for an administrator's own address.
    """

    name: Name
    kind: Annotated[str, Field(max_length=100)]
    mission_nl: Text
    mission_en: Text
    organiser: Name | None = None
    perspectives: list[PerspectiveView] = []
    parent_id: UUID | None = None
    coordinator_email: Annotated[str, Field(max_length=254)]
    coordinator_name: Annotated[Line, Field(max_length=80)]
    coordinator_perspective: PerspectiveCode


class UnledNetworkView(Shape):
    """GET /networks:unled (PERSON, administrators; list): a network that nobody coordinates, at most a hundred.

    First where something waits. ADMINISTRATOR_NEEDED.
    """

    network_id: UUID
    slug: str
    name: str
    perspectives: list[PerspectiveCode]
    waiting: int
    """Requests to take part and objections together; never what they say, or whose they are (C034)."""
    is_asked: bool
    """Whether somebody is invited to coordinate it."""


class AskToCoordinate(Shape):
    """POST /networks/{network_id}:ask-to-coordinate (PERSON, administrators): invite somebody where nobody coordinates.

    ADMINISTRATOR_NEEDED, NOT_FOUND, HAS_COORDINATOR, NOT_YOUR_OWN_COORDINATOR and INVITED_ALREADY (at ``coordinator_email``),
    NOT_AN_ADDRESS, TAKES_NO_MEMBERS, WRONG_PERSPECTIVE.
    """

    coordinator_email: Annotated[str, Field(max_length=254)]
    coordinator_name: Annotated[Line, Field(max_length=80)]
    coordinator_perspective: PerspectiveCode


class AskedToCoordinate(Shape):
    """For which network somebody was asked."""

    network_id: UUID
    slug: str


class UpdateNetwork(Shape):
    """POST /networks/{id}:update (PERSON, its coordinators): all its settings at once: a NetworkView.

    COORDINATOR_NEEDED, NOT_FOUND, STALE_VERSION, NETWORK_INCOMPLETE, STATUS_NOT_NEXT.
    """

    version: int
    name: Name
    short_name: Name | None = None
    status: ChosenStatus | None = None
    """None leaves it as it is; what went on as another network stays so."""
    mission_nl: Text
    mission_en: Text
    organiser: Name | None = None
    rhythm_months: int | None = None
    perspectives: list[PerspectiveView]
    themes: list[Theme]
    regions: list[Region]


class GoalView(Shape):
    """A goal. POST /goals:batch (Ids of networks, anyone; list): open ones first, each by its day."""

    id: UUID
    network_id: UUID
    from_network_id: UUID | None
    """The network that set it, where this one took it over."""
    text: str
    measure: str
    target: str
    due_on: date | None
    outcome: Outcome | None
    """None while it is open: it is never closed by the calendar (BR-025)."""
    asks_outcome: bool
    """Its day has passed, and nobody has said yet what became of it."""
    lesson: str
    closed_at: AwareDatetime | None
    version: int


class LeftGoalView(Shape):
    """GET /networks/{id}/left-goals (PERSON, its coordinators; list): open goals that ask for a new owner here.

    They belong to networks that go on as this one.
    """

    goal: GoalView
    network_slug: str
    network_name: str


class SetGoal(Shape):
    """POST /networks/{id}/goals (PERSON, its coordinators): a GoalView. GOAL_INCOMPLETE, TOO_MANY_GOALS."""

    text: Text
    measure: Text
    target: Text = ""
    due_on: date | None = None


class ChangeGoal(SetGoal):
    """POST /goals/{id}:change (PERSON, coordinators): the changed GoalView. STALE_VERSION, GOAL_INCOMPLETE, GOAL_IS_CLOSED."""

    version: int


class CloseGoal(Shape):
    """POST /goals/{id}:close (PERSON, coordinators): what became of it: a GoalView. STALE_VERSION, GOAL_IS_CLOSED."""

    version: int
    outcome: Outcome
    lesson: Text = ""


class AdoptGoal(Shape):
    """POST /networks/{id}/left-goals/{goal_id}:adopt (PERSON, coordinators of the successor): a GoalView.

    The goal goes on here. NOBODY_LEFT_IT where it was not left by a network that goes on as this one.
    """

    version: int


class RelateNetworks(Shape):
    """POST /networks/{id}/relations (PERSON, its coordinators): the NetworkView of the network that says so.

    Saying it twice changes nothing. NOT_FOUND (at ``to_slug``), RELATED_TO_ITSELF, TOO_MANY_RELATIONS.
    """

    type: RelationType
    to_slug: Slug


class AddPartner(Shape):
    """POST /networks/{id}/partners (PERSON, its coordinators): an organisation takes part: a PartnerView. ALREADY_PARTNER."""

    name: Name
    linking_person_id: UUID | None = None


class ChangePartner(Shape):
    """POST /partners/{id}:change (PERSON, coordinators): another linking pin, or none: a PartnerView. STALE_VERSION, NO_MEMBER_HERE."""

    version: int
    linking_person_id: UUID | None = None


class PartnerView(Shape):
    """An organisation that takes part. POST /partners:batch (Ids of networks, anyone; list), by name."""

    id: UUID
    network_id: UUID
    name: str
    linking_person_id: UUID | None
    """Only told to members of the network, and only while that person takes part."""
    linking_name: str | None
    version: int


class SucceedNetwork(Shape):
    """POST /networks/{id}:succeed (PERSON, its coordinators): ask to go on as another network: a NetworkView.

    At once, and for good, for who coordinates both; else when that network says yes, and until then nothing changes. Nobody is
    moved, and open goals wait for a new owner. STALE_VERSION, NO_SUCCESSOR, HAS_ENDED, NOT_FOUND.
    """

    version: int
    successor_slug: Slug


class SuccessionView(Shape):
    """GET /networks/{id}/successions (PERSON, its coordinators; list): what this network asked, and what waits for its answer.

    POST /successions/{id}:withdraw (coordinators of the one that asked): it is taken back: a NetworkView.
    """

    id: UUID
    network_id: UUID
    network_slug: str
    network_name: str
    """The network that would go on."""
    successor_slug: str
    successor_name: str
    """As this one."""
    is_own: bool
    """Whether the network that is looked at asked it."""
    proposed_at: AwareDatetime
    declined_at: AwareDatetime | None
    answer: str
    """With which words it was declined."""


class WaitingDecisionView(Shape):
    """GET /decisions/waiting (PERSON; list): what waits for the viewer in the networks they coordinate, and what they wait for.

    Oldest first, at most fifty.
    """

    kind: DecisionKind
    """OWN_REQUEST and OWN_PERMISSION: the viewer asked to take part, and waits; OWN_PAUSE: their place is kept.

    SUPPORT_LOST: somebody who needs a support person has none any more; never who, nor how many.

    SUCCESSION waits for an answer of this network; SUCCESSION_DECLINED: this network asked, and the other one said no.
    """
    network_slug: str
    network_name: str
    about_id: UUID | None
    """The membership of who objects, the wish, one's own request or membership; None for requests, which are told together."""
    other_name: str
    """The other network of a wish."""
    how_many: int
    since_at: AwareDatetime


class AnswerSuccession(Shape):
    """POST /successions/{id}:answer (PERSON, coordinators of the successor): yes or no: the NetworkView of the one that asked.

    NOTHING_PROPOSED, SUCCESSION_ANSWER_MISSING (at ``words``) for a no without a few words, HAS_ENDED, NO_SUCCESSOR, NOT_FOUND.
    """

    accepts: bool
    words: Text = ""


class SuccessionLetterAsked(Shape):
    """POST /networks/{id}:succession-letter (notifications only): what a mail about the wish of this network to go on needs.

    PROPOSED goes to a coordinator of the one that is asked, ANSWERED to one of the one that asked. NOT_FOUND, or
    NO_LETTER_WANTED when it was answered or taken back meanwhile, or is not theirs to answer: then no mail should go.
    """

    about: Literal["PROPOSED", "ANSWERED"]
    person_id: UUID


class SuccessionLetter(Shape):
    """Where such a mail goes, and which networks it is about; never what anybody wrote."""

    address: str
    language: Literal["nl", "en"]
    network_name: str
    network_slug: str
    successor_name: str
    successor_slug: str
    succession_id: UUID | None
    """Under which address it is answered, while it waits."""
    status: Literal["PROPOSED", "SUCCEEDED", "DECLINED"]


class FollowNetwork(Shape):
    """POST /networks/{id}:follow (PERSON, its members): take part in its successor too, by choice: the successor's NetworkView.

    DID_NOT_GO_ON, WRONG_PERSPECTIVE where the successor asks for others, TAKES_NO_MEMBERS, NOT_A_MEMBER.
    """

    perspective: PerspectiveCode | None = None
    """None: the same as in the network one comes from."""
