"""What network does when it hears something - it stands at the source and hears nobody - and what it does by the clock."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import time
from typing import Any

from services.network.memberships.operations.expert_questions import (
    forget_old_expert_questions,
    let_expert_questions_lapse,
)
from services.network.memberships.operations.guardians import (
    ask_whether_sixteen,
    forget_outgrown_addresses,
    forget_outlived_permissions,
    let_permissions_lapse,
)
from services.network.memberships.operations.helping import forget_account_offers
from services.network.memberships.operations.invitations import forget_old_invitations, let_invitations_expire
from services.network.memberships.operations.link_breaking import forget_old_link_breaks
from services.network.memberships.operations.pausing import end_long_pauses
from services.network.memberships.operations.reports import forget_old_reports
from services.network.memberships.operations.requests import forget_old_requests, let_requests_lapse
from services.network.memberships.operations.restrictions import forget_old_restrictions
from services.network.memberships.operations.roles import let_roles_run_out
from services.network.memberships.operations.supporting import notice_lost_support
from services.network.memberships.queries.roles import MOST_AT_ONCE
from services.network.networks.operations import say_again_what_ended
from services.network.people.operations.devices import forget_auth_sessions
from services.network.people.operations.email_changes import forget_email_changes
from services.network.people.operations.machine_tokens import forget_machine_tokens
from services.network.people.operations.names import forget_tried_names
from services.network.people.operations.outside_identities import forget_outside_sign_ins
from services.network.people.operations.passkeys import forget_challenges
from services.network.people.operations.resealing import reseal_some
from services.network.people.operations.signing_in import forget_sign_ins
from services.network.privacy.operations.erasing import forget_proofs
from services.network.privacy.operations.exporting import forget_exports
from services.network.privacy.operations.keeping import (
    erase_unused,
    erase_without_place,
    note_use,
    warn_unused,
)
from services.network.privacy.operations.listing import carry_on
from services.network.steering.operations.unled import seek_coordinators
from shared.bus.clock import Daily, Every, Period, Schedule, Weekly
from shared.bus.work import Door, Work
from shared.erasure import BELL
from shared.events.base import Event
from shared.service import Handler


async def when_a_quarter_has_passed(door: Door, period: Period) -> None:
    """Remove what was asked for at the door and is over: requests to sign in and to change an address, with the addresses in them."""
    for forget in (
        forget_sign_ins,
        forget_email_changes,
        forget_challenges,
        forget_outside_sign_ins,
        forget_tried_names,
    ):
        await door.change(forget)


async def when_an_erasure_goes_on(door: Door, period: Period) -> None:
    """Take every erasure a step further."""
    await carry_on(door)


async def when_ten_minutes_have_passed(door: Door, period: Period) -> None:
    """End what is over: roles, places kept for a year, requests, invitations, permissions; and notice who lost their help, or may be 16."""
    for end in ENDED_IN_TIME:
        while await door.change(end) == MOST_AT_ONCE:
            pass


async def when_accounts_are_counted(door: Door, period: Period) -> None:
    """Warn who did not use their account for almost 24 months, and erase who was warned twice."""
    for step in (note_use, warn_unused, erase_unused):
        await door.change(step)


async def when_night_falls(door: Door, period: Period) -> None:
    """Remove what is kept no longer: sessions, tokens of programs, proofs, files, requests to take part, invitations.

    Who came since accounts were counted is noted first: with a session that is over goes the only trace of that.
    """
    await door.change(note_use)
    for forget in FORGOTTEN_AT_NIGHT:
        await door.change(forget)


async def when_somebody_may_not_have_heard(door: Door, period: Period) -> None:
    """Say again of networks that have ended that they have: at every start, and every day."""
    await say_again_what_ended(door)


async def when_monday_comes(door: Door, period: Period) -> None:
    """Tell who looks after the platform that something waits where nobody coordinates."""
    await door.change(seek_coordinators)


async def when_the_vault_may_have_a_new_key(door: Door, period: Period) -> None:
    """Seal with the newest key what an older one sealed, until nothing is left."""
    while await door.change(reseal_some):
        pass


ENDED_IN_TIME: tuple[Callable[[Work], Awaitable[int]], ...] = (
    let_roles_run_out,
    end_long_pauses,
    let_requests_lapse,
    let_expert_questions_lapse,
    let_invitations_expire,
    let_permissions_lapse,
    forget_outlived_permissions,
    erase_without_place,
    ask_whether_sixteen,
    notice_lost_support,
)
FORGOTTEN_AT_NIGHT: tuple[Callable[[Work], Awaitable[Any]], ...] = (
    forget_old_requests,
    forget_old_invitations,
    forget_account_offers,
    forget_old_link_breaks,
    forget_old_reports,
    forget_old_expert_questions,
    forget_old_restrictions,
    forget_outgrown_addresses,
    forget_auth_sessions,
    forget_machine_tokens,
    forget_proofs,
    forget_exports,
)
HANDLERS: Mapping[type[Event], Handler] = {}
SCHEDULE = (
    Schedule("forget-sign-ins", Every(seconds=900), when_a_quarter_has_passed),
    Schedule("erasures", Every(seconds=5, bell=BELL), when_an_erasure_goes_on),
    Schedule("roles-and-pauses-over", Every(seconds=600), when_ten_minutes_have_passed),
    Schedule("unused-accounts", Daily(at=time(3)), when_accounts_are_counted),
    Schedule("networks-ended", Every(seconds=86_400), when_somebody_may_not_have_heard),
    Schedule("coordinators-sought", Weekly(weekday=0, at=time(7)), when_monday_comes),
    Schedule("vault", Daily(at=time(2, 30)), when_the_vault_may_have_a_new_key),
    Schedule("forget-auth-sessions", Daily(at=time(3, 30)), when_night_falls),
)
