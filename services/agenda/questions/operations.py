"""What can be done with questions: propose, open, withdraw, and load reference content."""

from uuid import UUID

from services.agenda.finding.domain import QUESTION
from services.agenda.members.domain import CoordinatorNeeded, Standing, check_coordinates, check_takes_part
from services.agenda.members.operations import check_goes_on, check_may_begin, check_may_write, writes_along
from services.agenda.members.queries import goes_on_as, is_over, standing_in
from services.agenda.questions.domain import (
    ON_AGENDA,
    PROPOSED,
    WITHDRAWN,
    AlreadyOnAgenda,
    AlreadyWithdrawn,
    NotTheProposer,
    QuestionNotLeft,
    QuestionStatus,
    SeenQuestion,
    Theme,
    Track,
    Words,
    checked_content_note,
    document_of,
    is_proposer,
    may_note_content,
    may_see,
    words_of,
)
from services.agenda.questions.models import Question
from services.agenda.questions.queries import question_of_reference, question_to_change
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.errors import NotFound, StaleVersion
from shared.events.agenda.questions import QuestionOpened, QuestionProposed, QuestionWithdrawn


async def propose_question(
    work: Work,
    *,
    network_id: UUID,
    title: str,
    why: str,
    who_notices: str,
    origin: str,
    theme: Theme | None,
    track: Track,
    content_note: str = "",
) -> SeenQuestion:
    """Propose a question to a network, as one of its members (BR-001).

    Gives back the question as its proposer sees it. Raises NotAMember, NetworkIsOver, and QuestionIncomplete with all that is missing.
    """
    standing = await standing_in(work.session, network_id, work.viewer.person_id, hold=True)
    check_takes_part(standing)
    await check_may_begin(work, network_id=network_id)
    words = words_of(
        title=title,
        why=why,
        who_notices=who_notices,
        origin=origin,
        theme=theme,
        track=track,
        content_note=content_note,
    )
    question = _proposed(work, network_id, words)
    return SeenQuestion(question.facts(), standing)


async def load_question(
    work: Work,
    *,
    reference: str,
    network_id: UUID,
    title: str,
    why: str,
    who_notices: str,
    origin: str,
    theme: Theme,
    track: Track,
    content_note: str = "",
) -> SeenQuestion:
    """Load reference content as a proposed question without a proposer; the same ``reference`` twice changes nothing.

    Raises QuestionIncomplete for content that is no question or does not say where it comes from.
    """
    question = await question_of_reference(work.session, reference)
    if question is None:
        words = words_of(
            title=title,
            why=why,
            who_notices=who_notices,
            origin=origin,
            theme=theme,
            track=track,
            content_note=content_note,
            is_reference=True,
        )
        question = _proposed(work, network_id, words, reference=reference)
    return SeenQuestion(question.facts(), Standing.STRANGER)


async def open_question(work: Work, *, question_id: UUID, version: int) -> SeenQuestion:
    """Put a proposed question on the research agenda of its network, as a coordinator of it.

    version: the one the coordinator saw. Raises NotFound, CoordinatorNeeded, AlreadyOnAgenda, AlreadyWithdrawn,
    NetworkIsOver, StaleVersion.
    """
    question, standing = await _question_held(work, question_id)
    if not standing.coordinates:
        raise CoordinatorNeeded
    if question.status == ON_AGENDA:
        raise AlreadyOnAgenda
    if question.status == WITHDRAWN:
        raise AlreadyWithdrawn
    await check_goes_on(work, network_id=question.network_id)
    _move(work, question, ON_AGENDA, seen_version=version)
    question.opened_at = work.now
    work.note(Verb.QUESTION_OPENED, Kind.QUESTION, question.id, network_id=question.network_id)
    work.index(document_of(question.facts()))
    work.announce(
        QuestionOpened(
            question_id=question.id,
            network_id=question.network_id,
            status=question.status,
            track=question.track,
            at=work.now,
            version=question.version,
        )
    )
    return SeenQuestion(question.facts(), standing)


