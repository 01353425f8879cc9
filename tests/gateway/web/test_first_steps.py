"""What a new person meets: what is asked at once, where a closed door leads, and what a page of a network says to each (J01, J02, J22)."""

import re

import pytest

from shared.api.network.networks import PerspectiveView
from shared.api.network.platform import ChangePlatformRole, PlatformRolesView
from tests.gateway.web.conftest import SLUG, Village
from tests.gateway.web.test_ended_networks import closed
from tests.gateway.web.test_guardians import asked as asked_guardian
from tests.gateway.web.test_joining import DOOR, INVITATIONS, outsider
from tests.gateway.web.test_names import suggestions

NETWORK = f"/netwerken/{SLUG}"
NOT_KNOWN = "Je hoeft hier niet te laten weten wie je bent."
HELP = "Gaat het niet goed met je?"


async def test_j01_who_asks_to_take_part_as_a_young_person_may_have_a_schuilnaam_and_sees_where_help_is(
    village: Village,
) -> None:
    els = await outsider(village)

    young = await els.get(f"{DOOR}/vraag?kant=YOUNG_PERSON")
    grown = await els.get(f"{DOOR}/vraag?kant=PROFESSIONAL")

    for said in (NOT_KNOWN, "Anderen zien je als Els.", "Zo gaan we met elkaar om", HELP):
        assert said in young.words
        assert said not in grown.words
    assert f'href="/ik?terug={DOOR}&amp;welkom=1"' in young.text
    changing = await els.get(f"/ik?terug={DOOR}&welkom=1")
    assert "Verander hoe anderen je zien" in changing.words
    assert "Hoe heet je?" not in changing.words


async def test_both_questions_at_the_door_are_asked_again_at_once(village: Village) -> None:
    els = await outsider(village)

    empty = await els.fill(f"{DOOR}/vraag?kant=YOUNG_PERSON", f"{DOOR}/vraag", 422, answer="")
    half = await els.fill(f"{DOOR}/vraag?kant=YOUNG_PERSON", f"{DOOR}/vraag", 422, answer="Ik leer graag.")

    for said in ("Vertel of je 16 jaar of ouder bent.", "Schrijf op wat je antwoord is."):
        assert f">{said}</a>" in empty.text
    assert "Ik leer graag.</textarea>" in half.text
    assert "Schrijf op wat je antwoord is." not in half.words


async def test_a_link_for_several_asks_for_side_and_age_at_once_and_tells_of_a_schuilnaam(village: Village) -> None:
    kim, els = await village.reader("Kim"), await outsider(village)
    made = await kim.fill(INVITATIONS, f"{INVITATIONS}/open", 200, cap="2", days="7", perspective="")
    found = re.search(r"/uitnodiging/[A-Za-z0-9_-]+", made.text)
    assert found

    shown = await els.get(found[0])
    empty = await els.fill(found[0], found[0], 422)

    assert "Ben je jongere? Dan kun je een schuilnaam kiezen." in shown.words
    assert "Zo gaan we met elkaar om" in shown.words
    for said in ("Kies eerst vanuit welke kant je meedoet.", "Vertel of je 16 jaar of ouder bent."):
        assert f">{said}</a>" in empty.text


async def test_a_coordinator_who_says_no_without_words_reads_what_is_missing(village: Village) -> None:
    els, kim = await outsider(village), await village.reader("Kim")
    await els.fill(f"{DOOR}/vraag?kant=YOUNG_PERSON", f"{DOOR}/vraag", 303, answer="Ik leer graag.", age="FROM_16")
    found = re.search(rf'href="({NETWORK}/aanmeldingen/[^"]+)"', (await kim.get(f"{NETWORK}/aanmeldingen")).text)
    assert found

    wordless = await kim.fill(found[1], found[1], 422, outcome="DECLINE", message="")

    assert ">Schrijf er een paar vriendelijke zinnen bij, zodat de ander het begrijpt.</a>" in wordless.text
    assert "Vul dit in." not in wordless.words


@pytest.mark.parametrize(("hides", "said"), [("yes", "Vul een schuilnaam in"), ("no", "Een voornaam is genoeg.")])
async def test_pr3_nobody_who_wants_a_schuilnaam_is_told_to_give_a_first_name(
    village: Village, hides: str, said: str
) -> None:
    sam = await village.reader("Sam")

    empty = await sam.fill("/ik", "/ik", 422, hides=hides, display_name="")

    summary = empty.text.split('id="fouten"')[1].split("</div>")[0]
    assert said in summary
    assert ("voornaam" in summary) == (hides == "no")
    assert len(suggestions(empty.text)) == 3


