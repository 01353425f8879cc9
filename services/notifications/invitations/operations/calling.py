"""Calling people to sessions: gather what comes together, then plan one mail for each of them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol
from uuid import UUID

from services.notifications.invitations.domain import BURST, CHANGED, INVITED, NEW, WANTED_BY, period_of
from services.notifications.invitations.models import (
    call_answered,
    call_noted,
    document_noted,
    documents_called,
    documents_forgotten,
    documents_planned,
    newcomer_noted,
    newcomers_answered,
)
from services.notifications.invitations.queries import (
    Call,
    calls_due,
    documents_due,
    first_due,
    held_sets,
    held_until,
    newcomers_due,
)
from services.notifications.mail.domain.quiet import out_of_the_night
from services.notifications.mail.operations.planning import Intent, plan_mails
from services.notifications.owners.invitations import sets_of
from services.notifications.subscriptions.queries import members_of, readers_wanting
from shared.bus.work import Door, Work
from shared.database import NotificationsStore, Session
from shared.erasure import is_gone
from shared.errors import Unavailable

BATCH = 500
LIVES = timedelta(days=3)
"""How long an invitation that could not be delivered is still tried."""


class ReadersOf(Protocol):
    """People of a network in order of id, at most ``first`` after ``after``."""

    async def __call__(
        self, session: Session, network_id: UUID, /, *, after: UUID | None, first: int
    ) -> list[UUID]: ...


async def call_people(
    work: Work,
    *,
    session_id: UUID,
    series_id: UUID | None,
    network_id: UUID,
    not_before: datetime | None = None,
) -> None:
    """Note that people must be told of a session, in one mail with what else happens to sessions of its network meanwhile.

    not_before: until when it can be undone; nobody hears of it before that.
    """
    soon = work.now + BURST
    is_held = not_before is not None and not_before > work.now
    first = None if is_held else await first_due(work.session, network_id, now=work.now, until=soon)
    due_at = first or max(soon, not_before or soon)
    await work.session.execute(
        call_noted(
            set_id=series_id or session_id,
            kind=NEW if is_held else CHANGED,
            network_id=network_id,
            due_at=due_at,
            now=work.now,
        )
    )


async def call_about_document(
    work: Work,
    *,
    document_id: UUID,
    session_id: UUID,
    series_id: UUID | None,
    network_id: UUID,
    at: datetime,
    is_new: bool = True,
) -> None:
    """Note that people must be told of a document, in one mail with what happens to sessions of its network meanwhile (wish 10).

    at: since when people may hear of it: when it was added, or its session was confirmed after that; then it is not
    new, and what was planned before told nobody of it. What is heard so late that its mail would be of no use is left out. Not at
    night, and not before people hear of its session.
    """
    if at < work.now - LIVES:
        return
    set_id, soon = series_id or session_id, work.now + BURST
    first = await first_due(work.session, network_id, now=work.now, until=soon)
    held = await held_until(work.session, set_id, work.now)
    await work.session.execute(
        document_noted(
            document_id=document_id,
            set_id=set_id,
            network_id=network_id,
            due_at=held or out_of_the_night(first or soon),
            unheard=None if is_new else at,
        )
    )


async def call_confirmed(
    work: Work,
    *,
    session_id: UUID,
    series_id: UUID | None,
    network_id: UUID,
    not_before: datetime | None,
    document_ids: Sequence[UUID],
    at: datetime,
) -> None:
    """Note that people must be told of a session that was confirmed at a moment, and of the documents that stand with it already."""
    await call_people(work, session_id=session_id, series_id=series_id, network_id=network_id, not_before=not_before)
    for document_id in document_ids:
        await call_about_document(
            work,
            document_id=document_id,
            session_id=session_id,
            series_id=series_id,
            network_id=network_id,
            at=at,
            is_new=False,
        )


async def forget_documents(work: Work) -> None:
    """Forget documents of which people were told; a mail about them that could not be delivered is not tried any more."""
    await work.session.execute(documents_forgotten(work.now - 2 * LIVES))


async def call_newcomer(work: Work, *, network_id: UUID, person_id: UUID) -> None:
    """Note that somebody takes part from now on, and must hear of the sessions of which the others heard before."""
    if await is_gone(work.session, NotificationsStore.metadata, person_id):
        return  # erased since: nothing brings them back
    await work.session.execute(newcomer_noted(person_id=person_id, network_id=network_id, due_at=work.now + BURST))


async def plan_invitations(door: Door) -> int:
    """Plan the mails of every call whose time has come, one for each member of its network; gives how many are new.

    Documents whose time has come are told in the same mail; where nothing happened to sessions only who wants mail gets one.
    """
    async with door.reading() as session:
        calls = await calls_due(session, door.now())
        documents = await documents_due(session, door.now())
    planned = 0
    for network_id in sorted({call.network_id for call in calls} | {one.network_id for one in documents}):
        together = [call for call in calls if call.network_id == network_id]
        of_network = [one for one in documents if one.network_id == network_id]
        for mail_at in sorted({one.mail_at for one in of_network if one.mail_at is not None}):  # this stopped halfway
            planned += await _plan_documents(door, network_id, mail_at)
        async with door.reading() as session:
            held = await held_sets(session, network_id, door.now())
        new = [one for one in of_network if one.mail_at is None and one.set_id not in held]
        if not together and not new:
            continue
        # by the last of them: under the time of the first some may have had a mail before this stopped halfway
        dues = [*(call.due_at for call in together), *(one.due_at for one in new)]
        due_at = max(dues) if together else door.now()
        if new:
            # before a mail can be written
            await door.change(partial(_begin, document_ids=[one.document_id for one in new], mail_at=due_at))
        if together:
            planned += await _plan(door, network_id, due_at, readers=members_of)

        async def answered(work: Work, together: Sequence[Call] = together) -> None:
            for call in together:
                await work.session.execute(call_answered(call.set_id, call.kind, call.due_at))

        await door.change(answered)
        if new:
            planned += await _plan_documents(door, network_id, due_at)
    return planned


async def _plan_documents(door: Door, network_id: UUID, mail_at: datetime) -> int:
    """Plan the mails about documents for who wants mail, but for who has one under this time already."""
    planned = await _plan(door, network_id, mail_at, readers=_who_want_mail)
    await door.change(partial(_end, network_id=network_id, mail_at=mail_at))
    return planned


async def _who_want_mail(session: Session, network_id: UUID, *, after: UUID | None, first: int) -> list[UUID]:
    return await readers_wanting(session, WANTED_BY, network_id=network_id, after=after, first=first, or_following=True)


async def _begin(work: Work, *, document_ids: Sequence[UUID], mail_at: datetime) -> None:
    await work.session.execute(documents_called(document_ids, mail_at))


async def _end(work: Work, *, network_id: UUID, mail_at: datetime) -> None:
    await work.session.execute(documents_planned(network_id, mail_at))


async def plan_for_newcomers(door: Door) -> int:
    """Plan one mail for everybody who is new in a network where something is still to come; gives how many are new."""
    async with door.reading() as session:
        newcomers = await newcomers_due(session, door.now(), most=BATCH)
    planned = 0
    for network_id, person_ids in newcomers.items():
        try:
            sets = await sets_of(door.asking, network_id)
        except Unavailable:
            continue  # asked again in a moment
        async with door.reading() as session:
            to_tell = sets - await held_sets(session, network_id, door.now())
        due_at = door.now()
        intents = [_intent(network_id, person_id, due_at, since=due_at) for person_id in person_ids if to_tell]

        async def write(
            work: Work,
            intents: list[Intent] = intents,
            network_id: UUID = network_id,
            person_ids: list[UUID] = person_ids,
        ) -> int:
            await work.session.execute(newcomers_answered(network_id, person_ids))
            return await plan_mails(work, intents=intents)

        planned += await door.change(write)
    return planned


async def _plan(door: Door, network_id: UUID, due_at: datetime, *, readers: ReadersOf) -> int:
    planned = 0
    after: UUID | None = None
    while True:
        async with door.reading() as session:
            person_ids = await readers(session, network_id, after=after, first=BATCH)
        if not person_ids:
            return planned
        after = person_ids[-1]
        intents = [_intent(network_id, person_id, due_at, since=door.now()) for person_id in person_ids]

        async def write(
            work: Work, intents: list[Intent] = intents, person_ids: Sequence[UUID] = tuple(person_ids)
        ) -> int:
            if readers is members_of:
                await work.session.execute(newcomers_answered(network_id, person_ids))  # this mail tells them all
            return await plan_mails(work, intents=intents)

        planned += await door.change(write)


def _intent(network_id: UUID, person_id: UUID, due_at: datetime, *, since: datetime) -> Intent:
    return Intent(
        key=f"{INVITED}:{network_id}:{due_at:%Y-%m-%dT%H:%M:%S.%f}:{person_id}",
        kind=INVITED,
        person_id=person_id,
        period=period_of(due_at),
        subject_id=network_id,
        not_before=due_at,
        expires_at=since + LIVES,
    )
