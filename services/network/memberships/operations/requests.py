"""What can be done with asking to take part: ask, take back, answer, let lapse."""

from uuid import UUID

from services.network.memberships.domain.pausing import check_not_kept
from services.network.memberships.domain.requests import (
    KEPT_FOR,
    WAITS_FOR,
    RequestOver,
    RequestStatus,
    TakesPartAlready,
    check_answer,
    check_how_often,
    check_message,
    check_question,
)
from services.network.memberships.domain.taking_part import MembershipStatus, check_can_take_part
from services.network.memberships.models.requests import IntakeQuestion, JoinRequest, forget_requests
from services.network.memberships.operations.ages import check_from_16
from services.network.memberships.operations.roles import check_viewer_coordinates
from services.network.memberships.operations.taking_part import take_part
from services.network.memberships.operations.writing import check_may_write
from services.network.memberships.queries import requests as queries
from services.network.memberships.queries.roles import coordinating_people
from services.network.memberships.queries.taking_part import is_member, place_of
from services.network.networks.domain import NetworkStatus, Perspective
from services.network.people.domain.ages import AgeAnswer
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.database import new_id, one_at_a_time
from shared.errors import NotFound, StaleVersion
from shared.events.network import MembershipRequestAnswered, MembershipRequested

MOST_TOLD = 20
"""At most so many coordinators hear of one request."""


async def request_to_join(
    work: Work, *, network_id: UUID, perspective: Perspective, answer: str, age: AgeAnswer | None
) -> JoinRequest:
    """Ask to take part in a network. Asking while a request waits gives that one: nobody asks twice at once.

    Raises NotFound, TakesNoMembers, WrongPerspective, AnswerMissing, TakesPartAlready, PlaceIsKept, AskedTooOften, AgeNotSaid, TooYoung,
    InvitationNeeded under 16, ParentalPermissionRequired while that is awaited.
    """
    person_id = work.viewer.person()
    network = await queries.network_of_id(work.session, network_id)
    if network is None:
        raise NotFound
    check_can_take_part(
        status=NetworkStatus(network.status),
        asked_for=[Perspective(asked["code"]) for asked in network.perspectives],
        perspective=perspective,
    )
    check_answer(answer)
    await one_at_a_time(work.session, f"join-requests:{person_id}")
    mine = await place_of(work.session, network_id=network_id, person_id=person_id)
    if mine is not None and mine.status == MembershipStatus.ACTIVE:
        raise TakesPartAlready
    check_not_kept(None if mine is None else MembershipStatus(mine.status))
    waiting = await queries.open_request(work.session, network_id=network_id, person_id=person_id)
    if waiting is not None:
        return waiting
    await check_from_16(work, person_id=person_id, age=age)
    here, today = await queries.how_often(work.session, network_id=network_id, person_id=person_id, now=work.now)
    check_how_often(in_this_network=here, today=today)
    request = work.add(
        JoinRequest(
            id=new_id(),
            network_id=network_id,
            person_id=person_id,
            perspective=perspective.value,
            answer=answer,
            status=RequestStatus.OPEN.value,
            asked_at=work.now,
            lapses_at=work.now + WAITS_FOR,
            version=1,
        )
    )
    work.note(Verb.REQUEST_MADE, Kind.JOIN_REQUEST, request.id, network_id=network_id)
    told = await coordinating_people(work.session, network_id)
    work.announce(
        MembershipRequested(
            version=request.version,
            join_request_id=request.id,
            network_id=network_id,
            person_id=person_id,
            coordinator_ids=list(told)[:MOST_TOLD],
            lapses_at=request.lapses_at,
        )
    )
    return request


