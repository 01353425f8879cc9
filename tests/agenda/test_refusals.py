"""What is refused stands in the log of who refused it: who wanted what of which thing, and nothing of what they sent (RELIABILITY 6)."""

import asyncio
import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from shared.api.agenda.changing import CancelSession
from shared.api.agenda.questions import ChangeQuestion
from shared.api.agenda.sessions import PlanSeries, RemoveAgendaPoint
from shared.api.audit import AuditEntry
from shared.audit.chain import verify
from shared.audit.table import ENTRY, PERSON
from shared.database import new_id
from shared.web.refused import MOST_OF_ONE
from tests.agenda.rights import Desk
from tests.agenda.steps import Cast, rule
from tests.workplace import Workplace

WORDS = "Het kind van de buren heet Noor."
REFUSED = ("act.not-allowed", "act.not-found")


async def refusals(place: Workplace) -> Sequence[Any]:
    """Every refusal in the log, in order, with who it was."""
    await place.app.state.desk.refused.written()
    found = select(ENTRY, PERSON.c.person_id).join(PERSON, PERSON.c.reference == ENTRY.c.by_reference, isouter=True)
    async with place.door.reading() as session:
        rows = (await session.execute(found.order_by(ENTRY.c.number))).mappings().all()
    return [row for row in rows if row["verb"] in REFUSED]


async def refused(place: Workplace, path: str, body: Any, person_id: UUID | None, **more: Any) -> str:
    """Ask for something that is refused; gives the code."""
    return (await place.refusal("POST", path, person_id=person_id, body=body, **more)).code


async def test_who_may_not_stands_in_the_log_with_what_they_wanted_and_of_which_thing(
    place: Workplace, cast: Cast
) -> None:
    session = await Desk(place, cast).session()

    code = await refused(place, f"/sessions/{session.id}:cancel", CancelSession(reason=WORDS, version=1), cast.member)

    (row,) = await refusals(place)
    assert code == "COORDINATOR_NEEDED"
    assert (row["verb"], row["kind"], row["subject"]) == ("act.not-allowed", "session", session.id)
    assert (row["person_id"], row["network_id"], row["reason"]) == (cast.member, cast.network_id, "sessions.cancel")
    assert WORDS not in json.dumps({name: str(value) for name, value in row.items()})
    assert (await verify(place.door.database)).broken is None


async def test_a_23_what_somebody_may_not_know_of_is_written_down_and_what_is_nowhere_is_not(
    place: Workplace, cast: Cast
) -> None:
    question = await Desk(place, cast).question()

    for id_ in (question.id, new_id()):
        assert await refused(place, f"/questions/{id_}:open", ChangeQuestion(version=1), cast.neighbour) == "NOT_FOUND"

    (row,) = await refusals(place)
    assert (row["verb"], row["kind"], row["subject"]) == ("act.not-found", "question", question.id)
    assert (row["person_id"], row["network_id"], row["reason"]) == (cast.neighbour, cast.network_id, "questions.open")


async def test_a_thing_that_is_named_in_the_body_leads_to_its_network_too(place: Workplace, cast: Cast) -> None:
    body = PlanSeries(network_id=cast.network_id, rule=rule(weekday=1))

    await refused(place, "/series", body, cast.member)

    (row,) = await refusals(place)
    assert (row["kind"], row["subject"], row["reason"]) == ("network", cast.network_id, "series")


async def test_only_the_row_of_the_refusal_stays_of_what_was_refused(place: Workplace, cast: Cast) -> None:
    point = await Desk(place, cast).point()
    path, body = f"/agenda-points/{point.id}:remove", RemoveAgendaPoint(version=1)
    before = await place.announced()

    await refused(place, path, body, cast.second_member, key="again-and-again")

    assert len(await refusals(place)) == 1
    assert await place.announced() == before
    assert (await place.ask("POST", path, Any, person_id=cast.member, body=body, key="again-and-again"))["id"]


async def test_mistakes_and_conflicts_and_strangers_and_what_is_done_leave_no_such_row(
    place: Workplace, cast: Cast
) -> None:
    desk = Desk(place, cast)
    question = await desk.question()
    path = f"/questions/{question.id}:open"

    codes = [
        await refused(place, "/questions", None, cast.member),
        await refused(place, path, ChangeQuestion(version=9), cast.coordinator),
        await refused(place, path, ChangeQuestion(version=1), None),
    ]
    await place.ask("POST", path, Any, person_id=cast.coordinator, body=ChangeQuestion(version=1))

    assert codes == ["INVALID", "STALE_VERSION", "NOT_SIGNED_IN"]
    assert await refusals(place) == []


