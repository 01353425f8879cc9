"""The pages about who comes, without a script: one button to say it, who is missing, seats, and who was there."""

from datetime import timedelta

from services.agenda.handlers import when_somebody_may_be_missing
from services.notifications.handlers.clock import when_mail_is_due
from shared.bus.clock import Period
from tests.gateway.web.conftest import SLUG, Page, Village
from tests.gateway.web.test_every_page import check

NETWORK = f"/netwerken/{SLUG}"


def person_fields(page: Page) -> list[str]:
    """The names of the groups in which is chosen who was there."""
    names = [node.get("name") for node in page.parsed().iter("input") if node.get("type") == "radio"]
    return list(dict.fromkeys(name for name in names if name.startswith("was-")))


async def test_a_member_says_with_one_button_whether_they_come_and_changes_it(village: Village) -> None:
    sam = await village.reader("Sam")
    before = await sam.get(village.session)

    done = await sam.post(f"{village.session}/kom-je", 303, answer="COMING", companions="0")
    coming = await sam.get(done.goes_to)
    await sam.post(f"{village.session}/kom-je", 303, answer="NOT_COMING", companions="0")
    gone = await sam.get(village.session)

    assert "Van jou weten we het nog niet" in before.words
    assert "Je komt. Fijn." in coming.words
    assert "Je komt niet. Goed dat je het zegt." in gone.words
    assert "/wie-komt" not in gone.text
    for page in (before, coming, gone):
        check(page, "nl")


async def test_a_stranger_sees_nothing_of_who_comes(village: Village) -> None:
    stranger = await village.stranger()

    page = await stranger.get(village.session)

    assert "Kom je?" not in page.words
    assert (await stranger.get(f"{village.session}/kom-je", 303)).goes_to.startswith("/inloggen")


async def test_the_whole_form_keeps_what_is_needed_and_answers_the_whole_series(village: Village) -> None:
    sam, kim = await village.reader("Sam"), await village.reader("Kim")
    form = f"{village.session}/kom-je"
    filled = {"answer": "COMING", "companions": "2", "support": "ja", "needs": ["INTERPRETER", "ALLOWANCE"]}

    await sam.fill(form, form, 303, **filled, note="Gebarentaal", series="ja")
    again = (await sam.get(form)).fields(form)
    others = [await sam.get(f"/bijeenkomsten/{session.id}") for session in village.series.sessions]
    seen = await kim.get(f"{village.session}/wie-komt")
    none = await sam.post(form, 422, all="ja")

    kept = {name: again[name] for name in ("answer", "companions", "support", "needs", "note")}
    assert kept == {**filled, "note": "Gebarentaal"}
    assert all("Je neemt 2 mensen mee. Je steunpersoon komt mee." in page.words for page in others)
    assert "Gebarentaal" in seen.words
    assert "tolk, vacatievergoeding" in seen.words
    assert "Kies of je komt." in none.words
    check(none, "nl")


async def test_seats_are_divided_and_who_waits_reads_that(village: Village) -> None:
    kim, sam = await village.reader("Kim"), await village.reader("Sam")
    who, form = f"{village.session}/wie-komt", f"{village.session}/plaatsen"
    await kim.post(f"{village.session}/kom-je", 303, answer="COMING", companions="0")

    wrong = await kim.fill(who, form, 422, capacity="veel")
    few = await kim.fill(who, form, 422, capacity="1", **{"kept-YOUNG_PERSON": "1"})
    await kim.fill(who, form, 303, capacity="1")
    full = await sam.get(village.session)
    await sam.post(f"{village.session}/kom-je", 303, answer="COMING", companions="0")
    waiting = await sam.get(village.session)

    assert "Vul een heel getal in." in wrong.words
    assert "te weinig plaatsen" in few.words
    assert few.fields(form)["kept-YOUNG_PERSON"] == "1"
    assert "Alle plaatsen zijn bezet" in full.words
    assert "Je staat op de wachtlijst" in waiting.words
    seats = (await kim.get(who)).words
    assert "1 van de 1 plaatsen zijn bezet." in seats
    assert "vrij voor groepen die nog ontbreken" not in seats

    await kim.post(f"{village.session}/kom-je", 303, answer="NOT_COMING", companions="0")
    assert "Je komt. Fijn." in (await sam.get(village.session)).words


async def test_idea_9_until_when_seats_are_kept_stands_in_words(village: Village) -> None:
    kim, sam = await village.reader("Kim"), await village.reader("Sam")
    who, form = f"{village.session}/wie-komt", f"{village.session}/plaatsen"

    proposed = (await kim.get(who)).fields(form)["release_days"]
    await kim.fill(who, form, 303, capacity="1", **{"kept-YOUNG_PERSON": "1"})
    await sam.post(f"{village.session}/kom-je", 303, answer="COMING", companions="0")
    waiting = await sam.get(village.session)
    seen = await kim.get(who)
    far = await kim.fill(who, form, 422, release_days="400")
    await kim.fill(who, form, 303, release_days="")

    assert proposed == "3"
    assert "Voor sommige groepen bewaren we plaatsen. Zijn die op" in waiting.words
    assert "Wat daarvan op" in seen.words
    assert "Kies een aantal dagen van 0 tot 90." in far.words
    assert (await kim.get(who)).fields(form)["release_days"] == ""
    assert "Zijn die op" not in (await sam.get(village.session)).words


