"""Who may ask what of being signed in: whose cookie it is, where somebody is signed in, and signing out."""

from uuid import UUID

from services.network.people.domain.devices import SEEN_EVERY, alive_until, is_alive, is_fresh
from services.network.people.domain.secrecy import Purpose, hashed
from services.network.people.operations import devices as operations
from services.network.people.queries import devices as queries
from shared.api.network.devices import DeviceSignedOut, DeviceView
from shared.api.network.people import EndAuthSession, ResolveAuthSession, SignedIn
from shared.bus.work import Door, Work
from shared.database import Session
from shared.errors import NotSignedIn
from shared.web.edge import PERSON, Edge, Now, Viewer, only

edge = Edge()


@edge.act("/auth-sessions:resolve", who=only("gateway"))
async def resolve_auth_session(body: ResolveAuthSession, door: Door) -> SignedIn:
    """Whose cookie is this? Reads only, except that being seen is written down once every few minutes."""
    async with door.reading() as session:
        row = await queries.auth_session(session, hashed(Purpose.AUTH_SESSION, body.token))
    now = door.now()
    if row is None or not is_alive(now=now, seen_at=row.seen_at, expires_at=row.expires_at, ended_at=row.ended_at):
        raise NotSignedIn
    seen_at = row.seen_at
    if now - seen_at >= SEEN_EVERY:
        await door.change(lambda work: operations.see_auth_session(work, auth_session_id=row.id))
        seen_at = now
    return SignedIn(
        auth_session_id=row.id,
        person_id=row.person_id,
        expires_at=alive_until(seen_at=seen_at, expires_at=row.expires_at),
    )


@edge.change("/auth-sessions:end", who=only("gateway"))
async def end_auth_session(body: EndAuthSession, work: Work) -> None:
    """Sign out, here or everywhere."""
    await operations.end_auth_session(work, token=body.token, everywhere=body.everywhere)


@edge.read("/devices/mine", who=PERSON)
async def devices(session: Session, viewer: Viewer, now: Now) -> list[DeviceView]:
    """Where who asks is signed in."""
    return [
        DeviceView.model_validate(
            {
                **row._asdict(),
                "expires_at": alive_until(seen_at=row.seen_at, expires_at=row.expires_at),
                "is_fresh": is_fresh(now=now, opened_at=row.opened_at),
            }
        )
        for row in await queries.devices(session, viewer.person(), now=now)
    ]


@edge.change("/devices/{auth_session_id}:sign-out", who=PERSON)
async def sign_out_device(auth_session_id: UUID, work: Work, viewer: Viewer) -> DeviceSignedOut:
    """Sign out on one of one's own devices."""
    await operations.sign_out_device(work, person_id=viewer.person(), auth_session_id=auth_session_id)
    return DeviceSignedOut(id=auth_session_id)
