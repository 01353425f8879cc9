"""Every term that a data inventory promises is kept by code that the clock runs (DOMAIN 9): a promise alone erases nothing."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.test_data_inventory import SERVICES, Inventory, inventory_of

ROOT = Path(__file__).parents[2]
TERM = re.compile(
    r"\b(\d+|an?|some|two|half an)\s+(minutes?|hours?|days?|nights?|weeks?|months?|years?|quarter)\b|the (day|night) after",
    re.IGNORECASE,
)
"""Words that promise an end at a moment of which nobody needs to say anything."""
MINUTES = ("minutes", "minutes_part", "minutes_version", "minutes_comment", "minutes_addendum", "action_point")
SHARED = {"inbox", "outbox", "request_key", "used_pass"}
"""Ended where every service runs it; the last test but one looks there."""
ENDS: dict[str, dict[str, set[str]]] = {
    "network": {
        "auth_session": {"forget_auth_sessions"},
        "email_change": {"forget_email_changes"},
        "machine_token": {"forget_machine_tokens"},
        "parental_permission": {"let_permissions_lapse"},
        "account_offer": {"forget_account_offers"},
        "link_break": {"forget_old_link_breaks"},
        "expert_question": {"forget_old_expert_questions"},
        "report": {"forget_old_reports"},
        "reporter": {"forget_old_reports"},
        "restriction": {"forget_old_restrictions"},
        "invitation": {"forget_old_invitations"},
        "invitation.address": {"let_invitations_expire"},
        "invitation.address_index": {"let_invitations_expire"},
        "invitation.name": {"let_invitations_expire"},
        "join_request": {"let_requests_lapse", "forget_old_requests"},
        "open_invitation": {"forget_old_invitations"},
        "outside_sign_in": {"forget_outside_sign_ins"},
        "passkey_challenge": {"forget_challenges"},
        "person": {"warn_unused", "erase_unused"},
        "sign_in": {"forget_sign_ins"},
        "erasure_answer": {"forget_proofs"},
        "erasure_request": {"forget_proofs"},
        "erasure_request.address": {"carry_on"},
        "data_export": {"forget_exports"},
        "name_try": {"forget_tried_names"},
    },
    "agenda": {
        "writing_limit": {"forget_old_limits"},
        "speaking_turn": {"forget_days"},
        "group_place": {"forget_days"},
        "session_note": {"forget_days", "let_go"},
        "session_change": {"forget_changes"},
        "reminder_words": {"forget_who_came"},
        "reminder_moment": {"forget_who_came"},
        "availability_answer": {"keep_date_polls"},
        "needed_person": {"keep_date_polls"},
        "standing_yes": {"keep_date_polls"},
        "own_calendar": {"forget_past_busy_times"},
        "session_answer": {"forget_who_came"},
        "access_needs": {"forget_who_came"},
        "attendance": {"forget_who_came"},
        "minutes_story": {"let_go", "forget_minutes"},
        **{table: {"forget_minutes"} for table in MINUTES},
    },
    "notifications": {
        "mail": {"forget_old_mails"},
        "mailbox_mail": {"empty_old_mailbox"},
        "unsubscribe_token": {"forget_old_tokens"},
        "session_choice": {"forget_old_tokens"},
        "answer_link": {"forget_old_answers"},
        "calendar_reply": {"forget_old_answers"},
        "document_call": {"forget_documents"},
    },
}
"""By table, or by table and column: the operations that end what stands there. Each has its test beside its noun."""


def terms(inventory: Inventory) -> Iterator[str]:
    """Where a term is promised."""
    for table, said in inventory.items():
        if TERM.search(str(said.get("retention", ""))):
            yield table
        for column, line in said.get("columns", {}).items():
            if TERM.search(str(line.get("retention", ""))):
                yield f"{table}.{column}"


def run_by_the_clock(service: str) -> set[str]:
    """Every name that is reached from what a service does by the clock, by the name of the function."""
    calls: dict[str, set[str]] = {}
    reached: set[str] = set()
    for path in sorted((ROOT / "services" / service).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                calls.setdefault(node.name, set()).update(_names(node))
            elif _is_schedule(node):
                reached |= _names(node)
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id.isupper():
                calls.setdefault(node.target.id, set()).update(_names(node))
    waiting = list(reached)
    while waiting:
        for name in calls.get(waiting.pop(), set()) - reached:
            reached.add(name)
            waiting.append(name)
    return reached


def _is_schedule(node: ast.AST) -> bool:
    return isinstance(node, ast.Assign) and [getattr(one, "id", "") for one in node.targets] == ["SCHEDULE"]


def _names(node: ast.AST) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


@pytest.mark.parametrize("service", SERVICES)
def test_every_term_that_is_promised_names_the_code_that_keeps_it(service: str) -> None:
    assert sorted(terms(inventory_of(service))) == sorted(SHARED | ENDS[service].keys())


@pytest.mark.parametrize("service", SERVICES)
def test_the_clock_runs_what_ends_it(service: str) -> None:
    named = {name for names in ENDS[service].values() for name in names}

    assert named - run_by_the_clock(service) == set()


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("shared/bus/inbox/upkeep.py", "purge"),
        ("shared/bus/relay.py", "purge"),
        ("shared/service.py", "forget_used_keys"),
        ("shared/service.py", "forget_used_passes"),
    ],
)
def test_what_every_service_has_is_ended_where_every_service_runs_it(path: str, name: str) -> None:
    tree = ast.parse((ROOT / path).read_text())
    called = {
        getattr(node.func, "attr", getattr(node.func, "id", ""))
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    }

    assert name in called


def test_a_term_without_code_is_found() -> None:
    planted: Inventory = {
        "diary": {"retention": "3 months", "columns": {"words": {"retention": "a week"}, "id": {}}},
        "person": {"retention": "as long as the account", "columns": {}},
    }

    assert list(terms(planted)) == ["diary", "diary.words"]
