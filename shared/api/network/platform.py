"""What can be asked of roles on the platform."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from shared.api.page import Shape

PlatformRole = Literal["PLATFORM_ADMIN", "PRIVACY_OFFICER"]


class ChangePlatformRole(Shape):
    """POST /platform-roles:grant and /platform-roles:revoke (operator only): a PlatformRolesView.

    Granting makes the account when there is none. NOT_AN_ADDRESS; revoking for an unknown address: NOT_FOUND.
    """

    email: Annotated[str, Field(min_length=3, max_length=254)]
    role: PlatformRole


class PlatformRolesView(Shape):
    """GET /platform-roles/mine (PERSON): what somebody does for the whole platform; mostly nothing."""

    person_id: UUID
    roles: list[PlatformRole]
