"""How often somebody may come: counted by the address they come from (A-11, A-62)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from ipaddress import IPv6Address, ip_address

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from services.gateway.graphql.limits import CODES_PER_HOUR, MOST_LINES, SIGN_INS_PER_HOUR

_ADDRESS: ContextVar[str] = ContextVar("address_of_origin", default="")
UNKNOWN = "unknown"
HOST_BITS = 64


class Gates:
    """The counts of one process. Each replica counts for itself; what must hold over all stands in the owners' rows.

    requests_per_minute: 0 does not count requests.
    """

    def __init__(self, *, requests_per_minute: int) -> None:
        self._count = FixedWindowRateLimiter(MemoryStorage())
        self._requests = RateLimitItemPerMinute(requests_per_minute) if requests_per_minute else None
        self._sign_ins = RateLimitItemPerHour(SIGN_INS_PER_HOUR)
        self._codes = RateLimitItemPerHour(CODES_PER_HOUR)
        self._lines: Counter[str] = Counter()

    def lets_request(self) -> bool:
        """Whether one more request may come from here this minute."""
        return self._requests is None or self._lets(self._requests, "request")

    def lets_sign_in(self) -> bool:
        """Whether one more mail may be asked for from here this hour."""
        return self._lets(self._sign_ins, "sign-in")

    def lets_code(self) -> bool:
        """Whether one more code or link may be tried from here this hour."""
        return self._lets(self._codes, "code")

    @contextmanager
    def line(self) -> Iterator[bool]:
        """Hold a line open to here, for as long as this lasts; gives False where as many are open as may be (A-55)."""
        address = _ADDRESS.get() or UNKNOWN
        if self._lines[address] >= MOST_LINES:
            yield False
            return
        self._lines[address] += 1
        try:
            yield True
        finally:
            self._lines[address] -= 1
            if not self._lines[address]:
                del self._lines[address]

    def _lets(self, limit: RateLimitItem, what: str) -> bool:
        return self._count.hit(limit, what, _ADDRESS.get() or UNKNOWN)


def come_from(address: str) -> None:
    """Note where the request that is being answered comes from."""
    _ADDRESS.set(address)


def origin(peer: str, forwarded: Sequence[str], *, hops: int) -> str:
    """The address that counts: the peer's, or what our own proxies say, and never what a stranger writes before them.

    forwarded: the entries of X-Forwarded-For, in order. hops: how many proxies of ours stand in front. Of IPv6, the /64.
    """
    address = peer
    if hops and len(forwarded) >= hops:
        address = forwarded[-hops]
    try:
        parsed = ip_address(address.strip().strip("[]"))
    except ValueError:
        return UNKNOWN
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(IPv6Address(int(parsed) >> HOST_BITS << HOST_BITS))
    return str(parsed)
