"""Agenda points held while they change: with their session, in one order for everybody, and announced when they did."""

from enum import Enum
from typing import NamedTuple
from uuid import UUID

from services.agenda.finding.domain import AGENDA_POINT
from services.agenda.members.domain import Standing
from services.agenda.members.queries import active_among, standing_in
from services.agenda.questions.queries import question_seen
from services.agenda.sessions.domain.agenda_points import (
    DECLINED,
    NotYourAgendaPoint,
    PointStatus,
    SeenAgendaPoint,
    check_fits,
    document_of_point,
    has_say_over,
)
from services.agenda.sessions.domain.arranging import (
    OwnerNotAMember,
    QuestionNotHere,
    check_answer,
    was_published,
)
from services.agenda.sessions.models.agenda_points import AgendaPoint
from services.agenda.sessions.models.sessions import PlannedSession
from services.agenda.sessions.queries.agenda_points import minutes_and_position, point_to_change, session_of_point
from services.agenda.sessions.queries.showing import session_to_change, standing_at
from shared.bus.work import Work
from shared.errors import NotFound, Problem
from shared.events.agenda.agenda_points import MeetingAgendaItemChanged


class Stood(Enum):
    """That a point did not move; None would say that it stood on no agenda."""

    WHERE_IT_STANDS = "WHERE_IT_STANDS"


class HeldPoint(NamedTuple):
    """One agenda point with its session, both held until this transaction ends, and how who asks stands there."""

    point: AgendaPoint
    session: PlannedSession | None
    standing: Standing

    def seen(self) -> SeenAgendaPoint:
        """The point, as who asks sees it."""
        return SeenAgendaPoint(self.point.facts(), self.session.facts() if self.session else None, self.standing)


async def held_point(work: Work, *, agenda_point_id: UUID) -> HeldPoint:
    """One agenda point, held with its session, the session first as everybody does. Raises NotFound for who may not see it."""
    session_id = await session_of_point(work.session, agenda_point_id)
    session = await session_to_change(work.session, session_id) if session_id else None
    point = await point_to_change(work.session, agenda_point_id)
    if point is None or point.session_id != (session.id if session else None):
        raise NotFound
    person_id = work.viewer.person_id
    if session is not None:
        standing = await standing_at(work.session, session, person_id)
    else:
        standing = await standing_in(
            work.session, point.network_id, person_id, hold=True, perspective=point.perspective
        )
    if not standing.takes_part:
        raise NotFound
    return HeldPoint(point, session, standing)


def check_say(work: Work, *, held: HeldPoint) -> None:
    """Raise NotYourAgendaPoint for who may not change this point."""
    if not has_say_over(held.point.facts(), held.standing, work.viewer.person_id):
        raise NotYourAgendaPoint


def announce_changed(
    work: Work,
    *,
    held: HeldPoint,
    was_session_id: UUID | Stood | None = Stood.WHERE_IT_STANDS,
    answers: UUID | None = None,
) -> None:
    """Say that a point was changed, under its next version. was_session_id: where it stood before; None: on no agenda."""
    point, session = held.point, held.session
    point.version += 1
    work.announce(
        MeetingAgendaItemChanged(
            agenda_point_id=point.id,
            session_id=point.session_id,
            was_session_id=point.session_id if isinstance(was_session_id, Stood) else was_session_id,
            network_id=point.network_id,
            status=point.status,
            purpose=point.purpose,
            owner_id=point.owner_id,
            is_published=was_published(point.facts(), session.facts() if session else None),
            answers=answers,
            at=work.now,
            version=point.version,
        )
    )
    if point.perspective is None and point.status != DECLINED:
        work.index(document_of_point(point.facts()))
    else:
        work.forget(AGENDA_POINT, point.id)


def take_off(work: Work, *, held: HeldPoint, status: PointStatus, reason: str) -> HeldPoint:
    """Take a point off its agenda with a sentence that says why, which its proposer gets. Raises ReasonRequired."""
    point, was = held.point, held.session
    point.answer = check_answer(reason)
    point.session_id, point.position, point.placed_at = None, 0, None
    point.status, point.answered_at = status, work.now
    waits = HeldPoint(point, None, held.standing)
    announce_changed(work, held=waits, was_session_id=was.id if was else None, answers=who_hears(work, point=point))
    return waits


def who_hears(work: Work, *, point: AgendaPoint) -> UUID | None:
    """Who hears the answer to a point: who proposed it, unless they answer themselves."""
    return None if point.proposed_by == work.viewer.person_id else point.proposed_by


async def place(work: Work, *, held: HeldPoint, target: PlannedSession) -> None:
    """Put a point at the end of the agenda of a session that is held. Raises AgendaTooLong when that is published."""
    planned, position = await minutes_and_position(work.session, target.id)
    if target.published_at is not None:
        check_fits(target.facts(), planned=planned, minutes=held.point.minutes)
    held.point.session_id, held.point.position = target.id, position + 1
    held.point.placed_at, held.point.reached_at = work.now, None


async def check_question(work: Work, *, network_id: UUID, question_id: UUID | None) -> None:
    """Raise QuestionNotHere for what is no question of this network that who asks may know of."""
    if question_id is None:
        return
    seen = await question_seen(work.session, work.viewer.person_id, question_id)
    if seen is None or seen.question.network_id != network_id:
        raise QuestionNotHere(
            problems=(Problem("question_id", "QUESTION_NOT_HERE", "Choose a question of this network."),)
        )


async def check_owner(work: Work, *, held: HeldPoint, owner_id: UUID | None) -> None:
    """Raise NotYourAgendaPoint for who does not arrange, OwnerNotAMember for who takes no part."""
    if not held.standing.arranges:
        raise NotYourAgendaPoint
    of_whom = held.point.perspective
    found = (
        set()
        if owner_id is None
        else await active_among(work.session, held.point.network_id, [owner_id], perspective=of_whom)
    )
    if owner_id not in found:
        words = "Choose somebody who takes part in this network."
        raise OwnerNotAMember(problems=(Problem("owner_id", "OWNER_NOT_A_MEMBER", words),))
