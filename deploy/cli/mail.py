"""leerkring mail: what became of mails that nobody can know for sure."""

from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import typer

from deploy.cli.saying import AsJson, asked, show

if TYPE_CHECKING:
    from deploy.operator import Operator

app = typer.Typer(help="Tend the mail ledger.", no_args_is_help=True)
unknown = typer.Typer(
    help="Mails that were handed over when the line was cut: look in the mail server's log, then say what became of them.",
    no_args_is_help=True,
)
app.add_typer(unknown, name="unknown")
Mail = Annotated[UUID, typer.Argument(help="The mail's id, as the list shows it.")]
Reason = Annotated[str, typer.Option(help="How you know; it is kept.")]


@unknown.command("list")
def list_(as_json: AsJson = False) -> None:
    """Show every mail of which nobody knows whether it arrived."""
    lines = asked(_unknown)
    text = "\n".join(f"{line['id']}  {line['at']}  {line['kind']}  {line['intent_key']}" for line in lines)
    show(lines, as_json=as_json, text=text or "Every mail is accounted for.")


async def _unknown(services: "Operator") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    after = None
    while True:
        page = await services.ask("notifications", "/mails", state="UNKNOWN", first=100, after=after)
        found += page["items"]
        after = page["next_cursor"]
        if after is None:
            return found


@unknown.command("mark-sent")
def mark_sent(mail: Mail, reason: Reason, as_json: AsJson = False) -> None:
    """Say that this mail did arrive; it is never sent again."""
    _settle(mail, "SENT", reason, as_json)


@unknown.command()
def resend(mail: Mail, reason: Reason, as_json: AsJson = False) -> None:
    """Say that this mail did not arrive; it is sent once more."""
    _settle(mail, "RESEND", reason, as_json)


def _settle(mail: UUID, outcome: str, reason: str, as_json: bool) -> None:
    answer = asked(
        lambda services: services.tell("notifications", f"/mails/{mail}:settle", outcome=outcome, reason=reason)
    )
    show(answer, as_json=as_json, text="It counts as sent." if outcome == "SENT" else "It is sent once more.")
