"""What is true of documents of a session: each is a title and an address; nothing is copied."""

import unicodedata
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from services.agenda.members.domain import Standing
from services.agenda.sessions.domain.places import address_problem
from shared.errors import Conflict, Invalid, NotAllowed, Problem

MOST_DOCUMENTS = 50
LONGEST_TITLE = 200


class DocumentIncomplete(Invalid):
    """This document is not complete yet."""


class TooManyDocuments(Conflict):
    """A session has at most fifty documents."""


class NotYourDocument(NotAllowed):
    """Only who added this document, or a coordinator, may take it away."""


class DocumentFacts(NamedTuple):
    """One document of a session as it is stored."""

    id: UUID
    session_id: UUID
    network_id: UUID
    title: str
    url: str
    added_by: UUID | None
    added_at: datetime


class ToldDocument(NamedTuple):
    """One document as a mail tells it. perspective: for whom its session is; None: for everybody who takes part."""

    id: UUID
    session_id: UUID
    series_id: UUID | None
    starts_at: datetime
    title: str
    added_by: UUID | None
    perspective: str | None


class SeenDocument(NamedTuple):
    """One document, and how its reader stands at its session."""

    document: DocumentFacts
    standing: Standing


def may_remove_document(document: DocumentFacts, standing: Standing, person_id: UUID | None) -> bool:
    """Whether a document is a person's to take away: a member who added it, or a coordinator."""
    if standing.coordinates:
        return True
    return standing.takes_part and person_id is not None and document.added_by == person_id


def check_document(*, title: str, url: str) -> None:
    """Raise DocumentIncomplete with every part that is missing or wrong."""
    problems = []
    if not any(unicodedata.category(character)[0] not in "CMZ" for character in title):
        problems.append(Problem("title", "REQUIRED", "Fill this in."))
    elif len(title) > LONGEST_TITLE:
        problems.append(Problem("title", "TITLE_TOO_LONG", f"A title has at most {LONGEST_TITLE} characters."))
    if not url:
        problems.append(Problem("url", "REQUIRED", "Fill this in."))
    elif problem := address_problem(url, "url"):
        problems.append(problem)
    if problems:
        raise DocumentIncomplete(problems=tuple(problems))
