"""What codes are called on a page: Dutch words by code, translated where they are shown (DOMAIN 6, 10 and 12)."""

from collections.abc import Callable

from services.gateway.web.language import words

PERSPECTIVES: dict[str, str] = {
    "YOUNG_PERSON": words("Jongere"),
    "PARENT": words("Ouder of verzorger"),
    "EXPERT_BY_EXPERIENCE": words("Ervaringsdeskundige"),
    "PROFESSIONAL": words("Professional"),
    "BEHAVIOURAL_SCIENTIST": words("Gedragswetenschapper"),
    "POLICY_OFFICER": words("Beleidsmedewerker"),
    "PROVIDER_ORGANISATION": words("Organisatie die hulp biedt"),
    "MUNICIPALITY": words("Gemeente"),
    "NATIONAL_GOVERNMENT": words("Rijk"),
    "EDUCATION": words("Onderwijs"),
    "RESEARCHER": words("Onderzoeker"),
    "REGION": words("Jeugdregio"),
}
"""The order of this table is the order of the arcs of every ring."""

PERSPECTIVE_LETTERS: dict[str, str] = {
    "YOUNG_PERSON": words("Jo"),
    "PARENT": words("Ou"),
    "EXPERT_BY_EXPERIENCE": words("Er"),
    "PROFESSIONAL": words("Pr"),
    "BEHAVIOURAL_SCIENTIST": words("Gw"),
    "POLICY_OFFICER": words("Be"),
    "PROVIDER_ORGANISATION": words("Or"),
    "MUNICIPALITY": words("Ge"),
    "NATIONAL_GOVERNMENT": words("Ri"),
    "EDUCATION": words("Ow"),
    "RESEARCHER": words("Oz"),
    "REGION": words("Re"),
}

HELP_LINES: dict[str, str] = {
    "ACUTE": words("Ben je nu in gevaar? Bel meteen:"),
    "113": words("Denk je aan zelfmoord? 113 is er dag en nacht:"),
    "KINDERTELEFOON": words("Wil je gewoon praten? De Kindertelefoon:"),
    "VEILIG_THUIS": words("Is het thuis niet veilig? Veilig Thuis, dag en nacht:"),
}
"""Where help is; the numbers stand in the settings (PR-8)."""

UNNAMED = "Nieuw lid"
"""What network calls somebody who has not chosen a name yet."""

ITSELF = "het netwerk zelf"
"""Who organises a network that nobody else does."""
MADE_HERE = "Leerkring"
"""The source of a network that began here."""

TAKES_PART = words("deelnemer")
"""What somebody is who takes part and has no role beside that."""

ROLES: dict[str, str] = {
    "COORDINATOR": words("coördinator"),
    "DEPUTY": words("plaatsvervangend coördinator"),
    "FACILITATOR": words("gespreksleider"),
    "SECRETARY": words("verslagmaker"),
    "SUPPORT_PERSON": words("steunpersoon"),
    "MODERATOR": words("meelezer voor veiligheid"),
    "REGION_LEAD": words("trekker in de regio"),
    "OBSERVER": words("toehoorder"),
}

INVITATION_STATUSES: dict[str, str] = {
    "OPEN": words("wacht"),
    "WITHDRAWN": words("ingetrokken"),
    "EXPIRED": words("verlopen"),
}

ROW_VERDICTS: dict[str, str] = {
    "VALID": words("krijgt een uitnodiging"),
    "TAKES_PART": words("doet al mee"),
    "INVITED": words("is al uitgenodigd"),
    "TWICE": words("staat al hoger in de lijst"),
    "NOT_AN_ADDRESS": words("geen geldig mailadres"),
    "UNKNOWN_PERSPECTIVE": words("kant ontbreekt, of hoort niet bij dit netwerk"),
    "NO_LANGUAGE": words("de taal is geen nl of en"),
}

ROLE_HINTS: dict[str, str] = {
    "COORDINATOR": words("Plant bijeenkomsten, bewaakt het evenwicht en verandert rollen."),
    "DEPUTY": words("Mag alles wat de coördinator mag, ook als die er niet is."),
    "FACILITATOR": words("Leidt het gesprek en zorgt dat iedereen aan het woord komt."),
    "SECRETARY": words("Maakt het verslag en houdt de kalender bij."),
    "SUPPORT_PERSON": words("Helpt een jongere om mee te doen."),
    "MODERATOR": words("Leest mee, zodat het veilig blijft en er geen namen in teksten staan."),
    "REGION_LEAD": words("Volgt wat er in een regio in de praktijk komt."),
    "OBSERVER": words("Leest en luistert mee, maar kiest niet mee."),
}

