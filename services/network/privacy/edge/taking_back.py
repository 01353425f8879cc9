"""Who may take an address back: whoever holds the link that was mailed there."""

from services.network.people.domain.email_changes import AddressIs
from services.network.privacy.operations.taking_back import take_address_back
from shared.api.network.email_changes import EmailChangeStopped, EmailChangeToken
from shared.bus.work import Work
from shared.web.edge import Edge, only

edge = Edge()


@edge.change("/email-changes:stop", who=only("gateway"))
async def stop_email_change(body: EmailChangeToken, work: Work) -> EmailChangeStopped:
    """Stop or undo a change, with the link from the mail to the old address."""
    now = await take_address_back(work, token=body.token)
    return EmailChangeStopped(is_undone=now is AddressIs.PUT_BACK, is_taken=now is AddressIs.TAKEN)
