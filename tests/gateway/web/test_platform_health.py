"""How the platform is, for who looks after it: every service tells its own, in figures with words that say what to do."""

from dataclasses import replace

import pytest

from services.gateway.web.administration.health import SERVICES, advised
from shared.errors import Refusal
from shared.service import measured
from shared.web.health import VERSION, Health
from tests.gateway.town import Town
from tests.gateway.web.conftest import Village
from tests.gateway.web.test_every_page import check
from tests.gateway.web.test_steering import administrator

WELL = {
    "service": "network",
    "answers": True,
    "version": VERSION,
    "store": "sqlite",
    "storeAnswers": True,
    "brokerAnswers": True,
    "workersDown": 0,
    "outboxPending": 3,
    "outboxOldestSeconds": 20,
    "inboxWaiting": 2,
    "deadLetters": 0,
    "digestsDue": 5,
    "mailsDue": 5,
    "mailsOldestSeconds": 30,
    "mailsUnknown": 0,
    "erasuresLate": 0,
}
HEALTH = "{ platformHealth { services { service answers version deadLetters mailsUnknown erasuresLate } } }"


def is_so(town: Town, service: str, **figures: object) -> None:
    """Let a service of the town be as these figures say."""
    place = getattr(town, service)

    async def health() -> Health:
        return replace(await measured(place.door, None, workers={}, transport=True), **figures)  # type: ignore[arg-type]  # by name

    place.app.state.health = health


async def test_when_all_is_well_the_page_says_so_and_that_nothing_has_to_be_done(village: Village) -> None:
    await village.deliver()
    admin = await administrator(village)

    page = await admin.get("/beheer")

    check(page, "nl")
    assert "Alles werkt. Je hoeft niets te doen." in page.words
    for name in SERVICES.values():
        assert f"{name}: goed" in page.words
    assert VERSION in page.words


async def test_what_is_wrong_is_said_with_what_to_do_and_names_nobody(village: Village) -> None:
    is_so(village.town, "notifications", inbox_dead=2, counts={"mails_unknown": 1.0})
    is_so(village.town, "network", outbox_pending=7, outbox_oldest_seconds=200.0, counts={"erasures_late": 1.0})
    admin = await administrator(village)

    page = await admin.get("/beheer")

    assert "Mail en meldingen: berichten zijn opgegeven. Bekijk ze met “leerkring bus dead”." in page.words
    assert "Mail en meldingen: van sommige mails is niet zeker of ze zijn verstuurd." in page.words
    assert "Mensen en netwerken: berichten gaan niet op tijd weg." in page.words
    assert "7, de oudste wacht 3 minuten" in page.words
    assert "een verzoek om te wissen is langer dan 72 uur niet af." in page.words
    assert "Agenda en vragen: goed" in page.words
    assert not [name for name in ("Kim", "Sam", "kim@", "sam@") if name in page.words]


async def test_a_service_that_does_not_answer_is_shown_as_such_and_the_page_still_comes(village: Village) -> None:
    async def fails() -> Health:
        raise Refusal

    village.town.agenda.app.state.health = fails
    admin = await administrator(village)

    page = await admin.get("/beheer")

    assert "Agenda en vragen: geeft geen antwoord." in page.words
    assert "Mensen en netwerken: goed" in page.words
    assert "Begin een netwerk" in page.words


async def test_a_database_that_does_not_answer_is_told_apart_from_a_service_that_does_not(village: Village) -> None:
    is_so(village.town, "agenda", database=False)
    admin = await administrator(village)

    page = await admin.get("/beheer")

    assert "Agenda en vragen: de database geeft geen antwoord." in page.words


@pytest.mark.parametrize("name", ["Kim", "Sam", None])
async def test_a40_nobody_but_an_administrator_of_the_platform_learns_how_it_is(
    village: Village, name: str | None
) -> None:
    visitor = await (village.town.signed_in(name) if name else village.town.visitor())

    assert await visitor.ask(HEALTH) == {"platformHealth": None}


@pytest.mark.parametrize("service", ["network", "agenda", "operator"])
async def test_a31_a_service_tells_how_it_is_to_the_gateway_alone(village: Village, service: str) -> None:
    refusal = await village.town.notifications.refusal("GET", "/health:own", service=service)

    assert refusal.code == "NOT_ALLOWED"


def test_all_is_well_within_the_limits() -> None:
    assert advised(WELL) == []


@pytest.mark.parametrize(
    ("different", "said"),
    [
        ({"answers": False}, "Geeft geen antwoord."),
        ({"storeAnswers": False}, "De database geeft geen antwoord."),
        ({"brokerAnswers": False}, "De bezorger van berichten (RabbitMQ) geeft geen antwoord."),
        ({"workersDown": 1}, "Een werker ligt stil."),
        ({"outboxOldestSeconds": 61}, "Berichten gaan niet op tijd weg."),
        ({"deadLetters": 1}, "Berichten zijn opgegeven."),
        ({"mailsOldestSeconds": 601}, "Mail gaat niet op tijd weg."),
        ({"mailsUnknown": 1}, "Van sommige mails is niet zeker of ze zijn verstuurd."),
        ({"erasuresLate": 1}, "Een verzoek om te wissen is langer dan 72 uur niet af."),
    ],
)
def test_each_thing_that_is_not_as_it_should_be_has_its_own_words(different: dict[str, object], said: str) -> None:
    assert [advice.what for advice in advised(WELL | different)] == [said]
