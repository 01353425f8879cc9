"""The pages of minutes and actions, without a script: write, choose who does what, look, share, comment, answer, finish."""

from datetime import timedelta
from typing import Any, cast

import pytest
from starlette.responses import JSONResponse
from starlette.types import ASGIApp

from tests.gateway.web.conftest import SLUG, Page, Reader, Village
from tests.gateway.web.test_every_page import check


async def begun(village: Village) -> Reader:
    """The coordinator, when the first session begins."""
    village.town.clock.moment = village.series.sessions[0].starts_at
    return await village.reader("Kim")


async def wrote(village: Village, **texts: Any) -> tuple[Reader, Page]:
    """The coordinator and the page that follows, when something was written."""
    kim = await begun(village)
    address = f"{village.session}/verslag/schrijven"
    filled = {f"part-{village.point.id}": "We spraken erover.\nAfspraak: het huis bellen", **texts}
    return kim, await kim.fill(address, address, **filled)


async def shared(village: Village) -> Reader:
    """The coordinator, when the minutes are shared; Sam calls the house."""
    kim, page = await wrote(village)
    address = f"{village.session}/verslag/afspraken"
    form = (await kim.get(address)).fields(address)
    (owner,), (due,) = ([name for name in form if name.startswith(start)] for start in ("owner-", "due-"))
    sam = next(line for line in (await kim.get(address)).text.splitlines() if ">Sam</option>" in line)
    value = sam.split('value="')[1].split('"')[0]
    assert page.goes_to == f"{address}?gedaan=verslag-bewaard"
    await kim.post(address, 303, **{**form, owner: value, due: "11-2-2027"})
    look = f"{village.session}/verslag/delen"
    await kim.fill(look, look)
    return kim


async def test_what_is_written_becomes_minutes_with_an_action_that_needs_an_owner(village: Village) -> None:
    kim, page = await wrote(village)

    asked = await kim.get(page.goes_to)
    minutes = await kim.get(f"{village.session}/verslag")
    look = await kim.get(f"{village.session}/verslag/delen")

    for each in (asked, minutes, look):
        check(each, "nl")
    assert "Wie doet wat? Elke afspraak heeft één eigenaar en een datum." in asked.words
    assert "Alleen de verslagmaker en de coördinatoren kunnen dit lezen." in minutes.words
    assert "Een eigen sleutel We spraken erover. Afspraak: het huis bellen" in minutes.words
    assert "1 afspraak heeft nog geen eigenaar of datum." in look.words
    assert "<button>Deel het verslag</button>" not in look.text


async def test_what_was_noted_on_the_day_stands_there_to_begin_with(village: Village) -> None:
    kim = await begun(village)
    day, address = f"{village.session}/vandaag", f"{village.session}/verslag/schrijven"
    noted = {"point": str(village.point.id), "words": "Het slot helpt.\nAfspraak: het huis bellen"}
    await kim.fill(day, f"{day}/notities", **noted)

    page = await kim.get(address)
    kept = await kim.fill(address, address)
    minutes = await kim.get(f"{village.session}/verslag")

    check(page, "nl")
    assert page.fields(address)[f"part-{village.point.id}"] == noted["words"]
    assert kept.goes_to == f"{village.session}/verslag/afspraken?gedaan=verslag-bewaard"
    assert "Een eigen sleutel Het slot helpt. Afspraak: het huis bellen" in minutes.words


async def test_j12_a_note_that_comes_in_after_writing_began_is_shown_beside_it(village: Village) -> None:
    kim = await begun(village)
    day, address = f"{village.session}/vandaag", f"{village.session}/verslag/schrijven"
    await kim.fill(day, f"{day}/notities", point=str(village.point.id), words="Het slot helpt.")
    await kim.fill(address, address)
    same = await kim.get(address)
    await kim.fill(day, f"{day}/notities", point=str(village.point.id), words="Het slot helpt, ook in de nacht.")

    page = await kim.get(address)

    check(page, "nl")
    told = "Op de dag genoteerd, en hier anders of nog niet opgeschreven"
    assert told not in same.words
    assert f"{told} Het slot helpt, ook in de nacht." in page.words
    assert page.fields(address)[f"part-{village.point.id}"] == "Het slot helpt."


async def test_a_day_that_nobody_can_read_is_said_at_its_action(village: Village) -> None:
    kim, _ = await wrote(village)
    address = f"{village.session}/verslag/afspraken"
    due = next(name for name in (await kim.get(address)).fields(address) if name.startswith("due-"))

    page = await kim.fill(address, address, 422, **{due: "straks"})

    assert f'<a href="#{due}">Schrijf de datum zo: 14-1-2027</a>' in page.text
    assert page.fields(address)[due] == "straks"


