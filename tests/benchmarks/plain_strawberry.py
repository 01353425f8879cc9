"""The reference for our GraphQL: a plain Strawberry app on FastAPI that holds the same session page in its own memory."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

import strawberry
from fastapi import FastAPI
from strawberry.fastapi import GraphQLRouter


@strawberry.enum
class Word(Enum):
    """The choices that stand in the page."""

    CONFIRMED = "CONFIRMED"
    EXPLORE = "EXPLORE"
    PROFESSIONAL = "PROFESSIONAL"
    YOUNG_PERSON = "YOUNG_PERSON"
    MEMBER = "MEMBER"
    COORDINATOR = "COORDINATOR"


@strawberry.type
class Person:
    id: strawberry.ID
    display_name: str


@strawberry.type
class Member:
    person: Person
    perspective: Word
    roles: list[Word]


@strawberry.type
class MemberEdge:
    node: Member


@strawberry.type
class PageInfo:
    has_next_page: bool
    end_cursor: str | None


@strawberry.type
class Members:
    edges: list[MemberEdge]
    page_info: PageInfo


@strawberry.type
class Perspective:
    code: Word
    minimum: int
    present: bool
    count: int | None


@strawberry.type
class Network:
    id: strawberry.ID
    slug: str
    name: str
    short_name: str | None
    perspectives: list[Perspective]
    all_members: strawberry.Private[Members]

    @strawberry.field
    def members(self, first: int = 50) -> Members:
        """The whole page is in memory."""
        return Members(edges=self.all_members.edges[:first], page_info=self.all_members.page_info)


@strawberry.type
class AgendaPoint:
    id: strawberry.ID
    title: str
    note: str
    purpose: Word
    minutes: int
    position: int
    proposed_at: datetime
    viewer_may_remove: bool
    version: int
    owner: Member | None


@strawberry.type
class Session:
    id: strawberry.ID
    number: int
    starts_at: datetime
    ends_at: datetime
    place: str | None
    status: Word
    minutes_planned: int | None
    viewer_may_add_point: bool
    version: int
    network: Network | None
    agenda_points: list[AgendaPoint] | None


@dataclass
class Memory:
    """The sessions of this app, by id."""

    sessions: dict[str, Session]


def plain_app(page: dict[str, Any]) -> FastAPI:
    """Put the app together around one page, as our own GraphQL answered it."""
    session = _session(page)
    memory = Memory({session.id: session})

    @strawberry.type
    class Query:
        @strawberry.field
        async def session(self, id: strawberry.ID) -> Session | None:  # noqa: A002 -- the public name of the argument
            """One session, from memory."""
            return memory.sessions.get(id)

    app = FastAPI()
    app.include_router(GraphQLRouter(strawberry.Schema(Query)), prefix="/graphql")
    return app


def _member(told: dict[str, Any]) -> Member:
    return Member(
        person=Person(id=told["person"]["id"], display_name=told["person"]["displayName"]),
        perspective=Word(told["perspective"]),
        roles=[Word(role) for role in told["roles"]],
    )


def _session(told: dict[str, Any]) -> Session:
    network = told["network"]
    members = network["members"]
    return Session(
        id=told["id"],
        number=told["number"],
        starts_at=datetime.fromisoformat(told["startsAt"]),
        ends_at=datetime.fromisoformat(told["endsAt"]),
        place=told["place"],
        status=Word(told["status"]),
        minutes_planned=told["minutesPlanned"],
        viewer_may_add_point=told["viewerMayAddPoint"],
        version=told["version"],
        network=Network(
            id=network["id"],
            slug=network["slug"],
            name=network["name"],
            short_name=network["shortName"],
            perspectives=[
                Perspective(code=Word(one["code"]), minimum=one["minimum"], present=one["present"], count=one["count"])
                for one in network["perspectives"]
            ],
            all_members=Members(
                edges=[MemberEdge(node=_member(edge["node"])) for edge in members["edges"]],
                page_info=PageInfo(
                    has_next_page=members["pageInfo"]["hasNextPage"], end_cursor=members["pageInfo"]["endCursor"]
                ),
            ),
        ),
        agenda_points=[
            AgendaPoint(
                id=point["id"],
                title=point["title"],
                note=point["note"],
                purpose=Word(point["purpose"]),
                minutes=point["minutes"],
                position=point["position"],
                proposed_at=datetime.fromisoformat(point["proposedAt"]),
                viewer_may_remove=point["viewerMayRemove"],
                version=point["version"],
                owner=_member(point["owner"]) if point["owner"] else None,
            )
            for point in told["agendaPoints"]
        ],
    )
