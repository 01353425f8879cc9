"""Taking part under 16: what a parent or guardian reads and answers, and what the young person can do meanwhile."""

from datetime import datetime
from typing import Annotated, Any

import strawberry

from services.gateway.graphql.ages import AgeBand, PermissionStatus
from services.gateway.graphql.asking import Ask
from services.gateway.graphql.context import Context
from services.gateway.graphql.loading import Loading, told
from services.gateway.graphql.participation import Participation, participation
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id, shape
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import guardians as owner
from shared import errors
from shared.api.network import guardians as shapes
from shared.api.network.participation import ChooseSupporter


@seen_by(Who.HOLDER)
@strawberry.type(
    description="A question to a parent or guardian, for who holds its token; who it is about stands in none of it."
)
class SeenPermission:
    network_name: str
    mission_nl: str
    mission_en: str
    reference: str
    status: PermissionStatus = strawberry.field(description="WAITING: can be answered. GIVEN: can be taken back.")
    expires_at: datetime
    text_version: str


@seen_by(Who.HOLDER)
@strawberry.type(description="Whether permission stands now.")
class PermissionAnswered:
    is_given: bool


@seen_by(Who.SELF)
@strawberry.type(description="Nothing of the request is kept.")
class WaitingStopped:
    network_id: strawberry.ID


@seen_by(Who.SELF)
@strawberry.type(description="From here on the viewer decides for themselves.")
class AgeConfirmed:
    age_band: AgeBand


@strawberry.input
class AnswerPermissionInput:
    token: str
    gives: bool
    text_version: str = strawberry.field(description="Of the words that were read.")
    client_mutation_id: str | None = None


@strawberry.input
class WithdrawPermissionInput:
    token: str
    client_mutation_id: str | None = None


@strawberry.input
class AskGuardianAgainInput:
    network_id: strawberry.ID
    guardian_email: str | None = strawberry.field(default=None, description="Where it is another address than before.")
    client_mutation_id: str | None = None


@strawberry.input
class ChooseSupporterInput:
    network_id: strawberry.ID
    supporter_id: strawberry.ID = strawberry.field(description="The membership of a support person of this network.")
    client_mutation_id: str | None = None


@strawberry.input
class StopWaitingInput:
    network_id: strawberry.ID
    client_mutation_id: str | None = None


@strawberry.input
class ConfirmSixteenInput:
    client_mutation_id: str | None = None


AnswerPermissionResult = Annotated[PermissionAnswered | Refusal, strawberry.union("AnswerPermissionResult")]
WithdrawPermissionResult = Annotated[PermissionAnswered | Refusal, strawberry.union("WithdrawPermissionResult")]
AskGuardianAgainResult = Annotated[Participation | Refusal, strawberry.union("AskGuardianAgainResult")]
ChooseSupporterResult = Annotated[Participation | Refusal, strawberry.union("ChooseSupporterResult")]
StopWaitingResult = Annotated[WaitingStopped | Refusal, strawberry.union("StopWaitingResult")]
ConfirmSixteenResult = Annotated[AgeConfirmed | Refusal, strawberry.union("ConfirmSixteenResult")]


def _look(info: Ask, token: str) -> Loading[Any]:
    try:
        view = yield from told(owner.look(shape(shapes.PermissionToken, token=token)))
    except (errors.NotFound, errors.NotAllowed, errors.Conflict, errors.Invalid):
        return None
    return SeenPermission(
        network_name=view.network_name,
        mission_nl=view.mission_nl,
        mission_en=view.mission_en,
        reference=view.reference,
        status=PermissionStatus(view.status),
        expires_at=view.expires_at,
        text_version=view.text_version,
    )


