"""Planning a year: the dates and their reasons are seen before anything is saved, days can be left out, and an hour to undo."""

import re
from datetime import date
from urllib.parse import urlencode

from services.gateway.web.year_picture import Mark, Stretch, draw_year
from tests.gateway.web.conftest import SLUG, Village

BASE = f"/netwerken/{SLUG}/bijeenkomsten"
PLAN = f"{BASE}/plannen"
BLOCKS = f"{PLAN}/lastige-periodes"
RULE = {
    "every": "2",
    "nth": "2",
    "weekday": "3",
    "starts": "13.30",
    "ends": "16.00",
    "from_on": "1-1-2028",
    "until_on": "31 december 2028",
    "place": "Utrecht",
}
EXACTLY = {**RULE, "keuze": "ritme"}


def look(rule: dict[str, str]) -> str:
    """Where the dates of a rule are shown."""
    return f"{PLAN}/nakijken?{urlencode(rule)}"


async def test_the_form_begins_with_the_coming_year_in_the_rhythm_of_the_network(village: Village) -> None:
    kim = await village.reader("Kim")

    form = (await kim.get(PLAN)).fields(f"{PLAN}/nakijken")

    assert {name: form[name] for name in RULE} == {
        **RULE,
        "from_on": "1-1-2027",
        "until_on": "31-12-2027",
        "place": "",
    }
    assert form["weekdays"] == ["0", "1", "2", "3", "4"]


async def test_looking_at_the_dates_of_j03_saves_nothing_and_says_why_each_can_be(village: Village) -> None:
    kim = await village.reader("Kim")

    await kim.fill(PLAN, f"{PLAN}/nakijken", 405, **RULE)  # the form looks, it does not send
    page = await kim.get(look(EXACTLY))

    assert page.fields(PLAN)["dates"] == [
        "2028-01-13 13:30",
        "2028-03-09 13:30",
        "2028-05-11 13:30",
        "2028-09-14 13:30",
        "2028-11-09 13:30",
    ]
    assert page.fields(PLAN)["keep"] == page.fields(PLAN)["dates"]
    assert (
        "Donderdag 13 januari 2028 , 13.30 tot 16.00 uur Vrij: geen feestdag, geen schoolvakantie en niets anders "
        "dat in de weg staat. De eerste van de reeks." in page.words
    )
    assert "Donderdag 13 juli 2028 , 13.30 tot 16.00 uur Kan niet: zomervakantie in regio Midden." in page.words
    assert "Als je dit bevestigt, staan de dagen met een vinkje vast. 2 mensen zien ze op Leerkring" in page.words
    assert "2028" not in (await kim.get(BASE)).words


async def test_where_the_rhythm_meets_a_hard_day_the_best_year_is_shown_first(village: Village) -> None:
    kim = await village.reader("Kim")

    page = await kim.get(look(RULE))

    assert "Dit is het beste jaar dat we vonden" in page.words
    assert len(page.fields(PLAN)["dates"]) == 6
    assert page.fields(PLAN)["dates"][3].startswith("2028-07-0")
    assert "Kan niet:" not in page.words
    assert "dagen eerder dan het ritme" in page.words


async def test_even_months_are_refused_with_the_august_reason_and_a_way_out(village: Village) -> None:
    kim = await village.reader("Kim")
    even = {**RULE, "from_on": "1-2-2027", "until_on": "31-12-2027"}

    page = await kim.get(look(even))

    assert (
        "Dit ritme kan niet. In augustus 2027 kan geen enkele werkdag: zomervakantie in regio Noord, Midden en Zuid."
        in page.words
    )
    assert "Begin in maart, dan kan het wel" in page.words
    assert "from_on=2027-03-01" in page.text
    assert "Bevestig deze bijeenkomsten" not in page.words
    assert "precies het ritme dat je koos" not in page.words
    assert "Welke bijeenkomsten gaan door?" not in page.words


