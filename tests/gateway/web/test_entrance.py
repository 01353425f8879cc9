"""Signing in on pages: a code, a link that only a button uses up, a name for who is new, and signing out."""

import re

import pytest

from services.gateway.web.addresses import own_address
from tests.gateway.web.conftest import SLUG, Page, Reader, Village


async def mail_for(village: Village, reader: Reader) -> str:
    """The text of the newest mail."""
    await village.deliver()
    box = await reader.get("/postvak")
    found = re.search(r"/postvak/([0-9a-f-]{36})", box.text)
    assert found
    return (await reader.get(found[0])).text


async def ask_for_code(village: Village, reader: Reader, email: str, terug: str = "/") -> tuple[str, str]:
    """Fill in an address; gives the code and the link's path of the mail."""
    form = (await reader.get(f"/inloggen?terug={terug}")).fields("/inloggen")
    sent = await reader.post("/inloggen", 303, **{**form, "email": email})
    assert sent.goes_to.startswith("/inloggen/code")
    text = await mail_for(village, reader)
    code = re.search(r"\b(\d{3})[ \xa0]?(\d{3})\b", text)
    link = re.search(r"/inloggen/link/[A-Za-z0-9_-]+", text)
    assert code
    assert link
    return code[1] + code[2], link[0]


async def test_signing_in_with_the_code_leads_back_to_where_one_wanted_to_go(village: Village) -> None:
    reader = await village.stranger()
    code, _ = await ask_for_code(village, reader, "kim@voorbeeld.example", f"/netwerken/{SLUG}")

    page = await reader.get("/inloggen/code")
    inside = await reader.post(
        "/inloggen/code", 303, **{**page.fields("/inloggen/code"), "code": f" {code[:3]} {code[3:]} "}
    )

    assert inside.goes_to == f"/netwerken/{SLUG}?gedaan=ingelogd"
    assert "Jij doet mee als coördinator" in (await reader.get(inside.goes_to)).words


async def test_signing_in_with_the_link_leads_back_to_where_one_wanted_to_go(village: Village) -> None:
    reader = await village.stranger()
    _, link = await ask_for_code(village, reader, "kim@voorbeeld.example", f"/netwerken/{SLUG}")

    inside = await reader.fill(link, link)

    assert inside.goes_to == f"/netwerken/{SLUG}?gedaan=ingelogd"


async def test_a_newer_request_forgets_where_an_older_one_wanted_to_go(village: Village) -> None:
    reader = await village.stranger()
    await ask_for_code(village, reader, "kim@voorbeeld.example", f"/netwerken/{SLUG}")
    _, link = await ask_for_code(village, reader, "kim@voorbeeld.example")

    inside = await reader.post(link, 303)

    assert inside.goes_to == "/?gedaan=ingelogd"


@pytest.mark.parametrize("address", ["//evil.example", "https://evil.example", "/ik?a=//evil.example"])
@pytest.mark.parametrize("way", ["form", "cookie"])
async def test_the_link_and_the_code_lead_to_no_address_of_others_a_17(
    village: Village, way: str, address: str
) -> None:
    with_link, with_code = await village.stranger(), await village.stranger()

    async def asked(reader: Reader) -> tuple[str, str]:
        secrets = await ask_for_code(village, reader, "kim@voorbeeld.example", address if way == "form" else "/")
        if way == "cookie":
            reader.visitor.client.cookies.set("__Host-back", address)
        return secrets

    _, link = await asked(with_link)
    by_link = await with_link.post(link, 303)
    code, _ = await asked(with_code)
    by_code = await with_code.post("/inloggen/code", 303, code=code)

    assert (by_link.goes_to, by_code.goes_to) == ("/?gedaan=ingelogd", "/?gedaan=ingelogd")


async def test_a_wrong_code_is_told_and_the_right_one_still_works(village: Village) -> None:
    reader = await village.stranger()
    code, _ = await ask_for_code(village, reader, "kim@voorbeeld.example")
    other = f"{(int(code) + 1) % 1_000_000:06}"

    short = await reader.post("/inloggen/code", 422, code="12")
    wrong = await reader.post("/inloggen/code", 422, code=other)
    right = await reader.post("/inloggen/code", 303, code=code)

    assert "De code bestaat uit zes cijfers." in short.words
    assert "Deze code klopt niet. Kijk nog eens in de nieuwste mail." in wrong.words
    assert right.goes_to == "/?gedaan=ingelogd"


async def test_looking_at_the_link_uses_nothing_up_a_01(village: Village) -> None:
    reader = await village.stranger()
    _, link = await ask_for_code(village, reader, "kim@voorbeeld.example")

    looks = [await reader.get(link) for _ in range(3)]
    head = await reader.visitor.client.head(link)
    inside = await reader.post(link, 303)

    assert all("Log in bij Leerkring" in look.words for look in looks)
    assert head.status_code in {200, 405}
    assert inside.goes_to == "/?gedaan=ingelogd"


async def test_a_used_link_does_not_work_again_a_03(village: Village) -> None:
    reader = await village.stranger()
    _, link = await ask_for_code(village, reader, "kim@voorbeeld.example")
    await reader.post(link, 303)

    again = await reader.post(link, 422)

    assert "Deze link werkt hier niet" in again.words


