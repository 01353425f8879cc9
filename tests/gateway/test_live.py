"""Open pages hear what changed: who is told what, for how long, and how much may wait (A-32, A-55)."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager
from typing import Any
from uuid import UUID

import pytest

from services.gateway.graphql.context import Change, ChangeKind, context_for
from services.gateway.graphql.execute import Executed, subscribe
from services.gateway.graphql.ids import global_id
from services.gateway.handlers import HANDLERS
from services.gateway.live import hub as hubs
from services.gateway.live.hub import Hub, TooManyOpenPages
from services.gateway.owners.remembered import Remembered
from shared.bus.transport import ROUTES
from shared.database import new_id
from shared.events.agenda.agenda_points import MeetingAgendaPublished
from shared.events.agenda.sessions import SessionCancelled, SessionHeld, SessionRetyped, SessionWithdrawn
from shared.events.base import Event, known_events
from tests.gateway.town import Town, Visitor, session_id
from tests.workplace import StandingClock

CHANGES = (
    "subscription C($slug: String!, $since: DateTime) "
    "{ networkChanged(slug: $slug, since: $since) { kind nodeId network { name } } }"
)
UNHEARD = {
    *("DigestSent", "DigestSkipped", "SubscriptionStarted", "SubscriptionEnded", "SignInRequested"),
    *("AccountLeftUnused", "DataExportRequested", "EmailChangeConfirmed", "EmailChangeRequested"),
    *("MinutesMissed", "MinutesStoryAsked", "ActionPointDueSoon", "ActionPointOverdue"),
    *("DatePollEndsSoon", "SessionCameNear", "MeetingAgendaLeftUnpublished", "ReminderMomentChosen"),
    *("AccountOffered", "InvitationMade", "MembershipRequested", "MembershipRequestAnswered"),
    *("ParentalPermissionAsked", "ParentalPermissionGiven", "RemovalAppealed", "RemovalAppealAnswered"),
    *("CoordinatorsSought", "ParentalPermissionOutgrown", "SixteenAsked", "SupportChosen", "SupportLost"),
    *("LinkBroken", "WayInChanged", "SuccessionAnswered", "SuccessionProposed"),
    *("PersonErased", "PersonErasedFromAgenda", "PersonErasureAnnounced", "PersonErasureRequested"),
    *("ExpertQuestionAsked", "ExpertQuestionOver", "RoleHandedBack"),
    *("SecondPersonSought", "ReportMade", "ReportAnswered", "RestrictionDecided", "RestrictionLifted"),
    *("RestrictionAppealed", "RestrictionAppealAnswered"),
}
"""Events that change nothing on anybody's open page."""

FOR_FEW = {
    *("meeting-agenda", "meeting-agenda-item", "session-document", "template-agenda"),
    *("session-day", "session-coming", "minutes", "action-point"),
}
"""What is announced of a session that can be for few; of a published agenda the event says for whom it is."""
NAMES_NOTHING = [event for event in HANDLERS if event.NOUN in FOR_FEW and event is not MeetingAgendaPublished]


class Ear:
    """Everything one page was told so far."""

    def __init__(self) -> None:
        self.heard: list[dict[str, Any]] = []
        self.task: asyncio.Task[None] | None = None

    @property
    def kinds(self) -> list[str]:
        """The kinds of change, in order."""
        return [change["kind"] for change in self.heard]

    @property
    def is_over(self) -> bool:
        """Whether nothing more will be told."""
        return self.task is not None and self.task.done()


@asynccontextmanager
async def listening(
    place: Town, visitor: Visitor | None = None, slug: str = "kring", since: str | None = None
) -> AsyncIterator[Ear]:
    """An open page of a visitor, or of a stranger. since: when the page was asked for."""
    cookie = visitor.client.cookies["__Host-session"] if visitor else None
    context = await context_for(place.app.state.gateway, session=cookie)
    ear = Ear()

    async def listen() -> None:
        async with aclosing(subscribe(CHANGES, {"slug": slug, "since": since}, context)) as results:
            async for executed in results:
                assert isinstance(executed, Executed)
                assert executed.data is not None, executed.errors
                ear.heard.append(executed.data["networkChanged"])

    ear.task = asyncio.create_task(listen())
    watching = place.app.state.hub.watchers
    await _until(lambda: place.app.state.hub.watchers > watching)
    try:
        yield ear
    finally:
        ear.task.cancel()
        await asyncio.gather(ear.task, return_exceptions=True)


