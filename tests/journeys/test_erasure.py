"""Somebody wants to be gone: every service lets go of them, and no replay and no backup brings them back (J20, DOMAIN 9)."""

import asyncio
import json
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from deploy.cli.erasure import reapplied
from deploy.operator import Json, Operator
from deploy.single import House
from services.agenda.handlers import HANDLERS as AGENDA_HANDLERS
from services.network.people.domain.devices import Device
from services.network.people.operations.devices import open_session
from services.network.privacy.operations.listing import carry_on
from services.network.privacy.queries.erasing import late_requests
from services.notifications.handlers.table import HANDLERS as NOTIFICATIONS_HANDLERS
from shared.asking import App, Asking
from shared.audit.chain import verify
from shared.erasure import person_hash
from shared.events.network import MembershipActivated, MembershipEnded, PersonErasureRequested
from shared.settings import Environment, Settings
from tests.workplace import StandingClock

SERVICES = ("network", "agenda", "notifications")
SLUG = "kring"
NAME, ADDRESS = "Kanarie Vogelaar", "kanarie@vogel.example"
ONLINE_SECONDS = 60.0
"""P20."""
RULE = {
    "every_months": 2,
    "nth": 2,
    "weekday": 3,
    "starts": "13:30:00",
    "ends": "16:00:00",
    "from_on": "2027-01-01",
    "until_on": "2027-12-31",
}


A_NETWORK = {
    "slug": SLUG,
    "name": "Kring",
    "kind": "learning_network",
    "mission_nl": "Samen leren.",
    "mission_en": "Learn together.",
    "perspectives": [{"code": "PROFESSIONAL", "minimum": 1}],
    "source": "made up for a test",
}


@dataclass
class Town:
    """A platform at work, with one person in it who did everything that can be done."""

    house: House
    gateway: Asking
    person_id: UUID
    network_id: UUID
    facts: dict[str, Any]

    async def ask(self, service: str, method: str, path: str, *, person_id: UUID | None = None, **body: Any) -> Any:
        """Ask a service as the gateway does, by default in the canary's name."""
        who = person_id or self.person_id
        return await self.gateway.ask(
            service, method, path, Any, person_id=who, body=Json(body) if method == "POST" else None, key=None
        )

    async def rows(self, service: str, table: str) -> list[dict[str, Any]]:
        """Everything in one table."""
        door = self.house.services[service].door
        async with door.reading() as session:
            found = await session.execute(select(door.database.metadata.tables[table]))
            return [dict(row._mapping) for row in found]

    async def remains(self, *needles: str) -> list[str]:
        """Every column of every table of every service in which one of these words stands, or an id in any of its forms."""
        found = []
        for service in SERVICES:
            door = self.house.services[service].door
            for table in door.database.metadata.sorted_tables:
                for row in await self.rows(service, table.name):
                    for column, value in row.items():
                        text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
                        plain = text.replace("-", "").casefold()
                        if any(needle.replace("-", "").casefold() in plain for needle in needles):
                            found.append(f"{service}.{table.name}.{column}")
        return sorted(set(found))

    async def erased(self) -> dict[str, Any]:
        """Ask to be gone at once, and wait until that is done."""
        session = await fresh(self.house, self.person_id)
        asked = await self.ask(
            "network", "POST", "/erasures/mine", confirmation="wissen", at_once=True, session=session
        )
        return await self.done(asked["reference"])

    async def done(self, reference: str) -> dict[str, Any]:
        """Wait until the request under this reference is finished."""
        until = monotonic() + ONLINE_SECONDS
        while monotonic() < until:
            shown: dict[str, Any] = await self.ask("network", "POST", "/erasures:show", reference=reference)
            if shown["status"] == "COMPLETED":
                return shown
            await asyncio.sleep(0.1)
        raise AssertionError(f"not done within {ONLINE_SECONDS} s: {shown}")


async def fresh(house: House, person: UUID) -> str:
    """The secret of a session in which somebody signed in just now."""
    async with house.services["network"].door.work() as work:
        return (await open_session(work, person_id=person, device=Device())).token


