"""Every event type has a frozen sample of every version, and each parses for ever."""

import json
from pathlib import Path

import pytest

from shared.events import CONTRACTS, Contract

SAMPLES = Path(__file__).parents[2] / "shared" / "events" / "samples"


def samples() -> list[Path]:
    return sorted(SAMPLES.glob("*.json"))


def contract_of(sample: Path) -> type[Contract]:
    return CONTRACTS[sample.name.rsplit(".v", 1)[0]]


@pytest.mark.parametrize("sample", samples(), ids=lambda path: path.name)
def test_a_frozen_sample_parses_and_keeps_every_field(sample: Path) -> None:
    written = json.loads(sample.read_text())
    parsed = contract_of(sample).model_validate_json(sample.read_text())
    assert set(written) <= set(parsed.model_dump(mode="json"))
    assert contract_of(sample).model_validate_json(parsed.model_dump_json()) == parsed


@pytest.mark.parametrize("sample", samples(), ids=lambda path: path.name)
def test_an_older_reader_survives_a_newer_writer(sample: Path) -> None:
    newer = json.loads(sample.read_text()) | {"a_field_of_tomorrow": {"with": ["anything"]}}
    assert contract_of(sample).model_validate(newer) == contract_of(sample).model_validate_json(sample.read_text())


@pytest.mark.parametrize("event_type", sorted(CONTRACTS))
def test_every_event_type_has_a_first_sample(event_type: str) -> None:
    assert (SAMPLES / f"{event_type}.v1.json").exists()


@pytest.mark.parametrize("event_type", sorted(CONTRACTS))
def test_every_sample_shows_every_field_of_its_contract(event_type: str) -> None:
    newest = max(SAMPLES.glob(f"{event_type}.v*.json"), key=lambda path: int(path.stem.rsplit(".v", 1)[1]))
    assert set(json.loads(newest.read_text())) == set(CONTRACTS[event_type].model_fields)


@pytest.mark.parametrize("event_type", sorted(CONTRACTS))
def test_names_of_events_are_neutral(event_type: str) -> None:
    """A name is health data too: types travel in the clear."""
    loud = ("crisis", "harm", "suicid", "despair", "risk", "alert", "emergency", "panic")
    assert not any(word in event_type for word in loud)
