"""What is sealed in the tables of network, and how a row is sealed anew; whoever adds a sealed column has nothing to add here."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Column, ColumnElement, LargeBinary, Select, Table, Update, func, select, type_coerce, update

from services.network.people.domain.vault import ID_BYTES, VAULT
from services.network.people.models.vault import Sealed
from shared.database import NetworkStore

FOUND_BY = ("{}_index", "{}_hash")
"""What the column is called that a sealed one is found by, where it has one."""


@dataclass(frozen=True)
class SealedColumn:
    """One sealed column of one table, and the column that it is found by."""

    table: Table
    column: Column[str]
    found_by: Column[bytes] | None

    @property
    def raw(self) -> ColumnElement[bytes]:
        """The column as it stands in the database: sealed."""
        return type_coerce(self.column, LargeBinary)

    def older(self, keys: Sequence[bytes]) -> ColumnElement[bool]:
        """The rows that one of these keys sealed."""
        return self.column.is_not(None) & func.substr(self.raw, 1, ID_BYTES).in_(keys)

    def some(self, keys: Sequence[bytes], limit: int) -> Select[UUID, bytes]:
        """Some rows that these keys sealed, held: their id and the sealed bytes; who reseals beside this passes them over."""
        rows = select(self.table.c.id, self.raw.label("sealed")).where(self.older(keys)).order_by(self.table.c.id)
        return rows.limit(limit).with_for_update(skip_locked=True)

    def resealed(self, row_id: UUID, text: str) -> Update:
        """Seal one row with the newest key, and let it be found under that."""
        values: dict[str, object] = {self.column.name: text}
        if self.found_by is not None:
            values[self.found_by.name] = VAULT.index(text)
        return update(self.table).where(self.table.c.id == row_id).values(values)


def sealed_columns() -> list[SealedColumn]:
    """Every sealed column of network."""
    return [
        SealedColumn(table, column, _found_by(table, column.name))
        for table in NetworkStore.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, Sealed)
    ]


def _found_by(table: Table, name: str) -> Column[bytes] | None:
    return next((table.c[one.format(name)] for one in FOUND_BY if one.format(name) in table.c), None)
