"""What happens to sessions and date polls when a network ends: they are called off, and who was asked hears of it (J22)."""

from services.agenda.sessions.domain.changing import NETWORK_OVER
from services.agenda.sessions.domain.date_polls import EXPIRED
from services.agenda.sessions.operations.changing import call_off
from services.agenda.sessions.operations.date_polls import close_poll
from services.agenda.sessions.queries.ending import polls_in_ended, sessions_in_ended
from shared.bus.work import Work

MOST_AT_ONCE = 100


async def call_off_what_is_over(work: Work) -> bool:
    """Call off the sessions to come and end the date polls of networks that have ended, some at a time.

    Drafts stay as they are: only coordinators know of them, and they cannot be confirmed. Gives whether more may wait.
    """
    sessions = await sessions_in_ended(work.session, now=work.now, limit=MOST_AT_ONCE)
    for session in sessions:
        call_off(work, session=session, reason=NETWORK_OVER)
    polls = await polls_in_ended(work.session, limit=MOST_AT_ONCE)
    for poll in polls:
        close_poll(work, poll=poll, status=EXPIRED)
    return MOST_AT_ONCE in {len(sessions), len(polls)}