async def test_a_rhythm_of_every_month_meets_august_and_can_be_planned_until_then(village: Village) -> None:
    kim = await village.reader("Kim")

    page = await kim.get(look({**RULE, "every": "1", "from_on": "1-1-2028"}))
    (until,) = re.findall(r'href="([^"]+)">Plan eerst tot en met juli', page.text)
    before = await kim.get(until.replace("&amp;", "&"))
    at_once = await kim.get(look({**RULE, "every": "1", "from_on": "1-8-2028"}))

    assert "In augustus 2028 kan geen enkele werkdag" in page.words
    assert "Begin in" not in page.words
    assert len(before.fields(PLAN)["dates"]) == 7
    assert "Dit ritme kan niet" in at_once.words
    assert "Plan eerst" not in at_once.words


async def test_the_year_stands_there_as_a_picture_and_as_tables(village: Village) -> None:
    kim = await village.reader("Kim")

    page = await kim.get(look({**RULE, "weekday": "4", "from_on": "1-1-2027", "until_on": "31-12-2027"}))

    assert page.text.count('class="year-date year-date-free"') == 6
    assert "Zomervakantie in regio Noord 10 juli 2027 tot en met 22 augustus 2027 kan niet" in page.words
    assert "Goede Vrijdag 26 maart 2027 lastig" in page.words
    assert (
        "Vrij in alle maanden van dit ritme: Tweede donderdag van de maand Tweede vrijdag van de maand "
        "Kan, maar is een of meer keer lastig: "
        "Eerste maandag van de maand : 3 mei 2027, de week na de meivakantie, die veel scholen vrij geven "
        "Eerste dinsdag van de maand : 4 mei 2027, de week na de meivakantie, die veel scholen vrij geven "
        "Elke andere vaste dag valt minstens één keer" in page.words
    )


async def test_a_day_without_its_tick_is_not_planned_and_sending_twice_plans_once(village: Village) -> None:
    kim = await village.reader("Kim")
    fields = (await kim.get(look(EXACTLY))).fields(PLAN)
    fields["keep"] = [moment for moment in fields["keep"] if not moment.startswith("2028-05-11")]

    first = await kim.post(PLAN, 303, **fields)
    second = await kim.post(PLAN, 303, **fields)
    sessions = await kim.get(BASE)

    assert first.goes_to == second.goes_to == f"{BASE}?gedaan=gepland"
    assert "De bijeenkomsten zijn gepland." in (await kim.get(first.goes_to)).words
    assert [
        sessions.words.count(f"{day} 2028, 13.30 tot 16.00 uur") for day in ("13 januari", "14 september", "11 mei")
    ] == [1, 1, 0]


async def test_j03_within_the_hour_the_whole_series_can_be_taken_back(village: Village) -> None:
    kim = await village.reader("Kim")
    await kim.post(PLAN, 303, **(await kim.get(look(EXACTLY))).fields(PLAN))
    page = await kim.get(BASE)
    back, *_ = re.findall(r'action="(\S+/terugdraaien)"', page.text)

    undone = await kim.post(back, 303, **page.fields(back))
    after = await kim.get(undone.goes_to)

    assert "Er zijn net 5 bijeenkomsten gepland." in page.words
    assert "De bijeenkomsten zijn weer weg. Niemand kreeg er mail over." in after.words
    assert "2028" not in after.words


async def test_a_day_on_which_the_network_meets_already_cannot_be_kept(village: Village) -> None:
    kim = await village.reader("Kim")
    rule = {**EXACTLY, "from_on": "1-11-2027", "until_on": "31-1-2028"}

    page = await kim.get(look(rule))
    clash = await kim.post(PLAN, 422, **{**page.fields(PLAN), "keep": ["2027-11-11 13:30", "2028-01-13 13:30"]})

    assert page.fields(PLAN)["dates"] == "2028-01-13 13:30"
    assert "Kan niet: er staat al een bijeenkomst van dit netwerk." in page.words
    assert "Op een van deze dagen staat al een bijeenkomst van dit netwerk." in clash.words


async def test_what_cannot_be_read_is_told_at_its_field_and_stays_as_it_was_typed(village: Village) -> None:
    kim = await village.reader("Kim")
    wrong = {**RULE, "starts": "half twee", "until_on": "straks", "day": "40"}

    page = await kim.get(look(wrong), 422)

    form = page.fields(f"{PLAN}/nakijken")
    assert {name: form[name] for name in wrong} == wrong
    assert page.text.count('aria-invalid="true"') == 3
    assert '<a href="#starts">Schrijf de tijd zo: 13.30</a>' in page.text
    assert '<a href="#until_on">Schrijf de datum zo: 14-1-2027</a>' in page.text
    assert '<a href="#day">Kies een dag van 1 tot en met 31.</a>' in page.text
    assert page.title == "Niet gelukt: Plan een reeks bijeenkomsten · Leerkring"


