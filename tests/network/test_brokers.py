"""C003: an organisation that knows much contributes in several networks, from a day to a day, and either side can end it."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from shared.api.network.memberships import BalanceView
from shared.api.network.steering.ties import (
    AddPartner,
    ChangePartner,
    NameBroker,
    OrganisationView,
    PartnerView,
)
from shared.api.page import Ids
from tests.network.steps import a_network, join, load
from tests.workplace import Workplace

PARTNERS = list[PartnerView]


class Institute:
    """An institute that takes part in a network, with Sam as its linking pin; Kim coordinates, Jo takes part."""

    def __init__(self, place: Workplace, network_id: UUID, people: dict[str, UUID], partner: PartnerView) -> None:
        self.place, self.network_id, self.partner = place, network_id, partner
        self.kim, self.sam, self.jo = (people[name] for name in ("Kim", "Sam", "Jo"))

    async def name(self, who: UUID, **more: object) -> PartnerView:
        """Name it a knowledge broker."""
        (view,) = await self.place.ask("POST", self.path("name-broker"), PARTNERS, person_id=who, body=self.body(more))
        assert isinstance(view, PartnerView)
        return view

    async def name_refused(self, who: UUID, **more: object) -> str:
        """Try to name it; the code of the refusal."""
        path = self.path("name-broker")
        return (await self.place.refusal("POST", path, person_id=who, body=self.body(more))).code

    async def end(self, who: UUID) -> PartnerView:
        """End that it contributes."""
        (view,) = await self.place.ask("POST", self.path("end-broker"), PARTNERS, person_id=who)
        assert isinstance(view, PartnerView)
        return view

    async def end_refused(self, who: UUID) -> str:
        """Try to end it; the code of the refusal."""
        return (await self.place.refusal("POST", self.path("end-broker"), person_id=who)).code

    async def shown(self) -> PartnerView:
        """How anybody sees it now."""
        body = Ids(ids=[self.network_id])
        (view,) = await self.place.ask("POST", "/partners:batch", PARTNERS, body=body)
        assert isinstance(view, PartnerView)
        return view

    async def organisation(self, who: UUID | None = None) -> OrganisationView:
        """Its own page, for somebody."""
        path = f"/organisations/{self.partner.organisation_id}"
        view: OrganisationView = await self.place.ask("GET", path, OrganisationView, person_id=who)
        return view

    def path(self, act: str) -> str:
        """Where something is asked of it."""
        return f"/partners/{self.partner.id}:{act}"

    def body(self, more: dict[str, object]) -> NameBroker:
        """What is said when it is named."""
        return NameBroker.model_validate({"version": 1, **more})


@pytest.fixture
async def institute(place: Workplace) -> Institute:
    """An institute in the network of Kim."""
    network = await load(place, a_network())
    people = {"Kim": (await join(place, "kring", "Kim", role="COORDINATOR")).person_id}
    for name in ("Sam", "Jo"):
        people[name] = (await join(place, "kring", name)).person_id
    (partner,) = await place.ask(
        "POST",
        f"/networks/{network.id}/partners",
        PARTNERS,
        person_id=people["Kim"],
        body=AddPartner(name="Instituut", linking_person_id=people["Sam"]),
    )
    return Institute(place, network.id, people, partner)


async def test_c003_a_network_names_an_organisation_that_contributes_and_everybody_sees_since_when(
    institute: Institute,
) -> None:
    before = await institute.shown()
    until_on = institute.place.clock.now().date() + timedelta(days=30)

    await institute.name(institute.kim, until_on=until_on)

    after = await institute.shown()
    assert (before.contributes_from, before.contributes_until_on) == (None, None)
    assert (after.contributes_from, after.contributes_until_on) == (institute.place.clock.now(), until_on)
    assert after.linking_name is None
    institute.place.clock.forward(days=32)
    assert (await institute.shown()).contributes_from is None


async def test_named_again_only_its_last_day_changes(institute: Institute) -> None:
    first = await institute.name(institute.kim)
    institute.place.clock.forward(days=3)
    until_on = institute.place.clock.now().date() + timedelta(days=9)

    again = await institute.name(institute.kim, version=2, until_on=until_on)

    assert again.contributes_from == first.contributes_from
    assert again.contributes_until_on == until_on


@pytest.mark.parametrize("side", ["kim", "sam"], ids=["the network", "its linking pin"])
async def test_either_side_ends_it_and_nobody_else(institute: Institute, side: str) -> None:
    await institute.name(institute.kim)
    stranger = await join_elsewhere(institute.place)

    refused = [await institute.end_refused(institute.jo), await institute.end_refused(stranger)]
    ended = await institute.end(getattr(institute, side))
    again = await institute.end_refused(institute.kim)

    assert refused == ["COORDINATOR_NEEDED", "NOT_FOUND"]
    assert ended.contributes_from is None
    assert again == "NO_BROKER"


async def test_only_who_coordinates_names_it_and_it_needs_a_linking_pin_and_a_day_to_come(institute: Institute) -> None:
    today = institute.place.clock.now().date()

    refused = [
        await institute.name_refused(institute.sam),
        await institute.name_refused(institute.kim, version=7),
        await institute.name_refused(institute.kim, until_on=today - timedelta(days=1)),
    ]
    await institute.name(institute.kim)
    change = f"/partners/{institute.partner.id}:change"
    pinless = await institute.place.refusal("POST", change, person_id=institute.kim, body=ChangePartner(version=2))
    await institute.end(institute.sam)
    await institute.place.ask("POST", change, PARTNERS, person_id=institute.kim, body=ChangePartner(version=3))
    refused.append(await institute.name_refused(institute.kim, version=4))

    assert refused == ["COORDINATOR_NEEDED", "STALE_VERSION", "BROKER_END_PASSED", "BROKER_NEEDS_PIN"]
    assert pinless.code == "BROKER_NEEDS_PIN"


async def test_c003_its_own_page_says_in_which_networks_it_contributes(institute: Institute) -> None:
    other = await load(institute.place, a_network("ander"))
    bo = (await join(institute.place, "ander", "Bo", role="COORDINATOR")).person_id
    await institute.place.ask(
        "POST", f"/networks/{other.id}/partners", PARTNERS, person_id=bo, body=AddPartner(name="instituut")
    )
    await institute.name(institute.kim)

    for_pin, for_anyone = await institute.organisation(institute.sam), await institute.organisation()

    assert {one.network_slug: one.contributes_from is not None for one in for_anyone.places} == {
        "kring": True,
        "ander": False,
    }
    assert [one.network_slug for one in for_pin.places if one.viewer_may_end] == ["kring"]
    assert not any(one.viewer_may_end for one in for_anyone.places)
    nobody = await institute.place.refusal("GET", f"/organisations/{uuid4()}")
    assert nobody.code == "NOT_FOUND"


async def test_contributing_makes_no_perspective_heavier(institute: Institute) -> None:
    async def weights() -> list[BalanceView]:
        path = f"/networks/{institute.network_id}/balance"
        found: list[BalanceView] = await institute.place.ask("GET", path, list[BalanceView])
        return found

    before = await weights()

    await institute.name(institute.kim)

    assert await weights() == before


async def join_elsewhere(place: Workplace) -> UUID:
    """Somebody who takes part in another network only."""
    await load(place, a_network("ver-weg"))
    return (await join(place, "ver-weg", "Els")).person_id
