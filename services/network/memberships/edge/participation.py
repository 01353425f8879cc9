"""Who may ask what of their own place in a network: they see it whatever its state, pause it, come back, leave, object."""

from datetime import datetime
from typing import Any
from uuid import UUID

from services.network.memberships.domain.guardians import MOST_ROUNDS
from services.network.memberships.domain.pausing import PlaceHasChanged, may_come_back
from services.network.memberships.domain.removals import still_reads
from services.network.memberships.domain.roles import Role, coordinates
from services.network.memberships.domain.taking_part import MembershipStatus
from services.network.memberships.edge.showing import appointed_to, declared_by, held_by, reader_of
from services.network.memberships.operations import (
    contributions,
    expertise,
    interests,
    pausing,
    perspectives,
    removals,
    supporting,
)
from services.network.memberships.operations import roles as role_changes
from services.network.memberships.queries import roles as role_queries
from services.network.memberships.queries.guardians import permission_told
from services.network.memberships.queries.people import place_to_tell
from services.network.memberships.queries.perspectives import perspectives_of
from services.network.memberships.queries.removals import removal_told
from services.network.memberships.queries.supporting import HELPING, helped_names, helper_told, support_people
from services.network.memberships.queries.taking_part import place_of
from services.network.networks.domain import Perspective
from services.network.networks.queries import shown_by_ids
from shared.api.network.guardians import PermissionView
from shared.api.network.joining import SupportPersonView
from shared.api.network.participation import (
    AppealRemoval,
    ChooseSupporter,
    DeclareInterest,
    HandBackRole,
    OfferExpertise,
    ParticipationView,
    PlaceLetter,
    PlaceLetterAsked,
    RemovalView,
    RoleLetterAsked,
    SayContribution,
    SpeakFrom,
)
from shared.bus.work import Work
from shared.database import Session
from shared.errors import NotFound
from shared.web.edge import PERSON, Edge, Now, Viewer, only

edge = Edge()


@edge.read("/networks/{network_id}/participation", who=PERSON)
async def participation(
    network_id: UUID, session: Session, viewer: Viewer, now: Now, outline: bool = False
) -> ParticipationView | None:
    """How the viewer takes part in a network, took part, or is away; None for who never did. outline: nothing around it."""
    place = await place_of(session, network_id=network_id, person_id=viewer.person())
    if place is None:
        return None
    status = MembershipStatus(place.status)
    around = {} if outline else await _around(session, network_id, place.id, status, now)
    return ParticipationView(
        membership_id=place.id,
        network_id=network_id,
        perspective=place.perspective,
        perspectives=perspectives_of(place),
        status=place.status,
        since=place.since,
        paused_at=place.paused_at,
        paused_until=place.paused_until,
        away_since=place.away_since,
        returned_at=place.returned_at,
        ended_at=place.ended_at,
        may_come_back=may_come_back(status, place.may_return_until, now),
        may_return_until=place.may_return_until,
        contribution=place.contribution,
        expertise=place.expertise,
        version=place.version,
        **around,
    )


@edge.change("/networks/{network_id}/participation:pause", who=PERSON)
async def pause(network_id: UUID, work: Work, viewer: Viewer) -> ParticipationView:
    """Be away for a while."""
    await pausing.pause_membership(work, network_id=network_id)
    return await participation_now(work, network_id, viewer)


@edge.change("/networks/{network_id}/participation:resume", who=PERSON)
async def resume(network_id: UUID, work: Work, viewer: Viewer) -> ParticipationView:
    """Come back."""
    await pausing.resume_membership(work, network_id=network_id)
    return await participation_now(work, network_id, viewer)


@edge.change("/networks/{network_id}/participation:leave", who=PERSON)
async def leave(network_id: UUID, work: Work, viewer: Viewer) -> ParticipationView:
    """Stop taking part."""
    await pausing.leave_network(work, network_id=network_id)
    return await participation_now(work, network_id, viewer)


@edge.change("/networks/{network_id}/participation:choose-supporter", who=PERSON)
async def choose_supporter(network_id: UUID, body: ChooseSupporter, work: Work, viewer: Viewer) -> ParticipationView:
    """Choose another support person."""
    await supporting.choose_supporter(work, network_id=network_id, supporter_id=body.supporter_id)
    return await participation_now(work, network_id, viewer)


@edge.change("/networks/{network_id}/participation:appeal", who=PERSON)
async def appeal(network_id: UUID, body: AppealRemoval, work: Work, viewer: Viewer) -> ParticipationView:
    """Object to being removed."""
    await removals.appeal_removal(work, network_id=network_id, text=body.text)
    return await participation_now(work, network_id, viewer)


@edge.change("/networks/{network_id}/participation:declare-interest", who=PERSON)
async def declare_interest(network_id: UUID, body: DeclareInterest, work: Work, viewer: Viewer) -> ParticipationView:
    """Tell the network which interest one has."""
    await interests.declare_interest(work, network_id=network_id, text=body.text)
    return await participation_now(work, network_id, viewer)


@edge.change("/interests/{interest_id}:end", who=PERSON)
async def end_interest(interest_id: UUID, work: Work, viewer: Viewer) -> ParticipationView:
    """Say that an interest is over."""
    network_id = await interests.end_interest(work, interest_id=interest_id)
    return await participation_now(work, network_id, viewer)


@edge.change("/networks/{network_id}/participation:say-contribution", who=PERSON)
async def say_contribution(network_id: UUID, body: SayContribution, work: Work, viewer: Viewer) -> ParticipationView:
    """Tell the members of the network what one brings."""
    await contributions.say_contribution(work, network_id=network_id, text=body.contribution)
    return await participation_now(work, network_id, viewer)


