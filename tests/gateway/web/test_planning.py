"""Planning a series: the dates are seen before anything is saved, days can be left out, and confirming does it once."""

from tests.gateway.web.conftest import SLUG, Village

PLAN = f"/netwerken/{SLUG}/bijeenkomsten/plannen"
RULE = {
    "every_months": "2",
    "nth": "2",
    "weekday": "3",
    "starts": "13.30",
    "ends": "16.00",
    "from_on": "1-1-2028",
    "until_on": "31 december 2028",
    "place": "Utrecht",
}


async def test_the_form_begins_with_the_coming_year_in_the_rhythm_of_the_network(village: Village) -> None:
    kim = await village.reader("Kim")

    form = (await kim.get(PLAN)).fields(f"{PLAN}/nakijken")

    assert form == {**RULE, "from_on": "1-1-2027", "until_on": "31-12-2027", "place": ""}


async def test_looking_at_the_dates_of_j03_saves_nothing_and_says_what_will_happen(village: Village) -> None:
    kim = await village.reader("Kim")

    page = await kim.fill(PLAN, f"{PLAN}/nakijken", 405, **RULE)  # the form looks, it does not send
    page = await kim.get(f"{PLAN}/nakijken?" + "&".join(f"{name}={value}" for name, value in RULE.items()))

    assert page.fields(PLAN)["dates"] == [
        "2028-01-13",
        "2028-03-09",
        "2028-05-11",
        "2028-07-13",
        "2028-09-14",
        "2028-11-09",
    ]
    assert page.fields(PLAN)["keep"] == page.fields(PLAN)["dates"]
    assert "Donderdag 13 januari 2028 , 13.30 tot 16.00 uur De eerste van de reeks" in page.words
    assert "Donderdag 9 maart 2028 , 13.30 tot 16.00 uur 8 weken na de vorige" in page.words
    assert "Als je dit bevestigt, staan de dagen met een vinkje vast. 2 mensen zien ze op Leerkring" in page.words
    assert "2028" not in (await kim.get(f"/netwerken/{SLUG}/bijeenkomsten")).words


async def test_a_day_without_its_tick_is_not_planned_and_sending_twice_plans_once(village: Village) -> None:
    kim = await village.reader("Kim")
    look = await kim.get(f"{PLAN}/nakijken?" + "&".join(f"{name}={value}" for name, value in RULE.items()))
    fields = look.fields(PLAN)
    fields["keep"] = [day for day in fields["keep"] if day != "2028-07-13"]

    first = await kim.post(PLAN, 303, **fields)
    second = await kim.post(PLAN, 303, **fields)
    sessions = await kim.get(f"/netwerken/{SLUG}/bijeenkomsten")

    assert first.goes_to == second.goes_to == f"/netwerken/{SLUG}/bijeenkomsten?gedaan=gepland"
    assert "De bijeenkomsten zijn gepland." in (await kim.get(first.goes_to)).words
    assert [
        sessions.words.count(f"{day} 2028, 13.30 tot 16.00 uur") for day in ("13 januari", "11 mei", "13 juli")
    ] == [1, 1, 0]


async def test_a_day_on_which_the_network_meets_already_is_told_and_not_ticked(village: Village) -> None:
    kim = await village.reader("Kim")
    rule = {**RULE, "from_on": "1-11-2027", "until_on": "31-1-2028"}

    page = await kim.get(f"{PLAN}/nakijken?" + "&".join(f"{name}={value}" for name, value in rule.items()))
    clash = await kim.post(PLAN, 422, **{**page.fields(PLAN), "keep": page.fields(PLAN)["dates"]})

    assert page.fields(PLAN)["dates"] == ["2027-11-11", "2028-01-13"]
    assert page.fields(PLAN)["keep"] == "2028-01-13"
    assert "Er staat al een bijeenkomst op dit moment." in page.words
    assert "Op een van deze dagen staat al een bijeenkomst van dit netwerk." in clash.words
    assert clash.fields(PLAN)["keep"] == ["2027-11-11", "2028-01-13"]


async def test_what_cannot_be_read_is_told_at_its_field_and_stays_as_it_was_typed(village: Village) -> None:
    kim = await village.reader("Kim")
    wrong = {**RULE, "starts": "half twee", "until_on": "straks"}

    page = await kim.get(f"{PLAN}/nakijken?" + "&".join(f"{name}={value}" for name, value in wrong.items()), 422)

    assert page.fields(f"{PLAN}/nakijken") == {**wrong, "every_months": "2"}
    assert page.text.count('aria-invalid="true"') == 2
    assert '<a href="#starts">Schrijf de tijd zo: 13.30</a>' in page.text
    assert '<a href="#until_on">Schrijf de datum zo: 14-1-2027</a>' in page.text
    assert page.title == "Niet gelukt: Plan een reeks bijeenkomsten · Leerkring"


async def test_what_the_service_refuses_stands_at_its_field_too(village: Village) -> None:
    kim = await village.reader("Kim")
    wrong = {**RULE, "ends": "12.00", "until_on": "31-12-2031"}

    page = await kim.get(f"{PLAN}/nakijken?" + "&".join(f"{name}={value}" for name, value in wrong.items()), 422)

    assert (
        '<p class="message" id="ends-wrong">De eindtijd ligt voor de begintijd. Kies een latere eindtijd.</p>'
        in page.text
    )
    assert '<a href="#until_on">Een reeks duurt hooguit twee jaar. Kies een eerdere laatste dag.</a>' in page.text


async def test_a_period_without_a_single_date_says_so(village: Village) -> None:
    kim = await village.reader("Kim")
    rule = {**RULE, "from_on": "20-1-2028", "until_on": "31-1-2028"}

    page = await kim.get(f"{PLAN}/nakijken?" + "&".join(f"{name}={value}" for name, value in rule.items()), 422)

    assert "Er blijft geen enkele dag over." in page.words
