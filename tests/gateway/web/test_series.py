"""Ideas, meetings beforehand, fixed points and documents, from their pages (BR-043)."""

import re
from urllib.parse import urlencode

from tests.gateway.web.conftest import Page, Reader, Village

LIST = "/netwerken/kring/bijeenkomsten"
RULE = {
    "every": "2",
    "nth": "3",
    "weekday": "1",
    "starts": "13.30",
    "ends": "16.00",
    "from_on": "1-1-2028",
    "until_on": "31-5-2028",
    "type": "WORK_VISIT",
    "place": "Utrecht",
    "link": "https://video.example/kring",
    "keuze": "ritme",
}


async def ideas(kim: Reader) -> Page:
    """A series that Kim keeps as ideas; gives the list in which they stand."""
    await kim.fill(f"{LIST}/plannen/nakijken?{urlencode(RULE)}", f"{LIST}/plannen", idee="1")
    return await kim.get(LIST)


async def test_a_series_is_kept_as_ideas_and_some_of_it_is_confirmed_and_taken_back(village: Village) -> None:
    kim, sam = await village.reader("Kim"), await village.reader("Sam")
    listed = await ideas(kim)
    kept = listed.fields(f"{LIST}/ideeen/bevestigen")["ideas"]
    before = await sam.get(LIST)

    done = await kim.fill(LIST, f"{LIST}/ideeen/bevestigen", ideas=kept[:1])
    seen = await sam.get(LIST)
    (undo,) = re.findall(r'action="([^"]+/veranderingen/[^"]+/terugdraaien)"', (await kim.get(LIST)).text)
    await kim.fill(LIST, undo)
    again = await sam.get(LIST)

    assert "Ideeën, nog niet bevestigd" in listed.words
    assert "Werkbezoek · Utrecht" in listed.words
    assert "2028" not in before.words
    assert done.goes_to == f"{LIST}?gedaan=ideeen-bevestigd"
    assert "2028" in seen.words
    assert "2028" not in again.words


async def test_ideas_are_thrown_away_and_only_coordinators_open_one(village: Village) -> None:
    kim, sam = await village.reader("Kim"), await village.reader("Sam")
    listed = await ideas(kim)
    kept = listed.fields(f"{LIST}/ideeen/bevestigen")["ideas"]

    page = await kim.get(f"/bijeenkomsten/{kept[0]}")
    await sam.get(f"/bijeenkomsten/{kept[0]}", 404)
    await kim.post(f"{LIST}/ideeen/weggooien", 303, ideas=kept, key="weg")

    assert "Dit is nog een idee. Alleen coördinatoren zien het." in page.words
    assert "Ideeën, nog niet bevestigd" not in (await kim.get(LIST)).words


async def test_wish_6_who_said_yes_to_a_whole_series_comes_to_an_idea_that_is_confirmed_later_if_there_is_a_seat(
    village: Village,
) -> None:
    kim, sam = await village.reader("Kim"), await village.reader("Sam")
    first, second, *_ = (await ideas(kim)).fields(f"{LIST}/ideeen/bevestigen")["ideas"]
    await kim.fill(LIST, f"{LIST}/ideeen/bevestigen", ideas=[first])
    asked = await sam.get(f"/bijeenkomsten/{first}/kom-je")
    for reader in (sam, kim):
        page = f"/bijeenkomsten/{first}/kom-je"
        await reader.fill(page, page, answer="COMING", series="ja")

    seats = await kim.get(f"/bijeenkomsten/{second}/wie-komt")
    await kim.fill(f"/bijeenkomsten/{second}/wie-komt", f"/bijeenkomsten/{second}/plaatsen", capacity="1")
    await sam.get(f"/bijeenkomsten/{second}/wie-komt", 404)
    await kim.fill(LIST, f"{LIST}/ideeen/bevestigen", ideas=[second])

    assert "Ook voor wat er later bij komt." in asked.words
    assert "Wie ja zei voor de hele reeks, krijgt een plek als je het bevestigt" in seats.words
    assert f"/bijeenkomsten/{second}/wie-komt" in (await kim.get(f"/bijeenkomsten/{second}")).text
    seen = [(await reader.get(f"/bijeenkomsten/{second}")).words for reader in (sam, kim)]
    assert sorted("Je komt. Fijn." in words for words in seen) == [False, True]
    assert sorted("Je staat op de wachtlijst." in words for words in seen) == [False, True]


