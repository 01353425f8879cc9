"""Who may ask what of roles on the platform: the operator gives them, everybody reads their own."""

from services.network.people.domain.platform import PlatformRole
from services.network.people.operations import platform as operations
from services.network.people.queries import platform as queries
from shared.api.network.platform import ChangePlatformRole, PlatformRolesView
from shared.bus.work import Work
from shared.database import Session
from shared.web.edge import PERSON, Edge, Viewer, only

edge = Edge()


@edge.change("/platform-roles:grant", who=only("operator"))
async def grant(body: ChangePlatformRole, work: Work) -> PlatformRolesView:
    """Give somebody a role on the platform."""
    person = await operations.grant(work, email=body.email, role=PlatformRole(body.role))
    return PlatformRolesView.model_validate({"person_id": person.id, "roles": person.platform_roles})


@edge.change("/platform-roles:revoke", who=only("operator"))
async def revoke(body: ChangePlatformRole, work: Work) -> PlatformRolesView:
    """Take a role on the platform back."""
    person = await operations.revoke(work, email=body.email, role=PlatformRole(body.role))
    return PlatformRolesView.model_validate({"person_id": person.id, "roles": person.platform_roles})


@edge.read("/platform-roles/mine", who=PERSON)
async def mine(session: Session, viewer: Viewer) -> PlatformRolesView:
    """What the viewer does for the whole platform."""
    roles = await queries.platform_roles(session, viewer.person())
    return PlatformRolesView.model_validate({"person_id": viewer.person(), "roles": [role.value for role in roles]})
