"""My place in a network, and the people in it, on pages: pause, return, leave, roles, removing and objecting (J21, C047, PR-9)."""

import re
from typing import Any

import pytest

from services.notifications.handlers.clock import when_mail_is_due
from shared.api.network.memberships import MembershipView
from shared.bus.clock import Period
from tests.gateway.web.conftest import SLUG, Reader, Village

BASE = f"/netwerken/{SLUG}"
PEOPLE = f"{BASE}/mensen"
MINE = f"{BASE}/meedoen"


async def address_of(village: Village, name: str) -> str:
    """Where coordinators change what somebody does."""
    views: list[MembershipView] = await village.town.network.ask(
        "GET", "/memberships/mine", list[MembershipView], person_id=village.town.people[name]
    )
    return f"{PEOPLE}/{views[0].id}"


async def send(reader: Reader, address: str, action: str, status: int = 303, **fields: Any) -> str:
    """Open a page and send one of its forms; what the page after it says."""
    sent = await reader.fill(address, action, status, **fields)
    return (await reader.get(sent.goes_to)).words if status == 303 else sent.words


async def newest_mail(village: Village, reader: Reader) -> str:
    """The newest mail of all, as the postbox shows it."""
    await village.deliver()
    door = village.town.notifications.door
    await when_mail_is_due(door, Period(key="now", due_at=door.now()))
    found = re.search(r"/postvak/[0-9a-f-]{36}", (await reader.get("/postvak")).text)
    assert found
    return (await reader.get(found[0])).text


async def test_members_see_people_by_perspective_with_their_roles_and_nobody_else_does(village: Village) -> None:
    sam, stranger = await village.reader("Sam"), await village.stranger()
    await village.town.found("ander")
    await village.town.join("ander", "Els")
    outsider = await village.reader("Els")

    page = await sam.get(PEOPLE)
    closed = await outsider.get(PEOPLE, 403)
    asked = await stranger.get(PEOPLE, 303)

    assert "Professional Kim Coördinator sinds 21 november 2026 Meld iets : Kim Sam" in page.words
    assert '<meta name="robots" content="noindex">' in page.text
    assert "Verander rollen" not in page.words
    assert "Kim" not in closed.words
    assert asked.goes_to.startswith("/inloggen")


async def test_a_coordinator_gives_roles_with_a_last_day_and_takes_them_away(village: Village) -> None:
    kim = await village.reader("Kim")
    address = await address_of(village, "Sam")

    given = await send(kim, address, address, roles="DEPUTY", until_DEPUTY="31-12-2027")
    form = (await kim.get(address)).fields(address)
    taken = await send(kim, address, address, roles="SECRETARY", until_SECRETARY="")

    assert "De rollen zijn bewaard." in given
    assert "Plaatsvervangend coördinator sinds 21 november 2026, tot en met 31 december 2027" in given
    assert (form["roles"], form["until_DEPUTY"]) == ("DEPUTY", "31-12-2027")
    assert "Verslagmaker sinds 21 november 2026" in taken
    assert "Plaatsvervangend" not in taken


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("31 juni 2027", "Deze dag kennen we niet. Schrijf een dag zo: 31-12-2027."),
        ("1-1-2020", "De laatste dag van een rol ligt in de toekomst. Kies een latere dag."),
    ],
)
async def test_a_last_day_that_cannot_be_is_said_and_what_was_chosen_stays(
    village: Village, day: str, sentence: str
) -> None:
    kim = await village.reader("Kim")
    address = await address_of(village, "Sam")

    page = await kim.fill(address, address, 422, roles="DEPUTY", until_DEPUTY=day)

    assert sentence in page.words
    again = page.fields(address)
    assert (again["roles"], again["until_DEPUTY"]) == ("DEPUTY", day)


