"""What network announces of questions to one fellow member: that one waits, and that it is over; never who asked, or a word of it."""

from uuid import UUID

from pydantic import AwareDatetime

from shared.events.base import Event


class ExpertQuestionAsked(Event, source="network", noun="expert-question", happened="asked"):
    """Somebody asks this member something; they hear that it waits, until ``lapses_at``."""

    expert_question_id: UUID
    network_id: UUID
    person_id: UUID
    at: AwareDatetime
    lapses_at: AwareDatetime


class ExpertQuestionOver(Event, source="network", noun="expert-question", happened="over"):
    """A question is over: ANSWERED, DECLINED, LAPSED or TAKEN_AWAY; its asker hears so."""

    expert_question_id: UUID
    network_id: UUID
    person_id: UUID
    status: str
    at: AwareDatetime
