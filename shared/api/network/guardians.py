"""What memberships can be asked of the permission of a parent or guardian."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from shared.api.network.people import AgeBand, Language
from shared.api.page import Shape

PermissionStatus = Literal["WAITING", "GIVEN", "OWN"]
Token = Annotated[str, Field(max_length=200)]


class PermissionView(Shape):
    """The permission for one's own place, never whose address it was asked at.

    ``reference``: five signs that the parent or guardian sees too. ``sent_at``: when the last mail was made.
    """

    status: PermissionStatus
    reference: str
    expires_at: AwareDatetime
    sent_at: AwareDatetime | None
    given_at: AwareDatetime | None
    may_ask_again: bool


class AskGuardianAgain(Shape):
    """POST /networks/{network_id}/participation:ask-guardian-again (PERSON): mail once more, perhaps elsewhere: ParticipationView.

    NOT_FOUND, PERMISSION_OVER, ASKED_TOO_MANY_TIMES, GUARDIAN_IS_YOURSELF, NOT_AN_ADDRESS (at ``guardian_email``).
    """

    guardian_email: Annotated[str, Field(max_length=254)] | None = None


class WaitingStopped(Shape):
    """POST /networks/{network_id}/participation:stop-waiting (PERSON, no body): nothing of the request is kept. NOT_FOUND."""

    network_id: UUID


class AgeConfirmed(Shape):
    """POST /people/me:confirm-sixteen (PERSON, no body): from here on one decides for oneself.

    NOTHING_TO_CONFIRM, PARENTAL_PERMISSION_REQUIRED while a parent or guardian still has to answer.
    """

    age_band: AgeBand


class PermissionToken(Shape):
    """POST /parental-permissions:look (gateway; whoever holds the token): SeenPermissionView; looking changes nothing.

    POST /parental-permissions:withdraw (gateway): PermissionAnswered. NOT_FOUND, PERMISSION_OVER.
    """

    token: Token


class SeenPermissionView(Shape):
    """What a parent or guardian reads before they answer (WAITING) or take back (GIVEN); who it is about stands in none of it."""

    network_name: str
    mission_nl: str
    mission_en: str
    reference: str
    status: PermissionStatus
    expires_at: AwareDatetime
    text_version: str


class AnswerPermission(Shape):
    """POST /parental-permissions:answer (gateway; whoever holds the token): PermissionAnswered.

    ``text_version``: of the words that were read. NOT_FOUND, PERMISSION_OVER, OTHER_TEXT.
    """

    token: Token
    gives: bool
    text_version: Annotated[str, Field(max_length=20)]


class PermissionAnswered(Shape):
    """Whether permission stands now."""

    is_given: bool


class PermissionSecretAsked(Shape):
    """POST /parental-permissions/{id}:mint (notifications only): make the link of this round's mail now: PermissionSecret.

    POST /parental-permissions/{id}:mint-withdrawal (no body) makes the link with which it can be taken back.
    NOT_FOUND, or PERMISSION_OVER also when the mail was asked for once more: then this one is not sent.
    """

    round: int


class PermissionFarewell(Shape):
    """POST /parental-permissions/{id}:farewell (notifications only, no body): what the mail says that permission is needed no more.

    Nothing here says what it is about (PR-2). NOT_FOUND once the address is forgotten, PERMISSION_OVER while it still stands.
    """

    address: str
    language: Language
    reference: str


class PermissionSecret(Shape):
    """What goes into one mail; its token is kept nowhere. Nothing here says what it is about (PR-2)."""

    address: str
    language: Language
    token: str
    reference: str
    expires_at: AwareDatetime | None
