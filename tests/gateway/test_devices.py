"""Devices through the gateway: a coarse name for each, and signing out that counts at once (A-15)."""

import pytest

from services.gateway.signin.devices import device_of
from tests.gateway.town import Town, Visitor

DEVICES = "{ viewer { devices { id program system isThisOne } } }"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"
PHONE = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36"
)


@pytest.mark.parametrize(
    ("user_agent", "kind"),
    [
        (f"{WINDOWS}; rv:127.0) Gecko/20100101 Firefox/127.0", ("FIREFOX", "WINDOWS")),
        (f"{WINDOWS} AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0", ("EDGE", "WINDOWS")),
        (PHONE, ("CHROME", "ANDROID")),
        (
            "Mozilla/5.0 (Linux; Android 13) SamsungBrowser/25.0 Chrome/121.0 Mobile Safari/537.36",
            ("SAMSUNG", "ANDROID"),
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile Safari/604.1", ("SAFARI", "IOS")),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/17.5 Safari/605.1.15", ("SAFARI", "MACOS")),
        ("Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) Chrome/126.0 Safari/537.36", ("CHROME", "CHROMEOS")),
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/126.0 Safari/537.36 OPR/112.0", ("OPERA", "LINUX")),
        ("curl/8.5.0", ("OTHER", "OTHER")),
        ("", ("OTHER", "OTHER")),
        ("<script>" * 10_000, ("OTHER", "OTHER")),
    ],
)
def test_only_the_kind_of_browser_and_system_is_read(user_agent: str, kind: tuple[str, str]) -> None:
    found = device_of(user_agent)

    assert (found.program, found.system) == kind


async def on(place: Town, name: str, user_agent: str) -> Visitor:
    """Somebody who signs in with a kind of browser."""
    return await place.signed_in(name, **{"user-agent": user_agent})


async def test_a15_who_is_signed_out_on_a_device_is_a_stranger_there_with_the_next_request(place: Town) -> None:
    laptop, phone = await on(place, "Sam", f"{WINDOWS} Firefox/127.0"), await on(place, "Sam", PHONE)
    listed = (await laptop.ask(DEVICES))["viewer"]["devices"]
    other = next(device for device in listed if not device["isThisOne"])
    assert (await phone.ask("{ viewer { email } }"))["viewer"] is not None

    done = await laptop.do("signOutDevice", "... on DeviceSignedOut { deviceId }", deviceId=other["id"])

    assert {(one["program"], one["system"], one["isThisOne"]) for one in listed} == {
        ("FIREFOX", "WINDOWS", True),
        ("CHROME", "ANDROID", False),
    }
    assert done == {"__typename": "DeviceSignedOut", "deviceId": other["id"]}
    assert (await phone.ask("{ viewer { email } }"))["viewer"] is None
    assert len((await laptop.ask(DEVICES))["viewer"]["devices"]) == 1


async def test_signing_out_on_this_device_takes_its_cookie_away(place: Town) -> None:
    visitor = await place.signed_in("Sam")
    (here,) = (await visitor.ask(DEVICES))["viewer"]["devices"]

    await visitor.do("signOutDevice", "", deviceId=here["id"])

    assert "__Host-session" not in visitor.client.cookies


async def test_somebody_elses_device_is_not_found(place: Town) -> None:
    """A-23, A-28."""
    sam, kim = await place.signed_in("Sam"), await place.signed_in("Kim")
    (of_kim,) = (await kim.ask(DEVICES))["viewer"]["devices"]

    done = await sam.do("signOutDevice", "", deviceId=of_kim["id"])

    assert done["code"] == "NOT_FOUND"
    assert (await kim.ask("{ viewer { email } }"))["viewer"] is not None


async def test_a14_signing_in_again_in_a_browser_ends_what_it_carried_before(place: Town) -> None:
    visitor = await place.signed_in("Sam")
    before = visitor.client.cookies["__Host-session"]

    await place.sign_in("Sam", visitor)

    assert visitor.client.cookies["__Host-session"] != before
    assert len((await visitor.ask(DEVICES))["viewer"]["devices"]) == 1
