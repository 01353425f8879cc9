"""What owners are asked to find: the same of each, so that their hits can be merged by place."""

from services.gateway.owners.inquiry import Inquiry, post
from shared.api.search import FoundPage, Search

FINDS = {
    "network": ("network", "person"),
    "agenda": ("question", "session", "agenda_point", "minutes"),
}
"""Who finds which kinds."""


def search(owner: str, asked: Search) -> Inquiry[FoundPage]:
    """What answers some words at one owner, best first. Raises CursorUnreadable."""
    return post(owner, "/search", FoundPage, asked)
