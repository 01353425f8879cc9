"""Who sees and may do what: every field and every mutation, tried as everybody (A-23 … A-40, P16).

``python -m tests.gateway.matrix`` writes ``tests/contracts/authorisation.json`` as things are now; whoever reads the
difference decides whether it was meant. A field or a mutation without a row there fails the test.
"""

import asyncio
import json
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from graphql import (
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    build_schema,
    get_named_type,
    is_enum_type,
    is_input_object_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    is_required_argument,
    is_union_type,
)
from pydantic import BaseModel

from services.gateway.graphql.ids import global_id, row_id
from services.network.people.domain.vault import VAULT, new_vault_key
from shared.api.agenda import minutes, stories
from shared.api.agenda.sessions import SeriesRule
from tests.gateway.town import Town, Visitor, town

CONTRACTS = Path(__file__).parents[1] / "contracts"
STORED = CONTRACTS / "authorisation.json"
NAMES = {
    "stranger": "",
    "elsewhere": "Bas",
    "ended": "Evi",
    "removed": "Ria",
    "paused": "Pia",
    "member": "Lid",
    "coordinator": "Anna",
    "administrator": "Ada",
}
EVERYBODY = tuple(NAMES)
"""Who tries: nobody in particular, a coordinator of another network, who left, was removed, or is away, a member, a coordinator, and
who runs the platform."""
Table = dict[str, dict[str, str]]
HEAVY = "Gaat over verlies."
YESTERDAY = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
ONCE = SeriesRule(
    every_weeks=1,
    weekday=4,
    starts=time(15),
    ends=time(17),
    from_on=date(2026, 11, 20),
    until_on=date(2026, 11, 21),
)
"""A session on one Friday."""
FACTS: dict[str, Any] = {"short_name": "K", "organiser": "Een instituut", "organiser_short": "EI", "rhythm_months": 2}
COORDINATED: dict[str, dict[str, Any]] = {
    "setGoal": {"text": "Minder verhuizingen", "measure": "Aantal", "target": "Half", "dueOn": "2026-01-01"},
    "addPartner": {"name": "Een huis"},
    "relateNetworks": {"type": "SHARES_RESULTS_WITH", "toSlug": "andere"},
}
"""What a coordinator did, so that there is something to see."""
LET_IN: dict[str, dict[str, Any]] = {
    "invite": {"email": "verre.gast@voorbeeld.example", "perspective": "PROFESSIONAL"},
    "openInvitation": {"cap": 5, "days": 7},
}
"""By which others can come in."""
AT_THE_DOOR = (
    "goals { id } relations { id } joinRequests { nodes { id } } invitations { nodes { id } } openInvitations { id } "
    "linkBreaks { id } members { nodes { interests { id } } }"
)


@dataclass
class Specimen:
    """One of everything, in the network that the table is about."""

    directory: Path
    ids: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, dict[str, str]] = field(default_factory=dict)
    people: dict[str, UUID] = field(default_factory=dict)


async def settle(directory: Path) -> Specimen:
    """Make a town with one of everything, sign everybody in, and close it; what is stored stays under ``directory``."""
    specimen = Specimen(directory)
    async with town(directory) as place:
        for slug, coordinator, member in (("andere", "Bas", "Buur"), ("kring", "Anna", "Lid")):
            network_id = await place.found(slug, **FACTS)
            await place.join(slug, coordinator, role="COORDINATOR")
            await place.join(slug, member)
            series = await place.plan(network_id, coordinator, link="https://video.example/kring")
            session = series.sessions[0]
            point = await place.add_point(session.id, member, f"Punt van {slug}", content_note=HEAVY)
            question = await place.propose(network_id, member, f"Wat vraagt {slug}?", content_note=HEAVY)
        ids = {
            "Network": network_id,
            "Series": series.id,
            "Session": session.id,
            "AgendaPoint": point.id,
            "Question": question.id,
        }
        specimen.ids = {kind: global_id(kind, row_id) for kind, row_id in ids.items()}
        specimen.ids["Person"] = global_id("Person", place.people["Lid"])
        await _hold(place, network_id, specimen)
        for name in ("Evi", "Ria", "Pia", "Ada"):
            await place.join("kring" if name != "Ada" else "andere", name)
        await place.leave("kring", "Evi")
        await place.leave("andere", "Ada")
        await place.grant("Ada", "PLATFORM_ADMIN")
        for who, name in NAMES.items():
            visitor = await (place.signed_in(name) if name else place.visitor())
            specimen.cookies[who] = dict(visitor.client.cookies)
        await _furnish(place, specimen)
        specimen.people = place.people
    return specimen


