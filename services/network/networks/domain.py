"""What is true of networks: their kinds of status, whom they ask to take part, and when a description is right."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from shared.beginnings import BEGINNINGS, USUAL_CADENCE
from shared.clickable import looks_clickable
from shared.errors import Invalid, Problem

LONGEST_RHYTHM = 24
MOST_ASKED = 100
MOST_RELATIONS = 50
MOST_GROUPS = 100
LONGEST = {"name": 200, "short_name": 60, "mission_nl": 1000, "mission_en": 1000, "organiser": 200}


class Perspective(StrEnum):
    """A group whose voice counts equally."""

    YOUNG_PERSON = "YOUNG_PERSON"
    PARENT = "PARENT"
    EXPERT_BY_EXPERIENCE = "EXPERT_BY_EXPERIENCE"
    PROFESSIONAL = "PROFESSIONAL"
    BEHAVIOURAL_SCIENTIST = "BEHAVIOURAL_SCIENTIST"
    POLICY_OFFICER = "POLICY_OFFICER"
    PROVIDER_ORGANISATION = "PROVIDER_ORGANISATION"
    MUNICIPALITY = "MUNICIPALITY"
    NATIONAL_GOVERNMENT = "NATIONAL_GOVERNMENT"
    EDUCATION = "EDUCATION"
    RESEARCHER = "RESEARCHER"
    REGION = "REGION"


class NetworkStatus(StrEnum):
    """Where a network is in its life."""

    PREPARING = "PREPARING"
    ACTIVE = "ACTIVE"
    PAUSED = "PAUSED"
    SUCCEEDED = "SUCCEEDED"
    ARCHIVED = "ARCHIVED"

    @property
    def takes_members(self) -> bool:
        """Whether somebody can start to take part: not in a network that has ended or went on as another one."""
        return self in {NetworkStatus.PREPARING, NetworkStatus.ACTIVE, NetworkStatus.PAUSED}


class Theme(StrEnum):
    """What a network is about; the themes of questions."""

    OTHER_PLACES = "alternatief-hulpaanbod"
    EDUCATION = "onderwijs"
    LEARNING_NETWORKS = "leernetwerken"
    WORKING_TOGETHER = "samenwerken"
    CHANGING_CULTURE = "cultuurverandering"


class Region(StrEnum):
    """Where a network works: a province. Without any it is there for the whole country."""

    GRONINGEN = "GRONINGEN"
    FRYSLAN = "FRYSLAN"
    DRENTHE = "DRENTHE"
    OVERIJSSEL = "OVERIJSSEL"
    FLEVOLAND = "FLEVOLAND"
    GELDERLAND = "GELDERLAND"
    UTRECHT = "UTRECHT"
    NOORD_HOLLAND = "NOORD_HOLLAND"
    ZUID_HOLLAND = "ZUID_HOLLAND"
    ZEELAND = "ZEELAND"
    NOORD_BRABANT = "NOORD_BRABANT"
    LIMBURG = "LIMBURG"


class DigestCadence(StrEnum):
    """How often the overview of a network comes to who chose nothing; at once and never is for each to choose themselves."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    BEFORE_SESSION = "BEFORE_SESSION"


OTHER_SIDE: Mapping[str, str] = {
    one: other
    for pair in (
        ("SHARES_RESULTS_WITH", "RECEIVES_RESULTS_FROM"),
        ("CONTRIBUTES_TO", "RECEIVES_FROM"),
        ("BUILDS_ON", "IS_BUILT_ON_BY"),
        ("SUCCEEDS", "SUCCEEDED_BY"),
        ("SUPPORTS", "SUPPORTED_BY"),
        ("RUNS", "RUN_BY"),
        ("FEEDS", "FED_BY"),
        ("MONITORS", "MONITORED_BY"),
        ("APPOINTED", "APPOINTED_BY"),
        ("CREATES", "CREATED_BY"),
        ("OFFERS", "OFFERED_BY"),
        ("HAS_PARTNER", "HAS_PARTNER"),
    )
    for one, other in (pair, pair[::-1])
}
"""How a relation reads from its other side."""


