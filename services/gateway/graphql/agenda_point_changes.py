"""What members can do with agenda points: put one on an agenda or propose it, change it, take it off or back."""

from collections.abc import Callable
from typing import Annotated, Any

import strawberry

from services.gateway.graphql.agenda_points import AgendaPoint, agenda_points_of
from services.gateway.graphql.asking import Ask
from services.gateway.graphql.context import Context
from services.gateway.graphql.enums import Purpose
from services.gateway.graphql.ids import row_id
from services.gateway.graphql.loading import Loading, together, told
from services.gateway.graphql.nodes import later, many
from services.gateway.graphql.posting import PostedInput, posted
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id
from services.gateway.graphql.sessions import Session, sessions_of
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import agenda
from services.gateway.owners import arranging as owner
from services.gateway.owners.inquiry import Inquiry
from shared.api.agenda.arranging import ChangeAgendaPoint, ProposeAgendaPoint
from shared.api.agenda.sessions import AddAgendaPoint, AgendaPointView, RemoveAgendaPoint


@strawberry.input
class AddAgendaPointInput(PostedInput):
    session_id: strawberry.ID
    title: str | None = None
    note: str | None = None
    purpose: Purpose | None = None
    minutes: int | None = None
    content_note: str | None = strawberry.field(
        default=None, description="What readers should know before they open the note."
    )
    question_id: strawberry.ID | None = strawberry.field(default=None, description="The question it is about.")
    client_mutation_id: str | None = None


@strawberry.input
class RemoveAgendaPointInput(PostedInput):
    agenda_point_id: strawberry.ID
    version: int
    reason: str | None = strawberry.field(
        default=None, description="Why; needed where somebody else proposed it, who reads it then."
    )
    client_mutation_id: str | None = None


@seen_by(Who.MEMBERS)
@strawberry.type(description="A point left the agenda.")
class AgendaPointRemoved:
    session: Session


@strawberry.input
class ProposeAgendaPointInput(PostedInput):
    network_id: strawberry.ID
    title: str | None = None
    note: str | None = None
    purpose: Purpose | None = None
    minutes: int | None = None
    content_note: str | None = strawberry.field(
        default=None, description="What readers should know before they open the note."
    )
    question_id: strawberry.ID | None = None
    client_mutation_id: str | None = None


@strawberry.input(description="How the point stands from now on.")
class ChangeAgendaPointInput(PostedInput):
    agenda_point_id: strawberry.ID
    title: str | None = None
    note: str | None = None
    purpose: Purpose | None = None
    minutes: int | None = None
    content_note: str | None = strawberry.field(
        default=None, description="What readers should know before they open the note."
    )
    question_id: strawberry.ID | None = None
    owner_id: strawberry.ID | None = strawberry.field(
        default=None, description="The person who brings it in; left out: it stays whose it is."
    )
    version: int
    client_mutation_id: str | None = None


@strawberry.input
class WithdrawAgendaPointInput:
    agenda_point_id: strawberry.ID
    version: int
    client_mutation_id: str | None = None


@seen_by(Who.MEMBERS)
@strawberry.type(description="A point that waited was taken back.")
class AgendaPointWithdrawn:
    network: Any = strawberry.field(graphql_type=later("Network", "networks") | None)


AddAgendaPointResult = Annotated[AgendaPoint | Refusal, strawberry.union("AddAgendaPointResult")]
RemoveAgendaPointResult = Annotated[AgendaPointRemoved | Refusal, strawberry.union("RemoveAgendaPointResult")]
ProposeAgendaPointResult = Annotated[AgendaPoint | Refusal, strawberry.union("ProposeAgendaPointResult")]
ChangeAgendaPointResult = Annotated[AgendaPoint | Refusal, strawberry.union("ChangeAgendaPointResult")]
WithdrawAgendaPointResult = Annotated[AgendaPointWithdrawn | Refusal, strawberry.union("WithdrawAgendaPointResult")]


def change_of_point(
    info: Ask, who: Who, id_: str | None, inquiry: Callable[[], Inquiry[AgendaPointView]]
) -> Loading[Any]:
    """Change a point, and answer with it. id_: the point that is shown as it is now when somebody else changed it."""

    def make(context: Context) -> Loading[Any]:
        view = yield from told(inquiry())
        return (yield from agenda_points_of(context, [view], info.wanted("AgendaPoint")))[0]

    return change(info, who, make, newer=("AgendaPoint", row_id(id_, "AgendaPoint")) if id_ else None)


