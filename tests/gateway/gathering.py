"""What a crowd does together, so that pages of it can be counted and timed: a session and a date poll that everybody answered."""

from uuid import UUID

from sqlalchemy import insert, select
from sqlmodel import col

from services.agenda.sessions.models.coming import GivenAnswer, SessionComing
from services.agenda.sessions.models.date_polls import AvailabilityAnswer, DatePollDate
from services.gateway.web.addresses import plain_id
from shared.database import new_id
from tests.gateway.crowd import Circle, perspective_of
from tests.gateway.town import Town, Visitor

RULE = {
    "everyMonths": 2,
    "nth": 2,
    "weekday": 3,
    "starts": "13:30:00",
    "ends": "16:00:00",
    "fromOn": "2027-01-01",
    "untilOn": "2027-12-31",
}
POINTS = 5
DATES = [f"2027-{month:02}-11T12:30:00Z" for month in (1, 2, 3, 5, 6, 9)]
SAID = ("YES", "IF_NEEDED", "NO")
COMES = ("COMING", "MAYBE", "NOT_COMING")


async def network_of(circle: Circle, visitor: Visitor) -> str:
    """The id of a network, for who asks GraphQL."""
    found = await visitor.ask("query($s: String!) { network(slug: $s) { id } }", s=circle.slug)
    return str(found["network"]["id"])


async def meet(place: Town, circle: Circle, visitor: Visitor) -> str:
    """Plan a year as its coordinator, with points for the first session, which everybody answers; gives its address."""
    network = await network_of(circle, visitor)
    made = await visitor.do(
        "planSeries", "... on Series { sessions { id } }", networkId=network, rule=RULE, place="Utrecht"
    )
    session = made["sessions"][0]["id"]
    for number in range(POINTS):
        point = {"title": f"Punt {number}", "purpose": "EXPLORE", "minutes": 10}
        await visitor.do("addAgendaPoint", "... on AgendaPoint { id }", sessionId=session, **point)
    async with place.agenda.door.work() as work:
        session_id = UUID(plain_id(session))
        answers = [
            {
                "session_id": session_id,
                "person_id": somebody.id,
                "answer": (answer := COMES[number % len(COMES)]),
                "companions": 0,
                "with_support_person": False,
                "seats": int(answer == "COMING"),
                "turn": number,
                "is_waiting": False,
                "answered_at": work.now,
            }
            for number, somebody in enumerate(circle.people)
        ]
        work.add(SessionComing(id=new_id(), session_id=session_id, network_id=circle.id, turns=len(answers), version=1))
        await work.session.flush()
        await work.session.execute(insert(GivenAnswer), answers)
    return f"/bijeenkomsten/{session_id}"


async def poll(place: Town, circle: Circle, visitor: Visitor) -> str:
    """Open a date poll as its coordinator, which everybody answers; gives its address."""
    dates = [{"startsAt": at, "endsAt": at.replace("T12:30", "T15:00")} for at in DATES]
    made = await visitor.do(
        "openDatePoll",
        "... on DatePoll { id }",
        networkId=await network_of(circle, visitor),
        dates=dates,
        answerUntil="2026-12-20T22:59:00Z",
    )
    poll_id = UUID(plain_id(made["id"]))
    async with place.agenda.door.work() as work:
        asked = select(col(DatePollDate.id)).where(col(DatePollDate.date_poll_id) == poll_id)
        answers = [
            {
                "date_poll_date_id": date_id,
                "person_id": somebody.id,
                "date_poll_id": poll_id,
                "perspective": perspective_of(somebody),
                "availability": SAID[(number + place_) % len(SAID)],
                "answered_at": work.now,
            }
            for place_, date_id in enumerate((await work.session.scalars(asked)).all())
            for number, somebody in enumerate(circle.people)
        ]
        await work.session.execute(insert(AvailabilityAnswer), answers)
    return f"/datumprikkers/{poll_id}"
