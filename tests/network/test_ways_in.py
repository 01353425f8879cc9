"""Every new way into an account, and every one that is gone, is written down and told to its owner at once."""

from collections.abc import Awaitable, Callable
from uuid import UUID

import pytest

from shared.api.audit import AuditEntry
from shared.api.network.machine_tokens import MachineTokenRevoked
from shared.api.network.outside_identities import OutsideIdentityView, Unlinked
from shared.api.network.passkeys import PasskeyRemoved
from shared.api.network.people import AuthSessionOpened
from shared.events.network import WayInChanged
from tests.network.authenticators import Authenticator
from tests.network.steps import sign_in, stored
from tests.network.test_email_changes import ask, confirm, stop
from tests.network.test_email_changes import link as email_link
from tests.network.test_machine_tokens import make
from tests.network.test_outside_identities import SANNE, STATE, come_back, go, returned
from tests.network.test_outside_identities import link as link_identity
from tests.network.test_passkeys import add
from tests.workplace import Workplace


async def add_passkey(place: Workplace, who: AuthSessionOpened) -> UUID:
    """Add a passkey; its id."""
    return (await add(place, who, Authenticator())).id


async def make_token(place: Workplace, who: AuthSessionOpened) -> UUID:
    """Make a token for a program; its id."""
    return (await make(place, who)).made.id


async def link(place: Workplace, who: AuthSessionOpened) -> UUID:
    """Link an account at another house; its id."""
    await link_identity(place, who)
    (view,) = await place.ask("GET", "/outside-identities/mine", list[OutsideIdentityView], person_id=who.person_id)
    identity: UUID = view.id
    return identity


async def remove_passkey(place: Workplace, who: AuthSessionOpened, id_: UUID) -> None:
    """Remove a passkey."""
    await place.ask("POST", f"/passkeys/{id_}:remove", PasskeyRemoved, person_id=who.person_id)


async def revoke_token(place: Workplace, who: AuthSessionOpened, id_: UUID) -> None:
    """Revoke a token."""
    await place.ask("POST", f"/machine-tokens/{id_}:revoke", MachineTokenRevoked, person_id=who.person_id)


async def unlink(place: Workplace, who: AuthSessionOpened, id_: UUID) -> None:
    """Unlink an identity."""
    await place.ask("POST", f"/outside-identities/{id_}:unlink", Unlinked, person_id=who.person_id)


async def told(place: Workplace) -> list[tuple[str, bool, UUID]]:
    """What its owner hears: of which kind, whether it is new, and whose it is."""
    return [
        (event.kind, event.is_added, event.person_id)
        for event in await place.announced()
        if isinstance(event, WayInChanged)
    ]


async def log_of(place: Workplace, who: AuthSessionOpened) -> list[tuple[str, UUID | None]]:
    """What the log of an account says, oldest first: what was done, and by whom."""
    entries = await place.ask("GET", "/log/mine", list[AuditEntry], person_id=who.person_id)
    return [(entry.verb, entry.person_id) for entry in reversed(entries)]


@pytest.mark.parametrize(
    ("kind", "begin", "end", "verbs"),
    [
        ("PASSKEY", add_passkey, remove_passkey, ("passkey.added", "passkey.removed")),
        ("MACHINE_TOKEN", make_token, revoke_token, ("machine-token.made", "machine-token.revoked")),
        ("OUTSIDE_IDENTITY", link, unlink, ("outside-identity.linked", "outside-identity.unlinked")),
    ],
)
async def test_a_way_in_is_written_down_and_told_when_it_comes_and_when_it_goes(
    place: Workplace,
    kind: str,
    begin: Callable[[Workplace, AuthSessionOpened], Awaitable[UUID]],
    end: Callable[[Workplace, AuthSessionOpened, UUID], Awaitable[None]],
    verbs: tuple[str, str],
) -> None:
    sanne = await sign_in(place, SANNE)

    id_ = await begin(place, sanne)
    at_first = await told(place)
    await end(place, sanne, id_)

    assert at_first == [(kind, True, sanne.person_id)]
    assert await told(place) == [(kind, True, sanne.person_id), (kind, False, sanne.person_id)]
    assert await log_of(place, sanne) == [(verb, sanne.person_id) for verb in ("account.made", *verbs)]


async def test_who_began_at_another_house_hears_that_it_is_linked(place: Workplace) -> None:
    await go(place, STATE.format(1))

    opened = (await come_back(place, returned(STATE.format(1), verified_email="nieuw@voorbeeld.example"))).opened

    assert opened
    assert await told(place) == [("OUTSIDE_IDENTITY", True, opened.person_id)]
    assert await log_of(place, opened) == [
        ("account.made", opened.person_id),
        ("outside-identity.linked", opened.person_id),
    ]


async def test_a13_what_the_old_address_takes_away_is_written_down_and_told_too(place: Workplace) -> None:
    sanne = await sign_in(place, SANNE)
    for begin in (add_passkey, make_token, link):
        await begin(place, sanne)
    change = await ask(place, sanne)
    await confirm(place, sanne.person_id, (await email_link(place, change)).token)

    await stop(place, (await email_link(place, change, "mint-undo")).token)

    gone = {kind for kind, is_added, person_id in await told(place) if not is_added and person_id == sanne.person_id}
    assert gone == {"PASSKEY", "MACHINE_TOKEN", "OUTSIDE_IDENTITY"}
    assert {verb for verb, _ in await log_of(place, sanne)} >= {
        "passkey.removed",
        "machine-token.revoked",
        "outside-identity.unlinked",
    }
    assert [len(await stored(place, table)) for table in ("passkey", "outside_identity")] == [0, 0]
