"""What can be done about reports: make one, answer it, forget it in time."""

from collections.abc import Collection
from uuid import UUID

from services.network.memberships.domain.link_breaking import check_keeps
from services.network.memberships.domain.reports import (
    IN_PRIVATE,
    KEPT_FOR,
    KEPT_UNANSWERED,
    MOST_TOLD,
    NotRemovedYet,
    ReportAnswered,
    ReportKind,
    ReportOutcome,
    ReportReason,
    answerers,
    check_length,
    check_report,
    due_at,
    is_for,
)
from services.network.memberships.domain.taking_part import MembershipStatus, check_may_see_members
from services.network.memberships.models.reports import Report, Reporter, ReportWriter, forget_reports
from services.network.memberships.operations.expert_questions import take_away_reported
from services.network.memberships.queries import reports as queries
from services.network.memberships.queries.taking_part import is_member, membership, membership_to_change
from services.network.people.queries.platform import administrators
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.database import new_id, one_at_a_time
from shared.errors import NotFound
from shared.events.moderation import ReportAnswered as ReportAnsweredEvent
from shared.events.moderation import ReportMade
from shared.events.network import CoordinatorsSought


async def report_text(
    work: Work,
    *,
    network_id: UUID,
    kind: ReportKind,
    about_id: UUID,
    within_id: UUID | None,
    writer_ids: Collection[UUID],
    reason: ReportReason,
    words: str,
) -> Report:
    """Report a text that one can read, as a member of its network. writer_ids: who wrote it, as far as known.

    Of words of several people nobody is named, and none of them answers.

    Raises NotAMember, OwnReport, WordsTooLong, TooManyReports.
    """
    found = [await membership(work.session, network_id=network_id, person_id=one) for one in dict.fromkeys(writer_ids)]
    writers = [one.id for one in found if one is not None]
    is_of_one = len(set(writer_ids)) == 1
    return await _report(
        work,
        Report(
            id=new_id(),
            network_id=network_id,
            kind=kind.value,
            about_id=about_id,
            within_id=within_id,
            membership_id=writers[0] if is_of_one and writers else None,
            reason=reason.value,
            reported_at=work.now,
            due_at=due_at(work.now),
        ),
        about=writer_ids,
        words=words,
        writers=() if is_of_one else writers,
    )


async def report_member(work: Work, *, membership_id: UUID, reason: ReportReason, words: str) -> Report:
    """Report how somebody behaves, as a member of the same network.

    Raises NotFound, OwnReport, WordsTooLong, TooManyReports.
    """
    somebody = await membership_to_change(work.session, membership_id)
    if somebody is None or somebody.status == MembershipStatus.AWAITING_PARENTAL_PERMISSION:
        raise NotFound
    if not await is_member(work.session, network_id=somebody.network_id, person_id=work.viewer.person()):
        raise NotFound
    return await _report(
        work,
        Report(
            id=new_id(),
            network_id=somebody.network_id,
            kind=ReportKind.MEMBER.value,
            about_id=somebody.id,
            membership_id=somebody.id,
            reason=reason.value,
            reported_at=work.now,
            due_at=due_at(work.now),
        ),
        about=[somebody.person_id],
        words=words,
    )


async def answer_report(work: Work, *, report_id: UUID, outcome: ReportOutcome, answer: str) -> Report:
    """Say what came of a report, as somebody who keeps its network and is not whom it is about; a warning or a limit says so itself.

    A question to one fellow member, or its answer, is taken away here: it stands on no page where its readers could do so.
    answer: what who reported reads besides, may be empty. Raises NotFound, KeeperNeeded, ReportAnswered, NotRemovedYet,
    WordsTooLong.
    """
    check_length("answer", answer)
    report = await held_for_answer(work, report_id=report_id)
    if outcome is ReportOutcome.REMOVED:
        about = None if report.membership_id is None else await membership_to_change(work.session, report.membership_id)
        if about is None or about.status != MembershipStatus.REMOVED:
            raise NotRemovedYet
    if outcome is ReportOutcome.TEXT_TAKEN_AWAY and (kind := ReportKind(report.kind)) in IN_PRIVATE:
        await take_away_reported(work, kind=kind, expert_question_id=report.about_id)
    await close_report(work, report=report, outcome=outcome, answer=answer)
    return report