async def test_what_is_not_refused_asks_no_statement_for_it(place: Workplace, cast: Cast) -> None:
    question = await Desk(place, cast).question()
    place.statements.clear()

    await place.ask(
        "POST", f"/questions/{question.id}:open", Any, person_id=cast.coordinator, body=ChangeQuestion(version=1)
    )

    await place.app.state.desk.refused.written()
    assert not [statement for statement in place.statements if "UNION ALL" in statement]


async def test_a_flood_of_refusals_does_not_fill_the_log(place: Workplace, cast: Cast) -> None:
    desk = Desk(place, cast)
    session, question = await desk.session(), await desk.question()
    body = CancelSession(reason=WORDS, version=1)

    for _ in range(3):
        await refused(place, f"/sessions/{session.id}:cancel", body, cast.member)
    for _ in range(MOST_OF_ONE + 10):
        await refused(place, f"/networks/{new_id()}/soft-blocks", None, cast.member)
        await refused(place, "/series", PlanSeries(network_id=new_id(), rule=rule(weekday=1)), cast.member)
    in_this_hour = await refusals(place)
    await refused(place, f"/questions/{question.id}:open", ChangeQuestion(version=1), cast.neighbour)
    place.clock.moment += timedelta(hours=1)
    await refused(place, f"/sessions/{session.id}:cancel", body, cast.member)

    assert [row["reason"] for row in in_this_hour].count("sessions.cancel") == 1
    assert len(in_this_hour) == MOST_OF_ONE
    # each is written by itself after its answer left, so two close together may stand in either order
    assert {row["person_id"] for row in (await refusals(place))[MOST_OF_ONE:]} == {cast.neighbour, cast.member}


async def test_guesses_use_up_nothing_of_what_the_log_takes(place: Workplace, cast: Cast) -> None:
    session = await Desk(place, cast).session()

    for _ in range(MOST_OF_ONE + 1):
        await refused(place, f"/questions/{new_id()}:open", ChangeQuestion(version=1), cast.member)
    assert await refusals(place) == []
    await refused(place, f"/sessions/{session.id}:cancel", CancelSession(reason=WORDS, version=1), cast.member)

    assert [row["reason"] for row in await refusals(place)] == ["sessions.cancel"]


async def test_guesses_that_are_still_looked_up_hide_no_refusal_beside_them(place: Workplace, cast: Cast) -> None:
    """Fifty at one moment, and something real among them; also where the hour turns before they were looked up."""
    question = await Desk(place, cast).question()
    ask = ChangeQuestion(version=1)
    for hour in range(2):
        guesses = [refused(place, f"/questions/{new_id()}:open", ask, cast.neighbour) for _ in range(MOST_OF_ONE + 5)]
        await asyncio.gather(*guesses)
        if hour == 0:
            place.clock.forward(hours=1)
        await refused(place, f"/questions/{question.id}:open", ask, cast.neighbour)
        assert len(await refusals(place)) == hour + 1
        place.clock.forward(hours=1)

    real = [(await Desk(place, cast).question()).id for _ in range(MOST_OF_ONE + 2)]
    for one in real:
        await refused(place, f"/questions/{one}:open", ask, cast.neighbour)
    assert len(await refusals(place)) == MOST_OF_ONE + 2, "the two of before, and what one person gets in an hour"


async def test_coordinators_read_it_in_the_log_of_their_network_and_nobody_else(place: Workplace, cast: Cast) -> None:
    question = await Desk(place, cast).question()
    await refused(place, f"/questions/{question.id}:open", ChangeQuestion(version=1), cast.neighbour)
    await refusals(place)

    log = f"/networks/{cast.network_id}/log"
    mine = await place.ask("GET", log, list[AuditEntry], person_id=cast.coordinator)
    theirs = await place.ask(
        "GET", f"/networks/{cast.other_network_id}/log", list[AuditEntry], person_id=cast.other_coordinator
    )

    assert [(one.verb, one.person_id, one.reason) for one in mine if one.verb in REFUSED] == [
        ("act.not-found", cast.neighbour, "questions.open")
    ]
    assert [one for one in theirs if one.verb in REFUSED] == []
    assert await refused_reading(place, log, cast.member) == "COORDINATOR_NEEDED"


async def refused_reading(place: Workplace, path: str, person_id: UUID) -> str:
    """Ask to read something that is refused; gives the code."""
    return (await place.refusal("GET", path, person_id=person_id)).code
