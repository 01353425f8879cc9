"""Where the tests get their servers from: a setting, what is installed, apt, Docker, and else an honest word."""

import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.house.rules import ROOT

PLAIN = ("sh", "dirname", "cat", "sed", "head", "seq", "ls", "env", "true", "touch", "chmod", "timeout")
HAS_THE_REST = {
    "LEERKRING_TEST_DATABASE_URL": "postgresql://somewhere/postgres",
    "LEERKRING_TEST_CHROMIUM": "/usr/bin/true",
}


@dataclass
class Machine:
    """A machine that has only the programs in one directory."""

    programs: Path
    settings: dict[str, str] = field(default_factory=lambda: dict(HAS_THE_REST))

    def has(self, name: str, does: str = "true") -> None:
        """Give it a program that does this."""
        path = self.programs / name
        path.write_text(f"#!/bin/sh\n{does}\n")
        path.chmod(0o755)

    def looks_for_servers(self) -> subprocess.CompletedProcess[str]:
        """Run the script that finds what the tests need."""
        return subprocess.run(
            [ROOT / "deploy" / "setup" / "servers.sh"],
            env={"PATH": str(self.programs), "TEST_RUN": "7", **self.settings},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """Return a machine without RabbitMQ, apt or Docker."""
    bare = Machine(tmp_path)
    for name in PLAIN:
        (tmp_path / name).symlink_to(shutil.which(name) or "")
    bare.has("id", "echo 0")
    return bare


def test_a_setting_that_names_a_broker_is_enough(machine: Machine) -> None:
    machine.settings["LEERKRING_TEST_BROKER_URL"] = "amqp://somewhere/"

    done = machine.looks_for_servers()

    assert (done.stdout, done.stderr) == ("", "")


def test_an_installed_broker_is_enough(machine: Machine) -> None:
    machine.has("erl")
    machine.has("rabbitmq-server")

    done = machine.looks_for_servers()

    assert (done.stdout, done.stderr) == ("", "")


def test_what_is_missing_is_installed_with_apt(machine: Machine) -> None:
    asked = machine.programs / "asked"
    new = f"{machine.programs}/erl {machine.programs}/rabbitmq-server"
    machine.has("apt-get", f'echo "$@" >>{asked}\n[ "$1" = update ] || {{ touch {new}; chmod +x {new}; }}')

    done = machine.looks_for_servers()

    assert done.stdout == ""
    assert done.stderr == "Installing rabbitmq-server with apt\n"
    assert asked.read_text() == "update -qq\ninstall -qq -y --no-install-recommends rabbitmq-server\n"


def test_where_apt_has_it_not_docker_starts_it_and_says_where_it_is(machine: Machine) -> None:
    asked = machine.programs / "asked"
    machine.has("apt-get", '[ "$1" = update ]')
    machine.has("docker", f'echo "$1" >>{asked}\n[ "$1" != port ] || echo 127.0.0.1:41234')

    done = machine.looks_for_servers()

    assert done.stdout.splitlines() == [
        "export LEERKRING_TEST_BROKER_URL='amqp://guest:guest@127.0.0.1:41234/'",
        "export LEERKRING_TEST_BROKER_CONTROL='docker exec leerkring-rabbitmq-7 rabbitmqctl'",
    ]
    assert asked.read_text().split() == ["info", "run", "port", "exec"]


def test_without_root_without_sudo_and_without_docker_it_says_so_and_goes_on(machine: Machine) -> None:
    machine.has("id", "echo 1000")
    machine.has("apt-get", "exit 1")
    machine.has("docker", "exit 1")

    done = machine.looks_for_servers()

    assert done.stdout == ""
    assert done.stderr == "RabbitMQ is not to be had here.\n"
