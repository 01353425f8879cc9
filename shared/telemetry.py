"""What an operator can see: logs as JSON, metrics, and a trace that follows an event. Ids only, never names or text."""

from contextvars import ContextVar

_REQUEST_ID: ContextVar[str | None] = ContextVar("request_id", default=None)
_TRACEPARENT: ContextVar[str | None] = ContextVar("traceparent", default=None)


def current_request_id() -> str | None:
    """The id of the request being answered, if any."""
    return _REQUEST_ID.get()


def current_traceparent() -> str | None:
    """The W3C trace context of what is being done, if any."""
    return _TRACEPARENT.get()
