"""What somebody typed: kept as it was, with what is wrong beside it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from secrets import token_urlsafe

from starlette.datastructures import FormData, ImmutableMultiDict

from services.gateway.web.contact_refusals import MAY_STAND, NEVER
from services.gateway.web.refusals import Fault

LOOKED = "contact_details_may_stand"
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("januari", "jan", "january"),
            ("februari", "feb", "february"),
            ("maart", "mrt", "march", "mar"),
            ("april", "apr"),
            ("mei", "may"),
            ("juni", "jun", "june"),
            ("juli", "jul", "july"),
            ("augustus", "aug", "august"),
            ("september", "sep", "sept"),
            ("oktober", "okt", "october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}


def new_key() -> str:
    """A fresh ``clientMutationId``: a form sent twice does it once."""
    return token_urlsafe(16)


@dataclass
class Form:
    """The words in a form, what is wrong with them, and the key under which it is sent."""

    values: dict[str, str] = field(default_factory=dict)
    several: dict[str, list[str]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    about: dict[str, str] = field(default_factory=dict)
    """By field, what its sentence is about, where that says %(about)s: a line as it was typed, or the name of a group."""
    key: str = field(default_factory=new_key)

    @classmethod
    def sent(cls, data: FormData | ImmutableMultiDict[str, str]) -> "Form":
        """Read a form that came in; files are ignored, spaces around words go."""
        values: dict[str, str] = {}
        several: dict[str, list[str]] = {}
        for name, value in data.multi_items():
            if isinstance(value, str):
                values[name] = value.strip().replace("\r\n", "\n")
                several.setdefault(name, []).append(value.strip())
        return cls(values=values, several=several, key=values.pop("key", "")[:100] or new_key())

    @classmethod
    def filled(cls, values: Mapping[str, object]) -> "Form":
        """A form with words in it that nobody has sent yet."""
        return cls(values={name: str(value) for name, value in values.items()})

    def value(self, name: str) -> str:
        """What stands in a field; nothing where it was left empty."""
        return self.values.get(name, "")

    def number(self, name: str) -> int | None:
        """A whole number of at most nine digits, or None for anything else."""
        text = self.value(name)
        return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else None

    def wrong(self, name: str) -> str:
        """The sentence about a field, or nothing."""
        return next((fault.sentence for fault in self.faults if fault.field == name), "")

    @property
    def asks_to_look(self) -> str | None:
        """The first field where contact details stand that may stand once somebody looked; empty: on top; None: there are none."""
        said = {fault.sentence for fault in self.faults}
        if said & NEVER:
            return None
        return next((fault.field for fault in self.faults if fault.sentence in MAY_STAND), None)

    @property
    def was_looked_at(self) -> bool:
        """Whether who sent it says that the contact details in it may stand there."""
        return self.value(LOOKED) == "yes"

    @property
    def looked_at_fields(self) -> tuple[str, ...]:
        """The field that says so, for a form that is sent on in steps; none where it was not said."""
        return (LOOKED,) if self.was_looked_at else ()

    def fault(self, name: str, sentence: str, about: str = "") -> None:
        """Say what is wrong with a field. about: what stands where the sentence says %(about)s, in the reader's language."""
        self.faults.append(Fault(name, sentence))
        if about:
            self.about[name] = about

    def again(self, faults: Iterable[Fault], fields: Sequence[str]) -> "Form":
        """The same words under a new key, with what is wrong, in the order of ``fields``.

        What this form found by itself goes before what a service says of the same field. Faults at fields that this form
        lacks stand on top.
        """
        own = {fault.field for fault in self.faults}
        said = [*self.faults, *(fault for fault in faults if fault.field not in own or not fault.field)]
        placed = {fault if fault.field in fields else Fault("", fault.sentence): None for fault in said}
        order = sorted(placed, key=lambda fault: fields.index(fault.field) if fault.field else -1)
        return Form(values=self.values, several=self.several, faults=order, about=self.about)


def read_time(text: str) -> time | None:
    """Read ``13.30``, ``13:30``, ``1330``, ``13u30`` or ``13``; None for anything else."""
    found = re.fullmatch(r"(\d{1,2})\s*(?:[.:u]?\s*(\d{2}))?\s*(?:uur|u)?", text.strip().lower())
    if not found:
        return None
    hours, minutes = int(found[1]), int(found[2] or 0)
    return time(hours, minutes) if hours < 24 and minutes < 60 else None


def written_date(day: str | None) -> str:
    """A day of a program (2027-01-14) as people write it in a field (14-1-2027); empty where there is none."""
    found = read_date(day or "")
    return f"{found.day}-{found.month}-{found.year}" if found else ""


def read_date(text: str) -> date | None:
    """Read ``14-1-2027``, ``14/1/2027``, ``2027-01-14`` or ``14 januari 2027``; None for anything else."""
    plain = text.strip().lower()
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", plain):
        year, month, day = int(found[1]), int(found[2]), int(found[3])
    elif found := re.fullmatch(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4})", plain):
        day, month, year = int(found[1]), int(found[2]), int(found[3])
    elif (found := re.fullmatch(r"(\d{1,2})\s+([a-z]+)\.?\s+(\d{4})", plain)) and found[2] in MONTHS:
        day, month, year = int(found[1]), MONTHS[found[2]], int(found[3])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
