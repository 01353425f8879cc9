"""What network is asked about the permission of a parent or guardian."""

from uuid import UUID

from services.gateway.owners.inquiry import Inquiry, post
from shared.api.network.guardians import (
    AgeConfirmed,
    AnswerPermission,
    AskGuardianAgain,
    PermissionAnswered,
    PermissionToken,
    SeenPermissionView,
    WaitingStopped,
)
from shared.api.network.participation import ChooseSupporter, ParticipationView

OWNER = "network"
Key = str | None


def ask_again(network_id: UUID, body: AskGuardianAgain, key: Key) -> Inquiry[ParticipationView]:
    """Mail one's parent or guardian once more. Raises NotFound, PermissionOver, AskedTooManyTimes."""
    return post(OWNER, f"/networks/{network_id}/participation:ask-guardian-again", ParticipationView, body, key)


def choose_supporter(network_id: UUID, body: ChooseSupporter, key: Key) -> Inquiry[ParticipationView]:
    """Be helped by another support person. Raises NotFound, SupportPersonMissing."""
    return post(OWNER, f"/networks/{network_id}/participation:choose-supporter", ParticipationView, body, key)


def stop_waiting(network_id: UUID, key: Key) -> Inquiry[WaitingStopped]:
    """Take back that one wants to take part. Raises NotFound."""
    return post(OWNER, f"/networks/{network_id}/participation:stop-waiting", WaitingStopped, None, key)


def confirm_sixteen(key: Key) -> Inquiry[AgeConfirmed]:
    """Say that one is 16 by now. Raises NothingToConfirm, ParentalPermissionRequired."""
    return post(OWNER, "/people/me:confirm-sixteen", AgeConfirmed, None, key)


def look(body: PermissionToken) -> Inquiry[SeenPermissionView]:
    """What stands behind the link of a parent or guardian. Raises NotFound, PermissionOver."""
    return post(OWNER, "/parental-permissions:look", SeenPermissionView, body)


def answer(body: AnswerPermission, key: Key) -> Inquiry[PermissionAnswered]:
    """Say yes or no. Raises NotFound, PermissionOver, OtherText."""
    return post(OWNER, "/parental-permissions:answer", PermissionAnswered, body, key)


def withdraw(body: PermissionToken, key: Key) -> Inquiry[PermissionAnswered]:
    """Take permission back. Raises NotFound, PermissionOver."""
    return post(OWNER, "/parental-permissions:withdraw", PermissionAnswered, body, key)
