"""Taking part under 16 on pages: the question of age, the page of a parent or guardian, and waiting (J01, J02, PR-2, PR-8; A-01)."""

import re

from services.network.handlers import when_ten_minutes_have_passed
from services.notifications.handlers.clock import when_mail_is_due, when_somebody_waits_for_mail
from shared.bus.clock import Period
from tests.gateway.web.conftest import SLUG, Page, Reader, Village
from tests.gateway.web.test_joining import DOOR, INVITATIONS, after, outsider

PARENT = "ouder@voorbeeld.example"
TOPIC = re.compile(r"netwerk|Kring|jeugd|zorg|hulp|schuilnaam|Noor", re.IGNORECASE)


async def carried(village: Village) -> None:
    """Let every mail leave that waits."""
    await village.deliver()
    door = village.town.notifications.door
    for leave in (when_somebody_waits_for_mail, when_mail_is_due):
        await leave(door, Period(key="now", due_at=door.now()))


async def mail(village: Village, reader: Reader, subject: str) -> Page:
    """The newest mail with this subject, in the local mailbox."""
    await carried(village)
    box = await reader.get("/postvak")
    found = re.search(rf'<a href="(/postvak/[^"]+)"[^>]*>[^<]*{re.escape(subject)}', box.text)
    assert found, box.words
    return await reader.get(found[1])


async def invited(village: Village) -> tuple[Reader, Reader, str]:
    """A coordinator, somebody who is invited as a young person, and the address of the invitation."""
    await village.town.join(SLUG, "Hulp", role="SUPPORT_PERSON")
    kim, noor = await village.reader("Kim"), await outsider(village, "Noor")
    await kim.fill(INVITATIONS, INVITATIONS, 303, email="noor@voorbeeld.example", perspective="YOUNG_PERSON")
    found = re.search(r"/uitnodiging/[A-Za-z0-9_-]+", (await mail(village, kim, "Je bent uitgenodigd")).text)
    assert found
    return kim, noor, found[0]


async def asked(village: Village) -> tuple[Reader, Reader, Page]:
    """A coordinator, somebody of 14 who waits, and the page they came to."""
    kim, noor, link = await invited(village)
    second = await noor.fill(link, link, 200, age="FROM_12_TO_15")
    helper = re.search(r'name="supporter_id" value="([^"]+)"', second.text)
    assert helper
    fields = {**second.fields(link), "supporter_id": helper[1], "guardian_email": PARENT}
    sent = await noor.post(link, 303, **fields)
    return kim, noor, await noor.get(sent.goes_to)


async def test_j01_who_comes_as_a_young_person_is_asked_for_a_schuilnaam_first(village: Village) -> None:
    kim, nova = await village.reader("Kim"), await village.reader("Nova")
    await kim.fill(INVITATIONS, INVITATIONS, 303, email="nova@voorbeeld.example", perspective="YOUNG_PERSON")
    found = re.search(r"/uitnodiging/[A-Za-z0-9_-]+", (await mail(village, kim, "Je bent uitgenodigd")).text)
    assert found

    welcome = await nova.get(f"/ik?welkom=1&terug={found[0]}")
    before = await nova.get(found[0])
    chosen = await nova.post("/ik", 303, **{**welcome.fields("/ik"), "display_name": "Stille Vos", "hides": "yes"})
    after = await nova.get(found[0])

    assert "Welkom. Kies een schuilnaam." in welcome.words
    assert "Nova" not in welcome.words
    assert chosen.goes_to.startswith(found[0])
    assert "Kies eerst hoe anderen je zien" in before.words
    assert "Anderen zien je als Stille Vos." in after.words


async def question(village: Village, reader: Reader) -> str:
    """The address in the mail to the parent or guardian."""
    found = re.search(r"/toestemming/[A-Za-z0-9_-]+", (await mail(village, reader, "Een vraag aan een ouder")).text)
    assert found
    return found[0]


async def test_j01_the_first_page_asks_age_in_a_band_and_shows_help_rules_and_a_support_person(
    village: Village,
) -> None:
    _, noor, link = await invited(village)

    page = await noor.get(link)
    done = await noor.fill(link, link, 303, age="FROM_16")

    for words in ("Ben je 16 jaar of ouder?", "Zo gaan we met elkaar om", "steunpersoon", "Gaat het niet goed met je?"):
        assert words in page.words
    assert not re.search(r'type="(date|tel)"', page.text)
    assert "Welkom! Je doet nu mee" in await after(noor, done)


async def test_j02_a_parent_says_yes_and_the_mail_tells_nothing_of_what_it_is_about(village: Village) -> None:
    kim, noor, waiting = await asked(village)
    letter = await mail(village, kim, "Een vraag aan een ouder")
    parent = await village.stranger()
    link = await question(village, kim)

    page = await parent.get(link)
    unchosen = await parent.fill(link, link, 422)
    given = await parent.fill(link, link, 200, antwoord="ja")
    again = await parent.get(link, 404)

    reference = re.search(r"Jullie code ([A-Z0-9]{5})", waiting.words)
    assert reference
    said = letter.words.partition("Mogen we iets")[2].partition("niets te doen")[0]
    assert reference[1] in said
    assert not TOPIC.search(said), TOPIC.search(said)
    assert reference[1] in page.words
    assert "Noor" not in page.words
    assert page.response.headers["referrer-policy"] == "no-referrer"
    assert "Kies ja of nee." in unchosen.words
    assert "Je toestemming is bewaard." in given.words
    assert "Deze vraag staat niet meer open" in again.words
    assert "Mijn deelname" in (await noor.get(DOOR)).words


