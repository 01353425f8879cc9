"""Reading right here, without a turn of the event loop for each statement; and entities over such a connection."""

from typing import Any

from sqlalchemy import ColumnElement, Select
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session


class StraightReading:
    """The methods of a session that a query uses, over a connection whose answers need no waiting."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._entities: Session | None = None

    @property
    def _session(self) -> Session:
        # Made when the first entities are read: most pages read columns only, and opening and closing one costs a statement.
        if self._entities is None:
            self._entities = Session(self._connection, expire_on_commit=False, autoflush=False)
        return self._entities

    async def execute(self, statement: Any, values: Any = None) -> Any:
        """Run a statement."""
        return self._run(statement, values)

    async def scalar(self, statement: Any, values: Any = None) -> Any:
        """The first column of the first row."""
        return self._run(statement, values).scalar()

    async def scalars(self, statement: Any, values: Any = None) -> Any:
        """The first column of every row."""
        return self._run(statement, values).scalars()

    def _run(self, statement: Any, values: Any) -> Any:
        # What gives columns needs nothing of what a session does for entities: a third of the time of a statement.
        if _gives_columns(statement):
            return self._here().execute(statement, values)
        return self._session.execute(statement, values)

    def _here(self) -> Connection:
        return self._connection

    async def get(self, *args: Any, **kwargs: Any) -> Any:
        """One row by its key."""
        return self._session.get(*args, **kwargs)

    async def rollback(self) -> None:
        """Begin anew."""
        if self._entities is not None:
            self._entities.rollback()
        self._connection.rollback()

    def get_bind(self) -> Connection:
        """What it is connected to."""
        return self._connection

    def close(self) -> None:
        """Let go of the entities."""
        if self._entities is not None:
            self._entities.close()


def _gives_columns(statement: Any) -> bool:
    return isinstance(statement, Select) and all(isinstance(one, ColumnElement) for one in statement._raw_columns)


class StraightEntities(StraightReading):
    """The methods of a session that a handler of events uses, entities included, over one whose answers need no waiting."""

    def __init__(self, session: Session, connection: Connection) -> None:
        super().__init__(connection)
        self._entities = session
        self.add = session.add
        self.add_all = session.add_all

    def _here(self) -> Connection:
        return self._session.connection()  # what it commits is what its session began

    @property
    def new(self) -> Any:
        """What was added and not written yet."""
        return self._session.new

    @property
    def dirty(self) -> Any:
        """What was changed and not written yet."""
        return self._session.dirty

    @property
    def deleted(self) -> Any:
        """What is to be deleted and was not yet."""
        return self._session.deleted

    def _run(self, statement: Any, values: Any) -> Any:
        # A handler reads what it added or changed itself, so what waits is written first, as a session does.
        if self.new or self.dirty or self.deleted:
            self._session.flush()
        return super()._run(statement, values)

    async def delete(self, row: Any) -> None:
        """Delete a row."""
        self._session.delete(row)

    async def refresh(self, row: Any) -> None:
        """Read a row again."""
        self._session.refresh(row)

    async def flush(self) -> None:
        """Write what was added and changed."""
        self._session.flush()

    async def commit(self) -> None:
        """Keep everything."""
        self._session.commit()
