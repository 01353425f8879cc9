"""Knowing who is behind a schuilnaam takes two people, a reason and lines in the log that its owner reads (PR-5, A-85)."""

from typing import Any

import pytest

from shared.api.network.link_breaking import AnswerLinkBreak, AskLinkBreak, LinkBreakAsked, LinkBreakView, LinkOpened
from shared.api.network.memberships import MembershipView
from shared.api.network.moderation import ModerationLetter, ModerationLetterAsked
from shared.api.network.people import ChangeMe
from shared.api.network.platform import ChangePlatformRole, PlatformRolesView
from shared.api.network.steering.waiting import WaitingDecisionView
from shared.events.moderation import SecondPersonSought
from shared.events.network import CoordinatorsSought, LinkBroken
from tests.network.steps import join, stored
from tests.network.test_guardians import about
from tests.network.test_invitations import coordinator
from tests.workplace import Workplace

WHY = "Dit lid schreef dat het niet meer verder wil."


async def keepers(place: Workplace) -> tuple[MembershipView, MembershipView, MembershipView]:
    """A coordinator, a moderator, and somebody with a schuilnaam."""
    sanne = await coordinator(place)
    mo = await join(place, "kring", "Mo", role="MODERATOR")
    vos = await join(place, "kring", "Noor", perspective="YOUNG_PERSON")
    name = ChangeMe(display_name="Stille Vos", is_pseudonym=True)
    await place.ask("POST", "/people/me", person_id=vos.person_id, body=name)
    return sanne, mo, vos


async def ask(place: Workplace, by: MembershipView, vos: MembershipView, **more: Any) -> LinkBreakAsked:
    """Ask to know who somebody is."""
    body = AskLinkBreak.model_validate({"reason": WHY, **more})
    path = f"/memberships/{vos.id}:ask-link-break"
    given: LinkBreakAsked = await place.ask("POST", path, LinkBreakAsked, person_id=by.person_id, body=body)
    return given


async def answer(place: Workplace, by: MembershipView, asked: LinkBreakAsked, *, agrees: bool = True) -> LinkBreakAsked:
    """Agree as a second person, or do not."""
    path = f"/link-breaks/{asked.id}:answer"
    given: LinkBreakAsked = await place.ask(
        "POST", path, LinkBreakAsked, person_id=by.person_id, body=AnswerLinkBreak(agrees=agrees)
    )
    return given


async def look(place: Workplace, by: MembershipView, asked: LinkBreakAsked) -> str:
    """Look."""
    path = f"/link-breaks/{asked.id}:look"
    given: LinkOpened = await place.ask("POST", path, LinkOpened, person_id=by.person_id)
    return given.address


async def refused(place: Workplace, by: MembershipView, asked: LinkBreakAsked, what: str) -> str:
    """Do it in vain; the code of the refusal."""
    body = AnswerLinkBreak(agrees=True) if what == "answer" else None
    return (await place.refusal("POST", f"/link-breaks/{asked.id}:{what}", person_id=by.person_id, body=body)).code


async def acts(place: Workplace, of: MembershipView) -> list[str]:
    """What somebody's own log says of the vault."""
    mine = await place.ask("GET", "/log/mine", list[dict[str, Any]], person_id=of.person_id)
    return [one["verb"] for one in mine if one["verb"].startswith("vault")]


async def test_pr5_two_people_look_for_72_hours_and_the_owner_reads_every_look(place: Workplace) -> None:
    sanne, mo, vos = await keepers(place)

    asked = await ask(place, sanne, vos)
    early = await refused(place, sanne, asked, "look")
    alone = await refused(place, sanne, asked, "answer")
    agreed = await answer(place, mo, asked)
    seen = [await look(place, one, asked) for one in (sanne, mo)]
    place.clock.forward(hours=72)
    late = await refused(place, sanne, asked, "look")

    assert (early, alone, agreed.status, late) == (
        "LINK_BREAK_OVER",
        "SECOND_PERSON_NEEDED",
        "AGREED",
        "LINK_BREAK_OVER",
    )
    assert seen == ["noor@voorbeeld.example"] * 2
    assert await acts(place, vos) == ["vault.opened", "vault.opened", "vault.agreed", "vault.asked"]
    assert [one.person_id for one in about(await place.announced(), LinkBroken)] == [vos.person_id]
    of_network = await place.ask(
        "GET", f"/networks/{sanne.network_id}/log", list[dict[str, Any]], person_id=sanne.person_id
    )
    assert len([one for one in of_network if one["verb"] == "vault.opened"]) == 2
    assert "noor@" not in str(await stored(place, "link_break"))


@pytest.mark.parametrize("danger", [True, False])
async def test_pr5_no_mail_tells_where_that_raises_danger_and_the_log_always_does(
    sqlite_place: Workplace, danger: bool
) -> None:
    sanne, mo, vos = await keepers(sqlite_place)

    await answer(sqlite_place, mo, await ask(sqlite_place, sanne, vos, raises_danger=danger))

    assert len(about(await sqlite_place.announced(), LinkBroken)) == (0 if danger else 1)
    assert await acts(sqlite_place, vos) == ["vault.agreed", "vault.asked"]


