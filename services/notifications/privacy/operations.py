"""What notifications does about people's own data: take somebody out, keep them out, tell network, and send the last mail (J20)."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from services.notifications.answers.operations import forget_old_answers
from services.notifications.invitations.operations.calling import forget_documents
from services.notifications.mail.domain.ledger import URGENT
from services.notifications.mail.operations.planning import Intent, plan_mails
from services.notifications.mail.operations.register import Letter
from services.notifications.mail.operations.single import SingleMails, Words
from services.notifications.owners.letters import (
    LastMail,
    answer_erasure,
    erasure_letter,
    last_mail,
    mint_data_export,
    take_name_out,
    warning_words,
)
from services.notifications.privacy.models import (
    METADATA,
    mailbox_of_address_emptied,
    mails_forgotten,
    person_taken_out,
    report_noted,
    report_told,
)
from services.notifications.privacy.queries import erasures_to_do, everybody, reports_to_tell
from shared import erasure
from shared.bus.work import Door, Work
from shared.errors import NotFound, Unavailable

ANNOUNCED, ERASED, EXPORT, UNUSED = "erasure-announced", "erased", "data-export", "account-unused"
WARNED_WITHIN = timedelta(days=5)
AGENDA, NOTIFICATIONS, MAILED = "agenda", "notifications", "mailed"
LAST_MAIL_WITHIN = timedelta(hours=24)
MAIL_LOG_KEPT = timedelta(days=92)


async def take_out(work: Work, *, person_id: UUID) -> None:
    """Take a person out of every table and put up a tombstone; again changes nothing."""
    await erasure.is_gone(work.session, METADATA, person_id)
    for statement in person_taken_out(person_id):
        await work.session.execute(statement)
    await erasure.bury(work.session, METADATA, [erasure.person_hash(person_id)], at=work.now)


async def begin_erasure(work: Work, *, erasure_id: UUID, person_id: UUID, version: int) -> None:
    """Take a person out, and remember to say so when nothing of them is left in the mailbox and on the bus either."""
    await take_out(work, person_id=person_id)
    await erasure.take_up(
        work.session, METADATA, erasure_id=erasure_id, person_id=person_id, version=version, at=work.now
    )
    work.wake(erasure.BELL)


async def note_report(work: Work, *, erasure_id: UUID, what: str) -> None:
    """Note what network must hear; it is told as soon as it answers."""
    await work.session.execute(report_noted(erasure_id=erasure_id, what=what, at=work.now))
    work.wake(erasure.BELL)


async def note_agenda_done(work: Work, *, erasure_id: UUID) -> None:
    """Agenda holds nothing any more; network does not hear agenda, so it is told from here."""
    await note_report(work, erasure_id=erasure_id, what=AGENDA)


async def go_on_with_erasures(door: Door) -> None:
    """Finish here what can be finished, and tell network what it has not heard; one that waits for an owner keeps up no other.

    Raises Unavailable when all were tried and an owner did not answer for one of them.
    """
    async with door.reading() as session:
        waiting = await erasures_to_do(session)
    for one in waiting:
        reader = await _reader(door, one.id)
        await _finish(door, one.id, one.person_id, reader.address if reader else None)
    async with door.reading() as session:
        reports = await reports_to_tell(session)
    silent: Unavailable | None = None
    for report in reports:
        try:
            if report.what == AGENDA:
                # Before network hears that agenda is done: from then on it knows no name.
                await take_name_out(door.asking, report.erasure_id)
            await answer_erasure(door.asking, report.erasure_id, report.what)
        except Unavailable as error:
            silent = error
        else:
            await _told(door, report.erasure_id, report.what)
    if silent is not None:
        raise silent


async def _reader(door: Door, erasure_id: UUID) -> LastMail | None:
    try:
        return await last_mail(door.asking, erasure_id)
    except NotFound:
        return None


async def _finish(door: Door, erasure_id: UUID, person_id: UUID, address: str | None) -> None:
    async def finish(work: Work) -> None:
        if address is not None:
            await work.session.execute(mailbox_of_address_emptied(address))
        for statement in person_taken_out(person_id):  # what was planned at the same moment as they were taken out
            await work.session.execute(statement)
        is_clean = await erasure.sweep(work.session, METADATA, person_id)
        if is_clean and await erasure.put_down(work.session, METADATA, erasure_id=erasure_id):
            await note_report(work, erasure_id=erasure_id, what=NOTIFICATIONS)

    await door.change(finish)


async def _told(door: Door, erasure_id: UUID, what: str) -> None:
    async def told(work: Work) -> None:
        await work.session.execute(report_told(erasure_id=erasure_id, what=what))

    await door.change(told)


async def plan_announcement(work: Work, *, erasure_id: UUID, person_id: UUID, starts_at: datetime) -> None:
    """Plan the mail that tells somebody what was asked for them, so that they can stop it; hearing of it twice plans it once."""
    if await erasure.is_gone(work.session, METADATA, person_id):
        return
    await plan_mails(
        work,
        intents=[
            Intent(
                key=f"{ANNOUNCED}:{erasure_id}",
                kind=ANNOUNCED,
                person_id=person_id,
                subject_id=erasure_id,
                priority=URGENT,
                not_before=work.now,
                expires_at=starts_at,
            )
        ],
    )


async def _announcing_words(door: Door, erasure_id: UUID, /) -> Words:
    """The words of the mail about what was asked, as things stand now."""
    told = await erasure_letter(door.asking, erasure_id)
    content = {"starts_at": told.starts_at, "link": f"{door.settings.address}/ik/gegevens"}
    return Words(told.address, told.language, content)


async def plan_last_mail(work: Work, *, erasure_id: UUID, missing: int) -> None:
    """Plan the last mail once every service has answered; it belongs to nobody any more, only to the erasure."""
    if missing:
        return
    await plan_mails(
        work,
        intents=[
            Intent(
                key=f"{ERASED}:{erasure_id}",
                kind=ERASED,
                subject_id=erasure_id,
                priority=URGENT,
                not_before=work.now,
                expires_at=work.now + LAST_MAIL_WITHIN,
            )
        ],
    )


async def _last_words(door: Door, erasure_id: UUID, /) -> Words:
    mail = await last_mail(door.asking, erasure_id)
    page = f"{door.settings.address}/gegevens/gewist/{mail.reference}"
    content = {"reference": mail.reference, "page": page, "requested_at": mail.requested_at}
    return Words(mail.address, mail.language, content)


async def plan_export_mail(work: Work, *, data_export_id: UUID, expires_at: datetime) -> None:
    """Plan the mail with the link to somebody's data; hearing of it twice plans it once."""
    await plan_mails(
        work,
        intents=[
            Intent(
                key=f"{EXPORT}:{data_export_id}",
                kind=EXPORT,
                subject_id=data_export_id,
                priority=URGENT,
                not_before=work.now,
                expires_at=expires_at,
            )
        ],
    )


