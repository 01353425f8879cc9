"""Who may ask what of asking to take part: anybody signed in asks, coordinators answer, notifications reads what to mail."""

from uuid import UUID

from services.network.memberships.domain.requests import RequestOver, RequestStatus
from services.network.memberships.domain.roles import check_coordinates
from services.network.memberships.edge.showing import reader_of
from services.network.memberships.models.requests import JoinRequest
from services.network.memberships.operations import requests as operations
from services.network.memberships.queries import requests as queries
from services.network.memberships.queries.roles import coordinates
from services.network.memberships.queries.taking_part import is_member
from services.network.networks.domain import Perspective
from services.network.networks.queries import shown_by_ids
from services.network.people.domain.ages import AgeAnswer
from shared.api.network.joining import (
    AnsweredView,
    AnswerJoinRequest,
    AskAtTheDoor,
    JoiningView,
    JoinLetter,
    JoinLetterAsked,
    JoinRequestView,
    RequestToJoin,
    WaitingRequestView,
)
from shared.api.page import First, Page
from shared.bus.work import Work
from shared.database import Session
from shared.errors import NotFound
from shared.web.cursors import moment, read_cursor, write_cursor
from shared.web.edge import PERSON, Edge, Viewer, only

edge = Edge()


@edge.read("/networks/{network_id}/joining", who=PERSON)
async def joining(network_id: UUID, session: Session, viewer: Viewer) -> JoiningView:
    """What a network asks of who wants to take part, and the viewer's own request."""
    if not await shown_by_ids(session, [network_id]):
        raise NotFound
    mine = await queries.latest_request(session, network_id=network_id, person_id=viewer.person())
    return JoiningView(
        question=await queries.question_of(session, network_id) or None,
        request=None if mine is None else _own(mine),
    )


@edge.change("/networks/{network_id}/join-requests", who=PERSON)
async def request_to_join(network_id: UUID, body: RequestToJoin, work: Work) -> JoinRequestView:
    """Ask to take part."""
    request = await operations.request_to_join(
        work,
        network_id=network_id,
        perspective=Perspective(body.perspective),
        answer=body.answer,
        age=AgeAnswer(body.age) if body.age else None,
    )
    return _own(request)


@edge.change("/join-requests/{join_request_id}:withdraw", who=PERSON)
async def withdraw(join_request_id: UUID, work: Work) -> JoinRequestView:
    """Take back one's own request."""
    return _own(await operations.withdraw_request(work, join_request_id=join_request_id))


@edge.change("/join-requests/{join_request_id}:answer", who=PERSON)
async def answer(join_request_id: UUID, body: AnswerJoinRequest, work: Work) -> AnsweredView:
    """Let somebody in, or say no."""
    answered = await operations.answer_request(
        work, join_request_id=join_request_id, accepts=body.accepts, message=body.message, version=body.version
    )
    return AnsweredView.model_validate(
        {"id": answered.id, "network_id": answered.network_id, "status": answered.status}
    )


@edge.read("/networks/{network_id}/join-requests", who=PERSON)
async def waiting(
    network_id: UUID, session: Session, viewer: Viewer, first: First = 20, after: str | None = None
) -> Page[WaitingRequestView]:
    """The requests that wait; for coordinators only."""
    begin = read_cursor(after, moment, UUID)
    await check_reader_coordinates(session, network_id=network_id, viewer=viewer)
    rows = await queries.waiting(session, network_id=network_id, after=begin, first=first + 1)
    shown = rows[:first]
    return Page(
        items=[WaitingRequestView.model_validate(row._asdict()) for row in shown],
        next_cursor=write_cursor(shown[-1].asked_at, shown[-1].id) if len(rows) > first else None,
    )


@edge.change("/networks/{network_id}/joining:ask", who=PERSON)
async def ask_at_the_door(network_id: UUID, body: AskAtTheDoor, work: Work, viewer: Viewer) -> JoiningView:
    """Set the network's own question."""
    await operations.ask_at_the_door(work, network_id=network_id, question=body.question)
    await work.session.flush()
    return await joining(network_id, session=work.session, viewer=viewer)


@edge.read("/join-requests/{join_request_id}:letter", who=only("notifications"), method="POST")
async def letter(join_request_id: UUID, body: JoinLetterAsked, session: Session) -> JoinLetter:
    """What a mail about a request says."""
    row = await queries.request_of(session, join_request_id)
    if row is None:
        raise NotFound
    is_open = row.status == RequestStatus.OPEN
    if row.status == RequestStatus.WITHDRAWN or is_open is (body.about == "ANSWER"):
        raise RequestOver
    reader_id = row.person_id
    if body.about == "NEWS":
        if body.person_id is None or not await coordinates(
            session, network_id=row.network_id, person_id=body.person_id
        ):
            raise RequestOver
        reader_id = body.person_id
    reader = await reader_of(session, reader_id)
    return JoinLetter(
        address=reader.email,
        language=reader.language,
        network_slug=row.slug,
        network_name=row.name,
        status=row.status,
        message=row.message if body.about == "ANSWER" else None,
        lapses_at=row.lapses_at,
    )


async def check_reader_coordinates(session: Session, *, network_id: UUID, viewer: Viewer) -> None:
    """Raise NotFound for who does not take part in a network, CoordinatorNeeded for who does and does not coordinate it."""
    if not await is_member(session, network_id=network_id, person_id=viewer.person()):
        raise NotFound
    check_coordinates(is_coordinator=await coordinates(session, network_id=network_id, person_id=viewer.person()))


def _own(row: JoinRequest) -> JoinRequestView:
    return JoinRequestView.model_validate({name: getattr(row, name) for name in JoinRequestView.model_fields})
