"""The page of the day: who leads runs the session, members follow and ask for a turn, and notes show both texts where two wrote (J12)."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from services.gateway.graphql.ids import global_id
from tests.gateway.web.conftest import OWN_PAGE, Page, Reader, Village

ON_THE_DAY = datetime(2027, 1, 14, 12, 30, tzinfo=UTC)


@pytest.fixture
async def day(village: Village) -> str:
    """The address of the day of a session, on that day; Fay leads it, Els writes the minutes."""
    await village.town.join("kring", "Fay", role="FACILITATOR")
    await village.town.join("kring", "Els", role="SECRETARY")
    await village.town.tell()
    await village.town.add_point(village.series.sessions[0].id, "Sam", "De nacht", minutes=20)
    village.town.clock.moment = ON_THE_DAY
    return f"{village.session}/vandaag"


async def press(reader: Reader, day: str, action: str, status: int = 303, /, **fields: Any) -> Page:
    """Send the form with this action as it stands on the page of the day."""
    return await reader.fill(day, f"{day}/{action}", status, **fields)


async def test_who_leads_starts_goes_on_and_back_and_ends_and_members_read_where_it_is(
    village: Village, day: str
) -> None:
    fay, sam = await village.reader("Fay"), await village.reader("Sam")
    before = await sam.get(day)

    await press(fay, day, "begin")
    village.town.clock.forward(minutes=15)
    first = await sam.get(day)
    await press(fay, day, "punt")
    second = await sam.get(day)
    await press(fay, day, "einde")
    over = await sam.get(day)

    assert "Nog niet begonnen" in before.words
    assert "Begin de bijeenkomst" not in before.words
    assert "Nu: punt 1 van 2 Een eigen sleutel nog 25 minuten Begon om 13.30, tot 14.10 uur." in first.words
    assert "Nu: punt 2 van 2 De nacht nog 20 minuten" in second.words
    assert "De bijeenkomst is klaar Van 13.30 tot 13.45 uur." in over.words


async def test_a_point_that_takes_longer_says_so_and_moves_those_after_it(village: Village, day: str) -> None:
    fay = await village.reader("Fay")
    await press(fay, day, "begin")
    village.town.clock.forward(minutes=43)

    page = (await fay.get(day)).words

    assert "3 minuten over de tijd" in page
    assert "14.13 De nacht" in page


async def test_a_session_that_is_not_today_cannot_be_started_and_says_why(village: Village, day: str) -> None:
    fay = await village.reader("Fay")
    form = (await fay.get(day)).fields(f"{day}/begin")
    village.town.clock.moment = datetime(2027, 1, 13, 12, 30, tzinfo=UTC)

    refused = await fay.post(f"{day}/begin", 422, **form)

    assert "Een bijeenkomst begint op de dag zelf." in refused.words
    assert "Begin de bijeenkomst" not in (await fay.get(day)).words


async def test_what_only_who_leads_may_do_is_refused_to_a_member(village: Village, day: str) -> None:
    sam = await village.reader("Sam")

    for action in ("begin", "einde", "incheckvraag", "beurt-voor"):
        refused = await sam.post(f"{day}/{action}", 422, words="Hoe gaat het?", perspective="PARENT")
        assert "Dit doen de gespreksleider en de coördinator." in refused.words
    assert "Notities" not in (await sam.get(day)).words


async def test_a_stranger_and_somebody_of_another_network_do_not_see_the_day(village: Village, day: str) -> None:
    await village.town.found("elders")
    await village.town.join("elders", "Bas", role="COORDINATOR")
    await village.town.tell()
    stranger, bas = await village.stranger(), await village.reader("Bas")

    assert (await stranger.get(day, 303)).goes_to.startswith("/inloggen?terug=")
    await bas.get(day, 404)
    await bas.get(f"{day}/groepjes", 404)


async def test_turns_go_by_perspective_and_a_member_takes_their_own_back(village: Village, day: str) -> None:
    fay, sam, els = await village.reader("Fay"), await village.reader("Sam"), await village.reader("Els")
    await press(fay, day, "begin")
    for reader in (sam, els):
        await press(reader, day, "beurt")
    await press(fay, day, "beurt-voor", perspective="PROFESSIONAL")

    page = await sam.get(day)
    assert "Van de beurten bewaren we niets: morgen is de rij gewist." in page.words
    assert "Ik wil iets zeggen" not in page.words
    turn = next(
        str(form.get("action")) for form in page.parsed().iter("form") if str(form.get("action")).endswith("/klaar")
    )
    await sam.post(turn, 303, **page.fields(turn))

    assert "Ik wil iets zeggen" in (await sam.get(day)).words


async def test_a_question_of_their_own_to_begin_with_needs_words_and_everybody_reads_it(
    village: Village, day: str
) -> None:
    fay, sam = await village.reader("Fay"), await village.reader("Sam")

    refused = await press(fay, day, "incheckvraag", 422, check_in="OWN", words="")
    done = await press(fay, day, "incheckvraag", check_in="OWN", words="Wat zag je onderweg?")

    assert "Zeg het in één zin." in refused.words
    assert done.goes_to == f"{day}?gedaan=incheckvraag-gekozen"
    assert "Wat zag je onderweg?" in (await sam.get(day)).words


async def test_what_is_parked_is_answered_or_proposed_and_nobody_is_named(village: Village, day: str) -> None:
    fay, sam = await village.reader("Fay"), await village.reader("Sam")
    refused = await press(sam, day, "parkeren", 422, words=" ")
    for words in ("Wie betaalt de taxi?", "Weekenden"):
        await press(sam, day, "parkeren", words=words)

    page = await fay.get(day)
    answers, proposals = [
        [str(form.get("action")) for form in page.parsed().iter("form") if str(form.get("action")).endswith(way)]
        for way in ("/antwoord", "/voorstel")
    ]
    await fay.post(answers[0], 303, **{**page.fields(answers[0]), "answer": "De gemeente."})
    await fay.post(proposals[1], 303, **page.fields(proposals[1]))

    assert "Zeg het in één zin." in refused.words
    words = (await sam.get(day)).words
    assert "Wie betaalt de taxi? Beantwoord De gemeente." in words
    assert "Weekenden Voorgesteld voor de agenda" in words
    assert "Sam" not in words.partition("Parkeerplaats")[2].partition("In groepjes")[0]


async def test_groups_are_made_of_who_is_ticked_and_of_who_is_counted(village: Village, day: str) -> None:
    fay, sam = await village.reader("Fay"), await village.reader("Sam")
    page = f"{day}/groepjes"

    refused = await fay.fill(page, page, 422, groups="9")
    done = await fay.fill(page, page, groups="2", others_PROFESSIONAL="1")

    assert "Zoveel groepjes kan niet met deze mensen." in refused.words
    assert done.goes_to == f"{page}?gedaan=groepjes-gemaakt"
    words = (await sam.get(page)).words
    assert "Groepje 1" in words
    assert "Groepje 2" in words
    assert "Iemand, professional" in words
    assert "Schud opnieuw" not in words
    assert "Jij zit in groepje" in (await sam.get(day)).words
    again = (await fay.get(page)).fields(page)
    assert (again["groups"], again["others_PROFESSIONAL"], len(again["people"])) == ("2", "1", 4)


async def test_a_note_over_another_ones_shows_both_and_is_kept_when_sent_again(village: Village, day: str) -> None:
    fay, els = await village.reader("Fay"), await village.reader("Els")
    action = f"{day}/notities"
    seen = (await els.get(day)).fields(action)
    await press(fay, day, "notities", key="fay", point=seen["point"], words="Van Fay.")

    refused = await els.post(action, 409, **{**seen, "key": "els", "words": "Van Els."})
    fields = refused.fields(action)
    kept = await els.post(action, 303, **fields)

    assert "Dit staat er nu: Van Fay." in refused.words
    assert fields["words"] == "Van Els."
    assert kept.goes_to == f"{day}?gedaan=notitie-bewaard"
    assert (await fay.get(day)).fields(action)["words"] == "Van Els."


async def sent(reader: Reader, day: str, **fields: Any) -> tuple[int, dict[str, Any]]:
    """Send a note as the script of the page does."""
    headers = {**OWN_PAGE, "accept": "application/json"}
    if "who" not in fields:
        page = (await reader.visitor.client.get("/netwerken")).text
        fields |= {"who": page.partition('data-who="')[2].partition('"')[0]}
    response = await reader.visitor.client.post(f"{day}/notities", data=fields, headers=headers)
    is_json = response.headers["content-type"].startswith("application/json")
    return response.status_code, response.json() if is_json else {}


async def test_the_script_is_told_what_was_kept_and_twice_the_same_is_kept_once(village: Village, day: str) -> None:
    fay, sam, stranger = await village.reader("Fay"), await village.reader("Sam"), await village.stranger()
    note = {"key": "een", "point": str(village.point.id), "words": "Gezegd.", "version": "0"}

    first = await sent(fay, day, **note)
    again = await sent(fay, day, **note)
    other = await sent(fay, day, **{**note, "key": "twee", "words": "Anders."})
    refused = await sent(sam, day, **note)
    unknown = await sent(fay, day, **{**note, "key": "drie", "point": str(UUID(int=1))})

    assert (first, again) == ((200, {"version": 1}), (200, {"version": 1}))
    assert other == (409, {"words": "Gezegd.", "version": 1})
    assert refused == (422, {"fault": "Notities schrijven de gespreksleider, de verslagmaker en de coördinator."})
    assert unknown == (422, {"fault": "Dit is er niet meer, of je mag het niet zien."})
    assert await sent(stranger, day, **note) == (401, {})


async def test_the_script_that_reads_offline_reaches_no_page_outside_the_sessions(village: Village) -> None:
    stranger = await village.stranger()

    answer = (await stranger.get("/dag-offline.js")).response

    assert answer.headers["service-worker-allowed"] == "/bijeenkomsten/"
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "script-src 'self'" in answer.headers["content-security-policy"]


async def test_signing_out_tells_the_browser_to_clear_what_pages_kept(village: Village) -> None:
    sam = await village.reader("Sam")

    here = (await sam.get("/ik")).response
    gone = (await sam.post("/uitloggen", 303)).response

    assert gone.headers["clear-site-data"] == '"storage"'
    assert "clear-site-data" not in here.headers


async def test_a_coordinator_starts_from_who_said_that_they_come(village: Village, day: str) -> None:
    village.town.clock.moment = datetime(2027, 1, 10, 12, 0, tzinfo=UTC)
    kim, sam, fay = await village.reader("Kim"), await village.reader("Sam"), await village.reader("Fay")
    session = global_id("Session", village.series.sessions[0].id)
    said = await sam.visitor.do("answerSession", "... on Session { id }", sessionId=session, answer="COMING")
    assert said["__typename"] == "Session"
    page = f"{day}/groepjes"

    ticked = await kim.get(page)
    everybody = await fay.get(page)

    assert ticked.fields(page)["people"] == str(village.town.people["Sam"])
    assert "Wie zei te komen, is al aangevinkt." in ticked.words
    assert len(everybody.fields(page)["people"]) == 4
    assert "Iedereen die meedoet, is aangevinkt." in everybody.words


async def test_on_the_day_itself_the_start_page_leads_to_it_also_while_it_runs(village: Village, day: str) -> None:
    link, line = f'href="{day}">Naar de dag zelf</a>', "Vandaag komen jullie samen, van 13.30 tot 16.00 uur."
    village.town.clock.moment = ON_THE_DAY.replace(day=13)
    before = await (await village.reader("Sam")).get("/")
    village.town.clock.moment = ON_THE_DAY
    sam, fay = await village.reader("Sam"), await village.reader("Fay")
    await press(fay, day, "begin")
    village.town.clock.forward(minutes=20)

    for page in (await sam.get("/"), await fay.get("/")):
        assert line in page.words
        assert link in page.text
    assert "Vandaag komen jullie samen" not in before.words


async def test_a_note_of_somebody_else_in_the_same_browser_is_refused_and_its_text_is_shown(
    village: Village, day: str
) -> None:
    fay, els = await village.reader("Fay"), await village.reader("Els")
    action = f"{day}/notities"
    typed = (await fay.get(day)).fields(action)
    own = (await els.get(day)).fields(action)

    refused = await els.post(action, 409, **{**typed, "words": "Van Fay."})
    told = await sent(els, day, key="een", words="Van Fay.", version="0", point=typed["point"], who=typed["who"])

    assert typed["who"] != own["who"]
    assert len(typed["who"]) == 16
    assert str(village.town.people["Fay"]) not in (await fay.get(day)).text.partition("data-day")[2].partition(">")[0]
    assert "nu iemand anders ingelogd" in refused.words
    assert refused.fields(action)["words"] == "Van Fay."
    assert (told[0], told[1]["others"]) == (422, True)
    assert (await els.get(day)).fields(action)["words"] == ""
