"""Asks network and agenda what may be said to these readers, now."""

import asyncio
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from shared.api.agenda.questions import QuestionNews, QuestionNewsAsked
from shared.api.agenda.sessions import SessionNews, SessionNewsAsked, SessionView
from shared.api.network import participation as shapes
from shared.api.network.email_changes import EmailChangeSecret
from shared.api.network.joining import InvitationSecret, InvitationSecretAsked, JoinLetter, JoinLetterAsked
from shared.api.network.memberships import ActiveReaders
from shared.api.network.networks import NetworkView
from shared.api.network.people import Readers, ReaderView, SignInSecret
from shared.api.network.privacy import DataExportLink, ErasureAnswered
from shared.api.network.privacy import LastMail as LastMailView
from shared.api.page import Ids
from shared.asking import Asking, Part
from shared.errors import NotFound, Refusal

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


@dataclass(frozen=True, slots=True)
class LastMail:
    """Where the last mail of somebody who is erased goes, and under which reference they can look it up."""

    address: str
    language: str
    reference: str
    requested_at: datetime


@dataclass(frozen=True, slots=True)
class FreshSignIn:
    """A secret that was made just now; it stands nowhere else."""

    address: str
    language: str
    code: str
    token: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class FreshLink:
    """A link that was made just now; ``token`` is None where there is nothing to open."""

    address: str
    language: str
    token: str | None
    expires_at: datetime


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


@dataclass(frozen=True, slots=True)
class PlaceLetter:
    """What a mail about somebody's place in a network needs; ``until_at``: until when the place is kept, in a pause."""

    address: str
    language: str
    network_name: str
    network_slug: str
    until_at: datetime | None


async def place_letter(asking: Asking, membership_id: UUID, status: str) -> PlaceLetter:
    """Ask network about a place in this state. Raises NotFound, or Conflict when it is in another."""
    asked = shapes.PlaceLetterAsked.model_validate({"status": status})
    told = await asking.ask("network", "POST", f"/memberships/{membership_id}:letter", shapes.PlaceLetter, body=asked)
    return PlaceLetter(told.address, told.language, told.network_name, told.network_slug, told.until_at)


async def mint_sign_in(asking: Asking, sign_in_id: UUID) -> FreshSignIn:
    """Ask network to make the secret of a sign-in now; it keeps only the hash. Raises NotFound or Conflict when it is over."""
    secret = await asking.ask("network", "POST", f"/sign-ins/{sign_in_id}:mint", SignInSecret)
    return FreshSignIn(secret.address, secret.language, secret.code, secret.token, secret.expires_at)


async def mint_email_change(asking: Asking, email_change_id: UUID, which: str) -> FreshLink:
    """Ask network to make a link about a change of address now; it keeps only the hash.

    which: ``mint`` for the new address, ``mint-stop`` or ``mint-undo`` for the old one. Raises NotFound or Conflict when it is over.
    """
    secret = await asking.ask("network", "POST", f"/email-changes/{email_change_id}:{which}", EmailChangeSecret)
    return FreshLink(secret.address, secret.language, secret.token, secret.expires_at)


async def last_mail(asking: Asking, erasure_id: UUID) -> LastMail:
    """Ask network where the last mail of somebody who is erased goes. Raises NotFound when it knows no address any more."""
    told = await asking.ask("network", "POST", f"/erasures/{erasure_id}:reader", LastMailView)
    return LastMail(told.address, told.language, told.reference, told.requested_at)


async def mint_data_export(asking: Asking, data_export_id: UUID) -> FreshLink:
    """Ask network to make the link to somebody's data now; it keeps only the hash. Raises NotFound or Conflict when it is over."""
    link = await asking.ask("network", "POST", f"/data-exports/{data_export_id}:mint", DataExportLink)
    return FreshLink(link.address, link.language, link.token, link.expires_at)


async def answer_erasure(asking: Asking, erasure_id: UUID, what: str) -> None:
    """Tell network which service holds nothing of somebody any more, or ("mailed") that the last mail was sent.

    A request that network does not know is answered for good: there is nobody who waits for it.
    """
    with suppress(NotFound):
        if what == "mailed":
            await asking.ask("network", "POST", f"/erasures/{erasure_id}:mailed", None)
        else:
            body = ErasureAnswered.model_validate({"service": what})
            await asking.ask("network", "POST", f"/erasures/{erasure_id}:answer", None, body=body)


async def mint_invitation(asking: Asking, invitation_id: UUID, round_: int) -> InvitationSecret:
    """Ask network to make the link of an invitation now; it keeps only the hash. Raises NotFound or Conflict when it is over."""
    body = InvitationSecretAsked(round=round_)
    return await asking.ask("network", "POST", f"/invitations/{invitation_id}:mint", InvitationSecret, body=body)


async def join_letter(
    asking: Asking, join_request_id: UUID, about: str, coordinator_id: UUID | None = None
) -> JoinLetter:
    """Ask network what a mail about a request to take part says, to who asked or to a coordinator.

    about: RECEIPT, ANSWER or NEWS. Raises NotFound or Conflict when there is nothing to tell any more.
    """
    body = JoinLetterAsked.model_validate({"about": about, "person_id": coordinator_id})
    return await asking.ask("network", "POST", f"/join-requests/{join_request_id}:letter", JoinLetter, body=body)


def _meeting(view: SessionView) -> Meeting:
    return Meeting(view.id, view.starts_at, view.ends_at, view.zone)


def _parts(ids: Iterable[UUID]) -> Iterable[list[UUID]]:
    rest = iter(ids)
    while part := list(islice(rest, MOST_ASKED)):
        yield part
