"""What every service can be asked by somebody about themselves: everything it holds."""

from shared.api.page import Shape


class Fact(Shape):
    """One thing that is held: the name of the column, and what stands in it."""

    code: str
    value: str


class DataRow(Shape):
    """Facts that belong together."""

    facts: list[Fact]


class DataGroup(Shape):
    """GET /my-data: one kind of thing that a service holds about who asks. ``count``: how many rows there are; the newest 500 are told."""

    code: str
    count: int
    rows: list[DataRow]
