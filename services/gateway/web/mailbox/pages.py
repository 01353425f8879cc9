"""Reading what would have been mailed, where mails are not sent for real."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import HTMLResponse, Response

from services.gateway.web.addresses import global_id
from services.gateway.web.visit import Here

pages = APIRouter()
LETTER_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; base-uri 'self'; "
    "sandbox allow-top-navigation-by-user-activation"
)
"""A mail brings its own styles and may do nothing else; its links open in the whole window."""


@pages.get("/postvak")
async def mailbox(visit: Here, na: str | None = None) -> Response:
    """Show the mails, newest first."""
    answer = await visit.ask("mailbox/mailbox.graphql", after=na)
    return visit.page("mailbox/mailbox.html", mails=answer["mailbox"])


@pages.get("/postvak/{mail_id}")
async def mail(visit: Here, mail_id: UUID) -> Response:
    """Show one mail: the HTML part, the text part, the headers."""
    answer = await visit.ask("mailbox/mail.graphql", id=global_id("Mail", mail_id))
    return visit.page("mailbox/mail.html", frames=True, mail=answer["mail"])


@pages.get("/postvak/{mail_id}/html")
async def letter(visit: Here, mail_id: UUID) -> Response:
    """The HTML part by itself, for the frame on the page above."""
    answer = await visit.ask("mailbox/mail.graphql", id=global_id("Mail", mail_id))
    html = str(answer["mail"]["html"])
    head = html.find("<head>")
    cut = head + len("<head>") if head >= 0 else 0
    text = html[:cut] + '<base target="_top">' + html[cut:]
    return HTMLResponse(text, headers={"Content-Security-Policy": LETTER_POLICY})
