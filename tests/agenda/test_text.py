"""Words that people type are kept in one form, without what cannot be seen (A-77)."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.api.text import clean_line, clean_prose


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Wat \u202ekan\u202c anders?", "Wat kan anders?"),
        ("on\u200bzichtbaar\ufeff", "onzichtbaar"),
        ("bel\x07 en\x00 nul", "bel en nul"),
        ("  twee \t  woorden\n", "twee woorden"),
        ("cafe\u0301", "caf\u00e9"),
        ("gezin 👨\u200d👩\u200d👧", "gezin 👨\u200d👩\u200d👧"),
        ("eerste\u2028tweede", "eerste tweede"),
        ("\u2067omgekeerd\u2069", "omgekeerd"),
    ],
)
def test_a_line_is_kept_clean(typed: str, kept: str) -> None:
    assert clean_line(typed) == kept


def test_a_text_keeps_its_lines_but_not_a_heap_of_empty_ones() -> None:
    typed = "Eerste regel \r\n\r\n\r\n\r\n  tweede\u202e regel\rderde"

    assert clean_prose(typed) == "Eerste regel\n\ntweede regel\nderde"


@given(st.text())
def test_cleaning_twice_changes_nothing(typed: str) -> None:
    for clean in (clean_line, clean_prose):
        once = clean(typed)

        assert clean(once) == once


@given(st.text())
def test_what_is_kept_can_be_seen_and_is_in_one_normal_form(typed: str) -> None:
    for clean in (clean_line, clean_prose):
        kept = clean(typed)

        hidden = {character for character in kept if unicodedata.category(character) in {"Cc", "Cf", "Cs"}}
        assert hidden <= {"\n", "\u200c", "\u200d"}
        assert unicodedata.normalize("NFC", kept) == kept
        assert "\n" not in clean_line(typed)
