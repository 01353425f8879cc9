"""What can be told of reports: to who keeps a network what waits, to who reported what came of it; never who reported."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, exists, func, or_, select, tuple_
from sqlalchemy.orm import aliased
from sqlmodel import col

from services.network.memberships.domain.link_breaking import KEEPING
from services.network.memberships.models.reports import Report, Reporter, ReportWriter
from services.network.memberships.models.roles import MembershipRole
from services.network.memberships.models.taking_part import Membership
from services.network.memberships.queries.invitations import asked_to_coordinate
from services.network.memberships.queries.roles import ACTIVE, IS_HELD
from services.network.networks.domain import NetworkStatus
from services.network.networks.models import Network
from services.network.people.queries.accounts import names
from shared.database import Session

LIVING = [status.value for status in NetworkStatus if status.takes_members]
MOST_OWN = 20
KEEPS = exists().where(
    col(MembershipRole.membership_id) == col(Membership.id), col(MembershipRole.role).in_(sorted(KEEPING)), IS_HELD
)
"""Whether a membership coordinates or moderates its network."""

ReportRow = Row[*tuple[Any, ...]]
"""One report: id, kind, about_id, within_id, membership_id, about_name, about_status, reason, words, reported_at, due_at, outcome,
answered_at."""


async def keepers(session: Session, network_id: UUID) -> Sequence[UUID]:
    """The people who coordinate or moderate a network now."""
    found = select(col(Membership.person_id)).where(
        col(Membership.network_id) == network_id, col(Membership.status) == ACTIVE, KEEPS.correlate(Membership)
    )
    return (await session.scalars(found.order_by(col(Membership.person_id)))).all()


async def can_be_asked_for(session: Session, network_id: UUID) -> bool:
    """Whether a coordinator can be sought for a network: it takes members, and nobody is invited to coordinate it."""
    found = select(col(Network.id)).where(
        col(Network.id) == network_id, col(Network.status).in_(LIVING), ~asked_to_coordinate(network_id)
    )
    return await session.scalar(found) is not None


async def report_to_change(session: Session, report_id: UUID) -> Report | None:
    """One report; others that would answer it wait."""
    found = select(Report).where(col(Report.id) == report_id)
    return await session.scalar(found.with_for_update().execution_options(populate_existing=True))


async def reporter_of(session: Session, report_id: UUID) -> Reporter | None:
    """Who made a report, unless they are gone."""
    return await session.scalar(select(Reporter).where(col(Reporter.report_id) == report_id))


async def person_of(session: Session, membership_id: UUID | None) -> UUID | None:
    """Whose membership this is."""
    if membership_id is None:
        return None
    return await session.scalar(select(col(Membership.person_id)).where(col(Membership.id) == membership_id))


async def people_of(session: Session, report_id: UUID) -> Sequence[UUID]:
    """Who a report is about: whose behaviour it is, or who wrote the words, as far as that is known."""
    found = select(col(Membership.person_id)).where(
        or_(
            col(Membership.id).in_(select(col(Report.membership_id)).where(col(Report.id) == report_id)),
            col(Membership.id).in_(
                select(col(ReportWriter.membership_id)).where(col(ReportWriter.report_id) == report_id)
            ),
        )
    )
    return (await session.scalars(found)).all()


def wrote_along(person_id: UUID) -> ColumnElement[bool]:
    """Whether somebody is one of several people who wrote what a report is about."""
    whose = aliased(Membership)
    return (
        exists()
        .where(
            col(ReportWriter.report_id) == col(Report.id),
            col(whose.id) == col(ReportWriter.membership_id),
            col(whose.person_id) == person_id,
        )
        .correlate(Report)
    )


async def waiting_of(session: Session, *, network_id: UUID, person_id: UUID) -> int:
    """How many reports of one person wait in a network."""
    found = (
        select(func.count())
        .select_from(Report)
        .join(Reporter, col(Reporter.report_id) == col(Report.id))
        .where(
            col(Reporter.person_id) == person_id,
            col(Report.network_id) == network_id,
            col(Report.answered_at).is_(None),
        )
    )
    return int((await session.execute(found)).scalar_one())


async def open_reports(
    session: Session, *, network_id: UUID, viewer_id: UUID, after: tuple[datetime, UUID] | None, first: int
) -> Sequence[ReportRow]:
    """The reports that wait in a network, first what is due first; never those about the viewer."""
    name, about = names(), aliased(Membership)
    found = (
        select(
            col(Report.id),
            col(Report.kind),
            col(Report.about_id),
            col(Report.within_id),
            col(Report.membership_id),
            name.c.display_name.label("about_name"),
            col(about.status).label("about_status"),
            col(Report.reason),
            col(Reporter.words),
            col(Report.reported_at),
            col(Report.due_at),
        )
        .outerjoin(Reporter, col(Reporter.report_id) == col(Report.id))
        .outerjoin(about, col(about.id) == col(Report.membership_id))
        .outerjoin(name, name.c.id == col(about.person_id))
        .where(
            col(Report.network_id) == network_id,
            col(Report.answered_at).is_(None),
            or_(col(Report.membership_id).is_(None), col(about.person_id) != viewer_id),
            ~wrote_along(viewer_id),
        )
        .order_by(col(Report.due_at), col(Report.id))
        .limit(first)
    )
    if after is not None:
        found = found.where(tuple_(col(Report.due_at), col(Report.id)) > after)
    return (await session.execute(found)).all()


async def own_reports(session: Session, *, network_id: UUID, person_id: UUID) -> Sequence[ReportRow]:
    """What somebody reported in a network, newest first, at most twenty.

    Each: id, kind, reason, words, reported_at, due_at, outcome, answer, answered_at.
    """
    found = (
        select(
            col(Report.id),
            col(Report.kind),
            col(Report.reason),
            col(Reporter.words),
            col(Report.reported_at),
            col(Report.due_at),
            col(Report.outcome),
            col(Reporter.answer),
            col(Report.answered_at),
        )
        .join(Reporter, col(Reporter.report_id) == col(Report.id))
        .where(col(Reporter.person_id) == person_id, col(Report.network_id) == network_id)
        .order_by(col(Report.reported_at).desc(), col(Report.id))
        .limit(MOST_OWN)
    )
    return (await session.execute(found)).all()


async def report_to_tell(session: Session, report_id: UUID) -> Row[*tuple[Any, ...]] | None:
    """What mails about a report need: network_id, due_at, answered_at, reporter_id."""
    found: Select[*tuple[Any, ...]] = (
        select(
            col(Report.network_id),
            col(Report.due_at),
            col(Report.answered_at),
            col(Reporter.person_id).label("reporter_id"),
        )
        .outerjoin(Reporter, col(Reporter.report_id) == col(Report.id))
        .where(col(Report.id) == report_id)
    )
    return (await session.execute(found)).first()
