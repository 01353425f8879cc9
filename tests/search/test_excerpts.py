"""What is shown of a hit: where the words stand, marked as they were written."""

from shared.search.asked import Asked, read_asked
from shared.search.excerpts import LONGEST, Piece, excerpt, marked


def asked(words: str) -> Asked:
    """What was typed, read."""
    read = read_asked(words)
    assert read is not None
    return read


def shown(pieces: list[Piece]) -> str:
    """Pieces as text, with what was found between brackets."""
    return "".join(f"[{piece.text}]" if piece.is_found else piece.text for piece in pieces)


def test_found_words_are_marked_without_the_signs_around_them() -> None:
    assert shown(marked("Wie gaat er naar ‘school’?", asked("scholen "))) == "Wie gaat er naar ‘[school]’?"
    assert shown(marked("De onderzoeksagenda, samen.", asked("agenda"))) == "De [onderzoeksagenda], samen."
    assert shown(marked("Eén coördinator of twee", asked("coordi"))) == "Eén [coördinator] of twee"
    assert shown(marked("Wie heeft hem geschoold?", asked("school "))) == "Wie heeft hem [geschoold]?"
    assert shown(marked("K-EET en Keet", asked("k-e-et "))) == "[K-EET] en [Keet]"


def test_a_word_that_is_done_marks_no_longer_word() -> None:
    assert shown(marked("kin, kind en kindje", asked("kin "))) == "[kin], kind en kindje"
    assert shown(marked("kin, kind en kindje", asked("kin"))) == "[kin], [kind] en [kindje]"


def test_nothing_of_a_text_is_lost_or_changed_by_marking() -> None:
    text = '  Een <b>school</b> & "school" — 100% school\tof\nschool;school  '

    assert "".join(piece.text for piece in marked(text, asked("school"))) == text


def test_an_excerpt_stands_around_the_first_word_that_was_found() -> None:
    text = "vooraf " * 60 + "dan de school " + "daarna " * 60

    piece = shown(excerpt(text, asked("school")))

    assert piece.startswith("… vooraf")
    assert "dan de [school] daarna" in piece
    assert piece.endswith("daarna …")
    assert len(piece) <= LONGEST + 10


def test_an_excerpt_is_of_the_one_line_where_something_was_found() -> None:
    text = "Een regel.\n\nNog een\tregel  school.\nThe last line."

    assert shown(excerpt(text, asked("school"))) == "Nog een regel [school]."
    assert shown(excerpt(text, asked("kind"))) == "Een regel."
    assert excerpt("", asked("school")) == []


def test_an_excerpt_without_a_space_to_break_at_still_ends() -> None:
    assert len(shown(excerpt("x" * 5000, asked("school")))) <= LONGEST + 2
