"""Who may ask about sessions, and how they are answered."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import AfterValidator, AwareDatetime

from services.agenda.sessions.domain.agenda_points import may_add_point, point_by_mail
from services.agenda.sessions.domain.arranging import may_arrange, may_carry_over
from services.agenda.sessions.domain.changing import may_change
from services.agenda.sessions.domain.rhythm import SeriesRule
from services.agenda.sessions.domain.sessions import KNOWN_TO_ALL, SeenSession
from services.agenda.sessions.domain.year import UNDONE_WITHIN
from services.agenda.sessions.edge.agenda_points import point_view, told_of
from services.agenda.sessions.operations.agenda_points import remove_agenda_point
from services.agenda.sessions.operations.sessions import plan_series
from services.agenda.sessions.queries.agenda_points import points_on
from services.agenda.sessions.queries.news import session_news
from services.agenda.sessions.queries.showing import (
    SessionPage,
    pre_meetings_of,
    session_seen,
    sessions_of_network,
    sessions_seen,
    upcoming_sessions,
)
from shared.api.agenda import sessions as api
from shared.api.agenda.sessions import AgendaPointView, SessionView
from shared.api.page import First, Ids, Page
from shared.errors import NotFound
from shared.web.cursors import moment, read_cursor, write_cursor
from shared.web.edge import ANYONE, PERSON, Edge, Now, Session, Viewer, Work, only

edge = Edge()


def _in_utc(given: datetime) -> datetime:
    try:
        return given.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("this moment lies outside the years 1 to 9999") from error


Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]


@edge.change("/series", who=PERSON, status_code=201)
async def plan(asked: api.PlanSeries, work: Work) -> api.SeriesView:
    """Plan and confirm the sessions of a rule."""
    planned = await plan_series(
        work,
        network_id=asked.network_id,
        rule=SeriesRule(**dict(asked.rule)),
        place=asked.place,
        without=asked.without,
        moments=[(moment.on, moment.starts) for moment in asked.moments],
        regions=tuple(dict.fromkeys(asked.regions)),
        link=asked.link,
        type_=asked.type,
        as_draft=asked.as_draft,
    )
    return api.SeriesView(
        id=planned.series.id,
        network_id=planned.series.network_id,
        rule=asked.rule,
        sessions=[session_view(seen, work.now) for seen in planned.sessions],
        undo_until=planned.series.planned_at + UNDONE_WITHIN,
        version=planned.series.version,
    )


@edge.read("/sessions/upcoming", who=PERSON)
async def upcoming(
    session: Session, viewer: Viewer, now: Now, first: First = 20, after: str | None = None
) -> Page[SessionView]:
    """The next sessions of all the viewer's networks."""
    found = await upcoming_sessions(
        session, viewer.person_id, now=now, first=first, after=read_cursor(after, moment, UUID)
    )
    return _page(found, now)


@edge.read("/sessions/{session_id}", who=ANYONE)
async def one(session_id: UUID, session: Session, viewer: Viewer, now: Now, agenda_points: bool = False) -> SessionView:
    """One session, with its agenda points where they are asked and the viewer is a member."""
    seen = await session_seen(session, viewer.person_id, session_id)
    if seen is None:
        raise NotFound
    if not (agenda_points and seen.standing.takes_part):
        return session_view(seen, now)
    points = await points_on(session, seen)
    return session_view(seen, now, [point_view(point, viewer.person_id, now) for point in points])


@edge.read("/sessions:batch", who=ANYONE, method="POST")
async def batch(asked: Ids, session: Session, viewer: Viewer, now: Now) -> list[SessionView]:
    """Some sessions by id."""
    return [session_view(seen, now) for seen in await sessions_seen(session, viewer.person_id, asked.ids)]


@edge.read("/networks/{network_id}/sessions", who=ANYONE)
async def of_network(
    network_id: UUID,
    session: Session,
    viewer: Viewer,
    now: Now,
    from_at: Annotated[Moment | None, Query(alias="from")] = None,
    until_at: Annotated[Moment | None, Query(alias="until")] = None,
    first: First = 20,
    after: str | None = None,
) -> Page[SessionView]:
    """The sessions of one network."""
    found = await sessions_of_network(
        session,
        viewer.person_id,
        network_id,
        from_at=from_at,
        until_at=until_at,
        first=first,
        after=read_cursor(after, moment, UUID),
    )
    return _page(found, now)


@edge.change("/agenda-points/{agenda_point_id}:remove", who=PERSON)
async def remove_point(agenda_point_id: UUID, asked: api.RemoveAgendaPoint, work: Work) -> SessionView:
    """Take a point off the agenda."""
    seen = await remove_agenda_point(work, agenda_point_id=agenda_point_id, version=asked.version, reason=asked.reason)
    return session_view(seen, work.now)


@edge.read("/sessions:pre-meetings", who=ANYONE, method="POST")
async def pre_meetings(asked: Ids, session: Session, viewer: Viewer, now: Now) -> list[SessionView]:
    """What one perspective does before these sessions, as far as it is for this reader."""
    return [session_view(seen, now) for seen in await pre_meetings_of(session, viewer.person_id, asked.ids)]


@edge.read("/sessions:news", who=only("notifications"), method="POST")
async def news(asked: api.SessionNewsAsked, session: Session, now: Now) -> api.SessionNews:
    """What may be said of these agenda points and the next sessions to these readers, now."""
    found = await session_news(
        session,
        network_id=asked.network_id,
        point_ids=asked.agenda_point_ids,
        reader_ids=asked.reader_ids,
        upcoming=asked.upcoming,
        now=now,
    )
    return api.SessionNews(
        agenda_points=[AgendaPointView(**told_of(point_by_mail(point)), may_remove=False) for point in found.points],
        sessions=[session_view(seen, now) for seen in found.sessions],
        upcoming=[session_view(seen, now) for seen in found.upcoming],
        reader_ids=[reader_id for reader_id in asked.reader_ids if reader_id in found.readers],
    )


def _page(found: SessionPage, now: datetime) -> Page[SessionView]:
    return Page(
        items=[session_view(seen, now) for seen in found.sessions],
        next_cursor=write_cursor(*found.next_key) if found.next_key else None,
    )


def session_view(seen: SeenSession, now: datetime, agenda_points: list[AgendaPointView] | None = None) -> SessionView:
    """A session, as its reader may see it."""
    session = seen.session
    is_member = seen.standing.takes_part
    return SessionView(
        id=session.id,
        network_id=session.network_id,
        series_id=session.series_id,
        number=session.number,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        zone=session.zone,
        place=session.place if is_member else None,
        type=session.type,
        perspective=session.perspective,
        link=(session.link if seen.joins else "") if is_member else None,
        is_online=is_member and session.link != "",
        for_session_id=session.for_session_id,
        may_add_document=is_member and session.status in KNOWN_TO_ALL,
        status=session.status,
        sequence=session.sequence,
        minutes_planned=seen.minutes_planned if is_member else None,
        may_add_point=may_add_point(seen, now),
        may_change=may_change(session, seen.standing, now),
        may_arrange=may_arrange(session, seen.standing, now),
        may_carry_over=may_carry_over(session, seen.standing, now),
        published_at=session.published_at,
        short_notice_reason=session.short_notice_reason if is_member else None,
        was_starts_at=session.was_starts_at,
        cancel_reason=session.cancel_reason if is_member else None,
        version=session.version,
        agenda_points=agenda_points,
    )
