"""Who may ask what of the people of a network: members see them, coordinators give roles, remove, and answer objections."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from services.network.memberships.domain.expert_questions import speaks_in_private
from services.network.memberships.domain.removals import AppealOutcome, may_answer
from services.network.memberships.domain.roles import Role, check_coordinates, end_of
from services.network.memberships.domain.taking_part import check_may_see_members
from services.network.memberships.edge.showing import appointed_to, changed_membership, declared_by, held_by
from services.network.memberships.operations import perspectives, removals, roles
from services.network.memberships.queries import people as queries
from services.network.memberships.queries.expert_questions import voice_of
from services.network.memberships.queries.perspectives import perspectives_of
from services.network.memberships.queries.removals import open_appeals
from services.network.memberships.queries.roles import coordinating_people
from services.network.memberships.queries.taking_part import standing
from services.network.networks.domain import Perspective
from services.network.networks.queries import shown_by_ids
from services.network.people.domain.ages import AgeBand
from shared.api.network.memberships import MembershipView
from shared.api.network.networks import Theme
from shared.api.network.participation import (
    AnswerAppeal,
    AppealView,
    MemberView,
    RemoveMember,
    SetPerspectives,
    SetRoles,
)
from shared.api.page import First, Page
from shared.bus.work import Work
from shared.database import Session
from shared.errors import NotFound
from shared.web.cursors import moment, read_cursor, write_cursor
from shared.web.edge import PERSON, Edge, Now, Viewer

edge = Edge()


@edge.read("/networks/{network_id}/members", who=PERSON)
async def members(
    network_id: UUID,
    session: Session,
    viewer: Viewer,
    now: Now,
    first: First = 50,
    after: str | None = None,
    interests: bool = False,
    mandates: bool = False,
    asking: bool = False,
    askable: bool = False,
    about: Theme | None = None,
    starting_with: UUID | None = None,
) -> Page[MemberView]:
    """Who takes part in a network, by perspective and name, with their roles; for its members only.

    interests, mandates, asking (whom the viewer can ask): whether these are wanted too; each is a statement more. askable: only
    who said that fellow members may ask them; about: those of them who named this theme. starting_with: a person with whom the
    list begins, in place of ``after``; it is empty where they do not stand in it.
    """
    begin = read_cursor(after, str, str, UUID)
    coordinating = await _may_see(session, network_id, viewer)
    rows = await queries.members(
        session,
        network_id=network_id,
        after=begin,
        first=first + 1,
        with_away=coordinating,
        askable=askable or about is not None,
        about=about,
        starting_with=starting_with,
    )
    shown = rows[:first]
    last = shown[-1] if len(rows) > first else None
    return Page(
        items=await _shown(
            session,
            shown,
            now,
            viewer if asking else None,
            declared=interests,
            appointed=mandates,
            with_all=coordinating,
        ),
        next_cursor=write_cursor(last.perspective, last.sort_name, last.membership_id) if last else None,
    )


@edge.read("/memberships/{membership_id}", who=PERSON)
async def member(membership_id: UUID, session: Session, viewer: Viewer, now: Now) -> MemberView:
    """One of the people of a network, for its members; who is away for coordinators only."""
    found = await queries.member(session, membership_id)
    if found is None:
        raise NotFound
    takes_part, coordinating = await standing(session, network_id=found.network_id, person_id=viewer.person())
    if not takes_part or (found.status == queries.AWAY and not coordinating):
        raise NotFound
    return (await _shown(session, [found], now, viewer, declared=True, appointed=True, with_all=coordinating))[0]


@edge.change("/memberships/{membership_id}:set-roles", who=PERSON)
async def set_roles(membership_id: UUID, body: SetRoles, work: Work, viewer: Viewer) -> MemberView:
    """Give and take roles."""
    wanted = {Role(one.role): end_of(one.until_on) for one in body.roles}
    await roles.set_roles(work, membership_id=membership_id, roles=wanted, version=body.version)
    await work.session.flush()
    return await member(membership_id, session=work.session, viewer=viewer, now=work.now)


@edge.change("/memberships/{membership_id}:set-perspectives", who=PERSON)
async def set_perspectives(membership_id: UUID, body: SetPerspectives, work: Work, viewer: Viewer) -> MemberView:
    """Give and take perspectives."""
    wanted = [Perspective(one) for one in body.perspectives]
    await perspectives.set_perspectives(work, membership_id=membership_id, perspectives=wanted, version=body.version)
    await work.session.flush()
    return await member(membership_id, session=work.session, viewer=viewer, now=work.now)


@edge.change("/memberships/{membership_id}:remove", who=PERSON)
async def remove(membership_id: UUID, body: RemoveMember, work: Work) -> MembershipView:
    """Let somebody take part no longer."""
    removed = await removals.remove_member(work, membership_id=membership_id, reason=body.reason, version=body.version)
    return await changed_membership(work, removed)


@edge.change("/memberships/{membership_id}:answer-appeal", who=PERSON)
async def answer_appeal(membership_id: UUID, body: AnswerAppeal, work: Work) -> MembershipView:
    """Answer an objection."""
    answered = await removals.answer_appeal(
        work, membership_id=membership_id, outcome=AppealOutcome(body.outcome), reason=body.reason
    )
    return await changed_membership(work, answered)


@edge.read("/networks/{network_id}/appeals", who=PERSON)
async def appeals(
    network_id: UUID, session: Session, viewer: Viewer, first: First = 20, after: str | None = None
) -> Page[AppealView]:
    """The objections that wait for an answer; for coordinators only."""
    begin = read_cursor(after, moment, UUID)
    check_coordinates(is_coordinator=await _may_see(session, network_id, viewer))
    coordinators = await coordinating_people(session, network_id)
    rows = await open_appeals(session, network_id=network_id, after=begin, first=first + 1)
    shown = rows[:first]
    return Page(
        items=[
            AppealView.model_validate(
                {name: getattr(row, name) for name in AppealView.model_fields if name != "may_answer"}
                | {"may_answer": may_answer(viewer.person(), row.removed_by, coordinators)}
            )
            for row in shown
        ],
        next_cursor=write_cursor(shown[-1].appealed_at, shown[-1].id) if len(rows) > first else None,
    )


async def _may_see(session: Session, network_id: UUID, viewer: Viewer) -> bool:
    """Raise NotFound or NotAMember for others than members; gives whether this one coordinates."""
    takes_part, coordinating = await standing(session, network_id=network_id, person_id=viewer.person())
    if not takes_part and not await shown_by_ids(session, [network_id]):
        raise NotFound
    check_may_see_members(is_member=takes_part)
    return coordinating


async def _shown(
    session: Session,
    rows: Sequence[queries.Member],
    now: datetime,
    asker: Viewer | None,
    *,
    declared: bool,
    appointed: bool,
    with_all: bool,
) -> list[MemberView]:
    ids = [row.membership_id for row in rows]
    held = await held_by(session, ids)
    interests = await declared_by(session, ids) if declared else {}
    mandates = await appointed_to(session, ids, now) if appointed else {}
    askable = await _whom_to_ask(session, rows, asker) if asker is not None else None
    return [
        MemberView(
            membership_id=row.membership_id,
            network_id=row.network_id,
            person_id=row.person_id,
            display_name=row.display_name,
            avatar=row.avatar,
            perspective=row.perspective,
            perspectives=perspectives_of(row) if with_all else None,
            status=row.status,
            since=row.since,
            roles=held.get(row.membership_id, []),
            interests=interests.get(row.membership_id, []),
            mandates=mandates.get(row.membership_id, []),
            contribution=row.contribution,
            expertise=None if row.status == queries.AWAY else row.expertise,
            may_be_asked=None if askable is None else row.membership_id in askable,
            version=row.version,
        )
        for row in rows
    ]


async def _whom_to_ask(session: Session, rows: Sequence[queries.Member], asker: Viewer) -> set[UUID]:
    open_to_it = [row for row in rows if row.expertise is not None and row.status != queries.AWAY]
    if not open_to_it:
        return set()
    asker_id = asker.person()
    voice = await voice_of(session, network_id=open_to_it[0].network_id, person_id=asker_id)
    if voice is None or not speaks_in_private(
        perspectives_of(voice), AgeBand(voice.age_band) if voice.age_band else None
    ):
        return set()
    return {
        row.membership_id
        for row in open_to_it
        if row.person_id != asker_id and speaks_in_private(perspectives_of(row), None)
    }