async def note_content(work: Work, *, question_id: UUID, content_note: str, version: int) -> SeenQuestion:
    """Say what readers should know before they open the words, as who proposed it or coordinates; without words: nothing (C092).

    version: the one the writer saw. Raises NotFound, CoordinatorNeeded, AlreadyWithdrawn, ContentNoteTooLong, StaleVersion.
    """
    question, standing = await _question_held(work, question_id)
    if question.status == WITHDRAWN:
        raise AlreadyWithdrawn
    if not may_note_content(question.facts(), standing, work.viewer.person_id):
        raise CoordinatorNeeded
    await check_may_write(work, network_id=question.network_id)
    if question.version != version:
        raise StaleVersion
    work.replaces(question.content_note)
    question.content_note, question.version = checked_content_note(content_note), version + 1
    if question.content_note is not None and not is_proposer(question.facts(), work.viewer.person_id):
        await writes_along(work, about_id=question.id)
    work.note(Verb.CONTENT_NOTED, Kind.QUESTION, question.id, network_id=question.network_id)
    work.index(document_of(question.facts()))
    return SeenQuestion(question.facts(), standing, await is_over(work.session, question.network_id))


async def withdraw_question(work: Work, *, question_id: UUID, version: int) -> SeenQuestion:
    """Take a question back, as the one who proposed it.

    version: the one its proposer saw. Raises NotFound, NotTheProposer, AlreadyWithdrawn, StaleVersion.
    """
    question, standing = await _question_held(work, question_id)
    if not is_proposer(question.facts(), work.viewer.person_id):
        raise NotTheProposer
    if question.status == WITHDRAWN:
        raise AlreadyWithdrawn
    was_on_agenda = question.status == ON_AGENDA
    _move(work, question, WITHDRAWN, seen_version=version)
    work.note(Verb.QUESTION_WITHDRAWN, Kind.QUESTION, question.id, network_id=question.network_id)
    work.forget(QUESTION, question.id)
    work.announce(
        QuestionWithdrawn(
            question_id=question.id,
            network_id=question.network_id,
            status=question.status,
            was_on_agenda=was_on_agenda,
            at=work.now,
            version=question.version,
        )
    )
    return SeenQuestion(question.facts(), standing)


async def adopt_question(work: Work, *, network_id: UUID, question_id: UUID, version: int) -> SeenQuestion:
    """Let an open question go on in the network that succeeds the one it was left in, as a coordinator there (J22).

    version: the one the coordinator saw. Raises NotAMember, CoordinatorNeeded, NetworkIsOver, NotFound, StaleVersion,
    QuestionNotLeft.
    """
    standing = await standing_in(work.session, network_id, work.viewer.person_id, hold=True)
    check_coordinates(standing)
    await check_goes_on(work, network_id=network_id)
    question = await question_to_change(work.session, question_id)
    if question is None or not await goes_on_as(work.session, network_id=question.network_id, successor_id=network_id):
        raise NotFound
    if question.version != version:
        raise StaleVersion
    if question.status == WITHDRAWN:
        raise QuestionNotLeft
    work.forget(QUESTION, question.id)
    question.network_id, question.version = network_id, question.version + 1
    work.note(Verb.QUESTION_ADOPTED, Kind.QUESTION, question.id, network_id=network_id)
    work.index(document_of(question.facts()))
    _tell_where(work, question)
    return SeenQuestion(question.facts(), standing)


def _tell_where(work: Work, question: Question) -> None:
    if question.status == ON_AGENDA:
        work.announce(
            QuestionOpened(
                question_id=question.id,
                network_id=question.network_id,
                status=question.status,
                track=question.track,
                at=work.now,
                version=question.version,
            )
        )
        return
    work.announce(
        QuestionProposed(
            question_id=question.id,
            network_id=question.network_id,
            status=question.status,
            track=question.track,
            proposed_by=question.proposed_by,
            at=work.now,
            version=question.version,
        )
    )


def _proposed(work: Work, network_id: UUID, words: Words, *, reference: str | None = None) -> Question:
    question = work.add(
        Question(
            network_id=network_id,
            **words._asdict(),
            status=PROPOSED,
            status_at=work.now,
            proposed_by=work.viewer.person_id if reference is None else None,
            proposed_at=work.now,
            reference=reference,
        )
    )
    work.announce(
        QuestionProposed(
            question_id=question.id,
            network_id=network_id,
            status=question.status,
            track=question.track,
            proposed_by=question.proposed_by,
            at=work.now,
            version=question.version,
        )
    )
    work.index(document_of(question.facts()))
    return question


async def _question_held(work: Work, question_id: UUID) -> tuple[Question, Standing]:
    question = await question_to_change(work.session, question_id)
    if question is None:
        raise NotFound
    standing = await standing_in(work.session, question.network_id, work.viewer.person_id, hold=True)
    if not may_see(question.facts(), standing, work.viewer.person_id):
        raise NotFound
    return question, standing


def _move(work: Work, question: Question, status: QuestionStatus, *, seen_version: int) -> None:
    if question.version != seen_version:
        raise StaleVersion
    question.status = status
    question.status_at = work.now
    question.version += 1