async def _until(true: Callable[[], bool], seconds: float = 3.0) -> None:
    async with asyncio.timeout(seconds):
        while not true():
            await asyncio.sleep(0.005)


async def settled() -> None:
    """Let everything that is under way arrive."""
    await asyncio.sleep(0.1)


@pytest.fixture
async def kring(place: Town) -> UUID:
    """A network with a coordinator and a member."""
    network_id = await place.found("kring")
    await place.join("kring", "Anna", role="COORDINATOR")
    await place.join("kring", "Lid")
    return network_id


async def test_a_member_hears_everything_and_a_stranger_what_is_public(place: Town, kring: UUID) -> None:
    """networkChanged tells members-only kinds to members only."""
    lid = await place.signed_in("Lid")
    async with listening(place, lid) as member, listening(place) as stranger:
        sessions = (await place.plan(kring, "Anna")).sessions
        await place.add_point(sessions[0].id, "Lid", "Wonen")
        question = await place.propose(kring, "Lid", "Wat helpt?")
        await place.join("kring", "Nieuw")
        await settled()

        assert stranger.kinds == ["SESSIONS"] * 7
        assert member.kinds == [*["SESSIONS"] * 7, "AGENDA", "QUESTIONS", "MEMBERS"]
        assert member.heard[7]["nodeId"] is None
        assert member.heard[8]["nodeId"] == global_id("Question", question.id)
        assert stranger.heard[1] == {
            "kind": "SESSIONS",
            "nodeId": session_id(sessions[0].id),
            "network": {"name": "Kring kring"},
        }


async def test_who_could_read_a_question_hears_that_it_was_taken_back(place: Town, kring: UUID) -> None:
    inside = await place.propose(kring, "Lid", "Wat helpt?")
    public = await place.propose(kring, "Lid", "En wat nog meer?")
    await place.change_question(public, "open", "Anna")
    lid = await place.signed_in("Lid")
    async with listening(place, lid) as member, listening(place) as stranger:
        await place.change_question(inside, "withdraw", "Lid")
        await settled()
        before = list(stranger.heard)
        await place.change_question(public, "withdraw", "Lid", version=2)
        await settled()

        assert [change["nodeId"] for change in member.heard] == [
            global_id("Question", inside.id),
            global_id("Question", public.id),
        ]
        assert before == []
        assert [(change["kind"], change["nodeId"]) for change in stranger.heard] == [
            ("QUESTIONS", global_id("Question", public.id))
        ]


async def test_members_hear_that_a_session_goes_on_and_strangers_do_not(place: Town, kring: UUID) -> None:
    """J12: whoever has the page of the day open follows who leads."""
    session = (await place.plan(kring, "Anna")).sessions[0]
    place.clock.moment = session.starts_at
    anna, lid = await place.signed_in("Anna"), await place.signed_in("Lid")
    await settled()
    async with listening(place, lid) as member, listening(place) as stranger:
        await anna.do("startSession", "", sessionId=session_id(session.id))
        await place.tell()
        await lid.do("askTurn", "", sessionId=session_id(session.id))
        await place.tell()
        await settled()

        assert {(change["kind"], change["nodeId"]) for change in member.heard} == {("DAY", None)}
        assert stranger.heard == []


async def test_pages_of_another_network_hear_nothing(place: Town, kring: UUID) -> None:
    await place.found("andere")
    await place.join("andere", "Buur")
    buur = await place.signed_in("Buur")
    async with listening(place, buur, "andere") as other, listening(place, buur) as beside:
        await place.propose(kring, "Lid", "Wat helpt?")
        await settled()

        assert (other.heard, beside.heard) == ([], [])


async def test_who_left_hears_nothing_more_for_members(place: Town, kring: UUID) -> None:
    """A-32: asked at each change, so a page that stays open tells no more than a new one."""
    lid = await place.signed_in("Lid")
    async with listening(place, lid) as ear:
        await place.propose(kring, "Anna", "Wat helpt?")
        await _until(lambda: ear.kinds == ["QUESTIONS"])

        await place.leave("kring", "Lid")
        await place.propose(kring, "Anna", "En wat nog meer?")
        await place.plan(kring, "Anna")
        await settled()

        assert ear.kinds == ["QUESTIONS", *["SESSIONS"] * 7]


