"""What is done when the key of the vault has changed: everything that an older key sealed is sealed anew, some at a time."""

from services.network.people.domain.vault import VAULT
from services.network.people.models.resealing import sealed_columns
from shared.bus.work import Work

AT_ONCE = 200


async def reseal_some(work: Work) -> int:
    """Seal some of what older keys sealed with the newest one, and let it be found under that; gives how many, 0 when all is done.

    It can be stopped and begun again at any moment: which key sealed a value stands in the value. What a key sealed that is not
    there any more stays as it is.
    """
    left = AT_ONCE
    for one in sealed_columns():
        if left <= 0 or not VAULT.older_ids:
            break
        rows = (await work.session.execute(one.some(VAULT.older_ids, left))).all()
        for row in rows:
            await work.session.execute(one.resealed(row.id, VAULT.open(row.sealed)))
        left -= len(rows)
    return AT_ONCE - left
