"""The vault: addresses stand sealed in the database, are found without being opened, and the key can be changed (PR-4)."""

import base64
from pathlib import Path
from time import perf_counter

import pytest
from sqlalchemy import text

from services.network.main import SERVICE, proof, unlock
from services.network.people.domain.vault import VAULT, Vault, VaultKey, VaultLocked, new_vault_key
from shared.api.network.people import ChangeMe, PersonView, Readers, ReaderView
from shared.settings import Settings, WrongSetting
from tests.network.steps import ask_to_sign_in, sign_in
from tests.workplace import Workplace

SANNE = "sanne.canary@voorbeeld.example"


async def stored_bytes(place: Workplace) -> bytes:
    """Everything that stands in the tables of network, as it stands there."""
    found = b""
    async with place.door.reading() as session:
        for table in place.door.database.metadata.tables:
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