async def _export_words(door: Door, data_export_id: UUID, /) -> Words:
    """The words of the mail with the link, made now."""
    link = await mint_data_export(door.asking, data_export_id)
    content = {"link": f"{door.settings.address}/gegevens/{link.token}", "expires_at": link.expires_at}
    return Words(link.address, link.language, content)


async def plan_warning(work: Work, *, person_id: UUID, notice: int, at: datetime) -> None:
    """Plan the warning that an account nobody uses is erased soon; hearing of it twice plans it once."""
    if await erasure.is_gone(work.session, METADATA, person_id):
        return
    await plan_mails(
        work,
        intents=[
            Intent(
                key=f"{UNUSED}:{person_id}:{notice}:{at.date()}",
                kind=UNUSED,
                person_id=person_id,
                subject_id=person_id,
                not_before=work.now,
                expires_at=work.now + WARNED_WITHIN,
            )
        ],
    )


async def _warning_words(door: Door, person_id: UUID, /) -> Words:
    """The words of a warning, as things stand now."""
    address, language, erased_on = await warning_words(door.asking, person_id)
    at = datetime.combine(erased_on, time(12), UTC)
    return Words(address, language, {"erased_at": at, "link": f"{door.settings.address}/inloggen"})


class ExportMails(SingleMails):
    """Mails with the link to somebody's own data."""

    def __init__(self) -> None:
        super().__init__(EXPORT, _export_words)


class AnnouncingMails(SingleMails):
    """Mails that tell somebody that everything of them will be erased, because somebody asked so for them."""

    def __init__(self) -> None:
        super().__init__(ANNOUNCED, _announcing_words)


class WarningMails(SingleMails):
    """Mails that warn that an account nobody uses is erased soon."""

    def __init__(self) -> None:
        super().__init__(UNUSED, _warning_words)


class LastMails(SingleMails):
    """The last mail somebody gets. Network forgets the address when it hears that it was sent."""

    def __init__(self) -> None:
        super().__init__(ERASED, _last_words)

    async def taken(self, work: Work, letters: Sequence[Letter]) -> None:
        """Network may forget the address."""
        for letter in letters:
            if letter.claimed.subject_id is not None:
                await note_report(work, erasure_id=letter.claimed.subject_id, what=MAILED)


async def forget_old_mails(work: Work) -> None:
    """Forget mails of which everything was said more than three months ago, and in time the secrets that stood in them.

    And of which documents people were told, days ago.
    """
    for statement in mails_forgotten(work.now - MAIL_LOG_KEPT):
        await work.session.execute(statement)
    await forget_old_answers(work)
    await forget_documents(work)


async def reapply(work: Work, *, hashes: frozenset[bytes]) -> int:
    """Take out again who was erased before and came back with an older copy of the tables; gives how many (A-88)."""
    await erasure.bury(work.session, METADATA, sorted(hashes), at=work.now)
    back = [person_id for person_id in await everybody(work.session) if erasure.person_hash(person_id) in hashes]
    for person_id in back:
        await take_out(work, person_id=person_id)
        await erasure.sweep(work.session, METADATA, person_id, with_unsent=True)
    return len(back)
