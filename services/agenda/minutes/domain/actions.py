"""What is true of actions: which lines become one, who owns it, when it is due and who may do what (BR-051)."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from difflib import SequenceMatcher
from typing import Final, Literal, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from services.agenda.sessions.domain.rhythm import ZONE
from shared.errors import Conflict, Invalid, NotAllowed, Problem

ActionStatus = Literal["OPEN", "DONE", "CANCELLED"]
OPEN: Final = "OPEN"
DONE: Final = "DONE"
DROPPED: Final = "CANCELLED"

LINE = re.compile(r"^[-*•–]?\s*(?:afspraak|actie|actiepunt|agreed|action)\s*:\s*(?P<text>\S.*)$", re.IGNORECASE)
ALIKE = 0.6
"""How much two lines have in common (0 to 1) to be the same agreement, written otherwise."""
LONGEST_TEXT = 500
LONGEST_ANSWER = 1_000
FURTHEST_DUE = timedelta(days=5 * 365)
FIRST_REMINDER, LAST_REMINDER, TOO_LATE = timedelta(days=7), timedelta(days=1), timedelta(days=-1)
REMINDED_AT = time(8)

Stage = Literal["SOON", "TOMORROW", "OVERDUE"]


class ActionIncomplete(Invalid):
    """An action needs an owner and a day on which it is done."""


class ActionOver(Conflict):
    """This action is not open."""


class ActionNotShared(Conflict):
    """The minutes in which this was agreed were not shared yet."""


class NotYourAction(NotAllowed):
    """Only who owns this action, the secretary or a coordinator may do this."""


class ActionFacts(NamedTuple):
    """One action as it is stored; assigned_at: since when everybody in the network knows of it."""

    id: UUID
    session_id: UUID
    network_id: UUID
    agenda_point_id: UUID | None
    text: str
    owner_id: UUID | None
    organisation: str
    due_on: date | None
    status: ActionStatus
    answer: str
    assigned_at: datetime | None
    closed_at: datetime | None
    version: int

    @property
    def is_complete(self) -> bool:
        """Whether it has an owner and a day."""
        return self.due_on is not None and bool(self.owner_id or self.organisation)


class SeenAction(NamedTuple):
    """One action as a reader sees it.

    origin: the title of its agenda point. starts_at: of the session where it was agreed. has_owner: whether its owner
    still takes part, or is an organisation. writes: whether the reader is secretary or coordinator. is_adopted: whether it
    goes on in another network than where it was agreed.
    """

    action: ActionFacts
    origin: str
    starts_at: datetime
    has_owner: bool
    writes: bool
    is_adopted: bool = False


class Agreement(NamedTuple):
    """An action that stands already, by its part and its words."""

    id: UUID
    agenda_point_id: UUID | None
    text: str


class Matched(NamedTuple):
    """How lines and actions belong together. kept: the words each action has now; new: part and words; gone: the rest."""

    kept: dict[UUID, str]
    new: list[tuple[UUID | None, str]]
    gone: list[UUID]


def lines_of(text: str) -> list[str]:
    """What was agreed in a text: the words of each line that begins with "Afspraak:" or "Actie:" (J13)."""
    found = (LINE.match(line.strip()) for line in text.splitlines())
    return [line["text"].strip()[:LONGEST_TEXT] for line in found if line]


def match_lines(lines: Iterable[tuple[UUID | None, str]], agreements: Sequence[Agreement]) -> Matched:
    """Find for each line the action that it is already; a line that was written otherwise stays the same action.

    lines: part and words. Equal words go first, then within each part those that are most alike.
    """
    kept: dict[UUID, str] = {}
    waiting: list[tuple[UUID | None, str]] = []
    left = list(agreements)
    for part, words in lines:
        same = next((one for one in left if (one.agenda_point_id, one.text) == (part, words)), None)
        if same is None:
            waiting.append((part, words))
        else:
            kept[same.id] = words
            left.remove(same)
    pairs = sorted(
        (
            (-_likeness(words, one.text), place, one)
            for place, (part, words) in enumerate(waiting)
            for one in left
            if one.agenda_point_id == part
        ),
        key=lambda pair: pair[:2],
    )
    placed: set[int] = set()
    for unlike, place, one in pairs:
        if -unlike >= ALIKE and place not in placed and one.id not in kept:
            kept[one.id] = waiting[place][1]
            placed.add(place)
    new = [line for place, line in enumerate(waiting) if place not in placed]
    return Matched(kept, new, [one.id for one in left if one.id not in kept])


def check_owned(*, owner_id: UUID | None, organisation: str, due_on: date | None, today: date) -> date:
    """Give back the day. Raises ActionIncomplete with every part that is missing or wrong."""
    problems = []
    if not (owner_id or any(letter.isalnum() for letter in organisation)):
        problems.append(Problem("owner", "REQUIRED", "Choose who does it."))
    elif owner_id and organisation:
        problems.append(Problem("owner", "ONE_OWNER", "Choose one owner: a member or an organisation."))
    if due_on is None:
        raise ActionIncomplete(problems=(*problems, Problem("due_on", "REQUIRED", "Fill this in.")))
    if due_on < today:
        problems.append(Problem("due_on", "DUE_IN_THE_PAST", "Choose a day that is still to come."))
    elif due_on > today + FURTHEST_DUE:
        problems.append(Problem("due_on", "TOO_FAR_AHEAD", "Choose a day within five years."))
    if problems:
        raise ActionIncomplete(problems=tuple(problems))
    return due_on


def check_all_owned(actions: Iterable[ActionFacts]) -> None:
    """Raise ActionIncomplete with each action that lacks an owner or a day (J13 AC1)."""
    problems = tuple(
        Problem(f"actions.{action.id}", "ACTION_INCOMPLETE", "Choose an owner and a day.")
        for action in actions
        if not action.is_complete
    )
    if problems:
        raise ActionIncomplete(problems=problems)


def check_open(action: ActionFacts) -> None:
    """Raise ActionNotShared or ActionOver for an action that nobody can finish now."""
    if action.assigned_at is None:
        raise ActionNotShared
    if action.status != OPEN:
        raise ActionOver


def has_say_over(action: ActionFacts, person_id: UUID | None, *, writes: bool) -> bool:
    """Whether somebody may say that this action is done or dropped: its owner, the secretary or a coordinator."""
    return writes or (person_id is not None and action.owner_id == person_id)


def today(now: datetime) -> date:
    """The day on the calendar here."""
    return now.astimezone(ZoneInfo(ZONE)).date()


def is_overdue(action: ActionFacts, now: datetime) -> bool:
    """Whether it should have been done by now."""
    return action.status == OPEN and action.due_on is not None and action.due_on < today(now)


def next_reminder(due: date, now: datetime) -> datetime | None:
    """When its owner is reminded next: a week before, the day before, and once when it is too late; None: no more."""
    moments = (
        datetime.combine(due - before, REMINDED_AT, tzinfo=ZoneInfo(ZONE)).astimezone(now.tzinfo)
        for before in (FIRST_REMINDER, LAST_REMINDER, TOO_LATE)
    )
    return next((moment for moment in moments if moment > now), None)


def stage_of(due: date, now: datetime) -> Stage:
    """What a reminder that leaves now is about."""
    left = due - today(now)
    if left < timedelta():
        return "OVERDUE"
    return "TOMORROW" if left <= LAST_REMINDER else "SOON"


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False).ratio()