async def test_the_only_coordinator_is_told_to_hand_over_first(village: Village) -> None:
    kim = await village.reader("Kim")
    own = await address_of(village, "Kim")
    mine = await kim.get(MINE)

    page = await kim.fill(own, own, 422, roles=[])
    stopped = await kim.post(f"{MINE}/weg", 409, key="k")

    assert "Jij bent de enige coördinator. Geef eerst iemand anders die rol." in mine.words
    assert "Neem pauze" not in mine.words
    for words in (page.words, stopped.words):
        assert "Dit netwerk heeft geen andere coördinator. Geef eerst iemand anders die rol." in words


async def test_who_has_a_role_looks_at_what_changes_and_hands_it_back_and_coordinators_hear_of_it(
    village: Village,
) -> None:
    kim, sam = await village.reader("Kim"), await village.reader("Sam")
    address = await address_of(village, "Sam")
    await send(kim, address, address, roles="FACILITATOR")
    own = f"{MINE}/rol/facilitator"

    mine = await sam.get(MINE)
    before = await sam.get(own)
    after = await send(sam, own, own)
    gone = await sam.get(own, 303)
    mail = await newest_mail(village, kim)
    log = await kim.get(f"{BASE}/logboek")

    assert f'href="{own}"' in mine.text
    assert "Wil je deze rol teruggeven: gespreksleider? Dit verandert" in before.words
    assert "De coördinatoren krijgen er een mail over." in before.words
    assert "Wil je de rol later terug? Vraag het een coördinator." in before.words
    assert "Je hebt de rol teruggegeven. De coördinatoren horen het." in after
    assert "Jouw rollen" not in after
    assert gone.goes_to == MINE
    assert "gaf zelf deze rol terug: gespreksleider." in mail
    assert address in mail
    assert "Een eigen rol teruggegeven: gespreksleider" in log.words


async def test_who_helps_somebody_as_a_coordinator_reads_first_whom_they_help_no_longer(village: Village) -> None:
    kim, sam = await village.reader("Kim"), await village.reader("Sam")
    address = await address_of(village, "Sam")
    await send(kim, address, address, roles="DEPUTY")
    helped = {"name": "Stille Vos", "perspective": "YOUNG_PERSON", "age": "FROM_16"}
    await kim.fill(f"{BASE}/geholpen", f"{BASE}/geholpen", **helped)

    of_kim = await kim.get(f"{MINE}/rol/coordinator")
    of_sam = await sam.get(f"{MINE}/rol/deputy")

    assert "Je bent dan niet meer de steunpersoon van: Stille Vos." in of_kim.words
    assert "steunpersoon" not in of_sam.words


async def test_the_only_coordinator_reads_that_somebody_else_comes_first_and_hands_nothing_back(
    village: Village,
) -> None:
    kim, own = await village.reader("Kim"), f"{MINE}/rol/coordinator"

    before = await kim.get(own)
    refused = await kim.post(own, 409, key="k")
    unknown = await kim.get(f"{MINE}/rol/baas", 303), await kim.post(f"{MINE}/rol/baas", 303, key="k")

    assert "Jij bent de enige coördinator. Geef eerst iemand anders die rol." in before.words
    assert "Ja, geef deze rol terug" not in before.words
    assert "Dit netwerk heeft geen andere coördinator. Geef eerst iemand anders die rol." in refused.words
    assert [page.goes_to for page in unknown] == [MINE, MINE]


async def test_a26_only_coordinators_open_the_pages_about_somebody(village: Village) -> None:
    sam = await village.reader("Sam")
    address = await address_of(village, "Kim")

    for page in (address, f"{address}/weghalen", f"{address}/bezwaar"):
        refused = await sam.get(page, 403)
        assert "Dit kan alleen de coördinator van dit netwerk." in refused.words


