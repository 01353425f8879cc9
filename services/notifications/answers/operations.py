"""What can be done with answers that come by mail: keep for whom a secret stands, and say what its holder says."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from services.notifications.answers.domain.links import (
    CALENDAR,
    LINK,
    POLL,
    SERIES,
    LinkRight,
    Minted,
    NothingToAnswer,
    ReplyFromLater,
    ReplyNotYours,
    ReplyOutdated,
    answer_token,
    token_hash,
    tokens_in,
)
from services.notifications.answers.domain.reading import Reply
from services.notifications.answers.models import answers_forgotten, links_kept, reply_noted
from services.notifications.answers.queries import newest_replies, right_of
from services.notifications.owners.answers import (
    PollSaid,
    SeriesSaid,
    SessionSaid,
    answer_for,
    answer_of,
    poll_answers_for,
    poll_answers_of,
    reply_for,
    series_answers_for,
    series_answers_of,
    to_answer,
)
from services.notifications.owners.letters import reader
from shared.bus.work import Door, Work
from shared.errors import NotFound, Refusal, Unavailable
from shared.ics import uid

KEPT = timedelta(days=400)
AT_ONCE = 500
CLOCKS_DIFFER = timedelta(minutes=10)
"""So far the clock of a calendar may run ahead of ours."""


def mint(door: Door, *, person_id: UUID, about_id: UUID, purpose: str = LINK) -> Minted:
    """The secret with which somebody answers about a session, a series or a date poll; it counts once keep_links has kept its hash.

    purpose: LINK, CALENDAR for the address to which a calendar answers, SERIES for all sessions of one, or POLL.
    """
    token = answer_token(door.asking.office.secret(purpose), person_id, about_id)
    return Minted(token, LinkRight(person_id, about_id), purpose)


async def keep_links(work: Work, *, minted: Iterable[Minted]) -> None:
    """Keep the hashes of secrets that stand in mails which leave now."""
    rows = [
        {
            "token_hash": token_hash(token, purpose),
            "person_id": right.person_id,
            "about_id": right.about_id,
            "minted_at": work.now,
        }
        for token, right, purpose in dict.fromkeys(minted)
    ]
    for first in range(0, len(rows), AT_ONCE):
        await work.session.execute(links_kept(rows[first : first + AT_ONCE]))


async def show_answer(door: Door, *, token: str) -> SessionSaid:
    """What somebody who holds this secret is asked, and what they said. Raises NotFound for what never was or is over."""
    right = await _right(door, [token], LINK)
    return await answer_of(door.asking, right.about_id, right.person_id)


async def answer_by_link(door: Door, *, token: str, answer: str) -> SessionSaid:
    """Say whether the person of this secret comes. Raises NotFound, and what agenda refuses."""
    right = await _right(door, [token], LINK)
    return await answer_for(door.asking, right.about_id, right.person_id, answer)


async def show_poll(door: Door, *, token: str) -> PollSaid:
    """The dates of which somebody who holds this secret is asked, and what they said. Raises NotFound for what never was or is over."""
    right = await _right(door, [token], POLL)
    return await poll_answers_of(door.asking, right.about_id, right.person_id)


async def answer_poll_by_link(
    door: Door, *, token: str, answers: Mapping[UUID, str], yes_counts: bool | None = None
) -> PollSaid:
    """Say of dates whether the person of this secret can come. Raises NotFound, and what agenda refuses."""
    right = await _right(door, [token], POLL)
    return await poll_answers_for(door.asking, right.about_id, right.person_id, answers, yes_counts)


async def show_series(door: Door, *, token: str) -> SeriesSaid:
    """The sessions of which somebody who holds this secret is asked whether they come. Raises NotFound for what never was or is over."""
    right = await _right(door, [token], SERIES)
    return await series_answers_of(door.asking, right.about_id, right.person_id)


async def answer_series_by_link(
    door: Door, *, token: str, whole_series: str | None, answers: Mapping[UUID, str]
) -> SeriesSaid:
    """Say of a series, or of sessions of it, whether the person of this secret comes. Raises NotFound, and what agenda refuses."""
    right = await _right(door, [token], SERIES)
    return await series_answers_for(door.asking, right.about_id, right.person_id, whole_series, answers)


async def receive_reply(door: Door, *, reply: Reply) -> int:
    """Take the answer of a calendar; gives of how many sessions it was.

    It counts only with the secret of an invitation that was sent to this person, under the UID of that invitation, from the
    address to which it went, and unless it is older than what is known: From alone proves nothing. A clock may run some minutes
    ahead, and then it counts as of now; what is from later than that would be new again each time somebody sent it once more,
    until then. The same one again changes nothing.
    Raises NotFound, ReplyNotYours, ReplyFromLater, ReplyOutdated, NothingToAnswer, Unavailable.
    """
    right = await _right(door, tokens_in(reply.addresses), CALENDAR)
    address, _ = await reader(door.asking, right.person_id)
    if reply.attendee.lower() != address.lower() or reply.uid != uid(right.about_id, door.settings.address):
        raise ReplyNotYours
    if reply.stamped_at > door.now() + CLOCKS_DIFFER:
        raise ReplyFromLater
    stamped_at = min(reply.stamped_at, door.now())
    coming = await to_answer(door.asking, right.about_id, right.person_id)
    meant = [one for one in coming if reply.recurs_at in {None, one.first_starts_at}]
    if not meant:
        raise NothingToAnswer
    async with door.reading() as session:
        newest = await newest_replies(session, right.person_id, [one.id for one in meant])
    current = [
        one
        for one in meant
        if one.is_current(reply.sequence if reply.recurs_at or one.id == right.about_id else None, stamped_at)
        and newest.get(one.id, stamped_at) <= stamped_at
    ]
    if not current:
        raise ReplyOutdated
    said = 0
    refused: Refusal | None = None
    for one in current:
        try:
            if not await reply_for(door.asking, one.id, right.person_id, reply.answer, stamped_at):
                continue
        except Unavailable:
            raise
        except Refusal as no:
            refused = no
            continue
        said += 1
        await _note(door, right.person_id, one.id, stamped_at)
    if not said:
        raise refused or ReplyOutdated
    return said


async def is_known(door: Door, *, addresses: Collection[str]) -> bool:
    """Whether one of these addresses holds a secret to which calendars answer: only then a mail is given back to its sender."""
    async with door.reading() as session:
        return await right_of(session, tokens_in(addresses), CALENDAR) is not None


async def forget_old_answers(work: Work) -> None:
    """Forget secrets of mails that left more than 400 days ago."""
    for statement in answers_forgotten(work.now - KEPT):
        await work.session.execute(statement)


async def _right(door: Door, tokens: Collection[str], purpose: str) -> LinkRight:
    async with door.reading() as session:
        right = await right_of(session, tokens, purpose)
    if right is None:
        raise NotFound
    return right


async def _note(door: Door, person_id: UUID, session_id: UUID, stamped_at: datetime) -> None:
    async def note(work: Work) -> None:
        await work.session.execute(reply_noted(person_id=person_id, session_id=session_id, stamped_at=stamped_at))

    await door.change(note)
