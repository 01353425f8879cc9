"""What people can do with the name that others see: choose one of their own, or a schuilnaam."""

from collections.abc import Awaitable, Callable

from services.network.finding.domain import PERSON
from services.network.people.domain.accounts import NEW_NAME, check_name
from services.network.people.domain.names import (
    TRIED_WITHIN,
    PseudonymTaken,
    check_how_often,
    check_may_change,
    check_tells_nothing,
    folded,
)
from services.network.people.models.accounts import Person, put_name
from services.network.people.models.names import EarlierName, NameTry, forget_name_tries
from services.network.people.queries.names import earlier_names, is_pseudonym_of_another, names_tried
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.database import Session, new_id, one_at_a_time

MOST_EARLIER = 20
"""How many names before are kept of one account; of more the oldest goes."""
Nearby = Callable[[Session, str], Awaitable[bool]]
"""Whether a name is the own name of somebody of whom who asks may read: in a network in which both take part."""


async def choose_name(work: Work, *, person: Person, name: str, is_pseudonym: bool, nearby: Nearby) -> None:
    """Be called by another name from now on; the earlier one is shown to nobody, and kept in the vault for when they are erased.

    A schuilnaam is nobody else's in the whole house, so also in no network of theirs, and nobody takes one as their own name.
    The own names of others stand in its way only where who chooses can read them: a refusal would tell who is here.
    Raises NameMissing, PseudonymTells, PseudonymTaken, PseudonymChangedLately, NamesTriedTooOften; before anything is changed.
    """
    check_name(name)
    if (name, is_pseudonym) == (person.display_name, person.is_pseudonym):
        return
    today = work.now.date()
    if is_pseudonym:
        check_tells_nothing(name, address=person.email or "")
        if folded(name) != folded(person.display_name) or not person.is_pseudonym:
            check_may_change(person.pseudonym_changed_on, today=today)
    await _check_free(work, person=person, name=name, nearby=nearby if is_pseudonym else _nobody)
    if is_pseudonym and (name != person.display_name or not person.is_pseudonym):
        person.pseudonym_changed_on = today
    if name != person.display_name:
        await _keep_earlier(work, person)
    person.is_pseudonym = is_pseudonym
    put_name(person, name)
    work.retitle(PERSON, person.id, name)
    work.note(Verb.NAME_CHANGED, Kind.PERSON, person.id)


async def forget_tried_names(work: Work) -> None:
    """Remove that names were tried, once it counts no more."""
    await work.session.execute(forget_name_tries(work.now - TRIED_WITHIN))


async def _keep_earlier(work: Work, person: Person) -> None:
    if person.display_name == NEW_NAME:
        return
    kept = await earlier_names(work.session, person.id)
    if all(one.name != person.display_name for one in kept):
        work.add(
            EarlierName(id=new_id(), person_id=person.id, name=person.display_name, is_pseudonym=person.is_pseudonym)
        )
        for one in kept[MOST_EARLIER - 1 :]:
            await work.session.delete(one)


async def _check_free(work: Work, *, person: Person, name: str, nearby: Nearby) -> None:
    chooser_id = work.viewer.person_id
    if chooser_id is not None:
        await one_at_a_time(work.session, f"names-tried:{chooser_id}")
        check_how_often(await names_tried(work.session, chooser_id, work.now))
    await one_at_a_time(work.session, f"name:{folded(name)}")
    if await is_pseudonym_of_another(work.session, name, person_id=person.id) or await nearby(work.session, name):
        if chooser_id is not None:
            work.add(NameTry(id=new_id(), person_id=chooser_id, tried_at=work.now))
        raise PseudonymTaken(field="display_name")


async def _nobody(_session: Session, _name: str) -> bool:
    return False
