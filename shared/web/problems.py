"""How a refusal leaves the house: problem+json (RFC 9457)."""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from shared.errors import Invalid, NotFound, Problem, Refusal, Unavailable


def problem_response(refusal: Refusal) -> JSONResponse:
    """Write a refusal as problem+json with its status, code, English sentence, and what is wrong with which field."""
    headers = {"Retry-After": "5"} if isinstance(refusal, Unavailable) else None
    return JSONResponse(
        {
            "type": "about:blank",
            "title": refusal.code,
            "status": refusal.status,
            "code": refusal.code,
            "detail": refusal.message,
            "problems": [{"field": p.field, "code": p.code, "message": p.message} for p in refusal.problems],
        },
        status_code=refusal.status,
        media_type="application/problem+json",
        headers=headers,
    )


def answer_problems(app: FastAPI) -> None:
    """Make an app answer every refusal and every unreadable request as problem+json."""

    @app.exception_handler(Refusal)
    async def refused(_request: Request, refusal: Refusal) -> JSONResponse:
        return problem_response(refusal)

    @app.exception_handler(RequestValidationError)
    async def unreadable(_request: Request, error: RequestValidationError) -> JSONResponse:
        problems = tuple(
            Problem(".".join(str(part) for part in item["loc"][1:]) or str(item["loc"][0]), "INVALID", item["msg"])
            for item in error.errors()
        )
        return problem_response(Invalid(problems=problems))

    @app.exception_handler(HTTPException)
    async def plain(_request: Request, error: HTTPException) -> JSONResponse:
        refusal: Refusal = NotFound() if error.status_code == 404 else Refusal(str(error.detail))
        response = problem_response(refusal)
        response.status_code = error.status_code
        return response
