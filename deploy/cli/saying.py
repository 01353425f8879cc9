"""How a command ends: what it found, for a person or as JSON, and an exit code that a script can read."""

import asyncio
import json
import sys
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TypeVar

import typer

if TYPE_CHECKING:
    from deploy.operator import Operator

Result = TypeVar("Result")
FOUND_SOMETHING = 1
"""Exit code of a command that looked and found something to mend, or was refused."""
AsJson = Annotated[bool, typer.Option("--json", help="Answer with JSON on standard output.")]


def asked(work: Callable[["Operator"], Coroutine[Any, Any, Result]], *, at_work: bool = False) -> Result:
    """Ask the services something as the operator; see deploy/operator.py for ``at_work``."""
    from deploy.operator import operator
    from shared.settings import read_settings

    settings = read_settings()

    async def ask() -> Result:
        async with operator(settings, at_work=at_work) as services:
            return await work(services)

    return done(ask())


def done(work: Coroutine[Any, Any, Result]) -> Result:
    """Do the work of one command; what is refused becomes one sentence and exit code 1."""
    from shared.errors import Refusal
    from shared.settings import WrongSetting
    from shared.telemetry import write_logs

    write_logs(level="WARNING", form="console" if sys.stderr.isatty() else "json")

    async def guarded() -> Result | WrongSetting | Refusal:
        try:
            return await work
        except (WrongSetting, Refusal) as no:  # a SystemExit may not leave a running loop
            return no

    outcome = asyncio.run(guarded())
    if isinstance(outcome, WrongSetting):
        raise outcome
    if isinstance(outcome, Refusal):
        problems = "".join(f"\n  {problem.field}: {problem.message}" for problem in outcome.problems)
        refuse(f"{outcome.message} ({outcome.code}){problems}")
    return outcome


def refuse(sentence: str) -> NoReturn:
    """End with one sentence on standard error and exit code 1."""
    typer.echo(sentence, err=True)
    raise typer.Exit(FOUND_SOMETHING)


def show(answer: Any, *, as_json: bool, text: str) -> None:
    """Say what came out: the answer as JSON, or the text."""
    typer.echo(json.dumps(answer, ensure_ascii=False, default=str) if as_json else text)
