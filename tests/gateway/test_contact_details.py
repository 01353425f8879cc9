"""How a program hears that contact details stand in what others will read, and says that it looked (PR-6)."""

from typing import Any

import pytest

from services.gateway.graphql.ids import global_id
from tests.gateway.test_changing import PROPOSAL
from tests.gateway.town import Town, Visitor

SAID = {"whoNotices": "Bel 06-12345678.", "origin": "Kom langs: Dorpsstraat 12, 3511 AB Utrecht."}


@pytest.fixture
async def kring(place: Town) -> str:
    """A network where Lid takes part; its global id."""
    network_id = await place.found("kring")
    await place.join("kring", "Lid")
    return global_id("Network", network_id)


async def propose(visitor: Visitor, network: str, **said: Any) -> Any:
    """Propose a question."""
    return await visitor.do(
        "proposeQuestion", "... on Question { whoNotices }", networkId=network, **{**PROPOSAL, **SAID, **said}
    )


async def test_pr_6_a_refusal_names_each_field_and_kind_as_the_input_does(place: Town, kring: str) -> None:
    visitor = await place.signed_in("Lid")

    refused = await propose(visitor, kring)
    stands = await propose(visitor, kring, contactDetailsMayStand=True)

    assert refused["code"] == "CONTACT_DETAILS"
    assert [(problem["field"], problem["code"]) for problem in refused["problems"]] == [
        ("whoNotices", "PHONE_SEEN"),
        ("origin", "ADDRESS_SEEN"),
    ]
    assert stands == {"__typename": "Question", "whoNotices": SAID["whoNotices"]}


async def test_pr_6_a_young_person_cannot_say_that_it_may_stand(place: Town, kring: str) -> None:
    await place.join("kring", "Noor", perspective="YOUNG_PERSON")
    visitor = await place.signed_in("Noor")

    refused = await propose(visitor, kring, contactDetailsMayStand=True)

    assert refused["code"] == "CONTACT_DETAILS_KEPT_OUT"
    assert {problem["code"] for problem in refused["problems"]} == {"PHONE_KEPT_OUT", "ADDRESS_KEPT_OUT"}


async def test_pr_6_what_was_found_stands_in_no_log_and_no_answer(
    place: Town, kring: str, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    visitor = await place.signed_in("Lid")

    refused = await propose(visitor, kring)

    written = "".join([*capfd.readouterr(), caplog.text, str(refused)])
    assert "12345678" not in written
    assert "Dorpsstraat" not in written
