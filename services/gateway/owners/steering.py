"""What network is asked about carrying a network: its beginning, settings, goals, relations, partners and succession."""

from collections.abc import Sequence
from uuid import UUID

from services.gateway.owners.inquiry import Inquiry, get, post
from shared.api.network.networks import NetworkGroups, NetworkRelations, NetworkView
from shared.api.network.platform import PlatformRolesView
from shared.api.network.steering.goals import AdoptGoal, ChangeGoal, CloseGoal, GoalView, LeftGoalView, SetGoal
from shared.api.network.steering.settings import (
    AskedToCoordinate,
    AskToCoordinate,
    CreateNetwork,
    UnledNetworkView,
    UpdateNetwork,
)
from shared.api.network.steering.succession import AnswerSuccession, FollowNetwork, SucceedNetwork, SuccessionView
from shared.api.network.steering.ties import (
    AddPartner,
    ChangePartner,
    NameBroker,
    OrganisationView,
    PartnerView,
    RelateNetworks,
)
from shared.api.network.steering.waiting import WaitingDecisionView
from shared.api.page import Ids

OWNER = "network"
Key = str | None


def relations(ids: Sequence[UUID]) -> Inquiry[list[NetworkRelations]]:
    """How these networks relate to others, from both sides; unknown networks are left out."""
    return post(OWNER, "/relations:batch", list[NetworkRelations], Ids(ids=list(ids)))


def groups(ids: Sequence[UUID]) -> Inquiry[list[NetworkGroups]]:
    """In which network these stand, and which stand in them; who has neither is left out."""
    return post(OWNER, "/groups:batch", list[NetworkGroups], Ids(ids=list(ids)))


def goals(ids: Sequence[UUID]) -> Inquiry[list[GoalView]]:
    """The goals of these networks."""
    return post(OWNER, "/goals:batch", list[GoalView], Ids(ids=list(ids)))


def left_goals(network_id: UUID) -> Inquiry[list[LeftGoalView]]:
    """Open goals that ask for a new owner here. Raises NotAllowed for who does not coordinate."""
    return get(OWNER, f"/networks/{network_id}/left-goals", list[LeftGoalView])


def partners(ids: Sequence[UUID]) -> Inquiry[list[PartnerView]]:
    """Which organisations take part in these networks."""
    return post(OWNER, "/partners:batch", list[PartnerView], Ids(ids=list(ids)))


def my_platform_roles() -> Inquiry[PlatformRolesView]:
    """What the viewer does for the whole platform."""
    return get(OWNER, "/platform-roles/mine", PlatformRolesView)


def waiting_decisions() -> Inquiry[list[WaitingDecisionView]]:
    """What waits for the viewer in the networks they coordinate, oldest first."""
    return get(OWNER, "/decisions/waiting", list[WaitingDecisionView])


def create_network(body: CreateNetwork, key: Key) -> Inquiry[NetworkView]:
    """Let a network begin."""
    return post(OWNER, "/networks", NetworkView, body, key)


def unled() -> Inquiry[list[UnledNetworkView]]:
    """The networks that nobody coordinates. Raises AdministratorNeeded."""
    return get(OWNER, "/networks:unled", list[UnledNetworkView])


def ask_to_coordinate(network_id: UUID, body: AskToCoordinate, key: Key) -> Inquiry[AskedToCoordinate]:
    """Invite somebody where nobody coordinates. Raises AdministratorNeeded, NotFound, HasCoordinator."""
    return post(OWNER, f"/networks/{network_id}:ask-to-coordinate", AskedToCoordinate, body, key)


def update_network(network_id: UUID, body: UpdateNetwork, key: Key) -> Inquiry[NetworkView]:
    """Change what a network says of itself."""
    return post(OWNER, f"/networks/{network_id}:update", NetworkView, body, key)


def relate(network_id: UUID, body: RelateNetworks, key: Key) -> Inquiry[NetworkView]:
    """Tell how a network relates to another one."""
    return post(OWNER, f"/networks/{network_id}/relations", NetworkView, body, key)


