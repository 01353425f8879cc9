"""What can be done with calendars: make an address for a feed, use it, and keep or forget when people have something already."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime
from uuid import UUID

from services.agenda.calendars.domain import (
    EntryFacts,
    FeedFacts,
    OwnCalendarFacts,
    check_busy,
    new_token,
    says_little,
    token_hash,
)
from services.agenda.calendars.models import (
    BusyTime,
    CalendarFeed,
    OwnCalendar,
    busy_times_past,
    feed_over,
    feed_used,
    own_calendar_forgotten,
)
from services.agenda.calendars.queries import answers_to, entries_of, feed_behind, perspectives_of, series_answered
from services.agenda.members.domain import check_takes_part
from services.agenda.members.queries import standing_in
from services.agenda.sessions.domain.coming import NOT_COMING, SessionAnswer
from services.agenda.sessions.models.series_answers import series_answer_taken_back
from services.agenda.sessions.operations.coming import answer_series, answer_session, hold_series
from services.agenda.sessions.queries.seats import answer_to_change, coming_sessions_of
from services.agenda.sessions.queries.showing import session_to_change
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Door, Work
from shared.database import AgendaStore, new_id
from shared.erasure import is_gone
from shared.errors import NotFound, NotSignedIn
from shared.spans import Span

Read = tuple[FeedFacts, list[EntryFacts]]


async def reset_calendar_feed(
    work: Work, *, network_id: UUID | None, is_neutral: bool | None, language: str
) -> tuple[CalendarFeed, str]:
    """Make a secret address for the calendar of who asks, and end the one before; gives the secret once, only its hash is kept.

    network_id: for one network, None for all. is_neutral: say in the calendar no more than that there is a session; None
    leaves it to who they are. Raises NotAMember of a network where they do not take part, NotSignedIn once they are erased.
    """
    person_id = await _who_stays(work)
    if network_id is not None:
        check_takes_part(await standing_in(work.session, network_id, person_id, hold=True))
    if is_neutral is None:
        is_neutral = says_little(await perspectives_of(work.session, person_id))
    await work.session.execute(feed_over(person_id, network_id))
    token = new_token()
    feed = work.add(
        CalendarFeed(
            id=new_id(),
            token_hash=token_hash(token),
            person_id=person_id,
            network_id=network_id,
            is_neutral=is_neutral,
            language=language,
            made_at=work.now,
        )
    )
    work.note(Verb.CALENDAR_FEED_RESET, Kind.CALENDAR_FEED, feed.id)
    return feed, token


async def read_calendar_feed(door: Door, *, token: str, today: date) -> Read:
    """What stands behind a secret address now; an address that is over has no person and no sessions.

    today: written down once a day, so that people see when their address was last used. Raises NotFound for an address
    that never was.
    """
    async with door.reading() as session:
        feed = await feed_behind(session, token_hash(token))
        if feed is None:
            raise NotFound
        if feed.person_id is None:
            return feed, []
        entries = await entries_of(session, feed.person_id, feed.network_id)
    if feed.used_on != today:

        async def use(work: Work) -> None:
            await work.session.execute(feed_used(feed.id, today))

        await door.change(use)
    return feed, entries


async def keep_busy_times(work: Work, *, times: Iterable[Span], until_at: datetime) -> OwnCalendarFacts:
    """Keep when who asks has something in their own calendar, in place of what was kept before; nobody else ever sees it.

    times: when each starts and ends; until_at: until when they are known. Raises BusyTimesNotPossible, NotSignedIn once they
    are erased.
    """
    person_id = work.viewer.person()
    kept = check_busy(times, until_at=until_at, now=work.now)
    await forget_busy_times(work)
    work.add(OwnCalendar(person_id=person_id, kept_at=work.now, until_at=until_at))
    for starts_at, ends_at in kept:
        work.add(BusyTime(person_id=person_id, starts_at=starts_at, ends_at=ends_at))
    return OwnCalendarFacts(work.now, until_at, len(kept))


async def forget_busy_times(work: Work) -> None:
    """Forget the own calendar of who asks. Raises NotSignedIn once they are erased."""
    person_id = await _who_stays(work)
    for statement in own_calendar_forgotten(person_id):
        await work.session.execute(statement)


async def _who_stays(work: Work) -> UUID:
    """Who asks, and nobody erases them or writes about them until this transaction ends. Raises NotSignedIn once they are gone (A-89)."""
    person_id = work.viewer.person()
    if await is_gone(work.session, AgendaStore.metadata, person_id):
        raise NotSignedIn
    return person_id


async def forget_past_busy_times(work: Work) -> None:
    """Forget of everybody's own calendar what is past."""
    for statement in busy_times_past(work.now):
        await work.session.execute(statement)


async def answer_by_mail(
    work: Work, *, session_id: UUID, person_id: UUID, answer: SessionAnswer, stamped_at: datetime | None
) -> bool:
    """Say whether a person comes, on the word of a secret in their mail; who comes along stays as it was.

    stamped_at: when their calendar said it, None for now. What they said since stays, and then this is False; the same said at
    the same moment is the same answer once more, and changes nothing. Raises what answer_session raises.
    """
    session = await session_to_change(work.session, session_id)  # before their answer is read, or it may be of before
    if session is None:
        raise NotFound
    given = await answer_to_change(work.session, session_id, person_id)
    said_at = work.now
    if stamped_at is not None:  # the clock of a calendar may be behind; what it says is about the date that stands
        said_at = min(max(stamped_at, session.revised_at), work.now)
        if given is not None and given.answered_at > said_at:
            return False
        if given is not None and given.answered_at == said_at and given.answer == answer:
            return True
    await answer_session(
        work,
        session_id=session_id,
        person_id=person_id,
        answer=answer,
        companions=None,
        with_support_person=None,
    )
    given = await answer_to_change(work.session, session_id, person_id)
    if given is not None:
        given.answered_at = said_at
    return True


async def answer_series_by_mail(
    work: Work,
    *,
    series_id: UUID,
    person_id: UUID,
    whole_series: SessionAnswer | None,
    answers: Mapping[UUID, SessionAnswer],
) -> None:
    """Say of a series, or of sessions of it, whether a person comes, on the word of a secret in their mail; who comes along stays.

    whole_series: of all of it, and of what is confirmed in it later. answers: by session, which counts over that; what is no
    session of this series still to come, or not for this person, is passed by, and what they said already of the date that stands
    stays as it was. Who declines all that is still to come takes back with it that they come to the whole series.
    Raises what answer_session raises.
    """
    await hold_series(work, series_id=series_id)
    if whole_series is not None:
        await answer_series(
            work,
            series_id=series_id,
            person_id=person_id,
            answer=whole_series,
            companions=None,
            with_support_person=None,
        )
    for session_id in await coming_sessions_of(work.session, series_id, work.now):
        if session_id not in answers:
            continue
        session = await session_to_change(work.session, session_id)
        said = await answers_to(work.session, person_id, [session_id])
        if session is None or said.get(session_id, {}).get("answer") == answers[session_id]:
            continue
        with suppress(NotFound):  # for another perspective
            await answer_by_mail(
                work, session_id=session_id, person_id=person_id, answer=answers[session_id], stamped_at=None
            )
    if NOT_COMING in answers.values():
        to_come = await series_answered(work.session, person_id, series_id, work.now)
        said = await answers_to(work.session, person_id, [one.id for one in to_come])
        if all(said.get(one.id, {}).get("answer") == NOT_COMING for one in to_come):
            await work.session.execute(series_answer_taken_back(series_id, person_id))
