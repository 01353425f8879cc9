"""One service in a process of its own, reached over HTTP and RabbitMQ: what it needs to be told, and how it is opened."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module

from fastapi import FastAPI
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from shared.access import PassOffice, trusted_from
from shared.asking import App
from shared.bus.relay import open_transport
from shared.bus.transport import Transport
from shared.bus.work import clock_of
from shared.service import Running, Service
from shared.settings import Settings, WrongSetting
from shared.web.health import Health, health_routes
from shared.web.routing import put_on

ASKS = {
    "network": (),
    "agenda": (),
    "notifications": ("network", "agenda"),
    "gateway": ("network", "agenda", "notifications"),
}
"""Whom each service asks; asking runs upstream only (DESIGN 1)."""


def service_named(name: str) -> Service:
    """The service with this name, and no other in this process."""
    service = import_module(f"services.{name}.main").SERVICE
    if not isinstance(service, Service):
        raise TypeError(f"services.{name}.main.SERVICE is no Service")
    return service


@asynccontextmanager
async def apart(settings: Settings, name: str) -> AsyncIterator[FastAPI]:
    """Open one service and put it to work. Raises WrongSetting with a sentence per thing that is missing."""
    owners = check_settings(settings, name)
    office = office_of(settings, name)
    transport = open_transport(str(settings.broker_url), name)
    await transport.open()
    try:
        if name == "gateway":
            async with _face(settings, office, owners, transport) as app:
                yield app
        else:
            running = Running(service_named(name), settings, clock=clock_of(settings), office=office, owners=owners)

            async def health() -> list[Health]:
                return [await running.health()]

            put_on(running.app, [health_routes(health, settings)])
            async with running.at_work(transport):
                yield running.app
    finally:
        await transport.close()


@asynccontextmanager
async def _face(
    settings: Settings, office: PassOffice, owners: dict[str, str | App], transport: Transport
) -> AsyncIterator[FastAPI]:
    from deploy.face import Face  # only the gateway's process carries the gateway

    face = Face(settings, clock=clock_of(settings), office=office, owners=owners)

    async def health() -> list[Health]:
        return [face.health()]

    put_on(face.app, [health_routes(health, settings)])
    async with face.at_work(transport):
        yield face.app


def check_settings(settings: Settings, name: str) -> dict[str, str | App]:
    """The addresses of whom this service asks. Raises WrongSetting for everything that is missing at once."""
    missing = []
    if settings.broker_url is None:
        missing.append("LEERKRING_BROKER_URL is missing: services that run apart hear each other through RabbitMQ.")
    if ASKS[name] and settings.signing_key is None:
        missing.append("LEERKRING_SIGNING_KEY is missing: leerkring deploy keys makes it.")
    if name != "gateway" and settings.trusted_keys is None:
        missing.append("LEERKRING_TRUSTED_KEYS is missing: leerkring deploy keys makes it.")
    if name == "network" and settings.vault_key is None:
        missing.append("LEERKRING_VAULT_KEY is missing: leerkring deploy keys makes it.")
    owners: dict[str, str | App] = {}
    for owner in ASKS[name]:
        url = getattr(settings, f"{owner}_url")
        if url is None:
            missing.append(f"LEERKRING_{owner.upper()}_URL is missing: {name} asks {owner} over HTTP.")
        else:
            owners[owner] = str(url)
    if missing:
        raise WrongSetting(" ".join(f"Setting {sentence}" for sentence in missing))
    return owners


def office_of(settings: Settings, issuer: str) -> PassOffice:
    """Where this service signs and checks passes, with the keys of its settings. Raises WrongSetting for keys that cannot be read."""
    signing = None
    if settings.signing_key is not None:
        try:
            signing = OKPKey.import_key(json.loads(settings.signing_key.get_secret_value()))
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise WrongSetting("Setting LEERKRING_SIGNING_KEY is wrong: it is no private JSON Web Key.") from error
        if signing.kid != issuer or not signing.is_private:
            raise WrongSetting(f"Setting LEERKRING_SIGNING_KEY is wrong: it is not the private key of {issuer}.")
    try:
        trusted = trusted_from(settings.trusted_keys) if settings.trusted_keys else {}
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise WrongSetting("Setting LEERKRING_TRUSTED_KEYS is wrong: it is no JSON Web Key Set.") from error
    return PassOffice(issuer, signing, trusted)
