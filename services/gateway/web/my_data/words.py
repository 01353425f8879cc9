"""What is held, in plain words: each kind of thing with its name and why it is kept, each fact with its label."""

from dataclasses import dataclass

from services.gateway.web.language import words


@dataclass(frozen=True)
class Kind:
    """One kind of thing that is held: its name, why it is kept and how long, and whether it goes when somebody is erased."""

    title: str
    why: str
    goes: bool = True


KINDS: dict[str, Kind] = {
    "network.person": Kind(
        words("Je account"),
        words("Om in te loggen, en zodat anderen in je netwerk weten hoe ze je noemen. Zolang je account er is."),
    ),
    "network.membership": Kind(
        words("De netwerken waar je aan meedoet"),
        words("Om te weten wie meedoet, en vanuit welke kant. Zolang je account er is."),
    ),
    "network.membership_role": Kind(
        words("Wat je doet in je netwerken"),
        words("Om te weten wie wat mag. Zolang je account er is."),
    ),
    "network.declared_interest": Kind(
        words("Belangen die je hebt gemeld"),
        words("Zodat je groep weet wat er meespeelt. Zolang je account er is."),
    ),
    "network.mandate": Kind(
        words("Waarvoor je bent aangesteld"),
        words("Zodat je groep weet namens wie je spreekt. Zolang je account er is."),
    ),
    "network.join_request": Kind(
        words("Dat je vroeg om mee te doen"),
        words("Zodat de coördinator kan antwoorden en jij dat kunt nalezen. Tot 30 dagen na het antwoord."),
    ),
    "network.account_offer": Kind(
        words("Een aanbod om zelf in te loggen"),
        words("Zodat je mee kunt doen met een eigen account. Tot het aanbod verloopt."),
    ),
    "network.parental_permission": Kind(
        words("De toestemming van je ouder of voogd"),
        words("Omdat je jonger was dan 16 toen je begon. Tot je zelf oud genoeg bent."),
    ),
    "network.support": Kind(
        words("Wie jou helpt, of wie jij helpt"),
        words("Zodat je niet alleen staat in het netwerk. Zolang je meedoet."),
    ),
    "network.link_break": Kind(
        words("Keren dat iemand wilde weten wie achter je schuilnaam zit"),
        words("Zodat je kunt nalezen wie dat vroeg, waarom, en wat het antwoord was. Zolang je account er is."),
    ),
    "network.removal": Kind(
        words("Waarom je niet meer meedoet"),
        words("Zodat je kunt nalezen waarom, en bezwaar kunt maken. Zolang je account er is."),
    ),
    "network.auth_session": Kind(
        words("Waar je bent ingelogd"),
        words("Zodat je niet steeds opnieuw hoeft in te loggen. Hoogstens 30 dagen."),
    ),
    "network.passkey": Kind(
        words("Je toegangssleutels"),
        words("Om zonder mail in te loggen. Tot je ze weghaalt."),
    ),
    "network.machine_token": Kind(
        words("Toegang die je aan programma's gaf"),
        words(
            "Zodat een programma namens jou kan lezen, en veranderen als jij dat toestond. Tot je die intrekt, of tot de einddatum."
        ),
    ),
    "network.outside_identity": Kind(
        words("Andere manieren waarop je inlogt"),
        words("Om in te loggen met het account van je werk of school. Tot je ze weghaalt."),
    ),
    "network.email_change": Kind(
        words("Veranderingen van je mailadres"),
        words("Zodat je een verandering kunt bevestigen of terugdraaien. Enkele dagen."),
    ),
    "network.data_export": Kind(
        words("Keren dat je je gegevens opvroeg"),
        words("Om de link in je mail te laten werken. 2 dagen."),
    ),
    "network.privacy_permission": Kind(
        words("Toestemming die je gaf of introk"),
        words("Om te weten, en te kunnen laten zien, wat je goed vindt. Zolang je account er is."),
    ),
    "network.account_use": Kind(
        words("Wanneer je hier voor het laatst was"),
        words("Om een account dat 24 maanden niet gebruikt is te kunnen wissen. Zolang je account er is."),
    ),
    "network.erasure_request": Kind(
        words("Je vraag om alles te wissen"),
        words("Om te kunnen laten zien dat het gedaan is. 24 maanden, zonder je naam."),
        goes=False,
    ),
    "agenda.member": Kind(
        words("Dat je meedoet: nodig voor de bijeenkomsten"),
        words("Om te weten wat je mag zien en doen. Zolang je meedoet."),
    ),
    "agenda.question": Kind(
        words("Vragen die je voorstelde"),
        words("De vraag hoort bij het netwerk. Word je gewist, dan blijft de vraag staan, zonder je naam."),
        goes=False,
    ),
    "agenda.agenda_point": Kind(
        words("Punten die je op een agenda zette"),
        words("Het punt hoort bij de bijeenkomst. Word je gewist, dan blijft het staan, zonder je naam."),
        goes=False,
    ),
    "agenda.series": Kind(
        words("Bijeenkomsten die je plande"),
        words("De data horen bij het netwerk. Word je gewist, dan blijven ze staan, zonder je naam."),
        goes=False,
    ),
    "agenda.date_poll": Kind(
        words("Datumprikkers die je startte"),
        words("De data horen bij het netwerk. Word je gewist, dan blijven ze staan, zonder je naam."),
        goes=False,
    ),
    "agenda.availability_answer": Kind(
        words("Wanneer je kunt komen, zoals je in datumprikkers zei"),
        words("Om per groep te tellen wie kan komen. Anderen zien niet wat jij zei. Een jaar na het sluiten."),
    ),
    "agenda.calendar_feed": Kind(
        words("Je kalenderlinks"),
        words("Zodat je eigen kalender de bijeenkomsten ophaalt. Tot je een nieuwe link maakt."),
    ),
    "notifications.subscription": Kind(
        words("Hoe vaak je een overzicht wilt"),
        words("Om je mail te sturen zoals jij wilt. Zolang je account er is."),
    ),
    "notifications.reader": Kind(
        words("Of mail bij je aankomt"),
        words("Om te stoppen met mailen als dat niet lukt. Zolang je account er is."),
    ),
    "notifications.member": Kind(
        words("Dat je meedoet: nodig voor de mail"),
        words("Om je niets te sturen over netwerken waar je niet aan meedoet. Zolang je meedoet."),
    ),
    "notifications.mail": Kind(
        words("Mails die we je stuurden"),
        words("Om elke mail één keer te sturen. Wat erin stond, bewaren we niet. 3 maanden."),
    ),
    "notifications.told_item": Kind(
        words("Waarover we je al mailden"),
        words("Om je niets twee keer te vertellen. Zolang je account er is."),
    ),
    "notifications.told_session": Kind(
        words("Voor welke bijeenkomsten je bent uitgenodigd"),
        words("Om je alleen te mailen als er iets verandert. Zolang je account er is."),
    ),
    "notifications.unsubscribe_token": Kind(
        words("Afmeldlinks in je mails"),
        words("Zodat de link onderaan een mail werkt, ook zonder inloggen. 400 dagen."),
    ),
}
OTHER = Kind(words("Verder nog"), words("Dit hoort bij wat je op Leerkring doet. Zolang je account er is."))

