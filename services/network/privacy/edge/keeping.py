"""Who may ask what about accounts that nobody uses: notifications, for the warning."""

from uuid import UUID

from services.network.privacy.operations.keeping import words_of_warning
from shared.api.network.privacy import UnusedAccount
from shared.bus.work import Door
from shared.web.edge import Edge, Viewer, only

edge = Edge()


@edge.act("/accounts/{person_id}:warning", who=only("notifications"))
async def warning(person_id: UUID, door: Door, viewer: Viewer) -> UnusedAccount:
    """What a warning says now, and where it goes."""
    address, language, erased_on = await door.change(lambda work: words_of_warning(work, person_id=person_id), viewer)
    return UnusedAccount(address=address, language="en" if language == "en" else "nl", erased_on=erased_on)
