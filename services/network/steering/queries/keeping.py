"""What waits for who keeps a network safe, what was decided about somebody, what they were asked: parts of the statement in waiting.py."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Uuid, case, exists, func, literal, null, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from services.network.memberships.domain.link_breaking import KEEPING, WAITS_FOR, LinkBreakStatus
from services.network.memberships.models.expert_questions import ExpertQuestion
from services.network.memberships.models.link_breaking import LinkBreak
from services.network.memberships.models.reports import Report
from services.network.memberships.models.restrictions import Restriction
from services.network.memberships.models.roles import MembershipRole
from services.network.memberships.models.taking_part import Membership
from services.network.memberships.queries.expert_questions import OPEN
from services.network.memberships.queries.reports import KEEPS, wrote_along
from services.network.memberships.queries.roles import ACTIVE
from shared.columns import UTCDateTime

NEVER = null().cast(UTCDateTime)
WARNING_STANDS = timedelta(days=7)
"""How long a warning stands among what asks something of somebody."""
Waits = Select[*tuple[Any, ...]]


def moderation(person_id: UUID, now: datetime) -> tuple[Waits, Waits, Waits, Waits]:
    """Link breaks that wait for a second person and reports (each one row for a network), objections that this person may answer, and a
    warning or limit of their own."""
    kept = (
        select(col(Membership.network_id))
        .where(col(Membership.person_id) == person_id, col(Membership.status) == ACTIVE)
        .where(KEEPS.correlate(Membership))
        .cte("kept")
    )
    about = aliased(Membership)
    reports = (
        select(
            literal("REPORTS"),
            col(Report.network_id),
            null().cast(Uuid),
            literal(""),
            func.count(),
            func.min(col(Report.reported_at)),
            func.min(col(Report.due_at)),
        )
        .outerjoin(about, col(about.id) == col(Report.membership_id))
        .where(
            col(Report.network_id).in_(select(kept.c.network_id)),
            col(Report.answered_at).is_(None),
            or_(col(Report.membership_id).is_(None), col(about.person_id) != person_id),
            ~wrote_along(person_id),
        )
        .group_by(col(Report.network_id))
    )
    other, role = aliased(Membership), aliased(MembershipRole)
    whose = aliased(Membership)
    somebody_else = exists().where(
        col(other.network_id) == col(Restriction.network_id),
        col(other.person_id).not_in((person_id, col(whose.person_id))),
        col(other.status) == ACTIVE,
        col(role.membership_id) == col(other.id),
        col(role.role).in_(sorted(KEEPING)),
        col(role.is_held),
    )
    objections = (
        select(
            literal("RESTRICTION_APPEAL"),
            col(Restriction.network_id),
            col(Restriction.id),
            literal(""),
            literal(1),
            col(Restriction.appealed_at),
            NEVER,
        )
        .join(whose, col(whose.id) == col(Restriction.membership_id))
        .where(
            col(Restriction.network_id).in_(select(kept.c.network_id)),
            col(Restriction.appealed_at).is_not(None),
            col(Restriction.answered_at).is_(None),
            col(whose.person_id) != person_id,
            or_(col(Restriction.decided_by).is_(None), col(Restriction.decided_by) != person_id, ~somebody_else),
        )
    )
    own = (
        select(
            case((col(Restriction.until_at).is_(None), "OWN_WARNING"), else_="OWN_LIMIT"),
            col(Restriction.network_id),
            col(Restriction.id),
            literal(""),
            literal(1),
            col(Restriction.decided_at),
            col(Restriction.until_at),
        )
        .join(whose, col(whose.id) == col(Restriction.membership_id))
        .where(
            col(whose.person_id) == person_id,
            col(Restriction.lifted_at).is_(None),
            func.coalesce(col(Restriction.until_at) > now, col(Restriction.decided_at) > now - WARNING_STANDS),
        )
    )
    hidden = aliased(Membership)
    link_breaks = (
        select(
            literal("LINK_BREAKS"),
            col(hidden.network_id),
            null().cast(Uuid),
            literal(""),
            func.count(),
            func.min(col(LinkBreak.asked_at)),
            NEVER,
        )
        .join(hidden, col(hidden.id) == col(LinkBreak.membership_id))
        .where(
            col(hidden.network_id).in_(select(kept.c.network_id)),
            col(hidden.person_id) != person_id,
            col(LinkBreak.status) == LinkBreakStatus.ASKED.value,
            col(LinkBreak.asked_by) != person_id,
            col(LinkBreak.asked_at) > now - WAITS_FOR,
        )
        .group_by(col(hidden.network_id))
    )
    return link_breaks, reports, objections, own


def questions_to_answer(person_id: UUID, now: datetime) -> Waits:
    """What fellow members asked somebody, one row for a network."""
    whose = aliased(Membership)
    return (
        select(
            literal("EXPERT_QUESTIONS"),
            col(ExpertQuestion.network_id),
            null().cast(Uuid),
            literal(""),
            func.count(),
            func.min(col(ExpertQuestion.asked_at)),
            func.min(col(ExpertQuestion.lapses_at)),
        )
        .join(whose, col(whose.id) == col(ExpertQuestion.asked_id))
        .where(
            col(whose.person_id) == person_id,
            col(whose.status) == ACTIVE,
            col(ExpertQuestion.status) == OPEN,
            col(ExpertQuestion.lapses_at) > now,
        )
        .group_by(col(ExpertQuestion.network_id))
    )