FACTS: dict[str, str] = {
    "email": words("Mailadres"),
    "address": words("Mailadres"),
    "old_address": words("Oude mailadres"),
    "display_name": words("Naam"),
    "is_pseudonym": words("Is een schuilnaam"),
    "language": words("Taal"),
    "platform_roles": words("Taken voor heel Leerkring"),
    "created_at": words("Gemaakt"),
    "network_id": words("Netwerk"),
    "perspective": words("Vanuit welke kant"),
    "role": words("Rol"),
    "roles": words("Rollen"),
    "status": words("Stand"),
    "since": words("Sinds"),
    "from_at": words("Van"),
    "until_at": words("Tot"),
    "ended_at": words("Gestopt"),
    "paused_at": words("Gepauzeerd"),
    "returned_at": words("Teruggekomen"),
    "program": words("Programma"),
    "system": words("Apparaat"),
    "name": words("Naam"),
    "opened_at": words("Ingelogd"),
    "seen_at": words("Laatst gezien"),
    "used_at": words("Laatst gebruikt"),
    "used_on": words("Laatst gebruikt"),
    "expires_at": words("Geldig tot"),
    "requested_at": words("Gevraagd"),
    "confirmed_at": words("Bevestigd"),
    "reason": words("Reden"),
    "use": words("Waarvoor"),
    "given_at": words("Gegeven"),
    "withdrawn_at": words("Ingetrokken"),
    "text_version": words("Versie van de tekst"),
    "reference": words("Kenmerk"),
    "title": words("Titel"),
    "why": words("Waarom"),
    "who_notices": words("Wie merkt het"),
    "origin": words("Waar het vandaan komt"),
    "note": words("Toelichting"),
    "minutes": words("Minuten"),
    "proposed_at": words("Voorgesteld"),
    "planned_at": words("Gepland"),
    "cadence": words("Hoe vaak"),
    "chosen_at": words("Gekozen"),
    "is_active": words("Doet mee"),
    "kind": words("Soort"),
    "state": words("Stand"),
    "bounces": words("Mails die niet aankwamen"),
    "minted_at": words("Gemaakt"),
    "made_at": words("Gemaakt"),
    "description": words("Beschrijving"),
    "text": words("Tekst"),
    "age_band": words("Leeftijd"),
    "pseudonym_changed_on": words("Schuilnaam gekozen"),
    "avatar": words("Plaatje bij je naam"),
    "warned_at": words("Bericht gestuurd"),
    "warned_again_at": words("Nog een bericht gestuurd"),
    "undo_until": words("Terug te draaien tot"),
    "stopped_at": words("Teruggedraaid"),
    "answer": words("Antwoord"),
    "message": words("Bericht"),
    "asked_at": words("Gevraagd"),
    "lapses_at": words("Vervalt"),
    "over_at": words("Afgehandeld"),
    "may_write": words("Mag ook iets veranderen"),
    "revoked_at": words("Ingetrokken"),
    "paused_until": words("Pauze tot"),
    "away_since": words("Weg sinds"),
    "may_return_until": words("Plek vrij tot"),
    "offered_at": words("Aangeboden"),
    "sent_at": words("Verstuurd"),
    "task": words("Opdracht"),
    "from_on": words("Van"),
    "until_on": words("Tot"),
    "recorded_at": words("Opgeschreven"),
    "is_held": words("Geldt nu"),
    "own_at": words("Zelf oud genoeg"),
    "removed_at": words("Weggehaald"),
    "appeal": words("Bezwaar"),
    "appealed_at": words("Bezwaar gemaakt"),
    "outcome": words("Uitkomst"),
    "answered_at": words("Antwoord gegeven"),
    "provider": words("Inloggen via"),
    "linked_at": words("Gekoppeld"),
    "starts_at": words("Begint"),
    "deadline_at": words("Uiterlijk klaar"),
    "started_at": words("Begonnen"),
    "mailed_at": words("Laatste mail"),
    "completed_at": words("Klaar"),
    "theme": words("Thema"),
    "track": words("Soort vraag"),
    "status_at": words("Stand sinds"),
    "purpose": words("Bedoeling"),
    "starts": words("Begintijd"),
    "ends": words("Eindtijd"),
    "place": words("Plaats"),
    "answer_until": words("Antwoorden tot"),
    "closed_at": words("Gesloten"),
    "decided_at": words("Besloten"),
    "availability": words("Kun je?"),
    "is_neutral": words("Zonder titel"),
    "news_from": words("Nieuws sinds"),
    "changed_at": words("Veranderd"),
    "network_ids": words("Netwerken"),
    "is_off": words("Gaat niet door"),
    "coordinates": words("Coördineert"),
    "raises_danger": words("Er was gevaar"),
    "opens_until": words("Te openen tot"),
}
"""What stands on the page, by column."""

