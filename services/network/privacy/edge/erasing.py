"""Who may ask what about being erased: oneself, the holder of a reference, a privacy officer, and notifications when it is done."""

from uuid import UUID

from services.network.people.domain.platform import PlatformRole
from services.network.people.queries.platform import has_platform_role
from services.network.privacy.domain.erasing import (
    Checked,
    ErasureReason,
    ErasureStatus,
    NotThePrivacyOfficer,
    is_late,
    missing,
    steps_of,
)
from services.network.privacy.domain.naming import Traces, read_traces
from services.network.privacy.models.erasing import ErasureRequest
from services.network.privacy.operations import by_letter
from services.network.privacy.operations import erasing as operations
from services.network.privacy.operations.listing import reapply as reapply_list
from services.network.privacy.operations.naming import traces_of_listed
from services.network.privacy.queries import erasing as queries
from shared.api.network.privacy import (
    ErasedNames,
    ErasureAnswered,
    ErasureAsked,
    ErasureLetter,
    ErasureLine,
    ErasureView,
    LastMail,
    Reapplied,
    Reapply,
    RequestErasure,
    RequestErasureFor,
    StepView,
)
from shared.api.page import First, Page
from shared.bus.work import Door, Work
from shared.database import Session
from shared.errors import NotFound
from shared.web.cursors import read_cursor, write_cursor
from shared.web.edge import ANYONE, PERSON, Edge, Now, Viewer, only

edge = Edge()


@edge.change("/erasures/mine", who=PERSON)
async def request_erasure(body: RequestErasure, work: Work, viewer: Viewer) -> ErasureView:
    """Ask that everything about oneself goes."""
    request = await operations.request_erasure(
        work,
        person_id=viewer.person(),
        confirmation=body.confirmation,
        at_once=body.at_once,
        session=body.session,
    )
    return await _view(work.session, request)


@edge.change("/erasures:request", who=PERSON)
async def request_erasure_for(body: RequestErasureFor, work: Work, viewer: Viewer) -> ErasureView:
    """Write down that somebody asked by letter, by telephone or in person; for privacy officers."""
    request = await by_letter.request_erasure_for(
        work,
        officer_id=viewer.person(),
        address=body.email,
        checked=Checked(body.checked),
        confirmation=body.confirmation,
        session=body.session,
    )
    return await _view(work.session, request)


@edge.change("/erasures/mine:cancel", who=PERSON)
async def cancel_erasure(work: Work, viewer: Viewer) -> ErasureView:
    """Think again, as long as nothing has gone yet."""
    return await _view(work.session, await operations.cancel_erasure(work, person_id=viewer.person()))


@edge.read("/erasures/mine", who=PERSON)
async def my_erasure(session: Session, viewer: Viewer) -> ErasureView | None:
    """One's own request that is not over, if there is one."""
    request = await queries.request_of_person(session, viewer.person())
    return None if request is None else await _view(session, request)


@edge.read("/erasures:show", who=ANYONE, method="POST")
async def show(body: ErasureAsked, session: Session) -> ErasureView:
    """How it goes with the request under this reference: whoever holds it may know."""
    request = await queries.request_by_reference(session, body.reference.strip().upper())
    if request is None:
        raise NotFound
    return await _view(session, request)


@edge.read("/erasures", who=PERSON)
async def erasures(
    session: Session, viewer: Viewer, now: Now, first: First = 50, after: str | None = None
) -> Page[ErasureLine]:
    """All requests, newest first; for privacy officers."""
    begin = read_cursor(after, UUID)
    if not await has_platform_role(session, viewer.person(), PlatformRole.PRIVACY_OFFICER):
        raise NotThePrivacyOfficer
    rows = await queries.requests(session, after=begin[0] if begin else None, first=first + 1)
    shown = rows[:first]
    answers = await queries.answers_of(session, [row.id for row in shown])
    return Page(
        items=[
            ErasureLine(
                reference=row.reference,
                status=ErasureStatus(row.status).value,
                reason=ErasureReason(row.reason).value,
                requested_at=row.requested_at,
                deadline_at=row.deadline_at,
                completed_at=row.completed_at,
                missing=missing(answers[row.id]) if row.status == ErasureStatus.IN_PROGRESS else [],
                is_late=row.status == ErasureStatus.IN_PROGRESS
                and is_late(now=now, started_at=row.started_at, answered=answers[row.id]),
            )
            for row in shown
        ],
        next_cursor=write_cursor(shown[-1].id) if len(rows) > first else None,
    )


