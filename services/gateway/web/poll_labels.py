"""What is said around date polls on a page: answers, measures, states and refusals, by code (DOMAIN 6, BR-043)."""

from services.gateway.web.language import words

AVAILABILITIES: dict[str, str] = {
    "YES": words("Ja"),
    "IF_NEEDED": words("Als het moet"),
    "NO": words("Nee"),
}

MEASURES: dict[str, str] = {
    "OTHER_TIME": words("Een ander tijdstip op die dag"),
    "ONLINE": words("Ze kunnen online meedoen"),
    "PRE_MEETING": words("Eerst een eigen bijeenkomst voor deze groep"),
    "SUPPORT_PERSON": words("Een steunpersoon gaat mee of brengt hun punten in"),
}

MEASURE_HINTS: dict[str, str] = {
    "OTHER_TIME": words("Vraag hun welke tijd wel kan, en verplaats de bijeenkomst daarna."),
    "ONLINE": words("Spreek met hen af hoe, en zet de link bij de bijeenkomst."),
    "PRE_MEETING": words("Wat daar gezegd wordt, komt als punt op de agenda."),
    "SUPPORT_PERSON": words("Spreek dit af met de mensen zelf."),
}

POLL_STATUSES: dict[str, str] = {
    "OPEN": words("Open"),
    "CLOSED": words("Gesloten"),
    "DECIDED": words("Data gekozen"),
    "EXPIRED": words("Verlopen"),
}

REFUSALS: dict[str, str] = {
    "DATE_POLL_NOT_POSSIBLE": words("Zo kan deze datumprikker niet. Kijk de velden hieronder na."),
    "DATE_POLL_CLOSED": words("Deze datumprikker is gesloten. Je kunt je antwoord niet meer veranderen."),
    "DATE_POLL_STILL_OPEN": words("Deze datumprikker is nog open. Sluit hem eerst, dan kun je de data kiezen."),
    "DATE_POLL_DECIDED": words("De data van deze datumprikker zijn al gekozen, of hij is verlopen."),
    "AVAILABILITY_MISSING": words("Kies bij minstens één datum of je kunt."),
    "BUSY_TIMES_NOT_POSSIBLE": words("Zo kunnen we je agenda niet bewaren. Kijk de velden hieronder na."),
    "DATES_MISSING": words("Kies minstens één datum."),
    "COVERAGE_NOT_MET": words("Niet elke groep kan erbij zijn. Kies hieronder wat je voor hen doet."),
    "NEEDED_CANNOT_COME": words(
        "Op een van deze data kan iemand niet zonder wie het niet doorgaat. Zeg dat het toch doorgaat, of kies een andere datum."
    ),
}

FIELD_REFUSALS: dict[str, str] = {
    "COVERAGE_NOT_MET": REFUSALS["COVERAGE_NOT_MET"],
    "NEEDED_CANNOT_COME": REFUSALS["NEEDED_CANNOT_COME"],
    "TOO_MANY_NEEDED": words("Kies hooguit zes mensen zonder wie het niet doorgaat."),
    "ANSWERS_FOR_THEMSELVES": words("Van een jongere of een ouder ziet niemand wat die antwoordt. Kies iemand anders."),
    "HARD_BLOCK_DATE": words(
        "Een van deze dagen is een feestdag of valt in een schoolvakantie die hier telt. Laat die dag weg."
    ),
    "TOO_MANY_DATES": words("Een datumprikker heeft hooguit 24 data. Haal er een paar weg."),
    "UNTIL_OUT_OF_RANGE": words("Een agenda kennen we hooguit 400 dagen vooruit."),
    "TOO_MANY_TIMES": words("Er staan te veel momenten in. We bewaren er hooguit 1000."),
    "DATE_TWICE": words("Een datum staat er twee keer. Haal er een weg."),
    "AFTER_FIRST_DATE": words("Kies een laatste dag die voor de eerste datum ligt."),
}
