"""Everything the platform holds about who asks, what they allow, and taking it along."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.context import Context
from services.gateway.graphql.enums import AnsweringService, PermissionUse
from services.gateway.graphql.erasures import Erasure, my_erasure
from services.gateway.graphql.in_browser import own_session
from services.gateway.graphql.loading import Loading, nothing, together, told
from services.gateway.graphql.plan import Wanted
from services.gateway.graphql.refusals import Refusal, change, key_for, shape
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import privacy
from shared.api.my_data import DataGroup
from shared.api.network.privacy import ChangePermission, OpenDataExport, PermissionView
from shared.errors import Refusal as Refused


@seen_by(Who.SELF)
@strawberry.type(description="One thing that is held: where it stands, and what it says.")
class MyDataFact:
    code: str
    value: str


@seen_by(Who.SELF)
@strawberry.type(description="Facts that belong together.")
class MyDataRow:
    facts: list[MyDataFact] = strawberry.field(metadata=may(Who.SELF, length=8))


@seen_by(Who.SELF)
@strawberry.type(description="One kind of thing that a service holds about the viewer.")
class MyDataGroup:
    service: AnsweringService
    code: str
    count: int = strawberry.field(description="How many there are; at most 500 of them are told, newest first.")
    rows: list[MyDataRow] = strawberry.field(metadata=may(Who.SELF, length=10))


@seen_by(Who.SELF)
@strawberry.type(description="What the viewer allows, for one use of what they tell.")
class Permission:
    use: PermissionUse
    allowed: bool
    given_at: datetime | None
    text_version: str = strawberry.field(
        description="Which text was answered; of the text shown now where nothing was."
    )


@seen_by(Who.SELF)
@strawberry.type(description="Everything the platform holds about the viewer, and what they decided about it.")
class MyData:
    missing: list[AnsweringService] = strawberry.field(
        metadata=may(Who.SELF, length=3),
        description="Services that do not answer now; what they hold is not in the list.",
    )
    groups: list[MyDataGroup] = strawberry.field(metadata=may(Who.SELF, length=10))
    permissions: Any = strawberry.field(graphql_type=list[Permission] | None, metadata=may(Who.SELF, length=3))
    erasure: Any = strawberry.field(
        graphql_type=Erasure | None, metadata=may(Who.SELF), description="The request to be erased that is not over."
    )


def my_data_of(wanted: Wanted) -> Loading[MyData]:
    """Fetch what every service holds about who asks; who does not answer is named."""
    asks_services = "groups" in wanted or "missing" in wanted
    services = list(AnsweringService)
    permissions, erasure, *held = yield from together(
        told(privacy.my_permissions()) if "permissions" in wanted else nothing([]),
        my_erasure() if "erasure" in wanted else nothing(None),
        *(told(privacy.my_data(service.value)) if asks_services else nothing([]) for service in services),
    )
    for one in held:
        if isinstance(one, Exception) and not isinstance(one, Refused):
            raise one
    return MyData(
        missing=[service for service, one in zip(services, held, strict=True) if isinstance(one, Refused)],
        groups=[
            _group(service, group)
            for service, one in zip(services, held, strict=True)
            if not isinstance(one, Refused)
            for group in one
        ],
        permissions=permissions if isinstance(permissions, Exception) else _permissions(permissions),
        erasure=erasure,
    )


def _group(service: AnsweringService, group: DataGroup) -> MyDataGroup:
    return MyDataGroup(
        service=service,
        code=group.code,
        count=group.count,
        rows=[
            MyDataRow(facts=[MyDataFact(code=fact.code, value=fact.value) for fact in row.facts]) for row in group.rows
        ],
    )


def _permissions(views: Sequence[PermissionView]) -> list[Permission]:
    return [
        Permission(
            use=PermissionUse(view.use),
            allowed=view.allowed,
            given_at=view.given_at,
            text_version=view.text_version,
        )
        for view in views
    ]


@seen_by(Who.SELF)
@strawberry.type(description="A mail with a link to the data is on its way; the link works once.")
class DataExportStarted:
    expires_at: datetime


@seen_by(Who.SELF)
@strawberry.type(description="The data, for who used the link; the link does not count any more.")
class DataExport:
    opened_at: datetime
    data: Any = strawberry.field(graphql_type=MyData | None, metadata=may(Who.SELF))


@strawberry.input
class ExportMyDataInput:
    client_mutation_id: str | None = None


@strawberry.input(description="With the token of the link, signed in as the person it was mailed to.")
class OpenDataExportInput:
    token: str
    client_mutation_id: str | None = None


@strawberry.input
class ChangePermissionInput:
    use: PermissionUse
    allowed: bool
    client_mutation_id: str | None = None


@seen_by(Who.SELF)
@strawberry.type(description="What the viewer allows now.")
class PermissionChanged:
    permissions: list[Permission] = strawberry.field(metadata=may(Who.SELF, length=3))


ExportMyDataResult = Annotated[DataExportStarted | Refusal, strawberry.union("ExportMyDataResult")]
OpenDataExportResult = Annotated[DataExport | Refusal, strawberry.union("OpenDataExportResult")]
ChangePermissionResult = Annotated[PermissionChanged | Refusal, strawberry.union("ChangePermissionResult")]


def _export(info: Ask, input: ExportMyDataInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(context: Context) -> Loading[Any]:
        own_session(context)
        started = yield from told(privacy.request_export(key_for(info, input.client_mutation_id)))
        return DataExportStarted(expires_at=started.expires_at)

    return change(info, Who.SELF, make)


def _open(info: Ask, input: OpenDataExportInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(context: Context) -> Loading[Any]:
        own_session(context)
        key_for(info, input.client_mutation_id)  # checked only: a link counts once
        opened = yield from told(privacy.open_export(shape(OpenDataExport, token=input.token)))
        wanted = info.wanted("DataExport")
        (data,) = yield from together(my_data_of(wanted.below("data")) if "data" in wanted else nothing(None))
        return DataExport(opened_at=opened.opened_at, data=data)

    return change(info, Who.SELF, make)


def _permit(info: Ask, input: ChangePermissionInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(context: Context) -> Loading[Any]:
        asked = shape(ChangePermission, use=input.use.value, allowed=input.allowed)
        views = yield from told(privacy.change_permission(asked, key_for(info, input.client_mutation_id)))
        return PermissionChanged(permissions=_permissions(views))

    return change(info, Who.SELF, make)


@strawberry.type
class MyDataMutation:
    export_my_data: Any = strawberry.field(
        resolver=_export,
        graphql_type=ExportMyDataResult,
        description="Have a link to everything the platform holds about the viewer mailed; it works once, for 24 hours.",
        metadata=may(Who.SELF),
    )
    open_data_export: Any = strawberry.field(
        resolver=_open,
        graphql_type=OpenDataExportResult,
        description="Use the link of such a mail.",
        metadata=may(Who.SELF),
    )
    change_permission: Any = strawberry.field(
        resolver=_permit,
        graphql_type=ChangePermissionResult,
        description="Allow one use of what the viewer tells, or no longer.",
        metadata=may(Who.SELF),
    )
