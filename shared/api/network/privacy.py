"""What network can be asked about somebody's own data: to be erased, to take it along, what they allow."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from shared.api.network.people import Language, Secret
from shared.api.page import Shape

ErasureStatus = Literal["RECEIVED", "IN_PROGRESS", "COMPLETED", "CANCELLED"]
ErasureReason = Literal["ASKED", "BY_LETTER", "INACTIVE", "NO_PLACE"]
ErasureCheck = Literal["DOCUMENT", "KNOWN", "CALLED_BACK"]
ErasureStep = Literal["RECEIVED", "ACCOUNT", "AGENDA", "MAIL", "TRACES", "LAST_MAIL", "COMPLETED"]
AnsweringService = Literal["network", "agenda", "notifications"]
Reference = Annotated[str, Field(min_length=8, max_length=40)]


class RequestErasure(Shape):
    """POST /erasures/mine: everything about oneself goes, after 24 hours or at once.

    ``confirmation``: the word "wissen" or "erase", typed. ``session``: the secret of the asking browser's session; at once it is
    needed, SIGN_IN_AGAIN when it was opened over ten minutes ago. NOT_CONFIRMED (at ``confirmation``), OTHER_SESSION.
    """

    confirmation: Annotated[str, Field(max_length=40)]
    at_once: bool = False
    session: Secret | None = None


class RequestErasureFor(Shape):
    """POST /erasures:request: somebody asked a privacy officer that everything about them goes; it does in a week.

    ``checked``: how the officer made sure who asks. The person is told by mail and can stop it; a request that stands already is
    given as it is. ``confirmation`` and ``session`` as in RequestErasure, and the session always fresh. NOT_THE_PRIVACY_OFFICER,
    NOT_CONFIRMED, OTHER_SESSION, SIGN_IN_AGAIN; at ``email``: NOT_AN_ADDRESS, NOBODY_HERE, ASK_IT_YOURSELF.
    """

    email: Annotated[str, Field(max_length=254)]
    checked: ErasureCheck
    confirmation: Annotated[str, Field(max_length=40)]
    session: Secret


class StepView(Shape):
    """One of the seven steps; ``done_at`` is None while it is still to be done."""

    step: ErasureStep
    done_at: AwareDatetime | None


class ErasureView(Shape):
    """One request to be erased, as the holder of its reference sees it. Nobody is named in it."""

    reference: str
    status: ErasureStatus
    reason: ErasureReason
    requested_at: AwareDatetime
    starts_at: AwareDatetime
    deadline_at: AwareDatetime
    completed_at: AwareDatetime | None
    language: Language
    steps: list[StepView]


class ErasureLine(Shape):
    """GET /erasures: one request as a privacy officer sees it. ``missing``: who has not answered; ``is_late``: for over 72 hours."""

    reference: str
    status: ErasureStatus
    reason: ErasureReason
    requested_at: AwareDatetime
    deadline_at: AwareDatetime
    completed_at: AwareDatetime | None
    missing: list[AnsweringService]
    is_late: bool


class ErasureAsked(Shape):
    """POST /erasures:show: the request under a reference. NOT_FOUND."""

    reference: Reference


class ErasureAnswered(Shape):
    """POST /erasures/{id}:answer (notifications only): this service holds nothing of somebody any more."""

    service: Literal["agenda", "notifications"]


class ErasureLetter(Shape):
    """POST /erasures/{id}:letter (notifications only): where it is told that an erasure was asked, and when it begins.

    NOT_FOUND when it was stopped, has begun, or there is no address: then no mail is sent.
    """

    address: str
    language: Language
    starts_at: AwareDatetime


class LastMail(Shape):
    """POST /erasures/{id}:reader (notifications only): where the last mail goes. NOT_FOUND when there is no address any more."""

    address: str
    language: Language
    reference: str
    requested_at: AwareDatetime


class ErasedNames(Shape):
    """By which names, in which networks, others may have written about somebody; a schuilnaam never stands beside another name (PR-4).

    POST /erasures/{id}:names (notifications only): a list of them, in the order in which they go. NOT_FOUND when every service has
    answered: network does not know it any more. POST /erasures:names (operator only), with a Reapply: a list of them, of who is on
    the list and stands here again. Agenda takes the names out of its texts on POST /erasures:unname (notifications and operator),
    with one of these: ``een lid`` stands there from then on. Again changes nothing.
    """

    names: Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=60)]
    others: Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=1000)] = []
    """Names of others there in which one of these stands; these stay."""
    network_ids: list[UUID]


class Unnamed(Shape):
    """How many texts had a name in them."""

    texts: int


class Reapply(Shape):
    """POST /erasures:reapply (operator only, every service): erase again who is on the list and came back with an old backup."""

    hashes: Annotated[list[Annotated[str, Field(pattern="^[0-9a-f]{64}$")]], Field(max_length=1000)]


class Reapplied(Shape):
    """How many people were found and erased again."""

    erased: int


class DataExportStarted(Shape):
    """POST /data-exports/mine: a mail with a link is on its way. TOO_MANY_EXPORTS after five in a day."""

    expires_at: AwareDatetime


class DataExportLink(Shape):
    """POST /data-exports/{id}:mint (notifications only): the link is made now, and only its hash is kept.

    NOT_FOUND, or EXPORT_OVER for a link that was used or expired: then no mail is sent.
    """

    address: str
    language: Language
    token: str
    expires_at: AwareDatetime


class OpenDataExport(Shape):
    """POST /data-exports:open: use a link up, by the person it was made for. EXPORT_OVER."""

    token: Annotated[str, Field(min_length=16, max_length=200)]


class DataExportOpened(Shape):
    """The link was used, now; it does not count any more."""

    opened_at: AwareDatetime


Use = Literal["IN_NETWORK", "OTHER_NETWORKS", "PUBLIC"]


class PermissionView(Shape):
    """GET /permissions/mine: one use, whether it is allowed, since when, and in answer to which text."""

    use: Use
    allowed: bool
    given_at: AwareDatetime | None
    text_version: str


class ChangePermission(Shape):
    """POST /permissions/mine: allow a use, or no longer. Answer: all of them."""

    use: Use
    allowed: bool


class UnusedAccount(Shape):
    """POST /accounts/{person_id}:warning (notifications only): where a warning goes, and when the account is erased.

    NOT_FOUND, or IN_USE for an account that was used since: then no mail is sent.
    """

    address: str
    language: Language
    erased_on: date
