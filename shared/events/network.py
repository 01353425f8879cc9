"""What network announces: who learns together."""

from uuid import UUID

from pydantic import AwareDatetime

from shared.events.base import Event


class NetworkCreated(Event, source="network", noun="network", happened="created"):
    """A network exists."""

    network_id: UUID
    kind: str
    status: str
    cadence: str | None = None
    """How often the overview comes to members who chose nothing; None from who announced it before that was said."""


class NetworkChanged(Event, source="network", noun="network", happened="changed"):
    """Something about a network is different: its status, perspectives, rhythm or words."""

    network_id: UUID
    kind: str
    status: str
    cadence: str | None = None
    """How often the overview comes to members who chose nothing; None from who announced it before that was said."""


class NetworkSucceeded(Event, source="network", noun="network", happened="succeeded"):
    """A network goes on as another one; its open items wait for a new owner there, and nobody is moved."""

    network_id: UUID
    successor_id: UUID
    kind: str
    status: str


class SuccessionProposed(Event, source="network", noun="succession", happened="proposed"):
    """A network asks another one whether it may go on as it; these coordinators may answer, and hear that it waits for them."""

    succession_id: UUID
    network_id: UUID
    successor_id: UUID
    answerer_ids: list[UUID]
    at: AwareDatetime


class SuccessionAnswered(Event, source="network", noun="succession", happened="answered"):
    """What a network asked is answered: SUCCEEDED or DECLINED; these coordinators of the one that asked hear of it."""

    succession_id: UUID
    network_id: UUID
    successor_id: UUID
    asker_ids: list[UUID]
    status: str
    at: AwareDatetime


class CoordinatorsSought(Event, source="network", noun="coordinator", happened="sought", subject="notice_id"):
    """Something waits in so many networks where nobody can answer it; these administrators can ask somebody to coordinate."""

    notice_id: UUID
    networks: int
    administrator_ids: list[UUID]
    at: AwareDatetime


class SixteenAsked(
    Event, source="network", noun="parental-permission", happened="sixteen-asked", subject="permission_id"
):
    """Somebody who takes part with the permission of a parent or guardian is asked whether they are 16 by now."""

    permission_id: UUID
    membership_id: UUID
    person_id: UUID
    at: AwareDatetime


class ParentalPermissionOutgrown(
    Event, source="network", noun="parental-permission", happened="outgrown", subject="permission_id"
):
    """Somebody is 16 by now and decides for themselves; their parent or guardian hears that permission is needed no more."""

    permission_id: UUID
    at: AwareDatetime


class MembershipActivated(Event, source="network", noun="membership", happened="activated"):
    """A person takes part in a network, from one perspective; also announced when perspective or roles change, and on return."""

    membership_id: UUID
    network_id: UUID
    person_id: UUID
    perspective: str
    roles: list[str]
    activated_at: AwareDatetime
    returned_at: AwareDatetime | None = None
    """When they came back the last time they were away: what happened before that is not news to them."""
    also: list[str] = []
    """The other perspectives they may speak from."""


class MembershipPaused(Event, source="network", noun="membership", happened="paused"):
    """A person is away for a while: no mail, no part in counts; the place is kept until ``until_at``."""

    membership_id: UUID
    network_id: UUID
    person_id: UUID
    paused_at: AwareDatetime
    until_at: AwareDatetime | None


class MembershipEnded(Event, source="network", noun="membership", happened="ended"):
    """A person no longer takes part in a network: they left, or were removed (``status`` ENDED or REMOVED)."""

    membership_id: UUID
    network_id: UUID
    person_id: UUID
    status: str = "ENDED"
    ended_at: AwareDatetime


class RemovalAppealed(Event, source="network", noun="removal", happened="appealed"):
    """Somebody does not agree with being removed; these coordinators may answer, and hear that it waits for them."""

    removal_id: UUID
    membership_id: UUID
    network_id: UUID
    person_id: UUID
    answerer_ids: list[UUID]
    at: AwareDatetime


class RemovalAppealAnswered(Event, source="network", noun="removal", happened="appeal-answered"):
    """An objection to being removed is answered: RESTORED or UPHELD; who objected hears of it."""

    removal_id: UUID
    membership_id: UUID
    network_id: UUID
    person_id: UUID
    status: str
    at: AwareDatetime


class MembershipRequested(Event, source="network", noun="membership", happened="requested", subject="join_request_id"):
    """Somebody asks to take part; they get a receipt, and these coordinators hear that somebody waits."""

    join_request_id: UUID
    network_id: UUID
    person_id: UUID
    coordinator_ids: list[UUID]
    lapses_at: AwareDatetime


