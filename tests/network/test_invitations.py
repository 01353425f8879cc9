"""Inviting one address, or a list of them: good for once, for that address, for a while (RELIABILITY A-18; A-07, A-10, A-34, A-70)."""

import asyncio
from uuid import UUID

import pytest

from services.network.handlers import when_night_falls, when_ten_minutes_have_passed
from services.network.memberships.domain.invited_lists import LONGEST_NAME
from services.network.people.domain.secrecy import Purpose, hashed
from shared.api.network.joining import (
    AcceptInvitation,
    InvitationSecret,
    InvitationSecretAsked,
    InvitationToken,
    InvitationView,
    Invite,
    InvitedList,
    InviteMany,
    ManyInvited,
    SeenInvitationView,
)
from shared.api.network.memberships import MembershipView
from shared.api.network.participation import ParticipationView
from shared.api.network.people import ChangeMe, PersonView
from shared.api.page import Page
from shared.bus.clock import Period
from shared.errors import Refusal
from shared.events.network import InvitationMade, MembershipActivated
from tests.network.steps import a_network, join, load, sign_in, stored
from tests.workplace import Workplace

NOOR, DAAN = "noor@voorbeeld.example", "daan@voorbeeld.example"
LIST = f"""naam;mailadres;kant
Noor;{NOOR};jongere
Daan;daan@@voorbeeld;ouder
Sanne;sanne@voorbeeld.example;professional
{NOOR}
Bo;bo@voorbeeld.example;tovenaar
Mo;mo@voorbeeld.example"""


async def coordinator(place: Workplace) -> MembershipView:
    """A network and who coordinates it."""
    await load(place, a_network())
    return await join(place, "kring", "Sanne", role="COORDINATOR")


async def invite(place: Workplace, by: MembershipView, email: str = NOOR, **more: str) -> InvitationView:
    """Invite an address as a young person."""
    body = Invite.model_validate({"email": email, "perspective": "YOUNG_PERSON", **more})
    path = f"/networks/{by.network_id}/invitations"
    given: InvitationView = await place.ask("POST", path, InvitationView, person_id=by.person_id, body=body)
    return given


async def mint(place: Workplace, invitation: InvitationView) -> str:
    """The token in the mail of this round, as notifications asks for it."""
    body = InvitationSecretAsked(round=invitation.version)
    path = f"/invitations/{invitation.id}:mint"
    given: InvitationSecret = await place.ask("POST", path, InvitationSecret, service="notifications", body=body)
    assert given.address == invitation.address
    return given.token


async def mint_refused(place: Workplace, invitation: InvitationView) -> str:
    """Ask for a token that is not made; the code of the refusal."""
    body = InvitationSecretAsked(round=invitation.version)
    path = f"/invitations/{invitation.id}:mint"
    return (await place.refusal("POST", path, service="notifications", body=body)).code


async def accept(place: Workplace, person_id: UUID, token: str) -> MembershipView:
    """Say yes."""
    body = AcceptInvitation(token=token, age="FROM_16")
    given: MembershipView = await place.ask(
        "POST", "/invitations:accept", MembershipView, person_id=person_id, body=body
    )
    return given


async def refused(place: Workplace, person_id: UUID, token: str) -> str:
    """Say yes in vain; the code of the refusal."""
    body = AcceptInvitation(token=token, age="FROM_16")
    return (await place.refusal("POST", "/invitations:accept", person_id=person_id, body=body)).code


async def person(place: Workplace, email: str = NOOR) -> UUID:
    """Somebody who signed in."""
    return (await sign_in(place, email)).person_id


async def listed(place: Workplace, by: MembershipView) -> list[InvitationView]:
    """What a coordinator sees of the invitations of their network."""
    path = f"/networks/{by.network_id}/invitations"
    given: Page[InvitationView] = await place.ask("GET", path, Page[InvitationView], person_id=by.person_id)
    return given.items


async def change(place: Workplace, by: MembershipView, invitation: InvitationView, what: str) -> InvitationView:
    """Send it again, or withdraw it."""
    path = f"/invitations/{invitation.id}:{what}"
    given: InvitationView = await place.ask("POST", path, InvitationView, person_id=by.person_id)
    return given


