"""Whose session cookie this is, remembered for at most 30 s and forgotten at once when the session ends (A-15)."""

import time
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from services.gateway.owners import network
from services.gateway.owners.house import Owners
from shared.api.network.machine_tokens import ActsFor
from shared.api.network.people import SignedIn
from shared.errors import NotSignedIn

SECONDS = 30.0
MEMBERSHIP_SECONDS = 1.0
MOST = 10_000


class Remembered:
    """Signed-in sessions by the hash of their secret; at most 10 000, the longest unused go first.

    tick: seconds that only go forward.
    """

    def __init__(self, tick: Callable[[], float] = time.monotonic) -> None:
        self._tick = tick
        self._known: OrderedDict[bytes, tuple[float, SignedIn]] = OrderedDict()
        self._programs: OrderedDict[bytes, tuple[float, ActsFor]] = OrderedDict()
        self._ended: OrderedDict[UUID, float] = OrderedDict()
        self._networks: OrderedDict[UUID, tuple[float, frozenset[UUID]]] = OrderedDict()

    async def viewer(self, owners: Owners, secret: str, *, now: datetime) -> SignedIn:
        """Tell whose session this is, from memory or by asking. Raises NotSignedIn, or Unavailable."""
        key = sha256(secret.encode()).digest()
        known = self._known.get(key)
        if known is not None and known[0] > self._tick() and known[1].expires_at > now:
            self._known.move_to_end(key)
            return known[1]
        self._known.pop(key, None)
        viewer = await owners.answer(network.resolve(secret))
        if viewer.auth_session_id in self._ended:  # it ended while the answer was under way
            raise NotSignedIn
        self._known[key] = (self._tick() + SECONDS, viewer)
        while len(self._known) > MOST:
            self._known.popitem(last=False)
        return viewer

    async def program(self, owners: Owners, token: str, *, now: datetime) -> ActsFor:
        """Tell for whom a program with this token acts, from memory or by asking. Raises NotSignedIn, or Unavailable."""
        key = sha256(token.encode()).digest()
        known = self._programs.get(key)
        if known is not None and known[0] > self._tick() and known[1].expires_at > now:
            self._programs.move_to_end(key)
            return known[1]
        self._programs.pop(key, None)
        acts_for = await owners.answer(network.resolve_machine_token(token))
        if acts_for.machine_token_id in self._ended:  # it was revoked while the answer was under way
            raise NotSignedIn
        self._programs[key] = (self._tick() + SECONDS, acts_for)
        while len(self._programs) > MOST:
            self._programs.popitem(last=False)
        return acts_for

    async def networks(self, owners: Owners, person_id: UUID) -> frozenset[UUID]:
        """In which networks this person takes part now, asked at most once a second. Raises Unavailable.

        owners: asked in the name of this person.
        """
        known = self._networks.get(person_id)
        if known is not None and known[0] > self._tick():
            return known[1]
        mine = await owners.answer(network.my_memberships())
        networks = frozenset(membership.network_id for membership in mine)
        self._networks[person_id] = (self._tick() + MEMBERSHIP_SECONDS, networks)
        self._networks.move_to_end(person_id)
        while len(self._networks) > MOST:
            self._networks.popitem(last=False)
        return networks

    def forget_memberships(self, person_id: UUID) -> None:
        """Ask again in which networks this person takes part."""
        self._networks.pop(person_id, None)

    def forget(self, auth_session_id: UUID) -> None:
        """Forget a session that ended, or a token of a program that was revoked."""
        moment = self._tick()
        self._ended[auth_session_id] = moment + 2 * SECONDS
        while self._ended and next(iter(self._ended.values())) < moment:
            self._ended.popitem(last=False)
        for key in [key for key, (_, viewer) in self._known.items() if viewer.auth_session_id == auth_session_id]:
            del self._known[key]
        for key in [key for key, (_, acts) in self._programs.items() if acts.machine_token_id == auth_session_id]:
            del self._programs[key]

    def forget_person(self, person_id: UUID) -> None:
        """Forget all sessions of a person who signed out everywhere."""
        for viewer in [viewer for _, viewer in self._known.values() if viewer.person_id == person_id]:
            self.forget(viewer.auth_session_id)

    def forget_secret(self, secret: str) -> None:
        """Forget the session of a cookie that was signed out here."""
        known = self._known.pop(sha256(secret.encode()).digest(), None)
        if known is not None:
            self.forget(known[1].auth_session_id)
