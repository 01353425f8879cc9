"""What network can be asked of accounts at other houses (OpenID Connect)."""

from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from shared.api.network.devices import DeviceLabel
from shared.api.network.people import AuthSessionOpened, Language, Secret
from shared.api.page import Shape

Provider = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")]


class BeginOutsideSignIn(Shape):
    """POST /outside-sign-ins:begin (gateway): somebody goes to another house and comes back with this state, in this browser."""

    provider: Provider
    state: Annotated[str, Field(min_length=16, max_length=500)]
    browser: Secret


class BeginLinking(Shape):
    """POST /outside-identities:begin (PERSON): as BeginOutsideSignIn, to link. SIGN_IN_AGAIN, OTHER_SESSION."""

    provider: Provider
    state: Annotated[str, Field(min_length=16, max_length=500)]
    browser: Secret
    session: Secret


class ComeBack(Shape):
    """POST /outside-sign-ins:complete (gateway, in the name of who is signed in there, if anybody is).

    The gateway checked what the other house says. ``verified_email``: only where that house says that it verified it.
    OUTSIDE_SIGN_IN_OVER, LINK_FIRST, IDENTITY_TAKEN.
    """

    provider: Provider
    state: Annotated[str, Field(max_length=500)]
    browser: Secret
    issuer: Annotated[str, Field(min_length=1, max_length=255)]
    subject: Annotated[str, Field(min_length=1, max_length=255)]
    verified_email: Annotated[str, Field(max_length=254)] | None = None
    language: Language = "nl"
    device: DeviceLabel = DeviceLabel()


class CameBack(Shape):
    """Signed in, or - where ``opened`` is None - linked."""

    opened: AuthSessionOpened | None


class OutsideIdentityView(Shape):
    """GET /outside-identities/mine: that another house vouches for who asks."""

    id: UUID
    provider: str
    linked_at: AwareDatetime
    used_at: AwareDatetime | None


class Unlinked(Shape):
    """The answer of POST /outside-identities/{id}:unlink. NOT_FOUND."""

    id: UUID
