"""What a refusal says on a page: a Dutch sentence by code that tells what happened and how to go on (DOMAIN 11)."""

from dataclasses import dataclass
from typing import Any

from services.gateway.web import (
    coming_labels,
    day_labels,
    minutes_labels,
    poll_labels,
)
from services.gateway.web.agenda_refusals import AGENDAS
from services.gateway.web.language import words
from services.gateway.web.own_data_refusals import OWN_DATA
from services.gateway.web.safety_refusals import SAFETY
from services.gateway.web.series_labels import SERIES_FIELD_REFUSALS, SERIES_REFUSALS

SENTENCES: dict[str, str] = {
    # The five kinds, and what every service can say.
    "NOT_FOUND": words("Dit is er niet meer, of je mag het niet zien."),
    "NOT_ALLOWED": words("Dit mag je hier niet doen. Klopt dat niet? Vraag het je coördinator."),
    "PLACE_HAS_CHANGED": words("Je plek in dit netwerk is intussen veranderd. Laad de pagina opnieuw."),
    "CONFLICT": words("Dit kan nu niet. Laad de pagina opnieuw en kijk wat er veranderd is."),
    "INVALID": words("Er klopt iets niet in wat je invulde. Kijk de velden hieronder na."),
    "UNAVAILABLE": words("Een deel van Leerkring geeft nu geen antwoord. Probeer het over een paar minuten nog eens."),
    "MOMENT_TAKEN": words("Op dat moment is er al een bijeenkomst van dit netwerk. Kies een ander moment."),
    "REASON_REQUIRED": words("Vertel waarom het niet doorgaat."),
    "LASTS_TOO_LONG": words("Een bijeenkomst duurt minder dan een dag."),
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
    "NAME_LOOKS_LIKE_ADDRESS": words(
        "Deze naam lijkt op een web- of mailadres. In een mail wordt hij dan een link. Zet een spatie na de punt, of kies een andere naam."
    ),
    "PSEUDONYM_TAKEN": words("Zo heet al iemand. Kies een andere naam, of een van de drie hieronder."),
    "PSEUDONYM_TELLS": words("In deze naam zit een stuk van je mailadres. Kies een naam waaraan niemand je herkent."),
    "PSEUDONYM_CHANGED_LATELY": words(
        "Je schuilnaam kan maar een keer in de 90 dagen veranderen. Hieronder staat vanaf welke dag het weer kan."
    ),
    "NO_SUCH_AVATAR": words("Kies een van de tekeningen die hier staan."),
    "SIGN_IN_INCOMPLETE": words("Vul de code uit de mail in, of gebruik de link. Niet allebei."),
    "WRONG_CODE": words("Deze code klopt niet. Kijk nog eens in de nieuwste mail."),
    "TRIES_USED_UP": words("Dat was vijf keer een verkeerde code. Vraag een nieuwe aan."),
    "SIGN_IN_OVER": words("Deze code of link werkt niet meer. Vraag een nieuwe aan."),
    "OTHER_BROWSER": words("Je vroeg deze mail aan in een andere browser. Vul daar de code in, of begin hier opnieuw."),
    "TOO_MANY_TRIES": words("Dat waren te veel pogingen achter elkaar. Wacht een uur en probeer het dan opnieuw."),
    "SIGN_IN_AGAIN": words("Log eerst opnieuw in. Dit kan tot tien minuten na het inloggen."),
    "OTHER_SESSION": words("Log eerst zelf in, in deze browser."),
    "BROWSER_NEEDED": words("Dit kan alleen in een browser waarin je zelf bent ingelogd."),
    "SAME_ADDRESS": words("Dit is al je mailadres. Vul een ander adres in."),
    "EMAIL_CHANGE_OVER": words("Deze link werkt niet meer."),
    "PASSKEY_REFUSED": words("Deze passkey werkt hier niet. Probeer het nog eens, of log in met je mailadres."),
    "PASSKEY_OVER": words("Dat duurde te lang. Probeer het nog eens."),
    "PASSKEY_NOT_MADE": words("De passkey is niet gemaakt. Probeer het nog eens."),
    "PASSKEY_NAME_MISSING": words("Geef de passkey een naam waaraan je hem herkent."),
    "TOO_MANY_PASSKEYS": words("Je hebt al twintig passkeys. Haal er eerst een weg."),
    # Joining.
    "ANSWER_MISSING": words("Schrijf in je eigen woorden waarom je wilt meedoen. Hooguit duizend letters."),
    "MESSAGE_MISSING": words("Schrijf er een paar vriendelijke zinnen bij, zodat de ander het begrijpt."),
    "QUESTION_TOO_LONG": words("Houd de vraag korter dan tweehonderd letters."),
    "TAKES_PART_ALREADY": words("Deze persoon doet al mee in dit netwerk."),
    "REQUEST_OVER": words("Op deze aanmelding is al geantwoord, of ze is ingetrokken of vervallen."),
    "ASKED_TOO_OFTEN": words("Je hebt dit kort geleden al een paar keer gevraagd. Probeer het later nog eens."),
    "INVITATION_OVER": words("Deze uitnodiging is gebruikt, ingetrokken of verlopen. Vraag een nieuwe."),
    "INVITATION_FOR_OTHER": words(
        "Deze uitnodiging ging naar een ander mailadres. Log in met het adres waarop je hem kreeg."
    ),
    "INVITATION_FULL": words("Alle plekken van deze link zijn gebruikt. Vraag een nieuwe."),
    **SAFETY,
    **SERIES_REFUSALS,
    **AGENDAS,
    "INVITED_ALREADY": words("Dit adres is al uitgenodigd. Je kunt de mail hieronder opnieuw sturen."),
    "TOO_MANY_INVITATIONS": words("Dit netwerk stuurde vandaag al veel uitnodigingen. Probeer het morgen weer."),
    "WRONG_LIMITS": words("Kies een aantal van 1 tot en met 500, en 1 tot en met 90 dagen."),
    "LIST_EMPTY": words("Er staat nog niemand op de lijst."),
    "LIST_TOO_LONG": words("Een lijst heeft hooguit 200 regels. Stuur hem in delen."),
    **OWN_DATA,
    "TOKEN_NAME_MISSING": words("Geef de toegangscode een naam waaraan je het programma herkent."),
    "TOKEN_LASTS_TOO_LONG": words("Een toegangscode werkt minstens een dag en hooguit een jaar."),
    "TOO_MANY_TOKENS": words("Je hebt al twintig toegangscodes. Trek er eerst een in."),
    "TOKEN_ONLY_READS": words("Deze toegangscode mag alleen lezen."),
    "OUTSIDE_REFUSED": words(
        "Inloggen via het andere account lukte niet. Probeer het nog eens, of gebruik je mailadres."
    ),
    "OUTSIDE_SILENT": words(
        "Bij je andere account geeft nu niemand antwoord. Gebruik je mailadres, of probeer het over een paar minuten nog eens."
    ),
    "OUTSIDE_SIGN_IN_OVER": words("Dat duurde te lang, of je begon in een andere browser. Begin opnieuw."),
    "LINK_FIRST": words(
        "We kennen dit account hier nog niet. Log eerst in met je mailadres, en koppel het account daarna bij Inloggen en apparaten."
    ),
    "IDENTITY_TAKEN": words("Dit account is hier al gekoppeld aan iemand anders."),
    # Networks and who takes part.
    "NOT_A_MEMBER": words("Dit is alleen voor deelnemers van dit netwerk. Wil je meedoen? Kijk dan bij het netwerk."),
    "ADMINISTRATOR_NEEDED": words("Dit kan alleen een beheerder van Leerkring."),
    "STATUS_NOT_NEXT": words("Dit netwerk kan niet zo verder vanuit waar het nu is. Kies een andere stap."),
    "GROUP_IN_GROUP": words("Een werkgroep kan zelf geen werkgroepen hebben."),
    "GOAL_INCOMPLETE": words("Dit doel is nog niet compleet."),
    "GOAL_IS_CLOSED": words("Van dit doel is al opgeschreven wat ervan kwam. Maak een nieuw doel."),
    "TOO_MANY_GOALS": words("Er staan al dertig doelen open. Sluit er eerst een paar."),
    "NOBODY_LEFT_IT": words("Dit doel wacht niet op een nieuwe eigenaar."),
    "RELATED_TO_ITSELF": words("Kies een ander netwerk dan dit."),
    "SUCCESSION_STAYS": words("Dat een netwerk verdergaat als een ander, kun je niet terugdraaien."),
    "TOO_MANY_RELATIONS": words("Dit netwerk heeft al vijftig verbindingen. Haal er eerst een weg."),
    "PARTNER_INCOMPLETE": words("Vul de naam van de organisatie in."),
    "ALREADY_PARTNER": words("Deze organisatie doet al mee."),
    "BROKER_NEEDS_PIN": words("Een kennismakelaar heeft een contactpersoon nodig die hier meedoet. Kies die eerst."),
    "BROKER_END_PASSED": words("Kies een dag die nog komt."),
    "NO_BROKER": words("Deze organisatie brengt hier nu geen kennis in."),
    "NO_MEMBER_HERE": words("Kies iemand die meedoet in dit netwerk."),
    "TOO_MANY_PARTNERS": words("Er doen al honderd organisaties mee. Meer kan niet."),
    "NO_SUCCESSOR": words("Dit netwerk kan niet verdergaan met het werk. Kies een ander netwerk dat bezig is."),
    "HAS_ENDED": words("Dit netwerk is al afgesloten, of gaat al verder als een ander netwerk."),
    "NOTHING_PROPOSED": words("Dit voorstel is al beantwoord of ingetrokken."),
    "SUCCESSION_ANSWER_MISSING": words("Schrijf erbij waarom niet, in minstens tien letters."),
    "DID_NOT_GO_ON": words("Dit netwerk is niet overgegaan in een ander netwerk."),
    "COORDINATOR_NEEDED": words("Dit kan alleen de coördinator van dit netwerk."),
    "WRONG_PERSPECTIVE": words("Dit netwerk vraagt niet om mensen vanuit deze kant."),
    "TAKES_NO_MEMBERS": words("Dit netwerk is gestopt of ging op in een ander netwerk. Je kunt er niet meer bij."),
    "NETWORK_INCOMPLETE": words("Deze beschrijving van een netwerk is nog niet compleet."),
    # Roles, being away, leaving, removing.
    "LAST_COORDINATOR": words("Dit netwerk heeft geen andere coördinator. Geef eerst iemand anders die rol."),
    "ROLE_IS_OVER": words("De laatste dag van een rol ligt in de toekomst. Kies een latere dag."),
    "NOT_YOUR_OWN_COORDINATOR": words(
        "Kies iemand anders als eerste coördinator. Als beheerder beslis je niet binnen een netwerk."
    ),
    "PLACE_IS_KEPT": words(
        "Je hebt even pauze in dit netwerk, en je plek is bewaard. Je hoeft je niet opnieuw aan te melden: kom gewoon terug."
    ),
    "MANDATE_UNCLEAR": words("Schrijf op voor welke taak iemand is aangesteld, door wie, en vanaf welke dag."),
    "TOO_MANY_MANDATES": words("Iemand heeft hooguit vijf mandaten tegelijk. Zeg eerst dat er een voorbij is."),
    "CANNOT_COME_BACK": words("Je kunt niet meer zelf terugkomen. Vraag het de coördinator."),
    "NOT_YOURSELF": words("Je kunt jezelf niet weghalen. Je kunt wel stoppen, bij Mijn deelname."),
    "WORDS_MISSING": words("Schrijf in gewone woorden waarom. Gebruik minstens tien letters."),
    "NOTHING_TO_APPEAL": words("Hier is niets waar je bezwaar tegen kunt maken, of je deed het al."),
    "NO_LETTER_WANTED": words("Over dit voorstel is niets meer te vertellen."),
    "NOTHING_TO_TELL": words("Over dit bezwaar is niets meer te vertellen."),
    "NOTHING_TO_ANSWER": words("Dit bezwaar is er niet meer, of het is al beantwoord."),
    "SOMEBODY_ELSE_ANSWERS": words(
        "Jij hebt deze persoon weggehaald. Een andere coördinator beslist over het bezwaar."
    ),
    "INTEREST_MISSING": words("Schrijf in één zin welk belang je hebt."),
    "TOO_MANY_INTERESTS": words("Tien belangen tegelijk is genoeg. Zet er eerst een op voorbij."),
    # Sessions and their agenda.
    **poll_labels.REFUSALS,
    **coming_labels.REFUSALS,
    **minutes_labels.REFUSALS,
    **day_labels.REFUSALS,
    "SERIES_NOT_POSSIBLE": words("Zo kan deze reeks niet. Kijk de velden hieronder na."),
    "SESSIONS_CLASH": words(
        "Op een van deze dagen staat al een bijeenkomst van dit netwerk. Haal daar het vinkje weg, of kies een andere tijd."
    ),
    "HARD_BLOCK_DATE": words(
        "Een van deze dagen kan niet: het is een feestdag, of een schoolvakantie die hier telt. Haal daar het vinkje weg."
    ),
    "TOO_LATE_TO_UNDO": words(
        "Dit kan niet meer terug: het is langer dan een uur geleden, en mensen kregen er mail over."
    ),
    "SERIES_IN_USE": words("Iemand zette al iets op de agenda van een van deze bijeenkomsten. Ze blijven dus staan."),
    "BLOCK_NOT_POSSIBLE": words("Zo kan deze periode niet. Kijk de velden hieronder na."),
    "SESSION_HAS_BEGUN": words("Deze bijeenkomst is begonnen of al geweest. De agenda kan niet meer veranderen."),
    "SESSION_CANCELLED": words("Deze bijeenkomst gaat niet door. De agenda kan niet meer veranderen."),
    "AGENDA_POINT_INCOMPLETE": words("Je punt is nog niet compleet."),
    "AGENDA_TOO_LONG": words(
        "Dit past niet meer in de bijeenkomst. Vraag minder minuten, of kies een andere bijeenkomst."
    ),
    # Questions and mail.
    "QUESTION_INCOMPLETE": words("Je vraag is nog niet compleet."),
    "ALREADY_ON_AGENDA": words("Deze vraag staat al op de kennisagenda."),
    "ALREADY_WITHDRAWN": words("Deze vraag is al ingetrokken."),
    "QUESTION_NOT_LEFT": words("Deze vraag wacht niet op een nieuwe eigenaar."),
    "NOT_THE_PROPOSER": words("Alleen wie deze vraag voorstelde, kan hem intrekken."),
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
    **SERIES_FIELD_REFUSALS,
    "SESSIONS_CLASH": SENTENCES["SESSIONS_CLASH"],
    "AGENDA_TOO_LONG": SENTENCES["AGENDA_TOO_LONG"],
    "TITLE_TOO_LONG": words("Deze zin is te lang. Gebruik hooguit 200 letters."),
    "TEXT_TOO_LONG": words("Deze tekst is te lang. Maak hem korter."),
    "TITLE_NEEDS_QUESTION_MARK": words("Maak er een vraag van: zet er een vraagteken achter."),
    "LOCAL_TIME_NEEDED": words("Schrijf de tijd op de klok in Nederland, zo: 13.30"),
    "ENDS_BEFORE_START": words("De eindtijd ligt voor de begintijd. Kies een latere eindtijd."),
    "NO_SUCH_DATE": words("Deze dag kennen we niet. Schrijf een dag zo: 31-12-2027."),
    "MANDATE_ENDS_FIRST": words("De laatste dag ligt voor de eerste dag. Kies een latere dag."),
    "CHOOSE": words("Kies een van de antwoorden."),
    "IN_THE_PAST": words("Deze dag is al geweest. Kies vandaag of later."),
    "TOO_FAR_AHEAD": words("Deze dag is meer dan vijf jaar vooruit. Kies een dag die eerder komt."),
    "UNTIL_BEFORE_FROM": words("De laatste dag ligt voor de eerste dag. Kies een latere dag."),
    "SERIES_TOO_LONG": words("Een reeks duurt hooguit twee jaar. Kies een eerdere laatste dag."),
    "TOO_MANY_SESSIONS": words("Een reeks heeft hooguit 24 bijeenkomsten. Kies een kortere periode."),
    "TOO_MANY_BLOCKS": words("Er staan al honderd periodes. Haal er eerst een paar weg."),
    "OUTSIDE_PERIOD": words("Een van deze dagen ligt buiten de periode. Begin opnieuw bij het ritme."),
    **poll_labels.FIELD_REFUSALS,
    **coming_labels.FIELD_REFUSALS,
    **minutes_labels.FIELD_REFUSALS,
    **day_labels.FIELD_REFUSALS,
    "ONE_RHYTHM": words("Kies één ritme: een weekdag, of een vaste dag van de maand."),
    "TWICE": words("Een groep staat hier twee keer."),
    "MINIMUM": words("Schrijf bij elke groep een aantal van 1 tot en met 100."),
    "RHYTHM": words("Schrijf een getal van 1 tot en met 24, of laat het leeg."),
}