async def test_j21_who_pauses_returns_to_one_page_that_tells_what_happened(village: Village) -> None:
    sam, kim = await village.reader("Sam"), await village.reader("Kim")
    question = f"/vragen/{village.proposed.id}"

    away = await send(sam, MINE, f"{MINE}/pauze")
    await village.town.tell()
    over = await sam.get(BASE)
    people = await kim.get(PEOPLE)
    village.town.clock.forward(days=1)
    await (await village.reader("Kim")).fill(question, f"{question}/openen")
    village.town.clock.forward(days=1)
    sam = await village.reader("Sam")
    back = await send(sam, MINE, f"{MINE}/terug")

    assert "Je hebt pauze. Je krijgt geen mail meer over dit netwerk." in away
    assert "Je plek blijft bewaard tot 21 november 2027." in away
    assert "Je hebt even pauze in dit netwerk." in over.words
    assert "Sam Even pauze" in people.words
    assert "Fijn dat je er weer bent" in back
    assert "Dit gebeurde er van 21 november 2026 tot 23 november 2026. Je krijgt hier geen mail over." in back
    assert "Wat helpt een kind om te wennen?" in back
    assert "Lees wat er gebeurde toen je weg was" in (await sam.get(MINE)).words
    today = await sam.get("/")
    assert f'href="{MINE}/bijpraten"' in today.text
    village.town.clock.forward(days=15)
    assert f'href="{MINE}/bijpraten"' not in (await (await village.reader("Sam")).get("/")).text


async def test_who_leaves_reads_what_stays_and_what_goes_and_can_undo_it(village: Village) -> None:
    sam = await village.reader("Sam")

    asked = await sam.get(f"{MINE}/weg")
    left = await send(sam, f"{MINE}/weg", f"{MINE}/weg")
    back = await send(sam, MINE, f"{MINE}/terug")

    assert "Dit gaat weg" in asked.words
    assert "Vragen en agendapunten van jou blijven staan, zonder jouw naam." in asked.words
    assert "Je deelname aan dit netwerk is gestopt." in left
    assert "Tot 5 december 2026 kun je zelf weer meedoen." in left
    assert "Je doet weer mee." in back


async def test_nobody_is_told_that_there_is_nothing_to_do_where_a_part_does_not_answer(village: Village) -> None:
    """F-82: what is not told may be something."""
    sam = await village.reader("Sam")
    village.town.asking.owners["agenda"] = "http://127.0.0.1:9"

    today = await sam.get("/")

    assert "Niets te doen" not in today.words
    assert "Dit deel laadt nu niet." in today.words


async def test_who_takes_part_nowhere_yet_reads_where_to_begin(village: Village) -> None:
    await village.town.found("andere")
    await village.town.join("andere", "Bo")
    bo = await village.reader("Bo")
    await village.town.leave("andere", "Bo")

    today = await bo.get("/")

    assert "Je doet nog niet mee aan een netwerk. Kies er een, en vraag daar of je mee mag doen." in today.words
    assert "Niets te doen" not in today.words
    assert "Er staat nog geen bijeenkomst gepland" not in today.words


async def test_who_is_removed_reads_why_objects_and_is_answered_by_somebody_else(village: Village) -> None:
    await village.town.join(SLUG, "Bo", role="DEPUTY")
    kim, sam, bo = await village.reader("Kim"), await village.reader("Sam"), await village.reader("Bo")
    address = await address_of(village, "Sam")

    unclear = await kim.fill(f"{address}/weghalen", f"{address}/weghalen", 422, reason="daarom")
    gone = await send(kim, f"{address}/weghalen", f"{address}/weghalen", reason="Je deelde namen van kinderen.")
    today = await sam.get("/")
    why = await sam.get(MINE)
    objected = await send(sam, MINE, f"{MINE}/bezwaar", text="Ik deelde geen enkele naam.")
    for_kim = await kim.get(f"{address}/bezwaar")
    seen = await bo.get(PEOPLE)
    answered = await send(
        bo, f"{address}/bezwaar", f"{address}/bezwaar", outcome="RESTORED", reason="Het was een vergissing."
    )

    assert "Schrijf in gewone woorden waarom. Gebruik minstens tien letters." in unclear.words
    assert "Deze persoon doet niet meer mee." in gone
    assert "Een coördinator heeft je weggehaald. Lees waarom, en wat je kunt doen" in today.words
    assert "Niets te doen" not in today.words
    assert "Je doet nog niet mee aan een netwerk." not in today.words
    assert "Je deelde namen van kinderen." in why.words
    assert "Je maakte bezwaar op 21 november 2026." in objected
    assert "Jij hebt deze persoon weggehaald. Daarom beslist een andere coördinator" in for_kim.words
    assert "Geef dit antwoord" not in for_kim.words
    assert "Sam is het niet eens met het weghalen." in seen.words
    assert "Je antwoord is bewaard." in answered
    back = await sam.get(MINE)
    assert "Je doet mee sinds" in back.words
    assert "Het antwoord op je bezwaar: je doet weer mee Het was een vergissing." in back.words


