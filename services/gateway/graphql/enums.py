"""The words that stand for a choice; the same values as in the shapes of the owners, which a test compares."""

from collections.abc import Sequence
from enum import Enum

import strawberry


@strawberry.enum(description="In which language somebody reads (BCP 47).")
class Language(Enum):
    nl = "nl"
    en = "en"


@strawberry.enum(description="The kind of browser somebody signed in with.")
class DeviceProgram(Enum):
    FIREFOX = "FIREFOX"
    CHROME = "CHROME"
    EDGE = "EDGE"
    SAFARI = "SAFARI"
    OPERA = "OPERA"
    SAMSUNG = "SAMSUNG"
    OTHER = "OTHER"


@strawberry.enum(description="The kind of system that browser runs on.")
class DeviceSystem(Enum):
    WINDOWS = "WINDOWS"
    MACOS = "MACOS"
    LINUX = "LINUX"
    CHROMEOS = "CHROMEOS"
    ANDROID = "ANDROID"
    IOS = "IOS"
    OTHER = "OTHER"


@strawberry.enum(description="From which perspective somebody takes part; each counts equally.")
class PerspectiveCode(Enum):
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


@strawberry.enum(
    description="What somebody does in a network beside taking part. COORDINATOR and DEPUTY may change it."
)
class Role(Enum):
    COORDINATOR = "COORDINATOR"
    DEPUTY = "DEPUTY"
    FACILITATOR = "FACILITATOR"
    SECRETARY = "SECRETARY"
    SUPPORT_PERSON = "SUPPORT_PERSON"
    MODERATOR = "MODERATOR"
    REGION_LEAD = "REGION_LEAD"
    OBSERVER = "OBSERVER"


@strawberry.enum(description="Whether somebody takes part.")
class MembershipStatus(Enum):
    AWAITING_PARENTAL_PERMISSION = "AWAITING_PARENTAL_PERMISSION"
    ACTIVE = "ACTIVE"
    PAUSED = "PAUSED"
    ENDED = "ENDED"
    REMOVED = "REMOVED"


@strawberry.enum(description="What came of an objection to being removed.")
class AppealOutcome(Enum):
    RESTORED = "RESTORED"
    UPHELD = "UPHELD"


@strawberry.enum(description="Where a network is in its life.")
class NetworkStatus(Enum):
    PREPARING = "PREPARING"
    ACTIVE = "ACTIVE"
    PAUSED = "PAUSED"
    SUCCEEDED = "SUCCEEDED"
    ARCHIVED = "ARCHIVED"


@strawberry.enum(description="Where a session is in its life.")
class SessionStatus(Enum):
    DRAFT = "DRAFT"
    POLLING = "POLLING"
    CONFIRMED = "CONFIRMED"
    AGENDA_PUBLISHED = "AGENDA_PUBLISHED"
    HELD = "HELD"
    CANCELLED = "CANCELLED"


@strawberry.enum(description="What an agenda point is for.")
class Purpose(Enum):
    INFORM = "INFORM"
    EXPLORE = "EXPLORE"
    DECIDE = "DECIDE"


@strawberry.enum(description="Where a question is in its life.")
class QuestionStatus(Enum):
    PROPOSED = "PROPOSED"
    ON_AGENDA = "ON_AGENDA"
    WITHDRAWN = "WITHDRAWN"


@strawberry.enum(description="Whether a question asks for research, or for bringing into practice.")
class Track(Enum):
    RESEARCH = "RESEARCH"
    IMPLEMENTATION = "IMPLEMENTATION"


@strawberry.enum(description="What a question is about.")
class Theme(Enum):
    ALTERNATIEF_HULPAANBOD = "alternatief-hulpaanbod"
    ONDERWIJS = "onderwijs"
    LEERNETWERKEN = "leernetwerken"
    SAMENWERKEN = "samenwerken"
    CULTUURVERANDERING = "cultuurverandering"


def themes_of(codes: Sequence[str] | None) -> list[Theme] | None:
    """Make themes of what a service told; None stays None."""
    return None if codes is None else [Theme(code) for code in codes]


@strawberry.enum(description="What became of a goal.")
class GoalOutcome(Enum):
    REACHED = "REACHED"
    PARTLY = "PARTLY"
    NOT_REACHED = "NOT_REACHED"
    UNKNOWN = "UNKNOWN"


