"""Before anybody is asked for dates: each day says what speaks against it, and what is typed is told by its own line."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from starlette.responses import PlainTextResponse

from tests.gateway.web.conftest import Page, Village
from tests.gateway.web.test_answer_pages import poll_link
from tests.gateway.web.test_date_polls import FILLED, NETWORK, NEW, opened, radios
from tests.gateway.web.test_every_page import check

LOOK = f"{NEW}/nakijken"
PLAN = f"{NETWORK}/bijeenkomsten/plannen"
LOOK_OF_PLAN = f"{PLAN}/nakijken"


def look(**different: object) -> str:
    """Where it is shown what a form asks."""
    return f"{LOOK}?{urlencode({**FILLED, **different}, doseq=True)}"


def dates_of(page: Page) -> list[str]:
    """The dates in the form that is shown."""
    return str(page.fields(LOOK)["dates"]).split("\n")


async def test_j03_a_day_that_cannot_be_is_named_with_its_holiday_and_region_before_anybody_is_asked(
    village: Village,
) -> None:
    kim = await village.reader("Kim")

    page = await kim.get(look(dates="4-2-2027\n27-4-2027\n15-7-2027 15.30 tot 17.00\n11-11-2027 14.00 tot 15.00"))
    (without,) = re.findall(r'href="(\S+?nakijken\?\S+?)"', page.text)
    rest = await kim.get(without.replace("&amp;", "&"))

    assert "Op 3 dagen kan het niet. Hieronder staat waarom." in page.words
    assert re.search(
        r"Dinsdag 27 april 2027 13\.30 tot 16\.00 uur · Zwolle Kan niet: [^.]*het is Koningsdag", page.words
    )
    assert re.search(
        r"Donderdag 15 juli 2027 [^.]*\.[^.]*\.\d\d uur · Zwolle Kan niet: zomervakantie in regio Noord", page.words
    )
    assert "Kan niet: er staat al een bijeenkomst van dit netwerk." in page.words
    assert "Start de datumprikker" not in page.words
    assert rest.fields(NEW)["dates"] == "4-2-2027 13.30 tot 16.00"
    assert "kan het niet" not in rest.words
    for shown in (page, rest):
        check(shown, "nl")


async def test_j03_what_makes_a_day_difficult_is_said_and_it_can_still_be_asked(village: Village) -> None:
    kim = await village.reader("Kim")

    page = await kim.get(look(dates="11-2-2027"))

    assert "Lastig: carnaval." in page.words
    assert page.fields(NEW)["dates"] == "11-2-2027"


async def test_br_045_with_young_people_one_date_lies_outside_school_hours_or_it_is_said(village: Village) -> None:
    await village.town.join("kring", "Mees", perspective="YOUNG_PERSON")
    kim = await village.reader("Kim")
    young = {"perspectives": ["YOUNG_PERSON", "PROFESSIONAL"]}
    said = "Op al deze data zitten jongeren op school."

    in_class = await kim.get(look(dates="4-2-2027\n4-3-2027", **young))
    later = await kim.get(look(dates="4-2-2027\n4-3-2027 15.30 tot 18.00", **young))
    weekend = await kim.get(look(dates="4-2-2027\n6-3-2027", **young))
    without = await kim.get(look(dates="4-2-2027"))

    assert said in in_class.words
    assert in_class.fields(NEW)["dates"] == "4-2-2027\n4-3-2027"
    assert [said in page.words for page in (later, weekend, without)] == [False] * 3


async def test_br_045_the_year_planner_looks_for_times_after_school_with_one_link_and_they_keep_their_length(
    village: Village,
) -> None:
    await village.town.join("kring", "Mees", perspective="YOUNG_PERSON")
    kim = await village.reader("Kim")
    rule = (await kim.get(PLAN)).fields(LOOK_OF_PLAN)

    in_class = await kim.get(f"{LOOK_OF_PLAN}?{urlencode(rule, doseq=True)}")
    (later,) = re.findall(r'href="([^"]+)">Zoek ook tijden na school', in_class.text)
    after = await kim.get(later.replace("&amp;", "&"))
    asked = await kim.get(f"{NEW}?{urlencode(after.fields(PLAN), doseq=True)}")

    assert "Op een of meer dagen kunnen jongeren niet." in in_class.words
    assert "15.30 tot 18.00 uur" in after.words
    assert "Zoek ook tijden na school" not in after.words
    assert len(dates_of(asked)) == 6
    assert all(line.endswith(" 15.30 tot 18.00") for line in dates_of(asked))


async def test_a_session_of_a_network_that_shares_three_people_is_named_with_how_many_and_one_that_shares_two_is_not(
    village: Village,
) -> None:
    await village.town.found("buren")
    await village.town.join("buren", "Bo", role="COORDINATOR")
    for name in ("Kim", "Sam"):
        await village.town.join("buren", name)
    bo = await village.reader("Bo")
    address = (await bo.post("/netwerken/buren/datumprikkers/nieuw", 303, key="een", **FILLED)).goes_to.partition("?")[
        0
    ]
    await bo.post(address, 303, key="twee", all="YES")
    await bo.post(f"{address}/sluiten", 303, key="drie")
    boxes = [node.get("value") for node in (await bo.get(f"{address}/kiezen")).parsed().iter("input")]
    measures = {"measure-PROFESSIONAL": "ONLINE"}
    await bo.post(f"{address}/kiezen", 303, key="vier", dates=[box for box in boxes if box], **measures)
    kim = await village.reader("Kim")

    two = await kim.get(look())
    await village.town.join("kring", "Bo")
    three = await kim.get(look())

    assert "komt dan ook bij elkaar" not in two.words
    assert three.words.count("komt dan ook bij elkaar, en 3 mensen doen aan allebei mee.") == 2
    assert "Lastig: " in three.words
    assert "een ander netwerk" not in three.words
    assert three.fields(NEW)["dates"] == FILLED["dates"]
    check(three, "nl")


async def test_the_joining_link_and_the_kind_go_from_the_year_planner_over_the_poll_to_the_sessions(
    village: Village,
) -> None:
    kim, sam = await village.reader("Kim"), await village.reader("Sam")
    link = "https://bellen.example/kring"
    rule = {**(await kim.get(PLAN)).fields(LOOK_OF_PLAN), "link": link, "type": "WORK_VISIT"}
    year = await kim.get(f"{LOOK_OF_PLAN}?{urlencode(rule, doseq=True)}")

    asked = await kim.get(f"{NEW}?{urlencode(year.fields(PLAN), doseq=True)}")
    counted = {"perspectives": "PROFESSIONAL"}
    page = await kim.get(f"{LOOK}?{urlencode({**asked.fields(LOOK), **counted}, doseq=True)}")
    address = (await kim.post(NEW, 303, **{**page.fields(NEW), "key": "een"})).goes_to.partition("?")[0]
    own, others = await kim.get(address), await sam.get(address)
    for one in (kim, sam):
        await one.post(address, 303, key="twee", all="YES", yes_counts="ja")
    await kim.post(f"{address}/sluiten", 303, key="drie")
    boxes = [
        node for node in (await kim.get(f"{address}/kiezen")).parsed().iter("input") if node.get("name") == "dates"
    ]
    confirm = await kim.get(f"{address}/kiezen/nakijken?dates={boxes[0].get('value')}")
    await kim.post(f"{address}/kiezen", 303, **{**confirm.fields(f"{address}/kiezen"), "key": "vier"})
    (session,) = re.findall(r'href="(/bijeenkomsten/[^"]+)"', (await sam.get(address)).text)
    again = await kim.get(f"{NEW}?van={address.rpartition('/')[2]}")

    assert (asked.fields(LOOK)["link"], asked.fields(LOOK)["type"]) == (link, "WORK_VISIT")
    for told in (page, own):
        assert f"Online meedoen kan via {link}" in told.words
    for told in (page, own, others, confirm):
        assert "Wat voor bijeenkomsten het worden: werkbezoek." in told.words
    assert link not in others.text
    assert confirm.fields(f"{address}/kiezen")["link"] == link
    seen = await sam.get(session)
    assert f'href="{link}"' in seen.text
    assert "Werkbezoek" in seen.words
    assert (again.fields(LOOK)["link"], again.fields(LOOK)["type"]) == (link, "WORK_VISIT")
    for shown in (asked, page, own, others, confirm):
        check(shown, "nl")


async def test_a_link_that_cannot_be_is_told_at_its_field_and_stays(village: Village) -> None:
    kim = await village.reader("Kim")
    wrong = "http://bellen.example/kring"

    asked = await kim.post(NEW, 422, key="een", **FILLED, link=wrong, type="CO_DESIGN")
    address = await opened(village)
    await kim.post(address, 303, key="twee", all="YES")
    await kim.post(f"{address}/sluiten", 303, key="drie")
    boxes = [
        node for node in (await kim.get(f"{address}/kiezen")).parsed().iter("input") if node.get("name") == "dates"
    ]
    choice = {"dates": [boxes[0].get("value")], "measure-PROFESSIONAL": "ONLINE"}
    chosen = await kim.post(f"{address}/kiezen", 422, key="vier", **choice, link=wrong)

    for page, form in ((asked, LOOK), (chosen, f"{address}/kiezen")):
        assert page.fields(form)["link"] == wrong
        assert 'id="link-wrong"' in page.text
        check(page, "nl")
    assert asked.fields(LOOK)["type"] == "CO_DESIGN"


async def test_br_043_a_group_of_which_nobody_takes_part_is_named_before_it_is_asked(village: Village) -> None:
    kim = await village.reader("Kim")
    counted = {"perspectives": ["YOUNG_PERSON", "PROFESSIONAL"]}

    before = await kim.get(look(**counted))
    await village.town.join("kring", "Mees", perspective="YOUNG_PERSON")
    after = await kim.get(look(**counted))

    assert "Uit deze groepen doet nog niemand mee: jongeren." in before.words
    assert "doet nog niemand mee" not in after.words


async def test_a_poll_of_one_person_says_so_in_words_that_fit(village: Village) -> None:
    await village.town.found("alleen")
    await village.town.join("alleen", "Bo", role="COORDINATOR")
    bo = await village.reader("Bo")
    page = await bo.post("/netwerken/alleen/datumprikkers/nieuw", 303, key="een", **FILLED)
    address = page.goes_to.partition("?")[0]

    asked = await bo.post(address, 303, key="twee", all="NO")
    seen = await bo.get(asked.goes_to)
    closed = await bo.get((await bo.post(f"{address}/sluiten", 303, key="drie")).goes_to)
    boxes = [node.get("value") for node in closed.parsed().iter("input") if node.get("name") == "dates"]
    confirm = await bo.get(f"{address}/kiezen/nakijken?dates={boxes[0]}")

    assert "Er doet 1 mens mee." in seen.words
    assert "Er is geen datum waarop van elke groep genoeg mensen kunnen." in closed.words
    assert "Over een uur krijgt 1 mens een uitnodiging." in confirm.words
    assert "Wat doe je voor professionals?" in confirm.words
    for shown in (seen, closed, confirm):
        check(shown, "nl")


async def test_whose_school_holidays_count_goes_along_from_the_year_planner_to_the_poll(village: Village) -> None:
    kim = await village.reader("Kim")
    autumn = {"dates": "14-10-2027", "school_regions": ["SOUTH"]}  # a holiday in the north and the middle only

    everywhere = await kim.get(look(dates="21-10-2027"))
    form = (await kim.get(f"{NEW}?{urlencode({**FILLED, **autumn}, doseq=True)}")).fields(LOOK)
    page = await kim.get(look(**autumn))
    done = await kim.post(NEW, 303, **{**page.fields(NEW), "key": "een"})

    assert "Kan niet: herfstvakantie in regio" in everywhere.words
    assert form["school_regions"] == "SOUTH"
    assert "We letten op de schoolvakanties van regio Zuid." in page.words
    assert done.goes_to.startswith("/datumprikkers/")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("ergens in maart", "We kunnen deze regel niet lezen: ergens in maart. Schrijf een datum zo: 14-1-2027"),
        ("100% <b>zeker</b>", "We kunnen deze regel niet lezen: 100% <b>zeker</b>. Schrijf"),
        ("28-3-2027 2.30 tot 4.00", "Die tijd bestaat op die dag niet, door de zomertijd: 28-3-2027 2.30 tot 4.00."),
    ],
    ids=["no date", "signs that mean something elsewhere", "an hour that the clock skips"],
)
async def test_a_line_that_cannot_be_is_said_again_and_everything_stays(village: Village, line: str, said: str) -> None:
    kim = await village.reader("Kim")

    page = await kim.get(look(dates=f"4-2-2027\n{line}"), 422)

    assert page.words.count(said) == 2  # in the summary, and at the field
    assert dates_of(page) == ["4-2-2027", line]
    check(page, "nl")


async def test_what_is_said_again_of_a_long_line_is_its_beginning(village: Village) -> None:
    kim = await village.reader("Kim")

    page = await kim.get(look(dates="x" * 500), 422)

    assert f"niet lezen: {'x' * 60}…. Schrijf" in page.words


async def test_in_english_the_line_is_told_in_english(village: Village) -> None:
    kim = await village.reader("Kim")
    await kim.post("/ik", 303, **{**(await kim.get("/ik")).fields("/ik"), "language": "en"})

    page = await kim.get(look(dates="ergens"), 422)

    assert "We cannot read this line: ergens." in page.words


async def test_j04_who_answers_when_it_has_just_closed_reads_what_they_chose(village: Village) -> None:
    address, link = await poll_link(village, "Sam")
    stranger, sam = await village.stranger(), await village.reader("Sam")
    by_mail, signed_in = await stranger.get(link), await sam.get(address)
    one, two = radios(by_mail)
    fields, own = by_mail.fields(link), signed_in.fields(address)
    village.town.clock.moment += timedelta(days=60)
    sam = await village.reader("Sam")

    late = await stranger.post(link, 409, **{**fields, one: "IF_NEEDED", two: "NO"})
    all_late = await stranger.post(link, 409, **{**fields, "all": "YES"})
    at_home = await sam.post(address, 409, **{**own, one: "YES"})
    broken = await stranger.post(link, 409, **{**fields, one.replace("date", "on", 1): "<script>", one: "YES"})

    assert "Deze datumprikker is gesloten." in late.words
    assert (
        "Dit koos je net. Het is niet bewaard. Donderdag 4 februari 2027, 13.30 uur: als het moet "
        "Donderdag 4 maart 2027, 15.30 uur: nee Telt het nog mee? Stuur dit dan zelf naar de coördinator." in late.words
    )
    assert all_late.words.count(" uur: ja") == 2
    assert "Donderdag 4 februari 2027, 13.30 uur: ja Telt" in at_home.words
    assert "niet bewaard" not in broken.words
    for page in (late, at_home):
        check(page, "nl")


async def test_what_was_chosen_from_a_mail_stays_while_the_agenda_service_is_away(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, link = await poll_link(village, "Sam")
    stranger = await village.stranger()
    page = await stranger.get(link)
    one, two = radios(page)

    with monkeypatch.context() as away:
        away.setitem(village.town.notifications.door.asking.owners, "agenda", PlainTextResponse("", status_code=503))
        later = await stranger.post(link, 503, **{**page.fields(link), one: "NO", two: "YES", "yes_counts": "ja"})
    said = await stranger.post(link, 200, **later.fields(link))

    assert "Wat je invulde, staat nog op deze pagina." in later.words
    assert {name: said.fields(link)[name] for name in (one, two, "yes_counts")} == {
        one: "NO",
        two: "YES",
        "yes_counts": "ja",
    }
    check(later, "nl")


async def test_what_was_chosen_of_many_dates_stays_while_the_agenda_service_is_away(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = await opened(village)
    kim = await village.reader("Kim")
    await kim.post(address, 303, key="een", all="NO")
    await kim.post(f"{address}/sluiten", 303, key="dicht")
    page = await kim.get(f"{address}/kiezen")
    boxes = [node.get("value") for node in page.parsed().iter("input") if node.get("name") == "dates"]
    choice = {"key": "twee", "dates": boxes, "place": "Utrecht", "measure-PROFESSIONAL": "ONLINE"}

    with monkeypatch.context() as away:
        away.setitem(village.town.asking.owners, "agenda", "http://127.0.0.1:9")
        later = await kim.post(f"{address}/kiezen", 503, **choice)
    kept = later.fields(f"{address}/kiezen")
    done = await kim.post(f"{address}/kiezen", 303, **kept)

    assert kept == choice
    assert done.goes_to.startswith(f"{NETWORK}/bijeenkomsten")


async def test_what_was_said_of_the_dates_stays_while_others_are_chosen(village: Village) -> None:
    address = await opened(village)
    kim = await village.reader("Kim")
    await kim.post(address, 303, key="een", all="NO")
    await kim.post(f"{address}/sluiten", 303, key="dicht")
    boxes = (await kim.get(f"{address}/kiezen")).parsed().iter("input")
    one, two = [node.get("value") for node in boxes if node.get("name") == "dates"]
    said = {"measure-PROFESSIONAL": "ONLINE", "place": "Utrecht", "link": "https://bellen.example/kring"}

    page = await kim.get(f"{address}/kiezen/nakijken?dates={one}")
    ways = [node for node in page.parsed().iter("button") if node.get("formaction") == f"{address}/kiezen"]
    sent = {**page.fields(f"{address}/kiezen"), **said}
    other = await kim.get(f"{address}/kiezen?{urlencode(sent)}")
    kept = other.fields(f"{address}/kiezen/nakijken")
    again = await kim.get(f"{address}/kiezen/nakijken?{urlencode({**kept, 'dates': two})}")

    assert [node.get("formmethod") for node in ways] == ["get"]
    assert kept == {"dates": one, **said}
    assert {name: again.fields(f"{address}/kiezen")[name] for name in said} == said
    for shown in (page, other, again):
        check(shown, "nl")


async def test_j03_who_confirms_after_a_fellow_coordinator_is_led_to_what_was_chosen(village: Village) -> None:
    await village.town.join("kring", "Noor", role="DEPUTY")
    address = await opened(village)
    kim, noor = await village.reader("Kim"), await village.reader("Noor")
    for one in (kim, noor):
        await one.post(address, 303, key="een", all="YES")
    await kim.post(f"{address}/sluiten", 303, key="dicht")
    page = await kim.get(f"{address}/kiezen")
    boxes = [node.get("value") for node in page.parsed().iter("input") if node.get("name") == "dates"]

    await kim.post(f"{address}/kiezen", 303, key="twee", dates=boxes[:1])
    again = await kim.post(f"{address}/kiezen", 303, key="twee", dates=boxes[:1])
    second = await noor.post(f"{address}/kiezen", 303, key="drie", dates=boxes)
    ways = [
        await noor.get(f"{address}/kiezen", 303),
        await noor.get(f"{address}/kiezen/nakijken?dates={boxes[0]}", 303),
    ]
    seen = await noor.get(second.goes_to)

    assert again.goes_to.startswith(f"{NETWORK}/bijeenkomsten")  # the same answer to the same form
    assert {way.goes_to for way in (second, *ways)} == {f"{address}?gedaan=data-al-gekozen"}
    assert "De data zijn al gekozen. Hieronder staat welke." in seen.words
    assert seen.words.count("Bekijk de bijeenkomst") == 1
    check(seen, "nl")
