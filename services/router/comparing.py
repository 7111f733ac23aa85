"""Two answers to one moment, then and now: where they differ, and what of it may be why. Pure."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pydantic import JsonValue

from shared.events import Option, RecordedInputs, TechniqueRecommended

ANSWERED = ("phase", "intensity", "tiny_offered", "people_card")
VERSIONS = ("router_version", "catalogue_version")
# What an episode has come to and what stays restored are inputs that the rules make themselves.
MADE_BY_RULES = ("input standing", "input restored")


class Difference(NamedTuple):
    """`where` it is, what was recorded `then`, and what comes out `now`; None = there is none."""

    where: str
    then: JsonValue
    now: JsonValue


class Compared(NamedTuple):
    """`versions` that are others by now are no difference by themselves; `inputs` and `answer` have to be equal."""

    versions: tuple[Difference, ...]
    inputs: tuple[Difference, ...]
    answer: tuple[Difference, ...]

    @property
    def equal(self) -> bool:
        return not self.inputs and not self.answer

    @property
    def may_be_unheard(self) -> bool:
        """Whether an event that had not been heard can explain what differs, and not the rules alone."""
        others = any(each.where == "router_version" for each in self.versions)
        told = [each for each in self.inputs if not (others and each.where.startswith(MADE_BY_RULES))]
        return bool(told) or not self.versions


def compare(then: TechniqueRecommended, now: TechniqueRecommended) -> Compared:
    """Compare a recorded offer with the same one made again. One that recorded no inputs is compared without."""
    known = then.inputs is not None and now.inputs is not None
    return Compared(
        versions=tuple(fields(then, now, VERSIONS)),
        inputs=tuple(inputs(then.inputs, now.inputs)) if then.inputs and now.inputs and known else (),
        answer=tuple(answer(then, now)),
    )


def fields(then: TechniqueRecommended, now: TechniqueRecommended, names: tuple[str, ...]) -> Iterator[Difference]:
    for name in names:
        before, after = getattr(then, name), getattr(now, name)
        if before != after:
            yield Difference(name, before, after)


def inputs(then: RecordedInputs, now: RecordedInputs) -> Iterator[Difference]:
    """Which input differs, by name; of the history only that it does, and of how many runs."""
    yield from entries("input", then.given, now.given)
    if then.history != now.history:
        yield Difference("input history, runs", then.runs, now.runs)


def answer(then: TechniqueRecommended, now: TechniqueRecommended) -> Iterator[Difference]:
    yield from fields(then, now, ANSWERED)
    yield from order(then.ordered, now.ordered)
    yield from entries("option", dict(map(told, then.options)), dict(map(told, now.options)))
    reasons = [
        {each.technique_id: each.reason.model_dump(mode="json") for each in offer.not_offered} for offer in (then, now)
    ]
    yield from entries("not offered", *reasons)


def order(then: list[str], now: list[str]) -> Iterator[Difference]:
    """Which techniques came or went, and the first place that somebody else has."""
    gone, come = sorted({*then} - {*now}), sorted({*now} - {*then})
    if gone or come:
        yield Difference("ordered, only in one", [*gone], [*come])
    for place, (before, after) in enumerate(zip(then, now, strict=False), start=1):
        if before != after:
            yield Difference(f"ordered, place {place}", before, after)
            return


def told(option: Option) -> tuple[str, JsonValue]:
    said: dict[str, JsonValue] = option.model_dump(mode="json", exclude={"technique_id"})
    return option.technique_id, said


def entries(kind: str, then: Mapping[str, JsonValue], now: Mapping[str, JsonValue]) -> Iterator[Difference]:
    """By name, whatever differs; what is a mapping on both sides is told part by part."""
    for name in sorted({*then, *now}):
        before, after = then.get(name), now.get(name)
        if isinstance(before, dict) and isinstance(after, dict):
            yield from entries(f"{kind} {name}", before, after)
        elif before != after:
            yield Difference(f"{kind} {name}", before, after)
