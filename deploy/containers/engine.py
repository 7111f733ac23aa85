"""The containers of one compose project: made, waited for, spoken to, and taken away again."""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from deploy.local.environment import ROOT, NotReady

START_SECONDS = 300.0
LOOK_SECONDS = 1.0
LAST_LINES = "25"
NO_ENGINE = (
    "No Docker engine answers here. On Debian: apt-get install docker.io docker-compose, then start it. "
    "docs/runbooks/compose.md says more."
)


class DidNotWork(Exception):
    """A container or a command did not do its part; the text holds its last words."""


@cache
def compose_command() -> tuple[str, ...]:
    """Whichever Compose is here, the plugin or the older program of its own. Raises NotReady."""
    if answers(("docker", "info")):
        for command in (("docker", "compose"), ("docker-compose",)):
            if answers([*command, "version"]):
                return command
    raise NotReady(NO_ENGINE)


def answers(command: Sequence[str]) -> bool:
    return (
        shutil.which(command[0]) is not None
        and not subprocess.run(command, capture_output=True, check=False).returncode
    )


@dataclass(frozen=True)
class Project:
    """`settings` are the variables that compose.yaml asks for; `name` keeps its containers apart from others."""

    name: str
    settings: Mapping[str, str]
    profile: str

    def compose(self, *arguments: str) -> str:
        """Run one command of Compose; gives what it printed. Raises DidNotWork."""
        command = [*compose_command(), "-p", self.name, "--profile", self.profile, *arguments]
        return said(command, {**os.environ, **self.settings})

    def run_in(self, service: str, *command: str) -> str:
        return self.compose("exec", "-T", service, *command).strip()

    def containers(self) -> list[dict[str, Any]]:
        """What the engine knows of each, also of those that have ended."""
        ids = self.found("ps", "--all")
        return json.loads(said(["docker", "inspect", *ids])) if ids else []

    def wait(self) -> None:
        """Until every process is healthy and every errand is done. Raises DidNotWork."""
        deadline = time.monotonic() + START_SECONDS
        while unready := [each for each in self.containers() if not settled(each)]:
            broken = next((each for each in unready if failed(each)), None)
            if broken is not None or time.monotonic() > deadline:
                raise DidNotWork(last_words(broken or unready[0]))
            time.sleep(LOOK_SECONDS)

    def leftovers(self) -> list[str]:
        """What is still there of it: containers, volumes, networks."""
        return [*self.found("ps", "--all"), *self.found("volume", "ls"), *self.found("network", "ls")]

    def found(self, *listing: str) -> list[str]:
        label = f"label=com.docker.compose.project={self.name}"
        return said(["docker", *listing, "--quiet", "--filter", label]).split()


def settled(container: Mapping[str, Any]) -> bool:
    state = container["State"]
    if state["Status"] == "exited":
        return bool(state["ExitCode"] == 0)
    return bool(state.get("Health", {}).get("Status") == "healthy")


def failed(container: Mapping[str, Any]) -> bool:
    state = container["State"]
    return bool(state.get("Health", {}).get("Status") == "unhealthy" or container["RestartCount"] > 3)


def last_words(container: Mapping[str, Any]) -> str:
    done = subprocess.run(
        ["docker", "logs", "--tail", LAST_LINES, container["Id"]], capture_output=True, text=True, check=False
    )
    state = container["State"]
    return f"{container['Name'].lstrip('/')} is {state['Status']}; its last words:\n{done.stdout}{done.stderr}"


def said(command: Sequence[str], environment: Mapping[str, str] | None = None) -> str:
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise DidNotWork(
            f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr[-2000:]}{done.stdout[-2000:]}"
        )
    return done.stdout