@edge.read("/erasures/{erasure_id}:letter", who=only("notifications"), method="POST")
async def letter(erasure_id: UUID, session: Session) -> ErasureLetter:
    """Where it is told that an erasure was asked, as long as it can be stopped."""
    request = await queries.request_by_id(session, erasure_id)
    if request is None or request.person_id is None or request.status != ErasureStatus.RECEIVED:
        raise NotFound
    account = await queries.account(session, request.person_id)
    if account is None or account.email is None:
        raise NotFound
    return ErasureLetter(
        address=account.email,
        language="en" if account.language == "en" else "nl",
        starts_at=request.starts_at,
    )


@edge.read("/erasures/{erasure_id}:reader", who=only("notifications"), method="POST")
async def reader(erasure_id: UUID, session: Session) -> LastMail:
    """Where the last mail goes."""
    request = await queries.request_by_id(session, erasure_id)
    if request is None or request.address is None:
        raise NotFound
    return LastMail(
        address=request.address,
        language="en" if request.language == "en" else "nl",
        reference=request.reference,
        requested_at=request.requested_at,
    )


@edge.read("/erasures/{erasure_id}:names", who=only("notifications"), method="POST")
async def names(erasure_id: UUID, session: Session) -> list[ErasedNames]:
    """By which names others may have written about them, until every service has answered."""
    request = await queries.request_by_id(session, erasure_id)
    if request is None or request.traces is None:
        raise NotFound
    return _names(read_traces(request.traces))


@edge.change("/erasures/{erasure_id}:answer", who=only("notifications"))
async def answer(erasure_id: UUID, body: ErasureAnswered, work: Work) -> None:
    """A service holds nothing of somebody any more."""
    await operations.record_answer(work, erasure_id=erasure_id, service=body.service)


@edge.change("/erasures/{erasure_id}:mailed", who=only("notifications"))
async def mailed(erasure_id: UUID, work: Work) -> None:
    """The last mail was sent."""
    await operations.record_last_mail(work, erasure_id=erasure_id)


@edge.act("/erasures:reapply", who=only("operator"))
async def reapply(body: Reapply, door: Door) -> Reapplied:
    """Erase again who is on the list, after a backup was put back."""
    return Reapplied(erased=await reapply_list(door, hashes=[bytes.fromhex(one) for one in body.hashes]))


@edge.act("/erasures:names", who=only("operator"))
async def listed_names(body: Reapply, door: Door) -> list[ErasedNames]:
    """By which names others may have written about who is on the list and stands here again."""
    hashes = frozenset(bytes.fromhex(one) for one in body.hashes)
    return [one for traces in await traces_of_listed(door, hashes=hashes) for one in _names(traces)]


def _names(traces: Traces) -> list[ErasedNames]:
    others, network_ids = list(traces.others), list(traces.network_ids)
    return [ErasedNames(names=list(names), others=others, network_ids=network_ids) for names in traces.names]


async def _view(session: Session, request: ErasureRequest) -> ErasureView:
    answered = (await queries.answers_of(session, [request.id]))[request.id]
    steps = steps_of(
        requested_at=request.requested_at,
        started_at=request.started_at,
        answered=answered,
        mailed_at=request.mailed_at,
        completed_at=request.completed_at if request.status == ErasureStatus.COMPLETED else None,
    )
    return ErasureView(
        reference=request.reference,
        status=ErasureStatus(request.status).value,
        reason=ErasureReason(request.reason).value,
        requested_at=request.requested_at,
        starts_at=request.starts_at,
        deadline_at=request.deadline_at,
        completed_at=request.completed_at,
        language="en" if request.language == "en" else "nl",
        steps=[StepView(step=step.value, done_at=done_at) for step, done_at in steps],
    )