@asynccontextmanager
async def at_work(var: Path, clock: StandingClock | None = None) -> AsyncIterator[tuple[House, Asking]]:
    """A platform in this process, with its own files."""
    house = House(Settings(env=Environment.TEST, var=var), clock)
    async with house.at_work():
        owners: dict[str, str | App] = {name: running.app for name, running in house.services.items()}
        gateway = Asking(owners, house._office("gateway"), house.clock.now, deadline=30)
        yield house, gateway
        await gateway.close()


async def settle(house: House, gateway: Asking) -> Town:
    """A network with one person who did everything, and another who stays."""
    operator = house.operator

    async def tell(path: str, **body: Any) -> Any:
        return await operator.ask("network", "POST", path, Any, body=Json(body))

    network = await tell("/networks:load", **A_NETWORK)
    joined: list[Any] = [
        await tell(
            "/memberships:activate",
            network_slug=SLUG,
            email=email,
            display_name=name,
            perspective="PROFESSIONAL",
            roles=["COORDINATOR"],
        )
        for name, email in ((NAME, ADDRESS), ("Blijver", "blijver@voorbeeld.example"))
    ]
    me, other = (UUID(one["person_id"]) for one in joined)
    town = Town(house, gateway, me, UUID(network["id"]), {"stays": other, "membership": joined[0]["id"]})
    await house.until_quiet()
    started: Any = await gateway.ask(
        "network", "POST", "/sign-ins", Any, body=Json({"email": ADDRESS, "browser": "b" * 40})
    )
    await house.until_quiet()
    await _mailed(town, "sign-in")
    question = await town.ask(
        "agenda",
        "POST",
        "/questions",
        network_id=str(town.network_id),
        title="Hoe gaat logeren?",
        why="Te veel kinderen verhuizen.",
        who_notices="Kinderen.",
        origin="Een gesprek.",
        theme="samenwerken",
    )
    named = await town.ask(
        "agenda",
        "POST",
        "/questions",
        person_id=other,
        network_id=str(town.network_id),
        title=f"Wat bracht {NAME} mee?",
        why="Kanarie weet veel.",
        who_notices="Iedereen.",
        origin="Een gesprek.",
        theme="samenwerken",
    )
    series = await town.ask(
        "agenda", "POST", "/series", network_id=str(town.network_id), rule=RULE, place="Utrecht", without=[]
    )
    session_id = series["sessions"][0]["id"]
    await town.ask(
        "agenda", "POST", f"/sessions/{session_id}/agenda-points", title="Logeren", purpose="EXPLORE", minutes=10
    )
    await town.ask("notifications", "POST", "/subscriptions:choose", network_id=str(town.network_id), cadence="DAILY")
    await gateway.ask(
        "network", "POST", "/people/me", Any, person_id=me, body=Json({"display_name": NAME}), key="a-kept-answer"
    )
    await house.until_quiet()
    town.facts |= {
        "question": question["id"],
        "named": named["id"],
        "session": session_id,
        "sign_in": started["sign_in_id"],
    }
    return town


async def _mailed(town: Town, kind: str) -> list[dict[str, Any]]:
    until = monotonic() + 20
    while monotonic() < until:
        found = [row for row in await town.rows("notifications", "mailbox_mail") if row["kind"] == kind]
        if found:
            return found
        await asyncio.sleep(0.1)
    raise AssertionError(f"no mail of kind {kind}")


Snapshot = dict[str, list[dict[str, Any]]]


@dataclass
class Story:
    """What stood in every table before and after, and what came of those who would bring the person back."""

    person_id: UUID
    before: Snapshot
    after: Snapshot
    remains_before: list[str]
    remains: list[str]
    remains_after_late_events: list[str]
    remains_in_backup: list[str]
    remains_after_reapplying: list[str]
    erased_again: dict[str, int]
    shown: dict[str, Any]
    listed: list[dict[str, str]]
    works: dict[str, Any]
    facts: dict[str, Any]

    def row(self, table: str, id_: str) -> dict[str, Any]:
        """One row of a table of agenda, afterwards."""
        return next(row for row in self.after[f"agenda.{table}"] if str(row["id"]) == id_)


