"""What network announces: who learns together."""

from uuid import UUID

from pydantic import AwareDatetime

from shared.events.base import Event


class NetworkCreated(Event, source="network", noun="network", happened="created"):
    """A network exists."""

    network_id: UUID
    kind: str
    status: str


class NetworkChanged(Event, source="network", noun="network", happened="changed"):
    """Something about a network is different: its status, perspectives, rhythm or words."""

    network_id: UUID
    kind: str
    status: str


class MembershipActivated(Event, source="network", noun="membership", happened="activated"):
    """A person takes part in a network, from one perspective; also announced when perspective or role changes."""

    membership_id: UUID
    network_id: UUID
    person_id: UUID
    perspective: str
    role: str
    activated_at: AwareDatetime


class MembershipEnded(Event, source="network", noun="membership", happened="ended"):
    """A person no longer takes part in a network."""

    membership_id: UUID
    network_id: UUID
    person_id: UUID
    ended_at: AwareDatetime


class SignInRequested(Event, source="network", noun="sign-in", happened="requested"):
    """Somebody asked to sign in; a mail with a code is wanted before ``expires_at``."""

    sign_in_id: UUID
    expires_at: AwareDatetime


class AuthSessionEnded(Event, source="network", noun="auth-session", happened="ended"):
    """A signed-in session is over; whoever remembers it forgets it now."""

    auth_session_id: UUID
    person_id: UUID
