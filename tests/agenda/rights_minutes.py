"""The rows of minutes and actions in the table of rights."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from pydantic import BaseModel

from shared.api.agenda import minutes as api
from shared.api.agenda import stories
from shared.api.agenda.minutes import ActionView, MinutesView
from shared.api.page import Ids, Page
from tests.agenda.minutes import assigned, change, commented, read, written
from tests.agenda.rights import NOBODY_MAY, Desk
from tests.agenda.steps import planned

LAST = date(2026, 11, 20)
DUE = date(2027, 2, 1)


class Shared(NamedTuple):
    """A session that was, whose minutes are shared, with an action of the member and a comment."""

    session_id: UUID
    action: ActionView
    comment_id: UUID


async def _shared(desk: Desk) -> Shared:
    now, day = desk.place.clock.moment, LAST - timedelta(days=desk.changed)
    desk.changed += 1
    desk.place.clock.moment = datetime.combine(day - timedelta(days=1), time(12), tzinfo=UTC)
    series = await planned(
        desk.place,
        desk.cast.network_id,
        desk.cast.coordinator,
        every_months=None,
        every_weeks=1,
        nth=None,
        weekday=day.weekday(),
        from_on=day,
        until_on=day + timedelta(days=1),
    )
    desk.place.clock.moment = now
    session_id = series.sessions[0].id
    await written(desk.place, session_id, desk.cast.coordinator, {None: "Afspraak: het huis bellen"})
    (action,) = (await read(desk.place, session_id, desk.cast.coordinator)).actions or []
    await assigned(desk.place, action, desk.cast.coordinator, owner_id=desk.cast.member, due_on=DUE)
    await change(desk.place, session_id, desk.cast.coordinator, "share")
    (comment,) = (await commented(desk.place, session_id, desk.cast.member)).comments or []
    (action,) = (await read(desk.place, session_id, desk.cast.member)).actions or []
    return Shared(session_id, action, comment.id)


async def _of_minutes(desk: Desk, person_id: UUID | None, what: str, body: Any) -> str:
    path = f"/sessions/{(await _shared(desk)).session_id}/minutes:{what}"
    return str((await desk.ask("POST", path, MinutesView, person_id, body=body)).status)


async def one_minutes(desk: Desk, person_id: UUID | None) -> str:
    path = f"/sessions/{(await _shared(desk)).session_id}/minutes"
    return "writes" if (await desk.ask("GET", path, MinutesView, person_id)).may_write else "reads"


async def one_version(desk: Desk, person_id: UUID | None) -> str:
    path = f"/sessions/{(await _shared(desk)).session_id}/minutes/versions/1"
    return str((await desk.ask("GET", path, api.VersionChangesView, person_id)).number)


async def minutes_of_network(desk: Desk, person_id: UUID | None) -> str:
    await _shared(desk)
    path = f"/networks/{desk.cast.network_id}/minutes"
    return "some" if (await desk.ask("GET", path, Page[MinutesView], person_id)).items else "none"


async def waiting_minutes(desk: Desk, person_id: UUID | None) -> str:
    await _shared(desk)
    return "some" if await desk.ask("GET", "/minutes/waiting", list[MinutesView], person_id) else "none"


async def minutes_batch(desk: Desk, person_id: UUID | None) -> str:
    body = Ids(ids=[(await _shared(desk)).session_id])
    return str(len(await desk.ask("POST", "/minutes:batch", list[MinutesView], person_id, body=body)))


async def write_minutes(desk: Desk, person_id: UUID | None) -> str:
    body = api.WriteMinutes(version=1, parts=[api.WrittenPart(text="Anders.")])
    return await _of_minutes(desk, person_id, "write", body)


async def share_minutes(desk: Desk, person_id: UUID | None) -> str:
    return await _of_minutes(desk, person_id, "share", api.ChangeMinutes(version=1))


async def establish_minutes(desk: Desk, person_id: UUID | None) -> str:
    return await _of_minutes(desk, person_id, "establish", api.ChangeMinutes(version=1))


async def comment_on_minutes(desk: Desk, person_id: UUID | None) -> str:
    return await _of_minutes(desk, person_id, "comment", api.CommentOnMinutes(text="Niet zo."))


async def add_addendum(desk: Desk, person_id: UUID | None) -> str:
    return await _of_minutes(desk, person_id, "add", api.AddAddendum(text="Erbij."))


async def answer_comment(desk: Desk, person_id: UUID | None) -> str:
    body = api.AnswerComment(answer="Ja.", is_adopted=True)
    path = f"/minutes-comments/{(await _shared(desk)).comment_id}:answer"
    return str((await desk.ask("POST", path, MinutesView, person_id, body=body)).status)


async def minutes_letter(desk: Desk, person_id: UUID | None) -> str:
    body = api.MinutesLetterAsked(about="SHARED", reader_ids=[])
    path = f"/sessions/{(await _shared(desk)).session_id}/minutes:letter"
    return str(await desk.ask("POST", path, Any, person_id, body=body))


async def one_action(desk: Desk, person_id: UUID | None) -> str:
    return str((await desk.ask("GET", f"/actions/{(await _shared(desk)).action.id}", ActionView, person_id)).status)


async def my_actions(desk: Desk, person_id: UUID | None) -> str:
    await _shared(desk)
    return "some" if (await desk.ask("GET", "/actions/mine", Page[ActionView], person_id)).items else "none"


async def actions_batch(desk: Desk, person_id: UUID | None) -> str:
    body = Ids(ids=[(await _shared(desk)).action.id])
    return str(len(await desk.ask("POST", "/actions:batch", list[ActionView], person_id, body=body)))


async def carried_actions(desk: Desk, person_id: UUID | None) -> str:
    if not desk.changed:
        await planned(desk.place, desk.cast.network_id, desk.cast.coordinator)
    await _shared(desk)
    found = await desk.ask(
        "GET",
        f"/networks/{desk.cast.network_id}/sessions",
        Any,
        None,
        params={"from": "2026-12-01T00:00:00Z", "first": 1},
    )
    path = f"/sessions/{found['items'][0]['id']}/open-actions"
    return "some" if await desk.ask("GET", path, list[ActionView], person_id) else "none"


async def _of_action(desk: Desk, person_id: UUID | None, what: str, body: dict[str, Any]) -> str:
    action = (await _shared(desk)).action
    kinds: dict[str, type[BaseModel]] = {"assign": api.AssignAction, "reopen": api.ReopenAction}
    kind = kinds.get(what, api.CloseAction)
    asked = kind.model_validate(body | {"version": action.version})
    return str((await desk.ask("POST", f"/actions/{action.id}:{what}", ActionView, person_id, body=asked)).status)


async def assign_action(desk: Desk, person_id: UUID | None) -> str:
    return await _of_action(desk, person_id, "assign", {"organisation": "Een huis", "due_on": DUE})


async def complete_action(desk: Desk, person_id: UUID | None) -> str:
    return await _of_action(desk, person_id, "complete", {})


async def drop_action(desk: Desk, person_id: UUID | None) -> str:
    return await _of_action(desk, person_id, "drop", {"answer": "Niet meer nodig."})


async def reopen_action(desk: Desk, person_id: UUID | None) -> str:
    return await _of_action(desk, person_id, "reopen", {})


async def left_actions(desk: Desk, person_id: UUID | None) -> str:
    path = f"/networks/{desk.cast.network_id}/left-actions"
    return str(len(await desk.ask("GET", path, list[ActionView], person_id)))


async def adopt_action(desk: Desk, person_id: UUID | None) -> str:
    action = (await _shared(desk)).action
    body = api.AssignAction(organisation="Een huis", due_on=DUE, version=action.version)
    path = f"/networks/{desk.cast.network_id}/left-actions/{action.id}:adopt"
    return str((await desk.ask("POST", path, ActionView, person_id, body=body)).status)


async def action_letter(desk: Desk, person_id: UUID | None) -> str:
    body = api.ActionLetterAsked(due_on=DUE, reader_ids=[])
    path = f"/actions/{(await _shared(desk)).action.id}:letter"
    return str(await desk.ask("POST", path, Any, person_id, body=body))


async def _story(desk: Desk) -> tuple[UUID, UUID]:
    """The minutes that are shared, and a story of the member in them that waits for an answer."""
    session_id = (await _shared(desk)).session_id
    body = stories.AskForStory(teller_id=desk.cast.member, text="Zo was het thuis.")
    story = await desk.place.ask(
        "POST", f"/sessions/{session_id}/stories", stories.StoryView, person_id=desk.cast.coordinator, body=body
    )
    return session_id, story.id


async def one_story(desk: Desk, person_id: UUID | None) -> str:
    _, story_id = await _story(desk)
    return str((await desk.ask("GET", f"/stories/{story_id}", stories.StoryView, person_id)).status)


async def waiting_stories(desk: Desk, person_id: UUID | None) -> str:
    await _story(desk)
    return "some" if await desk.ask("GET", "/stories/waiting", list[stories.StoryView], person_id) else "none"


async def ask_for_story(desk: Desk, person_id: UUID | None) -> str:
    path = f"/sessions/{(await _shared(desk)).session_id}/stories"
    body = stories.AskForStory(teller_id=desk.cast.second_member, text="Zo was het thuis.")
    return str((await desk.ask("POST", path, stories.StoryView, person_id, body=body)).status)


async def answer_story(desk: Desk, person_id: UUID | None) -> str:
    _, story_id = await _story(desk)
    body = stories.AnswerStory(allows=True)
    return str((await desk.ask("POST", f"/stories/{story_id}:answer", stories.StoryView, person_id, body=body)).status)


async def remove_story(desk: Desk, person_id: UUID | None) -> str:
    _, story_id = await _story(desk)
    return str((await desk.ask("POST", f"/stories/{story_id}:remove", MinutesView, person_id)).status)


async def story_letter(desk: Desk, person_id: UUID | None) -> str:
    _, story_id = await _story(desk)
    return str(await desk.ask("GET", f"/stories/{story_id}/letter", Any, person_id))


async def take_out_words(desk: Desk, person_id: UUID | None) -> str:
    return await _of_minutes(desk, person_id, "take-out", stories.TakeOutWords(text="het huis"))


def members_get(*got: str) -> tuple[str, ...]:
    """Others do not know that it is there; then the two members and the coordinator."""
    return ("NOT_SIGNED_IN", *("NOT_FOUND",) * 4, *got)


def who_writes_gets(got: str) -> tuple[str, ...]:
    """The coordinator, who writes the minutes as a secretary does."""
    return members_get("SECRETARY_NEEDED", "SECRETARY_NEEDED", got)


def coordinators_get(got: str) -> tuple[str, ...]:
    """The coordinator; members are told that it takes one, and here nothing was left."""
    return ("NOT_SIGNED_IN", *("NOT_A_MEMBER",) * 4, "COORDINATOR_NEEDED", "COORDINATOR_NEEDED", got)


MINUTES = {
    "GET /stories/waiting": (waiting_stories, ("NOT_SIGNED_IN", *("none",) * 5, "some", "none")),
    "GET /stories/{story_id}": (one_story, members_get("NOT_FOUND", "ASKED", "ASKED")),
    "POST /sessions/{session_id}/stories": (ask_for_story, who_writes_gets("ASKED")),
    "POST /stories/{story_id}:answer": (answer_story, members_get("NOT_YOUR_STORY", "GIVEN", "NOT_YOUR_STORY")),
    "POST /stories/{story_id}:remove": (remove_story, who_writes_gets("SHARED")),
    "GET /stories/{story_id}/letter": (story_letter, NOBODY_MAY),
    "POST /sessions/{session_id}/minutes:take-out": (take_out_words, who_writes_gets("SHARED")),
    "GET /sessions/{session_id}/minutes": (one_minutes, members_get("reads", "reads", "writes")),
    "GET /sessions/{session_id}/minutes/versions/{number}": (one_version, members_get("1", "1", "1")),
    "GET /networks/{network_id}/minutes": (
        minutes_of_network,
        ("NOT_SIGNED_IN", *("none",) * 4, "some", "some", "some"),
    ),
    "GET /minutes/waiting": (waiting_minutes, ("NOT_SIGNED_IN", *("none",) * 6, "some")),
    "POST /minutes:batch": (minutes_batch, ("NOT_SIGNED_IN", *("0",) * 4, "1", "1", "1")),
    "POST /sessions/{session_id}/minutes:write": (write_minutes, who_writes_gets("SHARED")),
    "POST /sessions/{session_id}/minutes:share": (share_minutes, who_writes_gets("SHARED")),
    "POST /sessions/{session_id}/minutes:establish": (establish_minutes, who_writes_gets("COMMENTS_OPEN")),
    "POST /sessions/{session_id}/minutes:comment": (comment_on_minutes, members_get("SHARED", "SHARED", "SHARED")),
    "POST /sessions/{session_id}/minutes:add": (add_addendum, who_writes_gets("NOT_ESTABLISHED")),
    "POST /minutes-comments/{comment_id}:answer": (answer_comment, who_writes_gets("SHARED")),
    "POST /sessions/{session_id}/minutes:letter": (minutes_letter, NOBODY_MAY),
    "GET /networks/{network_id}/left-actions": (left_actions, coordinators_get("0")),
    "POST /networks/{network_id}/left-actions/{action_id}:adopt": (adopt_action, coordinators_get("NOT_FOUND")),
    "GET /actions/{action_id}": (one_action, members_get("OPEN", "OPEN", "OPEN")),
    "GET /actions/mine": (my_actions, ("NOT_SIGNED_IN", *("none",) * 4, "none", "some", "none")),
    "POST /actions:batch": (actions_batch, ("NOT_SIGNED_IN", *("0",) * 4, "1", "1", "1")),
    "GET /sessions/{session_id}/open-actions": (
        carried_actions,
        ("NOT_SIGNED_IN", *("none",) * 4, "some", "some", "some"),
    ),
    "POST /actions/{action_id}:assign": (assign_action, who_writes_gets("OPEN")),
    "POST /actions/{action_id}:complete": (complete_action, members_get("NOT_YOUR_ACTION", "DONE", "DONE")),
    "POST /actions/{action_id}:drop": (drop_action, members_get("NOT_YOUR_ACTION", "CANCELLED", "CANCELLED")),
    "POST /actions/{action_id}:reopen": (reopen_action, members_get("NOT_YOUR_ACTION", "ACTION_OVER", "ACTION_OVER")),
    "POST /actions/{action_id}:letter": (action_letter, NOBODY_MAY),
}
