"""A process that delivers mails until it falls: what a killed process leaves behind is for another to put right."""

import asyncio
import multiprocessing
import signal
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from shared.settings import arm_failpoints
from tests.notifications.house import House, open_house
from tests.notifications.owners import Owners


def deliver_until_it_falls(directory: Path, *, smtp_url: str, url: str | None, owners: Owners, failpoint: str) -> bool:
    """Deliver in a process of its own that is killed (SIGKILL) when it reaches a failpoint; True when it was."""
    moment = owners.clock.now()
    process = multiprocessing.get_context("spawn").Process(
        target=_deliver, args=(directory, smtp_url, url, replace(owners, when_asked=None), moment, failpoint)
    )
    process.start()
    process.join(60)
    return process.exitcode == -signal.SIGKILL


def _deliver(directory: Path, smtp_url: str, url: str | None, owners: Owners, moment: datetime, failpoint: str) -> None:
    asyncio.run(_deliver_once(directory, smtp_url, url, owners, moment, failpoint))


async def _deliver_once(
    directory: Path, smtp_url: str, url: str | None, owners: Owners, moment: datetime, failpoint: str
) -> None:
    async with open_house(directory, smtp_url=smtp_url, url=url) as house:
        arm_failpoints(f"{failpoint}:kill")
        know_the_same(house, owners)
        house.is_now(moment)
        await house.deliver()


def know_the_same(house: House, owners: Owners) -> None:
    """Let the owners of this house know what those of another know."""
    for name in ("people", "networks", "members", "sessions", "points", "questions", "sign_ins"):
        setattr(house.owners, name, getattr(owners, name))