async def test_who_is_invited_takes_part_as_the_invitation_says(place: Workplace) -> None:
    sanne = await coordinator(place)
    invitation = await invite(place, sanne, role="SUPPORT_PERSON")
    token = await mint(place, invitation)

    seen = await place.ask("POST", "/invitations:look", SeenInvitationView, body=InvitationToken(token=token))
    mine = await accept(place, await person(place), token)

    assert (seen.network.slug, seen.invited_by, seen.is_personal) == ("kring", "Sanne", True)
    assert seen.role == "SUPPORT_PERSON"
    assert (mine.perspective, mine.roles, mine.status) == ("YOUNG_PERSON", ["SUPPORT_PERSON"], "ACTIVE")
    told = await place.announced()
    assert isinstance(told[-1], MembershipActivated)
    assert any(isinstance(event, InvitationMade) for event in told)
    assert all(NOOR not in event.to_json().decode() for event in told)


async def test_a18_an_invitation_is_good_for_once_and_looking_uses_nothing_up(place: Workplace) -> None:
    sanne = await coordinator(place)
    token = await mint(place, await invite(place, sanne))
    noor = await person(place)
    for _ in range(3):
        await place.ask("POST", "/invitations:look", SeenInvitationView, body=InvitationToken(token=token))

    await accept(place, noor, token)

    assert await refused(place, noor, token) == "NOT_FOUND"
    assert (await place.refusal("POST", "/invitations:look", body=InvitationToken(token=token))).code == "NOT_FOUND"


async def test_a18_two_clicks_at_the_same_moment_use_one_invitation(place: Workplace) -> None:
    sanne = await coordinator(place)
    token, noor = await mint(place, await invite(place, sanne)), await person(place)

    outcomes = await asyncio.gather(*(accept(place, noor, token) for _ in range(3)), return_exceptions=True)

    assert sum(isinstance(outcome, MembershipView) for outcome in outcomes) == 1
    assert all(isinstance(outcome, (MembershipView, Refusal)) for outcome in outcomes)


async def test_a18_somebody_with_another_address_is_refused_and_uses_nothing_up(place: Workplace) -> None:
    sanne = await coordinator(place)
    token = await mint(place, await invite(place, sanne))
    daan, noor = await person(place, DAAN), await person(place)

    forwarded = await refused(place, daan, token)

    assert forwarded == "INVITATION_FOR_OTHER"
    assert await place.ask("GET", "/memberships/mine", list[MembershipView], person_id=daan) == []
    assert (await accept(place, noor, token)).person_id == noor


async def test_a18_after_fourteen_days_it_is_over_and_its_address_is_gone(place: Workplace) -> None:
    sanne = await coordinator(place)
    invitation = await invite(place, sanne)
    token = await mint(place, invitation)
    place.clock.forward(days=14)
    noor = await person(place)
    period = Period(key="now", due_at=place.clock.now())

    late = await refused(place, noor, token)
    late_mail = await mint_refused(place, invitation)
    await when_ten_minutes_have_passed(place.door, period)
    (row,) = await stored(place, "invitation")

    assert (late, late_mail) == ("INVITATION_OVER", "INVITATION_OVER")
    assert (row.status, row.address, row.address_index, row.name, row.token_hash) == ("EXPIRED", None, None, None, None)
    place.clock.forward(days=31)
    await when_night_falls(place.door, period)
    assert await stored(place, "invitation") == []


async def test_pr4_nobody_can_see_which_invitation_became_a_schuilnaam(place: Workplace) -> None:
    """A list from which an address goes when a schuilnaam comes tells whose it is; so it stays, and acts as if it waited."""
    sanne = await coordinator(place)
    used, waits = await invite(place, sanne), await invite(place, sanne, email="sam@voorbeeld.example")
    token, _ = await mint(place, used), await mint(place, waits)
    noor = await person(place)
    mine = await accept(place, noor, token)
    named = ChangeMe(display_name="Blauwe Merel", is_pseudonym=True)
    await place.ask("POST", "/people/me", PersonView, person_id=noor, body=named)

    shown = await listed(place, sanne)
    again = [await change(place, sanne, one, "resend") for one in (used, waits)]
    await mint_refused(place, again[0])
    await mint(place, again[1])
    resent = await listed(place, sanne)
    place.clock.forward(days=14)
    await when_ten_minutes_have_passed(place.door, Period(key="now", due_at=place.clock.now()))
    over = await listed(place, sanne)

    assert mine.status == "ACTIVE"
    for rows in (shown, resent):
        assert [(one.status, one.over_at, one.sent_at) for one in rows] == [("OPEN", None, rows[0].sent_at)] * 2
        assert {one.address for one in rows} == {NOOR, "sam@voorbeeld.example"}
    assert again[0].sent_at == again[1].sent_at
    assert [(one.status, one.address, one.over_at) for one in over] == [("EXPIRED", None, place.clock.now())] * 2


