"""What was refused is written down too: who wanted to do what, to which thing, in which network; never what they sent.

A row is written after the answer has left, in a transaction of its own: what was refused is undone with its own, and how long
a refusal takes says nothing about whether the thing exists (A-34).
"""

import asyncio
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import ColumnElement, MetaData, Select, Uuid, literal, null, select, union_all

from shared.access import Viewer
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Door, Work
from shared.errors import NotFound, Refusal
from shared.telemetry import REFUSALS_UNWRITTEN

MOST_OF_ONE = 50
"""Rows that one person gets in one hour; a flood is counted, and does not fill a log from which nothing ever leaves."""
MOST_OF_ALL = 2_000
"""Rows of all people together in one hour, for each process."""
WRITING_SECONDS = 10.0
KIND_OF = {
    "auth_session": Kind.DEVICE,
    "open_invitation": Kind.INVITATION,
    "declared_interest": Kind.MEMBERSHIP,
    "mandate": Kind.MEMBERSHIP,
    "link_break": Kind.MEMBERSHIP,
    "network_block": Kind.SOFT_BLOCK,
    "speaking_turn": Kind.SESSION,
    "parked_line": Kind.SESSION,
    "minutes_comment": Kind.MINUTES,
}
"""Tables whose things go by another kind's name in the log."""
NOT_TOLD_TO_THE_NETWORK = frozenset({"networks.reports", "memberships.report", "reports.answer"})
"""Acts that stand in no log of a network: who is reported may coordinate it, and need not read who tried."""
KIND_NAMES = {kind.value: kind for kind in Kind}
log = structlog.get_logger("leerkring.refused")


@dataclass(frozen=True)
class Attempt:
    """What somebody wanted: the route as a code, and the ids that stood in its address, the last one first."""

    person_id: UUID
    verb: Verb
    act: str
    things: tuple[UUID, ...]
    network_id: UUID | None


@dataclass
class Refused:
    """Hands the refusals of one service to its log. Within an hour the same attempt is written once."""

    _hour: datetime | None = None
    _told: set[Attempt] = field(default_factory=set)
    _of: Counter[UUID] = field(default_factory=Counter)
    _writing: set[asyncio.Task[None]] = field(default_factory=set)

    def keep(self, door: Door, viewer: Viewer, refusal: Refusal, path: str, given: Mapping[str, Any]) -> None:
        """Have it written down, where it is about what somebody may. path: the route's template; given: what the route got."""
        if viewer.person_id is None or not refusal.goes_in_log:
            return
        attempt = Attempt(
            person_id=viewer.person_id,
            verb=Verb.ACT_NOT_FOUND if isinstance(refusal, NotFound) else Verb.ACT_NOT_ALLOWED,
            act=act_of(path),
            things=_things(given),
            network_id=_network(given),
        )
        if self._is_new(attempt, door.now()):
            task = asyncio.create_task(self._write(door, viewer, attempt))
            self._writing.add(task)
            task.add_done_callback(self._writing.discard)

    async def _write(self, door: Door, viewer: Viewer, attempt: Attempt) -> None:
        if not await _write(door, viewer, attempt, self._takes):
            self._told.discard(attempt)

    def _takes(self, attempt: Attempt) -> bool:
        """Count a row of this person, unless they had all they get. Guesses never come here: they would hide what comes beside them."""
        if self._of[attempt.person_id] >= MOST_OF_ONE:
            REFUSALS_UNWRITTEN.inc()
            return False
        self._of[attempt.person_id] += 1
        return True

    async def written(self) -> None:
        """Wait until everything stands in the log: ten seconds at most, for a database that is away must not keep a process up."""
        with suppress(TimeoutError):
            async with asyncio.timeout(WRITING_SECONDS):
                while self._writing:
                    await asyncio.wait(set(self._writing))

    def _is_new(self, attempt: Attempt, now: datetime) -> bool:
        hour = now.replace(minute=0, second=0, microsecond=0)
        if hour != self._hour:
            self._hour = hour
            self._told.clear()
            self._of.clear()
        if attempt in self._told:
            return False
        if self._of[attempt.person_id] >= MOST_OF_ONE or len(self._told) >= MOST_OF_ALL:
            REFUSALS_UNWRITTEN.inc()
            return False
        if attempt.verb is not Verb.ACT_NOT_FOUND:
            self._of[attempt.person_id] += 1
        self._told.add(attempt)
        return True


