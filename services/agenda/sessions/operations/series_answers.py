"""What an answer for a whole series does: it holds too for what is confirmed in that series later."""

from services.agenda.sessions.domain.coming import COMING
from services.agenda.sessions.models.series_answers import needs_taken_over, taken_over
from services.agenda.sessions.models.sessions import PlannedSession
from services.agenda.sessions.operations.coming import coming_of, fill_seats
from services.agenda.sessions.queries.seats import is_answered_whole
from shared.bus.work import Work
from shared.events.agenda.coming import SessionAnswered


async def take_over_answers(work: Work, *, session: PlannedSession) -> None:
    """Let what people said of a whole series hold for a session of it that takes place from now on, and is held.

    Who said first that they come has the first turn; where there is no seat they wait for one. Nobody hears of it by itself:
    the invitation says that they come, and each can say something else for this session.
    """
    if session.series_id is None or not await is_answered_whole(work.session, session.series_id):
        return
    coming = await coming_of(work, session=session)
    said = await work.session.execute(
        taken_over(
            series_id=session.series_id,
            session_id=session.id,
            network_id=session.network_id,
            waits=coming.capacity is not None,
            turns=coming.turns,
            at=work.now,
        )
    )
    answers = [answer for _, answer in said]
    if not answers:
        return
    coming.turns += answers.count(COMING)
    await work.session.execute(needs_taken_over(series_id=session.series_id, session_id=session.id, now=work.now))
    await fill_seats(work, session=session, coming=coming)
    coming.version += 1
    work.announce(
        SessionAnswered(
            session_coming_id=coming.id,
            session_id=session.id,
            network_id=session.network_id,
            at=work.now,
            version=coming.version,
        )
    )