async def test_pr5_a_no_or_a_week_of_silence_ends_it(place: Workplace) -> None:
    sanne, mo, vos = await keepers(place)
    first, second = await ask(place, sanne, vos), await ask(place, sanne, vos)

    declined = await answer(place, mo, first, agrees=False)
    place.clock.forward(days=7)
    late = await refused(place, mo, second, "answer")

    assert (declined.status, late) == ("DECLINED", "LINK_BREAK_OVER")
    assert await refused(place, sanne, first, "look") == "LINK_BREAK_OVER"


async def test_pr5_only_coordinators_and_moderators_and_never_about_oneself_or_an_open_name(
    sqlite_place: Workplace,
) -> None:
    sanne, mo, vos = await keepers(sqlite_place)
    lid = await join(sqlite_place, "kring", "Lid")
    asked = await ask(sqlite_place, sanne, vos)
    body = AskLinkBreak(reason=WHY)

    async def code(by: MembershipView, of: MembershipView, body: AskLinkBreak = body) -> str:
        path = f"/memberships/{of.id}:ask-link-break"
        return (await sqlite_place.refusal("POST", path, person_id=by.person_id, body=body)).code

    codes = [
        await code(lid, vos),
        await code(mo, lid),
        await code(mo, mo),
        await code(mo, vos, AskLinkBreak(reason="x")),
    ]
    path = f"/networks/{sanne.network_id}/link-breaks"
    lists = {
        by.id: await sqlite_place.ask("GET", path, list[LinkBreakView], person_id=by.person_id) for by in (sanne, mo)
    }
    hidden = await sqlite_place.refusal("GET", path, person_id=lid.person_id)
    third = await refused(sqlite_place, lid, asked, "look")

    assert codes == ["KEEPER_NEEDED", "NO_PSEUDONYM", "NOT_YOURSELF", "WORDS_MISSING"]
    assert [(one.may_answer, one.may_look) for one in lists[sanne.id]] == [(False, False)]
    assert [(one.may_answer, one.may_look) for one in lists[mo.id]] == [(True, False)]
    assert (hidden.code, third) == ("KEEPER_NEEDED", "KEEPER_NEEDED")


async def waiting(place: Workplace, of: MembershipView) -> list[tuple[str, int]]:
    """What waits for somebody, and how often."""
    told = await place.ask("GET", "/decisions/waiting", list[WaitingDecisionView], person_id=of.person_id)
    return [(one.kind, one.how_many) for one in told]


async def test_pr5_a_second_person_hears_that_they_are_asked_until_it_is_answered(place: Workplace) -> None:
    sanne, mo, vos = await keepers(place)
    lid = await join(place, "kring", "Lid")
    before = [await waiting(place, one) for one in (sanne, mo, vos, lid)]

    asked = await ask(place, sanne, vos)
    during = [await waiting(place, one) for one in (sanne, mo, vos, lid)]
    (event,) = about(await place.announced(), SecondPersonSought)
    path = f"/link-breaks/{asked.id}:letter"

    def to(one: MembershipView) -> ModerationLetterAsked:
        return ModerationLetterAsked(about="WAITS", person_id=one.person_id)

    letter = await place.ask("POST", path, ModerationLetter, service="notifications", body=to(mo))
    refused = [(await place.refusal("POST", path, service="notifications", body=to(one))).code for one in (sanne, lid)]
    await answer(place, mo, asked)
    after = [await waiting(place, one) for one in (sanne, mo, vos, lid)]
    over = (await place.refusal("POST", path, service="notifications", body=to(mo))).code

    assert before == after == [[], [], [], []]
    assert during == [[], [("LINK_BREAKS", 1)], [], []]
    assert (event.link_break_id, event.answerer_ids) == (asked.id, [mo.person_id])
    assert (letter.address, letter.network_slug) == ("mo@voorbeeld.example", "kring")
    assert [*refused, over] == ["NOTHING_TO_TELL"] * 3
    assert WHY not in event.model_dump_json()
    assert str(vos.person_id) not in event.model_dump_json()


async def test_pr5_a_week_later_nobody_is_asked_any_more(sqlite_place: Workplace) -> None:
    sanne, mo, vos = await keepers(sqlite_place)
    await ask(sqlite_place, sanne, vos)

    sqlite_place.clock.forward(days=7)

    assert await waiting(sqlite_place, mo) == []


async def test_pr5_where_there_is_no_second_person_who_looks_after_the_platform_is_asked_to_find_one(
    sqlite_place: Workplace,
) -> None:
    sanne = await coordinator(sqlite_place)
    vos = await join(sqlite_place, "kring", "Noor", perspective="YOUNG_PERSON")
    name = ChangeMe(display_name="Stille Vos", is_pseudonym=True)
    await sqlite_place.ask("POST", "/people/me", person_id=vos.person_id, body=name)
    await join(sqlite_place, "kring", "Beheer")
    body = ChangePlatformRole(email="beheer@voorbeeld.example", role="PLATFORM_ADMIN")
    await sqlite_place.ask("POST", "/platform-roles:grant", PlatformRolesView, service="operator", body=body)

    await ask(sqlite_place, sanne, vos)

    (sought,) = about(await sqlite_place.announced(), CoordinatorsSought)
    assert len(sought.administrator_ids) == 1
