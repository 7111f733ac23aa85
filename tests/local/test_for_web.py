"""What the web app takes from the services: their described APIs, the wheel, the numbers for right now."""

import json
from pathlib import Path

import pytest

from deploy.gateway.table import load_table
from deploy.local import for_web
from shared.catalogue import load_catalogue
from shared.catalogue.crisis import load_directory


@pytest.fixture(scope="module")
def documents() -> dict[str, str]:
    return {path.name: content for path, content in for_web.documents().items()}


def test_every_service_with_an_api_is_described(documents: dict[str, str]) -> None:
    assert {f"{service}.json" for service in load_table().services} <= set(documents)
    for service in load_table().services:
        assert json.loads(documents[f"{service}.json"])["paths"]


def test_the_wheel_is_the_one_the_api_answers(documents: dict[str, str]) -> None:
    assert [each["id"] for each in json.loads(documents["emotions.json"])["emotions"]] == list(
        load_catalogue().emotions
    )


def test_every_practice_is_there_as_the_api_answers_it(documents: dict[str, str]) -> None:
    shown = json.loads(documents["techniques.json"])["techniques"]
    assert [each["id"] for each in shown] == list(load_catalogue().techniques)
    assert all(each["steps"] and each["tiny"]["steps"] for each in shown)


def test_every_line_has_the_number_a_phone_dials(documents: dict[str, str]) -> None:
    shown, directory = json.loads(documents["help.json"]), load_directory()
    assert set(shown["countries"]) == set(directory.countries)
    for country, row in directory.countries.items():
        assert [each["dial"] for each in shown["countries"][country]["lines"]] == [line.dial for line in row.lines]


def test_what_comes_first_for_everybody_is_nothing_that_any_caution_speaks_against(documents: dict[str, str]) -> None:
    shown, catalogue = json.loads(documents["first-line.json"]), load_catalogue()
    assert set(shown["table"]) == set(catalogue.emotions)
    for places in shown["table"].values():
        assert len(places) == len(shown["intensities"]) == 3
        for names in ([shown["techniques"][each] for each in shown["orders"][place]] for place in places):
            techniques = [catalogue.techniques[name] for name in names]
            assert len(techniques) >= 3
            assert all(each.first_line and not each.cautions.avoid_if for each in techniques)
            assert techniques[0].family in {"breathing", "grounding", "savouring"}


def test_what_is_missing_or_different_is_out_of_date(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(for_web, "documents", lambda: {tmp_path / "a": "1", tmp_path / "b": "2"})
    (tmp_path / "a").write_text("1")
    assert list(for_web.stale()) == [tmp_path / "b"]
    for_web.write()
    assert list(for_web.stale()) == []
