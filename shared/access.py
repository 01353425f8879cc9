"""Who is asking: the signed pass that one service shows another (DESIGN 7).

A pass is a compact JWS (Ed25519, RFC 9864) that names the issuer, the person, the audience and an expiry at most
60 s away. It carries no roles: every service decides from its own rows. The pass of a question serves for every question
of that person; the pass of a change is for that one request, and counts once (A-30, decision 28).
"""

import hmac
import json
from base64 import b64encode
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, TypeVar
from uuid import UUID, uuid4

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import GuestProtocol, KeySet, OKPKey

from shared.errors import NotSignedIn

Key = TypeVar("Key")
Value = TypeVar("Value")
LIFETIME = timedelta(seconds=60)
SKEW = timedelta(seconds=5)
USED_AGAIN = timedelta(seconds=30)
MOST_REMEMBERED = 5_000
ALGORITHM = "Ed25519"
NO_PASS = (JoseError, ValueError, TypeError, AttributeError, KeyError, RecursionError)
"""What reading something raises that is no pass, whatever stands in there."""
LOOKS = frozenset(
    {
        *("/search", "/together", "/invitations:look", "/account-offers:look", "/parental-permissions:look"),
        *(":active", ":agenda-letter", ":agendas", ":answer-of", ":attendance", ":batch", ":coming", ":coming-letter"),
        *(":documents", ":farewell", ":known", ":letter", ":look-at-change", ":names", ":news", ":plan"),
        *(
            ":pre-meetings",
            ":preview",
            ":read",
            ":reader",
            ":readers",
            ":resolve",
            ":role-letter",
            ":show",
            ":succession-letter",
        ),
    }
)
"""How the path of a POST ends that only looks (a safe one, RFC 9110 9.2.1): who asks and who answers tell it by that alone."""


def changes(method: str, path: str) -> bool:
    """Whether a request changes something, so that its pass is for it alone."""
    ends = path[max(path.rfind(":"), path.rfind("/")) :]
    return method != "GET" and path not in LOOKS and ends not in LOOKS


def content_digest(content: bytes) -> str:
    """What a body says, as a Content-Digest (RFC 9530)."""
    return f"sha-256=:{b64encode(sha256(content).digest()).decode()}:"


@dataclass(frozen=True)
class Viewer:
    """Who asks. ``person_id`` is None for a stranger and for a service that asks for itself.

    ``service`` is the issuer of the pass (``gateway``, ``notifications``, ``operator``), proven by its key.
    """

    service: str
    person_id: UUID | None = None

    @property
    def is_person(self) -> bool:
        """Whether somebody signed in stands behind this request."""
        return self.person_id is not None

    def person(self) -> UUID:
        """The person who asks. Raises NotSignedIn for a stranger."""
        if self.person_id is None:
            raise NotSignedIn
        return self.person_id


@dataclass(frozen=True)
class ChangePass:
    """A pass that was read, for one change. jti: what it is known by when it comes again."""

    viewer: Viewer
    jti: UUID
    bound_to: tuple[str, str, str]

    def fits(self, method: str, path: str, content: bytes) -> bool:
        """Whether this is the request it was written for."""
        return self.bound_to == (method, path, content_digest(content))


