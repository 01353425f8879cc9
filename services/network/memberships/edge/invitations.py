"""Who may ask what of invitations: coordinators send them, who holds one looks at it, and accepts it signed in."""

from uuid import UUID

from services.network.memberships.domain.invitations import InvitationOver
from services.network.memberships.domain.invited_lists import RowVerdict
from services.network.memberships.domain.roles import Role
from services.network.memberships.edge.requests import check_reader_coordinates
from services.network.memberships.edge.showing import changed_membership
from services.network.memberships.models.invitations import Invitation
from services.network.memberships.operations import invitations as operations
from services.network.memberships.operations import invited_lists
from services.network.memberships.operations.accepting import accept_invitation
from services.network.memberships.queries import invitations as queries
from services.network.memberships.queries.invitations import OPEN
from services.network.memberships.queries.requests import network_of_id
from services.network.networks.domain import Perspective
from services.network.people.domain.ages import AgeAnswer
from shared.api.network.joining import (
    AcceptInvitation,
    InvitationSecret,
    InvitationSecretAsked,
    InvitationView,
    Invite,
    InvitedList,
    InvitedRow,
    InviteMany,
    ManyInvited,
)
from shared.api.network.memberships import MembershipView
from shared.api.page import First, Page
from shared.bus.work import Door, Work
from shared.database import Session
from shared.errors import NotFound
from shared.web.cursors import moment, read_cursor, write_cursor
from shared.web.edge import PERSON, Edge, Viewer, only

edge = Edge()


@edge.read("/networks/{network_id}/invitations", who=PERSON)
async def invitations(
    network_id: UUID, session: Session, viewer: Viewer, first: First = 50, after: str | None = None
) -> Page[InvitationView]:
    """The invitations of a network; for coordinators only."""
    begin = read_cursor(after, int, moment, UUID)
    await check_reader_coordinates(session, network_id=network_id, viewer=viewer)
    rows = await queries.sent(session, network_id=network_id, after=begin, first=first + 1)
    shown = rows[:first]
    last = shown[-1] if len(rows) > first else None
    return Page(
        items=[_view(row) for row in shown],
        next_cursor=write_cursor(last.is_over, last.invited_at, last.id) if last else None,
    )


@edge.change("/networks/{network_id}/invitations", who=PERSON)
async def invite(network_id: UUID, body: Invite, work: Work) -> InvitationView:
    """Invite one address."""
    return _view(
        await operations.invite(
            work,
            network_id=network_id,
            email=body.email,
            perspective=Perspective(body.perspective),
            role=Role(body.role) if body.role else None,
            language=body.language,
        )
    )


@edge.read("/networks/{network_id}/invitations:preview", who=PERSON, method="POST")
async def preview(network_id: UUID, body: InviteMany, session: Session, viewer: Viewer) -> InvitedList:
    """Say of every line of a list what would become of it."""
    await check_reader_coordinates(session, network_id=network_id, viewer=viewer)
    network = await network_of_id(session, network_id)
    if network is None:
        raise NotFound
    report = await invited_lists.list_report(session, network=network, text=body.people, otherwise=_otherwise(body))
    return InvitedList(
        rows=[
            InvitedRow(
                number=row.number,
                name=row.name,
                address=row.address,
                perspective=row.perspective.value if row.perspective else None,
                verdict=row.verdict.value,
                language=row.language,
            )
            for row in report
        ]
    )


@edge.change("/networks/{network_id}/invitations:many", who=PERSON)
async def invite_many(network_id: UUID, body: InviteMany, work: Work) -> ManyInvited:
    """Invite everybody on a list whose line is right."""
    report = await invited_lists.invite_many(
        work, network_id=network_id, text=body.people, otherwise=_otherwise(body), language=body.language
    )
    invited = sum(row.verdict is RowVerdict.VALID for row in report)
    return ManyInvited(invited=invited, left_out=len(report) - invited)


@edge.change("/invitations/{invitation_id}:resend", who=PERSON)
async def resend(invitation_id: UUID, work: Work) -> InvitationView:
    """Send the mail again, with a new link."""
    return _view(await operations.resend_invitation(work, invitation_id=invitation_id))


@edge.change("/invitations/{invitation_id}:withdraw", who=PERSON)
async def withdraw(invitation_id: UUID, work: Work) -> InvitationView:
    """Take an invitation back."""
    return _view(await operations.withdraw_invitation(work, invitation_id=invitation_id))


@edge.change("/invitations:accept", who=PERSON)
async def accept(body: AcceptInvitation, work: Work) -> MembershipView:
    """Take part with a personal invitation."""
    membership = await accept_invitation(
        work,
        token=body.token,
        age=AgeAnswer(body.age) if body.age else None,
        supporter_id=body.supporter_id,
        guardian_email=body.guardian_email,
        guardian_language=body.guardian_language,
    )
    return await changed_membership(work, membership)


# This answers with a secret, so it is no change with a remembered answer: a secret is stored nowhere.


@edge.act("/invitations/{invitation_id}:mint", who=only("notifications"))
async def mint(invitation_id: UUID, body: InvitationSecretAsked, door: Door, viewer: Viewer) -> InvitationSecret:
    """The link for one mail."""
    made = await door.change(
        lambda work: operations.mint_invitation(work, invitation_id=invitation_id, round_=body.round), viewer
    )
    if made is None:
        raise InvitationOver
    return InvitationSecret.model_validate({name: getattr(made, name) for name in InvitationSecret.model_fields})


def _otherwise(body: InviteMany) -> Perspective | None:
    return Perspective(body.perspective) if body.perspective else None


def _view(row: Invitation | queries.Sent) -> InvitationView:
    told = {name: getattr(row, name) for name in InvitationView.model_fields}
    return InvitationView.model_validate(told | {"status": OPEN if row.status in queries.SEEM_TO_WAIT else row.status})
