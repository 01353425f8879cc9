"""What agenda does when it hears network, and what it does by the clock."""

from collections.abc import Mapping

from services.agenda.calendars.operations import forget_past_busy_times
from services.agenda.members.operations import (
    forget_old_limits,
    record_active,
    record_ended,
    record_life,
    record_limit,
    record_paused,
    record_succession,
)
from services.agenda.minutes.operations.keeping import forget_minutes, keep_minutes, remind_of_actions
from services.agenda.privacy.operations import begin_erasure, finish_erasures
from services.agenda.sessions.operations.arranging import remind_to_publish
from services.agenda.sessions.operations.carrying import carry_over_what_is_left
from services.agenda.sessions.operations.date_polls import keep_date_polls
from services.agenda.sessions.operations.day import forget_days
from services.agenda.sessions.operations.ending import call_off_what_is_over
from services.agenda.sessions.operations.seats import forget_who_came, keep_seats, look_who_is_missing
from services.agenda.sessions.operations.series_changes import forget_changes
from services.agenda.sessions.operations.sessions import MOST_AT_ONCE, mark_held
from shared.bus.clock import Every, Period, Schedule
from shared.bus.work import Door, Work
from shared.erasure import BELL
from shared.events.base import Event
from shared.events.moderation import RestrictionDecided, RestrictionLifted
from shared.events.network import (
    MembershipActivated,
    MembershipEnded,
    MembershipPaused,
    NetworkChanged,
    NetworkCreated,
    NetworkSucceeded,
    PersonErasureRequested,
)
from shared.service import Handler


async def when_membership_activated(work: Work, event: MembershipActivated) -> None:
    """Somebody takes part, or takes part differently."""
    await record_active(
        work,
        membership_id=event.membership_id,
        network_id=event.network_id,
        person_id=event.person_id,
        perspective=event.perspective,
        also=event.also,
        roles=event.roles,
        version=event.version,
    )


async def when_membership_paused(work: Work, event: MembershipPaused) -> None:
    """Somebody is away for a while."""
    await record_paused(
        work,
        membership_id=event.membership_id,
        network_id=event.network_id,
        person_id=event.person_id,
        version=event.version,
    )


async def when_membership_ended(work: Work, event: MembershipEnded) -> None:
    """Somebody no longer takes part."""
    await record_ended(
        work,
        membership_id=event.membership_id,
        network_id=event.network_id,
        person_id=event.person_id,
        version=event.version,
    )


async def when_restriction_decided(work: Work, event: RestrictionDecided) -> None:
    """Somebody writes nothing for a while, or was warned only."""
    if event.until_at is not None:
        await record_limit(
            work,
            restriction_id=event.restriction_id,
            network_id=event.network_id,
            person_id=event.person_id,
            until_at=event.until_at,
            version=event.version,
        )


async def when_restriction_lifted(work: Work, event: RestrictionLifted) -> None:
    """Somebody may write again before a limit was over."""
    await record_limit(
        work,
        restriction_id=event.restriction_id,
        network_id=event.network_id,
        person_id=event.person_id,
        until_at=event.at,
        version=event.version,
    )


async def when_network_succeeded(work: Work, event: NetworkSucceeded) -> None:
    """A network goes on as another one, and ends."""
    await record_succession(work, network_id=event.network_id, successor_id=event.successor_id, version=event.version)
    await when_network_changed(work, event)


async def when_network_changed(work: Work, event: NetworkCreated | NetworkChanged | NetworkSucceeded) -> None:
    """A network begins, ends, or begins again: what was to come in one that has ended is called off."""
    await record_life(work, network_id=event.network_id, status=event.status, version=event.version)
    await call_off_what_is_over(work)


async def when_person_erasure_requested(work: Work, event: PersonErasureRequested) -> None:
    """Somebody is to be gone for good."""
    await begin_erasure(work, erasure_id=event.erasure_id, person_id=event.person_id, version=event.version)


