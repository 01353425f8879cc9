"""Passkeys through GraphQL and on pages, with a key in software."""

from typing import Any

from tests.gateway.web.conftest import OWN_PAGE, Reader, Village
from tests.network.authenticators import Authenticator

PAGE = "/ik/apparaten"


async def question(reader: Reader, address: str) -> dict[str, Any]:
    """What the script of the page is told."""
    response = await reader.visitor.client.post(address, headers={**OWN_PAGE, "accept": "application/json"})
    told: dict[str, Any] = response.json()
    return told


async def add(reader: Reader, key: Authenticator, name: str = "Mijn telefoon") -> str:
    """Make a passkey as the script does; gives where the page goes."""
    asked = await question(reader, f"{PAGE}/passkeys/vraag")
    sent = {"challenge_id": asked["challengeId"], "credential": key.create(asked["options"]), "name": name}
    return (await reader.post(f"{PAGE}/passkeys", 303, **sent)).goes_to


async def test_a_stranger_with_a_passkey_signs_in_and_goes_where_they_wanted(village: Village) -> None:
    member, stranger, key = await village.reader("Sam"), await village.stranger(), Authenticator()
    added = await add(member, key)
    asked = await question(stranger, "/inloggen/passkey/vraag")

    sent = {"challenge_id": asked["challengeId"], "credential": key.get(asked["options"]), "terug": "/ik"}
    inside = await stranger.post("/inloggen/passkey", 303, **sent)

    assert added == f"{PAGE}?gedaan=passkey-erbij"
    assert inside.goes_to == "/ik?gedaan=ingelogd"
    assert "sam@voorbeeld.example" in (await stranger.get("/ik")).words
    assert "__Host-browser" not in stranger.visitor.client.cookies


async def test_an_answer_from_another_browser_signs_nobody_in(village: Village) -> None:
    member, one, other, key = (
        await village.reader("Sam"),
        await village.stranger(),
        await village.stranger(),
        Authenticator(),
    )
    await add(member, key)
    asked = await question(one, "/inloggen/passkey/vraag")
    await question(other, "/inloggen/passkey/vraag")

    sent = {"challenge_id": asked["challengeId"], "credential": key.get(asked["options"])}
    refused = await other.post("/inloggen/passkey", 422, **sent)

    assert "Dat duurde te lang. Probeer het nog eens." in refused.words
    assert "__Host-session" not in other.visitor.client.cookies


async def test_a_form_that_the_script_did_not_fill_in_is_refused_in_words(village: Village) -> None:
    stranger = await village.stranger()

    refused = await stranger.post("/inloggen/passkey", 422, challenge_id="", credential="")

    assert "Er is nog iets niet goed" in refused.words
    assert "Wat is je mailadres?" in refused.words


async def test_a_passkey_without_a_name_gets_that_of_the_device_and_can_be_removed(village: Village) -> None:
    reader, key = await village.reader("Sam"), Authenticator()
    await add(reader, key, name="")
    page = await reader.get(PAGE)
    actions = [node.get("action") or "" for node in page.parsed().iter("form")]
    remove = next(action for action in actions if action.endswith("/weghalen"))

    removed = await reader.post(remove, 303)
    again = await reader.post(remove, 303)

    assert "Onbekende browser op onbekend systeem Gemaakt op" in page.words
    assert (removed.goes_to, again.goes_to) == (f"{PAGE}?gedaan=passkey-weg", f"{PAGE}?gedaan=passkey-weg")
    assert "Je hebt nog geen passkey." in (await reader.get(PAGE)).words


async def test_who_signed_in_longer_ago_is_told_so_by_the_script_and_the_page(village: Village) -> None:
    reader = await village.reader("Sam")
    village.town.clock.forward(minutes=11)

    told = await question(reader, f"{PAGE}/passkeys/vraag")
    page = await reader.get(PAGE)

    assert told == {"fault": "Log eerst opnieuw in. Dit kan tot tien minuten na het inloggen."}
    assert "Maak een passkey op dit apparaat" not in page.words


async def test_the_question_to_sign_in_is_the_same_for_everybody_a10(village: Village) -> None:
    member, stranger = await village.reader("Sam"), await village.stranger()
    await add(member, Authenticator())

    ours = await question(member, "/inloggen/passkey/vraag")
    theirs = await question(stranger, "/inloggen/passkey/vraag")

    assert set(ours) == set(theirs) == {"challengeId", "options"}
    assert "allowCredentials" not in theirs["options"] or '"allowCredentials": []' in theirs["options"]
