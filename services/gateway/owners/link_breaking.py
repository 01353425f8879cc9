"""What network is asked about knowing who is behind a schuilnaam."""

from uuid import UUID

from services.gateway.owners.inquiry import Inquiry, get, post
from shared.api.network.link_breaking import AnswerLinkBreak, AskLinkBreak, LinkBreakAsked, LinkBreakView, LinkOpened

OWNER = "network"
Key = str | None


def link_breaks(network_id: UUID) -> Inquiry[list[LinkBreakView]]:
    """What was asked in a network. Raises NotFound, KeeperNeeded."""
    return get(OWNER, f"/networks/{network_id}/link-breaks", list[LinkBreakView])


def ask(membership_id: UUID, body: AskLinkBreak, key: Key) -> Inquiry[LinkBreakAsked]:
    """Ask to know who somebody is. Raises NotFound, KeeperNeeded, NotYourself, NoPseudonym, WordsMissing."""
    return post(OWNER, f"/memberships/{membership_id}:ask-link-break", LinkBreakAsked, body, key)


def answer(link_break_id: UUID, body: AnswerLinkBreak, key: Key) -> Inquiry[LinkBreakAsked]:
    """Agree as a second person, or do not. Raises NotFound, KeeperNeeded, SecondPersonNeeded, LinkBreakOver."""
    return post(OWNER, f"/link-breaks/{link_break_id}:answer", LinkBreakAsked, body, key)


def look(link_break_id: UUID) -> Inquiry[LinkOpened]:
    """Look who somebody is; told this once. Raises NotFound, KeeperNeeded, SecondPersonNeeded, LinkBreakOver."""
    return post(OWNER, f"/link-breaks/{link_break_id}:look", LinkOpened)
