"""What can be done while planning: keep times that are difficult for a network, and take a series back."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from services.agenda.members.domain import check_coordinates
from services.agenda.members.operations import check_may_write
from services.agenda.members.queries import standing_in
from services.agenda.sessions.domain.days import SchoolRegion
from services.agenda.sessions.domain.year import check_block, check_undoable
from services.agenda.sessions.models.date_polls import choice_undone
from services.agenda.sessions.models.planning import NetworkBlock
from services.agenda.sessions.models.series_answers import series_answers_undone
from services.agenda.sessions.models.templates import template_gone
from services.agenda.sessions.operations.drafts import take_away
from services.agenda.sessions.operations.sessions import check_plans
from services.agenda.sessions.operations.templates import take_template_off
from services.agenda.sessions.queries.planning import (
    block_to_remove,
    network_blocks,
    point_count,
    series_to_undo,
    sessions_to_undo,
)
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.errors import Invalid, NotFound, Problem
from shared.events.agenda.sessions import SeriesUndone

MOST_BLOCKS = 100


async def undo_series(work: Work, *, series_id: UUID) -> UUID:
    """Take a series back within the hour, as a coordinator, as if it had never been (J03); gives back its network.

    Raises NotFound, TooLateToUndo, SeriesInUse.
    """
    series = await series_to_undo(work.session, series_id)
    if series is None:
        raise NotFound
    await _check_coordinates_or_hide(work, series.network_id)
    sessions = await sessions_to_undo(work.session, series_id)
    ids = [session.id for session in sessions]
    await take_template_off(work, session_ids=ids)
    check_undoable(planned_at=series.planned_at, points=await point_count(work.session, ids), now=work.now)
    await take_away(work, sessions=sessions)
    for statement in (*template_gone(series_id), series_answers_undone(series_id), *choice_undone(series_id)):
        await work.session.execute(statement)
    await work.session.delete(series)
    work.note(Verb.SERIES_UNDONE, Kind.SERIES, series.id, network_id=series.network_id)
    work.announce(
        SeriesUndone(
            series_id=series.id,
            network_id=series.network_id,
            session_ids=[session.id for session in sessions],
            at=work.now,
            version=series.version + 1,
        )
    )
    return series.network_id


async def add_block(
    work: Work,
    *,
    network_id: UUID,
    words: str,
    from_on: date,
    until_on: date,
    regions: Sequence[SchoolRegion],
    perspectives: Sequence[str],
) -> NetworkBlock:
    """Keep a time that is difficult for a network, as a coordinator. regions, perspectives: for whom; empty: for all.

    Raises NotAMember, CoordinatorNeeded, WritingLimited, BlockNotPossible, Invalid for the hundred and first.
    """
    await check_plans(work, network_id=network_id)
    await check_may_write(work, network_id=network_id)
    check_block(words=words, from_on=from_on, until_on=until_on)
    if len(await network_blocks(work.session, network_id)) >= MOST_BLOCKS:
        raise Invalid(problems=(Problem("words", "TOO_MANY_BLOCKS", f"A network keeps at most {MOST_BLOCKS}."),))
    block = work.add(
        NetworkBlock(
            network_id=network_id,
            words=words.strip(),
            from_on=from_on,
            until_on=until_on,
            regions=list(regions),
            perspectives=list(perspectives),
            made_at=work.now,
        )
    )
    work.note(Verb.SOFT_BLOCK_ADDED, Kind.SOFT_BLOCK, block.id, network_id=network_id)
    return block


async def remove_block(work: Work, *, block_id: UUID) -> UUID:
    """Forget a time that was difficult, as a coordinator; gives back its network. Raises NotFound."""
    block = await block_to_remove(work.session, block_id)
    if block is None:
        raise NotFound
    await _check_coordinates_or_hide(work, block.network_id)
    await work.session.delete(block)
    work.note(Verb.SOFT_BLOCK_REMOVED, Kind.SOFT_BLOCK, block.id, network_id=block.network_id)
    return block.network_id


async def _check_coordinates_or_hide(work: Work, network_id: UUID) -> None:
    standing = await standing_in(work.session, network_id, work.viewer.person_id, hold=True)
    if not standing.takes_part:
        raise NotFound
    check_coordinates(standing)
