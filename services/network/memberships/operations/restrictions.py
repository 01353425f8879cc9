"""What can be done about warnings and limits: decide them, lift a limit, object, answer the objection (PR-7, C103)."""

from datetime import date, datetime
from uuid import UUID

from services.network.memberships.domain.link_breaking import check_keeps
from services.network.memberships.domain.removals import (
    AppealOutcome,
    NothingToAnswer,
    NothingToAppeal,
    answerers,
    check_may_answer,
    check_words,
    may_answer,
)
from services.network.memberships.domain.reports import ReportOutcome
from services.network.memberships.domain.restrictions import (
    KEPT_FOR,
    LimitedAlready,
    NoLimit,
    NotAboutYourself,
    RestrictionKind,
    answering,
    check_until,
    is_in_force,
    may_object,
)
from services.network.memberships.domain.roles import end_of
from services.network.memberships.domain.taking_part import MembershipStatus
from services.network.memberships.models.restrictions import Restriction, forget_restrictions
from services.network.memberships.models.taking_part import Membership
from services.network.memberships.operations.reports import close_report, held_for_answer
from services.network.memberships.queries import restrictions as queries
from services.network.memberships.queries.reports import keepers, people_of
from services.network.memberships.queries.taking_part import is_member, membership_to_change, network_of
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.database import new_id
from shared.errors import NotFound
from shared.events.moderation import (
    RestrictionAppealAnswered,
    RestrictionAppealed,
    RestrictionDecided,
    RestrictionLifted,
)


async def warn_member(work: Work, *, membership_id: UUID, reason: str, report_id: UUID | None) -> Restriction:
    """Tell somebody in words that something has to change; nothing else changes yet. report_id: the report it answers.

    For coordinators and moderators. Raises NotFound, KeeperNeeded, NotAboutYourself, WordsMissing, ReportAnswered.
    """
    somebody = await _of_keeper(work, membership_id)
    return await _decide(work, somebody, RestrictionKind.WARNING, reason, until_at=None, report_id=report_id)


async def limit_member(
    work: Work, *, membership_id: UUID, reason: str, until_on: date | None, report_id: UUID | None
) -> Restriction:
    """Let somebody write nothing in this network until and with a day; reading goes on, and it ends by itself.

    For coordinators and moderators. Raises NotFound, KeeperNeeded, NotAboutYourself, WordsMissing, LimitEndMissing,
    LimitedAlready, ReportAnswered.
    """
    somebody = await _of_keeper(work, membership_id)
    until_at = end_of(check_until(until_on, work.now))
    if await queries.limits_of(work.session, somebody.id, work.now):
        raise LimitedAlready
    return await _decide(work, somebody, RestrictionKind.LIMIT, reason, until_at=until_at, report_id=report_id)


async def lift_limit(work: Work, *, restriction_id: UUID) -> Restriction:
    """End a limit before its time; for coordinators and moderators. Raises NotFound, KeeperNeeded, NotAboutYourself, NoLimit."""
    found, somebody = await _restriction_of_keeper(work, restriction_id)
    if not is_in_force(kind=found.kind, until_at=found.until_at, lifted_at=found.lifted_at, now=work.now):
        raise NoLimit
    await _lift(work, found, somebody)
    work.note(Verb.LIMIT_LIFTED, Kind.MEMBERSHIP, somebody.id, network_id=somebody.network_id)
    return found


async def object_to_restriction(work: Work, *, restriction_id: UUID, text: str) -> Restriction:
    """Say that one does not agree with a warning or limit; once. Raises NotFound, NothingToAppeal, WordsMissing."""
    found = await queries.restriction_to_change(work.session, restriction_id)
    somebody = None if found is None else await membership_to_change(work.session, found.membership_id)
    if found is None or somebody is None or somebody.person_id != work.viewer.person():
        raise NotFound
    ends_at = found.until_at or found.decided_at
    if not may_object(appealed_at=found.appealed_at, lifted_at=found.lifted_at, ends_at=ends_at, now=work.now):
        raise NothingToAppeal
    check_words("text", text)
    found.appeal, found.appealed_at, found.version = text, work.now, found.version + 1
    work.note(Verb.APPEAL_MADE, Kind.MEMBERSHIP, somebody.id, network_id=somebody.network_id)
    among = answering(somebody.person_id, await keepers(work.session, found.network_id))
    work.announce(
        RestrictionAppealed(
            version=found.version,
            restriction_id=found.id,
            membership_id=somebody.id,
            network_id=found.network_id,
            person_id=somebody.person_id,
            answerer_ids=answerers(found.decided_by, among),
            at=work.now,
        )
    )
    return found


async def answer_objection(work: Work, *, restriction_id: UUID, outcome: AppealOutcome, reason: str) -> Restriction:
    """Answer an objection to a warning or limit: take it back, or let it be; with a reason either way.

    For a coordinator or moderator who did not decide it, unless there is no other.
    Raises NotFound, KeeperNeeded, NotAboutYourself, NothingToAnswer, SomebodyElseAnswers, WordsMissing.
    """
    found, somebody = await _restriction_of_keeper(work, restriction_id)
    if found.appealed_at is None or found.answered_at is not None:
        raise NothingToAnswer
    among = answering(somebody.person_id, await keepers(work.session, found.network_id))
    check_may_answer(may=may_answer(work.viewer.person(), found.decided_by, among))
    check_words("reason", reason)
    if outcome is AppealOutcome.RESTORED and found.lifted_at is None:
        await _lift(work, found, somebody)
    found.outcome, found.answer = outcome.value, reason
    found.answered_by, found.answered_at, found.version = work.viewer.person(), work.now, found.version + 1
    work.note(Verb.APPEAL_ANSWERED, Kind.MEMBERSHIP, somebody.id, network_id=found.network_id, reason=outcome.value)
    work.announce(
        RestrictionAppealAnswered(
            version=found.version,
            restriction_id=found.id,
            membership_id=somebody.id,
            network_id=found.network_id,
            person_id=somebody.person_id,
            status=outcome.value,
            at=work.now,
        )
    )
    return found


