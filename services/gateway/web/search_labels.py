"""What is called how where something is found: as a choice, and beside a hit."""

from services.gateway.web.language import words

SEARCH_KINDS: dict[str, str] = {
    "NETWORK": words("Netwerken"),
    "PERSON": words("Mensen"),
    "QUESTION": words("Vragen"),
    "SESSION": words("Bijeenkomsten"),
    "AGENDA_POINT": words("Agendapunten"),
    "MINUTES": words("Verslagen"),
}

FOR_ALL = ("NETWORK", "QUESTION", "SESSION")
"""What somebody finds who is not signed in; the rest stands within networks."""

SEARCH_HITS: dict[str, str] = {
    "NETWORK": words("Netwerk"),
    "PERSON": words("Deelnemer"),
    "QUESTION": words("Vraag"),
    "SESSION": words("Bijeenkomst"),
    "AGENDA_POINT": words("Agendapunt"),
    "MINUTES": words("Verslag"),
}
