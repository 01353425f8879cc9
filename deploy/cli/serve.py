"""leerkring serve: the platform in one process, or one service in a process of its own."""

import atexit
import gc
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from shared.settings import Settings


class ServiceName(StrEnum):
    """What can run apart."""

    GATEWAY = "gateway"
    NETWORK = "network"
    AGENDA = "agenda"
    NOTIFICATIONS = "notifications"


def serve(
    service: Annotated[
        ServiceName | None, typer.Argument(help="Run this one apart; without it all four run in this process.")
    ] = None,
    host: Annotated[str | None, typer.Option(help="The address to listen on (LEERKRING_HOST).")] = None,
    port: Annotated[int | None, typer.Option(help="The port to listen on (LEERKRING_PORT).")] = None,
    demo: Annotated[
        bool, typer.Option("--demo", help="Fill an empty platform with content to look around in.")
    ] = False,
) -> None:
    """Run the platform until it is asked to stop; ends with exit code 0."""
    gc.disable()  # until it answers: looking for garbage again and again costs a seventh of the start; the server looks once
    from deploy.server import bind, run
    from shared.settings import WrongSetting, read_settings
    from shared.telemetry import write_logs

    given = {"host": host, "port": port}
    settings = read_settings(**{name: value for name, value in given.items() if value is not None})
    for_a_person = settings.log_format == "console" or (settings.log_format == "auto" and sys.stderr.isatty())
    write_logs(level=settings.log_level, form="console" if for_a_person else "json")

    _send_traces(settings, f"leerkring-{service.value}" if service else "leerkring")

    if service is not None:
        if demo:
            raise WrongSetting(
                "--demo fills a platform that runs in one process: leave out the service, or leave out --demo."
            )
        listener = bind(settings)
        from deploy.apart import apart

        async def listening() -> None:
            typer.echo(f"{service.value} listens on http://{settings.host}:{settings.port}")

        run(listener, apart(settings, service.value), ready=listening)
        return

    listener = bind(settings)
    from deploy.earlier import LookingBack
    from deploy.single import House
    from shared.bus.work import clock_of

    clock = clock_of(settings)
    house = House(settings, LookingBack(clock) if demo else clock)

    async def ready() -> None:
        if demo:
            from deploy.seed import fill_with_demo

            await fill_with_demo(house)
        typer.echo(f"Leerkring staat klaar: {settings.address}")

    run(listener, house.at_work(), ready=ready)


def _send_traces(settings: "Settings", name: str) -> None:
    if settings.otlp_url is None:
        return
    from shared.settings import WrongSetting
    from shared.telemetry import collector_at, send_traces

    try:
        atexit.register(send_traces(collector_at(str(settings.otlp_url)), name))
    except ModuleNotFoundError as error:
        raise WrongSetting(
            "Setting LEERKRING_OTLP_URL needs OpenTelemetry: install leerkring[otel], or leave the setting empty."
        ) from error
