"""What an operator can set, read once at the start from ``LEERKRING_…``; a wrong setting is one plain sentence."""

import asyncio
import os
import re
import signal
from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import (
    AnyHttpUrl,
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    UrlConstraints,
    ValidationError,
    model_validator,
)
from pydantic_core import Url
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError


class Environment(StrEnum):
    """Where this runs: production hides development doors; development and demo show the mailbox; test allows failpoints."""

    PRODUCTION = "production"
    DEVELOPMENT = "development"
    DEMO = "demo"
    TEST = "test"


_FAILPOINT = re.compile(
    r"(?P<name>[a-z0-9_.]+):(?P<action>kill|stop|raise|hang|sleep(=(?P<seconds>[0-9.]+))?)(@(?P<turn>[0-9]+))?"
)


class WrongSetting(SystemExit):
    """A setting is wrong; the text is one sentence that says how to mend it."""


BrokerUrl = Annotated[Url, UrlConstraints(allowed_schemes=["amqp", "amqps"])]
StoreUrl = Annotated[
    Url, UrlConstraints(allowed_schemes=["postgresql", "postgresql+psycopg", "postgres", "sqlite+aiosqlite"])
]
MailUrl = Annotated[Url, UrlConstraints(allowed_schemes=["smtp", "smtps"])]


class OidcProvider(BaseModel):
    """Another house that may vouch for people (OpenID Connect): SURFconext, Microsoft Entra, Keycloak or the like."""

    model_config = ConfigDict(frozen=True)

    code: str = Field(pattern=r"^[a-z0-9-]{1,40}$")
    """Its short name in addresses; stays the same for good."""
    label: str = Field(min_length=1, max_length=60)
    """What the button says."""
    issuer: str = Field(pattern=r"^https?://", max_length=255)
    """Exactly as the house writes it; its metadata stand under /.well-known/openid-configuration."""
    client_id: str = Field(min_length=1)
    client_secret: SecretStr | None = None


class Settings(BaseSettings):
    """Every setting, with its meaning; ``deploy/env.example`` shows them all."""

    model_config = SettingsConfigDict(env_prefix="LEERKRING_", extra="ignore", frozen=True)

    env: Environment = Environment.DEVELOPMENT
    host: str = "127.0.0.1"
    port: int = Field(8000, ge=1, le=65535)
    var: Path = Path("var")
    base_url: AnyHttpUrl | None = None
    """The address people use, the only source of links in mails; default http://localhost:<port>."""
    database_url: StoreUrl | None = None
    """Where this service stores; default SQLite files under ``var``. One database per service."""
    broker_url: BrokerUrl | None = None
    """RabbitMQ; without it events travel inside this process."""
    smtp_url: MailUrl | None = None
    """smtp://user:password@host:port or smtps://…; without it mails go to the local mailbox."""
    mail_from: str = "Leerkring <leerkring@localhost>"
    reply_address: str = ""
    """Where calendars send whether people come, once the mail server hands that address (and name+anything at it) to
    `leerkring mail receive`; without it people answer by a link. The part before the at sign: at most 23 characters."""
    network_url: AnyHttpUrl | None = None
    agenda_url: AnyHttpUrl | None = None
    notifications_url: AnyHttpUrl | None = None
    signing_key: SecretStr | None = None
    """Private JWK of a service that runs apart (gateway, notifications)."""
    trusted_keys: str | None = None
    """JSON Web Key Set of the houses whose passes are believed; ``kid`` is the house's name."""
    vault_key: SecretStr | None = None
    """Network only: the key under which mail addresses are sealed, kept apart from the database (one process makes its own).
    To change it, put a new one before it with a comma between; the older one still opens."""
    trusted_hosts: tuple[str, ...] = ()
    """Host names besides that of base_url under which this may be reached (health checks of a load balancer)."""
    proxy_hops: int = Field(0, ge=0, le=5)
    """How many proxies of our own stand in front; only that many X-Forwarded-For entries are believed."""
    requests_per_minute: int = Field(1200, ge=0)
    """How often one address of origin may come in a minute (files aside); 0: as often as it likes."""
    theme_css: AnyHttpUrl | None = None
    help_numbers: dict[str, str] = {
        "ACUTE": "112",
        "113": "0800-0113",
        "KINDERTELEFOON": "0800-0432",
        "VEILIG_THUIS": "0800-2000",
    }
    """Whom young people can call, on every page for them; a number that is left out is not shown."""
    quick_exit: AnyHttpUrl = AnyHttpUrl("https://www.buienradar.nl/")
    """Where "Snel weg" leads from a page where a young person may be: a site that says nothing about where they were."""
    oidc_providers: tuple[OidcProvider, ...] = ()
    """Houses through which people may sign in, as a JSON list of {code, label, issuer, client_id, client_secret}."""
    metrics_key: SecretStr | None = None
    """In production /metrics and the details of /health/ready answer only to ``Authorization: Bearer <this key>``."""
    otlp_url: AnyHttpUrl | None = None
    """Where traces go: an OpenTelemetry collector that takes OTLP over HTTP; needs the extra leerkring[otel]."""
    erasure_list: Path | None = None
    """Where network adds a line (a hash and a moment) for everybody who is erased; default erased.jsonl under ``var``.
    Keep it apart from the backups: `leerkring erasure reapply` reads it after one was put back."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["auto", "json", "console"] = "auto"
    """auto: for a person to read where a terminal stands behind it, else JSON."""
    lease_seconds: float = Field(60, ge=1, le=3600)
    """How long a worker holds what it claimed; after it fell, another takes over when this time has passed."""
    failpoints: str = ""
    """Where a test makes this process fall, stop or wait; refused outside test."""
    clock: Path | None = None
    """A file with a moment (ISO 8601) from which this process counts on; refused outside test."""

    @model_validator(mode="after")
    def _failpoints_only_in_tests(self) -> Self:
        if self.failpoints and self.env is not Environment.TEST:
            raise ValueError("failpoints: leave LEERKRING_FAILPOINTS empty, or set LEERKRING_ENV=test")
        return self

    @model_validator(mode="after")
    def _clock_only_in_tests(self) -> Self:
        if self.clock and self.env is not Environment.TEST:
            raise ValueError("clock: leave LEERKRING_CLOCK empty, or set LEERKRING_ENV=test")
        return self

    @model_validator(mode="after")
    def _reply_address_has_room(self) -> Self:
        if self.reply_address and not re.fullmatch(r"[A-Za-z0-9._-]{1,23}@[A-Za-z0-9.-]{1,200}", self.reply_address):
            raise ValueError(
                "reply_address: set LEERKRING_REPLY_ADDRESS to an address like answer@example.nl, or nothing"
            )
        return self

    @model_validator(mode="after")
    def _production_knows_its_address(self) -> Self:
        if self.env is Environment.PRODUCTION and self.base_url is None:
            raise ValueError(
                "base_url: set LEERKRING_BASE_URL to the address people use (links in mails are made with it)"
            )
        return self

    @property
    def address(self) -> str:
        """The address people use, without a slash at the end."""
        return str(self.base_url).rstrip("/") if self.base_url else f"http://localhost:{self.port}"

    @property
    def erasure_list_path(self) -> Path:
        """The list of who was erased, kept apart from every backup."""
        return self.erasure_list or self.var / "erased.jsonl"

    def store_of(self, service: str) -> str:
        """The address of a service's database: as set, else a SQLite file of its own."""
        return str(self.database_url) if self.database_url else f"sqlite+aiosqlite:///{self.var / service}.db"

    @property
    def shows_mailbox(self) -> bool:
        """Whether mails go to the local mailbox and anybody at this address may read them there."""
        return self.smtp_url is None and self.env is not Environment.PRODUCTION