@cache
def act_of(path: str) -> str:
    """The code of a route: its words without its ids (``/sessions/{session_id}:move`` is ``sessions.move``), 40 letters at most."""
    return ".".join(re.findall(r"[a-z-]+", re.sub(r"\{\w+\}", "", path)))[:40]


def _things(given: Mapping[str, Any]) -> tuple[UUID, ...]:
    in_address = [value for name, value in given.items() if isinstance(value, UUID) and name != "network_id"]
    in_body = [body.session_ids[0] for body in given.values() if getattr(body, "session_ids", None)]
    return (*reversed(in_address), *in_body)


def _network(given: Mapping[str, Any]) -> UUID | None:
    named = [given.get("network_id"), *(getattr(body, "network_id", None) for body in given.values())]
    return next((one for one in named if isinstance(one, UUID)), None)


async def _write(door: Door, viewer: Viewer, attempt: Attempt, takes: Callable[[Attempt], bool]) -> bool:
    """Write one row, and say whether one was due. What cannot be written is told to the operator, never to who was refused."""
    try:
        found = await _found(door, (*attempt.things, *([attempt.network_id] if attempt.network_id else [])))
        if attempt.verb is Verb.ACT_NOT_FOUND and found is None:
            return False  # what is nowhere is nobody's business: a mistyped address, or a guess
        if attempt.verb is Verb.ACT_NOT_FOUND and not takes(attempt):
            return True

        async def note(work: Work) -> None:
            network_id = (found.network_id if found else None) or attempt.network_id
            kind, subject = (found.kind, found.id) if found else (None, None)
            if attempt.act in NOT_TOLD_TO_THE_NETWORK:
                kind = network_id = None
            if kind is None:
                kind, subject = (Kind.NETWORK, network_id) if network_id else (Kind.PERSON, attempt.person_id)
            work.note(attempt.verb, kind, subject, network_id=network_id, reason=attempt.act)

        await door.change(note, viewer)
    except Exception:
        log.exception("a refusal was not written down", service=door.service, act=attempt.act)
    return True


@dataclass(frozen=True)
class _Found:
    """A thing that is here. kind: None where the log has no word for it."""

    id: UUID
    kind: Kind | None
    network_id: UUID | None


async def _found(door: Door, ids: Sequence[UUID]) -> _Found | None:
    """The first of these that is something here, and whose it is."""
    for id_ in ids:
        async with door.reading() as session:
            row = (await session.execute(union_all(*_lookups(door.database.metadata, id_)).limit(1))).first()
        if row is not None:
            return _Found(id_, KIND_OF.get(row.name) or KIND_NAMES.get(row.name.replace("_", "-")), row.network_id)
    return None


def _lookups(metadata: MetaData, id_: UUID) -> list[Select[Any]]:
    """A search by primary key in each table whose rows are things with an id."""
    found: list[Select[Any]] = []
    for table in metadata.sorted_tables:
        if [column.name for column in table.primary_key] != ["id"] or not isinstance(table.c.id.type, Uuid):
            continue
        network: ColumnElement[Any] = null().cast(Uuid())  # on PostgreSQL a bare NULL in a union is a text
        if table.name == "network":
            network = table.c.id
        elif "network_id" in table.c:
            network = table.c.network_id
        elif "membership_id" in table.c and "membership" in metadata.tables:
            place = metadata.tables["membership"]
            network = select(place.c.network_id).where(place.c.id == table.c.membership_id).scalar_subquery()
        found.append(select(literal(table.name).label("name"), network.label("network_id")).where(table.c.id == id_))
    return found
