"""Who may change sessions together or take that back, and how they are answered."""

from datetime import datetime
from typing import Any
from uuid import UUID

from services.agenda.members.domain import Standing
from services.agenda.sessions.domain.series_changes import Looked, Wanted
from services.agenda.sessions.domain.sessions import SeenSession, SessionFacts
from services.agenda.sessions.domain.year import UNDONE_WITHIN
from services.agenda.sessions.edge.sessions import session_view
from services.agenda.sessions.operations import series_changes
from services.agenda.sessions.queries.series_changes import fresh_changes, preview_change
from shared.api.agenda import series_changes as api
from shared.api.agenda.planning import DateReason
from shared.web.edge import PERSON, Edge, Now, Session, Viewer, Work

edge = Edge()


@edge.read("/sessions/{session_id}:look-at-change", who=PERSON, method="POST")
async def look(
    session_id: UUID, asked: api.LookAtChange, session: Session, viewer: Viewer, now: Now
) -> api.ChangePreview:
    """What a change would come to, without saving anything."""
    preview = await preview_change(session, viewer.person_id, session_id=session_id, now=now, **_asked(asked))
    return api.ChangePreview(
        network_id=preview.network_id,
        sessions=[_looked(one, facts, now) for one, facts in zip(preview.looked, preview.sessions, strict=True)],
        members=preview.members,
    )


@edge.change("/sessions/{session_id}:change", who=PERSON)
async def change(session_id: UUID, asked: api.ChangeSessions, work: Work) -> api.SessionsChanged:
    """Change this session, those from it on, or all of its series."""
    changed = await series_changes.change_sessions(work, session_id=session_id, version=asked.version, **_asked(asked))
    return sessions_changed(changed, work.now)


@edge.change("/session-changes/{change_id}:undo", who=PERSON)
async def undo(change_id: UUID, work: Work) -> api.SessionsChanged:
    """Take a change back within the hour."""
    seen = await series_changes.undo_change(work, change_id=change_id)
    return sessions_changed(series_changes.Changed(seen, None), work.now)


@edge.read("/networks/{network_id}/session-changes/fresh", who=PERSON)
async def fresh(network_id: UUID, session: Session, viewer: Viewer, now: Now) -> list[api.FreshChange]:
    """The changes in a network that can still be taken back."""
    return [
        api.FreshChange(
            id=one.id,
            network_id=one.network_id,
            kind=one.kind,
            sessions=len(one.before),
            undo_until=one.made_at + UNDONE_WITHIN,
            about=[
                api.ChangedSession(
                    session_id=each.id,
                    starts_at=each.starts_at,
                    was_starts_at=each.was_starts_at,
                    perspective=each.perspective,
                )
                for each in about
            ],
        )
        for one, about in await fresh_changes(session, viewer.person_id, network_id, now=now)
    ]


def sessions_changed(changed: series_changes.Changed, now: datetime) -> api.SessionsChanged:
    """Sessions after a change, and until when it can be taken back."""
    return api.SessionsChanged(
        sessions=[session_view(seen, now) for seen in changed.sessions],
        change_id=changed.change and changed.change.id,
        undo_until=changed.change and changed.change.made_at + UNDONE_WITHIN,
    )


def _asked(asked: api.LookAtChange) -> dict[str, Any]:
    return {
        "scope": asked.scope,
        "wanted": Wanted(**dict(asked.wanted)),
        "with_apart": asked.with_apart,
        "without": asked.without,
        "with_pre_meetings": asked.with_pre_meetings,
    }


def _looked(one: Looked, facts: SessionFacts, now: datetime) -> api.LookedAtSession:
    seen = SeenSession(facts, one.session.minutes_planned, Standing.COORDINATOR)
    return api.LookedAtSession(
        session=session_view(seen, now),
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        place=one.place,
        link=one.link,
        type=one.type,
        stays=one.stays,
        problems=list(one.problems),
        reasons=[DateReason(**reason._asdict()) for reason in one.reasons],
        is_told=one.is_told,
    )
