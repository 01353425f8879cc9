"""What people can be asked: signing in, who somebody is, and - by notifications only - where their mail goes."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from shared.api.network.devices import DeviceLabel
from shared.api.page import Shape
from shared.api.text import Line

Language = Literal["nl", "en"]
AgeAnswer = Literal["UNDER_12", "FROM_12_TO_15", "FROM_16"]
AgeBand = Literal["UNDER_16", "FROM_16"]
Secret = Annotated[str, Field(min_length=16, max_length=200)]


class RequestSignIn(Shape):
    """POST /sign-ins: somebody wants to sign in. ``browser`` is a random secret in a cookie of the asking browser.

    NOT_AN_ADDRESS (at ``email``) is the only refusal.
    """

    email: Annotated[str, Field(min_length=3, max_length=254)]
    browser: Secret
    language: Language = "nl"


class SignInStarted(Shape):
    """The answer is the same for every address (A-10)."""

    sign_in_id: UUID
    expires_at: AwareDatetime


class CompleteSignIn(Shape):
    """POST /sign-ins:complete: with the six-digit code, or the token of the link; from the browser that asked.

    WRONG_CODE (at ``code``), TRIES_USED_UP, SIGN_IN_OVER (used, expired, overtaken, unknown), OTHER_BROWSER (the link still
    counts in the browser that asked), SIGN_IN_INCOMPLETE. A code may be typed with spaces, dashes and points.
    """

    browser: Secret
    sign_in_id: UUID | None = None
    code: Annotated[str, Field(max_length=20)] | None = None
    token: Annotated[str, Field(max_length=200)] | None = None
    device: DeviceLabel = DeviceLabel()


class AuthSessionOpened(Shape):
    """Signed in: the secret for the cookie, once. ``expires_at``: after that it never counts, however often it is used."""

    token: str
    auth_session_id: UUID
    person_id: UUID
    expires_at: AwareDatetime


class ResolveAuthSession(Shape):
    """POST /auth-sessions:resolve: whose cookie is this? Answer: SignedIn, or NOT_SIGNED_IN."""

    token: Annotated[str, Field(max_length=200)]


class SignedIn(Shape):
    """The person behind a cookie. ``expires_at``: until when it counts if it is not used again."""

    auth_session_id: UUID
    person_id: UUID
    expires_at: AwareDatetime


class EndAuthSession(Shape):
    """POST /auth-sessions:end: sign out here (the session of this token), or everywhere (all sessions of its person)."""

    token: Annotated[str, Field(max_length=200)]
    everywhere: bool = False


class PersonView(Shape):
    """GET /people/me (PERSON) and the answer of PATCH-like POST /people/me. ``display_name`` is what others may see."""

    id: UUID
    display_name: str
    email: str
    language: Language
    is_pseudonym: bool = False
    avatar: str = ""
    pseudonym_changes_from: date | None = None
    """From which day a schuilnaam can be changed again; null where none was ever chosen."""
    age_band: AgeBand | None = None
    """None for who was never asked."""


class NameSuggestions(Shape):
    """GET /people:suggested-names (PERSON): three names that nobody has, drawn by chance from a list of our own."""

    names: list[str]


class ChangeMe(Shape):
    """POST /people/me: change one's own name, drawing or language.

    is_pseudonym: whether the name (the one sent, else the one that stands) is a schuilnaam. At ``display_name``: NAME_MISSING for
    a name that nobody can read, NAME_LOOKS_LIKE_ADDRESS, PSEUDONYM_TAKEN, PSEUDONYM_TELLS, PSEUDONYM_CHANGED_LATELY.
    At ``avatar``: NO_SUCH_AVATAR.
    """

    display_name: Annotated[Line, Field(max_length=80)] | None = None
    is_pseudonym: bool | None = None
    avatar: Annotated[str, Field(max_length=20)] | None = None
    language: Language | None = None


class SignInSecret(Shape):
    """POST /sign-ins/{id}:mint (notifications only): the secret is made now, and only its hash is kept.

    Asked again it is another secret, and the earlier one stops counting. NOT_FOUND, or SIGN_IN_OVER: then no mail is sent.
    """

    address: str
    language: Language
    code: str
    token: str
    expires_at: AwareDatetime


class Readers(Shape):
    """POST /people:readers (notifications only): where does the mail of these people go? At most 500."""

    person_ids: Annotated[list[UUID], Field(max_length=500)]


class ReaderView(Shape):
    """One reader; people who are gone are left out of the answer list."""

    person_id: UUID
    address: str
    display_name: str
    language: Language
