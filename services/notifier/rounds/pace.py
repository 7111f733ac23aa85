"""How fast the rounds go."""

from dataclasses import dataclass
from datetime import timedelta

from services.notifier.delivery import Patience


@dataclass(frozen=True, slots=True)
class Pace:
    """`look` is the pause after a round that found nothing, `lease` how long a taken moment is out of others' hands;
    `batch` moments are taken in a round, `at_once` of them sent at the same time. Without a round for `old` the worker
    is not ready."""

    patience: Patience
    look: timedelta
    lease: timedelta
    batch: int
    at_once: int
    old: timedelta = timedelta(minutes=5)
