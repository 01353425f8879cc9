"""What codes that are held mean in plain words, by the column they stand in; what people typed is never taken for a code."""

from collections.abc import Mapping

from services.gateway.web import labels
from services.gateway.web.coming_labels import SAID
from services.gateway.web.language import words
from services.gateway.web.minutes_labels import ACTION_STATUSES
from services.gateway.web.moderation.words import RESTRICTIONS
from services.gateway.web.my_data.choices import REASONS, STATUSES, USES
from services.gateway.web.poll_labels import AVAILABILITIES, POLL_STATUSES
from services.gateway.web.series_labels import SESSION_TYPES

LANGUAGES: dict[str, str] = {"nl": words("Nederlands"), "en": words("Engels")}
TAKES_PART: dict[str, str] = {
    "AWAITING_PARENTAL_PERMISSION": words("wacht op toestemming van je ouder of voogd"),
    "ACTIVE": words("doet mee"),
    "PAUSED": words("even weg"),
    "ENDED": words("gestopt"),
    "REMOVED": words("weggehaald"),
}
AGE_BANDS: dict[str, str] = {"UNDER_16": words("jonger dan 16"), "FROM_16": words("16 of ouder")}
PLATFORM_ROLES: dict[str, str] = {
    "PLATFORM_ADMIN": words("beheerder"),
    "PRIVACY_OFFICER": words("privacymedewerker"),
}
REQUESTS: dict[str, str] = {
    "OPEN": words("wacht op antwoord"),
    "ACCEPTED": words("ja"),
    "DECLINED": words("nee"),
    "LAPSED": words("verlopen"),
    "WITHDRAWN": words("ingetrokken"),
}
PERMISSIONS: dict[str, str] = {
    "WAITING": words("wacht op antwoord"),
    "GIVEN": words("gegeven"),
    "OWN": words("van jezelf, sinds je 16 bent"),
}
APPEALS: dict[str, str] = {
    "RESTORED": words("Je kreeg gelijk"),
    "UPHELD": words("Het bleef zo"),
}
LINK_BREAKS: dict[str, str] = {
    "ASKED": words("gevraagd"),
    "AGREED": words("ja"),
    "DECLINED": words("nee"),
}
POINTS: dict[str, str] = {
    "PROPOSED": words("Voorgesteld"),
    "ACCEPTED": words("Op de agenda"),
    "PARKED": words("Nu niet"),
    "DECLINED": words("Komt er niet op"),
}
STORIES: dict[str, str] = {
    "ASKED": words("wacht op jouw ja"),
    "GIVEN": words("mag in het verslag"),
    "KEPT_OUT": words("staat niet in het verslag"),
    "WITHDRAWN": words("weer weggehaald"),
}
LEVELS: dict[str, str] = {
    "FOLLOWED": words("alles"),
    "USUAL": words("zoals anders"),
    "MUTED": words("geen mail"),
}
MAIL_STATES: dict[str, str] = {
    "PLANNED": words("staat klaar"),
    "CLAIMED": words("staat klaar"),
    "SENDING": words("staat klaar"),
    "DEFERRED": words("staat klaar"),
    "SENT": words("verstuurd"),
    "BOUNCED": words("kwam niet aan"),
    "UNKNOWN": words("niet zeker"),
    "CANCELLED": words("niet verstuurd"),
    "EXPIRED": words("niet verstuurd"),
    "SUPPRESSED": words("niet verstuurd"),
}
MAILS: dict[str, str] = {
    "account-unused": words("bericht dat je account weggaat"),
    "action-assigned": words("afspraak op jouw naam"),
    "action-due": words("afspraak die bijna klaar moet zijn"),
    "agenda-answer": words("antwoord op je agendapunt"),
    "agenda-published": words("het programma staat klaar"),
    "agenda-unpublished": words("een bijeenkomst heeft nog geen programma"),
    "appeal-answered": words("antwoord op je bezwaar"),
    "appeal-waits": words("een bezwaar wacht op antwoord"),
    "coordinators-sought": words("een netwerk zoekt een coördinator"),
    "data-export": words("link naar je gegevens"),
    "date-poll": words("datumprikker"),
    "date-poll-complete": words("iedereen vulde de datumprikker in"),
    "date-poll-reminder": words("herinnering aan een datumprikker"),
    "digest": words("overzicht"),
    "email-change": words("bevestig je nieuwe mailadres"),
    "email-change-notice": words("iemand vroeg om een ander mailadres"),
    "email-changed": words("je mailadres is veranderd"),
    "erased": words("je gegevens zijn gewist"),
    "erasure-announced": words("bericht dat we alles van je gaan wissen"),
    "expert-asked": words("iemand vraagt jou iets"),
    "expert-over": words("wat er van je vraag aan een deelnemer kwam"),
    "invitation": words("uitnodiging voor een netwerk"),
    "join-answer": words("antwoord op je aanmelding"),
    "join-news": words("er is een aanmelding"),
    "join-receipt": words("je aanmelding is binnen"),
    "link-break-waits": words("iemand vroeg jou om mee te beslissen bij gevaar"),
    "link-broken": words("iemand keek achter je schuilnaam"),
    "minutes-missed": words("een verslag laat op zich wachten"),
    "minutes-shared": words("een verslag om na te kijken"),
    "objection-answered": words("antwoord op je bezwaar"),
    "objection-waits": words("een bezwaar wacht op antwoord"),
    "own-account": words("aanbod om zelf in te loggen"),
    "parental-permission": words("vraag om toestemming"),
    "pause-ends": words("je pauze is bijna voorbij"),
    "permission-arranged": words("de toestemming is geregeld"),
    "permission-given": words("de toestemming is gegeven"),
    "permission-outgrown": words("de toestemming is niet meer nodig"),
    "removed": words("je doet niet meer mee"),
    "report-answered": words("antwoord op je melding"),
    "report-waits": words("een melding wacht op antwoord"),
    "restriction-decided": words("een waarschuwing of grens"),
    "restriction-lifted": words("een grens is opgeheven"),
    "role-handed-back": words("iemand gaf een rol terug"),
    "session-asked": words("vraag of je komt"),
    "session-called-off": words("wie toch niet komt"),
    "session-invited": words("uitnodiging voor een bijeenkomst"),
    "session-missing": words("bij een bijeenkomst ontbreekt een groep"),
    "session-reminder": words("herinnering aan een bijeenkomst"),
    "session-seat": words("er is plek bij een bijeenkomst"),
    "sign-in": words("inloggen"),
    "sixteen": words("vraag of je 16 bent"),
    "story-asked": words("mag je verhaal in het verslag?"),
    "succession-answered": words("antwoord over een opvolger"),
    "succession-asked": words("vraag om een netwerk op te volgen"),
    "support-chosen": words("iemand koos jou als steunpersoon"),
    "support-lost": words("je steunpersoon is weg"),
    "support-missing": words("iemand heeft geen steunpersoon meer"),
    "way-in": words("er kwam een manier van inloggen bij"),
}

