"""Who may ask about minutes, and how they are answered."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from services.agenda.minutes.domain.comparing import WrittenPart, compare
from services.agenda.minutes.domain.minutes import (
    DRAFT,
    ESTABLISHED,
    SHARED,
    SeenMinutes,
    first_version_for,
    takes_comments,
)
from services.agenda.minutes.edge.actions import action_view
from services.agenda.minutes.edge.story_views import story_view
from services.agenda.minutes.operations.comments import answer_comment, comment_on_minutes
from services.agenda.minutes.operations.minutes import (
    add_addendum,
    establish_minutes,
    share_minutes,
    write_minutes,
)
from services.agenda.minutes.queries.actions import actions_of, open_counts
from services.agenda.minutes.queries.minutes import (
    addenda_to,
    comments_on,
    minutes_by_id,
    minutes_of_network,
    minutes_of_session,
    minutes_seen,
    parts_of,
    readers_among,
    version_and_before,
    versions_of,
    writers_of,
)
from services.agenda.minutes.queries.stories import stories_in
from services.agenda.minutes.queries.waiting import minutes_waiting_for
from services.agenda.minutes.queries.writers import writers_in, writers_of_comments
from services.agenda.sessions.queries.agenda_points import points_gone_from
from services.agenda.sessions.queries.day import notes_of_session
from shared.api.agenda import minutes as api
from shared.api.agenda.minutes import MinutesView
from shared.api.page import First, Ids, Page
from shared.errors import Conflict, NotFound
from shared.web.cursors import moment, read_cursor, write_cursor
from shared.web.edge import PERSON, Edge, Now, Session, Viewer, Work, only

edge = Edge()
APART = {"shared_version", "established_way"}
"""What is told otherwise, or not at all."""


@edge.read("/minutes/waiting", who=PERSON)
async def waiting(session: Session, viewer: Viewer, now: Now, first: First = 10) -> list[MinutesView]:
    """What asks something of who writes."""
    return [
        minutes_view(seen, now) for seen in await minutes_waiting_for(session, viewer.person_id, now=now, first=first)
    ]


@edge.read("/minutes:batch", who=PERSON, method="POST")
async def batch(asked: Ids, session: Session, viewer: Viewer, now: Now) -> list[MinutesView]:
    """Some minutes by the ids of their sessions."""
    return [minutes_view(seen, now) for seen in await minutes_by_id(session, viewer.person_id, asked.ids)]


@edge.read("/sessions/{session_id}/minutes", who=PERSON)
async def one(
    session_id: UUID,
    session: Session,
    viewer: Viewer,
    now: Now,
    parts: bool = False,
    comments: bool = False,
    addenda: bool = False,
    actions: bool = False,
    versions: bool = False,
    notes: bool = False,
    stories: bool = False,
    writers: bool = False,
) -> MinutesView:
    """The minutes of one session, with what is asked of them."""
    seen = await minutes_seen(session, viewer.person_id, session_id, now=now)
    if seen is None:
        raise NotFound
    found: dict[str, Any] = {}
    if parts:
        found["parts"] = [_part(part) for part in await parts_of(session, [session_id])]
    if comments and seen.minutes.shared_at is not None:
        said = await comments_on(session, session_id)
        wrote = await writers_of_comments(session, said) if writers else {}
        found["comments"] = [
            api.CommentView.model_validate({**_of(api.CommentView, one), "writers": wrote.get(one.id)}) for one in said
        ]
    if addenda:
        found["addenda"] = [_addendum(one) for one in await addenda_to(session, [session_id])]
    if actions:
        agreed = await actions_of(session, viewer.person_id, [session_id])
        found["actions"] = [action_view(one, viewer.person_id, now) for one in agreed]
    if versions:
        found["versions"] = [
            _of_version(one) for one in await versions_of(session, session_id, first=first_version_for(seen))
        ]
    if stories:
        found["stories"] = [story_view(one) for one in await stories_in(session, viewer.person_id, [session_id])]
    if writers:
        found["writers"] = await writers_in(session, session_id)
    if notes and seen.writes:
        noted = await notes_of_session(session, session_id)
        gone = await points_gone_from(session, seen.minutes.network_id, session_id) if noted else []
        titles: dict[UUID | None, str] = {point.id: point.title for point in gone}
        found["notes"] = [
            api.PartView(agenda_point_id=at, title=titles.get(at, ""), text=one.words)
            for one in noted
            for at in [one.agenda_point_id]
        ]
    return minutes_view(seen, now).model_copy(update=found)


@edge.read("/sessions/{session_id}/minutes/versions/{number}", who=PERSON)
async def version(session_id: UUID, number: int, session: Session, viewer: Viewer, now: Now) -> api.VersionChangesView:
    """One version beside the one before it."""
    seen = await minutes_seen(session, viewer.person_id, session_id, now=now)
    if seen is None:
        raise NotFound
    this, before = await version_and_before(session, session_id, number, first=first_version_for(seen))
    if this is None:
        raise NotFound
    earlier, later = ([WrittenPart(**part) for part in (one and one.parts) or []] for one in (before, this))
    return api.VersionChangesView(
        number=this.number,
        written_by=this.written_by,
        written_at=this.written_at,
        changes=[
            api.ChangedPartView(
                title=part.title,
                lines=[api.ChangedLineView(change=line.change, text=line.text) for line in part.lines],
            )
            for part in compare(earlier, later)
        ],
    )


@edge.read("/networks/{network_id}/minutes", who=PERSON)
async def of_network(
    network_id: UUID,
    session: Session,
    viewer: Viewer,
    now: Now,
    series_id: UUID | None = None,
    parts: bool = False,
    addenda: bool = False,
    actions: bool = False,
    stories: bool = False,
    first: First = 20,
    after: str | None = None,
) -> Page[MinutesView]:
    """The minutes of one network, or of one series of it, the newest session first."""
    found = await minutes_of_network(
        session,
        viewer.person_id,
        network_id,
        series_id=series_id,
        first=first,
        after=read_cursor(after, moment, UUID),
    )
    ids = [seen.session.id for seen in found.minutes]
    filled: dict[str, dict[UUID, list[Any]]] = {}
    if parts and ids:
        filled["parts"] = _by_session(ids, ((one.session_id, _part(one)) for one in await parts_of(session, ids)))
    if addenda and ids:
        filled["addenda"] = _by_session(
            ids, ((one.session_id, _addendum(one)) for one in await addenda_to(session, ids))
        )
    if stories and ids:
        told = await stories_in(session, viewer.person_id, ids)
        filled["stories"] = _by_session(ids, ((one.story.session_id, story_view(one)) for one in told))
    if actions and ids:
        agreed = await actions_of(session, viewer.person_id, ids)
        filled["actions"] = _by_session(
            ids, ((one.action.session_id, action_view(one, viewer.person_id, now)) for one in agreed)
        )
    return Page(
        items=[
            minutes_view(seen, now).model_copy(update={name: lists[seen.session.id] for name, lists in filled.items()})
            for seen in found.minutes
        ],
        next_cursor=write_cursor(*found.next_key) if found.next_key else None,
    )


@edge.change("/sessions/{session_id}/minutes:write", who=PERSON)
async def write(session_id: UUID, asked: api.WriteMinutes, work: Work) -> MinutesView:
    """Write down what was said."""
    texts = {part.agenda_point_id: part.text for part in asked.parts}
    return minutes_view(await write_minutes(work, session_id=session_id, version=asked.version, texts=texts), work.now)


@edge.change("/sessions/{session_id}/minutes:share", who=PERSON)
async def share(session_id: UUID, asked: api.ChangeMinutes, work: Work) -> MinutesView:
    """Let every member read the minutes."""
    return minutes_view(await share_minutes(work, session_id=session_id, version=asked.version), work.now)


@edge.change("/sessions/{session_id}/minutes:establish", who=PERSON)
async def establish(session_id: UUID, asked: api.ChangeMinutes, work: Work) -> MinutesView:
    """Establish the minutes."""
    return minutes_view(await establish_minutes(work, session_id=session_id, version=asked.version), work.now)


@edge.change("/sessions/{session_id}/minutes:comment", who=PERSON, status_code=201)
async def comment(session_id: UUID, asked: api.CommentOnMinutes, work: Work) -> MinutesView:
    """Say something of shared minutes."""
    return minutes_view(await comment_on_minutes(work, session_id=session_id, **dict(asked)), work.now)


@edge.change("/minutes-comments/{comment_id}:answer", who=PERSON)
async def answer(comment_id: UUID, asked: api.AnswerComment, work: Work) -> MinutesView:
    """Say what was done with a comment."""
    return minutes_view(await answer_comment(work, comment_id=comment_id, **dict(asked)), work.now)


@edge.change("/sessions/{session_id}/minutes:add", who=PERSON, status_code=201)
async def add(session_id: UUID, asked: api.AddAddendum, work: Work) -> MinutesView:
    """Correct established minutes."""
    return minutes_view(await add_addendum(work, session_id=session_id, text=asked.text), work.now)


@edge.read("/sessions/{session_id}/minutes:letter", who=only("notifications"), method="POST")
async def letter(session_id: UUID, asked: api.MinutesLetterAsked, session: Session) -> api.MinutesLetter:
    """What may be said about minutes, and to whom of these people, now."""
    found = await minutes_of_session(session, session_id)
    if found is None:
        raise NotFound
    minutes, held = found
    if asked.about == "SHARED":
        if minutes.status == DRAFT:
            raise Conflict
        readers = await readers_among(session, held, asked.reader_ids)
        actions = await open_counts(session, session_id, readers)
    else:
        if minutes.version:
            raise Conflict
        readers, actions = set(await writers_of(session, held)), {}
    return api.MinutesLetter(
        network_id=held.network_id,
        series_id=held.series_id,
        starts_at=held.starts_at,
        due_on=minutes.due_on,
        comments_until=minutes.comments_until,
        reader_ids=[reader_id for reader_id in asked.reader_ids if reader_id in readers],
        actions=actions,
    )


def minutes_view(seen: SeenMinutes, now: datetime) -> MinutesView:
    """Minutes, as their reader may see them, without what they say."""
    minutes, session = seen.minutes, seen.session
    is_open = minutes.status != ESTABLISHED
    return MinutesView(
        **{name: value for name, value in minutes._asdict().items() if name not in APART},
        established_way=minutes.established_way or None,
        series_id=session.series_id,
        starts_at=session.starts_at,
        may_write=seen.writes and is_open,
        may_comment=takes_comments(minutes, now),
        may_answer=seen.writes and minutes.status == SHARED,
        may_establish=seen.writes and minutes.status == SHARED and not takes_comments(minutes, now),
        may_add_addendum=seen.writes and not is_open,
    )


def _part(one: Any) -> api.PartView:
    return api.PartView(agenda_point_id=one.agenda_point_id, title=one.title, text=one.text)


def _addendum(one: Any) -> api.AddendumView:
    return api.AddendumView(id=one.id, text=one.text, added_by=one.added_by, added_at=one.added_at)


def _of_version(one: Any) -> api.VersionView:
    return api.VersionView(number=one.number, written_by=one.written_by, written_at=one.written_at)


def _of(kind: type[api.CommentView], facts: Any) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in kind.model_fields if name != "writers"}


def _by_session(ids: Sequence[UUID], pairs: Iterable[tuple[UUID, Any]]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = {id_: [] for id_ in ids}
    for session_id, view in pairs:
        found[session_id].append(view)
    return found
