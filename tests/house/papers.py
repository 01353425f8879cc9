"""What the READMEs of the services say about tables, events, clock and settings, made from the code so that it stays true.

``python -m tests.house.papers`` writes it again (``make docs``); a test compares, and so does nobody by hand.
"""

import ast
import difflib
import importlib
import inspect
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from shared.bus.clock import Daily, Every, Weekly
from shared.database import AgendaStore, NetworkStore, NotificationsStore
from shared.events.base import Event, known_events
from shared.service import house_tables
from shared.settings import Settings

ROOT = Path(__file__).parents[2]
BEGIN = "<!-- From here to the end of the file: made from the code by `make docs`. -->"
SERVICES = ("network", "agenda", "notifications", "gateway")
STORES: Mapping[str, Any] = {"network": NetworkStore, "agenda": AgendaStore, "notifications": NotificationsStore}
STANDS_FOR = {"address": ("base_url", "port"), "shows_mailbox": ("smtp_url", "env")}
"""What a service reads when it reads something that Settings works out."""
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def paper(service: str, root: Path = ROOT) -> Path:
    """Where the README of a service stands."""
    return root / "services" / service / "README.md"


def told(service: str) -> str:
    """Everything about a service that the code knows, as the last part of its README."""
    parts = [*_stored(service), *_announced(service), *_heard(service), *_scheduled(service), *_settings(service)]
    return "\n".join([BEGIN, "", *parts]).rstrip() + "\n"


def untrue(service: str, root: Path = ROOT) -> list[str]:
    """The lines in which the README of a service differs from the code: ``- `` what it should not say, ``+ `` what it should."""
    path = paper(service, root)
    _, found, said = (path.read_text() if path.exists() else "").partition(BEGIN)
    lines = difflib.ndiff((found + said).splitlines(), told(service).splitlines())
    return [line for line in lines if line.startswith(("- ", "+ "))]


def write(service: str, root: Path = ROOT) -> None:
    """Write the last part of the README of a service again; what stands above it is left as it is."""
    path = paper(service, root)
    above = path.read_text().partition(BEGIN)[0] if path.exists() else f"# {service}\n\n"
    path.write_text(above + told(service))


def _module(service: str, name: str) -> Any:
    return importlib.import_module(f"services.{service}.{name}")


def _handlers(service: str, part: str) -> Any:
    """The handlers of a service, or one part of them where they outgrew one file."""
    whole = _module(service, "handlers")
    return _module(service, f"handlers.{part}") if hasattr(whole, "__path__") else whole


def _first_sentence(thing: Any) -> str:
    return _in_a_table(" ".join((inspect.getdoc(thing) or "").split("\n\n")[0].split()))


def _in_a_table(text: str) -> str:
    plain = re.sub(r"\s+", " ", text).replace("``", "`").replace("|", r"\|").replace("<", "&lt;")
    return plain.removesuffix(".")


def _stored(service: str) -> Iterator[str]:
    yield "## What it stores"
    yield ""
    if service not in STORES:
        yield "Nothing: what it shows is asked of the owners each time."
        yield ""
        return
    store = STORES[service]
    metadata = _module(service, "main").SERVICE.tables()
    yield "| table | a row is |"
    yield "|---|---|"
    owned = {mapper.local_table.name: mapper.class_ for mapper in store._sa_registry.mappers}
    house = set(_house_tables())
    for name in sorted(metadata.tables):
        if name in owned:
            noun = owned[name].__module__.split(".")[2]
            yield f"| `{name}` | {_first_sentence(owned[name])} (`{noun}`) |"
        elif name not in house:
            yield f"| `{name}` | {metadata.tables[name].info.get('row', '')} |"
    yield ""
    shared = ", ".join(f"`{name}`" for name in sorted(house & set(metadata.tables)))
    yield f"Beside these the tables that every service has, of the bus, the clock and the desk: {shared}."
    yield ""


def _house_tables() -> set[str]:
    from shared.database import fresh_metadata

    metadata = fresh_metadata()
    house_tables(metadata)
    return set(metadata.tables)


def _announced(service: str) -> Iterator[str]:
    yield "## What it announces"
    yield ""
    events = [event for event in known_events() if service == event.SOURCE]
    if events:
        yield "| event | when |"
        yield "|---|---|"
        for event in events:
            yield f"| `{event.TYPE}` `{event.__name__}` | {_first_sentence(event)} |"
    else:
        yield "Nothing."
    yield ""


def _heard(service: str) -> Iterator[str]:
    yield "## What it hears"
    yield ""
    handlers: Mapping[type[Event], Callable[..., Any]] = _handlers(service, "table").HANDLERS
    if handlers:
        yield "| event | of | then |"
        yield "|---|---|---|"
        for event, handler in sorted(handlers.items(), key=lambda pair: pair[0].TYPE):
            yield f"| `{event.__name__}` | {event.SOURCE} | {_first_sentence(handler)} |"
    else:
        yield "Nobody."
    yield ""


def _scheduled(service: str) -> Iterator[str]:
    yield "## What it does by the clock"
    yield ""
    schedule = getattr(_handlers(service, "clock"), "SCHEDULE", ())
    if schedule:
        yield "| schedule | when | what |"
        yield "|---|---|---|"
        for item in schedule:
            yield f"| `{item.name}` | {_when(item.rule)} | {_first_sentence(item.run)} |"
    else:
        yield "Nothing."
    yield ""


def _when(rule: Daily | Weekly | Every) -> str:
    if isinstance(rule, Every):
        bell = f", or at once when `{rule.bell}` rings" if rule.bell else ""
        return f"every {rule.seconds:g} s{bell}"
    at = f"{rule.at:%H.%M} ({rule.zone})"
    return f"{DAYS[rule.weekday]}s {at}" if isinstance(rule, Weekly) else f"every day {at}"


def _settings(service: str) -> Iterator[str]:
    yield "## Which settings it reads"
    yield ""
    meanings = _meanings()
    names = sorted(_settings_read(ROOT / "services" / service))
    if names:
        yield "| setting | meaning |"
        yield "|---|---|"
        for name in names:
            yield f"| `LEERKRING_{name.upper()}` | {meanings.get(name, '')} |"
        yield ""
    yield "And those of every process: `deploy/env.example` shows them all."


def _settings_read(room: Path) -> set[str]:
    """The names of the settings that code below ``room`` takes from something called settings."""
    read: set[str] = set()
    for path in sorted(room.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Attribute):
                taken_from = node.value.attr if isinstance(node.value, ast.Attribute) else ast.unparse(node.value)
                if taken_from == "settings":
                    read.update(STANDS_FOR.get(node.attr, (node.attr,)))
    return read & set(Settings.model_fields)


def _meanings() -> dict[str, str]:
    """The sentence under each setting; for one without a sentence its default."""
    tree = ast.parse(inspect.getsource(Settings)).body[0]
    assert isinstance(tree, ast.ClassDef)
    meanings: dict[str, str] = {}
    for field, after in zip(tree.body, [*tree.body[1:], ast.Pass()], strict=True):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            says = after.value if isinstance(after, ast.Expr) else None
            given = says.value if isinstance(says, ast.Constant) else None
            default = Settings.model_fields[field.target.id].default
            otherwise = "not set by default" if default is None else f"default `{default}`"
            meanings[field.target.id] = _in_a_table(str(given)) if given else otherwise
    return meanings


def main() -> None:
    """Write the READMEs of all services again."""
    for service in SERVICES:
        write(service)
        sys.stdout.write(f"{paper(service).relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