async def everything(town: Town) -> Snapshot:
    """All rows of all tables of all services."""
    return {
        f"{service}.{table}": await town.rows(service, table)
        for service in SERVICES
        for table in town.house.services[service].door.database.metadata.tables
    }


async def late_events(town: Town) -> None:
    """What was announced of the person before is heard again, and as a version that nobody heard yet (A-89)."""
    for version in (1, 2, 99):
        activated = MembershipActivated(
            version=version,
            membership_id=UUID(town.facts["membership"]),
            network_id=town.network_id,
            person_id=town.person_id,
            perspective="PROFESSIONAL",
            roles=["COORDINATOR"],
            activated_at=town.house.clock.now(),
        )
        ended = MembershipEnded(
            version=version + 1,
            membership_id=UUID(town.facts["membership"]),
            network_id=town.network_id,
            person_id=town.person_id,
            ended_at=town.house.clock.now(),
        )
        for service, handlers in (("agenda", AGENDA_HANDLERS), ("notifications", NOTIFICATIONS_HANDLERS)):
            for event in (activated, ended):
                async with town.house.services[service].door.work() as work:
                    await handlers[type(event)](work, event)


async def goes_on(town: Town) -> dict[str, Any]:
    """What who stays can still do and read, and where in each log the chain is broken (A-90)."""
    stays, question = town.facts["stays"], town.facts["question"]
    opened = await town.ask("agenda", "POST", f"/questions/{question}:open", person_id=stays, version=1)
    return {
        "question": opened,
        "log": await town.ask("agenda", "GET", f"/networks/{town.network_id}/log", person_id=stays),
        "chains": {service: (await verify(town.house.services[service].door.database)).broken for service in SERVICES},
    }


async def tell_story(directory: Path) -> Story:
    """Everything, from before to after, and an old backup put back."""
    var, backup = directory / "var", directory / "backup"
    needles = (ADDRESS, NAME)
    async with at_work(var) as (house, gateway):
        town = await settle(house, gateway)
        before, remains_before = await everything(town), await town.remains(str(town.person_id), *needles)
        backup.mkdir()
        for service in SERVICES:
            async with house.services[service].door.database.engine.connect() as connection:
                await connection.exec_driver_sql("COMMIT")
                await connection.exec_driver_sql(f"VACUUM INTO '{backup / service}.db'")
        shutil.copytree(var / "keys", backup / "keys")
        shown = await town.erased()
        after, remains = await everything(town), await town.remains(str(town.person_id), *needles)
        await late_events(town)
        after_late_events = await town.remains(str(town.person_id), *needles)
        works = await goes_on(town)
    async with at_work(backup) as (house, gateway):
        old = Town(house, gateway, town.person_id, town.network_id, town.facts)
        in_backup = await old.remains(str(town.person_id), *needles)
        hashes = [json.loads(line)["person"] for line in (var / "erased.jsonl").read_text().splitlines()]
        erased_again = await reapplied(Operator(house.operator), hashes)
        await house.until_quiet()
        after_reapplying = await old.remains(str(town.person_id), *needles)
    return Story(
        town.person_id,
        before,
        after,
        remains_before,
        remains,
        after_late_events,
        in_backup,
        after_reapplying,
        erased_again,
        shown,
        [json.loads(line) for line in (var / "erased.jsonl").read_text().splitlines()],
        works,
        town.facts,
    )


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """The story, told once for all that is promised of it."""
    return asyncio.run(tell_story(tmp_path_factory.mktemp("erasure")))


IN_THE_READERS_OWN_MAILBOX = {"notifications.mailbox_mail.recipient", "notifications.mailbox_mail.content"}
"""The last mail lies in the local mailbox, which stands in for the reader's own."""


def test_P20_A88_within_a_minute_no_table_of_any_service_holds_the_id_the_address_or_the_name(story: Story) -> None:
    assert {"network.membership.person_id", "agenda.member.person_id", "notifications.mailbox_mail.recipient"} <= set(
        story.remains_before
    )
    assert set(story.remains) <= IN_THE_READERS_OWN_MAILBOX
    assert [mail["kind"] for mail in story.after["notifications.mailbox_mail"]] == ["erased"]


