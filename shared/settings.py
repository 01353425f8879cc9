"""What an operator can set, read once at the start from ``LEERKRING_…``; a wrong setting is one plain sentence."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self

from pydantic import AnyHttpUrl, Field, SecretStr, UrlConstraints, ValidationError, model_validator
from pydantic_core import Url
from pydantic_settings import BaseSettings, SettingsConfigDict


class Environment(StrEnum):
    """Where this runs: production hides development doors; development and demo show the mailbox; test allows failpoints."""

    PRODUCTION = "production"
    DEVELOPMENT = "development"
    DEMO = "demo"
    TEST = "test"


class WrongSetting(SystemExit):
    """A setting is wrong; the text is one sentence that says how to mend it."""


BrokerUrl = Annotated[Url, UrlConstraints(allowed_schemes=["amqp", "amqps"])]
MailUrl = Annotated[Url, UrlConstraints(allowed_schemes=["smtp", "smtps"])]


class Settings(BaseSettings):
    """Every setting, with its meaning; ``deploy/env.example`` shows them all."""

    model_config = SettingsConfigDict(env_prefix="LEERKRING_", extra="ignore", frozen=True)

    env: Environment = Environment.DEVELOPMENT
    host: str = "127.0.0.1"
    port: int = Field(8000, ge=1, le=65535)
    var: Path = Path("var")
    base_url: AnyHttpUrl | None = None
    """The address people use, the only source of links in mails; default http://localhost:<port>."""
    database_url: Url | None = None
    """Where this service stores; default SQLite files under ``var``. One database per service."""
    broker_url: BrokerUrl | None = None
    """RabbitMQ; without it events travel inside this process."""
    smtp_url: MailUrl | None = None
    """smtp://user:password@host:port or smtps://…; without it mails go to the local mailbox."""
    mail_from: str = "Leerkring <leerkring@localhost>"
    network_url: AnyHttpUrl | None = None
    agenda_url: AnyHttpUrl | None = None
    notifications_url: AnyHttpUrl | None = None
    signing_key: SecretStr | None = None
    """Private JWK of a service that runs apart (gateway, notifications)."""
    trusted_keys: str | None = None
    """JSON Web Key Set of the houses whose passes are believed; ``kid`` is the house's name."""
    trusted_hosts: tuple[str, ...] = ()
    """Host names besides that of base_url under which this may be reached (health checks of a load balancer)."""
    proxy_hops: int = Field(0, ge=0, le=5)
    """How many proxies of our own stand in front; only that many X-Forwarded-For entries are believed."""
    theme_css: AnyHttpUrl | None = None
    log_level: str = "INFO"
    log_format: str = "json"
    failpoints: str = ""

    @model_validator(mode="after")
    def _failpoints_only_in_tests(self) -> Self:
        if self.failpoints and self.env is not Environment.TEST:
            raise ValueError("failpoints: leave LEERKRING_FAILPOINTS empty, or set LEERKRING_ENV=test")
        return self

    @property
    def address(self) -> str:
        """The address people use, without a slash at the end."""
        return str(self.base_url).rstrip("/") if self.base_url else f"http://localhost:{self.port}"

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
            sentences.append(f"Setting LEERKRING_{name} is wrong: {what}." if name else f"A setting is wrong: {what}.")
        raise WrongSetting(" ".join(sentences)) from error
