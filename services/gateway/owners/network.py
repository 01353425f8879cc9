"""What network is asked: who learns together, and who signs in."""

from collections.abc import Sequence
from uuid import UUID

from services.gateway.owners.inquiry import Inquiry, get, post
from shared.api.network.devices import DeviceSignedOut, DeviceView
from shared.api.network.email_changes import (
    ChangeEmail,
    EmailChangeStopped,
    EmailChangeToken,
    EmailChangeView,
    EmailConfirmed,
)
from shared.api.network.machine_tokens import (
    ActsFor,
    MachineTokenMade,
    MachineTokenRevoked,
    MachineTokenView,
    MakeMachineToken,
    ResolveMachineToken,
)
from shared.api.network.memberships import FellowMemberView, MembersAsked, MembershipView, NetworkBalance
from shared.api.network.networks import NetworkView
from shared.api.network.outside_identities import (
    BeginLinking,
    BeginOutsideSignIn,
    CameBack,
    ComeBack,
    OutsideIdentityView,
    Unlinked,
)
from shared.api.network.passkeys import (
    AddPasskey,
    BeginPasskey,
    BeginPasskeySignIn,
    CompletePasskeySignIn,
    PasskeyAsked,
    PasskeyRemoved,
    PasskeyView,
)
from shared.api.network.people import (
    AuthSessionOpened,
    ChangeMe,
    CompleteSignIn,
    EndAuthSession,
    NameSuggestions,
    PersonView,
    RequestSignIn,
    ResolveAuthSession,
    SignedIn,
    SignInStarted,
)
from shared.api.page import Ids, Page

OWNER = "network"


def network_by_slug(slug: str) -> Inquiry[NetworkView]:
    """One network by its slug (its form was checked before: it becomes part of a path). Raises NotFound."""
    return get(OWNER, f"/networks/by-slug/{slug}", NetworkView)


def networks(*, first: int, after: str | None, **only: str | UUID | None) -> Inquiry[Page[NetworkView]]:
    """All networks, by name. only: of this kind, theme or region, or within this network; None asks for all."""
    return get(OWNER, "/networks", Page[NetworkView], first=first, after=after, **only)


def networks_by_id(ids: Sequence[UUID]) -> Inquiry[list[NetworkView]]:
    """Some networks; unknown ones are left out."""
    return post(OWNER, "/networks:batch", list[NetworkView], Ids(ids=list(ids)))


def balances(ids: Sequence[UUID]) -> Inquiry[list[NetworkBalance]]:
    """Whether each perspective of these networks takes part enough; unknown networks are left out."""
    return post(OWNER, "/balances:batch", list[NetworkBalance], Ids(ids=list(ids)))


def fellow_members(network_ids: Sequence[UUID], person_ids: Sequence[UUID]) -> Inquiry[list[FellowMemberView]]:
    """Who these people are in these networks, as far as the viewer is a member too."""
    return post(
        OWNER,
        "/members:batch",
        list[FellowMemberView],
        MembersAsked(network_ids=list(network_ids), person_ids=list(person_ids)),
    )


def my_memberships() -> Inquiry[list[MembershipView]]:
    """The active memberships of who asks. Raises NotSignedIn for a stranger."""
    return get(OWNER, "/memberships/mine", list[MembershipView])


def me() -> Inquiry[PersonView]:
    """Who asks, with their own address and language. Raises NotSignedIn for a stranger."""
    return get(OWNER, "/people/me", PersonView)


def suggested_names() -> Inquiry[NameSuggestions]:
    """Three names that nobody has."""
    return get(OWNER, "/people:suggested-names", NameSuggestions)


def change_me(change: ChangeMe, key: str | None) -> Inquiry[PersonView]:
    """Change one's own name or language."""
    return post(OWNER, "/people/me", PersonView, change, key)


def request_sign_in(request: RequestSignIn, key: str | None) -> Inquiry[SignInStarted]:
    """Have a code and a link mailed; the answer is the same for every address."""
    return post(OWNER, "/sign-ins", SignInStarted, request, key)


def complete_sign_in(request: CompleteSignIn) -> Inquiry[AuthSessionOpened]:
    """Sign in with a code or a link. Raises the refusal of the sign-in."""
    return post(OWNER, "/sign-ins:complete", AuthSessionOpened, request)


def resolve(token: str) -> Inquiry[SignedIn]:
    """Whose session this is. Raises NotSignedIn."""
    return post(OWNER, "/auth-sessions:resolve", SignedIn, ResolveAuthSession(token=token))


def end_session(token: str, *, everywhere: bool) -> Inquiry[None]:
    """Sign out here, or everywhere."""
    return post(OWNER, "/auth-sessions:end", None, EndAuthSession(token=token, everywhere=everywhere))


