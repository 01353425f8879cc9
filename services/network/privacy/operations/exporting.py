"""What can be done to take one's data along: ask for a link by mail, make it when the mail is written, use it once."""

from datetime import datetime
from uuid import UUID

from services.network.people.domain.secrecy import Purpose, hashed, new_token
from services.network.people.queries.accounts import person_by_id
from services.network.privacy.domain.exporting import EXPORTS_A_DAY, LINK_COUNTS, ExportOver, TooManyExports
from services.network.privacy.models import exporting as models
from services.network.privacy.models.erasing import METADATA
from services.network.privacy.models.exporting import DataExport
from services.network.privacy.queries import exporting as queries
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.database import new_id
from shared.erasure import is_gone
from shared.errors import NotFound, NotSignedIn
from shared.events.network import DataExportRequested


async def request_export(work: Work, *, person_id: UUID) -> DataExport:
    """Ask for a link to one's data; the mail leaves when notifications hears of it. Raises TooManyExports, NotSignedIn."""
    is_erased = await is_gone(work.session, METADATA, person_id)
    if is_erased or await person_by_id(work.session, person_id) is None:
        raise NotSignedIn
    if await queries.asked_since(work.session, person_id, work.now - LINK_COUNTS) >= EXPORTS_A_DAY:
        raise TooManyExports
    export = work.add(
        DataExport(id=new_id(), person_id=person_id, requested_at=work.now, expires_at=work.now + LINK_COUNTS)
    )
    work.note(Verb.EXPORT_ASKED, Kind.PERSON, person_id)
    work.announce(DataExportRequested(version=1, data_export_id=export.id, expires_at=export.expires_at))
    return export


async def mint_link(work: Work, *, export_id: UUID) -> tuple[str, str, str, datetime]:
    """Make the link of the mail now and keep its hash only; an earlier one stops counting.

    Returns the token, the address it goes to, the reader's language and when it expires. Raises NotFound, ExportOver.
    """
    token = new_token()
    made = await work.session.execute(
        models.link_made(export_id, token_hash=hashed(Purpose.EXPORT, token), now=work.now)
    )
    row = made.first()
    if row is None:
        raise ExportOver if await queries.exists(work.session, export_id) else NotFound
    person = await person_by_id(work.session, row.person_id)
    if person is None or person.email is None:
        raise NotFound
    return token, person.email, person.language, row.expires_at


async def use_link(work: Work, *, token: str, person_id: UUID) -> None:
    """Use a link up; only by the person it was made for, who must be signed in (a mail that went astray opens nothing).

    Raises ExportOver.
    """
    used = await work.session.execute(
        models.link_used(hashed(Purpose.EXPORT, token), person_id=person_id, now=work.now)
    )
    if used.first() is None:
        raise ExportOver
    work.note(Verb.EXPORT_OPENED, Kind.PERSON, person_id)


async def forget_exports(work: Work) -> None:
    """Remove requests whose link expired a day ago."""
    await work.session.execute(models.exports_forgotten(work.now - LINK_COUNTS))