async def test_minutes_are_not_shared_while_nobody_can_say_whose_names_stand_in_them(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    kim, _ = await wrote(village)
    owners = village.town.asking.owners
    network = owners["network"]

    async def away(scope: Any, receive: Any, send: Any) -> None:
        answer = JSONResponse({}, 503) if scope["path"] == "/together" else cast("ASGIApp", network)
        await answer(scope, receive, send)

    monkeypatch.setitem(owners, "network", away)
    pages = [await kim.get(f"{village.session}/verslag/{end}", 503) for end in ("delen", "afspraken")]

    for page in pages:
        assert "Dit lukt nu even niet" in page.words


async def test_who_looks_at_sharing_again_hears_that_it_was_done_and_until_when_members_answer(
    village: Village,
) -> None:
    kim = await shared(village)

    look = await kim.get(f"{village.session}/verslag/delen")

    assert "Dit verslag is al gedeeld." in look.words
    assert "Ze kunnen reageren tot en met" in look.words
    assert "krijgt er één mail over" not in look.words
    assert "<button>Deel het verslag</button>" not in look.text
    check(look, "nl")


async def test_members_read_shared_minutes_and_comment_and_each_comment_is_answered(village: Village) -> None:
    kim = await shared(village)
    sam = await village.reader("Sam")
    address = f"{village.session}/verslag"

    page = await sam.get(address)
    empty = await sam.fill(address, f"{address}/opmerking", 422)
    await sam.fill(address, f"{address}/opmerking", text="Het was donderdag.")
    waits = await kim.get(address)
    form = next(line for line in waits.text.splitlines() if "/verslag/opmerkingen/" in line)
    action = form.split('action="')[1].split('"')[0]
    id_ = action.rpartition("/")[2]
    await kim.fill(address, action, **{f"answer-{id_}": "Aangepast.", f"adopted-{id_}": "yes"})
    after = await sam.get(address)

    for each in (page, empty, waits, after):
        check(each, "nl")
    assert "Reageren kan tot en met zondag 24 januari 2027." in page.words
    assert "Er wacht 1 opmerking op jouw antwoord." in waits.words
    assert "Het was donderdag. Overgenomen. Aangepast." in after.words


async def test_of_minutes_with_an_objection_that_was_adopted_is_not_said_that_nobody_objected(village: Village) -> None:
    kim = await shared(village)
    sam = await village.reader("Sam")
    address = f"{village.session}/verslag"
    await sam.fill(address, f"{address}/opmerking", text="Het was donderdag.", kind="objection")
    waits = await kim.get(address)
    form = next(line for line in waits.text.splitlines() if "/verslag/opmerkingen/" in line)
    action = form.split('action="')[1].split('"')[0]
    id_ = action.rpartition("/")[2]
    await kim.fill(address, action, **{f"answer-{id_}": "Aangepast.", f"adopted-{id_}": "yes"})
    written = await kim.fill(
        f"{address}/schrijven",
        f"{address}/schrijven",
        **{f"part-{village.point.id}": "Afspraak: het huis donderdag bellen"},
    )
    told = await kim.get(written.goes_to)
    village.town.clock.moment += timedelta(days=11)
    kim = await village.reader("Kim")
    await kim.fill(address, f"{address}/vaststellen")

    page = await kim.get(address)

    check(page, "nl")
    assert "Bewaard. Alle deelnemers lezen nu deze tekst." in told.words
    assert "Geen bezwaar stond nog open." in page.words
    assert "Niemand maakte bezwaar." not in page.words


async def test_br_050_an_objection_is_told_until_the_next_session_checked_the_minutes(village: Village) -> None:
    kim = await shared(village)
    sam = await village.reader("Sam")
    address = f"{village.session}/verslag"
    empty = await sam.fill(address, f"{address}/opmerking", 422, kind="objection")
    await sam.fill(address, f"{address}/opmerking", text="Zo is het niet afgesproken.", kind="objection")
    waits = await kim.get(address)
    form = next(line for line in waits.text.splitlines() if "/verslag/opmerkingen/" in line)
    action = form.split('action="')[1].split('"')[0]
    id_ = action.rpartition("/")[2]
    await kim.fill(address, action, **{f"answer-{id_}": "We bespreken het.", f"adopted-{id_}": "no"})
    told = await kim.get(address)
    village.town.clock.moment += timedelta(days=11)
    kim, sam = await village.reader("Kim"), await village.reader("Sam")
    read, today = await sam.get(address), await kim.get("/")
    village.town.clock.moment = village.series.sessions[1].starts_at + timedelta(minutes=5)
    kim = await village.reader("Kim")
    checked, on_the_day = await kim.get(address), await kim.get("/")
    done = await kim.fill(address, f"{address}/vaststellen")

    for page in (empty, waits, told, read, checked):
        check(page, "nl")
    assert '<a href="#text">Schrijf op wat je wilt zeggen.</a>' in empty.text
    assert '<a class="button" href="#opmerkingen">Geef antwoord</a>' in waits.text
    assert "Neem je het niet over, dan bespreken jullie het op de volgende bijeenkomst." in waits.words
    assert "Er is een bezwaar dat je niet overnam. Bespreek het op de volgende bijeenkomst." in told.words
    assert "De tijd om te reageren is voorbij. Er is een bezwaar. Dat bespreken we op de volgende" in read.words
    for page in (today, on_the_day):
        assert "Het verslag van donderdag 14 januari 2027 wacht op jou" in page.words
    assert "Is het bezwaar besproken? Dan kun je het verslag vaststellen." in checked.words
    assert done.goes_to == f"{address}?gedaan=verslag-vastgesteld"


async def test_an_action_that_nobody_does_yet_is_not_said_to_have_an_owner(village: Village) -> None:
    kim, _ = await wrote(village)
    address = f"{village.session}/verslag/afspraken"

    sent = await kim.fill(address, address)

    assert sent.goes_to == f"{village.session}/verslag?gedaan=verslag-bewaard"


async def test_two_people_who_write_at_once_see_both_texts(village: Village) -> None:
    kim = await begun(village)
    address = f"{village.session}/verslag/schrijven"
    form = (await kim.get(address)).fields(address)
    name = f"part-{village.point.id}"
    await kim.post(address, 303, **{**form, name: "De eerste tekst."})

    page = await kim.post(address, 409, **{**form, "key": "twee", name: "De tweede tekst."})
    again = await kim.post(address, 303, **{**page.fields(address), name: "De eerste en de tweede tekst."})

    check(page, "nl")
    assert page.fields(address)[name] == "De tweede tekst."
    assert "Dit staat er nu van iemand anders: De eerste tekst." in page.words
    assert again.goes_to == f"{village.session}/verslag?gedaan=verslag-bewaard"
    version = await kim.get(f"{village.session}/verslag/versies/2")
    check(version, "nl")
    assert "Weg: De eerste tekst." in version.words
    assert "Erbij: De eerste en de tweede tekst." in version.words


async def test_what_i_do_stands_on_today_and_among_my_actions_until_it_is_done(village: Village) -> None:
    await shared(village)
    village.town.clock.moment += timedelta(days=20)
    sam = await village.reader("Sam")

    today = await sam.get("/")
    mine = await sam.get("/acties")
    close = next(line for line in mine.text.splitlines() if "/klaar" in line and "<form" in line)
    address = close.split('action="')[1].split('"')[0]
    done = await sam.fill("/acties", address)
    after = await sam.get(done.goes_to)
    empty = await sam.get("/acties")

    for each in (today, mine, after, empty, await sam.get("/acties?klaar=true")):
        check(each, "nl")
    assert "uiterlijk donderdag 11 februari 2027 Naar je afspraak" in today.words
    assert "Draai terug: deze afspraak staat weer open" in after.words
    assert "Je hebt geen open afspraken. Fijn." in empty.words


async def test_letting_an_action_go_asks_why(village: Village) -> None:
    await shared(village)
    sam = await village.reader("Sam")
    mine = await sam.get("/acties")
    address = (
        next(line for line in mine.text.splitlines() if '<a href="/acties/' in line).split('href="')[1].split('"')[0]
    )
    form = (await sam.get(address)).fields(f"{address}/klaar")

    silent = await sam.post(f"{address}/vervalt", 422, **form)
    await sam.post(f"{address}/vervalt", 303, **{**form, "key": "drie", "answer": "Het huis is al open."})

    check(silent, "nl")
    assert "Het huis is al open." in (await sam.get(address)).words


async def test_br_051_open_actions_stand_on_the_page_and_the_programme_of_the_next_session(village: Village) -> None:
    await shared(village)
    village.town.clock.moment += timedelta(days=1)
    sam = await village.reader("Sam")

    own = await sam.get(village.session)
    following = await sam.get(f"/bijeenkomsten/{village.series.sessions[1].id}")
    printed = await sam.get(f"/bijeenkomsten/{village.series.sessions[1].id}/programma")
    stranger = await (await village.stranger()).get(f"/bijeenkomsten/{village.series.sessions[1].id}")

    check(printed, "nl")
    left_open = printed.words.partition("Nog open van de vorige keren ")[2]
    assert left_open.startswith("het huis bellen · uiterlijk donderdag 11 februari 2027")
    assert "Sam" not in left_open.partition("Leerkring")[0]
    assert "Verslag Ter controle Reageren kan tot en met zondag 24 januari 2027. Lees het verslag" in own.words
    assert "Nog open van de vorige keren" in following.words
    assert "het huis bellen" in following.words
    assert "het huis bellen" not in own.words.replace("Afspraak: het huis bellen", "")
    assert "het huis bellen" not in stranger.words


async def test_the_minutes_of_a_series_are_one_document(village: Village) -> None:
    await shared(village)
    sam = await village.reader("Sam")
    network = f"/netwerken/{SLUG}/verslagen"

    listed = await sam.get(network)
    whole = await sam.get(f"{network}?reeks={village.series.id}")
    empty = await sam.get(f"{network}?reeks={village.network_id}")

    for each in (listed, whole, empty):
        check(each, "nl")
    assert "Verslag van donderdag 14 januari 2027" in listed.words
    assert "Alle afspraken het huis bellen Open Sam, professional" in whole.words
    assert "Van deze reeks is nog geen verslag gedeeld." in empty.words


async def test_who_writes_is_asked_on_today_and_members_are_not(village: Village) -> None:
    kim, _ = await wrote(village)
    sam = await village.reader("Sam")

    assert "Het verslag van donderdag 14 januari 2027 is nog niet gedeeld." in (await kim.get("/")).words
    assert "is nog niet gedeeld" not in (await sam.get("/")).words
    await sam.get(f"{village.session}/verslag", 404)
    await sam.get(f"{village.session}/verslag/schrijven", 403)


async def test_br_052_names_of_members_are_pointed_at_before_sharing(village: Village) -> None:
    kim, _ = await wrote(village, **{"part-rest": "Sam had taart mee."})

    page = await kim.get(f"{village.session}/verslag/delen")

    check(page, "nl")
    assert "In het verslag staan namen." in page.words
    assert "<li>Sam</li>" in page.text


async def test_minutes_are_established_and_corrected_below(village: Village) -> None:
    kim = await shared(village)
    village.town.clock.moment += timedelta(days=11)
    kim = await village.reader("Kim")
    address = f"{village.session}/verslag"

    await kim.fill(address, f"{address}/vaststellen")
    locked = await kim.get(f"{address}/schrijven", 403)
    await kim.fill(address, f"{address}/aanvulling", text="Het was een woensdag.")
    page = await kim.get(address)

    check(page, "nl")
    assert "Dit verslag is vastgesteld." in locked.words
    assert "Vastgesteld Vastgesteld op maandag 25 januari 2027. Niemand maakte bezwaar." in page.words
    assert "Aanvullingen maandag 25 januari 2027 Het was een woensdag." in page.words


async def test_words_at_a_point_that_went_on_meanwhile_are_kept(village: Village) -> None:
    village.town.clock.moment = village.series.sessions[0].ends_at + timedelta(hours=1)
    kim = await village.reader("Kim")
    address, over = f"{village.session}/verslag/schrijven", f"{village.session}/agenda/na-afloop"
    form = (await kim.get(address)).fields(address)
    left = (await kim.get(over)).fields(over)
    await kim.post(over, 303, **(left | {"reached": [], "to": "NEXT"}))

    await kim.post(address, 303, **{**form, f"part-{village.point.id}": "We kwamen er kort aan toe."})

    minutes = await kim.get(f"{village.session}/verslag")
    assert "Een eigen sleutel We kwamen er kort aan toe." in minutes.words
    again = (await kim.get(address)).fields(address)
    assert again[f"part-{village.point.id}"] == "We kwamen er kort aan toe."


async def test_words_that_cannot_be_placed_stay_on_the_page(village: Village) -> None:
    kim = await begun(village)
    address = f"{village.session}/verslag/schrijven"
    form = (await kim.get(address)).fields(address)
    gone = {"part-00000000-0000-7000-8000-000000000009": "Wie brengt de taart?"}
    title = {"title-00000000-0000-7000-8000-000000000009": "De taart"}
    rest = {f"part-{village.point.id}": "Over de sleutel."}

    page = await kim.post(address, 422, **form | gone | title | rest)
    moved = page.fields(address) | dict.fromkeys(gone, "") | {"part-rest": "Wie brengt de taart?"}
    await kim.post(address, 303, **moved)

    check(page, "nl")
    assert page.fields(address).items() >= (gone | title | rest).items()
    assert f'<a href="#{next(iter(gone))}">Dit is er niet meer, of je mag het niet zien.</a>' in page.text
    minutes = (await kim.get(f"{village.session}/verslag")).words
    assert all(words in minutes for words in ("Over de sleutel.", "Wie brengt de taart?"))


async def test_too_many_words_are_said_at_their_own_field(village: Village) -> None:
    kim = await begun(village)
    address = f"{village.session}/verslag/schrijven"
    form = (await kim.get(address)).fields(address)

    page = await kim.post(address, 422, **{**form, "part-rest": "x" * 20_001})

    assert '<a href="#part-rest">' in page.text
