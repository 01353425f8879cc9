"""What network tells for mails to one reader: where they go, and secrets that are made now."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from shared.api.network import participation as shapes
from shared.api.network.email_changes import EmailChangeSecret
from shared.api.network.guardians import PermissionFarewell, PermissionSecret, PermissionSecretAsked
from shared.api.network.helping import AccountSecret, AccountSecretAsked
from shared.api.network.joining import InvitationSecret, InvitationSecretAsked, JoinLetter, JoinLetterAsked
from shared.api.network.people import Readers, ReaderView, SignInSecret
from shared.api.network.privacy import (
    DataExportLink,
    ErasedNames,
    ErasureAnswered,
    ErasureLetter,
    Unnamed,
    UnusedAccount,
)
from shared.api.network.privacy import LastMail as LastMailView
from shared.api.network.removals import RemovalLetter, RemovalLetterAsked
from shared.api.network.steering.succession import SuccessionLetter, SuccessionLetterAsked
from shared.asking import Asking
from shared.errors import NotFound

LONG_SECONDS = 30.0
"""For what is looked through in every text of some networks."""


@dataclass(frozen=True, slots=True)
class LastMail:
    """Where the last mail of somebody who is erased goes, and under which reference they can look it up."""

    address: str
    language: str
    reference: str
    requested_at: datetime


@dataclass(frozen=True, slots=True)
class FreshSignIn:
    """A secret that was made just now; it stands nowhere else."""

    address: str
    language: str
    code: str
    token: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class FreshLink:
    """A link that was made just now; ``token`` is None where there is nothing to open."""

    address: str
    language: str
    token: str | None
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class PlaceLetter:
    """What a mail about somebody's place in a network needs; ``until_at``: until when the place is kept, in a pause."""

    address: str
    language: str
    network_name: str
    network_slug: str
    until_at: datetime | None


async def place_letter(asking: Asking, membership_id: UUID, status: str) -> PlaceLetter:
    """Ask network about a place in this state. Raises NotFound, or Conflict when it is in another."""
    asked = shapes.PlaceLetterAsked.model_validate({"status": status})
    told = await asking.ask("network", "POST", f"/memberships/{membership_id}:letter", shapes.PlaceLetter, body=asked)
    return PlaceLetter(told.address, told.language, told.network_name, told.network_slug, told.until_at)


async def role_letter(asking: Asking, membership_id: UUID, role: str, coordinator_id: UUID) -> PlaceLetter:
    """Ask network what the mail needs that tells a coordinator that this member handed back a role.

    Raises NotFound or Conflict when there is nothing to tell any more.
    """
    asked = shapes.RoleLetterAsked.model_validate({"role": role, "person_id": coordinator_id})
    path = f"/memberships/{membership_id}:role-letter"
    told = await asking.ask("network", "POST", path, shapes.PlaceLetter, body=asked)
    return PlaceLetter(told.address, told.language, told.network_name, told.network_slug, told.until_at)


async def removal_letter(
    asking: Asking, removal_id: UUID, about: str, answerer_id: UUID | None = None
) -> RemovalLetter:
    """Ask network what a mail about an objection needs, for a coordinator who may answer it or for who made it.

    about: APPEAL or ANSWER. Raises NotFound or Conflict when there is nothing to tell any more.
    """
    body = RemovalLetterAsked.model_validate({"about": about, "person_id": answerer_id})
    return await asking.ask("network", "POST", f"/removals/{removal_id}:letter", RemovalLetter, body=body)


async def succession_letter(asking: Asking, network_id: UUID, about: str, reader_id: UUID) -> SuccessionLetter:
    """Ask network what a mail needs about the wish of this network to go on as another one.

    about: PROPOSED or ANSWERED. Raises NotFound or Conflict when there is nothing to tell this reader any more.
    """
    body = SuccessionLetterAsked.model_validate({"about": about, "person_id": reader_id})
    return await asking.ask("network", "POST", f"/networks/{network_id}:succession-letter", SuccessionLetter, body=body)


async def reader(asking: Asking, person_id: UUID) -> tuple[str, str]:
    """Ask network where somebody's mail goes, and in which language. Raises NotFound for who is gone."""
    asked = Readers(person_ids=[person_id])
    for view in await asking.ask("network", "POST", "/people:readers", list[ReaderView], body=asked):
        return view.address, view.language
    raise NotFound


async def mint_sign_in(asking: Asking, sign_in_id: UUID) -> FreshSignIn:
    """Ask network to make the secret of a sign-in now; it keeps only the hash. Raises NotFound or Conflict when it is over."""
    secret = await asking.ask("network", "POST", f"/sign-ins/{sign_in_id}:mint", SignInSecret)
    return FreshSignIn(secret.address, secret.language, secret.code, secret.token, secret.expires_at)


async def mint_email_change(asking: Asking, email_change_id: UUID, which: str) -> FreshLink:
    """Ask network to make a link about a change of address now; it keeps only the hash.

    which: ``mint`` for the new address, ``mint-stop`` or ``mint-undo`` for the old one. Raises NotFound or Conflict when it is over.
    """
    secret = await asking.ask("network", "POST", f"/email-changes/{email_change_id}:{which}", EmailChangeSecret)
    return FreshLink(secret.address, secret.language, secret.token, secret.expires_at)


