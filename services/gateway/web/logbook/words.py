"""What was done, in plain words; a test compares the list with what can be written down."""

from collections.abc import Mapping

from services.gateway.web.labels import ROLES
from services.gateway.web.language import words
from services.gateway.web.my_data.words import USES
from services.gateway.web.network_labels import NETWORK_STATUSES, OUTCOMES, RELATIONS

ACTS: dict[str, str] = {
    "ROLE_GIVEN": words("Rol gegeven"),
    "ROLE_TAKEN": words("Rol teruggenomen"),
    "MEMBERSHIP_STARTED": words("Iemand laten meedoen"),
    "MEMBERSHIP_REMOVED": words("Iemand weggehaald"),
    "MEMBERSHIP_ENDED": words("Iemands deelname gestopt"),
    "MEMBERSHIP_JOINED": words("Gaan meedoen"),
    "MEMBERSHIP_PAUSED": words("Pauze genomen"),
    "MEMBERSHIP_RESUMED": words("Teruggekomen"),
    "INTEREST_DECLARED": words("Een belang gemeld"),
    "INTEREST_ENDED": words("Een belang is voorbij"),
    "MANDATE_RECORDED": words("Een mandaat opgeschreven"),
    "MANDATE_ENDED": words("Een mandaat is voorbij"),
    "APPEAL_MADE": words("Bezwaar gemaakt tegen weghalen"),
    "APPEAL_ANSWERED": words("Bezwaar beantwoord"),
    "INVITATION_SENT": words("Uitnodiging verstuurd"),
    "INVITATION_WITHDRAWN": words("Uitnodiging ingetrokken"),
    "OPEN_INVITATION_MADE": words("Open uitnodiging gemaakt"),
    "OPEN_INVITATION_CLOSED": words("Open uitnodiging gesloten"),
    "REQUEST_APPROVED": words("Aanvraag om mee te doen goedgekeurd"),
    "REQUEST_DECLINED": words("Aanvraag om mee te doen afgewezen"),
    "REQUEST_MADE": words("Gevraagd om mee te doen"),
    "REQUEST_WITHDRAWN": words("Aanvraag om mee te doen ingetrokken"),
    "REQUEST_LAPSED": words("Aanvraag om mee te doen verlopen zonder antwoord"),
    "INTAKE_QUESTION_CHANGED": words("Vraag aan nieuwe mensen veranderd"),
    "NETWORK_CREATED": words("Netwerk begonnen"),
    "NETWORK_CHANGED": words("Instellingen veranderd"),
    "NETWORK_STATUS_CHANGED": words("Netwerk kreeg een andere stand"),
    "NETWORK_SUCCEEDED": words("Netwerk laten verdergaan als een ander netwerk"),
    "GOAL_SET": words("Doel gesteld"),
    "GOAL_CHANGED": words("Doel veranderd"),
    "GOAL_CLOSED": words("Doel afgesloten"),
    "GOAL_ADOPTED": words("Doel overgenomen van een eerder netwerk"),
    "PARTNER_ADDED": words("Organisatie toegevoegd"),
    "PARTNER_CHANGED": words("Contactpersoon van een organisatie veranderd"),
    "PARTNER_REMOVED": words("Organisatie weggehaald"),
    "RELATION_TOLD": words("Band met een ander netwerk toegevoegd"),
    "RELATION_TAKEN_BACK": words("Band met een ander netwerk weggehaald"),
    "SERIES_PLANNED": words("Reeks bijeenkomsten gepland"),
    "AGENDA_POINT_REMOVED": words("Agendapunt weggehaald"),
    "SERIES_UNDONE": words("Reeks bijeenkomsten teruggedraaid"),
    "SOFT_BLOCK_ADDED": words("Lastige periode toegevoegd"),
    "SOFT_BLOCK_REMOVED": words("Lastige periode weggehaald"),
    "DATE_POLL_OPENED": words("Datumprikker gestart"),
    "DATE_POLL_CLOSED": words("Datumprikker gesloten"),
    "DATE_POLL_DECIDED": words("Data gekozen met een datumprikker"),
    "QUESTION_OPENED": words("Vraag op de kennisagenda gezet"),
    "QUESTION_ADOPTED": words("Vraag overgenomen van een eerder netwerk"),
    "QUESTION_WITHDRAWN": words("Vraag ingetrokken"),
    "PLATFORM_ROLE_GIVEN": words("Taak voor het hele platform gegeven"),
    "PLATFORM_ROLE_TAKEN": words("Taak voor het hele platform teruggenomen"),
    "PASSKEY_ADDED": words("Passkey toegevoegd"),
    "PASSKEY_REMOVED": words("Passkey weggehaald"),
    "MACHINE_TOKEN_MADE": words("Toegangscode voor een programma gemaakt"),
    "MACHINE_TOKEN_REVOKED": words("Toegangscode voor een programma ingetrokken"),
    "CALENDAR_FEED_RESET": words("Nieuwe kalenderlink gemaakt"),
    "SESSION_MOVED": words("Bijeenkomst verplaatst"),
    "SESSION_CANCELLED": words("Bijeenkomst afgezegd"),
    "OUTSIDE_IDENTITY_LINKED": words("Account van een andere organisatie gekoppeld"),
    "OUTSIDE_IDENTITY_UNLINKED": words("Account van een andere organisatie losgekoppeld"),
    "DEVICE_SIGNED_OUT": words("Apparaat uitgelogd"),
    "SIGNED_OUT_EVERYWHERE": words("Op alle apparaten uitgelogd"),
    "EMAIL_CHANGED": words("Mailadres veranderd"),
    "EMAIL_CHANGE_STOPPED": words("Verandering van mailadres tegengehouden vanaf het oude adres"),
    "USED_LINK_TRIED": words("Een gebruikte inloglink nog eens geprobeerd"),
    "ACCOUNT_MADE": words("Account gemaakt"),
    "NAME_CHANGED": words("Naam of schuilnaam veranderd"),
    "EMAIL_CHANGE_ASKED": words("Ander mailadres aangevraagd"),
    "USE_ALLOWED": words("Toestemming gegeven"),
    "USE_TAKEN_BACK": words("Toestemming teruggenomen"),
    "EXPORT_ASKED": words("Gevraagd om alle gegevens"),
    "EXPORT_OPENED": words("Alle gegevens opgehaald"),
    "PARTICIPANT_ADDED": words("Iemand zonder mailadres laten meedoen"),
    "PARTICIPANT_STOPPED": words("Deelname gestopt van iemand zonder mailadres"),
    "ACCOUNT_OFFERED": words("Een eigen account aangeboden"),
    "ACCOUNT_TAKEN": words("Een eigen account gekregen"),
    "PERMISSION_ASKED": words("Toestemming gevraagd aan je ouder of voogd"),
    "PERMISSION_GIVEN": words("Je ouder of voogd gaf toestemming"),
    "PERMISSION_REFUSED": words("Je ouder of voogd gaf geen toestemming"),
    "PERMISSION_LAPSED": words("Er kwam op tijd geen toestemming"),
    "PERMISSION_WITHDRAWN": words("Je ouder of voogd trok de toestemming in"),
    "PERMISSION_TAKEN_OVER": words("Je bent 16 en beslist nu zelf"),
    "VAULT_ASKED": words("Gevraagd wie er achter een schuilnaam zit"),
    "VAULT_AGREED": words("Een tweede persoon vond goed dat iemand kijkt wie er achter een schuilnaam zit"),
    "VAULT_DECLINED": words("Een tweede persoon vond niet goed dat iemand kijkt wie er achter een schuilnaam zit"),
    "VAULT_OPENED": words("Bekeken wie er achter een schuilnaam zit"),
    "ERASURE_ASKED": words("Gevraagd om alles te wissen"),
    "ERASURE_CANCELLED": words("Wissen gestopt"),
    "ERASURE_DONE": words("Alles gewist"),
}

