"""What is true of drafts: sessions that only coordinators know of, until they confirm them or throw them away."""

from datetime import time

from services.agenda.sessions.domain.places import address_problem
from services.agenda.sessions.domain.series_changes import ChangeNotPossible
from shared.errors import Conflict, Problem


class NotADraft(Conflict):
    """This session is no draft any more."""


def check_planned(*, starts: time, ends: time, link: str) -> None:
    """Raise ChangeNotPossible with a problem at each field of a session to plan that cannot be."""
    problems = [
        Problem(field, "LOCAL_TIME_NEEDED", "Give the time on the clock in the Netherlands, without a zone.")
        for field, wall_time in (("starts", starts), ("ends", ends))
        if wall_time.tzinfo is not None
    ]
    if not problems and ends <= starts:
        problems.append(Problem("ends", "ENDS_BEFORE_START", "A session ends after it starts."))
    if link and (problem := address_problem(link, "link")):
        problems.append(problem)
    if problems:
        raise ChangeNotPossible(problems=tuple(problems))
