"""What a refusal says on a page: a Dutch sentence by code that tells what happened and how to go on (DOMAIN 11)."""

from dataclasses import dataclass
from typing import Any

from services.gateway.web.language import words

SENTENCES: dict[str, str] = {
    # The five kinds, and what every service can say.
    "NOT_FOUND": words("Dit is er niet meer, of je mag het niet zien."),
    "NOT_ALLOWED": words("Dit mag je hier niet doen. Klopt dat niet? Vraag het je coördinator."),
    "CONFLICT": words("Dit kan nu niet. Laad de pagina opnieuw en kijk wat er veranderd is."),
    "INVALID": words("Er klopt iets niet in wat je invulde. Kijk de velden hieronder na."),
    "UNAVAILABLE": words("Een deel van Leerkring geeft nu geen antwoord. Probeer het over een paar minuten nog eens."),
    "STALE_VERSION": words(
        "Iemand anders heeft dit intussen veranderd. Hieronder staat hoe het nu is. Wil je het dan nog steeds?"
    ),
    "KEY_REUSED": words(
        "Dit formulier was al een keer verstuurd, met andere woorden. Kijk of het gelukt is, en begin anders opnieuw."
    ),
    "KEY_NOT_USABLE": words("Dit formulier klopt niet meer. Laad de pagina opnieuw en verstuur het nog eens."),
    "NOT_SIGNED_IN": words("Log eerst in."),
    "TOO_BUSY": words("Te veel mensen veranderden dit op hetzelfde moment. Probeer het nog eens."),
    "TOO_MANY_OPEN_PAGES": words(
        "Er staan nu te veel pagina's open. Deze wordt niet vanzelf bijgewerkt; laad hem zelf opnieuw."
    ),
    "TOO_MUCH": words(
        "Wat je stuurde, is te groot voor één keer. Ga terug, maak je tekst korter en verstuur hem opnieuw."
    ),
    "TOO_MANY_REQUESTS": words(
        "Er komt nu te veel tegelijk binnen van jouw verbinding. Wacht een minuut en laad de pagina dan opnieuw. "
        "Deel je die verbinding met anderen, dan tellen we jullie samen."
    ),
    "TOOK_TOO_LONG": words("Dit duurde te lang. Probeer het nog eens."),
    "FAULT": words("Er ging iets mis bij ons. Het is opgeschreven. Probeer het straks nog eens."),
    "REFUSAL": words("Dat lukte niet. Probeer het nog eens, of vraag hulp aan je coördinator."),
    "BAD_USER_INPUT": words("In het adres van deze pagina klopt iets niet. Begin opnieuw bij Vandaag."),
    "HEADERS_TOO_LARGE": words("Je browser stuurde te veel mee. Wis de cookies van deze site en probeer het opnieuw."),
    "CURSOR_UNREADABLE": words("De lijst kan hier niet verder. Begin bij de eerste pagina."),
    # Signing in.
    "NOT_AN_ADDRESS": words("Dit mailadres kunnen we niet gebruiken. Schrijf het zo: naam@voorbeeld.nl"),
    "NAME_MISSING": words("Vul een naam in die anderen kunnen lezen. Een voornaam is genoeg."),
    "SIGN_IN_INCOMPLETE": words("Vul de code uit de mail in, of gebruik de link. Niet allebei."),
    "WRONG_CODE": words("Deze code klopt niet. Kijk nog eens in de nieuwste mail."),
    "TRIES_USED_UP": words("Dat was vijf keer een verkeerde code. Vraag een nieuwe aan."),
    "SIGN_IN_OVER": words("Deze code of link werkt niet meer. Vraag een nieuwe aan."),
    "OTHER_BROWSER": words("Je vroeg deze mail aan in een andere browser. Vul daar de code in, of begin hier opnieuw."),
    "TOO_MANY_TRIES": words("Dat waren te veel pogingen achter elkaar. Wacht een uur en probeer het dan opnieuw."),
    # Networks and who takes part.
    "NOT_A_MEMBER": words("Dit is alleen voor deelnemers van dit netwerk. Wil je meedoen? Vraag het de coördinator."),
    "COORDINATOR_NEEDED": words("Dit kan alleen de coördinator van dit netwerk."),
    "WRONG_PERSPECTIVE": words("Dit netwerk vraagt niet om mensen vanuit deze kant."),
    "TAKES_NO_MEMBERS": words("Dit netwerk is gestopt of ging op in een ander netwerk. Je kunt er niet meer bij."),
    "NETWORK_INCOMPLETE": words("Deze beschrijving van een netwerk is nog niet compleet."),
    # Sessions and their agenda.
    "SERIES_NOT_POSSIBLE": words("Zo kan deze reeks niet. Kijk de velden hieronder na."),
    "SESSIONS_CLASH": words(
        "Op een van deze dagen staat al een bijeenkomst van dit netwerk. Haal daar het vinkje weg, of kies een andere tijd."
    ),
    "SESSION_HAS_BEGUN": words("Deze bijeenkomst is begonnen of al geweest. De agenda kan niet meer veranderen."),
    "SESSION_CANCELLED": words("Deze bijeenkomst gaat niet door. De agenda kan niet meer veranderen."),
    "AGENDA_POINT_INCOMPLETE": words("Je punt is nog niet compleet."),
    "AGENDA_TOO_LONG": words(
        "Dit past niet meer in de bijeenkomst. Vraag minder minuten, of kies een andere bijeenkomst."
    ),
    "NOT_YOUR_AGENDA_POINT": words("Alleen wie dit punt op de agenda zette, of een coördinator, kan het weghalen."),
    # Questions.
    "QUESTION_INCOMPLETE": words("Je vraag is nog niet compleet."),
    "ALREADY_ON_AGENDA": words("Deze vraag staat al op de kennisagenda."),
    "ALREADY_WITHDRAWN": words("Deze vraag is al ingetrokken."),
    "NOT_THE_PROPOSER": words("Alleen wie deze vraag voorstelde, kan hem intrekken."),
    # Mail.
    "NOT_UNKNOWN": words("Van deze mail weten we al wat ermee gebeurde."),
}

