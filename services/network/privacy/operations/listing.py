"""The list of who was erased, kept apart from every backup: hashes and moments, one a line, only ever added to (A-88)."""

import asyncio
import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from uuid import UUID

import structlog

from services.network.privacy.operations import erasing
from services.network.privacy.queries import erasing as queries
from services.network.privacy.queries.erasing import MOST_PEOPLE
from shared.bus.work import Door, Work
from shared.erasure import person_hash

log = structlog.get_logger("leerkring.privacy")


async def carry_on(door: Door) -> None:
    """Begin what is due, write down apart who is erased, and take every request a step further."""
    async with door.reading() as session:
        due = await queries.requests_due(session, door.now())
    for erasure_id in due:
        await _begin(door, erasure_id)
    async with door.reading() as session:
        under_way = await queries.requests_under_way(session)
    for erasure_id in under_way:
        await _go_on(door, erasure_id)


async def _begin(door: Door, erasure_id: UUID) -> None:
    await door.change(lambda work: erasing.begin_erasure(work, erasure_id=erasure_id))


async def _go_on(door: Door, erasure_id: UUID) -> None:
    async with door.reading() as session:
        request = await queries.request_by_id(session, erasure_id)
    if request is None:
        return
    if request.listed_at is None and request.person_id is not None:
        line = {"person": person_hash(request.person_id).hex(), "at": door.now().isoformat(timespec="seconds")}
        await asyncio.to_thread(_append, door.settings.erasure_list_path, json.dumps(line))
        await door.change(lambda work: erasing.note_listed(work, erasure_id=erasure_id))
    if await door.change(lambda work: erasing.go_on(work, erasure_id=erasure_id)):
        log.error("an erasure waits for a service for more than 72 hours", reference=request.reference)


def _append(path: Path, line: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        file.write(line + "\n")
        file.flush()
        os.fsync(file.fileno())


async def reapply(door: Door, *, hashes: Iterable[bytes]) -> int:
    """Erase everybody of the list who stands here again, and keep them out; gives how many there were (A-88)."""
    known = frozenset(hashes)
    erased, last = 0, None
    while True:
        async with door.reading() as session:
            people = await queries.people_after(session, last)
        erased += await _again(door, known, people)
        if len(people) < MOST_PEOPLE:
            return erased
        last = people[-1]


async def _again(door: Door, known: frozenset[bytes], people: Sequence[UUID]) -> int:
    async def again(work: Work) -> int:
        return await erasing.erase_again(work, hashes=known, people=people)

    return await door.change(again)
