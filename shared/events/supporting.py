"""What network announces of help in taking part: that a support person was chosen, and that one is gone; never who they help."""

from uuid import UUID

from pydantic import AwareDatetime

from shared.events.base import Event


class SupportLost(Event, source="network", noun="support", happened="lost", subject="notice_id"):
    """Who helped somebody to take part does so no more, and they need help; they and these coordinators hear of it.

    ``coordinating_ids``: with which membership each of ``coordinator_ids`` coordinates.
    """

    notice_id: UUID
    membership_id: UUID
    network_id: UUID
    person_id: UUID
    coordinator_ids: list[UUID]
    coordinating_ids: list[UUID]
    at: AwareDatetime


class SupportChosen(Event, source="network", noun="support", happened="chosen", subject="notice_id"):
    """Somebody who takes part is helped by this support person from now on, who hears of it; who it is stays in network.

    ``membership_id``: with which membership the support person takes part.
    """

    notice_id: UUID
    membership_id: UUID
    network_id: UUID
    person_id: UUID
    at: AwareDatetime
