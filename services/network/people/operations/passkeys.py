"""What people can do with passkeys: add one, sign in with it, remove it (W3C Web Authentication, Level 3)."""

import secrets
from datetime import datetime
from uuid import UUID

from services.network.people.domain.devices import Device, OpenedSession
from services.network.people.domain.passkeys import (
    CHALLENGE_COUNTS,
    MOST_PASSKEYS,
    PasskeyNotMade,
    PasskeyOver,
    PasskeyRefused,
    Place,
    TooManyPasskeys,
    ask_any_key,
    ask_new_key,
    check_answer,
    check_passkey_name,
    claimed_key,
    new_key,
)
from services.network.people.domain.secrecy import Purpose, hashed
from services.network.people.domain.ways_in import WayIn
from services.network.people.models import passkeys as models
from services.network.people.models.passkeys import Passkey, PasskeyChallenge
from services.network.people.operations.devices import fresh_session, open_session
from services.network.people.operations.ways_in import tell_way_in
from services.network.people.queries import accounts
from services.network.people.queries import passkeys as queries
from shared.bus.work import Work
from shared.database import new_id, one_at_a_time
from shared.errors import NotFound, NotSignedIn


async def begin_passkey(work: Work, *, place: Place, person_id: UUID, session: str) -> tuple[PasskeyChallenge, str]:
    """Begin to add a key, within ten minutes after signing in; gives the question and what the browser needs, as JSON.

    session: the secret of this browser's session, to which the question is bound.
    Raises OtherSession, SignInAgain, TooManyPasskeys.
    """
    await fresh_session(work, person_id=person_id, token=session)
    person = await accounts.person_by_id(work.session, person_id)
    if person is None:
        raise NotSignedIn
    known = await queries.credential_ids(work.session, person_id)
    if len(known) >= MOST_PASSKEYS:
        raise TooManyPasskeys
    asked = _ask(work, browser_hash=hashed(Purpose.PASSKEY_SESSION, session), person_id=person_id)
    options = ask_new_key(place, challenge=asked.challenge, person_id=person_id, name=person.display_name, known=known)
    return asked, options


async def add_passkey(
    work: Work, *, place: Place, person_id: UUID, session: str, challenge_id: UUID, credential: str, name: str
) -> Passkey:
    """Keep the public half of the key that this browser made for this question; the question counts once.

    Raises PasskeyNameMissing, PasskeyOver, PasskeyNotMade, TooManyPasskeys, OtherSession, SignInAgain.
    """
    check_passkey_name(name)
    await fresh_session(work, person_id=person_id, token=session)
    challenge = await _taken(
        work, challenge_id, browser_hash=hashed(Purpose.PASSKEY_SESSION, session), person_id=person_id
    )
    made = new_key(place, challenge=challenge, credential=credential)
    await one_at_a_time(work.session, f"passkeys:{person_id}")
    if await queries.passkey_by_credential(work.session, made.credential_id) is not None:
        raise PasskeyNotMade
    if len(await queries.credential_ids(work.session, person_id)) >= MOST_PASSKEYS:
        raise TooManyPasskeys
    key = work.add(
        Passkey(
            id=new_id(),
            person_id=person_id,
            name=name,
            credential_id=made.credential_id,
            public_key=made.public_key,
            sign_count=made.sign_count,
            created_at=work.now,
        )
    )
    tell_way_in(work, way_in=WayIn.PASSKEY, id_=key.id, person_id=person_id, is_added=True)
    return key


async def begin_passkey_sign_in(work: Work, *, place: Place, browser: str) -> tuple[PasskeyChallenge, str]:
    """Begin to sign in with whichever key the browser has; gives the question and what the browser needs, as JSON."""
    asked = _ask(work, browser_hash=hashed(Purpose.BROWSER, browser), person_id=None)
    return asked, ask_any_key(place, challenge=asked.challenge)


async def complete_with_passkey(
    work: Work, *, place: Place, browser: str, challenge_id: UUID, credential: str, device: Device
) -> OpenedSession:
    """Sign in with the answer of a key to the question that this browser was put; the question counts once, right or wrong.

    Raises PasskeyOver, PasskeyRefused: for a key that is unknown, of another place, of somebody else, or a copy.
    """
    challenge = await _taken(work, challenge_id, browser_hash=hashed(Purpose.BROWSER, browser), person_id=None)
    credential_id, handle = claimed_key(credential)
    key = await queries.passkey_by_credential(work.session, credential_id)
    if key is None or (handle is not None and handle != key.person_id.bytes):
        raise PasskeyRefused
    sign_count = check_answer(
        place,
        challenge=challenge,
        credential=credential,
        public_key=key.public_key,
        sign_count=key.sign_count,
    )
    counted = (await work.session.execute(models.count_use(key.id, sign_count=sign_count, now=work.now))).first()
    if counted is None:
        raise PasskeyRefused
    return await open_session(work, person_id=key.person_id, device=device)


async def remove_passkey(work: Work, *, person_id: UUID, passkey_id: UUID) -> None:
    """Remove one of one's own keys; it opens nothing from here on. Raises NotFound."""
    removed = (await work.session.execute(models.remove_passkey(passkey_id, person_id=person_id))).first()
    if removed is None:
        raise NotFound
    tell_way_in(work, way_in=WayIn.PASSKEY, id_=passkey_id, person_id=person_id, is_added=False)


async def remove_passkeys_since(work: Work, *, person_id: UUID, since: datetime) -> None:
    """Remove the keys that somebody who should not be here may have added from this moment on."""
    removed = await work.session.execute(models.remove_passkeys_since(person_id, since=since))
    for (passkey_id,) in removed.all():
        tell_way_in(work, way_in=WayIn.PASSKEY, id_=passkey_id, person_id=person_id, is_added=False)


async def forget_challenges(work: Work) -> None:
    """Remove questions to a key that nobody answered in time."""
    await work.session.execute(models.forget_challenges(now=work.now))


def _ask(work: Work, *, browser_hash: bytes, person_id: UUID | None) -> PasskeyChallenge:
    return work.add(
        PasskeyChallenge(
            id=new_id(),
            challenge=secrets.token_bytes(32),
            browser_hash=browser_hash,
            person_id=person_id,
            expires_at=work.now + CHALLENGE_COUNTS,
        )
    )


async def _taken(work: Work, challenge_id: UUID, *, browser_hash: bytes, person_id: UUID | None) -> bytes:
    taken = await work.session.execute(
        models.take_challenge(challenge_id, browser_hash=browser_hash, person_id=person_id, now=work.now)
    )
    row = taken.first()
    if row is None:
        raise PasskeyOver
    challenge: bytes = row.challenge
    return challenge
