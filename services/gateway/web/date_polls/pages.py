"""A date poll, for who answers it, for who asked it, and the list of those of a network."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path
from starlette.responses import Response

from services.gateway.web.addresses import global_id, plain_id
from services.gateway.web.forms import Form
from services.gateway.web.visit import Here, Refused, Visit

pages = APIRouter()
PollId = Annotated[UUID, Path()]
ANSWERS = ("YES", "IF_NEEDED", "NO")
YES_COUNTS = "ja"


@pages.get("/netwerken/{slug}/datumprikkers")
async def polls(visit: Here, slug: str, na: str | None = None) -> Response:
    """Show the date polls of a network."""
    visit.people_only()
    answer = await visit.ask("date_polls/polls.graphql", slug=slug, after=na)
    network = answer["network"]
    if not network["viewerMembership"]:
        raise Refused("NOT_A_MEMBER")
    return visit.page("date_polls/polls.html", network=network, failed=answer.failed)


@pages.get("/datumprikkers/{poll_id}")
async def poll(visit: Here, poll_id: PollId) -> Response:
    """Show a date poll: what is asked, what I said, and how it stands."""
    visit.people_only()
    found = await fetch_poll(visit, poll_id)
    return _page(visit, found, fresh(yes_counts=found["viewerYesCounts"]))


@pages.post("/datumprikkers/{poll_id}")
async def answer(visit: Here, poll_id: PollId) -> Response:
    """Say when I can come: per date, or yes to all at once."""
    visit.people_only()
    form = await visit.form()
    found = await fetch_poll(visit, poll_id)
    outcome = await visit.change(
        "date_polls/answer.graphql",
        clientMutationId=form.key,
        datePollId=found["id"],
        answers=read_answers(form, found["dates"]),
        yesCounts=says_yes_counts(form),
    )
    if outcome.code == "DATE_POLL_CLOSED":
        late = await fetch_poll(visit, poll_id)
        return _page(visit, late, form.again(outcome.faults, ()), status=409, unsaved=read_unsaved(form))
    if outcome.faults:
        return _page(visit, found, form.again(outcome.faults, ()), status=422)
    return visit.go(f"/datumprikkers/{poll_id}", done="datum-gezegd")


@pages.post("/datumprikkers/{poll_id}/nog-niet")
async def take_back(visit: Here, poll_id: PollId) -> Response:
    """Let my yes not count as coming after all, while the dates are not chosen yet."""
    visit.people_only()
    form = await visit.form()
    outcome = await visit.change(
        "date_polls/answer.graphql",
        clientMutationId=form.key,
        datePollId=global_id("DatePoll", poll_id),
        answers=[],
        yesCounts=False,
    )
    if outcome.faults:
        return _page(visit, await fetch_poll(visit, poll_id), form.again(outcome.faults, ()), status=409)
    return visit.go(f"/datumprikkers/{poll_id}", done="ja-telt-niet")


@pages.post("/datumprikkers/{poll_id}/sluiten")
async def close(visit: Here, poll_id: PollId) -> Response:
    """End the answering, and go on to choose."""
    visit.people_only()
    form = await visit.form()
    outcome = await visit.change(
        "date_polls/close.graphql", clientMutationId=form.key, datePollId=global_id("DatePoll", poll_id)
    )
    if outcome.faults:
        return _page(visit, await fetch_poll(visit, poll_id), form.again(outcome.faults, ()), status=409)
    return visit.go(f"/datumprikkers/{poll_id}/kiezen", done="datumprikker-dicht")


def read_answers(form: Form, dates: list[dict[str, Any]]) -> list[dict[str, str]]:
    """What was said of dates; nothing of those that were skipped."""
    said = {date["id"]: form.value(f"date-{plain_id(date['id'])}") for date in dates}
    if form.value("all") in ANSWERS:
        said = dict.fromkeys(said, form.value("all"))
    return [
        {"dateId": date_id, "availability": availability}
        for date_id, availability in said.items()
        if availability in ANSWERS
    ]


def read_unsaved(form: Form) -> list[dict[str, str]]:
    """What was chosen too late, by date, to be read back to who chose it: the form says of each date when it is."""
    found = []
    for name, starts_at in form.values.items():
        chosen = form.value("all") or form.value(name.replace("on-", "date-", 1))
        with suppress(ValueError):
            if name.startswith("on-") and chosen in ANSWERS and datetime.fromisoformat(starts_at).tzinfo:
                found.append({"startsAt": starts_at, "answer": chosen})
    return found


def fresh(*, yes_counts: bool) -> Form:
    """The form that asks when somebody can come. yes_counts: what they said of that before."""
    form = Form()
    form.several["yes_counts"] = [YES_COUNTS] if yes_counts else []
    return form


def says_yes_counts(form: Form) -> bool:
    """Whether a yes is to count as coming, as was ticked."""
    return YES_COUNTS in form.several.get("yes_counts", [])


async def fetch_poll(visit: Visit, poll_id: UUID) -> dict[str, Any]:
    """A date poll with everything a page shows of it. Raises NoSuchPage for who does not take part."""
    answer_ = await visit.ask("date_polls/poll.graphql", id=global_id("DatePoll", poll_id))
    found: dict[str, Any] = answer_["datePoll"]
    return found


def _page(
    visit: Visit, found: dict[str, Any], form: Form, *, status: int = 200, unsaved: Sequence[dict[str, str]] = ()
) -> Response:
    dates = sorted(found["dates"], key=lambda date: str(date["startsAt"]))
    return visit.page(
        "date_polls/poll.html",
        status=status,
        poll=found,
        network=found["network"],
        dates=dates,
        form=form,
        unsaved=unsaved,
    )
