"""The vault: addresses stand sealed in the database, are found without being opened, and the key can be changed (PR-4)."""

import base64
from collections.abc import Awaitable, Callable
from pathlib import Path
from time import perf_counter

import pytest
from sqlalchemy import text

from services.network.handlers import when_the_vault_may_have_a_new_key
from services.network.main import SERVICE, proof, unlock
from services.network.people.domain.vault import VAULT, Vault, VaultKey, VaultLocked, new_vault_key
from services.network.people.models.accounts import Person
from services.network.people.operations import resealing
from services.network.people.queries.accounts import person_by_email
from shared.api.network.joining import InvitationView, Invite
from shared.api.network.people import ChangeMe, PersonView, Readers, ReaderView
from shared.api.network.vault import VaultState
from shared.bus.clock import Period
from shared.bus.work import Work
from shared.settings import Settings, WrongSetting
from tests.network.steps import a_network, ask_to_sign_in, join, load, sign_in
from tests.workplace import Workplace

SANNE = "sanne.canary@voorbeeld.example"


async def stored_bytes(place: Workplace) -> bytes:
    """Everything that stands in the tables of network, as it stands there, but for the numbers of the passes it came by."""
    found = b""
    async with place.door.reading() as session:
        for table in sorted(place.door.database.metadata.tables.keys() - {"used_pass"}):
            for row in (await session.execute(text(f'SELECT * FROM "{table}"'))).all():  # noqa: S608 -- our own tables
                found += b"".join(
                    bytes(one) if isinstance(one, bytes | memoryview) else str(one).encode() for one in row
                )
    return found


async def test_a85_an_address_stands_nowhere_in_the_database_as_it_is(place: Workplace) -> None:
    opened = await sign_in(place, SANNE)
    await ask_to_sign_in(place, SANNE)

    found = await stored_bytes(place)
    me = await place.ask("GET", "/people/me", PersonView, person_id=opened.person_id)

    assert b"sanne.canary" not in found
    assert me.email == SANNE


async def test_who_comes_back_is_found_without_opening_anything(place: Workplace) -> None:
    first = await sign_in(place, SANNE)

    second = await sign_in(place, SANNE.upper())

    assert second.person_id == first.person_id


async def test_mail_still_finds_its_readers(place: Workplace) -> None:
    opened = await sign_in(place, SANNE)
    await place.ask("POST", "/people/me", person_id=opened.person_id, body=ChangeMe(display_name="Sanne"))

    (reader,) = await place.ask(
        "POST",
        "/people:readers",
        list[ReaderView],
        service="notifications",
        body=Readers(person_ids=[opened.person_id]),
    )

    assert (reader.address, reader.display_name) == (SANNE, "Sanne")


def test_the_same_address_is_sealed_differently_each_time_and_found_by_the_same_index() -> None:
    vault = Vault()
    vault.unlock(new_vault_key())

    one, other = vault.seal(SANNE), vault.seal(SANNE)

    assert one != other
    assert vault.open(one) == vault.open(other) == SANNE
    assert vault.index(SANNE) == vault.index(SANNE) != vault.index("other@voorbeeld.example")


def test_an_older_key_opens_and_finds_what_it_sealed_and_the_newer_one_seals() -> None:
    older, newer = new_vault_key(), new_vault_key()
    before, after, only_newer = Vault(), Vault(), Vault()
    before.unlock(older)
    sealed, index = before.seal(SANNE), before.index(SANNE)

    after.unlock(f"{newer},{older}")
    only_newer.unlock(newer)

    assert after.open(sealed) == SANNE
    assert index in after.indexes(SANNE)
    assert only_newer.open(after.seal(SANNE)) == SANNE
    with pytest.raises(VaultLocked):
        only_newer.open(sealed)


def test_what_was_changed_in_the_database_does_not_open() -> None:
    key = VaultKey(base64.urlsafe_b64decode(new_vault_key()))
    sealed = key.seal(SANNE)

    for place in (5, 20, -1):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(VaultLocked):
            key.open(bytes(changed))


def test_without_a_key_nothing_is_sealed() -> None:
    with pytest.raises(VaultLocked):
        Vault().seal(SANNE)


@pytest.mark.parametrize(
    "wrong",
    ["", "not base64!", "c2hvcnQ=", f"{new_vault_key()},"],
    ids=["nothing", "no base64", "too short", "an empty second"],
)
def test_a_key_that_is_none_is_told_in_one_sentence_without_the_key(wrong: str, tmp_path: Path) -> None:
    with pytest.raises(WrongSetting) as refused:
        unlock(Settings(vault_key=wrong, var=tmp_path))

    assert str(refused.value).startswith("Setting LEERKRING_VAULT_KEY is wrong: ")
    assert not wrong or wrong not in str(refused.value)