async def last_mail(asking: Asking, erasure_id: UUID) -> LastMail:
    """Ask network where the last mail of somebody who is erased goes. Raises NotFound when it knows no address any more."""
    told = await asking.ask("network", "POST", f"/erasures/{erasure_id}:reader", LastMailView)
    return LastMail(told.address, told.language, told.reference, told.requested_at)


async def erasure_letter(asking: Asking, erasure_id: UUID) -> ErasureLetter:
    """Ask network where it is told that an erasure was asked, and when it begins. Raises NotFound when it cannot be stopped any more."""
    return await asking.ask("network", "POST", f"/erasures/{erasure_id}:letter", ErasureLetter)


async def take_name_out(asking: Asking, erasure_id: UUID) -> None:
    """Carry the names of who is erased from network, which knows them a while longer, to agenda, which takes them out of its texts.

    Again changes nothing; where network knows no name any more, or never did, there is nothing to carry.
    """
    with suppress(NotFound):
        for one in await asking.ask("network", "POST", f"/erasures/{erasure_id}:names", list[ErasedNames]):
            await asking.ask("agenda", "POST", "/erasures:unname", Unnamed, body=one, deadline=LONG_SECONDS)


async def mint_data_export(asking: Asking, data_export_id: UUID) -> FreshLink:
    """Ask network to make the link to somebody's data now; it keeps only the hash. Raises NotFound or Conflict when it is over."""
    link = await asking.ask("network", "POST", f"/data-exports/{data_export_id}:mint", DataExportLink)
    return FreshLink(link.address, link.language, link.token, link.expires_at)


async def warning_words(asking: Asking, person_id: UUID) -> tuple[str, str, date]:
    """Ask network where the warning of an unused account goes, in which language, and when the account is erased.

    Raises NotFound or Conflict when there is nothing to warn of any more.
    """
    told = await asking.ask("network", "POST", f"/accounts/{person_id}:warning", UnusedAccount)
    return told.address, told.language, told.erased_on


async def answer_erasure(asking: Asking, erasure_id: UUID, what: str) -> None:
    """Tell network which service holds nothing of somebody any more, or ("mailed") that the last mail was sent.

    A request that network does not know is answered for good: there is nobody who waits for it.
    """
    with suppress(NotFound):
        if what == "mailed":
            await asking.ask("network", "POST", f"/erasures/{erasure_id}:mailed", None)
        else:
            body = ErasureAnswered.model_validate({"service": what})
            await asking.ask("network", "POST", f"/erasures/{erasure_id}:answer", None, body=body)


async def mint_invitation(asking: Asking, invitation_id: UUID, round_: int) -> InvitationSecret:
    """Ask network to make the link of an invitation now; it keeps only the hash. Raises NotFound or Conflict when it is over."""
    body = InvitationSecretAsked(round=round_)
    return await asking.ask("network", "POST", f"/invitations/{invitation_id}:mint", InvitationSecret, body=body)


async def mint_permission(asking: Asking, permission_id: UUID, round_: int) -> PermissionSecret:
    """Ask network to make the link for a parent or guardian now; it keeps only the hash. Raises NotFound or Conflict when it is over."""
    body = PermissionSecretAsked(round=round_)
    return await asking.ask(
        "network", "POST", f"/parental-permissions/{permission_id}:mint", PermissionSecret, body=body
    )


async def mint_withdrawal(asking: Asking, permission_id: UUID) -> PermissionSecret:
    """Ask network to make the link with which permission can be taken back. Raises NotFound or Conflict when it does not stand."""
    path = f"/parental-permissions/{permission_id}:mint-withdrawal"
    return await asking.ask("network", "POST", path, PermissionSecret)


async def permission_farewell(asking: Asking, permission_id: UUID) -> PermissionFarewell:
    """Ask network what the last mail to a parent or guardian says. Raises NotFound or Conflict when there is none to send."""
    path = f"/parental-permissions/{permission_id}:farewell"
    return await asking.ask("network", "POST", path, PermissionFarewell)


async def mint_account_offer(asking: Asking, offer_id: UUID, round_: int) -> AccountSecret:
    """Ask network to make the link to an account now; it keeps only the hash. Raises NotFound or Conflict when it is over."""
    body = AccountSecretAsked(round=round_)
    return await asking.ask("network", "POST", f"/account-offers/{offer_id}:mint", AccountSecret, body=body)


async def join_letter(
    asking: Asking, join_request_id: UUID, about: str, coordinator_id: UUID | None = None
) -> JoinLetter:
    """Ask network what a mail about a request to take part says, to who asked or to a coordinator.

    about: RECEIPT, ANSWER or NEWS. Raises NotFound or Conflict when there is nothing to tell any more.
    """
    body = JoinLetterAsked.model_validate({"about": about, "person_id": coordinator_id})
    return await asking.ask("network", "POST", f"/join-requests/{join_request_id}:letter", JoinLetter, body=body)
