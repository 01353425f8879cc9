"""How much mail the viewer wants about one session, or about its series."""

from typing import Annotated, Any

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.calendar_enums import MailLevel
from services.gateway.graphql.context import Context
from services.gateway.graphql.ids import global_id, row_id
from services.gateway.graphql.loading import Loading, nothing, seen, told
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id, shape
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import reminding as owner
from shared.api.notifications.subscriptions import ChooseSessionMail, SessionMailView


@strawberry.input
class ChooseSessionMailInput:
    session_id: strawberry.ID
    level: MailLevel
    whole_series: bool = strawberry.field(
        default=False, description="For all sessions of its series, in place of what was chosen for this one."
    )
    client_mutation_id: str | None = None


@seen_by(Who.SELF)
@strawberry.type(description="How much mail the viewer wants about a session, beside what they chose for its network.")
class SessionMail:
    session_id: strawberry.ID
    level: MailLevel
    is_of_series: bool = strawberry.field(description="Whether they chose it for all of its series.")


ChooseSessionMailResult = Annotated[SessionMail | Refusal, strawberry.union("ChooseSessionMailResult")]


def _made(view: SessionMailView) -> SessionMail:
    return SessionMail(
        session_id=strawberry.ID(global_id("Session", view.session_id)),
        level=MailLevel(view.level),
        is_of_series=view.is_of_series,
    )


def _session_mail(info: Ask, session_id: strawberry.ID, series_id: strawberry.ID | None = None) -> Loading[Any]:
    found = row_id(session_id, "Session")
    if found is None or info.context.viewer is None:
        return nothing(None)

    def make() -> Loading[Any]:
        series = row_id(series_id, "Series") if series_id is not None else None
        view = yield from seen(owner.session_mail(found, series))
        return None if view is None else _made(view)

    return make()


def _choose(info: Ask, input: ChooseSessionMailInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(_context: Context) -> Loading[Any]:
        key_for(info, input.client_mutation_id)  # checked only: choosing twice is the same as choosing once
        session_id = known_id(input.session_id, "Session")
        request = shape(
            ChooseSessionMail, session_id=session_id, level=input.level.value, whole_series=input.whole_series
        )
        return _made((yield from told(owner.choose_session_mail(request))))

    return change(info, Who.MEMBERS, make)


@strawberry.type
class SessionMailQuery:
    session_mail: Any = strawberry.field(
        resolver=_session_mail,
        graphql_type=SessionMail | None,
        description="How much mail the viewer wants about a session; name its series to know what they chose for that.",
        metadata=may(Who.SELF),
    )


@strawberry.type
class SessionMailMutation:
    choose_session_mail: Any = strawberry.field(
        resolver=_choose,
        graphql_type=ChooseSessionMailResult,
        description="Choose how much mail comes about a session, or about all of its series.",
        metadata=may(Who.MEMBERS),
    )