async def test_br_043_a_meeting_beforehand_is_planned_beside_a_session_for_one_perspective(village: Village) -> None:
    await village.town.join("kring", "Noa", perspective="YOUNG_PERSON")
    kim, sam, noa = [await village.reader(name) for name in ("Kim", "Sam", "Noa")]
    (plan,) = re.findall(r'href="([^"]+/nieuw\?type=PRE_MEETING[^"]+)"', (await kim.get(village.session)).text)
    plan = plan.replace("&amp;", "&")

    nobody = await kim.fill(plan, f"{LIST}/nieuw", 422, on="7-1-2027", starts="16.00", ends="17.00")
    made = await kim.fill(
        plan, f"{LIST}/nieuw", on="7-1-2027", starts="16.00", ends="17.00", perspective="YOUNG_PERSON"
    )
    address = made.goes_to.partition("?")[0]
    idea = await kim.get(address)
    await kim.fill(address, f"{LIST}/ideeen/bevestigen")

    assert "Wie er was" not in idea.words
    assert "Voorgesprek: jongere · " in (await kim.get(f"{address}/wie-komt")).words
    assert "Voorgesprek: jongere · " in (await kim.get(f"{address}/vandaag")).words
    assert "Vul dit in." in nobody.words
    assert "Voorgesprek, alleen voor: jongere." in (await noa.get(address)).words
    assert "Donderdag 7 januari 2027" in (await noa.get(village.session)).words
    assert "Donderdag 7 januari 2027" not in (await sam.get(village.session)).words
    await sam.get(address, 404)
    await (await village.stranger()).get(address, 404)
    assert "7 januari" not in (await sam.get(LIST)).words


async def test_the_fixed_points_of_a_series_are_written_once(village: Village) -> None:
    kim, sam = await village.reader("Kim"), await village.reader("Sam")
    page = f"{LIST}/reeksen/{village.series.id}/vaste-punten"

    half = await kim.fill(page, page, 422, title_0="Inchecken", minutes_0="", purpose_0="EXPLORE")
    done = await kim.fill(page, page, title_0="Inchecken", minutes_0="15", purpose_0="EXPLORE")
    shown = (await kim.get(page)).fields(page)

    assert "Schrijf het aantal minuten als getal, bijvoorbeeld 20." in half.words
    assert 'href="#minutes_0"' in half.text
    assert done.goes_to == f"{LIST}?gedaan=vaste-punten"
    assert (shown["title_0"], shown["minutes_0"], shown["purpose_0"]) == ("Inchecken", "15", "EXPLORE")
    assert "Inchecken" in (await sam.get(village.session)).words
    await sam.get(page, 404)


async def test_a_document_is_put_with_a_session_as_a_link_and_taken_away(village: Village) -> None:
    sam = await village.reader("Sam")
    page = f"{village.session}/documenten"

    unsafe = await sam.fill(page, page, 422, title="Verslag", url="http://documenten.example/")
    done = await sam.fill(page, page, title="Verslag", url="https://documenten.example/verslag")
    shown = await sam.get(village.session)
    (remove,) = re.findall(r'action="([^"]+/documenten/[^"]+/weghalen)"', shown.text)
    gone = await sam.fill(village.session, remove)

    assert "Plak hier een link die met https:// begint." in unsafe.words
    assert done.goes_to == f"{village.session}?gedaan=document-erbij"
    assert 'href="https://documenten.example/verslag"' in shown.text
    assert gone.goes_to == f"{village.session}?gedaan=document-weg"
    assert "Documenten" not in (await (await village.stranger()).get(village.session)).words
    assert "Documenten" in (await sam.get(village.session)).words