FIELD_SENTENCES: dict[str, str] = {
    "REQUIRED": words("Vul dit in."),
    "MISSING": words("Vul dit in."),
    "TOO_LONG": words("Dit is te lang. Maak het korter."),
    "INVALID": words("Dit klopt niet helemaal. Kijk het nog eens na."),
    "NO_DATES": words("Er blijft geen enkele dag over. Kies een langere periode, of laat een vinkje staan."),
    "NO_SUCH_TIME": words(
        "Op een van deze dagen gaat de klok vooruit en bestaat deze tijd niet. Kies een andere tijd."
    ),
    "SESSIONS_CLASH": SENTENCES["SESSIONS_CLASH"],
    "AGENDA_TOO_LONG": SENTENCES["AGENDA_TOO_LONG"],
    "TITLE_TOO_LONG": words("Deze zin is te lang. Gebruik hooguit 200 letters."),
    "TEXT_TOO_LONG": words("Deze tekst is te lang. Gebruik hooguit 4000 letters."),
    "TITLE_NEEDS_QUESTION_MARK": words("Maak er een vraag van: zet er een vraagteken achter."),
    "LOCAL_TIME_NEEDED": words("Schrijf de tijd op de klok in Nederland, zo: 13.30"),
    "ENDS_BEFORE_START": words("De eindtijd ligt voor de begintijd. Kies een latere eindtijd."),
    "IN_THE_PAST": words("Deze dag is al geweest. Kies vandaag of later."),
    "TOO_FAR_AHEAD": words("Deze dag is meer dan vijf jaar vooruit. Kies een dag die eerder komt."),
    "UNTIL_BEFORE_FROM": words("De laatste dag ligt voor de eerste dag. Kies een latere dag."),
    "SERIES_TOO_LONG": words("Een reeks duurt hooguit twee jaar. Kies een eerdere laatste dag."),
    "TOO_MANY_SESSIONS": words("Een reeks heeft hooguit 24 bijeenkomsten. Kies een kortere periode."),
    "TWICE": words("Een groep staat hier twee keer."),
    "MINIMUM": words("Het kleinste aantal mensen klopt niet."),
    "RHYTHM": words("Het ritme klopt niet."),
}

REQUIRED_HERE: dict[str, str] = {
    "title": words("Schrijf in één zin waar het om gaat."),
    "why": words("Vertel waarom dit belangrijk is."),
    "who_notices": words("Vertel wie hier iets van merkt."),
    "origin": words("Vertel waar de vraag vandaan komt."),
    "theme": words("Kies het onderwerp dat het beste past."),
    "track": words("Kies wat er nodig is."),
    "purpose": words("Kies wat je ermee wilt."),
    "minutes": words("Schrijf het aantal minuten als getal, bijvoorbeeld 20."),
}
"""What is asked at a field that was left empty, so that the summary reads by itself."""


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: the name of the field (or none), and a Dutch sentence."""

    field: str
    sentence: str


def sentence_for(code: str) -> str:
    """The Dutch sentence for a refusal."""
    return SENTENCES.get(code, SENTENCES["REFUSAL"])


def field_sentence(field: str, code: str) -> str:
    """The Dutch sentence for what is wrong with a field."""
    if code in {"REQUIRED", "MISSING"} and field in REQUIRED_HERE:
        return REQUIRED_HERE[field]
    return FIELD_SENTENCES.get(code) or SENTENCES.get(code) or FIELD_SENTENCES["INVALID"]


def faults_of(refusal: dict[str, Any]) -> list[Fault]:
    """Read what is wrong from a ``Refusal``: at each field its sentence, or one sentence for the whole."""
    faults = []
    for problem in refusal["problems"]:
        field = _snake(problem["field"])
        faults.append(Fault(field, field_sentence(field, problem["code"])))
    return faults or [Fault("", sentence_for(refusal["code"]))]


def _snake(field: str) -> str:
    name = field.rsplit(".", maxsplit=1)[-1]
    return "".join("_" + letter.lower() if letter.isupper() else letter for letter in name)
