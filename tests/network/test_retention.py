"""What is kept no longer goes by the clock (DOMAIN 9, retention): the proof of an erasure, and what was made to take data along."""

from uuid import UUID

import pytest

from services.network.handlers import when_night_falls
from services.network.privacy.models.erasing import ErasureRequest
from services.network.privacy.models.exporting import DataExport
from shared.api.network.privacy import DataExportLink
from shared.bus.clock import Period
from shared.database import new_id
from tests.network.steps import sign_in, stored
from tests.workplace import Workplace


async def night(place: Workplace) -> None:
    """A night passes."""
    await when_night_falls(place.door, Period(key="now", due_at=place.clock.now()))


async def finished(place: Workplace, status: str) -> UUID:
    """A request to be erased that is over; its id."""
    now = place.clock.now()
    async with place.door.work() as work:
        request = work.add(
            ErasureRequest(
                id=new_id(),
                reference="r" * 20,
                reason="ASKED",
                status=status,
                language="nl",
                requested_at=now,
                starts_at=now,
                deadline_at=now,
                completed_at=now if status == "COMPLETED" else None,
            )
        )
        return request.id


@pytest.mark.parametrize("status", ["COMPLETED", "CANCELLED"])
async def test_the_proof_of_an_erasure_is_kept_for_24_months_and_not_longer(place: Workplace, status: str) -> None:
    await finished(place, status)

    place.clock.forward(days=729)
    await night(place)
    kept = await stored(place, "erasure_request")
    place.clock.forward(days=2)
    await night(place)

    assert len(kept) == 1
    assert await stored(place, "erasure_request") == []


async def test_a_request_that_is_not_done_is_never_forgotten(place: Workplace) -> None:
    await finished(place, "IN_PROGRESS")

    place.clock.forward(days=3650)
    await night(place)

    assert len(await stored(place, "erasure_request")) == 1


async def test_what_was_asked_to_take_data_along_is_kept_for_two_days(place: Workplace) -> None:
    who = await sign_in(place, "kim@voorbeeld.example")
    await place.ask("POST", "/data-exports/mine", None, person_id=who.person_id)
    (export,) = await stored(place, "data_export")
    await place.ask("POST", f"/data-exports/{export.id}:mint", DataExportLink, service="notifications")

    place.clock.forward(hours=47)
    await night(place)
    kept = await stored(place, DataExport.__tablename__)
    place.clock.forward(hours=2)
    await night(place)

    assert len(kept) == 1
    assert await stored(place, "data_export") == []
