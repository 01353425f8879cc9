"""How stories in minutes are told to each reader."""

from services.agenda.minutes.domain.stories import ASKED, GIVEN, SeenStory
from shared.api.agenda.stories import StoryView


def story_view(seen: SeenStory) -> StoryView:
    """A story, as its reader may see it."""
    story = seen.story
    return StoryView(
        id=story.id,
        session_id=story.session_id,
        network_id=story.network_id,
        agenda_point_id=story.agenda_point_id,
        text=seen.text,
        content_note=seen.content_note,
        status=seen.status,
        teller_id=seen.teller_id,
        told_at=seen.told_at,
        asked_at=story.asked_at,
        may_answer=seen.is_own and story.status == ASKED,
        may_withdraw=seen.is_own and story.status == GIVEN,
        may_remove=seen.writes and story.status in {ASKED, GIVEN},
        version=story.version if seen.writes or seen.is_own else 1,  # else it tells that an answer was given
    )
