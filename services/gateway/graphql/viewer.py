"""The person who asks, and what concerns them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import strawberry

from services.gateway.graphql.action_points import ActionsOfViewer, my_action_points
from services.gateway.graphql.agenda_points import AgendaPoint
from services.gateway.graphql.ages import AgeBand
from services.gateway.graphql.asking import Ask
from services.gateway.graphql.backlog import answered_of_viewer
from services.gateway.graphql.calendars import CalendarFeed, my_calendar_feeds
from services.gateway.graphql.connections import window
from services.gateway.graphql.context import Context
from services.gateway.graphql.date_polls import DatePoll, waiting_for_viewer
from services.gateway.graphql.devices import Device, my_devices
from services.gateway.graphql.digests import DigestChoice, digests_of
from services.gateway.graphql.email_changes import EmailChange, my_email_change
from services.gateway.graphql.enums import Language, PlatformRole
from services.gateway.graphql.loading import Loading, nothing, sound, together, told
from services.gateway.graphql.logbook import LogOfViewer, my_log
from services.gateway.graphql.machine_tokens import MachineToken, my_machine_tokens
from services.gateway.graphql.memberships import Membership, my_memberships
from services.gateway.graphql.minutes import Minutes
from services.gateway.graphql.minutes import waiting_for_viewer as waiting_minutes
from services.gateway.graphql.minutes_stories import MinutesStory, waiting_stories
from services.gateway.graphql.my_data import MyData, my_data_of
from services.gateway.graphql.outside_identities import OutsideIdentity, my_identities
from services.gateway.graphql.own_calendar import OwnCalendar, my_own_calendar
from services.gateway.graphql.passkeys import Passkey, my_passkeys
from services.gateway.graphql.people import Person, person
from services.gateway.graphql.plan import Field, Place, Wanted
from services.gateway.graphql.questions import Question, questions_of
from services.gateway.graphql.sessions import Session, sessions_of
from services.gateway.graphql.waiting import WaitingDecision, waiting_decisions
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import agenda, coming, network, notifications, steering

# Lists are fetched with the viewer; their arguments are declared here and read below.


def _upcoming_sessions(self: Any, info: Ask, first: int | None = 5) -> Any:
    return self.lists[info.field]


def _recent_questions(self: Any, info: Ask, first: int | None = 5) -> Any:
    return self.lists[info.field]


@seen_by(Who.SELF)
@strawberry.type(description="The person who asks.")
class Viewer(ActionsOfViewer, LogOfViewer):
    person: Person
    email: str
    language: Language
    is_pseudonym: bool = strawberry.field(description="Whether the name that others see is a schuilnaam.")
    pseudonym_changes_from: date | None = strawberry.field(
        description="From which day the schuilnaam can be changed again; null where none was ever chosen."
    )
    age_band: AgeBand | None = strawberry.field(description="Null for who was never asked.")
    memberships: Any = strawberry.field(graphql_type=list[Membership], metadata=may(Who.SELF, length=10))
    digests: Any = strawberry.field(
        graphql_type=list[DigestChoice] | None,
        metadata=may(Who.SELF, length=10),
        description="How often the digest of each network comes.",
    )
    devices: Any = strawberry.field(
        graphql_type=list[Device] | None,
        metadata=may(Who.SELF, length=10),
        description="Where the viewer is signed in, last seen first.",
    )
    email_change: Any = strawberry.field(
        graphql_type=EmailChange | None,
        metadata=may(Who.SELF),
        description="The change of address that waits to be confirmed, or that can still be undone.",
    )
    platform_roles: Any = strawberry.field(
        graphql_type=list[PlatformRole],
        metadata=may(Who.SELF, length=2),
        description="What the viewer does for the whole platform.",
    )
    passkeys: Any = strawberry.field(
        graphql_type=list[Passkey] | None,
        metadata=may(Who.SELF, length=10),
        description="The passkeys of the viewer, newest first.",
    )
    my_data: Any = strawberry.field(
        graphql_type=MyData | None,
        metadata=may(Who.SELF),
        description="Everything the platform holds about the viewer.",
    )
    machine_tokens: Any = strawberry.field(
        graphql_type=list[MachineToken] | None,
        metadata=may(Who.SELF, length=10),
        description="The tokens with which programs act for the viewer, newest first.",
    )
    calendar_feeds: Any = strawberry.field(
        graphql_type=list[CalendarFeed] | None,
        metadata=may(Who.SELF, length=10),
        description="The addresses at which calendar programs fetch the viewer's sessions: of all networks first.",
    )
    own_calendar: Any = strawberry.field(
        graphql_type=OwnCalendar | None,
        metadata=may(Who.SELF),
        description="What is kept of the viewer's own calendar; null where nothing is.",
    )
    outside_identities: Any = strawberry.field(
        graphql_type=list[OutsideIdentity] | None,
        metadata=may(Who.SELF, length=5),
        description="The accounts at other houses with which the viewer signs in.",
    )
    name_suggestions: Any = strawberry.field(
        graphql_type=list[str] | None,
        metadata=may(Who.SELF, length=3),
        description="Three names that nobody has, drawn by chance: other ones each time.",
    )
    waiting_date_polls: Any = strawberry.field(
        graphql_type=list[DatePoll] | None,
        metadata=may(Who.SELF, length=5),
        description="Date polls that the viewer can answer, or choose the dates of; most pressing first, at most ten.",
    )
    answered_agenda_points: Any = strawberry.field(
        graphql_type=list[AgendaPoint] | None,
        metadata=may(Who.SELF, length=3),
        description="What the viewer proposed and was answered in the last two weeks, the newest first; at most ten.",
    )
    near_sessions: Any = strawberry.field(
        graphql_type=list[Session] | None,
        metadata=may(Who.SELF, length=5),
        description="The sessions within seven days that the viewer coordinates, in order of time; at most ten.",
    )
    sessions_just_over: Any = strawberry.field(
        graphql_type=list[Session] | None,
        metadata=may(Who.SELF, length=3),
        description="The sessions of the last days that the viewer leads, of which nobody said what they reached; at most five.",
    )
    waiting_decisions: Any = strawberry.field(
        graphql_type=list[WaitingDecision] | None,
        metadata=may(Who.SELF, length=5),
        description="What waits for the viewer in the networks they coordinate, and what they wait for; oldest first, at most fifty.",
    )
    waiting_minutes: Any = strawberry.field(
        graphql_type=list[Minutes] | None,
        metadata=may(Who.SELF, length=5),
        description="Minutes that the viewer writes, answers comments on or establishes; oldest first, at most ten.",
    )
    waiting_stories: Any = strawberry.field(
        graphql_type=list[MinutesStory] | None,
        metadata=may(Who.SELF, length=3),
        description="What the viewer told, that somebody wants to put in minutes; oldest first, at most ten.",
    )
    lists: strawberry.Private[dict[Field, Any]]

    upcoming_sessions: Any = strawberry.field(
        resolver=_upcoming_sessions,
        graphql_type=list[Session] | None,
        metadata=may(Who.SELF),
        description="The next sessions of all networks of the viewer.",
    )
    recent_questions: Any = strawberry.field(
        resolver=_recent_questions,
        graphql_type=list[Question] | None,
        metadata=may(Who.SELF),
        description="What came on the agendas of the networks of the viewer, newest first.",
    )


def viewer_of(context: Context, wanted: Wanted) -> Loading[Viewer]:
    """Fetch who asks, with what is asked of them. Raises NotSignedIn for a stranger."""
    upcoming, recent, log, actions = (
        wanted.places(name) for name in ("upcomingSessions", "recentQuestions", "audit", "actionPoints")
    )
    me, *fetched = yield from together(
        told(network.me()),
        *(fetch(context, wanted.below(name)) if name in wanted else nothing(None) for _, name, fetch in PARTS),
        *(_upcoming(context, place) for place in upcoming),
        *(_recent(context, place) for place in recent),
        *(my_log(context, place) for place in log),
        *(my_action_points(context, place) for place in actions),
    )
    sound(me)
    parts, lists = fetched[: len(PARTS)], fetched[len(PARTS) :]
    return Viewer(
        person=person(me.id, me.display_name, me.avatar),
        email=me.email,
        language=Language(me.language),
        is_pseudonym=me.is_pseudonym,
        pseudonym_changes_from=me.pseudonym_changes_from,
        age_band=AgeBand(me.age_band) if me.age_band else None,
        lists={place.field: one for place, one in zip((*upcoming, *recent, *log, *actions), lists, strict=True)},
        **{attribute: part for (attribute, _, _), part in zip(PARTS, parts, strict=True)},
    )


def _digests(context: Context, wanted: Wanted) -> Loading[list[DigestChoice]]:
    views = yield from told(notifications.my_subscriptions())
    return (yield from digests_of(context, views, wanted))


def _near(context: Context, wanted: Wanted) -> Loading[list[Session]]:
    views = yield from told(coming.near_sessions())
    return (yield from sessions_of(context, views, wanted))


def _just_over(context: Context, wanted: Wanted) -> Loading[list[Session]]:
    views = yield from told(coming.sessions_just_over())
    return (yield from sessions_of(context, views, wanted))


def _name_suggestions(_context: Context, _wanted: Wanted) -> Loading[list[str]]:
    return (yield from told(network.suggested_names())).names


def _platform_roles(_context: Context, _wanted: Wanted) -> Loading[list[PlatformRole]]:
    view = yield from told(steering.my_platform_roles())
    return [PlatformRole(role) for role in view.roles]


PARTS: tuple[tuple[str, str, Callable[[Context, Wanted], Loading[Any]]], ...] = (
    ("memberships", "memberships", my_memberships),
    ("digests", "digests", _digests),
    ("name_suggestions", "nameSuggestions", _name_suggestions),
    ("devices", "devices", lambda context, _: my_devices(context)),
    ("email_change", "emailChange", lambda _context, _: my_email_change()),
    ("passkeys", "passkeys", lambda _context, _: my_passkeys()),
    ("machine_tokens", "machineTokens", lambda _context, _: my_machine_tokens()),
    ("calendar_feeds", "calendarFeeds", my_calendar_feeds),
    ("own_calendar", "ownCalendar", lambda _context, _: my_own_calendar()),
    ("outside_identities", "outsideIdentities", lambda context, _: my_identities(context)),
    ("platform_roles", "platformRoles", _platform_roles),
    ("waiting_date_polls", "waitingDatePolls", waiting_for_viewer),
    ("near_sessions", "nearSessions", _near),
    ("sessions_just_over", "sessionsJustOver", _just_over),
    ("answered_agenda_points", "answeredAgendaPoints", answered_of_viewer),
    ("waiting_decisions", "waitingDecisions", waiting_decisions),
    ("waiting_minutes", "waitingMinutes", waiting_minutes),
    ("waiting_stories", "waitingStories", waiting_stories),
    ("my_data", "myData", lambda _context, wanted: my_data_of(wanted)),
)
"""What is fetched only where it is asked: the attribute, the name in GraphQL, and the loader."""


def _upcoming(context: Context, place: Place) -> Loading[list[Session]]:
    given = yield from told(agenda.upcoming_sessions(first=window(place.arguments["first"], None).first))
    return (yield from sessions_of(context, given.items, place.wanted))


def _recent(context: Context, place: Place) -> Loading[list[Question]]:
    given = yield from told(agenda.recent_questions(first=window(place.arguments["first"], None).first))
    return (yield from questions_of(context, given.items, place.wanted))


def _viewer(info: Ask) -> Loading[Any]:
    context = info.context
    if context.viewer_unknown is not None:
        raise context.viewer_unknown
    return nothing(None) if context.viewer is None else viewer_of(context, info.wanted())


@strawberry.type
class ViewerQuery:
    viewer: Any = strawberry.field(
        resolver=_viewer,
        graphql_type=Viewer | None,
        description="Who asks; null for a stranger.",
        metadata=may(Who.ANYONE),
    )
