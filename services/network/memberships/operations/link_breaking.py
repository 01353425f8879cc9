"""What can be done about knowing who is behind a schuilnaam: ask, agree or not as a second person, look (PR-5)."""

from uuid import UUID

from services.network.memberships.domain.link_breaking import (
    KEPT_FOR,
    OPEN_FOR,
    LinkBreakOver,
    LinkBreakStatus,
    NoPseudonym,
    SecondPersonNeeded,
    check_keeps,
    is_over,
    may_answer,
    may_look,
)
from services.network.memberships.domain.removals import NotYourself, check_words
from services.network.memberships.domain.reports import answerers
from services.network.memberships.domain.taking_part import MembershipStatus
from services.network.memberships.models.link_breaking import LinkBreak, forget_link_breaks
from services.network.memberships.models.taking_part import Membership
from services.network.memberships.operations.reports import seek_coordinator
from services.network.memberships.queries import link_breaking as queries
from services.network.memberships.queries.reports import can_be_asked_for
from services.network.memberships.queries.reports import keepers as keepers_of
from services.network.memberships.queries.taking_part import is_member, membership_to_change, network_of
from services.network.people.queries.accounts import person_by_id
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.database import new_id
from shared.errors import NotFound
from shared.events.moderation import SecondPersonSought
from shared.events.network import LinkBroken

HERE = frozenset({MembershipStatus.ACTIVE, MembershipStatus.PAUSED})


async def ask_to_break(work: Work, *, membership_id: UUID, reason: str, raises_danger: bool) -> LinkBreak:
    """Ask to know who is behind a schuilnaam, because somebody is in serious danger; a second person has to agree, and hears of it.

    Where there is none, who looks after the platform is told that somebody is needed here.

    For coordinators and moderators. Raises NotFound, KeeperNeeded, NotYourself, NoPseudonym, WordsMissing.
    """
    membership = await _of_keeper(work, membership_id)
    if membership.status not in HERE:
        raise NotFound
    if membership.person_id == work.viewer.person():
        raise NotYourself
    person = await person_by_id(work.session, membership.person_id)
    if person is None or person.email is None or not person.is_pseudonym:
        raise NoPseudonym
    check_words("reason", reason)
    asked = work.add(
        LinkBreak(
            id=new_id(),
            membership_id=membership_id,
            status=LinkBreakStatus.ASKED.value,
            reason=reason,
            raises_danger=raises_danger,
            asked_by=work.viewer.person(),
            asked_at=work.now,
            version=1,
        )
    )
    keepers = await keepers_of(work.session, membership.network_id)
    hearing = answerers((work.viewer.person(), membership.person_id), keepers)
    work.announce(
        SecondPersonSought(
            version=asked.version,
            link_break_id=asked.id,
            network_id=membership.network_id,
            answerer_ids=hearing,
            at=work.now,
        )
    )
    if not hearing and await can_be_asked_for(work.session, membership.network_id):
        await seek_coordinator(work, keepers=keepers)
    work.note(Verb.VAULT_ASKED, Kind.PERSON, membership.person_id)
    work.note(Verb.VAULT_ASKED, Kind.MEMBERSHIP, membership_id, network_id=membership.network_id)
    return asked


async def answer_break(work: Work, *, link_break_id: UUID, agrees: bool) -> LinkBreak:
    """Agree as a second person, and the two can look for 72 hours; or do not. The person concerned is told by mail, unless that
    raises danger.

    For coordinators and moderators, not who asked. Raises NotFound, KeeperNeeded, SecondPersonNeeded, LinkBreakOver.
    """
    asked, membership = await _asked(work, link_break_id)
    if not may_answer(work.viewer.person(), asked_by=asked.asked_by, about=membership.person_id):
        raise SecondPersonNeeded
    over = is_over(status=asked.status, asked_at=asked.asked_at, opens_until=asked.opens_until, now=work.now)
    if asked.status != LinkBreakStatus.ASKED or over:
        raise LinkBreakOver
    asked.status = (LinkBreakStatus.AGREED if agrees else LinkBreakStatus.DECLINED).value
    asked.answered_by, asked.answered_at = work.viewer.person(), work.now
    asked.version += 1
    verb = Verb.VAULT_AGREED if agrees else Verb.VAULT_DECLINED
    work.note(verb, Kind.PERSON, membership.person_id)
    work.note(verb, Kind.MEMBERSHIP, membership.id, network_id=membership.network_id)
    if agrees:
        asked.opens_until = work.now + OPEN_FOR
        if not asked.raises_danger:
            work.announce(
                LinkBroken(
                    version=asked.version,
                    link_break_id=asked.id,
                    membership_id=membership.id,
                    person_id=membership.person_id,
                    at=work.now,
                )
            )
    return asked


async def look_behind(work: Work, *, link_break_id: UUID) -> str:
    """The mail address behind a schuilnaam, for one of the two who agreed; each look is written down, and its owner sees that.

    Raises NotFound, KeeperNeeded, SecondPersonNeeded, LinkBreakOver.
    """
    asked, membership = await _asked(work, link_break_id)
    if not may_look(work.viewer.person(), asked_by=asked.asked_by, agreed_by=asked.answered_by):
        raise SecondPersonNeeded
    over = is_over(status=asked.status, asked_at=asked.asked_at, opens_until=asked.opens_until, now=work.now)
    if asked.status != LinkBreakStatus.AGREED or over:
        raise LinkBreakOver
    person = await person_by_id(work.session, membership.person_id)
    if person is None or person.email is None:
        raise NotFound
    work.note(Verb.VAULT_OPENED, Kind.PERSON, person.id)
    work.note(Verb.VAULT_OPENED, Kind.MEMBERSHIP, membership.id, network_id=membership.network_id)
    return person.email


async def forget_old_link_breaks(work: Work) -> None:
    """Remove what was asked two years ago, with the words in it; that it was done stays in the log."""
    await work.session.execute(forget_link_breaks(work.now - KEPT_FOR))


async def _of_keeper(work: Work, membership_id: UUID) -> Membership:
    network_id = await network_of(work.session, membership_id)
    viewer_id = work.viewer.person()
    if network_id is None or not await is_member(work.session, network_id=network_id, person_id=viewer_id):
        raise NotFound
    check_keeps(keeps=await queries.keeps(work.session, network_id=network_id, person_id=viewer_id))
    membership = await membership_to_change(work.session, membership_id)
    if membership is None:
        raise NotFound
    return membership


async def _asked(work: Work, link_break_id: UUID) -> tuple[LinkBreak, Membership]:
    asked = await queries.link_break_to_change(work.session, link_break_id)
    if asked is None:
        raise NotFound
    return asked, await _of_keeper(work, asked.membership_id)
