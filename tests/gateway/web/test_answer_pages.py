"""The link in a mail with which somebody says whether they come: without signing in, one session, and nothing else."""

import re

import pytest

from services.notifications.handlers.clock import when_a_burst_may_be_over, when_mail_is_due
from shared.bus.clock import Period
from tests.gateway.web.conftest import SLUG, Village
from tests.gateway.web.test_date_polls import opened, radios
from tests.gateway.web.test_every_page import check

SESSION_LINK = r"/antwoord/[0-9a-f]{40}"
SERIES_LINK = r"/antwoord/reeks/[0-9a-f]{40}"
POLL_LINK = r"/antwoord/data/[0-9a-f]{40}"


async def links(village: Village, name: str, pattern: str = SESSION_LINK) -> list[str]:
    """The addresses in the invitation that this person got."""
    await village.town.tell()
    door = village.town.notifications.door
    village.town.clock.forward(hours=2)
    now = Period(key="now", due_at=door.now())
    await when_a_burst_may_be_over(door, now)
    await when_mail_is_due(door, now)
    stranger = await village.stranger()
    box = await stranger.get("/postvak")
    mails = [(await stranger.get(mail)).text for mail in re.findall(r'href="(/postvak/[0-9a-f-]{36})"', box.text)]
    (mine,) = [text for text in mails if f"Aan {name.lower()}@" in text]
    found = list(dict.fromkeys(re.findall(pattern, mine)))
    assert found
    return found


async def test_a_member_answers_from_their_mail_and_changes_it_without_signing_in(village: Village) -> None:
    link, other, *_ = await links(village, "Sam")
    stranger = await village.stranger()

    asked = await stranger.get(link)
    said = await stranger.fill(link, link, 200, answer="COMING")
    again = await stranger.get(link)
    changed = await stranger.fill(link, link, 200, answer="NOT_COMING")
    elsewhere = await stranger.get(other)

    assert "Kom je?" in asked.words
    assert "Kring" in asked.words
    assert asked.fields(link).get("answer") is None
    assert "Fijn, je komt." in said.words
    assert again.fields(link)["answer"] == "COMING"
    assert "Jammer, je komt niet." in changed.words
    assert elsewhere.fields(other).get("answer") is None
    for page in (asked, said, changed):
        assert not {"Sam", "Utrecht", "sam@"} & set(page.words.split())


async def test_a_20_the_page_tells_nobody_who_it_is_for_and_is_kept_nowhere(village: Village) -> None:
    link, *_ = await links(village, "Sam")

    page = await (await village.stranger()).get(link)

    assert page.response.headers["referrer-policy"] == "no-referrer"
    assert page.response.headers["cache-control"] == "no-store"
    assert page.response.headers["x-robots-tag"] == "noindex"


async def test_an_answer_that_is_none_is_asked_again(village: Village) -> None:
    link, *_ = await links(village, "Sam")

    page = await (await village.stranger()).fill(link, link, 422)

    assert "Kies een van de mogelijkheden." in page.words


async def test_what_never_was_and_what_is_over_look_the_same(village: Village) -> None:
    link, *_ = await links(village, "Sam")
    stranger = await village.stranger()
    village.town.clock.forward(days=400)

    over = await stranger.get(link, 410)
    never = await stranger.get("/antwoord/" + "0" * 40, 410)
    short = await stranger.get("/antwoord/kort", 410)

    assert over.words == never.words == short.words
    assert "Deze link werkt niet meer" in over.words


async def poll_link(village: Village, name: str) -> tuple[str, str]:
    """A poll opens: the address of it, and the one in the mail that this person got."""
    address = await opened(village)
    await village.town.tell()
    door = village.town.notifications.door
    village.town.clock.forward(minutes=4)
    await when_mail_is_due(door, Period(key="now", due_at=door.now()))
    stranger = await village.stranger()
    box = await stranger.get("/postvak")
    mails = [(await stranger.get(mail)).text for mail in re.findall(r'href="(/postvak/[0-9a-f-]{36})"', box.text)]
    (link,) = {
        found for mail in mails if f"Aan {name.lower()}@" in mail for found in re.findall(POLL_LINK, mail) if found
    }
    return address, link


async def test_j04_a_member_says_when_they_can_come_from_their_mail_without_signing_in(village: Village) -> None:
    address, link = await poll_link(village, "Sam")
    stranger = await village.stranger()
    sam = await village.reader("Sam")

    asked = await stranger.get(link)
    one, two = radios(asked)
    looked = await sam.get(address)
    for page, form in (
        (asked, link),
        (looked, address),
    ):  # Enter on a date presses the first button: it says yes to nothing
        buttons = page.parsed().iterfind(f".//form[@action='{form}']//button")
        assert [button.get("name") for button in buttons] == [None, "all", None]
    none = await stranger.post(link, 422, key="een")
    said = await stranger.post(link, 200, key="twee", **{one: "IF_NEEDED"})
    all_of_them = await stranger.post(link, 200, key="drie", all="YES")
    own = await sam.get(address)

    assert "Wanneer kun jij?" in asked.words
    assert "Je ziet wie er kan als je zelf hebt geantwoord" in looked.words  # looking said nothing
    assert "Kies bij minstens één datum of je kunt" in none.words
    assert "We hebben genoteerd wanneer je kunt" in said.words
    assert (said.fields(link)[one], said.fields(link).get(two)) == ("IF_NEEDED", None)
    assert {own.fields(address).get(name) for name in (one, two)} == {"YES"}
    for page in (asked, none, said, all_of_them):
        assert not {"Sam", "Kim", "Zwolle", "Bijeenkomsten"} & set(page.words.replace(",", " ").split())
        assert "genoeg" not in page.words
        check(page, "nl")