def test_J20_AC6_seven_steps_tell_what_was_done(story: Story) -> None:
    steps = [step["step"] for step in story.shown["steps"]]

    assert steps == ["RECEIVED", "ACCOUNT", "AGENDA", "MAIL", "TRACES", "LAST_MAIL", "COMPLETED"]
    assert all(step["done_at"] for step in story.shown["steps"])


def test_matrix_account_address_and_permissions_are_deleted_and_only_a_random_reference_stays(story: Story) -> None:
    for table in ("person", "auth_session", "sign_in", "privacy_permission", "data_export"):
        assert len(story.after[f"network.{table}"]) == (1 if table == "person" else 0)
    (proof,) = story.after["network.erasure_request"]
    assert (proof["person_id"], proof["address"], proof["status"]) == (None, None, "COMPLETED")
    assert proof["reference"] == story.shown["reference"]


def test_matrix_memberships_are_gone_in_every_service_and_those_of_others_stand(story: Story) -> None:
    for table in ("network.membership", "agenda.member", "notifications.member"):
        assert (len(story.before[table]), len(story.after[table])) == (2, 1)


def test_matrix_questions_stay_word_for_word_without_their_author(story: Story) -> None:
    question = story.row("question", story.facts["question"])

    assert question["proposed_by"] is None
    (before,) = (row for row in story.before["agenda.question"] if str(row["id"]) == story.facts["question"])
    assert {**before, "proposed_by": None} == question


def test_matrix_the_name_in_what_others_wrote_became_a_member_while_they_were_erased(story: Story) -> None:
    question = story.row("question", story.facts["named"])

    assert (question["title"], question["why"]) == ("Wat bracht een lid mee?", "Een lid weet veel.")
    assert question["proposed_by"] == story.facts["stays"]
    assert "agenda.question.title" in story.remains_before
    assert "agenda.question.title" in story.remains_in_backup


def test_matrix_agenda_points_and_planned_sessions_stay_without_their_owner(story: Story) -> None:
    (point,) = story.after["agenda.agenda_point"]
    (series,) = story.after["agenda.series"]

    assert (point["owner_id"], point["proposed_by"], point["title"]) == (None, None, "Logeren")
    assert series["planned_by"] is None


def test_J20_AC4_counts_and_adopted_results_are_unchanged(story: Story) -> None:
    for table in ("agenda.question", "agenda.session", "agenda.agenda_point", "agenda.series", "network.network"):
        assert len(story.after[table]) == len(story.before[table]) > 0


def test_matrix_subscriptions_tokens_and_the_mail_ledger_are_gone(story: Story) -> None:
    for table in ("subscription", "unsubscribe_token", "told_item"):
        assert story.after[f"notifications.{table}"] == []
    assert not [row for row in story.after["notifications.mail"] if row["person_id"] is not None]
    assert {row["person_id"] for row in story.after["notifications.reader"]} == {story.facts["stays"]}


def test_matrix_answers_kept_for_who_asks_twice_are_gone_in_every_service(story: Story) -> None:
    assert [row for row in story.before["network.request_key"] if row["person_id"] == story.person_id]
    for service in SERVICES:
        for row in story.after[f"{service}.request_key"]:
            assert row["person_id"] != story.person_id


def test_matrix_events_that_were_told_and_heard_hold_nothing_of_the_person(story: Story) -> None:
    for service in SERVICES:
        for row in story.after[f"{service}.outbox"]:
            assert str(story.person_id) not in bytes(row["data"]).decode()
        for row in story.after[f"{service}.inbox"]:
            assert str(story.person_id) not in bytes(row["body"] or b"").decode()


def test_matrix_each_service_keeps_a_tombstone_that_names_nobody(story: Story) -> None:
    for service in SERVICES:
        (stone,) = story.after[f"{service}.tombstone"]
        assert bytes(stone["person_hash"]) == person_hash(story.person_id)