def read_settings(**overrides: object) -> Settings:
    """Read the environment. Raises WrongSetting with one sentence per wrong setting."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]  # overrides come from the command line, checked by Pydantic
    except ValidationError as error:
        sentences = []
        for problem in error.errors():
            name = "_".join(str(part) for part in problem["loc"][:1]).upper()
            what = problem["msg"].removeprefix("Value error, ")
            if not name and ": " in what:
                name, what = what.split(": ", 1)
            sentences.append(f"Setting LEERKRING_{name.upper()} is wrong: {what}.")
        raise WrongSetting(" ".join(sentences)) from error
    except SettingsError as error:  # its text names the field, and the value stands in no part of it
        name = re.sub(r'.*field "(\w+)".*', r"\1", str(error)).upper()
        raise WrongSetting(
            f'Setting LEERKRING_{name} is wrong: write a JSON list, such as ["www.example.nl"].'
        ) from error


class Fell(RuntimeError):
    """A failpoint let this step fail, because a test asked for it."""


_armed: dict[str, tuple[str, float, int]] | None = None
_reached: Counter[str] = Counter()


def arm_failpoints(text: str) -> None:
    """Set the failpoints of this process: ``name:action@n``, comma between; the action happens the n-th time (1) the name is reached.

    Actions: kill (SIGKILL), stop (SIGSTOP), raise, hang, sleep=seconds. Raises ValueError for one that cannot be read.
    """
    global _armed  # noqa: PLW0603 -- one process has one set of failpoints
    _reached.clear()
    _armed = {}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        found = _FAILPOINT.fullmatch(part)
        if found is None:
            raise ValueError(f"failpoint {part!r}: write name:action@n with kill, stop, raise, hang or sleep=seconds")
        _armed[found["name"]] = (found["action"], float(found["seconds"] or 5), int(found["turn"] or 1))


async def failpoint(name: str) -> None:
    """A step at which a test may make this process fall (LEERKRING_FAILPOINTS); otherwise nothing happens here."""
    if _armed is None:
        arm_failpoints(read_settings().failpoints)
    if not _armed or name not in _armed:
        return
    action, seconds, turn = _armed[name]
    _reached[name] += 1
    if _reached[name] != turn:
        return
    if action == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    elif action == "stop":
        os.kill(os.getpid(), signal.SIGSTOP)
    elif action == "raise":
        raise Fell(name)
    else:
        await asyncio.sleep(seconds if action.startswith("sleep") else 86_400)


def failpoint_set(name: str) -> bool:
    """Whether a test asked for something at this step; a step that costs time to lay open asks first."""
    return _armed is not None and name in _armed
