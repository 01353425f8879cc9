"""Mail on pages: choosing how often, unsubscribing with one click, and reading the local mailbox."""

import re
from pathlib import Path

from services.notifications.handlers.clock import when_mail_is_due, when_monday_comes
from shared.api.notifications.subscriptions import SubscriptionView
from shared.bus.clock import Period
from tests.gateway.town import town
from tests.gateway.web.conftest import Reader, Village


async def cadence(village: Village, name: str) -> str:
    """How often this person gets the overview."""
    mine: list[SubscriptionView] = await village.town.notifications.ask(
        "GET", "/subscriptions/mine", list[SubscriptionView], person_id=village.town.people[name]
    )
    return mine[0].cadence


async def unsubscribe_link(village: Village, name: str) -> str:
    """The address in the digest that this person got on Monday."""
    await village.town.tell()
    door = village.town.notifications.door
    village.town.clock.forward(days=3)
    monday = Period(key="2026-W48", due_at=door.now())
    await when_monday_comes(door, monday)
    await when_mail_is_due(door, monday)
    box = await (await village.stranger()).get("/postvak")
    mails = re.findall(r'href="(/postvak/[0-9a-f-]{36})"', box.text)
    texts = [(await (await village.stranger()).get(mail)).text for mail in mails]
    (mine,) = [text for text in texts if f"Aan {name.lower()}@" in text]
    found = re.search(r"/afmelden/[A-Za-z0-9_-]+", mine)
    assert found
    return found[0]


async def test_weekly_is_chosen_until_somebody_chooses_otherwise_br_060(village: Village) -> None:
    sam = await village.reader("Sam")

    page = await sam.get("/mail")
    chosen = await sam.fill("/mail", "/mail", cadence="BEFORE_SESSION")
    after = await sam.get(chosen.goes_to)

    assert page.fields("/mail")["cadence"] == "WEEKLY"
    assert "Je keuze is bewaard." in after.words
    assert after.fields("/mail")["cadence"] == "BEFORE_SESSION"
    assert await cadence(village, "Sam") == "BEFORE_SESSION"


async def test_a_choice_that_does_not_exist_is_refused(village: Village) -> None:
    sam = await village.reader("Sam")

    page = await sam.fill("/mail", "/mail", 422, cadence="HOURLY")

    assert "Kies een van de mogelijkheden." in page.words


async def test_somebody_without_a_network_reads_that_there_is_nothing_to_mail(village: Village) -> None:
    await village.town.found("andere")
    await village.town.join("andere", "Bo")
    bo = await village.reader("Bo")
    await village.town.leave("andere", "Bo")

    page = await bo.get("/mail")

    assert "Je doet nog niet mee aan een netwerk." in page.words


async def test_looking_at_the_unsubscribe_page_changes_nothing_a_19(village: Village) -> None:
    link = await unsubscribe_link(village, "Sam")
    stranger = await village.stranger()

    looks = [await stranger.get(link) for _ in range(2)]

    assert all("Meld me af" in look.words and "Kring kring" in look.words for look in looks)
    assert "Ook mail over een bijeenkomst waar je je voor opgaf, blijft komen" in looks[0].words
    assert await cadence(village, "Sam") == "WEEKLY"


async def test_one_click_ends_it_without_cookie_or_page_and_again_is_fine_br_064_j14(village: Village) -> None:
    link = await unsubscribe_link(village, "Sam")
    mail_program = (await village.stranger()).visitor.client

    sent = [await mail_program.post(link, data={"List-Unsubscribe": "One-Click"}) for _ in range(2)]
    page = await (await village.stranger()).get(link)

    assert [response.status_code for response in sent] == [200, 200]
    assert all("Je bent afgemeld" in response.text for response in sent)
    assert "Meld me af" not in page.words
    assert await cadence(village, "Sam") == "NEVER"
    assert await cadence(village, "Kim") == "WEEKLY"


async def test_the_page_tells_no_name_and_no_address_and_signs_nobody_in_a_20(village: Village) -> None:
    link = await unsubscribe_link(village, "Sam")
    stranger = await village.stranger()

    page = await stranger.get(link)
    as_login = await stranger.post(f"/inloggen/link/{link.rsplit('/', 1)[1]}", 422)

    assert "sam@" not in page.text
    assert page.text.count("Sam") == page.text.count("Samen")
    assert page.response.headers["referrer-policy"] == "no-referrer"
    assert page.response.headers["x-robots-tag"] == "noindex"
    assert "Deze link werkt hier niet" in as_login.words


async def test_an_unknown_token_gets_a_friendly_page_and_learns_nothing_j14(village: Village) -> None:
    link = await unsubscribe_link(village, "Sam")
    stranger = await village.stranger()
    unknown = "/afmelden/" + "x" * 43

    looked = await stranger.get(unknown, 410)
    sent = await stranger.post(unknown, 410)
    short = await stranger.get("/afmelden/kort", 410)
    edited = await stranger.get(link[:-1] + ("A" if link[-1] != "A" else "B"), 410)

    for page in (looked, sent, short, edited):
        assert "Deze afmeldlink kennen we niet" in page.words
        assert "Kring kring" not in page.words


async def test_the_mailbox_shows_a_mail_in_a_frame_that_may_do_nothing(village: Village) -> None:
    await unsubscribe_link(village, "Sam")
    stranger = await village.stranger()
    box = await stranger.get("/postvak")
    (address, *_) = re.findall(r'href="(/postvak/[0-9a-f-]{36})"', box.text)

    page = await stranger.get(address)
    letter = await stranger.get(f"{address}/html")

    assert f'src="{address}/html" sandbox="allow-top-navigation-by-user-activation"' in page.text
    assert "frame-src 'self'" in page.response.headers["content-security-policy"]
    assert "frame-src" not in box.response.headers["content-security-policy"]
    policy = letter.response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "sandbox allow-top-navigation-by-user-activation" in policy
    assert '<base target="_top">' in letter.text


async def test_there_is_no_mailbox_where_mails_are_sent_for_real(tmp_path: Path) -> None:
    async with town(tmp_path, smtp_url="smtp://mail.example:25") as place:
        stranger = Reader(await place.visitor())

        page = await stranger.get("/postvak", 404)
        start = await stranger.get("/")

    assert "Deze pagina is er niet" in page.words
    assert "Postvak" not in start.words
