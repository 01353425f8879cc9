"""What no linter knows of this house: one function per rule, over the root of a tree.

``python -m tests.house.rules`` prints every breach of this tree and fails when there is one; ``make check`` runs it.
The walls between rooms are import contracts and the bans on clock, environment and print are ruff's, both in pyproject.toml.
"""

import ast
import os
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tests.house.templates import real_without_script

ROOT = Path(__file__).parents[2]
PRODUCT = ("services", "shared", "deploy")
NOT_OURS = {".venv", ".git", "var", "vendor", "build", "dist", "__pycache__", "node_modules"}
MOST_LINES = 300
DRAWERS = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "misc",
    "schemas",
    "services",
    "service",
    "managers",
    "manager",
}
STATE_WORDS = {
    "kind",
    "status",
    "track",
    "role",
    "roles",
    "perspective",
    "also",
    "purpose",
    "reason",
    "cadence",
    "language",
    "period",
    "service",
}
"""The only words an event may hold as text: they name a state from a closed list, never what somebody wrote."""


@dataclass(frozen=True, order=True)
class Breach:
    """A place where a rule is broken."""

    path: Path
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}"


Found = Iterator[tuple[Path, int, str]]
Rule = Callable[[Path], Found]


def files(root: Path, *endings: str, under: tuple[str, ...] = ("",)) -> Iterator[Path]:
    """Every file of ours below ``under`` that ends so."""
    for room in under:
        for place, rooms, names in os.walk(root / room):
            rooms[:] = sorted(name for name in rooms if name not in NOT_OURS and not name.endswith("_cache"))
            yield from (Path(place, name) for name in sorted(names) if name.endswith(endings))


@lru_cache(maxsize=2000)
def _parsed(path: Path, _changed: int) -> ast.Module:
    return ast.parse(path.read_text())


def modules(root: Path, *, under: tuple[str, ...] = PRODUCT) -> Iterator[tuple[Path, ast.Module]]:
    """Every Python module below ``under`` that was written by hand, with its tree."""
    for path in files(root, ".py", under=under):
        if "versions" not in path.parts:  # migrations are generated and never changed
            yield path, _parsed(path, path.stat().st_mtime_ns)


def rooms_of_nouns(root: Path, name: str) -> Iterator[tuple[Path, ast.Module]]:
    """The modules that answer one question (``operations``) of every noun, as a file or as a package of that name."""
    for path, tree in modules(root, under=("services",)):
        inside = path.relative_to(root / "services").with_suffix("").parts
        if len(inside) > 2 and inside[0] != "gateway" and inside[2] == name and path.name != "__init__.py":
            yield path, tree


def calls(tree: ast.AST, *names: str) -> Iterator[ast.Call]:
    """Every call of a method with one of these names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in names:
            yield node


def public_functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """The functions of a module that others may call."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            is_overload = "overload" in {ast.unparse(decorator) for decorator in node.decorator_list}
            if not is_overload and not node.name.startswith("_"):
                yield node


# Names and sizes


def a_file_name_answers_a_question(root: Path) -> Found:
    """No drawer in which things end up that have no place."""
    for path in files(root, ".py", under=PRODUCT):
        for part in path.relative_to(root).with_suffix("").parts[1:]:
            if part in DRAWERS and path != root / "shared" / "service.py":
                yield path, 1, f"'{part}' answers no question; name it after what it knows, stores or does"


def files_stay_small(root: Path) -> Found:
    """Nobody reads a long file to its end."""
    for path, _ in modules(root):
        lines = len(path.read_text().splitlines())
        if lines > MOST_LINES:
            yield (
                path,
                lines,
                f"{lines} lines; over {MOST_LINES} it becomes a package of the same name, split by sub-noun",
            )


def packages_hold_no_code(root: Path) -> Found:
    """An ``__init__`` is a sign on the door."""
    for path, tree in modules(root, under=(*PRODUCT, "tests")):
        if path.name == "__init__.py":
            for node in tree.body:
                if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
                    yield path, node.lineno, "an __init__ holds a docstring at most"


def every_module_says_what_it_is_for(root: Path) -> Found:
    """One sentence that answers the file's question; one for every function that others may call."""
    for path, tree in modules(root, under=(*PRODUCT, "tests")):
        if ast.get_docstring(tree) is None:
            yield path, 1, "this module does not say what it is for"
    for path, tree in modules(root):
        for function in public_functions(tree):
            if ast.get_docstring(function) is None:
                yield path, function.lineno, f"{function.name} does not say what it does"


