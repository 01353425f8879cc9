"""Whether the figures of a service are good, and what to do where they are not: words for who looks after the platform."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from services.gateway.web.language import words

SERVICES = {
    "network": words("Mensen en netwerken"),
    "agenda": words("Agenda en vragen"),
    "notifications": words("Mail en meldingen"),
}
LATE_SECONDS = 60
"""Events leave within seconds; a minute is a queue."""
MAIL_LATE_SECONDS = 600
"""Mails leave within a minute of their moment, but the mail server may ask to come back later."""


@dataclass(frozen=True)
class Advice:
    """One thing that is not as it should be: what, and what to do."""

    what: str
    do: str


CHECKS: Sequence[tuple[Callable[[dict[str, Any]], bool], Advice]] = (
    (
        lambda one: not one["answers"],
        Advice(
            words("Geeft geen antwoord."),
            words("Kijk of dit deel draait, en lees het logboek ervan. De andere delen gaan gewoon door."),
        ),
    ),
    (
        lambda one: one["storeAnswers"] is False,
        Advice(
            words("De database geeft geen antwoord."),
            words("Kijk of de database draait. Er gaat niets verloren: wat niet lukte, is ook niet bewaard."),
        ),
    ),
    (
        lambda one: one["brokerAnswers"] is False,
        Advice(
            words("De bezorger van berichten (RabbitMQ) geeft geen antwoord."),
            words("Kijk of RabbitMQ draait. De berichten wachten hier en gaan vanzelf verder."),
        ),
    ),
    (
        lambda one: bool(one["workersDown"]),
        Advice(
            words("Een werker ligt stil."),
            words("Hij begint vanzelf opnieuw. Blijft dit zo? Lees dan in het logboek waarom hij valt."),
        ),
    ),
    (
        lambda one: (one["outboxOldestSeconds"] or 0) > LATE_SECONDS,
        Advice(
            words("Berichten gaan niet op tijd weg."),
            words("Kijk met “leerkring bus status” waarom. Meestal is de bezorger even weg."),
        ),
    ),
    (
        lambda one: bool(one["deadLetters"]),
        Advice(
            words("Berichten zijn opgegeven."),
            words(
                "Bekijk ze met “leerkring bus dead”. Is de oorzaak weg? Probeer ze dan opnieuw: “leerkring bus retry --all”."
            ),
        ),
    ),
    (
        lambda one: (one["mailsOldestSeconds"] or 0) > MAIL_LATE_SECONDS,
        Advice(words("Mail gaat niet op tijd weg."), words("Kijk of de mailserver antwoord geeft.")),
    ),
    (
        lambda one: bool(one["mailsUnknown"]),
        Advice(
            words("Van sommige mails is niet zeker of ze zijn verstuurd."),
            words("Bekijk ze met “leerkring mail unknown list”. Ze gaan nooit vanzelf nog een keer weg."),
        ),
    ),
    (
        lambda one: bool(one["erasuresLate"]),
        Advice(
            words("Een verzoek om te wissen is langer dan 72 uur niet af."),
            words("Kijk er vandaag naar. De privacymedewerker ziet welk deel nog mist."),
        ),
    ),
)


def advised(one: dict[str, Any]) -> list[Advice]:
    """What is not as it should be with one service; nothing when all is well."""
    return [advice for is_wrong, advice in CHECKS if is_wrong(one)]


def shown(health: dict[str, Any] | None) -> list[dict[str, Any]] | None:
    """Each service with its name and what to do; None where nobody could tell."""
    if health is None:
        return None
    return [one | {"name": SERVICES[one["service"]], "advice": advised(one)} for one in health["services"]]
