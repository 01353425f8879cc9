"""What can be done with comments on shared minutes: make one, and answer it."""

from uuid import UUID

from services.agenda.members.operations import check_may_write, writes_along
from services.agenda.minutes.domain.minutes import (
    MOST_COMMENTS,
    SeenMinutes,
    TooManyComments,
    check_changes,
    check_takes_comments,
    check_text,
    check_writes,
)
from services.agenda.minutes.domain.taking_out import TAKEN_OUT
from services.agenda.minutes.models.minutes import MinutesComment
from services.agenda.minutes.operations.minutes import changed, hold
from services.agenda.minutes.queries.changing import (
    comment_count,
    comment_to_answer,
    parts_to_change,
    session_of_comment,
)
from shared.bus.work import Work
from shared.errors import NotFound, StaleVersion


async def comment_on_minutes(
    work: Work, *, session_id: UUID, agenda_point_id: UUID | None, text: str, is_objection: bool
) -> SeenMinutes:
    """Say something of shared minutes, as a member, within the ten days (BR-050).

    agenda_point_id: about which part; None: about all of it. is_objection: whether they cannot be established like this.
    Raises NotFound, MinutesNotShared, CommentsClosed, WordsIncomplete, TooManyComments.
    """
    held = await hold(work, session_id=session_id)
    if held.minutes is None or (held.minutes.shared_at is None and not held.writes):
        raise NotFound
    minutes = held.minutes
    await check_may_write(work, network_id=minutes.network_id)
    check_takes_comments(minutes.facts(), work.now)
    check_text(text)
    known = {part.agenda_point_id for part in await parts_to_change(work.session, session_id)}
    if agenda_point_id is not None and agenda_point_id not in known:
        raise NotFound
    if await comment_count(work.session, session_id) >= MOST_COMMENTS:
        raise TooManyComments
    work.add(
        MinutesComment(
            session_id=session_id,
            network_id=minutes.network_id,
            agenda_point_id=agenda_point_id,
            text=text,
            is_objection=is_objection,
            author_id=work.viewer.person_id,
            made_at=work.now,
        )
    )
    changed(work, minutes=minutes)
    return SeenMinutes(minutes.facts(), held.session.facts(), held.writes)


async def answer_comment(work: Work, *, comment_id: UUID, answer: str, is_adopted: bool) -> SeenMinutes:
    """Say what was done with a comment and why, as secretary or coordinator; another answer takes the place of the first.

    Where words were taken out of an answer, the next one keeps the line that says so.
    Raises NotFound, SecretaryNeeded, AlreadyEstablished, WordsIncomplete, StaleVersion.
    """
    session_id = await session_of_comment(work.session, comment_id)
    if session_id is None:
        raise NotFound
    held = await hold(work, session_id=session_id)
    comment = await comment_to_answer(work.session, comment_id)
    if held.minutes is None or comment is None:
        raise NotFound
    check_writes(writes=held.writes)
    await check_may_write(work, network_id=held.minutes.network_id)
    check_changes(held.minutes.facts())
    check_text(answer, field="answer")
    if TAKEN_OUT in comment.answer and TAKEN_OUT not in answer:  # a form from before words were taken out (BR-052)
        raise StaleVersion
    work.replaces(comment.answer)
    comment.answer, comment.is_adopted, comment.answered_at = answer, is_adopted, work.now
    await writes_along(work, about_id=comment.id)
    changed(work, minutes=held.minutes)
    return SeenMinutes(held.minutes.facts(), held.session.facts(), held.writes)
