"""Leerkring in its two shapes, real processes both: one process with files, and four processes with servers between them."""

import asyncio
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

from deploy.operator import operator
from deploy.stores import desks
from shared.settings import read_settings
from tests.journeys.browser import Browser
from tests.journeys.processes import Serving, answer_of, leerkring
from tests.servers.processes import free_port, wait_for
from tests.servers.smtp_sink import SmtpSink

CODE = re.compile(r"\b(\d{3})[ \u00a0]?(\d{3})\b")


@dataclass(frozen=True)
class Mail:
    """One mail that arrived."""

    to: str
    subject: str
    headers: dict[str, str]
    text: str
    html: str


class LocalMailbox:
    """The mailbox at /postvak. Each mail is read once: who asks for all of them again and again is soon asked to wait (A-62)."""

    def __init__(self, reader: Browser) -> None:
        self.reader = reader
        self._read: dict[str, Mail] = {}

    def mails(self) -> list[Mail]:
        """Every mail that is there now, oldest first."""
        asked = (
            "query($after: String) { mailbox(first: 100, after: $after) "
            "{ edges { node { id } } pageInfo { hasNextPage endCursor } } }"
        )
        ids: list[str] = []
        page: dict[str, Any] = {"pageInfo": {"hasNextPage": True, "endCursor": None}}
        while page["pageInfo"]["hasNextPage"]:
            page = self.reader.ask(asked, after=page["pageInfo"]["endCursor"])["mailbox"]
            ids += [edge["node"]["id"] for edge in page["edges"]]
        return [self._mail(one) for one in reversed(ids)]

    def _mail(self, id_: str) -> Mail:
        if id_ not in self._read:
            read = "query($id: ID!) { mail(id: $id) { to subject text html headers { name value } } }"
            mail = self.reader.ask(read, id=id_)["mail"]
            self._read[id_] = Mail(
                to=mail["to"],
                subject=mail["subject"],
                headers={header["name"].lower(): header["value"] for header in mail["headers"]},
                text=mail["text"],
                html=mail["html"],
            )
        return self._read[id_]


@dataclass
class Shape:
    """Leerkring at work, with its clock in our hands."""

    name: str
    address: str
    clock: Path
    directory: Path
    operator_settings: dict[str, str]
    store_settings: dict[str, dict[str, str]]
    """For each service: the settings with which a command reaches its store."""
    processes: list[Serving]
    read_mails: Callable[[], list[Mail]]
    browsers: list[Browser] = field(default_factory=list)

    def is_now(self, moment: datetime) -> None:
        """Let every process think it is this moment, from now on."""
        beside = self.clock.with_suffix(".new")
        beside.write_text(moment.isoformat())
        beside.replace(self.clock)

    def command(self, *arguments: str) -> CompletedProcess[str]:
        """Run a command as the operator."""
        return leerkring(*arguments, settings=self.operator_settings, at=self.directory)

    def told(self, *arguments: str) -> Any:
        """Run a command as the operator, and give back what it answered as JSON."""
        return answer_of(self.command(*arguments, "--json"))

    def let_take_part(self, members: Sequence[dict[str, Any]]) -> None:
        """Let all these people take part, as `leerkring member add` does for one."""

        async def tell() -> None:
            async with operator(read_settings(**self.operator_settings)) as services:
                for member in members:
                    await services.tell("network", "/memberships:activate", **member)

        asyncio.run(tell())

    def waiting(self) -> dict[str, tuple[int, int, int]]:
        """Of every service, what `leerkring bus status` tells: events that have not left, that wait, and that died."""

        async def look() -> dict[str, tuple[int, int, int]]:
            found = {}
            for name, settings in self.store_settings.items():
                async with desks(read_settings(**settings), name) as (desk,):
                    told = await desk.status(datetime.now(UTC))  # noqa: TID251 -- only ages are counted from it
                    found[name] = (told["pending"], told["waiting"], told["dead"])
            return found

        return asyncio.run(look())

    def browser(self) -> Browser:
        """A browser that was never here; it is closed when the shape is."""
        self.browsers.append(Browser(self.address))
        return self.browsers[-1]

    def close(self) -> None:
        """End every process, and close every browser."""
        for process in self.processes:
            process.end()
        for browser in self.browsers:
            browser.close()

    def mails(self, to: str | None = None, *, containing: str = "") -> list[Mail]:
        """Every mail that arrived, oldest first."""
        return [mail for mail in self.read_mails() if to in (None, mail.to) and containing in mail.text]

    def code_for(self, address: str, after: int) -> str:
        """Wait for the sign-in mail after the first ``after`` mails to this address; gives the code in it."""
        assert wait_for(lambda: len(self.mails(address)) > after, 20, step=0.2), f"no mail for {address}"
        found = CODE.search(self.mails(address)[-1].text)
        assert found, self.mails(address)[-1].text
        return found[1] + found[2]

    def sign_in(self, address: str) -> Browser:
        """A browser in which this person signed in with the code from the mail."""
        browser = self.browser()
        before = len(self.mails(address))
        started = browser.do("requestSignIn", "SignInStarted { expiresAt }", email=address, language="nl")
        assert started["__typename"] == "SignInStarted", started
        done = browser.do("completeSignIn", "Viewer { email }", code=self.code_for(address, before))
        assert done == {"__typename": "Viewer", "email": address}
        return browser