def _answer(info: Ask, input: AnswerPermissionInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(_context: Context) -> Loading[Any]:
        body = shape(shapes.AnswerPermission, token=input.token, gives=input.gives, text_version=input.text_version)
        view = yield from told(owner.answer(body, key_for(info, input.client_mutation_id)))
        return PermissionAnswered(is_given=view.is_given)

    return change(info, Who.HOLDER, make)


def _withdraw(info: Ask, input: WithdrawPermissionInput) -> Loading[Any]:  # noqa: A002 -- as above
    def make(_context: Context) -> Loading[Any]:
        body = shape(shapes.PermissionToken, token=input.token)
        view = yield from told(owner.withdraw(body, key_for(info, input.client_mutation_id)))
        return PermissionAnswered(is_given=view.is_given)

    return change(info, Who.HOLDER, make)


def _ask_again(info: Ask, input: AskGuardianAgainInput) -> Loading[Any]:  # noqa: A002 -- as above
    def make(_context: Context) -> Loading[Any]:
        network_id = known_id(input.network_id, "Network")
        body = shape(shapes.AskGuardianAgain, guardian_email=input.guardian_email or None)
        return participation(
            (yield from told(owner.ask_again(network_id, body, key_for(info, input.client_mutation_id))))
        )

    return change(info, Who.SELF, make)


def _choose(info: Ask, input: ChooseSupporterInput) -> Loading[Any]:  # noqa: A002 -- as above
    def make(_context: Context) -> Loading[Any]:
        network_id = known_id(input.network_id, "Network")
        body = shape(ChooseSupporter, supporter_id=known_id(input.supporter_id, "Membership"))
        return participation(
            (yield from told(owner.choose_supporter(network_id, body, key_for(info, input.client_mutation_id))))
        )

    return change(info, Who.SELF, make)


def _stop(info: Ask, input: StopWaitingInput) -> Loading[Any]:  # noqa: A002 -- as above
    def make(_context: Context) -> Loading[Any]:
        network_id = known_id(input.network_id, "Network")
        yield from told(owner.stop_waiting(network_id, key_for(info, input.client_mutation_id)))
        return WaitingStopped(network_id=input.network_id)

    return change(info, Who.SELF, make)


def _confirm(info: Ask, input: ConfirmSixteenInput) -> Loading[Any]:  # noqa: A002 -- as above
    def make(_context: Context) -> Loading[Any]:
        view = yield from told(owner.confirm_sixteen(key_for(info, input.client_mutation_id)))
        return AgeConfirmed(age_band=AgeBand(view.age_band))

    return change(info, Who.SELF, make)


@strawberry.type
class PermissionQuery:
    parental_permission: Any = strawberry.field(
        resolver=_look,
        graphql_type=SeenPermission | None,
        description="What a parent or guardian is asked; null when it was answered or is over. Looking changes nothing.",
        metadata=may(Who.HOLDER),
    )


@strawberry.type
class GuardianMutation:
    answer_permission: Any = strawberry.field(
        resolver=_answer,
        graphql_type=AnswerPermissionResult,
        description="Say yes or no as a parent or guardian; once.",
        metadata=may(Who.HOLDER),
    )
    withdraw_permission: Any = strawberry.field(
        resolver=_withdraw,
        graphql_type=WithdrawPermissionResult,
        description="Take permission back as a parent or guardian; the young person takes part no longer.",
        metadata=may(Who.HOLDER),
    )
    ask_guardian_again: Any = strawberry.field(
        resolver=_ask_again,
        graphql_type=AskGuardianAgainResult,
        description="Mail one's parent or guardian once more; the link in the mail before stops.",
        metadata=may(Who.SELF),
    )
    choose_supporter: Any = strawberry.field(
        resolver=_choose,
        graphql_type=ChooseSupporterResult,
        description="Be helped by another support person of the network.",
        metadata=may(Who.SELF),
    )
    stop_waiting: Any = strawberry.field(
        resolver=_stop,
        graphql_type=StopWaitingResult,
        description="Take back that one wants to take part, while a parent or guardian has not answered.",
        metadata=may(Who.SELF),
    )
    confirm_sixteen: Any = strawberry.field(
        resolver=_confirm,
        graphql_type=ConfirmSixteenResult,
        description="Say that one is 16 by now; from here on one decides for oneself.",
        metadata=may(Who.SELF),
    )
