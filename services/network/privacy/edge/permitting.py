"""Who may see and change what somebody allows: only that person."""

from uuid import UUID

from services.network.privacy.domain.permitting import TEXT_VERSION, Use
from services.network.privacy.operations import permitting as operations
from services.network.privacy.queries.permitting import standing_permissions
from shared.api.network.privacy import ChangePermission, PermissionView
from shared.bus.work import Work
from shared.database import Session
from shared.web.edge import PERSON, Edge, Viewer

edge = Edge()


@edge.read("/permissions/mine", who=PERSON)
async def my_permissions(session: Session, viewer: Viewer) -> list[PermissionView]:
    """Every use that can be allowed, and whether who asks allows it."""
    return await _views(session, viewer.person())


@edge.change("/permissions/mine", who=PERSON)
async def change_permission(body: ChangePermission, work: Work, viewer: Viewer) -> list[PermissionView]:
    """Allow a use, or no longer."""
    await operations.change_permission(work, person_id=viewer.person(), use=Use(body.use), allowed=body.allowed)
    return await _views(work.session, viewer.person())


async def _views(session: Session, person_id: UUID) -> list[PermissionView]:
    standing = {one.use: one for one in await standing_permissions(session, person_id)}
    return [
        PermissionView(
            use=use.value,
            allowed=use in standing,
            given_at=standing[use].given_at if use in standing else None,
            text_version=standing[use].text_version if use in standing else TEXT_VERSION,
        )
        for use in Use
    ]
