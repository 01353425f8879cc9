"""The vault: how mail addresses are sealed, found again without being opened, and opened with a key that no database holds."""

import base64
import binascii
import hmac
import secrets
from collections.abc import Sequence
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
ID_BYTES = 4
NONCE_BYTES = 12


class VaultLocked(RuntimeError):
    """What is sealed cannot be opened: no key was given, or it was sealed with a key that is not there any more."""


class VaultKey:
    """One key of the vault, from 256 random bits; for sealing, finding and its own name it stands apart (as HKDF-Expand, RFC 5869)."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) != KEY_BYTES:
            raise ValueError(f"a key of the vault is {KEY_BYTES} bytes")
        self.id = hmac.digest(secret, b"leerkring vault id\x01", sha256)[:ID_BYTES]
        self._seals = AESGCM(hmac.digest(secret, b"leerkring vault seal\x01", sha256))
        self._finds = hmac.digest(secret, b"leerkring vault find\x01", sha256)

    def seal(self, text: str) -> bytes:
        """Seal a text: the key's name, 96 random bits, and AES-256-GCM over it (NIST SP 800-38D)."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return self.id + nonce + self._seals.encrypt(nonce, text.encode(), self.id)

    def open(self, sealed: bytes) -> str:
        """Open what this key sealed. Raises VaultLocked for what was changed."""
        try:
            nonce = sealed[ID_BYTES : ID_BYTES + NONCE_BYTES]
            return self._seals.decrypt(nonce, sealed[ID_BYTES + NONCE_BYTES :], self.id).decode()
        except (InvalidTag, ValueError) as error:
            raise VaultLocked("what is sealed was changed") from error

    def index(self, text: str) -> bytes:
        """What a text is found by without being opened: HMAC-SHA256 under the key, 32 bytes."""
        return hmac.digest(self._finds, text.encode(), sha256)


class Vault:
    """The keys of this process. The first seals; all of them open and find, so that keys can be changed while people sign in."""

    def __init__(self) -> None:
        self._keys: dict[bytes, VaultKey] = {}

    def unlock(self, text: str) -> None:
        """Take the keys of a setting: base64 of 32 bytes each, newest first, with commas between; keys from before come after them.

        Raises ValueError.
        """
        given = {key.id: key for key in (VaultKey(_bytes_of(part)) for part in text.split(","))}
        self._keys = {**given, **{name: key for name, key in self._keys.items() if name not in given}}

    def seal(self, text: str) -> bytes:
        """Seal a text. Raises VaultLocked."""
        return self._newest().seal(text)

    def open(self, sealed: bytes) -> str:
        """Open a sealed text. Raises VaultLocked."""
        key = self._keys.get(bytes(sealed[:ID_BYTES]))
        if key is None:
            raise VaultLocked("the key with which this was sealed is not there")
        return key.open(bytes(sealed))

    def index(self, text: str) -> bytes:
        """What a text that is sealed now is found by. Raises VaultLocked."""
        return self._newest().index(text)

    def indexes(self, text: str) -> Sequence[bytes]:
        """Everything that a text may be found by, also where an older key sealed it."""
        return [key.index(text) for key in self._keys.values()]

    @property
    def newest_id(self) -> bytes:
        """The name of the key that seals. Raises VaultLocked."""
        return self._newest().id

    @property
    def older_ids(self) -> Sequence[bytes]:
        """The names of the keys that only open and find."""
        return list(self._keys)[1:]

    def _newest(self) -> VaultKey:
        for key in self._keys.values():
            return key
        raise VaultLocked("no key was given")


VAULT = Vault()
"""The vault of this process; network unlocks it when it starts."""


def new_vault_key() -> str:
    """A fresh key, as it is written in a setting."""
    return base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def _bytes_of(part: str) -> bytes:
    try:
        return base64.b64decode(part.strip().encode(), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError("a key of the vault is written in base64") from error
