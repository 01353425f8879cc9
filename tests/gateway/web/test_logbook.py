"""The log on pages: coordinators read what was done in their network, everybody what was done with their account."""

from datetime import date

from fastapi.routing import APIRoute

from services.agenda.main import SERVICE as AGENDA
from services.gateway.graphql.acts import AuditBy, AuditKind, AuditVerb
from services.gateway.web.logbook.attempts import ATTEMPTS
from services.gateway.web.logbook.words import ACTS, KINDS
from services.network.main import SERVICE as NETWORK
from services.notifications.main import SERVICE as NOTIFICATIONS
from shared.api.agenda.planning import AddSoftBlock
from shared.audit.verbs import By, Kind, Verb
from shared.web.refused import act_of
from tests.gateway.web.conftest import SLUG, Village
from tests.gateway.web.test_taking_part import address_of

LOG = f"/netwerken/{SLUG}/logboek"


async def test_coordinators_read_who_did_what_in_plain_words(village: Village) -> None:
    kim = await village.reader("Kim")
    address = await address_of(village, "Sam")
    await kim.fill(address, address, 303, roles="SECRETARY", until_SECRETARY="")

    page = await kim.get(LOG)

    assert "Rol gegeven: verslagmaker Voor Sam Door jou · " in page.words
    assert "Rol gegeven: coördinator Voor Kim Door de beheerder van Leerkring" in page.words
    assert '<meta name="robots" content="noindex">' in page.text


async def test_the_log_reads_in_english_too(village: Village) -> None:
    kim = await village.reader("Kim")
    await kim.fill("/ik", "/ik", 303, language="en")

    page = await kim.get(LOG)

    assert "Role given: coordinator For Kim By the operator of Leerkring" in page.words


async def test_the_log_can_be_filtered_by_kind(village: Village) -> None:
    kim = await village.reader("Kim")

    people = await kim.get(f"{LOG}?soort=MEMBERSHIP")
    goals = await kim.get(f"{LOG}?soort=GOAL")

    assert "Rol gegeven: coördinator" in people.words
    assert "Hier is nog niets gebeurd." in goals.words
    assert "Rol gegeven" not in goals.words


async def test_nobody_else_reads_the_log_of_a_network(village: Village) -> None:
    await village.town.found("ander")
    await village.town.join("ander", "Els", role="COORDINATOR")
    sam, els, stranger = await village.reader("Sam"), await village.reader("Els"), await village.stranger()

    member = await sam.get(LOG, 403)
    other = await els.get(LOG, 403)
    asked = await stranger.get(LOG, 303)

    assert "Rol gegeven" not in member.words + other.words
    assert asked.goes_to.startswith("/inloggen")


async def test_coordinators_read_what_was_refused_in_plain_words(village: Village) -> None:
    kim, agenda = await village.reader("Kim"), village.town.agenda
    sam_id, path = village.town.people["Sam"], f"/networks/{village.network_id}/soft-blocks"
    block = AddSoftBlock(words="Toetsen", from_on=date(2027, 3, 1), until_on=date(2027, 3, 5))

    refused = await agenda.refusal("POST", path, person_id=sam_id, body=block)
    await agenda.app.state.desk.refused.written()
    page = await kim.get(LOG)
    settings = await kim.get(f"{LOG}?soort=NETWORK")

    assert refused.code == "COORDINATOR_NEEDED"
    for shown in (page, settings):
        assert "Geprobeerd, maar geweigerd: een lastige periode toevoegen Door Sam · " in shown.words
    assert "Toetsen" not in page.words


async def test_people_read_what_was_done_with_their_own_account(village: Village) -> None:
    sam = await village.reader("Sam")

    page = await sam.get("/ik/logboek")

    assert "Account gemaakt Door de beheerder van Leerkring · zaterdag 21 november 2026" in page.words


READ_BY_POST = {"members.batch", "sessions.coming", "sessions.attendance", "minutes.batch", "actions.batch"}


def test_everything_that_can_be_refused_has_words_and_a_code_of_its_own() -> None:
    paths = {
        route.path
        for service in (NETWORK, AGENDA, NOTIFICATIONS)
        for edge in service.edges
        for route in edge.routes
        if isinstance(route, APIRoute)
        and "POST" in (route.methods or ())
        and "person" in (route.openapi_extra or {}).get("x-who-may", "")
    }
    codes = [act_of(path) for path in paths]

    assert set(codes) == ATTEMPTS.keys() | READ_BY_POST
    assert len(codes) == len(set(codes))


def test_every_act_has_words_and_a_name_in_graphql() -> None:
    assert set(ACTS) == {verb.name for verb in Verb} == {verb.value for verb in AuditVerb}
    assert {kind.name for kind in Kind} == {kind.value for kind in AuditKind}
    assert {by.name for by in By} == {by.value for by in AuditBy}
    assert set(KINDS) <= {kind.name for kind in Kind}
