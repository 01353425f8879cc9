"""What can be done about the reminder of a session: add words of one's own, and choose when it leaves."""

from uuid import UUID

from services.agenda.members.domain import check_coordinates
from services.agenda.members.operations import check_may_write
from services.agenda.sessions.domain.reminding import USUAL_DAYS, ReminderFacts, check_day, check_reminder
from services.agenda.sessions.domain.sessions import check_agenda_open
from services.agenda.sessions.models.reminding import ReminderMoment, ReminderWords
from services.agenda.sessions.models.sessions import PlannedSession
from services.agenda.sessions.queries.reminding import moment_to_change, reminder_to_change
from services.agenda.sessions.queries.showing import session_to_change, standing_at
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.errors import NotFound, StaleVersion
from shared.events.agenda.sessions import ReminderMomentChosen


async def write_reminder(
    work: Work, *, session_id: UUID, words: str, version: int, days_before: int | None = None
) -> ReminderFacts:
    """Say what stands in the reminder of a session beside what always stands there, as a coordinator; empty: nothing more.

    version: the one the writer saw. Nobody needs to hear of the words: the mail asks for them when it is written.
    days_before: so many days before the session it leaves for who chose nothing themselves; 0: not at all; None: as it was.
    Raises NotFound, NotAMember, CoordinatorNeeded, SessionHasBegun, StaleVersion, ReminderTooLong, ReminderDayNotPossible; and
    SessionCancelled.
    """
    session = await session_to_change(work.session, session_id)
    if session is None:
        raise NotFound
    check_coordinates(await standing_at(work.session, session, work.viewer.person_id))
    if words:
        await check_may_write(work, network_id=session.network_id)
    check_agenda_open(session.facts(), work.now)
    check_reminder(words)
    if days_before is not None:
        check_day(days_before)
    written = await reminder_to_change(work.session, session_id)
    if (written.version if written else 0) != version:
        raise StaleVersion
    if written is None:
        written = work.add(ReminderWords(session_id=session_id, words=words, written_at=work.now))
    else:
        work.replaces(written.words)
        written.words, written.written_at = words, work.now
        written.version += 1
    days = await _choose_moment(work, session=session, days_before=days_before)
    work.note(Verb.REMINDER_WRITTEN, Kind.SESSION, session_id, network_id=session.network_id)
    return ReminderFacts(session_id, session.network_id, words, version + 1, days)


async def _choose_moment(work: Work, *, session: PlannedSession, days_before: int | None) -> int:
    moment = await moment_to_change(work.session, session.id)
    before = USUAL_DAYS if moment is None else moment.days_before
    if days_before is None or days_before == before:
        return before
    if moment is None:
        moment = work.add(ReminderMoment(session_id=session.id, days_before=days_before))
    moment.days_before = days_before
    moment.version += 1
    work.announce(
        ReminderMomentChosen(
            reminder_moment_id=moment.id,
            session_id=session.id,
            network_id=session.network_id,
            days_before=days_before,
            at=work.now,
            version=moment.version,
        )
    )
    return days_before
