"""Finding something: one box, over everything this visitor may see."""

from fastapi import APIRouter
from starlette.responses import Response

from services.gateway.web.forms import Form
from services.gateway.web.search_labels import SEARCH_KINDS
from services.gateway.web.visit import Here

pages = APIRouter()
MOST_CHARACTERS = 200
MOST_SINGLE = 5
SHORTEST_SINGLE = 4


@pages.get("/zoeken")
async def search(visit: Here, q: str = "", soort: str = "", na: str | None = None) -> Response:
    """Show what answers some words, or how to look for something."""
    words = "".join(letter if letter.isprintable() else " " for letter in q[:MOST_CHARACTERS])
    kind = soort if soort in SEARCH_KINDS else ""
    asked = any(letter.isalnum() for letter in words)
    answer = await visit.ask(
        "search/search.graphql", words=words, asked=asked, kinds=[kind] if kind else None, after=na
    )
    single = [word for word in dict.fromkeys(words.split()) if len(word) >= SHORTEST_SINGLE]
    return visit.page(
        "search/search.html",
        form=Form.filled({"q": words.strip(), "soort": kind}),
        asked=asked,
        found=answer["search"] if asked else None,
        goes_on=na is not None,
        single=single[:MOST_SINGLE] if len(words.split()) > 1 else [],
    )
