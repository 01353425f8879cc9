"""Being away and coming back (J21), and being removed, objecting and returning: over all services, in both shapes."""

import time
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests.journeys.browser import Browser
from tests.journeys.shapes import Mail, Shape
from tests.servers.processes import wait_for

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
JUST_BEFORE = datetime(2026, 11, 23, 7, 29, 57, tzinfo=AMSTERDAM)
MONDAY_AT_NOON = datetime(2026, 11, 23, 12, 0, tzinfo=AMSTERDAM)
NEXT_MONDAY = datetime(2026, 11, 30, 7, 29, 57, tzinfo=AMSTERDAM)
NETWORK = "praktijkleernetwerk-kleinschaligheid"
COORDINATOR, AWAY, REMOVED = (f"{name}@voorbeeld.nl" for name in ("coordinator", "lies", "lex"))
MEANWHILE, AFTERWARDS, INSIDE = (
    "Wat gebeurde er toen Lies weg was?",
    "Wat is er nieuw nu Lies terug is?",
    "Wat lezen alleen deelnemers?",
)
PAGE = f"/netwerken/{NETWORK}/meedoen"
MINE = "query($slug: String!) { network(slug: $slug) { id viewerParticipation { status removal { reason } } } }"
PEOPLE = """query($slug: String!) { network(slug: $slug) {
  members { nodes { membershipId person { displayName } version } } questions(status: PROPOSED) { nodes { title } } } }"""
SECONDS_TO_TAKE_EFFECT = 1.0
"""P9."""


def fill(shape: Shape) -> None:
    """Load the reference content, and let three people take part."""
    shape.told("seed")
    shape.let_take_part(
        [
            {
                "network_slug": NETWORK,
                "email": address,
                "display_name": f"Voorbeeld {name}",
                "perspective": "PROFESSIONAL",
                "roles": roles,
            }
            for address, name, roles in (
                (COORDINATOR, "Coby", ["COORDINATOR"]),
                (AWAY, "Lies", []),
                (REMOVED, "Lex", []),
            )
        ]
    )


def ask(browser: Browser, document: str) -> Any:
    """What this network tells whoever is signed in."""
    return browser.ask(document, slug=NETWORK)["network"]


def question(browser: Browser, network: str, title: str, *, opens: bool) -> None:
    """Propose a question, as soon as agenda knows who takes part, and put it on the agenda if asked."""
    proposed: dict[str, Any] = {}

    def propose() -> bool:
        proposed.update(
            browser.do(
                "proposeQuestion",
                "Question { id version }",
                networkId=network,
                title=title,
                why="Omdat het uitmaakt.",
                whoNotices="Iedereen.",
                origin="Een gesprek (voorbeeld).",
                theme="SAMENWERKEN",
            )
        )
        return bool(proposed["__typename"] == "Question")

    assert wait_for(propose, 20, step=0.2), proposed
    if opens:
        opened = browser.do(
            "openQuestion", "Question { status }", questionId=proposed["id"], version=proposed["version"]
        )
        assert opened["status"] == "ON_AGENDA"


def digests(shape: Shape, address: str) -> list[Mail]:
    """Every digest that arrived at an address."""
    return [mail for mail in shape.mails(address) if "list-unsubscribe" in mail.headers]


def test_j21_who_is_away_gets_no_mail_and_finds_one_page_on_return(shape: Shape) -> None:
    """J21 AC1 to AC3: pause stops all mail and keeps the place; on return one page, and no flood."""
    fill(shape)
    lies, coby = shape.sign_in(AWAY), shape.sign_in(COORDINATOR)
    network = ask(coby, MINE)["id"]

    paused = lies.do("pauseMembership", "Participation { status pausedUntil }", networkId=network)
    assert paused["status"] == "PAUSED"
    assert ask(lies, PEOPLE)["members"] is None
    question(coby, network, MEANWHILE, opens=True)

    shape.is_now(JUST_BEFORE)
    assert wait_for(lambda: len(digests(shape, REMOVED)) == 1, 60, step=0.5), [mail.to for mail in shape.mails()]
    again = shape.told("digest", "run", "--now")
    assert (again["sent"], again["waiting"]) == (2, 0)
    assert digests(shape, AWAY) == []

    shape.is_now(MONDAY_AT_NOON)
    lies, coby = shape.sign_in(AWAY), shape.sign_in(COORDINATOR)
    back = lies.do("resumeMembership", "Participation { status }", networkId=network)
    assert back["status"] == "ACTIVE"
    page = lies.request("GET", f"{PAGE}/bijpraten").text
    assert MEANWHILE in page
    question(coby, network, AFTERWARDS, opens=True)

    shape.is_now(NEXT_MONDAY)
    assert wait_for(lambda: len(digests(shape, AWAY)) == 1, 60, step=0.5), [mail.to for mail in shape.mails()]
    (mail,) = digests(shape, AWAY)
    assert AFTERWARDS in mail.text
    assert MEANWHILE not in mail.text


def test_p9_who_is_removed_is_out_everywhere_within_a_second_and_can_object(shape: Shape) -> None:
    """P9, A-32, A-33: network, agenda and the gateway refuse at once; the reason stands on a page and not in a mail."""
    fill(shape)
    coby, lex = shape.sign_in(COORDINATOR), shape.sign_in(REMOVED)
    network = ask(coby, MINE)["id"]
    question(coby, network, INSIDE, opens=False)
    assert wait_for(lambda: ask(lex, PEOPLE)["questions"]["nodes"] != [], 20, step=0.2)
    who = next(one for one in ask(coby, PEOPLE)["members"]["nodes"] if one["person"]["displayName"] == "Voorbeeld Lex")

    removed = coby.do(
        "removeMember",
        "MemberRemoved { membershipId }",
        membershipId=who["membershipId"],
        reason="Je deelde namen van kinderen.",
        version=who["version"],
    )
    begun = time.monotonic()
    assert removed["__typename"] == "MemberRemoved", removed
    while True:
        seen = ask(lex, PEOPLE)
        took = time.monotonic() - begun
        if seen["members"] is None and not (seen["questions"] or {}).get("nodes"):
            break
        assert took < SECONDS_TO_TAKE_EFFECT, seen
    assert took < SECONDS_TO_TAKE_EFFECT

    assert wait_for(lambda: bool(shape.mails(REMOVED, containing="weggehaald")), 30, step=0.2)
    (mail,) = shape.mails(REMOVED, containing="weggehaald")
    assert "namen van kinderen" not in mail.text
    assert ask(lex, MINE)["viewerParticipation"]["removal"]["reason"] == "Je deelde namen van kinderen."
    lex.do("appealRemoval", "Participation { status }", networkId=network, text="Dat heb ik niet gedaan.")
    answered = coby.do(
        "answerAppeal",
        "AppealAnswered { status }",
        membershipId=who["membershipId"],
        outcome="RESTORED",
        reason="Het was een vergissing.",
    )
    assert answered == {"__typename": "AppealAnswered", "status": "ACTIVE"}
    assert wait_for(lambda: bool((ask(lex, PEOPLE)["questions"] or {}).get("nodes")), 20, step=0.2)
