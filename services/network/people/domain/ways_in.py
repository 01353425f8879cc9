"""What is true of the ways to get into an account besides its mail address."""

from enum import StrEnum


class WayIn(StrEnum):
    """With what somebody, or a program for them, gets in."""

    PASSKEY = "PASSKEY"
    MACHINE_TOKEN = "MACHINE_TOKEN"  # noqa: S105 -- the name of a kind
    OUTSIDE_IDENTITY = "OUTSIDE_IDENTITY"
