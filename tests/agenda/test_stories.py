"""Stories in minutes: they stand there only while who told them wants that, and what is taken out is out of everything (BR-052, J13)."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlmodel import col

from services.agenda.minutes.domain.taking_out import TAKEN_OUT as HERE
from services.agenda.minutes.models.minutes import MinutesVersion
from services.agenda.minutes.models.stories import MinutesStory
from services.agenda.privacy.operations import take_out
from shared.api.agenda import minutes as api
from shared.api.agenda.day import SessionNoteView, WriteNote
from shared.api.agenda.minutes import MinutesView
from shared.api.agenda.stories import TAKEN_OUT, AnswerStory, AskForStory, StoryLetter, StoryView, TakeOutWords
from shared.api.page import Page
from shared.api.search import FoundPage, Search
from shared.errors import Refusal
from shared.events.agenda.minutes import MinutesStoryAsked
from tests.agenda.minutes import (
    answered,
    assigned,
    change,
    closed,
    commented,
    held_session,
    read,
    secretary_of,
    the_clock_keeps,
    written,
)
from tests.agenda.steps import Cast, join, leave
from tests.workplace import Workplace

WORDS = "Ik sliep die winter in de bus."


async def told(place: Workplace, session_id: UUID, writer: UUID, teller: UUID, **words: Any) -> StoryView:
    """A story that somebody wrote down and asked its teller about."""
    body = AskForStory.model_validate({"teller_id": teller, "text": WORDS, **words})
    answer = await place.ask("POST", f"/sessions/{session_id}/stories", StoryView, person_id=writer, body=body)
    assert isinstance(answer, StoryView)
    return answer


async def said(place: Workplace, story: StoryView, teller: UUID, *, allows: bool) -> StoryView:
    """A story of which its teller said whether it may stand there."""
    answer = await place.ask(
        "POST", f"/stories/{story.id}:answer", StoryView, person_id=teller, body=AnswerStory(allows=allows)
    )
    assert isinstance(answer, StoryView)
    return answer


async def taken_out(place: Workplace, session_id: UUID, writer: UUID, **what: Any) -> MinutesView:
    """Minutes out of which somebody took words."""
    body = TakeOutWords.model_validate(what)
    answer = await place.ask(
        "POST", f"/sessions/{session_id}/minutes:take-out", MinutesView, person_id=writer, body=body
    )
    assert isinstance(answer, MinutesView)
    return answer


async def stories(place: Workplace, session_id: UUID, reader: UUID) -> list[StoryView]:
    """The stories in minutes, as somebody reads them."""
    answer = await place.ask(
        "GET", f"/sessions/{session_id}/minutes", MinutesView, person_id=reader, params={"stories": True}
    )
    assert isinstance(answer, MinutesView)
    return answer.stories or []


async def shared_with_story(place: Workplace, cast: Cast) -> tuple[UUID, StoryView]:
    """Shared minutes with a story that the member told, who was not asked for long."""
    session, (point,) = await held_session(place, cast, "Het nieuwe huis")
    await written(place, session.id, cast.coordinator, {point: "We spraken erover."})
    story = await told(place, session.id, cast.coordinator, cast.member, agenda_point_id=point)
    await change(place, session.id, cast.coordinator, "share")
    return session.id, story


async def code_of(asking: Any) -> str:
    """The code of the refusal that something ends in."""
    with pytest.raises(Refusal) as refused:
        await asking
    return refused.value.code


async def test_br_052_a_story_is_shared_only_after_its_teller_said_yes(place: Workplace, cast: Cast) -> None:
    session_id, story = await shared_with_story(place, cast)

    before = await stories(place, session_id, cast.second_member)
    waiting = await place.ask("GET", "/stories/waiting", list[StoryView], person_id=cast.member)
    own = await stories(place, session_id, cast.member)
    await said(place, story, cast.member, allows=True)
    after = await stories(place, session_id, cast.second_member)

    assert [(one.status, one.text, one.teller_id) for one in before] == [("KEPT_OUT", "", None)]
    assert [(one.id, one.text, one.may_answer) for one in waiting] == [(story.id, WORDS, True)]
    assert [(one.status, one.text, one.may_answer, one.may_remove) for one in own] == [("ASKED", WORDS, True, False)]
    assert [(one.status, one.text, one.teller_id) for one in after] == [("GIVEN", WORDS, None)]
    assert await place.ask("GET", "/stories/waiting", list[StoryView], person_id=cast.member) == []
    asked = [event for event in await place.announced() if isinstance(event, MinutesStoryAsked)]
    assert [(event.minutes_story_id, event.teller_id) for event in asked] == [(story.id, cast.member)]


async def test_no_keeps_it_out_for_everybody_and_nothing_of_it_is_kept(place: Workplace, cast: Cast) -> None:
    session_id, story = await shared_with_story(place, cast)

    answer = await said(place, story, cast.member, allows=False)

    for reader in (cast.coordinator, cast.member, cast.second_member):
        assert [(one.status, one.text) for one in await stories(place, session_id, reader)] == [("KEPT_OUT", "")]
    assert (answer.status, answer.text, answer.may_answer) == ("KEPT_OUT", "", False)
    assert await code_of(said(place, story, cast.member, allows=True)) == "STORY_OVER"
    async with place.door.reading() as session:
        assert (await session.execute(select(col(MinutesStory.text)))).scalars().all() == [None]


async def test_permission_can_be_taken_back_also_after_leaving_and_once_established(
    place: Workplace, cast: Cast
) -> None:
    session_id, story = await shared_with_story(place, cast)
    await said(place, story, cast.member, allows=True)
    place.clock.forward(days=11)
    await the_clock_keeps(place)
    await leave(place, cast.network_id, cast.member, version=2)

    seen = await place.ask("GET", f"/stories/{story.id}", StoryView, person_id=cast.member)
    await said(place, story, cast.member, allows=False)

    assert (seen.text, seen.may_withdraw) == (WORDS, True)
    found = await stories(place, session_id, cast.second_member)
    assert [(one.status, one.text) for one in found] == [("WITHDRAWN", "")]
    assert (await read(place, session_id, cast.second_member)).status == "ESTABLISHED"


async def test_no_answer_before_the_minutes_are_established_keeps_it_out_and_forgets_it(
    place: Workplace, cast: Cast
) -> None:
    session_id, story = await shared_with_story(place, cast)
    place.clock.forward(days=11)

    await the_clock_keeps(place)

    assert [(one.status, one.text) for one in await stories(place, session_id, cast.coordinator)] == [("KEPT_OUT", "")]
    assert await code_of(said(place, story, cast.member, allows=True)) == "STORY_OVER"


async def test_a_story_in_a_draft_that_nobody_shares_waits_sixty_days_at_most(place: Workplace, cast: Cast) -> None:
    session, _ = await held_session(place, cast)
    await told(place, session.id, cast.coordinator, cast.member)
    place.clock.forward(days=59)
    await the_clock_keeps(place)
    before = await stories(place, session.id, cast.coordinator)
    place.clock.forward(days=1)

    await the_clock_keeps(place)

    after = await stories(place, session.id, cast.coordinator)
    assert [(one.status, one.text) for one in (*before, *after)] == [("ASKED", WORDS), ("KEPT_OUT", "")]


async def test_only_who_told_it_decides_and_only_who_writes_asks(place: Workplace, cast: Cast) -> None:
    session_id, story = await shared_with_story(place, cast)
    secretary = await secretary_of(place, cast)

    decided = [
        await code_of(said(place, story, person_id, allows=True))
        for person_id in (cast.coordinator, secretary, cast.neighbour, cast.outsider)
    ]
    asked = [
        await code_of(told(place, session_id, person_id, cast.member)) for person_id in (cast.member, cast.neighbour)
    ]

    assert decided == ["NOT_YOUR_STORY", "NOT_YOUR_STORY", "NOT_FOUND", "NOT_FOUND"]
    assert asked == ["SECRETARY_NEEDED", "NOT_FOUND"]
    assert await code_of(told(place, session_id, secretary, cast.outsider)) == "TELLER_AWAY"
    assert await code_of(told(place, session_id, secretary, cast.member, text=" ")) == "WORDS_INCOMPLETE"
    assert (await told(place, session_id, secretary, secretary)).status == "GIVEN"


async def test_who_writes_takes_a_story_out_for_its_teller(place: Workplace, cast: Cast) -> None:
    session_id, story = await shared_with_story(place, cast)
    await said(place, story, cast.member, allows=True)
    path = f"/stories/{story.id}:remove"

    refused = await place.refusal("POST", path, person_id=cast.second_member)
    await place.ask("POST", path, MinutesView, person_id=cast.coordinator)

    assert refused.code == "SECRETARY_NEEDED"
    assert [(one.status, one.text) for one in await stories(place, session_id, cast.member)] == [("WITHDRAWN", "")]
    assert (await place.refusal("POST", path, person_id=cast.coordinator)).code == "STORY_OVER"


async def test_a_story_that_was_taken_out_of_a_draft_leaves_no_line(place: Workplace, cast: Cast) -> None:
    session, _ = await held_session(place, cast)
    story = await told(place, session.id, cast.coordinator, cast.member)

    await place.ask("POST", f"/stories/{story.id}:remove", MinutesView, person_id=cast.coordinator)

    assert await stories(place, session.id, cast.coordinator) == []
    assert (await place.refusal("GET", f"/stories/{story.id}", person_id=cast.member)).code == "NOT_FOUND"


async def test_the_document_of_a_series_shows_what_may_be_shown(place: Workplace, cast: Cast) -> None:
    _, story = await shared_with_story(place, cast)
    path = f"/networks/{cast.network_id}/minutes"

    async def shown() -> list[tuple[str, str]]:
        page = await place.ask(
            "GET", path, Page[MinutesView], person_id=cast.second_member, params={"parts": True, "stories": True}
        )
        return [(one.status, one.text) for minutes in page.items for one in minutes.stories or []]

    waiting = await shown()
    await said(place, story, cast.member, allows=True)
    given = await shown()
    await said(place, story, cast.member, allows=False)

    assert [waiting, given, await shown()] == [[("KEPT_OUT", "")], [("GIVEN", WORDS)], [("WITHDRAWN", "")]]


async def test_who_is_erased_takes_their_stories_along(place: Workplace, cast: Cast) -> None:
    session_id, story = await shared_with_story(place, cast)
    await said(place, story, cast.member, allows=True)
    await told(place, session_id, cast.coordinator, cast.member)

    async with place.door.work() as work:
        await take_out(work, person_id=cast.member)

    found = await stories(place, session_id, cast.coordinator)
    assert [(one.status, one.text, one.teller_id) for one in found] == [
        ("WITHDRAWN", "", None),
        ("KEPT_OUT", "", None),
    ]


async def test_the_mail_tells_of_a_story_only_while_it_waits(place: Workplace, cast: Cast) -> None:
    _, story = await shared_with_story(place, cast)
    path = f"/stories/{story.id}/letter"

    letter = await place.ask("GET", path, StoryLetter, service="notifications")
    await said(place, story, cast.member, allows=True)

    assert letter.teller_id == cast.member
    assert (await place.refusal("GET", path, service="notifications")).code == "CONFLICT"


async def test_words_that_are_taken_out_are_out_of_every_version_and_everything_beside_it(
    place: Workplace, cast: Cast
) -> None:
    session, (point,) = await held_session(place, cast, "Het nieuwe huis")
    old = "Zij sliep  in\nde bus. Zo ging dat.\nAfspraak: bij de bus langsgaan"
    await written(place, session.id, cast.coordinator, {point: old, None: "In de BUS. Een omnibus blijft."})
    await written(place, session.id, cast.coordinator, {point: "Iemand sliep buiten."}, version=1)
    await written(place, session.id, cast.coordinator, {point: old}, version=2)
    (action,) = (await read(place, session.id, cast.coordinator)).actions or []
    await place.ask(
        "POST",
        f"/actions/{action.id}:assign",
        api.ActionView,
        person_id=cast.coordinator,
        body=api.AssignAction(owner_id=cast.member, due_on="2027-02-11", version=action.version),
    )
    await change(place, session.id, cast.coordinator, "share", version=3)
    (comment,) = (await commented(place, session.id, cast.member, text="Van de bus wist ik niet.")).comments or []
    await answered(place, comment.id, cast.coordinator, answer="De bus gaat eruit.")

    minutes = await taken_out(place, session.id, cast.coordinator, text="de bus")

    seen = await read(place, session.id, cast.member)
    async with place.door.reading() as reading:
        versions = (await reading.execute(select(col(MinutesVersion.parts)))).scalars().all()
    assert TAKEN_OUT == HERE
    everything = str([*versions, seen.parts, seen.comments, seen.actions])
    assert "de bus" not in everything.lower()
    assert "Een omnibus blijft." in everything
    assert [part.text for part in seen.parts or []] == [
        f"Zij sliep in\n{TAKEN_OUT}. Zo ging dat.\nAfspraak: bij {TAKEN_OUT} langsgaan",
        f"In {TAKEN_OUT}. Een omnibus blijft.",
    ]
    assert [one.text for one in seen.actions or []] == [f"bij {TAKEN_OUT} langsgaan"]
    assert minutes.version == 4
    assert await found_by(place, cast.member, "bus") == 0
    late = written(place, session.id, cast.coordinator, {point: old}, version=3)
    assert await code_of(late) == "STALE_VERSION"


async def found_by(place: Workplace, person_id: UUID, words: str) -> int:
    """How much is found by some words."""
    page = await place.ask(
        "POST", "/search", FoundPage, person_id=person_id, body=Search(words=words, kinds=["minutes"])
    )
    return len(page.items)


async def test_a_whole_part_goes_out_of_every_version_also_of_established_minutes(place: Workplace, cast: Cast) -> None:
    session, (point,) = await held_session(place, cast, "Het nieuwe huis")
    await written(place, session.id, cast.coordinator, {point: "Zo was het thuis.", None: "Rondvraag."})
    await change(place, session.id, cast.coordinator, "share")
    await written(place, session.id, cast.coordinator, {point: "Heel anders verteld."}, version=1)
    place.clock.forward(days=11)
    await the_clock_keeps(place)

    await taken_out(place, session.id, cast.coordinator, whole=True, agenda_point_id=point)

    seen = await read(place, session.id, cast.member)
    first = await place.ask(
        "GET", f"/sessions/{session.id}/minutes/versions/1", api.VersionChangesView, person_id=cast.member
    )
    assert (seen.status, [part.text for part in seen.parts or []]) == ("ESTABLISHED", [TAKEN_OUT, "Rondvraag."])
    assert [[line.text for line in part.lines] for part in first.changes] == [[TAKEN_OUT], ["Rondvraag."]]


async def test_taking_out_refuses_who_does_not_write_and_what_stands_nowhere(place: Workplace, cast: Cast) -> None:
    session_id, _ = await shared_with_story(place, cast)
    await join(place, cast.network_id, cast.second_member, version=2)

    codes = [
        await code_of(taken_out(place, session_id, cast.member, text="erover")),
        await code_of(taken_out(place, session_id, cast.outsider, text="erover")),
        await code_of(taken_out(place, session_id, cast.coordinator, text="nergens te vinden")),
        await code_of(taken_out(place, session_id, cast.coordinator, text=".")),
        await code_of(taken_out(place, session_id, cast.coordinator, whole=True)),
    ]

    assert codes == ["SECRETARY_NEEDED", "NOT_FOUND", *["NOTHING_TO_TAKE_OUT"] * 3]


async def noted(place: Workplace, session_id: UUID, writer: UUID, words: str, **note: Any) -> SessionNoteView:
    """A note of the day, as a device sends it."""
    body = WriteNote.model_validate({"words": words, "version": 0, **note})
    path = f"/sessions/{session_id}/notes"
    answer = await place.ask("POST", path, SessionNoteView, person_id=writer, body=body)
    assert isinstance(answer, SessionNoteView)
    return answer


async def test_words_in_notes_go_before_anybody_began_minutes_and_no_device_puts_them_back(
    place: Workplace, cast: Cast
) -> None:
    session, (point,) = await held_session(place, cast, "Het nieuwe huis")
    await noted(place, session.id, cast.coordinator, "Zij sliep in de bus.")
    await noted(place, session.id, cast.coordinator, "Zij sliep thuis.", agenda_point_id=point)

    await taken_out(place, session.id, cast.coordinator, text="in de bus")
    await taken_out(place, session.id, cast.coordinator, whole=True, agenda_point_id=point)

    notes = (await read(place, session.id, cast.coordinator)).notes or []
    assert {one.text for one in notes} == {f"Zij sliep {TAKEN_OUT}.", TAKEN_OUT}
    late = [
        noted(place, session.id, cast.coordinator, "Zij sliep in de bus.", version=1),
        noted(place, session.id, cast.coordinator, "Zij sliep thuis.", version=1, agenda_point_id=point),
        written(place, session.id, cast.coordinator, {None: "Zij sliep in de bus."}),
    ]
    assert [await code_of(each) for each in late] == ["STALE_VERSION"] * 3


async def test_an_answer_out_of_which_words_were_taken_is_not_put_back(place: Workplace, cast: Cast) -> None:
    session_id, _ = await shared_with_story(place, cast)
    (comment,) = (await commented(place, session_id, cast.member, text="Ging anders.")).comments or []
    await answered(place, comment.id, cast.coordinator, answer="De bus gaat eruit.")
    await taken_out(place, session_id, cast.coordinator, text="de bus")

    late = await code_of(answered(place, comment.id, cast.coordinator, answer="De bus gaat eruit."))
    await answered(place, comment.id, cast.coordinator, answer=f"{TAKEN_OUT} gaat eruit, zoals gevraagd.")

    assert late == "STALE_VERSION"


async def test_everything_of_one_point_is_also_what_was_said_of_it_told_there_and_came_of_it(
    place: Workplace, cast: Cast
) -> None:
    session, (point, other) = await held_session(place, cast, "Het nieuwe huis", "Wonen")
    await written(place, session.id, cast.coordinator, {point: "Afspraak: het huis bellen", other: "Blijft."})
    (action,) = (await read(place, session.id, cast.coordinator)).actions or []
    await assigned(place, action, cast.coordinator, owner_id=cast.member)
    waiting, given = [
        await told(place, session.id, cast.coordinator, cast.member, agenda_point_id=point) for _ in range(2)
    ]
    elsewhere = await told(place, session.id, cast.coordinator, cast.member, agenda_point_id=other)
    await said(place, given, cast.member, allows=True)
    await change(place, session.id, cast.coordinator, "share")
    (action,) = (await read(place, session.id, cast.member)).actions or []
    await closed(place, action, cast.member, answer="Het huis belt terug.")
    said_of_it = await commented(place, session.id, cast.member, text="Het huis is van haar.", agenda_point_id=point)
    (comment,) = said_of_it.comments or []
    await answered(place, comment.id, cast.coordinator, answer="Haar naam gaat eruit.")

    await taken_out(place, session.id, cast.coordinator, whole=True, agenda_point_id=point)

    seen = await read(place, session.id, cast.coordinator)
    assert [(one.text, one.answer) for one in seen.comments or []] == [(TAKEN_OUT, TAKEN_OUT)]
    assert [(one.text, one.answer) for one in seen.actions or []] == [(TAKEN_OUT, TAKEN_OUT)]
    assert {(one.id, one.status, one.text) for one in await stories(place, session.id, cast.coordinator)} == {
        (waiting.id, "KEPT_OUT", ""),
        (given.id, "WITHDRAWN", ""),
        (elsewhere.id, "ASKED", WORDS),
    }
    assert [part.text for part in seen.parts or []] == [TAKEN_OUT, "Blijft."]


async def test_nothing_is_told_before_the_session_begins(place: Workplace, cast: Cast) -> None:
    session, _ = await held_session(place, cast)
    place.clock.forward(minutes=-1)

    refused = await code_of(told(place, session.id, cast.coordinator, cast.member))

    assert refused == "MINUTES_TOO_EARLY"


async def test_one_that_waits_and_one_that_was_refused_are_the_same_to_others(place: Workplace, cast: Cast) -> None:
    session_id, waiting = await shared_with_story(place, cast)
    refused = await told(place, session_id, cast.coordinator, cast.member, agenda_point_id=waiting.agenda_point_id)
    await said(place, refused, cast.member, allows=False)

    seen = await stories(place, session_id, cast.second_member)

    assert len({str(one.model_dump(exclude={"id", "asked_at"})) for one in seen}) == 1
    assert len(seen) == 2


async def test_what_is_answered_to_a_change_holds_no_words_that_may_be_withdrawn(place: Workplace, cast: Cast) -> None:
    session_id, _ = await shared_with_story(place, cast)

    asked = await told(place, session_id, cast.coordinator, cast.member, content_note="Gaat over slapen.")
    yes = await said(place, asked, cast.member, allows=True)

    assert [(one.text, one.content_note) for one in (asked, yes)] == [("", None)] * 2