def nothing_is_left_undone(root: Path) -> Found:
    """No marks, no stubs, no test that is left out."""
    marks = re.compile(
        r"\b(TODO|FIXME|XXX|HACK)\b|raise NotImplementedError|pytest\.mark\.(skip|xfail)|\bunittest\.skip"
    )
    for path in files(root, ".py", ".html", ".css", ".js", ".sh", ".graphql", under=(*PRODUCT, "tests")):
        if path.parent != root / "tests" / "house":
            for number, line in enumerate(path.read_text().splitlines(), 1):
                if found := marks.search(line):
                    yield path, number, f"'{found.group()}' is left undone"


def every_process_has_the_same_tests(root: Path) -> Found:
    """A parameter that is made anew gives each worker other tests, and then none of them runs."""
    for path, tree in modules(root, under=("tests",)):
        for call in calls(tree, "parametrize"):
            for made in (node for node in ast.walk(call) if isinstance(node, ast.Call)):
                name = ast.unparse(made.func).rpartition(".")[2]
                if name in {
                    "uuid1",
                    "uuid4",
                    "uuid7",
                    "new_id",
                    "now",
                    "random",
                    "randint",
                    "choice",
                    "token_urlsafe",
                    "token_hex",
                }:
                    yield path, made.lineno, f"'{name}' in a parameter gives every worker other tests"


# The rules of the road


def only_doors_commit(root: Path) -> Found:
    """An operation never ends the transaction it was given."""
    for path, tree in modules(root, under=("services",)):
        for call in calls(tree, "commit", "rollback"):
            yield path, call.lineno, "operations never commit or roll back; doors do"


def nothing_is_asked_in_an_open_transaction(root: Path) -> Found:
    """Ask first, or after the commit: an owner that is slow would hold a transaction open."""
    for path, tree in modules(root, under=("services",)):
        for node in ast.walk(tree):
            if isinstance(node, ast.AsyncWith) and any(
                isinstance(item.context_expr, ast.Call)
                and isinstance(item.context_expr.func, ast.Attribute)
                and item.context_expr.func.attr in {"work", "reading", "writing"}
                for item in node.items
            ):
                for inner in (found for statement in node.body for found in ast.walk(statement)):
                    if isinstance(inner, ast.Attribute) and inner.attr == "asking":
                        yield path, inner.lineno, "an owner is asked while a transaction is open"
            if isinstance(node, ast.AsyncFunctionDef):
                kinds = {ast.unparse(given.annotation) for given in _parameters(node) if given.annotation}
                if "Asking" in kinds and kinds & {"Work", "Session"}:
                    yield path, node.lineno, f"{node.name} can ask an owner while a transaction is open"


def _parameters(function: ast.AsyncFunctionDef) -> list[ast.arg]:
    return [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]


def operations_take_keywords(root: Path) -> Found:
    """A change is a verb: the transaction or the door first, then facts by name."""
    for path, tree in rooms_of_nouns(root, "operations"):
        for function in public_functions(tree):
            given = [*function.args.posonlyargs, *function.args.args]
            kinds = [ast.unparse(argument.annotation) for argument in given if argument.annotation]
            if {"Work", "Door"}.intersection(kinds) and (kinds[0] not in {"Work", "Door"} or len(given) > 1):
                yield path, function.lineno, f"{function.name} takes (work: Work, *, facts by name), or a door: Door"


def queries_only_read(root: Path) -> Found:
    """A query is given a session; with that it cannot announce."""
    for path, tree in rooms_of_nouns(root, "queries"):
        for function in public_functions(tree):
            annotations = {ast.unparse(argument.annotation) for argument in function.args.args if argument.annotation}
            if annotations & {"Work", "Door"}:
                yield path, function.lineno, f"{function.name} is a query and takes a Session"


def lists_are_keyset_paged(root: Path) -> Found:
    """An offset skips and repeats rows while others write."""
    for path, tree in modules(root, under=("services",)):
        for call in calls(tree, "offset"):
            yield path, call.lineno, "lists are keyset-paged, never by offset"


