"""What is private is nowhere in public (RELIABILITY A-38): each address of it answers as for nothing at all, and a 404 without sign-in."""

import re
from datetime import date, time
from uuid import UUID

import pytest

from services.gateway.graphql.ids import global_id
from shared.api.agenda.drafts import PlanSession
from shared.api.agenda.sessions import SessionView
from shared.database import new_id
from tests.gateway.web.conftest import SLUG, Village

NODE = "query Node($id: ID!) { node(id: $id) { id } }"
PUBLIC = {
    "Session": ["/bijeenkomsten/{}", "/bijeenkomsten/{}.ics"],
    "Question": ["/vragen/{}"],
}
"""Where a session and a question stand for everybody, once they are for everybody."""
INSIDE = {
    "Session": ["/bijeenkomsten/{}/vandaag", "/bijeenkomsten/{}/verslag", "/bijeenkomsten/{}/wie-komt"],
    "AgendaPoint": ["/agendapunten/{}/veranderen", "/agendapunten/{}/antwoord", "/melden/agendapunt/{}"],
}
"""Where they stand for who takes part only."""


async def private_things(village: Village) -> dict[str, UUID]:
    """A session that only coordinators know of, a question that only members know of, and an agenda point."""
    body = PlanSession(on=date(2027, 3, 1), starts=time(10, 0), ends=time(12, 0))
    draft = await village.town.agenda.ask(
        "POST",
        f"/networks/{village.network_id}/sessions",
        SessionView,
        person_id=village.town.people["Kim"],
        body=body,
    )
    return {"Session": draft.id, "Question": village.proposed.id, "AgendaPoint": village.point.id}


def without(page: str, thing: UUID) -> str:
    """What an answer says beside the id that was asked for, and beside the key that each form has of its own."""
    return re.sub(r'name="key" value="[^"]*"', "", page.replace(str(thing), ""))


@pytest.mark.parametrize("who", ["a stranger", "somebody of another network"])
async def test_a38_every_address_of_what_is_private_answers_as_for_nothing_at_all(village: Village, who: str) -> None:
    things = await private_things(village)
    await village.town.found("elders")
    await village.town.join("elders", "Bo")
    reader = await village.stranger() if who == "a stranger" else await village.reader("Bo")
    client = reader.visitor.client

    for kind, thing in things.items():
        for address in (*PUBLIC.get(kind, ()), *INSIDE.get(kind, ())):
            nothing = new_id()
            there, nowhere = await client.get(address.format(thing)), await client.get(address.format(nothing))
            assert there.status_code == nowhere.status_code, address
            assert without(there.text, thing) == without(nowhere.text, nothing), address
            if address in PUBLIC.get(kind, ()):
                assert there.status_code == 404, address
        for id_ in (thing, new_id()):
            answer = await reader.visitor.ask(NODE, id=global_id(kind, id_))
            assert answer["node"] is None, kind
    calendar = await client.get(f"/netwerken/{SLUG}/bijeenkomsten")
    assert str(things["Session"]) not in calendar.text
    assert str(things["Question"]) not in (await client.get(f"/netwerken/{SLUG}/vragen")).text


async def test_a38_who_may_know_of_it_finds_it_there(village: Village) -> None:
    """Else the addresses above prove nothing."""
    things = await private_things(village)
    kim = await village.reader("Kim")

    for kind, addresses in PUBLIC.items():
        for address in addresses:
            if not address.endswith(".ics"):
                await kim.get(address.format(things[kind]))
        answer = await kim.visitor.ask(NODE, id=global_id(kind, things[kind]))
        assert answer["node"] is not None