async def test_who_objects_gets_an_answer_and_both_sides_hear_of_it_by_mail(village: Village) -> None:
    await village.town.join(SLUG, "Bo", role="DEPUTY")
    kim, sam, bo = [await village.reader(name) for name in ("Kim", "Sam", "Bo")]
    address = await address_of(village, "Sam")
    await send(kim, f"{address}/weghalen", f"{address}/weghalen", reason="Je deelde namen van kinderen.")

    await send(sam, MINE, f"{MINE}/bezwaar", text="Ik deelde geen enkele naam.")
    waits = await newest_mail(village, bo)
    await send(bo, f"{address}/bezwaar", f"{address}/bezwaar", outcome="UPHELD", reason="We blijven bij het besluit.")
    told = await newest_mail(village, sam)

    assert "Een bezwaar wacht op jouw antwoord" in waits
    assert f"{address}/bezwaar" in waits
    assert "Er is antwoord op je bezwaar" in told
    assert "sam@voorbeeld.example" in told
    assert not [
        words for words in ("namen van kinderen", "geen enkele naam", "bij het besluit") if words in waits + told
    ]
    assert "Het antwoord op je bezwaar: het blijft zo We blijven bij het besluit." in (await sam.get(MINE)).words


async def test_c047_an_interest_is_read_by_the_others_until_it_is_over(village: Village) -> None:
    sam, kim = await village.reader("Sam"), await village.reader("Kim")

    empty = await sam.fill(MINE, f"{MINE}/belang", 422, text=" ")
    declared = await send(sam, MINE, f"{MINE}/belang", text="Ik werk bij een aanbieder.")
    seen = await kim.get(PEOPLE)
    over = re.search(rf'action="({MINE}/belang/[^"]+/voorbij)"', (await sam.get(MINE)).text)
    assert over is not None
    ended = await send(sam, MINE, over[1])

    assert "Schrijf in één zin welk belang je hebt." in empty.words
    assert "Je belang is gemeld." in declared
    assert "Belang: Ik werk bij een aanbieder. (gemeld op 21 november 2026)" in seen.words
    assert "Dit belang is voorbij." in ended
    assert "Ik werk bij een aanbieder." not in (await kim.get(PEOPLE)).words


async def test_c036_what_somebody_brings_stands_beside_their_name_until_they_empty_it(village: Village) -> None:
    sam, kim = await village.reader("Sam"), await village.reader("Kim")
    words = "Ik denk mee over wat er na je 18e komt."

    too_long = await sam.fill(MINE, f"{MINE}/inbreng", 422, contribution="x" * 301)
    kept = await send(sam, MINE, f"{MINE}/inbreng", contribution=words)
    seen = await kim.get(PEOPLE)
    emptied = await send(sam, MINE, f"{MINE}/inbreng", contribution="")

    assert "Dit is te lang. Maak het korter." in too_long.words
    assert "x" * 301 in too_long.text
    assert words in kept
    assert words in seen.words
    assert "Bewaard." in emptied
    assert words not in (await kim.get(PEOPLE)).words


