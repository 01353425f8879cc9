"""What a service can be asked by its peers is written down, and every route says who may ask."""

from typing import Any

import pytest

from tests.contracts.build import ASKED, STORE, openapi
from tests.contracts.write import as_text

SERVICES = pytest.mark.parametrize("service", ASKED)
HOUSES = {"gateway", "notifications", "operator", "person"}


def operations(service: str) -> dict[str, dict[str, Any]]:
    """Every route of a service, by method and path."""
    return {
        f"{method.upper()} {path}": operation
        for path, methods in openapi(service)["paths"].items()
        for method, operation in methods.items()
    }


@SERVICES
def test_the_stored_description_is_what_the_code_answers(service: str) -> None:
    assert (STORE / "openapi" / f"{service}.json").read_text() == as_text(openapi(service))


@SERVICES
def test_every_route_declares_who_may(service: str) -> None:
    """DESIGN 7: a route that does not say who may call it breaks the build."""
    undeclared = [name for name, operation in operations(service).items() if "x-who-may" not in operation]

    assert operations(service)
    assert undeclared == []


@SERVICES
def test_who_may_is_everybody_or_houses_that_sign(service: str) -> None:
    for operation in operations(service).values():
        who = operation["x-who-may"]
        assert who == "anyone" or (who and set(who) <= HOUSES)


@SERVICES
def test_a_get_changes_nothing_and_takes_no_body(service: str) -> None:
    assert not [
        name
        for name, operation in operations(service).items()
        if name.startswith("GET ") and "requestBody" in operation
    ]
