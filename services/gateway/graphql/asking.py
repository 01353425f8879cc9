"""What a resolver is told about its request: the context, and what is asked below it."""

import strawberry

from services.gateway.graphql.context import Context
from services.gateway.graphql.plan import Field, Wanted


class Ask(strawberry.Info[Context, None]):
    """Strawberry's Info, with the compiled plan of the field that is being answered."""

    @property
    def field(self) -> Field:
        """This place in the operation; the same object for everything that is read through it."""
        field: Field = self._raw_info.asked  # type: ignore[attr-defined]  # our own RawInfo carries it
        return field

    def wanted(self, kind: str | None = None) -> Wanted:
        """What is asked of the objects behind this field; kind: of which type, where it can differ."""
        return Wanted(
            self._raw_info.run,  # type: ignore[attr-defined]  # as above
            (asked for asked in self.field.below.values() if kind is None or asked.type_name == kind),
        )
