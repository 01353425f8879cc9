"""One Monday of digests in a process of its own: ``python -m tests.benchmarks.digest_round MEMBERS PORT COPY``.

Prints how many left, in how many seconds, and how much memory that added to what the process already held.
"""

import asyncio
import gc
import json
import resource
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import uvloop

from services.notifications.handlers.clock import when_monday_comes
from services.notifications.handlers.table import HANDLERS
from services.notifications.mail.domain.ledger import MailState
from services.notifications.mail.operations.smtp import Patience
from shared.database import new_id
from shared.events.network import MembershipActivated
from tests.benchmarks.figures import resident_mib
from tests.notifications.house import MONDAY, THIS_WEEK, House, open_house

NETWORKS = 20
AT_ONCE = 500
PATIENT = Patience(connect=30.0, command=60.0, dot=600.0)


async def fill(house: House, members: int) -> None:
    """Twenty networks with three points and two questions each, and their members."""
    networks = [house.owners.add_network(f"Netwerk {number} (voorbeeld)") for number in range(NETWORKS)]
    for network_id in networks:
        session_id = await house.plan_session(network_id, MONDAY + timedelta(days=40))
        for number in range(3):
            await house.add_point(session_id, f"Punt {number} (voorbeeld)")
        for number in range(2):
            await house.open_question(network_id, f"Wat leren we van voorbeeld {number}?")
    for begin in range(0, members, AT_ONCE):
        async with house.place.door.work() as work:
            for number in range(begin, min(members, begin + AT_ONCE)):
                await HANDLERS[MembershipActivated](work, joined(house, networks[number % NETWORKS], number))


def joined(house: House, network_id: UUID, number: int) -> MembershipActivated:
    """Somebody takes part; every tenth reads English."""
    person_id = house.owners.add_person(f"lid{number}@voorbeeld.example", language="en" if number % 10 == 0 else "nl")
    house.owners.members.add((network_id, person_id))
    return MembershipActivated(
        membership_id=new_id(),
        network_id=network_id,
        person_id=person_id,
        perspective="PROFESSIONAL",
        roles=[],
        activated_at=house.place.clock.now(),
        version=1,
    )


async def main(members: int, port: int, copy: Path) -> None:
    """Fill, send, report; the copy of one message is for who sends the same bare."""
    with tempfile.TemporaryDirectory(prefix="leerkring-bench-") as directory:
        async with open_house(Path(directory) / "one") as single:
            await fill(single, 1)
            single.is_now(MONDAY)
            await when_monday_comes(single.door, THIS_WEEK)
            single.is_now(MONDAY + timedelta(hours=1))
            await single.deliver()
            copy.write_bytes((await single.mailbox())[0].as_bytes())
        async with open_house(Path(directory) / "many", smtp_url=f"smtp://127.0.0.1:{port}", patience=PATIENT) as house:
            await fill(house, members)
            house.is_now(MONDAY)
            house.place.statements.clear()
            gc.collect()
            gc.freeze()  # as the service does once it has started: what was made so far is never looked through again
            before = resident_mib()
            began = time.perf_counter()
            await when_monday_comes(house.door, THIS_WEEK)
            house.is_now(MONDAY + timedelta(hours=1))
            await house.deliver()
            seconds = time.perf_counter() - began
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            sent = (await house.states()).count(MailState.SENT)
    sys.stdout.write(json.dumps({"sent": sent, "seconds": seconds, "grown_mib": peak - before}) + "\n")


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:  # as the service runs
        runner.run(main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])))
