"""What people can do with the name that others see: choose one of their own, or a schuilnaam."""

from services.network.finding.domain import PERSON
from services.network.people.domain.accounts import check_name
from services.network.people.domain.names import PseudonymTaken, check_may_change, check_tells_nothing, folded
from services.network.people.models.accounts import Person, put_name
from services.network.people.queries.names import is_taken
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.database import one_at_a_time


async def choose_name(work: Work, *, person: Person, name: str, is_pseudonym: bool) -> None:
    """Be called by another name from now on; the earlier one is kept nowhere.

    A schuilnaam is nobody else's in the whole house, so also in no network of theirs, and nobody takes one as their own name.
    Raises NameMissing, PseudonymTells, PseudonymTaken, PseudonymChangedLately.
    """
    check_name(name)
    if (name, is_pseudonym) == (person.display_name, person.is_pseudonym):
        return
    today = work.now.date()
    if is_pseudonym:
        check_tells_nothing(name, address=person.email or "")
        if folded(name) != folded(person.display_name) or not person.is_pseudonym:
            check_may_change(person.pseudonym_changed_on, today=today)
    await one_at_a_time(work.session, f"name:{folded(name)}")
    if await is_taken(work.session, name, person_id=person.id, by_pseudonyms_only=not is_pseudonym):
        raise PseudonymTaken(field="display_name")
    if is_pseudonym and (name != person.display_name or not person.is_pseudonym):
        person.pseudonym_changed_on = today
    person.is_pseudonym = is_pseudonym
    put_name(person, name)
    work.retitle(PERSON, person.id, name)
    work.note(Verb.NAME_CHANGED, Kind.PERSON, person.id)