async def test_who_takes_part_under_their_own_name_is_off_the_list_of_invitations(place: Workplace) -> None:
    sanne = await coordinator(place)
    token = await mint(place, await invite(place, sanne))

    noor = await person(place)
    await accept(place, noor, token)
    unnamed = await listed(place, sanne)
    await place.ask("POST", "/people/me", PersonView, person_id=noor, body=ChangeMe(display_name="Noor"))

    assert [one.status for one in unnamed] == ["OPEN"]  # they may still choose a schuilnaam
    assert await listed(place, sanne) == []


async def test_a18_who_can_help_is_told_only_to_who_was_invited(place: Workplace) -> None:
    sanne = await coordinator(place)
    helper = await join(place, "kring", "Bram", role="SUPPORT_PERSON")
    token = await mint(place, await invite(place, sanne))
    noor, daan = await person(place), await person(place, DAAN)

    async def helping(viewer: UUID | None) -> list[UUID]:
        seen = await place.ask(
            "POST", "/invitations:look", SeenInvitationView, person_id=viewer, body=InvitationToken(token=token)
        )
        return [one.membership_id for one in seen.support_people]

    assert [await helping(viewer) for viewer in (None, daan, noor)] == [[], [], [helper.id]]


async def test_sent_again_only_the_newest_link_counts(place: Workplace) -> None:
    sanne = await coordinator(place)
    first = await invite(place, sanne)
    old = await mint(place, first)
    place.clock.forward(days=13)

    again = await change(place, sanne, first, "resend")
    overtaken = await mint_refused(place, first)
    new = await mint(place, again)
    place.clock.forward(days=13)
    noor = await person(place)

    assert overtaken == "INVITATION_OVER"
    assert (again.version, await refused(place, noor, old)) == (2, "NOT_FOUND")
    assert (await accept(place, noor, new)).status == "ACTIVE"


async def test_withdrawn_it_stops_and_its_address_is_forgotten(place: Workplace) -> None:
    sanne = await coordinator(place)
    invitation = await invite(place, sanne)
    token = await mint(place, invitation)

    given = await change(place, sanne, invitation, "withdraw")

    assert (given.status, given.address) == ("WITHDRAWN", None)
    assert await refused(place, await person(place), token) == "NOT_FOUND"
    assert await mint_refused(place, invitation) == "INVITATION_OVER"
    assert (await change(place, sanne, invitation, "withdraw")).status == "WITHDRAWN"


async def test_a07_the_token_of_an_invitation_opens_nothing_else_and_only_its_hash_is_kept(place: Workplace) -> None:
    sanne = await coordinator(place)
    token = await mint(place, await invite(place, sanne))

    (row,) = await stored(place, "invitation")

    assert row.token_hash == hashed(Purpose.INVITATION, token)
    assert row.token_hash != hashed(Purpose.LINK, token)


async def test_a34_an_address_with_an_account_is_invited_like_one_without(place: Workplace) -> None:
    sanne = await coordinator(place)
    await person(place, DAAN)

    known, unknown = await invite(place, sanne, DAAN), await invite(place, sanne, NOOR)

    given = [view.model_dump(exclude={"id", "address"}) for view in (known, unknown)]
    assert given[0] == given[1]


async def test_a_member_or_an_invited_address_is_not_invited_again(place: Workplace) -> None:
    sanne = await coordinator(place)
    await invite(place, sanne)
    path = f"/networks/{sanne.network_id}/invitations"

    codes = [
        (
            await place.refusal(
                "POST", path, person_id=sanne.person_id, body=Invite(email=email, perspective="PROFESSIONAL")
            )
        ).code
        for email in (NOOR.upper(), "sanne@voorbeeld.example", "geen adres")
    ]

    assert codes == ["INVITED_ALREADY", "TAKES_PART_ALREADY", "NOT_AN_ADDRESS"]


@pytest.mark.parametrize("what", ["invitations", "open-invitations"])
async def test_a23_invitations_are_for_coordinators_of_that_network_only(place: Workplace, what: str) -> None:
    sanne = await coordinator(place)
    invitation = await invite(place, sanne)
    await load(place, a_network("andere"))
    bo = await join(place, "andere", "Bo", role="COORDINATOR")
    mo = await join(place, "kring", "Mo")
    body = Invite(email=DAAN, perspective="PROFESSIONAL")

    for person_id, code in ((bo.person_id, "NOT_FOUND"), (mo.person_id, "COORDINATOR_NEEDED")):
        seen = await place.refusal("GET", f"/networks/{sanne.network_id}/{what}", person_id=person_id)
        sent = await place.refusal("POST", f"/networks/{sanne.network_id}/invitations", person_id=person_id, body=body)
        ended = await place.refusal("POST", f"/invitations/{invitation.id}:withdraw", person_id=person_id)
        assert (seen.code, sent.code, ended.code) == (code, code, code)