async def test_what_the_service_refuses_stands_at_its_field_too(village: Village) -> None:
    kim = await village.reader("Kim")
    wrong = {**RULE, "ends": "12.00", "until_on": "31-12-2031"}

    page = await kim.get(look(wrong), 422)

    assert (
        '<p class="message" id="ends-wrong">De eindtijd ligt voor de begintijd. Kies een latere eindtijd.</p>'
        in page.text
    )
    assert '<a href="#until_on">Een reeks duurt hooguit twee jaar. Kies een eerdere laatste dag.</a>' in page.text


async def test_a_period_without_a_single_date_says_so(village: Village) -> None:
    kim = await village.reader("Kim")
    rule = {**RULE, "from_on": "20-1-2028", "until_on": "31-1-2028"}

    page = await kim.get(look(rule), 422)

    assert "Er blijft geen enkele dag over." in page.words


async def test_weeks_and_a_fixed_day_of_the_month_can_be_chosen(village: Village) -> None:
    kim = await village.reader("Kim")

    weekly = await kim.get(look({**EXACTLY, "every": "8w", "until_on": "30-6-2028"}))
    fixed = await kim.get(look({**EXACTLY, "day": "15", "until_on": "30-4-2028"}))

    assert weekly.fields(PLAN)["dates"] == "2028-06-22 13:30"
    assert fixed.fields(PLAN)["dates"] == ["2028-01-15 13:30", "2028-03-15 13:30"]
    assert "Lastig: het is weekend." in fixed.words


async def test_a_network_keeps_its_own_difficult_times(village: Village) -> None:
    kim = await village.reader("Kim")

    empty = await kim.get(BLOCKS)
    wrong = await kim.post(BLOCKS, 422, words="Beurs", from_on="straks")
    nameless = await kim.post(BLOCKS, 422, words="", from_on="10-1-2028", until_on="1-1-2028")
    done = await kim.post(BLOCKS, 303, words="Beurs in Utrecht", from_on="10-1-2028", until_on="14-1-2028")
    page = await kim.get(done.goes_to)
    year = await kim.get(look(EXACTLY))
    (away,) = re.findall(r'action="(\S+/weghalen)"', page.text)
    gone = await kim.get((await kim.post(away, 303, **page.fields(away))).goes_to)

    assert "Er staat nog niets bij." in empty.words
    assert '<a href="#from_on">Schrijf de datum zo: 14-1-2027</a>' in wrong.text
    assert '<a href="#words">Schrijf op wat er dan is.</a>' in nameless.text
    assert "Beurs in Utrecht 10 januari 2028 tot en met 14 januari 2028" in page.words
    assert "Donderdag 13 januari 2028 , 13.30 tot 16.00 uur Lastig: Beurs in Utrecht." in year.words
    assert "Beurs" not in gone.words


async def test_in_english_the_reasons_are_english(village: Village) -> None:
    kim = await village.reader("Kim")
    await kim.post("/ik", 303, **{**(await kim.get("/ik")).fields("/ik"), "language": "en"})

    page = await kim.get(look(EXACTLY))

    assert "Not possible: summer holiday in region Central." in page.words
    assert "Free: no public holiday, no school holiday and nothing else in the way." in page.words


def test_a_stretch_over_two_months_is_drawn_in_both_and_a_hard_date_is_crossed_out() -> None:
    months = [(date(2027, 7, 1), "jul"), (date(2027, 8, 1), "aug")]
    summer = Stretch(date(2027, 7, 10), date(2027, 8, 22), "hard")

    drawn = draw_year([summer], [Mark(date(2027, 7, 15), 4, "hard")], months, title="T", description="D")

    assert drawn.count('class="year-hard"') == 2
    assert drawn.count('class="year-cross"') == 1
    assert drawn.count("year-number") == 0
