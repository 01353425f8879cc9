"""Whose session it is, is remembered for 30 s at most and forgotten at once (A-15); and how owners are asked."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event

from services.gateway.owners import network
from services.gateway.owners import remembered as memory
from services.gateway.owners.house import Owners
from services.gateway.owners.remembered import Remembered
from services.gateway.owners.switchboard import Switchboard
from shared.access import PassOffice, new_key
from shared.api.network.memberships import MembershipView
from shared.api.network.people import SignedIn
from shared.asking import Asking, Part
from shared.database import new_id
from shared.errors import NotFound, NotSignedIn, Refusal, Unavailable
from tests.gateway.town import Town

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


class Tick:
    """Seconds that go forward when told to."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        """The seconds."""
        return self.seconds


class Answering(Switchboard):
    """A switchboard behind which somebody knows whose sessions and memberships these are."""

    def __init__(self, person_id: UUID) -> None:
        self.person_id = person_id
        self.session_id = new_id()
        self.asked = 0
        self.expires_at = NOW + timedelta(hours=1)
        self.meanwhile: Any = None

    async def ask(self, inquiries: Sequence[Any], person_id: UUID | None) -> None:
        """Answer."""
        self.asked += 1
        (inquiry,) = inquiries
        if inquiry.path == "/memberships/mine":
            inquiry.given = [
                MembershipView(
                    id=new_id(),
                    network_id=self.session_id,
                    person_id=self.person_id,
                    perspective="PARENT",
                    perspectives=["PARENT"],
                    roles=[],
                    coordinates=False,
                    status="ACTIVE",
                    since=NOW,
                    version=1,
                )
            ]
            return
        if inquiry.body.token == "nobody's":
            inquiry.refused = NotSignedIn()
            return
        inquiry.given = SignedIn(auth_session_id=self.session_id, person_id=self.person_id, expires_at=self.expires_at)
        if self.meanwhile:
            self.meanwhile()


@pytest.fixture
def answering() -> Answering:
    """Who knows."""
    return Answering(new_id())


@pytest.fixture
def tick() -> Tick:
    """Time."""
    return Tick()


@pytest.fixture
def remembered(tick: Tick) -> Remembered:
    """A memory in our time."""
    return Remembered(tick)


async def test_a_session_is_asked_once_in_thirty_seconds(
    answering: Answering, remembered: Remembered, tick: Tick
) -> None:
    owners = Owners(answering)
    for _ in range(5):
        assert (await remembered.viewer(owners, "secret", now=NOW)).person_id == answering.person_id
    assert answering.asked == 1

    tick.seconds += memory.SECONDS + 0.1
    await remembered.viewer(owners, "secret", now=NOW)

    assert answering.asked == 2


async def test_a_session_that_ended_is_forgotten_at_once(answering: Answering, remembered: Remembered) -> None:
    """A-15."""
    owners = Owners(answering)
    await remembered.viewer(owners, "secret", now=NOW)

    remembered.forget(answering.session_id)

    with pytest.raises(NotSignedIn):
        await remembered.viewer(owners, "secret", now=NOW)


async def test_a_session_that_ends_while_it_is_asked_for_is_not_remembered(
    answering: Answering, remembered: Remembered
) -> None:
    """A-15: the event may overtake the answer."""
    answering.meanwhile = lambda: remembered.forget(answering.session_id)

    with pytest.raises(NotSignedIn):
        await remembered.viewer(Owners(answering), "secret", now=NOW)


async def test_a_session_is_not_remembered_beyond_its_end(answering: Answering, remembered: Remembered) -> None:
    owners = Owners(answering)
    answering.expires_at = NOW + timedelta(seconds=5)
    await remembered.viewer(owners, "secret", now=NOW)

    await remembered.viewer(owners, "secret", now=NOW + timedelta(seconds=6))

    assert answering.asked == 2


async def test_nobody_is_never_remembered(answering: Answering, remembered: Remembered) -> None:
    owners = Owners(answering)
    for _ in range(2):
        with pytest.raises(NotSignedIn):
            await remembered.viewer(owners, "nobody's", now=NOW)

    assert answering.asked == 2


async def test_what_is_remembered_is_bounded_and_holds_no_secret(
    answering: Answering, remembered: Remembered, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A-86: a memory dump gives nobody's cookie away."""
    monkeypatch.setattr(memory, "MOST", 3)
    for number in range(10):
        await remembered.viewer(Owners(answering), f"secret-{number}", now=NOW)

    assert len(remembered._known) == 3
    assert "secret" not in repr(remembered.__dict__)


