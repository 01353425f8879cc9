"""What an operator may set, and what is said when it is wrong."""

import re
from pathlib import Path

import pytest

from shared.settings import Settings, WrongSetting, read_settings

EXAMPLE = Path(__file__).parents[2] / "deploy" / "env.example"
LINE = re.compile(r"^(?P<comment># )?LEERKRING_(?P<name>[A-Z_]+)=(?P<value>.*)$", re.MULTILINE)


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"LEERKRING_{name.upper()}", raising=False)


def test_the_example_shows_every_setting_and_no_other() -> None:
    shown = [found["name"].lower() for found in LINE.finditer(EXAMPLE.read_text())]

    assert sorted(shown) == sorted(Settings.model_fields)


def test_the_example_shows_the_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    for found in LINE.finditer(EXAMPLE.read_text()):
        if not found["comment"]:
            monkeypatch.setenv(f"LEERKRING_{found['name']}", found["value"].strip('"'))

    assert read_settings() == Settings.model_construct()


def test_a_setting_without_a_default_is_a_comment_in_the_example() -> None:
    comments = {found["name"].lower() for found in LINE.finditer(EXAMPLE.read_text()) if found["comment"]}

    assert comments == {name for name, field in Settings.model_fields.items() if field.default in (None, "")}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"port": "high"}, "Setting LEERKRING_PORT is wrong: Input should be a valid integer"),
        ({"broker_url": "http://mq"}, "Setting LEERKRING_BROKER_URL is wrong: URL scheme should be 'amqp' or 'amqps'."),
        (
            {"env": "production"},
            "Setting LEERKRING_BASE_URL is wrong: set LEERKRING_BASE_URL to the address people use",
        ),
        (
            {"failpoints": "outbox.after_publish:kill"},
            "Setting LEERKRING_FAILPOINTS is wrong: leave LEERKRING_FAILPOINTS empty",
        ),
        ({"clock": "moment"}, "Setting LEERKRING_CLOCK is wrong: leave LEERKRING_CLOCK empty"),
        (
            {"database_url": "mysql://user:secret@db/leerkring"},
            "Setting LEERKRING_DATABASE_URL is wrong: URL scheme should be 'postgresql'",
        ),
        (
            {"log_level": "LOUD"},
            "Setting LEERKRING_LOG_LEVEL is wrong: Input should be 'DEBUG', 'INFO', 'WARNING' or 'ERROR'.",
        ),
    ],
)
def test_a_wrong_setting_is_one_plain_sentence(given: dict[str, str], sentence: str) -> None:
    with pytest.raises(WrongSetting) as refused:
        read_settings(**given)

    assert str(refused.value).startswith(sentence)
    assert "\n" not in str(refused.value)


def test_a_list_that_is_no_list_is_one_plain_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEERKRING_TRUSTED_HOSTS", "www.example.nl")

    with pytest.raises(WrongSetting) as refused:
        read_settings()

    sentence = 'Setting LEERKRING_TRUSTED_HOSTS is wrong: write a JSON list, such as ["www.example.nl"].'
    assert str(refused.value) == sentence


def test_every_wrong_setting_is_named_at_once() -> None:
    with pytest.raises(WrongSetting) as refused:
        read_settings(port="0", proxy_hops="9")

    assert str(refused.value).count("Setting LEERKRING_") == 2


def test_a_secret_is_never_shown() -> None:
    settings = read_settings(signing_key="very secret", metrics_key="also secret")

    assert "secret" not in repr(settings).replace("SecretStr", "")
