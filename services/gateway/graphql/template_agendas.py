"""The points with which every session of a series starts: written once."""

from typing import Annotated, Any

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.context import Context
from services.gateway.graphql.enums import Purpose
from services.gateway.graphql.ids import global_id, row_id
from services.gateway.graphql.loading import Loading, nothing, seen, told
from services.gateway.graphql.nodes import later, many
from services.gateway.graphql.plan import Wanted
from services.gateway.graphql.posting import PostedInput, posted
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import series_changes as owner
from shared.api.agenda.templates import SetTemplateAgenda
from shared.api.agenda.templates import TemplateAgenda as TemplateView


@strawberry.input
class TemplatePointInput:
    title: str = ""
    note: str = ""
    purpose: Purpose | None = None
    minutes: int = 0


@strawberry.input(description="In place of the points before; none at all is possible too.")
class SetTemplateAgendaInput(PostedInput):
    series_id: strawberry.ID
    points: list[TemplatePointInput]
    client_mutation_id: str | None = None


@seen_by(Who.COORDINATORS)
@strawberry.type(description="One point with which every session of a series starts.")
class TemplatePoint:
    title: str
    note: str
    purpose: Purpose
    minutes: int


@seen_by(Who.COORDINATORS)
@strawberry.type(description="The points with which every session of a series starts.")
class TemplateAgenda:
    series_id: strawberry.ID
    network: Any = strawberry.field(graphql_type=later("Network", "networks") | None)
    points: list[TemplatePoint] = strawberry.field(metadata=may(Who.COORDINATORS, length=20))
    minutes: int = strawberry.field(description="How long a session of the series is.")
    sessions: int = strawberry.field(description="On how many sessions to come the points were put just now.")


SetTemplateAgendaResult = Annotated[TemplateAgenda | Refusal, strawberry.union("SetTemplateAgendaResult")]


def _made(context: Context, view: TemplateView, wanted: Wanted) -> Loading[TemplateAgenda]:
    networks: Any = yield from (
        many("Network", context, [view.network_id], wanted.below("network")) if "network" in wanted else nothing({})
    )
    return TemplateAgenda(
        series_id=strawberry.ID(global_id("Series", view.series_id)),
        network=networks.get(view.network_id),
        points=[
            TemplatePoint(title=one.title, note=one.note, purpose=Purpose(one.purpose), minutes=one.minutes)
            for one in view.points
        ],
        minutes=view.minutes,
        sessions=view.sessions,
    )


def _template(info: Ask, series_id: strawberry.ID) -> Loading[Any]:
    found = row_id(series_id, "Series")
    if found is None or info.context.viewer is None:
        return nothing(None)

    def make() -> Loading[Any]:
        view = yield from seen(owner.template_agenda(found))
        return None if view is None else (yield from _made(info.context, view, info.wanted()))

    return make()


def _set(info: Ask, input: SetTemplateAgendaInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(context: Context) -> Loading[Any]:
        series_id = known_id(input.series_id, "Series")
        points = [
            {
                "title": one.title,
                "note": one.note,
                "purpose": one.purpose.value if one.purpose else None,
                "minutes": one.minutes,
            }
            for one in input.points
        ]
        request = posted(SetTemplateAgenda, input, points=points)
        view = yield from told(owner.set_template_agenda(series_id, request, key_for(info, input.client_mutation_id)))
        return (yield from _made(context, view, info.wanted("TemplateAgenda")))

    return change(info, Who.COORDINATORS, make)


@strawberry.type
class TemplateAgendaQuery:
    template_agenda: Any = strawberry.field(
        resolver=_template,
        graphql_type=TemplateAgenda | None,
        description="The points with which the sessions of a series start; null for who does not coordinate its network.",
        metadata=may(Who.COORDINATORS),
    )


@strawberry.type
class TemplateAgendaMutation:
    set_template_agenda: Any = strawberry.field(
        resolver=_set,
        graphql_type=SetTemplateAgendaResult,
        description="Say with which points every session of a series starts; those to come get them at once, where they fit.",
        metadata=may(Who.COORDINATORS),
    )
