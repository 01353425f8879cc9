"""What can be done with the points with which every session of a series starts: write them once, and put them on agendas."""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from services.agenda.members.domain import check_coordinates
from services.agenda.members.models import writers_go_along, writers_let_go
from services.agenda.members.operations import check_may_write, writes_along
from services.agenda.members.queries import coordinators_held, standing_in
from services.agenda.sessions.domain.agenda_points import ACCEPTED
from services.agenda.sessions.domain.sessions import CONFIRMED
from services.agenda.sessions.domain.templates import (
    TemplatePointFacts,
    WantedPoint,
    check_template,
    length_of_series,
)
from services.agenda.sessions.models.agenda_points import AgendaPoint
from services.agenda.sessions.models.sessions import PlannedSession, Series
from services.agenda.sessions.models.templates import (
    TemplatePoint,
    points_moved_down,
    template_emptied,
    untouched_removed,
)
from services.agenda.sessions.queries.templates import (
    minutes_on,
    network_of_series,
    newest_template,
    series_by_id,
    sessions_that_take_it,
    template_of,
)
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.errors import NotFound
from shared.events.agenda.sessions import TemplateAgendaSet


class TemplateSet(NamedTuple):
    """With which points the sessions of a series start, and on how many of those to come they stand now."""

    series: Series
    points: list[TemplatePointFacts]
    sessions: int


async def set_template_agenda(work: Work, *, series_id: UUID, points: Sequence[WantedPoint]) -> TemplateSet:
    """Say with which points every session of a series starts, in place of those before, as a coordinator.

    Sessions still to come, whose programme is not ready, get them at once, above what members put there; where they do not
    fit beside that, the agenda stays as it is. What somebody changed since stays too.
    Raises NotFound, CoordinatorNeeded, WritingLimited, TemplateIncomplete, AgendaTooLong.
    """
    network_id = await network_of_series(work.session, series_id)
    if network_id is None:
        raise NotFound
    await coordinators_held(work.session, network_id)
    series = await series_by_id(work.session, series_id, hold=True)
    if series is None:
        raise NotFound
    standing = await standing_in(work.session, series.network_id, work.viewer.person_id, hold=True)
    if not standing.takes_part:
        raise NotFound
    check_coordinates(standing)
    if points:
        await check_may_write(work, network_id=series.network_id)
    found = check_template(points, length=length_of_series(series.rule()))
    for one in await template_of(work.session, series.id):
        work.replaces(one.title, one.note)
    await _write(work, series, found)
    if found:
        await writes_along(work, about_id=series.id)
    else:
        await work.session.execute(writers_let_go([series.id]))
    series.version += 1
    sessions = await sessions_that_take_it(work.session, series.id, now=work.now)
    await work.session.execute(untouched_removed([one.id for one in sessions]))
    took = await _put_on(work, sessions, found)
    work.note(Verb.TEMPLATE_SET, Kind.SERIES, series.id, network_id=series.network_id)
    work.announce(
        TemplateAgendaSet(
            series_id=series.id,
            network_id=series.network_id,
            points=len(found),
            at=work.now,
            version=series.version,
        )
    )
    return TemplateSet(series, found, took)


async def start_with_template(work: Work, *, series: Series, sessions: Sequence[PlannedSession]) -> int:
    """Let the sessions of a new series start as those of the series before it did; gives how many minutes that takes of each."""
    before_id, points = await newest_template(work.session, series.network_id)
    minutes = sum(point.minutes for point in points)
    if not points or timedelta(minutes=minutes) > length_of_series(series.rule()):
        return 0
    await _write(work, series, points)
    if before_id is not None:
        await work.session.execute(writers_go_along(from_id=before_id, to_id=series.id))
    took = await _put_on(work, [one for one in sessions if one.status == CONFIRMED], points)
    return minutes if took else 0


async def put_template_on(work: Work, *, series_id: UUID, sessions: Sequence[PlannedSession]) -> None:
    """Let sessions that were drafts start as their series does."""
    await _put_on(work, sessions, await template_of(work.session, series_id))


async def take_template_off(work: Work, *, session_ids: Sequence[UUID]) -> None:
    """Take what came from a template, and nobody changed, off these agendas."""
    await work.session.execute(untouched_removed(session_ids))


async def _write(work: Work, series: Series, points: Sequence[TemplatePointFacts]) -> None:
    await work.session.execute(template_emptied(series.id))
    for position, point in enumerate(points, start=1):
        work.add(TemplatePoint(series_id=series.id, position=position, **point._asdict()))


async def _put_on(work: Work, sessions: Sequence[PlannedSession], points: Sequence[TemplatePointFacts]) -> int:
    if not points or not sessions:
        return 0
    await work.session.flush()  # the points refer to the sessions
    needed = sum(point.minutes for point in points)
    used = await minutes_on(work.session, [one.id for one in sessions])
    taking = [one for one in sessions if one.ends_at - one.starts_at >= timedelta(minutes=used.get(one.id, 0) + needed)]
    if used:
        await work.session.execute(points_moved_down([one.id for one in taking], len(points)))
    for one in taking:
        for position, point in enumerate(points, start=1):
            work.add(
                AgendaPoint(
                    session_id=one.id,
                    network_id=one.network_id,
                    **point._asdict(),
                    owner_id=work.viewer.person_id,
                    proposed_at=work.now,
                    placed_at=work.now,
                    position=position,
                    perspective=one.perspective,
                    status=ACCEPTED,
                    from_template=True,
                )
            )
    return len(taking)
