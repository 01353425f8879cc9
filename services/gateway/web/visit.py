"""One visit to a page: who is here, in which language, what the page asks, and how it answers."""

from dataclasses import dataclass
from datetime import UTC
from hashlib import sha256
from typing import Annotated, Any
from urllib.parse import quote, urlsplit

from fastapi import Depends, Request
from starlette.datastructures import UploadFile
from starlette.responses import HTMLResponse, RedirectResponse, Response

from services.gateway.graphql.context import Context
from services.gateway.graphql.execute import execute
from services.gateway.graphql.posting import is_posted
from services.gateway.signin.cookies import context_from, keep_cookies
from services.gateway.web.documents import document
from services.gateway.web.forms import Form
from services.gateway.web.guard import content_policy
from services.gateway.web.language import COOKIE, Language, choose_language
from services.gateway.web.messages import MESSAGES
from services.gateway.web.refusals import Fault, faults_of
from services.gateway.web.static_files import StaticFiles
from services.gateway.web.templates import environment
from shared.settings import Settings

MISSING_CODES = {"NOT_FOUND"}


@dataclass(frozen=True)
class Site:
    """What all pages stand on; ``app.state.site``."""

    settings: Settings
    static: StaticFiles

    @property
    def theme_origin(self) -> str | None:
        """Where the operator's own stylesheet comes from, if one is set."""
        theme = self.settings.theme_css
        return f"{theme.scheme}://{urlsplit(str(theme)).netloc}" if theme else None

    @property
    def policy(self) -> str:
        """What a page may load."""
        return content_policy(self.theme_origin)

    @property
    def encrypted(self) -> bool:
        """Whether people reach this over https."""
        return self.settings.address.startswith("https:")


class SignInFirst(Exception):
    """This page is for people who signed in."""


class NoSuchPage(Exception):
    """There is nothing here that this visitor may see."""


class OutOfOrder(Exception):
    """The part of the platform that this page is about does not answer."""


