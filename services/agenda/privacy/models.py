"""How a person is taken out of every table of agenda: what is theirs goes, what they gave to a network stays without a name."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Delete, Table, Update, and_, delete, not_, select, update
from sqlmodel import Field, col

from services.agenda.calendars.models import feeds_over, own_calendar_forgotten
from services.agenda.members.models import Member, TextWriter, WritingLimit
from services.agenda.minutes.models.actions import ActionPoint
from services.agenda.minutes.models.minutes import MinutesAddendum, MinutesComment, MinutesVersion
from services.agenda.minutes.models.stories import stories_taken_out
from services.agenda.questions.models import Question
from services.agenda.sessions.models.agenda_points import AgendaPoint
from services.agenda.sessions.models.attendance import attendance_taken_out
from services.agenda.sessions.models.coming import coming_taken_out
from services.agenda.sessions.models.date_polls import AvailabilityAnswer, DatePoll
from services.agenda.sessions.models.day import GroupPlace, SpeakingTurn
from services.agenda.sessions.models.documents import SessionDocument
from services.agenda.sessions.models.needed import NeededPerson
from services.agenda.sessions.models.series_answers import SeriesAnswer
from services.agenda.sessions.models.sessions import Series
from services.agenda.sessions.models.standing_yes import StandingYes
from services.agenda.sessions.models.templates import UNTOUCHED
from shared.columns import UTCDateTime
from shared.database import AgendaStore

METADATA = AgendaStore.metadata
TEXTS = {
    "question": ("title", "why", "who_notices", "origin", "content_note"),
    "agenda_point": ("title", "note", "answer", "content_note"),
    "date_poll": ("title", "words"),
    "network_block": ("words",),
    "parked_line": ("words", "answer"),
    "reminder_words": ("words",),
    "session_document": ("title",),
    "session": ("cancel_reason", "short_notice_reason"),
    "session_day": ("check_in_words",),
}
"""What people wrote for a whole network, besides the minutes of sessions: somebody's name can stand in it."""
OF_SERIES = ("title", "note")
"""What of a point with which every session of a series starts was written."""


class Erasure(AgendaStore, table=True):
    """Somebody who is being taken out of this service; the row goes when nothing of them is left."""

    __tablename__ = "erasure"

    id: UUID = Field(primary_key=True)
    person_id: UUID
    version: int
    heard_at: datetime = Field(sa_type=UTCDateTime)


def person_taken_out(person_id: UUID) -> Iterator[Update | Delete]:
    """The membership goes first: whoever still writes on the strength of it is done before the rest is emptied."""
    yield delete(Member).where(col(Member.person_id) == person_id)
    yield delete(WritingLimit).where(col(WritingLimit.person_id) == person_id)
    yield feeds_over(person_id)
    yield from own_calendar_forgotten(person_id)
    yield delete(AvailabilityAnswer).where(col(AvailabilityAnswer.person_id) == person_id)
    yield delete(NeededPerson).where(col(NeededPerson.person_id) == person_id)
    yield delete(StandingYes).where(col(StandingYes.person_id) == person_id)
    yield delete(SeriesAnswer).where(col(SeriesAnswer.person_id) == person_id)
    yield from coming_taken_out(person_id)
    yield from attendance_taken_out(person_id)
    yield delete(SpeakingTurn).where(col(SpeakingTurn.person_id) == person_id)
    yield delete(GroupPlace).where(col(GroupPlace.person_id) == person_id)
    yield update(DatePoll).where(col(DatePoll.opened_by) == person_id).values(opened_by=None)
    yield update(Question).where(col(Question.proposed_by) == person_id).values(proposed_by=None)
    yield (
        update(AgendaPoint).where(col(AgendaPoint.owner_id) == person_id).values(owner_id=None, owner_perspective=None)
    )
    yield update(AgendaPoint).where(col(AgendaPoint.proposed_by) == person_id).values(proposed_by=None)
    yield delete(TextWriter).where(col(TextWriter.person_id) == person_id)
    yield update(SessionDocument).where(col(SessionDocument.added_by) == person_id).values(added_by=None)
    yield update(Series).where(col(Series.planned_by) == person_id).values(planned_by=None)
    yield update(ActionPoint).where(col(ActionPoint.owner_id) == person_id).values(owner_id=None)
    yield update(MinutesVersion).where(col(MinutesVersion.written_by) == person_id).values(written_by=None)
    yield update(MinutesComment).where(col(MinutesComment.author_id) == person_id).values(author_id=None)
    yield update(MinutesAddendum).where(col(MinutesAddendum.added_by) == person_id).values(added_by=None)
    yield stories_taken_out(person_id)


def texts_in(network_ids: Sequence[UUID]) -> Iterator[tuple[Table, tuple[str, ...], ColumnElement[bool]]]:
    """Each table with such texts, which columns they are, and which rows belong to these networks."""
    sessions = METADATA.tables["session"]
    there = select(sessions.c.id).where(sessions.c.network_id.in_(network_ids))
    for name, columns in TEXTS.items():
        table = METADATA.tables[name]
        in_network = "network_id" in table.c
        is_here: ColumnElement[bool] = (
            table.c.network_id.in_(network_ids) if in_network else table.c.session_id.in_(there)
        )
        if name == "agenda_point":
            is_here &= not_(and_(*UNTOUCHED))
        yield table, columns, is_here


def texts_of_series_in(network_ids: Sequence[UUID]) -> Iterator[tuple[Table, tuple[str, ...], ColumnElement[bool]]]:
    """With what every session of a series starts: once for the series, and on the agendas where nobody changed it."""
    points, template = METADATA.tables["agenda_point"], METADATA.tables["template_point"]
    series = select(col(Series.id)).where(col(Series.network_id).in_(network_ids))
    yield template, OF_SERIES, template.c.series_id.in_(series)
    yield points, OF_SERIES, and_(points.c.network_id.in_(network_ids), *UNTOUCHED)
