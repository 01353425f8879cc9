"""What is kept of a secret: never the secret itself, and a hash that opens one kind of door only."""

import hmac
import secrets
from enum import StrEnum
from hashlib import sha256


class Purpose(StrEnum):
    """What a secret is for. It is part of the hash, so that a secret opens one kind of door only (A-07)."""

    BROWSER = "sign-in-browser"
    CODE = "sign-in-code"
    LINK = "sign-in-link"
    AUTH_SESSION = "auth-session"
    ADDRESS = "sign-in-address"
    EXPORT = "data-export"
    EMAIL_CONFIRM = "email-change-confirm"
    EMAIL_STOP = "email-change-stop"
    PASSKEY_SESSION = "passkey-session"
    MACHINE_TOKEN = "machine-token"  # noqa: S105 -- the name of a purpose
    OUTSIDE_STATE = "outside-state"
    INVITATION = "invitation"
    OPEN_INVITATION = "open-invitation"
    ACCOUNT_OFFER = "account-offer"
    PARENTAL_PERMISSION = "parental-permission"
    PERMISSION_WITHDRAWAL = "permission-withdrawal"


def hashed(purpose: Purpose, *parts: str) -> bytes:
    """What is stored of a secret: HMAC-SHA256 of its parts under its purpose, 32 bytes.

    Links, cookies and browsers carry 256 random bits, so the hash needs no pepper. A code has six digits only; its hash is
    worth nothing without the browser's secret, of which this house holds no more than a hash.
    """
    return hmac.digest(purpose.encode(), "\0".join(parts).encode(), sha256)


def new_token() -> str:
    """A secret of 256 random bits that fits in an address and in a cookie."""
    return secrets.token_urlsafe(32)


def same(one: bytes | None, other: bytes) -> bool:
    """Whether two hashes are equal, in constant time; nothing equals a hash that is not there."""
    return one is not None and hmac.compare_digest(one, other)
