"""Who may ask what of mandates: coordinators record them, coordinators and whose mandate it is end them."""

from uuid import UUID

from services.network.memberships.operations import mandates as operations
from shared.api.network.mandates import MandateEnded, MandateView, RecordMandate
from shared.bus.work import Work
from shared.web.edge import PERSON, Edge

edge = Edge()


@edge.change("/memberships/{membership_id}:record-mandate", who=PERSON)
async def record(membership_id: UUID, body: RecordMandate, work: Work) -> MandateView:
    """Write down what somebody was appointed to."""
    made = await operations.record_mandate(
        work,
        membership_id=membership_id,
        task=body.task,
        appointed_by=body.appointed_by,
        from_on=body.from_on,
        until_on=body.until_on,
    )
    return MandateView(
        id=made.id, task=made.task, appointed_by=made.appointed_by, from_on=made.from_on, until_on=made.until_on
    )


@edge.change("/mandates/{mandate_id}:end", who=PERSON)
async def end(mandate_id: UUID, work: Work) -> MandateEnded:
    """Say that a mandate is over."""
    membership = await operations.end_mandate(work, mandate_id=mandate_id)
    return MandateEnded(id=mandate_id, membership_id=membership.id, network_id=membership.network_id)