async def test_a_used_invitation_leads_who_took_part_already_on(village: Village) -> None:
    sam, stranger = await village.reader("Sam"), await village.stranger()

    member, other = await sam.get("/uitnodiging/gebruikt", 404), await stranger.get("/uitnodiging/gebruikt", 404)

    for page in (member, other):
        assert "Deed je al mee? Dan heb je geen uitnodiging meer nodig." in page.words
    assert '<a class="button" href="/">Naar Vandaag</a>' in member.text
    assert '<a class="button" href="/inloggen">Log in</a>' in other.text


async def test_a_page_for_members_leads_others_to_the_page_of_the_network(village: Village) -> None:
    els = await outsider(village)

    closed_door = await els.get(f"{NETWORK}/mensen", 403)
    elsewhere = await els.get("/beheer", 403)

    assert f'<a class="button" href="{NETWORK}">Naar het netwerk</a>' in closed_door.text
    assert "Naar het netwerk" not in elsewhere.words


async def test_j02_who_waits_for_a_parent_or_guardian_reads_so_at_the_network_and_is_not_asked_to_join(
    village: Village,
) -> None:
    _, noor, _ = await asked_guardian(village)

    page = await noor.get(NETWORK)

    assert "Je ouder of voogd moet nog ja zeggen. Tot dan wacht je plek." in page.words
    assert f'<a class="button" href="{DOOR}">Mijn deelname</a>' in page.text
    assert ">Doe mee</a>" not in page.text


async def test_j21_who_is_away_is_not_asked_to_join(village: Village) -> None:
    sam = await village.reader("Sam")
    await sam.post(f"{DOOR}/pauze", 303)
    await village.town.tell()

    page = await sam.get(NETWORK)

    assert "Je hebt even pauze in dit netwerk." in page.words
    assert ">Doe mee</a>" not in page.text


async def test_j22_a_network_that_has_ended_waits_for_nobody(village: Village) -> None:
    kim, stranger = await village.reader("Kim"), await village.stranger()
    before = await stranger.get(NETWORK)
    await closed(village, kim)
    await village.town.found("leeg", status="ARCHIVED", rhythm_months=2)

    page, empty = await stranger.get(NETWORK), await stranger.get("/netwerken/leeg")

    assert "Wie doen er mee?" in before.words
    assert "nog niet" in before.words
    assert "Wie deden er mee?" in page.words
    assert "niet genoeg" in page.words
    assert "Uit deze groepen doet niemand meer mee: jongeren, professionals." in empty.words
    assert "Er komen geen bijeenkomsten meer." in empty.words
    assert "Dit netwerk komt elke" not in empty.words
    assert "Dat is een gemis." not in empty.words
    for ended in (page, empty):
        assert not re.search(r"\bnog n(iet|iets|iemand)\b", ended.words)


async def test_many_empty_perspectives_are_named_in_one_sentence(village: Village) -> None:
    codes = ("YOUNG_PERSON", "PARENT", "PROFESSIONAL")
    await village.town.found("nieuw", perspectives=[PerspectiveView(code=code, minimum=1) for code in codes])

    page = await (await village.stranger()).get("/netwerken/nieuw")

    assert "Uit deze groepen doet nog niemand mee: jongeren, ouders of verzorgers, professionals." in page.words
    assert "Er doen nog geen" not in page.words


async def test_who_organises_itself_is_said_in_the_language_of_the_page(village: Village) -> None:
    await village.town.found("eigen", organiser="het netwerk zelf")
    stranger = await village.stranger()

    dutch, english = await stranger.get("/netwerken/eigen"), await stranger.get("/netwerken/eigen", accepts="en")

    assert "georganiseerd door het netwerk zelf" in dutch.words
    assert "organised by the network itself" in english.words


async def test_who_looks_after_the_platform_finds_that_on_the_start_page(village: Village) -> None:
    admin = await village.reader("Beheer")
    before = await admin.get("/")
    for role in ("PLATFORM_ADMIN", "PRIVACY_OFFICER"):
        body = ChangePlatformRole.model_validate({"email": "beheer@voorbeeld.example", "role": role})
        await village.town.network.ask(
            "POST", "/platform-roles:grant", PlatformRolesView, service="operator", body=body
        )

    today = await admin.get("/")

    assert "Je doet nog niet mee aan een netwerk." in before.words
    assert 'href="/beheer"' not in before.text
    assert 'href="/beheer"' in today.text
    assert 'href="/beheer/wissen"' in today.text
    assert "Je doet nog niet mee aan een netwerk." not in today.words


async def test_a_stranger_chooses_only_among_what_a_stranger_finds(village: Village) -> None:
    sam, stranger = await village.reader("Sam"), await village.stranger()

    mine, theirs = await sam.get("/zoeken"), await stranger.get("/zoeken")

    kinds = [set(re.findall(r'<option value="([A-Z_]+)"', page.text)) for page in (mine, theirs)]
    assert kinds[1] == {"NETWORK", "QUESTION", "SESSION"}
    assert kinds[1] < kinds[0]
