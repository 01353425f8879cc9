"""Fills the platform: reference content anywhere, and example people and sessions where all runs in one process."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from deploy.operator import Operator

CONTENT = Path(__file__).parent / "content"
ABOUT_THE_SOURCE = frozenset({"lines", "route", "basis"})
"""What the files tell their readers, and the platform does not store."""
Told = Callable[[int, int], None]


@dataclass(frozen=True)
class Seeded:
    """What stands there after loading."""

    networks: int
    questions: int


def content(name: str) -> dict[str, Any]:
    """One of the content files, read."""
    text = (CONTENT / f"{name}.yaml").read_text()
    found = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 -- both loaders are safe
    if not isinstance(found, dict):
        raise TypeError(f"{name}.yaml holds no mapping")
    return found


async def load_reference(services: Operator, told: Told = lambda done, of: None) -> Seeded:
    """Load all networks and the questions proposed to them. Loading twice changes nothing.

    told: hears how far it is.
    """
    networks, questions = content("networks")["networks"], content("questions")["questions"]
    ids: dict[str, str] = {}
    done = 0
    for network in networks:
        body = {name: value for name, value in network.items() if name not in ABOUT_THE_SOURCE}
        loaded = await services.tell("network", "/networks:load", **body)
        ids[network["slug"]] = loaded["id"]
        done += 1
        told(done, len(networks) + len(questions))
    for question in questions:
        body = {name: value for name, value in question.items() if name not in {*ABOUT_THE_SOURCE, "network"}}
        await services.tell("agenda", "/questions:load", network_id=ids[question["network"]], **body)
        done += 1
        told(done, len(networks) + len(questions))
    return Seeded(len(networks), len(questions))
