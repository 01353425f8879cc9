"""Who may look at reminders beforehand, and who may say how much mail they want about a session."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from services.notifications.owners.sessions import reminded_of
from services.notifications.reminders.domain import due_at
from services.notifications.reminders.operations.previewing import preview_reminder
from services.notifications.subscriptions.domain import MailLevel
from services.notifications.subscriptions.operations import choose_session_mail
from services.notifications.subscriptions.queries import levels_of
from shared.api.notifications.mail import ReminderAsked, ReminderDay, ReminderPreview
from shared.api.notifications.subscriptions import ChooseSessionMail, SessionMailView
from shared.bus.work import Door
from shared.errors import NotFound
from shared.web.edge import PERSON, Edge, Session, Viewer, Work

edge = Edge(tags=["reminders"])


@edge.act("/session-reminders:preview", who=PERSON)
async def preview(door: Door, viewer: Viewer, asked: ReminderAsked) -> ReminderPreview:
    """The reminder of one session as a member would get it, and when it can leave."""
    shown = await preview_reminder(
        door,
        session_id=asked.session_id,
        words=asked.words,
        person_id=viewer.person_id,
        language=asked.language,
        days_before=asked.days_before,
    )
    return ReminderPreview(
        subject=shown.written.subject,
        text=shown.written.text,
        days=[
            ReminderDay(days_before=one.days, leaves_at=due_at(one.starts_at, one.days), leaves=leaves)
            for one, leaves in shown.days
        ],
        has_left=shown.has_left,
    )


@edge.read("/session-mail/{session_id}", who=PERSON)
async def session_mail(
    session_id: UUID, session: Session, viewer: Viewer, series_id: Annotated[UUID | None, Query()] = None
) -> SessionMailView:
    """How much mail the viewer wants about a session, and about its series."""
    return await _chosen(session, viewer.person(), session_id, series_id)


@edge.act("/session-mail:choose", who=PERSON)
async def choose(door: Door, viewer: Viewer, asked: ChooseSessionMail) -> SessionMailView:
    """Choose how much mail comes about a session, or about all of its series."""
    person_id = viewer.person()
    found = await reminded_of(door.asking, asked.session_id, [person_id])
    if person_id not in found.people:
        raise NotFound

    async def choose_it(work: Work) -> None:
        await choose_session_mail(
            work,
            session_id=found.id,
            series_id=found.series_id if asked.whole_series else None,
            network_id=found.network.id,
            level=MailLevel(asked.level),
        )

    await door.change(choose_it, viewer)
    async with door.reading() as session:
        return await _chosen(session, person_id, found.id, found.series_id)


async def _chosen(session: Session, person_id: UUID, session_id: UUID, series_id: UUID | None) -> SessionMailView:
    own = await levels_of(session, session_id=session_id, series_id=None, person_ids=[person_id])
    both = await levels_of(session, session_id=session_id, series_id=series_id, person_ids=[person_id])
    return SessionMailView(
        session_id=session_id,
        level=both.get(person_id, MailLevel.USUAL).value,
        is_of_series=person_id in both and person_id not in own,
    )
