"""What is true of questions: what one needs, how it moves, and who may see and do what."""

import unicodedata
from datetime import datetime
from typing import Final, Literal, NamedTuple
from uuid import UUID

from services.agenda.finding.domain import question_document
from services.agenda.members.domain import Standing
from shared.errors import Conflict, Invalid, NotAllowed, Problem
from shared.search.document import Document

QuestionStatus = Literal["PROPOSED", "ON_AGENDA", "WITHDRAWN"]
PROPOSED: Final = "PROPOSED"
ON_AGENDA: Final = "ON_AGENDA"
WITHDRAWN: Final = "WITHDRAWN"

Track = Literal["RESEARCH", "IMPLEMENTATION"]
Theme = Literal["alternatief-hulpaanbod", "onderwijs", "leernetwerken", "samenwerken", "cultuurverandering"]

LONGEST_TITLE = 200
LONGEST_TEXT = 4000
LONGEST_CONTENT_NOTE = 140
"""What is heavy in a text fits in one line that everybody reads before it (C092)."""


class QuestionIncomplete(Invalid):
    """This question is not complete yet."""


class AlreadyOnAgenda(Conflict):
    """This question is on the agenda already."""


class AlreadyWithdrawn(Conflict):
    """This question was taken back."""


class QuestionNotLeft(Conflict):
    """This question is not waiting for a new owner."""


class ContentNoteTooLong(Invalid):
    """Say in one short line what readers should know before they read this."""


class NotTheProposer(NotAllowed):
    """Only who proposed this question may take it back."""


class Words(NamedTuple):
    """What somebody wrote when proposing a question."""

    title: str
    why: str
    who_notices: str
    origin: str
    theme: Theme
    track: Track
    content_note: str | None = None


class QuestionFacts(NamedTuple):
    """One question as it is stored."""

    id: UUID
    network_id: UUID
    title: str
    why: str
    who_notices: str
    origin: str
    theme: Theme
    track: Track
    status: QuestionStatus
    status_at: datetime
    """Since when it has this status; lists are in this order."""
    proposed_by: UUID | None
    proposed_at: datetime
    opened_at: datetime | None
    version: int
    content_note: str | None = None
    """What readers should know before they open the words; None where these are not heavy."""


class SeenQuestion(NamedTuple):
    """One question, and how its reader stands in its network."""

    question: QuestionFacts
    standing: Standing
    is_over: bool = False
    """Whether that network has ended."""


def words_of(
    *,
    title: str,
    why: str,
    who_notices: str,
    origin: str,
    theme: Theme | None,
    track: Track,
    content_note: str = "",
    is_reference: bool = False,
) -> Words:
    """Put the parts of a question together. Raises QuestionIncomplete with every part that is missing or wrong (BR-001).

    is_reference: content of the house itself, which tells where it comes from and may leave the rest open.
    """
    problems = [
        *_title_problems(title),
        *_text_problems("why", why, needed=not is_reference),
        *_text_problems("who_notices", who_notices, needed=not is_reference),
        *_text_problems("origin", origin, needed=True),
        *content_note_problems(content_note),
    ]
    if theme is None:
        raise QuestionIncomplete(problems=(*problems, _required("theme")))
    if problems:
        raise QuestionIncomplete(problems=tuple(problems))
    return Words(title, why, who_notices, origin, theme, track, content_note or None)


def content_note_problems(content_note: str) -> list[Problem]:
    """What is wrong with a content note: nothing, or that it is longer than a line (C092)."""
    too_many = len(content_note) - LONGEST_CONTENT_NOTE
    if too_many <= 0:
        return []
    most = f"{too_many} characters too many; {LONGEST_CONTENT_NOTE} is the most."
    return [Problem("content_note", "TEXT_TOO_LONG", most)]


def checked_content_note(content_note: str) -> str | None:
    """A content note as it is kept; None for no words. Raises ContentNoteTooLong."""
    if problems := content_note_problems(content_note):
        raise ContentNoteTooLong(problems=tuple(problems))
    return content_note or None


def document_of(question: QuestionFacts) -> Document:
    """By which words a question that was not taken back is found, and by whom: heavy words are in no search result."""
    is_heavy = question.content_note is not None
    return question_document(
        question_id=question.id,
        network_id=question.network_id,
        title=question.title,
        why="" if is_heavy else question.why,
        who_notices="" if is_heavy else question.who_notices,
        origin="" if is_heavy else question.origin,
        on_agenda=question.status == ON_AGENDA,
        proposed_at=question.proposed_at,
    )


def question_by_mail(question: QuestionFacts) -> QuestionFacts:
    """A question as mails may tell of it: of heavy words only the title."""
    return question._replace(why="", who_notices="", origin="") if question.content_note else question


def may_see(question: QuestionFacts, standing: Standing, person_id: UUID | None) -> bool:
    """Whether a person may know of a question: on the agenda everybody, proposed its members, withdrawn its coordinators.

    Who proposed it always may.
    """
    if question.status == ON_AGENDA or is_proposer(question, person_id):
        return True
    return standing.takes_part if question.status == PROPOSED else standing.coordinates


def may_open_question(question: QuestionFacts, standing: Standing, *, is_over: bool) -> bool:
    """Whether this question can be put on the agenda by somebody who stands so in its network, which has ended or not."""
    return question.status == PROPOSED and standing.coordinates and not is_over


def may_withdraw_question(question: QuestionFacts, person_id: UUID | None) -> bool:
    """Whether a person may take this question back: who proposed it, also after leaving the network."""
    return question.status != WITHDRAWN and is_proposer(question, person_id)


def may_note_content(question: QuestionFacts, standing: Standing, person_id: UUID | None) -> bool:
    """Whether a person may say what readers should know first: who proposed the question, and who coordinates (C092)."""
    return question.status != WITHDRAWN and (standing.coordinates or is_proposer(question, person_id))


def is_proposer(question: QuestionFacts, person_id: UUID | None) -> bool:
    """Whether a person proposed this question."""
    return person_id is not None and question.proposed_by == person_id


def _title_problems(title: str) -> list[Problem]:
    if not _says_something(title.rstrip("?")):
        return [_required("title")]
    problems = []
    if not title.endswith("?"):
        problems.append(Problem("title", "TITLE_NEEDS_QUESTION_MARK", "A question ends with a question mark."))
    if len(title) > LONGEST_TITLE:
        too_many = len(title) - LONGEST_TITLE
        problems.append(
            Problem("title", "TITLE_TOO_LONG", f"{too_many} characters too many; {LONGEST_TITLE} is the most.")
        )
    return problems


def _text_problems(field: str, text: str, *, needed: bool) -> list[Problem]:
    if needed and not _says_something(text):
        return [_required(field)]
    if len(text) > LONGEST_TEXT:
        too_many = len(text) - LONGEST_TEXT
        return [Problem(field, "TEXT_TOO_LONG", f"{too_many} characters too many; {LONGEST_TEXT} is the most.")]
    return []


def _required(field: str) -> Problem:
    return Problem(field, "REQUIRED", "Fill this in.")


def _says_something(text: str) -> bool:
    return any(unicodedata.category(character)[0] not in "CMZ" for character in text)
