"""The faults that are planted in a copy of the house, one for each way it could go wrong, and what must notice each."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.house.rules import NOT_OURS

ROOMS = ("deploy", "services", "shared")
PAPERS = ("pyproject.toml", "requirements.lock")


@dataclass(frozen=True)
class Fault:
    """A few lines in a file of the copy, and what the build must then say.

    path: the file; it is made when it is not there, else ``text`` is added at its end.
    says: every one of these pieces stands in what the build says about it.
    """

    what: str
    path: str
    text: str
    says: tuple[str, ...]

    def __str__(self) -> str:
        return self.what


def copy_house(root: Path, target: Path) -> None:
    """Copy what the checks read of the tree at ``root``."""
    for room in ROOMS:
        shutil.copytree(root / room, target / room, ignore=shutil.ignore_patterns(*NOT_OURS, ".*_cache"))
    for paper in PAPERS:
        shutil.copyfile(root / paper, target / paper)


def plant(fault: Fault, house: Path) -> None:
    """Put a fault into a copy."""
    path = house / fault.path
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        file.write(("\n\n" if file.tell() else "") + fault.text)


TEXT = '"""Planted."""\n\n'

WALLS = (
    Fault(
        "a noun has a utils.py",
        "services/network/people/utils.py",
        TEXT,
        ("inside a noun everything leans one way", "services.network.people.utils"),
    ),
    Fault(
        "a noun has a file with a name of its own",
        "services/agenda/sessions/planner.py",
        TEXT,
        ("inside a noun everything leans one way", "services.agenda.sessions.planner"),
    ),
    Fault(
        "a service has a room that no plan knows",
        "services/agenda/extras/__init__.py",
        TEXT,
        ("agenda: the nouns lean one way", "services.agenda.extras"),
    ),
    Fault(
        "a service imports another",
        "services/agenda/questions/queries.py",
        "from services.network.people import models as theirs\n",
        ("services never import one another", "services.agenda.questions.queries -> services.network.people.models"),
    ),
    Fault(
        "a service imports another inside a function",
        "services/notifications/subscriptions/queries.py",
        "def late() -> object:\n    from services.agenda.members import queries as theirs\n    return theirs\n",
        (
            "services never import one another",
            "services.notifications.subscriptions.queries -> services.agenda.members.queries",
        ),
    ),
    Fault(
        "shared imports a service",
        "shared/api/planted.py",
        TEXT + "import services.network.handlers\n",
        ("services stand on shared", "shared.api.planted -> services.network.handlers"),
    ),
    Fault(
        "SQL is written at the edge",
        "services/network/networks/edge.py",
        "from sqlalchemy import text\n",
        ("SQL is written in models and queries only", "services.network.networks.edge -> sqlalchemy"),
    ),
    Fault(
        "SQL is written in an operation",
        "services/agenda/sessions/operations/sessions.py",
        "from sqlmodel import select\n",
        ("SQL is written in models and queries only", "services.agenda.sessions.operations.sessions -> sqlmodel"),
    ),
    Fault(
        "the gateway stores something",
        "services/gateway/live/memory.py",
        TEXT + "import sqlalchemy\n",
        ("SQL is written in models and queries only", "services.gateway.live.memory -> sqlalchemy"),
    ),
    Fault(
        "a domain knows the database",
        "services/agenda/sessions/domain/sessions.py",
        "from shared.database import Session\n",
        ("the domain knows no database", "services.agenda.sessions.domain.sessions -> shared.database"),
    ),
    Fault(
        "a web framework reaches an operation",
        "services/network/people/operations/accounts.py",
        "from fastapi import Request\n",
        ("web frameworks stay at the edge", "services.network.people.operations.accounts -> fastapi"),
    ),
    Fault(
        "an operation takes a shape",
        "services/agenda/questions/operations.py",
        "from shared.api.agenda import questions as shapes\n",
        ("shapes stop at the edge", "services.agenda.questions.operations", "shared.api.agenda"),
    ),
    Fault(
        "a noun uses a higher noun",
        "services/network/people/queries/accounts.py",
        "from services.network.memberships.queries import taking_part as higher\n",
        (
            "network: the nouns lean one way",
            "services.network.people.queries.accounts -> services.network.memberships.queries.taking_part",
        ),
    ),
    Fault(
        "a query uses an operation",
        "services/agenda/members/queries.py",
        "from services.agenda.members import operations\n",
        (
            "inside a noun everything leans one way",
            "services.agenda.members.queries -> services.agenda.members.operations",
        ),
    ),
    Fault(
        "a noun uses the same floor",
        "services/agenda/questions/operations.py",
        "from services.agenda.sessions import domain as neighbour\n",
        ("agenda: the nouns lean one way", "services.agenda.questions.operations -> services.agenda.sessions.domain"),
    ),
    Fault(
        "agenda listens to notifications",
        "services/agenda/handlers.py",
        "from shared.events.notifications import DigestSent\n",
        ("notifications announces; gateway listens", "services.agenda.handlers", "shared.events.notifications"),
    ),
    Fault(
        "network listens to agenda",
        "services/network/handlers.py",
        "from shared.events.agenda import QuestionOpened\n",
        ("agenda announces; notifications and gateway listen", "services.network.handlers", "shared.events.agenda"),
    ),
    Fault(
        "a service announces for another",
        "services/agenda/members/operations.py",
        "from shared.events.network import MembershipEnded\n",
        ("network announces", "services.agenda.members.operations", "shared.events.network"),
    ),
    Fault(
        "addresses are opened elsewhere",
        "services/network/networks/queries.py",
        "from services.network.people.domain.vault import VAULT\n",
        ("the vault is people's", "services.network.networks.queries", "services.network.people.domain.vault"),
    ),
    Fault(
        "RabbitMQ is spoken elsewhere",
        "shared/bus/outbox.py",
        "import aio_pika\n",
        ("RabbitMQ is spoken in one file", "shared.bus.outbox", "aio_pika"),
    ),
    Fault(
        "a page asks an owner",
        "services/gateway/web/labels.py",
        "from services.gateway import owners\n",
        ("pages ask GraphQL, never the owners", "services.gateway.web.labels -> services.gateway.owners"),
    ),
    Fault(
        "GraphQL knows pages",
        "services/gateway/graphql/ids.py",
        "from services.gateway.web import labels\n",
        ("gateway: pages ask GraphQL", "services.gateway.graphql.ids -> services.gateway.web.labels"),
    ),
    Fault(
        "an owner is asked by a second client",
        "services/notifications/owners/news.py",
        "import aiohttp\n",
        ("owners are asked through one client", "services.notifications.owners.news", "aiohttp"),
    ),
    Fault(
        "a mail passes by the ledger",
        "deploy/cli/mail.py",
        "import smtplib\n",
        ("no second way to ask or to mail", "deploy.cli.mail -> smtplib"),
    ),
    Fault(
        "the outbox knows the relay",
        "shared/bus/outbox.py",
        "from shared.bus import relay\n",
        ("inside the bus", "shared.bus.outbox -> shared.bus.relay"),
    ),
    Fault(
        "a circle hides under TYPE_CHECKING",
        "deploy/face.py",
        "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from deploy import single\n",
        ("no circles anywhere", ".face", ".single"),
    ),
)
"""What import-linter must notice; each names the contract and the two ends."""


def _line(text: str) -> str:
    return TEXT + text


BANS = {
    "TID251": (
        ("the clock is read", "from datetime import UTC, datetime\n\nmoment = datetime.now(UTC)\n"),
        ("the clock is read by another name", "import datetime as dt\n\nmoment = dt.datetime.now(dt.UTC)\n"),
        ("the day is read", "from datetime import date\n\nday = date.today()\n"),
        ("seconds are read", "from time import time\n\nnow = time()\n"),
        ("nanoseconds are read", "import time\n\nnow = time.time_ns()\n"),
        ("the environment is read", 'import os\n\nname = os.environ["NAME"]\n'),
        ("the environment is read by name", 'from os import getenv\n\nname = getenv("NAME")\n'),
        ("an id tells the machine it was made on", "from uuid import uuid1\n\nname = uuid1()\n"),
    ),
    "T201": (("something is printed", 'print("here")\n'),),
    "T100": (("a debugger waits", "breakpoint()\n"),),
    "BLE001": (("every fault is swallowed", "try:\n    value = 1 / 1\nexcept Exception:\n    value = 0\n"),),
    "RUF100": (("an exception to a rule that nobody breaks", "value = 1  # noqa: T201 -- planted\n"),),
}

LINTED = tuple(
    Fault(what, f"services/network/people/domain/planted_{code.lower()}_{number}.py", _line(text), (code,))
    for code, faults in BANS.items()
    for number, (what, text) in enumerate(faults)
)
"""What ruff must notice; each names the code."""

BROKEN = (
    Fault(
        "a list reads the addresses of its members",
        "services/network/memberships/queries/planted.py",
        TEXT + "from services.network.people.models.accounts import Person\n\nADDRESS = Person.email\n",
        ("planted.py:5", "only people opens an address"),
    ),
    Fault("there is a utils.py outside the nouns", "deploy/utils.py", TEXT, ("deploy/utils.py", "answers no question")),
    Fault("there is a drawer of helpers", "shared/bus/helpers/parts.py", TEXT, ("helpers", "answers no question")),
    Fault(
        "a file is over the limit",
        "services/agenda/questions/domain.py",
        "# one more line\n" * 300,
        ("services/agenda/questions/domain.py", "it becomes a package"),
    ),
    Fault(
        "an __init__ holds code",
        "shared/api/__init__.py",
        "LIMIT = 3\n",
        ("shared/api/__init__.py", "docstring at most"),
    ),
    Fault(
        "a module says nothing", "deploy/silent.py", "LIMIT = 3\n", ("deploy/silent.py", "does not say what it is for")
    ),
    Fault(
        "a function says nothing",
        "deploy/quiet.py",
        _line("def quiet() -> None:\n    return None\n"),
        ("deploy/quiet.py", "quiet does not say what it does"),
    ),
    Fault(
        "something is left for later", "deploy/later.py", _line("# TODO: finish\n"), ("deploy/later.py", "left undone")
    ),
    Fault(
        "a stub stands in for the real thing",
        "deploy/stub.py",
        _line('def stub() -> None:\n    """Do it."""\n    raise NotImplementedError\n'),
        ("deploy/stub.py", "left undone"),
    ),
    Fault(
        "an operation commits",
        "services/network/people/operations/accounts.py",
        'async def end_early(work: Work) -> None:\n    """Planted."""\n    await work.session.commit()\n',
        ("services/network/people/operations/accounts.py", "operations never commit"),
    ),
    Fault(
        "a query rolls back",
        "services/network/people/queries/accounts.py",
        'async def undo(session: Session) -> None:\n    """Planted."""\n    await session.rollback()\n',
        ("services/network/people/queries/accounts.py", "operations never commit or roll back"),
    ),
    Fault(
        "an owner is asked in an open transaction",
        "services/notifications/subscriptions/operations.py",
        'async def ask_within(door: Door) -> None:\n    """Planted."""\n    async with door.work() as work:\n'
        "        work.add(await door.asking.ask(1))\n",
        ("services/notifications/subscriptions/operations.py", "while a transaction is open"),
    ),
    Fault(
        "an operation could ask within its transaction",
        "services/agenda/members/operations.py",
        'async def could_ask(work: Work, *, asking: Asking) -> None:\n    """Planted."""\n    work.add(asking)\n',
        ("services/agenda/members/operations.py", "could_ask can ask an owner"),
    ),
    Fault(
        "an operation takes facts by place",
        "services/network/networks/operations.py",
        'async def rename(work: Work, name: str) -> None:\n    """Planted."""\n    work.add(name)\n',
        ("services/network/networks/operations.py", "rename takes (work: Work, *"),
    ),
    Fault(
        "a query is given a Work",
        "services/agenda/questions/queries.py",
        'async def look(work: Work) -> None:\n    """Planted."""\n    work.add(1)\n',
        ("services/agenda/questions/queries.py", "look is a query and takes a Session"),
    ),
    Fault(
        "a list is paged by offset",
        "services/agenda/questions/queries.py",
        "PAGE = select(Question).offset(20)\n",
        ("services/agenda/questions/queries.py", "never by offset"),
    ),
    Fault(
        "a service asks which engine is there",
        "services/agenda/handlers.py",
        'def engine(door: Door) -> bool:\n    """Planted."""\n    return door.database.is_sqlite\n',
        ("services/agenda/handlers.py", "which engine is there"),
    ),
    Fault(
        "a handler does the work itself",
        "services/notifications/handlers/clock.py",
        'async def when_planted(work: Work, event: object) -> None:\n    """Planted."""\n'
        "    first = 1\n    second = 2\n    third = 3\n    work.add(first + second + third)\n",
        ("services/notifications/handlers/clock.py", "when_planted is longer than three lines"),
    ),
    Fault(
        "a route does not declare who may",
        "services/agenda/sessions/edge/sessions.py",
        '@edge.read("/planted")\nasync def planted(*, session: Session) -> int:\n    """Planted."""\n    return 1\n',
        ("services/agenda/sessions/edge/sessions.py", "does not declare who may"),
    ),
    Fault(
        "a route passes by the edge",
        "services/agenda/questions/edge.py",
        '@edge.get("/planted")\nasync def planted() -> int:\n    """Planted."""\n    return 1\n',
        ("services/agenda/questions/edge.py", "say who may"),
    ),
    Fault(
        "an event carries a name",
        "shared/events/network.py",
        'class PersonNamed(Event, source="network", noun="person", happened="named"):\n    """Planted."""\n\n'
        "    person_id: UUID\n    display_name: str\n",
        ("shared/events/network.py", "PersonNamed.display_name"),
    ),
    Fault(
        "a link works with script only",
        "services/gateway/web/planted/link.html",
        '<a hx-get="/netwerken">Netwerken</a>\n',
        ("services/gateway/web/planted/link.html", "no real link or form"),
    ),
    Fault(
        "a button works with script only",
        "services/gateway/web/planted/button.html",
        '<form action="/mail" method="post"><button hx-post="/afmelden">Afmelden</button></form>\n',
        ("services/gateway/web/planted/button.html", "no real link or form"),
    ),
    Fault(
        "a boosted form goes nowhere",
        "services/gateway/web/planted/form.html",
        '<form method="post" hx-boost="true"><button>Bewaren</button></form>\n',
        ("services/gateway/web/planted/form.html", "goes nowhere without script"),
    ),
    Fault(
        "script stands in an attribute",
        "services/gateway/web/planted/script.html",
        '<button onclick="go()">Ga</button>\n',
        ("services/gateway/web/planted/script.html", "runs script from an attribute"),
    ),
    Fault(
        "a rule is switched off without a reason",
        "deploy/unargued.py",
        _line("print(1)  # noqa: T201\n"),
        ("deploy/unargued.py", "noqa: CODE -- reason"),
    ),
    Fault(
        "a type is ignored without a reason",
        "deploy/untyped.py",
        _line("value: int = 'x'  # type: ignore[assignment]\n"),
        ("deploy/untyped.py", "type: ignore[code]  # reason"),
    ),
    Fault(
        "a whole file is exempt",
        "deploy/exempt.py",
        _line("# ruff: noqa\n"),
        ("deploy/exempt.py", "not in a whole file"),
    ),
    Fault(
        "a file names a registry",
        "deploy/registry.py",
        _line('WHERE = "files.pythonhosted.org"\n'),
        ("deploy/registry.py", "a registry host"),
    ),
    Fault(
        "others' code stands in the repository",
        "services/gateway/web/static/chart.min.js",
        "void 0\n",
        ("services/gateway/web/static/chart.min.js", "third-party code"),
    ),
    Fault(
        "a download address stands in the lock",
        "requirements.lock",
        "--index-url https://example.org/simple\n",
        ("requirements.lock", "a download address"),
    ),
)
"""What the rules of the house must notice; each names the place and the sentence."""

TYPED = '''"""Planted."""

from shared.bus.work import Work
from shared.database import Session
from shared.events.network import NetworkCreated
from shared.web.edge import Edge

edge = Edge()


async def a_query_announces(session: Session, event: NetworkCreated) -> None:
    session.announce(event)


@edge.read("/planted")
async def a_route_without_who_may(*, session: Session) -> int:
    return 1


async def an_operation(work: Work, *, name: str) -> None:
    work.add(name)


async def a_query_changes_something(session: Session) -> None:
    await an_operation(session, name="planted")


async def facts_by_place(work: Work) -> None:
    await an_operation(work, "planted")
'''
"""What does not type-check: each function and what mypy must say in it."""

MISTYPED = (
    ("a_query_announces", "attr-defined"),
    ("a_route_without_who_may", "call-arg"),
    ("a_query_changes_something", "arg-type"),
    ("facts_by_place", "call-arg"),
)
