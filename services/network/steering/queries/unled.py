"""What can be told of networks where nobody can decide: that something waits there, never what or of whom (C034)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, exists, func, or_, select
from sqlmodel import col

from services.network.memberships.domain.requests import RequestStatus
from services.network.memberships.domain.taking_part import MembershipStatus
from services.network.memberships.models.removals import Removal
from services.network.memberships.models.reports import Report, ReportWriter
from services.network.memberships.models.requests import JoinRequest
from services.network.memberships.models.taking_part import Membership
from services.network.memberships.queries.invitations import asked_to_coordinate
from services.network.memberships.queries.reports import KEEPS, LIVING
from services.network.memberships.queries.roles import ACTIVE, GIVES_RIGHTS
from services.network.networks.models import Network
from shared.database import Session

MOST_SHOWN = 100


async def unled(session: Session, viewer_id: UUID) -> Sequence[Row[*tuple[Any, ...]]]:
    """Networks that nobody coordinates, or where nobody may answer a report, first where something waits; at most a hundred.

    Who keeps a network hears nothing of such a report there: it is about them (PR-7).
    Each: network_id, slug, name, perspectives, waiting (requests to take part, objections and such reports together), is_asked
    (whether somebody is invited to coordinate it).
    """
    requests = (
        select(func.count())
        .where(col(JoinRequest.network_id) == col(Network.id), col(JoinRequest.status) == RequestStatus.OPEN.value)
        .correlate(Network)
        .scalar_subquery()
    )
    objections = (
        select(func.count())
        .select_from(Removal)
        .join(Membership, col(Membership.id) == col(Removal.membership_id))
        .where(
            col(Removal.network_id) == col(Network.id),
            col(Removal.appealed_at).is_not(None),
            col(Removal.answered_at).is_(None),
            col(Membership.status) == MembershipStatus.REMOVED.value,
        )
        .correlate(Network)
        .scalar_subquery()
    )
    is_asked = asked_to_coordinate(col(Network.id))
    is_led = exists().where(
        col(Membership.network_id) == col(Network.id), col(Membership.status) == ACTIVE, GIVES_RIGHTS
    )
    stuck = _stuck_reports(viewer_id)
    waiting = (requests + objections + stuck).label("waiting")
    found = (
        select(
            col(Network.id).label("network_id"),
            col(Network.slug),
            col(Network.name),
            col(Network.perspectives),
            waiting,
            is_asked.label("is_asked"),
        )
        .where(col(Network.status).in_(LIVING), or_(~is_led, stuck > 0))
        .order_by(waiting.desc(), col(Network.sort_name), col(Network.id))
        .limit(MOST_SHOWN)
    )
    return (await session.execute(found)).all()


def _stuck_reports(viewer_id: UUID) -> ColumnElement[int]:
    """How many reports of a network wait that nobody there may answer: they are about everybody who could; none for who keeps it."""
    somebody_else = (
        exists()
        .where(
            col(Membership.network_id) == col(Report.network_id),
            col(Membership.status) == ACTIVE,
            or_(col(Report.membership_id).is_(None), col(Membership.id) != col(Report.membership_id)),
            ~exists()
            .where(col(ReportWriter.report_id) == col(Report.id), col(ReportWriter.membership_id) == col(Membership.id))
            .correlate(Report, Membership),
            KEEPS.correlate(Membership),
        )
        .correlate(Report)
    )
    viewer_keeps = (
        exists()
        .where(
            col(Membership.network_id) == col(Report.network_id),
            col(Membership.person_id) == viewer_id,
            col(Membership.status) == ACTIVE,
            KEEPS.correlate(Membership),
        )
        .correlate(Report)
    )
    return (
        select(func.count())
        .select_from(Report)
        .where(
            col(Report.network_id) == col(Network.id),
            col(Report.answered_at).is_(None),
            ~somebody_else,
            ~viewer_keeps,
        )
        .correlate(Network)
        .scalar_subquery()
    )


async def nobody_answers_a_report(session: Session, network_id: UUID, viewer_id: UUID) -> bool:
    """Whether a report waits in a network that is about everybody who could answer it; never for who keeps that network."""
    found = select(_stuck_reports(viewer_id)).select_from(Network).where(col(Network.id) == network_id)
    return bool((await session.execute(found)).scalar_one())
