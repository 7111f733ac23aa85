"""Answers that are never kept: those that open the page with help (safety.md S10), and what is private. Pure."""

from collections.abc import Iterable, Iterator

from shared.catalogue import Step, Technique, TextStep, opens_help
from shared.events import Size


def is_never_kept(technique: Technique, size: Size, step: int, said: object) -> bool:
    """Whether `said` in answer to the step (counted from 1) is for the screen alone."""
    return any_never_kept(steps_at(technique, size, step), said)


def steps_at(technique: Technique, size: Size, step: int) -> tuple[Step, ...]:
    """The step, counted from 1; none where there is none."""
    return technique.steps_of(size)[max(step - 1, 0) : max(step, 0)]


def every_step_at(techniques: Iterable[Technique], step: int) -> Iterator[Step]:
    """That step of every practice, in both of its sizes."""
    for technique in techniques:
        yield from steps_at(technique, "full", step)
        yield from steps_at(technique, "tiny", step)


def any_never_kept(steps: Iterable[Step], said: object) -> bool:
    """Whether `said` is private in any of the steps, or opens the page with help."""
    asked = list(steps)
    private = said is not None and any(isinstance(step, TextStep) and step.private for step in asked)
    return private or any_opens_help(asked, said)


def any_opens_help(steps: Iterable[Step], said: object) -> bool:
    """Whether `said`, one text or several, opens the page in any of the steps."""
    answers = [each for each in (said if isinstance(said, list) else [said]) if isinstance(each, str)]
    return any(opens_help(step, answer) for answer in answers for step in steps)
