"""leerkring bus: what waits, what died, and how to mend it."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, TypeVar
from uuid import UUID

import typer

from deploy.cli.saying import FOUND_SOMETHING, AsJson, done, refuse, show
from deploy.cli.serve import ServiceName

if TYPE_CHECKING:
    from shared.bus.desk import Desk

app = typer.Typer(help="Tend the events between the services.", no_args_is_help=True)
Result = TypeVar("Result")
OneService = Annotated[
    ServiceName | None,
    typer.Option(
        "--service",
        help="Apart: the service whose database LEERKRING_DATABASE_URL names. In one process: only this one.",
    ),
]
OneEvent = Annotated[UUID, typer.Argument(help="The event's id.")]
Kind = Annotated[str | None, typer.Option("--type", help="Only events of this type, such as QuestionOpened.")]


@app.command()
def status(service: OneService = None, as_json: AsJson = False) -> None:
    """Show what has not left, what was not handled yet and what died; exit code 1 when something died."""
    now = _now()
    found = _each(service, lambda desk: desk.status(now))
    lines = []
    for name, one in found.items():
        lines.append(
            f"{name:<14}{one['pending']:>7} to leave (oldest {one['oldest_seconds']:.0f} s)"
            f"{one['waiting']:>7} to handle{one['dead']:>7} dead"
        )
        lines += [f"    {why['events']} not accepted: {why['error']}" for why in one["refused_by"]]
        lines += [f"    {why['events']} dead: {why['type'] or 'unreadable'}: {why['error']}" for why in one["dead_by"]]
    show(found, as_json=as_json, text="\n".join(lines))
    if any(one["dead"] for one in found.values()):
        raise typer.Exit(FOUND_SOMETHING)


@app.command("show")
def show_event(
    event: OneEvent,
    reveal: Annotated[
        bool, typer.Option(help="Also show the bytes of what could not be read; that you did is written down.")
    ] = False,
    service: OneService = None,
    as_json: AsJson = False,
) -> None:
    """Show everything that is known of one event, where it was announced and where it was heard."""
    if reveal:
        _note("revealed", event_id=str(event))
    found = [one for told in _each(service, lambda desk: desk.show(event, reveal=reveal)).values() for one in told]
    if not found:
        refuse("Nobody here knows an event of this id.")
    show(found, as_json=as_json, text="\n\n".join(_lines_of(one) for one in found))


@app.command()
def dead(service: OneService = None, as_json: AsJson = False) -> None:
    """List what was given up, at most a hundred per service; exit code 1 when there is any."""
    found = _each(service, lambda desk: desk.dead())
    lines = [
        f"{name:<14}{one['id']}  {one['received_at']:%Y-%m-%d %H:%M}  {one['type'] or 'unreadable'}: {one['error']}"
        for name, ones in found.items()
        for one in ones
    ]
    show(found, as_json=as_json, text="\n".join(lines) or "Nothing died.")
    if lines:
        raise typer.Exit(FOUND_SOMETHING)


@app.command()
def retry(
    event: Annotated[UUID | None, typer.Argument(help="One dead event.")] = None,
    kind: Kind = None,
    error: Annotated[str | None, typer.Option(help="Only those whose error begins with this.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="All that can be read.")] = False,
    service: OneService = None,
    as_json: AsJson = False,
) -> None:
    """Try dead events again from the first rung; exit code 1 when there was none."""
    if sum((event is not None, kind is not None or error is not None, everything)) != 1:
        refuse("Say which: an id, --type and --error, or --all.")
    now, type_ = _now(), _type(kind)
    counts = _each(service, lambda desk: desk.retry(now, event_id=event, type_=type_, error=error))
    _note("retried", event_id=str(event), type=type_, counts=counts)
    show(counts, as_json=as_json, text=f"{sum(counts.values())} events are tried again.")
    if not any(counts.values()):
        raise typer.Exit(FOUND_SOMETHING)


@app.command()
def discard(
    event: OneEvent,
    reason: Annotated[str, typer.Option(help="Why it may go; it is kept.")],
    service: OneService = None,
    as_json: AsJson = False,
) -> None:
    """Let a dead event go for good; exit code 1 when there is none of this id."""
    now = _now()
    counts = _each(service, lambda desk: desk.discard(now, event_id=event, reason=reason))
    _note("discarded", event_id=str(event), reason=reason)
    show(counts, as_json=as_json, text=f"{sum(counts.values())} events were let go.")
    if not any(counts.values()):
        raise typer.Exit(FOUND_SOMETHING)


@app.command()
def replay(
    since: Annotated[datetime, typer.Option(help="What was announced since this moment (UTC).")],
    kind: Kind = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only count.")] = False,
    per_second: Annotated[int, typer.Option(min=1, max=5000, help="At most so many a second.")] = 500,
    service: OneService = None,
    as_json: AsJson = False,
) -> None:
    """Send again what was announced, to refill an empty broker; who already has it changes nothing."""
    from datetime import UTC

    type_ = _type(kind)
    moment = since.replace(tzinfo=UTC) if since.tzinfo is None else since

    async def again(desk: "Desk") -> int:
        count = 0
        types = [type_] if type_ else []
        async for count in desk.replay(since=moment, types=types, dry_run=dry_run, per_second=per_second):
            if not as_json:
                typer.echo(f"{desk.service}: {count}", err=True)
        return count

    counts = _each(service, again)
    if not dry_run:
        _note("replayed", since=moment.isoformat(), type=type_, counts=counts)
    text = f"{sum(counts.values())} events {'would leave' if dry_run else 'leave'} again."
    show(counts, as_json=as_json, text=text)


@app.command()
def doctor(
    fix: Annotated[bool, typer.Option(help="Mend what can be mended.")] = False,
    service: OneService = None,
    as_json: AsJson = False,
) -> None:
    """Examine RabbitMQ: exchanges, queues, bindings, leaders, alarms; exit code 1 when something is left to mend.

    With --service and its LEERKRING_DATABASE_URL it also sees whether events reach that service.
    """
    from deploy.stores import desks
    from shared.settings import WrongSetting, read_settings

    settings = read_settings()
    if settings.broker_url is None:
        raise WrongSetting("Setting LEERKRING_BROKER_URL is missing: without a broker there is nothing to examine.")
    url, now = str(settings.broker_url), _now()

    async def examine() -> list[dict[str, Any]]:
        from shared.bus.rabbitmq.doctor import Arrived, Doctor

        if service is None:
            return [asdict(finding) for finding in await Doctor(url).examine(fix=fix, now=now)]

        async with desks(settings, service.value) as opened:
            arrived: dict[str, Arrived] = {desk.service: _has(desk) for desk in opened}
            return [asdict(finding) for finding in await Doctor(url, arrived=arrived).examine(fix=fix, now=now)]

    found = done(examine())
    lines = [f"{one['kind']:<18}{one['name']}: {one['text']}{' Mended.' if one['is_fixed'] else ''}" for one in found]
    if any(one["needs_replay"] for one in found):
        lines.append("Events may be missing: run leerkring bus reconcile, and leerkring bus replay where it tells.")
    show(found, as_json=as_json, text="\n".join(lines) or "All is well.")
    if not all(one["is_fixed"] for one in found):
        raise typer.Exit(FOUND_SOMETHING)


def _has(desk: "Desk") -> Callable[[UUID], Awaitable[bool]]:
    async def arrived(event: UUID) -> bool:
        return any(one["box"] == "inbox" for one in await desk.show(event))

    return arrived


@app.command()
def reconcile(
    fix: Annotated[bool, typer.Option(help="Send what is missing once more.")] = False,
    service: OneService = None,
    against: Annotated[
        list[str] | None,
        typer.Option(help="Apart: a listener and its database, as agenda=postgresql://…; may be given more than once."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Compare what each service announced with what its listeners did; exit code 1 when they differ."""
    from deploy.stores import desks, reconciled
    from shared.settings import read_settings

    settings = read_settings()
    listeners = dict(item.partition("=")[::2] for item in against or [])

    async def compare() -> list[dict[str, Any]]:
        async with desks(settings, service and service.value, listeners) as opened:
            return await reconciled(opened, fix=fix)

    found = done(compare())
    lines = [
        f"{one['consumer']} is behind with {one['noun']} {one['subject']} of {one['source']}: "
        f"{one['applied']} of {one['announced']}, {one['state']}"
        for one in found
    ]
    show(found, as_json=as_json, text="\n".join(lines) or "Everybody knows what was announced.")
    if found:
        raise typer.Exit(FOUND_SOMETHING)


def _each(service: ServiceName | None, work: Callable[["Desk"], Awaitable[Result]]) -> dict[str, Result]:
    from deploy.stores import desks
    from shared.settings import read_settings

    settings = read_settings()

    async def visit() -> dict[str, Result]:
        async with desks(settings, service and service.value) as opened:
            return {desk.service: await work(desk) for desk in opened}

    return done(visit())


def _now() -> datetime:
    from shared.bus.work import clock_of
    from shared.settings import read_settings

    return clock_of(read_settings()).now()


def _type(kind: str | None) -> str | None:
    from shared.bus.desk import type_named
    from shared.events.base import learn_all

    learn_all()
    try:
        return type_named(kind) if kind else None
    except LookupError as unknown:
        refuse(str(unknown.args[0]))


def _note(what: str, **told: object) -> None:
    import structlog

    structlog.get_logger("leerkring.operator").warning(f"an operator {what} events", **told)


def _lines_of(one: dict[str, Any]) -> str:
    return "\n".join(f"{name:<13}{json.dumps(value, default=str, ensure_ascii=False)}" for name, value in one.items())
