"""What can be done from an old address: stop what somebody else changed, and get the address back."""

from services.network.people.domain.email_changes import AddressIs
from services.network.people.models.accounts import take_address
from services.network.people.operations.devices import sign_out_everywhere
from services.network.people.operations.email_changes import put_address_back, stop_email_change
from services.network.people.queries.accounts import person_by_email
from services.network.privacy.domain.erasing import ErasureReason
from services.network.privacy.operations.erasing import plan_erasure
from services.network.privacy.queries.keeping import had_a_place
from shared.bus.work import Work


async def take_address_back(work: Work, *, token: str) -> AddressIs:
    """Stop a change of address and all after it, sign everybody out, and put the address back where it had changed.

    Who looked what was wrong by signing in with the old address made an empty account of it: that one loses the address and
    is erased. An account that has or had a place keeps it; all the rest is done even so. Raises EmailChangeOver.
    """
    stopped = await stop_email_change(work, token=token)
    if stopped.put_back is None:
        return AddressIs.UNCHANGED
    other = await person_by_email(work.session, stopped.put_back)
    if other is not None and other.id != stopped.person_id:
        if other.created_at < stopped.requested_at or await had_a_place(work.session, other.id):
            return AddressIs.TAKEN
        await sign_out_everywhere(work, person_id=other.id)
        take_address(other)
        await work.session.flush()
        await plan_erasure(work, person_id=other.id, starts_at=work.now, reason=ErasureReason.NO_PLACE)
    put = await put_address_back(work, person_id=stopped.person_id, address=stopped.put_back)
    return AddressIs.PUT_BACK if put else AddressIs.TAKEN
