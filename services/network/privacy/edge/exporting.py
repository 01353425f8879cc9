"""Who may ask what about taking data along: oneself, and notifications for the mail with the link."""

from uuid import UUID

from services.network.privacy.operations import exporting as operations
from shared.api.network.privacy import DataExportLink, DataExportOpened, DataExportStarted, OpenDataExport
from shared.bus.work import Door, Work
from shared.web.edge import PERSON, Edge, Viewer, only

edge = Edge()


@edge.change("/data-exports/mine", who=PERSON)
async def request_export(work: Work, viewer: Viewer) -> DataExportStarted:
    """Ask for a mail with a link to one's own data."""
    export = await operations.request_export(work, person_id=viewer.person())
    return DataExportStarted(expires_at=export.expires_at)


@edge.act("/data-exports/{export_id}:mint", who=only("notifications"))
async def mint_link(export_id: UUID, door: Door, viewer: Viewer) -> DataExportLink:
    """The link of one mail, made now; whoever asks again gets a new one and the earlier one stops counting."""
    token, address, language, expires_at = await door.change(
        lambda work: operations.mint_link(work, export_id=export_id), viewer
    )
    return DataExportLink(
        address=address, language="en" if language == "en" else "nl", token=token, expires_at=expires_at
    )


@edge.change("/data-exports:open", who=PERSON)
async def open_export(body: OpenDataExport, work: Work, viewer: Viewer) -> DataExportOpened:
    """Use a link up."""
    await operations.use_link(work, token=body.token, person_id=viewer.person())
    return DataExportOpened(opened_at=work.now)
