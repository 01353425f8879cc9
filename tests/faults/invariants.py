"""I1, I2, I3 and I5 of RELIABILITY 4.1, computed from the databases: not from counters, and not from what a process says of itself."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from shared.bus.inbox.rows import CLAIMED, DEAD, READY, RETRY, STATES
from shared.database import Database
from tests.faults.crowd import Crowd
from tests.faults.houses import HEARS, NAMES

Fact = tuple[str, UUID, int]
"""What an event is about: its noun, its subject and the version."""


@dataclass
class Consumer:
    """What one consumer did, against what was committed for it."""

    committed: set[Fact]
    effects: list[Fact]
    standing: dict[tuple[str, UUID], tuple[int, str]]
    inbox: Counter[int]
    dead: set[Fact]

    @property
    def lost(self) -> set[Fact]:
        """I1: committed, and never applied."""
        return self.committed - set(self.effects) - self.dead

    @property
    def unexpected(self) -> set[Fact]:
        """I1: applied, and never committed."""
        return set(self.effects) - self.committed

    @property
    def doubles(self) -> list[Fact]:
        """I1: applied twice."""
        return [fact for fact, times in Counter(self.effects).items() if times > 1]

    @property
    def out_of_order(self) -> list[Fact]:
        """I3: not the next version of its subject."""
        last: dict[tuple[str, UUID], int] = {}
        found = []
        for noun, subject, version in self.effects:
            if version != last.get((noun, subject), 0) + 1:
                found.append((noun, subject, version))
            last[noun, subject] = version
        return found

    def differing(self, owner: dict[UUID, tuple[int, str]]) -> list[Any]:
        """I2: where the projection is not what the owner has."""
        given_up = {(noun, subject) for noun, subject, _ in self.dead}
        wanted = {
            (noun, subject): owner.get(subject)
            for noun, subject, _ in self.committed
            if (noun, subject) not in given_up
        }
        stands = {key: state for key, state in self.standing.items() if key not in given_up}
        return sorted(set(wanted.items()) ^ set(stands.items()), key=str)

    @property
    def waiting(self) -> int:
        """I5: arrived, and neither applied nor given up."""
        return sum(self.inbox[state] for state in (READY, CLAIMED, RETRY))


@dataclass
class Findings:
    """Everything that can be seen after a fault."""

    answered: set[Fact]
    announced: set[Fact]
    pending: dict[str, int]
    consumers: dict[str, Consumer]
    owner: dict[UUID, tuple[int, str]]
    arrived: Counter[str] = field(default_factory=Counter)
    """What came over the wire, by consumer and event id."""

    @property
    def wire_duplicates(self) -> int:
        """How often something came over the wire that had come before: allowed, and counted."""
        return self.arrived.total() - len(self.arrived)

    def faults(self, *, dead: frozenset[tuple[str, UUID]] = frozenset(), late: bool = False) -> dict[str, Any]:
        """Every broken promise by name; empty when all hold.

        dead: the consumer and subject of what was poisoned. late: a hole was filled afterwards, so older versions came after
        newer ones; the projections must not have gone back (I2 says).
        """
        found: dict[str, Any] = {
            "acknowledged and not committed": self.answered - self.announced,
            "committed and never asked for": self.announced - self.answered,
            "outbox not empty": {name: number for name, number in self.pending.items() if number},
        }
        for name, one in self.consumers.items():
            given_up = {(name, subject) for _, subject, _ in one.dead}
            found |= {
                f"{name}: lost (I1)": one.lost,
                f"{name}: applied and never committed (I1)": one.unexpected,
                f"{name}: applied twice (I1)": one.doubles,
                f"{name}: projection differs from the owner (I2)": one.differing(self.owner),
                f"{name}: out of order (I3)": [] if late else one.out_of_order,
                f"{name}: not handled (I5)": one.waiting,
                f"{name}: dead, or not dead (I5)": given_up ^ {poison for poison in dead if poison[0] == name},
            }
        return {what: thing for what, thing in found.items() if thing}

    def history(self) -> dict[str, Any]:
        """All of it, as JSON, to be looked at after a failure."""
        return {
            "answered": sorted(map(str, self.answered)),
            "announced": sorted(map(str, self.announced)),
            "pending": self.pending,
            "consumers": {
                name: {
                    "effects": [str(fact) for fact in one.effects],
                    "dead": [str(fact) for fact in one.dead],
                    "inbox": {STATES[state]: number for state, number in one.inbox.items()},
                }
                for name, one in self.consumers.items()
            },
            "arrived more than once": {key: times for key, times in self.arrived.items() if times > 1},
        }


async def is_quiet(databases: dict[str, Database]) -> bool:
    """I5: whether nothing is under way any more: all has left, and all that was committed for a consumer was done or given up.

    Looks downstream first: what moves on meanwhile is then seen at least once.
    """
    finished = {}
    for name in HEARS:
        tables = databases[name].metadata.tables
        effect, inbox = tables["effect"], tables["inbox"]
        async with databases[name].reading() as session:
            states = await session.execute(select(inbox.c.state, func.count().label("rows")).group_by(inbox.c.state))
            held = {row.state: row.rows for row in states}
            effects = (await session.execute(select(func.count()).select_from(effect))).scalar_one()
        if held.keys() & {READY, CLAIMED, RETRY}:
            return False
        finished[name] = effects + held.get(DEAD, 0)
    announced: Counter[tuple[str, str]] = Counter()
    for name, database in databases.items():
        outbox = database.metadata.tables["outbox"]
        columns = (outbox.c.type, outbox.c.status, func.count().label("rows"))
        async with database.reading() as session:
            for row in await session.execute(select(*columns).group_by(outbox.c.type, outbox.c.status)):
                if row.status == 0:
                    return False
                announced[name, row.type] += row.rows
    return all(
        finished[name] >= sum(announced[source, kind.TYPE] for source, kind in hears) for name, hears in HEARS.items()
    )


async def look(databases: dict[str, Database], crowd: Crowd, arrived: Counter[str]) -> Findings:
    """Read everything there is."""
    answered = {("membership", subject, version) for answer in crowd.answered.values() for subject, version in answer}
    outboxes = {name: await _outbox(databases[name]) for name in NAMES}
    consumers = {}
    for name, hears in HEARS.items():
        committed = {fact for source, kind in hears for type_, fact, _ in outboxes[source] if type_ == kind.TYPE}
        consumers[name] = await _consumer(databases[name], name, committed)
    thing = databases["network"].metadata.tables["thing"]
    async with databases["network"].reading() as session:
        owner = {row.id: (row.version, row.state) for row in await session.execute(select(thing))}
    return Findings(
        answered=answered,
        announced={fact for _, fact, _ in outboxes["network"]},
        pending={name: sum(status == 0 for _, _, status in rows) for name, rows in outboxes.items()},
        consumers=consumers,
        owner=owner,
        arrived=arrived,
    )


async def _outbox(database: Database) -> list[tuple[str, Fact, int]]:
    table = database.metadata.tables["outbox"]
    columns = (table.c.type, table.c.subject, table.c.version, table.c.status)
    async with database.reading() as session:
        rows = (await session.execute(select(*columns))).all()
    return [(row.type, (row.type.split(".")[2], row.subject, row.version), row.status) for row in rows]


async def _consumer(database: Database, name: str, committed: set[Fact]) -> Consumer:
    tables = database.metadata.tables
    effect, standing, inbox = tables["effect"], tables["standing"], tables["inbox"]
    async with database.reading() as session:
        effects = (await session.execute(select(effect).order_by(effect.c.id))).all()
        stands = (await session.execute(select(standing))).all()
        held = (
            await session.execute(
                select(inbox.c.state, inbox.c.type, inbox.c.subject, inbox.c.version).where(inbox.c.consumer == name)
            )
        ).all()
    return Consumer(
        committed=committed,
        effects=[(row.noun, row.subject, row.version) for row in effects],
        standing={(row.noun, row.subject): (row.version, row.state) for row in stands},
        inbox=Counter(row.state for row in held),
        dead={(row.type.split(".")[2], row.subject, row.version) for row in held if row.state == DEAD and row.type},
    )
