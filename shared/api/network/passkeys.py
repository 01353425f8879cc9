"""What network can be asked of passkeys."""

from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from shared.api.network.devices import DeviceLabel
from shared.api.network.people import Secret
from shared.api.page import Shape
from shared.api.text import Line

Credential = Annotated[str, Field(min_length=2, max_length=20_000)]
"""What the browser answered, as JSON (W3C Web Authentication, RegistrationResponseJSON or AuthenticationResponseJSON)."""


class BeginPasskey(Shape):
    """POST /passkeys:begin (PERSON). SIGN_IN_AGAIN, OTHER_SESSION, TOO_MANY_PASSKEYS."""

    session: Secret


class BeginPasskeySignIn(Shape):
    """POST /passkeys:begin-sign-in (gateway). ``browser``: the secret in a cookie of the asking browser."""

    browser: Secret


class PasskeyAsked(Shape):
    """A question to a key, bound to the browser that asked and good for one answer. ``options``: for the browser, as JSON."""

    challenge_id: UUID
    options: str
    expires_at: AwareDatetime


class AddPasskey(Shape):
    """POST /passkeys (PERSON). PASSKEY_NAME_MISSING (at ``name``), PASSKEY_OVER, PASSKEY_NOT_MADE, and those of BeginPasskey."""

    session: Secret
    challenge_id: UUID
    credential: Credential
    name: Annotated[Line, Field(max_length=60)]


class CompletePasskeySignIn(Shape):
    """POST /passkeys:complete-sign-in (gateway): answer AuthSessionOpened, PASSKEY_OVER or PASSKEY_REFUSED."""

    browser: Secret
    challenge_id: UUID
    credential: Credential
    device: DeviceLabel = DeviceLabel()


class PasskeyView(Shape):
    """GET /passkeys/mine: one key of one's own."""

    id: UUID
    name: str
    created_at: AwareDatetime
    used_at: AwareDatetime | None


class PasskeyRemoved(Shape):
    """The answer of POST /passkeys/{id}:remove. NOT_FOUND."""

    id: UUID
