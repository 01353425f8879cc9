"""What every resolver is given: who asks, whom to ask, and what the answer does to the cookies."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Protocol
from uuid import UUID

from services.gateway.graphql.gates import Gates
from services.gateway.owners.house import Owners
from services.gateway.owners.remembered import Remembered
from services.gateway.owners.switchboard import Switchboard
from shared.api.network.devices import DeviceLabel
from shared.api.network.machine_tokens import ActsFor
from shared.api.network.people import SignedIn
from shared.bus.work import Clock
from shared.errors import NotSignedIn, Unavailable
from shared.settings import Settings


class ChangeKind(Enum):
    """What part of a network is different now."""

    SESSIONS = "SESSIONS"
    AGENDA = "AGENDA"
    DATE_POLLS = "DATE_POLLS"
    COMING = "COMING"
    MINUTES = "MINUTES"
    DAY = "DAY"
    QUESTIONS = "QUESTIONS"
    MEMBERS = "MEMBERS"
    NETWORK = "NETWORK"


@dataclass(frozen=True)
class Change:
    """Something is different in a network.

    node: the type's name and the row's id of what changed, where one thing did. members_only: whether strangers may not
    even know that it happened.
    """

    network_id: UUID
    kind: ChangeKind
    node: tuple[str, UUID] | None = None
    members_only: bool = False


class Hub(Protocol):
    """Where changes arrive and open pages listen."""

    def watch(
        self,
        network_id: UUID,
        *,
        person_id: UUID | None = None,
        auth_session_id: UUID | None = None,
        since: datetime | None = None,
    ) -> AbstractAsyncContextManager[AsyncIterator[Change]]:
        """Listen to one network, also to what was heard since a moment in the last minute.

        The listening ends by itself when the signed-in session behind it ends.
        """

    def tell(self, change: Change) -> None:
        """Tell everybody who watches this network; never waits for a slow one."""

    def membership_changed(self, person_id: UUID) -> None:
        """What is remembered about this person's memberships no longer holds."""

    def session_ended(self, auth_session_id: UUID) -> None:
        """Forget whose cookie this was, and stop telling the pages that were open under it."""


@dataclass(frozen=True)
class Gateway:
    """What lives as long as the process; ``app.state.gateway``."""

    settings: Settings
    switchboard: Switchboard
    clock: Clock
    hub: Hub
    remembered: Remembered
    gates: Gates


@dataclass
class Context:
    """One request: what came in, and what the answer asks of the cookies."""

    gateway: Gateway
    owners: Owners
    """The services, asked in the name of who signed in."""
    viewer: SignedIn | None = None
    """The person behind the session cookie, or None for a stranger."""
    viewer_unknown: Unavailable | None = None
    """Set when a session cookie came along and nobody can say now whose it is."""
    session: str | None = None
    """In: the secret of the session cookie."""
    browser: str | None = None
    """In: the secret of the browser cookie that binds a sign-in to the browser that asked for it."""
    sign_in_id: str | None = None
    """In: the sign-in this browser asked for last."""
    acts_for: ActsFor | None = None
    """Set when a program asks with a token: for whom it acts, and whether it may also change things."""
    device: DeviceLabel = field(default_factory=DeviceLabel)
    """In: the kind of browser and system that asks."""
    set_session: str | None = None
    """Out: the secret of a new session; set the session cookie."""
    clear_session: bool = False
    """Out: signed out; drop the session cookie."""
    set_browser: str | None = None
    """Out: a new secret for the browser cookie."""
    set_sign_in_id: str | None = None
    """Out: the sign-in that was just asked for; keep it in a cookie until it is completed."""

    @property
    def settings(self) -> Settings:
        """What the operator set."""
        return self.gateway.settings

    @property
    def hub(self) -> Hub:
        """Where changes arrive."""
        return self.gateway.hub

    @property
    def clock(self) -> Clock:
        """What time it is."""
        return self.gateway.clock

    @property
    def person_id(self) -> UUID | None:
        """Who asks, or None for a stranger."""
        return self.viewer.person_id if self.viewer else None

    def may_ask_sign_in(self) -> bool:
        """Whether one more mail may be asked for from this address of origin."""
        return self.gateway.gates.lets_sign_in()

    def may_try_code(self) -> bool:
        """Whether one more code or link may be tried from this address of origin."""
        return self.gateway.gates.lets_code()

    def become(self, viewer: SignedIn | None) -> None:
        """From here on, ask in the name of this person (signed in just now), or of nobody (signed out)."""
        self.viewer = viewer
        self.owners = self.owners.on_behalf_of(self.person_id)


async def context_for(
    gateway: Gateway,
    *,
    session: str | None = None,
    browser: str | None = None,
    sign_in_id: str | None = None,
    device: DeviceLabel | None = None,
) -> Context:
    """Make the context of a request from the values of its cookies; whose session it is, is remembered for at most 30 s."""
    viewer: SignedIn | None = None
    unknown: Unavailable | None = None
    owners = Owners(gateway.switchboard)
    if session:
        try:
            viewer = await gateway.remembered.viewer(owners, session, now=gateway.clock.now())
        except NotSignedIn:
            pass  # a stranger, then
        except Unavailable as failure:
            unknown = failure
    return Context(
        gateway=gateway,
        owners=owners.on_behalf_of(viewer.person_id) if viewer else owners,
        viewer=viewer,
        viewer_unknown=unknown,
        session=session,
        browser=browser,
        sign_in_id=sign_in_id,
        device=device or DeviceLabel(),
    )


async def context_for_program(gateway: Gateway, token: str) -> Context:
    """Make the context of a program that acts for somebody. Raises NotSignedIn for a token that does not count."""
    owners = Owners(gateway.switchboard)
    try:
        acts_for = await gateway.remembered.program(owners, token, now=gateway.clock.now())
    except Unavailable as failure:
        return Context(gateway=gateway, owners=owners, viewer_unknown=failure)
    viewer = SignedIn(
        auth_session_id=acts_for.machine_token_id, person_id=acts_for.person_id, expires_at=acts_for.expires_at
    )
    return Context(gateway=gateway, owners=owners.on_behalf_of(viewer.person_id), viewer=viewer, acts_for=acts_for)
