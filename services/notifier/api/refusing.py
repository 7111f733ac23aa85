"""Which problem a refusal of the rules becomes."""

from collections.abc import Iterator
from contextlib import contextmanager

from services.notifier.decider import NoSuchReminder, NotAllowed, OneADay, TooMany
from services.notifier.words import CANCELLED, ONE_A_DAY, TOO_MANY
from shared.http import FieldError, Problem, invalid, not_found, stale

# The rules' own words for what travels under another name.
TRAVELS_AS = {"starts": "from", "ends": "until"}


@contextmanager
def as_problems() -> Iterator[None]:
    """Raise problems in place of refusals."""
    try:
        yield
    except NoSuchReminder:
        raise not_found() from None
    except NotAllowed as wrong:
        raise invalid(TRAVELS_AS.get(wrong.field, wrong.field), wrong.allowed) from None
    except OneADay:
        raise one_a_day() from None
    except TooMany:
        raise too_many() from None


def one_a_day() -> Problem:
    error = FieldError("days", ONE_A_DAY)
    return Problem(409, "one-a-day", "There is a reminder on these days already", ONE_A_DAY, errors=(error,))


def too_many() -> Problem:
    error = FieldError("days", TOO_MANY)
    return Problem(409, "too-many", "There are many reminders already", TOO_MANY, errors=(error,))


def cancelled_since() -> Problem:
    """410: what the very same request set before is not there any more."""
    return Problem(410, "cancelled", "It was cancelled since", CANCELLED)


def changed_meanwhile() -> Problem:
    """412: the caller's If-Match names another version."""
    known = stale()
    return Problem(412, "stale", known.title, known.detail)


def not_now(kind: str, title: str, detail: str) -> Problem:
    return Problem(409, kind, title, detail)