def my_devices() -> Inquiry[list[DeviceView]]:
    """Where who asks is signed in. Raises NotSignedIn for a stranger."""
    return get(OWNER, "/devices/mine", list[DeviceView])


def sign_out_device(auth_session_id: UUID, key: str | None) -> Inquiry[DeviceSignedOut]:
    """Sign out on one of one's own devices. Raises NotFound."""
    return post(OWNER, f"/devices/{auth_session_id}:sign-out", DeviceSignedOut, None, key)


def my_email_change() -> Inquiry[EmailChangeView | None]:
    """The change of address of who asks that waits or can be undone."""
    return get(OWNER, "/email-changes/mine", EmailChangeView | None)


def change_email(asked: ChangeEmail, key: str | None) -> Inquiry[EmailChangeView]:
    """Ask for mail at another address."""
    return post(OWNER, "/email-changes", EmailChangeView, asked, key)


def confirm_email_change(token: EmailChangeToken, key: str | None) -> Inquiry[EmailConfirmed]:
    """Confirm one's new address."""
    return post(OWNER, "/email-changes:confirm", EmailConfirmed, token, key)


def stop_email_change(token: EmailChangeToken, key: str | None) -> Inquiry[EmailChangeStopped]:
    """Stop or undo a change of address."""
    return post(OWNER, "/email-changes:stop", EmailChangeStopped, token, key)


def my_passkeys() -> Inquiry[list[PasskeyView]]:
    """The passkeys of who asks."""
    return get(OWNER, "/passkeys/mine", list[PasskeyView])


def begin_passkey(asked: BeginPasskey) -> Inquiry[PasskeyAsked]:
    """Begin to add a passkey."""
    return post(OWNER, "/passkeys:begin", PasskeyAsked, asked)


def add_passkey(asked: AddPasskey) -> Inquiry[PasskeyView]:
    """Add the passkey that the browser made."""
    return post(OWNER, "/passkeys", PasskeyView, asked)


def remove_passkey(passkey_id: UUID, key: str | None) -> Inquiry[PasskeyRemoved]:
    """Remove one of one's own passkeys. Raises NotFound."""
    return post(OWNER, f"/passkeys/{passkey_id}:remove", PasskeyRemoved, None, key)


def begin_passkey_sign_in(asked: BeginPasskeySignIn) -> Inquiry[PasskeyAsked]:
    """Begin to sign in with a passkey; the answer is the same for everybody."""
    return post(OWNER, "/passkeys:begin-sign-in", PasskeyAsked, asked)


def complete_passkey_sign_in(asked: CompletePasskeySignIn) -> Inquiry[AuthSessionOpened]:
    """Sign in with the answer of a passkey."""
    return post(OWNER, "/passkeys:complete-sign-in", AuthSessionOpened, asked)


def my_machine_tokens() -> Inquiry[list[MachineTokenView]]:
    """The tokens for programs of who asks."""
    return get(OWNER, "/machine-tokens/mine", list[MachineTokenView])


def make_machine_token(asked: MakeMachineToken) -> Inquiry[MachineTokenMade]:
    """Make a token for a program; it is told once."""
    return post(OWNER, "/machine-tokens", MachineTokenMade, asked)


def revoke_machine_token(machine_token_id: UUID, key: str | None) -> Inquiry[MachineTokenRevoked]:
    """Revoke one of one's own tokens. Raises NotFound."""
    return post(OWNER, f"/machine-tokens/{machine_token_id}:revoke", MachineTokenRevoked, None, key)


def resolve_machine_token(token: str) -> Inquiry[ActsFor]:
    """For whom a program acts. Raises NotSignedIn."""
    return post(OWNER, "/machine-tokens:resolve", ActsFor, ResolveMachineToken(token=token))


def begin_outside_sign_in(asked: BeginOutsideSignIn) -> Inquiry[None]:
    """Note that somebody goes to another house to sign in."""
    return post(OWNER, "/outside-sign-ins:begin", None, asked)


def begin_linking(asked: BeginLinking) -> Inquiry[None]:
    """Note that somebody goes to another house to link their account there."""
    return post(OWNER, "/outside-identities:begin", None, asked)


def come_back(asked: ComeBack) -> Inquiry[CameBack]:
    """Sign in or link whom another house vouches for."""
    return post(OWNER, "/outside-sign-ins:complete", CameBack, asked)


def my_identities() -> Inquiry[list[OutsideIdentityView]]:
    """The identities of who asks at other houses."""
    return get(OWNER, "/outside-identities/mine", list[OutsideIdentityView])


def unlink_identity(outside_identity_id: UUID, key: str | None) -> Inquiry[Unlinked]:
    """Unlink one of one's own identities. Raises NotFound."""
    return post(OWNER, f"/outside-identities/{outside_identity_id}:unlink", Unlinked, None, key)
