"""The leerkring command itself; what each part needs is imported when it is used, so that --help is there at once."""

import typer

from deploy.cli import audit, bus, digest, erasure, house, mail, member, people, search, seed, serve, vault

app = typer.Typer(
    name="leerkring",
    help="The collaboration platform for learning networks in Dutch youth care.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("serve")(serve.serve)
app.command("seed")(seed.seed)
app.add_typer(member.app, name="member")
app.add_typer(people.app, name="people")
app.add_typer(digest.app, name="digest")
app.add_typer(mail.app, name="mail")
app.add_typer(erasure.app, name="erasure")
app.add_typer(bus.app, name="bus")
app.add_typer(audit.app, name="audit")
app.add_typer(search.app, name="search")
app.add_typer(vault.app, name="vault")
app.add_typer(house.app, name="deploy")