async def _hold(place: Town, network_id: UUID, specimen: Specimen) -> None:
    """Let a session have been yesterday: shared minutes, a comment, an action of the member and a story that waits for them."""
    now, anna, lid = place.clock.moment, place.people["Anna"], place.people["Lid"]
    place.clock.moment = YESTERDAY - timedelta(days=1)
    (held,) = (await place.plan(network_id, "Anna", ONCE)).sessions
    place.clock.moment = YESTERDAY
    path = f"/sessions/{held.id}/minutes"

    async def do(path: str, answer: Any, person_id: UUID, body: BaseModel) -> Any:
        return await place.agenda.ask("POST", path, answer, person_id=person_id, body=body)

    said = minutes.WriteMinutes(version=0, parts=[minutes.WrittenPart(text="Afspraak: het huis bellen")])
    await do(f"{path}:write", minutes.MinutesView, anna, said)
    asked: dict[str, Any] = {"person_id": anna, "params": {"actions": True, "comments": True}}
    (action,) = (await place.agenda.ask("GET", path, minutes.MinutesView, **asked)).actions
    owned = minutes.AssignAction(owner_id=lid, due_on=date(2027, 1, 14), version=action.version)
    await do(f"/actions/{action.id}:assign", minutes.ActionView, anna, owned)
    await do(f"{path}:share", minutes.MinutesView, anna, minutes.ChangeMinutes(version=1))
    await do(f"{path}:comment", minutes.MinutesView, lid, minutes.CommentOnMinutes(text="Het was donderdag."))
    (comment,) = (await place.agenda.ask("GET", path, minutes.MinutesView, **asked)).comments
    telling = stories.AskForStory(teller_id=lid, text="Zo was het thuis.", content_note=HEAVY)
    story = await do(f"/sessions/{held.id}/stories", stories.StoryView, anna, telling)
    place.clock.moment = now
    ids = {"Minutes": held.id, "ActionPoint": action.id, "MinutesStory": story.id}
    specimen.ids |= {kind: global_id(kind, id_) for kind, id_ in ids.items()}
    specimen.ids["HeldSession"] = global_id("Session", held.id)
    specimen.ids["Story"] = specimen.ids["MinutesStory"]
    specimen.ids["Teller"] = global_id("Person", lid)
    specimen.ids["Comment"] = global_id("MinutesComment", comment.id)


