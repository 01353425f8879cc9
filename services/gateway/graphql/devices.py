"""Where the viewer is signed in, and signing out there."""

from datetime import datetime
from typing import Annotated, Any

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.context import Context
from services.gateway.graphql.enums import DeviceProgram, DeviceSystem
from services.gateway.graphql.ids import global_id
from services.gateway.graphql.loading import Loading, told
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import network
from shared.api.network.devices import DeviceView


@seen_by(Who.SELF)
@strawberry.type(description="One place where the viewer is signed in. No address and no place is kept.")
class Device:
    id: strawberry.ID
    program: DeviceProgram
    system: DeviceSystem
    signed_in_at: datetime
    seen_at: datetime = strawberry.field(description="Written down at most every five minutes.")
    expires_at: datetime = strawberry.field(description="Until when it counts if nobody comes back.")
    is_this_one: bool
    is_fresh: bool = strawberry.field(
        description="Whether how one signs in can be changed there now: within ten minutes after signing in."
    )


@strawberry.input
class SignOutDeviceInput:
    device_id: strawberry.ID
    client_mutation_id: str | None = None


@seen_by(Who.SELF)
@strawberry.type(description="Nobody is signed in there any more.")
class DeviceSignedOut:
    device_id: strawberry.ID


SignOutDeviceResult = Annotated[DeviceSignedOut | Refusal, strawberry.union("SignOutDeviceResult")]


def device(context: Context, view: DeviceView) -> Device:
    """Make a device of what network told."""
    return Device(
        id=strawberry.ID(global_id("Device", view.id)),
        program=DeviceProgram(view.program),
        system=DeviceSystem(view.system),
        signed_in_at=view.opened_at,
        seen_at=view.seen_at,
        expires_at=view.expires_at,
        is_fresh=view.is_fresh,
        is_this_one=context.viewer is not None and view.id == context.viewer.auth_session_id,
    )


def my_devices(context: Context) -> Loading[list[Device]]:
    """Fetch where who asks is signed in."""
    views = yield from told(network.my_devices())
    return [device(context, view) for view in views]


def _sign_out(info: Ask, input: SignOutDeviceInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(context: Context) -> Loading[Any]:
        auth_session_id = known_id(input.device_id, "Device")
        yield from told(network.sign_out_device(auth_session_id, key_for(info, input.client_mutation_id)))
        context.hub.session_ended(auth_session_id)
        if context.viewer is not None and context.viewer.auth_session_id == auth_session_id:
            context.clear_session = True
            context.become(None)
        return DeviceSignedOut(device_id=input.device_id)

    return change(info, Who.SELF, make)


@strawberry.type
class DeviceMutation:
    sign_out_device: Any = strawberry.field(
        resolver=_sign_out,
        graphql_type=SignOutDeviceResult,
        description="Sign out on one of one's own devices; it counts at once.",
        metadata=may(Who.SELF),
    )
