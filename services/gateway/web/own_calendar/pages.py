"""My own calendar as a hint beside the dates of a poll: send it as a file, see until when it is known, and take it back."""

import asyncio
from datetime import timedelta
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from services.gateway.web.forms import Form
from services.gateway.web.language import words
from services.gateway.web.own_calendar.reading import BusyTimes, NoCalendar, TooMuchCalendar, read_busy
from services.gateway.web.visit import Here, Visit
from shared.web.limits import MOST_CALENDAR_BYTES

pages = APIRouter()
AHEAD = timedelta(days=365)
"""How far ahead a calendar is read."""


@pages.get("/ik/eigen-agenda")
async def mine(visit: Here) -> Response:
    """Show until when my own calendar is known, and how to send it."""
    visit.people_only()
    return await _show(visit, Form())


@pages.post("/ik/eigen-agenda")
async def keep(visit: Here) -> Response:
    """Read when I have something already; the file itself is kept nowhere."""
    visit.people_only()
    form, content = await visit.form_with_file("calendar", most=MOST_CALENDAR_BYTES)
    found = await _read(visit, form, content)
    if found is None:
        return await _show(visit, form, status=422)
    outcome = await visit.change(
        "own_calendar/keep.graphql",
        clientMutationId=form.key,
        times=[{"startsAt": begin.isoformat(), "endsAt": end.isoformat()} for begin, end in found.times],
        untilAt=found.until_at.isoformat(),
    )
    if outcome.faults:
        return await _show(visit, form.again(outcome.faults, ()), status=422)
    return await _show(visit, Form(), read=found)


@pages.post("/ik/eigen-agenda/vergeten")
async def forget(visit: Here) -> Response:
    """Take my own calendar back."""
    visit.people_only()
    form = await visit.form()
    outcome = await visit.change("own_calendar/forget.graphql", clientMutationId=form.key)
    if outcome.faults:
        return await _show(visit, form.again(outcome.faults, ()), status=409)
    return visit.go("/ik/eigen-agenda", done="eigen-agenda-weg")


async def _read(visit: Visit, form: Form, content: bytes) -> BusyTimes | None:
    """What stands in the file; None, with a fault in the form, where it cannot be read."""
    if not content:
        form.fault("calendar", words("Kies het bestand met je agenda. De naam eindigt op .ics."))
        return None
    now = visit.context.clock.now()
    try:
        return await asyncio.to_thread(read_busy, content, now=now, until_at=now + AHEAD)
    except NoCalendar:
        form.fault("calendar", words("Dit bestand is geen agenda. Kies een bestand waarvan de naam eindigt op .ics."))
    except TooMuchCalendar:
        form.fault("calendar", words("In dit bestand staat te veel om te lezen. Stuur alleen de agenda van dit jaar."))
    return None


async def _show(visit: Visit, form: Form, *, status: int = 200, read: BusyTimes | None = None) -> Response:
    answer: dict[str, Any] = (await visit.ask("own_calendar/mine.graphql"))["mine"]
    return visit.page(
        "own_calendar/mine.html",
        status=status,
        kept=answer["ownCalendar"],
        form=form,
        read=read is not None,
        unread=read.unread if read else 0,
    )
