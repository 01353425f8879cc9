"""How a refusal leaves the house: problem+json (RFC 9457)."""

from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import DataError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from starlette.exceptions import HTTPException

from shared.errors import Conflict, Invalid, NotFound, Problem, Refusal, StaleVersion, Unavailable, refusal_from
from shared.telemetry import current_request_id


class TooBusy(Conflict):
    """Too many people changed this at the same moment; try again."""


class TooMuch(Invalid):
    """This is more than one request may hold."""

    status = 413


class Fault(Refusal):
    """Something went wrong here; it was written down under the number of this request."""


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
            **({"instance": f"urn:request:{current_request_id()}"} if isinstance(refusal, Fault) else {}),
        },
        status_code=refusal.status,
        media_type="application/problem+json",
        headers=headers,
    )


def refusal_of(error: Exception) -> Refusal:
    """What somebody outside may know of an error: which kind it is, never its text (A-54)."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, StaleDataError):
        return StaleVersion()
    if isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) in {"40001", "40P01"}:
        return TooBusy()
    if isinstance(error, DataError):
        return Invalid()
    if isinstance(error, (OperationalError, InterfaceError, PoolTimeout)):
        return Unavailable()
    return Fault()


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
        refusal: Refusal
        if error.status_code == 404:
            refusal = NotFound()
        elif error.status_code == TooMuch.status:
            refusal = TooMuch()
        else:
            refusal = refusal_from(error.status_code, HTTPStatus(error.status_code).name, str(error.detail))
            refusal.status = error.status_code  # type: ignore[misc]  # this one keeps the status the framework gave it
        response = problem_response(refusal)
        response.headers.update(error.headers or {})  # which methods are allowed (RFC 9110 15.5.6)
        return response
