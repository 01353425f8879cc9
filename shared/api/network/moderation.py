"""What memberships can be asked of reports, warnings and limits (PR-7, C103, C106)."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from shared.api.network.participation import AppealOutcome
from shared.api.page import Shape
from shared.api.text import Prose

ReportedText = Literal["QUESTION", "AGENDA_POINT", "MINUTES", "MINUTES_COMMENT", "EXPERT_QUESTION", "EXPERT_ANSWER"]
ReportKind = Literal[
    "QUESTION", "AGENDA_POINT", "MINUTES", "MINUTES_COMMENT", "EXPERT_QUESTION", "EXPERT_ANSWER", "MEMBER"
]
ReportReason = Literal["HURTS", "PRIVATE", "UNSAFE", "UNFAIR", "OTHER"]
ReportOutcome = Literal["NOTHING_NEEDED", "TEXT_TAKEN_AWAY", "WARNED", "LIMITED", "REMOVED"]
ToldOutcome = Literal["NOTHING_NEEDED", "TEXT_TAKEN_AWAY", "DEALT_WITH"]
RestrictionKind = Literal["WARNING", "LIMIT"]


class ReportText(Shape):
    """POST /networks/{network_id}/reports (PERSON, member): a ReportMade.

    The gateway names a text that its reader may see, and who wrote it: none of them answers, and of several none is named.

    NOT_A_MEMBER, OWN_REPORT, WORDS_TOO_LONG, TOO_MANY_REPORTS.
    """

    kind: ReportedText
    about_id: UUID
    within_id: UUID | None = None
    writer_ids: Annotated[list[UUID], Field(max_length=100)] = []
    reason: ReportReason
    words: Annotated[Prose, Field(max_length=8000)] = ""


class ReportMember(Shape):
    """POST /memberships/{id}:report (PERSON, member of the same network): a ReportMade.

    NOT_FOUND, OWN_REPORT, WORDS_TOO_LONG, TOO_MANY_REPORTS.
    """

    reason: ReportReason
    words: Annotated[Prose, Field(max_length=8000)] = ""


class ReportMade(Shape):
    """That something was reported, and by when it is answered."""

    id: UUID
    due_at: AwareDatetime


class ReportView(Shape):
    """GET /networks/{network_id}/reports?first=&after= (coordinators and moderators; Page, first what is due first): KEEPER_NEEDED.

    Never those about who asks, and never who reported.
    """

    id: UUID
    kind: ReportKind
    about_id: UUID
    within_id: UUID | None
    membership_id: UUID | None
    about_name: str | None
    about_status: str | None
    reason: ReportReason
    words: str | None
    reported_at: AwareDatetime
    due_at: AwareDatetime
    is_overdue: bool


class OwnReportView(Shape):
    """GET /networks/{network_id}/reports/mine (PERSON; list, newest first): what one reported, and what came of it."""

    id: UUID
    kind: ReportKind
    reason: ReportReason
    words: str | None
    reported_at: AwareDatetime
    due_at: AwareDatetime
    outcome: ToldOutcome | None
    answer: str | None
    answered_at: AwareDatetime | None


class AnswerReport(Shape):
    """POST /reports/{id}:answer (coordinators and moderators): ReportClosed. A warning or limit answers its report itself.

    KEEPER_NEEDED, REPORT_ANSWERED, NOT_REMOVED_YET, WORDS_TOO_LONG.
    """

    outcome: Literal["NOTHING_NEEDED", "TEXT_TAKEN_AWAY", "REMOVED"]
    answer: Annotated[Prose, Field(max_length=8000)] = ""


class ReportClosed(Shape):
    """What came of a report."""

    id: UUID
    outcome: ReportOutcome


class RestrictionView(Shape):
    """A warning or limit.

    GET /networks/{network_id}/restrictions (coordinators and moderators; list, newest first, never about who asks): KEEPER_NEEDED.
    GET /networks/{network_id}/restrictions/mine (PERSON; list): what was decided about who asks; ``display_name`` is their own.
    GET /memberships/{id}/restrictions (coordinators and moderators; list).
    """

    id: UUID
    membership_id: UUID
    person_id: UUID
    display_name: str
    kind: RestrictionKind
    reason: str
    decided_at: AwareDatetime
    until_on: date | None
    """The last day of a limit."""
    in_force: bool
    lifted_at: AwareDatetime | None
    appeal: str | None
    appealed_at: AwareDatetime | None
    outcome: AppealOutcome | None
    answer: str | None
    answered_at: AwareDatetime | None
    may_object: bool
    """Whether who asks can object to it now."""
    may_answer: bool
    """Whether who asks can answer the objection that waits."""


class WarnMember(Shape):
    """POST /memberships/{id}:warn (coordinators and moderators): RestrictionMade.

    KEEPER_NEEDED, NOT_ABOUT_YOURSELF, WORDS_MISSING, REPORT_ANSWERED.
    """

    reason: Annotated[Prose, Field(max_length=8000)]
    report_id: UUID | None = None


class LimitMember(Shape):
    """POST /memberships/{id}:limit (coordinators and moderators): RestrictionMade.

    KEEPER_NEEDED, NOT_ABOUT_YOURSELF, WORDS_MISSING, LIMIT_END_MISSING, LIMITED_ALREADY, REPORT_ANSWERED.
    """

    reason: Annotated[Prose, Field(max_length=8000)]
    until_on: date | None = None
    report_id: UUID | None = None


class RestrictionMade(Shape):
    """A warning or limit, after a change. POST /restrictions/{id}:lift (coordinators and moderators, no body) gives one: NO_LIMIT."""

    id: UUID
    membership_id: UUID
    kind: RestrictionKind
    until_on: date | None
    in_force: bool


class ObjectToRestriction(Shape):
    """POST /restrictions/{id}:object (whom it is about): RestrictionMade. NOT_FOUND, NOTHING_TO_APPEAL, WORDS_MISSING."""

    text: Annotated[Prose, Field(max_length=8000)]


class AnswerObjection(Shape):
    """POST /restrictions/{id}:answer-objection (coordinators and moderators, not who decided it): RestrictionMade.

    NOTHING_TO_ANSWER, SOMEBODY_ELSE_ANSWERS, WORDS_MISSING.
    """

    outcome: AppealOutcome
    reason: Annotated[Prose, Field(max_length=8000)]


class ModerationLetterAsked(Shape):
    """POST /reports/{id}:letter, /restrictions/{id}:letter and /link-breaks/{id}:letter (notifications only): what a mail needs.

    A report: WAITS goes to ``person_id`` who may answer it, ANSWERED to who made it. A link break: WAITS goes to ``person_id`` who may
    agree as a second person. A restriction: DECIDED, LIFTED and ANSWERED go
    to whom it is about, APPEAL to ``person_id`` who may answer. NOT_FOUND or NOTHING_TO_TELL: then no mail should go.
    """

    about: Literal["WAITS", "DECIDED", "LIFTED", "APPEAL", "ANSWERED"]
    person_id: UUID | None = None


class ModerationLetter(Shape):
    """Where such a mail goes, and which network it is about; never what anybody wrote."""

    address: str
    language: Literal["nl", "en"]
    network_name: str
    network_slug: str
    kind: RestrictionKind | None = None
    until_at: AwareDatetime | None = None
    """By when a report is answered; when a limit ends."""
