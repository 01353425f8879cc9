"""What agenda is asked about minutes and actions: what was said at a session, and who does what until when."""

from collections.abc import Collection, Sequence
from uuid import UUID

from services.gateway.owners.agenda import OWNER
from services.gateway.owners.inquiry import Inquiry, get, post
from shared.api.agenda import minutes as api
from shared.api.agenda import stories as told
from shared.api.agenda.minutes import ActionView, MinutesView
from shared.api.agenda.stories import StoryView
from shared.api.page import Ids, Page


def minutes(session_id: UUID, parts: Collection[str]) -> Inquiry[MinutesView]:
    """The minutes of a session with some of parts, comments, addenda, actions, versions, notes, stories and writers. Raises NotFound."""
    return get(OWNER, f"/sessions/{session_id}/minutes", MinutesView, **dict.fromkeys(parts, True))


def minutes_by_session(ids: Sequence[UUID]) -> Inquiry[list[MinutesView]]:
    """Some minutes by the ids of their sessions; what the viewer may not see is left out."""
    return post(OWNER, "/minutes:batch", list[MinutesView], Ids(ids=list(ids)))


def minutes_of_network(
    network_id: UUID, *, series_id: UUID | None, parts: Collection[str], first: int, after: str | None
) -> Inquiry[Page[MinutesView]]:
    """The minutes of a network or of one of its series, the newest session first; none for who does not take part."""
    return get(
        OWNER,
        f"/networks/{network_id}/minutes",
        Page[MinutesView],
        series_id=series_id,
        first=first,
        after=after,
        **dict.fromkeys(parts, True),
    )


def waiting_minutes() -> Inquiry[list[MinutesView]]:
    """The minutes that ask something of who asks, oldest first."""
    return get(OWNER, "/minutes/waiting", list[MinutesView])


def version(session_id: UUID, number: int) -> Inquiry[api.VersionChangesView]:
    """One version of minutes beside the one before it. Raises NotFound."""
    return get(OWNER, f"/sessions/{session_id}/minutes/versions/{number}", api.VersionChangesView)


def write_minutes(session_id: UUID, request: api.WriteMinutes, key: str | None) -> Inquiry[MinutesView]:
    """Write down what was said."""
    return post(OWNER, f"/sessions/{session_id}/minutes:write", MinutesView, request, key)


def share_minutes(session_id: UUID, request: api.ChangeMinutes, key: str | None) -> Inquiry[MinutesView]:
    """Let every member read the minutes."""
    return post(OWNER, f"/sessions/{session_id}/minutes:share", MinutesView, request, key)


def establish_minutes(session_id: UUID, request: api.ChangeMinutes, key: str | None) -> Inquiry[MinutesView]:
    """Establish the minutes."""
    return post(OWNER, f"/sessions/{session_id}/minutes:establish", MinutesView, request, key)


def comment_on_minutes(session_id: UUID, request: api.CommentOnMinutes, key: str | None) -> Inquiry[MinutesView]:
    """Say something of shared minutes."""
    return post(OWNER, f"/sessions/{session_id}/minutes:comment", MinutesView, request, key)


def answer_comment(comment_id: UUID, request: api.AnswerComment, key: str | None) -> Inquiry[MinutesView]:
    """Say what was done with a comment."""
    return post(OWNER, f"/minutes-comments/{comment_id}:answer", MinutesView, request, key)


def add_addendum(session_id: UUID, request: api.AddAddendum, key: str | None) -> Inquiry[MinutesView]:
    """Correct established minutes."""
    return post(OWNER, f"/sessions/{session_id}/minutes:add", MinutesView, request, key)


def story(story_id: UUID) -> Inquiry[StoryView]:
    """One story, for who told it or writes. Raises NotFound."""
    return get(OWNER, f"/stories/{story_id}", StoryView)


def waiting_stories() -> Inquiry[list[StoryView]]:
    """What who asks told, that waits for their yes or no."""
    return get(OWNER, "/stories/waiting", list[StoryView])


def ask_for_story(session_id: UUID, request: told.AskForStory, key: str | None) -> Inquiry[StoryView]:
    """Write down what somebody told, and ask them."""
    return post(OWNER, f"/sessions/{session_id}/stories", StoryView, request, key)


def answer_story(story_id: UUID, request: told.AnswerStory, key: str | None) -> Inquiry[StoryView]:
    """Say whether it may stand in the minutes."""
    return post(OWNER, f"/stories/{story_id}:answer", StoryView, request, key)


def remove_story(story_id: UUID, key: str | None) -> Inquiry[MinutesView]:
    """Take it out for its teller."""
    return post(OWNER, f"/stories/{story_id}:remove", MinutesView, None, key)


def take_out_words(session_id: UUID, request: told.TakeOutWords, key: str | None) -> Inquiry[MinutesView]:
    """Take words out of every version."""
    return post(OWNER, f"/sessions/{session_id}/minutes:take-out", MinutesView, request, key)


def action(action_id: UUID) -> Inquiry[ActionView]:
    """One action. Raises NotFound."""
    return get(OWNER, f"/actions/{action_id}", ActionView)


def my_actions(*, status: str | None, first: int, after: str | None) -> Inquiry[Page[ActionView]]:
    """What who asks does, the one that is due first first, and what they may give away because nobody does it."""
    return get(OWNER, "/actions/mine", Page[ActionView], status=status, first=first, after=after)


def carried_actions(session_id: UUID) -> Inquiry[list[ActionView]]:
    """What is still open when a session comes, where it is the next one of its network."""
    return get(OWNER, f"/sessions/{session_id}/open-actions", list[ActionView])


def assign_action(action_id: UUID, request: api.AssignAction, key: str | None) -> Inquiry[ActionView]:
    """Say who does something, and until when."""
    return post(OWNER, f"/actions/{action_id}:assign", ActionView, request, key)


def left_actions(network_id: UUID) -> Inquiry[list[ActionView]]:
    """Open actions of the networks that go on as this one, for its coordinators."""
    return get(OWNER, f"/networks/{network_id}/left-actions", list[ActionView])


def adopt_action(network_id: UUID, action_id: UUID, request: api.AssignAction, key: str | None) -> Inquiry[ActionView]:
    """Go on with an action that was left."""
    return post(OWNER, f"/networks/{network_id}/left-actions/{action_id}:adopt", ActionView, request, key)


def complete_action(action_id: UUID, request: api.CloseAction, key: str | None) -> Inquiry[ActionView]:
    """Say that something is done."""
    return post(OWNER, f"/actions/{action_id}:complete", ActionView, request, key)


def drop_action(action_id: UUID, request: api.CloseAction, key: str | None) -> Inquiry[ActionView]:
    """Say that something is not done after all, and why."""
    return post(OWNER, f"/actions/{action_id}:drop", ActionView, request, key)


def reopen_action(action_id: UUID, request: api.ReopenAction, key: str | None) -> Inquiry[ActionView]:
    """Take that back."""
    return post(OWNER, f"/actions/{action_id}:reopen", ActionView, request, key)
