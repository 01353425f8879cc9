"""How words are taken out of minutes on request: out of every version and everything beside it, for good (BR-052)."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from services.agenda.minutes.domain.actions import lines_of
from services.agenda.minutes.domain.minutes import ESTABLISHED, FOR_MEMBERS, SeenMinutes, check_begun, check_writes
from services.agenda.minutes.domain.stories import answered
from services.agenda.minutes.domain.taking_out import NAME_TAKEN_OUT, TAKEN_OUT, NothingToTakeOut, Passage
from services.agenda.minutes.models.actions import ActionPoint
from services.agenda.minutes.models.minutes import MinutesAddendum, MinutesComment, MinutesPart, MinutesVersion
from services.agenda.minutes.models.stories import MinutesStory
from services.agenda.minutes.operations.minutes import Held, begin, changed, hold, index_minutes
from services.agenda.minutes.queries.changing import (
    actions_to_change,
    addenda_to_change,
    comments_to_change,
    minutes_to_change,
    notes_to_change,
    parts_to_change,
    stories_to_change,
    versions_to_change,
)
from services.agenda.sessions.models.day import SessionNote
from services.agenda.sessions.queries.showing import session_to_change
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.errors import NotFound, Problem

Rewrite = Callable[[str], str]
Row = TypeVar("Row", MinutesPart, MinutesComment, SessionNote, MinutesStory, ActionPoint)


async def take_out_words(
    work: Work, *, session_id: UUID, text: str, whole: bool, agenda_point_id: UUID | None
) -> SeenMinutes:
    """Take words out of everything that was ever written in the minutes of a session, as secretary or coordinator.

    Also out of established minutes: they do not come back, and a line says that something went. whole: everything that was
    written or said of the agenda point, or of none, but additions: these stand under no point; else the passage ``text``,
    wherever it stands. A form or a device that still holds the words is older than what stands now, so nobody puts them back
    by accident. Words can stand in notes of the day while nobody began minutes.
    Raises NotFound, SecretaryNeeded, SessionCancelled, MinutesTooEarly, NothingToTakeOut.
    """
    held = await hold(work, session_id=session_id)
    check_writes(writes=held.writes)
    if held.minutes is None:
        check_begun(held.session.facts(), work.now)
        held = held._replace(minutes=await begin(work, session=held.session))
    is_found = await _whole_part(work, session_id, agenda_point_id) if whole else await _passage(work, session_id, text)
    if not is_found:
        raise NothingToTakeOut(problems=(Problem("text", "NOTHING_TO_TAKE_OUT", "These words stand nowhere here."),))
    return await _kept(work, held)


async def take_name_out(work: Work, *, session_id: UUID, out_of: Rewrite) -> bool:
    """Put "een lid" where the name stands of somebody who was erased, in everything written of a session (DOMAIN 9).

    out_of: a text without the name. Where it stood in minutes that were established, an addition to these says so. Gives whether
    it stood anywhere.
    """
    session = await session_to_change(work.session, session_id)
    minutes = await minutes_to_change(work.session, session_id)
    before = await _as_read(work, session_id)
    is_found = False
    for part in await parts_to_change(work.session, session_id):
        is_found |= _rewritten(part, "title", out_of)
    for version in await versions_to_change(work.session, session_id):
        parts = [one | {"title": out_of(one["title"])} for one in version.parts]
        is_found |= parts != version.parts
        version.parts = parts
    is_found |= await _everywhere(work, session_id, out_of, out_of)
    if is_found and session is not None and minutes is not None:
        if minutes.status == ESTABLISHED and before != await _as_read(work, session_id):
            work.add(MinutesAddendum(session_id=session_id, text=NAME_TAKEN_OUT, added_by=None, added_at=work.now))
        await _kept(work, Held(session, minutes, writes=False))
    return is_found


async def _as_read(work: Work, session_id: UUID) -> list[str | None]:
    """What minutes say as everybody reads them, additions and stories included."""
    return [
        *(text for part in await parts_to_change(work.session, session_id) for text in (part.title, part.text)),
        *(one.text for one in await addenda_to_change(work.session, session_id)),
        *(one.text for one in await stories_to_change(work.session, session_id)),
    ]


async def _passage(work: Work, session_id: UUID, text: str) -> bool:
    passage = Passage(text)
    return await _everywhere(work, session_id, passage.out_of, passage.out_of_action)


async def _everywhere(work: Work, session_id: UUID, out_of: Rewrite, out_of_action: Rewrite) -> bool:
    is_found = False
    for row in (
        *await parts_to_change(work.session, session_id),
        *await addenda_to_change(work.session, session_id),
        *await comments_to_change(work.session, session_id),
    ):
        is_found |= _rewritten(row, "text", out_of)
    for comment in await comments_to_change(work.session, session_id):
        is_found |= _rewritten(comment, "answer", out_of)
    for note in await notes_to_change(work.session, session_id):
        if _rewritten(note, "words", out_of):
            note.version += 1
            is_found = True
    for story in await stories_to_change(work.session, session_id):
        is_found |= story.text is not None and _rewritten(story, "text", out_of)
        is_found |= story.content_note is not None and _rewritten(story, "content_note", out_of)
    for action in await actions_to_change(work.session, session_id):
        if _rewritten(action, "text", out_of_action) | _rewritten(action, "answer", out_of):
            action.version += 1
            is_found = True
    return await _versions(work, session_id, lambda _key, old: out_of(old)) or is_found


async def _whole_part(work: Work, session_id: UUID, agenda_point_id: UUID | None) -> bool:
    key, agreed = str(agenda_point_id or ""), set[str]()
    for version in await versions_to_change(work.session, session_id):
        agreed.update(line for part in version.parts if part["key"] == key for line in lines_of(part["text"]))
    is_found = False
    for part in _at(agenda_point_id, await parts_to_change(work.session, session_id)):
        is_found |= _rewritten(part, "text", _all_of)
    for comment in _at(agenda_point_id, await comments_to_change(work.session, session_id)):
        is_found |= _rewritten(comment, "text", _all_of) | _rewritten(comment, "answer", _all_of)
    for note in _at(agenda_point_id, await notes_to_change(work.session, session_id)):
        if _rewritten(note, "words", _all_of):
            note.version += 1
            is_found = True
    for story in _at(agenda_point_id, await stories_to_change(work.session, session_id)):
        if story.text is not None:
            story.status, story.version = answered(story.facts(), allows=False), story.version + 1
            story.text = story.content_note = None
            is_found = True
    for action in _at(agenda_point_id, await actions_to_change(work.session, session_id)):
        is_gone = action.text in agreed and _rewritten(action, "text", _all_of)
        if is_gone | _rewritten(action, "answer", _all_of):
            action.version += 1
            is_found = True
    return await _versions(work, session_id, lambda at, old: _all_of(old) if at == key else old) or is_found


def _at(agenda_point_id: UUID | None, rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row.agenda_point_id == agenda_point_id]


def _all_of(text: str) -> str:
    return TAKEN_OUT if text else text


async def _versions(work: Work, session_id: UUID, rewrite: Callable[[str, str], str]) -> bool:
    is_found = False
    for version in await versions_to_change(work.session, session_id):
        parts = [part | {"text": rewrite(part["key"], part["text"])} for part in version.parts]
        is_found |= parts != version.parts
        version.parts = parts
    return is_found


def _rewritten(row: Any, name: str, rewrite: Rewrite) -> bool:
    old: str = getattr(row, name)
    new = rewrite(old)
    setattr(row, name, new)
    return new != old


async def _kept(work: Work, held: Held) -> SeenMinutes:
    minutes = held.minutes
    if minutes is None:
        raise NotFound
    parts = await parts_to_change(work.session, minutes.session_id)
    minutes.version += 1
    work.add(
        MinutesVersion(
            session_id=minutes.session_id,
            number=minutes.version,
            parts=[{"key": str(part.agenda_point_id or ""), "title": part.title, "text": part.text} for part in parts],
            written_by=work.viewer.person_id,
            written_at=work.now,
        )
    )
    work.note(Verb.MINUTES_WORDS_TAKEN_OUT, Kind.MINUTES, minutes.session_id, network_id=minutes.network_id)
    if minutes.status in FOR_MEMBERS:
        index_minutes(work, session=held.session, parts=parts)
        changed(work, minutes=minutes)
    await work.session.flush()
    return SeenMinutes(minutes.facts(), held.session.facts(), held.writes)
