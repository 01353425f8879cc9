"""What can be done with a question to one fellow member: ask, answer, say that one cannot help, let it lapse, forget it."""

from uuid import UUID

from services.network.memberships.domain.expert_questions import (
    A_DAY,
    KEPT_FOR,
    ExpertQuestionOver,
    ExpertQuestionStatus,
    NotOpenToQuestions,
    check_in_private,
    check_may_ask,
    check_text,
    lapses_at,
)
from services.network.memberships.domain.reports import ReportKind
from services.network.memberships.domain.restrictions import check_not_limited
from services.network.memberships.domain.taking_part import MembershipStatus
from services.network.memberships.models.expert_questions import (
    ExpertAnswer,
    ExpertQuestion,
    expert_answer_taken_away,
    forget_expert_questions,
)
from services.network.memberships.models.taking_part import Membership
from services.network.memberships.queries import expert_questions as queries
from services.network.memberships.queries.perspectives import perspectives_of
from services.network.memberships.queries.reports import person_of
from services.network.memberships.queries.restrictions import limited_until
from services.network.memberships.queries.taking_part import membership, membership_to_change
from services.network.people.queries.ages import age_band_of
from shared.bus.work import Work
from shared.database import new_id, one_at_a_time
from shared.errors import NotFound
from shared.events.expert_questions import ExpertQuestionAsked
from shared.events.expert_questions import ExpertQuestionOver as ExpertQuestionOverEvent

GONE = ""
"""What stands in the place of words that were taken away."""


async def ask_expert(work: Work, *, membership_id: UUID, text: str) -> ExpertQuestion:
    """Ask one fellow member something, who says that they may be asked; they hear of it by mail.

    Raises NotFound, NotOpenToQuestions, NotInPrivate, WritingLimited, ExpertTextMissing, AskedAlready, EnoughAsked.
    """
    viewer_id = work.viewer.person()
    asked = await membership_to_change(work.session, membership_id)
    if asked is None or asked.person_id == viewer_id:
        raise NotFound
    mine = await membership(work.session, network_id=asked.network_id, person_id=viewer_id)
    if mine is None or mine.status != MembershipStatus.ACTIVE:
        raise NotFound
    if asked.expertise is None or asked.status != MembershipStatus.ACTIVE:
        raise NotOpenToQuestions
    await _check_in_private(work, mine, asked)
    check_not_limited(await limited_until(work.session, mine.id, work.now))
    check_text(text)
    await one_at_a_time(work.session, f"expert-questions:{viewer_id}")
    check_may_ask(
        waiting=await queries.waits_for(work.session, asker_id=mine.id, asked_id=asked.id),
        asked_in_a_day=await queries.asked_since(work.session, viewer_id, work.now - A_DAY),
    )
    question = work.add(
        ExpertQuestion(
            id=new_id(),
            network_id=asked.network_id,
            asker_id=mine.id,
            asked_id=asked.id,
            text=text,
            status=ExpertQuestionStatus.OPEN.value,
            asked_at=work.now,
            lapses_at=lapses_at(work.now),
            version=1,
        )
    )
    work.announce(
        ExpertQuestionAsked(
            version=1,
            expert_question_id=question.id,
            network_id=question.network_id,
            person_id=asked.person_id,
            at=work.now,
            lapses_at=question.lapses_at,
        )
    )
    return question


async def answer_expert_question(work: Work, *, expert_question_id: UUID, text: str) -> ExpertQuestion:
    """Answer a question that one was asked, once; who asked hears of it by mail.

    Raises NotFound, NotInPrivate, WritingLimited, ExpertTextMissing, ExpertQuestionOver.
    """
    question, mine, asker = await _asked_of_me(work, expert_question_id)
    await _check_in_private(work, mine, asker)
    check_not_limited(await limited_until(work.session, mine.id, work.now))
    check_text(text)
    work.add(ExpertAnswer(expert_question_id=question.id, membership_id=mine.id, text=text))
    _end(work, question, ExpertQuestionStatus.ANSWERED, asker)
    return question


async def decline_expert_question(work: Work, *, expert_question_id: UUID) -> ExpertQuestion:
    """Say that one cannot help with a question, without a reason; who asked hears of it. Raises NotFound, ExpertQuestionOver."""
    question, _, asker = await _asked_of_me(work, expert_question_id)
    _end(work, question, ExpertQuestionStatus.DECLINED, asker)
    return question


async def let_expert_questions_lapse(work: Work) -> int:
    """End the questions that nobody answered in thirty days, or that nobody can answer any more; gives how many."""
    over = await queries.questions_over(work.session, work.now)
    for question in over:
        asker = await membership_to_change(work.session, question.asker_id)
        if asker is not None:
            _end(work, question, ExpertQuestionStatus.LAPSED, asker)
    return len(over)


async def forget_old_expert_questions(work: Work) -> None:
    """Remove questions that were over thirty days ago, with their answers; one that is reported stays until that is answered."""
    for statement in forget_expert_questions(work.now - KEPT_FOR):
        await work.session.execute(statement)


async def take_away_reported(work: Work, *, kind: ReportKind, expert_question_id: UUID) -> None:
    """Take away the answer that was reported; or the question, with its answer. What is gone already is gone."""
    question = await queries.expert_question_to_change(work.session, expert_question_id)
    if question is None:
        return
    await work.session.execute(expert_answer_taken_away(question.id))
    asker = await membership_to_change(work.session, question.asker_id)
    if kind is ReportKind.EXPERT_QUESTION and asker is not None and question.status != ExpertQuestionStatus.TAKEN_AWAY:
        question.text = GONE
        _end(work, question, ExpertQuestionStatus.TAKEN_AWAY, asker)


def _end(work: Work, question: ExpertQuestion, status: ExpertQuestionStatus, asker: Membership) -> None:
    question.status, question.version = status.value, question.version + 1
    question.over_at = question.over_at or work.now
    work.announce(
        ExpertQuestionOverEvent(
            version=question.version,
            expert_question_id=question.id,
            network_id=question.network_id,
            person_id=asker.person_id,
            status=status.value,
            at=work.now,
        )
    )


async def _asked_of_me(work: Work, expert_question_id: UUID) -> tuple[ExpertQuestion, Membership, Membership]:
    question = await queries.expert_question_to_change(work.session, expert_question_id)
    if question is None or await person_of(work.session, question.asked_id) != work.viewer.person():
        raise NotFound
    mine = await membership(work.session, network_id=question.network_id, person_id=work.viewer.person())
    asker = await membership_to_change(work.session, question.asker_id)
    if mine is None or mine.status != MembershipStatus.ACTIVE or asker is None:
        raise NotFound
    if question.status != ExpertQuestionStatus.OPEN or question.lapses_at <= work.now:
        raise ExpertQuestionOver
    return question, mine, asker


async def _check_in_private(work: Work, one: Membership, other: Membership) -> None:
    check_in_private(
        (perspectives_of(one), await age_band_of(work.session, one.person_id)),
        (perspectives_of(other), await age_band_of(work.session, other.person_id)),
    )
