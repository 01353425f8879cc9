"""What members can do with agenda points: put them on the agenda of a session or propose them for one, change them, take them off."""

from uuid import UUID

from services.agenda.finding.domain import AGENDA_POINT
from services.agenda.members.domain import check_takes_part
from services.agenda.members.models import writers_let_go
from services.agenda.members.operations import check_may_begin, check_may_write, writes_along
from services.agenda.members.queries import standing_in
from services.agenda.sessions.domain.agenda_points import (
    ACCEPTED,
    DECLINED,
    PROPOSED,
    WITHDRAWN,
    AgendaPointWaits,
    NotYourAgendaPoint,
    Purpose,
    SeenAgendaPoint,
    check_fits,
    check_point,
    document_of_point,
)
from services.agenda.sessions.domain.arranging import (
    AgendaPointAnswered,
    AgendaPointPlaced,
)
from services.agenda.sessions.domain.sessions import SeenSession, check_agenda_open
from services.agenda.sessions.models.agenda_points import AgendaPoint
from services.agenda.sessions.operations.holding import (
    announce_changed,
    check_owner,
    check_question,
    check_say,
    held_point,
    take_off,
    who_hears,
)
from services.agenda.sessions.queries.agenda_points import minutes_and_position
from services.agenda.sessions.queries.showing import session_seen, session_to_change, standing_at
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.errors import NotFound, StaleVersion
from shared.events.agenda.agenda_points import (
    MeetingAgendaItemAdded,
    MeetingAgendaItemChanged,
    MeetingAgendaItemProposed,
    MeetingAgendaItemRemoved,
)


async def add_agenda_point(
    work: Work,
    *,
    session_id: UUID,
    title: str,
    note: str,
    purpose: Purpose | None,
    minutes: int,
    question_id: UUID | None = None,
    content_note: str | None = None,
) -> SeenAgendaPoint:
    """Put a point on the agenda of a session, as a member; who adds it owns it (BR-046).

    minutes: how long it takes; all points together fit the session, also when two members add at the same moment.
    question_id: the question of this network that it is about.
    Raises NotFound, NotAMember, NetworkIsOver, AgendaPointIncomplete, SessionCancelled, AgendaTooLong, QuestionNotHere.
    """
    session = await session_to_change(work.session, session_id)
    if session is None:
        raise NotFound
    standing = await standing_at(work.session, session, work.viewer.person_id)
    check_takes_part(standing)
    await check_may_begin(work, network_id=session.network_id)
    purpose = check_point(title=title, note=note, purpose=purpose, minutes=minutes, content_note=content_note)
    check_agenda_open(session.facts(), work.now)
    planned, position = await minutes_and_position(work.session, session_id)
    check_fits(session.facts(), planned=planned, minutes=minutes)
    await check_question(work, network_id=session.network_id, question_id=question_id)
    point = work.add(
        AgendaPoint(
            session_id=session_id,
            network_id=session.network_id,
            title=title,
            note=note,
            purpose=purpose,
            minutes=minutes,
            owner_id=work.viewer.person_id,
            proposed_by=work.viewer.person_id,
            proposed_at=work.now,
            position=position + 1,
            perspective=session.perspective,
            status=ACCEPTED if standing.arranges else PROPOSED,
            question_id=question_id,
            content_note=content_note or None,
            placed_at=work.now,
        )
    )
    work.announce(
        MeetingAgendaItemAdded(
            agenda_point_id=point.id,
            session_id=session_id,
            network_id=point.network_id,
            purpose=purpose,
            owner_id=point.owner_id,
            at=work.now,
            version=point.version,
        )
    )
    if point.perspective is None:
        work.index(document_of_point(point.facts()))
    return SeenAgendaPoint(point.facts(), session.facts(), standing)


async def propose_agenda_point(
    work: Work,
    *,
    network_id: UUID,
    title: str,
    note: str,
    purpose: Purpose | None,
    minutes: int,
    question_id: UUID | None,
    perspective: str | None = None,
    content_note: str | None = None,
) -> SeenAgendaPoint:
    """Propose a point for no session yet, as a member: it waits until who arranges an agenda answers it.

    perspective: for whom it is; None: for everybody who takes part, who find it by its words then.
    Raises NotAMember, NetworkIsOver, AgendaPointIncomplete, QuestionNotHere.
    """
    standing = await standing_in(work.session, network_id, work.viewer.person_id, hold=True, perspective=perspective)
    check_takes_part(standing)
    await check_may_begin(work, network_id=network_id)
    purpose = check_point(title=title, note=note, purpose=purpose, minutes=minutes, content_note=content_note)
    await check_question(work, network_id=network_id, question_id=question_id)
    point = work.add(
        AgendaPoint(
            network_id=network_id,
            title=title,
            note=note,
            purpose=purpose,
            minutes=minutes,
            owner_id=work.viewer.person_id,
            proposed_by=work.viewer.person_id,
            proposed_at=work.now,
            position=0,
            perspective=perspective,
            question_id=question_id,
            content_note=content_note or None,
        )
    )
    work.announce(
        MeetingAgendaItemProposed(
            agenda_point_id=point.id,
            network_id=network_id,
            status=point.status,
            purpose=purpose,
            owner_id=point.owner_id,
            at=work.now,
            version=point.version,
        )
    )
    if perspective is None:
        work.index(document_of_point(point.facts()))
    return SeenAgendaPoint(point.facts(), None, standing)


