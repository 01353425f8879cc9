"""Fills the platform: reference content anywhere, and example people and sessions where all runs in one process."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import yaml

from deploy.deeds import AMSTERDAM, Deeds, network_id, without
from deploy.held import hold
from deploy.ideas import have_ideas, prepare_day
from deploy.operator import Operator
from shared.bus.clock import Every, Period

if TYPE_CHECKING:
    from deploy.single import House

CONTENT = Path(__file__).parent / "content"
ABOUT_THE_SOURCE = frozenset({"lines", "route", "basis"})
"""What the files tell their readers, and the platform does not store."""
DATES_AFTER = timedelta(days=30)
Told = Callable[[int, int], None]


@dataclass(frozen=True)
class Seeded:
    """What stands there after loading."""

    networks: int
    questions: int


def content(name: str) -> dict[str, Any]:
    """One of the content files, read."""
    text = (CONTENT / f"{name}.yaml").read_text()
    found = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 -- both loaders are safe
    if not isinstance(found, dict):
        raise TypeError(f"{name}.yaml holds no mapping")
    return found


async def load_reference(services: Operator, told: Told = lambda done, of: None) -> Seeded:
    """Load all networks and the questions proposed to them. Loading twice changes nothing.

    told: hears how far it is.
    """
    networks, questions = content("networks")["networks"], content("questions")["questions"]
    ids: dict[str, str] = {}
    done = 0
    for network in networks:
        body = {name: value for name, value in network.items() if name not in ABOUT_THE_SOURCE}
        loaded = await services.tell("network", "/networks:load", **body)
        ids[network["slug"]] = loaded["id"]
        done += 1
        told(done, len(networks) + len(questions))
    for question in questions:
        body = {name: value for name, value in question.items() if name not in {*ABOUT_THE_SOURCE, "network"}}
        await services.tell("agenda", "/questions:load", network_id=ids[question["network"]], **body)
        done += 1
        told(done, len(networks) + len(questions))
    return Seeded(len(networks), len(questions))


async def fill_with_demo(house: "House") -> None:
    """Load reference and example content on an empty platform, or finish a load that was cut off; else leave all as it is."""
    mark = house.settings.var / "demo"
    is_empty = not (await Operator(house.operator).ask("network", "/networks", first=1))["items"]
    if is_empty or (mark.exists() and mark.read_text() != "loaded"):
        mark.write_text("loading")
        await load_reference(Operator(house.operator))
        await load_demo(house)
        mark.write_text("loaded")


async def load_demo(house: "House") -> None:
    """Let the example people take part, plan sessions, and put points and questions on the agenda; makes what is missing.

    The house must be at work: agenda hears from network who takes part. Its clock can look back, for some was done before.
    """
    people: dict[str, UUID] = {}
    for membership in content("demo")["memberships"]:
        told = await Operator(house.operator).tell("network", "/memberships:activate", **membership)
        people[membership["email"]] = UUID(told["person_id"])
    await _carry(house, people, content("demo_networks"))
    await _let_in(house, people, content("demo_networks"))
    did = content("demo_sessions")
    for poll in did["date_polls"]:
        await _poll(Deeds(house, people, await network_id(house, poll["network"])), poll)
    for series in did["series"]:
        await _plan(Deeds(house, people, await network_id(house, series["network"])), series)
    for held in content("demo_held")["held"]:
        await hold(Deeds(house, people, await network_id(house, held["network"])), held)
    for question in did["questions"]:
        await _propose(Deeds(house, people, await network_id(house, question["network"])), question)
    await _let_an_hour_pass(house)


async def _let_an_hour_pass(house: "House") -> None:
    """Do what agenda does by the clock, so that what was held and is due says so from the first page on."""
    now = house.clock.now()
    agenda = house.services["agenda"]
    for schedule in agenda.service.schedule:
        if isinstance(schedule.rule, Every):
            await schedule.run(agenda.door, Period(now.isoformat(), now))


async def _carry(house: "House", people: dict[str, UUID], did: dict[str, Any]) -> None:
    services = Operator(house.operator)
    for role in did["platform_roles"]:
        await services.tell("network", "/platform-roles:grant", **role)
    today = house.clock.now().date()
    for goal in did["goals"]:
        deeds = Deeds(house, people, await network_id(house, goal["network"]))
        words = {name: goal[name] for name in ("text", "measure", "target")}
        there = await services.tell("network", "/goals:batch", ids=[deeds.network_id])
        if goal["text"] not in {one["text"] for one in there}:
            day = f"{today + timedelta(days=goal['in_days'])}"
            await deeds.decide(goal["by"], f"/networks/{deeds.network_id}/goals", due_on=day, **words)
    for partner in did["partners"]:
        deeds = Deeds(house, people, await network_id(house, partner["network"]))
        there = await services.tell("network", "/partners:batch", ids=[deeds.network_id])
        if partner["name"] not in {one["name"] for one in there}:
            pin = people.get(partner.get("linking_pin", ""))
            body = {"name": partner["name"], "linking_person_id": str(pin) if pin else None}
            await deeds.decide(partner["by"], f"/networks/{deeds.network_id}/partners", **body)
        there = await services.tell("network", "/partners:batch", ids=[deeds.network_id])
        (one,) = [one for one in there if one["name"] == partner["name"]]
        if partner.get("brings_knowledge") and one["contributes_from"] is None:
            await deeds.decide(partner["by"], f"/partners/{one['id']}:name-broker", version=one["version"])
    for group in did["groups"]:
        deeds = Deeds(house, people, await network_id(house, group["network"]))
        there = await services.tell("network", "/groups:batch", ids=[deeds.network_id])
        if group["name"] not in {one["name"] for found in there for one in found["groups"]}:
            asked = [{"code": code, "minimum": 1} for code in group["perspectives"]]
            body = {name: value for name, value in group.items() if name not in {"network", "by"}}
            body |= {"kind": "working_group", "parent_id": deeds.network_id, "perspectives": asked}
            await deeds.decide(group["by"], "/networks", **body)


async def _let_in(house: "House", people: dict[str, UUID], did: dict[str, Any]) -> None:
    for helped in did["helped"]:
        deeds = Deeds(house, people, await network_id(house, helped["network"]))
        path = f"/networks/{deeds.network_id}/helped"
        there = await deeds.see(helped["by"], path, of="network")
        if helped["name"] not in {one["display_name"] for one in there}:
            await deeds.decide(helped["by"], path, **without(helped, "network", "by"))
    for asked in did["join_requests"]:
        deeds = Deeds(house, people, await network_id(house, asked["network"]))
        network = f"/networks/{deeds.network_id}"
        if (await deeds.see(asked["by"], f"{network}/joining", of="network"))["request"] is None:
            await deeds.decide(asked["by"], f"{network}/join-requests", **without(asked, "network", "by"))
    await _place(house, people, did)
    for asked in did["expert_questions"]:
        deeds = Deeds(house, people, await network_id(house, asked["network"]))
        network = f"/networks/{deeds.network_id}"
        if not await deeds.see(asked["by"], f"{network}/expert-questions", of="network"):
            shown = (await deeds.see(asked["by"], f"{network}/members", of="network", first=100))["items"]
            about = next(one["membership_id"] for one in shown if one["display_name"] == asked["to"])
            await deeds.decide(asked["by"], f"/memberships/{about}:ask", text=asked["text"])
    for report in did["reports"]:
        deeds = Deeds(house, people, await network_id(house, report["network"]))
        network = f"/networks/{deeds.network_id}"
        if not await deeds.see(report["by"], f"{network}/reports/mine", of="network"):
            shown = (await deeds.see(report["by"], f"{network}/members", of="network", first=100))["items"]
            about = next(one["membership_id"] for one in shown if one["display_name"] == report["about"])
            told = without(report, "network", "by", "about")
            await deeds.decide(report["by"], f"/memberships/{about}:report", **told)


async def _place(house: "House", people: dict[str, UUID], did: dict[str, Any]) -> None:
    for said in did["contributions"]:
        deeds = Deeds(house, people, await network_id(house, said["network"]))
        path = f"/networks/{deeds.network_id}/participation"
        if not (await deeds.see(said["by"], path, of="network"))["contribution"]:
            await deeds.decide(said["by"], f"{path}:say-contribution", contribution=said["contribution"])
    for given in did["perspectives"]:
        deeds = Deeds(house, people, await network_id(house, given["network"]))
        mine = await deeds.see(given["of"], f"/networks/{deeds.network_id}/participation", of="network")
        if set(mine["perspectives"]) != set(given["perspectives"]):
            told = {"perspectives": given["perspectives"], "version": mine["version"]}
            await deeds.decide(given["by"], f"/memberships/{mine['membership_id']}:set-perspectives", **told)
    for offered in did["expertise"]:
        deeds = Deeds(house, people, await network_id(house, offered["network"]))
        path = f"/networks/{deeds.network_id}/participation"
        if (await deeds.see(offered["by"], path, of="network"))["expertise"] is None:
            await deeds.decide(offered["by"], f"{path}:offer-expertise", themes=[])


async def _plan(deeds: Deeds, series: dict[str, Any]) -> None:
    today = deeds.house.clock.now().date()
    # Two days on, it is later than now everywhere: in Amsterdam it may be tomorrow already, and today's hour may have passed.
    begins = today + timedelta(days=2)
    rule = {**series["rule"], "from_on": f"{begins}", "until_on": f"{begins + timedelta(days=365)}"}
    year = await deeds.do(series["by"], "/years:plan", network_id=deeds.network_id, rule=rule)
    dates = year["best"] or [one for one in year["dates"] if one["verdict"] != "HARD"]
    starts = [datetime.fromisoformat(one["starts_at"]).astimezone(AMSTERDAM) for one in dates]
    moments = [{"on": f"{at.date()}", "starts": f"{at:%H:%M}"} for at in starts]
    sessions = f"/networks/{deeds.network_id}/sessions"
    params: dict[str, Any] = {"from": f"{today}T00:00:00Z", "first": 10}
    there_are = (await deeds.see(series["by"], sessions, **params))["items"]
    found = [one for one in there_are if one["series_id"] is not None]
    if not found:
        planned = await deeds.do(
            series["by"],
            "/series",
            network_id=deeds.network_id,
            rule=rule,
            place=series["place"],
            link=series.get("link", ""),
            moments=moments,
        )
        found = planned["sessions"]
    if found[0]["number"] == 1:
        await have_ideas(deeds, series, found, [one for one in there_are if one["series_id"] is None])
    points = f"/sessions/{found[0]['id']}/agenda-points"
    (agenda,) = await deeds.do(series["by"], "/sessions:agendas", ids=[found[0]["id"]])
    there = {point["title"] for point in agenda["agenda_points"]}
    for point in series["points"]:
        if point["title"] not in there:
            await deeds.do(point["by"], points, **{name: value for name, value in point.items() if name != "by"})
    await _let_wait(deeds, series, there)
    await prepare_day(deeds, series, f"/sessions/{found[0]['id']}")
    for said in series.get("coming", ()):
        seen = await deeds.do(said["by"], "/sessions:coming", session_ids=[found[0]["id"]])
        if not seen or seen[0]["my_answer"] is None:
            answer = {name: value for name, value in said.items() if name != "by"}
            await deeds.do(said["by"], f"/sessions/{found[0]['id']}:answer", **answer)


async def _let_wait(deeds: Deeds, series: dict[str, Any], placed: set[str]) -> None:
    path = f"/networks/{deeds.network_id}/agenda-points"
    there = placed | {point["title"] for point in (await deeds.see(series["by"], path))["items"]}
    for point in series.get("waiting", ()):
        if point["title"] in there:
            continue
        told = {name: value for name, value in point.items() if name not in {"by", "parked_by", "because"}}
        made = await deeds.do(point["by"], path, **told)
        if "parked_by" in point:
            answer = {"reason": point["because"], "version": made["version"]}
            await deeds.do(point["parked_by"], f"/agenda-points/{made['id']}:park", **answer)


async def _poll(deeds: Deeds, poll: dict[str, Any]) -> None:
    there = (await deeds.see(poll["by"], f"/networks/{deeds.network_id}/date-polls"))["items"]
    if poll["title"] in {one["title"] for one in there}:
        return
    now = deeds.house.clock.now()
    begins = now.date() + DATES_AFTER
    rule = {**poll["rule"], "from_on": f"{begins}", "until_on": f"{begins + timedelta(days=365)}"}
    year = await deeds.do(poll["by"], "/years:plan", network_id=deeds.network_id, rule=rule)
    dates = [one for one in year["dates"] if one["verdict"] != "HARD"][: len(poll["answers"][0]["says"])]
    opened = await deeds.do(
        poll["by"],
        "/date-polls",
        network_id=deeds.network_id,
        title=poll["title"],
        words=poll["words"],
        place=poll["place"],
        dates=[{name: one[name] for name in ("starts_at", "ends_at")} for one in dates],
        answer_until=(now + timedelta(days=poll["answer_in_days"])).isoformat(),
        needed_ids=[f"{deeds.people[who]}" for who in poll["needed"]],
    )
    asked = (await deeds.see(poll["by"], f"/date-polls/{opened['id']}"))["dates"]
    for said in poll["answers"]:
        answers = [{"date_id": one["id"], "availability": says} for one, says in zip(asked, said["says"], strict=True)]
        await deeds.do(said["by"], f"/date-polls/{opened['id']}:answer", answers=answers)


async def _propose(deeds: Deeds, question: dict[str, Any]) -> None:
    questions = f"/networks/{deeds.network_id}/questions"
    there = await deeds.see(question["by"], questions, first=100)
    found = next((one for one in there["items"] if one["title"] == question["title"]), None)
    if found is None:
        words = {name: question[name] for name in ("title", "why", "who_notices", "origin", "theme", "track")}
        found = await deeds.do(question["by"], "/questions", network_id=deeds.network_id, **words)
    if "opened_by" in question and found["status"] == "PROPOSED":
        await deeds.do(question["opened_by"], f"/questions/{found['id']}:open", version=found["version"])
