"""What a refusal about age, perspectives, helping others and schuilnamen says on a page, by code."""

from services.gateway.web.contact_refusals import CONTACT
from services.gateway.web.language import words

SAFETY: dict[str, str] = {
    **CONTACT,
    "NAMES_TRIED_TOO_OFTEN": words("Je probeerde veel namen die al bezet zijn. Probeer het over een uur nog een keer."),
    "HAS_COORDINATOR": words("Dit netwerk heeft intussen een coördinator. Die beslist verder."),
    "PERSPECTIVE_MISSING": words("Kies minstens één kant. Iemand doet altijd vanuit een kant mee."),
    "PERSPECTIVE_NOT_GIVEN": words("Deze kant kun je hier niet kiezen. Vraag een coördinator of je die erbij krijgt."),
    "AGE_NOT_SAID": words("Vertel of je 16 jaar of ouder bent."),
    "TOO_YOUNG": words("Je kunt meedoen vanaf 12 jaar. Wat je antwoordde, hebben we niet bewaard."),
    "INVITATION_NEEDED": words(
        "Ben je 12 tot en met 15 jaar? Dan heb je een eigen uitnodiging nodig. Vraag die aan de coördinator. "
        "Wat je antwoordde, hebben we niet bewaard."
    ),
    "NO_SUPPORT_PERSON": words(
        "Dit netwerk heeft nog geen steunpersoon. Vraag de coördinator daarom. Je uitnodiging blijft gewoon werken."
    ),
    "SUPPORT_PERSON_MISSING": words("Kies een steunpersoon van dit netwerk."),
    "GUARDIAN_MISSING": words("Vul het mailadres in van je ouder of voogd."),
    "GUARDIAN_IS_YOURSELF": words("Dit is je eigen mailadres. Vul dat van je ouder of voogd in."),
    "PARENTAL_PERMISSION_REQUIRED": words("Hiervoor is eerst toestemming van je ouder of voogd nodig."),
    "PERMISSION_OVER": words("Op deze vraag is al geantwoord, of ze is ingetrokken of verlopen."),
    "OTHER_TEXT": words("De tekst is intussen veranderd. Lees hem nog een keer en kies dan."),
    "ASKED_TOO_MANY_TIMES": words("Dit mailadres kreeg al genoeg mails hierover. Praat er samen over."),
    "NOTHING_TO_CONFIRM": words("Je leeftijd hoef je niet te bevestigen."),
    "KEEPER_NEEDED": words("Dit is alleen voor coördinatoren en meelezers van dit netwerk."),
    "NO_PSEUDONYM": words(
        "Deze persoon doet mee onder de eigen naam, of heeft geen mailadres. Er is niets op te zoeken."
    ),
    "SECOND_PERSON_NEEDED": words("Iemand anders moet het hiermee eens zijn: niet wie het vroeg."),
    "LINK_BREAK_OVER": words("Hier is al op geantwoord, of de tijd is om."),
    "HELPER_NEEDED": words("Dit is alleen voor de coördinator en de steunpersonen van dit netwerk."),
    "HAS_ACCOUNT": words("Deze persoon heeft een eigen account en beslist zelf."),
    "NO_ACCOUNT_YET": words("Deze persoon heeft nog geen account, en kan daarom geen coördinator zijn."),
    "ADDRESS_HAS_ACCOUNT": words(
        "Bij dit mailadres hoort al een account. Log daarmee in, en vraag de coördinator om een uitnodiging."
    ),
    "OFFER_OVER": words("Deze link is gebruikt of verlopen. Vraag een nieuwe."),
    "CONTENT_NOTE_TOO_LONG": words("Maak de waarschuwing korter: 140 letters is het meest."),
    "CONTRIBUTION_TOO_LONG": words("Dit is te lang: 300 tekens is het meest."),
    "TOO_YOUNG_TO_BE_ASKED": words("Dit kan vanaf 16 jaar."),
    "NOT_OPEN_TO_QUESTIONS": words(
        "Deze persoon kun je hier nu geen vraag stellen. Stel je vraag aan het hele netwerk, of spreek elkaar bij een bijeenkomst."
    ),
    "NOT_IN_PRIVATE": words(
        "Jongeren stellen en krijgen hier geen vragen die alleen twee mensen lezen. Dat is voor de veiligheid van iedereen. "
        "Stel je vraag aan het hele netwerk, of aan de coördinator of je steunpersoon."
    ),
    "ASKED_ALREADY": words("Een eerdere vraag van jou aan deze persoon wacht nog op antwoord."),
    "ENOUGH_ASKED": words("Je stelde vandaag al vijf vragen. Morgen kan het weer."),
    "EXPERT_QUESTION_OVER": words("Deze vraag is al beantwoord, of de tijd is om."),
    "EXPERT_TEXT_MISSING": words("Schrijf eerst iets, hoogstens 2000 tekens."),
    "NOT_A_THEME_HERE": words("Kies onderwerpen van dit netwerk. Misschien zijn ze net veranderd."),
    "OFFERED_TOO_OFTEN": words("Deze persoon kreeg al vijf keer een link. Meer gaat niet."),
    "OWN_REPORT": words("Dit gaat over jezelf, of je schreef het zelf. Dat kun je niet melden."),
    "TOO_MANY_REPORTS": words(
        "Je hebt hier al veel gemeld. Wacht eerst op antwoord, of bel iemand als het dringend is."
    ),
    "REPORT_ANSWERED": words("Iemand anders gaf hier al antwoord op."),
    "NOT_REMOVED_YET": words("De persoon is nog niet weggehaald. Doe dat eerst."),
    "WORDS_TOO_LONG": words("Dit is te lang: 2000 tekens is het meest."),
    "NOT_ABOUT_YOURSELF": words("Dit gaat over jezelf. Iemand anders beslist hierover."),
    "LIMITED_ALREADY": words("Voor deze persoon geldt al een grens."),
    "NO_LIMIT": words("Deze grens is al voorbij."),
    "LIMIT_END_MISSING": words("Kies een laatste dag: vanaf morgen, en hooguit 30 dagen verder."),
    "WRITING_LIMITED": words(
        "Je kunt in dit netwerk even niet schrijven. Lezen kan wel. Op Vandaag staat vanaf welke dag het weer kan, waarom, "
        "en hoe je bezwaar maakt."
    ),
}