async def test_a_week_before_vandaag_names_who_is_missing_and_one_button_asks_them_once(village: Village) -> None:
    kim, sam = await village.reader("Kim"), await village.reader("Sam")
    early = await kim.get("/")
    town = village.town
    town.clock.moment = village.series.sessions[0].starts_at - timedelta(days=6)
    kim, sam = await village.reader("Kim"), await village.reader("Sam")

    today = await kim.get("/")
    await kim.post(f"{village.session}/vragen-om-te-komen", 303, perspective="PROFESSIONAL")
    again = await kim.post(f"{village.session}/vragen-om-te-komen", 409, perspective="PROFESSIONAL")
    after = await kim.get("/")
    not_theirs = await sam.get(f"{village.session}/wie-komt", 403)

    asking = f'action="{village.session}/vragen-om-te-komen"'
    assert [asking in page.text for page in (early, today, after)] == [False, True, False]
    assert "Er komen nog geen professionals." in today.words
    assert "Deze groep is al gevraagd" in again.words
    assert "coördinator" in not_theirs.words
    for page in (today, again, after):
        check(page, "nl")


async def test_who_is_missing_and_who_got_a_seat_hear_it_by_mail(village: Village) -> None:
    town = village.town
    town.clock.moment = village.series.sessions[0].starts_at - timedelta(days=6)
    kim, sam = await village.reader("Kim"), await village.reader("Sam")
    period = Period(key="1", due_at=town.clock.now())
    await when_somebody_may_be_missing(town.agenda.door, period)
    await kim.fill(f"{village.session}/wie-komt", f"{village.session}/plaatsen", 303, capacity="1")
    await kim.post(f"{village.session}/kom-je", 303, answer="COMING", companions="0")
    await sam.post(f"{village.session}/kom-je", 303, answer="COMING", companions="0")
    await kim.post(f"{village.session}/kom-je", 303, answer="NOT_COMING", companions="0")

    await village.deliver()
    await when_mail_is_due(town.notifications.door, period)

    mailbox = (await sam.get("/postvak")).words
    assert "Er is plek voor je" in mailbox


async def test_who_was_there_is_recorded_from_the_start_and_told_by_group(village: Village) -> None:
    kim, sam = await village.reader("Kim"), await village.reader("Sam")
    page = f"{village.session}/aanwezigheid"
    await sam.post(f"{village.session}/kom-je", 303, answer="COMING", companions="0")
    early = await kim.get(page, 403)
    village.town.clock.moment = village.series.sessions[0].starts_at
    kim, sam = await village.reader("Kim"), await village.reader("Sam")

    form = await kim.get(page)
    fields = person_fields(form)
    prefilled = form.fields(page)
    await kim.post(page, 303, key="een", **dict.fromkeys(fields, "ja"))
    told = await sam.get(village.session)
    not_theirs = await sam.get(page, 403)

    assert "nog niet begonnen" in early.words
    assert [prefilled.get(name) for name in fields].count("ja") == 1
    assert len(fields) == 2
    assert "Wie er was" in told.words
    assert "kleine groep, dus geen aantallen" in told.words
    assert "verslagmaker" in not_theirs.words
    for one in (form, told):
        check(one, "nl")


async def test_j23_a_group_of_which_nobody_came_twice_is_named_on_the_page_of_the_network_for_coordinators(
    village: Village,
) -> None:
    village.town.clock.moment = village.series.sessions[1].starts_at
    kim, sam = await village.reader("Kim"), await village.reader("Sam")
    for session in village.series.sessions[:2]:
        page = f"/bijeenkomsten/{session.id}/aanwezigheid"
        await kim.post(page, 303, key=f"{session.id}", **dict.fromkeys(person_fields(await kim.get(page)), "nee"))

    told, hidden = await kim.get(NETWORK), await sam.get(NETWORK)

    assert "De laatste twee keer was er niemand van: professionals" in told.words
    assert "Drie stappen die helpen" in told.words
    assert "De laatste twee keer" not in hidden.words
    check(told, "nl")


async def test_wish_12_who_comes_along_puts_the_date_in_a_calendar_without_an_account(village: Village) -> None:
    sam = await village.reader("Sam")
    alone = await sam.get(village.session)
    await sam.post(f"{village.session}/kom-je", 303, answer="COMING", companions="1")
    along = await sam.get(village.session)
    stranger = await (await village.stranger()).get(f"{village.session}.ics")

    assert "Kalenderbestand voor wie meekomt" not in alone.words
    assert "Kalenderbestand voor wie meekomt" in along.words
    assert "BEGIN:VEVENT" in stranger.text
    assert "LOCATION" not in stranger.text
