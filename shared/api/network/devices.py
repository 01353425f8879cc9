"""What network can be asked of where somebody is signed in."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from shared.api.page import Shape

Program = Literal["FIREFOX", "CHROME", "EDGE", "SAFARI", "OPERA", "SAMSUNG", "OTHER"]
System = Literal["WINDOWS", "MACOS", "LINUX", "CHROMEOS", "ANDROID", "IOS", "OTHER"]
Token = Annotated[str, Field(max_length=200)]


class DeviceLabel(Shape):
    """What somebody recognises a device by: the kind of browser and of system, and nothing finer."""

    program: Program = "OTHER"
    system: System = "OTHER"


class DeviceView(Shape):
    """GET /devices/mine: one place where who asks is signed in, last seen first.

    ``seen_at`` is written down at most every five minutes. ``expires_at``: until when it counts if nobody comes back.
    ``is_fresh``: whether how one signs in can be changed from there now.
    """

    id: UUID
    program: Program
    system: System
    opened_at: AwareDatetime
    seen_at: AwareDatetime
    expires_at: AwareDatetime
    is_fresh: bool


class DeviceSignedOut(Shape):
    """The answer of POST /devices/{id}:sign-out; NOT_FOUND for a device that is not one's own, or over."""

    id: UUID
