"""A trace follows what was asked from a request into the outbox and on to who hears it (OpenTelemetry as an extra)."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import StatusCode
from sqlalchemy import select
from typer.testing import CliRunner

from deploy.cli.main import app
from deploy.operator import Operator
from deploy.seed import ABOUT_THE_SOURCE, content
from shared.access import PassOffice, new_key
from shared.asking import Asking
from shared.service import Running
from shared.settings import Environment, Settings
from shared.telemetry import current_traceparent, doing, send_traces
from tests.deploy.test_migrations import service_named
from tests.deploy.test_requests import SECRET, app_with, client_of
from tests.workplace import StandingClock

PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


@dataclass(frozen=True)
class Collector:
    """What a collector of traces gets."""

    kept: InMemorySpanExporter
    end: Callable[[], None]

    def spans(self) -> list[ReadableSpan]:
        """Every span, in order of its end; nothing more comes."""
        self.end()
        return list(self.kept.get_finished_spans())


@pytest.fixture
def collector() -> Iterator[Collector]:
    """A collector that this process tells of everything it does."""
    kept = InMemorySpanExporter()
    found = Collector(kept, send_traces(kept, "leerkring-test"))
    yield found
    found.end()


def ids_of(span: ReadableSpan) -> tuple[str | None, str]:
    """The id of a span's parent, and its own, as they stand in a traceparent."""
    own = span.context
    assert own is not None
    return f"{span.parent.span_id:016x}" if span.parent else None, f"{own.span_id:016x}"


def test_work_is_a_span_of_the_trace_it_came_with(collector: Collector) -> None:
    with doing("nl.leernetwerken.question.opened.v1", traceparent=PARENT):
        inside = current_traceparent()
        with doing("inner", traceparent=inside):
            pass
    inner, outer = collector.spans()

    assert inside is not None
    assert inside.split("-")[1] == PARENT.split("-")[1]
    assert (outer.name, ids_of(outer)[0]) == ("nl.leernetwerken.question.opened.v1", PARENT.split("-")[2])
    assert ids_of(inner)[0] == ids_of(outer)[1]
    assert outer.resource.attributes["service.name"] == "leerkring-test"


async def test_a_fault_leaves_its_kind_in_the_trace_and_not_its_text(collector: Collector) -> None:
    """A-85."""
    with pytest.raises(ValueError, match=SECRET), doing("work"):
        raise ValueError(SECRET)
    async with client_of(app_with(believes_ids=True)) as client:
        await client.get("/falls/bug", headers={"traceparent": PARENT})
    spans = collector.spans()

    assert [(span.name, span.status.status_code, span.status.description) for span in spans] == [
        ("work", StatusCode.ERROR, "ValueError"),
        ("test GET", StatusCode.UNSET, None),
    ]
    assert not any(SECRET in span.to_json() for span in spans)


async def test_a_request_leaves_its_trace_with_what_it_announces(tmp_path: Path, collector: Collector) -> None:
    """The outbox row keeps the trace of the request, because the relay's own would say nothing."""
    keys = {"operator": new_key()}
    clock = StandingClock()
    running = Running(
        service_named("network"),
        Settings(env=Environment.TEST, var=tmp_path),
        clock=clock,
        office=PassOffice("network", None, keys),
    )
    operator = Operator(Asking({"network": running.app}, PassOffice("operator", keys["operator"], {}), clock.now))
    body = {name: value for name, value in content("networks")["networks"][0].items() if name not in ABOUT_THE_SOURCE}

    async with running.open():
        with doing("gateway POST", traceparent=PARENT):
            await operator.tell("network", "/networks:load", **body)
        async with running.door.reading() as session:
            kept = (await session.execute(select(running.door.outbox.table.c.traceparent))).scalars().all()
    answered, asked = collector.spans()

    assert (answered.name, asked.name) == ("network POST", "gateway POST")
    assert ids_of(answered)[0] == ids_of(asked)[1]
    assert kept == [f"{PARENT[:35]}-{ids_of(answered)[1]}-01"]


def test_without_the_extra_a_collector_is_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http.trace_exporter", None)
    monkeypatch.setenv("LEERKRING_OTLP_URL", "http://127.0.0.1:1")

    done = CliRunner().invoke(app, ["serve"])

    assert (done.exit_code, str(done.exception)) == (
        1,
        "Setting LEERKRING_OTLP_URL needs OpenTelemetry: install leerkring[otel], or leave the setting empty.",
    )
