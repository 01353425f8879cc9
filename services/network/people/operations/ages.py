"""What people can do with their age: say in which band it is, once."""

from services.network.people.domain.ages import AgeAnswer, AgeBand, band_of
from services.network.people.models.accounts import Person


def say_age(person: Person, *, answer: AgeAnswer | None) -> AgeBand:
    """Keep in which band somebody's age is; who said so before is not asked again, and does not change it in passing.

    Raises AgeNotSaid, TooYoung; of neither anything is kept.
    """
    if person.age_band is None:
        person.age_band = band_of(answer).value
    return AgeBand(person.age_band)
