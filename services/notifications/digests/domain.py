"""What is true of a digest: what it covers, when it goes, under which key, and what stands in it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from services.notifications.owners.news import Meeting, NetworkName, News
from services.notifications.subscriptions.domain import Cadence, MailLevel, level_of

ZONE = ZoneInfo("Europe/Amsterdam")
SENT_AT = time(7, 30)
WEEKLY_ON = 0  # Monday (D08)
DIGEST = "digest"
LIVES = timedelta(hours=48)
"""How long we try to deliver one; after that its content comes along in the next."""
LOOK_BACK = timedelta(days=120)
"""What nobody heard of in this time is no news any more; it bounds what is read."""
BEFORE_SESSION = timedelta(days=7)
BURST = timedelta(minutes=5)
BURST_RESTS = timedelta(minutes=2)
MOST_ITEMS = 200
"""Most points or questions of one network in one mail; what is left comes in the next."""


class ItemKind(StrEnum):
    """The two lists of a digest, never mixed (BR-061)."""

    POINT = "POINT"
    QUESTION = "QUESTION"


class Skipped(StrEnum):
    """Why a digest was not sent although nothing was wrong."""

    EMPTY = "empty"
    UNSUBSCRIBED = "unsubscribed"
    NO_ACCESS = "no-access"

    @property
    def announced(self) -> str:
        """The word for it in an event."""
        return self.name


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something a reader did not get yet; ``is_repeated`` when the mail it stood in may not have arrived (F-56)."""

    item_id: UUID
    kind: ItemKind
    is_repeated: bool


Candidates = Mapping[UUID, tuple[Candidate, ...]]
"""What one reader did not get yet, by network."""


@dataclass(frozen=True, slots=True)
class ToldPoint:
    """An agenda point in a digest."""

    id: UUID
    title: str
    purpose: str
    minutes: int
    meeting: Meeting
    is_repeated: bool


@dataclass(frozen=True, slots=True)
class ToldQuestion:
    """A question in a digest."""

    id: UUID
    title: str
    is_repeated: bool


@dataclass(frozen=True, slots=True)
class Part:
    """What a digest says about one network."""

    network_id: UUID
    name: str
    points: tuple[ToldPoint, ...]
    questions: tuple[ToldQuestion, ...]
    upcoming: tuple[Meeting, ...]

    @property
    def is_repeated(self) -> bool:
        """Whether something in it stood in a mail that may not have arrived."""
        return any(point.is_repeated for point in self.points) or any(one.is_repeated for one in self.questions)

    @property
    def item_ids(self) -> tuple[UUID, ...]:
        """What stands in it."""
        return (*(point.id for point in self.points), *(question.id for question in self.questions))


def covers(cadence: Cadence) -> tuple[Cadence, ...]:
    """Whose networks a digest holds. The daily one also sweeps up what a direct mail left behind, so nothing is lost."""
    return (Cadence.DAILY, Cadence.DIRECT) if cadence is Cadence.DAILY else (cadence,)


def period_of(cadence: Cadence, now: datetime) -> str:
    """The period a moment falls in, by the local calendar: ``2026-W47``, or ``2026-11-21``."""
    local = now.astimezone(ZONE).date()
    if cadence is Cadence.WEEKLY:
        year, week, _ = local.isocalendar()
        return f"{year}-W{week:02d}"
    return local.isoformat()


def intent_key(cadence: Cadence, person_id: UUID, period: str) -> str:
    """The key under which one digest for one person is planned, once."""
    name = {
        Cadence.WEEKLY: "digest",
        Cadence.DAILY: "digest-daily",
        Cadence.BEFORE_SESSION: "digest-before",
        Cadence.DIRECT: "digest-direct",
    }[cadence]
    return f"{name}:{person_id}:{period}"


def spread(readers: int) -> timedelta:
    """Over how long so many digests are spread (F-69): none for a few, at most 30 minutes."""
    return timedelta(seconds=min(1800, readers // 20 if readers > 1000 else 0))


def delay_of(place: int, readers: int) -> timedelta:
    """How long after the hour a digest goes, by its place in line: evenly, and network after network.

    Readers of the same network are so written together, which asks the owners least.
    """
    return timedelta(seconds=int(spread(readers).total_seconds() * min(place, readers) / max(readers, 1)))


def burst_of(moment: datetime) -> datetime:
    """The burst a moment belongs to, named by its beginning: what appears together is mailed together."""
    seconds = int(BURST.total_seconds())
    return datetime.fromtimestamp(int(moment.timestamp()) // seconds * seconds, UTC)


def burst_due_at(burst: datetime) -> datetime:
    """When a burst is mailed: a little after its end, so that what follows closely comes along."""
    return burst + BURST + BURST_RESTS


def days_ahead(now: datetime) -> tuple[datetime, datetime]:
    """Between which moments a session starts for which the mail before it is due: from now to the end of day seven."""
    last = now.astimezone(ZONE).date() + BEFORE_SESSION + timedelta(days=1)
    return now, datetime.combine(last, time(0), ZONE).astimezone(UTC)


def is_muted(chosen: Mapping[UUID, MailLevel], meeting: Meeting) -> bool:
    """Whether somebody who chose this for sessions and series wants nothing of this session."""
    return level_of(chosen, session_id=meeting.id, series_id=meeting.series_id) is MailLevel.MUTED


def part_of(
    network: NetworkName, news: News, candidates: Iterable[Candidate], *, without: Collection[UUID] = ()
) -> Part:
    """Put together what one reader is told about one network: only what the owners still tell, in the owners' order.

    without: ids of points that this reader does not want.
    """
    wanted = {candidate.item_id: candidate.is_repeated for candidate in candidates if candidate.item_id not in without}
    points = sorted(
        (point for point in news.points if point.id in wanted),
        key=lambda point: news.meetings[point.session_id].starts_at,
    )
    return Part(
        network_id=network.id,
        name=network.name,
        points=tuple(
            ToldPoint(
                point.id,
                point.title,
                point.purpose,
                point.minutes,
                news.meetings[point.session_id],
                wanted[point.id],
            )
            for point in points[:MOST_ITEMS]
        ),
        questions=tuple(
            ToldQuestion(question.id, question.title, wanted[question.id])
            for question in news.questions
            if question.id in wanted
        )[:MOST_ITEMS],
        upcoming=tuple(news.upcoming),
    )


def ordered(parts: Iterable[Part]) -> tuple[Part, ...]:
    """The parts that say something, in order of name."""
    return tuple(sorted((part for part in parts if part.item_ids), key=lambda part: (part.name, part.network_id)))


def by_kind(candidates: Iterable[Candidate]) -> Mapping[ItemKind, Sequence[UUID]]:
    """The ids of candidates, in the two lists."""
    found: dict[ItemKind, dict[UUID, None]] = {ItemKind.POINT: {}, ItemKind.QUESTION: {}}
    for candidate in candidates:
        found[candidate.kind][candidate.item_id] = None
    return {kind: list(ids) for kind, ids in found.items()}
