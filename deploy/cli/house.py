"""leerkring deploy: what is done once, before services run apart, and what developers need."""

import asyncio
import json
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from deploy.cli.saying import AsJson, done, refuse, show
from deploy.cli.serve import ServiceName

app = typer.Typer(help="Get ready to run apart: keys, tables, exchanges and queues.", no_args_is_help=True)
OneService = Annotated[
    ServiceName | None, typer.Argument(help="Apart: the service whose database LEERKRING_DATABASE_URL names.")
]


@app.command()
def keys(
    to: Annotated[Path, typer.Option(help="Where the files go; keys that are there already stay.")] = Path("keys"),
    as_json: AsJson = False,
) -> None:
    """Make the keys with which the services sign what they ask each other, and the one that seals mail addresses."""
    from services.network.people.domain.vault import new_vault_key
    from shared.access import keys_from, secret_from

    signers = ("gateway", "notifications", "operator")
    made = keys_from(to, signers)
    for name, key in made.items():
        (to / f"{name}.jwk").write_text(json.dumps({**key.as_dict(private=True), "kid": name}))
    trusted = {"keys": [{**key.as_dict(private=False), "kid": name} for name, key in made.items()]}
    (to / "trusted.jwks").write_text(json.dumps(trusted))
    secret_from(to / "vault.key", new_vault_key)
    files = {name: str(to / f"{name}.jwk") for name in signers}
    files |= {"trusted": str(to / "trusted.jwks"), "vault": str(to / "vault.key")}
    text = (
        f"LEERKRING_SIGNING_KEY of gateway:        the content of {files['gateway']}\n"
        f"LEERKRING_SIGNING_KEY of notifications:  the content of {files['notifications']}\n"
        f"LEERKRING_SIGNING_KEY for this command:  the content of {files['operator']}\n"
        f"LEERKRING_TRUSTED_KEYS of every service: the content of {files['trusted']}\n"
        f"LEERKRING_VAULT_KEY of network:          the content of {files['vault']}"
    )
    show(files, as_json=as_json, text=text)


@app.command()
def topology(as_json: AsJson = False) -> None:
    """Declare exchanges and queues at LEERKRING_BROKER_URL, as a user who may configure; doing it again changes nothing.

    Also tells what the user of each service needs, so that nobody can announce in the name of another.
    """
    from shared.bus.rabbitmq.topology import WrongTopology, deploy_topology, permissions_of
    from shared.settings import WrongSetting, read_settings

    url = read_settings().broker_url
    if url is None:
        raise WrongSetting(
            "Setting LEERKRING_BROKER_URL is missing: it names the broker, and a user who may configure it."
        )

    async def run() -> list[str]:
        try:
            return await deploy_topology(str(url))
        except WrongTopology as wrong:
            raise WrongSetting(str(wrong)) from wrong
        except OSError as error:
            raise WrongSetting(f"The broker at {url.host} does not answer ({type(error).__name__}).") from error

    names = done(run())
    needed = {service.value: permissions_of(service.value) for service in ServiceName}
    rights = [f"  {service:<14} configure '{c}'  write '{w}'  read '{r}'" for service, (c, w, r) in needed.items()]
    text = "\n".join([*names, "", "What the user of each service needs (rabbitmqctl set_permissions):", *rights])
    show({"declared": names, "permissions": needed}, as_json=as_json, text=text)


@app.command()
def migrate(service: OneService = None, as_json: AsJson = False) -> None:
    """Bring tables to the newest version; every start does this by itself too."""
    from deploy.stores import stores
    from shared.migrations import migrate as bring
    from shared.settings import read_settings

    settings = read_settings()

    async def run() -> list[str]:
        names = []
        async with stores(settings, service and service.value) as opened:
            for store in opened:
                await bring(store.database, store.service.migrations, store.service.name)
                names.append(store.service.name)
        return names

    names = done(run())
    show({"migrated": names}, as_json=as_json, text=f"The tables of {', '.join(names)} are at the newest version.")


@app.command()
def migration(
    service: Annotated[ServiceName, typer.Argument(help="Whose tables changed.")],
    message: Annotated[str, typer.Option("--message", "-m", help="What changes, in a few words.")],
) -> None:
    """Write the next migration of a service from what its models say (for developers)."""
    from deploy.apart import service_named
    from shared.database import Database
    from shared.migrations import draft

    if service is ServiceName.GATEWAY:
        refuse("The gateway stores nothing.")
    found = service_named(service.value)

    async def run() -> list[Path]:
        with tempfile.TemporaryDirectory() as directory:
            database = Database(f"sqlite+aiosqlite:///{directory}/draft.db", found.tables())
            try:
                return await draft(database, found.migrations, found.name, message)
            finally:
                await database.close()

    made = asyncio.run(run())
    typer.echo("\n".join(str(path) for path in made) or "The models say what the migrations made: nothing to write.")