async def _furnish(place: Town, specimen: Specimen) -> None:
    """Let everybody do what leaves something that the table can look at."""
    anna, lid, pia, ria = [
        await _visitor(place, specimen, who) for who in ("coordinator", "member", "paused", "removed")
    ]
    network_id = specimen.ids["Network"]

    async def do(visitor: Visitor, mutation: str, **given: Any) -> None:
        done = await visitor.do(mutation, "", **given)
        assert done["__typename"] != "Refusal", (mutation, done)

    people = await anna.ask(
        "query P($id: ID!) { node(id: $id) { ... on Network { members { nodes { membershipId version person { id } } } } } }",
        id=network_id,
    )
    places = {row_id(one["person"]["id"], "Person"): one for one in people["node"]["members"]["nodes"]}
    specimen.ids["Membership"] = places[place.people["Lid"]]["membershipId"]
    removed = places[place.people["Ria"]]
    for mutation, given in COORDINATED.items():
        await do(anna, mutation, networkId=network_id, **given)
    house = await anna.ask('{ network(slug: "kring") { partners { id organisationId } } }')
    (partner,) = house["network"]["partners"]
    specimen.ids["Partner"], specimen.ids["Organisation"] = partner["id"], partner["organisationId"]
    await do(anna, "changePartner", partnerId=partner["id"], version=1, linkingPinId=specimen.ids["Person"])
    await do(anna, "nameKnowledgeBroker", partnerId=partner["id"], version=2)
    await do(
        anna,
        "removeMember",
        membershipId=removed["membershipId"],
        version=removed["version"],
        reason="Je was er een jaar niet en antwoordde niet.",
    )
    await do(ria, "appealRemoval", networkId=network_id, text="Ik was ziek.")
    specimen.ids["About"] = places[place.people["Pia"]]["membershipId"]
    reported = await lid.do("reportContent", "... on ReportMade { id }", aboutId=specimen.ids["About"], reason="HURTS")
    warned = await anna.do(
        "warnMember",
        "... on RestrictionMade { id }",
        membershipId=specimen.ids["Membership"],
        reason="Je schreef iets wat iemand raakte.",
    )
    specimen.ids["Report"], specimen.ids["Restriction"] = reported["id"], warned["id"]
    await do(pia, "pauseMembership", networkId=network_id)
    mandate = await anna.do(
        "recordMandate",
        "... on Mandate { id }",
        membershipId=specimen.ids["Membership"],
        task="projectleider",
        appointedBy="zes gemeenten",
        fromOn="2026-11-01",
    )
    specimen.ids["Mandate"] = mandate["id"]
    block = await anna.do("addSoftBlock", "... on SoftBlock { id }", networkId=network_id, **BETTER["addSoftBlock"])
    specimen.ids["SoftBlock"] = block["id"]
    wish = await anna.ask('{ network(slug: "kring") { version } }')
    await do(anna, "succeedNetwork", networkId=network_id, version=wish["network"]["version"], successorSlug="andere")
    asked = await anna.ask('{ network(slug: "kring") { successions { id } } }')
    specimen.ids["Succession"] = asked["network"]["successions"][0]["id"]
    poll = await anna.do(
        "openDatePoll", "... on DatePoll { id dates { id } }", networkId=network_id, **BETTER["openDatePoll"]
    )
    specimen.ids["DatePoll"], specimen.ids["Date"] = poll["id"], poll["dates"][0]["id"]
    answer = {"dateId": specimen.ids["Date"], "availability": "YES"}
    await do(lid, "answerDatePoll", datePollId=poll["id"], answers=[answer])
    await do(lid, "answerSession", sessionId=specimen.ids["Session"], answer="COMING", accessNeeds=["CHILDCARE"])
    await do(anna, "setSeats", sessionId=specimen.ids["Session"], **BETTER["setSeats"])
    await do(anna, "addParticipant", networkId=network_id, name="Stille Vos", perspective="YOUNG_PERSON", age="FROM_16")
    await do(pia, "changeMe", displayName="Verre Kievit", isPseudonym=True)
    await do(
        anna,
        "askToBreakLink",
        membershipId=places[place.people["Pia"]]["membershipId"],
        reason="Dit lid schreef dat het niet meer verder wil.",
    )
    await _let_in(place, network_id, anna)
    await do(lid, "declareInterest", networkId=network_id, text="Ik werk bij een aanbieder.")
    await do(lid, "sayContribution", networkId=network_id, contribution="Ik weet veel van pleegzorg.")
    await do(lid, "offerExpertise", networkId=network_id)
    await do(anna, "offerExpertise", networkId=network_id)
    asked_of_anna = await lid.do(
        "askExpert",
        "... on ExpertQuestion { id }",
        membershipId=places[place.people["Anna"]]["membershipId"],
        text="Hoe vind je een ouder die mee wil doen?",
    )
    specimen.ids["ExpertQuestion"] = asked_of_anna["id"]
    about = {"sessionId": specimen.ids["Session"]}
    line = await lid.do("parkLine", "... on ParkedLine { id }", words="Wie betaalt de taxi?", **about)
    note = await anna.do("writeNote", "... on SessionNote { id }", words="Iedereen was er.", version=0, **about)
    specimen.ids["ParkedLine"], specimen.ids["SessionNote"] = line["id"], note["id"]
    await do(anna, "makeGroups", **about, **BETTER["makeGroups"])
    ideas = []
    for day in ("2027-02-01", "2027-02-02"):
        planned = {**BETTER["planSession"], "on": day}
        ideas.append((await anna.do("planSession", "... on Session { id }", networkId=network_id, **planned))["id"])
    specimen.ids["Draft"], confirmed = ideas
    changed = await anna.do("confirmDrafts", "... on SessionsChanged { changeId }", sessionIds=[confirmed])
    document = await lid.do("addDocument", "... on SessionDocument { id }", **about, **BETTER["addDocument"])
    specimen.ids["Change"], specimen.ids["Document"] = changed["changeId"], document["id"]
    points = [{"title": "Inchecken", "purpose": "EXPLORE", "minutes": 5}]
    await do(anna, "setTemplateAgenda", seriesId=specimen.ids["Series"], points=points)
    specimen.ids |= await _at_the_door(anna)
    await place.tell()


