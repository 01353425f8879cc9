"""The keys with which houses sign: made once, written whole, and believed only by the name of their house."""

import json
from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import ECKey, OKPKey

from shared.access import keys_from, new_key, trusted_from


def test_a_key_is_written_whole_and_the_first_of_two_starts_makes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = new_key()

    def overtaken() -> OKPKey:
        (tmp_path / "gateway.jwk").write_text(json.dumps(other.as_dict(private=True)))
        return new_key()

    monkeypatch.setattr("shared.access.new_key", overtaken)
    late = keys_from(tmp_path, ("gateway",))["gateway"]
    monkeypatch.undo()
    made = keys_from(tmp_path, ("operator",))["operator"]

    assert late.as_dict(private=True) == other.as_dict(private=True)
    assert keys_from(tmp_path, ("operator",))["operator"].as_dict(private=True) == made.as_dict(private=True)
    assert (tmp_path / "operator.jwk").stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["gateway.jwk", "operator.jwk"]


def _public(**changed: Any) -> dict[str, Any]:
    return {**new_key().as_dict(private=False), "kid": "gateway", **changed}


@pytest.mark.parametrize(
    "keys",
    [
        [ECKey.generate_key("P-256").as_dict(private=False) | {"kid": "gateway"}],
        [{name: value for name, value in _public().items() if name != "kid"}],
        [_public(), _public()],
    ],
)
def test_a_set_with_a_key_of_which_nobody_could_be_believed_is_refused(keys: list[dict[str, Any]]) -> None:
    with pytest.raises((ValueError, KeyError)):
        trusted_from(json.dumps({"keys": keys}))


def test_public_keys_are_read_by_the_name_of_their_house() -> None:
    keys = [_public(), _public(kid="operator")]

    assert list(trusted_from(json.dumps({"keys": keys}))) == ["gateway", "operator"]