async def carry_limits(work: Work, *, own: Membership, place: Membership) -> None:
    """Let the limits of somebody's place in one network hold for their place in the network that goes on with it (J22, PR-7).

    With the same reason and the same end; to this one they can object there, to who keeps that network. Each goes along once.
    """
    for limit in await queries.limits_to_carry(work.session, own.id, work.now):
        if await queries.is_carried(work.session, restriction_id=limit.id, network_id=place.network_id):
            continue
        carried = Restriction(
            id=new_id(),
            membership_id=place.id,
            network_id=place.network_id,
            kind=limit.kind,
            reason=limit.reason,
            decided_by=limit.decided_by,
            decided_at=limit.decided_at,
            until_at=limit.until_at,
            carried_from=limit.id,
            version=1,
        )
        work.note(Verb.LIMIT_CARRIED, Kind.MEMBERSHIP, place.id, network_id=place.network_id)
        _tell_decided(work, carried, place)


async def forget_old_restrictions(work: Work) -> None:
    """Remove the warnings and limits that were over two years ago."""
    await work.session.execute(forget_restrictions(work.now - KEPT_FOR))


async def _decide(
    work: Work,
    somebody: Membership,
    kind: RestrictionKind,
    reason: str,
    *,
    until_at: datetime | None,
    report_id: UUID | None,
) -> Restriction:
    check_words("reason", reason)
    if report_id is not None:
        report = await held_for_answer(work, report_id=report_id)
        about = await people_of(work.session, report_id)
        if report.network_id != somebody.network_id or (about and somebody.person_id not in about):
            raise NotFound
        outcome = ReportOutcome.WARNED if kind is RestrictionKind.WARNING else ReportOutcome.LIMITED
        await close_report(work, report=report, outcome=outcome, answer="")
    decided = Restriction(
        id=new_id(),
        membership_id=somebody.id,
        network_id=somebody.network_id,
        kind=kind.value,
        reason=reason,
        decided_by=work.viewer.person(),
        decided_at=work.now,
        until_at=until_at,
        version=1,
    )
    verb = Verb.MEMBER_WARNED if kind is RestrictionKind.WARNING else Verb.MEMBER_LIMITED
    work.note(verb, Kind.MEMBERSHIP, somebody.id, network_id=somebody.network_id)
    _tell_decided(work, decided, somebody)
    return decided


def _tell_decided(work: Work, decided: Restriction, somebody: Membership) -> None:
    work.add(decided)
    work.announce(
        RestrictionDecided(
            version=decided.version,
            restriction_id=decided.id,
            membership_id=somebody.id,
            network_id=somebody.network_id,
            person_id=somebody.person_id,
            kind=decided.kind,
            until_at=decided.until_at,
            at=work.now,
        )
    )


async def _lift(work: Work, found: Restriction, somebody: Membership) -> None:
    """End a limit, and with it those that only went along with it to a network that goes on with this one."""
    for carried, place in await queries.carried_on(work.session, found.id, work.now):
        work.note(Verb.LIMIT_LIFTED, Kind.MEMBERSHIP, place.id, network_id=place.network_id)
        await _lift(work, carried, place)
    found.lifted_at, found.version = work.now, found.version + 1
    work.announce(
        RestrictionLifted(
            version=found.version,
            restriction_id=found.id,
            membership_id=somebody.id,
            network_id=found.network_id,
            person_id=somebody.person_id,
            at=work.now,
        )
    )


async def _of_keeper(work: Work, membership_id: UUID) -> Membership:
    network_id = await network_of(work.session, membership_id)
    viewer_id = work.viewer.person()
    if network_id is None or not await is_member(work.session, network_id=network_id, person_id=viewer_id):
        raise NotFound
    check_keeps(keeps=viewer_id in await keepers(work.session, network_id))
    somebody = await membership_to_change(work.session, membership_id)
    if somebody is None or somebody.status not in {MembershipStatus.ACTIVE, MembershipStatus.PAUSED}:
        raise NotFound
    if somebody.person_id == viewer_id:
        raise NotAboutYourself
    return somebody


async def _restriction_of_keeper(work: Work, restriction_id: UUID) -> tuple[Restriction, Membership]:
    found = await queries.restriction_to_change(work.session, restriction_id)
    viewer_id = work.viewer.person()
    if found is None or not await is_member(work.session, network_id=found.network_id, person_id=viewer_id):
        raise NotFound
    check_keeps(keeps=viewer_id in await keepers(work.session, found.network_id))
    somebody = await membership_to_change(work.session, found.membership_id)
    if somebody is None:
        raise NotFound
    if somebody.person_id == viewer_id:
        raise NotAboutYourself
    return found, somebody
