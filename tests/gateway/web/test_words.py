"""The words of the pages: both languages complete, a sentence for every refusal, dates in full."""

import importlib
import pkgutil
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import services
from services.gateway.web import labels
from services.gateway.web.documents import WEB
from services.gateway.web.formatting import long_date, moment, short_date, time_span, when
from services.gateway.web.forms import Form, read_date, read_time
from services.gateway.web.language import Language, choose_language, translations
from services.gateway.web.messages import MESSAGES
from services.gateway.web.refusals import FIELD_SENTENCES, REQUIRED_HERE, SENTENCES, Fault, faults_of
from services.network.people.domain.accounts import NEW_NAME
from shared.errors import Refusal
from tests.gateway.web.catalogue import KEYWORDS, catalogue, said

PLACE = re.compile(r"%\(\w+\)s")
ROOT = Path(services.__file__).parent


def test_every_text_has_an_english_twin_with_the_same_places_in_it_and_none_is_left_over() -> None:
    twins = catalogue()

    assert set(twins) == set(said().values())
    for dutch, english in twins.items():
        assert len(english) == len(dutch)
        assert all(english), dutch
        for form, twin in zip(dutch, english, strict=True):
            assert set(PLACE.findall(form)) == set(PLACE.findall(twin)), dutch


def test_no_text_uses_a_dash_that_tired_people_stumble_over_nor_words_to_avoid() -> None:
    avoid = re.compile(
        r"[—–]|cliënt|casus|uithuisgeplaatste|probleemjongere|laagdrempelig|borgen|\bu\b|\buw\b", re.IGNORECASE
    )

    assert [text for text in said() if avoid.search(text)] == []


def sentences(texts: Iterable[str]) -> list[str]:
    """The sentences of some texts, with one word for each place in them."""
    return [one for text in texts for one in re.split(r"(?<=[.!?:])\s+|\n+", PLACE.sub("x", text))]


def words_in(sentence: str) -> int:
    """How many words a sentence has."""
    return len(re.findall(r"[\w’'-]+", sentence))


def texts_of_mails() -> set[str]:
    """Every Dutch text in mails."""
    with (ROOT / "notifications" / "mail" / "locale" / "en" / "LC_MESSAGES" / "mail.po").open("rb") as file:
        return {
            one for message in read_po(file) for one in ([message.id] if isinstance(message.id, str) else message.id)
        }


def test_j01_ac4_sentences_are_short_and_without_jargon_on_every_page_and_in_every_mail_b1() -> None:
    """DOMAIN 10: about 15 words at most, here never over 20; hard words have a plain one."""
    jargon = re.compile(
        r"kennishia|prioriter|implementat|\bconsent\b|overwegend bezwaar|pseudoniem|perspectie|kwaliteitskader|indicator"
        r"|evaluati|notulen|actiepunt|digest|uitschrijv|residentieel|stakeholder|quorum",
        re.IGNORECASE,
    )
    texts = {form for forms in said().values() for form in forms} | texts_of_mails()

    assert [one for one in sentences(texts) if words_in(one) > 20] == []
    assert [text for text in texts if jargon.search(PLACE.sub("x", text))] == []


def test_j01_ac4_on_the_way_in_of_young_people_sentences_are_shorter_still() -> None:
    rooms = ("joining", "guardians", "names", "helping")
    options = {"**.html": {"newstyle_gettext": "true", "extensions": "jinja2.ext.i18n"}}
    found = [
        message[0] if isinstance(message, tuple) else message
        for room in rooms
        if (WEB / room).is_dir()
        for _, _, message, _, _ in extract_from_dir(
            str(WEB / room), [("**.py", "python"), ("**.html", "jinja2")], options, keywords=KEYWORDS
        )
    ]

    assert len(found) > 100
    assert [one for one in sentences(found) if words_in(one) > 15] == []


def every_refusal() -> set[str]:
    """The codes of all refusals in shared and in the services; tests may have made more."""
    for package in ("services", "shared"):
        module = importlib.import_module(package)
        for found in pkgutil.walk_packages(module.__path__, f"{package}."):
            if ".migrations" not in found.name:
                importlib.import_module(found.name)
    kinds, codes = [Refusal], set()
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        if kind.__module__.startswith(("services.", "shared.")):
            codes.add(kind.code)
    return codes


def every_problem() -> set[str]:
    """The codes that stand at fields, read from where they are written."""
    places = re.compile(r"Problem\(\s*(?:f?\"[^\"]*\"|\w+),\s*\"([A-Z_]+)\"|_not_possible\([^,]+,\s*\"([A-Z_]+)\"")
    sources = [path.read_text() for path in ROOT.rglob("*.py")]
    return {code for text in sources for pair in places.findall(text) for code in pair if code}


def test_every_refusal_that_exists_has_a_sentence() -> None:
    assert sorted(every_refusal() - SENTENCES.keys()) == []


def test_every_problem_at_a_field_that_exists_has_a_sentence() -> None:
    codes = every_problem()

    assert {"REQUIRED", "TITLE_NEEDS_QUESTION_MARK", "NO_SUCH_TIME"} <= codes
    assert sorted(codes - FIELD_SENTENCES.keys() - SENTENCES.keys()) == []