@edge.change("/networks/{network_id}/participation:offer-expertise", who=PERSON)
async def offer_expertise(network_id: UUID, body: OfferExpertise, work: Work, viewer: Viewer) -> ParticipationView:
    """Stand among who can be asked."""
    await expertise.offer_expertise(work, network_id=network_id, themes=body.themes)
    return await participation_now(work, network_id, viewer)


@edge.change("/networks/{network_id}/participation:end-expertise", who=PERSON)
async def end_expertise(network_id: UUID, work: Work, viewer: Viewer) -> ParticipationView:
    """Stand among who can be asked no longer."""
    await expertise.end_expertise(work, network_id=network_id)
    return await participation_now(work, network_id, viewer)


@edge.change("/networks/{network_id}/participation:hand-back-role", who=PERSON)
async def hand_back_role(network_id: UUID, body: HandBackRole, work: Work, viewer: Viewer) -> ParticipationView:
    """Hold a role no longer."""
    await role_changes.hand_back_role(work, network_id=network_id, role=Role(body.role))
    return await participation_now(work, network_id, viewer)


@edge.change("/memberships/{membership_id}:speak-from", who=PERSON)
async def speak_from(membership_id: UUID, body: SpeakFrom, work: Work, viewer: Viewer) -> ParticipationView:
    """Speak from another of one's own perspectives."""
    chosen = Perspective(body.perspective)
    mine = await perspectives.speak_from(work, membership_id=membership_id, perspective=chosen, version=body.version)
    return await participation_now(work, mine.network_id, viewer)


@edge.read("/memberships/{membership_id}:role-letter", who=only("notifications"), method="POST")
async def role_letter(membership_id: UUID, body: RoleLetterAsked, session: Session) -> PlaceLetter:
    """What the mail needs that tells a coordinator that this member handed back a role, while they do without it."""
    place = await place_to_tell(session, membership_id)
    if place is None or not await role_queries.coordinates(
        session, network_id=place.network_id, person_id=body.person_id
    ):
        raise NotFound
    held = {row.role for row in await role_queries.periods(session, [membership_id])}
    if MembershipStatus(place.status).is_over or body.role in held:
        raise PlaceHasChanged
    return await _letter_to(session, body.person_id, place.network_id, None)


@edge.read("/memberships/{membership_id}:letter", who=only("notifications"), method="POST")
async def letter(membership_id: UUID, body: PlaceLetterAsked, session: Session) -> PlaceLetter:
    """What a mail about somebody's place needs, while it is in the state that the mail is about."""
    place = await place_to_tell(session, membership_id)
    if place is None:
        raise NotFound
    if place.status not in (("ACTIVE", "PAUSED") if body.status == "HERE" else (body.status,)):
        raise PlaceHasChanged
    return await _letter_to(session, place.person_id, place.network_id, place.paused_until)


async def _letter_to(session: Session, person_id: UUID, network_id: UUID, until_at: datetime | None) -> PlaceLetter:
    reader = await reader_of(session, person_id)
    (network,) = await shown_by_ids(session, [network_id])
    return PlaceLetter(
        address=reader.email,
        language=reader.language,
        network_name=network.name,
        network_slug=network.slug,
        until_at=until_at,
    )


async def _removal(
    session: Session, membership_id: UUID, status: MembershipStatus, now: datetime
) -> RemovalView | None:
    row = await removal_told(session, membership_id)
    is_removed = status is MembershipStatus.REMOVED
    if row is None or not still_reads(is_removed=is_removed, outcome=row.outcome, answered_at=row.answered_at, now=now):
        return None
    return RemovalView.model_validate(row._asdict())


async def _permission(session: Session, membership_id: UUID) -> PermissionView | None:
    row = await permission_told(session, membership_id)
    if row is None:
        return None
    told = {name: value for name, value in row._mapping.items() if name != "version"}
    return PermissionView.model_validate({**told, "may_ask_again": row.version < MOST_ROUNDS})


async def _around(
    session: Session, network_id: UUID, membership_id: UUID, status: MembershipStatus, now: datetime
) -> dict[str, Any]:
    roles = (await held_by(session, [membership_id])).get(membership_id, [])
    coordinating = coordinates([Role(held.role) for held in roles])
    ids = await role_queries.coordinators(session, network_id) if coordinating else ()
    helper = await helper_told(session, membership_id)
    lacks_support = helper is not None and helper.lost_at is not None and not status.is_over
    helps = status is MembershipStatus.ACTIVE and any(held.role in HELPING for held in roles)
    return {
        "roles": roles,
        "coordinates": coordinating and status is MembershipStatus.ACTIVE,
        "is_last_coordinator": list(ids) == [membership_id],
        "interests": (await declared_by(session, [membership_id])).get(membership_id, []),
        "mandates": (await appointed_to(session, [membership_id], now)).get(membership_id, []),
        "removal": await _removal(session, membership_id, status, now),
        "permission": await _permission(session, membership_id),
        "helped_by": None if helper is None or lacks_support else helper.display_name,
        "lacks_support": lacks_support,
        "supporters": [
            SupportPersonView(membership_id=one.membership_id, display_name=one.display_name)
            for one in (await support_people(session, network_id) if lacks_support else ())
            if one.membership_id != membership_id
        ],
        "helps": list(await helped_names(session, membership_id)) if helps else [],
    }


async def participation_now(work: Work, network_id: UUID, viewer: Viewer) -> ParticipationView:
    """The viewer's place as it is after a change."""
    await work.session.flush()
    given = await participation(network_id, session=work.session, viewer=viewer, now=work.now)
    if given is None:
        raise NotFound
    return given
