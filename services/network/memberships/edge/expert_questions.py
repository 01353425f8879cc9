"""Who may ask what of questions to one fellow member: both of them; and one that was reported, who answers that report."""

from uuid import UUID

from services.network.memberships.domain.expert_questions import ExpertQuestionStatus
from services.network.memberships.domain.removals import NothingToTell
from services.network.memberships.domain.reports import is_for
from services.network.memberships.models.expert_questions import ExpertQuestion
from services.network.memberships.operations import expert_questions as operations
from services.network.memberships.queries import expert_questions as queries
from services.network.memberships.queries.reports import keepers
from services.network.memberships.queries.taking_part import active_of, is_member
from services.network.networks.queries import shown_by_ids
from services.network.people.queries.accounts import readers
from shared.api.network.expert_questions import (
    AnswerExpertQuestion,
    AskedMember,
    AskExpert,
    ExpertLetter,
    ExpertLetterAsked,
    ExpertQuestionView,
)
from shared.bus.work import Work
from shared.database import Session
from shared.errors import NotFound
from shared.web.edge import PERSON, Edge, Now, Viewer, only

edge = Edge()


@edge.change("/memberships/{membership_id}:ask", who=PERSON)
async def ask(membership_id: UUID, body: AskExpert, work: Work, viewer: Viewer) -> ExpertQuestionView:
    """Ask one fellow member something."""
    return await _changed(work, viewer, await operations.ask_expert(work, membership_id=membership_id, text=body.text))


@edge.read("/networks/{network_id}/expert-questions", who=PERSON)
async def expert_questions(network_id: UUID, session: Session, viewer: Viewer, now: Now) -> list[ExpertQuestionView]:
    """What who asks asked and was asked in a network; none for who takes part there no more."""
    if not await is_member(session, network_id=network_id, person_id=viewer.person()):
        return []
    rows = await queries.expert_questions_of(session, network_id=network_id, person_id=viewer.person())
    return [_view(row, viewer, now) for row in rows]


@edge.read("/expert-questions/{expert_question_id}", who=PERSON)
async def expert_question(expert_question_id: UUID, session: Session, viewer: Viewer, now: Now) -> ExpertQuestionView:
    """One question, for who asked and who was asked, and for who answers a report about it."""
    row = await queries.expert_question(session, expert_question_id)
    if row is None or not await _may_read(session, row, viewer.person()):
        raise NotFound
    return _view(row, viewer, now)


@edge.change("/expert-questions/{expert_question_id}:answer", who=PERSON)
async def answer(
    expert_question_id: UUID, body: AnswerExpertQuestion, work: Work, viewer: Viewer
) -> ExpertQuestionView:
    """Answer a question."""
    answered = await operations.answer_expert_question(work, expert_question_id=expert_question_id, text=body.text)
    return await _changed(work, viewer, answered)


@edge.change("/expert-questions/{expert_question_id}:decline", who=PERSON)
async def decline(expert_question_id: UUID, work: Work, viewer: Viewer) -> ExpertQuestionView:
    """Say that one cannot help."""
    declined = await operations.decline_expert_question(work, expert_question_id=expert_question_id)
    return await _changed(work, viewer, declined)


@edge.read("/expert-questions/{expert_question_id}:letter", who=only("notifications"), method="POST")
async def letter(expert_question_id: UUID, body: ExpertLetterAsked, session: Session, now: Now) -> ExpertLetter:
    """What a mail needs: to who was asked while it waits, or to who asked when it is over."""
    row = await queries.expert_question(session, expert_question_id)
    if row is None:
        raise NotFound
    waits = row.status == ExpertQuestionStatus.OPEN and row.lapses_at > now
    reader_id = row.asked_id if body.about == "WAITS" else row.asker_id
    if reader_id is None or (body.about == "WAITS") is not waits:
        raise NothingToTell
    if row.status == ExpertQuestionStatus.ANSWERED and row.answer is None:  # taken away, or its writer was erased
        raise NothingToTell
    if not await active_of(session, network_id=row.network_id, person_ids=[reader_id]):
        raise NothingToTell
    for reader in await readers(session, [reader_id]):
        (network,) = await shown_by_ids(session, [row.network_id])
        return ExpertLetter(
            person_id=reader_id,
            address=reader.email,
            language=reader.language,
            network_id=network.id,
            network_name=network.name,
            network_slug=network.slug,
            status=row.status,
            lapses_at=row.lapses_at,
        )
    raise NotFound


async def _may_read(session: Session, row: queries.ExpertQuestionRow, viewer_id: UUID) -> bool:
    if not await is_member(session, network_id=row.network_id, person_id=viewer_id):
        return False
    if viewer_id in {row.asker_id, row.asked_id}:
        return True
    keeping = await keepers(session, row.network_id)
    return any(
        is_for(viewer_id, about=[] if about is None else [about], keepers=keeping)
        for about in await queries.reported_about(session, row.id)
    )


async def _changed(work: Work, viewer: Viewer, question: ExpertQuestion) -> ExpertQuestionView:
    await work.session.flush()
    row = await queries.expert_question(work.session, question.id)
    if row is None:
        raise NotFound
    return _view(row, viewer, work.now)


def _view(row: queries.ExpertQuestionRow, viewer: Viewer, now: Now) -> ExpertQuestionView:
    waits = row.status == ExpertQuestionStatus.OPEN and row.lapses_at > now
    asked = None
    if row.asked_id is not None:
        asked = AskedMember(person_id=row.asked_id, display_name=row.asked_name, avatar=row.asked_avatar)
    return ExpertQuestionView(
        id=row.id,
        network_id=row.network_id,
        text=row.text,
        status=row.status,
        asker=AskedMember(person_id=row.asker_id, display_name=row.asker_name, avatar=row.asker_avatar),
        asked=asked,
        asked_at=row.asked_at,
        lapses_at=row.lapses_at,
        over_at=row.over_at,
        answer=row.answer,
        may_answer=waits and row.asked_id == viewer.person(),
    )
