"""What people can do to get their mail elsewhere: ask for it, confirm it at the new address, stop it from the old one."""

from uuid import UUID

from services.network.people.domain.accounts import address_of
from services.network.people.domain.email_changes import (
    CONFIRM_COUNTS,
    SUSPECT,
    UNDO_COUNTS,
    EmailChangeOver,
    MintedLink,
    SameAddress,
    Stopped,
)
from services.network.people.domain.names import check_tells_nothing
from services.network.people.domain.secrecy import Purpose, hashed, new_token
from services.network.people.domain.signing_in import MAILS_PER_WINDOW
from services.network.people.domain.vault import VAULT
from services.network.people.models import email_changes as models
from services.network.people.models.accounts import Person, put_address
from services.network.people.models.email_changes import EmailChange
from services.network.people.operations.devices import fresh_session, sign_out_everywhere
from services.network.people.operations.machine_tokens import revoke_since
from services.network.people.operations.outside_identities import unlink_since
from services.network.people.operations.passkeys import remove_passkeys_since
from services.network.people.queries import accounts
from services.network.people.queries import email_changes as queries
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.database import new_id, one_at_a_time
from shared.errors import NotFound, NotSignedIn
from shared.events.network import EmailChangeConfirmed, EmailChangeRequested


async def request_email_change(work: Work, *, person_id: UUID, email: str, session: str) -> EmailChange:
    """Ask for mail at another address; a link goes there, and a notice with a way to stop it to the old one (A-13).

    session: the secret of a session that was opened in the last ten minutes. Whether the address has an account is not
    looked at (A-10); after three requests in a quarter of an hour nothing is sent (A-11).
    Raises NotAnAddress, SameAddress, OtherSession, SignInAgain.
    """
    await fresh_session(work, person_id=person_id, token=session)
    address = address_of(email)
    person = await accounts.person_by_id(work.session, person_id)
    if person is None or person.email is None:
        raise NotSignedIn
    if person.email == address:
        raise SameAddress(field="email")
    address_hash = VAULT.index(address)
    await one_at_a_time(work.session, f"email-change:{address_hash.hex()}")
    asked = await queries.changes_asked(work.session, person_id=person_id, address_hash=address_hash, now=work.now)
    change = work.add(
        EmailChange(
            id=new_id(),
            person_id=person_id,
            address=address,
            address_hash=address_hash,
            old_address=person.email,
            is_silent=asked >= MAILS_PER_WINDOW,
            requested_at=work.now,
            expires_at=work.now + CONFIRM_COUNTS,
            undo_until=work.now + UNDO_COUNTS,
        )
    )
    work.note(Verb.EMAIL_CHANGE_ASKED, Kind.PERSON, person_id)
    if not change.is_silent:
        work.announce(EmailChangeRequested(version=1, email_change_id=change.id, expires_at=change.expires_at))
    return change


async def mint_confirmation(work: Work, *, email_change_id: UUID) -> MintedLink:
    """Make the link for the new address now; none where it has an account by now, and then its owner is told so.

    Raises NotFound, EmailChangeOver.
    """
    change, person = await _found(work, email_change_id)
    token = new_token()
    await _minted(work, models.mint(change.id, token_hash=hashed(Purpose.EMAIL_CONFIRM, token), now=work.now))
    if change.address is None:
        raise EmailChangeOver
    is_taken = await accounts.person_by_email(work.session, change.address) is not None
    return MintedLink(change.address, person.language, None if is_taken else token, change.expires_at)


async def mint_stop(work: Work, *, email_change_id: UUID) -> MintedLink:
    """Make the link with which the old address stops what was asked. Raises NotFound, EmailChangeOver."""
    change, person = await _found(work, email_change_id)
    token = new_token()
    await _minted(work, models.mint_stop(change.id, stop_hash=hashed(Purpose.EMAIL_STOP, token), now=work.now))
    return MintedLink(change.old_address, person.language, token, change.undo_until)


async def mint_undo(work: Work, *, email_change_id: UUID) -> MintedLink:
    """Make the link with which the old address undoes what happened. Raises NotFound, EmailChangeOver."""
    change, person = await _found(work, email_change_id)
    token = new_token()
    await _minted(work, models.mint_undo(change.id, undo_hash=hashed(Purpose.EMAIL_STOP, token), now=work.now))
    return MintedLink(change.old_address, person.language, token, change.undo_until)


