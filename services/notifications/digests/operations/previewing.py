"""Showing a digest beforehand: as a member of one network would get it now; nothing is saved and nobody gets it."""

from services.notifications.digests.domain import MOST_ITEMS, ItemKind, by_kind, ordered, part_of
from services.notifications.digests.operations.composing import write_digest
from services.notifications.digests.queries import news_for_anyone
from services.notifications.mail.operations.writing import Written
from services.notifications.owners.news import MOST_ASKED, NewsWanted, ask_both, network_by_slug
from services.notifications.subscriptions.domain import Cadence
from services.notifications.subscriptions.queries import count_wanting, readers_wanting
from shared.bus.work import Door

WITH_MAIL = tuple(cadence for cadence in Cadence if cadence is not Cadence.NEVER)


async def preview_digest(door: Door, *, network_slug: str, language: str) -> tuple[Written | None, int]:
    """Write the digest of one network; None where there is nothing new. Also gives how many would get it.

    Raises NotFound for an unknown network, Unavailable when an owner does not answer.
    """
    network = await network_by_slug(door.asking, network_slug)
    async with door.reading() as session:
        readers = await count_wanting(session, WITH_MAIL, network_id=network.id)
        some = await readers_wanting(session, WITH_MAIL, network_id=network.id, after=None, first=MOST_ASKED)
        candidates = await news_for_anyone(session, network.id, now=door.now(), first=MOST_ITEMS)
    ids = by_kind(candidates)
    wanted = NewsWanted(network.id, ids[ItemKind.POINT], ids[ItemKind.QUESTION], some)
    news = (await ask_both(door.asking, person_ids=(), wanted=[wanted])).news[network.id]
    parts = ordered([part_of(network, news, candidates)])
    if not parts or not news.reader_ids:
        return None, readers
    written = write_digest(
        parts,
        cadence=Cadence.WEEKLY,
        language=language,
        address=door.settings.address,
        token="voorbeeld",  # noqa: S106 -- no secret: the preview ends nothing
    )
    return written, readers
