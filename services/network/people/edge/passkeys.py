"""Who may ask what of passkeys: oneself to add and remove them, the gateway to sign somebody in."""

from uuid import UUID

from services.network.people.domain.devices import Device
from services.network.people.domain.passkeys import place_of
from services.network.people.operations import passkeys as operations
from services.network.people.queries import passkeys as queries
from shared.api.network.passkeys import (
    AddPasskey,
    BeginPasskey,
    BeginPasskeySignIn,
    CompletePasskeySignIn,
    PasskeyAsked,
    PasskeyRemoved,
    PasskeyView,
)
from shared.api.network.people import AuthSessionOpened
from shared.bus.work import Door, Work
from shared.database import Session
from shared.web.edge import PERSON, Edge, Viewer, only

edge = Edge()

# These ask the door for the address under which keys count; the last answers with a secret, which is stored nowhere.


@edge.act("/passkeys:begin", who=PERSON)
async def begin_passkey(body: BeginPasskey, door: Door, viewer: Viewer) -> PasskeyAsked:
    """Begin to add a key."""
    place = place_of(door.settings.address)

    async def begin(work: Work) -> PasskeyAsked:
        asked, options = await operations.begin_passkey(
            work, place=place, person_id=viewer.person(), session=body.session
        )
        return PasskeyAsked(challenge_id=asked.id, options=options, expires_at=asked.expires_at)

    return await door.change(begin, viewer)


@edge.act("/passkeys", who=PERSON)
async def add_passkey(body: AddPasskey, door: Door, viewer: Viewer) -> PasskeyView:
    """Add the key that the browser made."""
    place = place_of(door.settings.address)

    async def add(work: Work) -> PasskeyView:
        passkey = await operations.add_passkey(
            work,
            place=place,
            person_id=viewer.person(),
            session=body.session,
            challenge_id=body.challenge_id,
            credential=body.credential,
            name=body.name,
        )
        return PasskeyView(id=passkey.id, name=passkey.name, created_at=passkey.created_at, used_at=passkey.used_at)

    return await door.change(add, viewer)


@edge.act("/passkeys:begin-sign-in", who=only("gateway"))
async def begin_passkey_sign_in(body: BeginPasskeySignIn, door: Door, viewer: Viewer) -> PasskeyAsked:
    """Begin to sign in with a key; the answer is the same for everybody."""
    place = place_of(door.settings.address)

    async def begin(work: Work) -> PasskeyAsked:
        asked, options = await operations.begin_passkey_sign_in(work, place=place, browser=body.browser)
        return PasskeyAsked(challenge_id=asked.id, options=options, expires_at=asked.expires_at)

    return await door.change(begin, viewer)


@edge.act("/passkeys:complete-sign-in", who=only("gateway"))
async def complete_passkey_sign_in(body: CompletePasskeySignIn, door: Door, viewer: Viewer) -> AuthSessionOpened:
    """Sign in with the answer of a key."""
    place = place_of(door.settings.address)

    async def complete(work: Work) -> AuthSessionOpened:
        opened = await operations.complete_with_passkey(
            work,
            place=place,
            browser=body.browser,
            challenge_id=body.challenge_id,
            credential=body.credential,
            device=Device(body.device.program, body.device.system),
        )
        return AuthSessionOpened(
            token=opened.token,
            auth_session_id=opened.auth_session_id,
            person_id=opened.person_id,
            expires_at=opened.expires_at,
        )

    return await door.change(complete, viewer)


@edge.read("/passkeys/mine", who=PERSON)
async def my_passkeys(session: Session, viewer: Viewer) -> list[PasskeyView]:
    """One's own keys."""
    rows = await queries.passkeys(session, viewer.person())
    return [PasskeyView.model_validate(row._asdict()) for row in rows]


@edge.change("/passkeys/{passkey_id}:remove", who=PERSON)
async def remove_passkey(passkey_id: UUID, work: Work, viewer: Viewer) -> PasskeyRemoved:
    """Remove one of one's own keys."""
    await operations.remove_passkey(work, person_id=viewer.person(), passkey_id=passkey_id)
    return PasskeyRemoved(id=passkey_id)
