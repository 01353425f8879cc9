"""Who wants which digest, and what an unsubscribe link stands for."""

from collections.abc import Sequence
from typing import Annotated, Any

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.calendar_enums import SessionReminder
from services.gateway.graphql.context import Context
from services.gateway.graphql.enums import Cadence, Language
from services.gateway.graphql.loading import Loading, nothing, seen, together, told, unique
from services.gateway.graphql.nodes import later, many
from services.gateway.graphql.plan import Wanted
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id, shape
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import notifications
from shared.api.notifications.subscriptions import ChooseDigest, SubscriptionView, UnsubscribeView
from shared.errors import NotFound

SHORTEST_TOKEN = 16
LONGEST_TOKEN = 200


@seen_by(Who.SELF)
@strawberry.type(description="How often the digest of one network comes to the viewer.")
class DigestChoice:
    network: Any = strawberry.field(graphql_type=later("Network", "networks") | None)
    cadence: Cadence
    is_default: bool
    paused: bool = strawberry.field(description="Mails did not arrive; choosing again ends the pause.")
    reminder: SessionReminder = strawberry.field(
        description="When the viewer is reminded of a session; not at all where the digest never comes."
    )


@seen_by(Who.HOLDER)
@strawberry.type(description="What an unsubscribe link stands for.")
class Unsubscription:
    networks: Any = strawberry.field(
        graphql_type=list[later("Network", "networks")] | None,  # type: ignore[misc]  # the type is known at run time
        metadata=may(Who.HOLDER, length=10),
    )
    language: Language
    ended: bool


def digests_of(context: Context, views: Sequence[SubscriptionView], wanted: Wanted) -> Loading[list[DigestChoice]]:
    """Make digest choices of what notifications told, with what is asked of their networks."""
    networks: Any = {}
    if "network" in wanted:
        ids = unique([view.network_id for view in views])
        (networks,) = yield from together(many("Network", context, ids, wanted.below("network")))
    return [
        DigestChoice(
            network=networks if isinstance(networks, Exception) else networks.get(view.network_id),
            cadence=Cadence(view.cadence),
            is_default=view.is_default,
            paused=view.paused,
            reminder=SessionReminder(view.reminder),
        )
        for view in views
    ]


def unsubscription_of(context: Context, view: UnsubscribeView, wanted: Wanted) -> Loading[Unsubscription]:
    """Make what a token stands for, with what is asked of its networks."""
    networks: Any = {}
    if "networks" in wanted:
        (networks,) = yield from together(many("Network", context, view.network_ids, wanted.below("networks")))
    return Unsubscription(
        networks=networks if isinstance(networks, Exception) else list(networks.values()),
        language=Language(view.language),
        ended=view.ended,
    )


def _unsubscription(info: Ask, token: str) -> Loading[Any]:
    if not SHORTEST_TOKEN <= len(token) <= LONGEST_TOKEN:
        return nothing(None)
    return _show(info.context, token, info.wanted())


def _show(context: Context, token: str, wanted: Wanted) -> Loading[Any]:
    view = yield from seen(notifications.unsubscription(token))
    return None if view is None else (yield from unsubscription_of(context, view, wanted))


@strawberry.type
class UnsubscriptionQuery:
    unsubscription: Any = strawberry.field(
        resolver=_unsubscription,
        graphql_type=Unsubscription | None,
        description="What an unsubscribe link stands for; changes nothing.",
        metadata=may(Who.HOLDER),
    )


@strawberry.input
class ChooseDigestInput:
    network_id: strawberry.ID
    cadence: Cadence
    reminder: SessionReminder | None = None
    client_mutation_id: str | None = None


@strawberry.input
class UnsubscribeInput:
    token: str
    client_mutation_id: str | None = None


ChooseDigestResult = Annotated[DigestChoice | Refusal, strawberry.union("ChooseDigestResult")]
UnsubscribeResult = Annotated[Unsubscription | Refusal, strawberry.union("UnsubscribeResult")]


def _choose(info: Ask, input: ChooseDigestInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(context: Context) -> Loading[Any]:
        network_id = known_id(input.network_id, "Network")
        choice = shape(
            ChooseDigest,
            network_id=network_id,
            cadence=input.cadence.value,
            reminder=input.reminder.value if input.reminder else None,
        )
        view = yield from told(notifications.choose_digest(choice, key_for(info, input.client_mutation_id)))
        return (yield from digests_of(context, [view], info.wanted("DigestChoice")))[0]

    return change(info, Who.MEMBERS, make)


def _unsubscribe(info: Ask, input: UnsubscribeInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(context: Context) -> Loading[Any]:
        key_for(info, input.client_mutation_id)  # checked only: ending twice is the same as ending once
        if not SHORTEST_TOKEN <= len(input.token) <= LONGEST_TOKEN:
            raise NotFound
        view = yield from told(notifications.unsubscribe(input.token))
        return (yield from unsubscription_of(context, view, info.wanted("Unsubscription")))

    return change(info, Who.HOLDER, make)


@strawberry.type
class DigestMutation:
    choose_digest: Any = strawberry.field(
        resolver=_choose,
        graphql_type=ChooseDigestResult,
        description="Choose how often the digest of a network comes, and when its sessions are reminded of.",
        metadata=may(Who.MEMBERS),
    )
    unsubscribe: Any = strawberry.field(
        resolver=_unsubscribe,
        graphql_type=UnsubscribeResult,
        description="End the mails that an unsubscribe link stands for; again is fine.",
        metadata=may(Who.HOLDER),
    )
