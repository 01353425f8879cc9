"""What is true of reminders: which kinds there are, who wants them, and that nothing is sent at night."""

from datetime import UTC, date, datetime, timedelta
from typing import Final, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from services.notifications.mail.domain.quiet import out_of_the_night
from services.notifications.subscriptions.domain import Cadence, Reminder

POLL: Final = "date-poll"
POLL_REMINDER: Final = "date-poll-reminder"
POLL_COMPLETE: Final = "date-poll-complete"
ABOUT = {POLL: "INVITATION", POLL_REMINDER: "REMINDER", POLL_COMPLETE: "COMPLETE"}
"""By kind of mail, as what agenda is asked for it."""
ASKING: Final = frozenset({POLL, POLL_REMINDER})
"""The mails that ask their reader when they can come."""

SEAT: Final = "session-seat"
ASKED: Final = "session-asked"
MISSING: Final = "session-missing"
COMING: Final = {SEAT: "SEAT", ASKED: "ASKED", MISSING: "MISSING"}
"""By kind of mail about who comes, as what agenda is asked for it."""

AGENDA_PUBLISHED: Final = "agenda-published"
AGENDA_UNPUBLISHED: Final = "agenda-unpublished"
AGENDAS: Final = {AGENDA_PUBLISHED: "PUBLISHED", AGENDA_UNPUBLISHED: "UNPUBLISHED"}
"""By kind of mail about an agenda, as what agenda is asked for it."""
POINT_ANSWERED: Final = "agenda-answer"
ANSWER_LIVES: Final = timedelta(days=7)

MINUTES_SHARED: Final = "minutes-shared"
MINUTES_MISSED: Final = "minutes-missed"
MINUTES: Final = {MINUTES_SHARED: "SHARED", MINUTES_MISSED: "MISSED"}
"""By kind of mail about minutes, as what agenda is asked for it."""
STORY_ASKED: Final = "story-asked"
EXPERT_ASKED: Final = "expert-asked"
EXPERT_OVER: Final = "expert-over"
EXPERTS: Final = {EXPERT_ASKED: "WAITS", EXPERT_OVER: "OVER"}
"""By kind of mail about a question to one fellow member, as what network is asked for it."""
EXPERT_AGAIN: Final = timedelta(days=7)
"""So long before a question lapses, who was asked hears once more that it waits."""
EXPERT_LIVES: Final = timedelta(days=7)
ACTION_ASSIGNED: Final = "action-assigned"
ACTION_DUE: Final = "action-due"
MINUTES_LIVE: Final = timedelta(days=5)
ACTION_LIVES: Final = timedelta(days=3)
"""How long a mail about an action may come late."""

SESSION: Final = "session-reminder"
DAYS_BEFORE: Final = {Reminder.WEEK: 7, Reminder.DAY: 1}
"""The reminders that people choose themselves; that of who chose nothing leaves when a coordinator says."""
USUAL_DAYS: Final = 1
NEVER: Final = 0
"""In place of a number of days: it does not leave."""
MOST_DAYS: Final = 14
RULES: Final = (*DAYS_BEFORE, Reminder.USUAL)
NOT_COMING: Final = "NOT_COMING"
"""Who said so needs no reminder."""
JUST_TOLD: Final = timedelta(hours=12)
"""Who heard of a session so short a time before its reminder is due is not told the same thing again."""
WEEK_LIVES: Final = timedelta(days=3)
"""How long the reminder of a week before may come late; that of a day before until the session starts."""
WANTED_BY = tuple(cadence for cadence in Cadence if cadence is not Cadence.NEVER)
"""Who gets a mail that asks something: everybody who did not say that they want none of this network."""
COMPLETE_LIVES = timedelta(days=7)
ZONE = "Europe/Amsterdam"


class Coming(NamedTuple):
    """A session of which a reminder was not planned yet.

    days: so many days before it starts that leaves; NEVER: not at all. chosen_at: since when that is so; None: always.
    """

    session_id: UUID
    network_id: UUID
    starts_at: datetime
    told_at: datetime
    days: int
    chosen_at: datetime | None = None

    def has_come(self, now: datetime) -> bool:
        """Whether its moment has come."""
        return self.days != NEVER and due_at(self.starts_at, self.days) <= now

    def may_leave(self) -> bool:
        """Whether it can leave at its moment: nobody heard of the session just before, and the day was not past when it was chosen."""
        if self.days == NEVER:
            return False
        due = due_at(self.starts_at, self.days)
        return due >= self.told_at + JUST_TOLD and (self.chosen_at is None or due >= self.chosen_at)

    def leaves(self, now: datetime) -> bool:
        """Whether it leaves now, or should have left a moment ago."""
        return self.has_come(now) and self.may_leave() and expires_at(self.starts_at, self.days) > now


def due_at(starts_at: datetime, days: int) -> datetime:
    """When a reminder leaves: so many days before the session, at the same time on the clock, and not at night."""
    local = starts_at.astimezone(ZoneInfo(ZONE))
    day = local.date() - timedelta(days=days)
    return out_of_the_night(datetime.combine(day, local.time(), tzinfo=ZoneInfo(ZONE)).astimezone(starts_at.tzinfo))


def expires_at(starts_at: datetime, days: int) -> datetime:
    """Until when a reminder that could not leave is still of use."""
    return starts_at if days <= USUAL_DAYS else min(starts_at, due_at(starts_at, days) + WEEK_LIVES)


def days_until(starts_at: datetime, now: datetime) -> int:
    """How many nights lie between now and a session, by the clock on the wall: 0 today, 1 tomorrow."""
    zone = ZoneInfo(ZONE)
    return (starts_at.astimezone(zone).date() - now.astimezone(zone).date()).days


def period_of(reminder: Reminder, starts_at: datetime) -> str:
    """For which start, and which of the reminders: under this name it stands in the ledger."""
    return f"{reminder.value}:{starts_at.astimezone(UTC):%Y-%m-%dT%H:%MZ}"


def today(now: datetime) -> date:
    """The day on the calendar here."""
    return now.astimezone(ZoneInfo(ZONE)).date()
