"""What is said around coming to a session on a page: answers, needs and refusals, by code."""

from services.gateway.web.language import words

ANSWERS: dict[str, str] = {
    "COMING": words("Ja, ik kom"),
    "MAYBE": words("Misschien"),
    "NOT_COMING": words("Nee, ik kom niet"),
}

SAID: dict[str, str] = {
    "COMING": words("komt"),
    "MAYBE": words("misschien"),
    "NOT_COMING": words("komt niet"),
}
"""What somebody else said."""

NEEDS: dict[str, str] = {
    "INTERPRETER": words("een tolk"),
    "CHILDCARE": words("opvang voor mijn kind"),
    "STEP_FREE": words("een plek zonder drempels of trappen"),
    "ALLOWANCE": words("een vacatievergoeding (geld voor je tijd)"),
}

NEEDED: dict[str, str] = {
    "INTERPRETER": words("tolk"),
    "CHILDCARE": words("kinderopvang"),
    "STEP_FREE": words("geen drempels"),
    "ALLOWANCE": words("vacatievergoeding"),
}
"""The same in short, for who arranges it."""

REFUSALS: dict[str, str] = {
    "ANSWERING_IS_OVER": words("Deze bijeenkomst is begonnen of voorbij. Zeggen of je komt, kan niet meer."),
    "ANSWER_NOT_POSSIBLE": words("Zo kan dit antwoord niet. Kijk de velden hieronder na."),
    "NO_SEAT_FOR_COMPANION": words("Er is geen plek voor wie je meeneemt. Je eigen plek houd je."),
    "REMINDER_TOO_LONG": words("Deze woorden zijn te lang voor een mail."),
    "REMINDER_DAY_NOT_POSSIBLE": words("Op die dag kan de herinnering niet weg."),
    "REMINDER_DAY_OUT_OF_RANGE": words("Kies een dag die hooguit twee weken voor de bijeenkomst ligt."),
    "SEATS_NOT_POSSIBLE": words("Zo kan het niet met de plaatsen. Kijk de velden hieronder na."),
    "ALREADY_ASKED": words("Deze groep is al gevraagd. Dat kan één keer per bijeenkomst."),
    "NOBODY_TO_ASK": words("Er is niemand meer om te vragen: iedereen van deze groep heeft geantwoord."),
    "SESSION_NOT_BEGUN": words("Deze bijeenkomst is nog niet begonnen. Wie er was, schrijf je op vanaf het begin."),
    "RECORDER_NEEDED": words("Wie er was, schrijven de coördinator en de verslagmaker op."),
}

FIELD_REFUSALS: dict[str, str] = {
    "TOO_MANY_COMPANIONS": words("Je kunt hooguit vier mensen meenemen."),
    "SEATS_OUT_OF_RANGE": words("Kies een aantal van 1 tot 1000."),
    "CAPACITY_NEEDED": words("Vul in hoeveel plaatsen er zijn. Dan kun je er een paar vrijhouden."),
    "RELEASE_OUT_OF_RANGE": words("Kies een aantal dagen van 0 tot 90."),
    "TOO_FEW_SEATS": words("Dat zijn te weinig plaatsen voor wie al komt en voor wat vrij moet blijven."),
}