async def test_who_joins_hears_what_is_for_members_from_then_on(place: Town, kring: UUID) -> None:
    await place.found("andere")
    await place.join("andere", "Buur")
    buur = await place.signed_in("Buur")
    async with listening(place, buur) as ear:
        await place.propose(kring, "Anna", "Wat helpt?")
        await settled()
        await place.join("kring", "Buur")
        await place.propose(kring, "Anna", "En wat nog meer?")
        await _until(lambda: "QUESTIONS" in ear.kinds)

        assert ear.kinds == ["MEMBERS", "QUESTIONS"]


async def test_a_page_falls_silent_when_its_session_ends(place: Town, kring: UUID) -> None:
    """A-15: of this session only; a page of the same person elsewhere goes on."""
    phone, laptop = await place.signed_in("Lid"), await place.signed_in("Lid")
    async with listening(place, phone) as ended, listening(place, laptop) as goes_on, listening(place) as stranger:
        await phone.do("signOut", "... on SignedOut { everywhere }")
        await place.tell()
        await _until(lambda: ended.is_over)
        await place.propose(kring, "Anna", "Wat helpt?")
        await _until(lambda: bool(goes_on.heard))

        assert ended.heard == []
        assert goes_on.kinds == ["QUESTIONS"]
        assert not stranger.is_over


