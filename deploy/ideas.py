"""What a series of the example content has beside its agenda: ideas, documents, a reminder, and what its first day begins with."""

from datetime import datetime
from typing import Any

from deploy.deeds import AMSTERDAM, Deeds, without


async def have_ideas(
    deeds: Deeds, series: dict[str, Any], sessions: list[dict[str, Any]], apart: list[dict[str, Any]]
) -> None:
    """What only coordinators know of yet, on the morning of the second session; and what comes with the first.

    apart: the sessions that are there already and stand in no series.
    """
    had = {one["type"] for one in apart}
    for idea in series.get("ideas", ()):
        if idea["type"] in had:
            continue
        day = datetime.fromisoformat(sessions[1]["starts_at"]).astimezone(AMSTERDAM).date()
        told = without(idea, "before")
        if idea.get("before"):
            told["for_session_id"] = sessions[1]["id"]
        await deeds.do(series["by"], f"/networks/{deeds.network_id}/sessions", on=f"{day}", **told)
    first = sessions[0]["id"]
    documents = await deeds.do(series["by"], "/sessions:documents", ids=[first])
    titles = {one["title"] for one in documents}
    for document in series.get("documents", ()):
        if document["title"] not in titles:
            await deeds.do(document["by"], f"/sessions/{first}/documents", **without(document, "by"))
    path = f"/sessions/{first}/reminder"
    if "reminder" in series and (await deeds.see(series["by"], path))["version"] == 0:
        await deeds.do(series["by"], path, words=series["reminder"], version=0)


async def prepare_day(deeds: Deeds, series: dict[str, Any], session: str) -> None:
    """Put ready what the first session begins with, and what was parked beforehand."""
    day = await deeds.see(series["by"], f"{session}/day", part="parked")
    if series.get("check_in") and day["check_in"] is None:
        await deeds.do(series["by"], f"{session}/day:check-in", check_in=series["check_in"])
    parked = {line["words"] for line in day["parked"]}
    for line in series.get("parked", ()):
        if line["words"] not in parked:
            await deeds.do(line["by"], f"{session}/parked-lines", words=line["words"])