class PassOffice:
    """Signs passes with this house's key and checks the passes of others.

    issuer: the name this house signs with. signing_key: its private OKP key, or None for a house that only checks.
    trusted: public keys by issuer.
    """

    def __init__(self, issuer: str, signing_key: OKPKey | None, trusted: dict[str, OKPKey]) -> None:
        self.issuer = issuer
        self._signing_key = signing_key
        self._trusted = trusted
        self._signed: OrderedDict[tuple[str, UUID | None], tuple[datetime, str]] = OrderedDict()
        self._checked: OrderedDict[str, tuple[Viewer, dict[str, Any]]] = OrderedDict()

    def sign(self, *, audience: str, person_id: UUID | None, now: datetime) -> str:
        """Write a pass for one audience, valid for 60 s; the same one serves for 30 s, for signing is what costs."""
        if self._signing_key is None:
            raise RuntimeError(f"{self.issuer} has no key to sign with")
        earlier = self._signed.get((audience, person_id))
        if earlier is not None and timedelta(0) <= now - earlier[0] < USED_AGAIN:
            return earlier[1]
        claims = self._claims(audience, person_id, now)
        token = jwt.encode({"alg": ALGORITHM}, claims, self._signing_key, algorithms=[ALGORITHM])
        _remember(self._signed, (audience, person_id), (now, token))
        return token

    def sign_for(
        self, method: str, path: str, content: bytes, *, audience: str, person_id: UUID | None, now: datetime
    ) -> str:
        """Write the pass of one request: as ``sign`` for one that only looks, else a new one that fits nothing but this.

        It is bound as a DPoP proof is (``htm``, ``htu``, ``jti``: RFC 9449), with the path as ``htu``, for the audience names
        the house; and to the body by its Content-Digest (RFC 9530).
        """
        if not changes(method, path):
            return self.sign(audience=audience, person_id=person_id, now=now)
        if self._signing_key is None:
            raise RuntimeError(f"{self.issuer} has no key to sign with")
        bound = {"jti": str(uuid4()), "htm": method, "htu": path, "content-digest": content_digest(content)}
        claims = self._claims(audience, person_id, now) | bound
        return jwt.encode({"alg": ALGORITHM, "kid": self.issuer}, claims, self._signing_key, algorithms=[ALGORITHM])

    def _claims(self, audience: str, person_id: UUID | None, now: datetime) -> dict[str, str | int]:
        claims: dict[str, str | int] = {
            "iss": self.issuer,
            "aud": audience,
            "iat": int(now.timestamp()),
            "exp": int((now + LIFETIME).timestamp()),
        }
        if person_id is not None:
            claims["sub"] = str(person_id)
        return claims

    def secret(self, purpose: str) -> bytes:
        """Derive a secret for one purpose from this house's key: the same for as long as the key is (RFC 5869, one block)."""
        if self._signing_key is None:
            raise RuntimeError(f"{self.issuer} has no key to derive from")
        private = self._signing_key.as_dict(private=True)["d"]
        extracted = hmac.digest(b"leerkring", str(private).encode(), "sha256")
        return hmac.digest(extracted, f"{self.issuer}:{purpose}\x01".encode(), "sha256")

    def check(self, token: str, *, audience: str, now: datetime) -> Viewer:
        """Read a pass. Raises NotSignedIn for a pass that is forged, expired, for another house, or for one change."""
        known = self._checked.get(token)
        if known is None:
            known = self._signed_by(token)
            if "jti" in known[1]:
                raise NotSignedIn
            _remember(self._checked, token, known)
        viewer, claims = known
        _count(viewer, claims, audience, now)
        return viewer

    def check_change(self, token: str, *, audience: str, now: datetime) -> ChangePass:
        """Read the pass of a change. Raises NotSignedIn for one that is forged, expired, for another house, or for questions."""
        try:
            read = jwt.decode(token, self._key_named, algorithms=[ALGORITHM])
            claims = dict(read.claims)
            subject = claims.get("sub")
            viewer = Viewer(service=str(read.header["kid"]), person_id=UUID(subject) if subject else None)
            change = ChangePass(viewer, UUID(claims["jti"]), (claims["htm"], claims["htu"], claims["content-digest"]))
        except NO_PASS as error:
            raise NotSignedIn from error
        _count(viewer, claims, audience, now)
        return change

    def _signed_by(self, token: str) -> tuple[Viewer, dict[str, Any]]:
        for issuer, key in self._trusted.items():
            try:
                claims = dict(jwt.decode(token, key, algorithms=[ALGORITHM]).claims)
                subject = claims.get("sub")
                return Viewer(service=issuer, person_id=UUID(subject) if subject else None), claims
            except NO_PASS:
                continue
        raise NotSignedIn

    def _key_named(self, given: GuestProtocol) -> OKPKey:
        return self._trusted[given.headers()["kid"]]


def _count(viewer: Viewer, claims: dict[str, Any], audience: str, now: datetime) -> None:
    """Raise NotSignedIn for what a pass says of itself that does not count here and now."""
    if claims.get("iss") != viewer.service or claims.get("aud") != audience:
        raise NotSignedIn
    expires_at = claims.get("exp")
    issued_at = claims.get("iat")
    if not isinstance(expires_at, int) or not isinstance(issued_at, int):
        raise NotSignedIn
    moment = now.timestamp()
    skew = SKEW.total_seconds()
    if moment > expires_at + skew or issued_at > moment + skew or expires_at - issued_at > LIFETIME.total_seconds():
        raise NotSignedIn


def _remember(memory: OrderedDict[Key, Value], key: Key, value: Value) -> None:
    memory[key] = value
    memory.move_to_end(key)
    while len(memory) > MOST_REMEMBERED:
        memory.popitem(last=False)


def new_key() -> OKPKey:
    """Make an Ed25519 key."""
    return OKPKey.generate_key("Ed25519")


def keys_from(directory: Path, issuers: tuple[str, ...]) -> dict[str, OKPKey]:
    """Read the private keys of one process from ``directory``, making those that are not there yet (mode 0600)."""
    directory.mkdir(parents=True, exist_ok=True)
    keys: dict[str, OKPKey] = {}
    for issuer in issuers:
        path = directory / f"{issuer}.jwk"
        if not path.exists():
            _keep(path, json.dumps(new_key().as_dict(private=True)))
        keys[issuer] = OKPKey.import_key(json.loads(path.read_text()))
    return keys


def secret_from(path: Path, new: Callable[[], str]) -> str:
    """Read a secret of one process from a file, making it when it is not there yet (mode 0600)."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _keep(path, new())
    return path.read_text().strip()


def _keep(path: Path, text: str) -> None:
    """Write a secret file whole or not at all; of two that start at the same moment the first one's stays."""
    with NamedTemporaryFile("w", dir=path.parent) as draft:
        draft.write(text)
        draft.flush()
        with suppress(FileExistsError):
            path.hardlink_to(draft.name)


def trusted_from(text: str) -> dict[str, OKPKey]:
    """Read public keys by issuer from a JSON Web Key Set whose ``kid`` is the issuer's name (RFC 7517).

    Raises ValueError, KeyError, TypeError or JoseError for what is no such set, and for a key in it that nobody could sign with.
    """
    document = json.loads(text)
    keys = KeySet.import_key_set(document).keys
    trusted = {
        str(told["kid"]): key for told, key in zip(document["keys"], keys, strict=True) if isinstance(key, OKPKey)
    }
    if len(trusted) != len(keys):
        raise ValueError("every key is an OKP key with a kid of its own")
    return trusted
