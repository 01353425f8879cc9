"""Who may ask what of permission: the young person asks and stops, whoever holds the link answers, notifications mails."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from services.network.memberships.domain.guardians import MintedPermission
from services.network.memberships.edge.participation import participation_now
from services.network.memberships.operations import guardian_answers as answers
from services.network.memberships.operations import guardians as operations
from shared.api.network.guardians import (
    AgeConfirmed,
    AnswerPermission,
    AskGuardianAgain,
    PermissionAnswered,
    PermissionFarewell,
    PermissionSecret,
    PermissionSecretAsked,
    PermissionToken,
    SeenPermissionView,
    WaitingStopped,
)
from shared.api.network.participation import ParticipationView
from shared.bus.work import Door, Work
from shared.database import Session
from shared.web.edge import PERSON, Edge, Now, Viewer, only

edge = Edge()


@edge.change("/networks/{network_id}/participation:ask-guardian-again", who=PERSON)
async def ask_again(network_id: UUID, body: AskGuardianAgain, work: Work, viewer: Viewer) -> ParticipationView:
    """Mail one's parent or guardian once more."""
    await operations.ask_guardian_again(work, network_id=network_id, guardian_email=body.guardian_email)
    return await participation_now(work, network_id, viewer)


@edge.change("/networks/{network_id}/participation:stop-waiting", who=PERSON)
async def stop_waiting(network_id: UUID, work: Work) -> WaitingStopped:
    """Take back that one wants to take part."""
    return WaitingStopped(network_id=await operations.stop_waiting(work, network_id=network_id))


@edge.change("/people/me:confirm-sixteen", who=PERSON)
async def confirm_sixteen(work: Work) -> AgeConfirmed:
    """Say that one is 16 by now."""
    await operations.confirm_sixteen(work)
    return AgeConfirmed(age_band="FROM_16")


@edge.read("/parental-permissions:look", who=only("gateway"), method="POST")
async def look(body: PermissionToken, session: Session, now: Now) -> SeenPermissionView:
    """What stands behind the link of a parent or guardian."""
    seen = await answers.seen_permission(session, token=body.token, now=now)
    return SeenPermissionView.model_validate(
        {
            "network_name": seen.network.name,
            "mission_nl": seen.network.mission_nl,
            "mission_en": seen.network.mission_en,
            "reference": seen.reference,
            "status": seen.status.value,
            "expires_at": seen.expires_at,
            "text_version": seen.text_version,
        }
    )


@edge.change("/parental-permissions:answer", who=only("gateway"))
async def answer(body: AnswerPermission, work: Work) -> PermissionAnswered:
    """Say yes or no."""
    given = await answers.answer_permission(work, token=body.token, gives=body.gives, text_version=body.text_version)
    return PermissionAnswered(is_given=given)


@edge.change("/parental-permissions:withdraw", who=only("gateway"))
async def withdraw(body: PermissionToken, work: Work) -> PermissionAnswered:
    """Take permission back."""
    await answers.withdraw_permission(work, token=body.token)
    return PermissionAnswered(is_given=False)


@edge.read("/parental-permissions/{permission_id}:farewell", who=only("notifications"), method="POST")
async def farewell(permission_id: UUID, session: Session) -> PermissionFarewell:
    """What the last mail to a parent or guardian needs."""
    told = await answers.farewell(session, permission_id=permission_id)
    return PermissionFarewell.model_validate({name: getattr(told, name) for name in PermissionFarewell.model_fields})


# These answer with a secret, so they are no changes with a remembered answer: a secret is stored nowhere.


@edge.act("/parental-permissions/{permission_id}:mint", who=only("notifications"))
async def mint(permission_id: UUID, body: PermissionSecretAsked, door: Door, viewer: Viewer) -> PermissionSecret:
    """The link with which a parent or guardian answers."""
    return await _secret(
        door, viewer, lambda work: answers.mint_permission(work, permission_id=permission_id, round_=body.round)
    )


@edge.act("/parental-permissions/{permission_id}:mint-withdrawal", who=only("notifications"))
async def mint_withdrawal(permission_id: UUID, door: Door, viewer: Viewer) -> PermissionSecret:
    """The link with which a parent or guardian takes it back."""
    return await _secret(door, viewer, lambda work: answers.mint_withdrawal(work, permission_id=permission_id))


async def _secret(door: Door, viewer: Viewer, make: Callable[[Work], Awaitable[MintedPermission]]) -> PermissionSecret:
    made = await door.change(make, viewer)
    return PermissionSecret.model_validate({name: getattr(made, name) for name in PermissionSecret.model_fields})
