"""The environment of a process: strict, complete in its complaints, silent about values."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import Field

from shared.settings import MigrationSettings, ProcessSettings, Settings, SettingsFault, read_settings


def environment(folder: Path, **more: str) -> dict[str, str]:
    given = {
        "DATABASE_URL": "postgresql://checkin_api:canary-secret@db/smallhours",
        "REDIS_URL": "redis://redis/0",
        "KEY_FOLDER": str(folder),
    }
    return given | more


def faults(given: dict[str, str], kind: type[Settings] = ProcessSettings) -> list[str]:
    with pytest.raises(SettingsFault) as fault:
        read_settings(kind, given)
    return fault.value.faults


def test_a_complete_environment_is_read(tmp_path: Path) -> None:
    settings = read_settings(ProcessSettings, environment(tmp_path, PORT="8080"))
    assert settings.database_url.get_secret_value() == "postgresql://checkin_api:canary-secret@db/smallhours"
    assert (settings.host, settings.port, settings.key_folder) == ("127.0.0.1", 8080, tmp_path)
    assert settings.otlp_endpoint is None


def test_a_file_may_hold_a_value_and_its_last_line_break_is_not_part_of_it(tmp_path: Path) -> None:
    (tmp_path / "url").write_text("rediss://redis/1\n")
    given = environment(tmp_path)
    del given["REDIS_URL"]
    settings = read_settings(ProcessSettings, given | {"REDIS_URL_FILE": str(tmp_path / "url")})
    assert settings.redis_url.get_secret_value() == "rediss://redis/1"


def test_every_field_takes_a_file(tmp_path: Path) -> None:
    values = environment(tmp_path, HOST="0.0.0.0", PORT="1", TOKEN_AUDIENCE="us", LOG_LEVEL="ERROR")
    values |= {"OTLP_ENDPOINT": "http://collector:4318"}
    given = {}
    for name, value in values.items():
        (tmp_path / name).write_text(value)
        given[f"{name}_FILE"] = str(tmp_path / name)
    assert {name.upper() for name in ProcessSettings.model_fields} == set(values)
    assert read_settings(ProcessSettings, given) == read_settings(ProcessSettings, values)


def test_all_faults_are_named_at_once_by_variable_and_say_what_is_needed(tmp_path: Path) -> None:
    found = faults({"DATABASE_URL": "mysql://canary", "PORT": "70000", "LOG_LEVEL": "LOUD", "OTLP_ENDPOINT": "canary"})
    assert found == [
        "DATABASE_URL: wrong; needed: a postgresql:// address with this process's own role",
        "KEY_FOLDER: missing; needed: a folder that exists and holds the organisations' keys",
        "LOG_LEVEL: wrong; needed: one of DEBUG, INFO, WARNING, ERROR",
        "OTLP_ENDPOINT: wrong; needed: an http:// or https:// address",
        "PORT: wrong; needed: a port from 1 to 65535",
        "REDIS_URL: missing; needed: a redis:// or rediss:// address",
    ]


def test_a_folder_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    assert faults(environment(tmp_path / "absent"))[0].startswith("KEY_FOLDER: wrong")


@pytest.mark.parametrize("name", ["host", "token_audience", "database_url", "redis_url"])
def test_an_empty_value_is_a_fault(tmp_path: Path, name: str) -> None:
    assert faults(environment(tmp_path) | {name.upper(): ""})[0].startswith(f"{name.upper()}: wrong")


def test_a_value_and_a_file_for_the_same_variable_are_a_fault(tmp_path: Path) -> None:
    given = environment(tmp_path, REDIS_URL_FILE=str(tmp_path / "url"))
    assert faults(given) == ["REDIS_URL: give either REDIS_URL or REDIS_URL_FILE, not both"]


def test_a_file_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    given = environment(tmp_path, TOKEN_AUDIENCE_FILE=str(tmp_path / "absent"))
    assert faults(given) == ["TOKEN_AUDIENCE: TOKEN_AUDIENCE_FILE does not name a text file that can be read"]


def test_no_value_is_ever_shown(tmp_path: Path) -> None:
    given = environment(tmp_path, DATABASE_URL="canary-one", PORT="canary-two", LOG_LEVEL="canary-three")
    with pytest.raises(SettingsFault) as fault:
        read_settings(ProcessSettings, given)
    assert "canary" not in str(fault.value)
    assert "canary" not in repr(read_settings(ProcessSettings, environment(tmp_path)))


def test_settings_cannot_be_changed(tmp_path: Path) -> None:
    settings = read_settings(ProcessSettings, environment(tmp_path))
    with pytest.raises(ValueError, match="frozen"):
        settings.port = 1  # type: ignore[misc]


def test_a_service_may_add_fields_of_its_own(tmp_path: Path) -> None:
    class OwnSettings(ProcessSettings):
        signing_key: str = Field(min_length=1, description="a private key in PEM")

    assert faults(environment(tmp_path), OwnSettings) == ["SIGNING_KEY: missing; needed: a private key in PEM"]
    assert read_settings(OwnSettings, environment(tmp_path, SIGNING_KEY="pem")).signing_key == "pem"


def test_migrations_need_only_the_owners_address() -> None:
    settings = read_settings(MigrationSettings, {"DATABASE_URL": "postgres://owner@db/x", "API_PASSWORD": "one"})
    assert settings.worker_password is None
    assert settings.api_password is not None
    assert faults({"API_PASSWORD": ""}, MigrationSettings) == [
        "API_PASSWORD: wrong; needed: a password that is not empty",
        "DATABASE_URL: missing; needed: a postgresql:// address of the database's owner",
    ]


def test_a_process_with_faulty_settings_ends_with_code_2_and_names_them(tmp_path: Path) -> None:
    code = "from shared.settings import *; settings_or_exit(ProcessSettings)"
    given = {"PATH": os.environ["PATH"], "REDIS_URL": "canary", "KEY_FOLDER": str(tmp_path)}
    ended = subprocess.run([sys.executable, "-c", code], env=given, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert "DATABASE_URL: missing" in ended.stderr
    assert "REDIS_URL: wrong" in ended.stderr
    assert "canary" not in ended.stdout + ended.stderr
    assert "Traceback" not in ended.stderr
