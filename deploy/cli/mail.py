"""leerkring mail: mail that comes in, and what became of mails that nobody can know for sure."""

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, NoReturn
from uuid import UUID

import typer

from deploy.cli.saying import AsJson, asked, show

if TYPE_CHECKING:
    from deploy.operator import Operator
    from shared.errors import Refusal

DATA_ERROR, NO_USER, TRY_AGAIN = 65, 67, 75
"""What a mail server reads in an exit code (sysexits.h)."""
app = typer.Typer(help="Tend the mail ledger.", no_args_is_help=True)
unknown = typer.Typer(
    help="Mails that were handed over when the line was cut: look in the mail server's log, then say what became of them.",
    no_args_is_help=True,
)
app.add_typer(unknown, name="unknown")
Mail = Annotated[UUID, typer.Argument(help="The mail's id, as the list shows it.")]
Reason = Annotated[str, typer.Option(help="How you know; it is kept.")]


@app.command()
def receive(
    recipient: Annotated[
        str, typer.Option(help="To whom the mail server took this mail (Postfix: ${original_recipient}).")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Read one mail from standard input, as a mail server pipes it: the answer of a calendar, or a report that a mail did not arrive.

    What a program sent by itself is never answered, nor what did not come to the address of an invitation: whom it says it is
    from need not be true. The exit code tells the mail server how to go on (sysexits.h): 0 done, 65 and 67 give it back to its
    sender with the reason, 75 try again later.
    """
    from services.notifications.answers.domain.reading import MOST_OCTETS, Automatic, Bounce, Unread, read_mail

    content = sys.stdin.buffer.read(MOST_OCTETS + 1)
    try:
        mail = read_mail(content)
    except Unread as why:
        _give_back(DATA_ERROR, str(why), [recipient[:400]])
    if isinstance(mail, Automatic):
        show({"sessions": 0, "mails": 0}, as_json=as_json, text="Sent by a program; nothing to do.")
        return
    if isinstance(mail, Bounce):
        _told("/mails:bounced", {"message_ids": list(mail.message_ids[:20]), "status": mail.status}, as_json, [])
        return
    facts = {**asdict(mail), "addresses": [recipient[:400], *mail.addresses][:50]}
    for moment in ("stamped_at", "recurs_at"):
        facts[moment] = facts[moment].isoformat() if facts[moment] else None
    _told("/answers:receive", facts, as_json, facts["addresses"])


def _told(path: str, facts: dict[str, Any], as_json: bool, addresses: list[str]) -> None:
    from shared.errors import Conflict, Invalid, NotAllowed, NotFound

    answer, refused = _asked(path, facts)
    if isinstance(refused, NotFound):
        _give_back(
            NO_USER,
            "There is nothing to answer here any more. To say whether you come, use the link in the invitation.",
            addresses,
        )
    if isinstance(refused, Conflict | Invalid | NotAllowed):
        _give_back(DATA_ERROR, str(refused), addresses)
    if refused is not None:
        _refuse(TRY_AGAIN, "Leerkring cannot take this now.")
    show(answer, as_json=as_json, text="Taken.")


def _asked(path: str, facts: dict[str, Any]) -> tuple[dict[str, Any], "Refusal | None"]:
    from shared.errors import Refusal

    async def tell(services: "Operator") -> tuple[dict[str, Any], Refusal | None]:
        try:
            return await services.tell("notifications", path, **facts), None
        except Refusal as no:
            return {}, no

    try:
        return asked(tell)
    except (Exception, SystemExit):  # noqa: BLE001 -- whatever is wrong here, the mail must not be lost for it
        _refuse(TRY_AGAIN, "Leerkring cannot take this now.")


def _give_back(code: int, why: str, addresses: list[str]) -> NoReturn:
    """Give a mail back to its sender, if it came to the address of an invitation; anything else ends here, silently."""
    from services.notifications.answers.domain.links import tokens_in

    if not tokens_in(addresses):
        raise typer.Exit
    answer, refused = _asked("/answers:known", {"addresses": addresses})
    if refused is not None:
        _refuse(TRY_AGAIN, "Leerkring cannot take this now.")
    if not answer["is_known"]:
        raise typer.Exit
    _refuse(code, why)


def _refuse(code: int, why: str) -> NoReturn:
    typer.echo(why, err=True)
    raise typer.Exit(code)


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
