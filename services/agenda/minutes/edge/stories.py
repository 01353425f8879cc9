"""Who may ask about words in minutes that are somebody's: stories that need permission, and what is taken out on request."""

from uuid import UUID

from services.agenda.minutes.domain.stories import ASKED
from services.agenda.minutes.edge.minutes import minutes_view
from services.agenda.minutes.edge.story_views import story_view
from services.agenda.minutes.operations.stories import answer_story, ask_for_story, remove_story
from services.agenda.minutes.operations.taking_out import take_out_words
from services.agenda.minutes.queries.minutes import session_of
from services.agenda.minutes.queries.stories import stories_waiting_for, story_by_id, story_seen
from shared.api.agenda import stories as api
from shared.api.agenda.minutes import MinutesView
from shared.api.agenda.stories import StoryView
from shared.errors import Conflict, NotFound
from shared.web.edge import PERSON, Edge, Session, Viewer, Work, only

edge = Edge()


@edge.read("/stories/waiting", who=PERSON)
async def waiting(session: Session, viewer: Viewer) -> list[StoryView]:
    """What who asks told, that waits for their yes or no."""
    return [story_view(seen) for seen in await stories_waiting_for(session, viewer.person_id)]


@edge.read("/stories/{story_id}", who=PERSON)
async def one(story_id: UUID, session: Session, viewer: Viewer) -> StoryView:
    """One story, for who told it and for who writes."""
    seen = await story_seen(session, viewer.person_id, story_id)
    if seen is None:
        raise NotFound
    return story_view(seen)


@edge.change("/sessions/{session_id}/stories", who=PERSON, status_code=201)
async def ask(session_id: UUID, asked: api.AskForStory, work: Work) -> StoryView:
    """Write down what somebody told, and ask them whether it may stand there."""
    return _without_words(story_view(await ask_for_story(work, session_id=session_id, **dict(asked))))


@edge.change("/stories/{story_id}:answer", who=PERSON)
async def answer(story_id: UUID, asked: api.AnswerStory, work: Work) -> StoryView:
    """Say whether it may stand there."""
    return _without_words(story_view(await answer_story(work, story_id=story_id, allows=asked.allows)))


@edge.change("/stories/{story_id}:remove", who=PERSON)
async def remove(story_id: UUID, work: Work) -> MinutesView:
    """Take it out for its teller."""
    return minutes_view(await remove_story(work, story_id=story_id), work.now)


@edge.change("/sessions/{session_id}/minutes:take-out", who=PERSON)
async def take_out(session_id: UUID, asked: api.TakeOutWords, work: Work) -> MinutesView:
    """Take words out of every version, on request."""
    return minutes_view(await take_out_words(work, session_id=session_id, **dict(asked)), work.now)


@edge.read("/stories/{story_id}/letter", who=only("notifications"))
async def letter(story_id: UUID, session: Session) -> api.StoryLetter:
    """What may be said about a story that waits, now."""
    story = await story_by_id(session, story_id)
    held = None if story is None else await session_of(session, story.session_id)
    if story is None or held is None or story.teller_id is None:
        raise NotFound
    if story.status != ASKED:
        raise Conflict
    return api.StoryLetter(network_id=story.network_id, told_at=held.starts_at, teller_id=story.teller_id)


def _without_words(view: StoryView) -> StoryView:
    """What is answered is kept a day for who asks again with the same key: what may be withdrawn at any moment is not in it."""
    return view.model_copy(update={"text": "", "content_note": None})
