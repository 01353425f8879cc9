"""What is true of permissions: each is for one use, in answer to one text, and can always be taken back (PR-10)."""

from enum import StrEnum


class Use(StrEnum):
    """How far what somebody tells may go; each step needs its own yes."""

    IN_NETWORK = "IN_NETWORK"
    OTHER_NETWORKS = "OTHER_NETWORKS"
    PUBLIC = "PUBLIC"


TEXT_VERSION = "2026-11"
"""Which text people answer now (services/gateway/web/my_data); rises with every change of its words."""
