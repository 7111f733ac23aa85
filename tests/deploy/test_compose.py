"""compose.yaml: every process by itself, told what it needs to know and nothing else, and held in."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy.containers.secret_files import wanted
from shared.database.roles import PROCESSES
from tests.deploy.processes import PROCESS_NAMES, needed, settings_of, told, variables

ROOT = Path(__file__).resolve().parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
CONTAINERS: dict[str, dict[str, Any]] = COMPOSE["services"]
MIGRATIONS = [f"{service}-migrate" for service in PROCESSES]
SERVERS = {"gateway", "postgres", "redis", "broker"}
DEMO = {"mail"}
KNOWN = {
    *("build", "image", "command", "user", "init", "profiles", "depends_on", "environment", "secrets", "volumes"),
    *("networks", "ports", "restart", "healthcheck", "logging", "tmpfs", "read_only", "mem_limit", "pids_limit"),
    *("cap_add", "cap_drop", "security_opt", "stop_signal", "stop_grace_period"),
}
OUTSIDE = {"gateway", "notifier-worker"}


def test_only_words_that_compose_1_29_knows_are_used() -> None:
    assert {each for each in COMPOSE if not each.startswith("x-")} == {"services", "secrets", "volumes", "networks"}
    assert {word for container in CONTAINERS.values() for word in container} <= KNOWN
    builds = [container["build"] for container in CONTAINERS.values() if "build" in container]
    assert {word for build in builds for word in build} <= {"context", "args", "network"}
    checks = [container["healthcheck"] for container in CONTAINERS.values() if "healthcheck" in container]
    assert {word for check in checks for word in check} <= {"test", "interval", "timeout", "retries", "start_period"}
    conditions = [each for container in CONTAINERS.values() for each in container.get("depends_on", {}).values()]
    assert {word for each in conditions for word in each} == {"condition"}


def test_every_process_is_a_container_and_nothing_else_is_there() -> None:
    assert set(CONTAINERS) == {*PROCESS_NAMES, *MIGRATIONS, *SERVERS, *DEMO}


@pytest.mark.parametrize("name", [*PROCESS_NAMES, *MIGRATIONS])
def test_a_process_is_told_what_its_settings_know_and_all_they_need(name: str) -> None:
    service, _, kind = name.partition("-")
    container = CONTAINERS[name]
    assert container["command"] == [kind]
    assert container["image"] == f"smallhours/{service}"
    settings = settings_of(service, kind)
    assert needed(settings) <= told(set(container["environment"])) <= variables(settings)


@pytest.mark.parametrize("name", PROCESS_NAMES)
def test_a_process_has_its_own_role_and_waits_for_its_tables(name: str) -> None:
    service, _, kind = name.partition("-")
    role = f"{service}_{'worker' if kind == 'celery' else kind}"
    assert CONTAINERS[name]["environment"]["DATABASE_URL_FILE"] == f"/run/secrets/{role}_url"
    after = CONTAINERS[name]["depends_on"]
    assert after[f"{service}-migrate"] == {"condition": "service_completed_successfully"}
    assert after["postgres"] == {"condition": "service_healthy"}


@pytest.mark.parametrize("service", PROCESSES)
def test_a_migration_gives_every_role_of_its_service_a_password(service: str) -> None:
    given = {name for name in CONTAINERS[f"{service}-migrate"]["environment"] if name.endswith("_PASSWORD_FILE")}
    assert given == {f"{kind.upper()}_PASSWORD_FILE" for kind in PROCESSES[service]}
    assert CONTAINERS[f"{service}-migrate"]["build"]["args"] == {"SERVICE": service}


@pytest.mark.parametrize("name", sorted(CONTAINERS))
def test_a_container_can_do_little_harm(name: str) -> None:
    container = CONTAINERS[name]
    assert container["read_only"] is True
    assert container["cap_drop"] == ["ALL"]
    assert container.get("cap_add", []) == (["NET_BIND_SERVICE"] if name == "gateway" else [])
    assert container["security_opt"] == ["no-new-privileges:true"]
    assert not {"privileged", "devices", "network_mode", "pid"} & container.keys()
    assert container["mem_limit"]
    assert container["pids_limit"]


@pytest.mark.parametrize("name", sorted(CONTAINERS))
def test_a_container_runs_as_nobody_in_particular(name: str) -> None:
    user = CONTAINERS[name].get("user", "the image's")
    assert user.split(":")[0] not in {"root", "0"}
    assert (user == "the image's") is (name in {*PROCESS_NAMES, *MIGRATIONS})


@pytest.mark.parametrize("name", sorted(set(CONTAINERS) - set(MIGRATIONS)))
def test_what_stays_up_is_asked_for_its_health_and_started_again(name: str) -> None:
    assert CONTAINERS[name]["healthcheck"]["test"]
    assert CONTAINERS[name]["restart"] == "unless-stopped"


def test_only_the_gateway_is_published_and_only_on_this_machine() -> None:
    published = {name: container["ports"] for name, container in CONTAINERS.items() if "ports" in container}
    assert published == {"gateway": ["${SMALLHOURS_ADDRESS:-127.0.0.1}:${SMALLHOURS_PORT:-8080}:8080"]}


def test_only_the_gateway_and_what_sends_mail_can_reach_outside() -> None:
    inside = {name for name, network in COMPOSE["networks"].items() if (network or {}).get("internal")}
    assert {name for name, container in CONTAINERS.items() if set(container["networks"]) - inside} == OUTSIDE


def test_every_secret_is_a_file_that_is_made_and_mounted_where_it_is_read() -> None:
    made = {name for name, _ in wanted(Path())}
    defined = COMPOSE["secrets"]
    assert defined.keys() <= made
    assert all(
        each["file"] == f"${{SMALLHOURS_SECRETS:-./var/compose/secrets}}/{name}" for name, each in defined.items()
    )
    for name, container in CONTAINERS.items():
        words = [*container.get("environment", {}).values(), *container.get("command", [])]
        read = {str(word).removeprefix("/run/secrets/") for word in words if str(word).startswith("/run/secrets/")}
        assert read == set(container.get("secrets", [])), name


def test_only_the_clinic_s_api_may_write_keys() -> None:
    may_write = {
        name
        for name, container in CONTAINERS.items()
        if "keys:/var/lib/smallhours/keys" in container.get("volumes", [])
    }
    assert may_write == {"clinic-api"}


def test_the_mail_box_is_there_for_the_demo_only() -> None:
    assert {name for name, container in CONTAINERS.items() if "profiles" in container} == DEMO
    assert CONTAINERS["mail"]["profiles"] == ["demo"]
