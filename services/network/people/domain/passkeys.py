"""What is true of passkeys: what a key is asked, and when its answer counts (W3C Web Authentication, Level 3).

webauthn brings five megabytes of certificates' grammars along: it is read in when the first key is asked for.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import UUID

from shared.errors import Conflict, Invalid, NotAllowed

CHALLENGE_COUNTS = timedelta(minutes=5)
MOST_PASSKEYS = 20
HOUSE = "Leerkring"


class PasskeyRefused(NotAllowed):
    """This passkey does not open anything here; try again, or sign in with your mail address."""

    keeps_changes = True


class PasskeyOver(Conflict):
    """This took too long; try again."""


class PasskeyNotMade(Invalid):
    """The passkey could not be made; try again."""

    keeps_changes = True


class PasskeyNameMissing(Invalid):
    """Give the passkey a name by which you will know it."""


class TooManyPasskeys(Conflict):
    """You have twenty passkeys; remove one first."""


@dataclass(frozen=True)
class Place:
    """Where keys count: the host name and the origin of the address that the operator set, and no other (A-12)."""

    host: str
    origin: str


@dataclass(frozen=True)
class NewKey:
    """The public half of a key that was just made."""

    credential_id: bytes
    public_key: bytes
    sign_count: int


def place_of(address: str) -> Place:
    """Read where keys count from the configured address (``https://leerkring.example.nl``)."""
    read = urlsplit(address)
    return Place(host=read.hostname or "", origin=f"{read.scheme}://{read.netloc}")


def ask_new_key(place: Place, *, challenge: bytes, person_id: UUID, name: str, known: Sequence[bytes]) -> str:
    """What a browser needs to make a key that signs in without typing anything, as JSON. known: keys that are there already."""
    from webauthn import generate_registration_options, options_to_json
    from webauthn.helpers.structs import (
        AuthenticatorSelectionCriteria,
        PublicKeyCredentialDescriptor,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    options = generate_registration_options(
        rp_id=place.host,
        rp_name=HOUSE,
        user_id=person_id.bytes,
        user_name=name,
        user_display_name=name,
        challenge=challenge,
        timeout=_milliseconds(),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            require_resident_key=True,
            user_verification=UserVerificationRequirement.PREFERRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=credential_id) for credential_id in known],
    )
    return str(options_to_json(options))


def ask_any_key(place: Place, *, challenge: bytes) -> str:
    """What a browser needs to sign in with whichever key it has, as JSON; it names nobody's keys (A-10)."""
    from webauthn import generate_authentication_options, options_to_json
    from webauthn.helpers.structs import UserVerificationRequirement

    options = generate_authentication_options(
        rp_id=place.host,
        challenge=challenge,
        timeout=_milliseconds(),
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return str(options_to_json(options))


def new_key(place: Place, *, challenge: bytes, credential: str) -> NewKey:
    """Read the key that a browser made for this challenge. Raises PasskeyNotMade."""
    from webauthn import verify_registration_response

    try:
        made = verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=place.host,
            expected_origin=place.origin,
        )
    except Exception as error:
        raise PasskeyNotMade from error
    return NewKey(made.credential_id, made.credential_public_key, made.sign_count)


def claimed_key(credential: str) -> tuple[bytes, bytes | None]:
    """Which key says that it answers: its id, and whose it says it is. Raises PasskeyRefused."""
    from webauthn import base64url_to_bytes

    try:
        told = json.loads(credential)
        handle = told["response"].get("userHandle")
        return base64url_to_bytes(told["rawId"]), base64url_to_bytes(handle) if handle else None
    except Exception as error:
        raise PasskeyRefused from error


def check_answer(place: Place, *, challenge: bytes, credential: str, public_key: bytes, sign_count: int) -> int:
    """Check that a key answered this challenge here; gives its new count. Raises PasskeyRefused, also for a count that went back."""
    from webauthn import verify_authentication_response

    try:
        checked = verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=place.host,
            expected_origin=place.origin,
            credential_public_key=public_key,
            credential_current_sign_count=sign_count,
        )
    except Exception as error:
        raise PasskeyRefused from error
    return checked.new_sign_count


def check_passkey_name(name: str) -> None:
    """Raise PasskeyNameMissing for a name that nobody can read."""
    if not any(letter.isalnum() for letter in name):
        raise PasskeyNameMissing(field="name")


def _milliseconds() -> int:
    return int(CHALLENGE_COUNTS.total_seconds() * 1000)
