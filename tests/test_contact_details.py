"""Contact details in words: found as people write them, and not where something only looks like them (PR-6)."""

from time import perf_counter

import pytest

from shared.contact_details import ContactDetail, contact_details_in

PHONE, MAIL, ADDRESS, PLACE = ContactDetail
WRITTEN = {
    PHONE: [
        "Bel me op 06-12345678",
        "mijn nummer is 0612345678",
        "06 12 34 56 78",
        "06 - 12 34 56 78",
        "06–12345678",
        "nummer: (06) 12345678.",
        "tel.0612345678",
        "app naar +31 6 12345678",
        "+31612345678",
        "+31 (0)6 1234 5678",
        "0031612345678",
        "31612345678",
        "030-1234567",
        "(030) 123 45 67",
        "0341 - 123 456",
        "088 123 45 67",
        "+32 470 12 34 56",
        "https://wa.me/31612345678",
        "tel:0612345678",
        "０６１２３４５６７８",
    ],
    MAIL: [
        "noor@voorbeeld.nl",
        "mail naar noor.devries+kring@gmail.com.",
        "noor @ gmail.com",
        "noor (at) voorbeeld.nl",
        "noor[at]voorbeeld.nl",
        "noor apenstaart gmail punt com",
        "noor at gmail dot com",
        "noor at gmail.com",
        "noor at voorbeeld punt nl",
        "noor apenstaartje voorbeeld punt nl",
        "mailto:noor@voorbeeld.nl",
    ],
    ADDRESS: [
        "Dorpsstraat 12",
        "ik woon op de dorpsstraat 12b in Ede",
        "Oudegracht 187-2",
        "Laan van Meerdervoort 55",
        "Prins Hendriklaan 3",
        "Utrechtseweg 12",
        "Kerkstraat 5, bij de bakker",
        "ik woon in de kerkstraat 5",
        "ik woon in de kerkstraat 5 met mijn moeder",
        "Wij wonen aan de utrechtseweg 12, boven de winkel",
        "op de middenweg 5",
        "Schoolweg 5",
        "dorpsplein 3",
        "het kerkhof 2",
        "Koningslaan 3",
        "Rozendreef 8",
        "Hof van Holland 12",
        "Weg van de Vijf Margrieten 2",
        "Lindenpad 4 in Ede",
        "Lindenpad 4, 3511 AB Utrecht",
        "nummer 5, 3511 AB Utrecht",
        "3511 AB nummer 5, 3511 AB 5",
        "3511AB",
        "3511ab",
        "3511VO",
    ],
    PLACE: [
        "Op 12 maart 2026 werd ik opgenomen in de kliniek",
        "In maart 2025 zat mijn zoon bij Pluryn.",
        "Mijn dochter woonde sinds 3-4-2024 in een gezinshuis",
        "I was admitted to the clinic on 12 March 2026",
    ],
}
PERHAPS = {
    MAIL: ["noor (at) werk", "ik zit at gmail"],
    ADDRESS: [
        "3511 AB Utrecht",
        "3511 AB",
        "2011 AB Haarlem",
        "3511 VO Utrecht",
        "Lindenpad 4",
        "Stationspark 9",
        "Nieuwmarkt 5",
        "Schoolplein 3",
        "rozendreef 8",
        "laan van meerdervoort 55",
        "Lindenveld 4 in Ede",
        "Stadsring 12, Amersfoort",
    ],
}
FALSE_FRIENDS = [
    "We beginnen om 13.30-16.00 uur",
    "van 09.30 tot 12.00",
    "09.30 - 12.00 14.00",
    "06.30 - 12.00",
    "Op 06-11-2026 13.30 uur",
    "2026-11-06 13:30",
    "14 januari 2027",
    "artikel 7.3.11 lid 4 Jeugdwet",
    "Europese verordening 2016/679",
    "€ 1.250.000,00",
    "€ 0612345678",
    "1.000.000.000",
    "0,123456789",
    "NL91 ABNA 0417 1643 00",
    "KvK 12345678",
    "ISBN 978-90-0123456-7",
    "10.1016/j.childyouth.2020.105123",
    "Bel 112 of 113, 0800-0113",
    "Kindertelefoon 0800-0432, Veilig Thuis 0800 2000",
    "0900-1234567",
    "Postbus 90801, 2509 LV Den Haag",
    "https://www.nji.nl/publicaties/0612345678",
    "https://x.nl/a@b.nl",
    "in 2027 en 2028",
    "2016 EU verordening",
    "3000kg en 1000km",
    "Zorgpad 2 en leerpad 3",
    "de Arbeidsmarkt 2027",
    "in onze straat 3 kinderen",
    "Schoolstraat 3 keer bezocht",
    "onderweg 3 keer",
    "@leerkring op Instagram",
    "overleg @ 13.30 uur",
    "kijk op leerkring.nl",
    "look at jeugdzorg.nl",
    "Horizon komt op 14 januari 2027 vertellen over de pilot",
    "De kliniek sluit op 1 maart 2027",
    "ik zat in een kliniek",
    "0-4 jaar, 12-15 en 16+",
    "20 21 22 23 24 25",
    "Ervaring 1: mijn eerste gesprek",
    "Vergadering 3",
    "Vergadering 12 nov",
    "Vergadering 3 in Utrecht",
    "Verbetering 2",
    "Kwaliteitsverbetering 2",
    "Werkveld 1",
    "In Tilburg 5 gemeenten",
    "Limburg 3 regio's",
    "Voorburg 2",
    "op weg van stap 1 naar stap 2",
    "de weg van aanmelding tot hulp 3",
    "overslaan 3",
    "opslaan 2",
    "Het gaat om (a) wonen en (b) werk",
    "artikel 3 (a) en",
    "artikel 3 [a] en",
    "1500 VO scholen",
    "1000 PO scholen",
    "in 2025 GI Noord",
    "In 2025 GI Utrecht en GI Gelderland",
    "Leerkring 3 in Ede: wat hebben we geleerd?",
    "Antwoord 2: ja, mits de jongere het wil",
    "Grofweg 20 jongeren per jaar",
    "Het kost pakweg 50 euro, ruwweg 30 per maand",
    "Onderweg 2 keer gestopt om te praten",
    "Uit huis geplaatst, terugweg 3 uur",
    "Snelweg 2",
    "Hervormingsakkoord 2",
    "Het aantal aanmeldingen oversteeg 300",
    "De eerste stap kun je overslaan 1 keer, niet vaker",
    "Op het schoolplein 2 ruzies gezien",
    "In Moerdijk 3 wijkteams",
    "In Hof van Twente 5 gemeenten",
    "Regio Noord 3 doet mee aan de pilot",
    "Bijbaan 2 en opleiding 1",
    "Loopbaan 3",
    "Arbeidsmarkt 3",
    "Punt 4: de wachttijd in Hardenberg 12 weken",
    "Steenberg 3",
    "Rotterdam en Middelburg 2 plekken",
    "In maart 2026 zijn er 1200 FTE nodig",
    "Er zijn 1500 GZ psychologen",
    "In 2026 KJ psychiaters erbij",
    "Het ging om 1000mg per dag",
    "Module 3: weg van schaamte, 2 gesprekken",
    "Gevoelens (b) en gedrag (c)",
    "Mijn begeleider kwam gaandeweg 3 keer te laat",
    "Kring 2 leerde van kring 1",
    "Afspraak: Kim belt voor 12 dec",
    "Verklaring 2 van de ouders",
    "Blokkade 3: geld",
]
LONG = [
    "0 ",
    "a",
    "a@",
    "06-",
    "Aa",
    "straat ",
    "a.b-c ",
    "1",
    "Laan van ",
    "kliniek ik ",
    "a.a.",
    "31 ",
    "+1 2 3 ",
    "1 mei ",
    "Lindenpad 4 ",
    "straat 3511 AB ",
    "a apenstaart a",
    " at a",
]


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in WRITTEN.items() for text in texts])
def test_pr_6_contact_details_are_found_as_people_write_them(kind: ContactDetail, text: str) -> None:
    found = {kind: kind is not PLACE}

    assert contact_details_in(text) == found
    assert contact_details_in(f"Het ging goed.\n{text}\nDaarna spraken we verder.") == found


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in PERHAPS.items() for text in texts])
def test_pr_6_what_may_be_something_else_is_found_and_is_not_certain(kind: ContactDetail, text: str) -> None:
    assert contact_details_in(f"Het ging goed.\n{text}\nDaarna spraken we verder.") == {kind: False}


