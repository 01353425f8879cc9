"""The table of rights: every route of agenda, and what people who stand in different places get of it."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from shared.api.agenda.calendars import (
    AnswerFor,
    AnswerOf,
    CalendarEntry,
    CalendarFeedContents,
    CalendarFeedMade,
    CalendarFeedView,
    KeepBusyTimes,
    OwnCalendarView,
    OwnDate,
    ReadCalendarFeed,
    ResetCalendarFeed,
    SeriesAnswersFor,
    SeriesAnswersOf,
    SessionAnswerGiven,
    SessionLetterAsked,
    SessionSetsAsked,
)
from shared.api.agenda.changing import CancelSession, MoveSession
from shared.api.agenda.coming import (
    AbsentPerspectives,
    AnswerSession,
    AskPerspective,
    AttendanceAsked,
    AttendanceView,
    ComingAsked,
    ComingLetterAsked,
    ComingView,
    PersonComing,
    RecordAttendance,
    SeriesAnswered,
    SetSeats,
)
from shared.api.agenda.date_polls import (
    AnswerDatePoll,
    AvailabilityGiven,
    ConfirmDates,
    DatePollLetterAsked,
    DatePollView,
    OpenDatePoll,
    PollAnswersFor,
    PollAnswersOf,
    PolledDate,
)
from shared.api.agenda.day import (
    AnswerParkedLine,
    AskTurn,
    ChooseCheckIn,
    DayView,
    GoToPoint,
    MakeGroups,
    OthersInGroups,
    ParkedLineView,
    ParkLine,
    ProposeParkedLine,
    SessionNoteView,
    WriteNote,
)
from shared.api.agenda.planning import AddSoftBlock, FreshSeries, PlanYear, SoftBlockView
from shared.api.agenda.questions import ChangeQuestion, LoadQuestion, NoteContent, QuestionNewsAsked, QuestionView
from shared.api.agenda.sessions import (
    AddAgendaPoint,
    AgendaPointView,
    AgendaView,
    PlanSeries,
    RemoveAgendaPoint,
    SessionNewsAsked,
    SessionView,
)
from shared.api.audit import AuditEntry
from shared.api.my_data import DataGroup
from shared.api.network.privacy import ErasedNames, Reapply
from shared.api.page import Ids, Page
from shared.api.search import FoundPage, Search
from shared.database import new_id
from tests.agenda.steps import (
    Cast,
    activated,
    added,
    agenda_of,
    hear,
    opened,
    planned,
    proposal,
    proposed,
    rule,
    succeeded,
)
from tests.workplace import Workplace

PEOPLE = (
    "stranger",
    "outsider",
    "neighbour",
    "other_coordinator",
    "former_coordinator",
    "second_member",
    "member",
    "coordinator",
)
"""Nobody; signed in; member and coordinator of another network; ended; two members (the last one made it); coordinator."""

Expected = tuple[str, ...]


def outside(code: str) -> Expected:
    """The same answer for the five who do not take part."""
    return (code,) * 5


def led(done: str) -> Expected:
    """What only who leads a session may do."""
    return ("NOT_SIGNED_IN", *("NOT_FOUND",) * 4, "FACILITATOR_NEEDED", "FACILITATOR_NEEDED", done)


def coordinated(done: str) -> Expected:
    """What only who coordinates may do or see."""
    return ("NOT_SIGNED_IN", *("NOT_A_MEMBER",) * 4, "COORDINATOR_NEEDED", "COORDINATOR_NEEDED", done)


NOBODY_MAY = ("NOT_ALLOWED",) * 8


class Desk:
    """Asks one route for one person, on things made fresh for it."""

    def __init__(self, place: Workplace, cast: Cast) -> None:
        self.place = place
        self.cast = cast
        self.changed = 0
        """How many sessions were made to be changed."""
        self.hour = 8

    async def ask(self, method: str, path: str, answer: Any, person_id: UUID | None, **kwargs: Any) -> Any:
        """Ask as the gateway does."""
        return await self.place.ask(method, path, answer, person_id=person_id, **kwargs)

    async def session(self) -> SessionView:
        """A session of the network, with one point of the member on it."""
        every = await self.place.ask(
            "GET", f"/networks/{self.cast.network_id}/sessions", Page[SessionView], params={"first": 1}
        )
        if every.items:
            return every.items[0]  # type: ignore[no-any-return]  # the page was read as sessions
        series = await planned(self.place, self.cast.network_id, self.cast.coordinator)
        await added(self.place, series.sessions[0].id, self.cast.member)
        return series.sessions[0]

    async def point(self) -> AgendaPointView:
        """A new point of the member."""
        return await added(self.place, (await self.session()).id, self.cast.member, minutes=1)

    async def question(self) -> QuestionView:
        """A new question of the member."""
        return await proposed(self.place, self.cast.network_id, self.cast.member)


def seen(found: Any) -> str:
    """How many rows somebody got."""
    return str(len(found.items if isinstance(found, Page) else found))


async def propose(desk: Desk, person_id: UUID | None) -> str:
    question = await desk.ask("POST", "/questions", QuestionView, person_id, body=proposal(desk.cast.network_id))
    return str(question.status)


async def load(desk: Desk, person_id: UUID | None) -> str:
    content = LoadQuestion(reference="GAP-1", **dict(proposal(desk.cast.network_id)))
    return str(await desk.ask("POST", "/questions:load", Any, person_id, body=content))


async def open_(desk: Desk, person_id: UUID | None) -> str:
    path = f"/questions/{(await desk.question()).id}:open"
    return str((await desk.ask("POST", path, QuestionView, person_id, body=ChangeQuestion(version=1))).status)


async def withdraw(desk: Desk, person_id: UUID | None) -> str:
    path = f"/questions/{(await desk.question()).id}:withdraw"
    return str((await desk.ask("POST", path, QuestionView, person_id, body=ChangeQuestion(version=1))).status)


async def note_content(desk: Desk, person_id: UUID | None) -> str:
    path = f"/questions/{(await desk.question()).id}:note-content"
    body = NoteContent(content_note="Gaat over geweld.", version=1)
    return str((await desk.ask("POST", path, QuestionView, person_id, body=body)).content_note)


async def one_question(desk: Desk, person_id: UUID | None) -> str:
    return str((await desk.ask("GET", f"/questions/{(await desk.question()).id}", QuestionView, person_id)).status)


async def recent(desk: Desk, person_id: UUID | None) -> str:
    if not await _on_agenda(desk):
        await opened(desk.place, await desk.question(), desk.cast.coordinator)
    return seen(await desk.ask("GET", "/questions/recent", Page[QuestionView], person_id))


async def log(desk: Desk, person_id: UUID | None) -> str:
    return seen(await desk.ask("GET", f"/networks/{desk.cast.network_id}/log", list[AuditEntry], person_id))


async def _on_agenda(desk: Desk) -> list[QuestionView]:
    page = await desk.ask("GET", f"/networks/{desk.cast.network_id}/questions", Page[QuestionView], None)
    return list(page.items)


async def batch_of_questions(desk: Desk, person_id: UUID | None) -> str:
    ids = Ids(ids=[(await desk.question()).id])
    return seen(await desk.ask("POST", "/questions:batch", list[QuestionView], person_id, body=ids))


async def questions_of_network(desk: Desk, person_id: UUID | None) -> str:
    path = f"/networks/{desk.cast.network_id}/questions"
    if not (await desk.ask("GET", path, Page[QuestionView], desk.cast.coordinator)).items:
        await desk.question()
    return seen(await desk.ask("GET", path, Page[QuestionView], person_id))


async def news_of_questions(desk: Desk, person_id: UUID | None) -> str:
    asked = QuestionNewsAsked(network_id=desk.cast.network_id, question_ids=[], reader_ids=[desk.cast.member])
    return str(await desk.ask("POST", "/questions:news", Any, person_id, body=asked))


async def plan_year(desk: Desk, person_id: UUID | None) -> str:
    asked = PlanYear(network_id=desk.cast.network_id, rule=rule())
    await desk.ask("POST", "/years:plan", Any, person_id, body=asked)
    return "dates"


async def fresh_series(desk: Desk, person_id: UUID | None) -> str:
    path = f"/networks/{desk.cast.network_id}/series/fresh"
    return seen(await desk.ask("GET", path, list[FreshSeries], person_id))


async def undo(desk: Desk, person_id: UUID | None) -> str:
    desk.hour += 1
    series = await planned(
        desk.place,
        desk.cast.network_id,
        desk.cast.coordinator,
        from_on=date(2028, 1, 1),
        until_on=date(2028, 2, 1),
        starts=time(desk.hour),
        ends=time(desk.hour, 30),
    )
    await desk.ask("POST", f"/series/{series.id}:undo", Any, person_id)
    return "undone"


def _block() -> AddSoftBlock:
    return AddSoftBlock(words="Beurs", from_on=date(2027, 3, 8), until_on=date(2027, 3, 12))


async def add_block(desk: Desk, person_id: UUID | None) -> str:
    path = f"/networks/{desk.cast.network_id}/soft-blocks"
    await desk.ask("POST", path, SoftBlockView, person_id, body=_block())
    return "added"


async def blocks(desk: Desk, person_id: UUID | None) -> str:
    await desk.ask("GET", f"/networks/{desk.cast.network_id}/soft-blocks", list[SoftBlockView], person_id)
    return "listed"


async def remove_block(desk: Desk, person_id: UUID | None) -> str:
    path = f"/networks/{desk.cast.network_id}/soft-blocks"
    block = await desk.ask("POST", path, SoftBlockView, desk.cast.coordinator, body=_block())
    await desk.ask("POST", f"/soft-blocks/{block.id}:remove", Any, person_id)
    return "removed"


async def plan(desk: Desk, person_id: UUID | None) -> str:
    asked = PlanSeries(network_id=desk.cast.network_id, rule=rule())
    await desk.ask("POST", "/series", Any, person_id, body=asked)
    return "planned"


async def upcoming(desk: Desk, person_id: UUID | None) -> str:
    await desk.session()
    return seen(await desk.ask("GET", "/sessions/upcoming", Page[SessionView], person_id))


async def one_session(desk: Desk, person_id: UUID | None) -> str:
    path = f"/sessions/{(await desk.session()).id}"
    found = await desk.ask("GET", path, SessionView, person_id, params={"agenda_points": True})
    return "whole" if found.place and found.agenda_points else _only_when(found)


async def batch_of_sessions(desk: Desk, person_id: UUID | None) -> str:
    ids = Ids(ids=[(await desk.session()).id])
    found = await desk.ask("POST", "/sessions:batch", list[SessionView], person_id, body=ids)
    return "whole" if found[0].place else _only_when(found[0])


async def sessions_of_network(desk: Desk, person_id: UUID | None) -> str:
    await desk.session()
    path = f"/networks/{desk.cast.network_id}/sessions"
    found = await desk.ask("GET", path, Page[SessionView], person_id)
    return "whole" if found.items[0].place else _only_when(found.items[0])


def _only_when(found: SessionView) -> str:
    hidden = (found.place, found.minutes_planned, found.agenda_points, found.may_add_point)
    return "when" if hidden == (None, None, None, False) else f"leaked {hidden}"


async def agenda_points(desk: Desk, person_id: UUID | None) -> str:
    ids = Ids(ids=[(await desk.session()).id])
    return seen(await desk.ask("POST", "/sessions:agendas", list[AgendaView], person_id, body=ids))


async def batch_of_points(desk: Desk, person_id: UUID | None) -> str:
    ids = Ids(ids=[(await desk.point()).id])
    return seen(await desk.ask("POST", "/agenda-points:batch", list[AgendaPointView], person_id, body=ids))


async def add_point(desk: Desk, person_id: UUID | None) -> str:
    path = f"/sessions/{(await desk.session()).id}/agenda-points"
    body = AddAgendaPoint(title="Punt", purpose="INFORM", minutes=1)
    await desk.ask("POST", path, AgendaPointView, person_id, body=body)
    return "added"


async def remove_point(desk: Desk, person_id: UUID | None) -> str:
    path = f"/agenda-points/{(await desk.point()).id}:remove"
    await desk.ask("POST", path, SessionView, person_id, body=RemoveAgendaPoint(version=1, reason="Nu niet."))
    return "removed"


async def news_of_sessions(desk: Desk, person_id: UUID | None) -> str:
    asked = SessionNewsAsked(network_id=desk.cast.network_id, agenda_point_ids=[], reader_ids=[desk.cast.member])
    return str(await desk.ask("POST", "/sessions:news", Any, person_id, body=asked))


async def left_questions(desk: Desk, person_id: UUID | None) -> str:
    path = f"/networks/{desk.cast.network_id}/left-questions"
    return seen(await desk.ask("GET", path, list[QuestionView], person_id))


async def adopt(desk: Desk, person_id: UUID | None) -> str:
    cast = desk.cast
    ending = new_id()  # one each time: in a network that has ended nobody proposes any more
    await hear(desk.place, activated(ending, cast.neighbour))
    question = await proposed(desk.place, ending, cast.neighbour)
    await hear(desk.place, succeeded(ending, cast.network_id))
    path = f"/networks/{cast.network_id}/left-questions/{question.id}:adopt"
    await desk.ask("POST", path, QuestionView, person_id, body=ChangeQuestion(version=1))
    return "adopted"


async def search(desk: Desk, person_id: UUID | None) -> str:
    await desk.point()
    found = await desk.ask("POST", "/search", FoundPage, person_id, body=Search(words="Terugblik"))
    return "found" if found.items else "nothing"


async def answer_session(desk: Desk, person_id: UUID | None) -> str:
    path, body = f"/sessions/{(await desk.session()).id}:answer", AnswerSession(answer="MAYBE")
    return str((await desk.ask("POST", path, SessionView, person_id, body=body)).status)


async def answer_series(desk: Desk, person_id: UUID | None) -> str:
    path, body = f"/series/{(await desk.session()).series_id}:answer", AnswerSession(answer="MAYBE")
    return str(len((await desk.ask("POST", path, SeriesAnswered, person_id, body=body)).session_ids))


async def set_seats(desk: Desk, person_id: UUID | None) -> str:
    path, body = f"/sessions/{(await desk.session()).id}:set-seats", SetSeats(capacity=10)
    return str((await desk.ask("POST", path, SessionView, person_id, body=body)).status)


async def ask_perspective(desk: Desk, person_id: UUID | None) -> str:
    path, body = f"/sessions/{(await desk.session()).id}:ask-perspective", AskPerspective(perspective="PARENT")
    return str((await desk.ask("POST", path, SessionView, person_id, body=body)).status)


async def record_attendance(desk: Desk, person_id: UUID | None) -> str:
    path, body = f"/sessions/{(await desk.session()).id}:record-attendance", RecordAttendance(people=[])
    return str((await desk.ask("POST", path, SessionView, person_id, body=body)).status)


async def who_comes(desk: Desk, person_id: UUID | None) -> str:
    body = ComingAsked(session_ids=[(await desk.session()).id])
    found = await desk.ask("POST", "/sessions:coming", list[ComingView], person_id, body=body)
    return "none" if not found else "seats" if found[0].seats else "counts"


async def who_was_there(desk: Desk, person_id: UUID | None) -> str:
    body = AttendanceAsked(session_ids=[(await desk.session()).id])
    return str(len(await desk.ask("POST", "/sessions:attendance", list[AttendanceView], person_id, body=body)))


async def people_of_session(desk: Desk, person_id: UUID | None) -> str:
    path = f"/sessions/{(await desk.session()).id}/people"
    return str(len((await desk.ask("GET", path, Page[PersonComing], person_id)).items))


async def near_sessions(desk: Desk, person_id: UUID | None) -> str:
    session = await desk.session()
    desk.place.clock.moment = session.starts_at - timedelta(days=2)
    return str(len(await desk.ask("GET", "/coming/near", list[SessionView], person_id)))


async def absent_perspectives(desk: Desk, person_id: UUID | None) -> str:
    path = f"/networks/{desk.cast.network_id}/absent-perspectives"
    return str(len((await desk.ask("GET", path, AbsentPerspectives, person_id)).perspectives))


async def coming_letter(desk: Desk, person_id: UUID | None) -> str:
    path, body = f"/sessions/{(await desk.session()).id}:coming-letter", ComingLetterAsked(about="SEAT", reader_ids=[])
    return str(await desk.ask("POST", path, Any, person_id, body=body))


async def _poll(desk: Desk) -> UUID:
    """A date poll of the network that is open."""
    starts_at = datetime(2027, 1, 14, 12, 30, tzinfo=UTC)
    asked = OpenDatePoll(
        network_id=desk.cast.network_id,
        dates=[PolledDate(starts_at=starts_at, ends_at=starts_at + timedelta(hours=2))],
        answer_until=starts_at - timedelta(days=10),
    )
    made = await desk.ask("POST", "/date-polls", DatePollView, desk.cast.coordinator, body=asked)
    return made.id  # type: ignore[no-any-return]  # it was read as a poll


async def open_poll(desk: Desk, person_id: UUID | None) -> str:
    starts_at = datetime(2027, 1, 14, 12, 30, tzinfo=UTC)
    asked = OpenDatePoll(
        network_id=desk.cast.network_id,
        dates=[PolledDate(starts_at=starts_at, ends_at=starts_at + timedelta(hours=2))],
        answer_until=starts_at - timedelta(days=10),
    )
    return str((await desk.ask("POST", "/date-polls", DatePollView, person_id, body=asked)).status)


async def one_poll(desk: Desk, person_id: UUID | None) -> str:
    found = await desk.ask("GET", f"/date-polls/{await _poll(desk)}", DatePollView, person_id)
    return "result" if found.dates[0].coverage is not None else "dates"


async def polls_of_network(desk: Desk, person_id: UUID | None) -> str:
    await _poll(desk)
    path = f"/networks/{desk.cast.network_id}/date-polls"
    found = await desk.ask("GET", path, Page[DatePollView], person_id)
    return "listed" if found.items else "none"


async def waiting_polls(desk: Desk, person_id: UUID | None) -> str:
    await _poll(desk)
    return "some" if await desk.ask("GET", "/date-polls/waiting", list[DatePollView], person_id) else "none"


async def answer_poll(desk: Desk, person_id: UUID | None) -> str:
    poll_id = await _poll(desk)
    found = await desk.ask("GET", f"/date-polls/{poll_id}", DatePollView, desk.cast.coordinator)
    answers = [AvailabilityGiven(date_id=found.dates[0].id, availability="YES")]
    body = AnswerDatePoll(answers=answers)
    return str((await desk.ask("POST", f"/date-polls/{poll_id}:answer", DatePollView, person_id, body=body)).status)


async def close_poll(desk: Desk, person_id: UUID | None) -> str:
    return str((await desk.ask("POST", f"/date-polls/{await _poll(desk)}:close", DatePollView, person_id)).status)


async def confirm_dates(desk: Desk, person_id: UUID | None) -> str:
    body = ConfirmDates(date_ids=[])
    return str(await desk.ask("POST", f"/date-polls/{await _poll(desk)}:confirm", Any, person_id, body=body))


async def poll_answer_of(desk: Desk, person_id: UUID | None) -> str:
    body = PollAnswersOf(person_id=desk.cast.member)
    return str(await desk.ask("POST", f"/date-polls/{await _poll(desk)}:answer-of", Any, person_id, body=body))


async def poll_answer_for(desk: Desk, person_id: UUID | None) -> str:
    body = PollAnswersFor(person_id=desk.cast.member, answers=[])
    return str(await desk.ask("POST", f"/date-polls/{await _poll(desk)}:answer-for", Any, person_id, body=body))


async def poll_letter(desk: Desk, person_id: UUID | None) -> str:
    body = DatePollLetterAsked(about="REMINDER", reader_ids=[])
    return str(await desk.ask("POST", f"/date-polls/{await _poll(desk)}:letter", Any, person_id, body=body))


async def move_session(desk: Desk, person_id: UUID | None) -> str:
    session = (
        await planned(desk.place, desk.cast.network_id, desk.cast.coordinator, **_at_another_time(desk))
    ).sessions[0]
    body = MoveSession(starts_at=session.starts_at, ends_at=session.ends_at, place="Elders", version=1)
    return str((await desk.ask("POST", f"/sessions/{session.id}:move", SessionView, person_id, body=body)).place)


async def cancel_session(desk: Desk, person_id: UUID | None) -> str:
    session = (
        await planned(desk.place, desk.cast.network_id, desk.cast.coordinator, **_at_another_time(desk))
    ).sessions[0]
    body = CancelSession(reason="Ziek", version=1)
    return str((await desk.ask("POST", f"/sessions/{session.id}:cancel", SessionView, person_id, body=body)).status)


def _at_another_time(desk: Desk) -> dict[str, Any]:
    """When no session stands yet."""
    desk.changed += 1
    hour, half = divmod(desk.changed, 2)
    return {"starts": time(hour, 30 * half), "ends": time(hour, 30 * half + 20)}


async def calendar_entry(desk: Desk, person_id: UUID | None) -> str:
    path = f"/sessions/{(await desk.session()).id}/calendar-entry"
    return "whole" if (await desk.ask("GET", path, CalendarEntry, person_id)).place else "when"


async def my_feeds(desk: Desk, person_id: UUID | None) -> str:
    return seen(await desk.ask("GET", "/calendar-feeds/mine", list[CalendarFeedView], person_id))


async def reset_feed(desk: Desk, person_id: UUID | None) -> str:
    asked = ResetCalendarFeed(network_id=desk.cast.network_id, language="nl")
    await desk.ask("POST", "/calendar-feeds:reset", CalendarFeedMade, person_id, body=asked)
    return "made"


async def own_calendar(desk: Desk, person_id: UUID | None) -> str:
    return str((await desk.ask("GET", "/own-calendar", OwnCalendarView, person_id)).times)


async def keep_own(desk: Desk, person_id: UUID | None) -> str:
    body = KeepBusyTimes(times=[], until_at=desk.place.clock.now() + timedelta(days=9))
    return str((await desk.ask("POST", "/own-calendar", OwnCalendarView, person_id, body=body)).times)


async def forget_own(desk: Desk, person_id: UUID | None) -> str:
    return str(await desk.ask("POST", "/own-calendar:forget", None, person_id))


async def own_dates(desk: Desk, person_id: UUID | None) -> str:
    poll_id = await _poll(desk)
    if person_id is not None:
        await desk.ask(
            "POST",
            "/own-calendar",
            OwnCalendarView,
            person_id,
            body=KeepBusyTimes(times=[], until_at=desk.place.clock.now() + timedelta(days=99)),
        )
    return seen(await desk.ask("GET", f"/date-polls/{poll_id}/own-calendar", list[OwnDate], person_id))


async def read_feed(desk: Desk, person_id: UUID | None) -> str:
    await desk.session()
    asked = ResetCalendarFeed(language="nl")
    made = await desk.ask("POST", "/calendar-feeds:reset", CalendarFeedMade, desk.cast.member, body=asked)
    body = ReadCalendarFeed(token=made.token)
    found = await desk.ask("POST", "/calendar-feeds:read", CalendarFeedContents, person_id, body=body)
    return str(len(found.entries))


async def set_letter(desk: Desk, person_id: UUID | None) -> str:
    path = f"/session-sets/{(await desk.session()).series_id}:letter"
    return str(await desk.ask("POST", path, Any, person_id, body=SessionSetsAsked(reader_ids=[])))


async def session_letter(desk: Desk, person_id: UUID | None) -> str:
    path = f"/sessions/{(await desk.session()).id}:letter"
    return str(await desk.ask("POST", path, Any, person_id, body=SessionLetterAsked(reader_ids=[])))


async def answer_of(desk: Desk, person_id: UUID | None) -> str:
    path = f"/sessions/{(await desk.session()).id}:answer-of"
    return str(await desk.ask("POST", path, Any, person_id, body=AnswerOf(person_id=desk.cast.member)))


async def answer_for(desk: Desk, person_id: UUID | None) -> str:
    path = f"/sessions/{(await desk.session()).id}:answer-for"
    body = AnswerFor(person_id=desk.cast.member, answer="COMING")
    return str(await desk.ask("POST", path, Any, person_id, body=body))


async def series_answer_of(desk: Desk, person_id: UUID | None) -> str:
    path = f"/series/{(await desk.session()).series_id}:answer-of"
    return str(await desk.ask("POST", path, Any, person_id, body=SeriesAnswersOf(person_id=desk.cast.member)))


async def series_answer_for(desk: Desk, person_id: UUID | None) -> str:
    session = await desk.session()
    path = f"/series/{session.series_id}:answer-for"
    said = [SessionAnswerGiven(session_id=session.id, answer="COMING")]
    return str(
        await desk.ask("POST", path, Any, person_id, body=SeriesAnswersFor(person_id=desk.cast.member, answers=said))
    )


async def my_data(desk: Desk, person_id: UUID | None) -> str:
    await desk.point()
    return " ".join(sorted(group.code for group in await desk.ask("GET", "/my-data", list[DataGroup], person_id)))


async def reapply(desk: Desk, person_id: UUID | None) -> str:
    return str(await desk.ask("POST", "/erasures:reapply", Any, person_id, body=Reapply(hashes=[])))


async def unname(desk: Desk, person_id: UUID | None) -> str:
    body = ErasedNames(names=["Merel"], network_ids=[desk.cast.network_id])
    return str(await desk.ask("POST", "/erasures:unname", Any, person_id, body=body))


# The day itself.


async def on_its_day(desk: Desk) -> str:
    """A session whose day it is and that runs: where it is asked about."""
    session = await desk.session()
    desk.place.clock.moment = session.starts_at
    path = f"/sessions/{session.id}"
    await desk.ask("POST", f"{path}/day:start", DayView, desk.cast.coordinator)
    return path


async def day_of_session(desk: Desk, person_id: UUID | None) -> str:
    path = f"{await on_its_day(desk)}/day"
    view = await desk.ask("GET", path, DayView, person_id, params={"part": ["turns", "notes"]})
    return "leads" if view.may_lead and view.notes is not None else "follows"


async def note_of_session(desk: Desk, person_id: UUID | None) -> str:
    session = await desk.session()
    points = await desk.ask(
        "GET", f"/sessions/{session.id}/day", DayView, desk.cast.coordinator, params={"part": "notes"}
    )
    if not points.notes:
        await write_note(desk, desk.cast.coordinator)
        points = await desk.ask(
            "GET", f"/sessions/{session.id}/day", DayView, desk.cast.coordinator, params={"part": "notes"}
        )
    return str((await desk.ask("GET", f"/session-notes/{points.notes[0].id}", SessionNoteView, person_id)).words)


async def write_note(desk: Desk, person_id: UUID | None) -> str:
    path = f"/sessions/{(await desk.session()).id}"
    now = await desk.ask("GET", f"{path}/day", DayView, desk.cast.coordinator, params={"part": "notes"})
    body = WriteNote(words="Genoteerd", version=now.notes[0].version if now.notes else 0)
    return str((await desk.ask("POST", f"{path}/notes", SessionNoteView, person_id, body=body)).words)


async def start_day(desk: Desk, person_id: UUID | None) -> str:
    return str((await desk.ask("POST", f"{await on_its_day(desk)}/day:start", DayView, person_id)).is_running)


async def go_to_point(desk: Desk, person_id: UUID | None) -> str:
    path = await on_its_day(desk)
    (first, *_) = await agenda_of(desk.place, UUID(path.rpartition("/")[2]), desk.cast.coordinator)
    body = GoToPoint(agenda_point_id=first.id)
    return str((await desk.ask("POST", f"{path}/day:go", DayView, person_id, body=body)).is_running)


async def end_day(desk: Desk, person_id: UUID | None) -> str:
    path = await on_its_day(desk)
    return str((await desk.ask("POST", f"{path}/day:end", DayView, person_id)).is_running)


async def choose_check_in(desk: Desk, person_id: UUID | None) -> str:
    path = f"/sessions/{(await desk.session()).id}/day:check-in"
    return str((await desk.ask("POST", path, DayView, person_id, body=ChooseCheckIn(check_in="PROUD"))).check_in)


async def ask_turn(desk: Desk, person_id: UUID | None) -> str:
    path = f"{await on_its_day(desk)}/turns"
    return str((await desk.ask("POST", path, DayView, person_id, body=AskTurn())).is_running)


async def a_turn(desk: Desk) -> UUID:
    """The turn of somebody without a phone, who is next."""
    path = await on_its_day(desk)
    await desk.ask("POST", f"{path}/turns", DayView, desk.cast.coordinator, body=AskTurn(perspective="PARENT"))
    view = await desk.ask("GET", f"{path}/day", DayView, desk.cast.coordinator, params={"part": "turns"})
    return next(turn.id for turn in view.turns if turn.place == 1)  # type: ignore[no-any-return]  # read as a DayView


async def give_turn(desk: Desk, person_id: UUID | None) -> str:
    path = f"/turns/{await a_turn(desk)}:give"
    return str((await desk.ask("POST", path, DayView, person_id)).is_running)


async def end_turn(desk: Desk, person_id: UUID | None) -> str:
    path = f"/turns/{await a_turn(desk)}:end"
    return str((await desk.ask("POST", path, DayView, person_id)).is_running)


async def make_groups(desk: Desk, person_id: UUID | None) -> str:
    path = f"/sessions/{(await desk.session()).id}/groups"
    body = MakeGroups(person_ids=[], others=[OthersInGroups(perspective="PARENT", count=4)], groups=2)
    await desk.ask("POST", path, DayView, person_id, body=body)
    return "made"


async def park_line(desk: Desk, person_id: UUID | None) -> str:
    path = f"/sessions/{(await desk.session()).id}/parked-lines"
    return str((await desk.ask("POST", path, ParkedLineView, person_id, body=ParkLine(words="Later"))).status)


async def a_line(desk: Desk) -> UUID:
    """A line that was just parked."""
    path = f"/sessions/{(await desk.session()).id}/parked-lines"
    line = await desk.ask("POST", path, ParkedLineView, desk.cast.coordinator, body=ParkLine(words="Later"))
    return line.id  # type: ignore[no-any-return]  # read as a ParkedLineView


async def answer_line(desk: Desk, person_id: UUID | None) -> str:
    path = f"/parked-lines/{await a_line(desk)}:answer"
    body = AnswerParkedLine(answer="Ja", version=1)
    return str((await desk.ask("POST", path, ParkedLineView, person_id, body=body)).status)


async def propose_line(desk: Desk, person_id: UUID | None) -> str:
    path = f"/parked-lines/{await a_line(desk)}:propose"
    body = ProposeParkedLine(minutes=1, version=1)
    return str((await desk.ask("POST", path, ParkedLineView, person_id, body=body)).status)


RIGHTS: dict[str, tuple[Callable[[Desk, UUID | None], Awaitable[str]], Expected]] = {
    "POST /questions": (
        propose,
        ("NOT_SIGNED_IN", *("NOT_A_MEMBER",) * 4, "PROPOSED", "PROPOSED", "PROPOSED"),
    ),
    "POST /questions:load": (load, NOBODY_MAY),
    "GET /my-data": (
        my_data,
        ("NOT_SIGNED_IN", "", *("member",) * 4, "agenda_point member", "member series"),
    ),
    "POST /erasures:reapply": (reapply, NOBODY_MAY),
    "POST /erasures:unname": (unname, NOBODY_MAY),
    "POST /questions/{question_id}:open": (
        open_,
        ("NOT_SIGNED_IN", *("NOT_FOUND",) * 4, "COORDINATOR_NEEDED", "COORDINATOR_NEEDED", "ON_AGENDA"),
    ),
    "POST /questions/{question_id}:withdraw": (
        withdraw,
        ("NOT_SIGNED_IN", *("NOT_FOUND",) * 4, "NOT_THE_PROPOSER", "WITHDRAWN", "NOT_THE_PROPOSER"),
    ),
    "POST /questions/{question_id}:note-content": (
        note_content,
        ("NOT_SIGNED_IN", *("NOT_FOUND",) * 4, "COORDINATOR_NEEDED", "Gaat over geweld.", "Gaat over geweld."),
    ),
    "GET /questions/{question_id}": (one_question, (*outside("NOT_FOUND"), "PROPOSED", "PROPOSED", "PROPOSED")),
    "POST /search": (search, (*outside("nothing"), "found", "found", "found")),
    "GET /questions/recent": (recent, ("NOT_SIGNED_IN", "0", "0", "0", "0", "1", "1", "1")),
    "POST /questions:batch": (batch_of_questions, (*outside("0"), "1", "1", "1")),
    "GET /networks/{network_id}/questions": (questions_of_network, (*outside("0"), "1", "1", "1")),
    "GET /networks/{network_id}/left-questions": (
        left_questions,
        ("NOT_SIGNED_IN", *("NOT_A_MEMBER",) * 4, "COORDINATOR_NEEDED", "COORDINATOR_NEEDED", "0"),
    ),
    "POST /networks/{network_id}/left-questions/{question_id}:adopt": (
        adopt,
        ("NOT_SIGNED_IN", *("NOT_A_MEMBER",) * 4, "COORDINATOR_NEEDED", "COORDINATOR_NEEDED", "adopted"),
    ),
    "GET /networks/{network_id}/log": (
        log,
        ("NOT_SIGNED_IN", *("NOT_A_MEMBER",) * 4, "COORDINATOR_NEEDED", "COORDINATOR_NEEDED", "0"),
    ),
    "POST /questions:news": (news_of_questions, NOBODY_MAY),
    "POST /years:plan": (
        plan_year,
        ("NOT_SIGNED_IN", *("NOT_A_MEMBER",) * 4, "COORDINATOR_NEEDED", "COORDINATOR_NEEDED", "dates"),
    ),
    "GET /networks/{network_id}/series/fresh": (
        fresh_series,
        ("NOT_SIGNED_IN", *("NOT_A_MEMBER",) * 4, "COORDINATOR_NEEDED", "COORDINATOR_NEEDED", "0"),
    ),
    "POST /series/{series_id}:undo": (
        undo,
        ("NOT_SIGNED_IN", *("NOT_FOUND",) * 4, "COORDINATOR_NEEDED", "COORDINATOR_NEEDED", "undone"),
    ),
    "GET /networks/{network_id}/soft-blocks": (
        blocks,
        ("NOT_SIGNED_IN", *("NOT_A_MEMBER",) * 4, "COORDINATOR_NEEDED", "COORDINATOR_NEEDED", "listed"),
    ),
    "POST /networks/{network_id}/soft-blocks": (
        add_block,
        ("NOT_SIGNED_IN", *("NOT_A_MEMBER",) * 4, "COORDINATOR_NEEDED", "COORDINATOR_NEEDED", "added"),
    ),
    "POST /soft-blocks/{block_id}:remove": (
        remove_block,
        ("NOT_SIGNED_IN", *("NOT_FOUND",) * 4, "COORDINATOR_NEEDED", "COORDINATOR_NEEDED", "removed"),
    ),
    "POST /series": (
        plan,
        ("NOT_SIGNED_IN", *("NOT_A_MEMBER",) * 4, "COORDINATOR_NEEDED", "COORDINATOR_NEEDED", "planned"),
    ),
    "POST /date-polls": (
        open_poll,
        ("NOT_SIGNED_IN", *("NOT_A_MEMBER",) * 4, "COORDINATOR_NEEDED", "COORDINATOR_NEEDED", "OPEN"),
    ),
    "GET /date-polls/{date_poll_id}": (
        one_poll,
        ("NOT_SIGNED_IN", *("NOT_FOUND",) * 4, "dates", "dates", "result"),
    ),
    "GET /networks/{network_id}/date-polls": (
        polls_of_network,
        ("NOT_SIGNED_IN", *("none",) * 4, "listed", "listed", "listed"),
    ),
    "GET /date-polls/waiting": (waiting_polls, ("NOT_SIGNED_IN", *("none",) * 4, "some", "some", "some")),
    "POST /date-polls/{date_poll_id}:answer": (
        answer_poll,
        ("NOT_SIGNED_IN", *("NOT_FOUND",) * 4, "OPEN", "OPEN", "OPEN"),
    ),
    "POST /date-polls/{date_poll_id}:close": (
        close_poll,
        ("NOT_SIGNED_IN", *("NOT_FOUND",) * 4, "COORDINATOR_NEEDED", "COORDINATOR_NEEDED", "CLOSED"),
    ),
    "POST /date-polls/{date_poll_id}:confirm": (
        confirm_dates,
        ("NOT_SIGNED_IN", *("NOT_FOUND",) * 4, "COORDINATOR_NEEDED", "COORDINATOR_NEEDED", "DATE_POLL_STILL_OPEN"),
    ),
    "POST /date-polls/{date_poll_id}:letter": (poll_letter, NOBODY_MAY),
    "POST /date-polls/{date_poll_id}:answer-of": (poll_answer_of, NOBODY_MAY),
    "POST /date-polls/{date_poll_id}:answer-for": (poll_answer_for, NOBODY_MAY),
    "POST /sessions/{session_id}:answer": (
        answer_session,
        ("NOT_SIGNED_IN", *("NOT_A_MEMBER",) * 4, *("CONFIRMED",) * 3),
    ),
    "POST /series/{series_id}:answer": (answer_series, ("NOT_SIGNED_IN", *("NOT_A_MEMBER",) * 4, "6", "6", "6")),
    "POST /sessions/{session_id}:set-seats": (set_seats, coordinated("CONFIRMED")),
    "POST /sessions/{session_id}:ask-perspective": (ask_perspective, coordinated("CONFIRMED")),
    "POST /sessions/{session_id}:record-attendance": (
        record_attendance,
        ("NOT_SIGNED_IN", *("NOT_A_MEMBER",) * 4, "RECORDER_NEEDED", "RECORDER_NEEDED", "SESSION_NOT_BEGUN"),
    ),
    "POST /sessions:coming": (who_comes, ("NOT_SIGNED_IN", *("none",) * 4, "counts", "counts", "seats")),
    "POST /sessions:attendance": (who_was_there, ("NOT_SIGNED_IN", *("0",) * 4, "1", "1", "1")),
    "GET /sessions/{session_id}/people": (people_of_session, coordinated("3")),
    "GET /coming/near": (near_sessions, ("NOT_SIGNED_IN", *("0",) * 6, "1")),
    "GET /networks/{network_id}/absent-perspectives": (absent_perspectives, coordinated("0")),
    "POST /sessions/{session_id}:coming-letter": (coming_letter, NOBODY_MAY),
    "GET /sessions/upcoming": (upcoming, ("NOT_SIGNED_IN", "0", "0", "0", "0", "6", "6", "6")),
    "GET /sessions/{session_id}": (one_session, (*outside("when"), "whole", "whole", "whole")),
    "POST /sessions:batch": (batch_of_sessions, (*outside("when"), "whole", "whole", "whole")),
    "GET /networks/{network_id}/sessions": (sessions_of_network, (*outside("when"), "whole", "whole", "whole")),
    "POST /sessions:agendas": (agenda_points, (*outside("0"), "1", "1", "1")),
    "POST /agenda-points:batch": (batch_of_points, (*outside("0"), "1", "1", "1")),
    "POST /sessions/{session_id}/agenda-points": (
        add_point,
        ("NOT_SIGNED_IN", *("NOT_A_MEMBER",) * 4, "added", "added", "added"),
    ),
    "POST /agenda-points/{agenda_point_id}:remove": (
        remove_point,
        ("NOT_SIGNED_IN", *("NOT_FOUND",) * 4, "NOT_YOUR_AGENDA_POINT", "removed", "removed"),
    ),
    "POST /sessions:news": (news_of_sessions, NOBODY_MAY),
    "POST /sessions/{session_id}:move": (
        move_session,
        ("NOT_SIGNED_IN", *("NOT_A_MEMBER",) * 4, "COORDINATOR_NEEDED", "COORDINATOR_NEEDED", "Elders"),
    ),
    "POST /sessions/{session_id}:cancel": (
        cancel_session,
        ("NOT_SIGNED_IN", *("NOT_A_MEMBER",) * 4, "COORDINATOR_NEEDED", "COORDINATOR_NEEDED", "CANCELLED"),
    ),
    "GET /sessions/{session_id}/calendar-entry": (calendar_entry, (*outside("when"), "whole", "whole", "whole")),
    "GET /calendar-feeds/mine": (my_feeds, ("NOT_SIGNED_IN", *("0",) * 7)),
    "GET /own-calendar": (own_calendar, ("NOT_SIGNED_IN", *("NOT_FOUND",) * 7)),
    "POST /own-calendar": (keep_own, ("NOT_SIGNED_IN", *("0",) * 7)),
    "POST /own-calendar:forget": (forget_own, ("NOT_SIGNED_IN", *("None",) * 7)),
    "GET /date-polls/{date_poll_id}/own-calendar": (own_dates, ("NOT_SIGNED_IN", *("0",) * 4, "1", "1", "1")),
    "POST /calendar-feeds:reset": (
        reset_feed,
        ("NOT_SIGNED_IN", *("NOT_A_MEMBER",) * 4, "made", "made", "made"),
    ),
    "POST /session-sets/{about_id}:letter": (set_letter, NOBODY_MAY),
    "POST /sessions/{session_id}:letter": (session_letter, NOBODY_MAY),
    "POST /sessions/{session_id}:answer-of": (answer_of, NOBODY_MAY),
    "POST /series/{series_id}:answer-of": (series_answer_of, NOBODY_MAY),
    "POST /series/{series_id}:answer-for": (series_answer_for, NOBODY_MAY),
    "POST /sessions/{session_id}:answer-for": (answer_for, NOBODY_MAY),
    "POST /calendar-feeds:read": (read_feed, ("6",) * 8),
    "GET /sessions/{session_id}/day": (
        day_of_session,
        ("NOT_SIGNED_IN", *("NOT_FOUND",) * 4, "follows", "follows", "leads"),
    ),
    "GET /session-notes/{note_id}": (
        note_of_session,
        ("NOT_SIGNED_IN", *("NOT_FOUND",) * 6, "Genoteerd"),
    ),
    "POST /sessions/{session_id}/notes": (
        write_note,
        ("NOT_SIGNED_IN", *("NOT_FOUND",) * 4, "NOTE_TAKER_NEEDED", "NOTE_TAKER_NEEDED", "Genoteerd"),
    ),
    "POST /sessions/{session_id}/day:start": (start_day, led("True")),
    "POST /sessions/{session_id}/day:go": (go_to_point, led("True")),
    "POST /sessions/{session_id}/day:end": (end_day, led("False")),
    "POST /sessions/{session_id}/day:check-in": (choose_check_in, led("PROUD")),
    "POST /sessions/{session_id}/turns": (ask_turn, ("NOT_SIGNED_IN", *("NOT_FOUND",) * 4, "True", "True", "True")),
    "POST /turns/{turn_id}:give": (give_turn, led("True")),
    "POST /turns/{turn_id}:end": (end_turn, led("True")),
    "POST /sessions/{session_id}/groups": (make_groups, led("made")),
    "POST /sessions/{session_id}/parked-lines": (
        park_line,
        ("NOT_SIGNED_IN", *("NOT_FOUND",) * 4, "OPEN", "OPEN", "OPEN"),
    ),
    "POST /parked-lines/{parked_line_id}:answer": (answer_line, led("ANSWERED")),
    "POST /parked-lines/{parked_line_id}:propose": (propose_line, led("PROPOSED")),
}
