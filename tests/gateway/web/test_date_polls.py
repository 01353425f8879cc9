"""The pages of date polls, without a script: type dates, look, ask, answer, close, choose; nothing typed is lost."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest

from tests.gateway.web.conftest import SLUG, Page, Village
from tests.gateway.web.test_every_page import check
from tests.gateway.web.test_taking_part import address_of, send

NETWORK = f"/netwerken/{SLUG}"
NEW = f"{NETWORK}/datumprikkers/nieuw"
DATES = "4-2-2027\ndonderdag 4 maart 2027, 15.30 tot 18.00"
FILLED = {
    "title": "Bijeenkomsten in 2027",
    "dates": DATES,
    "starts": "13.30",
    "ends": "16.00",
    "place": "Zwolle",
    "words": "We zoeken een dag na school.",
    "answer_until": "20-12-2026",
    "perspectives": ["PROFESSIONAL"],
}


async def opened(village: Village) -> str:
    """The address of a poll that the coordinator opened through the pages."""
    kim = await village.reader("Kim")
    page = await kim.post(NEW, 303, key="een", **FILLED)
    return page.goes_to.partition("?")[0]


def radios(page: Page) -> list[str]:
    """The names of the groups in which somebody chooses, one for each date."""
    return list(dict.fromkeys(node.get("name") for node in page.parsed().iter("input") if node.get("type") == "radio"))


async def test_dates_are_read_as_people_write_them_and_looked_at_before_anybody_is_mailed(village: Village) -> None:
    kim = await village.reader("Kim")
    query = "&".join(f"{name}={value}" for name, value in FILLED.items() if name not in {"dates", "perspectives"})

    page = await kim.get(
        f"{NEW}/nakijken?{query}&perspectives=PROFESSIONAL&dates=4-2-2027%0Adonderdag 4 maart 2027, 15.30 tot 18.00"
    )
    sent = page.fields(NEW)

    assert "donderdag 4 februari 2027" in page.words.lower()
    assert "13.30 tot 16.00 uur" in page.words
    assert "15.30 tot 18.00 uur" in page.words
    assert "krijgt iedereen die meedoet" in page.words
    assert {name: sent[name] for name in FILLED} == {**FILLED, "perspectives": "PROFESSIONAL"}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"dates": ""}, "elke datum op een eigen regel"),
        ({"dates": "ergens in maart"}, "We kunnen deze regel niet lezen: ergens in maart."),
        ({"dates": "4-2-2027\n4-2-2027"}, "Een datum staat er twee keer"),
        ({"dates": "27-4-2027"}, "Laat die dag weg"),
        ({"answer_until": "5-2-2027"}, "voor de eerste datum"),
        ({"perspectives": []}, "Kies minstens één groep"),
    ],
    ids=["no date", "no date at all", "twice", "a holiday", "too late", "no group"],
)
async def test_what_is_wrong_stands_at_its_field_and_what_was_typed_stays(
    village: Village, wrong: dict[str, object], said: str
) -> None:
    kim = await village.reader("Kim")

    page = await kim.post(NEW, 422, key="een", **{**FILLED, **wrong})

    assert said in page.words
    kept = page.fields(f"{NEW}/nakijken")
    assert (kept["title"], kept["place"]) == ("Bijeenkomsten in 2027", "Zwolle")
    check(page, "nl")


async def test_j04_a_member_answers_from_vandaag_in_one_form_and_can_change_it(village: Village) -> None:
    address = await opened(village)
    sam = await village.reader("Sam")
    today = await sam.get("/")
    before = await sam.get(address)
    one, two = radios(before)

    none = await sam.post(address, 422, key="een")
    await sam.post(address, 303, key="twee", **{one: "IF_NEEDED"})
    some = (await sam.get(address)).fields(address)
    await sam.post(address, 303, key="drie", all="YES", **{one: "NO"})
    after = await sam.get(address)

    assert f'href="{address}"' in today.text
    assert "We zoeken een dag na school." in before.words
    assert "Je ziet wie er kan als je zelf hebt geantwoord" in before.words
    assert "Kies bij minstens één datum of je kunt" in none.words
    assert {name: some.get(name) for name in (one, two)} == {one: "IF_NEEDED", two: None}
    assert {name: after.fields(address).get(name) for name in (one, two)} == {one: "YES", two: "YES"}
    assert "disabled" not in before.text
    assert "Kleine groepen samen" in after.words
    assert ['href="#uitslag"' in page.text for page in (before, after)] == [
        False,
        True,
    ]  # once there is a result to go to
    assert "zeggen we niet" in after.words  # Sam and Kim are two: a word on them would be of one of them
    assert f'href="{address}"' not in (await sam.get("/")).text
    for page in (before, none, after):
        check(page, "nl")


async def test_what_was_chosen_stays_while_the_agenda_service_is_away_and_is_sent_with_one_button(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = await opened(village)
    sam = await village.reader("Sam")
    one, two = radios(await sam.get(address))

    with monkeypatch.context() as away:
        away.setitem(village.town.asking.owners, "agenda", "http://127.0.0.1:9")
        later = await sam.post(address, 503, key="een", **{one: "NO", two: "YES"})
    kept = later.fields(address)
    await sam.post(address, 303, **kept)
    said = (await sam.get(address)).fields(address)

    assert "Wat je invulde, staat nog op deze pagina." in later.words
    assert later.response.headers["retry-after"] == "60"
    assert kept == {"key": "een", one: "NO", two: "YES"}
    assert {name: said[name] for name in (one, two)} == {one: "NO", two: "YES"}
    check(later, "nl")


async def test_br_043_a_coordinator_says_what_is_done_for_who_is_left_out_before_the_dates_stand(
    village: Village,
) -> None:
    address = await opened(village)
    kim, sam = await village.reader("Kim"), await village.reader("Sam")
    await sam.post(address, 303, key="een", all="NO")
    early = await kim.get(f"{address}/kiezen", 403)
    closed = await kim.post(f"{address}/sluiten", 303, key="twee")
    page = await kim.get(f"{address}/kiezen")
    boxes = [node.get("value") for node in page.parsed().iter("input") if node.get("name") == "dates"]
    none = await kim.get(f"{address}/kiezen/nakijken", 422)
    look = await kim.get(f"{address}/kiezen/nakijken?dates={boxes[0]}")
    silent = await kim.post(f"{address}/kiezen", 422, key="drie", dates=boxes[:1])
    done = await kim.post(
        f"{address}/kiezen", 303, key="vier", dates=boxes[:1], place="Utrecht", **{"measure-PROFESSIONAL": "ONLINE"}
    )
    after = await sam.get(address)

    assert "nog open" in early.words
    assert closed.goes_to.startswith(f"{address}/kiezen")
    assert "Te weinig professionals kunnen" in page.words
    # BR-040: what is first then, and why
    assert "Er is geen datum waarop van elke groep genoeg mensen kunnen." in page.words
    assert "Bovenaan staat de datum waarop die groep nog het meest kan" in page.words
    assert page.words.count("Het laagst: ") == len(boxes)
    assert "De beste datum staat bovenaan" not in page.words
    assert f'href="{NEW}?van={address.rpartition("/")[2]}"' in page.text  # other dates, or another time of day
    assert "Kies minstens één datum" in none.words
    assert "Wat doe je voor professionals?" in look.words
    assert silent.words.count("Kies wat je doet voor professionals.") == 2  # in the summary, and at the field
    assert done.goes_to.startswith(f"{NETWORK}/bijeenkomsten")
    assert "Voor professionals: ze kunnen online meedoen" in after.words
    for shown in (page, none, look, silent, after):
        check(shown, "nl")


async def test_br_043_the_measure_of_a_meeting_beforehand_leads_to_planning_it(village: Village) -> None:
    address = await opened(village)
    kim, sam = await village.reader("Kim"), await village.reader("Sam")
    await sam.post(address, 303, key="een", all="NO")
    await kim.post(f"{address}/sluiten", 303, key="twee")
    page = await kim.get(f"{address}/kiezen")
    boxes = [node.get("value") for node in page.parsed().iter("input") if node.get("name") == "dates"]
    await kim.post(f"{address}/kiezen", 303, key="drie", dates=boxes[:1], **{"measure-PROFESSIONAL": "PRE_MEETING"})

    offered = [node.get("href") for node in (await kim.get(address)).parsed().iter("a")]
    (plan,) = [href for href in offered if href and "/nieuw?type=PRE_MEETING&perspective=PROFESSIONAL&voor=" in href]
    form = (await kim.get(plan)).fields(f"{NETWORK}/bijeenkomsten/nieuw")

    assert (form["type"], form["perspective"]) == ("PRE_MEETING", "PROFESSIONAL")
    assert "type=PRE_MEETING" not in (await sam.get(address)).text


async def test_only_who_takes_part_sees_a_poll_and_only_a_coordinator_asks_or_chooses(village: Village) -> None:
    address = await opened(village)
    await village.town.found("andere")
    await village.town.join("andere", "Bas")
    sam, bas = await village.reader("Sam"), await village.reader("Bas")

    await bas.get(address, 404)
    await bas.get(f"{NETWORK}/datumprikkers", 403)
    await sam.get(f"{address}/kiezen", 403)
    await sam.get(NEW, 403)
    listed = await sam.get(f"{NETWORK}/datumprikkers")

    assert "Bijeenkomsten in 2027" in listed.words
    check(listed, "nl")


async def test_wish_14_a_poll_that_is_over_is_asked_once_more(village: Village) -> None:
    address = await opened(village)
    kim = await village.reader("Kim")
    await kim.post(f"{address}/sluiten", 303, key="dicht")
    again = f"{NEW}?van={address.rpartition('/')[2]}"

    listed = await kim.get(f"{NETWORK}/datumprikkers")
    form = (await kim.get(again)).fields(f"{NEW}/nakijken")
    village.town.clock.moment += timedelta(days=80)
    kim, sam = await village.reader("Kim"), await village.reader("Sam")
    later = (await kim.get(again)).fields(f"{NEW}/nakijken")

    assert f'href="{again}"' in listed.text
    assert (form["title"], form["place"], form["starts"], form["ends"]) == (
        "Bijeenkomsten in 2027",
        "Zwolle",
        "13.30",
        "16.00",
    )
    assert form["dates"].split("\n") == ["4-2-2027 13.30 tot 16.00", "4-3-2027 15.30 tot 18.00"]
    assert later["dates"] == "4-3-2027 15.30 tot 18.00"
    assert "Vraag het opnieuw" not in (await sam.get(f"{NETWORK}/datumprikkers")).words
    await kim.get(f"{NEW}?van=niets", 404)


async def test_after_the_closing_somebody_takes_back_that_their_yes_counts_with_one_button(village: Village) -> None:
    address = await opened(village)
    kim, sam = await village.reader("Kim"), await village.reader("Sam")
    for number, reader in enumerate((kim, sam)):
        await reader.post(address, 303, key=f"ja-{number}", all="YES", yes_counts="ja")
    await kim.post(f"{address}/sluiten", 303, key="dicht")
    before = await sam.get(address)

    await sam.fill(address, f"{address}/nog-niet", 303)
    after, other = await sam.get(address), await kim.get(address)

    said = [f"{address}/nog-niet" in page.text for page in (before, after, other)]
    assert said == [True, False, True]
    check(before, "nl")


async def test_who_may_speak_as_a_young_person_as_well_is_not_offered_among_who_cannot_be_missed(
    village: Village,
) -> None:
    kim = await village.reader("Kim")
    place = await address_of(village, "Sam")
    before = await kim.get(NEW)

    await send(kim, place, f"{place}/kanten", perspectives=["PROFESSIONAL", "YOUNG_PERSON"])
    after = await kim.get(NEW)

    offered = [
        [node.get("value") for node in page.parsed().iter("input") if node.get("name") == "needed_ids"]
        for page in (before, after)
    ]
    assert [len(one) for one in offered] == [2, 1]


async def test_wish_3_a_coordinator_says_who_cannot_be_missed_and_is_stopped_at_a_date_without_them(
    village: Village,
) -> None:
    await village.town.join(SLUG, "Noor", role="FACILITATOR")
    await village.town.join(SLUG, "Mees", perspective="YOUNG_PERSON")
    kim, noor, sam = [await village.reader(name) for name in ("Kim", "Noor", "Sam")]
    page = await kim.get(NEW)
    labels = {
        node.get("for"): "".join(node.itertext()).strip()
        for node in page.parsed().iter("label")
        if str(node.get("for")).startswith("needed_ids")
    }
    boxes = {
        labels[str(node.get("id"))].partition(" ")[0]: node.get("value")
        for node in page.parsed().iter("input")
        if node.get("name") == "needed_ids"
    }
    filled = FILLED | {"needed_ids": [boxes["Noor"]]}

    look = await kim.get(f"{NEW}/nakijken?{urlencode(filled, doseq=True)}")
    address = (await kim.fill(f"{NEW}/nakijken?{urlencode(filled, doseq=True)}", NEW, 303)).goes_to.partition("?")[0]
    asked, other = await noor.get(address), await sam.get(address)
    one, two = radios(asked)
    await noor.post(address, 303, key="een", **{one: "NO", two: "YES"})
    for number, reader in enumerate((sam, kim)):
        await reader.post(address, 303, key=f"ja-{number}", all="YES")
    result, member = await kim.get(address), await sam.get(address)
    await kim.post(f"{address}/sluiten", 303, key="twee")
    choose = await kim.get(f"{address}/kiezen")
    dates = [node.get("value") for node in choose.parsed().iter("input") if node.get("name") == "dates"]
    stopped = await kim.get(f"{address}/kiezen/nakijken?dates={dates[1]}")
    refused = await kim.post(f"{address}/kiezen", 422, key="drie", dates=dates[1:])
    again = await kim.get(f"{NEW}?van={address.rpartition('/')[2]}")
    done = await kim.post(f"{address}/kiezen", 303, key="vier", dates=dates[1:], goes_without="ja")

    assert list(boxes) == ["Kim", "Noor", "Sam"]
    assert "Zonder deze mensen gaat het niet door: Noor." in look.words
    assert "Zonder jou gaat het niet door." in asked.words
    assert "nooit wat jij koos" not in asked.words
    assert "Zonder jou gaat het niet door." not in other.words
    assert "nooit wat jij koos" in other.words
    assert "Noor kan." in result.words
    assert "Noor kan niet." in result.words
    assert "Noor" not in member.words
    assert choose.words.index("Noor kan.") < choose.words.index("Noor kan niet.")
    assert "Gaat het door zonder wie niet kan of nog niets zei?" in stopped.words
    assert "Zeg dat het toch doorgaat, of kies een andere datum." in refused.words
    assert f'value="{boxes["Noor"]}" checked' in again.text
    assert done.goes_to.startswith(f"{NETWORK}/bijeenkomsten")
    for shown in (page, look, asked, result, choose, stopped, refused, again):
        check(shown, "nl")


async def test_wish_3_who_said_yes_need_not_say_so_again_at_the_session_if_they_want(village: Village) -> None:
    address = await opened(village)
    kim, sam = await village.reader("Kim"), await village.reader("Sam")
    before = await sam.get(address)

    await sam.post(address, 303, key="een", all="YES", yes_counts="ja")
    kept = await sam.get(address)
    await kim.post(address, 303, key="twee", all="YES")
    await kim.post(f"{address}/sluiten", 303, key="drie")
    page = await kim.get(f"{address}/kiezen")
    dates = [node.get("value") for node in page.parsed().iter("input") if node.get("name") == "dates"]
    await kim.post(f"{address}/kiezen", 303, key="vier", dates=dates)
    result = await sam.get(address)
    (first, *_) = re.findall(r'href="(/bijeenkomsten/[0-9a-f-]{36})"', result.text.split('id="uitslag"')[1])
    mine, hers = await sam.get(first), await kim.get(first)

    assert before.fields(address).get("yes_counts") is None
    assert kept.fields(address)["yes_counts"] == "ja"
    assert "Je komt. Fijn." in mine.words
    assert "Van jou weten we het nog niet." in hers.words
    check(kept, "nl")