async def confirm_email_change(work: Work, *, person_id: UUID, token: str) -> Person:
    """Take the address that stands beside this token, and no other (A-13); sessions stay, the old address is told.

    Raises EmailChangeOver for a token that is unknown, used, stopped, expired, overtaken or another person's, and for an
    address that got an account meanwhile; PseudonymTells where the schuilnaam has a part of the new address in it (PR-3).
    """
    change = await queries.by_token(work.session, hashed(Purpose.EMAIL_CONFIRM, token))
    if change is None or change.person_id != person_id or change.address is None:
        raise EmailChangeOver
    await one_at_a_time(work.session, f"email-changes-of:{person_id}")
    await one_at_a_time(work.session, f"person:{change.address}")
    confirmed = (await work.session.execute(models.confirm(change.id, now=work.now))).first()
    person = await accounts.person_by_id(work.session, person_id)
    if confirmed is None or person is None:
        raise EmailChangeOver
    if await accounts.person_by_email(work.session, change.address) is not None:
        raise EmailChangeOver
    if person.is_pseudonym:
        check_tells_nothing(person.display_name, address=change.address)
    put_address(person, change.address)
    work.note(Verb.EMAIL_CHANGED, Kind.PERSON, person_id)
    work.announce(
        EmailChangeConfirmed(version=2, email_change_id=change.id, person_id=person_id, undo_until=change.undo_until)
    )
    return person


async def stop_email_change(work: Work, *, token: str) -> Stopped:
    """Stop a change from the old address, and everything that was changed after it; whoever is signed in is signed out.

    Passkeys, linked accounts and tokens from the day before the request on go too: whoever took over may have left a way in.
    The address is put back by whoever calls: only they see whether it is free. It is given only where the account stands
    where this change, or one after it, brought it. Raises EmailChangeOver.
    """
    change = await queries.by_stop_token(work.session, hashed(Purpose.EMAIL_STOP, token))
    if change is None:
        raise EmailChangeOver
    await one_at_a_time(work.session, f"email-changes-of:{change.person_id}")
    stopped = (await work.session.execute(models.stop(change.id, now=work.now))).first()
    person = await accounts.person_by_id(work.session, change.person_id)
    if stopped is None or person is None:
        raise EmailChangeOver
    later = (await work.session.execute(models.stop_later(person.id, after=change.id, now=work.now))).all()
    reached = {row.address for row in later if row.confirmed_at is not None}
    if change.confirmed_at is not None:
        reached.add(change.address)
    work.note(Verb.EMAIL_CHANGE_STOPPED, Kind.PERSON, person.id)
    await sign_out_everywhere(work, person_id=person.id)
    since = change.requested_at - SUSPECT
    await remove_passkeys_since(work, person_id=person.id, since=since)
    await unlink_since(work, person_id=person.id, since=since)
    await revoke_since(work, person_id=person.id, since=since)
    return Stopped(person.id, change.requested_at, change.old_address if person.email in reached else None)


async def put_address_back(work: Work, *, person_id: UUID, address: str) -> bool:
    """Give an account the address it had; False where another account has it now."""
    await one_at_a_time(work.session, f"person:{address}")
    person = await accounts.person_by_id(work.session, person_id)
    other = await accounts.person_by_email(work.session, address)
    if person is None or (other is not None and other.id != person_id):
        return False
    put_address(person, address)
    return True


async def forget_email_changes(work: Work) -> None:
    """Remove changes of address that are over, and addresses that nobody confirmed in time."""
    await work.session.execute(models.forget_email_changes(now=work.now))
    await work.session.execute(models.forget_unconfirmed_addresses(now=work.now))


async def _found(work: Work, email_change_id: UUID) -> tuple[EmailChange, Person]:
    change = await queries.email_change(work.session, email_change_id)
    person = None if change is None else await accounts.person_by_id(work.session, change.person_id)
    if change is None or person is None:
        raise NotFound
    return change, person


async def _minted(work: Work, statement: models.Minting) -> None:
    if (await work.session.execute(statement)).first() is None:
        raise EmailChangeOver
