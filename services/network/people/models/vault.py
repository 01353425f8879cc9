"""What a sealed column is: only sealed bytes reach the database, and whoever reads the column has it open."""

from collections.abc import Sequence

from sqlalchemy import LargeBinary, TypeDecorator
from sqlalchemy.engine import Dialect

from services.network.people.domain.vault import VAULT


class Sealed(TypeDecorator[str]):
    """A text that is sealed in the database. Sealed twice it differs, so nothing can be looked up by it: an index stands beside it."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        """Seal."""
        return None if value is None else VAULT.seal(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        """Open."""
        return None if value is None else VAULT.open(value)


def index_of(text: str) -> bytes:
    """What a text that is sealed now is found by."""
    return VAULT.index(text)


def indexes_of(text: str) -> Sequence[bytes]:
    """Everything that a text may be found by, also where an older key sealed it."""
    return VAULT.indexes(text)
