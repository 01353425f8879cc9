"""What is true of roles on the platform: given by the operator, and no key to any network (A-40)."""

from enum import StrEnum


class PlatformRole(StrEnum):
    """What somebody does for the whole platform. It opens no network: its settings, people and content stay its own (C034)."""

    PLATFORM_ADMIN = "PLATFORM_ADMIN"
    PRIVACY_OFFICER = "PRIVACY_OFFICER"
