"""What network can be asked of a change of mail address."""

from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from shared.api.network.people import Language, Secret
from shared.api.page import Shape


class ChangeEmail(Shape):
    """POST /email-changes: mail to another address from here on, once it is confirmed there.

    ``session`` is the secret of the asking browser's session: SIGN_IN_AGAIN when it was opened over ten minutes ago.
    NOT_AN_ADDRESS, SAME_ADDRESS (both at ``email``). The answer is the same whether or not the address has an account.
    """

    email: Annotated[str, Field(min_length=3, max_length=254)]
    session: Secret


class EmailChangeView(Shape):
    """GET /email-changes/mine, and the answer of POST /email-changes: a change that waits or that can still be undone."""

    id: UUID
    address: str
    requested_at: AwareDatetime
    expires_at: AwareDatetime
    confirmed_at: AwareDatetime | None
    undo_until: AwareDatetime


class EmailChangeToken(Shape):
    """POST /email-changes:confirm (by the person themselves) and :stop (whoever holds the token). EMAIL_CHANGE_OVER."""

    token: Annotated[str, Field(max_length=200)]


class EmailConfirmed(Shape):
    """Where mail goes from here on."""

    email: str


class EmailChangeStopped(Shape):
    """Stopped, with all that was changed after it, and everybody signed out."""

    is_undone: bool
    """The address had changed already and was put back."""
    is_taken: bool
    """The address had changed already, and another account with a place in a network has it now: it was not put back."""


class EmailChangeSecret(Shape):
    """POST /email-changes/{id}:mint, :mint-stop and :mint-undo (notifications only): made now, and only its hash is kept.

    :mint is for the new address, the other two for the old one. ``token`` is None where the new address has an account:
    then its owner is told so. NOT_FOUND, or EMAIL_CHANGE_OVER: then no mail is sent.
    """

    address: str
    language: Language
    token: str | None
    expires_at: AwareDatetime
