"""What is said around minutes and actions on a page: states and refusals, by code (DOMAIN 6, BR-050 to BR-052)."""

from collections.abc import Callable

from services.gateway.web.language import words

MINUTES_STATUSES: dict[str, str] = {
    "DRAFT": words("Concept"),
    "SHARED": words("Ter controle"),
    "ESTABLISHED": words("Vastgesteld"),
}

ACTION_STATUSES: dict[str, str] = {
    "OPEN": words("Open"),
    "DONE": words("Klaar"),
    "CANCELLED": words("Vervallen"),
}

TAKEN_OUT = words("[hier is tekst weggehaald op verzoek]")
"""What agenda puts where words were taken out (shared/api/agenda/stories)."""

NAME_TAKEN_OUT = words("Na het vaststellen is een naam in dit verslag vervangen door: een lid.")
"""The addition that agenda makes to established minutes when somebody is erased (shared/api/agenda/stories)."""


def as_read(text: str, say: Callable[[str], str]) -> str:
    """A text with what agenda wrote in it in the language of its reader."""
    return text.replace(TAKEN_OUT, say(TAKEN_OUT)).replace(NAME_TAKEN_OUT, say(NAME_TAKEN_OUT))


REFUSALS: dict[str, str] = {
    "NOT_YOUR_STORY": words("Alleen wie dit vertelde, beslist erover."),
    "STORY_OVER": words("Over dit verhaal valt niets meer te beslissen. De tekst is weggegooid."),
    "TOO_MANY_STORIES": words("Er staan al dertig verhalen bij dit verslag."),
    "TELLER_AWAY": words("Kies iemand die meedoet. Aan anderen kunnen we geen toestemming vragen."),
    "NOTHING_TO_TAKE_OUT": words(
        "Deze woorden staan niet in het verslag en ook niet in een eerdere versie. Kopieer ze precies."
    ),
    "MINUTES_TOO_EARLY": words("Deze bijeenkomst is nog niet begonnen. Er valt nog niets op te schrijven."),
    "SECRETARY_NEEDED": words("Dit kan alleen de verslagmaker of een coördinator van dit netwerk."),
    "ALREADY_ESTABLISHED": words("Dit verslag is vastgesteld. Klopt er iets niet, schrijf dan een aanvulling."),
    "MINUTES_EMPTY": words("Er staat nog niets in dit verslag. Schrijf eerst op wat er is gezegd."),
    "WORDS_INCOMPLETE": words("Er ontbreekt nog iets, of het is te lang. Kijk de velden hieronder na."),
    "MINUTES_NOT_SHARED": words("Dit verslag is nog niet gedeeld."),
    "TOO_MANY_COMMENTS": words("Er zijn al honderd reacties. Zeg het op de volgende bijeenkomst."),
    "COMMENTS_CLOSED": words("De tijd om te reageren is voorbij. Zeg het op de volgende bijeenkomst."),
    "COMMENTS_OPEN": words("Deelnemers kunnen nog reageren. Daarna kun je het verslag vaststellen."),
    "ANSWERS_MISSING": words("Er is nog een opmerking zonder antwoord. Beantwoord die eerst."),
    "OBJECTION_OPEN": words(
        "Iemand maakt bezwaar tegen dit verslag. Bespreek het op de volgende bijeenkomst en stel het daarna vast."
    ),
    "NOT_ESTABLISHED": words("Dit verslag is nog niet vastgesteld. Je kunt het zelf nog veranderen."),
    "ACTION_INCOMPLETE": words("Elke afspraak heeft één eigenaar en een datum nodig."),
    "ACTION_OVER": words("Deze afspraak is al klaar of vervallen."),
    "ACTION_NOT_SHARED": words("Het verslag waarin deze afspraak staat, is nog niet gedeeld."),
    "NOT_YOUR_ACTION": words("Dit kan alleen wie de afspraak doet, de verslagmaker of een coördinator."),
}

FIELD_REFUSALS: dict[str, str] = {
    "TELLER_AWAY": REFUSALS["TELLER_AWAY"],
    "NOTHING_TO_TAKE_OUT": REFUSALS["NOTHING_TO_TAKE_OUT"],
    "ACTION_INCOMPLETE": REFUSALS["ACTION_INCOMPLETE"],
    "ONE_OWNER": words("Kies één eigenaar: een deelnemer of een organisatie."),
    "OWNER_AWAY": words("Deze persoon doet niet meer mee. Kies iemand anders."),
    "DUE_IN_THE_PAST": words("Kies een dag die nog komt."),
}
