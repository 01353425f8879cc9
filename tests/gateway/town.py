"""A small town for tests of the gateway: the real services in this process, the real gateway before them, and visitors.

Nothing happens by itself: what was announced goes round when a test says ``tell()``.
"""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from functools import partial
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

import httpx2
from fastapi import FastAPI

from services.agenda.main import SERVICE as AGENDA
from services.gateway.graphql.ids import global_id
from services.gateway.handlers import HANDLERS
from services.gateway.main import create_app
from services.network.main import SERVICE as NETWORK
from services.notifications.main import SERVICE as NOTIFICATIONS
from shared.access import PassOffice, new_key
from shared.api.agenda.questions import ChangeQuestion, ProposeQuestion, QuestionView
from shared.api.agenda.sessions import AddAgendaPoint, AgendaPointView, PlanSeries, SeriesRule, SeriesView
from shared.api.network.memberships import ActivateMembership, EndMembership, MembershipView, Role
from shared.api.network.networks import Loaded, LoadNetwork, PerspectiveCode, PerspectiveView
from shared.api.network.people import SignInSecret
from shared.api.network.platform import ChangePlatformRole, PlatformRolesView
from shared.asking import Asking
from shared.service import Service, measured
from shared.settings import Environment, Settings
from shared.web.desk import Desk
from tests.workplace import HOUSES, PATIENCE_SECONDS, StandingClock, Workplace, workplace

ADDRESS = "https://localhost"
YEAR = SeriesRule(
    every_months=2,
    nth=2,
    weekday=3,
    starts=time(13, 30),
    ends=time(16, 0),
    from_on=date(2027, 1, 1),
    until_on=date(2027, 12, 31),
)


@dataclass
class Visitor:
    """Somebody with a browser or a program of their own: their cookies, and what GraphQL answers them."""

    client: httpx2.AsyncClient

    async def send(self, body: Any, **headers: str) -> httpx2.Response:
        """POST something to /graphql."""
        return await self.client.post("/graphql", json=body, headers=headers)

    async def ask(self, query: str, **variables: Any) -> Any:
        """Ask; gives the data. An error fails the test."""
        told = await self.told(query, **variables)
        assert "errors" not in told, told
        return told["data"]

    async def told(self, query: str, **variables: Any) -> Any:
        """Ask; gives data and errors."""
        response = await self.send({"query": query, "variables": variables})
        assert response.status_code == 200, response.text
        return response.json()

    async def do(self, mutation: str, selection: str, **input_: Any) -> Any:
        """Make one change; gives the member of the union it came to."""
        kind = mutation[0].upper() + mutation[1:]
        query = (
            f"mutation Do($input: {kind}Input!) {{ {mutation}(input: $input) {{ __typename {selection} "
            "... on Refusal { code message problems { field code message } } } }"
        )
        return (await self.ask(query, input=input_))[mutation]


