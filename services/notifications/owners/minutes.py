"""What both owners tell about minutes, or about one action: what may be said now, and who may hear of it."""

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.notifications.owners.agendas import addressees, network_named
from services.notifications.owners.news import PATIENCE_SECONDS, Addressee, NetworkName
from shared.api.agenda.minutes import ActionLetter, ActionLetterAsked, MinutesLetter, MinutesLetterAsked
from shared.asking import Asking


@dataclass(frozen=True, slots=True)
class MinutesPeople:
    """The minutes of one session, and where mail to each who may hear of them goes."""

    network: NetworkName
    told: MinutesLetter
    people: Mapping[UUID, Addressee]


@dataclass(frozen=True, slots=True)
class ActionPeople:
    """One action in words, and where mail to each who may hear of it goes."""

    network: NetworkName
    told: ActionLetter
    people: Mapping[UUID, Addressee]


async def minutes_people(asking: Asking, session_id: UUID, about: str, person_ids: Collection[UUID]) -> MinutesPeople:
    """Ask both owners about minutes and some readers (at most 500).

    about: SHARED or MISSED; who has nothing to do with that now is left out. Raises NotFound or Conflict when there is
    nothing to say any more, Unavailable when an owner does not answer.
    """
    body = MinutesLetterAsked.model_validate({"about": about, "reader_ids": list(person_ids)})
    told, readers = await asyncio.gather(
        asking.ask(
            "agenda",
            "POST",
            f"/sessions/{session_id}/minutes:letter",
            MinutesLetter,
            body=body,
            deadline=PATIENCE_SECONDS,
        ),
        addressees(asking, person_ids),
    )
    network = await network_named(asking, told.network_id)
    return MinutesPeople(network, told, {id_: one for id_, one in readers.items() if id_ in set(told.reader_ids)})


async def action_people(asking: Asking, action_id: UUID, due_on: date, person_ids: Collection[UUID]) -> ActionPeople:
    """Ask both owners about an action and some readers (at most 500).

    due_on: the day that the mail is about. Raises NotFound or Conflict when there is nothing to say any more: it is done, or
    due on another day; Unavailable when an owner does not answer.
    """
    body = ActionLetterAsked(due_on=due_on, reader_ids=list(person_ids))
    told, readers = await asyncio.gather(
        asking.ask(
            "agenda", "POST", f"/actions/{action_id}:letter", ActionLetter, body=body, deadline=PATIENCE_SECONDS
        ),
        addressees(asking, person_ids),
    )
    network = await network_named(asking, told.network_id)
    return ActionPeople(network, told, {id_: one for id_, one in readers.items() if id_ in set(told.reader_ids)})
