"""Actions: a line of the minutes becomes one, it has one owner and a day, and it comes back until it is done (BR-051, J13)."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update
from sqlmodel import col

from services.agenda.minutes.domain.actions import Agreement, lines_of, match_lines
from services.agenda.privacy.operations import take_out
from services.agenda.sessions.models.sessions import PlannedSession
from shared.api.agenda import minutes as api
from shared.api.agenda.minutes import ActionView
from shared.api.page import Page
from shared.database import new_id
from shared.errors import Refusal
from shared.events.agenda.minutes import (
    ActionPointAssigned,
    ActionPointCompleted,
    ActionPointDueSoon,
    ActionPointOverdue,
)
from tests.agenda.minutes import (
    assigned,
    change,
    closed,
    held_session,
    read,
    shared_with_action,
    the_clock_keeps,
    written,
)
from tests.agenda.steps import Cast, leave
from tests.agenda.test_minutes import code_of
from tests.workplace import Workplace


async def mine(place: Workplace, person_id: UUID, **params: Any) -> list[ActionView]:
    """What somebody does."""
    page = await place.ask("GET", "/actions/mine", Page[ActionView], person_id=person_id, params=params)
    return list(page.items)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Afspraak: Sanne belt", ["Sanne belt"]),
        ("We praten.\n- afspraak : Sanne belt\nActie: mail sturen ", ["Sanne belt", "mail sturen"]),
        ("De afspraak: is goed", []),
        ("Afspraak:", []),
        ("Actiepunt: een lijst\n• AFSPRAAK: nog een", ["een lijst", "nog een"]),
    ],
)
def test_a_line_that_begins_with_afspraak_is_an_action(text: str, lines: list[str]) -> None:
    assert lines_of(text) == lines


def test_a_line_written_otherwise_stays_the_same_action() -> None:
    part, other = new_id(), new_id()
    call, mail = Agreement(new_id(), part, "het huis bellen"), Agreement(new_id(), part, "een mail sturen aan iedereen")

    matched = match_lines(
        [(part, "een mail sturen aan alle leden"), (part, "de sleutel halen"), (other, "het huis bellen")], [call, mail]
    )

    assert matched.kept == {mail.id: "een mail sturen aan alle leden"}
    assert matched.new == [(part, "de sleutel halen"), (other, "het huis bellen")]
    assert matched.gone == [call.id]


async def test_an_action_needs_an_owner_and_a_day_before_sharing(place: Workplace, cast: Cast) -> None:
    session, (point,) = await held_session(place, cast, "Het nieuwe huis")
    await written(place, session.id, cast.coordinator, {point: "Afspraak: het huis bellen"})
    (action,) = (await read(place, session.id, cast.coordinator)).actions or []

    refused = await place.refusal(
        "POST",
        f"/sessions/{session.id}/minutes:share",
        person_id=cast.coordinator,
        body=api.ChangeMinutes(version=1),
    )

    assert (refused.code, [one.field for one in refused.problems]) == ("ACTION_INCOMPLETE", [f"actions.{action.id}"])
    assert (action.text, action.origin, action.has_owner) == ("het huis bellen", "Het nieuwe huis", False)
    assert await place.announced() == [one for one in await place.announced() if one.NOUN != "action-point"]


async def test_owner_and_day_stay_when_the_line_is_written_otherwise(place: Workplace, cast: Cast) -> None:
    session, (point,) = await held_session(place, cast, "Het nieuwe huis")
    await written(place, session.id, cast.coordinator, {point: "Afspraak: het huis bellen\nAfspraak: taart"})
    first, _ = (await read(place, session.id, cast.coordinator)).actions or []
    await assigned(place, first, cast.coordinator, owner_id=cast.member)

    await written(place, session.id, cast.coordinator, {point: "Afspraak: het nieuwe huis bellen"}, version=1)

    (after,) = (await read(place, session.id, cast.coordinator)).actions or []
    assert (after.id, after.text, after.owner_id) == (first.id, "het nieuwe huis bellen", cast.member)


async def test_an_action_is_announced_once_with_its_minutes(place: Workplace, cast: Cast) -> None:
    session, action = await shared_with_action(place, cast)
    await change(place, session.id, cast.coordinator, "share")

    told = [event for event in await place.announced() if isinstance(event, ActionPointAssigned)]

    assert [(one.action_point_id, one.owner_id, one.with_minutes) for one in told] == [(action.id, cast.member, True)]
    assert (action.may_close, action.may_assign, action.due_on) == (True, False, date(2027, 2, 11))


@pytest.mark.parametrize(
    ("owner", "due_on", "fields"),
    [
        ({}, None, [("owner", "REQUIRED"), ("due_on", "REQUIRED")]),
        ({"organisation": "Huis"}, date(2027, 1, 13), [("due_on", "DUE_IN_THE_PAST")]),
        ({"organisation": "Huis"}, date(2037, 1, 13), [("due_on", "TOO_FAR_AHEAD")]),
        ({"organisation": "Huis", "owner_id": "member"}, date(2027, 2, 1), [("owner", "ONE_OWNER")]),
        ({"owner_id": "neighbour"}, date(2027, 2, 1), [("owner", "OWNER_AWAY")]),
    ],
)
async def test_br_051_an_action_has_one_owner_who_takes_part_and_a_day_to_come(
    place: Workplace, cast: Cast, owner: dict[str, str], due_on: date | None, fields: list[tuple[str, str]]
) -> None:
    session, (point,) = await held_session(place, cast, "Het nieuwe huis")
    await written(place, session.id, cast.coordinator, {point: "Afspraak: het huis bellen"})
    (action,) = (await read(place, session.id, cast.coordinator)).actions or []
    who = {name: getattr(cast, value) if name == "owner_id" else value for name, value in owner.items()}

    with pytest.raises(Refusal) as refused:
        await assigned(place, action, cast.coordinator, due_on=due_on, **who)

    assert (refused.value.code, [(one.field, one.code) for one in refused.value.problems]) == (
        "ACTION_INCOMPLETE",
        fields,
    )


async def test_its_owner_finishes_an_action_and_can_take_that_back(place: Workplace, cast: Cast) -> None:
    _, action = await shared_with_action(place, cast)
    other = await code_of(closed(place, action, cast.second_member))

    done = await closed(place, action, cast.member, answer="Gebeld, het kan.")
    body = api.ReopenAction(version=done.version)
    again = await place.ask("POST", f"/actions/{action.id}:reopen", ActionView, person_id=cast.member, body=body)

    assert other == "NOT_YOUR_ACTION"
    assert (done.status, done.answer, done.may_reopen) == ("DONE", "Gebeld, het kan.", True)
    assert (again.status, again.answer, again.may_close) == ("OPEN", "", True)
    told = [event.status for event in await place.announced() if isinstance(event, ActionPointCompleted)]
    assert told == ["DONE", "OPEN"]


async def test_dropping_an_action_needs_a_sentence(place: Workplace, cast: Cast) -> None:
    _, action = await shared_with_action(place, cast)

    silent = await code_of(closed(place, action, cast.member, "drop"))
    dropped = await closed(place, action, cast.member, "drop", answer="Het huis is al open.")
    twice = await code_of(closed(place, dropped, cast.member, "drop", answer="Nog eens."))

    assert (silent, dropped.status, twice) == ("WORDS_INCOMPLETE", "CANCELLED", "ACTION_OVER")


async def test_br_051_open_actions_appear_at_the_next_session_by_themselves(place: Workplace, cast: Cast) -> None:
    session, action = await shared_with_action(place, cast)
    place.clock.forward(days=1)
    sessions = (await place.ask("GET", f"/networks/{cast.network_id}/sessions", Any, person_id=cast.member))["items"]
    following, later = sessions[1]["id"], sessions[2]["id"]

    async def carried(session_id: Any, person_id: UUID) -> list[UUID]:
        path = f"/sessions/{session_id}/open-actions"
        return [one.id for one in await place.ask("GET", path, list[ActionView], person_id=person_id)]

    shown = [await carried(one, cast.member) for one in (session.id, following, later)]
    to_neighbour = await carried(following, cast.neighbour)
    await closed(place, action, cast.member)

    assert (shown, to_neighbour, await carried(following, cast.member)) == ([[], [action.id], []], [], [])


async def test_my_actions_come_from_all_networks_the_first_due_first(place: Workplace, cast: Cast) -> None:
    _, action = await shared_with_action(place, cast)
    place.clock.forward(days=40)

    (own,) = await mine(place, cast.member, status="OPEN")

    assert (own.id, own.is_overdue) == (action.id, True)
    assert await mine(place, cast.second_member) == await mine(place, cast.member, status="DONE") == []


async def test_an_owner_is_reminded_a_week_before_the_day_before_and_once_when_it_is_too_late(
    place: Workplace, cast: Cast
) -> None:
    await shared_with_action(place, cast)
    place.clock.moment = datetime(2027, 1, 20, 9, tzinfo=UTC)
    for _ in range(28):
        await the_clock_keeps(place)
        place.clock.forward(days=1)

    told = [
        (event.at.date(), event.kind, event.reader_ids)
        for event in await place.announced()
        if isinstance(event, (ActionPointDueSoon, ActionPointOverdue))
    ]

    assert told == [
        (date(2027, 2, 4), "SOON", [cast.member]),
        (date(2027, 2, 10), "TOMORROW", [cast.member]),
        (date(2027, 2, 12), "OVERDUE", [cast.member]),
    ]


async def test_an_action_of_who_left_or_was_erased_asks_the_coordinator_for_a_new_owner(
    place: Workplace, cast: Cast
) -> None:
    _, action = await shared_with_action(place, cast)
    await leave(place, cast.network_id, cast.member)
    (left,) = await mine(place, cast.coordinator)
    async with place.door.work() as work:
        await take_out(work, person_id=cast.member)

    (erased,) = await mine(place, cast.coordinator)
    place.clock.moment = datetime(2027, 2, 4, 9, tzinfo=UTC)
    await the_clock_keeps(place)

    assert (left.id, left.has_owner, left.owner_id) == (action.id, False, cast.member)
    assert (erased.id, erased.has_owner, erased.owner_id, erased.may_assign) == (action.id, False, None, True)
    (soon,) = [event for event in await place.announced() if isinstance(event, ActionPointDueSoon)]
    assert soon.reader_ids == [cast.coordinator]


async def test_a_new_owner_hears_of_it_and_a_new_day_is_no_news(place: Workplace, cast: Cast) -> None:
    _, action = await shared_with_action(place, cast)
    later = await assigned(place, action, cast.coordinator, owner_id=cast.member, due_on=date(2027, 3, 1))

    await assigned(place, later, cast.coordinator, owner_id=cast.second_member, due_on=date(2027, 3, 1))

    told = [event for event in await place.announced() if isinstance(event, ActionPointAssigned)]
    assert [(one.owner_id, one.with_minutes) for one in told] == [(cast.member, True), (cast.second_member, False)]


async def test_an_action_of_a_draft_is_known_to_who_writes_only(place: Workplace, cast: Cast) -> None:
    session, (point,) = await held_session(place, cast, "Het nieuwe huis")
    await written(place, session.id, cast.coordinator, {point: "Afspraak: het huis bellen"})
    (action,) = (await read(place, session.id, cast.coordinator)).actions or []
    await assigned(place, action, cast.coordinator, owner_id=cast.member)

    seen = [
        (await place.refusal("GET", f"/actions/{action.id}", person_id=person_id)).code
        for person_id in (cast.member, cast.neighbour)
    ]

    assert seen == ["NOT_FOUND", "NOT_FOUND"]
    assert await mine(place, cast.member) == []


async def test_my_actions_cost_no_statement_for_each(place: Workplace, cast: Cast) -> None:
    session, (point,) = await held_session(place, cast, "Het nieuwe huis")
    text = "\n".join(f"Afspraak: ding {number} van de lijst halen" for number in "abc")
    await written(place, session.id, cast.coordinator, {point: text})
    for action in (await read(place, session.id, cast.coordinator)).actions or []:
        await assigned(place, action, cast.coordinator, owner_id=cast.member)
    await change(place, session.id, cast.coordinator, "share")
    place.statements.clear()

    found = await mine(place, cast.member)

    assert len(found) == 3
    assert len(place.statements) <= 2


async def test_what_comes_first_for_another_perspective_is_not_the_next_session(place: Workplace, cast: Cast) -> None:
    await shared_with_action(place, cast)
    place.clock.forward(days=1)
    sessions = (await place.ask("GET", f"/networks/{cast.network_id}/sessions", Any, person_id=cast.member))["items"]
    pre_meeting, following, later = (UUID(one["id"]) for one in sessions[1:4])
    async with place.door.work() as work:
        for_few = update(PlannedSession).where(col(PlannedSession.id) == pre_meeting)
        await work.session.execute(for_few.values(perspective="PARENT"))

    shown = [
        await place.ask("GET", f"/sessions/{one}/open-actions", list[ActionView], person_id=cast.member)
        for one in (pre_meeting, following, later)
    ]

    assert [len(actions) for actions in shown] == [1, 1, 0]