class MembershipRequestAnswered(
    Event, source="network", noun="membership", happened="request-answered", subject="join_request_id"
):
    """A request to take part is over: ACCEPTED, DECLINED or LAPSED; who asked hears of it."""

    join_request_id: UUID
    network_id: UUID
    person_id: UUID
    status: str
    at: AwareDatetime


class InvitationMade(Event, source="network", noun="invitation", happened="made"):
    """An address is invited, or once more (a higher ``version``: the link before stopped); a mail is wanted before ``expires_at``."""

    invitation_id: UUID
    network_id: UUID
    expires_at: AwareDatetime


class ParentalPermissionAsked(
    Event, source="network", noun="parental-permission", happened="asked", subject="permission_id"
):
    """A parent or guardian is asked, or once more (a higher ``version``: the link before stopped), before ``expires_at``."""

    permission_id: UUID
    expires_at: AwareDatetime


class ParentalPermissionGiven(
    Event, source="network", noun="parental-permission", happened="given", subject="permission_id"
):
    """A parent or guardian said yes: they get a link with which they can take it back, and who asked hears that it is arranged."""

    permission_id: UUID
    membership_id: UUID
    person_id: UUID
    given_at: AwareDatetime


class AccountOffered(Event, source="network", noun="account-offer", happened="made"):
    """Somebody without a mail address is offered an account, or once more (a higher ``version``), before ``expires_at``."""

    account_offer_id: UUID
    expires_at: AwareDatetime


class LinkBroken(Event, source="network", noun="link-break", happened="agreed"):
    """Two people may look who is behind a schuilnaam; its owner is told."""

    link_break_id: UUID
    membership_id: UUID
    person_id: UUID
    at: AwareDatetime


class SignInRequested(Event, source="network", noun="sign-in", happened="requested"):
    """Somebody asked to sign in; a mail with a code is wanted before ``expires_at``."""

    sign_in_id: UUID
    expires_at: AwareDatetime


class EmailChangeRequested(Event, source="network", noun="email-change", happened="requested"):
    """Somebody wants mail at another address; both addresses are told, the new one before ``expires_at``."""

    email_change_id: UUID
    expires_at: AwareDatetime


class EmailChangeConfirmed(Event, source="network", noun="email-change", happened="confirmed"):
    """Somebody has another address from here on; the old one is told, and can undo it until ``undo_until``."""

    email_change_id: UUID
    person_id: UUID
    undo_until: AwareDatetime


class WayInChanged(Event, source="network", noun="way-in", happened="changed"):
    """An account has one way in more or less; its owner is told. ``version``: 1 where it is added, 2 where it is removed."""

    way_in_id: UUID
    person_id: UUID
    kind: str
    """PASSKEY, MACHINE_TOKEN or OUTSIDE_IDENTITY."""
    is_added: bool
    at: AwareDatetime


class MachineTokenRevoked(Event, source="network", noun="machine-token", happened="revoked"):
    """A program may no longer act for somebody; whoever remembers its token forgets it now."""

    machine_token_id: UUID
    person_id: UUID


class AuthSessionEnded(Event, source="network", noun="auth-session", happened="ended"):
    """A signed-in session is over; whoever remembers it forgets it now."""

    auth_session_id: UUID
    person_id: UUID


class PersonErasureRequested(
    Event, source="network", noun="person", happened="erasure-requested", subject="erasure_id"
):
    """A person is to be gone for good: each service takes them out of everything it stores, and keeps them out."""

    erasure_id: UUID
    person_id: UUID
    requested_at: AwareDatetime


class PersonErasureAnnounced(
    Event, source="network", noun="person", happened="erasure-announced", subject="erasure_id"
):
    """A privacy officer wrote down that somebody asked to be erased: they are told, and can stop it until ``starts_at``."""

    erasure_id: UUID
    person_id: UUID
    starts_at: AwareDatetime


class PersonErased(Event, source="network", noun="person", happened="erased", subject="erasure_id"):
    """A service holds nothing of a person any more; ``missing``: how many others still have to answer."""

    erasure_id: UUID
    service: str
    missing: int
    at: AwareDatetime


class DataExportRequested(Event, source="network", noun="data-export", happened="requested"):
    """Somebody wants to take their data along; a mail with a link is wanted before ``expires_at``."""

    data_export_id: UUID
    expires_at: AwareDatetime


class AccountLeftUnused(Event, source="network", noun="account", happened="left-unused", subject="person_id"):
    """Nobody used an account for almost 24 months; its owner is warned. ``version``: 1 the first time, 2 the last."""

    person_id: UUID
    at: AwareDatetime