def point_told(input_: Any) -> dict[str, Any]:
    """What was filled in of an agenda point. Raises NotFound for what is no question."""
    filled = {
        "title": input_.title,
        "note": input_.note,
        "content_note": input_.content_note,
        "purpose": input_.purpose.value if input_.purpose else None,
        "minutes": input_.minutes,
        "question_id": known_id(input_.question_id, "Question") if input_.question_id else None,
    }
    return {name: value for name, value in filled.items() if value is not None}


def _add(info: Ask, input: AddAgendaPointInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(context: Context) -> Loading[Any]:
        session_id = known_id(input.session_id, "Session")
        request = posted(AddAgendaPoint, input, **point_told(input))
        key = key_for(info, input.client_mutation_id)
        view = yield from told(agenda.add_agenda_point(session_id, request, key))
        return (yield from agenda_points_of(context, [view], info.wanted("AgendaPoint")))[0]

    return change(info, Who.MEMBERS, make)


def _remove(info: Ask, input: RemoveAgendaPointInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    point_id = row_id(input.agenda_point_id, "AgendaPoint")

    def make(context: Context) -> Loading[Any]:
        key = key_for(info, input.client_mutation_id)
        found = known_id(input.agenda_point_id, "AgendaPoint")
        asked = posted(RemoveAgendaPoint, input, version=input.version, reason=input.reason or "")
        view = yield from told(agenda.remove_agenda_point(found, asked, key))
        wanted = info.wanted("AgendaPointRemoved").below("session")
        return AgendaPointRemoved(session=(yield from sessions_of(context, [view], wanted))[0])

    return change(info, Who.OWNER, make, newer=("AgendaPoint", point_id))


def _propose(info: Ask, input: ProposeAgendaPointInput) -> Loading[Any]:  # noqa: A002 -- as above
    def inquiry() -> Inquiry[AgendaPointView]:
        asked = posted(ProposeAgendaPoint, input, **point_told(input))
        key = key_for(info, input.client_mutation_id)
        return owner.propose_agenda_point(known_id(input.network_id, "Network"), asked, key)

    return change_of_point(info, Who.MEMBERS, None, inquiry)


def _change(info: Ask, input: ChangeAgendaPointInput) -> Loading[Any]:  # noqa: A002 -- as above
    def inquiry() -> Inquiry[AgendaPointView]:
        owner_id = known_id(input.owner_id, "Person") if input.owner_id else None
        asked = posted(ChangeAgendaPoint, input, **point_told(input), owner_id=owner_id, version=input.version)
        key = key_for(info, input.client_mutation_id)
        return owner.change_agenda_point(known_id(input.agenda_point_id, "AgendaPoint"), asked, key)

    return change_of_point(info, Who.OWNER, input.agenda_point_id, inquiry)


def _withdraw(info: Ask, input: WithdrawAgendaPointInput) -> Loading[Any]:  # noqa: A002 -- as above
    def make(context: Context) -> Loading[Any]:
        key = key_for(info, input.client_mutation_id)
        point_id = known_id(input.agenda_point_id, "AgendaPoint")
        view = yield from told(owner.withdraw_agenda_point(point_id, version=input.version, key=key))
        wanted = info.wanted("AgendaPointWithdrawn").below("network")
        (networks,) = yield from together(many("Network", context, [view.network_id], wanted))
        return AgendaPointWithdrawn(
            network=networks if isinstance(networks, Exception) else networks.get(view.network_id)
        )

    return change(info, Who.PROPOSER, make, newer=("AgendaPoint", row_id(input.agenda_point_id, "AgendaPoint")))


@strawberry.type
class AgendaPointMutation:
    add_agenda_point: Any = strawberry.field(
        resolver=_add,
        graphql_type=AddAgendaPointResult,
        description="Put a point on the agenda of a session.",
        metadata=may(Who.MEMBERS),
    )
    remove_agenda_point: Any = strawberry.field(
        resolver=_remove,
        graphql_type=RemoveAgendaPointResult,
        description="Take a point from the agenda.",
        metadata=may(Who.OWNER),
    )
    propose_agenda_point: Any = strawberry.field(
        resolver=_propose,
        graphql_type=ProposeAgendaPointResult,
        description="Propose a point for no session yet; it waits for an answer.",
        metadata=may(Who.MEMBERS),
    )
    change_agenda_point: Any = strawberry.field(
        resolver=_change,
        graphql_type=ChangeAgendaPointResult,
        description="Say a point in other words, or give it another purpose, time, question or owner.",
        metadata=may(Who.OWNER),
    )
    withdraw_agenda_point: Any = strawberry.field(
        resolver=_withdraw,
        graphql_type=WithdrawAgendaPointResult,
        description="Take back a point that waits.",
        metadata=may(Who.PROPOSER),
    )
