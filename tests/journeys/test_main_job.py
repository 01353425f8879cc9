"""The main job: from planning a year of sessions to exactly one digest in everyone's mailbox, in both shapes."""

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests.journeys.browser import Browser
from tests.journeys.listening import Listening
from tests.journeys.shapes import Mail, Shape
from tests.servers.processes import wait_for

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
JUST_BEFORE = datetime(2026, 11, 23, 7, 29, 57, tzinfo=AMSTERDAM)
A_WEEK_LATER = datetime(2026, 11, 30, 7, 30, 1, tzinfo=AMSTERDAM)
NETWORK = "praktijkleernetwerk-kleinschaligheid"
COORDINATOR, MEMBER, READER, SILENT, ELSEWHERE = (
    f"{name}@voorbeeld.nl" for name in ("coordinator", "lid", "lezer", "stil", "elders")
)
RULE = {
    "everyMonths": 2,
    "nth": 2,
    "weekday": 3,
    "starts": "13:30:00",
    "ends": "16:00:00",
    "fromOn": "2027-01-01",
    "untilOn": "2027-12-31",
}
DAYS_OF_2027 = ["14-01", "11-03", "13-05", "08-07", "09-09", "11-11"]
QUESTION = "Wat heeft een kind nodig om zich thuis te voelen in een kleine groep?"
POINT = "Ervaringen met logeren bij een steungezin"


def fill(shape: Shape) -> None:
    """Load the reference content, and let five people take part: one of them in another network only."""
    assert shape.told("seed")["questions"] == 56
    shape.let_take_part(
        [
            {
                "network_slug": network,
                "email": address,
                "display_name": f"Voorbeeld {name}",
                "perspective": "PROFESSIONAL",
                "roles": roles,
            }
            for address, name, network, roles in (
                (COORDINATOR, "Coby", NETWORK, ["COORDINATOR"]),
                (MEMBER, "Lies", NETWORK, []),
                (READER, "Lex", NETWORK, []),
                (SILENT, "Stella", NETWORK, []),
                (ELSEWHERE, "Els", "kwaliteit-en-blijvend-leren", []),
            )
        ]
    )


def network_id(browser: Browser) -> str:
    """The id of the network of this story."""
    found = browser.ask("query($slug: String!) { network(slug: $slug) { id } }", slug=NETWORK)["network"]["id"]
    assert isinstance(found, str)
    return found


def preview_of(browser: Browser, network: str) -> dict[str, Any]:
    """The dates of 2027 as a coordinator sees them beforehand, or a refusal while agenda does not know who takes part."""
    fields = "YearPlan { dates { startsAt endsAt } members }"
    return browser.do("planYear", fields, networkId=network, rule=RULE)


def local_days(sessions: list[dict[str, str]]) -> list[str]:
    """Day and month of each session as a clock on a Dutch wall has it; each must be from 13.30 to 16.00."""
    moments = [
        [datetime.fromisoformat(session[name]).astimezone(AMSTERDAM) for name in ("startsAt", "endsAt")]
        for session in sessions
    ]
    assert {(f"{starts:%H.%M}", f"{ends:%H.%M}") for starts, ends in moments} == {("13.30", "16.00")}
    return [f"{starts:%d-%m}" for starts, _ in moments]


def digests(shape: Shape) -> list[Mail]:
    """Every digest that arrived."""
    return [mail for mail in shape.mails() if "list-unsubscribe" in mail.headers]


def link_after(words: str, mail: Mail, address: str) -> str:
    """Where the first link after these words in a mail leads to on our site."""
    found = re.search(rf"{re.escape(address)}(/\S+)", mail.text[mail.text.index(words) :])
    assert found, mail.text
    return found[1]


