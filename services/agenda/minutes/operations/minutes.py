"""What can be done with minutes: write, share, establish and correct them; the clock asks for them and establishes."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from services.agenda.finding.domain import minutes_document
from services.agenda.members.operations import check_may_write
from services.agenda.minutes.domain.actions import check_all_owned
from services.agenda.minutes.domain.minutes import (
    ESTABLISHED,
    LONGEST_PART,
    SHARED,
    NotEstablished,
    PartFacts,
    SeenMinutes,
    Way,
    check_begun,
    check_changes,
    check_establishes,
    check_parts,
    check_text,
    check_writes,
    check_written,
    comments_until,
    due_on,
    remind_at,
)
from services.agenda.minutes.domain.placing import AFTER_THE_AGENDA, Places, check_placed, places
from services.agenda.minutes.models.minutes import Minutes, MinutesAddendum, MinutesPart, MinutesVersion, notes_done
from services.agenda.minutes.models.stories import stories_unanswered
from services.agenda.minutes.operations.agreements import assign_all, keep_agreements
from services.agenda.minutes.queries.changing import (
    actions_to_change,
    minutes_to_change,
    parts_to_change,
)
from services.agenda.minutes.queries.minutes import next_has_begun, remarks_on, writes_here
from services.agenda.sessions.models.sessions import PlannedSession
from services.agenda.sessions.queries.agenda_points import points_gone_from, points_on_session
from services.agenda.sessions.queries.showing import session_to_change
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.errors import NotFound, StaleVersion
from shared.events.agenda.minutes import MinutesChanged, MinutesEstablished, MinutesShared


class Held(NamedTuple):
    """A session whose minutes are changed, with these minutes where there are any, both held until the end."""

    session: PlannedSession
    minutes: Minutes | None
    writes: bool


async def write_minutes(work: Work, *, session_id: UUID, version: int, texts: Mapping[UUID | None, str]) -> SeenMinutes:
    """Write down what was said, as secretary or coordinator: by agenda point, and under None what belongs to none.

    version: the one the writer saw, 0 where nothing stood; parts that are left out stay as they were. Each line that begins
    with "Afspraak:" is an action from then on (J13). Words that are the same as before make no new version. A point that the
    session did not reach and that went on has its place here too.
    Raises NotFound (at ``parts.<agenda point>`` for words at a point that is gone), NotAMember, SecretaryNeeded,
    SessionCancelled, MinutesTooEarly, AlreadyEstablished, StaleVersion, WordsIncomplete.
    """
    held = await hold(work, session_id=session_id)
    check_writes(writes=held.writes)
    await check_may_write(work, network_id=held.session.network_id)
    check_begun(held.session.facts(), work.now)
    check_parts(texts.items())
    minutes = held.minutes or await begin(work, session=held.session)
    check_changes(minutes.facts())
    if minutes.version != version:
        raise StaleVersion
    points = await points_on_session(work.session, session_id)
    gone = await points_gone_from(work.session, minutes.network_id, session_id)
    parts = list(await parts_to_change(work.session, session_id))
    if not _put_in(work, session_id, parts, places(points, gone), texts) and minutes.version:
        return _seen(held, minutes)
    parts.sort(key=lambda part: part.position)
    minutes.version += 1
    minutes.begun_at = minutes.begun_at or work.now
    minutes.remind_at = None
    await work.session.flush()
    work.add(
        MinutesVersion(
            session_id=session_id,
            number=minutes.version,
            parts=[{"key": str(part.agenda_point_id or ""), "title": part.title, "text": part.text} for part in parts],
            written_by=work.viewer.person_id,
            written_at=work.now,
        )
    )
    await keep_agreements(work, minutes=minutes, parts=[part.facts() for part in parts])
    if minutes.status == SHARED:
        index_minutes(work, session=held.session, parts=parts)
        changed(work, minutes=minutes)
    return _seen(held, minutes)


async def share_minutes(work: Work, *, session_id: UUID, version: int) -> SeenMinutes:
    """Let every member read the minutes and comment for ten days; sharing them again changes nothing (BR-050).

    Every action has an owner and a day by then; each is announced once (J13).
    Raises NotFound, NotAMember, SecretaryNeeded, MinutesEmpty, ActionIncomplete, AlreadyEstablished, StaleVersion.
    """
    held = await hold(work, session_id=session_id)
    check_writes(writes=held.writes)
    minutes = held.minutes
    parts = await parts_to_change(work.session, session_id)
    check_written([part.facts() for part in parts])
    if minutes is None:
        raise NotFound
    check_changes(minutes.facts())
    if minutes.version != version:
        raise StaleVersion
    if minutes.status == SHARED:
        return _seen(held, minutes)
    actions = await actions_to_change(work.session, session_id)
    check_all_owned(action.facts() for action in actions)
    minutes.status = SHARED
    minutes.shared_at, minutes.comments_until = work.now, comments_until(work.now)
    minutes.shared_version = minutes.version
    minutes.announced += 1
    work.note(Verb.MINUTES_SHARED, Kind.MINUTES, session_id, network_id=minutes.network_id)
    work.announce(
        MinutesShared(
            minutes_id=minutes.id,
            session_id=session_id,
            network_id=minutes.network_id,
            status=minutes.status,
            comments_until=minutes.comments_until,
            at=work.now,
            version=minutes.announced,
        )
    )
    assign_all(work, actions=actions)
    index_minutes(work, session=held.session, parts=parts)
    return _seen(held, minutes)


async def establish_minutes(work: Work, *, session_id: UUID, version: int) -> SeenMinutes:
    """Establish minutes by hand, as secretary or coordinator, when the time to comment is over (BR-050).

    Raises NotFound, NotAMember, SecretaryNeeded, AlreadyEstablished, MinutesNotShared, CommentsOpen, AnswersMissing,
    ObjectionOpen, StaleVersion.
    """
    held = await hold(work, session_id=session_id)
    check_writes(writes=held.writes)
    if held.minutes is None:
        raise NotFound
    minutes = held.minutes
    checked = await next_has_begun(work.session, held.session.facts(), now=work.now)
    check_establishes(minutes.facts(), await remarks_on(work.session, session_id), checked=checked, now=work.now)
    if minutes.version != version:
        raise StaleVersion
    lock(work, minutes=minutes, way="CHECKED" if checked else "NO_OBJECTION")
    await let_go(work)
    work.note(Verb.MINUTES_ESTABLISHED, Kind.MINUTES, session_id, network_id=minutes.network_id)
    return _seen(held, minutes)


async def add_addendum(work: Work, *, session_id: UUID, text: str) -> SeenMinutes:
    """Correct established minutes, as secretary or coordinator: what stood stays, the correction stands below it.

    Raises NotFound, NotAMember, SecretaryNeeded, NotEstablished, WordsIncomplete.
    """
    held = await hold(work, session_id=session_id)
    check_writes(writes=held.writes)
    if held.minutes is None:
        raise NotFound
    minutes = held.minutes
    await check_may_write(work, network_id=minutes.network_id)
    if minutes.status != ESTABLISHED:
        raise NotEstablished
    check_text(text, longest=LONGEST_PART)
    work.add(MinutesAddendum(session_id=session_id, text=text, added_by=work.viewer.person_id, added_at=work.now))
    work.note(Verb.MINUTES_CORRECTED, Kind.MINUTES, session_id, network_id=minutes.network_id)
    changed(work, minutes=minutes)
    return _seen(held, minutes)


async def hold(work: Work, *, session_id: UUID) -> Held:
    """A session and its minutes, held: one changes them at a time. Raises NotFound for who takes no part."""
    session = await session_to_change(work.session, session_id)
    if session is None:
        raise NotFound
    writes = await writes_here(work.session, session.facts(), work.viewer.person_id, hold=True)
    if writes is None:
        raise NotFound
    return Held(session, await minutes_to_change(work.session, session_id), writes)


async def begin(work: Work, *, session: PlannedSession) -> Minutes:
    """Give a session its minutes, with nothing in them yet."""
    facts = session.facts()
    minutes = work.add(
        Minutes(session_id=session.id, network_id=session.network_id, due_on=due_on(facts), remind_at=remind_at(facts))
    )
    await work.session.flush()  # its parts refer to it
    return minutes


def lock(work: Work, *, minutes: Minutes, way: Way) -> None:
    """Establish minutes."""
    minutes.status = ESTABLISHED
    minutes.established_at, minutes.established_way = work.now, way
    minutes.announced += 1
    work.announce(
        MinutesEstablished(
            minutes_id=minutes.id,
            session_id=minutes.session_id,
            network_id=minutes.network_id,
            status=minutes.status,
            reason=way,
            at=work.now,
            version=minutes.announced,
        )
    )


async def let_go(work: Work) -> None:
    """Forget what was noted at sessions whose minutes are established, and the stories to which nobody said yes."""
    await work.session.flush()
    await work.session.execute(notes_done())
    await work.session.execute(stories_unanswered(now=work.now))


def changed(work: Work, *, minutes: Minutes) -> None:
    """Let open pages know that something is different in minutes that members read."""
    minutes.announced += 1
    work.announce(
        MinutesChanged(
            minutes_id=minutes.id,
            session_id=minutes.session_id,
            network_id=minutes.network_id,
            status=minutes.status,
            at=work.now,
            version=minutes.announced,
        )
    )


def index_minutes(work: Work, *, session: PlannedSession, parts: Sequence[MinutesPart]) -> None:
    """Let members find minutes by what they say now; what is for one perspective is found by nobody."""
    if session.perspective is not None:
        return
    work.index(
        minutes_document(
            session_id=session.id,
            network_id=session.network_id,
            starts_at=session.starts_at,
            zone=session.zone,
            texts=[text for part in parts for text in (part.title, part.text) if text],
        )
    )


def _put_in(
    work: Work, session_id: UUID, parts: list[MinutesPart], titles: Places, texts: Mapping[UUID | None, str]
) -> bool:
    """Put texts in the parts of minutes, in their order; gives whether anything is different."""
    by_point = {part.agenda_point_id: part for part in parts}
    check_placed(texts, titles.keys() | by_point.keys())
    before = [part.facts() for part in parts]
    work.replaces(*(part.text for part in before))
    for point_id, text in texts.items():
        if point_id in by_point:
            by_point[point_id].text = text
        elif text:
            title, position = titles[point_id]
            part = MinutesPart(
                session_id=session_id, agenda_point_id=point_id, title=title, text=text, position=position
            )
            by_point[point_id] = work.add(part)
            parts.append(part)
    for point_id, part in by_point.items():
        title, position = titles.get(point_id, (part.title, part.position))
        if position < AFTER_THE_AGENDA or not part.title:
            part.title, part.position = title, position
    return _words(before) != _words([part.facts() for part in parts])


def _words(parts: Sequence[PartFacts]) -> list[tuple[str, str]]:
    return [(str(part.agenda_point_id or ""), part.text) for part in parts]


def _seen(held: Held, minutes: Minutes) -> SeenMinutes:
    return SeenMinutes(minutes.facts(), held.session.facts(), held.writes)
