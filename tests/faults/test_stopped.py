"""F-35: everything is asked to stop while it is busy, again and again, and nothing is lost: small houses, and the real command."""

import asyncio
import signal
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import httpx2
import pytest

from tests.faults.conftest import Figures, OpenRoad
from tests.journeys.browser import Browser
from tests.journeys.processes import Serving
from tests.journeys.shapes import Shape, in_one_process
from tests.servers.processes import wait_for

STOPPING_SECONDS = 10
MEMBER = "lid@voorbeeld.nl"
NETWORK = "praktijkleernetwerk-kleinschaligheid"


@pytest.mark.slow
async def test_F_35_three_rolling_restarts_under_load_end_with_exit_code_0_and_lose_nothing(
    each_road: OpenRoad, figures: Figures
) -> None:
    slowest = 0.0
    async with each_road(lease=None, relay_lease=None) as road:
        await road.start()
        async with road.crowd.busy(600, seconds=6):
            for _ in range(3):
                for house in road.processes:
                    await asyncio.sleep(0.3)
                    began = time.monotonic()
                    house.signal(signal.SIGTERM)
                    assert await house.until_ended(STOPPING_SECONDS) == 0
                    slowest = max(slowest, time.monotonic() - began)
                    await house.start()
        recovered = await road.settled()

        found = await road.holds()
        assert not [what for what in road.crowd.trouble if what.startswith("5")]
        figures(
            events=len(found.announced),
            wire_duplicates=found.wire_duplicates,
            slowest_stop=slowest,
            recovered=recovered,
        )


@pytest.fixture
def shape(tmp_path: Path) -> Iterator[Shape]:
    """`leerkring serve` with the reference content and one member."""
    with in_one_process(tmp_path, datetime(2026, 11, 21, 12, 0, tzinfo=UTC)) as here:
        here.told("seed")
        here.let_take_part(
            [
                {
                    "network_slug": NETWORK,
                    "email": MEMBER,
                    "display_name": "Voorbeeld Lies",
                    "perspective": "PROFESSIONAL",
                }
            ]
        )
        yield here


class Proposer(threading.Thread):
    """A member who proposes one question after another, each until it is answered, until told to stop."""

    def __init__(self, browser: Browser, network: str) -> None:
        super().__init__(daemon=True)
        self.browser = browser
        self.network = network
        self.over = threading.Event()
        self.proposed: list[str] = []
        self.trouble: Counter[str] = Counter()

    def run(self) -> None:
        """Go on until told to stop."""
        while not self.over.is_set():
            key = uuid4().hex
            title = f"Wat leert voorbeeld {key} ons?"
            while not self.propose(title, key):
                time.sleep(0.1)
            self.proposed.append(title)
            time.sleep(0.05)  # the platform lets one address of origin ask 1 200 times a minute

    def propose(self, title: str, key: str) -> bool:
        """Propose it once; whether it was answered. A refusal ends the test."""
        try:
            answer = self.browser.do(
                "proposeQuestion",
                "Question { id }",
                networkId=self.network,
                title=title,
                why="We zien dat kinderen in een kleine groep soms toch alleen zijn.",
                whoNotices="Kinderen, hun ouders en de groepsleiding.",
                origin="Ervaring in drie gezinshuizen (voorbeeld).",
                theme="CULTUURVERANDERING",
                track="RESEARCH",
                clientMutationId=key,
            )
        except (httpx2.HTTPError, AssertionError, ValueError) as error:
            self.trouble[repr(error)[:200]] += 1
            return False
        if answer["__typename"] != "Question":
            self.trouble[f"refused: {answer}"] += 1
            self.over.set()
        return True


@pytest.mark.slow
def test_F_35_the_real_command_stops_under_load_with_exit_code_0_and_loses_nothing(
    shape: Shape, figures: Figures
) -> None:
    browser = shape.sign_in(MEMBER)
    network = browser.ask("query($slug: String!) { network(slug: $slug) { id } }", slug=NETWORK)["network"]["id"]
    proposers = []
    for _ in range(3):
        other = shape.browser()
        other.cookies = dict(browser.cookies)
        proposers.append(Proposer(other, network))
    slowest = 0.0
    for proposer in proposers:
        proposer.start()
    for _ in range(2):
        time.sleep(1.5)
        (process,) = shape.processes
        began = time.monotonic()
        assert process.stop(signal.SIGTERM, STOPPING_SECONDS) == 0
        slowest = max(slowest, time.monotonic() - began)
        shape.processes[:] = [Serving(settings=shape.operator_settings, directory=shape.directory)]
        shape.processes[0].wait(60)
    time.sleep(1)
    for proposer in proposers:
        proposer.over.set()
        proposer.join(30)
    assert wait_for(lambda: not any(any(numbers) for numbers in shape.waiting().values()), 30, step=0.3)

    for proposer in proposers:
        assert len(proposer.proposed) > 5, proposer.trouble
        assert not [what for what in proposer.trouble if what.startswith("refused")]
    proposed = sorted(title for proposer in proposers for title in proposer.proposed)
    assert stored(shape) == (proposed, len(proposed))
    figures(
        questions=len(proposed),
        unanswered=sum(proposer.trouble.total() for proposer in proposers),
        slowest_stop=slowest,
    )


def stored(shape: Shape) -> tuple[list[str], int]:
    """The example questions that agenda holds, and how many of the proposals it announced have left."""
    with closing(sqlite3.connect(f"file:{shape.directory / 'var' / 'agenda.db'}?mode=ro", uri=True)) as agenda:
        titles = agenda.execute(
            "SELECT title FROM question WHERE title LIKE 'Wat leert voorbeeld %' ORDER BY title"
        ).fetchall()
        left = agenda.execute(
            "SELECT count(*) FROM outbox JOIN question ON question.id = outbox.subject "
            "WHERE outbox.type LIKE '%question.proposed%' AND outbox.status = 1 AND title LIKE 'Wat leert voorbeeld %'"
        ).fetchone()
    return [title for (title,) in titles], left[0]