SESSION_STATUSES: dict[str, str] = {
    "DRAFT": words("Idee"),
    "POLLING": words("Datum kiezen"),
    "CONFIRMED": words("Gaat door"),
    "AGENDA_PUBLISHED": words("Programma staat klaar"),
    "HELD": words("Geweest"),
    "CANCELLED": words("Gaat niet door"),
}

PURPOSES: dict[str, str] = {
    "INFORM": words("Vertellen"),
    "EXPLORE": words("Samen uitzoeken"),
    "DECIDE": words("Besluiten"),
}

PURPOSE_HINTS: dict[str, str] = {
    "INFORM": words("Je vertelt iets, anderen mogen vragen stellen."),
    "EXPLORE": words("Je wilt er samen over praten of iets uitproberen."),
    "DECIDE": words("Aan het eind is er een besluit."),
}

QUESTION_STATUSES: dict[str, str] = {
    "PROPOSED": words("Voorgesteld"),
    "ON_AGENDA": words("Op de kennisagenda"),
    "WITHDRAWN": words("Ingetrokken"),
}

TRACKS: dict[str, str] = {"RESEARCH": words("Uitzoeken"), "IMPLEMENTATION": words("In de praktijk brengen")}

TRACK_HINTS: dict[str, str] = {
    "RESEARCH": words("We weten het antwoord nog niet."),
    "IMPLEMENTATION": words("Het antwoord is er, maar het gebeurt nog niet overal."),
}

THEMES: dict[str, str] = {
    "ALTERNATIEF_HULPAANBOD": words("Andere plekken en andere hulp"),
    "ONDERWIJS": words("Onderwijs"),
    "LEERNETWERKEN": words("Samen leren in netwerken"),
    "SAMENWERKEN": words("Samenwerken"),
    "CULTUURVERANDERING": words("Anders denken en doen"),
}

CADENCES: dict[str, str] = {
    "DIRECT": words("Meteen, als er iets nieuws is"),
    "DAILY": words("Elke dag om 7.30 uur"),
    "WEEKLY": words("Elke maandag om 7.30 uur"),
    "BEFORE_SESSION": words("Alleen voor een bijeenkomst"),
    "NEVER": words("Nooit"),
}

REMINDERS: dict[str, str] = {
    "USUAL": words("Wanneer de coördinator het kiest, meestal een dag van tevoren"),
    "DAY": words("Een dag van tevoren"),
    "WEEK": words("Een week van tevoren"),
    "NONE": words("Geen herinnering"),
}

PROGRAMS: dict[str, str] = {
    "FIREFOX": "Firefox",
    "CHROME": "Chrome",
    "EDGE": "Edge",
    "SAFARI": "Safari",
    "OPERA": "Opera",
    "SAMSUNG": "Samsung Internet",
    "OTHER": words("Onbekende browser"),
}

SYSTEMS: dict[str, str] = {
    "WINDOWS": "Windows",
    "MACOS": "Mac",
    "LINUX": "Linux",
    "CHROMEOS": "Chromebook",
    "ANDROID": "Android",
    "IOS": words("iPhone of iPad"),
    "OTHER": words("onbekend systeem"),
}

DEVICE_NAME = words("%(program)s op %(system)s")

WEEKDAYS: tuple[str, ...] = (
    words("maandag"),
    words("dinsdag"),
    words("woensdag"),
    words("donderdag"),
    words("vrijdag"),
    words("zaterdag"),
    words("zondag"),
)

NTHS: dict[int, str] = {
    1: words("eerste"),
    2: words("tweede"),
    3: words("derde"),
    4: words("vierde"),
    5: words("laatste"),
}


AGES: dict[str, str] = {
    "FROM_16": words("Ja, ik ben 16 of ouder"),
    "FROM_12_TO_15": words("Nee, ik ben 12, 13, 14 of 15"),
    "UNDER_12": words("Nee, ik ben jonger dan 12"),
}
"""What somebody can answer when they are asked their age."""
THEIR_AGES: dict[str, str] = {
    "FROM_16": words("16 of ouder"),
    "FROM_12_TO_15": words("12, 13, 14 of 15"),
    "UNDER_12": words("jonger dan 12"),
}
"""The same, answered by who helps."""


def device_name(program: str, system: str, say: Callable[[str], str]) -> str:
    """What a device is called: ``Firefox op Windows``. say: translates."""
    return say(DEVICE_NAME) % {"program": say(PROGRAMS[program]), "system": say(SYSTEMS[system])}


def in_ring_order(codes: list[str]) -> list[str]:
    """The same order of perspectives everywhere; codes that this page does not know come last."""
    order = list(PERSPECTIVES)
    return sorted(codes, key=lambda code: order.index(code) if code in order else len(order))