async def test_memberships_are_remembered_for_a_second_and_forgotten_at_once(
    answering: Answering, remembered: Remembered, tick: Tick
) -> None:
    """A-32."""
    owners = Owners(answering).on_behalf_of(answering.person_id)
    assert await remembered.networks(owners, answering.person_id) == {answering.session_id}
    await remembered.networks(owners, answering.person_id)
    assert answering.asked == 1

    remembered.forget_memberships(answering.person_id)
    await remembered.networks(owners, answering.person_id)
    tick.seconds += 1.1
    await remembered.networks(owners, answering.person_id)

    assert answering.asked == 3


async def test_questions_to_one_owner_go_in_one_call_and_each_has_its_own_answer(place: Town) -> None:
    network_id = await place.found("kring")
    owners = Owners(place.app.state.gateway.switchboard)
    found, missing, listed = (
        network.network_by_slug("kring"),
        network.network_by_slug("geen"),
        network.networks(first=5, after=None),
    )
    place.forget_counts()

    await owners.ask(found, missing, listed)

    assert place.asking.calls == 1
    assert found.answer.id == network_id
    assert [view.id for view in listed.answer.items] == [network_id]
    with pytest.raises(NotFound):
        _ = missing.answer


async def test_questions_asked_together_read_through_one_connection(place: Town) -> None:
    """However many they are; and one that cannot be read does not harm the others."""
    await place.found("kring")
    parts = [Part("GET", "/networks", Any, params={"first": "many"}), *[Part("GET", "/networks", Any)] * 3]
    taken: list[None] = []
    for engine in place.network.door.database.engines:
        event.listen(engine, "checkout", lambda *_: taken.append(None))

    answers = await place.asking.ask_together("network", parts)

    assert len(taken) == 1
    assert isinstance(answers[0], Refusal)
    assert [len(answer["items"]) for answer in answers[1:]] == [1, 1, 1]


@pytest.mark.parametrize("path", ["/together", "/networks/../people/me?x=1", "networks", "/networks\n"])
async def test_questions_together_reach_routes_and_nothing_else(place: Town, path: str) -> None:
    """A-80: no way round, and no together in a together."""
    try:
        (answer,) = await place.asking.ask_together("network", [Part("POST", path, Any)])
    except Refusal as refusal:
        answer = refusal

    assert isinstance(answer, Refusal)


async def test_questions_together_show_the_pass_of_the_whole_call(place: Town) -> None:
    """A-31, A-84: each route decides by it for itself."""
    stranger = Asking(place.asking.owners, PassOffice("gateway", new_key(), {}), place.clock.now)

    with pytest.raises(NotSignedIn):
        await stranger.ask_together("network", [Part("GET", "/networks", Any), Part("GET", "/people/me", Any)])
    mine, people = await place.asking.ask_together(
        "network", [Part("GET", "/memberships/mine", Any), Part("POST", "/people:readers", Any)]
    )
    assert isinstance(mine, NotSignedIn)
    assert isinstance(people, Refusal)


async def test_an_owner_without_an_address_is_unavailable() -> None:
    asking = Asking({}, PassOffice("gateway", new_key(), {}), lambda: NOW)
    inquiry = network.network_by_slug("kring")

    await Owners(Switchboard(asking)).ask(inquiry)

    assert isinstance(inquiry.refused, Unavailable)