async def test_who_does_not_coordinate_plans_no_session_and_throws_none_away(village: Village) -> None:
    sam = await village.reader("Sam")

    await sam.get(f"{LIST}/nieuw", 403)
    await sam.post(f"{LIST}/nieuw", 403, on="7-1-2027", starts="16.00", ends="17.00", key="a")
    await sam.post(f"{LIST}/ideeen/weggooien", 403, ideas=str(village.series.sessions[0].id), key="b")


async def test_a_fixed_point_without_its_title_is_not_dropped_but_asked_for(village: Village) -> None:
    kim = await village.reader("Kim")
    page = f"{LIST}/reeksen/{village.series.id}/vaste-punten"

    half = await kim.fill(
        page, page, 422, title_0="Inchecken", minutes_0="15", purpose_0="EXPLORE", minutes_1="20", note_1="Over wonen."
    )
    shown = half.fields(page)

    assert 'href="#title_1"' in half.text
    assert "Schrijf in één zin waar het om gaat." in half.words
    assert (shown["minutes_1"], shown["note_1"]) == ("20", "Over wonen.")


async def test_wish_18_a_coordinator_adds_words_to_the_reminder_and_sees_the_mail_before_it_goes(
    village: Village,
) -> None:
    kim, sam = await village.reader("Kim"), await village.reader("Sam")
    page = f"{village.session}/herinnering"

    looked = await kim.fill(page, page, 200, words="Parkeer achter het huis.", look="1")
    long = await kim.fill(page, page, 422, words="a" * 1001)
    done = await kim.fill(page, page, words="Parkeer achter het huis.")
    kept = await kim.get(page)

    assert "Parkeer achter het huis." in looked.words.partition("Zo ziet de mail eruit")[2]
    assert "Dit is nog niet bewaard." in looked.words
    assert "Deze tekst is te lang. Maak hem korter." in long.words
    assert done.goes_to == f"{page}?gedaan=herinnering-bewaard"
    assert kept.fields(page)["words"] == "Parkeer achter het huis."
    assert "Dit is nog niet bewaard." not in kept.words
    assert page in (await kim.get(village.session)).text
    assert page not in (await sam.get(village.session)).text
    await sam.get(page, 404)


async def test_wish_18_a_coordinator_chooses_when_the_reminder_leaves_and_sees_which_day_is_past(
    village: Village,
) -> None:
    kim, sam = await village.reader("Kim"), await village.reader("Sam")
    page = f"{village.session}/herinnering"

    first = await kim.get(page)
    looked = await kim.fill(page, page, 200, days_before="7", look="1")
    wrong = await kim.fill(page, page, 422, days_before="40")
    done = await kim.fill(page, page, days_before="0")
    kept = await kim.get(page)
    mine = await sam.get("/mail")

    assert first.fields(page)["days_before"] == "1"
    assert "Een week van tevoren" in first.words
    assert "3 dagen van tevoren" in first.words
    assert "Deze keer geen herinnering" in first.words
    assert "Binnenkort: bijeenkomst op" in looked.words
    assert "Dit is nog niet bewaard." in looked.words
    assert "Kies een dag die hooguit twee weken voor de bijeenkomst ligt." in wrong.words
    assert 'href="#days_before"' in wrong.text
    assert done.goes_to == f"{page}?gedaan=herinnering-bewaard"
    assert kept.fields(page)["days_before"] == "0"
    assert "Alleen wie zelf koos voor een herinnering, krijgt deze mail." in kept.words
    assert mine.fields("/mail")["reminder"] == "USUAL"


async def test_row_36_somebody_chooses_how_much_mail_comes_about_one_session_or_its_series(village: Village) -> None:
    sam = await village.reader("Sam")
    page = f"{village.session}/mail"

    nothing = await sam.post(page, 422, level="VEEL", key="a")
    done = await sam.fill(page, page, level="MUTED", scope="series")
    kept = (await sam.get(page)).fields(page)

    assert "Maak een keuze." in nothing.words
    assert done.goes_to == f"{village.session}?gedaan=mail-gekozen"
    assert (kept["level"], kept["scope"]) == ("MUTED", "series")
    assert page in (await sam.get(village.session)).text
    assert page not in (await (await village.stranger()).get(village.session)).text
