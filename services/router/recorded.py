"""What an offer says of the inputs it was made from, so that it can be made again and compared. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, Field, fields
from hashlib import sha256
from typing import Any, Final

import msgspec
from pydantic import JsonValue

from services.router.episode import Standing
from services.router.helped import Run
from services.router.ranking import RankingInputs
from shared.events import RecordedInputs

# How the episode was followed up to here; nothing of it is asked when techniques are ranked.
BOOKKEEPING: Final = frozenset({"check_ins", "last_at", "last_regulating"})


def recorded_inputs(inputs: RankingInputs, versions: Mapping[str, int]) -> RecordedInputs:
    """`versions` are those of the client's streams that had been taken in."""
    counted = [run for run in inputs.history if run.at <= inputs.now]
    return RecordedInputs(given=given(inputs), history=digest(counted), runs=len(counted), versions=dict(versions))


def given(inputs: RankingInputs) -> dict[str, JsonValue]:
    """Every input but the history, by name, in plain JSON; what is at its default is left out, to keep events small."""
    found = said(inputs, ("history", "standing"))
    standing = said(inputs.standing, BOOKKEEPING)
    return {**found, "standing": standing} if standing else found


def digest(runs: Iterable[Run]) -> str:
    """SHA-256 in hex over the runs, whatever their order: each as JSON with sorted keys, one a line, lines sorted."""
    lines = sorted(msgspec.json.encode(run, order="sorted") for run in runs)
    return sha256(b"\n".join(lines)).hexdigest()


def said(whole: RankingInputs | Standing, without: Iterable[str]) -> dict[str, JsonValue]:
    values = {name: getattr(whole, name) for name in DEFAULTS[type(whole)] if name not in without}
    changed = {name: value for name, value in values.items() if value != DEFAULTS[type(whole)][name]}
    found: dict[str, JsonValue] = msgspec.json.decode(msgspec.json.encode(changed, order="deterministic"))
    return found


def default_of(field: Field[Any]) -> object:
    return field.default_factory() if field.default_factory is not MISSING else field.default


DEFAULTS: Final[Mapping[type, Mapping[str, object]]] = {
    kind: {field.name: default_of(field) for field in fields(kind)} for kind in (RankingInputs, Standing)
}
