"""What codes of reports, warnings and limits are called on a page."""

from services.gateway.web.language import words

REASONS: tuple[tuple[str, str, str], ...] = (
    ("HURTS", words("Het kwetst iemand"), words("Schelden, uitlachen, of iemand wegzetten om wie hij is.")),
    (
        "PRIVATE",
        words("Er staat te veel over iemand in"),
        words("Een naam, een adres, een nummer, of iets wat privé is."),
    ),
    ("UNSAFE", words("Iemand is misschien niet veilig"), words("Is er nu gevaar? Bel dan eerst 112.")),
    ("UNFAIR", words("Het klopt niet, of iemand telt niet mee"), ""),
    ("OTHER", words("Iets anders"), ""),
)
REASON_NAMES = {code: name for code, name, _ in REASONS}
KINDS: dict[str, str] = {
    "QUESTION": words("Een vraag"),
    "AGENDA_POINT": words("Een agendapunt"),
    "MINUTES": words("Een verslag"),
    "MINUTES_COMMENT": words("Een opmerking bij een verslag"),
    "EXPERT_QUESTION": words("Een vraag aan één persoon"),
    "EXPERT_ANSWER": words("Een antwoord aan één persoon"),
    "MEMBER": words("Hoe iemand doet"),
}
TOLD: dict[str, str] = {
    "NOTHING_NEEDED": words("We hebben gekeken. Er was niets nodig."),
    "TEXT_TAKEN_AWAY": words("De tekst is weg."),
    "DEALT_WITH": words("Er is iets mee gedaan. Wat precies, blijft tussen ons en die persoon."),
}
RESTRICTIONS: dict[str, str] = {
    "WARNING": words("Waarschuwing"),
    "LIMIT": words("Grens: even niet schrijven"),
}
OUTCOMES: tuple[tuple[str, str, str], ...] = (
    ("NOTHING_NEEDED", words("Er is niets nodig"), ""),
    ("TEXT_TAKEN_AWAY", words("De tekst is weg"), words("Haal hem eerst weg, met de link hierboven.")),
    ("WARN", words("Waarschuw de persoon"), words("Er verandert nog niets. De persoon leest waarom.")),
    ("LIMIT", words("Laat de persoon even niet schrijven"), words("Lezen blijft kunnen. Het stopt vanzelf.")),
    ("REMOVED", words("De persoon is weggehaald"), ""),
)
ASK_FIRST = words("Vraag een coördinator om hem eerst weg te halen.")
"""Beside a text that was taken away, for who cannot do that."""
IN_PRIVATE = {
    "EXPERT_QUESTION": words("De vraag en het antwoord verdwijnen dan meteen, voor allebei."),
    "EXPERT_ANSWER": words("Het antwoord verdwijnt dan meteen, voor allebei."),
}
"""Beside a text that was taken away, for what only two people read: the answer to the report takes it away itself."""
NAMES_A_PERSON = frozenset({"WARN", "LIMIT"})
