"""(4.2) The page of a date poll with 3 and with 1 000 members who all answered, beside a bare server with the same bytes."""

import tempfile
from pathlib import Path

from sqlalchemy import insert, select
from sqlmodel import col

from services.agenda.sessions.models.date_polls import AvailabilityAnswer, DatePollDate
from services.network.people.domain.vault import VAULT, new_vault_key
from tests.benchmarks.doors import HOST, Answer, Ask, beside, bytes_app, knock
from tests.benchmarks.figures import Figure
from tests.gateway.crowd import Circle, circles, gather
from tests.gateway.town import Town, town

FEW, MANY = 3, 1_000
VISITS = 30
DATES = [f"2027-{month:02}-11T12:30:00Z" for month in (1, 2, 3, 5, 6, 9)]
SAID = ("YES", "IF_NEEDED", "NO")


async def measure(runs: int) -> list[Figure]:
    """Milliseconds a page, with its statements, of a small and a large network."""
    VAULT.unlock(new_vault_key())
    gateway = {"requests_per_minute": 0, "trusted_hosts": (HOST, "localhost"), "proxy_hops": 1}
    with tempfile.TemporaryDirectory(prefix="leerkring-bench-") as directory:
        async with town(Path(directory), **gateway) as place:
            crowd = circles([FEW, MANY])
            await gather(place, crowd)
            small, large = [await _polled(place, circle) for circle in crowd]
            (answer, few), (_, many) = await _counted(place, small), await _counted(place, large)
            ready = bytes_app(answer)
            bare = await beside(small, lambda: knock(ready, "GET", "/"), runs=runs, visits=VISITS)
            grown = await beside(large, small, runs=runs, visits=VISITS)
            return [
                Figure("polls", f"poll page, {FEW} members ({few} statements)", "ms", bare[0], "same bytes", bare[1]),
                Figure(
                    "polls", f"poll page, {MANY:,} members ({many} statements)", "ms", grown[0], "3 members", grown[1]
                ),
            ]


async def _polled(place: Town, circle: Circle) -> Ask:
    """Open a poll that everybody answered; gives how its coordinator asks for the page."""
    visitor = await place.visitor()
    await place.sign_in_with(circle.people[0].email, visitor)
    network = (await visitor.ask("query($s: String!) { network(slug: $s) { id } }", s=circle.slug))["network"]["id"]
    dates = [{"startsAt": at, "endsAt": at.replace("T12:30", "T15:00")} for at in DATES]
    made = await visitor.do(
        "openDatePoll",
        "... on DatePoll { id }",
        networkId=network,
        dates=dates,
        answerUntil="2026-12-20T22:59:00Z",
    )
    async with place.agenda.door.work() as work:
        rows = (await work.session.execute(select(col(DatePollDate.id), col(DatePollDate.date_poll_id)))).all()
        poll_id = max(row[1] for row in rows)
        answers = [
            {
                "date_poll_date_id": date_id,
                "person_id": somebody.id,
                "date_poll_id": poll_id,
                "availability": SAID[(number + place_) % len(SAID)],
                "answered_at": work.now,
            }
            for number, somebody in enumerate(circle.people)
            for place_, date_id in enumerate(row[0] for row in rows if row[1] == poll_id)
        ]
        await work.session.execute(insert(AvailabilityAnswer), answers)
    assert made["__typename"] == "DatePoll", made
    cookie = "; ".join(f"{name}={value}" for name, value in visitor.client.cookies.items())
    return lambda: knock(place.app, "GET", f"/datumprikkers/{poll_id}", cookie=cookie)


async def _counted(place: Town, ask: Ask) -> tuple[Answer, int]:
    """What comes back, and how many statements it takes."""
    await ask()
    place.forget_counts()
    answer = await ask()
    assert isinstance(answer, Answer)
    return answer, place.statements
