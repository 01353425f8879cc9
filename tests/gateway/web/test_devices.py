"""The page of where I am signed in, and how I sign in."""

from tests.gateway.web.conftest import Village


async def test_a15_somebody_signs_out_on_another_device_and_stays_here(village: Village) -> None:
    here, there = await village.reader("Sam"), await village.reader("Sam")
    page = await here.get("/ik/apparaten")
    actions = [node.get("action") or "" for node in page.parsed().iter("form")]
    of_devices = [action for action in actions if action.endswith("/uitloggen") and action.startswith("/ik/")]
    assert len(of_devices) == 2
    assert page.words.count("Onbekende browser op onbekend systeem") == 2
    assert page.words.count("Dit apparaat") == 1
    this = page.text.partition("Dit apparaat")[2].partition('action="')[2].partition('"')[0]

    done = await here.post(next(action for action in of_devices if action != this), 303)

    assert done.goes_to == "/ik/apparaten?gedaan=apparaat-uit"
    assert "Je bent op dat apparaat uitgelogd." in (await here.get(done.goes_to)).words
    await there.get("/ik/apparaten", 303)


async def test_signing_out_on_this_device_leads_to_the_start(village: Village) -> None:
    reader = await village.reader("Sam")
    page = await reader.get("/ik/apparaten")
    this = page.text.partition("Dit apparaat")[2].partition('action="')[2].partition('"')[0]

    done = await reader.post(this, 303)

    assert done.goes_to == "/?gedaan=uitgelogd"
    assert (await reader.get("/ik/apparaten", 303)).goes_to == "/inloggen?terug=/ik/apparaten"


async def test_a_device_that_was_signed_out_meanwhile_is_no_error(village: Village) -> None:
    reader, other = await village.reader("Sam"), await village.reader("Sam")
    page = await reader.get("/ik/apparaten")
    this = page.text.partition("Dit apparaat")[2].partition('action="')[2].partition('"')[0]
    actions = [node.get("action") or "" for node in page.parsed().iter("form")]
    other_one = next(one for one in actions if one.startswith("/ik/apparaten/") and one != this)
    await other.post("/uitloggen", 303)

    done = await reader.post(other_one, 303)

    assert done.goes_to == "/ik/apparaten?gedaan=apparaat-uit"
