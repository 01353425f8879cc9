"""What people can do with where they are signed in: be seen there, and sign out."""

from uuid import UUID

from services.network.people.domain.devices import (
    ABSOLUTE,
    Device,
    OpenedSession,
    OtherSession,
    SignInAgain,
    is_alive,
    is_fresh,
)
from services.network.people.domain.secrecy import Purpose, hashed, new_token
from services.network.people.models import devices as models
from services.network.people.models.devices import AuthSession
from services.network.people.queries import devices as queries
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.database import new_id
from shared.errors import NotFound
from shared.events.network import AuthSessionEnded


async def open_session(work: Work, *, person_id: UUID, device: Device) -> OpenedSession:
    """Sign a person in here: a new session with a new secret (A-14)."""
    token = new_token()
    auth_session = work.add(
        AuthSession(
            id=new_id(),
            person_id=person_id,
            token_hash=hashed(Purpose.AUTH_SESSION, token),
            program=device.program,
            system=device.system,
            opened_at=work.now,
            seen_at=work.now,
            expires_at=work.now + ABSOLUTE,
        )
    )
    return OpenedSession(token, auth_session.id, person_id, auth_session.expires_at)


async def see_auth_session(work: Work, *, auth_session_id: UUID) -> None:
    """Write down that somebody signed in was here."""
    await work.session.execute(models.see(auth_session_id, now=work.now))


async def end_auth_session(work: Work, *, token: str, everywhere: bool) -> None:
    """Sign out here, or everywhere; a token that no longer counts ends nothing, and signing out twice is no fault (A-15)."""
    row = await queries.auth_session(work.session, hashed(Purpose.AUTH_SESSION, token))
    if row is None or not is_alive(now=work.now, seen_at=row.seen_at, expires_at=row.expires_at, ended_at=row.ended_at):
        return
    ended = await work.session.execute(models.end(row.person_id, only=None if everywhere else row.id, now=work.now))
    if everywhere:
        work.note(Verb.SIGNED_OUT_EVERYWHERE, Kind.PERSON, row.person_id, by=row.person_id)
    for (auth_session_id,) in ended.all():
        work.announce(AuthSessionEnded(version=1, auth_session_id=auth_session_id, person_id=row.person_id))


async def sign_out_device(work: Work, *, person_id: UUID, auth_session_id: UUID) -> None:
    """Sign out on one of one's own devices, at once (A-15). Raises NotFound for one that is not one's own, or over."""
    ended = (await work.session.execute(models.end(person_id, only=auth_session_id, now=work.now))).first()
    if ended is None:
        raise NotFound
    work.note(Verb.DEVICE_SIGNED_OUT, Kind.DEVICE, auth_session_id)
    work.announce(AuthSessionEnded(version=1, auth_session_id=auth_session_id, person_id=person_id))


async def sign_out_everywhere(work: Work, *, person_id: UUID, but: UUID | None = None) -> None:
    """Sign somebody out on all devices. but: the one session that stays."""
    ended = await work.session.execute(models.end(person_id, only=None, now=work.now, but=but))
    for (auth_session_id,) in ended.all():
        work.announce(AuthSessionEnded(version=1, auth_session_id=auth_session_id, person_id=person_id))


async def fresh_session(work: Work, *, person_id: UUID, token: str) -> UUID:
    """The session with which somebody signed in less than ten minutes ago: who takes over an open screen changes no key.

    Raises OtherSession for a session that is over or another person's, SignInAgain for an older one.
    """
    row = await queries.auth_session(work.session, hashed(Purpose.AUTH_SESSION, token))
    if row is None or row.person_id != person_id:
        raise OtherSession
    if not is_alive(now=work.now, seen_at=row.seen_at, expires_at=row.expires_at, ended_at=row.ended_at):
        raise OtherSession
    if not is_fresh(now=work.now, opened_at=row.opened_at):
        raise SignInAgain
    auth_session_id: UUID = row.id
    return auth_session_id


async def forget_auth_sessions(work: Work) -> None:
    """Remove signed-in sessions that are over."""
    await work.session.execute(models.forget_auth_sessions(now=work.now))
