"""The mails about joining, in both languages, as text and as HTML: what they tell, and what they never do (A-70)."""

from datetime import UTC, datetime
from typing import Any

import pytest

from services.notifications.mail.operations.guardians import ARRANGED, GIVEN, OUTGROWN, QUESTION, SIXTEEN
from services.notifications.mail.operations.joining import ANSWER, INVITATION, NEWS, RECEIPT
from services.notifications.mail.operations.writing import write_mail
from shared.beginnings import BEGINNINGS

LATER = datetime(2026, 12, 21, 12, 0, tzinfo=UTC)
REQUEST = {
    "network": "Kring <b>Noord</b>",
    "status": "DECLINED",
    "message": "Nu even <i>niet</i>.",
    "lapses_at": LATER,
    "page": "https://leerkring.example/netwerken/kring/meedoen",
    "requests": "https://leerkring.example/netwerken/kring/aanmeldingen",
}
INVITED = {
    "network": "Kring <b>Noord</b>",
    "invited_by": "Kim",
    "kind": "learning_network",
    "link": "https://leerkring.example/uitnodiging/een-token",
    "expires_at": LATER,
    "role": None,
}


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("kind", [*BEGINNINGS, "working_group", "something_else"])
def test_c020_an_invitation_says_what_kind_of_network_it_is(kind: str, language: str) -> None:
    written = write_mail(INVITATION, language, {**INVITED, "kind": kind})
    learning = {"nl": "Dat is een leernetwerk:", "en": "That is a learning network:"}[language]
    begins = {"nl": "Dat is een", "en": "That is a"}[language]

    for words in (" ".join(written.text.split()), written.html):
        assert words.count(begins) == 1
        assert (learning in words) == (kind == "learning_network")


def test_c020_no_two_kinds_of_network_are_said_to_be_the_same() -> None:
    said = {write_mail(INVITATION, "nl", {**INVITED, "kind": kind}).text for kind in [*BEGINNINGS, "working_group"]}

    assert len(said) == len(BEGINNINGS) + 1


@pytest.mark.parametrize(
    ("kind", "language", "content", "says"),
    [
        (RECEIPT, "nl", REQUEST, ["We hebben je vraag", "maandag 21 december 2026", "/meedoen"]),
        (RECEIPT, "en", REQUEST, ["We have your request", "Monday 21 December 2026", "/meedoen"]),
        (NEWS, "nl", REQUEST, ["Iemand wil meedoen", "/aanmeldingen"]),
        (NEWS, "en", REQUEST, ["Somebody wants to take part", "/aanmeldingen"]),
        (ANSWER, "nl", REQUEST, ["Dat kan nu niet.", "De coördinator schrijft:"]),
        (ANSWER, "en", {**REQUEST, "status": "ACCEPTED", "message": None}, ["Good news"]),
        (ANSWER, "nl", {**REQUEST, "status": "LAPSED", "message": None}, ["geen antwoord", "nog een keer vragen"]),
        (INVITATION, "nl", INVITED, ["Kim nodigt je uit", "/uitnodiging/een-token", "alleen voor dit mailadres"]),
        (INVITATION, "nl", {**INVITED, "role": "COORDINATOR"}, ["Je krijgt dan de rol: coördinator."]),
        (INVITATION, "en", {**INVITED, "role": "REGION_LEAD"}, ["the role: region lead."]),
        (INVITATION, "en", {**INVITED, "invited_by": None}, ["You are invited", "/uitnodiging/een-token"]),
    ],
)
def test_a_mail_about_joining_says_it_in_both_forms(
    kind: str, language: str, content: dict[str, Any], says: list[str]
) -> None:
    written = write_mail(kind, language, content)

    for words in says:
        assert words in " ".join(written.text.split())
        assert words in written.html
    assert "Kring" not in written.subject
    assert "<b>Noord" not in written.html
    assert "<i>niet" not in written.html


TO_A_GUARDIAN = {"reference": "K7QX2", "link": "https://leerkring.example/toestemming/een-token", "expires_at": LATER}
TELLS = ("netwerk", "network", "jeugd", "youth care", "zorg", "hulp", "help", "schuilnaam", "kind", "child")


@pytest.mark.parametrize(
    ("kind", "language", "says"),
    [
        (
            QUESTION,
            "nl",
            ["Mogen we iets aan je vragen?", "K7QX2", "/toestemming/een-token", "maandag 21 december 2026"],
        ),
        (QUESTION, "en", ["May we ask you something?", "K7QX2", "/toestemming/een-token", "Monday 21 December 2026"]),
        (GIVEN, "nl", ["K7QX2", "Trek je toestemming in", "/toestemming/een-token"]),
        (GIVEN, "en", ["K7QX2", "Take your permission back", "/toestemming/een-token"]),
        (OUTGROWN, "nl", ["K7QX2", "Je toestemming is niet meer nodig", "De jongere zegt nu 16 te zijn"]),
        (OUTGROWN, "en", ["K7QX2", "Your permission is no longer needed", "now says they are 16"]),
        (SIXTEEN, "nl", ["Ben je al 16?", "/toestemming/een-token"]),
        (SIXTEEN, "en", ["Are you 16 yet?", "/toestemming/een-token"]),
        (ARRANGED, "nl", ["Je kunt meedoen", "/toestemming/een-token"]),
        (ARRANGED, "en", ["You can take part", "/toestemming/een-token"]),
    ],
)
def test_pr2_a_mail_about_permission_says_what_to_do_and_nothing_of_what_it_is_about(
    kind: str, language: str, says: list[str]
) -> None:
    written = write_mail(kind, language, TO_A_GUARDIAN)

    for words in says:
        assert words in " ".join(written.text.split())
        assert words in written.html
    body = written.html.partition("<body")[2]
    for words in TELLS:
        assert words not in f"{written.subject} {written.text} {body}".lower()
