"""What an operator can see: logs as JSON, metrics, and a trace that follows an event. Ids only, never names or text."""

import logging
import re
import secrets
import sys
import traceback
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from types import TracebackType
from typing import Any

import structlog
from prometheus_client import Counter, Gauge, Histogram

_REQUEST_ID: ContextVar[str | None] = ContextVar("request_id", default=None)
_TRACEPARENT: ContextVar[str | None] = ContextVar("traceparent", default=None)
_TRACE = re.compile(r"00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")
_HOUSE = Path(__file__).parent.parent
_tracer: Any = None

REQUEST_SECONDS = Histogram(
    "leerkring_request_seconds",
    "How long requests took, by service and class of status",
    ["service", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
)
WORKER_CRASHES = Counter(
    "leerkring_worker_crashes", "Background workers that fell and were restarted", ["service", "worker"]
)
WORKER_UP = Gauge("leerkring_worker_up", "Whether a background worker is at work now", ["service", "worker"])
OUTBOX_PENDING = Gauge("leerkring_outbox_pending", "Events that were announced and have not left yet", ["service"])
OUTBOX_OLDEST_SECONDS = Gauge(
    "leerkring_outbox_oldest_seconds", "Age of the oldest event that has not left yet", ["service"]
)
INBOX_WAITING = Gauge("leerkring_inbox_waiting", "Events that arrived and have not been handled yet", ["service"])
INBOX_DEAD = Gauge("leerkring_inbox_dead", "Events that were given up: see leerkring bus status", ["service"])
EVENTS_PUBLISHED = Counter("leerkring_events_published", "Events that the courier confirmed", ["service"])
EVENTS_REFUSED = Counter("leerkring_events_refused", "Attempts that the courier did not confirm", ["service"])
EVENTS_APPLIED = Counter("leerkring_events_applied", "Events that were handled", ["consumer"])
EVENTS_FAILED = Counter("leerkring_events_failed", "Attempts to handle an event that failed", ["consumer"])
EVENTS_IGNORED = Counter("leerkring_events_ignored", "Events of a type that this version does not know", ["consumer"])
EVENTS_DEAD = Counter("leerkring_events_dead", "Events that were given up, or could not be read", ["consumer"])
EVENTS_FORGED = Counter(
    "leerkring_events_forged", "Events that claim to be what they are not: look at them today", ["consumer"]
)
EVENT_LAG_SECONDS = Histogram(
    "leerkring_event_lag_seconds",
    "From the commit that announced an event to the commit that handled it",
    ["consumer"],
    buckets=(0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60, 600),
)
BREAKER_OPEN = Gauge("leerkring_breaker_open", "Whether a consumer waits for something it leans on", ["consumer"])
DIGESTS_DUE = Gauge("leerkring_digests_due", "Digests whose moment has come and that have not been sent", ["service"])
MAILS_DUE = Gauge("leerkring_mails_due", "Mails whose moment has come and that have not been sent", ["service"])
MAILS_UNKNOWN = Gauge("leerkring_mails_unknown", "Mails of which nobody knows: see leerkring mail unknown", ["service"])
MAILS_OLDEST_SECONDS = Gauge("leerkring_mails_oldest_seconds", "How long the oldest due mail waits", ["service"])
ERASURES_LATE = Gauge(
    "leerkring_erasures_late",
    "Erasures that wait for a service for more than 72 hours: look at them today",
    ["service"],
)
COUNTED = {
    "erasures_late": ERASURES_LATE,
    "digests_due": DIGESTS_DUE,
    "mails_due": MAILS_DUE,
    "mails_unknown": MAILS_UNKNOWN,
    "mails_oldest_seconds": MAILS_OLDEST_SECONDS,
}
"""What a service may count of its own (``Service.counts``), by name."""
REFUSALS_UNWRITTEN = Counter(
    "leerkring_refusals_unwritten", "Refusals beyond what the audit log takes of one person, or of all, in one hour"
)
TRANSPORT_UP = Gauge("leerkring_transport_up", "Whether the courier of events answers now", ["service"])


def current_request_id() -> str | None:
    """The id of the request being answered, if any."""
    return _REQUEST_ID.get()


def current_traceparent() -> str | None:
    """The W3C trace context of what is being done, if any."""
    return _TRACEPARENT.get()


@contextmanager
def doing(name: str = "work", *, request_id: str | None = None, traceparent: str | None = None) -> Iterator[None]:
    """Everything inside belongs to this request and this trace; a trace that cannot be read is replaced by a new one.

    name: what a collector of traces calls it: a kind of work, never a name or an address.
    """
    kept = traceparent if traceparent and _TRACE.fullmatch(traceparent) else None
    with _span(name, kept) as trace:
        request_token = _REQUEST_ID.set(request_id)
        trace_token = _TRACEPARENT.set(trace)
        try:
            yield
        finally:
            _REQUEST_ID.reset(request_token)
            _TRACEPARENT.reset(trace_token)


@contextmanager
def _span(name: str, parent: str | None) -> Iterator[str]:
    if _tracer is None:
        yield parent or f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-01"
        return
    from opentelemetry.trace import StatusCode
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    above = TraceContextTextMapPropagator().extract({"traceparent": parent} if parent else {})
    # The text of an error may quote what people wrote, so its kind is all that leaves.
    with _tracer.start_as_current_span(name, above, record_exception=False, set_status_on_exception=False) as span:
        told = span.get_span_context()
        try:
            yield f"00-{told.trace_id:032x}-{told.span_id:016x}-{told.trace_flags:02x}"
        except Exception as error:
            span.set_status(StatusCode.ERROR, type(error).__name__)
            raise


def send_traces(exporter: Any, service: str) -> Callable[[], None]:
    """From now on tell an OpenTelemetry exporter of everything this process does; gives what must be called at the end.

    service: the name under which a collector shows this process. Needs the extra ``leerkring[otel]``.
    """
    global _tracer  # noqa: PLW0603 -- one process has one place to which its traces go
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    provider = TracerProvider(resource=Resource.create({"service.name": service}), shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(exporter))
    _tracer = provider.get_tracer("leerkring")

    def end() -> None:
        global _tracer  # noqa: PLW0603 -- as above
        _tracer = None
        provider.shutdown()

    return end


def collector_at(url: str) -> Any:
    """The exporter that sends traces to a collector (OTLP over HTTP). Raises ModuleNotFoundError without ``leerkring[otel]``."""
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

    return OTLPSpanExporter(endpoint=f"{url.rstrip('/')}/v1/traces", timeout=5)


def write_logs(*, level: str, form: str) -> None:
    """Set up the logs of this process, once: one JSON object per line (form ``json``), or for a person to read (``console``).

    As JSON an error is its kind and where it happened, without its text: a database quotes the values it refuses (A-85).
    """
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _who_asked,
    ]
    as_json: list[Any] = [
        _error_without_text,
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        structlog.processors.JSONRenderer(),
    ]
    as_text: list[Any] = [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty()),
    ]
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(logging.NOTSET),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=as_json if form == "json" else as_text)
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name, least in (
        ("aiormq", "CRITICAL"),
        ("aio_pika", "CRITICAL"),
        ("uvicorn", "WARNING"),
        ("alembic", "WARNING"),
    ):
        logging.getLogger(name).setLevel(least)


def _who_asked(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    if request_id := _REQUEST_ID.get():
        event["request_id"] = request_id
    if trace := _TRACEPARENT.get():
        event["trace_id"] = trace[3:35]
    return event


def _error_without_text(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    given = event.pop("exc_info", None)
    error = sys.exc_info()[1] if given is True else given[1] if isinstance(given, tuple) else given
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
        event["at"] = _where(error.__traceback__)
        cause = error.__cause__ or error.__context__
        if cause is not None:
            event["cause"] = type(cause).__name__
    return event


def _where(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)
    ours = [frame for frame in frames if _is_ours(frame.filename)]
    shown = ours if not frames or frames[-1] in ours else [*ours, frames[-1]]
    return [f"{_shortened(frame.filename)}:{frame.lineno} {frame.name}" for frame in shown[-12:]]


def _is_ours(filename: str) -> bool:
    path = Path(filename)
    return path.is_relative_to(_HOUSE) and "site-packages" not in path.parts


def _shortened(filename: str) -> str:
    path = Path(filename)
    return str(path.relative_to(_HOUSE)) if path.is_relative_to(_HOUSE) else "/".join(path.parts[-2:])
