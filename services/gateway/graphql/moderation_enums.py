"""The words of reports, warnings and limits in the schema."""

from enum import Enum

import strawberry


@strawberry.enum(description="What a report is about: a text, or how somebody behaves.")
class ReportKind(Enum):
    QUESTION = "QUESTION"
    AGENDA_POINT = "AGENDA_POINT"
    MINUTES = "MINUTES"
    MINUTES_COMMENT = "MINUTES_COMMENT"
    EXPERT_QUESTION = strawberry.enum_value("EXPERT_QUESTION", description="A question to one fellow member.")
    EXPERT_ANSWER = strawberry.enum_value("EXPERT_ANSWER", description="The answer to it.")
    MEMBER = "MEMBER"


@strawberry.enum(description="Why somebody reports it.")
class ReportReason(Enum):
    HURTS = strawberry.enum_value("HURTS", description="It hurts somebody.")
    PRIVATE = strawberry.enum_value("PRIVATE", description="It names somebody, or how to reach them.")
    UNSAFE = strawberry.enum_value("UNSAFE", description="Somebody may be in danger.")
    UNFAIR = strawberry.enum_value("UNFAIR", description="It is untrue, or somebody is left out.")
    OTHER = "OTHER"


@strawberry.enum(description="What came of a report, for who answers it.")
class ReportOutcome(Enum):
    NOTHING_NEEDED = "NOTHING_NEEDED"
    TEXT_TAKEN_AWAY = "TEXT_TAKEN_AWAY"
    WARNED = "WARNED"
    LIMITED = "LIMITED"
    REMOVED = "REMOVED"


@strawberry.enum(description="What who reported hears; never which measure somebody else got.")
class ToldOutcome(Enum):
    NOTHING_NEEDED = "NOTHING_NEEDED"
    TEXT_TAKEN_AWAY = "TEXT_TAKEN_AWAY"
    DEALT_WITH = "DEALT_WITH"


@strawberry.enum(description="A warning changes nothing yet; under a limit somebody reads on, and writes nothing.")
class RestrictionKind(Enum):
    WARNING = "WARNING"
    LIMIT = "LIMIT"