@dataclass
class Town:
    """All four, and the clock in our hands."""

    network: Workplace
    agenda: Workplace
    notifications: Workplace
    app: FastAPI
    asking: Asking
    clock: StandingClock
    keys: dict[str, Any]
    stack: AsyncExitStack
    told: dict[str, int] = field(default_factory=dict)
    people: dict[str, UUID] = field(default_factory=dict)

    @property
    def services(self) -> tuple[Workplace, Workplace, Workplace]:
        """The three that store something."""
        return self.network, self.agenda, self.notifications

    async def visitor(self, **headers: str) -> Visitor:
        """Somebody who was never here."""
        transport = httpx2.ASGITransport(app=self.app)
        client = httpx2.AsyncClient(transport=transport, base_url=ADDRESS, headers=headers)
        return Visitor(await self.stack.enter_async_context(client))

    async def signed_in(self, name: str, **headers: str) -> Visitor:
        """Somebody who signed in with the code of their mail."""
        visitor = await self.visitor(**headers)
        await self.sign_in(name, visitor)
        return visitor

    async def sign_in(self, name: str, visitor: Visitor) -> None:
        """A visitor signs in with the code of their mail."""
        await self.sign_in_with(f"{name.lower()}@voorbeeld.example", visitor)

    async def sign_in_with(self, email: str, visitor: Visitor) -> None:
        """A visitor signs in with the code of the mail to this address."""
        await visitor.do("requestSignIn", "... on SignInStarted { expiresAt }", email=email)
        secret: SignInSecret = await self.network.ask(
            "POST", f"/sign-ins/{visitor.client.cookies['__Host-sign-in']}:mint", SignInSecret, service="notifications"
        )
        done = await visitor.do("completeSignIn", "... on Viewer { email }", code=secret.code)
        assert done == {"__typename": "Viewer", "email": email}, done

    async def found(self, slug: str, **different: Any) -> UUID:
        """A network begins."""
        body = LoadNetwork.model_validate(
            {
                "slug": slug,
                "name": f"Kring {slug}",
                "kind": "learning_network",
                "mission_nl": "Samen leren.",
                "mission_en": "Learn together.",
                "perspectives": [
                    PerspectiveView(code="YOUNG_PERSON", minimum=1),
                    PerspectiveView(code="PROFESSIONAL", minimum=2),
                ],
                "source": "made up for a test",
                **different,
            }
        )
        loaded: Loaded = await self.network.ask("POST", "/networks:load", Loaded, service="operator", body=body)
        await self.tell()
        return loaded.id

    async def join(
        self, slug: str, name: str, *, perspective: PerspectiveCode = "PROFESSIONAL", role: Role | None = None
    ) -> UUID:
        """Somebody takes part; gives the person's id."""
        body = ActivateMembership(
            network_slug=slug,
            email=f"{name.lower()}@voorbeeld.example",
            display_name=name,
            perspective=perspective,
            roles=[role] if role else [],
        )
        view: MembershipView = await self.network.ask(
            "POST", "/memberships:activate", MembershipView, service="operator", body=body
        )
        self.people[name] = view.person_id
        await self.tell()
        return view.person_id

    async def leave(self, slug: str, name: str) -> None:
        """Somebody no longer takes part."""
        body = EndMembership(network_slug=slug, email=f"{name.lower()}@voorbeeld.example")
        await self.network.ask("POST", "/memberships:end", MembershipView, service="operator", body=body)
        await self.tell()

    async def grant(self, name: str, role: Literal["PLATFORM_ADMIN", "PRIVACY_OFFICER"]) -> None:
        """Somebody helps to run the platform."""
        body = ChangePlatformRole(email=f"{name.lower()}@voorbeeld.example", role=role)
        await self.network.ask("POST", "/platform-roles:grant", PlatformRolesView, service="operator", body=body)
        await self.tell()

    async def plan(self, network_id: UUID, coordinator: str, rule: SeriesRule = YEAR, *, link: str = "") -> SeriesView:
        """A coordinator plans a series. link: where to join online."""
        body = PlanSeries(network_id=network_id, rule=rule, place="Utrecht", link=link)
        view: SeriesView = await self.agenda.ask(
            "POST", "/series", SeriesView, person_id=self.people[coordinator], body=body
        )
        await self.tell()
        return view

    async def add_point(
        self, session_id: UUID, name: str, title: str, *, minutes: int = 5, content_note: str = ""
    ) -> AgendaPointView:
        """A member puts a point on the agenda."""
        body = AddAgendaPoint(title=title, purpose="EXPLORE", minutes=minutes, content_note=content_note)
        view: AgendaPointView = await self.agenda.ask(
            "POST", f"/sessions/{session_id}/agenda-points", AgendaPointView, person_id=self.people[name], body=body
        )
        await self.tell()
        return view

    async def propose(self, network_id: UUID, name: str, title: str, *, content_note: str = "") -> QuestionView:
        """A member proposes a question."""
        body = ProposeQuestion(
            network_id=network_id,
            title=title,
            why="Te veel kinderen verhuizen vaak.",
            who_notices="Kinderen en hun ouders.",
            origin="Gesprek in de regio Noord.",
            theme="samenwerken",
            content_note=content_note,
        )
        view: QuestionView = await self.agenda.ask(
            "POST", "/questions", QuestionView, person_id=self.people[name], body=body
        )
        await self.tell()
        return view

    async def change_question(self, question: QuestionView, change: str, name: str, *, version: int = 1) -> None:
        """Somebody opens a question or takes it back. change: "open" or "withdraw"."""
        path = f"/questions/{question.id}:{change}"
        await self.agenda.ask("POST", path, person_id=self.people[name], body=ChangeQuestion(version=version))
        await self.tell()

    async def tell(self) -> None:
        """Let everybody hear what was announced since the last time."""
        heard_by = {"network": (AGENDA, NOTIFICATIONS), "agenda": (NOTIFICATIONS,), "notifications": ()}
        places = {place.door.service: place for place in self.services}
        for place in self.services:
            service = place.door.service
            announced = await place.announced(self.told.get(service, 0))
            for event in announced:
                for listener in heard_by[service]:
                    if handler := listener.handlers.get(type(event)):
                        await places[listener.name].door.change(lambda work, h=handler, e=event: h(work, e))  # type: ignore[misc]  # bound now
                if hears := HANDLERS.get(type(event)):
                    await hears(self.app.state.hub, event)
            self.told[service] = self.told.get(service, 0) + len(announced)

    def forget_counts(self) -> None:
        """Count calls and statements from here on."""
        self.asking.calls = 0
        for place in self.services:
            place.statements.clear()

    def count_no_more(self) -> None:
        """Let statements run as they do in the product: to measure how long they take."""
        for place in self.services:
            place.count_no_more()

    @property
    def statements(self) -> int:
        """How many SQL statements the services ran since then."""
        return sum(len(place.statements) for place in self.services)