def test_one_process_makes_its_own_key_once_and_nobody_else_may_read_it(tmp_path: Path) -> None:
    unlock(Settings(var=tmp_path))
    made = (tmp_path / "keys" / "vault.key").read_text()
    unlock(Settings(var=tmp_path))

    assert (tmp_path / "keys" / "vault.key").read_text() == made
    assert (tmp_path / "keys" / "vault.key").stat().st_mode & 0o077 == 0


async def test_a_start_with_another_key_is_refused_in_one_sentence(
    sqlite_place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    await sign_in(sqlite_place, SANNE)
    monkeypatch.setattr(VAULT, "_keys", {})
    VAULT.unlock(new_vault_key())

    async with sqlite_place.door.reading() as session:
        with pytest.raises(WrongSetting, match="sealed with another key"):
            await proof(session)
    assert SERVICE.proof is proof


def test_opening_five_hundred_addresses_costs_a_digest_next_to_nothing() -> None:
    vault = Vault()
    vault.unlock(new_vault_key())
    sealed = [vault.seal(f"lid.{number}@voorbeeld.example") for number in range(500)]

    began = perf_counter()
    opened = [vault.open(one) for one in sealed]

    assert len(set(opened)) == 500
    assert perf_counter() - began < 0.25


@pytest.fixture
def changed_key(monkeypatch: pytest.MonkeyPatch) -> Callable[[], str]:
    """Puts a new key before the one that there is; gives the new one."""
    monkeypatch.setattr(VAULT, "_keys", dict(VAULT._keys))

    def change() -> str:
        key = new_vault_key()
        VAULT.unlock(key)
        return key

    return change


async def everything_sealed(place: Workplace) -> None:
    """Let something stand in each kind of sealed column."""
    sanne = await join(place, "kring", "Sanne", role="COORDINATOR")
    body = Invite(email="gast@voorbeeld.example", perspective="PROFESSIONAL")
    path = f"/networks/{sanne.network_id}/invitations"
    await place.ask("POST", path, InvitationView, person_id=sanne.person_id, body=body)
    await ask_to_sign_in(place, SANNE)


async def test_everything_is_sealed_with_a_new_key_and_found_under_it_alone(
    place: Workplace, changed_key: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    await load(place, a_network())
    await everything_sealed(place)
    person_id = (await sign_in(place, SANNE)).person_id
    key = changed_key()

    before = await place.ask("GET", "/vault", VaultState, service="operator")
    once = await place.ask("POST", "/vault:reseal", VaultState, service="operator")
    again = await place.ask("POST", "/vault:reseal", VaultState, service="operator")
    monkeypatch.setattr(VAULT, "_keys", {})
    VAULT.unlock(key)

    assert before.left >= 4
    assert (once.resealed, once.left) == (before.left, 0)
    assert again.resealed == 0
    assert (await place.ask("GET", "/people/me", PersonView, person_id=person_id)).email == SANNE
    assert (await sign_in(place, SANNE)).person_id == person_id


async def test_sealing_anew_goes_on_where_it_stopped_and_by_the_clock(
    place: Workplace, changed_key: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    await load(place, a_network())
    for number in range(5):
        await join(place, "kring", f"Lid{number}")
    changed_key()
    monkeypatch.setattr(resealing, "AT_ONCE", 2)

    await place.ask("POST", "/vault:reseal", VaultState, service="operator")
    halfway = await place.ask("GET", "/vault", VaultState, service="operator")
    readers = await place.door.change(person_by_email_of("lid0@voorbeeld.example"))
    await when_the_vault_may_have_a_new_key(place.door, Period(key="x", due_at=place.clock.now()))

    assert halfway.left == 3
    assert readers is not None
    assert (await place.ask("GET", "/vault", VaultState, service="operator")).left == 0


async def test_what_a_lost_key_sealed_stays_as_it_is(
    sqlite_place: Workplace, changed_key: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    await sign_in(sqlite_place, SANNE)
    sealed = await stored_bytes(sqlite_place)
    monkeypatch.setattr(VAULT, "_keys", {})
    changed_key()
    changed_key()

    state = await sqlite_place.ask("POST", "/vault:reseal", VaultState, service="operator")

    assert (state.resealed, state.left) == (0, 0)
    assert await stored_bytes(sqlite_place) == sealed


def person_by_email_of(address: str) -> Callable[[Work], Awaitable[Person | None]]:
    """Find an account by its address, while some are sealed with one key and some with another."""
    return lambda work: person_by_email(work.session, address)
