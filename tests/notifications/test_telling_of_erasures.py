"""Network hears which service holds nothing of somebody any more; one erasure that waits keeps up no other (J20)."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from services.notifications.privacy import operations
from services.notifications.privacy.operations import AGENDA, MAILED, go_on_with_erasures, note_report
from services.notifications.privacy.queries import reports_to_tell
from shared.errors import Unavailable
from tests.notifications.house import House


async def test_an_erasure_whose_names_cannot_be_taken_out_now_keeps_up_no_other(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, third = (uuid4() for _ in range(3))
    told: list[tuple[UUID, str]] = []

    async def take_name_out(_asking: Any, erasure_id: UUID) -> None:
        if erasure_id == first:
            raise Unavailable

    async def answer_erasure(_asking: Any, erasure_id: UUID, what: str) -> None:
        told.append((erasure_id, what))

    monkeypatch.setattr(operations, "take_name_out", take_name_out)
    monkeypatch.setattr(operations, "answer_erasure", answer_erasure)
    async with house.door.work() as work:
        for erasure_id, what in ((first, AGENDA), (second, AGENDA), (third, MAILED)):
            await note_report(work, erasure_id=erasure_id, what=what)

    with pytest.raises(Unavailable):
        await go_on_with_erasures(house.door)

    async with house.door.reading() as session:
        waiting = [row.erasure_id for row in await reports_to_tell(session)]
    assert sorted(told) == sorted([(second, AGENDA), (third, MAILED)])
    assert waiting == [first]