def test_the_main_job(shape: Shape) -> None:
    """From sign-in to one mail per subscribed member, and to the page it leads to (journeys J1, J2 and J4; BR-001, BR-060 to BR-065)."""
    fill(shape)

    # A coordinator signs in with the code from the mail, sees the dates before anything is saved, and plans the year.
    coordinator = shape.sign_in(COORDINATOR)
    network = network_id(coordinator)
    assert wait_for(lambda: preview_of(coordinator, network).get("members") == 4, 20, step=0.2)
    assert local_days(preview_of(coordinator, network)["dates"]) == DAYS_OF_2027
    nothing_yet = "query($id: ID!) { node(id: $id) { ... on Network { sessions { edges { node { id } } } } } }"
    assert coordinator.ask(nothing_yet, id=network)["node"]["sessions"]["edges"] == []

    planned = coordinator.do(
        "planSeries",
        "Series { sessions { id startsAt endsAt } }",
        networkId=network,
        rule=RULE,
        place="Buurthuis De Kring (voorbeeld)",
    )
    assert local_days(planned["sessions"]) == DAYS_OF_2027
    first_session = planned["sessions"][0]["id"]

    # A member adds an agenda point and proposes a question; the coordinator opens it; somebody else's open page hears of both.
    member = shape.sign_in(MEMBER)
    reader = shape.sign_in(READER)
    with Listening(reader, NETWORK) as heard:
        point = member.do(
            "addAgendaPoint",
            "AgendaPoint { id title }",
            sessionId=first_session,
            title=POINT,
            note="",
            purpose="EXPLORE",
            minutes=30,
        )
        assert point["title"] == POINT
        question = member.do(
            "proposeQuestion",
            "Question { id status version }",
            networkId=network,
            title=QUESTION,
            why="We zien dat kinderen in een kleine groep soms toch alleen zijn.",
            whoNotices="Kinderen, hun ouders en de groepsleiding.",
            origin="Ervaring in drie gezinshuizen (voorbeeld).",
            theme="CULTUURVERANDERING",
            track="RESEARCH",
        )
        assert question["status"] == "PROPOSED"
        opened = coordinator.do(
            "openQuestion",
            "Question { id status }",
            questionId=question["id"],
            version=question["version"],
        )
        assert opened["status"] == "ON_AGENDA"
        assert wait_for(lambda: {"AGENDA", "QUESTIONS"} <= heard.kinds(), 15), heard.kinds()

    # Somebody wants no mail.
    silent = shape.sign_in(SILENT)
    chosen = silent.do("chooseDigest", "DigestChoice { cadence }", networkId=network, cadence="NEVER")
    assert chosen == {"__typename": "DigestChoice", "cadence": "NEVER"}
    assert digests(shape) == []

    # On Monday at 07.30 every subscribed member gets exactly one mail with both lists; nobody else gets one.
    shape.is_now(JUST_BEFORE)
    assert wait_for(lambda: len(digests(shape)) >= 3, 60, step=0.5), [mail.to for mail in shape.mails()]
    mails = digests(shape)
    assert sorted(mail.to for mail in mails) == sorted([COORDINATOR, MEMBER, READER])
    for mail in mails:
        for words in (POINT, QUESTION, "gendapunt", "kennisagenda"):
            assert words in mail.text
            assert words in re.sub(r"\s+", " ", mail.html)

    # A second run sends nothing.
    again = shape.told("digest", "run", "--now")
    assert (again["period"], again["sent"], again["waiting"]) == ("2026-W48", 3, 0)
    assert len(digests(shape)) == 3

    # The link leads to the right page; nobody stays signed in for a whole weekend.
    reader = shape.sign_in(READER)
    mail = next(mail for mail in mails if mail.to == READER)
    for words, room in ((POINT, "/bijeenkomsten/"), (QUESTION, "/vragen/")):
        link = link_after(words, mail, shape.address)
        assert link.startswith(room)
        page = reader.request("GET", link)
        assert page.status_code == 200
        assert words in page.text

    # One click unsubscribes (RFC 8058): looking changes nothing, the POST does, without a cookie and without a question.
    target = re.search(r"<(http[^>]+)>", mail.headers["list-unsubscribe"])
    assert target is not None
    assert mail.headers["list-unsubscribe-post"] == "List-Unsubscribe=One-Click"
    path = target[1].removeprefix(shape.address)
    assert shape.browser().request("GET", path).status_code == 200
    assert cadence_of(reader) == "WEEKLY"
    mail_program = shape.browser()
    clicked = mail_program.request(
        "POST", path, data={"List-Unsubscribe": "One-Click"}, headers={"origin": "", "sec-fetch-site": "none"}
    )
    assert clicked.status_code in {200, 202}
    assert cadence_of(reader) == "NEVER"

    # Neither does a week in which nothing happened.
    shape.is_now(A_WEEK_LATER)
    next_week = shape.told("digest", "run", "--now")
    assert (next_week["period"], next_week["sent"], next_week["waiting"]) == ("2026-W49", 0, 0)
    assert len(digests(shape)) == 3

    # Nothing was lost on the way, nothing waits, nothing died; every process stops in good order.
    assert wait_for(lambda: set(shape.waiting().values()) == {(0, 0, 0)}, 15, step=0.5), shape.waiting()
    assert [process.stop() for process in reversed(shape.processes)] == [0] * len(shape.processes)


def cadence_of(browser: Browser) -> str:
    """How often the digest of this story's network comes for whoever is signed in."""
    digests = browser.ask("{ viewer { digests { network { slug } cadence } } }")["viewer"]["digests"]
    return str(next(choice["cadence"] for choice in digests if choice["network"]["slug"] == NETWORK))
