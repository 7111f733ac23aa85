"""The trial of compose.yaml, as far as it goes without an engine; make test-containers is the rest."""

from pathlib import Path
from typing import Any

import pytest

from deploy.containers import engine, trial
from deploy.local.environment import NotReady
from shared.database.roles import PROCESSES


def container(status: str, *, health: str | None = None, code: int = 0, restarts: int = 0) -> dict[str, Any]:
    state: dict[str, Any] = {"Status": status, "ExitCode": code}
    if health is not None:
        state["Health"] = {"Status": health}
    return {"State": state, "RestartCount": restarts}


def test_every_service_s_image_is_built() -> None:
    assert set(trial.SERVICES) == set(PROCESSES)


@pytest.mark.parametrize(
    ("known", "settled", "failed"),
    [
        (container("running", health="healthy"), True, False),
        (container("running", health="starting"), False, False),
        (container("running", health="unhealthy"), False, True),
        (container("exited", code=0), True, False),
        (container("exited", code=1), False, False),
        (container("restarting", code=1, restarts=4), False, True),
        (container("created"), False, False),
    ],
)
def test_a_container_is_waited_for_until_it_is_well_or_given_up(
    known: dict[str, Any], settled: bool, failed: bool
) -> None:
    assert engine.settled(known) is settled
    assert engine.failed(known) is failed


@pytest.mark.parametrize(
    "words",
    [
        "Tomorrow's review. My chest is tight.",
        "to maya-1a2b3c4d@example.org",
        "GET /v1/check-ins/0f9d8c7b-6a5b-4c3d-8e2f-1a0b9c8d7e6f",
    ],
)
def test_what_is_nobody_s_business_is_noticed_in_a_log_and_not_said_again(words: str) -> None:
    trial.expect_silence('{"route": "/v1/check-ins/{check_in_id}", "request_id": "ae30861385b220a7d5d541d891eccfb7"}')
    with pytest.raises(engine.DidNotWork) as told:
        trial.expect_silence(f"a line\n{words}\n")
    assert words not in str(told.value)


def test_without_an_engine_it_is_said_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    engine.compose_command.cache_clear()
    with pytest.raises(NotReady, match=r"apt-get install docker\.io docker-compose"):
        engine.compose_command()
    assert trial.main([]) == 1
    assert "FAILED: No Docker engine answers here." in capsys.readouterr().out
