"""What is written down, by name: a name once used keeps its meaning for ever, for entries are never changed."""

from enum import StrEnum


class Verb(StrEnum):
    """What was done."""

    ROLE_GIVEN = "role.given"
    ROLE_TAKEN = "role.taken"
    MEMBERSHIP_STARTED = "membership.started"
    MEMBERSHIP_REMOVED = "membership.removed"
    MEMBERSHIP_ENDED = "membership.ended"
    APPEAL_MADE = "appeal.made"
    APPEAL_ANSWERED = "appeal.answered"
    INVITATION_SENT = "invitation.sent"
    INVITATION_WITHDRAWN = "invitation.withdrawn"
    OPEN_INVITATION_MADE = "open-invitation.made"
    OPEN_INVITATION_CLOSED = "open-invitation.closed"
    REQUEST_APPROVED = "request.approved"
    REQUEST_DECLINED = "request.declined"
    INTAKE_QUESTION_CHANGED = "intake-question.changed"
    NETWORK_CREATED = "network.created"
    NETWORK_CHANGED = "network.changed"
    NETWORK_STATUS_CHANGED = "network-status.changed"
    NETWORK_SUCCEEDED = "network.succeeded"
    GOAL_SET = "goal.set"
    GOAL_CHANGED = "goal.changed"
    GOAL_CLOSED = "goal.closed"
    GOAL_ADOPTED = "goal.adopted"
    PARTNER_ADDED = "partner.added"
    PARTNER_CHANGED = "partner.changed"
    PARTNER_REMOVED = "partner.removed"
    RELATION_TOLD = "relation.told"
    RELATION_TAKEN_BACK = "relation.taken-back"
    SERIES_PLANNED = "series.planned"
    QUESTION_OPENED = "question.opened"
    QUESTION_ADOPTED = "question.adopted"
    QUESTION_WITHDRAWN = "question.withdrawn"
    PLATFORM_ROLE_GIVEN = "platform-role.given"
    PLATFORM_ROLE_TAKEN = "platform-role.taken"
    PASSKEY_ADDED = "passkey.added"
    PASSKEY_REMOVED = "passkey.removed"
    MACHINE_TOKEN_MADE = "machine-token.made"  # noqa: S105 -- the name of an act
    MACHINE_TOKEN_REVOKED = "machine-token.revoked"  # noqa: S105 -- the name of an act
    DEVICE_SIGNED_OUT = "device.signed-out"
    SIGNED_OUT_EVERYWHERE = "device.all-signed-out"
    EMAIL_CHANGED = "email.changed"
    EMAIL_CHANGE_STOPPED = "email-change.stopped"
    USED_LINK_TRIED = "used-link.tried"
    VAULT_OPENED = "vault.opened"
    ERASURE_ASKED = "erasure.asked"
    ERASURE_CANCELLED = "erasure.cancelled"
    ERASURE_DONE = "erasure.done"


class Kind(StrEnum):
    """To which kind of thing."""

    MEMBERSHIP = "membership"
    INVITATION = "invitation"
    JOIN_REQUEST = "join-request"
    NETWORK = "network"
    GOAL = "goal"
    PARTNER = "partner"
    RELATION = "relation"
    SERIES = "series"
    QUESTION = "question"
    PERSON = "person"
    PASSKEY = "passkey"
    MACHINE_TOKEN = "machine-token"  # noqa: S105 -- the name of a kind
    DEVICE = "device"
    SIGN_IN = "sign-in"
    ERASURE = "erasure"


class By(StrEnum):
    """Who did it: a person, whose reference stands beside it, or none of these."""

    PERSON = "person"
    STRANGER = "stranger"
    OPERATOR = "operator"
    CLOCK = "clock"
