"""All pages together, the files they need, and what a visitor sees when something is not there."""

import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from services.gateway.web.entrance.pages import pages as entrance
from services.gateway.web.guard import Guard
from services.gateway.web.language import COOKIE, choose_language, translations, words
from services.gateway.web.mail.pages import pages as mail
from services.gateway.web.mailbox.pages import pages as mailbox
from services.gateway.web.me.pages import pages as me
from services.gateway.web.networks.pages import pages as networks
from services.gateway.web.open_pages.pages import pages as open_pages
from services.gateway.web.questions.pages import pages as questions
from services.gateway.web.refusals import sentence_for
from services.gateway.web.sessions.pages import pages as sessions
from services.gateway.web.sessions.plan_pages import pages as planning
from services.gateway.web.start.pages import pages as start
from services.gateway.web.static_files import StaticFiles
from services.gateway.web.templates import environment
from services.gateway.web.visit import NoSuchPage, OutOfOrder, Refused, SignInFirst, Site
from shared.errors import Refusal, Unavailable
from shared.settings import Settings

log = structlog.get_logger("leerkring.web")

HEADINGS = {
    403: words("Dit kan hier niet"),
    404: words("Deze pagina is er niet"),
    405: words("Dit kan hier niet"),
    422: words("Dat begrepen we niet"),
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


def open_site(app: FastAPI, settings: Settings) -> None:
    """Put all pages on the app, with the guard in front. Needs ``app.state.gateway`` before the first request."""
    static = StaticFiles()
    app.state.site = Site(settings=settings, static=static)
    for group in (start, entrance, me, networks, sessions, planning, questions, mail, mailbox, open_pages):
        app.include_router(group, include_in_schema=False)

    @app.get("/static/{path:path}", include_in_schema=False)
    async def file(request: Request) -> Response:
        return static.answer(request) or error_page(request, 404)

    _answer_mishaps(app)
    app.add_middleware(
        Guard,
        refuse=lambda request: error_page(request, 403, app=app),
        theme=app.state.site.theme_origin,
        encrypted=settings.address.startswith("https:"),
    )


def error_page(request: Request, status: int, *, code: str = "", app: FastAPI | None = None) -> Response:
    """Say in words what is not possible, and how to go on. code: of the refusal behind it, if any."""
    site: Site = (app or request.app).state.site
    language = choose_language(
        person=None, cookie=request.cookies.get(COOKIE), accepted=request.headers.get("accept-language", "")
    )
    say = translations(language).gettext
    text = (
        environment(language)
        .get_template("frame/error.html")
        .render(
            me=None,
            here=request.url.path,
            static=site.static.address,
            has_static=site.static.__contains__,
            theme=site.settings.theme_css,
            shows_mailbox=site.settings.shows_mailbox,
            done=None,
            heading=say(HEADINGS.get(status, HEADINGS[500])),
            sentence=say(sentence_for(code) if code else SENTENCES.get(status, SENTENCES[500])),
        )
    )
    headers = {"Retry-After": "60"} if status == 503 else {}
    return HTMLResponse(text, status_code=status, headers=headers)


def _answer_mishaps(app: FastAPI) -> None:
    @app.exception_handler(SignInFirst)
    async def sign_in_first(request: Request, _: SignInFirst) -> Response:
        return Response(status_code=303, headers={"Location": f"/inloggen?terug={request.url.path}"})

    @app.exception_handler(NoSuchPage)
    async def no_such_page(request: Request, _: NoSuchPage) -> Response:
        return error_page(request, 404)

    @app.exception_handler(OutOfOrder)
    async def out_of_order(request: Request, _: OutOfOrder) -> Response:
        return error_page(request, 503)

    @app.exception_handler(Refused)
    async def refused(request: Request, refusal: Refused) -> Response:
        return error_page(request, 403, code=refusal.code)

    @app.exception_handler(Refusal)
    async def kind(request: Request, refusal: Refusal) -> Response:
        return error_page(request, 503 if isinstance(refusal, Unavailable) else 403, code=refusal.code)

    @app.exception_handler(RequestValidationError)
    async def unreadable(request: Request, _: RequestValidationError) -> Response:
        return error_page(request, 404 if request.method == "GET" else 422)

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> Response:
        response = error_page(request, error.status_code)
        for name, value in (error.headers or {}).items():
            response.headers[name] = value
        return response

    @app.exception_handler(Exception)
    async def broken(request: Request, error: Exception) -> Response:
        route = getattr(request.scope.get("route"), "path", "")  # never the path itself: it may hold a secret
        log.error("page failed", method=request.method, route=route, exc_info=error)
        return error_page(request, 500)
