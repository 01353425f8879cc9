"""Who may ask what of reports: members make them and hear what came of theirs, coordinators and moderators answer them."""

from uuid import UUID

from services.network.memberships.domain.link_breaking import check_keeps
from services.network.memberships.domain.removals import NothingToTell
from services.network.memberships.domain.reports import ReportKind, ReportOutcome, ReportReason, is_for, told
from services.network.memberships.operations import reports as operations
from services.network.memberships.queries import reports as queries
from services.network.memberships.queries.taking_part import is_member
from services.network.networks.queries import shown_by_ids
from services.network.people.queries.accounts import readers
from shared.api.network.moderation import (
    AnswerReport,
    ModerationLetter,
    ModerationLetterAsked,
    OwnReportView,
    ReportClosed,
    ReportMade,
    ReportMember,
    ReportText,
    ReportView,
)
from shared.api.page import First, Page
from shared.bus.work import Work
from shared.database import Session
from shared.errors import NotFound
from shared.web.cursors import moment, read_cursor, write_cursor
from shared.web.edge import PERSON, Edge, Now, Viewer, only

edge = Edge()


@edge.change("/networks/{network_id}/reports", who=PERSON)
async def report_text(network_id: UUID, body: ReportText, work: Work) -> ReportMade:
    """Report a text."""
    report = await operations.report_text(
        work,
        network_id=network_id,
        kind=ReportKind(body.kind),
        about_id=body.about_id,
        within_id=body.within_id,
        writer_ids=body.writer_ids,
        reason=ReportReason(body.reason),
        words=body.words,
    )
    return ReportMade(id=report.id, due_at=report.due_at)


@edge.change("/memberships/{membership_id}:report", who=PERSON)
async def report_member(membership_id: UUID, body: ReportMember, work: Work) -> ReportMade:
    """Report how somebody behaves."""
    report = await operations.report_member(
        work, membership_id=membership_id, reason=ReportReason(body.reason), words=body.words
    )
    return ReportMade(id=report.id, due_at=report.due_at)


@edge.read("/networks/{network_id}/reports/mine", who=PERSON)
async def own_reports(network_id: UUID, session: Session, viewer: Viewer) -> list[OwnReportView]:
    """What who asks reported here."""
    return [
        OwnReportView.model_validate(row._asdict() | {"outcome": told(row.outcome)})
        for row in await queries.own_reports(session, network_id=network_id, person_id=viewer.person())
    ]


@edge.read("/networks/{network_id}/reports", who=PERSON)
async def reports(
    network_id: UUID, session: Session, viewer: Viewer, now: Now, first: First = 20, after: str | None = None
) -> Page[ReportView]:
    """The reports that wait for an answer."""
    begin = read_cursor(after, moment, UUID)
    await check_may_keep(session, network_id, viewer)
    rows = await queries.open_reports(
        session, network_id=network_id, viewer_id=viewer.person(), after=begin, first=first + 1
    )
    shown = rows[:first]
    return Page(
        items=[ReportView.model_validate(row._asdict() | {"is_overdue": row.due_at < now}) for row in shown],
        next_cursor=write_cursor(shown[-1].due_at, shown[-1].id) if len(rows) > first else None,
    )


@edge.change("/reports/{report_id}:answer", who=PERSON)
async def answer_report(report_id: UUID, body: AnswerReport, work: Work) -> ReportClosed:
    """Say what came of a report."""
    report = await operations.answer_report(
        work, report_id=report_id, outcome=ReportOutcome(body.outcome), answer=body.answer
    )
    return ReportClosed.model_validate({"id": report.id, "outcome": report.outcome})


@edge.read("/reports/{report_id}:letter", who=only("notifications"), method="POST")
async def letter(report_id: UUID, body: ModerationLetterAsked, session: Session) -> ModerationLetter:
    """What a mail about a report needs: to who may answer it, or to who made it."""
    report = await queries.report_to_tell(session, report_id)
    if report is None:
        raise NotFound
    if body.about == "WAITS":
        keepers = await queries.keepers(session, report.network_id)
        if report.answered_at is not None or body.person_id is None:
            raise NothingToTell
        if not is_for(body.person_id, about=await queries.people_of(session, report_id), keepers=keepers):
            raise NothingToTell
    reader_id = body.person_id if body.about == "WAITS" else report.reporter_id
    if reader_id is None or (body.about != "WAITS" and report.answered_at is None):
        raise NothingToTell
    for reader in await readers(session, [reader_id]):
        (network,) = await shown_by_ids(session, [report.network_id])
        return ModerationLetter(
            address=reader.email,
            language=reader.language,
            network_name=network.name,
            network_slug=network.slug,
            until_at=report.due_at,
        )
    raise NotFound


async def check_may_keep(session: Session, network_id: UUID, viewer: Viewer) -> None:
    """Raise NotFound for who does not take part, KeeperNeeded for who neither coordinates nor moderates."""
    if not await is_member(session, network_id=network_id, person_id=viewer.person()):
        raise NotFound
    check_keeps(keeps=viewer.person() in await queries.keepers(session, network_id))