async def withdraw_request(work: Work, *, join_request_id: UUID) -> JoinRequest:
    """Take back one's own request; taking it back twice changes nothing. Raises NotFound, RequestOver."""
    request = await queries.request_to_change(work.session, join_request_id)
    if request is None or request.person_id != work.viewer.person():
        raise NotFound
    if request.status == RequestStatus.WITHDRAWN:
        return request
    if request.status != RequestStatus.OPEN:
        raise RequestOver
    _end(work, request, RequestStatus.WITHDRAWN)
    work.note(Verb.REQUEST_WITHDRAWN, Kind.JOIN_REQUEST, request.id, network_id=request.network_id)
    return request


async def answer_request(
    work: Work, *, join_request_id: UUID, accepts: bool, message: str, version: int
) -> JoinRequest:
    """Let somebody in who asked, or say no with a few kind words; they hear of it by mail.

    For a coordinator of the network. The same answer twice changes nothing; who takes part by now is let in all the same.
    Raises NotFound, CoordinatorNeeded, RequestOver, MessageMissing, StaleVersion, TakesNoMembers, WrongPerspective;
    WritingLimited for words.
    """
    outcome = RequestStatus.ACCEPTED if accepts else RequestStatus.DECLINED
    request = await queries.request_to_change(work.session, join_request_id)
    if request is None:
        raise NotFound
    await check_viewer_coordinates(work, network_id=request.network_id)
    if request.status == outcome:
        return request
    if request.status != RequestStatus.OPEN or request.lapses_at <= work.now:
        raise RequestOver
    if request.version != version:
        raise StaleVersion
    check_message(outcome, message)
    if message:
        await check_may_write(work, network_id=request.network_id)
    if accepts and not await is_member(work.session, network_id=request.network_id, person_id=request.person_id):
        network = await queries.network_of_id(work.session, request.network_id)
        if network is None:
            raise NotFound
        perspective = Perspective(request.perspective)
        await take_part(work, network=network, person_id=request.person_id, perspective=perspective, roles=())
    request.message, request.answered_by = message or None, work.viewer.person()
    verb = Verb.REQUEST_APPROVED if accepts else Verb.REQUEST_DECLINED
    work.note(verb, Kind.JOIN_REQUEST, request.id, network_id=request.network_id)
    _end(work, request, outcome)
    _tell(work, request)
    return request


async def ask_at_the_door(work: Work, *, network_id: UUID, question: str) -> str:
    """Set the one question that a network asks of who wants to take part; empty for the question of the house.

    For a coordinator. Raises NotFound, CoordinatorNeeded, WritingLimited, QuestionTooLong.
    """
    await check_viewer_coordinates(work, network_id=network_id)
    await check_may_write(work, network_id=network_id)
    check_question(question)
    await one_at_a_time(work.session, f"intake-question:{network_id}")
    asked = await queries.intake_question(work.session, network_id)
    if asked is None:
        work.add(IntakeQuestion(network_id=network_id, question=question))
    else:
        asked.question = question
    work.note(Verb.INTAKE_QUESTION_CHANGED, Kind.NETWORK, network_id, network_id=network_id)
    return question


async def let_requests_lapse(work: Work) -> int:
    """End the requests that nobody answered in time, and let their askers know; gives how many."""
    over = await queries.lapsed(work.session, work.now)
    for request in over:
        _end(work, request, RequestStatus.LAPSED)
        work.note(Verb.REQUEST_LAPSED, Kind.JOIN_REQUEST, request.id, network_id=request.network_id)
        _tell(work, request)
    return len(over)


async def forget_old_requests(work: Work) -> None:
    """Remove requests that were over thirty days ago, with the words in them."""
    await work.session.execute(forget_requests(work.now - KEPT_FOR))


def _end(work: Work, request: JoinRequest, status: RequestStatus) -> None:
    request.status, request.over_at = status.value, work.now
    request.version += 1


def _tell(work: Work, request: JoinRequest) -> None:
    work.announce(
        MembershipRequestAnswered(
            version=request.version,
            join_request_id=request.id,
            network_id=request.network_id,
            person_id=request.person_id,
            status=request.status,
            at=work.now,
        )
    )