@asynccontextmanager
async def town(directory: Path, **settings: Any) -> AsyncIterator[Town]:
    """Open a town on fresh SQLite files under ``directory``. settings: of the gateway."""
    keys = {name: new_key() for name in HOUSES}
    clock = StandingClock(datetime(2026, 11, 21, 12, 0, tzinfo=UTC))
    async with AsyncExitStack() as stack:
        owners: dict[str, Any] = {}
        places: dict[str, Workplace] = {}
        for service in (NETWORK, AGENDA, NOTIFICATIONS):
            place = await stack.enter_async_context(_place(service, directory))
            office = PassOffice(service.name, keys[service.name], keys)
            place.door = replace(place.door, clock=clock, asking=Asking(dict(owners), office, clock.now))
            place.clock = clock
            place.app.state.desk = Desk(door=place.door, office=office, guards=service.guards)
            place.app.state.test_keys = keys
            place.app.state.health = partial(measured, place.door, service.counts, workers={}, transport=True)
            owners[service.name] = place.app
            places[service.name] = place
        asking = Asking(owners, PassOffice("gateway", keys["gateway"], {}), clock.now, deadline=PATIENCE_SECONDS)
        stack.push_async_callback(asking.close)
        settings = {"env": Environment.TEST, "var": directory, "base_url": ADDRESS, **settings}
        app = create_app(Settings(**settings), asking, clock)
        yield Town(
            network=places["network"],
            agenda=places["agenda"],
            notifications=places["notifications"],
            app=app,
            asking=asking,
            clock=clock,
            keys=keys,
            stack=stack,
        )


@asynccontextmanager
async def _place(service: Service, directory: Path) -> AsyncIterator[Workplace]:
    async with AsyncExitStack() as stack:
        kit = None
        if service.kit is not None:
            kit = await stack.enter_async_context(service.kit(Settings(env=Environment.TEST, var=directory)))
        yield await stack.enter_async_context(
            workplace(service.name, service.metadata, service.edges, directory, kit=kit)
        )


@asynccontextmanager
async def lone_gateway(owners: dict[str, Any] | None = None, **settings: Any) -> AsyncIterator[Visitor]:
    """A visitor of a gateway before other owners than the real ones, or before none."""
    clock = StandingClock()
    asking = Asking(owners or {}, PassOffice("gateway", new_key(), {}), clock.now)
    app = create_app(Settings(**{"base_url": ADDRESS, **settings}), asking, clock)
    try:
        async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url=ADDRESS) as client:
            yield Visitor(client)
    finally:
        await asking.close()


def session_id(view_id: UUID) -> str:
    """The global id of a session."""
    return global_id("Session", view_id)