@pytest.mark.parametrize("text", FALSE_FRIENDS)
def test_pr_6_what_only_looks_like_contact_details_is_left_alone(text: str) -> None:
    assert contact_details_in(text) == {}
    assert contact_details_in(f"Het ging goed.\n{text}\nDaarna spraken we verder.") == {}


def test_pr_6_every_kind_is_told_once_and_in_one_order() -> None:
    text = "noor@voorbeeld.nl, 06-12345678 of 0687654321, Dorpsstraat 12, 3511 AB Utrecht"

    assert list(contact_details_in(text)) == [PHONE, MAIL, ADDRESS]


@pytest.mark.parametrize(
    ("stood", "now", "found"),
    [
        ("Bel 06-12345678.", "Bel gerust: 06-12345678, of kom langs.", {}),
        ("Bel 06-12345678.", "Bel 06-12345678 of 06-87654321.", {PHONE: True}),
        ("Mail noor@voorbeeld.nl.", "Mail daan@voorbeeld.nl.", {MAIL: True}),
        ("Wij zitten op Lindenpad 4.", "Kom naar Lindenpad 4.", {}),
        ("Wij zitten op Lindenpad 4.", "Kom naar Lindenpad 4, Utrecht.", {ADDRESS: True}),
        ("Dorpsstraat 12", "Kerkstraat 12", {ADDRESS: True}),
        (
            "Mijn zoon zat op 12 maart in de kliniek. Het ging.",
            "Het ging. Mijn zoon zat op 12 maart in de kliniek.",
            {},
        ),
        ("Mijn zoon zat in de kliniek.", "Mijn zoon zat op 12 maart in de kliniek.", {PLACE: False}),
    ],
)
def test_pr_6_of_what_stood_there_already_nothing_is_said(
    stood: str, now: str, found: dict[ContactDetail, bool]
) -> None:
    assert contact_details_in(now, besides=["Iets anders.", stood]) == found


@pytest.mark.parametrize("piece", LONG)
def test_pr_6_the_time_it_takes_grows_with_the_length_and_no_faster(piece: str) -> None:
    short, long = (piece * (length // len(piece)) for length in (5_000, 50_000))

    def seconds(text: str) -> float:
        began = perf_counter()
        contact_details_in(text)
        return perf_counter() - began

    fastest_short, fastest_long = (min(seconds(text) for _ in range(3)) for text in (short, long))

    assert fastest_long < 40 * fastest_short + 0.05
