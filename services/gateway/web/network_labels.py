"""What codes of networks are called on a page: kinds, relations, statuses, outcomes and regions, in Dutch (DOMAIN 6)."""

from services.gateway.web.language import words

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

NETWORK_CADENCES = ("DAILY", "WEEKLY", "BEFORE_SESSION")
"""How often the overview may come to who chose nothing; at once and never is for each to choose themselves."""

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
