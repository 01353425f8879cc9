"""Who may look at reminders beforehand: coordinators, with the words they want to add."""

from services.notifications.reminders.operations.previewing import preview_reminder
from shared.api.notifications.mail import ReminderAsked, ReminderPreview
from shared.bus.work import Door
from shared.web.edge import PERSON, Edge, Viewer

edge = Edge(tags=["reminders"])


@edge.act("/session-reminders:preview", who=PERSON)
async def preview(door: Door, viewer: Viewer, asked: ReminderAsked) -> ReminderPreview:
    """The reminder of one session as a member would get it a day before."""
    written = await preview_reminder(
        door, session_id=asked.session_id, words=asked.words, person_id=viewer.person_id, language=asked.language
    )
    return ReminderPreview(subject=written.subject, text=written.text)
