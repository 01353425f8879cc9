"""What a page says after something was done: by the name in its address (``?gedaan=``)."""

from services.gateway.web.language import words

MESSAGES: dict[str, str] = {
    "ingelogd": words("Je bent ingelogd."),
    "uitgelogd": words("Je bent uitgelogd."),
    "overal-uitgelogd": words("Je bent op alle apparaten uitgelogd."),
    "apparaat-uit": words("Je bent op dat apparaat uitgelogd."),
    "adres-veranderd": words("Je mailadres is veranderd."),
    "passkey-erbij": words("Je passkey is gemaakt. De volgende keer kun je ermee inloggen."),
    "passkey-weg": words("De passkey is weg. Hij staat misschien nog op je apparaat, maar opent hier niets meer."),
    "bewaard": words("Je gegevens zijn bewaard."),
    "gepland": words("De bijeenkomsten zijn gepland."),
    "punt-erop": words("Je punt staat op de agenda."),
    "voorgesteld": words("Je vraag is voorgesteld. De coördinator bekijkt hem. Je ziet hier wat ermee gebeurt."),
    "op-de-kennisagenda": words("De vraag staat nu op de kennisagenda."),
    "ingetrokken": words("De vraag is ingetrokken."),
    "netwerk-begonnen": words("Het netwerk is er. De eerste coördinator kan nu inloggen."),
    "netwerk-bewaard": words("De instellingen van het netwerk zijn bewaard."),
    "doel-bewaard": words("Het doel is bewaard."),
    "doel-gesloten": words("Je hebt opgeschreven wat er van het doel kwam."),
    "doel-overgenomen": words("Dit netwerk gaat verder met het doel."),
    "verbonden": words("De verbinding is te zien, bij allebei de netwerken."),
    "losgemaakt": words("De verbinding is weg."),
    "organisaties-bewaard": words("De organisaties zijn bewaard."),
    "overgegaan": words("Dit netwerk gaat verder als een ander netwerk. De oude pagina blijft bestaan."),
    "meegegaan": words("Je doet nu ook mee in dit netwerk."),
    "mailkeuze": words("Je keuze is bewaard."),
}
