"""Many people in a town at once: rows written straight into the stores, the same every time, as thousands of events would leave them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlmodel import SQLModel

from services.agenda.members.models import Member as MemberForAgenda
from services.network.finding.domain import person_document
from services.network.memberships.models.invitations import Invitation
from services.network.memberships.models.requests import JoinRequest
from services.network.memberships.models.roles import MembershipRole
from services.network.memberships.models.taking_part import Membership
from services.network.networks.models import Network
from services.network.people.domain.names import folded
from services.network.people.domain.vault import VAULT
from services.network.people.models.accounts import Person
from services.notifications.subscriptions.models import Member as MemberForMail
from services.notifications.subscriptions.models import Reader
from shared.database import Database
from shared.search.index import index
from tests.gateway.town import Town

BEGAN = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
PERSPECTIVES = ("PROFESSIONAL", "YOUNG_PERSON", "PARENT", "RESEARCHER", "POLICY_OFFICER")
FIRST_NAMES = (
    "Sanne Daan Emma Bram Fatima Lotte Youssef Iris Thijs Noor Ruben Aylin Jesse Maud Sem Esra Floor Luuk Yara Finn"
)
LAST_NAMES = (
    "de Vries,Jansen,Bakker,Yilmaz,Visser,Smit,Meijer,El Amrani,Mulder,de Boer,Bos,Vos,Peters,Hendriks,van Dijk"
)
AT_ONCE = 500


@dataclass(frozen=True)
class Somebody:
    """One person of the crowd."""

    number: int
    name: str

    @property
    def id(self) -> UUID:
        """Their account."""
        return numbered(1, self.number)

    @property
    def email(self) -> str:
        """What they sign in with."""
        return f"iemand{self.number}@voorbeeld.example"


@dataclass
class Circle:
    """One network and who takes part in it; the first one coordinates."""

    number: int
    people: Sequence[Somebody] = field(default_factory=list)

    @property
    def id(self) -> UUID:
        """The network."""
        return numbered(2, self.number)

    @property
    def slug(self) -> str:
        """Its address."""
        return f"menigte-{self.number}"


def numbered(kind: int, number: int) -> UUID:
    """An id as UUIDv7 has them (RFC 9562, 5.7), made of a number: in that order, and the same every time."""
    moment = int((BEGAN + timedelta(seconds=number)).timestamp() * 1000)
    return UUID(int=moment << 80 | 7 << 76 | kind << 64 | 2 << 62 | number)


def circles(sizes: Sequence[int]) -> list[Circle]:
    """Networks of these sizes; everybody takes part in one."""
    firsts, lasts = FIRST_NAMES.split(), LAST_NAMES.split(",")
    made, begin = [], 0
    for number, size in enumerate(sizes):
        people = [
            Somebody(one, f"{firsts[one % len(firsts)]} {lasts[one // len(firsts) % len(lasts)]}")
            for one in range(begin, begin + size)
        ]
        made.append(Circle(number, people))
        begin += size
    return made


async def gather(place: Town, crowd: Sequence[Circle], told: Callable[[int], None] = lambda more: None) -> None:
    """Let all of them take part, as every service knows it. told: hears how many more are there."""
    network, agenda, notifications = (service.door.database for service in place.services)
    await _write(network, Network, [_network(circle) for circle in crowd])
    async with network.writing() as session:
        for begin in range(0, len(crowd), AT_ONCE):
            await index(session, *(Network(**_network(circle)).document() for circle in crowd[begin : begin + AT_ONCE]))
        await session.commit()
    everybody = ((circle, place, somebody) for circle in crowd for place, somebody in enumerate(circle.people))
    while batch := list(islice(everybody, AT_ONCE)):
        await _write(network, Person, [_person(somebody) for _, _, somebody in batch])
        await _write(network, Membership, [_membership(circle, somebody) for circle, _, somebody in batch])
        await _write(network, MembershipRole, [_role(somebody) for _, place, somebody in batch if place == 0])
        await _write(agenda, MemberForAgenda, [_for_agenda(*one) for one in batch])
        await _write(notifications, MemberForMail, [_for_mail(circle, somebody) for circle, _, somebody in batch])
        await _write(notifications, Reader, [{"person_id": somebody.id, "mark": 1} for _, _, somebody in batch])
        async with network.writing() as session:
            await index(session, *(_document(circle, somebody) for circle, _, somebody in batch))
            await session.commit()
        told(len(batch))


async def ask_to_join(place: Town, circle: Circle, people: Sequence[Somebody]) -> None:
    """Let people ask to take part, and wait for an answer."""
    now = place.clock.now()
    rows = [
        {
            "id": numbered(4 + circle.number, somebody.number),
            "network_id": circle.id,
            "person_id": somebody.id,
            "perspective": "PROFESSIONAL",
            "answer": "Ik werk er elke dag mee.",
            "status": "OPEN",
            "asked_at": now,
            "lapses_at": now + timedelta(days=30),
            "version": 1,
        }
        for somebody in people
    ]
    await _write(place.network.door.database, JoinRequest, rows)


async def invite(place: Town, circle: Circle, many: int) -> None:
    """Let so many addresses be invited by the first of a network."""
    now = place.clock.now()
    rows = [
        {
            "id": numbered(4 + circle.number, number),
            "network_id": circle.id,
            "address": (address := f"genodigde{number}@voorbeeld.example"),
            "address_index": VAULT.index(address),
            "name": f"Genodigde {number}",
            "perspective": "PROFESSIONAL",
            "language": "nl",
            "status": "OPEN",
            "invited_by": circle.people[0].id,
            "invited_at": now,
            "expires_at": now + timedelta(days=14),
            "version": 1,
        }
        for number in range(many)
    ]
    await _write(place.network.door.database, Invitation, rows)


async def _write(database: Database, table: type[SQLModel], rows: Sequence[dict[str, Any]]) -> None:
    if not rows:
        return
    async with database.writing() as session:
        await session.execute(insert(table.__table__), list(rows))  # type: ignore[attr-defined]  # SQLModel gives every table one
        await session.commit()


def _network(circle: Circle) -> dict[str, Any]:
    return {
        "id": circle.id,
        "slug": circle.slug,
        "name": f"Kring {circle.number} (voorbeeld)",
        "sort_name": f"Kring {circle.number} (voorbeeld)",
        "short_name": None,
        "kind": "learning_network",
        "status": "ACTIVE",
        "mission_nl": "Samen leren wat kinderen helpt om thuis te wonen.",
        "mission_en": "Learn together what helps children to live at home.",
        "organiser": None,
        "organiser_short": None,
        "rhythm_months": 2,
        "digest_cadence": "WEEKLY",
        "perspectives": [{"code": code, "minimum": 1} for code in PERSPECTIVES],
        "themes": ["samenwerken"],
        "regions": ["UTRECHT"],
        "source": "made up for a test",
        "version": 1,
    }


def _person(somebody: Somebody) -> dict[str, Any]:
    return {
        "id": somebody.id,
        "email": somebody.email,
        "email_index": VAULT.index(somebody.email),
        "display_name": somebody.name,
        "sort_name": somebody.name,
        "name_key": folded(somebody.name),
        "language": "nl",
        "created_at": BEGAN,
    }


def _membership(circle: Circle, somebody: Somebody) -> dict[str, Any]:
    return {
        "id": numbered(3, somebody.number),
        "network_id": circle.id,
        "person_id": somebody.id,
        "perspective": perspective_of(somebody),
        "also": [],
        "status": "ACTIVE",
        "since": _since(somebody),
        "version": 1,
    }


def _role(somebody: Somebody) -> dict[str, Any]:
    return {
        "membership_id": numbered(3, somebody.number),
        "role": "COORDINATOR",
        "from_at": _since(somebody),
        "is_held": True,
    }


def _for_agenda(circle: Circle, place: int, somebody: Somebody) -> dict[str, Any]:
    return {
        "membership_id": numbered(3, somebody.number),
        "network_id": circle.id,
        "person_id": somebody.id,
        "perspective": perspective_of(somebody),
        "also": [],
        "roles": [] if place else ["COORDINATOR"],
        "coordinates": place == 0,
        "status": "ACTIVE",
        "version": 1,
    }


def _for_mail(circle: Circle, somebody: Somebody) -> dict[str, Any]:
    return {
        "membership_id": numbered(3, somebody.number),
        "network_id": circle.id,
        "person_id": somebody.id,
        "is_active": True,
        "news_from": _since(somebody),
        "version": 1,
    }


def _document(circle: Circle, somebody: Somebody) -> Any:
    return person_document(
        person_id=somebody.id, network_id=circle.id, display_name=somebody.name, since=_since(somebody)
    )


def perspective_of(somebody: Somebody) -> str:
    """From which perspective they take part: all in turn."""
    return PERSPECTIVES[somebody.number % len(PERSPECTIVES)]


def _since(somebody: Somebody) -> datetime:
    return BEGAN + timedelta(seconds=somebody.number)
