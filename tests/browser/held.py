"""Sessions that were held before the day of the tests, one for each state of their minutes, in a network of their own."""

from typing import Any, NamedTuple
from uuid import UUID

from deploy.deeds import Deeds, network_id
from deploy.earlier import LookingBack
from deploy.held import hold
from deploy.operator import Operator
from deploy.single import House
from shared.bus.work import clock_of
from shared.settings import read_settings
from tests.journeys.shapes import Shape

SLUG = "eetstoornissennetwerk"
GEA, PIET, HANS = (f"{name}@voorbeeld.example" for name in ("gea", "piet", "hans"))
TALK = "Wat een ouder wil weten"
HELD: dict[str, Any] = {
    "network": SLUG,
    "by": GEA,
    "secretary": HANS,
    "rule": {"every_months": 2, "nth": 2, "weekday": 3, "starts": "13:30", "ends": "16:00"},
    "came": [GEA, HANS],
    "away": [PIET],
    "points": [
        {
            "by": PIET,
            "purpose": "EXPLORE",
            "minutes": 40,
            "title": TALK,
            "written": "Een kort bericht is genoeg.\nAfspraak: het bericht uitproberen\nAfspraak: erover vertellen",
        }
    ],
    "documents": [{"by": PIET, "title": "Verslag van zes bezoeken", "url": "https://documenten.example/bezoeken"}],
}
WRITTEN = {**HELD, "place": "Drachten", "weeks_ago": 2}
COMMENTED = {
    **HELD,
    "place": "Utrecht",
    "weeks_ago": 1,
    "shared": 1,
    "actions": [
        {"text": "het bericht uitproberen", "owner": PIET, "due": 9},
        {"text": "erover vertellen", "owner": HANS, "due": 2},
    ],
    "stories": [
        {"by": PIET, "about": TALK, "text": "Ik zat na zo'n gesprek een uur in de auto."},
        {"by": PIET, "about": TALK, "text": "Ik wist niet wat ik thuis moest zeggen.", "allows": True},
    ],
    "comments": [{"by": PIET, "about": TALK, "text": "Dit klopt niet.", "is_objection": True}],
}
ESTABLISHED = {
    **HELD,
    "place": "Assen",
    "weeks_ago": 8,
    "shared": 3,
    "actions": [
        {"text": "het bericht uitproberen", "owner": PIET, "due": -6},
        {"text": "erover vertellen", "owner": HANS, "due": -20, "answer": "Het staat in drie huizen."},
    ],
    "comments": [{"by": PIET, "about": TALK, "text": "Dit geldt ook voor jongeren.", "answer": "Dat staat er nu bij."}],
    "established": 15,
}


class Held(NamedTuple):
    """The addresses of sessions that were held, of the agreements that came of the oldest, and of what Piet told."""

    written: str
    commented: str
    established: str
    agreements: list[str]
    stories: list[str]


async def hold_sessions(shape: Shape) -> Held:
    """Let three sessions have been held: with minutes that nobody else reads yet, that are talked about, and that stand."""
    settings = read_settings(**shape.operator_settings)
    house = House(settings, LookingBack(clock_of(settings)))
    people: dict[str, UUID] = {}
    async with house.open():
        for email, roles in ((GEA, ["COORDINATOR", "FACILITATOR"]), (PIET, []), (HANS, ["SECRETARY"])):
            name = email.partition("@")[0].title()
            told = {"network_slug": SLUG, "email": email, "display_name": f"Voorbeeld {name}", "roles": roles}
            made = await Operator(house.operator).tell(
                "network", "/memberships:activate", perspective="PROFESSIONAL", **told
            )
            people[email] = UUID(made["person_id"])
        deeds = Deeds(house, people, await network_id(house, SLUG))
        sessions = [await hold(deeds, told) for told in (WRITTEN, COMMENTED, ESTABLISHED)]
        told = await deeds.see(HANS, f"/sessions/{sessions[1]}/minutes", stories=True)
        minutes = await deeds.see(HANS, f"/sessions/{sessions[-1]}/minutes", actions=True)
    written, commented, established = (f"/bijeenkomsten/{one}" for one in sessions)
    return Held(
        written,
        commented,
        established,
        [f"/acties/{action['id']}" for action in minutes["actions"]],
        [f"/verhalen/{story['id']}" for story in told["stories"]],
    )
