"""What can be done about being erased: ask, think again, begin, count the answers, and finish (J20)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from services.network.finding.domain import PERSON
from services.network.memberships.models.invitations import erase_invitations
from services.network.people.operations.devices import fresh_session
from services.network.people.queries.machine_tokens import machine_tokens
from services.network.privacy.domain.erasing import (
    ASKED_AGAIN,
    LAST_MAIL_WITHIN,
    PROOF_KEPT,
    THINK_AGAIN,
    Checked,
    ErasureReason,
    ErasureStatus,
    NothingToCancel,
    check_confirmed,
    deadline_of,
    is_late,
    missing,
    new_reference,
)
from services.network.privacy.domain.naming import Traces
from services.network.privacy.models import erasing as models
from services.network.privacy.models.erasing import METADATA, ErasureAnswer, ErasureRequest
from services.network.privacy.operations.naming import take_names_out, traces_of
from services.network.privacy.queries import erasing as queries
from shared.audit.verbs import Kind, Verb
from shared.audit.writing import unlink
from shared.bus.work import Work
from shared.database import new_id
from shared.erasure import BELL, bury, is_gone, person_hash, sweep
from shared.errors import NotFound, NotSignedIn
from shared.events.network import (
    AuthSessionEnded,
    MachineTokenRevoked,
    PersonErased,
    PersonErasureAnnounced,
    PersonErasureRequested,
)


async def request_erasure(
    work: Work, *, person_id: UUID, confirmation: str, at_once: bool, session: str | None
) -> ErasureRequest:
    """Ask that everything about oneself goes: after 24 hours in which one may think again, or at once.

    session: the secret of a session that was opened in the last ten minutes; needed for at once, which nobody takes back.
    Asked again, the request that stands is given; it may begin earlier than was asked before, never later.
    Raises NotConfirmed, OtherSession, SignInAgain, NotSignedIn for an account that is gone.
    """
    check_confirmed(confirmation)
    if at_once:
        await fresh_session(work, person_id=person_id, token=session or "")
    return await plan_erasure(
        work,
        person_id=person_id,
        starts_at=work.now if at_once else work.now + THINK_AGAIN,
        reason=ErasureReason.ASKED,
    )


async def plan_erasure(
    work: Work, *, person_id: UUID, starts_at: datetime, reason: ErasureReason, checked: Checked | None = None
) -> ErasureRequest:
    """Plan that somebody is erased; begins now when that is the moment. Raises NotSignedIn for an account that is gone.

    checked: how who asks was checked, where somebody else asked for them; then they are told that it was asked.
    """
    is_erased = await is_gone(work.session, METADATA, person_id)
    account = await queries.account(work.session, person_id)
    if is_erased or account is None:
        raise NotSignedIn
    request = await queries.request_of_person(work.session, person_id)
    if request is None:
        request = work.add(
            ErasureRequest(
                id=new_id(),
                reference=new_reference(),
                person_id=person_id,
                language=account.language,
                reason=reason.value,
                status=ErasureStatus.RECEIVED.value,
                requested_at=work.now,
                starts_at=starts_at,
                deadline_at=deadline_of(work.now),
            )
        )
        work.note(Verb.ERASURE_ASKED, Kind.ERASURE, request.id, reason=(checked or reason).value)
        if checked is not None:
            work.announce(
                PersonErasureAnnounced(version=1, erasure_id=request.id, person_id=person_id, starts_at=starts_at)
            )
        await work.session.flush()
    request.starts_at = min(request.starts_at, starts_at)
    if request.status == ErasureStatus.RECEIVED and request.starts_at <= work.now:
        await _begin(work, request)
    return request


async def cancel_erasure(work: Work, *, person_id: UUID) -> ErasureRequest:
    """Think again, as long as nothing has gone yet. Raises NothingToCancel."""
    await is_gone(work.session, METADATA, person_id)
    request = await queries.request_of_person(work.session, person_id)
    if request is None or request.status != ErasureStatus.RECEIVED:
        raise NothingToCancel
    request.status = ErasureStatus.CANCELLED.value
    work.note(Verb.ERASURE_CANCELLED, Kind.ERASURE, request.id)
    request.completed_at = work.now
    request.person_id = None
    return request


async def begin_erasure(work: Work, *, erasure_id: UUID) -> None:
    """Begin with a request whose moment has come; one that was cancelled or began already stays as it is."""
    request = await queries.request_to_change(work.session, erasure_id)
    if request is not None and request.status == ErasureStatus.RECEIVED and request.starts_at <= work.now:
        await _begin(work, request)


async def _begin(work: Work, request: ErasureRequest) -> None:
    if request.person_id is None:
        return
    account = await queries.account(work.session, request.person_id)
    request.status = ErasureStatus.IN_PROGRESS.value
    request.started_at = work.now
    if account is not None:
        request.address, request.language = account.email, account.language
    await work.session.flush()
    for auth_session_id in await queries.signed_in(work.session, request.person_id):
        work.announce(AuthSessionEnded(version=1, auth_session_id=auth_session_id, person_id=request.person_id))
    for token in await machine_tokens(work.session, request.person_id, now=work.now):
        work.announce(MachineTokenRevoked(version=1, machine_token_id=token.id, person_id=request.person_id))
    traces = await _uproot(work, request.person_id, request.address)
    request.traces = traces.written() if traces else None
    _ask(work, request)


async def _uproot(work: Work, person_id: UUID, address: str | None) -> Traces | None:
    traces = await traces_of(work.session, person_id)
    work.forget(PERSON, person_id)
    for statement in models.person_uprooted(person_id):
        await work.session.execute(statement)
    if address is not None:
        await work.session.execute(models.sign_ins_erased(address))
        await work.session.execute(erase_invitations(address))
    if traces is not None:
        await take_names_out(work, traces=traces)
    await bury(work.session, METADATA, [person_hash(person_id)], at=work.now)
    await unlink(work.session, person_id)
    return traces


def _ask(work: Work, request: ErasureRequest) -> None:
    if request.person_id is None:
        return
    request.asked += 1
    request.asked_at = work.now
    work.announce(
        PersonErasureRequested(
            version=request.asked,
            erasure_id=request.id,
            person_id=request.person_id,
            requested_at=request.requested_at,
        )
    )
    work.wake(BELL)


async def record_answer(work: Work, *, erasure_id: UUID, service: str) -> None:
    """Write down that a service holds nothing of somebody any more; told twice is told once. Raises NotFound.

    When all have answered, the request forgets who it was about.
    """
    request = await queries.request_to_change(work.session, erasure_id)
    if request is None:
        raise NotFound
    answered = (await queries.answers_of(work.session, [erasure_id]))[erasure_id]
    if service in answered or request.status != ErasureStatus.IN_PROGRESS:
        return
    work.add(ErasureAnswer(erasure_id=erasure_id, service=service, answered_at=work.now))
    left = missing({*answered, service})
    work.announce(
        PersonErased(version=len(answered) + 1, erasure_id=erasure_id, service=service, missing=len(left), at=work.now)
    )
    if not left:
        request.person_id = request.traces = None
    work.wake(BELL)


async def record_last_mail(work: Work, *, erasure_id: UUID) -> None:
    """Write down that the last mail was sent: the address goes too, and that was the last of it. Raises NotFound."""
    request = await queries.request_to_change(work.session, erasure_id)
    if request is None:
        raise NotFound
    if request.status == ErasureStatus.IN_PROGRESS and request.person_id is None:
        request.mailed_at = work.now
        _complete(work, request)


async def go_on(work: Work, *, erasure_id: UUID) -> bool:
    """Take one request a step further, as far as that is up to network; True when it is late and somebody must look at it.

    Network answers for itself when nothing of the person is left on the bus. Who does not answer is asked again every day. A
    last mail that cannot be sent within a day is given up, and so is the address it was for.
    """
    request = await queries.request_to_change(work.session, erasure_id)
    if request is None or request.status != ErasureStatus.IN_PROGRESS or request.started_at is None:
        return False
    answered = (await queries.answers_of(work.session, [erasure_id]))[erasure_id]
    left = missing(answered)
    if request.person_id is None:
        last = max(answered.values(), default=request.started_at)
        if request.address is None or work.now - last >= LAST_MAIL_WITHIN:
            _complete(work, request)
        return False
    if left == ["network"]:
        # Last of all: what the others were told stays on the bus until they need it no more.
        if await sweep(work.session, METADATA, request.person_id, *([request.address] if request.address else [])):
            await record_answer(work, erasure_id=erasure_id, service="network")
        return False
    if request.asked_at is not None and work.now - request.asked_at >= ASKED_AGAIN:
        _ask(work, request)
        return is_late(now=work.now, started_at=request.started_at, answered=answered)
    return False


def _complete(work: Work, request: ErasureRequest) -> None:
    request.address = request.person_id = request.traces = None
    request.status = ErasureStatus.COMPLETED.value
    work.note(Verb.ERASURE_DONE, Kind.ERASURE, request.id)
    request.completed_at = work.now


async def forget_proofs(work: Work) -> None:
    """Remove what is kept of requests that ended more than two years ago."""
    for statement in models.proofs_forgotten(work.now - PROOF_KEPT):
        await work.session.execute(statement)


async def erase_again(work: Work, *, hashes: frozenset[bytes], people: Sequence[UUID]) -> int:
    """Take out who was erased before and came back with an older copy of the tables; gives how many (A-88).

    hashes: everybody who was ever erased. people: accounts that stand here now.
    """
    await bury(work.session, METADATA, sorted(hashes), at=work.now)
    back = [person_id for person_id in people if person_hash(person_id) in hashes]
    for person_id in back:
        account = await queries.account(work.session, person_id)
        address = account.email if account else None
        await _uproot(work, person_id, address)
        await sweep(work.session, METADATA, person_id, *([address] if address else []), with_unsent=True)
    return len(back)


async def note_listed(work: Work, *, erasure_id: UUID) -> None:
    """Write down that this request stands in the list that is kept apart."""
    request = await queries.request_to_change(work.session, erasure_id)
    if request is not None:
        request.listed_at = work.now
