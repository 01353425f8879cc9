"""Taking part without a mail address: who helps adds somebody, stops for them, offers an account; they take it up."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry

from services.gateway.graphql.ages import AgeAnswer
from services.gateway.graphql.asking import Ask
from services.gateway.graphql.context import Context
from services.gateway.graphql.enums import Language, MembershipStatus, PerspectiveCode
from services.gateway.graphql.ids import global_id
from services.gateway.graphql.loading import Loading, seen, told
from services.gateway.graphql.plan import Place
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id, shape
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import helping as owner
from shared import errors
from shared.api.network import helping as shapes


@seen_by(Who.HELPERS)
@strawberry.type(description="Somebody who takes part without a mail address, and is helped.")
class HelpedParticipant:
    membership_id: strawberry.ID
    display_name: str
    perspective: PerspectiveCode
    status: MembershipStatus
    since: datetime
    helped_by: str | None
    offered_until: datetime | None = strawberry.field(
        description="Until when they can take up the account that was offered."
    )
    offer_sent_at: datetime | None


@seen_by(Who.HELPERS)
@strawberry.type(description="Somebody takes part, or waits for the permission of a parent or guardian.")
class ParticipantAdded:
    membership_id: strawberry.ID
    status: MembershipStatus


@seen_by(Who.HELPERS)
@strawberry.type(description="Somebody without an address stopped taking part.")
class ParticipantStopped:
    network_id: strawberry.ID


@seen_by(Who.HELPERS)
@strawberry.type(description="An account of their own was offered to somebody who has none.")
class OfferedAccount:
    membership_id: strawberry.ID
    expires_at: datetime


@seen_by(Who.HOLDER)
@strawberry.type(description="An offer of an account, for who holds its token; who it is for stands nowhere in it.")
class SeenAccountOffer:
    network_name: str


@seen_by(Who.HOLDER)
@strawberry.type(description="From here on one signs in with the address to which the link was mailed.")
class AccountTaken:
    is_taken: bool


@strawberry.input(description="The name is a schuilnaam. Under 16 the address of a parent or guardian is needed too.")
class AddParticipantInput:
    network_id: strawberry.ID
    name: str
    perspective: PerspectiveCode
    age: AgeAnswer
    guardian_email: str | None = None
    guardian_language: Language = Language.nl
    client_mutation_id: str | None = None


@strawberry.input
class StopForParticipantInput:
    membership_id: strawberry.ID
    client_mutation_id: str | None = None


@strawberry.input
class OfferAccountInput:
    membership_id: strawberry.ID
    email: str
    language: Language = Language.nl
    client_mutation_id: str | None = None


@strawberry.input
class TakeAccountInput:
    token: str
    client_mutation_id: str | None = None


AddParticipantResult = Annotated[ParticipantAdded | Refusal, strawberry.union("AddParticipantResult")]
StopForParticipantResult = Annotated[ParticipantStopped | Refusal, strawberry.union("StopForParticipantResult")]
OfferAccountResult = Annotated[OfferedAccount | Refusal, strawberry.union("OfferAccountResult")]
TakeAccountResult = Annotated[AccountTaken | Refusal, strawberry.union("TakeAccountResult")]


def helped_in(context: Context, network_id: UUID, _place: Place) -> Loading[Any]:
    """Fetch whom the viewer helps in a network; None for who may not."""
    if context.viewer is None:
        return None
    views = yield from seen(owner.helped(network_id))
    if views is None:
        return None
    return [
        HelpedParticipant(
            membership_id=strawberry.ID(global_id("Membership", view.membership_id)),
            display_name=view.display_name,
            perspective=PerspectiveCode(view.perspective),
            status=MembershipStatus(view.status),
            since=view.since,
            helped_by=view.helped_by,
            offered_until=view.offered_until,
            offer_sent_at=view.offer_sent_at,
        )
        for view in views
    ]


def _add(info: Ask, input: AddParticipantInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(_context: Context) -> Loading[Any]:
        network_id = known_id(input.network_id, "Network")
        body = shape(
            shapes.AddParticipant,
            name=input.name,
            perspective=input.perspective.value,
            age=input.age.value,
            guardian_email=input.guardian_email or None,
            guardian_language=input.guardian_language.value,
        )
        view = yield from told(owner.add(network_id, body, key_for(info, input.client_mutation_id)))
        membership_id = strawberry.ID(global_id("Membership", view.id))
        return ParticipantAdded(membership_id=membership_id, status=MembershipStatus(view.status))

    return change(info, Who.HELPERS, make)


def _stop(info: Ask, input: StopForParticipantInput) -> Loading[Any]:  # noqa: A002 -- as above
    def make(_context: Context) -> Loading[Any]:
        found = known_id(input.membership_id, "Membership")
        view = yield from told(owner.stop(found, key_for(info, input.client_mutation_id)))
        return ParticipantStopped(network_id=strawberry.ID(global_id("Network", view.network_id)))

    return change(info, Who.HELPERS, make)


def _offer(info: Ask, input: OfferAccountInput) -> Loading[Any]:  # noqa: A002 -- as above
    def make(_context: Context) -> Loading[Any]:
        found = known_id(input.membership_id, "Membership")
        body = shape(shapes.OfferAccount, email=input.email, language=input.language.value)
        view = yield from told(owner.offer(found, body, key_for(info, input.client_mutation_id)))
        return OfferedAccount(membership_id=input.membership_id, expires_at=view.expires_at)

    return change(info, Who.HELPERS, make)


def _look(info: Ask, token: str) -> Loading[Any]:
    try:
        view = yield from told(owner.look(shape(shapes.AccountToken, token=token)))
    except (errors.NotFound, errors.NotAllowed, errors.Conflict, errors.Invalid):
        return None
    return SeenAccountOffer(network_name=view.network_name)


def _take(info: Ask, input: TakeAccountInput) -> Loading[Any]:  # noqa: A002 -- as above
    def make(_context: Context) -> Loading[Any]:
        body = shape(shapes.AccountToken, token=input.token)
        view = yield from told(owner.take(body, key_for(info, input.client_mutation_id)))
        return AccountTaken(is_taken=view.is_taken)

    return change(info, Who.HOLDER, make)


@strawberry.type
class AccountOfferQuery:
    account_offer: Any = strawberry.field(
        resolver=_look,
        graphql_type=SeenAccountOffer | None,
        description="An account that somebody is offered; null when it was taken up or is over. Looking changes nothing.",
        metadata=may(Who.HOLDER),
    )


@strawberry.type
class HelpingMutation:
    add_participant: Any = strawberry.field(
        resolver=_add,
        graphql_type=AddParticipantResult,
        description="Let somebody without a mail address take part, helped by the viewer; they never get mail.",
        metadata=may(Who.HELPERS),
    )
    stop_for_participant: Any = strawberry.field(
        resolver=_stop,
        graphql_type=StopForParticipantResult,
        description="Stop for somebody without a mail address; who takes part nowhere else is erased.",
        metadata=may(Who.HELPERS),
    )
    offer_account: Any = strawberry.field(
        resolver=_offer,
        graphql_type=OfferAccountResult,
        description="Mail somebody without an account a link to one of their own.",
        metadata=may(Who.HELPERS),
    )
    take_account: Any = strawberry.field(
        resolver=_take,
        graphql_type=TakeAccountResult,
        description="Have an account of one's own, at the address to which the link was mailed; once.",
        metadata=may(Who.HOLDER),
    )
