"""What sessions can be asked: planning a series, reading sessions, proposing agenda points."""

from datetime import date, time
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from shared.api.page import Shape
from shared.api.posting import Posted, PostedLine, PostedProse
from shared.api.text import Line

SessionStatus = Literal["DRAFT", "POLLING", "CONFIRMED", "AGENDA_PUBLISHED", "HELD", "CANCELLED"]
SessionType = Literal["REGULAR", "WORK_VISIT", "CO_DESIGN", "PRE_MEETING"]
Purpose = Literal["INFORM", "EXPLORE", "DECIDE"]
PointStatus = Literal["PROPOSED", "ACCEPTED", "PARKED", "DECLINED"]


SchoolRegion = Literal["NORTH", "CENTRAL", "SOUTH"]


class SeriesRule(Shape):
    """When a series meets, at a local wall time in Europe/Amsterdam.

    Every n months on the nth weekday or on a day of the month, or every n weeks on a weekday.
    """

    every_months: Annotated[int, Field(ge=1, le=12)] | None = None
    every_weeks: Annotated[int, Field(ge=1, le=52)] | None = None
    nth: Annotated[int, Field(ge=1, le=5)] | None = None
    """1 to 4; 5 means the last one of the month."""
    weekday: Annotated[int, Field(ge=0, le=6)] | None = None
    """Monday is 0."""
    day: Annotated[int, Field(ge=1, le=31)] | None = None
    """Of the month; in a shorter month its last day."""
    starts: time
    ends: time
    from_on: date
    until_on: date


class SessionMoment(Shape):
    """A day, and the time on the clock in Europe/Amsterdam at which a session starts; it lasts as long as the rule says."""

    on: date
    starts: time


class PlanSeries(Shape):
    """POST /series (PERSON, coordinator): plans and confirms all sessions of the rule, except the days in ``without``: a SeriesView.

    With ``moments`` these are planned in place of the dates of the rule. HARD_BLOCK_DATE when a day cannot be: each problem
    at ``without`` begins with such a day.
    Problems stand at the path in the request: ``rule.ends``, ``rule.until_on``.
    SESSIONS_CLASH when other sessions of this network stand then; each problem at ``without`` begins with such a day.
    """

    network_id: UUID
    rule: SeriesRule
    place: Annotated[Line, Field(max_length=200)] = ""
    link: Annotated[Line, Field(max_length=2000)] = ""
    """Where to join online, https; only who takes part reads it."""
    type: SessionType = "REGULAR"
    as_draft: bool = False
    """Only coordinators know of the sessions until they are confirmed."""
    without: list[date] = []
    moments: Annotated[list[SessionMoment], Field(max_length=100)] = []
    regions: Annotated[list[SchoolRegion], Field(max_length=3)] = ["NORTH", "CENTRAL", "SOUTH"]
    """Whose school holidays count; hard for the whole country, and where somebody takes part who is bound to a school."""


class AgendaPointView(Shape):
    """One agenda point (agendapunt), for members.

    POST /agenda-points:batch?writers= (Ids; list, what the viewer may not see is left out).
    """

    id: UUID
    session_id: UUID | None
    """None: it stands on no agenda now."""
    network_id: UUID
    title: str
    note: str
    purpose: Purpose
    minutes: int
    owner_id: UUID | None
    proposed_at: AwareDatetime
    position: int
    may_remove: bool
    version: int
    status: PointStatus = "PROPOSED"
    answer: str = ""
    """Why it was parked or declined."""
    answered_at: AwareDatetime | None = None
    question_id: UUID | None = None
    """The question it is about."""
    carried_from_id: UUID | None = None
    """The session that did not reach it."""
    reached_at: AwareDatetime | None = None
    """When its session reached it, if that was recorded."""
    is_new: bool = False
    """Whether it came on its agenda after that was published."""
    is_changed: bool = False
    """Whether it was changed after its agenda was published."""
    is_mine: bool = False
    """Whether who asks proposed it."""
    proposed_by: UUID | None = None
    """Who wrote it, so that a report about it does not go to them (PR-7); the gateway shows it to nobody."""
    writers: list[UUID] | None = None
    """Everybody who wrote words of it, where ?writers=true asks that; for the same."""
    may_change: bool = False
    may_answer: bool = False
    """Whether who asks may accept, park or decline it now."""
    content_note: str | None = None
    """What readers should know before they open the note (C092); None where that is not heavy. News carry no such note's text."""


