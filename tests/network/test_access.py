"""Every route says who may, and believes nothing but a pass meant for this house (RELIABILITY A-29 … A-31, A-84)."""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest
from joserfc import jwt

from services.network.main import SERVICE
from shared.access import ALGORITHM, new_key
from tests.network.rights import WHO_MAY
from tests.network.steps import ask_to_sign_in
from tests.passes import Show, passes, send
from tests.workplace import Workplace

BODIES: dict[str, dict[str, Any]] = {
    "/sign-ins": {"email": "sanne@voorbeeld.example", "browser": "a-browser-secret-of-its-own"},
    "/sign-ins:complete": {"browser": "a-browser-secret-of-its-own", "token": "x"},
    "/auth-sessions:resolve": {"token": "x"},
    "/auth-sessions:end": {"token": "x"},
    "/people/me": {"language": "en"},
    "/people:readers": {"person_ids": []},
    "/networks:batch": {"ids": []},
    "/networks:load": {
        "slug": "kring",
        "name": "K",
        "kind": "k",
        "mission_nl": "m",
        "mission_en": "m",
        "source": "s",
    },
    "/members:batch": {"network_ids": [], "person_ids": []},
    "/balances:batch": {"ids": []},
    "/memberships:active": {"network_id": str(UUID(int=1)), "person_ids": []},
    "/memberships:activate": {
        "network_slug": "kring",
        "email": "sanne@voorbeeld.example",
        "display_name": "Sanne",
        "perspective": "PROFESSIONAL",
    },
    "/memberships:end": {"network_slug": "kring", "email": "sanne@voorbeeld.example"},
    "/permissions/mine": {"use": "PUBLIC", "allowed": True},
    "/data-exports:open": {"token": "a-token-nobody-ever-made"},
    "/erasures/mine": {"confirmation": "wissen"},
    "/erasures:show": {"reference": "AAAA-BBBB-CCCC-DDDD"},
    "/erasures/{erasure_id}:answer": {"service": "agenda"},
    "/erasures:reapply": {"hashes": []},
}


def declared(place: Workplace) -> dict[str, object]:
    """Every route of this service, with who may call it as the route itself says."""
    return {
        f"{method.upper()} {path}": operation["x-who-may"]
        for path, operations in place.app.openapi()["paths"].items()
        for method, operation in operations.items()
    }


def example(place: Workplace, path: str) -> Any:
    """A body that a route reads, made of what it says it takes; None for one that takes none."""
    described = place.app.openapi()
    wanted = described["paths"][path]["post"].get("requestBody")
    return wanted and _example(described, wanted["content"]["application/json"]["schema"])