class NetworkIncomplete(Invalid):
    """This description of a network cannot be used."""


@dataclass(frozen=True)
class AskedPerspective:
    """A perspective that a network asks for, and how many people it needs at least."""

    code: Perspective
    minimum: int


@dataclass(frozen=True)
class ToldRelation:
    """What a network says of its relation to another one, or to something that is no network here."""

    type: str
    to_slug: str
    to_name: str


@dataclass(frozen=True)
class Description:
    """Everything that is said about a network; the order of its perspectives is the network's own."""

    slug: str
    name: str
    short_name: str | None
    kind: str
    status: NetworkStatus
    mission_nl: str
    mission_en: str
    organiser: str | None
    organiser_short: str | None
    rhythm_months: int | None
    perspectives: tuple[AskedPerspective, ...]
    themes: tuple[Theme, ...]
    regions: tuple[Region, ...]
    source: str
    digest_cadence: DigestCadence | None = None
    """None: as its kind begins, and after that as it is."""

    def as_columns(self) -> Mapping[str, Any]:
        """The description as values to store; themes and regions in one fixed order, each once."""
        said = asdict(self)
        if said["digest_cadence"] is None:
            del said["digest_cadence"]
        return {
            **said,
            "status": self.status.value,
            "perspectives": [{"code": asked.code.value, "minimum": asked.minimum} for asked in self.perspectives],
            "themes": [theme.value for theme in Theme if theme in self.themes],
            "regions": [region.value for region in Region if region in self.regions],
        }


def check_description(description: Description) -> None:
    """Raise NetworkIncomplete with everything that is wrong at once."""
    problems = [
        Problem(field, "MISSING", "This cannot be empty.")
        for field in ("name", "kind", "mission_nl", "mission_en", "source")
        if not getattr(description, field).strip()
    ]
    problems += [
        Problem(field, "TEXT_TOO_LONG", f"At most {longest} characters.")
        for field, longest in LONGEST.items()
        if len(getattr(description, field) or "") > longest
    ]
    problems += [
        Problem(field, "NAME_LOOKS_LIKE_ADDRESS", "This would become a link in a mail.")
        for field in ("name", "short_name")
        if looks_clickable(getattr(description, field) or "")
    ]
    codes = [asked.code for asked in description.perspectives]
    if len(set(codes)) != len(codes):
        problems.append(Problem("perspectives", "TWICE", "A perspective stands here twice."))
    if any(not 1 <= asked.minimum <= MOST_ASKED for asked in description.perspectives):
        problems.append(Problem("perspectives", "MINIMUM", f"A minimum is a number from 1 to {MOST_ASKED}."))
    rhythm = description.rhythm_months
    if rhythm is not None and not 1 <= rhythm <= LONGEST_RHYTHM:
        problems.append(Problem("rhythm_months", "RHYTHM", f"A rhythm is 1 to {LONGEST_RHYTHM} months."))
    if problems:
        raise NetworkIncomplete(problems=tuple(problems))


def cadence_at_first(kind: str, *, around: str | None) -> DigestCadence:
    """How often the overview of a new network comes (C020): as its kind begins; for a group as in the network ``around`` it."""
    begins = BEGINNINGS.get(kind)
    return DigestCadence(begins.digest_cadence if begins else around or USUAL_CADENCE)


def read_from_the_other_side(type_: str) -> str:
    """How a relation reads for the one it leads to; a relation nobody knows reads as working together."""
    return OTHER_SIDE.get(type_, "HAS_PARTNER")


def differences(stored: Mapping[str, Any], described: Mapping[str, Any]) -> Sequence[str]:
    """The names of what a new description says otherwise."""
    return [name for name, value in described.items() if stored[name] != value]
