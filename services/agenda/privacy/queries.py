"""What agenda holds about one person, and about whom it holds anything."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import CompoundSelect, or_, select, union
from sqlmodel import col

from services.agenda.calendars.models import CalendarFeed, OwnCalendar
from services.agenda.members.models import Member, TextWriter, WritingLimit
from services.agenda.minutes.models.actions import ActionPoint
from services.agenda.minutes.models.minutes import MinutesAddendum, MinutesComment, MinutesVersion
from services.agenda.minutes.models.stories import MinutesStory
from services.agenda.privacy.models import METADATA
from services.agenda.questions.domain import WITHDRAWN, QuestionFacts
from services.agenda.questions.models import Question
from services.agenda.sessions.domain.agenda_points import DECLINED, AgendaPointFacts
from services.agenda.sessions.models.agenda_points import AgendaPoint
from services.agenda.sessions.models.attendance import Attendance
from services.agenda.sessions.models.coming import AccessNeeds, GivenAnswer
from services.agenda.sessions.models.date_polls import AvailabilityAnswer, DatePoll
from services.agenda.sessions.models.day import GroupPlace, SpeakingTurn
from services.agenda.sessions.models.documents import SessionDocument
from services.agenda.sessions.models.needed import NeededPerson
from services.agenda.sessions.models.series_answers import SeriesAnswer
from services.agenda.sessions.models.sessions import Series
from services.agenda.sessions.models.standing_yes import StandingYes
from shared import erasure
from shared.database import Session
from shared.holdings import Holding, holdings


async def erasures_to_do(session: Session) -> Sequence[Any]:
    """The erasures that are not finished here: id, person_id, version."""
    return await erasure.to_do(session, METADATA)


async def everybody(session: Session) -> Sequence[UUID]:
    """Everybody of whom something stands here."""
    mentioned: CompoundSelect[UUID | None] = union(
        select(col(Member.person_id)),
        select(col(WritingLimit.person_id)),
        select(col(CalendarFeed.person_id)),
        select(col(OwnCalendar.person_id)),
        select(col(Question.proposed_by)),
        select(col(AgendaPoint.owner_id)),
        select(col(AgendaPoint.proposed_by)),
        select(col(TextWriter.person_id)),
        select(col(Series.planned_by)),
        select(col(SessionDocument.added_by)),
        select(col(DatePoll.opened_by)),
        select(col(AvailabilityAnswer.person_id)),
        select(col(NeededPerson.person_id)),
        select(col(StandingYes.person_id)),
        select(col(ActionPoint.owner_id)),
        select(col(MinutesVersion.written_by)),
        select(col(MinutesComment.author_id)),
        select(col(MinutesAddendum.added_by)),
        select(col(MinutesStory.teller_id)),
        select(col(GivenAnswer.person_id)),
        select(col(SeriesAnswer.person_id)),
        select(col(AccessNeeds.person_id)),
        select(col(Attendance.person_id)),
        select(col(SpeakingTurn.person_id)),
        select(col(GroupPlace.person_id)),
    )
    return [person_id for person_id in (await session.scalars(mentioned)).all() if person_id is not None]


async def questions_called(session: Session, question_ids: Sequence[UUID]) -> list[QuestionFacts]:
    """Of these questions those that can be found."""
    found = select(Question).where(col(Question.id).in_(question_ids), col(Question.status) != WITHDRAWN)
    return [one.facts() for one in (await session.scalars(found.execution_options(populate_existing=True))).all()]


async def points_called(session: Session, point_ids: Sequence[UUID]) -> list[AgendaPointFacts]:
    """Of these agenda points those that can be found."""
    found = select(AgendaPoint).where(
        col(AgendaPoint.id).in_(point_ids),
        col(AgendaPoint.perspective).is_(None),
        col(AgendaPoint.status) != DECLINED,
    )
    return [one.facts() for one in (await session.scalars(found.execution_options(populate_existing=True))).all()]


async def my_data(session: Session, person_id: UUID) -> list[Holding]:
    """Everything that is theirs, and what they gave to networks."""
    table = METADATA.tables
    return await holdings(
        session,
        [
            (table["member"], table["member"].c.person_id == person_id),
            (table["writing_limit"], table["writing_limit"].c.person_id == person_id),
            (table["calendar_feed"], table["calendar_feed"].c.person_id == person_id),
            (table["own_calendar"], table["own_calendar"].c.person_id == person_id),
            (table["busy_time"], table["busy_time"].c.person_id == person_id),
            (table["question"], table["question"].c.proposed_by == person_id),
            (
                table["agenda_point"],
                or_(table["agenda_point"].c.owner_id == person_id, table["agenda_point"].c.proposed_by == person_id),
            ),
            (table["text_writer"], table["text_writer"].c.person_id == person_id),
            (table["session_document"], table["session_document"].c.added_by == person_id),
            (table["series"], table["series"].c.planned_by == person_id),
            (table["date_poll"], table["date_poll"].c.opened_by == person_id),
            (table["availability_answer"], table["availability_answer"].c.person_id == person_id),
            (table["needed_person"], table["needed_person"].c.person_id == person_id),
            (table["standing_yes"], table["standing_yes"].c.person_id == person_id),
            (table["action_point"], table["action_point"].c.owner_id == person_id),
            (table["minutes_version"], table["minutes_version"].c.written_by == person_id),
            (table["minutes_comment"], table["minutes_comment"].c.author_id == person_id),
            (table["minutes_addendum"], table["minutes_addendum"].c.added_by == person_id),
            (table["minutes_story"], table["minutes_story"].c.teller_id == person_id),
            (table["session_answer"], table["session_answer"].c.person_id == person_id),
            (table["series_answer"], table["series_answer"].c.person_id == person_id),
            (table["access_needs"], table["access_needs"].c.person_id == person_id),
            (table["attendance"], table["attendance"].c.person_id == person_id),
            (table["speaking_turn"], table["speaking_turn"].c.person_id == person_id),
            (table["group_place"], table["group_place"].c.person_id == person_id),
        ],
    )