async def change_agenda_point(
    work: Work,
    *,
    agenda_point_id: UUID,
    title: str,
    note: str,
    purpose: Purpose | None,
    minutes: int,
    question_id: UUID | None,
    owner_id: UUID | None,
    version: int,
    content_note: str | None = None,
) -> SeenAgendaPoint:
    """Say a point in other words, or give it another purpose, time or question, as its owner or who arranges.

    owner_id: who brings it in; None: who does so now. Only who arranges gives it to somebody else. version: the one the
    reader saw. content_note: None leaves it as it is, without words there is none any more.
    Raises NotFound, NotYourAgendaPoint, SessionCancelled, SessionHasBegun, StaleVersion, AgendaPointIncomplete,
    AgendaTooLong once the agenda is published, QuestionNotHere, OwnerNotAMember, AgendaPointAnswered.
    """
    held = await held_point(work, agenda_point_id=agenda_point_id)
    point, session = held.point, held.session
    check_say(work, held=held)
    await check_may_write(work, network_id=point.network_id)
    if session is not None:
        check_agenda_open(session.facts(), work.now)
    if point.version != version:
        raise StaleVersion
    if point.status == DECLINED:
        raise AgendaPointAnswered
    purpose = check_point(title=title, note=note, purpose=purpose, minutes=minutes, content_note=content_note)
    if session is not None and session.published_at is not None and minutes > point.minutes:
        planned, _ = await minutes_and_position(work.session, session.id)
        check_fits(session.facts(), planned=planned - point.minutes, minutes=minutes)
    if question_id != point.question_id:
        await check_question(work, network_id=point.network_id, question_id=question_id)
    owner_id = owner_id or point.owner_id
    if owner_id != point.owner_id:
        await check_owner(work, held=held, owner_id=owner_id)
    work.replaces(point.title, point.note, point.content_note)
    kept = point.content_note if content_note is None else content_note or None
    words = {"title": title, "note": note, "content_note": kept}
    told = words | {"purpose": purpose, "minutes": minutes, "question_id": question_id}
    if any(getattr(point, name) != value for name, value in told.items()) or owner_id != point.owner_id:
        before = (point.title, point.note, point.content_note)
        if before != (title, note, kept) and work.viewer.person_id != point.proposed_by:
            await writes_along(work, about_id=point.id)
        for name, value in told.items():
            setattr(point, name, value)
        point.owner_id = owner_id
        point.changed_at = work.now
        announce_changed(work, held=held)
    return held.seen()


async def remove_agenda_point(work: Work, *, agenda_point_id: UUID, version: int, reason: str = "") -> SeenSession:
    """Take a point off the agenda, as its owner or who arranges; gives back the session it left.

    Who proposed it takes it away altogether. Whoever else does, declines it, and says why: its proposer reads that.
    version: the one the reader saw. Raises NotFound, NotYourAgendaPoint, SessionCancelled, SessionHasBegun, StaleVersion,
    AgendaPointWaits, ReasonRequired.
    """
    held = await held_point(work, agenda_point_id=agenda_point_id)
    point, session = held.point, held.session
    check_say(work, held=held)
    if session is None:
        raise AgendaPointWaits
    check_agenda_open(session.facts(), work.now)
    if point.version != version:
        raise StaleVersion
    if who_hears(work, point=point) is not None:
        await check_may_write(work, network_id=point.network_id)
        take_off(work, held=held, status=DECLINED, reason=reason)
        await writes_along(work, about_id=point.id)
        work.note(Verb.AGENDA_POINT_REMOVED, Kind.AGENDA_POINT, point.id, network_id=point.network_id)
    else:
        await _gone(work, point)
        work.announce(
            MeetingAgendaItemRemoved(
                agenda_point_id=point.id,
                session_id=session.id,
                network_id=point.network_id,
                at=work.now,
                version=point.version + 1,
            )
        )
    await work.session.flush()
    seen = await session_seen(work.session, work.viewer.person_id, session.id)
    if seen is None:
        raise NotFound
    return seen


async def withdraw_agenda_point(work: Work, *, agenda_point_id: UUID, version: int) -> UUID:
    """Take back a point that stands on no agenda, as who proposed it; gives back its network.

    version: the one the reader saw. Raises NotFound, NotYourAgendaPoint, StaleVersion, AgendaPointPlaced.
    """
    held = await held_point(work, agenda_point_id=agenda_point_id)
    point = held.point
    if work.viewer.person_id not in {point.proposed_by, point.owner_id}:
        raise NotYourAgendaPoint
    if held.session is not None:
        raise AgendaPointPlaced
    if point.version != version:
        raise StaleVersion
    await _gone(work, point)
    work.announce(
        MeetingAgendaItemChanged(
            agenda_point_id=point.id,
            session_id=None,
            was_session_id=None,
            network_id=point.network_id,
            status=WITHDRAWN,
            purpose=point.purpose,
            owner_id=point.owner_id,
            is_published=False,
            at=work.now,
            version=point.version + 1,
        )
    )
    return point.network_id


async def _gone(work: Work, point: AgendaPoint) -> None:
    await work.session.delete(point)
    await work.session.execute(writers_let_go([point.id]))
    await work.session.flush()
    work.forget(AGENDA_POINT, point.id)
    work.note(Verb.AGENDA_POINT_REMOVED, Kind.AGENDA_POINT, point.id, network_id=point.network_id)
