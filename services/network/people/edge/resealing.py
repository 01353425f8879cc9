"""Who may ask what of sealing anew: the operator."""

from services.network.people.domain.vault import VAULT
from services.network.people.operations import resealing as operations
from services.network.people.queries.resealing import sealed_with
from shared.api.network.vault import VaultState
from shared.bus.work import Door
from shared.database import Session
from shared.web.edge import Edge, only

edge = Edge()


@edge.read("/vault", who=only("operator"))
async def state(session: Session) -> VaultState:
    """How many values stand sealed with an older key."""
    return VaultState(resealed=0, left=await sealed_with(session, VAULT.older_ids))


@edge.act("/vault:reseal", who=only("operator"))
async def reseal(door: Door) -> VaultState:
    """Seal some of them with the newest key; doing it again goes on where it was."""
    resealed = await door.change(operations.reseal_some)
    async with door.reading() as session:
        return VaultState(resealed=resealed, left=await sealed_with(session, VAULT.older_ids))
