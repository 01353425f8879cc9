"""What is said where contact details stand in words that others will read, and how to say it otherwise (PR-6)."""

from services.gateway.web.language import words

SEEN: dict[str, str] = {
    "PHONE_SEEN": words(
        "Zo te zien staat hier een telefoonnummer. Haal het weg, of schrijf bijvoorbeeld: bel de coördinator."
    ),
    "MAIL_SEEN": words(
        "Zo te zien staat hier een mailadres. Haal het weg, of schrijf bijvoorbeeld: mail de coördinator."
    ),
    "ADDRESS_SEEN": words("Zo te zien staat hier een adres. Haal het weg, of noem alleen de gemeente."),
    "PLACE_AND_DATE_SEEN": words(
        "Hier staan een instelling en een datum bij elkaar. Daaraan is iemand te herkennen. "
        "Laat een van de twee weg: schrijf bijvoorbeeld 'een instelling' of 'vorig jaar'."
    ),
}
KEPT_OUT: dict[str, str] = {
    "PHONE_KEPT_OUT": words(
        "Zo te zien staat hier een telefoonnummer. Dat laten we hier niet zien, zodat niemand je zomaar kan bellen. Haal het weg."
    ),
    "MAIL_KEPT_OUT": words(
        "Zo te zien staat hier een mailadres. Dat laten we hier niet zien, zodat niemand je zomaar kan mailen. Haal het weg."
    ),
    "ADDRESS_KEPT_OUT": words(
        "Zo te zien staat hier een adres. Dat laten we hier niet zien, zodat niemand je zomaar kan vinden. Haal het weg."
    ),
}
CONTACT: dict[str, str] = {
    "CONTACT_DETAILS": words("In deze tekst staat iets waarmee iemand te vinden is. Kijk het na."),
    "CONTACT_DETAILS_KEPT_OUT": words("In deze tekst staat iets waarmee je te vinden bent. Haal het weg."),
    **SEEN,
    **KEPT_OUT,
}
MAY_STAND = frozenset(SEEN.values())
"""Sentences about what may stand there, once who wrote it looked."""
NEVER = frozenset(KEPT_OUT.values())
