"""What a visitor sees when something is not there, not allowed, or not working: a page that says how to go on."""

import re
from collections.abc import Sequence
from contextlib import suppress
from urllib.parse import urlsplit

import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from services.gateway.web.addresses import own_address
from services.gateway.web.forms import Form
from services.gateway.web.guard import secure
from services.gateway.web.language import translations, words
from services.gateway.web.refusals import sentence_for
from services.gateway.web.visit import (
    NoSuchPage,
    OutOfOrder,
    Refused,
    SignInFirst,
    Visit,
    language_of,
    visit,
    written,
)
from shared.errors import Refusal, Unavailable
from shared.web.problems import TooMuch, problem_response

log = structlog.get_logger("leerkring.web")

HEADINGS = {
    403: words("Dit kan hier niet"),
    404: words("Deze pagina is er niet"),
    405: words("Dit kan hier niet"),
    413: words("Dit is te veel in één keer"),
    422: words("Dat begrepen we niet"),
    429: words("Even wachten"),
    431: words("Dit is te veel in één keer"),
    500: words("Er ging iets mis bij ons"),
    503: words("Dit lukt nu even niet"),
}
SENTENCES = {
    403: words("Dit formulier kwam niet van een pagina van Leerkring. Ga terug en probeer het daar."),
    404: words(
        "Misschien is het adres niet helemaal goed, of mag je deze pagina niet zien. Log in als je deelnemer bent."
    ),
    405: words("Ga terug naar de vorige pagina en probeer het daar."),
    422: words("In het adres van deze pagina klopt iets niet. Begin opnieuw bij Vandaag."),
    500: words("Het is opgeschreven, zodat we het kunnen maken. Probeer het straks nog eens."),
    503: words(
        "Een deel van Leerkring geeft nu geen antwoord. Ga terug en probeer het over een paar minuten "
        "nog eens; wat je schreef, staat er dan nog."
    ),
}


SEND_AGAIN = words(
    "Een deel van Leerkring geeft nu geen antwoord. Wat je invulde, staat nog op deze pagina. "
    "Probeer het over een minuut nog eens."
)
FOR_PROGRAMS = ("/graphql", "/live")
OF_NETWORK = re.compile(r"/netwerken/[a-z0-9-]+(?=/)")
"""A page within a network: who may not see it still gets to what everybody sees of that network."""

TYPED = frozenset(
    (
        "title",
        "note",
        "content_note",
        "why",
        "who_notices",
        "origin",
        "place",
        "display_name",
        "text",
        "answer",
        "words",
        "reason",
        "contribution",
    )
)
TYPED_PARTS = ("part-", "answer-", "text-")
"""What somebody may have put work into, and must not lose when they turn out to be signed out, or may not do this any more."""


def error_page(
    app: FastAPI,
    request: Request,
    status: int,
    code: str = "",
    known: Visit | None = None,
    kept: Sequence[str] = (),
    form: Form | None = None,
) -> Response:
    """Say in words what is not possible, and how to go on.

    code: of the refusal behind it, if any. known: the visit, where it is known who is here. kept: what they had typed.
    form: what they sent, to be sent once more as it is.
    """
    language = known.language if known else language_of(request)
    say = translations(language).gettext
    within = OF_NETWORK.match(request.url.path) if status == 403 else None
    response = written(
        app.state.site,
        request,
        language,
        "frame/error.html",
        status=status,
        me=known.me if known else None,
        signed_in=known.signed_in if known else False,
        who=known.who if known else None,
        done=None,
        kept=kept,
        again=form,
        address=f"{request.url.path}?{request.url.query}".removesuffix("?"),
        of_network=within[0] if within else None,
        may_sign_in=status == 404 and not (known and known.signed_in),
        heading=say(HEADINGS.get(status, HEADINGS[500])),
        sentence=say(SEND_AGAIN if form else sentence_for(code) if code else SENTENCES.get(status, SENTENCES[500])),
    )
    if status == 503:
        response.headers["Retry-After"] = "60"
    return response


def turned_away(app: FastAPI, request: Request, refusal: Refusal) -> Response:
    """Answer what no page gets to see: with a page for a browser, with problem+json for a program; nobody is asked anything."""
    if "text/html" in request.headers.get("accept", "") and request.url.path not in FOR_PROGRAMS:
        response = error_page(app, request, refusal.status, refusal.code)
    else:
        response = problem_response(refusal)
    secure(response.headers, request.url.path, policy=app.state.site.policy, encrypted=app.state.site.encrypted)
    return response


def answer_mishaps(app: FastAPI) -> None:
    """Make the app answer every mishap with a page."""

    async def say(request: Request, status: int, code: str = "", *, keeps: bool = False) -> Response:
        here = await _visit_of(request)
        kept = typed_in(await here.form()) if keeps and request.method == "POST" else []
        return error_page(app, request, status, code, here, kept)

    @app.exception_handler(SignInFirst)
    async def sign_in_first(request: Request, _: SignInFirst) -> Response:
        if request.method == "GET":
            return RedirectResponse(f"/inloggen?terug={own_address(request.url.path)}", status_code=303)
        here = await visit(request)
        kept = typed_in(await here.form())
        back = own_address(urlsplit(request.headers.get("referer", "")).path)
        return here.page("entrance/signed_out.html", status=401, kept=kept, back=back)

    @app.exception_handler(NoSuchPage)
    async def no_such_page(request: Request, _: NoSuchPage) -> Response:
        return await say(request, 404, keeps=True)

    @app.exception_handler(OutOfOrder)
    async def out_of_order(request: Request, _: OutOfOrder) -> Response:
        here: Visit | None = getattr(request.state, "visit", None)
        if request.method != "POST" or here is None:
            return error_page(app, request, 503, known=here)
        form = await here.form()
        if not any(name != "key" for name in form.several):
            return error_page(app, request, 503, known=here)
        return error_page(app, request, 503, known=here, kept=typed_in(form), form=form)

    @app.exception_handler(Refused)
    async def refused(request: Request, refusal: Refused) -> Response:
        return await say(request, 403, refusal.code, keeps=True)

    @app.exception_handler(Refusal)
    async def refusal_of_a_service(request: Request, refusal: Refusal) -> Response:
        return await say(request, 503 if isinstance(refusal, Unavailable) else 403, refusal.code)

    @app.exception_handler(RequestValidationError)
    async def unreadable(request: Request, _: RequestValidationError) -> Response:
        return await say(request, 404 if request.method == "GET" else 422)

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> Response:
        if error.status_code == TooMuch.status:
            return turned_away(app, request, TooMuch())
        response = await say(request, error.status_code)
        for name, value in (error.headers or {}).items():
            response.headers[name] = value
        return response

    @app.exception_handler(Exception)
    async def broken(request: Request, error: Exception) -> Response:
        route = getattr(request.scope.get("route"), "path", "")  # never the path itself: it may hold a secret
        log.error("page failed", method=request.method, route=route, exc_info=error)
        return error_page(app, request, 500)


def typed_in(form: Form) -> list[str]:
    """The texts in a form that somebody may have put work into, each once."""
    texts = [text for name, text in form.values.items() if name in TYPED or name.startswith(TYPED_PARTS)]
    return list(dict.fromkeys(text for text in texts if text))


async def _visit_of(request: Request) -> Visit:
    """Who is here, also on an address that no page begins with a visit; whether they have a name may stay unknown."""
    found: Visit | None = getattr(request.state, "visit", None)
    here = found or await visit(request)
    if here.me is None and here.signed_in:
        with suppress(OutOfOrder):
            await here.ask("entrance/frame.graphql")
    return here
