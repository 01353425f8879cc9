"""Who may ask about subscriptions."""

from services.notifications.subscriptions.domain import Cadence, Reminder, UnsubscribeRight, is_ended, token_hash
from services.notifications.subscriptions.operations import choose_digest, unsubscribe
from services.notifications.subscriptions.queries import chosen_cadences, follows_any, is_paused, right_of, wishes_of
from shared.api.notifications.subscriptions import ChooseDigest, SubscriptionView, UnsubscribeAsked, UnsubscribeView
from shared.errors import NotFound
from shared.web.edge import ANYONE, PERSON, Edge, Session, Viewer, Work

edge = Edge(tags=["subscriptions"])


@edge.read("/subscriptions/mine", who=PERSON)
async def my_subscriptions(session: Session, viewer: Viewer) -> list[SubscriptionView]:
    """How often the digest of each of the viewer's networks comes."""
    person_id = viewer.person()
    paused = await is_paused(session, person_id)
    return [
        SubscriptionView(
            network_id=wish.network_id,
            cadence=wish.cadence.value,
            is_default=wish.is_default,
            paused=paused,
            reminder=wish.reminder.value,
        )
        for wish in await wishes_of(session, person_id)
    ]


@edge.change("/subscriptions:choose", who=PERSON)
async def choose(work: Work, asked: ChooseDigest) -> SubscriptionView:
    """Choose how often the digest of a network comes."""
    reminder = await choose_digest(
        work,
        network_id=asked.network_id,
        cadence=Cadence(asked.cadence),
        reminder=Reminder(asked.reminder) if asked.reminder is not None else None,
    )
    return SubscriptionView(
        network_id=asked.network_id,
        cadence=asked.cadence,
        is_default=False,
        paused=False,
        reminder=reminder.value,
    )


@edge.read("/unsubscriptions:show", who=ANYONE, method="POST")
async def show_unsubscription(session: Session, asked: UnsubscribeAsked) -> UnsubscribeView:
    """What a token would end; changes nothing, since scanners follow links (BR-064)."""
    right = await right_of(session, token_hash(asked.token))
    if right is None:
        raise NotFound
    cadences = await chosen_cadences(session, right.person_id, right.network_ids)
    follows = await follows_any(session, right.person_id, right.network_ids)
    return _view(right, ended=is_ended(right.network_ids, cadences, follows=follows))


@edge.change("/unsubscriptions", who=ANYONE)
async def end_subscription(work: Work, asked: UnsubscribeAsked) -> UnsubscribeView:
    """End at once what a token stands for."""
    return _view(await unsubscribe(work, token=asked.token), ended=True)


def _view(right: UnsubscribeRight, *, ended: bool) -> UnsubscribeView:
    return UnsubscribeView(
        network_ids=list(right.network_ids), language="en" if right.language == "en" else "nl", ended=ended
    )