@strawberry.enum(description="How one network relates to another, as it says so itself.")
class RelationType(Enum):
    APPOINTED = "APPOINTED"
    APPOINTED_BY = "APPOINTED_BY"
    BUILDS_ON = "BUILDS_ON"
    CONTRIBUTES_TO = "CONTRIBUTES_TO"
    CREATED_BY = "CREATED_BY"
    CREATES = "CREATES"
    FED_BY = "FED_BY"
    FEEDS = "FEEDS"
    HAS_PARTNER = "HAS_PARTNER"
    IS_BUILT_ON_BY = "IS_BUILT_ON_BY"
    MONITORED_BY = "MONITORED_BY"
    MONITORS = "MONITORS"
    OFFERED_BY = "OFFERED_BY"
    OFFERS = "OFFERS"
    RECEIVES_FROM = "RECEIVES_FROM"
    RECEIVES_RESULTS_FROM = "RECEIVES_RESULTS_FROM"
    RUNS = "RUNS"
    RUN_BY = "RUN_BY"
    SHARES_RESULTS_WITH = "SHARES_RESULTS_WITH"
    SUPPORTED_BY = "SUPPORTED_BY"
    SUPPORTS = "SUPPORTS"


@strawberry.enum(description="What somebody does for the whole platform; it opens no network.")
class PlatformRole(Enum):
    PLATFORM_ADMIN = "PLATFORM_ADMIN"
    PRIVACY_OFFICER = "PRIVACY_OFFICER"


@strawberry.enum(description="Where a network works: a province.")
class Region(Enum):
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


@strawberry.enum(description="How often the digest of a network comes.")
class Cadence(Enum):
    DIRECT = "DIRECT"
    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    BEFORE_SESSION = "BEFORE_SESSION"
    NEVER = "NEVER"


@strawberry.enum(description="A service that stores something about people.")
class AnsweringService(Enum):
    NETWORK = "network"
    AGENDA = "agenda"
    NOTIFICATIONS = "notifications"


@strawberry.enum(description="Where a request to be erased is.")
class ErasureStatus(Enum):
    RECEIVED = "RECEIVED"
    IN_PROGRESS = "IN_PROGRESS"
    COMPLETED = "COMPLETED"
    CANCELLED = "CANCELLED"


@strawberry.enum(description="Why somebody is erased.")
class ErasureReason(Enum):
    ASKED = "ASKED"
    BY_LETTER = "BY_LETTER"
    INACTIVE = "INACTIVE"
    NO_PLACE = "NO_PLACE"


@strawberry.enum(description="How a privacy officer made sure that who asks to be erased is who they say.")
class ErasureCheck(Enum):
    DOCUMENT = "DOCUMENT"
    KNOWN = "KNOWN"
    CALLED_BACK = "CALLED_BACK"


@strawberry.enum(description="A step of being erased, in order.")
class ErasureStepCode(Enum):
    RECEIVED = "RECEIVED"
    ACCOUNT = "ACCOUNT"
    AGENDA = "AGENDA"
    MAIL = "MAIL"
    TRACES = "TRACES"
    LAST_MAIL = "LAST_MAIL"
    COMPLETED = "COMPLETED"


@strawberry.enum(description="How far what somebody tells may go.")
class PermissionUse(Enum):
    IN_NETWORK = "IN_NETWORK"
    OTHER_NETWORKS = "OTHER_NETWORKS"
    PUBLIC = "PUBLIC"


@strawberry.enum(description="Where a request to take part is in its life.")
class JoinRequestStatus(Enum):
    OPEN = "OPEN"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    LAPSED = "LAPSED"
    WITHDRAWN = "WITHDRAWN"


@strawberry.enum(description="Where an invitation to one address is in its life.")
class InvitationStatus(Enum):
    OPEN = "OPEN"
    WITHDRAWN = "WITHDRAWN"
    EXPIRED = "EXPIRED"


@strawberry.enum(description="What would become of one line of a list of people to invite.")
class InvitedRowVerdict(Enum):
    VALID = "VALID"
    TAKES_PART = "TAKES_PART"
    INVITED = "INVITED"
    TWICE = "TWICE"
    NOT_AN_ADDRESS = "NOT_AN_ADDRESS"
    UNKNOWN_PERSPECTIVE = "UNKNOWN_PERSPECTIVE"
    NO_LANGUAGE = "NO_LANGUAGE"


@strawberry.enum(description="Where a date poll stands. EXPIRED: no dates were chosen in time.")
class DatePollStatus(Enum):
    OPEN = "OPEN"
    CLOSED = "CLOSED"
    DECIDED = "DECIDED"
    EXPIRED = "EXPIRED"


@strawberry.enum(description="What somebody says of a date; who says nothing has not said no.")
class Availability(Enum):
    YES = "YES"
    IF_NEEDED = "IF_NEEDED"
    NO = "NO"


@strawberry.enum(description="What is done for a perspective that a date leaves out.")
class CoverageMeasure(Enum):
    OTHER_TIME = "OTHER_TIME"
    ONLINE = "ONLINE"
    PRE_MEETING = "PRE_MEETING"
    SUPPORT_PERSON = "SUPPORT_PERSON"
