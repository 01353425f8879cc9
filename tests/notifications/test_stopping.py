"""A stop while mails are on their way: nothing new is begun, nothing is left in doubt, and it does not take long (F-35)."""

import asyncio
from collections import Counter
from collections.abc import Callable
from time import monotonic

import pytest

from services.notifications.handlers.clock import SCHEDULE
from services.notifications.kinds import KINDS
from services.notifications.mail.domain.ledger import ORDINARY
from services.notifications.mail.operations import delivery
from services.notifications.mail.operations.courier import LINES
from services.notifications.mail.operations.register import Composed
from shared.bus.clock import ClockWorker
from shared.service import STOP_SECONDS
from tests.notifications.house import House
from tests.notifications.test_delivery import LID, planned, reasons
from tests.servers.smtp_sink import SmtpSink, Stage


async def at_work_until(house: House, is_time: Callable[[], bool]) -> float:
    """Let the clock deliver, as it does at work, until it is time to stop; gives how many seconds the stop took."""
    working = asyncio.create_task(ClockWorker(house.door, [one for one in SCHEDULE if one.name == "mail"]).run())
    async with asyncio.timeout(20):
        while not is_time():
            await asyncio.sleep(0.01)
    began = monotonic()
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)
    return monotonic() - began


async def test_a_stop_claims_nothing_more(
    sending_house: House, smtp_sink: SmtpSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F-35: the clock does not carry on for its ten seconds; what stands at its dot is finished, the rest goes back."""
    monkeypatch.setitem(delivery.BATCHES, ORDINARY, 10)
    await planned(sending_house, *(f"lid{number}@voorbeeld.nl" for number in range(60)))
    smtp_sink.slow(Stage.DOT, 0.2)

    await at_work_until(sending_house, lambda: bool(smtp_sink.accepted()))

    states = Counter(await sending_house.states())
    assert set(states) == {"SENT", "PLANNED"}
    assert states["SENT"] == len(smtp_sink.accepted()) <= 2 * LINES


async def test_a_stop_fits_in_the_time_of_the_house_also_when_a_server_is_silent_at_the_dot(
    sending_house: House, smtp_sink: SmtpSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F-35: what it did not answer is UNKNOWN, the rest goes back."""
    assert 2 * delivery.GOODBYE_SECONDS < STOP_SECONDS
    monkeypatch.setattr(delivery, "GOODBYE_SECONDS", 0.3)
    await planned(sending_house, *(f"lid{number}@voorbeeld.nl" for number in range(20)))
    smtp_sink.slow(Stage.DOT, 30)
    began = monotonic()

    seconds = await at_work_until(sending_house, lambda: monotonic() - began > 1)

    assert seconds < 3
    assert set(await sending_house.states()) <= {"SENDING", "UNKNOWN", "PLANNED"}
    assert "PLANNED" in await sending_house.states()


async def test_a_stop_gives_back_what_was_being_written(sending_house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """F-35: an owner that does not answer holds up no stop, and nobody's mail waits for a lease to lapse."""
    monkeypatch.setattr(delivery, "GOODBYE_SECONDS", 0.2)
    writing = asyncio.Event()

    async def compose(*_: object) -> Composed:
        writing.set()
        await asyncio.sleep(60)
        raise AssertionError("nobody waits a minute")

    monkeypatch.setattr(KINDS["digest"], "compose", compose, raising=False)
    await planned(sending_house, LID)

    seconds = await at_work_until(sending_house, writing.is_set)

    assert seconds < 3
    assert [(state, attempts) for state, _, attempts in await reasons(sending_house)] == [("PLANNED", 0)]
