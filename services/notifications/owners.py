"""Asks network and agenda what may be said to these readers, now."""

import asyncio
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from uuid import UUID

from shared.api.agenda.questions import QuestionNews, QuestionNewsAsked
from shared.api.agenda.sessions import SessionNews, SessionNewsAsked, SessionView
from shared.api.network.memberships import ActiveReaders
from shared.api.network.networks import NetworkView
from shared.api.network.people import Readers, ReaderView, SignInSecret
from shared.api.page import Ids
from shared.asking import Asking

MOST_ASKED = 500
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


@dataclass(frozen=True, slots=True)
class News:
    """What may be said about one network now, in order, and to whom."""

    points: Sequence[AgendaPoint] = ()
    questions: Sequence[OpenQuestion] = ()
    upcoming: Sequence[Meeting] = ()
    meetings: Mapping[UUID, Meeting] = field(default_factory=dict)
    reader_ids: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class FreshSignIn:
    """A secret that was made just now; it stands nowhere else."""

    address: str
    language: str
    code: str
    token: str
    expires_at: datetime


async def addressees(asking: Asking, person_ids: Collection[UUID]) -> dict[UUID, Addressee]:
    """Ask network where the mail of these people goes; who is gone is left out."""
    found: dict[UUID, Addressee] = {}
    for part in _parts(person_ids):
        answer = await asking.ask(
            "network",
            "POST",
            "/people:readers",
            list[ReaderView],
            body=Readers(person_ids=part),
            deadline=PATIENCE_SECONDS,
        )
        found |= {view.person_id: Addressee(view.person_id, view.address, view.language) for view in answer}
    return found


async def network_names(asking: Asking, network_ids: Collection[UUID]) -> dict[UUID, NetworkName]:
    """Ask network what these networks are called."""
    found: dict[UUID, NetworkName] = {}
    for part in _parts(network_ids):
        answer = await asking.ask("network", "POST", "/networks:batch", list[NetworkView], body=Ids(ids=part))
        found |= {view.id: NetworkName(view.id, view.slug, view.name) for view in answer}
    return found


async def network_by_slug(asking: Asking, slug: str) -> NetworkName:
    """Ask network for one network by its short name. Raises NotFound."""
    view = await asking.ask("network", "GET", f"/networks/by-slug/{slug}", NetworkView)
    return NetworkName(view.id, view.slug, view.name)


async def news_of(
    asking: Asking,
    network_id: UUID,
    *,
    point_ids: Sequence[UUID],
    question_ids: Sequence[UUID],
    reader_ids: Sequence[UUID],
    upcoming: int = 3,
) -> News:
    """Ask both owners what of this may be said to these readers of one network (at most 500 of each).

    ``reader_ids`` of the answer are those who may see it by every owner's own rows.
    """
    active, sessions, questions = await asyncio.gather(
        asking.ask(
            "network",
            "POST",
            "/memberships:active",
            list[UUID],
            body=ActiveReaders(network_id=network_id, person_ids=list(reader_ids)),
            deadline=PATIENCE_SECONDS,
        ),
        asking.ask(
            "agenda",
            "POST",
            "/sessions:news",
            SessionNews,
            body=SessionNewsAsked(
                network_id=network_id,
                agenda_point_ids=list(point_ids),
                reader_ids=list(reader_ids),
                upcoming=upcoming,
            ),
            deadline=PATIENCE_SECONDS,
        ),
        asking.ask(
            "agenda",
            "POST",
            "/questions:news",
            QuestionNews,
            body=QuestionNewsAsked(network_id=network_id, question_ids=list(question_ids), reader_ids=list(reader_ids)),
            deadline=PATIENCE_SECONDS,
        ),
    )
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


async def mint_sign_in(asking: Asking, sign_in_id: UUID) -> FreshSignIn:
    """Ask network to make the secret of a sign-in now; it keeps only the hash. Raises NotFound or Conflict when it is over."""
    secret = await asking.ask("network", "POST", f"/sign-ins/{sign_in_id}:mint", SignInSecret)
    return FreshSignIn(secret.address, secret.language, secret.code, secret.token, secret.expires_at)


def _meeting(view: SessionView) -> Meeting:
    return Meeting(view.id, view.starts_at, view.ends_at, view.zone)


def _parts(ids: Iterable[UUID]) -> Iterable[list[UUID]]:
    rest = iter(ids)
    while part := list(islice(rest, MOST_ASKED)):
        yield part
