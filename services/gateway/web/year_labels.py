"""What holidays and other difficult times are called on a page, by code (DOMAIN 5.10)."""

from services.gateway.web.language import words

HOLIDAYS: dict[str, str] = {
    "NEW_YEAR": words("Nieuwjaarsdag"),
    "EASTER": words("eerste paasdag"),
    "EASTER_MONDAY": words("tweede paasdag"),
    "KINGS_DAY": words("Koningsdag"),
    "LIBERATION_DAY": words("Bevrijdingsdag"),
    "ASCENSION": words("Hemelvaartsdag"),
    "PENTECOST": words("eerste pinksterdag"),
    "PENTECOST_MONDAY": words("tweede pinksterdag"),
    "CHRISTMAS_DAY": words("eerste kerstdag"),
    "BOXING_DAY": words("tweede kerstdag"),
    "CHRISTMAS_BREAK": words("kerstvakantie"),
    "SPRING_BREAK": words("voorjaarsvakantie"),
    "MAY_BREAK": words("meivakantie"),
    "SUMMER_BREAK": words("zomervakantie"),
    "AUTUMN_BREAK": words("herfstvakantie"),
    "GOOD_FRIDAY": words("Goede Vrijdag"),
    "CARNIVAL": words("carnaval"),
    "REMEMBRANCE_DAY": words("de avond van Dodenherdenking"),
    "FRIDAY_AFTER_ASCENSION": words("de vrijdag na Hemelvaartsdag"),
    "KETI_KOTI": words("Keti Koti"),
    "EXAMS": words("de tijd van de eindexamens"),
    "SECOND_MAY_WEEK": words("de week na de meivakantie, die veel scholen vrij geven"),
    "EID_AL_FITR": words("Suikerfeest (naar verwachting)"),
    "EID_AL_ADHA": words("Offerfeest (naar verwachting)"),
}

SCHOOL_REGIONS: dict[str, str] = {
    "NORTH": words("Noord"),
    "CENTRAL": words("Midden"),
    "SOUTH": words("Zuid"),
}