async def held_for_answer(work: Work, *, report_id: UUID) -> Report:
    """A report that waits, for who may answer it. Raises NotFound, KeeperNeeded, ReportAnswered."""
    report = await queries.report_to_change(work.session, report_id)
    viewer_id = work.viewer.person()
    if report is None or not await is_member(work.session, network_id=report.network_id, person_id=viewer_id):
        raise NotFound
    keepers = await queries.keepers(work.session, report.network_id)
    check_keeps(keeps=viewer_id in keepers)
    if not is_for(viewer_id, about=await queries.people_of(work.session, report_id), keepers=keepers):
        raise NotFound
    if report.answered_at is not None:
        raise ReportAnswered
    return report


async def close_report(work: Work, *, report: Report, outcome: ReportOutcome, answer: str) -> None:
    """Write down what came of a report, and tell who made it."""
    report.outcome, report.answered_by, report.answered_at = outcome.value, work.viewer.person(), work.now
    # Without the network, as when it was made: who it is about could read that log.
    work.note(Verb.REPORT_ANSWERED, Kind.REPORT, report.id, reason=outcome.value)
    reporter = await queries.reporter_of(work.session, report.id)
    if reporter is None:
        return
    reporter.answer = answer or None
    work.announce(
        ReportAnsweredEvent(
            version=2,
            report_id=report.id,
            network_id=report.network_id,
            person_id=reporter.person_id,
            at=work.now,
        )
    )


async def forget_old_reports(work: Work) -> None:
    """Remove the reports that were answered a year ago, and those that nobody ever answered; that it happened stays in the log."""
    for statement in forget_reports(answered=work.now - KEPT_FOR, made=work.now - KEPT_UNANSWERED):
        await work.session.execute(statement)


async def _report(
    work: Work, report: Report, *, about: Collection[UUID], words: str, writers: Collection[UUID] = ()
) -> Report:
    viewer_id = work.viewer.person()
    check_may_see_members(is_member=await is_member(work.session, network_id=report.network_id, person_id=viewer_id))
    await one_at_a_time(work.session, f"reports:{viewer_id}")
    waiting = await queries.waiting_of(work.session, network_id=report.network_id, person_id=viewer_id)
    check_report(reporter_id=viewer_id, about=about, words=words, waiting=waiting)
    work.add(report)
    await work.session.flush()
    for one in writers:
        work.add(ReportWriter(report_id=report.id, membership_id=one))
    work.add(Reporter(report_id=report.id, person_id=viewer_id, words=words or None))
    # Without the network: what stands in a network's own log, also who is reported could read.
    work.note(Verb.REPORT_MADE, Kind.REPORT, report.id)
    keepers = await queries.keepers(work.session, report.network_id)
    hearing = answerers(about, keepers)
    work.announce(
        ReportMade(
            version=1,
            report_id=report.id,
            network_id=report.network_id,
            answerer_ids=hearing,
            due_at=report.due_at,
        )
    )
    if not hearing and await queries.can_be_asked_for(work.session, report.network_id):
        await seek_coordinator(work, keepers=keepers)
    return report


async def seek_coordinator(work: Work, *, keepers: Collection[UUID]) -> None:
    """Tell who looks after the platform at once that something waits where nobody can answer it: never who keeps that network."""
    told = [one for one in await administrators(work.session) if one not in keepers][:MOST_TOLD]
    if told:
        work.announce(
            CoordinatorsSought(version=1, notice_id=new_id(), networks=1, administrator_ids=told, at=work.now)
        )
