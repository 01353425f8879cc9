"""Who may ask about questions, and how they are answered."""

from uuid import UUID

from services.agenda.members.domain import Standing, check_coordinates
from services.agenda.members.queries import standing_in, writers_along
from services.agenda.questions.domain import (
    SeenQuestion,
    may_note_content,
    may_open_question,
    may_withdraw_question,
    question_by_mail,
)
from services.agenda.questions.operations import (
    adopt_question,
    load_question,
    note_content,
    open_question,
    propose_question,
    withdraw_question,
)
from services.agenda.questions.queries import (
    QuestionPage,
    left_questions,
    question_news,
    question_seen,
    questions_of_network,
    questions_seen,
    recent_questions,
)
from shared.api.agenda.questions import (
    ChangeQuestion,
    LoadQuestion,
    NoteContent,
    ProposeQuestion,
    QuestionNews,
    QuestionNewsAsked,
    QuestionStatus,
    QuestionView,
    Track,
)
from shared.api.page import First, Ids, Page
from shared.errors import NotFound
from shared.web.cursors import moment, read_cursor, write_cursor
from shared.web.edge import ANYONE, PERSON, Edge, Session, Viewer, Work, only

edge = Edge()


@edge.change("/questions", who=PERSON, status_code=201)
async def propose(proposal: ProposeQuestion, work: Work) -> QuestionView:
    """Propose a question."""
    seen = await propose_question(work, **dict(proposal))
    return _view(seen, work.viewer.person_id)


@edge.change("/questions:load", who=only("operator"))
async def load(content: LoadQuestion, work: Work) -> QuestionView:
    """Load reference content."""
    seen = await load_question(work, **dict(content))
    return _view(seen, None)


@edge.change("/questions/{question_id}:open", who=PERSON)
async def open_(question_id: UUID, change: ChangeQuestion, work: Work) -> QuestionView:
    """Put a question on the agenda."""
    seen = await open_question(work, question_id=question_id, version=change.version)
    return _view(seen, work.viewer.person_id)


@edge.change("/questions/{question_id}:note-content", who=PERSON)
async def note_content_(question_id: UUID, body: NoteContent, work: Work) -> QuestionView:
    """Say what readers should know first."""
    seen = await note_content(work, question_id=question_id, content_note=body.content_note, version=body.version)
    return _view(seen, work.viewer.person_id)


@edge.change("/questions/{question_id}:withdraw", who=PERSON)
async def withdraw(question_id: UUID, change: ChangeQuestion, work: Work) -> QuestionView:
    """Take a question back."""
    seen = await withdraw_question(work, question_id=question_id, version=change.version)
    return _view(seen, work.viewer.person_id)


@edge.read("/networks/{network_id}/left-questions", who=PERSON)
async def left(network_id: UUID, session: Session, viewer: Viewer) -> list[QuestionView]:
    """Open questions of the networks that go on as this one, for its coordinators."""
    standing = await standing_in(session, network_id, viewer.person_id)
    check_coordinates(standing)
    return [
        _view(SeenQuestion(question, Standing.STRANGER), None) for question in await left_questions(session, network_id)
    ]


@edge.change("/networks/{network_id}/left-questions/{question_id}:adopt", who=PERSON)
async def adopt(network_id: UUID, question_id: UUID, change: ChangeQuestion, work: Work) -> QuestionView:
    """Go on with a question that was left."""
    seen = await adopt_question(work, network_id=network_id, question_id=question_id, version=change.version)
    return _view(seen, work.viewer.person_id)


@edge.read("/questions/recent", who=PERSON)
async def recent(session: Session, viewer: Viewer, first: First = 20, after: str | None = None) -> Page[QuestionView]:
    """What came on the agenda of the viewer's networks."""
    found = await recent_questions(session, viewer.person_id, first=first, after=read_cursor(after, moment, UUID))
    return _page(found, viewer)


@edge.read("/questions/{question_id}", who=ANYONE)
async def one(question_id: UUID, session: Session, viewer: Viewer, writers: bool = False) -> QuestionView:
    """One question. writers: with everybody who wrote words of it, for members."""
    seen = await question_seen(session, viewer.person_id, question_id)
    if seen is None:
        raise NotFound
    view = _view(seen, viewer.person_id)
    if not writers or not seen.standing.takes_part:
        return view
    along = (await writers_along(session, [question_id])).get(question_id, [])
    proposer = seen.question.proposed_by
    return view.model_copy(update={"writers": list(dict.fromkeys([*([proposer] if proposer else []), *along]))})


@edge.read("/questions:batch", who=ANYONE, method="POST")
async def batch(asked: Ids, session: Session, viewer: Viewer) -> list[QuestionView]:
    """Some questions by id."""
    found = await questions_seen(session, viewer.person_id, asked.ids)
    return [_view(seen, viewer.person_id) for seen in found]


@edge.read("/networks/{network_id}/questions", who=ANYONE)
async def of_network(
    network_id: UUID,
    session: Session,
    viewer: Viewer,
    status: QuestionStatus | None = None,
    track: Track | None = None,
    first: First = 20,
    after: str | None = None,
) -> Page[QuestionView]:
    """The questions of one network."""
    found = await questions_of_network(
        session,
        viewer.person_id,
        network_id,
        status=status,
        track=track,
        first=first,
        after=read_cursor(after, moment, UUID),
    )
    return _page(found, viewer)


@edge.read("/questions:news", who=only("notifications"), method="POST")
async def news(asked: QuestionNewsAsked, session: Session) -> QuestionNews:
    """What may be said of these questions to these readers, now."""
    questions, readers = await question_news(
        session, network_id=asked.network_id, question_ids=asked.question_ids, reader_ids=asked.reader_ids
    )
    return QuestionNews(
        questions=[_view(SeenQuestion(question_by_mail(question), Standing.MEMBER), None) for question in questions],
        reader_ids=[reader_id for reader_id in asked.reader_ids if reader_id in readers],
    )


def _page(found: QuestionPage, viewer: Viewer) -> Page[QuestionView]:
    return Page(
        items=[_view(seen, viewer.person_id) for seen in found.questions],
        next_cursor=write_cursor(*found.next_key) if found.next_key else None,
    )


def _view(seen: SeenQuestion, person_id: UUID | None) -> QuestionView:
    question = seen.question
    return QuestionView(
        id=question.id,
        network_id=question.network_id,
        title=question.title,
        why=question.why,
        who_notices=question.who_notices,
        origin=question.origin,
        theme=question.theme,
        track=question.track,
        status=question.status,
        proposed_by=question.proposed_by if seen.standing.takes_part else None,
        proposed_at=question.proposed_at,
        opened_at=question.opened_at,
        may_open=may_open_question(question, seen.standing, is_over=seen.is_over),
        may_withdraw=may_withdraw_question(question, person_id),
        may_note_content=may_note_content(question, seen.standing, person_id),
        content_note=question.content_note,
        version=question.version,
    )
