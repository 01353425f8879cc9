"""Moments: any offset in, UTC out."""

from datetime import UTC, datetime
from typing import Any

import strawberry

from services.gateway.graphql.failures import BadUserInput


def _write(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _read(text: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise BadUserInput("A moment is written as 2027-01-14T13:30:00+01:00 (ISO 8601, with its offset).") from error
    if moment.tzinfo is None:
        raise BadUserInput("A moment needs an offset from UTC, like 2027-01-14T13:30:00+01:00.")
    return moment


DateTime = strawberry.scalar(
    name="DateTime",
    description="A moment, ISO 8601 with an offset (`2027-01-14T13:30:00+01:00`); always UTC in answers.",
    specified_by_url="https://scalars.graphql.org/andimarek/date-time.html",
    serialize=_write,
    parse_value=_read,
)
