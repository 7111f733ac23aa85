"""What a technique has to satisfy beside its shape; each check yields `field: what is wrong`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from shared.catalogue.evidence import evidence_faults
from shared.catalogue.model import Emotion, Technique
from shared.catalogue.rules import GROUPS
from shared.catalogue.sources import Reference
from shared.catalogue.steps import (
    HELPING,
    HOLD_CAUTIONS,
    UNTIMED_STEP_SECONDS,
    BreatheStep,
    ChoiceStep,
    Pace,
    PlanStep,
    Step,
    TextStep,
    timed_seconds,
)

FIRST_LINE_MINUTES = 3
FIRST_LINE_FROM = 8
TINY_SECONDS = 60


def technique_faults(
    technique: Technique, emotions: Mapping[str, Emotion], references: Mapping[str, Reference]
) -> Iterator[str]:
    """Everything wrong with one technique."""
    yield from fit_faults(technique, emotions)
    yield from reference_faults(technique, references)
    yield from evidence_faults(technique, references)
    yield from key_faults(technique)
    yield from range_faults(technique)
    yield from breathing_faults(technique)
    yield from leading_faults(technique)
    yield from writing_faults(technique)
    yield from tiny_faults(technique)
    if technique.first_line:
        yield from first_line_faults(technique)
    if bool(technique.cautions.avoid_if) != bool(technique.cautions.because):
        yield "cautions.because: needed with avoid_if, and only there"


def fit_faults(technique: Technique, emotions: Mapping[str, Emotion]) -> Iterator[str]:
    known = {*emotions, *GROUPS, *(f"!{emotion}" for emotion in emotions)}
    for entry in technique.fits:
        if entry not in known:
            yield f"fits: {entry!r} is neither an emotion, nor a group, nor an exception"


def reference_faults(technique: Technique, references: Mapping[str, Reference]) -> Iterator[str]:
    for ref in technique.evidence.refs:
        if ref not in references:
            yield f"evidence.refs: unknown reference {ref!r}"


def key_faults(technique: Technique) -> Iterator[str]:
    for field, steps in (("steps", technique.steps), ("tiny.steps", technique.tiny.steps)):
        keys = [step.key for step in steps]
        for n, key in enumerate(keys):
            if key in keys[:n]:
                yield f"{field}.{n}.key: {key!r} stands twice"


def range_faults(technique: Technique) -> Iterator[str]:
    lo, hi = technique.intensity
    if lo > hi:
        yield "intensity: the lower end comes first"
    kept = sum(timed_seconds(step) or 0 for step in technique.steps)
    if kept > technique.minutes * 60:
        yield f"minutes: the steps alone take {kept:g} s, more than {technique.minutes} min"


def breathing_faults(technique: Technique) -> Iterator[str]:
    steps = (*technique.steps, *technique.tiny.steps)
    if not any(pace.pauses for pace in paces(steps)):
        return
    lacking = HOLD_CAUTIONS - set(technique.cautions.avoid_if)
    if lacking:
        yield f"cautions.avoid_if: a breath pause needs {', '.join(sorted(lacking))}"


def paces(steps: Iterable[Step]) -> Iterator[Pace]:
    """Every pace that somebody may be led through."""
    for step in steps:
        if isinstance(step, BreatheStep):
            yield step.pace
        if isinstance(step, ChoiceStep):
            yield from (option.pace for option in step.options if option.pace is not None)


def leading_faults(technique: Technique) -> Iterator[str]:
    """Options that lead back to where nobody has been, or out of what is over anyway."""
    for field, steps in (("steps", technique.steps), ("tiny.steps", technique.tiny.steps)):
        for n, step in enumerate(steps):
            if isinstance(step, ChoiceStep):
                yield from (f"{field}.{n}.options.{fault}" for fault in _leading(step, n, steps))


def _leading(step: ChoiceStep, n: int, steps: Sequence[Step]) -> Iterator[str]:
    earlier = {each.key: each for each in steps[:n]}
    for place, option in enumerate(step.options):
        if option.back is not None and option.back not in earlier:
            yield f"{place}.back: {option.back!r} is no earlier step"
        elif option.pace is not None and not isinstance(earlier[option.back or ""], BreatheStep):
            yield f"{place}.pace: {option.back!r} is no breathing step"
        if option.ends and n + 1 == len(steps):
            yield f"{place}.ends: the last step ends by itself"
        if (option.back or option.ends) and (step.many or step.each):
            yield f"{place}: leads somewhere, so it is for a step with one answer"


def writing_faults(technique: Technique) -> Iterator[str]:
    written = [step for step in technique.steps if isinstance(step, TextStep)]
    if written and technique.needs.writing == "none":
        yield "needs.writing: a text step is writing"
    if technique.needs.writing == "optional" and not all(step.optional for step in written):
        yield "needs.writing: with optional writing every text step is optional"


def tiny_faults(technique: Technique) -> Iterator[str]:
    steps = technique.tiny.steps
    if any(isinstance(step, TextStep | PlanStep) for step in steps):
        yield "tiny.steps: no writing in the tiny version"
    seconds = sum(timed_seconds(step) or UNTIMED_STEP_SECONDS for step in steps)
    if seconds > TINY_SECONDS:
        yield f"tiny.steps: about {seconds:g} s, more than {TINY_SECONDS}"


def first_line_faults(technique: Technique) -> Iterator[str]:
    """A first-line step settles the body at 8 and above: short, no writing, no pauses, low energy."""
    if technique.minutes > FIRST_LINE_MINUTES:
        yield f"first_line: takes {technique.minutes} min, more than {FIRST_LINE_MINUTES}"
    if technique.needs.writing != "none":
        yield "first_line: asks for writing"
    if technique.energy != "low":
        yield "first_line: asks for more than low energy"
    if technique.level != "regulate":
        yield "first_line: only techniques that settle first"
    if technique.intensity[1] < FIRST_LINE_FROM:
        yield f"first_line: its intensity ends below {FIRST_LINE_FROM}"
    if any(pace.pauses for pace in paces(technique.steps)):
        yield "first_line: has a breath pause"


def opening_faults(techniques: Mapping[str, Technique]) -> Iterator[tuple[str, str]]:
    """(technique id, fault) for options that lead nowhere, or to something that may be unsuitable."""
    for technique in techniques.values():
        for step in (*technique.steps, *technique.tiny.steps):
            for target in _openings(step):
                opened = techniques.get(target)
                if opened is None:
                    yield technique.id, f"steps: an option opens {target!r}, which is unknown"
                elif opened.cautions.avoid_if:
                    yield technique.id, f"steps: an option opens {target!r}, which is not for everybody"


def _openings(step: Step) -> list[str]:
    if not isinstance(step, ChoiceStep):
        return []
    return [option.opens for option in step.options if option.opens and option.opens not in HELPING]
