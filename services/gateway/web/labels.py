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

UNNAMED = "Nieuw lid"
"""What network calls somebody who has not chosen a name yet."""

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

KINDS: dict[str, str] = {
    "learning_network": words("leernetwerk"),
    "autonomous_network_organisation": words("zelfstandig netwerk"),
    "professional_movement": words("beweging van professionals"),
    "network": words("netwerk"),
    "research_and_change_project": words("project om te onderzoeken en te veranderen"),
    "programme_finished": words("programma dat klaar is"),
    "consortium": words("samenwerking van organisaties"),
    "programme": words("programma"),
    "network_family": words("groep van netwerken"),
    "advisory_council": words("adviesraad"),
    "expert_group": words("groep van deskundigen"),
    "subsidy_scheme_coalitions": words("samenwerking van scholen"),
    "national_direction": words("landelijke regie"),
    "appointed_role": words("aangewezen taak"),
    "regional_collaboration": words("samenwerking in de regio"),
    "provider_alliance": words("samenwerking van aanbieders"),
    "bilateral_collaboration": words("samenwerking van twee partijen"),
    "campaign": words("campagne"),
    "support_teams": words("teams in de regio"),
    "administrative_regions": words("samenwerking van gemeenten"),
    "working_group": words("werkgroep"),
}

RELATIONS: dict[str, str] = {
    "SHARES_RESULTS_WITH": words("Deelt uitkomsten met"),
    "CONTRIBUTES_TO": words("Draagt bij aan"),
    "CREATES": words("Maakt"),
    "SUCCEEDED_BY": words("Gaat verder als"),
    "SUCCEEDS": words("Gaat verder met het werk van"),
    "RUNS": words("Voert uit"),
    "RUN_BY": words("Wordt uitgevoerd door"),
    "RECEIVES_RESULTS_FROM": words("Krijgt uitkomsten van"),
    "HAS_PARTNER": words("Werkt samen met"),
    "SUPPORTED_BY": words("Krijgt steun van"),
    "SUPPORTS": words("Steunt"),
    "BUILDS_ON": words("Bouwt verder op"),
    "FEEDS": words("Geeft kennis door aan"),
    "MONITORS": words("Volgt de voortgang van"),
    "APPOINTED": words("Wees aan"),
    "OFFERS": words("Biedt aan"),
    "RECEIVES_FROM": words("Krijgt bijdragen van"),
    "IS_BUILT_ON_BY": words("Is de basis voor"),
    "FED_BY": words("Krijgt kennis van"),
    "MONITORED_BY": words("Wordt gevolgd door"),
    "APPOINTED_BY": words("Is aangewezen door"),
    "CREATED_BY": words("Is gemaakt door"),
    "OFFERED_BY": words("Wordt aangeboden door"),
}

CHOSEN_KINDS = (
    "learning_network",
    "network",
    "network_family",
    "consortium",
    "programme",
    "expert_group",
    "advisory_council",
    "regional_collaboration",
)
"""The kinds that an administrator chooses from."""

CHOSEN_RELATIONS = (
    "SHARES_RESULTS_WITH",
    "RECEIVES_RESULTS_FROM",
    "BUILDS_ON",
    "IS_BUILT_ON_BY",
    "SUPPORTS",
    "SUPPORTED_BY",
    "CONTRIBUTES_TO",
    "RECEIVES_FROM",
    "FEEDS",
    "FED_BY",
    "HAS_PARTNER",
)
"""The relations that coordinators choose from, the usual ones first."""

NETWORK_STATUSES: dict[str, str] = {
    "PREPARING": words("In voorbereiding"),
    "ACTIVE": words("Bezig"),
    "PAUSED": words("Even stil"),
    "SUCCEEDED": words("Gaat verder als een ander netwerk"),
    "ARCHIVED": words("Afgesloten"),
}

NEXT_STATUSES: dict[str, tuple[str, ...]] = {
    "PREPARING": ("PREPARING", "ACTIVE", "ARCHIVED"),
    "ACTIVE": ("ACTIVE", "PAUSED", "ARCHIVED"),
    "PAUSED": ("PAUSED", "ACTIVE", "ARCHIVED"),
    "ARCHIVED": ("ARCHIVED", "ACTIVE"),
}
"""Where a network can go by choosing so (DOMAIN 6)."""

OUTCOMES: dict[str, str] = {
    "REACHED": words("Gehaald"),
    "PARTLY": words("Deels gehaald"),
    "NOT_REACHED": words("Niet gehaald"),
    "UNKNOWN": words("Dat weten we niet"),
}

REGIONS: dict[str, str] = {
    "GRONINGEN": words("Groningen"),
    "FRYSLAN": words("Fryslân"),
    "DRENTHE": words("Drenthe"),
    "OVERIJSSEL": words("Overijssel"),
    "FLEVOLAND": words("Flevoland"),
    "GELDERLAND": words("Gelderland"),
    "UTRECHT": words("Utrecht"),
    "NOORD_HOLLAND": words("Noord-Holland"),
    "ZUID_HOLLAND": words("Zuid-Holland"),
    "ZEELAND": words("Zeeland"),
    "NOORD_BRABANT": words("Noord-Brabant"),
    "LIMBURG": words("Limburg"),
}

GROUPS_OF_PEOPLE: dict[str, str] = {
    "YOUNG_PERSON": words("jongeren"),
    "PARENT": words("ouders of verzorgers"),
    "EXPERT_BY_EXPERIENCE": words("ervaringsdeskundigen"),
    "PROFESSIONAL": words("professionals"),
    "BEHAVIOURAL_SCIENTIST": words("gedragswetenschappers"),
    "POLICY_OFFICER": words("beleidsmedewerkers"),
    "PROVIDER_ORGANISATION": words("organisaties die hulp bieden"),
    "MUNICIPALITY": words("gemeenten"),
    "NATIONAL_GOVERNMENT": words("mensen van het Rijk"),
    "EDUCATION": words("mensen uit het onderwijs"),
    "RESEARCHER": words("onderzoekers"),
    "REGION": words("mensen van jeugdregio's"),
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


def device_name(program: str, system: str, say: Callable[[str], str]) -> str:
    """What a device is called: ``Firefox op Windows``. say: translates."""
    return say(DEVICE_NAME) % {"program": say(PROGRAMS[program]), "system": say(SYSTEMS[system])}


def in_ring_order(codes: list[str]) -> list[str]:
    """The same order of perspectives everywhere; codes that this page does not know come last."""
    order = list(PERSPECTIVES)
    return sorted(codes, key=lambda code: order.index(code) if code in order else len(order))
