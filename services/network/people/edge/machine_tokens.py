"""Who may ask what of tokens for programs: oneself to make and revoke them, the gateway for whom a program acts."""

from uuid import UUID

from services.network.people.domain.devices import SEEN_EVERY
from services.network.people.domain.machine_tokens import counts
from services.network.people.domain.secrecy import Purpose, hashed
from services.network.people.operations import machine_tokens as operations
from services.network.people.queries import machine_tokens as queries
from shared.api.network.machine_tokens import (
    ActsFor,
    MachineTokenMade,
    MachineTokenRevoked,
    MachineTokenView,
    MakeMachineToken,
    ResolveMachineToken,
)
from shared.bus.work import Door, Work
from shared.database import Session
from shared.errors import NotSignedIn
from shared.web.edge import PERSON, Edge, Now, Viewer, only

edge = Edge()


@edge.act("/machine-tokens", who=PERSON)
async def make_machine_token(body: MakeMachineToken, door: Door, viewer: Viewer) -> MachineTokenMade:
    """Make a token; it answers with a secret, so no answer is remembered."""

    async def make(work: Work) -> MachineTokenMade:
        row, token = await operations.make_machine_token(
            work,
            person_id=viewer.person(),
            session=body.session,
            name=body.name,
            may_write=body.may_write,
            days=body.days,
        )
        view = MachineTokenView(
            id=row.id,
            name=row.name,
            may_write=row.may_write,
            created_at=row.created_at,
            expires_at=row.expires_at,
            used_at=None,
        )
        return MachineTokenMade(token=token, made=view)

    return await door.change(make, viewer)


@edge.read("/machine-tokens/mine", who=PERSON)
async def my_machine_tokens(session: Session, viewer: Viewer, now: Now) -> list[MachineTokenView]:
    """One's own tokens that count."""
    rows = await queries.machine_tokens(session, viewer.person(), now=now)
    return [MachineTokenView.model_validate(row._asdict()) for row in rows]


@edge.change("/machine-tokens/{machine_token_id}:revoke", who=PERSON)
async def revoke_machine_token(machine_token_id: UUID, work: Work, viewer: Viewer) -> MachineTokenRevoked:
    """Revoke one of one's own tokens."""
    await operations.revoke_machine_token(work, person_id=viewer.person(), machine_token_id=machine_token_id)
    return MachineTokenRevoked(id=machine_token_id)


@edge.act("/machine-tokens:resolve", who=only("gateway"))
async def resolve_machine_token(body: ResolveMachineToken, door: Door) -> ActsFor:
    """For whom does this program act? Reads only, except that its use is written down once every few minutes."""
    async with door.reading() as session:
        row = await queries.machine_token(session, hashed(Purpose.MACHINE_TOKEN, body.token))
    now = door.now()
    if row is None or not counts(now=now, expires_at=row.expires_at, revoked_at=row.revoked_at):
        raise NotSignedIn
    if row.used_at is None or now - row.used_at >= SEEN_EVERY:
        await door.change(lambda work: operations.see_machine_token(work, machine_token_id=row.id))
    return ActsFor(machine_token_id=row.id, person_id=row.person_id, may_write=row.may_write, expires_at=row.expires_at)
