"""What is true of goals: when one is whole, and that a passed day asks for its outcome but never closes it (BR-025)."""

from datetime import date
from enum import StrEnum

from shared.errors import Conflict, Invalid, Problem

LONGEST = {"text": 300, "measure": 300, "target": 300, "lesson": 1000}
MOST_OPEN = 30


class Outcome(StrEnum):
    """What became of a goal."""

    REACHED = "REACHED"
    PARTLY = "PARTLY"
    NOT_REACHED = "NOT_REACHED"
    UNKNOWN = "UNKNOWN"


class GoalIncomplete(Invalid):
    """This goal is not complete yet."""


class GoalIsClosed(Conflict):
    """This goal has an outcome already; set a new goal instead."""


class TooManyGoals(Conflict):
    """This network has thirty open goals; close some first."""


class NobodyLeftIt(Conflict):
    """This goal is not waiting for a new owner."""


def check_goal(*, text: str, measure: str, target: str, lesson: str = "") -> None:
    """Raise GoalIncomplete with everything that is wrong at once."""
    told = {"text": text, "measure": measure, "target": target, "lesson": lesson}
    problems = [
        Problem(field, "REQUIRED", "This cannot be empty.") for field in ("text", "measure") if not told[field].strip()
    ]
    problems += [
        Problem(field, "TEXT_TOO_LONG", f"At most {longest} characters.")
        for field, longest in LONGEST.items()
        if len(told[field]) > longest
    ]
    if problems:
        raise GoalIncomplete(problems=tuple(problems))


def check_is_open(outcome: str | None) -> None:
    """Raise GoalIsClosed for a goal of which is known what became of it."""
    if outcome is not None:
        raise GoalIsClosed


def asks_for_outcome(*, due_on: date | None, outcome: str | None, today: date) -> bool:
    """Whether the day of a goal has passed and nobody has said yet what became of it."""
    return outcome is None and due_on is not None and due_on < today
