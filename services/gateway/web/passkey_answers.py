"""What the script of a page is told when it asks for a question to a passkey."""

from starlette.responses import JSONResponse, Response

from services.gateway.signin.cookies import keep_cookies
from services.gateway.web.language import translations
from services.gateway.web.visit import Outcome, Visit


def asked(visit: Visit, outcome: Outcome) -> Response:
    """Answer with the question, or with a sentence that says why there is none."""
    if outcome.faults:
        say = translations(visit.language).gettext
        response = JSONResponse({"fault": say(outcome.faults[0].sentence)}, status_code=422)
    else:
        response = JSONResponse({"challengeId": outcome.result["challengeId"], "options": outcome.result["options"]})
    keep_cookies(visit.context, response)
    return response
