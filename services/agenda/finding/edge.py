"""Who may look for something in agenda: anyone, and each finds what they may see."""

from services.agenda.finding.domain import KINDS
from services.agenda.members.queries import networks_of
from shared.api.search import FoundPage, FoundView, PieceView, Search
from shared.search.finding import Hit, Place, find
from shared.web.cursors import read_cursor, write_cursor
from shared.web.edge import ANYONE, Edge, Session, Viewer

edge = Edge()


@edge.read("/search", who=ANYONE, method="POST")
async def search(asked: Search, session: Session, viewer: Viewer) -> FoundPage:
    """What answers these words, best first."""
    after = read_cursor(asked.after, int, int)
    hits = await find(
        session,
        asked.words,
        kinds=[kind for kind in KINDS if kind in asked.kinds] if asked.kinds else None,
        network_ids=await networks_of(session, viewer.person_id),
        first=asked.first + 1,
        after=Place(*after) if after else None,
    )
    views = [_view(hit) for hit in hits[: asked.first]]
    return FoundPage(items=views, next_cursor=views[-1].cursor if len(hits) > asked.first else None)


def _view(hit: Hit) -> FoundView:
    return FoundView(
        kind=hit.kind,
        id=hit.id,
        network_id=hit.network_id,
        way=hit.place.way,
        number=hit.place.number,
        cursor=write_cursor(*hit.place),
        title=[PieceView(text=piece.text, is_found=piece.is_found) for piece in hit.title],
        excerpt=[PieceView(text=piece.text, is_found=piece.is_found) for piece in hit.excerpt],
    )