def engines_stay_below(root: Path) -> Found:
    """Which database or bus is there is known in shared/bus and shared/database only."""
    below = ("shared/bus/", "shared/database", "shared/straight", "shared/search", "shared/migrations", "deploy/")
    for path, tree in modules(root):
        if not path.relative_to(root).as_posix().startswith(below):
            for node in ast.walk(tree):
                if isinstance(node, ast.Attribute) and node.attr in {
                    "is_sqlite",
                    "is_postgres",
                    "is_embedded",
                    "dialect",
                }:
                    yield (
                        path,
                        node.lineno,
                        f"'{node.attr}': which engine is there is known in shared/bus and shared/database",
                    )


def handlers_are_three_lines(root: Path) -> Found:
    """A handler reads an event, calls one operation, and that is all."""
    for service in ("network", "agenda", "notifications"):
        room = root / "services" / service
        for path in [*room.glob("handlers.py"), *sorted(room.glob("handlers/*.py"))]:
            for function in public_functions(ast.parse(path.read_text())):
                body = function.body[1:] if ast.get_docstring(function) else function.body
                if function.name.startswith("when_") and len(body) > 3:
                    yield path, function.lineno, f"{function.name} is longer than three lines; it calls one operation"


def every_route_says_who_may(root: Path) -> Found:
    """Routes are declared on an Edge, which asks who may."""
    verbs = {
        "get",
        "post",
        "put",
        "patch",
        "delete",
        "head",
        "options",
        "route",
        "api_route",
        "websocket",
        "add_api_route",
    }
    for path, tree in rooms_of_nouns(root, "edge"):
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            target = node.func.value
            if node.func.attr in verbs and isinstance(target, ast.Name) and target.id in {"edge", "router", "app"}:
                yield path, node.lineno, "declare this route with edge.read, edge.change or edge.act, and say who may"
            declares = (
                node.func.attr in {"read", "change", "act"} and isinstance(target, ast.Name) and target.id == "edge"
            )
            if declares and "who" not in {keyword.arg for keyword in node.keywords}:
                yield path, node.lineno, "this route does not declare who may"


def events_carry_no_words(root: Path) -> Found:
    """Ids, kinds, versions and times; words are asked of their owner."""
    for path, tree in modules(root, under=("shared/events",)):
        for node in ast.walk(tree):
            if not (isinstance(node, ast.ClassDef) and any(ast.unparse(base) == "Event" for base in node.bases)):
                continue
            for field in node.body:
                if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                    holds_text = re.search(r"\b(str|Any|dict|EmailStr)\b", ast.unparse(field.annotation))
                    if holds_text and field.target.id not in STATE_WORDS:
                        yield (
                            path,
                            field.lineno,
                            f"{node.name}.{field.target.id}: events carry no names, addresses or free text",
                        )


def every_event_is_announced(root: Path) -> Found:
    """An event that nobody announces is a promise that nobody keeps."""
    said = {
        service: "\n".join(room.read_text() for room, _ in modules(root, under=(f"services/{service}",)))
        for service in ("network", "agenda", "notifications")
    }
    for path, tree in modules(root, under=("shared/events",)):
        service = path.relative_to(root / "shared" / "events").parts[0].removesuffix(".py")
        for node in tree.body if service in said else ():
            if isinstance(node, ast.ClassDef) and not re.search(rf"\b{node.name}\(", said[service]):
                yield path, node.lineno, f"{service} never announces {node.name}"


def pages_work_without_script(root: Path) -> Found:
    """What htmx makes smooth is a real link or a real form underneath."""
    for path in files(root, ".html", under=("services",)):
        for line, what in real_without_script(path.read_text()):
            yield path, line, what


# Reasons and origins


def every_dependency_has_a_reason(root: Path) -> Found:
    """One line of reason per dependency."""
    path = root / "pyproject.toml"
    inside = False
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if re.match(r"(dependencies|[a-z0-9-]+) = \[$", line) and "[tool" not in line:
            inside = True
        elif line.startswith(("]", "[tool")):
            inside = False
            if line.startswith("[tool"):
                return
        elif inside and re.match(r'\s*"', line) and not re.search(r'",\s*#\s*\S+', line):
            yield path, number, "this dependency has no reason"


