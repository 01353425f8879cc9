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
    "network.expert_question": Kind(
        words("Vragen die je aan één persoon stelde"),
        words("Zodat die persoon kan antwoorden. Tot 30 dagen nadat de vraag voorbij is."),
    ),
    "network.expert_answer": Kind(
        words("Antwoorden die je aan één persoon gaf"),
        words("Zodat wie het vroeg je antwoord kan lezen. Even lang als de vraag."),
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
    "network.reporter": Kind(
        words("Wat je meldde"),
        words("Zodat je antwoord krijgt op je melding. Tot een jaar na het antwoord."),
    ),
    "network.restriction": Kind(
        words("Een waarschuwing of grens"),
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
    "network.name_try": Kind(
        words("Dat je een naam probeerde die al bezet is"),
        words("Zodat niemand door namen te proberen ontdekt wie hier zijn. Een uur, zonder de naam."),
    ),
    "network.earlier_name": Kind(
        words("Namen die je eerder had"),
        words(
            "Om ook die uit teksten van anderen te halen als je gewist wordt. Niemand anders ziet ze. Zolang je account er is."
        ),
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
    "agenda.writing_limit": Kind(
        words("Tot wanneer je in een netwerk niet schrijft"),
        words("Om te weten wat je mag doen. Tot 36 dagen nadat het voorbij is."),
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
    "agenda.text_writer": Kind(
        words("Teksten van anderen waar je woorden aan veranderde of toevoegde"),
        words("Zodat niemand een melding over eigen woorden beantwoordt. Zolang de tekst er is."),
    ),
    "agenda.session_document": Kind(
        words("Documenten die je bij een bijeenkomst zette"),
        words("Het document hoort bij de bijeenkomst. Word je gewist, dan blijft het staan, zonder je naam."),
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
        words(
            "Om per groep te tellen wie kan komen. Anderen zien niet wat jij zei, behalve waar je dat las. Een jaar na het sluiten."
        ),
    ),
    "agenda.needed_person": Kind(
        words("Datumprikkers waarbij het niet doorgaat zonder jou"),
        words("De coördinator ziet dan op welke data jij kunt. Een jaar na het sluiten is het weg."),
    ),
    "agenda.standing_yes": Kind(
        words("Datumprikkers waarbij jouw ja telt als: ik kom"),
        words("Zodat je het niet twee keer hoeft te zeggen. Je koos dit zelf. Een jaar na het sluiten is het weg."),
    ),
    "agenda.speaking_turn": Kind(
        words("Dat je iets wilde zeggen in een bijeenkomst"),
        words("Om iedere kant een beurt te geven. De dag erna is het weg."),
    ),
    "agenda.group_place": Kind(
        words("In welk groepje je zit"),
        words("Om in een bijeenkomst in groepjes verder te praten. De dag erna is het weg."),
    ),
    "agenda.session_answer": Kind(
        words("Of je naar een bijeenkomst komt"),
        words("Zodat er voor iedereen plek is en geen groep ontbreekt. 24 maanden."),
    ),
    "agenda.series_answer": Kind(
        words("Wat je voor een hele reeks bijeenkomsten zei"),
        words("Zodat het ook geldt voor wat er later bij komt. Is de reeks voorbij, dan is het weg."),
    ),
    "agenda.access_needs": Kind(
        words("Wat je nodig hebt bij een bijeenkomst"),
        words(
            "Om een tolk, opvang of een plek zonder drempels te regelen. Een week na de bijeenkomst is het weg; "
            "dat je een vergoeding vroeg, na 24 maanden."
        ),
    ),
    "agenda.attendance": Kind(
        words("Of je bij een bijeenkomst was"),
        words("Alleen de coördinator ziet het. 24 maanden."),
    ),
    "agenda.action_point": Kind(
        words("Afspraken op jouw naam"),
        words("De afspraak hoort bij het netwerk. Word je gewist, dan gaat die naar de coördinator."),
        goes=False,
    ),
    "agenda.minutes_version": Kind(
        words("Wat je in een verslag schreef"),
        words("Het verslag hoort bij de bijeenkomst. Word je gewist, dan blijft het staan, zonder je naam. 10 jaar."),
        goes=False,
    ),
    "agenda.minutes_comment": Kind(
        words("Wat je bij een verslag opmerkte"),
        words("De opmerking hoort bij het verslag. Word je gewist, dan blijft die staan, zonder je naam."),
        goes=False,
    ),
    "agenda.minutes_addendum": Kind(
        words("Wat je aan een verslag toevoegde"),
        words("De aanvulling hoort bij het verslag. Word je gewist, dan blijft die staan, zonder je naam."),
        goes=False,
    ),
    "agenda.minutes_story": Kind(
        words("Wat jij vertelde, en of het in het verslag mag"),
        words("Het staat er zolang jij dat wilt. Word je gewist, dan gaat het weg."),
    ),
    "agenda.calendar_feed": Kind(
        words("Je kalenderlinks"),
        words("Zodat je eigen kalender de bijeenkomsten ophaalt. Tot je een nieuwe link maakt."),
    ),
    "agenda.own_calendar": Kind(
        words("Tot wanneer we je eigen agenda kennen"),
        words("Zodat jij bij een datumprikker ziet of je vrij bent. Tot je het terugneemt, en hooguit 400 dagen."),
    ),
    "agenda.busy_time": Kind(
        words("Wanneer je al iets hebt in je eigen agenda"),
        words("Zodat jij bij een datumprikker ziet of je vrij bent. Niet wat het is. Tot het voorbij is."),
    ),
    "notifications.subscription": Kind(
        words("Hoe vaak je een overzicht wilt"),
        words("Om je mail te sturen zoals jij wilt. Zolang je account er is."),
    ),
    "notifications.session_choice": Kind(
        words("Bijeenkomsten die je volgt, of waarover je niets wilt horen"),
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
    "notifications.newcomer": Kind(
        words("Dat je net meedoet"),
        words("Om je ook uit te nodigen voor wat al gepland is. Een paar minuten."),
    ),
    "notifications.told_session": Kind(
        words("Voor welke bijeenkomsten je bent uitgenodigd"),
        words("Om je alleen te mailen als er iets verandert. Zolang je account er is."),
    ),
    "notifications.answer_link": Kind(
        words("Links in je mails om te zeggen of en wanneer je komt"),
        words("Zodat je kunt antwoorden zonder in te loggen. 400 dagen."),
    ),
    "notifications.calendar_reply": Kind(
        words("Wanneer je vanuit je agenda zei of je komt"),
        words("Zodat een oud antwoord geen nieuw antwoord wegneemt. 400 dagen."),
    ),
    "notifications.unsubscribe_token": Kind(
        words("Afmeldlinks in je mails"),
        words("Zodat de link onderaan een mail werkt, ook zonder inloggen. 400 dagen."),
    ),
}
OTHER = Kind(words("Verder nog"), words("Dit hoort bij wat je op Leerkring doet. Zolang je account er is."))
