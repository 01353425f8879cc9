"""Who may ask what of taking part: members know one another, everybody sees the balance, the operator lets people in and out."""

from collections.abc import Sequence
from operator import attrgetter
from uuid import UUID

from services.network.memberships.domain.roles import Role, roles_in
from services.network.memberships.domain.taking_part import balance_of
from services.network.memberships.edge.showing import changed_membership, shown_membership
from services.network.memberships.operations import taking_part as operations
from services.network.memberships.queries import taking_part as queries
from services.network.networks.domain import Perspective
from shared.api.network.memberships import (
    ActivateMembership,
    ActiveReaders,
    BalanceView,
    EndMembership,
    FellowMemberView,
    MembersAsked,
    MembershipView,
    NetworkBalance,
)
from shared.api.page import Ids
from shared.bus.work import Work
from shared.database import Session
from shared.errors import NotFound
from shared.web.edge import ANYONE, PERSON, Edge, Viewer, only

edge = Edge()
FELLOW = tuple(FellowMemberView.model_fields)
_FELLOW = attrgetter(*FELLOW)


@edge.read("/memberships/mine", who=PERSON)
async def mine(session: Session, viewer: Viewer) -> list[MembershipView]:
    """In what the viewer takes part now."""
    return [shown_membership(row, roles_in(row.roles)) for row in await queries.mine(session, viewer.person())]


@edge.read("/members:batch", who=PERSON, method="POST")
async def fellow_members(body: MembersAsked, session: Session, viewer: Viewer) -> list[FellowMemberView]:
    """Who these people are, where the viewer takes part too."""
    rows = await queries.fellow_members(
        session, viewer_id=viewer.person(), network_ids=body.network_ids, person_ids=body.person_ids
    )
    return [
        FellowMemberView.model_validate(dict(zip(FELLOW, _FELLOW(row), strict=True)) | {"roles": roles_in(row.roles)})
        for row in rows
    ]


@edge.read("/networks/{network_id}/balance", who=ANYONE)
async def balance(network_id: UUID, session: Session) -> list[BalanceView]:
    """Whether each perspective of one network takes part enough."""
    found = await _balances(session, [network_id])
    if not found:
        raise NotFound
    return found[0].perspectives


@edge.read("/balances:batch", who=ANYONE, method="POST")
async def balances(body: Ids, session: Session) -> list[NetworkBalance]:
    """The same for several networks; unknown ones are left out."""
    return await _balances(session, body.ids)


@edge.read("/memberships:active", who=only("notifications"), method="POST")
async def active(body: ActiveReaders, session: Session) -> list[UUID]:
    """Which of these people take part in a network now."""
    return list(await queries.active_of(session, network_id=body.network_id, person_ids=body.person_ids))


@edge.change("/memberships:activate", who=only("operator"))
async def activate(body: ActivateMembership, work: Work) -> MembershipView:
    """Let somebody take part, or change how."""
    membership = await operations.activate_membership(
        work,
        network_slug=body.network_slug,
        email=body.email,
        display_name=body.display_name,
        perspective=Perspective(body.perspective),
        roles=[Role(role) for role in body.roles],
        language=body.language,
    )
    return await changed_membership(work, membership)


@edge.change("/memberships:end", who=only("operator"))
async def end(body: EndMembership, work: Work) -> MembershipView:
    """Let somebody take part no longer."""
    return await changed_membership(
        work, await operations.end_membership(work, network_slug=body.network_slug, email=body.email)
    )


async def _balances(session: Session, network_ids: Sequence[UUID]) -> list[NetworkBalance]:
    asked: dict[UUID, dict[Perspective, int]] = {}
    numbers: dict[UUID, dict[Perspective, int]] = {}
    for row in await queries.numbers(session, network_ids):
        asked[row.id] = {Perspective(one["code"]): one["minimum"] for one in row.perspectives}
        if row.perspective is not None:
            numbers.setdefault(row.id, {})[Perspective(row.perspective)] = row.number
    return [
        NetworkBalance(
            network_id=network_id,
            perspectives=[
                BalanceView(
                    perspective=found.perspective.value,
                    present=found.present,
                    is_empty=found.is_empty,
                    count=found.count,
                )
                for found in balance_of(minima, numbers.get(network_id, {}))
            ],
        )
        for network_id, minima in asked.items()
    ]