REQUIRED_HERE: dict[str, str] = {
    "words": words("Schrijf op wat er dan is."),
    "dates": words("Schrijf minstens één datum op, elke datum op een eigen regel."),
    "title": words("Schrijf in één zin waar het om gaat."),
    "why": words("Vertel waarom dit belangrijk is."),
    "who_notices": words("Vertel wie hier iets van merkt."),
    "origin": words("Vertel waar de vraag vandaan komt."),
    "theme": words("Kies het onderwerp dat het beste past."),
    "track": words("Kies wat er nodig is."),
    "text": words("Schrijf op wat jullie willen bereiken."),
    "measure": words("Schrijf op waaraan je ziet dat het gelukt is."),
    "name": words("Vul een naam in."),
    "mission_nl": words("Schrijf in gewone woorden waar dit netwerk voor is."),
    "mission_en": words("Schrijf het ook in het Engels."),
    "kind": words("Kies wat voor netwerk het is."),
    "outcome": words("Kies wat ervan gekomen is."),
    "purpose": words("Kies wat je ermee wilt."),
    "minutes": words("Schrijf het aantal minuten als getal, bijvoorbeeld 20."),
    "answer": words("Schrijf op wat je antwoord is."),
    "message": SENTENCES["MESSAGE_MISSING"],
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