SILENT = frozenset(
    {
        "id",
        "name_key",
        "sign_count",
        "is_silent",
        "issuer",
        "subject",
        "listed_at",
        "asked",
        "position",
        "every_months",
        "every_weeks",
        "nth",
        "weekday",
        "day",
        "regions",
        "required",
        "remind_at",
        "intent_key",
        "period",
        "smtp_code",
        "sequence",
        "measures",
        "perspectives",
    }
)
"""What stands in the download only: how the house finds a row again, counts or plans. Ids and who else acted (``…_id``, ``…_by``) too."""

VALUES: dict[str, str] = {
    "true": words("ja"),
    "false": words("nee"),
    "ACTIVE": words("doet mee"),
    "PAUSED": words("even weg"),
    "ENDED": words("gestopt"),
    "REMOVED": words("gestopt"),
    "SENT": words("verstuurd"),
    "PLANNED": words("staat klaar"),
    "OTHER": words("anders"),
    "account-unused": words("bericht dat je account weggaat"),
    "data-export": words("link naar je gegevens"),
    "CANCELLED": words("niet verstuurd"),
    "EXPIRED": words("niet verstuurd"),
    "BOUNCED": words("kwam niet aan"),
    "UNKNOWN": words("niet zeker"),
    "digest": words("overzicht"),
    "nl": words("Nederlands"),
    "en": words("Engels"),
}

