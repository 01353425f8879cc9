"""A key in software that answers as the keys of devices do: the other half of what the service checks (WebAuthn, packed "none")."""

import hashlib
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

PRESENT, VERIFIED, HOLDS_KEY = 0x01, 0x04, 0x40


def plain(data: bytes) -> str:
    """Bytes as browsers write them."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


@dataclass
class Authenticator:
    """One key. origin and host: where its browser thinks it is."""

    origin: str = "http://localhost:8000"
    host: str = "localhost"
    count: int = 0
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    handle: bytes = b""
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def create(self, options: str) -> str:
        """Make the key that these options ask for."""
        asked = json.loads(options)
        self.handle = _bytes(asked["user"]["id"])
        numbers = self.key.public_key().public_numbers()
        public = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")})
        held = bytes(16) + len(self.credential_id).to_bytes(2, "big") + self.credential_id + public
        attested = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": self._data(HOLDS_KEY) + held})
        return self._credential(
            {
                "clientDataJSON": plain(self._client("webauthn.create", asked["challenge"])),
                "attestationObject": plain(attested),
            }
        )

    def get(self, options: str, **different: Any) -> str:
        """Answer the question in these options; different: parts of the answer that are not as they should be."""
        asked = json.loads(options)
        self.count += 1 if self.count else 0
        data = self._data()
        client = self._client(different.pop("type", "webauthn.get"), asked["challenge"])
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._credential(
            {
                "clientDataJSON": plain(client),
                "authenticatorData": plain(data),
                "signature": plain(signature),
                "userHandle": plain(self.handle),
                **different,
            }
        )

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}).encode()

    def _data(self, flags: int = 0) -> bytes:
        said = PRESENT | VERIFIED | flags
        return hashlib.sha256(self.host.encode()).digest() + bytes([said]) + self.count.to_bytes(4, "big")

    def _credential(self, response: dict[str, Any]) -> str:
        name = plain(self.credential_id)
        return json.dumps(
            {"id": name, "rawId": name, "type": "public-key", "response": response, "clientExtensionResults": {}}
        )


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
