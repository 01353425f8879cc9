"""Turning what the services hold into something to read, and into files to take along."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from services.gateway.web import labels
from services.gateway.web.formatting import moment, short_date
from services.gateway.web.language import Language, translations, words
from services.gateway.web.my_data.codes import CODES
from services.gateway.web.my_data.facts import label
from services.gateway.web.my_data.words import KINDS, OTHER, Kind

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
LISTS = frozenset({"also", "network_ids", "platform_roles", "regions", "roles"})
"""What is stored as a list; a text that begins with a bracket is a text."""
EACH = {"also": "perspective"}
"""What one of a list is, where its name does not say so."""
YES_OR_NO = frozenset(
    {
        "allowance",
        "childcare",
        "coordinates",
        "interpreter",
        "is_active",
        "is_adopted",
        "is_held",
        "is_neutral",
        "is_objection",
        "is_off",
        "is_pseudonym",
        "is_waiting",
        "may_write",
        "raises_danger",
        "step_free",
        "was_there",
        "with_support_person",
        "with_needs",
    }
)
"""What is stored as true or false."""
YES_NO = {"true": words("ja"), "false": words("nee")}
SHOWN_ROWS = 20
WHATEVER_THEY_BRING = words("wat je meebrengt")


@dataclass
class Held:
    """One kind of thing to read: its rows as pairs of label and value, and how many there are."""

    kind: Kind
    code: str
    count: int
    rows: list[list[tuple[str, str]]] = field(default_factory=list)

    @property
    def more(self) -> int:
        """How many rows are not shown here."""
        return self.count - len(self.rows)


def readable(
    groups: list[dict[str, Any]], language: Language, networks: Mapping[str, str], *, most: int = SHOWN_ROWS
) -> list[Held]:
    """What is held in the reader's words, in the order of KINDS. networks: names by plain id. most: rows of each kind."""
    found = []
    for group in groups:
        code = f"{group['service'].lower()}.{group['code']}"
        held = Held(KINDS.get(code, OTHER), code, group["count"])
        for row in group["rows"][:most]:
            facts = [
                (named, _value(code, fact["code"], fact["value"], language, networks))
                for fact in row["facts"]
                if (named := label(code, fact["code"]))
            ]
            held.rows.append([(named, value) for named, value in facts if value])
        held.rows = [row for row in held.rows if row]
        held.count = max(held.count, len(held.rows))
        found.append(held)
    order = list(KINDS)
    return sorted(found, key=lambda held: order.index(held.code) if held.code in order else len(order))


def _value(code: str, column: str, value: str, language: Language, networks: Mapping[str, str]) -> str:
    say = translations(language).gettext
    if column == "network_id":
        return networks.get(value, "")
    if column in LISTS:
        each = (str(one) for one in json.loads(value))
        of_one = EACH.get(column, column.removesuffix("s"))
        return ", ".join(filter(None, (_value(code, of_one, one, language, networks) for one in each)))
    meant = CODES.get(f"{code}.{column}") or CODES.get(column) or (YES_NO if column in YES_OR_NO else None)
    if meant is not None:
        return say(meant.get(value) or meant.get(value.upper().replace("-", "_"), value))
    return _written(column, value, language)


def _written(column: str, value: str, language: Language) -> str:
    if column == "expertise":
        return _themes(json.loads(value), translations(language).gettext)
    if column == "parts":
        return " · ".join(part["text"] for part in json.loads(value) if part["text"])
    with suppress(ValueError):  # people may have typed what only looks like a date
        if MOMENT.fullmatch(value):
            return moment(value, language)
        if DAY.fullmatch(value):
            return short_date(value, language)
    return value


def _themes(codes: Sequence[str], say: Callable[[str], str]) -> str:
    themes = [labels.THEMES[code.upper().replace("-", "_")] for code in codes]
    return ", ".join(map(say, themes)) or say(WHATEVER_THEY_BRING)


def package(data: dict[str, Any], page: str) -> bytes:
    """Both files in one: the data for programs (JSON), and the same for people (HTML)."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as file:
        file.writestr("mijn-gegevens.json", json.dumps(as_json(data), ensure_ascii=False, indent=2))
        file.writestr("mijn-gegevens.html", page)
    return packed.getvalue()


def as_json(data: dict[str, Any]) -> dict[str, Any]:
    """The data for programs: services, kinds of things, rows of facts by name."""
    held: dict[str, dict[str, Any]] = {}
    for group in data["groups"]:
        rows = [{fact["code"]: fact["value"] for fact in row["facts"]} for row in group["rows"]]
        held.setdefault(group["service"].lower(), {})[group["code"]] = {"count": group["count"], "rows": rows}
    return {"missing": [service.lower() for service in data["missing"]], "held": held}