def test_A90_what_named_a_person_in_old_acts_is_gone_for_good_and_the_acts_stand_as_they_were(story: Story) -> None:
    for service in ("network", "agenda"):
        acts = story.before[f"{service}.audit_entry"]
        (name,) = [row for row in story.before[f"{service}.audit_person"] if row["person_id"] == story.person_id]
        assert [act for act in acts if name["reference"] in {act["by_reference"], act["subject"]}]
        assert story.after[f"{service}.audit_entry"][: len(acts)] == acts
        named_now = {row["reference"] for row in story.after[f"{service}.audit_person"]}
        assert name["reference"] not in named_now


def test_A90_what_waits_and_what_was_mailed_cannot_be_read_back_to_the_person(story: Story) -> None:
    parked = [row["body"] for service in SERVICES for row in story.after[f"{service}.inbox"] if row["body"]]
    ledger = [row for row in story.after["notifications.mail"] if row["kind"] != "erased"]

    assert not [body for body in parked if story.person_id.hex in bytes(body).decode().replace("-", "")]
    assert [row for row in story.before["notifications.mail"] if row["kind"] == "sign-in"]
    assert not [row for row in ledger if row["person_id"] == story.person_id]


def test_A90_everything_still_works_without_the_person(story: Story) -> None:
    assert story.works["chains"] == dict.fromkeys(SERVICES)
    acts = [(act["verb"], act["person_id"]) for act in story.works["log"]]
    assert ("series.planned", None) in acts
    assert ("question.opened", str(story.facts["stays"])) in acts
    assert story.works["question"]["status"] == "ON_AGENDA"
    assert story.works["question"]["proposed_by"] is None


def test_A89_no_late_or_repeated_event_brings_an_erased_person_back(story: Story) -> None:
    assert set(story.remains_after_late_events) <= IN_THE_READERS_OWN_MAILBOX


def test_A88_a_backup_that_is_put_back_is_erased_again_from_the_list_that_is_kept_apart(story: Story) -> None:
    assert [line["person"] for line in story.listed] == [person_hash(story.person_id).hex()]
    assert "network.person.id" in story.remains_in_backup
    assert story.erased_again == {"network": 1, "agenda": 1, "notifications": 1}
    # What lay in the local mailbox for an address that stands nowhere any more stays there, as it would with its reader.
    assert set(story.remains_after_reapplying) <= IN_THE_READERS_OWN_MAILBOX


async def test_J20_AC2_an_erasure_that_somebody_does_not_answer_is_asked_again_daily_and_an_alarm_after_72_hours(
    tmp_path: Path,
) -> None:
    clock = StandingClock()
    house = House(Settings(env=Environment.TEST, var=tmp_path), clock)
    async with house.open():  # nothing happens by itself: nobody answers
        owners: dict[str, str | App] = {name: running.app for name, running in house.services.items()}
        gateway = Asking(owners, house._office("gateway"), clock.now, deadline=30)
        network = house.services["network"].door
        person = await _account(house)
        await gateway.ask(
            "network",
            "POST",
            "/erasures/mine",
            Any,
            person_id=person,
            body=Json({"confirmation": "erase", "at_once": True, "session": await fresh(house, person)}),
        )
        late = []
        for _ in range(4):
            async with network.reading() as session:
                late.append(await late_requests(session, clock.now()))
            await carry_on(network)
            clock.forward(hours=24)
        outbox = Town(house, gateway, person, person, {})
        asked = [row for row in await outbox.rows("network", "outbox") if row["type"] == PersonErasureRequested.TYPE]
        await gateway.close()

    assert late == [0, 0, 0, 1]
    assert [row["version"] for row in asked] == [1, 2, 3, 4]


async def _account(house: House) -> UUID:
    answer: Any = None
    for path, body in (
        ("/networks:load", A_NETWORK),
        (
            "/memberships:activate",
            {
                "network_slug": SLUG,
                "email": ADDRESS,
                "display_name": NAME,
                "perspective": "PROFESSIONAL",
                "roles": [],
            },
        ),
    ):
        answer = await house.operator.ask("network", "POST", path, Any, body=Json(body))
    return UUID(answer["person_id"])