async def test_j02_the_support_person_hears_of_it_and_sees_whom_they_help(village: Village) -> None:
    kim, _, _ = await asked(village)
    helper, parent = await village.reader("Hulp"), await village.stranger()
    here = f"/netwerken/{SLUG}/meedoen"
    link = await question(village, kim)
    before = await helper.get(here)

    await parent.fill(link, link, 200, antwoord="ja")
    letter = await mail(village, helper, "Iemand koos jou als steunpersoon")
    shown = await helper.get(here)

    assert "Noor" not in letter.words.partition("wil iemand")[2].partition("Kijk wie")[0]
    assert "Wie jij helpt" not in before.words
    assert "Wie jij helpt Jij bent hun steunpersoon." in shown.words


async def test_j02_a_parent_takes_it_back_with_the_link_in_the_second_mail(village: Village) -> None:
    kim, noor, _ = await asked(village)
    parent = await village.stranger()
    link = await question(village, kim)
    await parent.fill(link, link, 200, antwoord="ja")
    second = re.search(r"/toestemming/[A-Za-z0-9_-]+", (await mail(village, kim, "Je toestemming is bewaard")).text)
    assert second

    done = await parent.fill(second[0], f"{second[0]}/intrekken", 200)

    assert "De jongere doet niet meer mee." in done.words
    assert "Deze vraag staat niet meer open" in (await parent.get(second[0], 404)).words
    assert "Mijn deelname" not in (await noor.get(DOOR)).words


async def test_j02_who_waits_sends_the_mail_again_or_stops(village: Village) -> None:
    _, noor, waiting = await asked(village)

    again = await noor.fill(DOOR, f"{DOOR}/toestemming", 303)
    wrong = await noor.fill(DOOR, f"{DOOR}/toestemming", 422, guardian_email="noor@voorbeeld.example")
    stopped = await noor.fill(DOOR, f"{DOOR}/niet-meer", 303)

    assert "Je ouder of voogd moet nog ja zeggen." in waiting.words
    assert "Je ouder of voogd krijgt een mail." in await after(noor, again)
    assert "Dit is je eigen mailadres." in wrong.words
    assert "We bewaren er niets van." in await after(noor, stopped)


async def test_under_12_and_under_16_without_an_invitation_the_door_says_so(village: Village) -> None:
    els = await outsider(village)

    codes = {
        age: await els.fill(f"{DOOR}/vraag?kant=YOUNG_PERSON", f"{DOOR}/vraag", 422, answer="Ik denk mee.", age=age)
        for age in ("UNDER_12", "FROM_12_TO_15", "")
    }

    assert "Je kunt meedoen vanaf 12 jaar." in codes["UNDER_12"].words
    assert "Dan heb je een eigen uitnodiging nodig." in codes["FROM_12_TO_15"].words
    assert "Vertel of je 16 jaar of ouder bent." in codes[""].words


async def test_j02_at_16_somebody_says_so_and_decides_for_themselves(village: Village) -> None:
    kim, noor, _ = await asked(village)
    link = await question(village, kim)
    await (await village.stranger()).fill(link, link, 200, antwoord="ja")

    before = await noor.get(DOOR)
    said = await noor.fill(DOOR, f"{DOOR}/zestien", 303)

    assert "Ben je intussen 16?" in before.words
    assert "Je beslist nu zelf." in await after(noor, said)
    assert "Ben je intussen 16?" not in (await noor.get(DOOR)).words


async def test_a_young_person_who_lost_their_support_person_chooses_another_and_coordinators_see_that_one_is_needed(
    village: Village,
) -> None:
    kim, noor, _ = await asked(village)
    parent, link = await village.stranger(), await question(village, kim)
    await parent.fill(link, link, 200, antwoord="ja")
    hulp, mine = await village.reader("Hulp"), f"/netwerken/{SLUG}/meedoen"
    await hulp.fill(mine, f"{mine}/pauze", 303)
    door = village.town.network.door
    await when_ten_minutes_have_passed(door, Period(key="now", due_at=door.now()))

    alone = await noor.get(mine)
    needed = await kim.get("/")
    people = await kim.get(f"/netwerken/{SLUG}/mensen")
    others = await (await village.reader("Sam")).get(f"/netwerken/{SLUG}/mensen")
    told = await mail(village, kim, "Er is een steunpersoon nodig")
    await village.town.join(SLUG, "Els", role="SUPPORT_PERSON")
    offered = await noor.get(mine)
    unchosen = await noor.fill(mine, f"{mine}/steunpersoon", 422)
    els = re.search(r'name="supporter_id" value="([^"]+)"', offered.text)
    assert els
    done = await noor.fill(mine, f"{mine}/steunpersoon", 303, supporter_id=els[1])

    for words in (
        "Je steunpersoon is er nu niet",
        "De coördinatoren weten dat er iemand nodig is",
        "Gaat het niet goed",
    ):
        assert words in alone.words
    assert "is een steunpersoon nodig." in needed.words
    assert "Wie dat is, zie je hier niet" in people.words
    assert "steunpersoon nodig" not in others.words
    assert "Noor" not in told.words
    assert "Kies een steunpersoon van dit netwerk." in unchosen.words
    assert "Je hebt nu een andere steunpersoon" in await after(noor, done)
    assert "Jouw steunpersoon is Els" in (await noor.get(mine)).words
