"""What people can do: ask to sign in, sign in, sign out, and change how others see them."""

from datetime import datetime
from uuid import UUID

from services.network.people import models, queries
from services.network.people.domain import (
    ABSOLUTE,
    MAILS_PER_WINDOW,
    NEW_NAME,
    SIGN_IN_COUNTS,
    TRIES,
    MintedSecret,
    OpenedSession,
    OtherBrowser,
    Purpose,
    SignInOver,
    TriesUsedUp,
    WrongCode,
    address_of,
    check_name,
    code_hash,
    digits_of,
    hashed,
    is_alive,
    new_secret,
    new_token,
    same,
)
from services.network.people.models import AuthSession, Person, SignIn
from shared.bus.work import Work
from shared.database import new_id, one_at_a_time
from shared.errors import NotFound, NotSignedIn
from shared.events.network import AuthSessionEnded, SignInRequested


async def request_sign_in(work: Work, *, email: str, browser: str, language: str) -> SignIn:
    """Start signing in from one browser; the mail leaves when notifications hears of it.

    Whether the address has an account is not looked at, so the answer and the work are the same for all (A-10).
    After three mails in a quarter of an hour the request is written down like any other, but nothing is sent (A-11).
    Raises NotAnAddress.
    """
    address = address_of(email)
    address_hash = hashed(Purpose.ADDRESS, address)
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
    Raises NotFound for an unknown request, SignInOver for one that is used, expired, overtaken by a newer one or worn out.
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


async def complete_with_code(work: Work, *, sign_in_id: UUID, browser: str, typed: str) -> OpenedSession:
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
    return await _enter(work, sign_in_id, row.address, row.language)


async def complete_with_link(work: Work, *, token: str, browser: str) -> OpenedSession:
    """Sign in with the token of the link, in the browser that asked. Makes the account when there is none.

    In another browser the link is refused and still counts afterwards: a mail scanner cannot use it up (A-02).
    Raises OtherBrowser, TriesUsedUp, SignInOver.
    """
    row = await queries.sign_in_by_token(work.session, hashed(Purpose.LINK, token))
    if row is None or row.address is None or row.expires_at <= work.now:
        raise SignInOver
    if not same(row.browser_hash, hashed(Purpose.BROWSER, browser)):
        raise OtherBrowser
    if row.attempts >= TRIES:
        raise TriesUsedUp
    return await _enter(work, row.id, row.address, row.language)


async def _enter(work: Work, sign_in_id: UUID, address: str | None, language: str) -> OpenedSession:
    used = (await work.session.execute(models.use(sign_in_id, now=work.now))).first()
    if used is None or address is None:
        raise SignInOver
    person = await account_for(work, address=address, language=language)
    token = new_token()
    auth_session = work.add(
        AuthSession(
            id=new_id(),
            person_id=person.id,
            token_hash=hashed(Purpose.AUTH_SESSION, token),
            opened_at=work.now,
            seen_at=work.now,
            expires_at=work.now + ABSOLUTE,
        )
    )
    return OpenedSession(token, auth_session.id, person.id, auth_session.expires_at)


async def account_for(work: Work, *, address: str, language: str, display_name: str | None = None) -> Person:
    """The account of a normalised address, made when there is none; a name already chosen stays as it is.

    Raises NameMissing.
    """
    await one_at_a_time(work.session, f"person:{address}")
    person = await queries.person_by_email(work.session, address)
    if person is None:
        name = NEW_NAME if display_name is None else display_name
        check_name(name)
        person = work.add(
            Person(
                id=new_id(),
                email=address,
                display_name=name,
                sort_name=name,
                language=language,
                created_at=work.now,
            )
        )
        await work.session.flush()
    elif display_name is not None and person.display_name == NEW_NAME:
        check_name(display_name)
        person.display_name = person.sort_name = display_name
    return person


async def change_person(
    work: Work, *, person_id: UUID, display_name: str | None = None, language: str | None = None
) -> Person:
    """Change one's own name or language. Raises NameMissing, or NotSignedIn for an account that is gone."""
    person = await queries.person_by_id(work.session, person_id)
    if person is None:
        raise NotSignedIn
    if display_name is not None:
        check_name(display_name)
        person.display_name = person.sort_name = display_name
    if language is not None:
        person.language = language
    return person


async def see_auth_session(work: Work, *, auth_session_id: UUID) -> None:
    """Write down that somebody signed in was here."""
    await work.session.execute(models.see(auth_session_id, now=work.now))


async def end_auth_session(work: Work, *, token: str, everywhere: bool) -> None:
    """Sign out here, or everywhere; a token that no longer counts ends nothing, and signing out twice is no fault (A-15)."""
    row = await queries.auth_session(work.session, hashed(Purpose.AUTH_SESSION, token))
    if row is None or not is_alive(now=work.now, seen_at=row.seen_at, expires_at=row.expires_at, ended_at=row.ended_at):
        return
    ended = await work.session.execute(models.end(row.person_id, only=None if everywhere else row.id, now=work.now))
    for (auth_session_id,) in ended.all():
        work.announce(AuthSessionEnded(version=1, auth_session_id=auth_session_id, person_id=row.person_id))


async def forget_sign_ins(work: Work) -> None:
    """Remove requests to sign in whose time is over, with the addresses in them."""
    await work.session.execute(models.forget_sign_ins(now=work.now))


async def forget_auth_sessions(work: Work) -> None:
    """Remove signed-in sessions that are over."""
    await work.session.execute(models.forget_auth_sessions(now=work.now))
