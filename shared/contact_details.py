"""Contact details in a text: telephone numbers, mail addresses, home addresses, and a stay that a day makes traceable (PR-6).

Plain patterns over words as people write them in Dutch and English: what is found says which kind, never what stood there.
They are made to miss what only looks like it (a date, an hour, an amount, an article of a law, a helpline, a post box), for a
warning that is often wrong is not read. They do not find what somebody hides on purpose.
"""

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum


class ContactDetail(StrEnum):
    """A kind of detail by which somebody can be found."""

    PHONE = "PHONE"
    MAIL = "MAIL"
    ADDRESS = "ADDRESS"
    PLACE_AND_DATE = "PLACE_AND_DATE"


_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_LINK = re.compile(r"\bhttps?://\S+|\bwww\.\S+", re.IGNORECASE)
_PHONE_LINK = re.compile(r"\btel:\s*\+?\d|\bwa\.me/\+?\d", re.IGNORECASE)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}[ ]?[A-Z]{4}(?:[ ]?\d){10}\b")

_NOT_INSIDE = r"(?<![\w€/+])(?<!\d[.,:-])(?<!€[ ])"
_ENDS = r"(?![.,:-]?\d)"
_GAP = r"(?:[ .-]|[ ]-[ ])?"
_IS_DATE = r"(?!\d{1,2}[-./]\d{1,2}[-./](?:19|20)\d\d(?!\d))"
_PHONE = re.compile(
    rf"(?=[+(03])(?:(?:(?<!\d)\+31|{_NOT_INSIDE}0031){_GAP}(?:\(0\){_GAP})?[1-9](?:{_GAP}\d){{8}}{_ENDS}"  # from abroad
    rf"|{_NOT_INSIDE}316\d{{8}}{_ENDS}"
    rf"|(?<!\d)\+[1-9]\d{{0,2}}[ ]?(?:\(0\)[ ]?)?\d(?:[ -]?\d){{7,11}}{_ENDS}"
    rf"|{_NOT_INSIDE}{_IS_DATE}\(?0[ ]?6\)?{_GAP}\d(?:{_GAP}\d){{7}}{_ENDS}"  # a mobile telephone
    rf"|{_NOT_INSIDE}\(?0[1-57-9]\d\)?{_GAP}\d(?:[ .-]?\d){{6}}{_ENDS}"  # an area of three figures
    rf"|{_NOT_INSIDE}\(?0[1-57-9]\d\d\)?{_GAP}\d(?:[ .-]?\d){{5}}{_ENDS}"  # and of four
    r")"
)
_HELPLINE = re.compile(r"\b0[89]00[ -]?\d{4}(?:[ -]?\d{3})?(?!\d)")
"""Numbers of services for everybody (0800, 0900): nobody lives there."""

_PROVIDER = (
    r"(?:gmail|googlemail|hotmail|outlook|live|msn|icloud|yahoo|ziggo|kpnmail|xs4all|planet|protonmail|proton|gmx)"
)
_DOT = r"(?:\.|[ ]?\(?(?:punt|dot)\)?[ ]?)"
_MAIL = re.compile(
    r"\w[ ]?@[ ]?\w[\w-]{0,62}(?:\.[\w-]{1,63}){0,4}\.[a-z]{2,24}\b"
    r"|\w[ ]?[\[(](?:at|a|apenstaart(?:je)?)[\])][ ]?\w"
    rf"|\w[ ](?:at|apenstaart(?:je)?)[ ]{_PROVIDER}\b"
    rf"|\w[ ]apenstaart(?:je)?[ ]\w[\w-]{{0,62}}{_DOT}[a-z]{{2,24}}\b",
    re.IGNORECASE,
)

