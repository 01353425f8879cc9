"""What notifications does when it hears an event of agenda."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from services.notifications.digests.domain import ItemKind
from services.notifications.digests.operations.news import (
    record_item,
    record_item_gone,
    record_no_session,
    record_session,
    record_session_over,
)
from services.notifications.invitations.operations.calling import call_confirmed, call_people
from services.notifications.privacy.operations import note_agenda_done
from services.notifications.reminders.domain import ACTION_ASSIGNED, ACTION_DUE, POLL, POLL_REMINDER
from services.notifications.reminders.operations.coming import plan_ask_mails, plan_missing_mails, plan_seat_mail
from services.notifications.reminders.operations.date_polls import plan_complete_mails, plan_poll_mails
from services.notifications.reminders.operations.minutes import (
    plan_action_mails,
    plan_missed_mails,
    plan_shared_mails,
)
from services.notifications.reminders.operations.sessions import record_never, record_no_start, record_start
from services.notifications.reminders.operations.stories import plan_story_mail
from shared.bus.work import Work
from shared.events.agenda.coming import PerspectiveAsked, SessionCameNear, SessionSeatGiven
from shared.events.agenda.date_polls import DatePollCompleted, DatePollEndsSoon, DatePollOpened
from shared.events.agenda.minutes import (
    ActionPointAssigned,
    ActionPointDueSoon,
    ActionPointOverdue,
    MinutesMissed,
    MinutesShared,
    MinutesStoryAsked,
)
from shared.events.agenda.people import PersonErasedFromAgenda
from shared.events.agenda.questions import QuestionOpened, QuestionWithdrawn
from shared.events.agenda.sessions import (
    SeriesUndone,
    SessionCancelled,
    SessionConfirmed,
    SessionHeld,
    SessionMoved,
    SessionWithdrawn,
)
from shared.events.base import Event


async def when_question_opened(work: Work, event: QuestionOpened) -> None:
    """A question on the research agenda is news."""
    await record_item(
        work,
        item_id=event.question_id,
        kind=ItemKind.QUESTION,
        network_id=event.network_id,
        appeared_at=event.at,
        version=event.version,
    )


async def when_question_withdrawn(work: Work, event: QuestionWithdrawn) -> None:
    """A question is no news any more."""
    await record_item_gone(
        work,
        item_id=event.question_id,
        kind=ItemKind.QUESTION,
        network_id=event.network_id,
        at=event.at,
        version=event.version,
    )


async def when_series_undone(work: Work, event: SeriesUndone) -> None:
    """The sessions of a series are gone as if they had never been: no overview before them, and nobody is reminded."""
    for session_id in event.session_ids:
        await record_no_session(work, session_id=session_id, network_id=event.network_id, at=event.at)
        await record_never(work, session_id=session_id, network_id=event.network_id, at=event.at)


async def when_session_confirmed(work: Work, event: SessionConfirmed) -> None:
    """A session takes place: everybody is invited, some hear of what is new a week before it, and who wants that is reminded."""
    if event.perspective is None:  # an overview is for the whole network
        await record_session(
            work,
            session_id=event.session_id,
            network_id=event.network_id,
            starts_at=event.starts_at,
            version=event.version,
        )
    await record_start(
        work,
        session_id=event.session_id,
        network_id=event.network_id,
        starts_at=event.starts_at,
        told_at=event.undo_until or event.at,
        version=event.version,
    )
    await call_confirmed(
        work,
        session_id=event.session_id,
        series_id=event.series_id,
        network_id=event.network_id,
        not_before=event.undo_until,
        document_ids=event.document_ids,
        at=event.at,
    )


async def when_session_moved(work: Work, event: SessionMoved) -> None:
    """A session has another date or place: everybody hears of it at once (BR-047), and is reminded of the new date."""
    if event.perspective is None:  # an overview is for the whole network
        await record_session(
            work,
            session_id=event.session_id,
            network_id=event.network_id,
            starts_at=event.starts_at,
            version=event.version,
        )
    await record_start(
        work,
        session_id=event.session_id,
        network_id=event.network_id,
        starts_at=event.starts_at,
        told_at=event.at,
        version=event.version,
        is_change=True,
    )
    await call_people(work, session_id=event.session_id, series_id=event.series_id, network_id=event.network_id)


async def _over(work: Work, event: SessionCancelled | SessionWithdrawn | SessionHeld) -> None:
    about = {"session_id": event.session_id, "network_id": event.network_id}
    await record_session_over(work, **about, at=event.at, version=event.version)
    await record_no_start(work, **about, at=event.at, version=event.version)


async def when_session_cancelled(work: Work, event: SessionCancelled) -> None:
    """A session does not take place: everybody who was invited hears of it at once."""
    await _over(work, event)
    await call_people(work, session_id=event.session_id, series_id=event.series_id, network_id=event.network_id)


async def when_session_withdrawn(work: Work, event: SessionWithdrawn) -> None:
    """A session is a draft again, before anybody had a mail about it."""
    await _over(work, event)


async def when_session_held(work: Work, event: SessionHeld) -> None:
    """A session is over."""
    await _over(work, event)


async def when_date_poll_opened(work: Work, event: DatePollOpened) -> None:
    """Members are asked when they can come."""
    await plan_poll_mails(
        work,
        kind=POLL,
        date_poll_id=event.date_poll_id,
        network_id=event.network_id,
        answer_until=event.answer_until,
    )


async def when_date_poll_ends_soon(work: Work, event: DatePollEndsSoon) -> None:
    """Who has not answered yet is reminded, once."""
    await plan_poll_mails(
        work,
        kind=POLL_REMINDER,
        date_poll_id=event.date_poll_id,
        network_id=event.network_id,
        answer_until=event.answer_until,
    )


async def when_date_poll_completed(work: Work, event: DatePollCompleted) -> None:
    """Everybody answered: the coordinators can choose."""
    await plan_complete_mails(work, date_poll_id=event.date_poll_id, coordinator_ids=event.coordinator_ids)


async def when_seat_given(work: Work, event: SessionSeatGiven) -> None:
    """Somebody who waited for a seat has one."""
    await plan_seat_mail(
        work,
        session_id=event.session_id,
        person_id=event.person_id,
        starts_at=event.starts_at,
        version=event.version,
    )


async def when_perspective_asked(work: Work, event: PerspectiveAsked) -> None:
    """People of a perspective that is missing are asked to come."""
    await plan_ask_mails(work, session_id=event.session_id, person_ids=event.person_ids, starts_at=event.starts_at)


async def when_session_came_near(work: Work, event: SessionCameNear) -> None:
    """The coordinators hear who is missing, if anybody is."""
    await plan_missing_mails(
        work, session_id=event.session_id, coordinator_ids=event.coordinator_ids, starts_at=event.starts_at
    )


async def when_minutes_shared(work: Work, event: MinutesShared) -> None:
    """Everybody who wants mail hears that the minutes can be read."""
    await plan_shared_mails(
        work, session_id=event.session_id, network_id=event.network_id, comments_until=event.comments_until
    )


async def when_minutes_missed(work: Work, event: MinutesMissed) -> None:
    """Who writes is reminded."""
    await plan_missed_mails(work, session_id=event.session_id, writer_ids=event.writer_ids)


async def when_story_asked(work: Work, event: MinutesStoryAsked) -> None:
    """Who told something is asked whether it may stand in the minutes."""
    await plan_story_mail(work, story_id=event.minutes_story_id, teller_id=event.teller_id)


async def when_action_assigned(work: Work, event: ActionPointAssigned) -> None:
    """A new owner hears of it, unless the mail about the minutes tells of it."""
    await plan_action_mails(
        work,
        kind=ACTION_ASSIGNED,
        action_point_id=event.action_point_id,
        reader_ids=[event.owner_id] if event.owner_id and not event.with_minutes else [],
        due_on=event.due_on,
        version=event.version,
    )


async def when_action_due(work: Work, event: ActionPointDueSoon | ActionPointOverdue) -> None:
    """Who does it is reminded in time, and once when it is too late."""
    await plan_action_mails(
        work,
        kind=ACTION_DUE,
        action_point_id=event.action_point_id,
        reader_ids=event.reader_ids,
        due_on=event.due_on,
        version=event.version,
    )


async def when_person_erased_from_agenda(work: Work, event: PersonErasedFromAgenda) -> None:
    """Agenda holds nothing of somebody any more."""
    await note_agenda_done(work, erasure_id=event.erasure_id)


HEARD: Mapping[type[Event], Callable[[Work, Any], Awaitable[None]]] = {
    QuestionOpened: when_question_opened,
    QuestionWithdrawn: when_question_withdrawn,
    SeriesUndone: when_series_undone,
    SessionConfirmed: when_session_confirmed,
    SessionMoved: when_session_moved,
    SessionCancelled: when_session_cancelled,
    SessionHeld: when_session_held,
    SessionWithdrawn: when_session_withdrawn,
    DatePollOpened: when_date_poll_opened,
    DatePollEndsSoon: when_date_poll_ends_soon,
    DatePollCompleted: when_date_poll_completed,
    SessionSeatGiven: when_seat_given,
    PerspectiveAsked: when_perspective_asked,
    SessionCameNear: when_session_came_near,
    MinutesShared: when_minutes_shared,
    MinutesMissed: when_minutes_missed,
    MinutesStoryAsked: when_story_asked,
    ActionPointAssigned: when_action_assigned,
    ActionPointDueSoon: when_action_due,
    ActionPointOverdue: when_action_due,
    PersonErasedFromAgenda: when_person_erased_from_agenda,
}
