"""Who may ask what of warnings and limits: coordinators and moderators decide them, whom they are about reads them and objects."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from services.network.memberships.domain.removals import AppealOutcome, NothingToTell, answerers, may_answer
from services.network.memberships.domain.restrictions import answering, is_in_force, may_object
from services.network.memberships.domain.roles import last_day
from services.network.memberships.edge.reports import check_may_keep
from services.network.memberships.models.restrictions import Restriction
from services.network.memberships.operations import restrictions as operations
from services.network.memberships.queries import restrictions as queries
from services.network.memberships.queries.reports import keepers
from services.network.memberships.queries.taking_part import network_of
from services.network.networks.queries import shown_by_ids
from services.network.people.queries.accounts import readers
from shared.api.network.moderation import (
    AnswerObjection,
    LimitMember,
    ModerationLetter,
    ModerationLetterAsked,
    ObjectToRestriction,
    RestrictionMade,
    RestrictionView,
    WarnMember,
)
from shared.bus.work import Work
from shared.database import Session
from shared.errors import NotFound
from shared.web.edge import PERSON, Edge, Now, Viewer, only

edge = Edge()


@edge.change("/memberships/{membership_id}:warn", who=PERSON)
async def warn(membership_id: UUID, body: WarnMember, work: Work) -> RestrictionMade:
    """Warn somebody."""
    made = await operations.warn_member(work, membership_id=membership_id, reason=body.reason, report_id=body.report_id)
    return _made(made, work.now)


@edge.change("/memberships/{membership_id}:limit", who=PERSON)
async def limit(membership_id: UUID, body: LimitMember, work: Work) -> RestrictionMade:
    """Let somebody write nothing for a while."""
    made = await operations.limit_member(
        work, membership_id=membership_id, reason=body.reason, until_on=body.until_on, report_id=body.report_id
    )
    return _made(made, work.now)


@edge.change("/restrictions/{restriction_id}:lift", who=PERSON)
async def lift(restriction_id: UUID, work: Work) -> RestrictionMade:
    """End a limit before its time."""
    return _made(await operations.lift_limit(work, restriction_id=restriction_id), work.now)


@edge.change("/restrictions/{restriction_id}:object", who=PERSON)
async def object_to(restriction_id: UUID, body: ObjectToRestriction, work: Work) -> RestrictionMade:
    """Object to a warning or limit."""
    made = await operations.object_to_restriction(work, restriction_id=restriction_id, text=body.text)
    return _made(made, work.now)


@edge.change("/restrictions/{restriction_id}:answer-objection", who=PERSON)
async def answer_objection(restriction_id: UUID, body: AnswerObjection, work: Work) -> RestrictionMade:
    """Answer an objection to a warning or limit."""
    made = await operations.answer_objection(
        work, restriction_id=restriction_id, outcome=AppealOutcome(body.outcome), reason=body.reason
    )
    return _made(made, work.now)


@edge.read("/networks/{network_id}/restrictions", who=PERSON)
async def restrictions(network_id: UUID, session: Session, viewer: Viewer, now: Now) -> list[RestrictionView]:
    """What was decided in a network."""
    await check_may_keep(session, network_id, viewer)
    rows = await queries.restrictions_in(session, network_id=network_id, viewer_id=viewer.person(), now=now)
    return await _for_keeper(session, network_id, rows, viewer, now)


@edge.read("/memberships/{membership_id}/restrictions", who=PERSON)
async def of_member(membership_id: UUID, session: Session, viewer: Viewer, now: Now) -> list[RestrictionView]:
    """What was decided about one member before."""
    network_id = await network_of(session, membership_id)
    if network_id is None:
        raise NotFound
    await check_may_keep(session, network_id, viewer)
    rows = await queries.restrictions_of_member(session, membership_id)
    if any(row.person_id == viewer.person() for row in rows):
        raise NotFound
    return await _for_keeper(session, network_id, rows, viewer, now)


@edge.read("/networks/{network_id}/restrictions/mine", who=PERSON)
async def own(network_id: UUID, session: Session, viewer: Viewer, now: Now) -> list[RestrictionView]:
    """What was decided about who asks."""
    rows = await queries.own_restrictions(session, network_id=network_id, person_id=viewer.person(), now=now)
    return [
        _view(
            row,
            now,
            objects=may_object(
                appealed_at=row.appealed_at,
                lifted_at=row.lifted_at,
                ends_at=row.until_at or row.decided_at,
                now=now,
            ),
        )
        for row in rows
    ]


@edge.read("/restrictions/{restriction_id}:letter", who=only("notifications"), method="POST")
async def letter(restriction_id: UUID, body: ModerationLetterAsked, session: Session, now: Now) -> ModerationLetter:
    """What a mail about a warning or limit needs: to whom it is about, or to who may answer the objection."""
    told = await queries.restriction_to_tell(session, restriction_id)
    if told is None:
        raise NotFound
    reader_id: UUID | None = told.person_id
    if body.about == "APPEAL":
        among = answering(told.person_id, await keepers(session, told.network_id))
        waits = told.appealed_at is not None and told.answered_at is None
        reader_id = body.person_id if waits and body.person_id in answerers(told.decided_by, among) else None
    is_wanted = {
        "DECIDED": told.lifted_at is None and (told.until_at is None or told.until_at > now),
        "LIFTED": told.lifted_at is not None and told.lifted_at != told.answered_at and (told.until_at or now) > now,
        "ANSWERED": told.answered_at is not None,
        "APPEAL": True,
    }.get(body.about, False)
    if reader_id is None or not is_wanted:
        raise NothingToTell
    for reader in await readers(session, [reader_id]):
        (network,) = await shown_by_ids(session, [told.network_id])
        return ModerationLetter(
            address=reader.email,
            language=reader.language,
            network_name=network.name,
            network_slug=network.slug,
            kind=told.kind,
            until_at=told.until_at,
        )
    raise NotFound


async def _for_keeper(
    session: Session, network_id: UUID, rows: Sequence[queries.RestrictionRow], viewer: Viewer, now: datetime
) -> list[RestrictionView]:
    everyone = await keepers(session, network_id)
    return [
        _view(
            row,
            now,
            answers=row.appealed_at is not None
            and row.answered_at is None
            and may_answer(viewer.person(), row.decided_by, answering(row.person_id, everyone)),
        )
        for row in rows
    ]


def _view(
    row: queries.RestrictionRow, now: datetime, *, objects: bool = False, answers: bool = False
) -> RestrictionView:
    told = {name: getattr(row, name) for name in RestrictionView.model_fields if hasattr(row, name)}
    return RestrictionView.model_validate(
        told
        | {
            "until_on": last_day(row.until_at),
            "in_force": is_in_force(kind=row.kind, until_at=row.until_at, lifted_at=row.lifted_at, now=now),
            "may_object": objects,
            "may_answer": answers,
        }
    )


def _made(made: Restriction, now: datetime) -> RestrictionMade:
    return RestrictionMade.model_validate(
        {
            "id": made.id,
            "membership_id": made.membership_id,
            "kind": made.kind,
            "until_on": last_day(made.until_at),
            "in_force": is_in_force(kind=made.kind, until_at=made.until_at, lifted_at=made.lifted_at, now=now),
        }
    )