def _example(described: Any, schema: Any) -> Any:
    if "$ref" in schema:
        schema = described["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        return _example(described, schema["anyOf"][0])
    if "enum" in schema or "const" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    if schema.get("type") == "object":
        asked = schema.get("required", [])
        return {name: _example(described, one) for name, one in schema.get("properties", {}).items() if name in asked}
    if schema.get("type") == "array":
        return [_example(described, schema["items"])] * schema.get("minItems", 0)
    formats = {"uuid": str(UUID(int=1)), "date": "2027-01-14", "time": "13:30", "date-time": "2027-01-14T12:30:00Z"}
    if schema.get("type") == "string":
        return formats.get(
            schema.get("format", ""), (uuid4().hex + "w" * schema.get("minLength", 0))[: schema.get("maxLength")]
        )
    return {"integer": max(schema.get("minimum", 1), 1), "number": 1, "boolean": True}[schema["type"]]


async def answer(place: Workplace, route: str, show: Show | None, **parts: str) -> httpx2.Response:
    """Call a route with this pass, or with none; a part of its path that is not given is of something unknown."""
    method, path = route.split(" ")
    filled = path.format_map(defaultdict(uuid4, slug="kring", **parts))
    body = (BODIES.get(path) or example(place, path)) if method == "POST" else None
    return await send(place.app, method, filled, show, body)


def test_every_route_of_the_service_declares_who_may(sqlite_place: Workplace) -> None:
    assert declared(sqlite_place) == WHO_MAY


@pytest.mark.parametrize("route", WHO_MAY)
async def test_a31_without_a_pass_nothing_is_answered_and_nothing_is_read(sqlite_place: Workplace, route: str) -> None:
    sqlite_place.statements.clear()

    response = await answer(sqlite_place, route, None)

    assert (response.status_code, response.json()["code"]) == (401, "NOT_SIGNED_IN")
    assert sqlite_place.statements == []


@pytest.mark.parametrize("house", ["gateway", "notifications", "agenda", "operator", "network"])
@pytest.mark.parametrize("route", [route for route, who in WHO_MAY.items() if who not in ("anyone", ["person"])])
async def test_a84_a_route_for_one_house_refuses_every_other_house(
    sqlite_place: Workplace, route: str, house: str
) -> None:
    statuses = {
        (await answer(sqlite_place, route, passes(sqlite_place, house, person_id))).status_code
        for person_id in (None, uuid4())
    }

    if house in WHO_MAY[route]:
        assert 403 not in statuses
    else:
        assert statuses == {403}


@pytest.mark.parametrize("route", [route for route, who in WHO_MAY.items() if who == ["person"]])
async def test_a_stranger_is_asked_to_sign_in_first(sqlite_place: Workplace, route: str) -> None:
    stranger = await answer(sqlite_place, route, passes(sqlite_place, "gateway"))
    house = await answer(sqlite_place, route, passes(sqlite_place, "operator"))

    assert (stranger.status_code, stranger.json()["code"]) == (401, "NOT_SIGNED_IN")
    assert (house.status_code, house.json()["code"]) == (403, "NOT_ALLOWED")


@pytest.mark.parametrize("route", [route for route, who in WHO_MAY.items() if who == "anyone"])
async def test_what_is_for_everybody_is_answered_to_a_stranger_with_a_pass(sqlite_place: Workplace, route: str) -> None:
    response = await answer(sqlite_place, route, passes(sqlite_place, "gateway"))

    assert response.status_code == (404 if "{" in route or route == "POST /erasures:show" else 200)


def _part(value: object) -> str:
    return urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def _claims(token: str) -> dict[str, Any]:
    claims: dict[str, Any] = json.loads(urlsafe_b64decode(token.split(".")[1] + "=="))
    return claims


Forge = Callable[[Workplace], Show]


def _made_of(change: Callable[[Workplace, str], str]) -> Forge:
    """A real pass for this very request, with something changed in it."""

    def forge(place: Workplace) -> Show:
        show = passes(place, "notifications")
        return lambda method, path, content: change(place, show(method, path, content))

    return forge


def _no_algorithm(_place: Workplace, token: str) -> str:
    return f"{_part({'alg': 'none', 'kid': 'notifications'})}.{token.split('.')[1]}."


def _shared_secret(place: Workplace, token: str) -> str:
    key = place.app.state.test_keys["notifications"].as_dict(private=False)["x"]
    text = f"{_part({'alg': 'HS256', 'kid': 'notifications'})}.{token.split('.')[1]}"
    return f"{text}.{urlsafe_b64encode(hmac.digest(key.encode(), text.encode(), sha256)).decode().rstrip('=')}"


def _edited(_place: Workplace, token: str) -> str:
    header, _, signature = token.split(".")
    return f"{header}.{_part({**_claims(token), 'sub': str(uuid4())})}.{signature}"


def _under_another_name(place: Workplace, token: str) -> str:
    return jwt.encode(
        {"alg": ALGORITHM, "kid": "gateway"},
        _claims(token),
        place.app.state.test_keys["gateway"],
        algorithms=[ALGORITHM],
    )


def _valid_for_an_hour(place: Workplace, token: str) -> str:
    claims = _claims(token)
    key = place.app.state.test_keys["notifications"]
    head = {"alg": ALGORITHM, "kid": "notifications"}
    return jwt.encode(head, {**claims, "exp": claims["iat"] + 3600}, key, algorithms=[ALGORITHM])


def _head(header: Any) -> Forge:
    """A real pass under a head that is none."""
    return _made_of(lambda _place, token: f"{_part(header)}.{token.split('.', 1)[1]}")


@pytest.mark.parametrize(
    "forge",
    [
        _made_of(_no_algorithm),
        _made_of(_shared_secret),
        _made_of(_edited),
        _made_of(_under_another_name),
        _made_of(_valid_for_an_hour),
        _made_of(lambda _place, token: token.rsplit(".", 1)[0] + "."),
        _made_of(lambda _place, _token: ""),
        _made_of(lambda _place, _token: "a.b.c"),
        lambda place: passes(place, "notifications", key=new_key()),
        lambda place: passes(place, "notifications", key=place.app.state.test_keys["gateway"]),
        lambda place: passes(place, "notifications", audience="agenda"),
        lambda place: passes(place, "notifications", ahead=timedelta(seconds=-66)),
        lambda place: passes(place, "notifications", ahead=timedelta(seconds=66)),
        _head({"alg": ALGORITHM, "crit": 5}),
        _head({"alg": 5}),
        _head({"alg": ALGORITHM, "kid": ["notifications"]}),
        _head([]),
    ],
)
async def test_a29_a30_a_forged_or_borrowed_or_old_pass_is_refused(sqlite_place: Workplace, forge: Forge) -> None:
    started = await ask_to_sign_in(sqlite_place, "sanne@voorbeeld.example")
    forged = forge(sqlite_place)
    sqlite_place.statements.clear()

    responses = [await answer(sqlite_place, route, forged) for route in ("POST /people:readers", "GET /networks")]
    minted = await answer(sqlite_place, "POST /sign-ins/{sign_in_id}:mint", forged, sign_in_id=str(started.sign_in_id))

    assert [response.status_code for response in (*responses, minted)] == [401] * 3
    assert sqlite_place.statements == []


async def test_a_pass_counts_for_a_minute_and_a_little(sqlite_place: Workplace) -> None:
    show = passes(sqlite_place, "notifications")
    sqlite_place.clock.forward(seconds=64)
    in_time = await answer(sqlite_place, "POST /people:readers", show)
    sqlite_place.clock.forward(seconds=2)
    too_late = await answer(sqlite_place, "POST /people:readers", show)

    assert (in_time.status_code, too_late.status_code) == (200, 401)


def test_the_service_hears_nobody_and_has_all_its_tables() -> None:
    assert SERVICE.handlers == {}
    assert {"person", "sign_in", "auth_session", "network", "membership", "request_key"} <= set(SERVICE.metadata.tables)
    assert [schedule.name for schedule in SERVICE.schedule] == [
        "forget-sign-ins",
        "erasures",
        "roles-and-pauses-over",
        "unused-accounts",
        "networks-ended",
        "coordinators-sought",
        "vault",
        "forget-auth-sessions",
    ]


async def test_a34_a_member_list_says_no_more_about_a_network_than_its_public_page_does(place: Workplace) -> None:
    unknown = await answer(place, "GET /networks/{network_id}/members", passes(place, "gateway", uuid4()))
    public = await answer(place, "GET /networks/by-slug/{slug}", passes(place, "gateway"))

    assert (unknown.status_code, unknown.json()) == (public.status_code, public.json())
    assert await place.announced() == []
