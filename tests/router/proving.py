"""Properties on many random cases, each of which can be run again by itself.

PROPERTY_SEED is the seed of all of them, PROPERTY_CASES how many there are of each property. PROPERTY_CASE runs the
one case of that number.
"""

import os
from collections.abc import Callable
from random import Random

SEED = os.environ.get("PROPERTY_SEED", "20261128")
CASES = int(os.environ.get("PROPERTY_CASES", "2000"))
ALONE = os.environ.get("PROPERTY_CASE")
DRAWS_PER_CASE = 4
TOLD: list[str] = []  # what ran, for the end of the test run

Property = Callable[[Random], None]


class Unfit(Exception):
    """This case says nothing about the property; another one is drawn."""


def suits(condition: bool) -> None:
    """Go on only with a case of which the property speaks. Raises Unfit."""
    if not condition:
        raise Unfit


def chance_for(name: str, number: int) -> Random:
    """The same on every machine, because a text is hashed by Random itself."""
    return Random(f"{SEED} {name} {number}")


def proved(test: Property) -> Callable[[], None]:
    """A test of one case becomes one of CASES cases that fit, each with a seed of its own."""
    name = test.__name__

    def check() -> None:
        if ALONE is not None:
            holds(test, name, int(ALONE))
            return
        fitting = number = 0
        while fitting < CASES:
            assert number < CASES * DRAWS_PER_CASE, f"Only {fitting} of {number} cases fit."
            fitting += holds(test, name, number)
            number += 1
        TOLD.append(f"{name.split('_')[1].upper()}: {fitting}")

    check.__name__ = check.__qualname__ = name
    check.__doc__, check.__module__ = test.__doc__, test.__module__
    return check


def holds(test: Property, name: str, number: int) -> bool:
    """Whether the case fits the property; it holds for it then."""
    try:
        test(chance_for(name, number))
    except Unfit:
        return False
    except Exception as error:
        error.add_note(f"Case {number}; alone: PROPERTY_SEED={SEED} PROPERTY_CASE={number} pytest -k {name}")
        raise
    return True
