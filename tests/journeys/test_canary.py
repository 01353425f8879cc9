"""A canary flies through the whole house: a schuilnaam and a mail address never meet, and the address stands nowhere (A-85, P19, J01)."""

import re
from collections.abc import Iterator

from sqlalchemy import create_engine, inspect, make_url, text

from shared.settings import read_settings
from tests.journeys.shapes import Shape
from tests.journeys.test_main_job import JUST_BEFORE, digests
from tests.servers.processes import wait_for

NETWORK = "kwaliteit-en-blijvend-leren"
LOCAL = "kanarie-geel-7731"
ADDRESS, FELLOW = f"{LOCAL}@voorbeeld.nl", "buur@voorbeeld.nl"
NAME = "Dappere Zeehond"
CHICK, PARENT = "Stille Kwikstaart", "ouder-kanarie-4412"
"""Somebody under 16 without a mail address of their own, and what stands before the @ of their parent or guardian."""
QUESTION = "Wat helpt als je midden in een schooljaar verhuist?"
PAGES = (
    "/",
    "/netwerken",
    f"/netwerken/{NETWORK}",
    f"/netwerken/{NETWORK}/mensen",
    f"/netwerken/{NETWORK}/vragen",
    "/ik",
)


def rows(shape: Shape) -> Iterator[tuple[str, str]]:
    """Every row of every table as the database holds it, without what any service knows: its table, and all of it as text."""
    for service, settings in shape.store_settings.items():
        url = make_url(read_settings(**settings).store_of(service))
        engine = create_engine(
            url.set(drivername="sqlite" if url.get_backend_name() == "sqlite" else "postgresql+psycopg")
        )
        with engine.connect() as connection:
            for table in inspect(connection).get_table_names():
                for row in connection.execute(text(f'SELECT * FROM "{table}"')):  # noqa: S608 -- our own tables
                    cells = [
                        bytes(one).decode(errors="replace") if isinstance(one, bytes | memoryview) else str(one)
                        for one in row
                    ]
                    yield f"{service}.{table}", " | ".join(cells)
        engine.dispose()


def fly(shape: Shape) -> None:
    """Join under a schuilnaam, sign in, propose a question that comes on the agenda, and let the digest of it go out."""
    shape.told("seed")
    shape.let_take_part(
        [
            {
                "network_slug": NETWORK,
                "email": address,
                "display_name": "Nieuw lid" if address == ADDRESS else "Voorbeeld Bo",
                "perspective": "YOUNG_PERSON" if address == ADDRESS else "PROFESSIONAL",
                "roles": roles,
            }
            for address, roles in ((ADDRESS, []), (FELLOW, ["COORDINATOR", "SUPPORT_PERSON"]))
        ]
    )
    canary, fellow = shape.sign_in(ADDRESS), shape.sign_in(FELLOW)
    key = "a-key-under-which-the-answer-is-kept"
    named = canary.do("changeMe", "Viewer { email }", displayName=NAME, isPseudonym=True, clientMutationId=key)
    assert named["email"] == ADDRESS
    found = canary.ask("query($slug: String!) { network(slug: $slug) { id perspectives { code } } }", slug=NETWORK)[
        "network"
    ]
    network = found["id"]
    added = fellow.do(
        "addParticipant",
        "ParticipantAdded { status }",
        networkId=network,
        name=CHICK,
        perspective="YOUNG_PERSON",
        age="FROM_12_TO_15",
        guardianEmail=f"{PARENT}@voorbeeld.nl",
    )
    assert added["status"] == "AWAITING_PARENTAL_PERMISSION", added
    words = {"why": "Ik verhuisde drie keer.", "whoNotices": "Jongeren.", "origin": "Mijn eigen ervaring (voorbeeld)."}

    question = {**words, "networkId": network, "title": QUESTION, "theme": "CULTUURVERANDERING", "track": "RESEARCH"}
    proposed: dict[str, object] = {}

    def is_proposed() -> bool:
        proposed.update(canary.do("proposeQuestion", "Question { id version }", **question))
        return "id" in proposed

    assert wait_for(is_proposed, 20, step=0.5), proposed
    fellow.do("openQuestion", "Question { id }", questionId=proposed["id"], version=proposed["version"])
    shape.is_now(JUST_BEFORE)
    assert wait_for(lambda: len(digests(shape)) >= 2, 60, step=0.5), [mail.to for mail in shape.mails()]


def test_a85_a_schuilnaam_and_an_address_never_meet_and_the_address_stands_nowhere(shape: Shape) -> None:
    fly(shape)
    canary, fellow = shape.sign_in(ADDRESS), shape.sign_in(FELLOW)  # nobody stays signed in for a whole weekend

    # No row of any table holds the address, but for the mails to its owner; events hold the name neither.
    stored = [(table, row) for table, row in rows(shape) if LOCAL in row or NAME in row]
    assert {table for table, row in stored if LOCAL in row} <= {"notifications.mailbox_mail"}
    assert not {
        table for table, _ in stored if table.rpartition(".")[2] in {"outbox", "inbox", "applied", "request_key"}
    }
    assert any(table == "network.person" for table, _ in stored)

    # The same holds for somebody under 16 and their parent or guardian, whose mail has no name in it and no topic (PR-2).
    kept = [(table, row) for table, row in rows(shape) if PARENT in row or CHICK in row]
    assert {table for table, row in kept if PARENT in row} <= {"notifications.mailbox_mail"}
    assert {table for table, row in kept if CHICK in row} == {"network.person"}
    (asked,) = [mail for mail in shape.mails() if PARENT in mail.to]
    assert not [word for word in (CHICK, NETWORK, "netwerk", "jeugd") if word in asked.subject + asked.text]

    # Mails to others hold no address of theirs; nor does anything that a process said or counts.
    for mail in shape.mails():
        assert mail.to == ADDRESS or LOCAL not in "".join((mail.subject, mail.text, mail.html, *mail.headers.values()))
    said = "".join(process.log.read_text() for process in shape.processes)
    counted = fellow.request("GET", "/metrics").text
    assert said
    for words in (said, counted):
        for canary_word in (LOCAL, NAME, PARENT, CHICK):
            assert canary_word not in words

    # A fellow member sees the name on pages, and the address on none; only the owner has both on one page.
    pages = {page: fellow.request("GET", page) for page in PAGES}
    assert {page.status_code for page in pages.values()} == {200}
    assert NAME in pages[f"/netwerken/{NETWORK}/mensen"].text
    assert not [page for page, answer in pages.items() if LOCAL in answer.text]
    own = canary.request("GET", "/ik").text
    assert NAME in re.sub(r"&#\d+;", "", own)
    assert ADDRESS in own
