"""What network is asked about reports, warnings and limits."""

from uuid import UUID

from services.gateway.owners.inquiry import Inquiry, get, post
from shared.api.network.moderation import (
    AnswerObjection,
    AnswerReport,
    LimitMember,
    ObjectToRestriction,
    OwnReportView,
    ReportClosed,
    ReportMade,
    ReportMember,
    ReportText,
    ReportView,
    RestrictionMade,
    RestrictionView,
    WarnMember,
)
from shared.api.page import Page

OWNER = "network"
Key = str | None


def report_text(network_id: UUID, body: ReportText, key: Key) -> Inquiry[ReportMade]:
    """Report a text. Raises NotAMember, OwnReport, WordsTooLong, TooManyReports."""
    return post(OWNER, f"/networks/{network_id}/reports", ReportMade, body, key)


def report_member(membership_id: UUID, body: ReportMember, key: Key) -> Inquiry[ReportMade]:
    """Report how somebody behaves. Raises NotFound, OwnReport, WordsTooLong, TooManyReports."""
    return post(OWNER, f"/memberships/{membership_id}:report", ReportMade, body, key)


def reports(network_id: UUID, *, first: int, after: str | None) -> Inquiry[Page[ReportView]]:
    """The reports that wait. Raises NotFound, KeeperNeeded."""
    return get(OWNER, f"/networks/{network_id}/reports", Page[ReportView], first=first, after=after)


def own_reports(network_id: UUID) -> Inquiry[list[OwnReportView]]:
    """What who asks reported in a network."""
    return get(OWNER, f"/networks/{network_id}/reports/mine", list[OwnReportView])


def answer_report(report_id: UUID, body: AnswerReport, key: Key) -> Inquiry[ReportClosed]:
    """Say what came of a report. Raises NotFound, KeeperNeeded, ReportAnswered, NotRemovedYet."""
    return post(OWNER, f"/reports/{report_id}:answer", ReportClosed, body, key)


def restrictions(network_id: UUID) -> Inquiry[list[RestrictionView]]:
    """Warnings and limits of a network. Raises NotFound, KeeperNeeded."""
    return get(OWNER, f"/networks/{network_id}/restrictions", list[RestrictionView])


def own_restrictions(network_id: UUID) -> Inquiry[list[RestrictionView]]:
    """What was decided about who asks."""
    return get(OWNER, f"/networks/{network_id}/restrictions/mine", list[RestrictionView])


def restrictions_of(membership_id: UUID) -> Inquiry[list[RestrictionView]]:
    """What was decided about one member. Raises NotFound, KeeperNeeded."""
    return get(OWNER, f"/memberships/{membership_id}/restrictions", list[RestrictionView])


def warn(membership_id: UUID, body: WarnMember, key: Key) -> Inquiry[RestrictionMade]:
    """Warn somebody. Raises NotFound, KeeperNeeded, NotAboutYourself, WordsMissing, ReportAnswered."""
    return post(OWNER, f"/memberships/{membership_id}:warn", RestrictionMade, body, key)


def limit(membership_id: UUID, body: LimitMember, key: Key) -> Inquiry[RestrictionMade]:
    """Let somebody write nothing for a while. Raises as warn does, LimitEndMissing, LimitedAlready."""
    return post(OWNER, f"/memberships/{membership_id}:limit", RestrictionMade, body, key)


def lift(restriction_id: UUID, key: Key) -> Inquiry[RestrictionMade]:
    """End a limit early. Raises NotFound, KeeperNeeded, NotAboutYourself, NoLimit."""
    return post(OWNER, f"/restrictions/{restriction_id}:lift", RestrictionMade, None, key)


def object_to(restriction_id: UUID, body: ObjectToRestriction, key: Key) -> Inquiry[RestrictionMade]:
    """Object to a warning or limit. Raises NotFound, NothingToAppeal, WordsMissing."""
    return post(OWNER, f"/restrictions/{restriction_id}:object", RestrictionMade, body, key)


def answer_objection(restriction_id: UUID, body: AnswerObjection, key: Key) -> Inquiry[RestrictionMade]:
    """Answer an objection. Raises NotFound, KeeperNeeded, NothingToAnswer, SomebodyElseAnswers, WordsMissing."""
    return post(OWNER, f"/restrictions/{restriction_id}:answer-objection", RestrictionMade, body, key)
