"""What people can do at the door: ask for a mail, and sign in with what stands in it."""

from datetime import datetime
from uuid import UUID

from services.network.people.domain.accounts import address_of
from services.network.people.domain.devices import Device, OpenedSession
from services.network.people.domain.secrecy import Purpose, hashed, same
from services.network.people.domain.signing_in import (
    MAILS_PER_WINDOW,
    SIGN_IN_COUNTS,
    TRIES,
    MintedSecret,
    OtherBrowser,
    SignInOver,
    TriesUsedUp,
    WrongCode,
    code_hash,
    digits_of,
    new_secret,
)
from services.network.people.domain.vault import VAULT
from services.network.people.models import signing_in as models
from services.network.people.models.signing_in import SignIn
from services.network.people.operations.accounts import account_for
from services.network.people.operations.devices import open_session
from services.network.people.queries import signing_in as queries
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.database import new_id, one_at_a_time
from shared.errors import NotFound
from shared.events.network import SignInRequested


async def request_sign_in(work: Work, *, email: str, browser: str, language: str) -> SignIn:
    """Start signing in from one browser; the mail leaves when notifications hears of it.

    Whether the address has an account is not looked at, so the answer and the work are the same for all (A-10).
    After three mails in a quarter of an hour the request is written down like any other, but nothing is sent (A-11).
    An earlier request of the same browser stops counting (A-06); one of another browser goes on, for who asks here may be a
    stranger, who makes somebody wait for a next mail at most, and never takes the code they hold.
    Raises NotAnAddress.
    """
    address = address_of(email)
    address_hash = VAULT.index(address)
    await one_at_a_time(work.session, f"sign-in:{address_hash.hex()}")
    sign_in = SignIn(
        id=new_id(),
        address=address,
        address_hash=address_hash,
        browser_hash=hashed(Purpose.BROWSER, browser),
        language=language,
        is_silent=await queries.mails_asked(work.session, address_hash, work.now) >= MAILS_PER_WINDOW,
        requested_at=work.now,
        expires_at=work.now + SIGN_IN_COUNTS,
    )
    work.add(sign_in)
    if not sign_in.is_silent:
        work.announce(SignInRequested(version=1, sign_in_id=sign_in.id, expires_at=sign_in.expires_at))
    return sign_in


async def mint_secret(work: Work, *, sign_in_id: UUID) -> tuple[MintedSecret, str, str, datetime]:
    """Make the code and the token of one mail now, and keep their hashes only; an earlier secret stops counting.

    Returns the secret, the address it goes to, the reader's language and when it expires.
    Raises NotFound for an unknown request, SignInOver for one that is used, expired, overtaken from its browser, or worn out.
    """
    secret = new_secret()
    minted = await work.session.execute(
        models.mint(
            sign_in_id,
            code_hash=code_hash(sign_in_id, secret.code),
            token_hash=hashed(Purpose.LINK, secret.token),
            now=work.now,
        )
    )
    is_minted = minted.first() is not None
    row = await queries.sign_in_by_id(work.session, sign_in_id)
    if row is None:
        raise NotFound
    if not is_minted or row.address is None:
        raise SignInOver
    return secret, row.address, row.language, row.expires_at


async def complete_with_code(
    work: Work, *, sign_in_id: UUID, browser: str, typed: str, device: Device
) -> OpenedSession:
    """Sign in with the six digits, in the browser that asked. Makes the account when there is none.

    A request of another browser is answered like a wrong code and costs no try, so that strangers cannot use them up (A-09).
    Raises WrongCode, TriesUsedUp, SignInOver.
    """
    row = await queries.sign_in_by_id(work.session, sign_in_id)
    digits = digits_of(typed)
    if row is None or digits is None or not same(row.browser_hash, hashed(Purpose.BROWSER, browser)):
        raise WrongCode(field="code")
    spent = (await work.session.execute(models.spend_try(sign_in_id, now=work.now))).first()
    if spent is None:
        now_stands = await queries.sign_in_by_id(work.session, sign_in_id)
        raise TriesUsedUp if now_stands is not None and now_stands.attempts >= TRIES else SignInOver
    if not same(spent.code_hash, code_hash(sign_in_id, digits)):
        raise TriesUsedUp if spent.attempts >= TRIES else WrongCode(field="code")
    return await _enter(work, sign_in_id, row.address, row.language, device)


async def complete_with_link(work: Work, *, token: str, browser: str, device: Device) -> OpenedSession:
    """Sign in with the token of the link, in the browser that asked. Makes the account when there is none.

    In another browser the link is refused and still counts afterwards: a mail scanner cannot use it up (A-02).
    Raises OtherBrowser, TriesUsedUp, SignInOver.
    """
    row = await queries.sign_in_by_token(work.session, hashed(Purpose.LINK, token))
    if row is not None and row.address is None:
        work.note(Verb.USED_LINK_TRIED, Kind.SIGN_IN, row.id)
    if row is None or row.address is None or row.expires_at <= work.now:
        raise SignInOver
    if not same(row.browser_hash, hashed(Purpose.BROWSER, browser)):
        raise OtherBrowser
    if row.attempts >= TRIES:
        raise TriesUsedUp
    return await _enter(work, row.id, row.address, row.language, device)


async def _enter(work: Work, sign_in_id: UUID, address: str | None, language: str, device: Device) -> OpenedSession:
    used = (await work.session.execute(models.use(sign_in_id, now=work.now))).first()
    if used is None or address is None:
        raise SignInOver
    person = await account_for(work, address=address, language=language)
    return await open_session(work, person_id=person.id, device=device)


async def forget_sign_ins(work: Work) -> None:
    """Remove requests to sign in whose time is over, with the addresses in them."""
    await work.session.execute(models.forget_sign_ins(now=work.now))
