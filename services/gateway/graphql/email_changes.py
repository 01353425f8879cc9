"""Changing one's mail address: asked for here, confirmed at the new address, stopped from the old one."""

from datetime import datetime
from typing import Annotated, Any

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.context import Context
from services.gateway.graphql.in_browser import own_session
from services.gateway.graphql.loading import Loading, told
from services.gateway.graphql.refusals import Refusal, change, key_for, shape
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import network
from shared.api.network.email_changes import ChangeEmail, EmailChangeToken, EmailChangeView


@seen_by(Who.SELF)
@strawberry.type(description="A change of mail address that waits to be confirmed, or that can still be undone.")
class EmailChange:
    address: str
    requested_at: datetime
    expires_at: datetime = strawberry.field(description="Until when it can be confirmed.")
    confirmed_at: datetime | None
    undo_until: datetime = strawberry.field(description="Until when the old address can undo it.")


@seen_by(Who.SELF)
@strawberry.type(description="The new address counts from now on.")
class EmailChanged:
    email: str


@seen_by(Who.HOLDER)
@strawberry.type(description="The change of address is stopped, and everybody who was signed in is signed out.")
class EmailChangeStopped:
    is_undone: bool = strawberry.field(description="Whether the address had changed already and was put back.")
    is_taken: bool = strawberry.field(
        description="Whether another account, with a place in a network, has the old address now, so that it was not put back."
    )


@strawberry.input
class ChangeEmailInput:
    email: str
    client_mutation_id: str | None = None


@strawberry.input
class ConfirmEmailChangeInput:
    token: str
    client_mutation_id: str | None = None


@strawberry.input
class StopEmailChangeInput:
    token: str
    client_mutation_id: str | None = None


ChangeEmailResult = Annotated[EmailChange | Refusal, strawberry.union("ChangeEmailResult")]
ConfirmEmailChangeResult = Annotated[EmailChanged | Refusal, strawberry.union("ConfirmEmailChangeResult")]
StopEmailChangeResult = Annotated[EmailChangeStopped | Refusal, strawberry.union("StopEmailChangeResult")]


def email_change(view: EmailChangeView) -> EmailChange:
    """Make a change of address of what network told."""
    return EmailChange(
        address=view.address,
        requested_at=view.requested_at,
        expires_at=view.expires_at,
        confirmed_at=view.confirmed_at,
        undo_until=view.undo_until,
    )


def my_email_change() -> Loading[EmailChange | None]:
    """Fetch the change of address of who asks."""
    view = yield from told(network.my_email_change())
    return None if view is None else email_change(view)


def _change(info: Ask, input: ChangeEmailInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(context: Context) -> Loading[Any]:
        asked = shape(ChangeEmail, email=input.email, session=own_session(context))
        view = yield from told(network.change_email(asked, key_for(info, input.client_mutation_id)))
        return email_change(view)

    return change(info, Who.SELF, make)


def _confirm(info: Ask, input: ConfirmEmailChangeInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(context: Context) -> Loading[Any]:
        own_session(context)
        token = shape(EmailChangeToken, token=input.token)
        view = yield from told(network.confirm_email_change(token, key_for(info, input.client_mutation_id)))
        return EmailChanged(email=view.email)

    return change(info, Who.SELF, make)


def _stop(info: Ask, input: StopEmailChangeInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(context: Context) -> Loading[Any]:
        token = shape(EmailChangeToken, token=input.token)
        view = yield from told(network.stop_email_change(token, key_for(info, input.client_mutation_id)))
        return EmailChangeStopped(is_undone=view.is_undone, is_taken=view.is_taken)

    return change(info, Who.HOLDER, make)


@strawberry.type
class EmailChangeMutation:
    change_email: Any = strawberry.field(
        resolver=_change,
        graphql_type=ChangeEmailResult,
        description="Ask for mail at another address, within ten minutes after signing in; both addresses get a mail.",
        metadata=may(Who.SELF),
    )
    confirm_email_change: Any = strawberry.field(
        resolver=_confirm,
        graphql_type=ConfirmEmailChangeResult,
        description="Confirm the new address, with the token that was mailed there.",
        metadata=may(Who.SELF),
    )
    stop_email_change: Any = strawberry.field(
        resolver=_stop,
        graphql_type=StopEmailChangeResult,
        description="Stop or undo a change of address, with the token that was mailed to the old one.",
        metadata=may(Who.HOLDER),
    )