_POST_BOX = re.compile(r"\bpostbus[ ]?\d+(?:[ ,\n]+[1-9]\d{3}[ ]?[a-z]{2}\b)?", re.IGNORECASE)
_NOT_A_TOWN = r"(?!SA|SD|SS|EU|NL|VN|UN|EN|OF|IN|OP|DE)"
_POSTCODE = re.compile(
    r"(?=[1-9]\d{3})(?<![\w.,/€-])(?<!€[ ])(?:[1-9]\d{3}(?!SA|SD|SS)[A-Z]{2}"
    r"|[1-9]\d{3}(?!sa|sd|ss|en|de|st|th|nd|rd|kg|km|cm|mm|ml|mb|gb|px)[a-z]{2}"
    rf"|(?!19|20)[1-9]\d{{3}}[ ]{_NOT_A_TOWN}[A-Z]{{2}}"
    rf"|(?:19|20)\d\d[ ]{_NOT_A_TOWN}[A-Z]{{2}}(?=[ ,]+[A-Z][a-z])"  # a year, but for the town behind it
    r")(?![\w-])"
)
_NUMBER = re.compile(
    r"[ ](?!(?:19|20)\d\d\b)[1-9]\d{0,3}(?:[ ]?-?[a-zA-Z](?!\w))?(?:-\d{1,3})?(?![\w%]|[.:,]\d|[ ]?-[ ]?\d"
    r"|[ ]?(?:x|keer|maal|uur|minuten|jaar|weken|dagen|maanden|kinderen|jongeren|ouders|mensen|personen|gezinnen|euro"
    r"|times|people|children|januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)\b)"
)
"""A number as houses have it, and not how many there are of something."""
_STREET = re.compile(
    r"\w{2}(?:straat|laan|gracht|plein|singel|kade|steeg|plantsoen|dreef|straatweg|dijk)$"
    r"|\b(?:laan|weg|plein|hof|singel|kade) (?:van|der|den|de|het|ten|ter)(?: \w+){1,3}$",
    re.IGNORECASE,
)
_ROAD = re.compile(
    r"\b(?!(?i:\w*(?:snel|onder|zorg|leer|stap|ontwikkel|loop|arbeids|jeugd|kind|wijk|vak|hulp|route|fiets|school)))"
    r"[A-Z]\w+(?:weg|pad|hof|park|baan|erf|wal|ring|oord|burg|veld|markt|haven|berg)$"
)
"""Words that end like streets and often are none: only with a capital."""
_LONGEST_STREET = 60

_MONTH = (
    r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|jan|feb|mrt|apr|aug|sept?"
    r"|okt|nov|dec|january|february|march|may|june|july|august|october)"
)
_DATE = re.compile(
    rf"\b(?:[0-3]?\d(?:st|nd|rd|th|e|ste|de)?[ ]{_MONTH}\b|{_MONTH}[ ](?:[0-3]?\d\b|(?:19|20)\d\d\b)"
    r"|[0-3]?\d[-/.][01]?\d[-/.](?:19|20)?\d\d\b|(?:19|20)\d\d-[01]\d-[0-3]\d\b)",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"(?:instelling|kliniek|ziekenhuis|gezinshuis|woongroep|leefgroep|behandelgroep|behandelcentrum|internaat"
    r"|opvanghuis|crisisopvang|crisisgroep|jeugdzorgplus|jeugdinrichting|jeugdgevangenis|kamertraining|pleeggezin"
    r"|institution|clinic|hospital|residential[ ]group|youth[ ]prison|foster[ ]home)\b"
    r"|\b(?:almata|accare|bascule|cardea|curium|enver|fivoor|harreveld|hoenderloo|horizon|ihub|intermetzo|jeugdformaat"
    r"|karakter|koraal|levvel|lijn5|lindenhorst|parlan|pluryn|rijnhove|schakenbosch|teylingereind|timon|transferium"
    r"|xonar|yorneo|youké|yulius|zikos)\b",
    re.IGNORECASE,
)
_STAY = re.compile(
    r"\b(?:opgenomen|opname|geplaatst|plaatsing|overgeplaatst|uithuisplaatsing|uit[ ]huis|verbleef|verblijf|woonde|woon|zat"
    r"|weggelopen|ontslagen|ontslag|gesepareerd|separeer|isoleercel|vastgehouden|ik|mijn|m'n|dochter|zoon|zus|broer"
    r"|meisje|jongen|cliënt|admitted|placed|stayed|lived|discharged|my|daughter|son|sister|brother|girl|boy)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[!?\n]+|\.(?=\s)")


def contact_details_in(text: str) -> tuple[ContactDetail, ...]:
    """Which kinds of contact details stand in a text, each once, in the order of ContactDetail; nothing where there are none.

    PLACE_AND_DATE: one sentence that tells of somebody's stay, with the institution and a day or month.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES).replace("\u2060", "")
    return tuple(_kinds(plain))


def _kinds(text: str) -> Iterator[ContactDetail]:
    plain = _LINK.sub(" | ", text)
    if _PHONE_LINK.search(text) or _PHONE.search(_HELPLINE.sub("|", _IBAN.sub("|", plain))):
        yield ContactDetail.PHONE
    if _MAIL.search(plain):
        yield ContactDetail.MAIL
    if _is_addressed(_POST_BOX.sub("|", plain)):
        yield ContactDetail.ADDRESS
    if any(_tells_of_a_stay(sentence) for sentence in _SENTENCE.split(plain)):
        yield ContactDetail.PLACE_AND_DATE


def _is_addressed(text: str) -> bool:
    if _POSTCODE.search(text):
        return True
    before = (text[max(0, found.start() - _LONGEST_STREET) : found.start()] for found in _NUMBER.finditer(text))
    return any(_STREET.search(words) or _ROAD.search(words) for words in before)


def _tells_of_a_stay(sentence: str) -> bool:
    return bool(_DATE.search(sentence) and _PLACE.search(sentence) and _STAY.search(sentence))
