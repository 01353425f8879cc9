"""What a person decides about their data, and how far an erasure is, in plain words."""

from services.gateway.web.language import words

USES: dict[str, tuple[str, str]] = {
    "IN_NETWORK": (
        words("In mijn netwerk"),
        words("Wie aan hetzelfde netwerk meedoet, mag lezen wat ik daar vertel."),
    ),
    "OTHER_NETWORKS": (
        words("In andere netwerken"),
        words("Mijn netwerk mag het delen met een ander netwerk. Zonder mijn naam."),
    ),
    "PUBLIC": (
        words("Voor iedereen"),
        words("Het mag op een openbare pagina staan. Zonder mijn naam."),
    ),
}

SERVICES: dict[str, str] = {
    "NETWORK": words("netwerken en accounts"),
    "AGENDA": words("agenda en vragen"),
    "NOTIFICATIONS": words("mail"),
}

STEPS: dict[str, tuple[str, str]] = {
    "RECEIVED": (words("Je vraag is binnen"), words("We schreven je vraag op, met een kenmerk zonder je naam.")),
    "ACCOUNT": (
        words("Je account is weg"),
        words("Je bent overal uitgelogd. Je naam, je mailadres en je deelname zijn gewist."),
    ),
    "AGENDA": (
        words("De agenda kent je niet meer"),
        words("Bij vragen en agendapunten die blijven, staat geen naam meer."),
    ),
    "MAIL": (words("Je mail is weg"), words("Je keuzes, de lijst van mails en de afmeldlinks zijn gewist.")),
    "TRACES": (
        words("Ook onderweg is niets meer"),
        words("In de berichten tussen de delen van Leerkring staat niets meer van je."),
    ),
    "LAST_MAIL": (
        words("Je laatste mail is verstuurd"),
        words("Daarin staat wat weg is en wat blijft. Daarna wisten we ook dat adres."),
    ),
    "COMPLETED": (words("Klaar"), words("Alleen dit kenmerk bewaren we nog, 24 maanden.")),
}

STATUSES: dict[str, str] = {
    "RECEIVED": words("wacht"),
    "IN_PROGRESS": words("bezig"),
    "COMPLETED": words("klaar"),
    "CANCELLED": words("gestopt"),
}
REASONS: dict[str, str] = {
    "ASKED": words("zelf gevraagd"),
    "BY_LETTER": words("gevraagd per brief, per telefoon of aan de balie"),
    "INACTIVE": words("24 maanden niet gebruikt"),
    "NO_PLACE": words("doet nergens mee"),
}
CHECKS = frozenset({"DOCUMENT", "KNOWN", "CALLED_BACK"})
"""How a privacy officer can make sure who asks to be erased."""