CODES: dict[str, Mapping[str, str]] = {
    "language": LANGUAGES,
    "age_band": AGE_BANDS,
    "platform_role": PLATFORM_ROLES,
    "role": labels.ROLES,
    "perspective": labels.PERSPECTIVES,
    "owner_perspective": labels.PERSPECTIVES,
    "theme": labels.THEMES,
    "track": labels.TRACKS,
    "purpose": labels.PURPOSES,
    "cadence": labels.CADENCES,
    "reminder": labels.REMINDERS,
    "availability": AVAILABILITIES,
    "network.auth_session.program": labels.PROGRAMS,
    "network.auth_session.system": labels.SYSTEMS,
    "network.membership.status": TAKES_PART,
    "network.join_request.status": REQUESTS,
    "network.link_break.status": LINK_BREAKS,
    "network.parental_permission.status": PERMISSIONS,
    "network.removal.outcome": APPEALS,
    "network.restriction.kind": RESTRICTIONS,
    "network.restriction.outcome": APPEALS,
    "network.privacy_permission.use": {code: name for code, (name, _) in USES.items()},
    "network.erasure_request.reason": REASONS,
    "network.erasure_request.status": STATUSES,
    "agenda.member.status": TAKES_PART,
    "agenda.question.status": labels.QUESTION_STATUSES,
    "agenda.agenda_point.status": POINTS,
    "agenda.date_poll.status": POLL_STATUSES,
    "agenda.date_poll.type": SESSION_TYPES,
    "agenda.action_point.status": ACTION_STATUSES,
    "agenda.minutes_story.status": STORIES,
    "agenda.session_answer.answer": SAID,
    "notifications.session_choice.level": LEVELS,
    "notifications.mail.kind": MAILS,
    "notifications.mail.state": MAIL_STATES,
}
"""By column; by service, table and column where a column means something else in each."""
