"""What is true of a pasted list of people to invite: how a row reads, and what is wrong with it."""

import csv
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from services.network.networks.domain import Perspective
from services.network.people.domain.accounts import NotAnAddress, address_of
from shared.errors import Invalid

MOST_ROWS = 200
LONGEST_NAME = 80
SEPARATORS = ";\t,"
SAID_AS: dict[str, Perspective] = {
    **{code.value.lower().replace("_", " "): code for code in Perspective},
    "jongere": Perspective.YOUNG_PERSON,
    "jongeren": Perspective.YOUNG_PERSON,
    "ouder": Perspective.PARENT,
    "ouders": Perspective.PARENT,
    "ouder of verzorger": Perspective.PARENT,
    "ervaringsdeskundige": Perspective.EXPERT_BY_EXPERIENCE,
    "professional": Perspective.PROFESSIONAL,
    "hulpverlener": Perspective.PROFESSIONAL,
    "gedragswetenschapper": Perspective.BEHAVIOURAL_SCIENTIST,
    "beleidsmedewerker": Perspective.POLICY_OFFICER,
    "aanbieder": Perspective.PROVIDER_ORGANISATION,
    "jeugdhulpaanbieder": Perspective.PROVIDER_ORGANISATION,
    "gemeente": Perspective.MUNICIPALITY,
    "rijk": Perspective.NATIONAL_GOVERNMENT,
    "rijksoverheid": Perspective.NATIONAL_GOVERNMENT,
    "onderwijs": Perspective.EDUCATION,
    "onderzoeker": Perspective.RESEARCHER,
    "regio": Perspective.REGION,
}
"""How a perspective may be written in a list, in lower case; Dutch words, and the English codes."""
LANGUAGES = {"nl": "nl", "nederlands": "nl", "dutch": "nl", "en": "en", "engels": "en", "english": "en"}
"""How the language of somebody's mail may be written in a list, in lower case."""
NAMED = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>@\s]+@[^<>\s]+)>")
"""An address as mail programs copy it: ``Noor de Wit <noor@voorbeeld.example>``."""
HEADINGS = frozenset({"email", "e-mail", "mail", "mailadres", "e-mailadres", "adres", "address"})


class RowVerdict(StrEnum):
    """What becomes of a row."""

    VALID = "VALID"
    TAKES_PART = "TAKES_PART"
    INVITED = "INVITED"
    TWICE = "TWICE"
    NOT_AN_ADDRESS = "NOT_AN_ADDRESS"
    UNKNOWN_PERSPECTIVE = "UNKNOWN_PERSPECTIVE"
    NO_LANGUAGE = "NO_LANGUAGE"


class ListEmpty(Invalid):
    """There is nobody on this list."""


class ListTooLong(Invalid):
    """A list has at most 200 rows; send it in parts."""


@dataclass(frozen=True)
class ListedRow:
    """One row: its number in the list, what it says, and what can be told of it without asking anybody."""

    number: int
    name: str
    address: str
    perspective: Perspective | None
    verdict: RowVerdict
    language: str | None = None
    """Of their mail, where the list says so."""


def rows_in(text: str, *, otherwise: Perspective | None, asked_for: Collection[Perspective]) -> list[ListedRow]:
    """Read a list: ``name;address;perspective;language``, one person on a line; everything but the address may be left out.

    A name may stand around its address, and a line may hold addresses alone, as mail programs copy them. A line may also
    have commas or tabs between its parts; a first line with headings is passed over. otherwise: the perspective of who has
    none in the list. asked_for: the perspectives of the network; none means all.
    Raises ListEmpty, ListTooLong.
    """
    rows: list[ListedRow] = []
    seen: set[str] = set()
    for number, parts in _lines(text):
        row = _read(number, parts, otherwise, asked_for)
        if row.verdict is RowVerdict.VALID and row.address in seen:
            row = replace(row, verdict=RowVerdict.TWICE)
        seen.add(row.address)
        rows.append(row)
    if not rows:
        raise ListEmpty(field="people")
    if len(rows) > MOST_ROWS:
        raise ListTooLong(field="people")
    return rows


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(text.splitlines(), start=1):
        separator = next((sign for sign in SEPARATORS if sign in line), ";")
        parts = [part.strip() for row in csv.reader([line], delimiter=separator, skipinitialspace=True) for part in row]
        if not any(parts):
            continue
        if number == 1 and any(part.lower() in HEADINGS for part in parts):
            continue
        if all("@" in part for part in parts if part):
            yield from ((number, [part]) for part in parts if part)
        else:
            yield number, parts


def _read(
    number: int, parts: list[str], otherwise: Perspective | None, asked_for: Collection[Perspective]
) -> ListedRow:
    at = next((place for place, part in enumerate(parts) if "@" in part), None)
    named = NAMED.fullmatch(parts[at]) if at is not None else None
    before = [*parts[: at or 0], named["name"].strip(" \"'") if named else ""]
    name = " ".join(part for part in before if part)[:LONGEST_NAME]
    said, spoken = _said_after(parts, at)
    perspective = SAID_AS.get(said) if said else otherwise
    if at is None or any("@" in part for part in parts[at + 1 :]):  # a second person on the line would go unseen
        return ListedRow(number, "", " ".join(parts)[:LONGEST_NAME], perspective, RowVerdict.NOT_AN_ADDRESS)
    try:
        address = address_of(named["address"] if named else parts[at])
    except NotAnAddress:
        return ListedRow(number, name, parts[at][:LONGEST_NAME], perspective, RowVerdict.NOT_AN_ADDRESS)
    if perspective is None or (asked_for and perspective not in asked_for):
        return ListedRow(number, name, address, None, RowVerdict.UNKNOWN_PERSPECTIVE)
    if spoken and spoken not in LANGUAGES:
        return ListedRow(number, name, address, perspective, RowVerdict.NO_LANGUAGE)
    return ListedRow(number, name, address, perspective, RowVerdict.VALID, LANGUAGES.get(spoken))


def _said_after(parts: list[str], at: int | None) -> tuple[str, str]:
    """What stands behind an address, in lower case: a perspective and a language; a language may stand there alone."""
    behind = [] if at is None else [" ".join(part.lower().replace("_", " ").split()) for part in parts[at + 1 :]]
    said, spoken = (*behind, "", "")[:2]
    return ("", said) if said in LANGUAGES and not spoken else (said, spoken)