async def test_what_was_chosen_is_kept_while_nobody_can_write_it_down(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, link = await poll_link(village, "Sam")
    stranger = await village.stranger()
    one, _ = radios(await stranger.get(link))

    with monkeypatch.context() as away:
        away.delitem(village.town.asking.owners, "notifications")
        later = await stranger.post(link, 503, key="een", **{one: "NO"})
    kept = later.fields(link)
    said = await stranger.post(link, 200, **kept)

    assert "Wat je invulde, staat nog op deze pagina." in later.words
    assert kept == {"key": "een", one: "NO"}
    assert said.fields(link)[one] == "NO"
    check(later, "nl")


async def test_a_20_the_link_of_a_poll_tells_nobody_who_it_is_for_and_opens_nothing_else(village: Village) -> None:
    address, link = await poll_link(village, "Sam")
    stranger = await village.stranger()

    page = await stranger.get(link)
    await stranger.post(link, 200, key="een", all="NO")
    elsewhere = await stranger.get(address, 303)
    as_session = await stranger.get(link.replace("/data/", "/"), 410)
    edited = await stranger.get(link[:-1] + ("0" if link[-1] != "0" else "1"), 410)

    assert page.response.headers["referrer-policy"] == "no-referrer"
    assert page.response.headers["cache-control"] == "no-store"
    assert page.response.headers["x-robots-tag"] == "noindex"
    assert "set-cookie" not in page.response.headers
    assert elsewhere.goes_to.startswith("/inloggen")
    assert "Deze link werkt niet meer" in as_session.words
    assert "Deze link werkt niet meer" in edited.words


async def test_a_closed_poll_says_so_kindly_and_who_left_finds_a_link_that_does_not_work(village: Village) -> None:
    address, link = await poll_link(village, "Sam")
    kim, stranger = await village.reader("Kim"), await village.stranger()
    await kim.post(f"{address}/sluiten", 303, key="een")

    closed = await stranger.get(link)
    late = await stranger.post(link, 409, key="twee", all="NO")
    await village.town.leave(SLUG, "Sam")
    left = await stranger.get(link, 410)
    sent = await stranger.post(link, 410, key="drie", all="NO")

    for page in (closed, late):
        assert "Deze datumprikker is gesloten. Je antwoord kan niet meer veranderen." in page.words
        assert not radios(page)
    assert left.words == sent.words
    assert "Deze link werkt niet meer" in left.words


async def test_a_reminder_is_chosen_beside_the_overview(village: Village) -> None:
    sam = await village.reader("Sam")

    before = await sam.get("/mail")
    chosen = await sam.fill("/mail", "/mail", reminder="WEEK")
    after = await sam.get(chosen.goes_to)
    wrong = await sam.fill("/mail", "/mail", 422, reminder="HOUR")

    assert before.fields("/mail")["reminder"] == "USUAL"
    assert after.fields("/mail")["reminder"] == "WEEK"
    assert "Kies een van de mogelijkheden." in wrong.words


async def test_one_link_in_the_mail_answers_for_the_whole_series_and_looking_says_nothing(village: Village) -> None:
    """A-19, A-20: a GET changes nothing, the page tells nobody who it is for, and what it shows is of this person."""
    (link,) = await links(village, "Sam", SERIES_LINK)
    stranger = await village.stranger()

    asked = await stranger.get(link)
    looked_again = await stranger.get(link)
    first, second, *_ = sessions = radios(asked)
    empty = await stranger.fill(link, link, 422)
    some = await stranger.fill(link, link, 200, **{first: "COMING", second: "NOT_COMING"})
    everything = await stranger.fill(link, link, 200, all="COMING")
    after = await stranger.get(link)
    none = await stranger.fill(link, link, 200, all="NOT_COMING")
    kept = await (await village.reader("Sam")).get("/ik/gegevens")

    assert "Naar welke bijeenkomsten kom je?" in asked.words
    assert len(sessions) > 1
    for page in (asked, looked_again):
        assert not set(sessions) & set(page.fields(link))
    assert "Kies bij een bijeenkomst of je komt." in empty.words
    assert f'href="#{first}"' in empty.text
    check(empty, "nl")
    for page in (some, everything):
        assert "We hebben genoteerd naar welke bijeenkomsten je komt." in page.words
        assert not {"Sam", "Utrecht", "sam@"} & set(page.words.split())
    assert {name: some.fields(link).get(name) for name in sessions[:2]} == {first: "COMING", second: "NOT_COMING"}
    assert {after.fields(link)[name] for name in sessions} == {"COMING"}
    assert {none.fields(link)[name] for name in sessions} == {"NOT_COMING"}
    assert "Ook voor wat er later bij komt. Per bijeenkomst kun je het altijd veranderen." in asked.words
    assert "Wat je voor een hele reeks bijeenkomsten zei" in kept.words
    assert after.response.headers["cache-control"] == "no-store"
    check(asked, "nl")


async def test_a_link_of_a_series_that_never_was_or_is_over_or_of_something_else_looks_the_same(
    village: Village,
) -> None:
    (link,) = await links(village, "Sam", SERIES_LINK)
    (of_session, *_) = [one.rpartition("/")[2] for one in await links(village, "Sam")]
    stranger = await village.stranger()

    pages = [await stranger.get(f"/antwoord/reeks/{token}", 410) for token in ("0" * 40, "kort", of_session)]
    pages.append(await stranger.get(f"/antwoord/{link.rpartition('/')[2]}", 410))
    village.town.clock.forward(days=400)
    pages.append(await stranger.get(link, 410))

    assert all("Deze link werkt niet meer" in page.words for page in pages)