USES: dict[str, tuple[str, str]] = {
    "IN_NETWORK": (
        words("In mijn netwerk"),
        words("Wie aan hetzelfde netwerk meedoet, mag lezen wat ik daar vertel."),
    ),
    "OTHER_NETWORKS": (
        words("In andere netwerken"),
        words("Mijn netwerk mag het delen met een ander netwerk. Zonder mijn naam."),
    ),
    "PUBLIC": (
        words("Voor iedereen"),
        words("Het mag op een openbare pagina staan. Zonder mijn naam."),
    ),
}

SERVICES: dict[str, str] = {
    "NETWORK": words("netwerken en accounts"),
    "AGENDA": words("agenda en vragen"),
    "NOTIFICATIONS": words("mail"),
}

STEPS: dict[str, tuple[str, str]] = {
    "RECEIVED": (words("Je vraag is binnen"), words("We schreven je vraag op, met een kenmerk zonder je naam.")),
    "ACCOUNT": (
        words("Je account is weg"),
        words("Je bent overal uitgelogd. Je naam, je mailadres en je deelname zijn gewist."),
    ),
    "AGENDA": (
        words("De agenda kent je niet meer"),
        words("Bij vragen en agendapunten die blijven, staat geen naam meer."),
    ),
    "MAIL": (words("Je mail is weg"), words("Je keuzes, de lijst van mails en de afmeldlinks zijn gewist.")),
    "TRACES": (
        words("Ook onderweg is niets meer"),
        words("In de berichten tussen de delen van Leerkring staat niets meer van je."),
    ),
    "LAST_MAIL": (
        words("Je laatste mail is verstuurd"),
        words("Daarin staat wat weg is en wat blijft. Daarna wisten we ook dat adres."),
    ),
    "COMPLETED": (words("Klaar"), words("Alleen dit kenmerk bewaren we nog, 24 maanden.")),
}

STATUSES: dict[str, str] = {
    "RECEIVED": words("wacht"),
    "IN_PROGRESS": words("bezig"),
    "COMPLETED": words("klaar"),
    "CANCELLED": words("gestopt"),
}
REASONS: dict[str, str] = {
    "ASKED": words("gevraagd"),
    "INACTIVE": words("24 maanden niet gebruikt"),
    "NO_PLACE": words("doet nergens mee"),
}
