"""What can be asked of the audit log: who did what to which kind of thing, never what it said."""

from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from shared.api.page import Shape

FirstOfLog = Annotated[int, Field(ge=1, le=101)]
"""A page, and one more to see whether there are more."""


class AuditEntry(Shape):
    """One act. Entries are listed from the highest number down; ``before`` asks for those below a number.

    by: person, stranger, operator or clock. person_id: who did it, and about_person_id: whom it was about, where known.
    verb, kind, reason: codes, as in shared/audit/verbs.
    """

    number: int
    at: AwareDatetime
    by: str
    person_id: UUID | None
    about_person_id: UUID | None
    verb: str
    kind: str
    reason: str | None
