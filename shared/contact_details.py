"""Contact details in a text: telephone numbers, mail addresses, home addresses, and a stay that a day makes traceable (PR-6).

Plain patterns over words as people write them in Dutch and English: what is found says which kind, never what stood there.
They are made to miss what only looks like it (a date, an hour, an amount, an article of a law, a helpline, a post box), for a
warning that is often wrong is not read. They do not find what somebody hides on purpose. What can hardly be anything else is
certain; what often is one and may be something else is not, for who wrote it can be kept from saying it at all.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
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

_PROVIDER = r"(?:gmail|googlemail|hotmail|outlook|icloud|yahoo|ziggo|kpnmail|xs4all|protonmail|gmx)"
_TOP = r"(?:nl|com|org|net|eu|be|de|nu|info|frl|amsterdam|me|io)\b"
_SPOKEN_DOT = r"[ ]\(?(?:punt|dot)\)?[ ]"
_MAIL = re.compile(
    r"\w@\w[\w-]{0,62}(?:\.[\w-]{1,63}){0,4}\.[a-z]{2,24}\b"
    rf"|\w[ ]?@[ ]?\w[\w-]{{0,62}}(?:\.[\w-]{{1,63}}){{0,4}}\.{_TOP}"
    rf"|\w[ ]?[\[(](?:at|apenstaart(?:je)?)[\])][ ]?\w[\w-]{{0,62}}(?:\.|{_SPOKEN_DOT}){_TOP}"
    rf"|\w[ ](?:at|apenstaart(?:je)?)[ ]{_PROVIDER}(?:\.|{_SPOKEN_DOT})[a-z]{{2,24}}\b"
    rf"|\w[ ]at[ ]\w[\w-]{{0,62}}{_SPOKEN_DOT}{_TOP}"
    rf"|\w[ ]apenstaart(?:je)?[ ](?:{_PROVIDER}\b|\w[\w-]{{0,62}}(?:\.|{_SPOKEN_DOT}){_TOP})",
    re.IGNORECASE,
)
_PERHAPS_MAIL = re.compile(rf"\w[ ]?[\[(](?:at|apenstaart(?:je)?)[\])][ ]?\w|\w[ ]at[ ]{_PROVIDER}\b", re.IGNORECASE)

_POST_BOX = re.compile(r"\bpostbus[ ]?\d+(?:[ ,\n]+[1-9]\d{3}[ ]?[a-z]{2}\b)?", re.IGNORECASE)
_NO_LETTERS = r"(?!SA|SD|SS|EU|NL|VN|UN|EN|OF|IN|OP|DE)"
_SHORT_FOR = r"(?:VO|PO|SO|HO|WO|GI|IB|OM|HR|IT|BV|GZ|KJ|LV|VB|BW|WB|MW)"
"""What people in care, schools and offices write short, as often as a postcode has those letters."""
_TOWN_BEHIND = r"(?=[ ,]+[A-Z][a-z])"
_POSTCODE_BEGINS = r"(?=[1-9]\d{3})(?<![\w.,/€-])(?<!€[ ])"
_POSTCODE = re.compile(
    rf"{_POSTCODE_BEGINS}(?:[1-9]\d{{3}}(?!SA|SD|SS|KM|KG|MB|GB)[A-Z]{{2}}"
    r"|[1-9]\d{3}(?!sa|sd|ss|en|de|er|st|th|nd|rd|kg|km|cm|mm|ml|mg|mb|gb|kb|tb|px|ha|hz|kw|mw|wh|ct|gr|ms)[a-z]{2}"
    rf"|(?!19|20)[1-9]\d{{3}}[ ]{_NO_LETTERS}(?!{_SHORT_FOR})[A-Z]{{2}}"
    r"(?:(?<=\d[ ,]\s\d{4}[ ]..)|(?<=\d[a-z],\s\d{4}[ ]..)|(?<=\d\s\d{4}[ ]..)|(?=[ ,]{1,2}[1-9]\d{0,3}\b))"
    r")(?![\w-])"
)
"""With its letters directly behind it, or with the number of a house before or behind it."""
_PERHAPS_POSTCODE = re.compile(
    rf"{_POSTCODE_BEGINS}(?:(?!19|20)[1-9]\d{{3}}[ ](?:{_NO_LETTERS}(?!{_SHORT_FOR})[A-Z]{{2}}|{_SHORT_FOR}{_TOWN_BEHIND})"
    rf"|(?:19|20)\d\d[ ]{_NO_LETTERS}(?!{_SHORT_FOR})[A-Z]{{2}}{_TOWN_BEHIND}"  # a year, but for the town behind it
    r")(?![\w-])"
)
_NUMBER = re.compile(
    r"[ ](?!(?:19|20)\d\d\b)[1-9]\d{0,3}(?:[ ]?-?[a-zA-Z](?!\w))?(?:-\d{1,3})?(?![\w%]|[.:,]\d|[ ]?-[ ]?\d"
    r"|[ ]?(?:x|keer|maal|uur|minuten|jaar|weken|dagen|maanden|kinderen|jongeren|ouders|mensen|personen|gezinnen|euro"
    r"|scholen|gemeenten?|regio's|wijkteams|stappen|gesprekken|deelnemers|leden|partijen|organisaties|vragen|punten"
    r"|ervaringen|professionals|medewerkers|hulpverleners|bewoners|buren|winkels|huizen|woningen|plekken|ideeën|groepen"
    r"|times|people|children|schools|januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
    r"|jan|feb|mrt|apr|jun|jul|aug|sept?|okt|nov|dec)\b)"
)
"""A number as houses have it, and not how many there are of something."""
_NO_STREET = (
    r"(?!(?:grof|ruw|pak|simpel|gewoon|dom|bot|kort|gaande|onder|over|plat|half|door|glad|slecht|snel|auto|heen|terug|om|uit"
    r"|leer|zorg|hulp|stap|ontwikkel(?:ings)?|loop|levens|lijdens|jeugd|kind|route|fiets|rechts)weg\b"
    r"|(?:over|op|toe|neer|aan|af|ver|be|in|om|uit|door|terug|stuk|dicht|vast|voor|los|plat|mis|na|bij|gade)slaan\b"
    r"|(?:over|ont|be|op|uit|ver)steeg\b|(?:school|leer|werk|zorg|speel|wijk)plein\b|gerechtshof\b|blokkade\b|moerdijk\b)"
)
"""Words that end like streets, and are none."""
_STREET = re.compile(
    rf"\b{_NO_STREET}\w{{2,}}(?:straat|laan|weg|plein|kade|gracht|hof|dijk|singel|steeg)$", re.IGNORECASE
)
_NAMED_STREET = re.compile(
    r"\b[A-Z]\w+(?:plantsoen|dreef|boulevard)$|\bLaan (?:van|der|den|de|het|ten|ter)(?: \w+){1,3}$"
    r"|\b(?!Hof van Twente)(?:Weg|Plein|Hof|Singel|Kade) (?:van|der|den|de|het|ten|ter)(?: \w+){0,2} [A-Z]\w+$"
)
_PERHAPS_STREET = re.compile(
    r"\w{2}(?i:plantsoen|dreef)$|\b(?:laan|singel|kade) (?:van|der|den|de|het|ten|ter)(?: \w+){1,3}$|\b[A-Z]\w+plein$"
)
_ROAD_BEGINS = (
    r"\b(?!(?i:\w*(?:snel|onder|zorg|leer|stap|ontwikkel|loop|arbeids|jeugd|kind|wijk|vak|hulp|route|fiets|school|banen"
    r"|bij|droom|werk|vergader|ideeën)))[A-Z]"
)
_ROAD = re.compile(rf"{_ROAD_BEGINS}\w+(?:pad|park|erf|wal|haven)$")
"""Words that end like streets and often are none: only with a capital, and only certain with a town behind their number."""
_PERHAPS_ROAD = re.compile(rf"{_ROAD_BEGINS}\w+(?:baan|markt|(?<!w)(?<!kk)oord)$")
_PERHAPS_TOWN = re.compile(rf"{_ROAD_BEGINS}\w+(?:(?<![aeoukp])ring|veld|burg|berg)$")
"""Words that end like streets and seldom are: only with a capital, and with a town behind their number."""
_STREETS = ((_STREET, True), (_NAMED_STREET, True), (_ROAD, False), (_PERHAPS_STREET, False), (_PERHAPS_ROAD, False))
_STREETS_WITH_TOWN = (
    (_STREET, True),
    (_NAMED_STREET, True),
    (_ROAD, True),
    (_PERHAPS_STREET, False),
    (_PERHAPS_ROAD, False),
    (_PERHAPS_TOWN, False),
)
"""Before the number of a house, without and with a town behind it: what is a street, and whether that is certain."""
_TOWN = re.compile(r",?[ ](?:in|te)[ ][A-Z][a-z]|,[ ](?:[1-9]\d{3}[ ][A-Z]{2}\b|[A-Z][a-z])")
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
_MARKS = " .,;:!?()\n\t"
"""What may stand around the same words without changing them."""
_SENTENCE = re.compile(r"[!?\n]+|\.(?=\s)")


def contact_details_in(text: str, *, besides: Iterable[str] = ()) -> dict[ContactDetail, bool]:
    """Which kinds of contact details stand in a text, in the order of ContactDetail, and whether one certainly is.

    besides: texts that stood there already; of what stands in these the same way nothing is said.
    PLACE_AND_DATE: one sentence that tells of somebody's stay, with the institution and a day or month; never certain.
    """
    stood = {seen for one in besides for seen in _seen(one)}
    found: dict[ContactDetail, bool] = {}
    for kind, is_certain, words in _seen(text):
        if (kind, is_certain, words) not in stood:
            found[kind] = found.get(kind, False) or is_certain
    return found


def _seen(text: str) -> Iterator[tuple[ContactDetail, bool, str]]:
    """Each detail in a text, kind after kind: whether it certainly is one, and the words, which go no further than this module."""
    text = unicodedata.normalize("NFKC", text).translate(_DASHES).replace("\u2060", "")
    plain = _LINK.sub(" | ", text)
    for phone in _PHONE_LINK.finditer(text):
        yield ContactDetail.PHONE, True, _whole_words(phone)
    for phone in _PHONE.finditer(_HELPLINE.sub("|", _IBAN.sub("|", plain))):
        yield ContactDetail.PHONE, True, phone[0]
    for pattern, is_certain in ((_MAIL, True), (_PERHAPS_MAIL, False)):
        for mail in pattern.finditer(plain):
            yield ContactDetail.MAIL, is_certain, _whole_words(mail)
    for is_certain, home in _homes(_POST_BOX.sub("|", plain)):
        yield ContactDetail.ADDRESS, is_certain, home
    for sentence in _SENTENCE.split(plain):
        if _tells_of_a_stay(sentence):
            yield ContactDetail.PLACE_AND_DATE, False, sentence.strip(_MARKS)


def _whole_words(found: re.Match[str]) -> str:
    """What was found, with the whole of the words in which it begins and ends."""
    text, (begin, end) = found.string, found.span()
    while begin and not text[begin - 1].isspace():
        begin -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return text[begin:end].strip(_MARKS)


def _homes(text: str) -> Iterator[tuple[bool, str]]:
    """Each home address in a text, and whether it certainly is one."""
    for pattern, is_certain in ((_POSTCODE, True), (_PERHAPS_POSTCODE, False)):
        for postcode in pattern.finditer(text):
            yield is_certain, postcode[0]
    for number in _NUMBER.finditer(text):
        before = text[max(0, number.start() - _LONGEST_STREET) : number.start()]
        has_town = bool(_TOWN.match(text, number.end()))
        for pattern, is_certain in _STREETS_WITH_TOWN if has_town else _STREETS:
            if street := pattern.search(before):
                yield is_certain, street[0] + number[0]
                break


def _tells_of_a_stay(sentence: str) -> bool:
    return bool(_DATE.search(sentence) and _PLACE.search(sentence) and _STAY.search(sentence))
