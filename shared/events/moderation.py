"""What network announces of keeping people safe with each other: reports, warnings and limits; never what, by whom or why."""

from uuid import UUID

from pydantic import AwareDatetime

from shared.events.base import Event


class ReportMade(Event, source="network", noun="report", happened="made"):
    """Something in a network was reported; these coordinators and moderators may answer, and hear that it waits for them.

    Never what, by whom or about whom.
    """

    report_id: UUID
    network_id: UUID
    answerer_ids: list[UUID]
    due_at: AwareDatetime


class SecondPersonSought(Event, source="network", noun="link-break", happened="asked"):
    """Somebody wants to know who is behind a schuilnaam, in serious danger; these people may agree, and hear that it waits for them.

    Never who it is about, nor why.
    """

    link_break_id: UUID
    network_id: UUID
    answerer_ids: list[UUID]
    at: AwareDatetime


class ReportAnswered(Event, source="network", noun="report", happened="answered"):
    """A report is answered; who made it hears so."""

    report_id: UUID
    network_id: UUID
    person_id: UUID
    at: AwareDatetime


class RestrictionDecided(Event, source="network", noun="restriction", happened="decided"):
    """Somebody was warned, or is limited: until ``until_at`` they write nothing in this network. They hear of it."""

    restriction_id: UUID
    membership_id: UUID
    network_id: UUID
    person_id: UUID
    kind: str
    """WARNING or LIMIT."""
    until_at: AwareDatetime | None
    at: AwareDatetime


class RestrictionLifted(Event, source="network", noun="restriction", happened="lifted"):
    """A limit ended before its time, or a warning or limit was taken back; whom it was about hears of it."""

    restriction_id: UUID
    membership_id: UUID
    network_id: UUID
    person_id: UUID
    at: AwareDatetime


class RestrictionAppealed(Event, source="network", noun="restriction", happened="appealed"):
    """Somebody does not agree with a warning or limit; these coordinators and moderators may answer, and hear that it waits."""

    restriction_id: UUID
    membership_id: UUID
    network_id: UUID
    person_id: UUID
    answerer_ids: list[UUID]
    at: AwareDatetime


class RestrictionAppealAnswered(Event, source="network", noun="restriction", happened="appeal-answered"):
    """An objection to a warning or limit is answered: RESTORED or UPHELD; who objected hears of it."""

    restriction_id: UUID
    membership_id: UUID
    network_id: UUID
    person_id: UUID
    status: str
    at: AwareDatetime
