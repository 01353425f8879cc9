"""Sessions that were held before the day of loading: prepared, visited and written down by the example people, each in their time."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from typing import Any

from deploy.deeds import AMSTERDAM, Deeds, without
from deploy.earlier import at
from deploy.operator import Operator

PREPARED_DAYS = 40
"""So long before it takes place it is planned."""
SEARCHED = timedelta(weeks=12)
"""In so many weeks there is a day on which a session can be."""
Day = Callable[[int], AbstractContextManager[None]]
"""Lets it be so many days after the end of the session, or before its start."""


async def hold(deeds: Deeds, told: dict[str, Any]) -> str:
    """Let a session of some weeks ago have taken place, with what is told of it; makes what is missing, and gives back its id.

    Days in ``told`` are counted from the session; a day due is counted from today. Its place tells it from others of its network.
    """
    session = await _planned(deeds, told)
    path = f"/sessions/{session['id']}"
    starts, ends = (datetime.fromisoformat(session[name]) for name in ("starts_at", "ends_at"))

    def day(days: int) -> AbstractContextManager[None]:
        return at((ends + timedelta(hours=1) if days >= 0 else starts) + timedelta(days=days))

    if session["published_at"] is None:
        await _prepare(deeds, told, path, day)
    points = await _points(deeds, told, session["id"])
    if not any(point["reached_at"] for point in points):
        await _go_through(deeds, told, path, points, day)
    await _write_down(deeds, told, path, points, day)
    return str(session["id"])


async def _planned(deeds: Deeds, told: dict[str, Any]) -> Any:
    now = deeds.house.clock.now()
    sessions = f"/networks/{deeds.network_id}/sessions"
    before = (await deeds.see(told["by"], sessions, until=now.isoformat(), first=100))["items"]
    there = next((one for one in before if one["place"] == told["place"]), None)
    if there is not None:
        return there
    until = now - timedelta(weeks=told["weeks_ago"])
    begins = until - SEARCHED
    days = {"from_on": f"{begins.date()}", "until_on": f"{until.date()}"}
    weekly = {**without(told["rule"], "every_months", "nth"), "every_weeks": 1, **days}
    with at(begins - timedelta(days=PREPARED_DAYS)):
        year = await deeds.do(told["by"], "/years:plan", network_id=deeds.network_id, rule=weekly)
        last = [one for one in year["dates"] if one["verdict"] != "HARD"][-1]
        starts = datetime.fromisoformat(last["starts_at"]).astimezone(AMSTERDAM)
        planned = await deeds.do(
            told["by"],
            "/series",
            network_id=deeds.network_id,
            rule={**told["rule"], **days},
            place=told["place"],
            link=told.get("link", ""),
            moments=[{"on": f"{starts.date()}", "starts": f"{starts:%H:%M}"}],
        )
    return planned["sessions"][0]


async def _prepare(deeds: Deeds, told: dict[str, Any], path: str, day: Day) -> None:
    (agenda,) = await deeds.do(told["by"], "/sessions:agendas", ids=[path.rsplit("/", maxsplit=1)[-1]])
    there = {point["title"] for point in agenda["agenda_points"]}
    with day(-20):
        for point in told["points"]:
            if point["title"] not in there:
                await deeds.do(point["by"], f"{path}/agenda-points", **without(point, "by", "reached", "written"))
    with day(-12):
        for email in (*told["came"], *told["away"]):
            answer = "COMING" if email in told["came"] else "NOT_COMING"
            await deeds.do(email, f"{path}:answer", answer=answer)
    with day(-10):
        session = await deeds.see(told["by"], path)
        await deeds.do(told["by"], f"{path}:publish-agenda", version=session["version"])


async def _points(deeds: Deeds, told: dict[str, Any], session_id: str) -> list[Any]:
    (agenda,) = await deeds.do(told["by"], "/sessions:agendas", ids=[session_id])
    return list(agenda["agenda_points"])


async def _go_through(deeds: Deeds, told: dict[str, Any], path: str, points: list[Any], day: Day) -> None:
    network = await Operator(deeds.house.operator).ask("network", f"/networks/by-slug/{told['network']}")
    needs = [{"perspective": one["code"], "minimum": one["minimum"]} for one in network["perspectives"]]
    was_there = {deeds.people[email]: email in told["came"] for email in (*told["came"], *told["away"])}
    people = [{"person_id": f"{person_id}", "was_there": came} for person_id, came in was_there.items()]
    reached = {point["title"] for point in told["points"] if point.get("reached", True)}
    with day(0):
        await deeds.do(told["by"], f"{path}:record-attendance", people=people, needs=needs)
        for document in told["documents"]:
            await deeds.do(document["by"], f"{path}/documents", **without(document, "by"))
        session = await deeds.see(told["by"], path)
        await deeds.do(
            told["by"],
            f"{path}:carry-over",
            reached=[point["id"] for point in points if point["title"] in reached],
            to="NEXT",
            version=session["version"],
        )


async def _write_down(deeds: Deeds, told: dict[str, Any], path: str, points: list[Any], day: Day) -> None:
    writer, ids = told["secretary"], {point["title"]: point["id"] for point in points}
    today = deeds.house.clock.now().date()
    minutes = await deeds.see(writer, f"{path}/minutes")
    if minutes["version"] == 0:
        with day(2):
            parts = [
                {"agenda_point_id": ids[point["title"]], "text": point["written"]}
                for point in told["points"]
                if "written" in point
            ]
            minutes = await deeds.do(writer, f"{path}/minutes:write", version=0, parts=parts)
    if "shared" not in told:
        return
    if minutes["status"] == "DRAFT":
        with day(told["shared"]):
            await _give_away(deeds, told, path, today)
            await deeds.do(writer, f"{path}/minutes:share", version=minutes["version"])
    if not (await deeds.see(writer, f"{path}/minutes", stories=True))["stories"]:
        await _tell(deeds, told, path, ids, day)
    if not (await deeds.see(writer, f"{path}/minutes", comments=True))["comments"]:
        await _talk_about(deeds, told, path, ids, day)
    await _finish(deeds, told, path, day)


async def _give_away(deeds: Deeds, told: dict[str, Any], path: str, today: date) -> None:
    for action in (await deeds.see(told["secretary"], f"{path}/minutes", actions=True))["actions"]:
        owned = next(one for one in told["actions"] if one["text"] == action["text"])
        await deeds.do(
            told["secretary"],
            f"/actions/{action['id']}:assign",
            owner_id=f"{deeds.people[owned['owner']]}",
            due_on=f"{today + timedelta(days=owned['due'])}",
            version=action["version"],
        )


async def _tell(deeds: Deeds, told: dict[str, Any], path: str, ids: dict[str, Any], day: Day) -> None:
    for story in told.get("stories", []):
        teller = f"{deeds.people[story['by']]}"
        with day(told["shared"]):
            asked = await deeds.do(
                told["secretary"],
                f"{path}/stories",
                agenda_point_id=ids[story["about"]],
                teller_id=teller,
                text=story["text"],
            )
        if story.get("allows"):
            with day(told["shared"] + 1):
                await deeds.do(story["by"], f"/stories/{asked['id']}:answer", allows=True)


async def _talk_about(deeds: Deeds, told: dict[str, Any], path: str, ids: dict[str, Any], day: Day) -> None:
    for comment in told["comments"]:
        with day(told["shared"] + 1):
            await deeds.do(
                comment["by"],
                f"{path}/minutes:comment",
                agenda_point_id=ids[comment["about"]],
                text=comment["text"],
                is_objection=comment.get("is_objection", False),
            )
    for comment in (await deeds.see(told["secretary"], f"{path}/minutes", comments=True))["comments"]:
        answer = next(one.get("answer") for one in told["comments"] if one["text"] == comment["text"])
        if answer:
            with day(told["shared"] + 2):
                await deeds.do(
                    told["secretary"], f"/minutes-comments/{comment['id']}:answer", answer=answer, is_adopted=True
                )


async def _finish(deeds: Deeds, told: dict[str, Any], path: str, day: Day) -> None:
    minutes = await deeds.see(told["secretary"], f"{path}/minutes", actions=True)
    for action in minutes["actions"]:
        did = next(one for one in told["actions"] if one["text"] == action["text"])
        if "answer" in did and action["status"] == "OPEN":
            with day(told["shared"] + 12):
                closing = f"/actions/{action['id']}:complete"
                await deeds.do(did["owner"], closing, answer=did["answer"], version=action["version"])
    if "established" in told and minutes["status"] == "SHARED":
        with day(told["established"]):
            await deeds.do(told["secretary"], f"{path}/minutes:establish", version=minutes["version"])
