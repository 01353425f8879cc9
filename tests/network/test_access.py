"""Every route says who may, and believes nothing but a pass meant for this house (RELIABILITY A-29 … A-31, A-84)."""

import hmac
import json
from base64 import urlsafe_b64encode
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
from shared.access import ALGORITHM, PassOffice, new_key
from tests.network.rights import WHO_MAY
from tests.network.steps import ask_to_sign_in
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


async def answer(place: Workplace, route: str, token: str | None, **parts: str) -> httpx2.Response:
    """Call a route with this pass, or with none; a part of its path that is not given is of something unknown."""
    method, path = route.split(" ")
    transport = httpx2.ASGITransport(app=place.app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://inside") as client:
        return await client.request(
            method,
            path.format_map(defaultdict(uuid4, slug="kring", **parts)),
            json=(BODIES.get(path) or example(place, path)) if method == "POST" else None,
            headers={"authorization": f"Bearer {token}"} if token is not None else {},
        )


def signed(place: Workplace, house: str, person_id: UUID | None = None, *, audience: str = "network") -> str:
    """A pass of a house."""
    office = PassOffice(house, place.app.state.test_keys[house], {})
    return office.sign(audience=audience, person_id=person_id, now=place.clock.now())


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
        (await answer(sqlite_place, route, signed(sqlite_place, house, person_id))).status_code
        for person_id in (None, uuid4())
    }

    if house in WHO_MAY[route]:
        assert 403 not in statuses
    else:
        assert statuses == {403}


@pytest.mark.parametrize("route", [route for route, who in WHO_MAY.items() if who == ["person"]])
async def test_a_stranger_is_asked_to_sign_in_first(sqlite_place: Workplace, route: str) -> None:
    stranger = await answer(sqlite_place, route, signed(sqlite_place, "gateway"))
    house = await answer(sqlite_place, route, signed(sqlite_place, "operator"))

    assert (stranger.status_code, stranger.json()["code"]) == (401, "NOT_SIGNED_IN")
    assert (house.status_code, house.json()["code"]) == (403, "NOT_ALLOWED")


@pytest.mark.parametrize("route", [route for route, who in WHO_MAY.items() if who == "anyone"])
async def test_what_is_for_everybody_is_answered_to_a_stranger_with_a_pass(sqlite_place: Workplace, route: str) -> None:
    response = await answer(sqlite_place, route, signed(sqlite_place, "gateway"))

    assert response.status_code == (404 if "{" in route or route == "POST /erasures:show" else 200)


def _part(value: object) -> str:
    return urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def _claims(place: Workplace, **different: object) -> dict[str, Any]:
    now = int(place.clock.now().timestamp())
    return {"iss": "notifications", "aud": "network", "iat": now, "exp": now + 60, **different}


def _no_algorithm(place: Workplace) -> str:
    return f"{_part({'alg': 'none'})}.{_part(_claims(place))}."


def _shared_secret(place: Workplace) -> str:
    key = place.app.state.test_keys["notifications"].as_dict(private=False)["x"]
    text = f"{_part({'alg': 'HS256'})}.{_part(_claims(place))}"
    return f"{text}.{urlsafe_b64encode(hmac.digest(key.encode(), text.encode(), sha256)).decode().rstrip('=')}"


def _other_key(place: Workplace) -> str:
    return PassOffice("notifications", new_key(), {}).sign(audience="network", person_id=None, now=place.clock.now())


def _lying_issuer(place: Workplace) -> str:
    office = PassOffice("notifications", place.app.state.test_keys["gateway"], {})
    return office.sign(audience="network", person_id=None, now=place.clock.now())


def _edited(place: Workplace) -> str:
    header, _, signature = signed(place, "gateway").split(".")
    return f"{header}.{_part(_claims(place))}.{signature}"


def _unsigned(place: Workplace) -> str:
    return signed(place, "notifications").rsplit(".", 1)[0] + "."


def _other_audience(place: Workplace) -> str:
    return signed(place, "notifications", audience="agenda")


def _expired(place: Workplace) -> str:
    office = PassOffice("notifications", place.app.state.test_keys["notifications"], {})
    return office.sign(audience="network", person_id=None, now=place.clock.now() - timedelta(seconds=66))


def _from_the_future(place: Workplace) -> str:
    office = PassOffice("notifications", place.app.state.test_keys["notifications"], {})
    return office.sign(audience="network", person_id=None, now=place.clock.now() + timedelta(seconds=66))


def _valid_for_an_hour(place: Workplace) -> str:
    claims = _claims(place)
    key = place.app.state.test_keys["notifications"]
    return jwt.encode({"alg": ALGORITHM}, {**claims, "exp": claims["iat"] + 3600}, key, algorithms=[ALGORITHM])


def _head(header: Any) -> Callable[[Workplace], str]:
    """A real pass under a head that is none."""

    def forge(place: Workplace) -> str:
        rest = signed(place, "notifications").split(".", 1)[1]
        return urlsafe_b64encode(json.dumps(header).encode()).decode().rstrip("=") + "." + rest

    return forge


@pytest.mark.parametrize(
    "forge",
    [
        _no_algorithm,
        _shared_secret,
        _other_key,
        _lying_issuer,
        _edited,
        _unsigned,
        _other_audience,
        _expired,
        _from_the_future,
        _valid_for_an_hour,
        lambda _place: "",
        lambda _place: "a.b.c",
        _head({"alg": ALGORITHM, "crit": 5}),
        _head({"alg": 5}),
        _head([]),
    ],
)
async def test_a29_a30_a_forged_or_borrowed_or_old_pass_is_refused(
    sqlite_place: Workplace, forge: Callable[[Workplace], str]
) -> None:
    started = await ask_to_sign_in(sqlite_place, "sanne@voorbeeld.example")
    forged = forge(sqlite_place)
    sqlite_place.statements.clear()

    responses = [await answer(sqlite_place, route, forged) for route in ("POST /people:readers", "GET /networks")]
    minted = await answer(sqlite_place, "POST /sign-ins/{sign_in_id}:mint", forged, sign_in_id=str(started.sign_in_id))

    assert [response.status_code for response in (*responses, minted)] == [401] * 3
    assert sqlite_place.statements == []


async def test_a_pass_counts_for_a_minute_and_a_little(sqlite_place: Workplace) -> None:
    token = signed(sqlite_place, "notifications")
    sqlite_place.clock.forward(seconds=64)
    in_time = await answer(sqlite_place, "POST /people:readers", token)
    sqlite_place.clock.forward(seconds=2)
    too_late = await answer(sqlite_place, "POST /people:readers", token)

    assert (in_time.status_code, too_late.status_code) == (200, 401)


def test_the_service_hears_nobody_and_has_all_its_tables() -> None:
    assert SERVICE.handlers == {}
    assert {"person", "sign_in", "auth_session", "network", "membership", "request_key"} <= set(SERVICE.metadata.tables)
    assert [schedule.name for schedule in SERVICE.schedule] == [
        "forget-sign-ins",
        "erasures",
        "roles-and-pauses-over",
        "unused-accounts",
        "coordinators-sought",
        "vault",
        "forget-auth-sessions",
    ]


async def test_a34_a_member_list_says_no_more_about_a_network_than_its_public_page_does(place: Workplace) -> None:
    unknown = await answer(place, "GET /networks/{network_id}/members", signed(place, "gateway", uuid4()))
    public = await answer(place, "GET /networks/by-slug/{slug}", signed(place, "gateway"))

    assert (unknown.status_code, unknown.json()) == (public.status_code, public.json())
    assert await place.announced() == []