async def _let_in(place: Town, network_id: str, anna: Visitor) -> None:
    """Let somebody wait at the door, and let invitations be on their way."""
    zoe = await place.signed_in("Zoe")
    wish = {"perspective": "PROFESSIONAL", "age": "FROM_16", "answer": "Ik werk in een klein huis."}
    asked = await zoe.do("requestToJoin", "", networkId=network_id, **wish)
    assert asked["__typename"] != "Refusal", asked
    for mutation, given in LET_IN.items():
        done = await anna.do(mutation, "", networkId=network_id, **given)
        assert done["__typename"] != "Refusal", (mutation, done)


async def _at_the_door(anna: Visitor) -> dict[str, str]:
    """By which ids a coordinator answers and changes what has no page of its own."""
    told = (await anna.ask(f'{{ network(slug: "kring") {{ {AT_THE_DOOR} }} }}'))["network"]
    one = {
        "Goal": told["goals"][0],
        "Relation": told["relations"][0],
        "JoinRequest": told["joinRequests"]["nodes"][0],
        "Invitation": told["invitations"]["nodes"][0],
        "OpenInvitation": told["openInvitations"][0],
        "LinkBreak": told["linkBreaks"][0],
        "Interest": next(one for member in told["members"]["nodes"] for one in member["interests"]),
    }
    return {kind: found["id"] for kind, found in one.items()}


async def _visitor(place: Town, specimen: Specimen, who: str) -> Visitor:
    kept = specimen.cookies[who]
    return await place.visitor(
        **({"cookie": "; ".join(f"{name}={value}" for name, value in kept.items())} if kept else {})
    )


@asynccontextmanager
async def copy_of(specimen: Specimen) -> AsyncIterator[Town]:
    """The same town again, as it was settled."""
    with tempfile.TemporaryDirectory() as directory:
        shutil.copytree(specimen.directory, directory, dirs_exist_ok=True)
        async with town(Path(directory), requests_per_minute=1_000_000) as place:
            place.people = dict(specimen.people)
            yield place


def the_schema() -> GraphQLSchema:
    """The public schema, as it is stored."""
    return build_schema((CONTRACTS / "schema.graphql").read_text())


# Fields: one way to each type, from the root down.


@dataclass(frozen=True)
class Way:
    """How to come from the root to an object of a type."""

    steps: tuple[tuple[str, str], ...] = ()
    """Field with its arguments, and the type whose fragment follows, or nothing."""

    def query(self, leaf: str) -> str:
        """The query that asks for one thing at the end of the way."""
        opening = "".join(f" {{ {asked}{f' {{ ... on {kind}' if kind else ''}" for asked, kind in self.steps)
        closing = "".join(" } }" if kind else " }" for _, kind in self.steps)
        return f"query{opening} {{ {leaf} }}{closing}" if self.steps else f"query {{ {leaf} }}"

    def step(self, asked: str, kind: str = "") -> "Way":
        """One further."""
        return Way((*self.steps, (asked, kind)))


def ways(schema: GraphQLSchema, specimen: Specimen) -> dict[str, Way]:
    """The shortest way to each object type; what has an id of its own is reached by its id."""
    assert schema.query_type is not None
    found = {schema.query_type.name: Way()}
    node = schema.type_map["Node"]
    assert isinstance(node, GraphQLInterfaceType)
    for kind, id_ in specimen.ids.items():
        if kind not in {one.name for one in schema.get_possible_types(node)}:
            continue
        found[kind] = Way().step(f'node(id: "{id_}")', kind)
    found["Network"] = Way().step('network(slug: "kring")')
    queue = list(found)
    while queue:
        name = queue.pop(0)
        reached = schema.type_map[name]
        assert isinstance(reached, GraphQLObjectType)
        for asked, definition in reached.fields.items():
            target = get_named_type(definition.type)
            if isinstance(target, GraphQLObjectType) and target.name not in found:
                arguments = _arguments(definition, specimen)
                if arguments is not None:
                    found[target.name] = found[name].step(asked + arguments)
                    queue.append(target.name)
    return found


def _arguments(definition: GraphQLField, specimen: Specimen) -> str | None:
    given = []
    for name, argument in definition.args.items():
        if is_required_argument(argument):
            value = {
                "slug": "kring",
                "words": "kring",
                "token": "t" * 43,
                "reference": "AAAA-BBBB-CCCC-DDDD",
                "id": specimen.ids["Session"],
                "membershipId": specimen.ids["Membership"],
                "sessionId": specimen.ids["Session"],
                "seriesId": specimen.ids["Series"],
                "organisationId": specimen.ids["Organisation"],
                "minutesId": specimen.ids["Minutes"],
                "number": 1,
            }.get(name)
            if value is None:
                return None
            given.append(f"{name}: {json.dumps(value)}")
    return f"({', '.join(given)})" if given else ""