class Refused(Exception):
    """What was asked was refused, and this page has no form to show that beside."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True)
class Answer:
    """What GraphQL said: the data, and which parts of it could not be answered."""

    data: dict[str, Any]
    broken: frozenset[str]

    def __getitem__(self, name: str) -> Any:
        """A root field that is there. Raises NoSuchPage where there is none, OutOfOrder where nobody answered."""
        found = self.data.get(name)
        if found is None:
            raise OutOfOrder if self.failed(name) else NoSuchPage
        return found

    def failed(self, path: str) -> bool:
        """Whether this part (``network.members``) could not be answered, so that its absence says nothing."""
        return any(path == broken or path.startswith(broken + ".") for broken in self.broken)


@dataclass(frozen=True)
class Outcome:
    """What came of a change: the result, or what was wrong and how the thing stands now."""

    result: dict[str, Any]
    faults: list[Fault]
    code: str = ""
    newer: dict[str, Any] | None = None
    problems: tuple[dict[str, str], ...] = ()
    """What is wrong as it was told, for a form that asks the same of several things."""


class Visit:
    """One request for a page."""

    def __init__(self, request: Request, site: Site, context: Context) -> None:
        self.request = request
        self.site = site
        self.context = context
        self.me: dict[str, Any] | None = None
        self.was_looked_at = False
        self.language = language_of(request)
        self.began_at = context.gateway.clock.now()
        """Before anything was asked: what changes from here on may not be on the page."""

    @property
    def signed_in(self) -> bool:
        """Whether a session stands behind this visit."""
        return self.context.viewer is not None

    @property
    def who(self) -> str | None:
        """Whose page this is, so that a device shows what it kept to nobody else: a mark that is no id of anybody.

        Empty for a stranger, None when nobody can say now. The same for all sessions of a person.
        """
        if self.context.viewer_unknown is not None:
            return None
        person_id = self.context.person_id
        return sha256(f"leerkring-device:{person_id}".encode()).hexdigest()[:16] if person_id else ""

    def people_only(self) -> None:
        """Go on only for somebody signed in. Raises SignInFirst, or OutOfOrder when nobody can say now."""
        if self.context.viewer_unknown is not None:
            raise OutOfOrder
        if not self.signed_in:
            raise SignInFirst

    async def ask(self, path: str, **variables: Any) -> Answer:
        """Ask a page's document; what it says about the visitor decides the language of the page."""
        executed = await execute(document(path).text, variables, self.context)
        if executed.data is None:
            raise OutOfOrder
        broken = frozenset(
            ".".join(part for part in error.get("path") or [] if isinstance(part, str))
            for error in executed.errors
            if (error.get("extensions") or {}).get("code") not in MISSING_CODES
        )
        viewer = executed.data.get("viewer")
        if viewer is not None and "language" in viewer:
            self.me = viewer
            self.speak(viewer["language"])
        return Answer(executed.data, broken)

    async def change(self, path: str, **input_: Any) -> Outcome:
        """Send a mutation; its one root field is a result or a Refusal.

        Where who sent the form says that contact details in it may stand, words that others will read go with that.
        """
        if self.was_looked_at and is_posted(document(path).input_kind):
            input_["contactDetailsMayStand"] = True
        executed = await execute(document(path).text, {"input": input_}, self.context)
        if executed.data is None:
            raise OutOfOrder
        (result,) = executed.data.values()
        if result is None:
            raise OutOfOrder
        if "code" in result:
            problems = tuple(result["problems"])
            return Outcome({}, faults_of(result), code=result["code"], newer=result.get("newer"), problems=problems)
        return Outcome(result, [])

    def speak(self, language: str) -> None:
        """Write this page in the language of whom it is for, where that is not who visits."""
        self.language = choose_language(person=language, cookie=None, accepted="")

    async def form(self) -> Form:
        """Read the form that was sent; a file in it is left out."""
        async with self.request.form(max_files=1, max_fields=200) as data:
            form = Form.sent(data)
            self.was_looked_at = form.was_looked_at
            return form

    async def form_with_file(self, name: str, *, most: int) -> tuple[Form, bytes]:
        """Read the form that was sent, and the file in one of its fields; nothing where none was chosen, or a larger one than most."""
        async with self.request.form(max_files=1, max_fields=20) as data:
            file = data.get(name)
            is_file = isinstance(file, UploadFile) and (file.size or 0) <= most
            return Form.sent(data), await file.read() if is_file else b""  # type: ignore[union-attr]  # it is a file

    def page(self, template: str, *, status: int = 200, frames: bool = False, **content: Any) -> Response:
        """Write a page. frames: whether it shows something of ours inside a frame."""
        done = MESSAGES.get(self.request.query_params.get("gedaan", ""))
        response = written(
            self.site,
            self.request,
            self.language,
            template,
            status=status,
            me=self.me,
            signed_in=self.signed_in,
            who=self.who,
            done=done,
            began_at=self.began_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            **content,
        )
        if frames:
            response.headers["Content-Security-Policy"] = content_policy(self.site.theme_origin, frames=True)
        keep_cookies(self.context, response)
        return response

    def go(self, address: str, done: str = "") -> Response:
        """Go to another page after a change; ``done`` names the message it shows."""
        if done:
            if done not in MESSAGES:
                raise KeyError(done)
            address += ("&" if "?" in address else "?") + "gedaan=" + quote(done)
        response = RedirectResponse(address, status_code=303)
        keep_cookies(self.context, response)
        return response


def written(
    site: Site, request: Request, language: Language, template: str, *, status: int, **content: Any
) -> HTMLResponse:
    """Write a page in one language, with what stands around every page."""
    text = (
        environment(language)
        .get_template(template)
        .render(
            here=request.url.path,
            static=site.static.address,
            has_static=site.static.__contains__,
            theme=site.settings.theme_css,
            shows_mailbox=site.settings.shows_mailbox,
            help_numbers=site.settings.help_numbers,
            **content,
        )
    )
    return HTMLResponse(text, status_code=status, headers={"Content-Language": str(language)})


def language_of(request: Request) -> Language:
    """The language of a visitor of whom nothing else is known."""
    return choose_language(
        person=None, cookie=request.cookies.get(COOKIE), accepted=request.headers.get("accept-language", "")
    )


async def visit(request: Request) -> Visit:
    """Begin a visit (FastAPI dependency); whoever answers a mishap finds it in ``request.state``."""
    found = request.state.visit = Visit(request, request.app.state.site, await context_from(request))
    return found


Here = Annotated[Visit, Depends(visit)]
"""The visit, as a parameter of a page."""
