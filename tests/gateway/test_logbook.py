"""The log of a network over GraphQL: what two services wrote down, laid between one another and read page by page (A-25, A-92)."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from services.gateway.graphql.connections import Window, window
from services.gateway.graphql.logbook import _page, _starts
from services.gateway.graphql.plan import Wanted
from shared.api.audit import AuditEntry

BEGAN = datetime(2026, 11, 21, tzinfo=UTC)
ALL = Wanted(None, ())


def entry(number: int, minute: int, verb: str) -> AuditEntry:
    """An act of some minute."""
    at = BEGAN + timedelta(minutes=minute)
    ids: dict[str, UUID | None] = {"person_id": None, "about_person_id": None}
    return AuditEntry(number=number, at=at, by="clock", verb=verb, kind="goal", reason=None, **ids)


NETWORK = [entry(9, 50, "goal.set"), entry(7, 40, "goal.set"), entry(2, 10, "goal.set")]
AGENDA = [entry(5, 45, "question.opened"), entry(4, 30, "question.opened"), entry(1, 5, "question.opened")]


def told(log: list[AuditEntry], part: Window, start: int | None) -> list[AuditEntry]:
    """What a keeper answers."""
    return [one for one in log if start is None or one.number < start][: part.asked + 1]


def walk(first: int) -> list[list[int]]:
    """The minutes on each page, from the first to the last."""
    pages: list[list[int]] = []
    after = None
    while True:
        part = window(first, after)
        starts = _starts(part, 2)
        given = [told(log, part, start) for log, start in zip((NETWORK, AGENDA), starts, strict=True)]
        rows, _, info = _page(part, starts, given, ALL)
        pages.append([(row.at - BEGAN) // timedelta(minutes=1) for row in rows])
        if not info.has_next_page:
            return pages
        after = info.end_cursor


def test_the_logs_of_two_services_are_read_as_one_newest_first() -> None:
    assert walk(100) == [[50, 45, 40, 30, 10, 5]]


def test_no_act_is_missed_or_told_twice_between_pages() -> None:
    assert walk(1) == [[50], [45], [40], [30], [10], [5]]
    assert walk(4) == [[50, 45, 40, 30], [10, 5]]
