"""What a refusal about somebody's own data says on a page, by code: taking them along, and having them erased."""

from services.gateway.web.language import words

OWN_DATA: dict[str, str] = {
    "NOT_CONFIRMED": words("Typ het woord wissen om te laten weten dat je het zeker weet."),
    "NOTHING_TO_CANCEL": words("Er is niets meer om te stoppen: het wissen is al begonnen, of je had het al gestopt."),
    "NOT_THE_PRIVACY_OFFICER": words("Dit is alleen voor wie op Leerkring over privacy gaat."),
    "NOBODY_HERE": words(
        "Geen account heeft dit mailadres. Kijk het adres na. "
        "Wie geen mailadres heeft, wordt vanzelf gewist als een coördinator de deelname stopt."
    ),
    "ASK_IT_YOURSELF": words("Dit is je eigen account. Laat het wissen bij Je gegevens."),
    "TOO_MANY_EXPORTS": words(
        "Je vroeg vandaag al vijf keer je gegevens op. Gebruik de nieuwste mail, of probeer het morgen."
    ),
    "EXPORT_OVER": words("Deze link werkt niet meer. Vraag een nieuwe aan bij Je gegevens."),
    "IN_USE": words("Dit account is intussen weer gebruikt. Het blijft."),
}
