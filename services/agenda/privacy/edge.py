"""Who may ask what of people's own data in agenda."""

from services.agenda.privacy import operations
from shared.api.network.privacy import Reapplied, Reapply
from shared.web.edge import Edge, Work, only

edge = Edge()


@edge.change("/erasures:reapply", who=only("operator"))
async def reapply(body: Reapply, work: Work) -> Reapplied:
    """Erase again who is on the list, after a backup was put back."""
    hashes = frozenset(bytes.fromhex(one) for one in body.hashes)
    return Reapplied(erased=await operations.reapply(work, hashes=hashes))