@contextmanager
def in_one_process(directory: Path, moment: datetime) -> Iterator[Shape]:
    """`leerkring serve`: four services, embedded bus, SQLite, the local mailbox."""
    directory.mkdir(parents=True, exist_ok=True)
    clock = _clock(directory, moment)
    port = str(free_port())
    address = f"http://localhost:{port}"  # passkeys count for names, not for numbers
    settings = {"env": "test", "clock": str(clock), "var": str(directory / "var"), "port": port, "base_url": address}
    process = Serving(settings=settings, directory=directory)
    mailbox = LocalMailbox(Browser(address))
    shape = Shape(
        name="one process",
        address=address,
        clock=clock,
        directory=directory,
        operator_settings=settings,
        store_settings=dict.fromkeys(("network", "agenda", "notifications"), settings),
        processes=[process],
        read_mails=mailbox.mails,
        browsers=[mailbox.reader],
    )
    try:
        process.wait(60)
        yield shape
    finally:
        shape.close()


@contextmanager
def apart(
    directory: Path, moment: datetime, *, broker_url: str, database: Callable[[], str], sink: SmtpSink
) -> Iterator[Shape]:
    """Four processes, RabbitMQ, a PostgreSQL database per service, and a mail server."""
    directory.mkdir(parents=True, exist_ok=True)
    clock = _clock(directory, moment)
    answer_of(leerkring("deploy", "keys", "--to", str(directory / "keys"), "--json", settings={}, at=directory))
    answer_of(leerkring("deploy", "topology", "--json", settings={"broker_url": broker_url}, at=directory))
    ports = {name: str(free_port()) for name in ("gateway", "network", "agenda", "notifications")}
    addresses = {name: f"http://127.0.0.1:{port}" for name, port in ports.items()}
    everywhere = {
        "env": "test",
        "clock": str(clock),
        "base_url": addresses["gateway"],
        "trusted_keys": (directory / "keys" / "trusted.jwks").read_text(),
    }
    owners = {f"{name}_url": addresses[name] for name in ("network", "agenda", "notifications")}
    stores = {name: {**everywhere, "database_url": database()} for name in ("network", "agenda", "notifications")}
    own: dict[str, dict[str, str]] = {
        **stores,
        "network": {**stores["network"], "vault_key": (directory / "keys" / "vault.key").read_text()},
        "notifications": {
            **stores["notifications"],
            "smtp_url": sink.url,
            **_key(directory, "notifications"),
            **owners,
        },
        "gateway": {**everywhere, **_key(directory, "gateway"), **owners, "smtp_url": sink.url},
    }
    shape = Shape(
        name="apart",
        address=addresses["gateway"],
        clock=clock,
        directory=directory,
        operator_settings={**everywhere, **_key(directory, "operator"), **owners},
        store_settings={name: {**own[name], "broker_url": broker_url} for name in stores},
        processes=[],
        read_mails=lambda: [_read(one.content, one.recipients[0]) for one in sink.accepted()],
    )
    try:
        for name, port in ports.items():
            settings = {**own[name], "port": port, "broker_url": broker_url, "var": str(directory / name / "var")}
            shape.processes.append(Serving(name, settings=settings, directory=directory / name))
        for process in shape.processes:
            process.wait(120)
        yield shape
    finally:
        shape.close()


def _clock(directory: Path, moment: datetime) -> Path:
    clock = directory / "clock"
    clock.write_text(moment.isoformat())
    return clock


def _key(directory: Path, issuer: str) -> dict[str, str]:
    return {"signing_key": (directory / "keys" / f"{issuer}.jwk").read_text()}


def _read(content: bytes, to: str) -> Mail:
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert html is not None
    return Mail(
        to=to,
        subject=str(message["subject"]),
        headers={name.lower(): str(value) for name, value in message.items()},
        text=text.get_content(),
        html=html.get_content(),
    )
