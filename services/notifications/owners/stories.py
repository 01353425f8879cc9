"""What both owners tell about a story in minutes that waits for who told it."""

import asyncio
from dataclasses import dataclass
from uuid import UUID

from services.notifications.owners.agendas import addressees, network_named
from services.notifications.owners.news import PATIENCE_SECONDS, Addressee, NetworkName
from shared.api.agenda.stories import StoryLetter
from shared.asking import Asking
from shared.errors import NotFound


@dataclass(frozen=True, slots=True)
class AskedStory:
    """One story of which somebody is asked whether it may stand in minutes."""

    network: NetworkName
    told: StoryLetter
    teller: Addressee


async def asked_story(asking: Asking, story_id: UUID) -> AskedStory:
    """Ask both owners about a story, and where mail to who told it goes.

    Raises NotFound or Conflict when it waits no more, Unavailable when an owner does not answer.
    """
    told: StoryLetter = await asking.ask(
        "agenda", "GET", f"/stories/{story_id}/letter", StoryLetter, deadline=PATIENCE_SECONDS
    )
    network, people = await asyncio.gather(network_named(asking, told.network_id), addressees(asking, [told.teller_id]))
    if told.teller_id not in people:
        raise NotFound
    return AskedStory(network=network, told=told, teller=people[told.teller_id])
