"""The dates of a poll: what is said of each, by perspective and never by person, and what speaks against it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry

from services.gateway.graphql.calendar_enums import DateReasonKind, SchoolRegion
from services.gateway.graphql.enums import Availability, CoverageMeasure, PerspectiveCode
from services.gateway.graphql.ids import global_id
from services.gateway.graphql.memberships import FellowMember
from services.gateway.graphql.soft_blocks import known_perspectives
from services.gateway.graphql.who import Who, may, seen_by
from shared.api.agenda.date_polls import DatePollDateView, NeededAnswer, PollPerspective


@seen_by(Who.MEMBERS)
@strawberry.type(description="One perspective of a date poll; no figures of fewer than three people.")
class DatePollPerspective:
    perspective: PerspectiveCode
    minimum: int = strawberry.field(description="How many of it should at least be able to come; 0: it does not count.")
    members: int | None
    answered: int | None


@seen_by(Who.MEMBERS)
@strawberry.type(
    description="What one perspective says of a date; of fewer than three people only whether it is enough."
)
class PerspectiveCoverage:
    perspective: PerspectiveCode
    is_enough: bool
    members: int | None
    yes: int | None
    if_needed: int | None
    no: int | None
    share_percent: int | None = strawberry.field(description="A yes counts one, an if-needed a half, of all members.")


@seen_by(Who.MEMBERS)
@strawberry.type(description="Why a date cannot be, or is difficult.")
class DatePollReason:
    kind: DateReasonKind
    is_hard: bool
    what: str | None = strawberry.field(description="Which holiday or block, as a code.")
    words: str | None = strawberry.field(description="What the network calls a block of its own.")
    regions: list[SchoolRegion] = strawberry.field(metadata=may(Who.MEMBERS, length=3))
    perspectives: list[PerspectiveCode] = strawberry.field(metadata=may(Who.MEMBERS, length=3))


@seen_by(Who.MEMBERS)
@strawberry.type(description="What is done for a perspective that a chosen date leaves out.")
class MeasureChosen:
    perspective: PerspectiveCode
    measure: CoverageMeasure


@seen_by(Who.COORDINATORS)
@strawberry.type(description="What somebody without whom it cannot be says of one date.")
class NeededPersonAnswer:
    person: Any = strawberry.field(
        graphql_type=FellowMember | None, description="Null where network does not tell who they are."
    )
    answer: Availability | None = strawberry.field(description="Null: nothing yet.")


@seen_by(Who.MEMBERS)
@strawberry.type(description="One date of a poll.")
class DatePollDate:
    id: strawberry.ID
    starts_at: datetime
    ends_at: datetime
    viewer_answer: Availability | None
    viewer_is_busy: bool | None = strawberry.field(
        metadata=may(Who.SELF),
        description="Whether the viewer has something then in the calendar they gave; null where that is not known.",
    )
    reasons: list[DatePollReason] = strawberry.field(metadata=may(Who.MEMBERS, length=2))
    rank: int | None = strawberry.field(
        description="Its place: first the dates that reach every perspective. Null for who may not see the result yet."
    )
    left_out: list[PerspectiveCode] | None = strawberry.field(
        metadata=may(Who.MEMBERS, length=2), description="The perspectives of which too few can come."
    )
    coverage: list[PerspectiveCoverage] | None = strawberry.field(
        metadata=may(Who.MEMBERS, length=6),
        description="By perspective, the lowest first; for who does not coordinate without groups of fewer than three people.",
    )
    small_groups_enough: bool | None = strawberry.field(
        description="Whether enough people of each group of fewer than three can come, as one word for who does not coordinate; "
        "null where that is of fewer than three people."
    )
    needed: list[NeededPersonAnswer] | None = strawberry.field(
        metadata=may(Who.COORDINATORS, length=6),
        description="What those without whom it cannot be say of it; null for who does not coordinate.",
    )
    session_id: strawberry.ID | None = strawberry.field(description="The session that it became.")
    measures: list[MeasureChosen] = strawberry.field(metadata=may(Who.MEMBERS, length=2))


def perspectives_of(views: Sequence[PollPerspective]) -> list[DatePollPerspective]:
    """The perspectives of a poll that this schema knows."""
    return [
        DatePollPerspective(
            perspective=PerspectiveCode(one.perspective),
            minimum=one.minimum,
            members=one.members,
            answered=one.answered,
        )
        for one in views
        if one.perspective in PerspectiveCode.__members__
    ]


def needed_of(answers: Sequence[NeededAnswer] | None, people: Any) -> list[NeededPersonAnswer] | None:
    """What those without whom it cannot be say of a date. people: by person, who they are; an error where that was not told."""
    if answers is None:
        return None
    return [
        NeededPersonAnswer(
            person=people if isinstance(people, Exception) else people.get(one.person_id),
            answer=Availability(one.answer) if one.answer else None,
        )
        for one in answers
    ]


def date_of(view: DatePollDateView, busy: Mapping[UUID, bool], people: Any) -> DatePollDate:
    """One date, as agenda told of it. busy: by date, what the viewer's own calendar tells. people: see needed_of."""
    return DatePollDate(
        id=strawberry.ID(global_id("DatePollDate", view.id)),
        starts_at=view.starts_at,
        ends_at=view.ends_at,
        viewer_answer=Availability(view.my_answer) if view.my_answer else None,
        viewer_is_busy=busy.get(view.id),
        reasons=[
            DatePollReason(
                kind=DateReasonKind(one.kind),
                is_hard=one.is_hard,
                what=one.what or None,
                words=one.words or None,
                regions=[SchoolRegion(region) for region in one.regions],
                perspectives=known_perspectives(one.perspectives),
            )
            for one in view.reasons
        ],
        rank=view.rank,
        left_out=None if view.left_out is None else known_perspectives(view.left_out),
        coverage=None
        if view.coverage is None
        else [
            PerspectiveCoverage(
                perspective=PerspectiveCode(one.perspective),
                is_enough=one.is_enough,
                members=one.members,
                yes=one.yes,
                if_needed=one.if_needed,
                no=one.no,
                share_percent=one.share_percent,
            )
            for one in view.coverage
            if one.perspective in PerspectiveCode.__members__
        ],
        small_groups_enough=view.small_groups_enough,
        needed=needed_of(view.needed, people),
        session_id=id_of("Session", view.session_id),
        measures=[
            MeasureChosen(perspective=PerspectiveCode(one.perspective), measure=CoverageMeasure(one.measure))
            for one in view.measures
            if one.perspective in PerspectiveCode.__members__
        ],
    )


def id_of(kind: str, row: UUID | None) -> strawberry.ID | None:
    """A global id, where there is something."""
    return None if row is None else strawberry.ID(global_id(kind, row))
