"""What can be done about removing somebody: remove them and say why, object, answer the objection."""

from uuid import UUID

from services.network.memberships.domain.removals import (
    AppealOutcome,
    NothingToAnswer,
    NothingToAppeal,
    NotYourself,
    answerers,
    check_may_answer,
    check_words,
    may_answer,
)
from services.network.memberships.domain.taking_part import MembershipStatus
from services.network.memberships.models.removals import Removal
from services.network.memberships.models.taking_part import Membership
from services.network.memberships.operations.ages import check_may_go_on
from services.network.memberships.operations.announcing import tell_active, tell_over
from services.network.memberships.operations.roles import (
    check_not_the_last,
    check_viewer_coordinates,
    end_roles,
    hold_coordinators,
)
from services.network.memberships.queries.removals import latest_removal
from services.network.memberships.queries.roles import coordinating_people
from services.network.memberships.queries.taking_part import membership, membership_to_change, network_of
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.database import new_id
from shared.errors import NotFound, StaleVersion
from shared.events.network import RemovalAppealAnswered, RemovalAppealed


async def remove_member(work: Work, *, membership_id: UUID, reason: str, version: int) -> Membership:
    """Let somebody take part no longer, for a reason that only they read.

    For a coordinator. Raises NotFound, CoordinatorNeeded, WordsMissing, NotYourself, StaleVersion, LastCoordinator.
    """
    removed = await _of_a_coordinator(work, membership_id)
    if removed.status not in {MembershipStatus.ACTIVE, MembershipStatus.PAUSED}:
        raise NotFound
    if removed.person_id == work.viewer.person():
        raise NotYourself
    if removed.version != version:
        raise StaleVersion
    check_words("reason", reason)
    await check_not_the_last(work, membership=removed)
    await end_roles(work, membership_id=removed.id)
    tell_over(work, membership=removed, status=MembershipStatus.REMOVED)
    work.note(Verb.MEMBERSHIP_REMOVED, Kind.MEMBERSHIP, removed.id, network_id=removed.network_id)
    work.add(
        Removal(
            id=new_id(),
            membership_id=removed.id,
            network_id=removed.network_id,
            removed_by=work.viewer.person(),
            reason=reason,
            removed_at=work.now,
        )
    )
    return removed


async def appeal_removal(work: Work, *, network_id: UUID, text: str) -> Membership:
    """Say that one does not agree with being removed; once. Raises NotFound, NothingToAppeal, WordsMissing."""
    mine = await membership(work.session, network_id=network_id, person_id=work.viewer.person())
    if mine is None:
        raise NotFound
    removal = await latest_removal(work.session, mine.id)
    if mine.status != MembershipStatus.REMOVED or removal is None or removal.appealed_at is not None:
        raise NothingToAppeal
    check_words("text", text)
    removal.appeal, removal.appealed_at = text, work.now
    work.note(Verb.APPEAL_MADE, Kind.MEMBERSHIP, mine.id, network_id=network_id)
    work.announce(
        RemovalAppealed(
            version=1,
            removal_id=removal.id,
            membership_id=mine.id,
            network_id=network_id,
            person_id=mine.person_id,
            answerer_ids=answerers(removal.removed_by, await coordinating_people(work.session, network_id)),
            at=work.now,
        )
    )
    return mine


async def answer_appeal(work: Work, *, membership_id: UUID, outcome: AppealOutcome, reason: str) -> Membership:
    """Answer an objection: let the person take part again, without roles, or let it be as it is; with a reason either way.

    For a coordinator who did not remove them, unless there is no other.
    Raises NotFound, CoordinatorNeeded, NothingToAnswer, SomebodyElseAnswers, WordsMissing, ParentalPermissionRequired.
    """
    removed = await _of_a_coordinator(work, membership_id)
    removal = await latest_removal(work.session, removed.id)
    is_open = removal is not None and removal.appealed_at is not None and removal.answered_at is None
    if removal is None or not is_open or removed.status != MembershipStatus.REMOVED:
        raise NothingToAnswer
    people = await coordinating_people(work.session, removed.network_id)
    check_may_answer(may=may_answer(work.viewer.person(), removal.removed_by, people))
    check_words("reason", reason)
    if outcome is AppealOutcome.RESTORED:
        await check_may_go_on(work, person_id=removed.person_id, membership_id=removed.id)
    removal.outcome, removal.answer = outcome.value, reason
    removal.answered_by, removal.answered_at = work.viewer.person(), work.now
    work.note(Verb.APPEAL_ANSWERED, Kind.MEMBERSHIP, removed.id, network_id=removed.network_id, reason=outcome.value)
    work.announce(
        RemovalAppealAnswered(
            version=2,
            removal_id=removal.id,
            membership_id=removed.id,
            network_id=removed.network_id,
            person_id=removed.person_id,
            status=outcome.value,
            at=work.now,
        )
    )
    if outcome is AppealOutcome.RESTORED:
        removed.away_since, removed.ended_at, removed.returned_at = removed.ended_at, None, work.now
        tell_active(work, membership=removed, roles=())
    return removed


async def _of_a_coordinator(work: Work, membership_id: UUID) -> Membership:
    network_id = await network_of(work.session, membership_id)
    if network_id is None:
        raise NotFound
    await check_viewer_coordinates(work, network_id=network_id)
    await hold_coordinators(work, network_id=network_id)
    found = await membership_to_change(work.session, membership_id)
    if found is None:
        raise NotFound
    return found
