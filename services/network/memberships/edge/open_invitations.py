"""Who may ask what of links for several people: coordinators open and close them, who holds one joins with it."""

from uuid import UUID

from services.network.memberships.edge.requests import check_reader_coordinates
from services.network.memberships.edge.showing import changed_membership
from services.network.memberships.models.invitations import OpenInvitation
from services.network.memberships.operations import open_invitations as operations
from services.network.memberships.queries import invitations as queries
from services.network.networks.domain import Perspective
from services.network.networks.edge import stored_view
from services.network.people.domain.ages import AgeAnswer
from shared.api.network.joining import (
    InvitationToken,
    JoinNetwork,
    OpenInvitationAsked,
    OpenInvitationMade,
    OpenInvitationView,
    SeenInvitationView,
)
from shared.api.network.memberships import MembershipView
from shared.bus.work import Door, Work
from shared.database import Session
from shared.web.edge import PERSON, Edge, Now, Viewer, only

edge = Edge()


@edge.read("/invitations:look", who=only("gateway"), method="POST")
async def look(body: InvitationToken, session: Session, viewer: Viewer, now: Now) -> SeenInvitationView:
    """Who invites for what, behind a link of either kind."""
    seen = await operations.seen_invitation(session, token=body.token, viewer_id=viewer.person_id, now=now)
    return SeenInvitationView.model_validate(
        {
            "network": stored_view(seen.network),
            "perspective": seen.perspective,
            "invited_by": seen.invited_by,
            "is_personal": seen.is_personal,
            "expires_at": seen.expires_at,
            "role": seen.role,
            "support_people": [row._asdict() for row in seen.support_people],
        }
    )


@edge.read("/networks/{network_id}/open-invitations", who=PERSON)
async def open_invitations(network_id: UUID, session: Session, viewer: Viewer, now: Now) -> list[OpenInvitationView]:
    """The links of a network that count; for coordinators only."""
    await check_reader_coordinates(session, network_id=network_id, viewer=viewer)
    return [_view(row) for row in await queries.links(session, network_id=network_id, now=now)]


@edge.change("/open-invitations/{open_invitation_id}:close", who=PERSON)
async def close(open_invitation_id: UUID, work: Work) -> OpenInvitationView:
    """Let nobody join with a link any more."""
    return _view(await operations.close_open_invitation(work, open_invitation_id=open_invitation_id))


@edge.change("/networks:join", who=PERSON)
async def join_network(body: JoinNetwork, work: Work) -> MembershipView:
    """Take part with a link."""
    chosen = Perspective(body.perspective) if body.perspective else None
    age = AgeAnswer(body.age) if body.age else None
    joined = await operations.join_network(work, token=body.token, perspective=chosen, age=age)
    return await changed_membership(work, joined)


# This answers with a secret, so it is no change with a remembered answer: a secret is stored nowhere.


@edge.act("/networks/{network_id}/open-invitations", who=PERSON)
async def open_one(network_id: UUID, body: OpenInvitationAsked, door: Door, viewer: Viewer) -> OpenInvitationMade:
    """Make a link for several people."""
    perspective = Perspective(body.perspective) if body.perspective else None

    async def make(work: Work) -> OpenInvitationMade:
        link, token = await operations.open_invitation(
            work, network_id=network_id, perspective=perspective, cap=body.cap, days=body.days
        )
        return OpenInvitationMade(invitation=_view(link), token=token)

    return await door.change(make, viewer)


def _view(row: OpenInvitation | queries.Link) -> OpenInvitationView:
    return OpenInvitationView.model_validate({name: getattr(row, name) for name in OpenInvitationView.model_fields})
