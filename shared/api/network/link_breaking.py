"""What memberships can be asked of knowing who is behind a schuilnaam (PR-5)."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from shared.api.page import Shape
from shared.api.text import Prose

LinkBreakStatus = Literal["ASKED", "AGREED", "DECLINED"]


class LinkBreakView(Shape):
    """GET /networks/{network_id}/link-breaks (coordinators and moderators; list, newest first): KEEPER_NEEDED. Never who it is."""

    id: UUID
    membership_id: UUID
    display_name: str
    status: LinkBreakStatus
    reason: str
    raises_danger: bool
    asked_at: AwareDatetime
    opens_until: AwareDatetime | None
    is_over: bool
    may_answer: bool
    may_look: bool


class AskLinkBreak(Shape):
    """POST /memberships/{id}:ask-link-break (coordinators and moderators): LinkBreakAsked.

    ``raises_danger``: whether telling the person by mail would; their own log tells it all the same.
    KEEPER_NEEDED, NOT_YOURSELF, NO_PSEUDONYM, WORDS_MISSING.
    """

    reason: Annotated[Prose, Field(max_length=8000)]
    raises_danger: bool = False


class AnswerLinkBreak(Shape):
    """POST /link-breaks/{id}:answer (a second coordinator or moderator): LinkBreakAsked.

    KEEPER_NEEDED, SECOND_PERSON_NEEDED, LINK_BREAK_OVER.
    """

    agrees: bool


class LinkBreakAsked(Shape):
    """Where it stands."""

    id: UUID
    status: LinkBreakStatus


class LinkOpened(Shape):
    """POST /link-breaks/{id}:look (one of the two, no body): the address behind the schuilnaam; every look is written down.

    KEEPER_NEEDED, SECOND_PERSON_NEEDED, LINK_BREAK_OVER.
    """

    address: str
