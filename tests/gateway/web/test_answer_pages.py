"""The link in a mail with which somebody says whether they come: without signing in, one session, and nothing else."""

import re

from services.notifications.handlers.clock import when_a_burst_may_be_over, when_mail_is_due
from shared.bus.clock import Period
from tests.gateway.web.conftest import Village


async def links(village: Village, name: str) -> list[str]:
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
    found = list(dict.fromkeys(re.findall(r"/antwoord/[0-9a-f]{40}", mine)))
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


async def test_a_reminder_is_chosen_beside_the_overview(village: Village) -> None:
    sam = await village.reader("Sam")

    before = await sam.get("/mail")
    chosen = await sam.fill("/mail", "/mail", reminder="WEEK")
    after = await sam.get(chosen.goes_to)
    wrong = await sam.fill("/mail", "/mail", 422, reminder="HOUR")

    assert before.fields("/mail")["reminder"] == "DAY"
    assert after.fields("/mail")["reminder"] == "WEEK"
    assert "Kies een van de mogelijkheden." in wrong.words
