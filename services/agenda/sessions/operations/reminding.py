"""What can be done about the reminder of a session: add words of one's own."""

from uuid import UUID

from services.agenda.members.domain import check_coordinates
from services.agenda.members.operations import check_may_write
from services.agenda.sessions.domain.reminding import ReminderFacts, check_reminder
from services.agenda.sessions.domain.sessions import check_agenda_open
from services.agenda.sessions.models.reminding import ReminderWords
from services.agenda.sessions.queries.reminding import reminder_to_change
from services.agenda.sessions.queries.showing import session_to_change, standing_at
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.errors import NotFound, StaleVersion


async def write_reminder(work: Work, *, session_id: UUID, words: str, version: int) -> ReminderFacts:
    """Say what stands in the reminder of a session beside what always stands there, as a coordinator; empty: nothing more.

    version: the one the writer saw. Nobody needs to hear of it: the mail asks for the words when it is written.
    Raises NotFound, NotAMember, CoordinatorNeeded, SessionHasBegun, StaleVersion, ReminderTooLong; and SessionCancelled.
    """
    session = await session_to_change(work.session, session_id)
    if session is None:
        raise NotFound
    check_coordinates(await standing_at(work.session, session, work.viewer.person_id))
    if words:
        await check_may_write(work, network_id=session.network_id)
    check_agenda_open(session.facts(), work.now)
    check_reminder(words)
    written = await reminder_to_change(work.session, session_id)
    if (written.version if written else 0) != version:
        raise StaleVersion
    if written is None:
        written = work.add(ReminderWords(session_id=session_id, words=words, written_at=work.now))
    else:
        work.replaces(written.words)
        written.words, written.written_at = words, work.now
        written.version += 1
    work.note(Verb.REMINDER_WRITTEN, Kind.SESSION, session_id, network_id=session.network_id)
    return ReminderFacts(session_id, session.network_id, words, version + 1)