def fields(schema: GraphQLSchema, specimen: Specimen) -> Iterator[tuple[str, str]]:
    """Every field that can be reached from the query root with a value of its own, and the query that asks for it."""
    for kind, way in ways(schema, specimen).items():
        definition = schema.type_map[kind]
        assert isinstance(definition, GraphQLObjectType)
        for name, one in definition.fields.items():
            arguments = _arguments(one, specimen)
            if arguments is not None:
                yield f"{kind}.{name}", way.query(name + arguments + _below(schema, get_named_type(one.type)))


def _below(schema: GraphQLSchema, target: GraphQLNamedType) -> str:
    if is_leaf_type(target):
        return ""
    if isinstance(target, GraphQLObjectType) and "nodes" in target.fields:
        return " { nodes { __typename } }"
    return " { __typename }"


def seen(answer: Mapping[str, Any]) -> str:
    """What came of a question: shown, nothing (null), empty, or the code of the error."""
    if answer.get("errors"):
        return str(answer["errors"][0].get("extensions", {}).get("code", "error"))
    value: Any = answer["data"]
    while isinstance(value, dict) and value and "__typename" not in value:
        value = next(iter(value.values()))
        if isinstance(value, list):
            if not value:
                return "empty"
            value = value[0]
    return "nothing" if value is None or value == {} else "shown"


# Mutations: one input for each, as good as can be made of the specimen.

RULE = {
    "everyMonths": 2,
    "nth": 2,
    "weekday": 3,
    "starts": "13:30",
    "ends": "16:00",
    "fromOn": "2028-01-01",
    "untilOn": "2028-12-31",
}
BETTER: dict[str, dict[str, Any]] = {
    "changePartner": {"version": 3},
    "nameKnowledgeBroker": {"version": 3},
    "offerExpertise": {"themes": []},
    "requestSignIn": {"email": "nieuw@voorbeeld.example"},
    "changeEmail": {"email": "anders@voorbeeld.example"},
    "invite": {"email": "gast@voorbeeld.example"},
    "requestToJoin": {"age": "FROM_16"},
    "succeedNetwork": {"successorSlug": "andere"},
    "createNetwork": {"kind": "learning_network", "coordinatorEmail": "eerste@voorbeeld.example"},
    "addParticipant": {"name": "Wilde Zwaan", "age": "FROM_16"},
    "offerAccount": {"email": "vos@voorbeeld.example"},
    "unsubscribe": {"token": "t" * 43},
    "keepBusyTimes": {"times": [], "untilAt": "2026-12-20T12:00:00Z"},
    "answerDatePollByLink": {"token": "t" * 43, "answers": []},
    "planYear": {"rule": RULE, "moments": []},
    "addSoftBlock": {"words": "Beurs", "fromOn": "2027-03-08", "untilOn": "2027-03-12"},
    "openDatePoll": {
        "dates": [{"startsAt": "2027-02-04T12:30:00Z", "endsAt": "2027-02-04T15:00:00Z"}],
        "answerUntil": "2027-01-20T22:59:00Z",
        "link": "https://video.example/kring",
        "neededIds": [],
    },
    "assignAction": {"organisation": "Een huis", "dueOn": "2027-02-01", "version": 3},
    "completeAction": {"version": 3},
    "takeOutWords": {"text": "het huis"},
    "dropAction": {"version": 3},
    "makeGroups": {"personIds": [], "others": [{"perspective": "PARENT", "count": 4}], "groups": 2},
    "proposeAgendaPoint": {"title": "Punt", "purpose": "EXPLORE", "minutes": 5},
    "changeAgendaPoint": {"title": "Anders", "purpose": "EXPLORE", "minutes": 5},
    "carryOverAgenda": {"reached": [], "to": "BACKLOG"},
    "planSession": {"on": "2027-02-03", "starts": "10:00", "ends": "12:00"},
    "previewChange": {"changes": {"place": "Elders"}, "without": []},
    "changeSessions": {"changes": {"place": "Elders"}, "without": []},
    "cancelSession": {"without": []},
    "setTemplateAgenda": {"points": []},
    "addDocument": {"title": "Verslag", "url": "https://documenten.example/verslag"},
    "planSeries": {"rule": RULE, "without": ["2028-07-13"], "moments": []},
    "relateNetworks": {"toSlug": "andere"},
    "setSeats": {"capacity": 20, "kept": [{"perspective": "PARENT", "seats": 2}]},
    "moveSession": {"startsAt": "2027-01-15T12:30:00Z", "endsAt": "2027-01-15T15:00:00Z"},
    "addAgendaPoint": {"title": "Wonen", "purpose": "EXPLORE", "minutes": 5},
    "proposeQuestion": {
        "title": "Wat helpt?",
        "why": "Te veel kinderen verhuizen vaak.",
        "whoNotices": "Kinderen en hun ouders.",
        "origin": "Gesprek in de regio Noord.",
        "theme": "SAMENWERKEN",
    },
}