KINDS: dict[str, str] = {
    "MEMBERSHIP": words("Mensen en rollen"),
    "INVITATION": words("Uitnodigingen"),
    "JOIN_REQUEST": words("Aanvragen"),
    "NETWORK": words("Instellingen"),
    "GOAL": words("Doelen"),
    "PARTNER": words("Organisaties"),
    "RELATION": words("Banden met andere netwerken"),
    "SERIES": words("Bijeenkomsten"),
    "SESSION": words("Bijeenkomst"),
    "AGENDA_POINT": words("Agendapunten"),
    "SOFT_BLOCK": words("Lastige periodes"),
    "DATE_POLL": words("Datumprikker"),
    "QUESTION": words("Vragen"),
}
"""What coordinators can choose from."""

APPEALS = {"RESTORED": words("doet weer mee"), "UPHELD": words("blijft zo")}
REASONS: dict[str, Mapping[str, str]] = {
    "ROLE_GIVEN": ROLES,
    "ROLE_TAKEN": ROLES,
    "NETWORK_STATUS_CHANGED": NETWORK_STATUSES,
    "GOAL_CLOSED": OUTCOMES,
    "RELATION_TOLD": RELATIONS,
    "RELATION_TAKEN_BACK": RELATIONS,
    "APPEAL_ANSWERED": APPEALS,
    "PLATFORM_ROLE_GIVEN": {
        "PLATFORM_ADMIN": words("netwerken beginnen"),
        "PRIVACY_OFFICER": words("letten op privacy"),
    },
}
REASONS["USE_ALLOWED"] = REASONS["USE_TAKEN_BACK"] = {use: name for use, (name, _) in USES.items()}
REASONS["PLATFORM_ROLE_TAKEN"] = REASONS["PLATFORM_ROLE_GIVEN"]


def detail_of(verb: str, reason: str | None) -> str:
    """What a code says more, or nothing where there are no words for it."""
    return REASONS.get(verb, {}).get(reason or "", "")
