"""Minutes to actions (J13): what is typed becomes an action, is mailed once, checked for ten days, and comes back until it is done."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.journeys.browser import Browser
from tests.journeys.shapes import Mail, Shape
from tests.servers.processes import wait_for

NETWORK = "praktijkleernetwerk-kleinschaligheid"
SECRETARY, OWNER, READER, COORDINATOR = (f"{name}@voorbeeld.nl" for name in ("verslag", "doet", "lezer", "co"))
RULE = {
    "everyWeeks": 3,
    "weekday": 1,
    "starts": "13:30:00",
    "ends": "16:00:00",
    "fromOn": "2026-11-24",
    "untilOn": "2026-12-20",
}
STARTS = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)
DUE = "2026-12-15"
PATIENCE = 60


def fill(shape: Shape) -> None:
    """A network with a coordinator, a secretary, somebody who does something and somebody who reads."""
    shape.told("seed")
    roles = {COORDINATOR: ["COORDINATOR"], SECRETARY: ["SECRETARY"], OWNER: [], READER: []}
    shape.let_take_part(
        [
            {
                "network_slug": NETWORK,
                "email": address,
                "display_name": f"Voorbeeld {address.partition('@')[0]}",
                "perspective": "PROFESSIONAL",
                "roles": held,
            }
            for address, held in roles.items()
        ]
    )


def planned(browser: Browser) -> list[dict[str, Any]]:
    """Two sessions, three weeks apart, as the coordinator plans them when agenda knows that they coordinate."""
    network = browser.ask("query($slug: String!) { network(slug: $slug) { id } }", slug=NETWORK)["network"]["id"]

    made: dict[str, Any] = {}

    def is_planned() -> bool:
        asked = {"networkId": network, "rule": RULE, "place": "Zwolle"}
        made.update(browser.do("planSeries", "Series { sessions { id startsAt } }", **asked))
        return "sessions" in made

    assert wait_for(is_planned, PATIENCE), made
    return list(made["sessions"])


def minutes(browser: Browser, session: str) -> dict[str, Any]:
    """The minutes of a session, as somebody reads them."""
    document = """query($id: ID!) { minutes(sessionId: $id) { status version commentsUntil
        parts { text } actionPoints { id text status version } } }"""
    found: dict[str, Any] = browser.ask(document, id=session)["minutes"]
    return found


def mails_about(shape: Shape, subject: str) -> list[Mail]:
    """The mails with this subject, by address."""
    return sorted((mail for mail in shape.read_mails() if mail.subject == subject), key=lambda mail: mail.to)


def test_what_was_said_becomes_minutes_and_what_was_agreed_an_action(shape: Shape) -> None:
    fill(shape)
    secretary, owner = shape.sign_in(SECRETARY), shape.sign_in(OWNER)
    first, following = planned(shape.sign_in(COORDINATOR))
    shape.is_now(STARTS + timedelta(minutes=30))
    secretary, owner = shape.sign_in(SECRETARY), shape.sign_in(OWNER)
    me = owner.ask("{ viewer { person { id } } }")["viewer"]["person"]["id"]

    secretary.do(
        "writeMinutes",
        "Minutes { version }",
        sessionId=first["id"],
        version=0,
        parts=[{"text": "We spraken over het nieuwe huis.\nAfspraak: het huis bellen"}],
    )
    (action,) = minutes(secretary, first["id"])["actionPoints"]
    early = secretary.do("shareMinutes", "Minutes { status }", sessionId=first["id"], version=1)
    secretary.do(
        "assignAction",
        "ActionPoint { version }",
        actionPointId=action["id"],
        ownerId=me,
        dueOn=DUE,
        version=action["version"],
    )
    hidden = owner.ask("query($id: ID!) { minutes(sessionId: $id) { status } }", id=first["id"])["minutes"]
    shared = secretary.do("shareMinutes", "Minutes { status }", sessionId=first["id"], version=1)

    assert (early["code"], hidden, shared["status"]) == ("ACTION_INCOMPLETE", None, "SHARED")
    assert wait_for(lambda: len(mails_about(shape, "Het verslag staat klaar")) == 4, PATIENCE)
    told = {mail.to: mail.text for mail in mails_about(shape, "Het verslag staat klaar")}
    assert [to for to, text in told.items() if "Er staat 1 afspraak bij die jij doet." in text] == [OWNER]

    shape.is_now(STARTS + timedelta(days=14))
    secretary, owner = shape.sign_in(SECRETARY), shape.sign_in(OWNER)
    carried = owner.ask("query($id: ID!) { carriedActionPoints(sessionId: $id) { id text } }", id=following["id"])
    secretary.do("establishMinutes", "Minutes { status }", sessionId=first["id"], version=1)
    (own,) = minutes(owner, first["id"])["actionPoints"]
    done = owner.do("completeAction", "ActionPoint { status }", actionPointId=own["id"], version=own["version"])
    locked = secretary.do(
        "writeMinutes", "Minutes { version }", sessionId=first["id"], version=1, parts=[{"text": "Anders."}]
    )

    assert [one["text"] for one in carried["carriedActionPoints"]] == ["het huis bellen"]
    assert minutes(owner, first["id"])["status"] == "ESTABLISHED"
    assert (done["status"], locked["code"]) == ("DONE", "ALREADY_ESTABLISHED")
    assert len(mails_about(shape, "Het verslag staat klaar")) == 4
