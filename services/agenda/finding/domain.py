"""What is true of finding: by which words each kind of thing can be found, and by whom."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from shared.search.document import Audience, Document

QUESTION: Final = "question"
SESSION: Final = "session"
AGENDA_POINT: Final = "agenda_point"
MINUTES: Final = "minutes"
KINDS = (QUESTION, SESSION, AGENDA_POINT, MINUTES)

# Where hits are equally good: networks (0) and people (1), which network tells of, come before these.
ON_AGENDA_FIRST, PROPOSED_THEN, POINTS_THEN, SESSIONS_LATER, MINUTES_LAST = 2, 3, 4, 5, 6

DAYS = {
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag".split(),  # noqa: SIM905 -- read as a line
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),  # noqa: SIM905 -- as above
}
MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december".split(),  # noqa: SIM905 -- as above
    "en": "January February March April May June July August September October November December".split(),  # noqa: SIM905 -- as above
}


def question_document(
    *,
    question_id: UUID,
    network_id: UUID,
    title: str,
    why: str,
    who_notices: str,
    origin: str,
    on_agenda: bool,
    proposed_at: datetime,
) -> Document:
    """A question: on the agenda everybody finds it, before that the members of its network do."""
    return Document(
        kind=QUESTION,
        id=question_id,
        network_id=network_id,
        audience=Audience.EVERYBODY if on_agenda else Audience.MEMBERS,
        title=title,
        text="\n".join(text for text in (why, who_notices, origin) if text),
        weight=ON_AGENDA_FIRST if on_agenda else PROPOSED_THEN,
        at=proposed_at,
    )


def session_document(*, session_id: UUID, network_id: UUID, number: int, starts_at: datetime, zone: str) -> Document:
    """A session: everybody finds it by its date, written out in Dutch and in English; its place is for members."""
    return Document(
        kind=SESSION,
        id=session_id,
        network_id=network_id,
        audience=Audience.EVERYBODY,
        title=f"Bijeenkomst {number}",
        text=_written_out(starts_at, zone, "nl"),
        weight=SESSIONS_LATER,
        at=starts_at,
        also=f"Session {number} {_written_out(starts_at, zone, 'en')}",
    )


def point_document(*, point_id: UUID, network_id: UUID, title: str, note: str, proposed_at: datetime) -> Document:
    """An agenda point: the members of its network find it."""
    return Document(
        kind=AGENDA_POINT,
        id=point_id,
        network_id=network_id,
        audience=Audience.MEMBERS,
        title=title,
        text=note,
        weight=POINTS_THEN,
        at=proposed_at,
    )


def minutes_document(
    *, session_id: UUID, network_id: UUID, starts_at: datetime, zone: str, texts: Iterable[str]
) -> Document:
    """The minutes of a session, once they are shared: the members of its network find them by what they say."""
    return Document(
        kind=MINUTES,
        id=session_id,
        network_id=network_id,
        audience=Audience.MEMBERS,
        title=f"Verslag van {_written_out(starts_at, zone, 'nl')}",
        text="\n".join(texts),
        weight=MINUTES_LAST,
        at=starts_at,
        also=f"Minutes of {_written_out(starts_at, zone, 'en')}",
    )


def _written_out(at: datetime, zone: str, language: str) -> str:
    day = at.astimezone(ZoneInfo(zone)).date()
    return f"{DAYS[language][day.weekday()]} {day.day} {MONTHS[language][day.month - 1]} {day.year}"