class AgendaView(Shape):
    """The agenda of one session, in order. POST /sessions:agendas (Ids of sessions; those of others are left out)."""

    session_id: UUID
    agenda_points: list[AgendaPointView]


class SessionView(Shape):
    """One session; everybody may know when a network meets, only members see where and what about.

    GET /sessions/{id}?agenda_points=true; GET /networks/{network_id}/sessions?from=&until=&first=&after= (Page, in order of time);
    GET /sessions/upcoming?first=&after= (PERSON: of all the viewer's networks, Page); POST /sessions:batch (Ids; list).
    """

    id: UUID
    network_id: UUID
    series_id: UUID | None
    number: int
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    zone: str
    place: str | None
    """None for readers who are not members."""
    status: SessionStatus
    sequence: int
    minutes_planned: int | None
    may_add_point: bool
    may_change: bool = False
    """Whether who asks may move it or call it off now; of a draft, change, confirm or discard it."""
    type: SessionType = "REGULAR"
    perspective: str | None = None
    """For whom it is; None: for everybody who takes part. Others do not know of it, but who coordinates."""
    link: str | None = None
    """Where to join online, for who said they come and who prepares it; None for readers who are not members."""
    is_online: bool = False
    """Whether people can join online, for members."""
    for_session_id: UUID | None = None
    """Before which session it is, where it is a pre-meeting."""
    may_add_document: bool = False
    was_starts_at: AwareDatetime | None = None
    """When it was to start before it moved, if it moved."""
    cancel_reason: str | None = None
    """Why it does not take place, for members."""
    published_at: AwareDatetime | None = None
    """When its agenda was published."""
    short_notice_reason: str | None = None
    """Why that was less than seven days before it, for members."""
    may_arrange: bool = False
    """Whether who asks may arrange its agenda now."""
    may_carry_over: bool = False
    """Whether who asks may say now which points it reached."""
    version: int
    agenda_points: list[AgendaPointView] | None = None
    """In order, where one session was asked with its agenda points and the reader is a member."""


class SeriesView(Shape):
    """A planned series with its sessions."""

    id: UUID
    network_id: UUID
    rule: SeriesRule
    sessions: list[SessionView]
    undo_until: AwareDatetime
    """Until then it can be taken back, and nobody gets a mail about it."""
    version: int


class AddAgendaPoint(Posted):
    """POST /sessions/{id}/agenda-points (PERSON, member): an AgendaPointView. The owner is the proposer.

    Leave out what was not filled in: the answer then names all that is missing at once.
    AGENDA_TOO_LONG when it does not fit; the problem at ``minutes`` begins with the number of minutes that are left.
    """

    title: Annotated[PostedLine, Field(max_length=2000)] = ""
    note: Annotated[PostedProse, Field(max_length=8000)] = ""
    purpose: Purpose | None = None
    minutes: Annotated[int, Field(ge=0, le=10_000)] = 0
    question_id: UUID | None = None
    content_note: Annotated[PostedLine, Field(max_length=2000)] | None = None
    """Left out of a change it stays as it is; without words there is none any more."""


class RemoveAgendaPoint(Posted):
    """POST /agenda-points/{id}:remove (its owner, or who arranges): the SessionView it left.

    REASON_REQUIRED where somebody else proposed it: they read why, and the point stays theirs as one that was declined.
    """

    version: int
    reason: Annotated[PostedProse, Field(max_length=8000)] = ""


class SessionNewsAsked(Shape):
    """POST /sessions:news (notifications only): what of these may be said to these readers of this network, now?

    upcoming: how many of the network's next sessions to add (the dates at the end of a digest).
    """

    network_id: UUID
    agenda_point_ids: Annotated[list[UUID], Field(max_length=500)]
    reader_ids: Annotated[list[UUID], Field(max_length=500)]
    upcoming: Annotated[int, Field(ge=0, le=5)] = 3


class SessionNews(Shape):
    """Agenda points that still stand (removed ones are left out), their sessions, the next sessions, and who may see it.

    Without a reader who may see it the lists are empty.
    """

    agenda_points: list[AgendaPointView]
    sessions: list[SessionView]
    upcoming: list[SessionView]
    reader_ids: list[UUID]
