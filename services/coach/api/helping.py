"""Answers that open the page with help: they are never kept (safety.md S10). Pure."""

from collections.abc import Iterable

from shared.catalogue import Step, Technique, opens_help
from shared.events import Size


def step_opens_help(technique: Technique, size: Size, step: int, said: object) -> bool:
    """Whether `said` in answer to the step (counted from 1) opens the page."""
    return any_opens_help(technique.steps_of(size)[max(step - 1, 0) : max(step, 0)], said)


def any_opens_help(steps: Iterable[Step], said: object) -> bool:
    """Whether `said`, one text or several, opens the page in any of the steps."""
    answers = [each for each in (said if isinstance(said, list) else [said]) if isinstance(each, str)]
    return any(opens_help(step, answer) for answer in answers for step in steps)
