"""What network can be asked of tokens for programs."""

from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from shared.api.network.people import Secret
from shared.api.page import Shape
from shared.api.text import Line


class MakeMachineToken(Shape):
    """POST /machine-tokens (PERSON): a token for a program that acts for who asks.

    ``session``: the secret of the asking browser's session; SIGN_IN_AGAIN when it was opened over ten minutes ago.
    TOKEN_NAME_MISSING (at ``name``), TOKEN_LASTS_TOO_LONG (at ``days``), TOO_MANY_TOKENS.
    """

    session: Secret
    name: Annotated[Line, Field(max_length=60)]
    may_write: bool = False
    days: Annotated[int, Field(ge=0, le=100_000)]


class MachineTokenView(Shape):
    """GET /machine-tokens/mine: one token of one's own that counts. The token itself is stored nowhere."""

    id: UUID
    name: str
    may_write: bool
    created_at: AwareDatetime
    expires_at: AwareDatetime
    used_at: AwareDatetime | None


class MachineTokenMade(Shape):
    """The token, once, and what it may do."""

    token: str
    made: MachineTokenView


class ResolveMachineToken(Shape):
    """POST /machine-tokens:resolve (gateway): for whom does this program act? Answer: ActsFor, or NOT_SIGNED_IN."""

    token: Annotated[str, Field(max_length=200)]


class ActsFor(Shape):
    """For whom a program acts, and whether it may also change things."""

    machine_token_id: UUID
    person_id: UUID
    may_write: bool
    expires_at: AwareDatetime


class MachineTokenRevoked(Shape):
    """The answer of POST /machine-tokens/{id}:revoke. NOT_FOUND for one that is not one's own, or over."""

    id: UUID