@pytest.mark.parametrize("language", Language)
def test_what_happened_is_told_in_full_sentences_in_both_languages(language: Language) -> None:
    say = translations(language).gettext
    texts = [*SENTENCES.values(), *FIELD_SENTENCES.values(), *REQUIRED_HERE.values(), *MESSAGES.values()]

    for text in texts:
        assert say(text)[0].isupper()
        assert re.search(r"(?:[.?]|\d{4}|\d\d|\.nl|\.org)$", say(text)), say(text)


def test_problems_become_faults_at_the_fields_of_the_form() -> None:
    refusal = {
        "code": "INVALID",
        "problems": [{"field": "whoNotices", "code": "REQUIRED"}, {"field": "rule.fromOn", "code": "IN_THE_PAST"}],
    }

    faults = faults_of(refusal)

    assert faults == [
        Fault("who_notices", "Vertel wie hier iets van merkt."),
        Fault("from_on", "Deze dag is al geweest. Kies vandaag of later."),
    ]


def test_a_refusal_without_problems_is_one_sentence_about_the_whole() -> None:
    assert faults_of({"code": "SESSION_CANCELLED", "problems": []}) == [
        Fault("", "Deze bijeenkomst gaat niet door. De agenda kan niet meer veranderen.")
    ]


def test_an_unknown_code_still_says_how_to_go_on() -> None:
    assert faults_of({"code": "NEVER_HEARD_OF", "problems": []}) == [Fault("", SENTENCES["REFUSAL"])]


def test_the_name_for_who_has_none_is_the_one_that_network_gives() -> None:
    assert labels.UNNAMED == NEW_NAME


def test_codes_have_words_and_letters_in_the_same_order_everywhere() -> None:
    assert list(labels.PERSPECTIVES) == list(labels.PERSPECTIVE_LETTERS)
    assert len(set(labels.PERSPECTIVE_LETTERS.values())) == 12
    assert labels.in_ring_order(["PROFESSIONAL", "ELSE", "PARENT", "YOUNG_PERSON"]) == [
        "YOUNG_PERSON",
        "PARENT",
        "PROFESSIONAL",
        "ELSE",
    ]


WINTER = datetime(2027, 1, 14, 12, 30, tzinfo=UTC)
SUMMER = datetime(2027, 7, 8, 11, 30, tzinfo=UTC)


def test_dates_are_written_in_full_br_049() -> None:
    ends = datetime(2027, 1, 14, 15, 0, tzinfo=UTC)

    assert when(WINTER, ends, Language.DUTCH) == "donderdag 14 januari 2027, 13.30 tot 16.00 uur"
    assert when(WINTER.isoformat(), ends.isoformat(), Language.ENGLISH) == "Thursday 14 January 2027, 13:30 to 16:00"
    assert moment(SUMMER, Language.DUTCH) == "donderdag 8 juli 2027, 13.30 uur"
    assert time_span(SUMMER.replace(hour=7), SUMMER, Language.DUTCH) == "9.30 tot 13.30 uur"
    assert long_date(date(2027, 3, 11), Language.DUTCH) == "donderdag 11 maart 2027"
    assert short_date("2027-03-11", Language.DUTCH) == "11 maart 2027"
    assert long_date("2027-01-14T23:30:00+00:00", Language.DUTCH) == "vrijdag 15 januari 2027"


@pytest.mark.parametrize("typed", ["13.30", "13:30", "1330", "13u30", " 13.30 uur ", "13:30u"])
def test_a_time_is_read_as_people_write_it(typed: str) -> None:
    assert read_time(typed) == time(13, 30)


@pytest.mark.parametrize(
    "typed", ["14-1-2027", "14/01/2027", "14.1.2027", "2027-01-14", "14 januari 2027", "14 Jan 2027", "14 january 2027"]
)
def test_a_date_is_read_as_people_write_it(typed: str) -> None:
    assert read_date(typed) == date(2027, 1, 14)


def test_what_is_no_time_and_no_date_is_not_guessed() -> None:
    assert [read_time(text) for text in ("", "25.00", "13.75", "half twee", "1e3", "13.3")] == [None] * 6
    assert [read_date(text) for text in ("", "31-2-2027", "14-13-2027", "14 foo 2027", "01-14-27", "²-1-2027")] == [
        None
    ] * 6
    assert read_time("9") == time(9, 0)


def test_a_form_that_comes_back_keeps_its_words_gets_a_new_key_and_orders_what_is_wrong() -> None:
    form = Form(values={"title": "Mijn vraag"}, key="old")
    form.fault("title", "Van onszelf.")

    again = form.again(
        [Fault("title", "Van de dienst."), Fault("elsewhere", "Over iets anders."), Fault("why", "Waarom?")],
        ("why", "title"),
    )

    assert again.faults == [Fault("", "Over iets anders."), Fault("why", "Waarom?"), Fault("title", "Van onszelf.")]
    assert again.value("title") == "Mijn vraag"
    assert again.key != "old"


def test_the_language_is_the_persons_else_the_browsers_choice_else_what_it_asks_for_else_dutch() -> None:
    assert choose_language(person="en", cookie="nl", accepted="nl") == Language.ENGLISH
    assert choose_language(person=None, cookie="en", accepted="nl") == Language.ENGLISH
    assert choose_language(person=None, cookie="xx", accepted="fr, en-GB;q=0.8, nl;q=0.9") == Language.DUTCH
    assert choose_language(person=None, cookie=None, accepted="de-DE, en;q=0.5, nl;q=0") == Language.ENGLISH
    assert choose_language(person=None, cookie=None, accepted=";q=x,,*") == Language.DUTCH
