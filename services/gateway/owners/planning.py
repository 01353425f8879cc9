"""What agenda is asked while planning a year."""

from uuid import UUID

from services.gateway.owners.inquiry import Inquiry, get, post
from shared.api.agenda.planning import AddSoftBlock, FreshSeries, PlanYear, SoftBlockView, Undone, YearPlan

OWNER = "agenda"


def plan_year(request: PlanYear) -> Inquiry[YearPlan]:
    """The dates of a rule with reasons, and the best year; nothing is saved."""
    return post(OWNER, "/years:plan", YearPlan, request)


def undo_series(series_id: UUID, key: str | None) -> Inquiry[Undone]:
    """Take a series back within the hour."""
    return post(OWNER, f"/series/{series_id}:undo", Undone, None, key)


def fresh_series(network_id: UUID) -> Inquiry[list[FreshSeries]]:
    """The series that can still be taken back. Raises NotAllowed for who does not coordinate."""
    return get(OWNER, f"/networks/{network_id}/series/fresh", list[FreshSeries])


def soft_blocks(network_id: UUID) -> Inquiry[list[SoftBlockView]]:
    """The times that are difficult for a network. Raises NotAllowed for who does not coordinate."""
    return get(OWNER, f"/networks/{network_id}/soft-blocks", list[SoftBlockView])


def add_soft_block(network_id: UUID, request: AddSoftBlock, key: str | None) -> Inquiry[SoftBlockView]:
    """Keep a time that is difficult for a network."""
    return post(OWNER, f"/networks/{network_id}/soft-blocks", SoftBlockView, request, key)


def remove_soft_block(block_id: UUID, key: str | None) -> Inquiry[Undone]:
    """Forget a time that was difficult."""
    return post(OWNER, f"/soft-blocks/{block_id}:remove", Undone, None, key)
