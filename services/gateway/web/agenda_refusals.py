"""What a refusal about agenda points and agendas says on a page, by code."""

from services.gateway.web.language import words

AGENDAS: dict[str, str] = {
    "NETWORK_IS_OVER": words("Dit netwerk is gestopt. Je kunt hier alles nog lezen, maar niets nieuws beginnen."),
    "NOTHING_CALLED_OFF": words(
        "Er is niets afgezegd. Een voorgesprek valt alleen weg als de bijeenkomst zelf wegvalt. Vink die ook aan."
    ),
    "REPLY_NOT_YOURS": words("Dit antwoord komt niet van wie de uitnodiging kreeg."),
    "REPLY_FROM_LATER": words("De klok van deze kalender loopt voor. Antwoord met de link in je mail."),
    "REPLY_OUTDATED": words("Dit antwoord gaat over een eerdere datum, of er is daarna iets anders gezegd."),
    "NOT_YOUR_AGENDA_POINT": words("Alleen wie dit punt inbrengt, of wie de agenda maakt, kan dit."),
    "AGENDA_POINT_WAITS": words("Dit punt staat op geen agenda. Het wacht op een bijeenkomst."),
    "AGENDA_POINT_PLACED": words("Dit punt staat op een agenda. Haal het daar weg."),
    "AGENDA_POINT_ANSWERED": words("Op dit punt is al geantwoord: het komt niet op de agenda."),
    "AGENDA_PUBLISHED": words("Deze agenda is al gepubliceerd. Wat je nu verandert, staat er als veranderd bij."),
    "AGENDA_EMPTY": words("Er staat nog niets op deze agenda. Zet er eerst een punt op."),
    "AGENDA_NOT_READY": words("Er ontbreekt nog iets aan deze agenda."),
    "AGENDA_AT_SHORT_NOTICE": words(
        "De bijeenkomst is over minder dan zeven dagen. Vertel waarom de agenda nu pas komt."
    ),
    "SESSION_NOT_OVER": words("Deze bijeenkomst is nog niet voorbij."),
    "NO_SESSION_TO_CARRY_TO": words("Er is nog geen volgende bijeenkomst. Bewaar de punten voor later."),
    "NOT_ON_THIS_AGENDA": words("De agenda is intussen veranderd. Hieronder staat hoe hij nu is."),
    "POINT_MISSING": words("De agenda is intussen veranderd. Hieronder staat hoe hij nu is."),
    "OWNER_NOT_A_MEMBER": words("Kies iemand die meedoet aan dit netwerk."),
    "OWNER_MISSING": words("Zeg wie dit punt inbrengt."),
    "QUESTION_NOT_HERE": words("Kies een vraag van dit netwerk."),
    "DECISION_NOT_PREPARED": words(
        "Een besluit gaat over een vraag die minstens zeven dagen voor de bijeenkomst op de kennisagenda staat. "
        "Koppel zo'n vraag, of maak er “samen uitzoeken” van."
    ),
}
