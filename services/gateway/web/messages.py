"""What a page says after something was done: by the name in its address (``?gedaan=``)."""

from services.gateway.web.language import words

MESSAGES: dict[str, str] = {
    "ingelogd": words("Je bent ingelogd."),
    "uitgelogd": words("Je bent uitgelogd."),
    "overal-uitgelogd": words("Je bent op alle apparaten uitgelogd."),
    "apparaat-uit": words("Je bent op dat apparaat uitgelogd."),
    "adres-veranderd": words("Je mailadres is veranderd."),
    "bewaard": words("Je gegevens zijn bewaard."),
    "gepland": words("De bijeenkomsten zijn gepland."),
    "punt-erop": words("Je punt staat op de agenda."),
    "voorgesteld": words("Je vraag is voorgesteld. De coördinator bekijkt hem. Je ziet hier wat ermee gebeurt."),
    "op-de-kennisagenda": words("De vraag staat nu op de kennisagenda."),
    "ingetrokken": words("De vraag is ingetrokken."),
    "mailkeuze": words("Je keuze is bewaard."),
}
