"""The stand-ins for network and agenda are true: the same routes, rights and shapes as the real ones; and the real ones do."""

from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from services.agenda.handlers import HANDLERS as AGENDA_HEARS
from services.agenda.main import SERVICE as AGENDA
from services.network.main import SERVICE as NETWORK
from services.notifications.handlers.clock import when_monday_comes
from services.notifications.handlers.table import HANDLERS
from shared.api.network.memberships import EndMembership
from shared.service import Service
from shared.web.desk import Desk
from shared.web.edge import Edge
from shared.web.routing import put_on
from tests.agenda.steps import added, opened, planned, proposed
from tests.network.steps import a_network, join, load
from tests.notifications.house import MONDAY, THIS_WEEK, open_house, text_of
from tests.notifications.owners import Owners, agenda_routes, network_routes
from tests.workplace import StandingClock, Workplace, workplace

OWNERS = pytest.mark.parametrize(("service", "routes"), [(NETWORK, network_routes), (AGENDA, agenda_routes)])


def described(*edges: Edge) -> dict[str, Any]:
    """What a set of routes can be asked, as OpenAPI."""
    app = FastAPI()
    put_on(app, edges)
    return app.openapi()


def promised(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Of every route: who may, what it takes, what it answers."""
    return {
        f"{method} {path}": {
            "who": operation["x-who-may"],
            "takes": operation.get("requestBody"),
            "answers": {
                status: response.get("content")
                for status, response in operation["responses"].items()
                if status.startswith("2")
            },
            "parameters": operation.get("parameters"),
        }
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    }


@OWNERS
def test_a_stand_in_asks_and_answers_as_its_owner_does(service: Service, routes: Any) -> None:
    """STYLE 17: a fake that is not held against the real thing proves nothing."""
    real = described(*service.edges)
    fake = described(routes(Owners(clock=StandingClock())))

    known = promised(real)
    for route, shape in promised(fake).items():
        assert without_titles(shape) == without_titles(known[route]), route
    for name, schema in fake["components"]["schemas"].items():
        assert schema == real["components"]["schemas"][name]


def without_titles(shape: Any) -> Any:
    """A route's shape without the titles that FastAPI makes from the names of functions."""
    if isinstance(shape, dict):
        return {name: without_titles(value) for name, value in shape.items() if name != "title"}
    return [without_titles(value) for value in shape] if isinstance(shape, list) else shape


@OWNERS
def test_there_is_a_stand_in_for_everything_that_is_asked(service: Service, routes: Any) -> None:
    """Every path in owners has its twin."""
    owners = Path(__file__).parents[2] / "services" / "notifications" / "owners"
    asked = "".join(path.read_text() for path in sorted(owners.glob("*.py")))
    paths = {path.split("{")[0] for path in described(routes(Owners(clock=StandingClock())))["paths"]}

    assert all(path in asked for path in paths)
    assert paths


async def pass_on(place: Workplace, listeners: list[tuple[Workplace, Any]], heard: int) -> int:
    """Let listeners hear what a house announced since the last time, as the bus does; gives how much that was in all."""
    said = await place.announced()
    for event in said[heard:]:
        for listener, handlers in listeners:
            if type(event) in handlers:
                async with listener.door.work() as work:
                    await handlers[type(event)](work, event)
    return len(said)


async def test_the_real_owners_fill_a_digest(tmp_path: Path) -> None:
    """J15 with network and agenda themselves: what they announce, what they are asked, and what the reader gets."""
    async with (
        open_house(tmp_path / "notifications") as house,
        workplace(NETWORK.name, NETWORK.metadata, NETWORK.edges, tmp_path) as network,
        workplace(AGENDA.name, AGENDA.metadata, AGENDA.edges, tmp_path) as agenda,
    ):
        for place in (network, agenda):
            place.app.state.test_keys = house.place.app.state.test_keys
            place.app.state.desk = Desk(door=place.door, office=house.place.app.state.desk.office)
            house.door.asking.owners[place.door.service] = place.app
        kring = await load(network, a_network(name="Kring Noord"))
        coordinator = await join(network, "kring", "Coby", role="COORDINATOR")
        member = await join(network, "kring", "Lies")
        former = await join(network, "kring", "Fred")
        heard = await pass_on(network, [(agenda, AGENDA_HEARS), (house.place, HANDLERS)], 0)
        series = await planned(agenda, kring.id, coordinator.person_id)
        await added(agenda, series.sessions[0].id, member.person_id, title="Logeren bij een steungezin")
        question = await proposed(agenda, kring.id, member.person_id, title="Wat helpt een kind?")
        await opened(agenda, question, coordinator.person_id)
        await proposed(agenda, kring.id, member.person_id, title="Nog niet geopend?")
        await pass_on(agenda, [(house.place, HANDLERS)], 0)
        await network.ask(
            "POST",
            "/memberships:end",
            None,
            service="operator",
            body=EndMembership(network_slug="kring", email="fred@voorbeeld.example"),
        )
        await pass_on(network, [(agenda, AGENDA_HEARS), (house.place, HANDLERS)], heard)

        for place in (network, agenda, house.place):
            place.clock.moment = MONDAY
        await when_monday_comes(house.door, THIS_WEEK)
        await house.deliver()

        mails = {str(mail["To"]): text_of(mail) for mail in await house.mailbox()}
        assert set(mails) == {"coby@voorbeeld.example", "lies@voorbeeld.example"}
        assert former.person_id not in {person for person, _ in await house.told()}
        for text in mails.values():
            assert "Kring Noord" in text
            assert "* Logeren bij een steungezin" in text
            assert "* Wat helpt een kind?" in text
            assert "Nog niet geopend?" not in text
            assert "Bijeenkomst van donderdag 14 januari 2027, 13.30 tot 16.00 uur" in text
            assert text.count("/bijeenkomsten/") == 4