OF_HELD = frozenset(
    {
        *("writeMinutes", "shareMinutes", "establishMinutes", "commentOnMinutes", "addAddendum"),
        *("askForStory", "takeOutWords"),
    }
)
"""What is done with the minutes of a session that was."""


def input_of(kind: GraphQLInputObjectType, specimen: Specimen) -> dict[str, Any]:
    """Fill in a form: ids of the specimen, the first of every choice, a plain word elsewhere."""
    made: dict[str, Any] = {}
    for name, asked in kind.fields.items():
        if is_non_null_type(asked.type):
            made[name] = _value(name, asked.type.of_type, specimen)
    return made


def _value(name: str, kind: Any, specimen: Specimen) -> Any:
    if is_list_type(kind):
        inner = kind.of_type.of_type if is_non_null_type(kind.of_type) else kind.of_type
        return [_value(name, inner, specimen)]
    if is_input_object_type(kind):
        return input_of(kind, specimen)
    if is_enum_type(kind):
        return next(iter(kind.values))
    if kind.name == "ID":
        named = name.removesuffix("Id").removesuffix("Ids")
        return specimen.ids.get(named[:1].upper() + named[1:], specimen.ids["Network"])
    return {
        "Int": 1,
        "Boolean": True,
        "Date": "2027-01-14",
        "Time": "13:30",
        "DateTime": "2027-01-14T12:30:00Z",
    }.get(kind.name, "Een voorbeeld dat lang genoeg is")


async def done(visitor: Visitor, schema: GraphQLSchema, name: str, specimen: Specimen) -> str:
    """Try one mutation; gives the type it came to, or the code it was refused with."""
    assert schema.mutation_type is not None
    definition = schema.mutation_type.fields[name]
    kind = get_named_type(definition.args["input"].type)
    assert isinstance(kind, GraphQLInputObjectType)
    result = get_named_type(definition.type)
    refusal = " ... on Refusal { code }" if is_union_type(result) else ""
    filled = input_of(kind, specimen) | BETTER.get(name, {})
    if name in OF_HELD:
        filled["sessionId"] = specimen.ids["HeldSession"]
    if "sessionIds" in filled:
        filled["sessionIds"] = [specimen.ids["Draft"]]
    query = f"mutation M($input: {kind.name}!) {{ {name}(input: $input) {{ __typename{refusal} }} }}"
    answer = (await visitor.send({"query": query, "variables": {"input": filled}})).json()
    if answer.get("errors"):
        return str(answer["errors"][0].get("extensions", {}).get("code", "error"))
    came = answer["data"][name]
    return str(came.get("code") or came["__typename"])


async def matrix(directory: Path) -> Table:
    """Try everything as everybody."""
    specimen, schema = await settle(directory), the_schema()
    table: Table = {}
    async with copy_of(specimen) as place:
        visitors = {who: await _visitor(place, specimen, who) for who in EVERYBODY}
        for name, query in fields(schema, specimen):
            table[name] = {
                who: seen((await visitor.send({"query": query})).json()) for who, visitor in visitors.items()
            }
    assert schema.mutation_type is not None
    for name in schema.mutation_type.fields:
        row = table[f"Mutation.{name}"] = {}
        waiting = list(EVERYBODY)
        while waiting:
            async with copy_of(specimen) as place:
                while waiting:
                    who = waiting.pop(0)
                    row[who] = await done(await _visitor(place, specimen, who), schema, name, specimen)
                    if not row[who].isupper():
                        break  # it changed something: the next one finds everything as it was
    return table


def as_text(table: Table) -> str:
    """One row a line, with a column for each of everybody."""
    lines = [f"  {json.dumps(name)}: {json.dumps(row)}" for name, row in sorted(table.items())]
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    VAULT.unlock(new_vault_key())
    with tempfile.TemporaryDirectory() as made:
        STORED.write_text(as_text(asyncio.run(matrix(Path(made)))))
