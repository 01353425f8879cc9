"""Steps that tests of agenda take: people join and leave, questions and sessions come to be."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import update
from sqlmodel import col

from services.agenda.handlers import HANDLERS, when_an_hour_has_passed
from services.agenda.sessions.domain.sessions import SessionStatus
from services.agenda.sessions.models.sessions import PlannedSession
from shared.api.agenda.questions import ChangeQuestion, ProposeQuestion, QuestionView
from shared.api.agenda.sessions import (
    AddAgendaPoint,
    AgendaPointView,
    AgendaView,
    PlanSeries,
    SchoolRegion,
    SeriesRule,
    SeriesView,
)
from shared.api.page import Ids
from shared.bus.clock import Period
from shared.database import new_id
from shared.events.network import MembershipActivated, MembershipEnded, MembershipPaused, NetworkSucceeded
from tests.workplace import Workplace

MOMENT = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Cast:
    """Who is who: people of one network, people of another, and somebody who is signed in but takes part nowhere."""

    network_id: UUID = field(default_factory=new_id)
    other_network_id: UUID = field(default_factory=new_id)
    member: UUID = field(default_factory=new_id)
    second_member: UUID = field(default_factory=new_id)
    coordinator: UUID = field(default_factory=new_id)
    former_coordinator: UUID = field(default_factory=new_id)
    neighbour: UUID = field(default_factory=new_id)
    """A member of the other network only."""
    other_coordinator: UUID = field(default_factory=new_id)
    outsider: UUID = field(default_factory=new_id)


def membership(network_id: UUID, person_id: UUID) -> UUID:
    """The id of the membership of a person in a network."""
    return uuid5(network_id, str(person_id))


def activated(
    network_id: UUID,
    person_id: UUID,
    *,
    role: str | None = None,
    version: int = 1,
    perspective: str = "PARENT",
    also: Sequence[str] = (),
) -> MembershipActivated:
    """What network tells when somebody takes part."""
    return MembershipActivated(
        membership_id=membership(network_id, person_id),
        network_id=network_id,
        person_id=person_id,
        perspective=perspective,
        also=list(also),
        roles=[role] if role else [],
        activated_at=MOMENT,
        version=version,
    )


def ended(network_id: UUID, person_id: UUID, *, version: int = 2) -> MembershipEnded:
    """What network tells when somebody no longer takes part."""
    return MembershipEnded(
        membership_id=membership(network_id, person_id),
        network_id=network_id,
        person_id=person_id,
        ended_at=MOMENT,
        version=version,
    )


def succeeded(network_id: UUID, successor_id: UUID, *, version: int = 2) -> NetworkSucceeded:
    """What network tells when a network goes on as another one."""
    return NetworkSucceeded(
        network_id=network_id, successor_id=successor_id, kind="programme", status="SUCCEEDED", version=version
    )


async def hear(
    place: Workplace, *events: MembershipActivated | MembershipPaused | MembershipEnded | NetworkSucceeded
) -> None:
    """Let agenda hear events of network, in this order."""
    async with place.door.work() as work:
        for event in events:
            await HANDLERS[type(event)](work, event)


async def join(
    place: Workplace,
    network_id: UUID,
    person_id: UUID,
    *,
    role: str | None = None,
    version: int = 1,
    perspective: str = "PARENT",
    also: Sequence[str] = (),
) -> None:
    """A person takes part."""
    told = activated(network_id, person_id, role=role, version=version, perspective=perspective, also=also)
    await hear(place, told)


async def leave(place: Workplace, network_id: UUID, person_id: UUID, *, version: int = 2) -> None:
    """A person no longer takes part."""
    await hear(place, ended(network_id, person_id, version=version))


def proposal(network_id: UUID, **words: Any) -> ProposeQuestion:
    """A question that is complete."""
    told: dict[str, Any] = {
        "title": "Wat helpt een kind om thuis te blijven wonen?",
        "why": "Te veel kinderen verhuizen vaak.",
        "who_notices": "Kinderen en hun ouders.",
        "origin": "Gesprek in de regio Noord.",
        "theme": "samenwerken",
        **words,
    }
    return ProposeQuestion(network_id=network_id, **told)


async def proposed(place: Workplace, network_id: UUID, person_id: UUID, **words: Any) -> QuestionView:
    """A question that somebody proposed."""
    answer = await place.ask(
        "POST", "/questions", QuestionView, person_id=person_id, body=proposal(network_id, **words)
    )
    assert isinstance(answer, QuestionView)
    return answer


async def opened(place: Workplace, question: QuestionView, coordinator: UUID) -> QuestionView:
    """A question that a coordinator put on the agenda."""
    answer = await place.ask(
        "POST",
        f"/questions/{question.id}:open",
        QuestionView,
        person_id=coordinator,
        body=ChangeQuestion(version=question.version),
    )
    assert isinstance(answer, QuestionView)
    return answer


def rule(**changes: Any) -> SeriesRule:
    """The year 2027 of the Praktijkleernetwerk kleinschaligheid: second Thursday of odd months, 13.30 to 16.00."""
    told: dict[str, Any] = {
        "every_months": 2,
        "nth": 2,
        "weekday": 3,
        "starts": time(13, 30),
        "ends": time(16, 0),
        "from_on": date(2027, 1, 1),
        "until_on": date(2027, 12, 31),
        **changes,
    }
    return SeriesRule(**told)


async def planned(
    place: Workplace,
    network_id: UUID,
    coordinator: UUID,
    *,
    regions: Sequence[SchoolRegion] = ("NORTH", "CENTRAL", "SOUTH"),
    **changes: Any,
) -> SeriesView:
    """A series that a coordinator planned. regions: whose school holidays count."""
    answer = await place.ask(
        "POST",
        "/series",
        SeriesView,
        person_id=coordinator,
        body=PlanSeries(network_id=network_id, rule=rule(**changes), place="Zaal 3, Zwolle", regions=list(regions)),
    )
    assert isinstance(answer, SeriesView)
    return answer


async def added(
    place: Workplace, session_id: UUID, person_id: UUID, *, title: str = "Terugblik", minutes: int = 20
) -> AgendaPointView:
    """An agenda point that a member added."""
    answer = await place.ask(
        "POST",
        f"/sessions/{session_id}/agenda-points",
        AgendaPointView,
        person_id=person_id,
        body=AddAgendaPoint(title=title, purpose="EXPLORE", minutes=minutes),
    )
    assert isinstance(answer, AgendaPointView)
    return answer


async def agenda_of(place: Workplace, session_id: UUID, person_id: UUID) -> list[AgendaPointView]:
    """The agenda of a session as one of its network sees it, in order."""
    found = await place.ask(
        "POST", "/sessions:agendas", list[AgendaView], person_id=person_id, body=Ids(ids=[session_id])
    )
    assert [one.session_id for one in found] == [session_id]
    points: list[AgendaPointView] = found[0].agenda_points
    return points


async def set_status(place: Workplace, session_id: UUID, status: SessionStatus) -> None:
    """A session that stands in a state no operation of today brings it to."""
    async with place.door.work() as work:
        await work.session.execute(
            update(PlannedSession).where(col(PlannedSession.id) == session_id).values(status=status)
        )


async def an_hour_passes(place: Workplace) -> None:
    """The clock says that an hour has passed."""
    await when_an_hour_has_passed(place.door, Period(key="1", due_at=place.clock.now()))
