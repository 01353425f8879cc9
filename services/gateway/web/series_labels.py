"""What is said around sessions together on a page: kinds, what stays, what is in the way, and refusals, by code."""

from services.gateway.web.language import words

SESSION_TYPES: dict[str, str] = {
    "REGULAR": words("Gewone bijeenkomst"),
    "WORK_VISIT": words("Werkbezoek"),
    "CO_DESIGN": words("Samen ontwerpen"),
    "PRE_MEETING": words("Voorgesprek"),
}

SESSION_TYPE_HINTS: dict[str, str] = {
    "REGULAR": words("Iedereen die meedoet, komt bij elkaar."),
    "WORK_VISIT": words("Jullie gaan samen ergens kijken."),
    "CO_DESIGN": words("Jullie maken samen iets, met ervaring en vakkennis aan één tafel."),
    "PRE_MEETING": words("Eén groep praat eerst met elkaar. Alleen die groep krijgt een uitnodiging en ziet dit."),
}

STAYS: dict[str, str] = {
    "STANDS_APART": words("Blijft zoals hij is: deze is eerder apart veranderd."),
    "HAS_BEGUN": words("Blijft zoals hij is: deze is geweest of al begonnen."),
    "CANCELLED": words("Blijft zoals hij is: deze gaat niet door."),
    "LEFT_OUT": words("Blijft zoals hij is: je haalde het vinkje weg."),
    "AS_IT_IS": words("Hier verandert niets."),
}

IN_THE_WAY: dict[str, str] = {
    "NO_SUCH_TIME": words("Dit kan niet: die tijd bestaat niet op die dag, door zomer- of wintertijd."),
    "IN_THE_PAST": words("Dit kan niet: die dag is al geweest."),
    "TOO_FAR_AHEAD": words("Dit kan niet: die dag ligt meer dan vijf jaar vooruit."),
    "ENDS_BEFORE_START": words("Dit kan niet: dan is het klaar voordat het begint."),
    "LASTS_TOO_LONG": words("Dit kan niet: een bijeenkomst duurt minder dan een dag."),
    "AGENDA_TOO_LONG": words("Dit kan niet: de agenda past dan niet meer in de tijd."),
    "MOVED_TOO_FAR": words("Dit kan niet: een bijeenkomst schuift hooguit tien dagen op."),
    "HARD_BLOCK_DATE": words("Dit kan niet: het is een feestdag, of er is een vakantie die hier telt."),
    "MOMENT_TAKEN": words("Dit kan niet: dan is er al een andere bijeenkomst."),
}

SERIES_REFUSALS: dict[str, str] = {
    "SESSIONS_NOT_FREE": words(
        "Dit kan niet voor alle bijeenkomsten. Bekijk hieronder bij welke dag iets in de weg staat."
    ),
    "CHANGE_NOT_POSSIBLE": words("Zo kan het niet. Kijk de velden hieronder na."),
    "CHANGED_SINCE": words("Een van deze bijeenkomsten is daarna nog eens veranderd. Terugdraaien kan niet meer."),
    "NOT_A_DRAFT": words("Een van deze bijeenkomsten is geen idee meer, maar gaat al door. Laad de pagina opnieuw."),
    "TYPE_NOT_POSSIBLE": words("Kies voor wie het voorgesprek is. Alleen een voorgesprek is voor één groep."),
    "TEMPLATE_INCOMPLETE": words("De vaste punten zijn nog niet compleet. Kijk de velden hieronder na."),
    "DOCUMENT_INCOMPLETE": words("Geef het document een naam en een link."),
    "NOT_YOUR_DOCUMENT": words("Alleen wie dit document erbij zette, of de coördinator, kan het weghalen."),
    "TOO_MANY_DOCUMENTS": words("Bij een bijeenkomst passen vijftig documenten. Haal er eerst een weg."),
}

SERIES_FIELD_REFUSALS: dict[str, str] = {
    "ADDRESS_NOT_SAFE": words("Plak hier een link die met https:// begint."),
    "FOR_ONE_SESSION": words("Een dag kies je voor één bijeenkomst. Kies voor meer bijeenkomsten een vaste weekdag."),
    "ONE_DAY": words("Kies de nieuwe dag op één manier."),
    "NOBODY_OF_IT": words("Uit deze groep doet nog niemand mee."),
    "NOT_FOR_ONE_PERSPECTIVE": words("Alleen een voorgesprek is voor één groep."),
    "TOO_MANY_POINTS": words("Een bijeenkomst begint met hooguit twintig vaste punten."),
}
