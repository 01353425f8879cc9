"""What both owners tell about networks and their news, and to whom it may be said now."""

import asyncio
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from shared.api.agenda.questions import QuestionNews, QuestionNewsAsked
from shared.api.agenda.sessions import SessionNews, SessionNewsAsked, SessionView
from shared.api.network.memberships import ActiveReaders
from shared.api.network.networks import NetworkView
from shared.api.network.people import Readers, ReaderView
from shared.api.page import Ids
from shared.asking import Asking, Part
from shared.errors import Refusal

MOST_ASKED = 500
MOST_TOGETHER, MOST_IDS_TOGETHER = 100, 2000
PATIENCE_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Addressee:
    """Where the mail of one person goes, and in which language."""

    person_id: UUID
    address: str
    language: str


@dataclass(frozen=True, slots=True)
class NetworkName:
    """What a network is called."""

    id: UUID
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class AgendaPoint:
    """One agenda point that may be told."""

    id: UUID
    session_id: UUID
    title: str
    purpose: str
    minutes: int


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """One question on the research agenda that may be told."""

    id: UUID
    title: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """When a session is."""

    id: UUID
    starts_at: datetime
    ends_at: datetime
    zone: str
    series_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class News:
    """What may be said about one network now, in order, and to whom."""

    points: Sequence[AgendaPoint] = ()
    questions: Sequence[OpenQuestion] = ()
    upcoming: Sequence[Meeting] = ()
    meetings: Mapping[UUID, Meeting] = field(default_factory=dict)
    reader_ids: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class NewsWanted:
    """Of what one asks whether it may be said, and to whom: of one network, at most 500 of each."""

    network_id: UUID
    point_ids: Sequence[UUID]
    question_ids: Sequence[UUID]
    reader_ids: Sequence[UUID]


@dataclass(frozen=True, slots=True)
class Told:
    """What both owners said."""

    people: Mapping[UUID, Addressee]
    names: Mapping[UUID, NetworkName]
    news: Mapping[UUID, News]


async def network_by_slug(asking: Asking, slug: str) -> NetworkName:
    """Ask network for one network by its short name. Raises NotFound."""
    view = await asking.ask("network", "GET", f"/networks/by-slug/{slug}", NetworkView)
    return NetworkName(view.id, view.slug, view.name)


async def ask_both(
    asking: Asking, *, person_ids: Collection[UUID], wanted: Sequence[NewsWanted], upcoming: int = 3
) -> Told:
    """Ask both owners everything about some readers and networks at once: one call each, or a few where there is much.

    upcoming: how many next sessions of each network to add. What an owner does not know is left out.
    Raises Unavailable when an owner does not answer.
    """
    network_ids = [one.network_id for one in wanted]
    of_network, of_agenda = await asyncio.gather(
        _all_of(
            asking,
            "network",
            [
                *(
                    Part("POST", "/people:readers", list[ReaderView], Readers(person_ids=part))
                    for part in _parts(person_ids)
                ),
                *(Part("POST", "/networks:batch", list[NetworkView], Ids(ids=part)) for part in _parts(network_ids)),
                *(
                    Part(
                        "POST",
                        "/memberships:active",
                        list[UUID],
                        ActiveReaders(network_id=one.network_id, person_ids=list(one.reader_ids)),
                    )
                    for one in wanted
                ),
            ],
        ),
        _all_of(asking, "agenda", [part for one in wanted for part in _news_parts(one, upcoming)]),
    )
    active = of_network[-len(wanted) :] if wanted else []
    lists = of_network[: len(of_network) - len(active)]
    people = [view for views in lists for view in views if isinstance(view, ReaderView)]
    names = [view for views in lists for view in views if isinstance(view, NetworkView)]
    return Told(
        people={view.person_id: Addressee(view.person_id, view.address, view.language) for view in people},
        names={view.id: NetworkName(view.id, view.slug, view.name) for view in names},
        news={
            one.network_id: _news(taking_part, sessions, questions)
            for one, taking_part, sessions, questions in zip(
                wanted, active, of_agenda[::2], of_agenda[1::2], strict=True
            )
        },
    )


def _news_parts(wanted: NewsWanted, upcoming: int) -> tuple[Part, Part]:
    return (
        Part(
            "POST",
            "/sessions:news",
            SessionNews,
            SessionNewsAsked(
                network_id=wanted.network_id,
                agenda_point_ids=list(wanted.point_ids),
                reader_ids=list(wanted.reader_ids),
                upcoming=upcoming,
            ),
        ),
        Part(
            "POST",
            "/questions:news",
            QuestionNews,
            QuestionNewsAsked(
                network_id=wanted.network_id,
                question_ids=list(wanted.question_ids),
                reader_ids=list(wanted.reader_ids),
            ),
        ),
    )


def _news(active: Sequence[UUID], sessions: SessionNews, questions: QuestionNews) -> News:
    meetings = {view.id: _meeting(view) for view in (*sessions.sessions, *sessions.upcoming)}
    return News(
        points=[
            AgendaPoint(point.id, point.session_id, point.title, point.purpose, point.minutes)
            for point in sessions.agenda_points
            if point.session_id in meetings
        ],
        questions=[OpenQuestion(question.id, question.title) for question in questions.questions],
        upcoming=[_meeting(view) for view in sessions.upcoming],
        meetings=meetings,
        reader_ids=frozenset(active) & frozenset(sessions.reader_ids) & frozenset(questions.reader_ids),
    )


async def _all_of(asking: Asking, owner: str, parts: Sequence[Part]) -> list[Any]:
    answers: list[Any] = []
    for some in _calls(parts):
        answers += await asking.ask_together(owner, some, deadline=PATIENCE_SECONDS)
    for answer in answers:
        if isinstance(answer, Refusal):
            raise answer
    return answers


def _calls(parts: Sequence[Part]) -> Iterable[list[Part]]:
    """As many parts in one call as an owner takes: at most 100, and no more ids than fit its limit of 100 KiB."""
    call: list[Part] = []
    ids = 0
    for part in parts:
        more = sum(len(value) for value in vars(part.body).values() if isinstance(value, list))
        if call and (len(call) == MOST_TOGETHER or ids + more > MOST_IDS_TOGETHER):
            yield call
            call, ids = [], 0
        call.append(part)
        ids += more
    if call:
        yield call


def _meeting(view: SessionView) -> Meeting:
    return Meeting(view.id, view.starts_at, view.ends_at, view.zone, view.series_id)


def _parts(ids: Iterable[UUID]) -> Iterable[list[UUID]]:
    rest = iter(ids)
    while part := list(islice(rest, MOST_ASKED)):
        yield part
