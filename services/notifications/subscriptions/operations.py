"""What can be done about wanting mail: choosing, unsubscribing, pausing, and keeping track of who takes part."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from services.notifications.subscriptions.domain import (
    DEFAULT_REMINDER,
    Cadence,
    MailLevel,
    NotAMember,
    Reminder,
    Standing,
    UnsubscribeRight,
    news_from,
    pauses,
    token_hash,
)
from services.notifications.subscriptions.models import (
    AT_ONCE,
    MARKS_RAISED,
    TOKENS_KEPT,
    Subscription,
    bounce_counted,
    bounces_cleared,
    choices_forgotten,
    followed_no_more,
    mail_paused,
    marked_network,
    marked_reader,
    marks_raised,
    newest_cadence,
    newest_member,
    session_chosen,
    session_not_chosen,
    tokens_forgotten,
)
from services.notifications.subscriptions.queries import right_of, subscription_to_change, taking_part, usual_cadence
from shared.bus.work import Work
from shared.database import NotificationsStore
from shared.erasure import is_gone
from shared.errors import NotFound
from shared.events.notifications import SubscriptionEnded, SubscriptionStarted

TOKENS_LIVE = timedelta(days=400)
CHOICES_LIVE = timedelta(days=730)


async def record_member(
    work: Work,
    *,
    membership_id: UUID,
    network_id: UUID,
    person_id: UUID,
    is_active: bool,
    since_at: datetime,
    version: int,
    returned_at: datetime | None = None,
) -> None:
    """Keep the newest that network told about a membership, also when its end was heard before its beginning.

    returned_at: when they came back the last time they were away; what appeared before it is not sent any more.
    """
    if await is_gone(work.session, NotificationsStore.metadata, person_id):
        return  # erased since: nothing brings them back
    await work.session.execute(
        newest_member(
            membership_id=membership_id,
            network_id=network_id,
            person_id=person_id,
            is_active=is_active,
            news_from=returned_at or news_from(since_at),
            has_returned=returned_at is not None,
            version=version,
        )
    )
    await work.session.execute(marked_reader(person_id))


async def record_cadence(work: Work, *, network_id: UUID, cadence: str, version: int) -> None:
    """Keep the newest that network told of how often the overview comes to who chose nothing; what is ready is written again."""
    before = await usual_cadence(work.session, network_id)
    await work.session.execute(newest_cadence(network_id, Cadence(cadence).value, version))
    if before != cadence:
        await mark_network(work, network_id=network_id)


async def choose_digest(
    work: Work, *, network_id: UUID, cadence: Cadence, reminder: Reminder | None = None
) -> Reminder:
    """Choose how often the digest of a network comes, for the viewer; ends a pause (BR-060, BR-066). Raises NotAMember.

    reminder: how long before a session they are reminded of it; None leaves that as it is. Gives what stands now.
    """
    person_id = work.viewer.person()
    if not await taking_part(work.session, [person_id], network_id):
        raise NotAMember
    await _set_cadence(work, person_id=person_id, network_id=network_id, cadence=cadence)
    await work.session.flush()
    await work.session.execute(bounces_cleared([person_id]))
    chosen = await subscription_to_change(work.session, person_id, network_id)
    if chosen is None:
        return DEFAULT_REMINDER
    if reminder is not None:
        chosen.reminder = reminder.value
    return Reminder(chosen.reminder or DEFAULT_REMINDER)


async def choose_session_mail(
    work: Work, *, session_id: UUID, series_id: UUID | None, network_id: UUID, level: MailLevel
) -> None:
    """Choose how much mail comes about a session of a network, for the viewer. Raises NotAMember.

    series_id: for all of this series, in place of what they chose for this session alone.
    """
    person_id = work.viewer.person()
    if not await taking_part(work.session, [person_id], network_id):
        raise NotAMember
    await work.session.execute(marked_reader(person_id))  # what is ready to go is written again
    if series_id is not None:
        await work.session.execute(session_not_chosen(person_id, session_id))
    about_id = series_id or session_id
    await work.session.execute(
        session_chosen(
            person_id=person_id, about_id=about_id, network_id=network_id, level=level.value, chosen_at=work.now
        )
    )


async def unsubscribe(work: Work, *, token: str) -> UnsubscribeRight:
    """End at once the digests that a token stands for; again is fine (BR-064). Raises NotFound."""
    right = await right_of(work.session, token_hash(token))
    if right is None:
        raise NotFound
    for network_id in right.network_ids:
        await _set_cadence(work, person_id=right.person_id, network_id=network_id, cadence=Cadence.NEVER)
    return right


async def _set_cadence(work: Work, *, person_id: UUID, network_id: UUID, cadence: Cadence) -> None:
    await work.session.execute(marked_reader(person_id))  # first: whoever changes the same reader waits here
    if cadence is Cadence.NEVER:
        await work.session.execute(followed_no_more(person_id, network_id))
    chosen = await subscription_to_change(work.session, person_id, network_id)
    if chosen is None:
        chosen = work.add(
            Subscription(
                person_id=person_id, network_id=network_id, cadence=cadence.value, chosen_at=work.now, version=1
            )
        )
    elif chosen.cadence == cadence:
        return
    else:
        if chosen.cadence == Cadence.NEVER:
            chosen.news_from = work.now
        chosen.cadence = cadence.value
        chosen.chosen_at = work.now
        chosen.version += 1
    if cadence is Cadence.NEVER:
        work.announce(
            SubscriptionEnded(
                subscription_id=chosen.id,
                person_id=person_id,
                network_id=network_id,
                at=work.now,
                version=chosen.version,
            )
        )
    else:
        work.announce(
            SubscriptionStarted(
                subscription_id=chosen.id,
                person_id=person_id,
                network_id=network_id,
                cadence=cadence.value,
                at=work.now,
                version=chosen.version,
            )
        )


async def keep_tokens(work: Work, *, tokens: Iterable[tuple[bytes, UnsubscribeRight]]) -> None:
    """Keep the hashes of new unsubscribe tokens, and what each may end."""
    rows = [
        {
            "token_hash": hashed,
            "person_id": right.person_id,
            "network_ids": [str(network_id) for network_id in right.network_ids],
            "language": right.language,
            "minted_at": work.now,
        }
        for hashed, right in tokens
    ]
    if rows:
        await TOKENS_KEPT.run(work.session, rows)


async def forget_old_tokens(work: Work) -> None:
    """Forget tokens of mails that left more than 400 days ago, and what was chosen for a session more than two years ago."""
    await work.session.execute(tokens_forgotten(work.now - TOKENS_LIVE))
    await work.session.execute(choices_forgotten(work.now - CHOICES_LIVE))


async def raise_marks(work: Work, *, person_ids: Collection[UUID]) -> tuple[dict[UUID, int], int]:
    """Raise the marks of these readers and hold them until this transaction ends.

    Gives the new marks, and how much was withdrawn so far from all networks.
    """
    ids = sorted(person_ids)
    marks: dict[UUID, int] = {}
    withdrawn = 0
    for first in range(0, len(ids), AT_ONCE):
        rows = await MARKS_RAISED.run(work.session, marks_raised(ids[first : first + AT_ONCE]))
        for person_id, mark, total in rows:
            marks[person_id] = mark
            withdrawn = int(total)
    return marks, withdrawn


async def mark_network(work: Work, *, network_id: UUID) -> None:
    """Note that something left a network, so that mails which are ready are written again."""
    await work.session.execute(marked_network(network_id))


async def count_bounce(work: Work, *, person_id: UUID) -> None:
    """Count a hard bounce; the second in a row pauses somebody's mail (BR-066)."""
    counted = (await work.session.execute(bounce_counted(person_id))).scalar_one_or_none()
    if counted is not None and pauses(counted):
        await work.session.execute(mail_paused(person_id, work.now))


async def clear_bounces(work: Work, *, standings: Iterable[tuple[UUID, Standing]]) -> None:
    """Begin counting anew for readers whose mail arrived after a bounce."""
    bounced = [person_id for person_id, standing in standings if standing.bounces]
    if bounced:
        await work.session.execute(bounces_cleared(bounced))
