"""What the answer of a calendar changes of what its person said: nothing of what was said since."""

import re
from datetime import datetime, timedelta
from typing import Any

from shared.api.agenda.calendars import AnswerFor, TheirAnswer
from shared.api.agenda.coming import AnswerSession, SessionAnswer
from tests.agenda.steps import Cast, planned
from tests.agenda.test_calendars import told
from tests.workplace import Workplace


async def test_what_a_calendar_said_before_changes_nothing_of_what_was_said_since(place: Workplace, cast: Cast) -> None:
    session_id = (await planned(place, cast.network_id, cast.coordinator)).sessions[0].id
    path, person_id = f"/sessions/{session_id}:answer-for", cast.member
    place.clock.forward(minutes=5)
    at = place.clock.now()
    place.clock.forward(minutes=5)

    async def said(answer: SessionAnswer, stamped_at: datetime | None = None) -> tuple[bool, str | None]:
        body = AnswerFor(person_id=person_id, answer=answer, stamped_at=stamped_at)
        their: TheirAnswer = await told(place, path, TheirAnswer, body)
        return their.is_taken, their.answer

    first = [await said("MAYBE", at), await said("COMING", at + timedelta(minutes=1))]
    with_two = AnswerSession(answer="COMING", companions=2)
    place.clock.forward(minutes=1)
    await place.ask("POST", f"/sessions/{session_id}:answer", Any, person_id=person_id, body=with_two)
    late = [await said("NOT_COMING", at), await said("NOT_COMING", place.clock.now() - timedelta(seconds=1))]
    ahead = await said("NOT_COMING", place.clock.now() + timedelta(days=9))
    before = len(await place.announced())
    again = await said("NOT_COMING", place.clock.now() + timedelta(days=9))
    announced = len(await place.announced()) - before
    place.clock.forward(minutes=1)
    by_link = await said("COMING")

    assert first == [(True, "MAYBE"), (True, "COMING")]
    assert late == [(False, "COMING"), (False, "COMING")]
    assert (ahead, again, announced, by_link) == ((True, "NOT_COMING"), (True, "NOT_COMING"), 0, (True, "COMING"))


async def test_a_session_is_held_before_what_its_person_said_is_read(place: Workplace, cast: Cast) -> None:
    session_id = (await planned(place, cast.network_id, cast.coordinator)).sessions[0].id
    body = AnswerFor(person_id=cast.member, answer="COMING")
    place.statements.clear()

    await told(place, f"/sessions/{session_id}:answer-for", TheirAnswer, body)

    read = [found[1] for one in place.statements if (found := re.search(r"FROM (session|session_answer)\b", one))]
    assert read.index("session") < read.index("session_answer")