def every_exception_has_a_reason(root: Path) -> Found:
    """Whoever switches a rule off says why, on the same line."""
    switches = (
        (re.compile(r"#\s*noqa\b(?!: [A-Z]+\d+(, ?[A-Z]+\d+)* -- \S)"), "noqa: CODE -- reason"),
        (re.compile(r"#\s*type:\s*ignore\b(?!\[[a-z, -]+\]  # \S)"), "type: ignore[code]  # reason"),
        (re.compile(r"\{#\s*djlint:off\b(?!.*--\s*\S)"), "djlint:off CODE -- reason"),
        (re.compile(r"#\s*(ruff|flake8|mypy):"), "switch rules off on one line, not in a whole file"),
    )
    for path in files(root, ".py", ".html", under=(*PRODUCT, "tests")):
        if path.parent != root / "tests" / "house":
            for number, line in enumerate(path.read_text().splitlines(), 1):
                for switch, form in switches:
                    if switch.search(line):
                        yield path, number, f"an exception without a reason: {form}"
    yield from _rules_switched_off_everywhere(root / "pyproject.toml")


def _rules_switched_off_everywhere(path: Path) -> Found:
    inside = False
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if line.startswith(("ignore = [", '"tests/**" = [')):
            inside = True
        elif line.startswith("]"):
            inside = False
        alone = re.match(r'"[^"]+\*" = \[".*\]', line)
        if (alone or (inside and re.match(r'\s+"', line))) and not re.search(r"#\s*\S+", line):
            yield path, number, "a rule is switched off without a reason"


def no_download_address(root: Path) -> Found:
    """A lock pins what, not from where; no file names an index or a machine's own path."""
    lock = root / "requirements.lock"
    for number, line in enumerate(lock.read_text().splitlines(), 1):
        if re.search(r"[a-z]+://|--(extra-)?index-url|--find-links|--trusted-host|(^|\s)/\w+", line):
            yield lock, number, "a download address or a path in the lock"
    hosts = re.compile(
        r"pypi\.org|pythonhosted\.org|npmjs\.(org|com)|registry\.npm|deb\.debian\.org|(?<![\w.])/(work|root|home)/\w"
    )
    for path in files(root, ".py", ".toml", ".md", ".sh", ".yaml", ".yml", ".json", "Makefile", "Dockerfile", ".html"):
        if path.parent != root / "tests" / "house":
            for number, line in enumerate(path.read_text().splitlines(), 1):
                if hosts.search(line):
                    yield path, number, "a registry host or a path of one machine"


def no_third_party_code(root: Path) -> Found:
    """Others' code comes in by the build, never as a file of ours."""
    for path in files(root, ".min.js", ".min.css", ".whl", ".tgz", ".woff", ".woff2", ".ttf"):
        yield path, 1, "third-party code does not stand in the repository; see deploy/build_htmx.py"


def links_lead_somewhere(root: Path) -> Found:
    """A link in a paper leads to a file that is there."""
    for path in files(root, ".md"):
        for number, line in enumerate(path.read_text().splitlines(), 1):
            for target in re.findall(r"\]\(([^)#]+)[^)]*\)", line):
                if "://" not in target and not (path.parent / target).exists():
                    yield path, number, f"'{target}' is not there"


def only_people_opens_an_address(root: Path) -> Found:
    """Whoever selects the sealed column has it open; so everybody else asks people for an address (PR-4)."""
    for path, tree in modules(root, under=("services/network",)):
        if "people" in path.relative_to(root / "services" / "network").parts[:1]:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and ast.unparse(node) == "Person.email":
                yield path, node.lineno, "only people opens an address; ask its queries for it"


RULES: tuple[Rule, ...] = (
    a_file_name_answers_a_question,
    files_stay_small,
    packages_hold_no_code,
    every_module_says_what_it_is_for,
    nothing_is_left_undone,
    every_process_has_the_same_tests,
    only_doors_commit,
    nothing_is_asked_in_an_open_transaction,
    operations_take_keywords,
    queries_only_read,
    lists_are_keyset_paged,
    engines_stay_below,
    handlers_are_three_lines,
    every_route_says_who_may,
    events_carry_no_words,
    every_event_is_announced,
    pages_work_without_script,
    every_dependency_has_a_reason,
    every_exception_has_a_reason,
    no_download_address,
    no_third_party_code,
    links_lead_somewhere,
    only_people_opens_an_address,
)


def breaches(root: Path, *rules: Rule) -> list[Breach]:
    """Every breach of ``rules`` (of all of them when none is named) in the tree at ``root``."""
    found = {Breach(path.relative_to(root), line, what) for rule in rules or RULES for path, line, what in rule(root)}
    return sorted(found)


def main() -> int:
    """Print every breach of this tree; 1 when there is one."""
    found = breaches(ROOT)
    sys.stdout.writelines(f"{breach}\n" for breach in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