async def test_a_list_is_reported_line_by_line_before_anything_is_sent(place: Workplace) -> None:
    sanne = await coordinator(place)
    body = InviteMany(people=LIST, perspective="PROFESSIONAL")
    base = f"/networks/{sanne.network_id}/invitations"

    report = await place.ask("POST", f"{base}:preview", InvitedList, person_id=sanne.person_id, body=body)
    before = await stored(place, "invitation")
    done = await place.ask("POST", f"{base}:many", ManyInvited, person_id=sanne.person_id, body=body)
    listed = await place.ask("GET", base, Page[InvitationView], person_id=sanne.person_id)

    assert [(row.number, row.verdict) for row in report.rows] == [
        (2, "VALID"),
        (3, "NOT_AN_ADDRESS"),
        (4, "TAKES_PART"),
        (5, "TWICE"),
        (6, "UNKNOWN_PERSPECTIVE"),
        (7, "VALID"),
    ]
    assert (before, done) == ([], ManyInvited(invited=2, left_out=4))
    assert [(row.address, row.name, row.perspective, row.sent_at) for row in listed.items] == [
        (NOOR, "Noor", "YOUNG_PERSON", None),
        ("mo@voorbeeld.example", "Mo", "PROFESSIONAL", None),
    ]
    again = await place.ask("POST", f"{base}:preview", InvitedList, person_id=sanne.person_id, body=body)
    assert [row.verdict for row in again.rows].count("INVITED") == 2


async def test_a_list_may_say_in_which_language_somebody_is_mailed_and_what_is_no_language_is_left_out(
    sqlite_place: Workplace,
) -> None:
    """The language of the form is for who has none in the list."""
    sanne = await coordinator(sqlite_place)
    people = "\n".join(
        (
            "Mailadres;Kant;Taal",
            "a@voorbeeld.example;professional;EN",
            "Bo;b@voorbeeld.example;professional; nederlands ",
            "c@voorbeeld.example;english",
            "d@voorbeeld.example;professional;frans",
            "e@voorbeeld.example;professional",
        )
    )
    body = InviteMany(people=people, perspective="PROFESSIONAL", language="nl")
    base = f"/networks/{sanne.network_id}/invitations"

    report = await sqlite_place.ask("POST", f"{base}:preview", InvitedList, person_id=sanne.person_id, body=body)
    await sqlite_place.ask("POST", f"{base}:many", ManyInvited, person_id=sanne.person_id, body=body)

    assert [(row.number, row.verdict, row.language) for row in report.rows] == [
        (2, "VALID", "en"),
        (3, "VALID", "nl"),
        (4, "VALID", "en"),
        (5, "NO_LANGUAGE", None),
        (6, "VALID", None),
    ]
    sent = {row.address: row.language for row in await stored(sqlite_place, "invitation")}
    assert {address[0]: language for address, language in sent.items()} == {"a": "en", "b": "nl", "c": "en", "e": "nl"}


async def test_a_list_is_read_as_mail_programs_copy_it(place: Workplace) -> None:
    sanne = await coordinator(place)
    people = f'"Wit, Noor de" <{NOOR}>\nMo Bakker <mo@voorbeeld.example>; beleidsmedewerker\nbo@voorbeeld.example; <ed@voorbeeld.example>'
    path = f"/networks/{sanne.network_id}/invitations:preview"

    body = InviteMany(people=people, perspective="PROFESSIONAL")
    report = await place.ask("POST", path, InvitedList, person_id=sanne.person_id, body=body)

    assert [(row.number, row.name, row.address) for row in report.rows] == [
        (1, "Wit, Noor de", NOOR),
        (2, "Mo Bakker", "mo@voorbeeld.example"),
        (3, "", "bo@voorbeeld.example"),
        (3, "", "ed@voorbeeld.example"),
    ]
    assert {row.verdict for row in report.rows} <= {"VALID", "UNKNOWN_PERSPECTIVE"}