async def test_c058_who_says_so_stands_among_who_can_be_asked_until_one_click_ends_it(village: Village) -> None:
    sam, kim = await village.reader("Sam"), await village.reader("Kim")

    nobody = await kim.get(f"{PEOPLE}?vragen=alles")
    offered = await send(sam, MINE, f"{MINE}/vraagbaak")
    silent = await kim.get(f"{PEOPLE}?vragen=alles")
    await send(sam, MINE, f"{MINE}/inbreng", contribution="Ik woonde in een gezinshuis.")
    found = await kim.get(f"{PEOPLE}?vragen=alles")
    about = await kim.get(f"{PEOPLE}?vragen=ONDERWIJS")
    held = await sam.get("/ik/gegevens")
    forged = await sam.fill(MINE, f"{MINE}/vraagbaak", 422, themes="CULTUURVERANDERING")
    ended = await send(sam, MINE, f"{MINE}/vraagbaak/stop")

    assert "Hierover zegt nog niemand: mij mag je iets vragen." in nobody.words
    assert "Je staat bij" not in nobody.words
    assert "Bewaard." in offered
    assert "Deze mensen zeggen: mij mag je iets vragen." in found.words
    assert "Je mag vragen over:" not in silent.words
    assert "Je mag vragen over: wat deze persoon meebrengt" in found.words
    assert "Hierover zegt nog niemand" in about.words
    assert "Waarover anderen je iets mogen vragen: wat je meebrengt" in held.words
    assert "Kies onderwerpen van dit netwerk." in forged.words
    assert "Je staat niet meer bij wie anderen iets mogen vragen." in ended
    assert "Je mag vragen over:" not in (await kim.get(PEOPLE)).words


async def test_who_never_took_part_has_no_place_to_leave_or_pause(village: Village) -> None:
    await village.town.found("ander")
    await village.town.join("ander", "Els")
    els = await village.reader("Els")

    page = await els.post(f"{MINE}/pauze", 409, key="k")

    assert "Je doet niet mee in dit netwerk." in page.words
    assert (await els.get(f"{MINE}/weg", 303)).goes_to == MINE


async def test_the_list_goes_on_page_by_page_with_as_many_inquiries_for_few_and_many(village: Village) -> None:
    for number in range(101):
        await village.town.join(SLUG, f"Lid{number:03}")
    kim = await village.reader("Kim")

    first = await kim.get(PEOPLE)
    more = re.search(r'href="([^"]+\?na=[^"]+)"', first.text)
    assert more is not None
    rest = await kim.get(more[1])

    assert first.text.count('id="mens-') == 100
    assert rest.text.count('id="mens-') == 3


async def test_c056_a_mandate_is_recorded_read_beside_the_name_and_ended_by_whose_it_is(village: Village) -> None:
    sam, kim = await village.reader("Sam"), await village.reader("Kim")
    address = await address_of(village, "Sam")
    page = f"{address}/mandaat"
    given: dict[str, Any] = {
        "task": "projectleider",
        "appointed_by": "zes gemeenten",
        "from_on": "1-11-2026",
        "until_on": "",
    }

    unclear = await kim.fill(page, page, 422, task="", appointed_by="zes gemeenten", from_on="ooit", until_on="")
    recorded = await send(kim, page, page, **given)
    read = await sam.get(PEOPLE)
    mine = await sam.get(MINE)
    ended = re.search(rf"{MINE}/mandaat/[0-9a-f-]+/voorbij", mine.text)
    assert ended
    over = await send(sam, MINE, ended[0])

    assert "Vul dit in." in unclear.words
    assert "Deze dag kennen we niet." in unclear.words
    assert "Het mandaat staat bij de naam." in recorded
    assert "Mandaat: projectleider, aangesteld door zes gemeenten (sinds 1 november 2026)" in read.words
    assert "Het mandaat is voorbij." in over
    assert "zes gemeenten" not in (await kim.get(PEOPLE)).words
    assert "Dit kan alleen de coördinator van dit netwerk." in (await sam.get(page, 403)).words
