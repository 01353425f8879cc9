"""What agenda does about people's own data: take somebody out, keep them out, and say when nothing is left (J20, A-88, A-89)."""

from collections.abc import Sequence
from uuid import UUID

from services.agenda.minutes.operations.taking_out import take_name_out
from services.agenda.minutes.queries.naming import sessions_that_may_name
from services.agenda.privacy.models import METADATA, person_taken_out, texts_in, texts_of_series_in
from services.agenda.privacy.queries import erasures_to_do, everybody, points_called, questions_called
from services.agenda.questions.domain import document_of
from services.agenda.sessions.domain.agenda_points import document_of_point
from shared import erasure
from shared.bus.work import Door, Work
from shared.events.agenda.people import PersonErasedFromAgenda
from shared.unnaming import Names, unname


async def take_out(work: Work, *, person_id: UUID) -> None:
    """Take a person out of every table and put up a tombstone; again changes nothing."""
    await erasure.is_gone(work.session, METADATA, person_id)
    for statement in person_taken_out(person_id):
        await work.session.execute(statement)
    await erasure.bury(work.session, METADATA, [erasure.person_hash(person_id)], at=work.now)


async def begin_erasure(work: Work, *, erasure_id: UUID, person_id: UUID, version: int) -> None:
    """Take a person out, and remember to say so when nothing of them is left on the bus either."""
    await take_out(work, person_id=person_id)
    await erasure.take_up(
        work.session, METADATA, erasure_id=erasure_id, person_id=person_id, version=version, at=work.now
    )
    work.wake(erasure.BELL)


async def finish_erasures(door: Door) -> None:
    """Say of each person who was taken out that nothing is left, once that is so."""
    async with door.reading() as session:
        waiting = await erasures_to_do(session)
    for one in waiting:
        await _finish(door, one.id, one.person_id, one.version)


async def _finish(door: Door, erasure_id: UUID, person_id: UUID, version: int) -> None:
    async def finish(work: Work) -> None:
        for statement in person_taken_out(person_id):  # what others wrote of them at the same moment
            await work.session.execute(statement)
        is_clean = await erasure.sweep(work.session, METADATA, person_id)
        if is_clean and await erasure.put_down(work.session, METADATA, erasure_id=erasure_id):
            work.announce(PersonErasedFromAgenda(version=version, erasure_id=erasure_id, at=work.now))

    await door.change(finish)


async def take_names_out(door: Door, *, names: Names, network_ids: Sequence[UUID]) -> int:
    """Put "een lid" where somebody's name stands in what others wrote in these networks; gives how many texts that were.

    The minutes of each session are done in a transaction of their own, so that nobody waits long. Again changes nothing.
    """
    if not names:
        return 0

    async def outside_minutes(work: Work) -> int:
        changed = {
            table.name: await unname(work.session, table, columns, names, is_here)
            for table, columns, is_here in texts_in(network_ids)
        }
        of_series = [
            await unname(work.session, table, columns, names, is_here, keeps_version=True)
            for table, columns, is_here in texts_of_series_in(network_ids)
        ]
        for question in await questions_called(work.session, changed["question"]):
            work.index(document_of(question))
        for point in await points_called(work.session, changed["agenda_point"]):
            work.index(document_of_point(point))
        return sum(map(len, [*changed.values(), *of_series]))

    found = await door.change(outside_minutes)
    async with door.reading() as session:
        sessions = await sessions_that_may_name(session, names, network_ids=network_ids)
    for session_id in sessions:
        found += await _out_of_minutes(door, session_id, names)
    return found


async def _out_of_minutes(door: Door, session_id: UUID, names: Names) -> bool:
    return await door.change(lambda work: take_name_out(work, session_id=session_id, out_of=names.out_of))


async def reapply(work: Work, *, hashes: frozenset[bytes]) -> int:
    """Take out again who was erased before and came back with an older copy of the tables; gives how many (A-88)."""
    await erasure.bury(work.session, METADATA, sorted(hashes), at=work.now)
    back = [person_id for person_id in await everybody(work.session) if erasure.person_hash(person_id) in hashes]
    for person_id in back:
        await take_out(work, person_id=person_id)
        await erasure.sweep(work.session, METADATA, person_id, with_unsent=True)
    return len(back)
