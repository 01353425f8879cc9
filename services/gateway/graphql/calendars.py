"""Sessions in people's own calendars: secret addresses for feeds, and calendars as text."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.context import Context
from services.gateway.graphql.enums import Language
from services.gateway.graphql.ids import global_id, row_id
from services.gateway.graphql.loading import Loading, nothing, seen, sound, together, told, unique
from services.gateway.graphql.nodes import later, many
from services.gateway.graphql.plan import Wanted
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id, shape
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import calendars as owner
from services.gateway.owners import network
from shared.api.agenda.calendars import CalendarEntry, CalendarFeedView, ReadCalendarFeed, ResetCalendarFeed
from shared.api.network.networks import NetworkView
from shared.ics import Entry, calendar, uid

SHORTEST_TOKEN = 16
LONGEST_TOKEN = 200
MOST_ASKED = 100
WORDS = {
    "nl": ("Bijeenkomst", "Gaat niet door: {}", "Wat er op de agenda staat, lees je op {}"),
    "en": ("Meeting", "Cancelled: {}", "You can read the agenda at {}"),
}


@seen_by(Who.SELF)
@strawberry.type(
    description="An address at which a calendar program fetches the viewer's sessions. The address is told once and stored nowhere."
)
class CalendarFeed:
    id: strawberry.ID
    network: Any = strawberry.field(
        graphql_type=later("Network", "networks") | None, description="Null: all networks of the viewer."
    )
    is_neutral: bool = strawberry.field(description="Whether it says no more than that there is a session.")
    made_at: datetime
    used_on: date | None = strawberry.field(description="The day on which it was last fetched.")


@seen_by(Who.SELF)
@strawberry.type(description="A new address; the one before it is over.")
class CalendarFeedMade:
    url: str = strawberry.field(description="Told only now.")
    feed: CalendarFeed


@seen_by(Who.HOLDER)
@strawberry.type(description="A calendar (RFC 5545).")
class Calendar:
    text: str = strawberry.field(description="Empty where it is over.")
    is_over: bool = strawberry.field(description="Whether the address it was asked with was replaced by a newer one.")


@strawberry.input(description="For one network, or for all of them where none is named.")
class ResetCalendarFeedInput:
    network_id: strawberry.ID | None = None
    is_neutral: bool | None = strawberry.field(
        default=None, description="Null: neutral for young people, and not for others."
    )
    language: Language = Language.nl
    client_mutation_id: str | None = None


ResetCalendarFeedResult = Annotated[CalendarFeedMade | Refusal, strawberry.union("ResetCalendarFeedResult")]


def my_calendar_feeds(context: Context, wanted: Wanted) -> Loading[list[CalendarFeed]]:
    """Fetch the feeds of who asks."""
    views = yield from told(owner.my_calendar_feeds())
    return (yield from _feeds(context, views, wanted))


def _feeds(context: Context, views: list[CalendarFeedView], wanted: Wanted) -> Loading[list[CalendarFeed]]:
    networks: Any = {}
    if "network" in wanted:
        ids = unique([view.network_id for view in views if view.network_id is not None])
        (networks,) = yield from together(many("Network", context, ids, wanted.below("network")))
    return [
        CalendarFeed(
            id=strawberry.ID(global_id("CalendarFeed", view.id)),
            network=networks if isinstance(networks, Exception) else networks.get(view.network_id),
            is_neutral=view.is_neutral,
            made_at=view.made_at,
            used_on=view.used_on,
        )
        for view in views
    ]


def _reset(info: Ask, input: ResetCalendarFeedInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(context: Context) -> Loading[Any]:
        key_for(
            info, input.client_mutation_id
        )  # checked only: the answer holds a secret, and no answer with one is kept
        asked = shape(
            ResetCalendarFeed,
            network_id=known_id(input.network_id, "Network") if input.network_id else None,
            is_neutral=input.is_neutral,
            language=input.language.value,
        )
        made = yield from told(owner.reset_calendar_feed(asked))
        (feed,) = yield from _feeds(context, [made.feed], info.wanted("CalendarFeedMade").below("feed"))
        return CalendarFeedMade(url=f"{context.settings.address}/kalender/{made.token}.ics", feed=feed)

    return change(info, Who.SELF, make)


def _calendar_feed(info: Ask, token: str) -> Loading[Any]:
    if not SHORTEST_TOKEN <= len(token) <= LONGEST_TOKEN:
        return nothing(None)
    return _feed_text(info.context, token)


def _feed_text(context: Context, token: str) -> Loading[Calendar | None]:
    contents = yield from seen(owner.read_calendar_feed(shape(ReadCalendarFeed, token=token)))
    if contents is None:
        return None
    if contents.is_over:
        return Calendar(text="", is_over=True)
    names: Mapping[UUID, str] = {}
    if not contents.is_neutral:
        names = yield from _names(unique([contents.network_id, *(entry.network_id for entry in contents.entries)]))
    name = names.get(contents.network_id) if contents.network_id else None
    title = f"Leerkring: {name}" if name else "Leerkring"
    entries = _entries(context, contents.entries, names, contents.language, is_neutral=contents.is_neutral)
    return Calendar(text=calendar(entries, name=title), is_over=False)


def _session_calendar(info: Ask, id: strawberry.ID, language: Language = Language.nl) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    session_id = row_id(id, "Session")
    return nothing(None) if session_id is None else _session_text(info.context, session_id, language)


def _session_text(context: Context, session_id: UUID, language: Language) -> Loading[Calendar | None]:
    entry = yield from seen(owner.calendar_entry(session_id))
    if entry is None:
        return None
    names = yield from _names([entry.network_id])
    return Calendar(text=calendar(_entries(context, [entry], names, language.value, is_neutral=False)), is_over=False)


def _names(ids: list[UUID]) -> Loading[dict[UUID, str]]:
    parts = [ids[first : first + MOST_ASKED] for first in range(0, len(ids), MOST_ASKED)]
    answers: list[list[NetworkView]] = yield from together(*(told(network.networks_by_id(part)) for part in parts))
    for answer in answers:
        sound(answer)
    return {view.id: view.short_name or view.name for views in answers for view in views}


def _entries(
    context: Context, given: Iterable[CalendarEntry], names: Mapping[UUID, str], language: str, *, is_neutral: bool
) -> Iterable[Entry]:
    what, is_off, more = WORDS[language]
    address = context.settings.address
    for one in given:
        name = names.get(one.network_id)
        summary = f"{what} {name}" if name and not is_neutral else what
        url = f"{address}/bijeenkomsten/{one.id}"
        off = one.status == "CANCELLED"
        yield Entry(
            uid=uid(one.id, address),
            sequence=one.sequence,
            stamped_at=one.revised_at,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            summary=is_off.format(summary) if off else summary,
            status="CANCELLED" if off else "CONFIRMED",
            is_free=one.is_free,
            place="" if is_neutral else one.place,
            conference="" if is_neutral else one.link,
            description=more.format(url),
            url=url,
            class_="PRIVATE" if is_neutral else "PUBLIC",
        )


@strawberry.type
class CalendarQuery:
    calendar_feed: Any = strawberry.field(
        resolver=_calendar_feed,
        graphql_type=Calendar | None,
        description="The calendar behind a secret address; null for one that never was.",
        metadata=may(Who.HOLDER),
    )
    session_calendar: Any = strawberry.field(
        resolver=_session_calendar,
        graphql_type=Calendar | None,
        description="One session, to put in a calendar; where it is, for members.",
        metadata=may(Who.ANYONE),
    )


@strawberry.type
class CalendarMutation:
    reset_calendar_feed: Any = strawberry.field(
        resolver=_reset,
        graphql_type=ResetCalendarFeedResult,
        description="Make a new address for the viewer's calendar; the one before it is over at once.",
        metadata=may(Who.SELF),
    )