@pytest.mark.parametrize(
    ("line", "rows"),
    [
        (
            f'"Wit, Noor de" <{NOOR}>, "Bos, Daan" <daan@voorbeeld.example>',
            [("Wit, Noor de", NOOR, "VALID"), ("Bos, Daan", "daan@voorbeeld.example", "VALID")],
        ),
        (
            f"Noor <{NOOR}>; professional; Daan <daan@voorbeeld.example>; professional",
            [
                (
                    "",
                    f"Noor <{NOOR}> professional Daan <daan@voorbeeld.example> professional"[:LONGEST_NAME],
                    "NOT_AN_ADDRESS",
                )
            ],
        ),
    ],
)
async def test_nobody_on_a_line_of_a_list_goes_unseen(
    place: Workplace, line: str, rows: list[tuple[str, str, str]]
) -> None:
    sanne = await coordinator(place)

    body = InviteMany(people=line, perspective="PROFESSIONAL")
    path = f"/networks/{sanne.network_id}/invitations:preview"
    report = await place.ask("POST", path, InvitedList, person_id=sanne.person_id, body=body)

    assert [(row.name, row.address, row.verdict) for row in report.rows] == rows


@pytest.mark.parametrize(
    ("people", "code"),
    [
        ("  \n\n", "LIST_EMPTY"),
        ("mailadres;kant\n", "LIST_EMPTY"),
        ("\n".join(f"iemand{number}@voorbeeld.example" for number in range(201)), "LIST_TOO_LONG"),
    ],
)
async def test_a_list_has_somebody_and_at_most_two_hundred_lines(place: Workplace, people: str, code: str) -> None:
    sanne = await coordinator(place)
    body = InviteMany(people=people, perspective="PROFESSIONAL")

    path = f"/networks/{sanne.network_id}/invitations:many"
    given = await place.refusal("POST", path, person_id=sanne.person_id, body=body)

    assert given.code == code


async def test_a70_a_network_sends_two_hundred_invitations_a_day_at_most(place: Workplace) -> None:
    sanne = await coordinator(place)
    people = "\n".join(f"iemand{number}@voorbeeld.example" for number in range(200))
    body = InviteMany(people=people, perspective="PROFESSIONAL")
    path = f"/networks/{sanne.network_id}/invitations"
    await place.ask("POST", f"{path}:many", ManyInvited, person_id=sanne.person_id, body=body)

    one_more = Invite(email=DAAN, perspective="PROFESSIONAL")
    given = await place.refusal("POST", path, person_id=sanne.person_id, body=one_more)
    place.clock.forward(days=1)

    assert given.code == "TOO_MANY_INVITATIONS"
    assert (await invite(place, sanne, DAAN)).status == "OPEN"


async def test_who_takes_part_already_keeps_their_perspective(place: Workplace) -> None:
    sanne = await coordinator(place)
    token = await mint(place, await invite(place, sanne))
    noor = await join(place, "kring", "Noor")

    mine = await accept(place, noor.person_id, token)

    assert (mine.id, mine.perspective) == (noor.id, "PROFESSIONAL")


async def roles_in_log(place: Workplace, verb: str) -> list[tuple[object, object]]:
    """Of which places the log says this, and which role."""
    return [(row.subject, row.reason) for row in await stored(place, "audit_entry") if row.verb == verb]


async def test_an_invitation_gives_no_role_that_its_sender_may_give_no_more(place: Workplace) -> None:
    sanne = await coordinator(place)
    await join(place, "kring", "Bram", role="DEPUTY")
    token = await mint(place, await invite(place, sanne, role="COORDINATOR"))
    await place.ask(
        "POST", f"/networks/{sanne.network_id}/participation:leave", ParticipationView, person_id=sanne.person_id
    )

    mine = await accept(place, await person(place), token)

    assert (mine.status, mine.perspective, mine.roles) == ("ACTIVE", "YOUNG_PERSON", [])
    assert len(await roles_in_log(place, "role.lapsed")) == 1
    assert (await roles_in_log(place, "role.lapsed"))[0][1] == "COORDINATOR"


async def test_who_coordinates_now_and_sends_an_invitation_again_gives_its_role(place: Workplace) -> None:
    sanne = await coordinator(place)
    bram = await join(place, "kring", "Bram", role="DEPUTY")
    first = await invite(place, sanne, role="COORDINATOR")
    await place.ask(
        "POST", f"/networks/{sanne.network_id}/participation:leave", ParticipationView, person_id=sanne.person_id
    )

    token = await mint(place, await change(place, bram, first, "resend"))
    mine = await accept(place, await person(place), token)

    assert mine.roles == ["COORDINATOR"]
    assert await roles_in_log(place, "role.lapsed") == []