async def test_the_link_in_another_browser_signs_nobody_in_and_says_where_to_type_the_code_a_02(
    village: Village,
) -> None:
    asked, other = await village.stranger(), await village.stranger()
    code, link = await ask_for_code(village, asked, "kim@voorbeeld.example")

    refused = await other.post(link, 422)
    still = await asked.post("/inloggen/code", 303, code=code)

    assert "Je vroeg deze mail aan in een andere browser." in refused.words
    assert "Vul daar de zes cijfers uit de mail in." in refused.words
    assert "set-cookie" not in refused.response.headers
    assert still.goes_to == "/?gedaan=ingelogd"


async def test_somebody_new_is_asked_for_a_name(village: Village) -> None:
    reader = await village.stranger()
    code, _ = await ask_for_code(village, reader, "nieuw@voorbeeld.example")

    inside = await reader.post("/inloggen/code", 303, code=code)
    welcome = await reader.get(inside.goes_to)
    nameless = await reader.post("/ik", 422, **{**welcome.fields("/ik"), "display_name": "!"})
    named = await reader.post("/ik", 303, **{**welcome.fields("/ik"), "display_name": "Jip"})

    assert inside.goes_to == "/ik?welkom=1"
    assert "Welkom. Hoe heet je?" in welcome.words
    assert welcome.fields("/ik")["display_name"] == ""
    assert "Vul een naam in die anderen kunnen lezen." in nameless.words
    assert "Dag Jip" in (await reader.get(named.goes_to)).words


async def test_every_address_gets_the_same_answer_a_10(village: Village) -> None:
    known, unknown = await village.stranger(), await village.stranger()

    async def answer(reader: Reader, email: str) -> tuple[str, str]:
        form = (await reader.get("/inloggen")).fields("/inloggen")
        sent = await reader.post("/inloggen", 303, **{**form, "email": email})
        return sent.goes_to, (await reader.get(sent.goes_to)).text

    assert await answer(known, "kim@voorbeeld.example") == await answer(unknown, "niemand@voorbeeld.example")


async def test_an_address_that_is_none_is_told_at_the_field_and_kept(village: Village) -> None:
    reader = await village.stranger()

    page = await reader.fill("/inloggen", "/inloggen", 422, email="kim at voorbeeld")

    assert "Dit mailadres kunnen we niet gebruiken." in page.words
    assert page.fields("/inloggen")["email"] == "kim at voorbeeld"


async def test_the_cookies_are_for_this_host_alone_and_out_of_reach_of_scripts(village: Village) -> None:
    reader = await village.stranger()
    code, _ = await ask_for_code(village, reader, "kim@voorbeeld.example")

    inside = await reader.post("/inloggen/code", 303, code=code)

    cookies = inside.response.headers.get_list("set-cookie")
    session = next(line for line in cookies if line.startswith("__Host-session="))
    assert {"HttpOnly", "Path=/", "SameSite=lax", "Secure"} <= set(session.split("; "))
    assert "Domain" not in session
    assert set(reader.visitor.client.cookies) == {"__Host-session"}  # what bound the sign-in to this browser is gone
    assert inside.response.headers["clear-site-data"] == '"storage"'  # of whoever was here before; it leaves cookies


async def test_signing_out_here_and_everywhere(village: Village) -> None:
    here, there = await village.reader("Kim"), await village.reader("Kim")

    out = await here.post("/uitloggen", 303)
    still_in = await there.get("/ik")
    back = await village.reader("Kim")
    everywhere = await back.post("/uitloggen", 303, overal="ja")
    await village.town.tell()

    assert out.goes_to == "/?gedaan=uitgelogd"
    assert "Over jou" in still_in.words
    assert everywhere.goes_to == "/?gedaan=overal-uitgelogd"
    await there.get("/ik", 303)


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "/ik\r\nX: y",
        "/a?b=c",
        "",
        "ik",
    ],
)
def test_signing_in_leads_only_to_pages_of_ours_a_17(address: str) -> None:
    assert own_address(address) == "/"


def test_signing_in_leads_back_to_a_page_of_ours() -> None:
    assert own_address("/netwerken/kring-1/vragen") == "/netwerken/kring-1/vragen"


async def test_the_page_after_signing_in_shows_no_secret(village: Village) -> None:
    reader = await village.stranger()
    code, link = await ask_for_code(village, reader, "kim@voorbeeld.example")

    page: Page = await reader.get(link)

    assert page.response.headers["referrer-policy"] == "no-referrer"
    assert page.response.headers["x-robots-tag"] == "noindex"
    assert code not in page.text


async def test_who_has_to_sign_in_first_reads_why_and_that_they_go_on_afterwards(village: Village) -> None:
    stranger = await village.stranger()

    joining = await stranger.get((await stranger.get(f"/netwerken/{SLUG}/meedoen", 303)).goes_to)
    looking = await stranger.get((await stranger.get(f"/netwerken/{SLUG}/mensen", 303)).goes_to)
    by_itself = await stranger.get("/inloggen")

    assert "Wil je meedoen? Log dan eerst in. Daarna ga je vanzelf verder." in joining.words
    assert "Hiervoor moet je zijn ingelogd. Daarna ga je vanzelf verder." in looking.words
    assert "Daarna ga je vanzelf verder." not in by_itself.words
