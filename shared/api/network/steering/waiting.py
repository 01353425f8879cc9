"""What waits for a decision, or is waited for."""

from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime

from shared.api.page import Shape

DecisionKind = Literal[
    "JOIN_REQUESTS",
    "APPEAL",
    "SUCCESSION",
    "SUCCESSION_DECLINED",
    "SUPPORT_LOST",
    "OWN_REQUEST",
    "OWN_PERMISSION",
    "OWN_PAUSE",
    "OWN_REMOVAL",
    "REPORTS",
    "RESTRICTION_APPEAL",
    "OWN_WARNING",
    "OWN_LIMIT",
    "EXPERT_QUESTIONS",
    "GO_ALONG",
    "GOALS_PASSED",
    "LINK_BREAKS",
]


class WaitingDecisionView(Shape):
    """GET /decisions/waiting (PERSON; list): what waits for the viewer in the networks they coordinate, and what they wait for.

    Oldest first, at most fifty.
    """

    kind: DecisionKind
    """OWN_REQUEST and OWN_PERMISSION: the viewer asked to take part, and waits; OWN_PAUSE: their place is kept;
    OWN_REMOVAL: they were removed in the last thirty days.

    REPORTS (one row for a network) and RESTRICTION_APPEAL wait for coordinators and moderators, never for whom they are about;
    OWN_WARNING and OWN_LIMIT: what was decided about the viewer.

    EXPERT_QUESTIONS (one row for a network): fellow members asked the viewer something.

    GO_ALONG: a network of theirs ended and goes on as another one, for sixty days. GOALS_PASSED (one row for a network): the day
    of goals has passed, and nobody said what became of them.

    SUPPORT_LOST: somebody who needs a support person has none any more; never who, nor how many.

    LINK_BREAKS (one row for a network): somebody asks whether the viewer agrees that they look who is behind a schuilnaam.

    SUCCESSION waits for an answer of this network; SUCCESSION_DECLINED: this network asked, and the other one said no.
    """
    network_slug: str
    network_name: str
    about_id: UUID | None
    """The membership of who objects to being removed, the warning or limit, the wish, one's own request or membership.

    None for requests, reports and questions, which are told together.
    """
    other_name: str
    """The other network of a wish."""
    how_many: int
    since_at: AwareDatetime
    until_at: AwareDatetime | None = None
    """By when reports are answered (the first of them), when a limit ends, and until when a question waits (the first of them)."""