async def when_an_erasure_goes_on(door: Door, _period: Period) -> None:
    """Say of whom nothing is left."""
    await finish_erasures(door)


async def when_an_hour_has_passed(door: Door, _period: Period) -> None:
    """Mark the sessions that are over, some at a time, and forget who wanted to speak and what can be undone no more."""
    while await door.change(mark_held) == MOST_AT_ONCE:
        pass
    await door.change(forget_days)
    await door.change(forget_changes)


async def when_limits_are_long_over(door: Door, _period: Period) -> None:
    """Forget who wrote nothing for a while, once that is long over."""
    await door.change(forget_old_limits)


async def when_seats_are_due(door: Door, _period: Period) -> None:
    """Give the seats of who left to who waits."""
    await keep_seats(door)


async def when_somebody_may_be_missing(door: Door, _period: Period) -> None:
    """Let coordinators hear who is missing at the sessions of next week, some at a time."""
    while await door.change(look_who_is_missing):
        pass


async def when_who_came_is_long_ago(door: Door, _period: Period) -> None:
    """Forget who said, needed and did what at sessions that are over."""
    await door.change(forget_who_came)


async def when_minutes_are_ten_years_old(door: Door, _period: Period) -> None:
    """Delete minutes that were kept long enough, some at a time."""
    while await door.change(forget_minutes):
        pass


async def when_ten_minutes_have_passed(door: Door, _period: Period) -> None:
    """Remind, close and expire the date polls that are due, some at a time."""
    while await door.change(keep_date_polls):
        pass


async def when_own_calendars_are_past(door: Door, _period: Period) -> None:
    """Forget of people's own calendars what is past."""
    await door.change(forget_past_busy_times)


async def when_minutes_and_actions_are_due(door: Door, _period: Period) -> None:
    """Ask for minutes, establish what nobody objects to, and remind who owns an action; some at a time."""
    while await door.change(keep_minutes):
        pass
    while await door.change(remind_of_actions):
        pass


async def when_agendas_are_looked_after(door: Door, _period: Period) -> None:
    """Ask for agendas that are not published, let wait what sessions did not reach, and call off what cannot be; some at a time."""
    while await door.change(call_off_what_is_over):
        pass
    while await door.change(remind_to_publish):
        pass
    while await door.change(carry_over_what_is_left):
        pass


HANDLERS: Mapping[type[Event], Handler] = {
    MembershipActivated: when_membership_activated,
    MembershipPaused: when_membership_paused,
    MembershipEnded: when_membership_ended,
    RestrictionDecided: when_restriction_decided,
    RestrictionLifted: when_restriction_lifted,
    NetworkCreated: when_network_changed,
    NetworkChanged: when_network_changed,
    NetworkSucceeded: when_network_succeeded,
    PersonErasureRequested: when_person_erasure_requested,
}
SCHEDULE = (
    Schedule("agenda-sessions-held", Every(seconds=3600), when_an_hour_has_passed),
    Schedule("agenda-limits", Every(seconds=86_400), when_limits_are_long_over),
    Schedule("agenda-agendas", Every(seconds=3600), when_agendas_are_looked_after),
    Schedule("agenda-date-polls", Every(seconds=600), when_ten_minutes_have_passed),
    Schedule("agenda-own-calendars", Every(seconds=86_400), when_own_calendars_are_past),
    Schedule("agenda-minutes", Every(seconds=900), when_minutes_and_actions_are_due),
    Schedule("agenda-seats", Every(seconds=600), when_seats_are_due),
    Schedule("agenda-missing", Every(seconds=600), when_somebody_may_be_missing),
    Schedule("agenda-who-came", Every(seconds=3600), when_who_came_is_long_ago),
    Schedule("agenda-minutes-over", Every(seconds=86_400), when_minutes_are_ten_years_old),
    Schedule("agenda-erasures", Every(seconds=5, bell=BELL), when_an_erasure_goes_on),
)
