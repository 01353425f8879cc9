"""What can be done with stories in minutes: ask their teller, let them say yes or no, and take one out for them (BR-052)."""

from uuid import UUID

from services.agenda.members.operations import check_may_write, writes_along
from services.agenda.minutes.domain.minutes import (
    DRAFT,
    FOR_MEMBERS,
    SeenMinutes,
    check_begun,
    check_changes,
    check_text,
    check_writes,
)
from services.agenda.minutes.domain.stories import (
    ASKED,
    GIVEN,
    LONGEST_STORY,
    MOST_STORIES,
    NotYourStory,
    SeenStory,
    StoryOver,
    TellerAway,
    TooManyStories,
    answered,
)
from services.agenda.minutes.models.minutes import Minutes
from services.agenda.minutes.models.stories import MinutesStory
from services.agenda.minutes.operations.minutes import begin, changed, hold
from services.agenda.minutes.queries.changing import minutes_to_change, parts_to_change, story_to_change
from services.agenda.minutes.queries.minutes import readers_among
from services.agenda.minutes.queries.stories import story_by_id, story_count
from services.agenda.questions.domain import checked_content_note
from services.agenda.sessions.models.sessions import PlannedSession
from services.agenda.sessions.queries.agenda_points import points_on_session
from services.agenda.sessions.queries.showing import session_to_change
from shared.bus.work import Work
from shared.errors import NotFound, Problem
from shared.events.agenda.minutes import MinutesStoryAsked


async def ask_for_story(
    work: Work,
    *,
    session_id: UUID,
    agenda_point_id: UUID | None,
    teller_id: UUID,
    text: str,
    content_note: str = "",
) -> SeenStory:
    """Write down what somebody told, as secretary or coordinator, and ask that person whether it may stand in the minutes.

    Until they say yes it is for the two of them. Who writes down what they told themselves is not asked.
    Raises NotFound, SecretaryNeeded, SessionCancelled, MinutesTooEarly, AlreadyEstablished, WordsIncomplete,
    ContentNoteTooLong, TellerAway, TooManyStories.
    """
    held = await hold(work, session_id=session_id)
    check_writes(writes=held.writes)
    check_begun(held.session.facts(), work.now)
    await check_may_write(work, network_id=held.session.network_id)
    if held.minutes is not None:
        check_changes(held.minutes.facts())
    check_text(text, longest=LONGEST_STORY)
    kept_note = checked_content_note(content_note)
    if teller_id not in await readers_among(work.session, held.session.facts(), [teller_id]):
        raise TellerAway(problems=(Problem("teller", "TELLER_AWAY", "Choose somebody who takes part."),))
    minutes = held.minutes or await begin(work, session=held.session)
    places = {point.id for point in await points_on_session(work.session, session_id)}
    places |= {part.agenda_point_id for part in await parts_to_change(work.session, session_id) if part.agenda_point_id}
    if agenda_point_id is not None and agenda_point_id not in places:
        raise NotFound
    if await story_count(work.session, session_id) >= MOST_STORIES:
        raise TooManyStories
    is_own = teller_id == work.viewer.person_id
    story = work.add(
        MinutesStory(
            session_id=session_id,
            network_id=minutes.network_id,
            agenda_point_id=agenda_point_id,
            teller_id=teller_id,
            text=text,
            content_note=kept_note,
            status=GIVEN if is_own else ASKED,
            asked_at=work.now,
            answered_at=work.now if is_own else None,
        )
    )
    if not is_own:
        work.announce(
            MinutesStoryAsked(
                minutes_story_id=story.id,
                session_id=session_id,
                network_id=minutes.network_id,
                teller_id=teller_id,
                at=work.now,
                version=story.version,
            )
        )
    await writes_along(work, about_id=session_id)
    _tell(work, minutes)
    return SeenStory(story.facts(), held.session.starts_at, writes=True, is_own=is_own)


async def answer_story(work: Work, *, story_id: UUID, allows: bool) -> SeenStory:
    """Say whether what you told may stand in the minutes; after yes, no takes it out again. Saying the same again changes nothing.

    It holds also for who takes part no longer, and for minutes that were established: it is theirs.
    Raises NotFound, NotYourStory, StoryOver.
    """
    known = await story_by_id(work.session, story_id)
    if known is None or work.viewer.person_id is None:
        raise NotFound
    if known.teller_id != work.viewer.person_id:
        await hold(work, session_id=known.session_id)
        raise NotYourStory
    session, minutes, story = await _held(work, story_id, known.session_id)
    status = answered(story.facts(), allows=allows)
    if status != story.status:
        story.status, story.answered_at, story.version = status, work.now, story.version + 1
        if not allows:
            story.text = story.content_note = None
        _tell(work, minutes)
    return SeenStory(story.facts(), session.starts_at, writes=False, is_own=True)


async def remove_story(work: Work, *, story_id: UUID) -> SeenMinutes:
    """Take a story out for its teller, as secretary or coordinator; of one in a draft nothing stays.

    Raises NotFound, SecretaryNeeded, StoryOver.
    """
    known = await story_by_id(work.session, story_id)
    if known is None:
        raise NotFound
    held = await hold(work, session_id=known.session_id)
    check_writes(writes=held.writes)
    _, minutes, story = await _held(work, story_id, known.session_id)
    if minutes.status == DRAFT:
        await work.session.delete(story)
    elif story.text is None:
        raise StoryOver
    else:
        story.status = answered(story.facts(), allows=False)
        story.text = story.content_note = None
        story.version += 1
        _tell(work, minutes)
    return SeenMinutes(minutes.facts(), held.session.facts(), held.writes)


async def _held(work: Work, story_id: UUID, session_id: UUID) -> tuple[PlannedSession, Minutes, MinutesStory]:
    session = await session_to_change(work.session, session_id)
    minutes = await minutes_to_change(work.session, session_id)
    story = await story_to_change(work.session, story_id)
    if session is None or minutes is None or story is None:
        raise NotFound
    return session, minutes, story


def _tell(work: Work, minutes: Minutes) -> None:
    if minutes.status in FOR_MEMBERS:
        changed(work, minutes=minutes)
