"""How the platform is, for who looks after it: figures of every service, and which of them do not answer."""

from typing import Any

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.loading import Loading, nothing, together, told
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import steering
from services.gateway.owners.health import SERVICES, own_health
from shared.api.health import HealthView
from shared.errors import Refusal

ADMINISTRATOR = "PLATFORM_ADMIN"


@seen_by(Who.PLATFORM_ADMINISTRATORS)
@strawberry.type(description="How one service is now; never what anybody wrote, and no names.")
class ServiceHealth:
    service: str
    answers: bool = strawberry.field(description="When it does not, all that follows is null.")
    version: str | None
    store: str | None = strawberry.field(description="sqlite or postgresql.")
    store_answers: bool | None
    broker_answers: bool | None = strawberry.field(description="Whether the courier of events does.")
    workers_down: int | None
    outbox_pending: int | None = strawberry.field(description="Events that have not left yet.")
    outbox_oldest_seconds: int | None = strawberry.field(description="How long the oldest of them waits.")
    inbox_waiting: int | None = strawberry.field(description="Events that were heard and not handled yet.")
    dead_letters: int | None = strawberry.field(description="Events that were given up.")
    digests_due: int | None = strawberry.field(description="Digests whose moment has come; null where none are kept.")
    mails_due: int | None = strawberry.field(description="Mails whose moment has come; null where none are kept.")
    mails_oldest_seconds: int | None = strawberry.field(description="How long the oldest of them waits.")
    mails_unknown: int | None = strawberry.field(description="Mails of which nobody knows whether they left.")
    erasures_late: int | None = strawberry.field(description="Erasures that wait for a service for over 72 hours.")


@seen_by(Who.PLATFORM_ADMINISTRATORS)
@strawberry.type(description="How the platform is now.")
class PlatformHealth:
    services: list[ServiceHealth] = strawberry.field(metadata=may(Who.PLATFORM_ADMINISTRATORS, length=3))


FIGURES = tuple(name for name in ServiceHealth.__annotations__ if name not in {"service", "answers"})


def _counted(view: HealthView, name: str) -> int | None:
    return int(view.counts[name]) if name in view.counts else None


def _shown(service: str, view: HealthView | Exception) -> ServiceHealth:
    if isinstance(view, Refusal):
        return ServiceHealth(service=service, answers=False, **dict.fromkeys(FIGURES))
    if isinstance(view, Exception):
        raise view
    figures: dict[str, Any] = {
        "store_answers": view.database,
        "outbox_pending": view.outbox_pending,
        "outbox_oldest_seconds": int(view.outbox_oldest_seconds),
        "inbox_waiting": view.inbox_waiting,
        "dead_letters": view.inbox_dead,
        "digests_due": _counted(view, "digests_due"),
        "mails_due": _counted(view, "mails_due"),
        "mails_oldest_seconds": _counted(view, "mails_oldest_seconds"),
        "mails_unknown": _counted(view, "mails_unknown"),
        "erasures_late": _counted(view, "erasures_late"),
    }
    if not view.database:
        figures = dict.fromkeys(figures) | {"store_answers": False}
    return ServiceHealth(
        service=service,
        answers=True,
        version=view.version,
        store=view.store,
        broker_answers=view.transport,
        workers_down=view.workers_down,
        **figures,
    )


def _health(info: Ask) -> Loading[Any]:
    return nothing(None) if info.context.viewer is None else _fetch()


def _fetch() -> Loading[Any]:
    mine = yield from told(steering.my_platform_roles())
    if ADMINISTRATOR not in mine.roles:
        return None
    views = yield from together(*(told(own_health(service)) for service in SERVICES))
    return PlatformHealth(services=[_shown(service, view) for service, view in zip(SERVICES, views, strict=True)])


@strawberry.type
class PlatformHealthQuery:
    platform_health: Any = strawberry.field(
        resolver=_health,
        graphql_type=PlatformHealth | None,
        description="How every service is now; null for who does not look after the platform.",
        metadata=may(Who.PLATFORM_ADMINISTRATORS),
    )