def take_back_relation(relation_id: UUID, key: Key) -> Inquiry[NetworkView]:
    """Take back what a network told."""
    return post(OWNER, f"/relations/{relation_id}:take-back", NetworkView, None, key)


def succeed_network(network_id: UUID, body: SucceedNetwork, key: Key) -> Inquiry[NetworkView]:
    """Ask another network to go on as it."""
    return post(OWNER, f"/networks/{network_id}:succeed", NetworkView, body, key)


def successions(network_id: UUID) -> Inquiry[list[SuccessionView]]:
    """What a network asked, and what waits for its answer. Raises NotAllowed for who does not coordinate."""
    return get(OWNER, f"/networks/{network_id}/successions", list[SuccessionView])


def answer_succession(succession_id: UUID, body: AnswerSuccession, key: Key) -> Inquiry[NetworkView]:
    """Let another network go on as this one, or say no."""
    return post(OWNER, f"/successions/{succession_id}:answer", NetworkView, body, key)


def withdraw_succession(succession_id: UUID, key: Key) -> Inquiry[NetworkView]:
    """Take the wish to go on back."""
    return post(OWNER, f"/successions/{succession_id}:withdraw", NetworkView, None, key)


def follow_network(network_id: UUID, body: FollowNetwork, key: Key) -> Inquiry[NetworkView]:
    """Go along into the successor."""
    return post(OWNER, f"/networks/{network_id}:follow", NetworkView, body, key)


def set_goal(network_id: UUID, body: SetGoal, key: Key) -> Inquiry[GoalView]:
    """Set a goal."""
    return post(OWNER, f"/networks/{network_id}/goals", GoalView, body, key)


def change_goal(goal_id: UUID, body: ChangeGoal, key: Key) -> Inquiry[GoalView]:
    """Change an open goal."""
    return post(OWNER, f"/goals/{goal_id}:change", GoalView, body, key)


def close_goal(goal_id: UUID, body: CloseGoal, key: Key) -> Inquiry[GoalView]:
    """Say what became of a goal."""
    return post(OWNER, f"/goals/{goal_id}:close", GoalView, body, key)


def adopt_goal(network_id: UUID, goal_id: UUID, body: AdoptGoal, key: Key) -> Inquiry[GoalView]:
    """Go on with a goal that was left."""
    return post(OWNER, f"/networks/{network_id}/left-goals/{goal_id}:adopt", GoalView, body, key)


def add_partner(network_id: UUID, body: AddPartner, key: Key) -> Inquiry[list[PartnerView]]:
    """Let an organisation take part; gives all of this network."""
    return post(OWNER, f"/networks/{network_id}/partners", list[PartnerView], body, key)


def change_partner(partner_id: UUID, body: ChangePartner, key: Key) -> Inquiry[list[PartnerView]]:
    """Choose another linking pin; gives all of this network."""
    return post(OWNER, f"/partners/{partner_id}:change", list[PartnerView], body, key)


def remove_partner(partner_id: UUID, key: Key) -> Inquiry[list[PartnerView]]:
    """Let an organisation go; gives all of this network."""
    return post(OWNER, f"/partners/{partner_id}:remove", list[PartnerView], None, key)


def name_broker(partner_id: UUID, body: NameBroker, key: Key) -> Inquiry[list[PartnerView]]:
    """Let an organisation contribute as a knowledge broker."""
    return post(OWNER, f"/partners/{partner_id}:name-broker", list[PartnerView], body, key)


def end_broker(partner_id: UUID, key: Key) -> Inquiry[list[PartnerView]]:
    """Let it contribute no longer."""
    return post(OWNER, f"/partners/{partner_id}:end-broker", list[PartnerView], None, key)


def organisation(organisation_id: UUID) -> Inquiry[OrganisationView]:
    """An organisation and where it takes part. Raises NotFound."""
    return get(OWNER, f"/organisations/{organisation_id}", OrganisationView)
