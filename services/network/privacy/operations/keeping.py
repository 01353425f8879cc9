"""What is done every night about accounts that nobody uses: count, warn twice, erase (DOMAIN 9, retention)."""

from datetime import date, timedelta
from uuid import UUID

from services.network.people.queries.accounts import person_by_id
from services.network.privacy.domain.erasing import ErasureReason
from services.network.privacy.domain.keeping import (
    WARNED_AGAIN_BEFORE,
    WARNED_BEFORE,
    InUse,
    Notice,
    erased_on,
    unused_since,
)
from services.network.privacy.models import keeping as models
from services.network.privacy.operations.erasing import plan_erasure
from services.network.privacy.queries import keeping as queries
from shared.bus.work import Work
from shared.errors import NotFound
from shared.events.network import AccountLeftUnused

A_NIGHT = timedelta(days=2)
ROWS_AT_ONCE = 500


async def note_use(work: Work) -> None:
    """Note who was here since last night, and begin to count for who is new."""
    await work.session.execute(models.uses_begun(work.now.date()))
    rows = [
        {"person_id": row.person_id, "used_on": row.seen_at.date()}
        for row in await queries.seen_since(work.session, work.now - A_NIGHT)
    ]
    for first in range(0, len(rows), ROWS_AT_ONCE):
        await work.session.execute(models.uses_noted(rows[first : first + ROWS_AT_ONCE]))


async def warn_unused(work: Work) -> None:
    """Warn a month before an account that nobody uses is erased, and again a week before; the mails leave by notifications."""
    today = work.now.date()
    first = await queries.to_warn(work.session, unused_since(today, WARNED_BEFORE))
    last = await queries.to_warn_again(
        work.session, unused_since(today, WARNED_AGAIN_BEFORE), work.now - (WARNED_BEFORE - WARNED_AGAIN_BEFORE)
    )
    for notice, rows in ((Notice.LAST, last), (Notice.FIRST, first)):
        if rows:
            ids = [row.person_id for row in rows]
            await work.session.execute(models.warned(ids, again=notice is Notice.LAST, now=work.now))
        for row in rows:
            work.announce(AccountLeftUnused(version=notice.value, person_id=row.person_id, at=work.now))


async def erase_unused(work: Work) -> None:
    """Erase accounts that nobody used for 24 months, a week after the last warning."""
    due = await queries.to_erase(
        work.session, unused_since(work.now.date(), timedelta()), work.now - WARNED_AGAIN_BEFORE
    )
    for person_id in due:
        await plan_erasure(work, person_id=person_id, starts_at=work.now, reason=ErasureReason.INACTIVE)


async def erase_without_place(work: Work) -> int:
    """Erase people under 16, and people without a mail address, who take part nowhere: nothing allows to keep them (PR-1, J02).

    Who left by themselves can still come back for as long as their place waits. Gives how many.
    """
    due = await queries.without_place(work.session, work.now)
    for person_id in due:
        await plan_erasure(work, person_id=person_id, starts_at=work.now, reason=ErasureReason.NO_PLACE)
    return len(due)


async def words_of_warning(work: Work, *, person_id: UUID) -> tuple[str, str, date]:
    """What a warning says now: the address it goes to, the reader's language, and when the account goes.

    Raises NotFound for an account that is gone, InUse for one that was used since it was warned.
    """
    person = await person_by_id(work.session, person_id)
    use = await queries.use_of(work.session, person_id)
    if person is None or person.email is None or use is None:
        raise NotFound
    if use.warned_at is None:
        raise InUse
    notice = Notice.FIRST if use.warned_again_at is None else Notice.LAST
    return person.email, person.language, erased_on(work.now.date(), use.used_on, notice)