async def test_an_unknown_network_cannot_be_watched(place: Town) -> None:
    context = await context_for(place.app.state.gateway)

    (told,) = [executed async for executed in subscribe(CHANGES, {"slug": "geen"}, context)]

    assert told.data is None
    assert told.errors[0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert place.app.state.hub.watchers == 0


async def test_a_page_that_goes_away_is_forgotten(place: Town, kring: UUID) -> None:
    async with listening(place):
        assert place.app.state.hub.watchers == 1

    assert place.app.state.hub.watchers == 0


async def test_a_slow_page_learns_that_each_kind_changed_and_holds_up_nobody() -> None:
    """A-55: what waits is bounded; what is lost is only what exactly changed."""
    hub, network_id = Hub(Remembered(), StandingClock()), new_id()
    async with hub.watch(network_id) as slow:
        for number in range(1000):
            kind = ChangeKind.SESSIONS if number % 2 else ChangeKind.AGENDA
            hub.tell(Change(network_id, kind, ("Session", new_id()), members_only=kind is ChangeKind.AGENDA))

        heard: list[Change] = []
        async with asyncio.timeout(1):
            async for change in slow:
                heard.append(change)
                if Change(network_id, ChangeKind.SESSIONS) in heard and len(heard) >= 2:
                    break

    assert len(heard) <= hubs.MOST_WAITING
    assert {change.kind for change in heard} == {ChangeKind.SESSIONS, ChangeKind.AGENDA}


async def test_the_same_change_waits_once() -> None:
    hub, network_id = Hub(Remembered(), StandingClock()), new_id()
    same = Change(network_id, ChangeKind.NETWORK, ("Network", network_id))
    async with hub.watch(network_id, auth_session_id=(session := new_id())) as waiting:
        for _ in range(5):
            hub.tell(same)
        heard = [await anext(waiting)]
        hub.session_ended(session)
        heard += [change async for change in waiting]

    assert heard == [same]


async def test_who_listens_a_moment_late_is_told_what_was_heard_since_they_looked(place: Town, kring: UUID) -> None:
    """What changes between a page and its line is not missed, and what was on the page already is not told again."""
    lid = await place.signed_in("Lid")
    await place.add_point((await place.plan(kring, "Anna")).sessions[0].id, "Lid", "Wonen")
    place.clock.forward(seconds=1)
    looked_at = place.clock.now().isoformat()
    place.clock.forward(seconds=1)
    await place.propose(kring, "Lid", "Wat helpt?")
    place.clock.forward(seconds=1)

    async with listening(place, lid, since=looked_at) as member, listening(place, since=looked_at) as stranger:
        await settled()

        assert (member.kinds, stranger.kinds) == (["QUESTIONS"], [])


async def test_what_was_heard_more_than_a_minute_ago_is_not_told() -> None:
    clock = StandingClock()
    hub, network_id = Hub(Remembered(), clock), new_id()
    looked_at = clock.now()
    kinds = (ChangeKind.SESSIONS, ChangeKind.AGENDA, ChangeKind.SESSIONS)
    for kind in kinds:
        hub.tell(Change(network_id, kind))
        clock.forward(seconds=40)

    heard = []
    async with hub.watch(network_id, auth_session_id=(session := new_id()), since=looked_at) as late:
        hub.tell(Change(network_id, ChangeKind.MEMBERS))
        heard.append(await anext(late))
        heard.append(await anext(late))
        hub.session_ended(session)

    assert [change.kind for change in heard] == [ChangeKind.SESSIONS, ChangeKind.MEMBERS]


async def test_what_is_kept_for_who_comes_late_is_bounded() -> None:
    """A-55."""
    hub, network_id = Hub(Remembered(), clock := StandingClock()), new_id()
    for _ in range(1000):
        hub.tell(Change(network_id, ChangeKind.AGENDA, ("Session", new_id()), members_only=True))

    kept = hub._latest[network_id].since(clock.now())

    assert len(kept) <= hubs.MOST_WAITING
    assert Change(network_id, ChangeKind.AGENDA, members_only=True) in kept


async def test_too_many_open_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A-55."""
    monkeypatch.setattr(hubs, "MOST_WATCHERS", 2)
    hub, network_id = Hub(Remembered(), StandingClock()), new_id()
    async with hub.watch(network_id), hub.watch(network_id):
        with pytest.raises(TooManyOpenPages):
            async with hub.watch(network_id):
                pass

    async with hub.watch(network_id):
        assert hub.watchers == 1


async def test_one_account_listens_to_so_much_and_leaves_room_for_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """A-55."""
    monkeypatch.setattr(hubs, "MOST_WATCHED", 2)
    hub, network_id, one, other = Hub(Remembered(), StandingClock()), new_id(), new_id(), new_id()
    async with hub.watch(network_id, person_id=one), hub.watch(new_id(), person_id=one):
        with pytest.raises(TooManyOpenPages):
            async with hub.watch(network_id, person_id=one):
                pass
        async with hub.watch(network_id, person_id=other), hub.watch(network_id):
            assert hub.watchers == 4

    async with hub.watch(network_id, person_id=one):
        assert hub.watchers == 1


def test_every_event_that_shows_is_heard() -> None:
    """A new event is either told to open pages, or stands among those that change none."""
    heard_services = set(next(route for route in ROUTES if route.consumer == "gateway").hears)
    announced = {
        event
        for event in known_events()
        if event.SOURCE in heard_services and event.__module__.startswith("shared.events")
    }

    assert {event.__name__ for event in announced} == {event.__name__ for event in HANDLERS} | UNHEARD


@pytest.mark.parametrize(
    ("event", "kinds"),
    [
        (SessionCancelled, ["SESSIONS"]),
        (SessionHeld, ["SESSIONS"]),
        (SessionWithdrawn, ["SESSIONS"]),
        (SessionRetyped, ["SESSIONS"]),
        (MeetingAgendaPublished, ["SESSIONS", "AGENDA"]),
    ],
)
async def test_what_is_for_one_perspective_is_not_named_and_strangers_hear_nothing_of_it(
    place: Town, kring: UUID, event: type[Event], kinds: list[str]
) -> None:
    lid = await place.signed_in("Lid")
    told: dict[str, Any] = dict.fromkeys(event.model_fields)
    told |= {"network_id": kring, "session_id": new_id(), "perspective": "YOUNG_PERSON"}
    async with listening(place, lid) as member, listening(place) as stranger:
        await HANDLERS[event](place.app.state.hub, event.model_construct(**told))
        await settled()

        assert [(change["kind"], change["nodeId"]) for change in member.heard] == [(kind, None) for kind in kinds]
        assert stranger.heard == []


@pytest.mark.parametrize("event", NAMES_NOTHING)
async def test_what_can_be_of_a_session_for_few_names_nothing(place: Town, kring: UUID, event: type[Event]) -> None:
    lid = await place.signed_in("Lid")
    told: dict[str, Any] = {**dict.fromkeys(event.model_fields, new_id()), "network_id": kring}
    async with listening(place, lid) as member, listening(place) as stranger:
        await HANDLERS[event](place.app.state.hub, event.model_construct(**told))
        await settled()

        assert [change["nodeId"] for change in member.heard] == [None]
        assert stranger.heard == []
