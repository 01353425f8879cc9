"""What is said around the day itself on a page: questions to begin with, what became of parked lines, and refusals, by code."""

from services.gateway.web.language import words

CHECK_INS: dict[str, str] = {
    "ARRIVE": words("Hoe zit je erbij? Zeg het in één woord."),
    "WEATHER": words("Welk weer past vandaag bij jou?"),
    "SMALL_WIN": words("Wat ging er beter dan je dacht?"),
    "PROUD": words("Waar ben je trots op sinds de vorige keer?"),
    "LEARNED": words("Wat leerde je laatst van een kind, een jongere of een ouder?"),
    "HELPED": words("Wie hielp jou laatst, en wat deed die?"),
    "THANKFUL": words("Waar ben je blij om, hoe klein ook?"),
    "CURIOUS": words("Waar ben je vandaag nieuwsgierig naar?"),
    "NEEDED": words("Wat heb je nodig om vandaag goed mee te doen?"),
    "OWN": words("Een eigen vraag"),
}

PARKED: dict[str, str] = {
    "OPEN": words("Staat geparkeerd"),
    "PROPOSED": words("Voorgesteld voor de agenda"),
    "ANSWERED": words("Beantwoord"),
}

REFUSALS: dict[str, str] = {
    "FACILITATOR_NEEDED": words("Dit doen de gespreksleider en de coördinator."),
    "NOTE_TAKER_NEEDED": words("Notities schrijven de gespreksleider, de verslagmaker en de coördinator."),
    "SESSION_NOT_TODAY": words("Een bijeenkomst begint op de dag zelf."),
    "SESSION_NOT_RUNNING": words("De bijeenkomst is niet bezig."),
    "TURN_ORDER_CHANGED": words("Er is intussen iemand anders aan de beurt. Kijk nog eens in de rij."),
    "TOO_MANY_TURNS": words("De rij is vol. Geef eerst een paar mensen het woord."),
    "GROUPS_NOT_POSSIBLE": words(
        "Zoveel groepjes kan niet met deze mensen. Maak er minstens twee, met in elk minstens twee mensen."
    ),
    "LINE_MISSING": words("Zeg het in één zin."),
    "TOO_MANY_PARKED_LINES": words(
        "Er staan al honderd regels geparkeerd. Zeg het hardop, dan komt het in het verslag."
    ),
    "PARKED_LINE_DONE": words("Deze regel is al beantwoord of voorgesteld."),
}

FIELD_REFUSALS: dict[str, str] = {"GROUPS_NOT_POSSIBLE": REFUSALS["GROUPS_NOT_POSSIBLE"]}
