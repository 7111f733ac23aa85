"""Which problem a refusal of the rules or the log becomes."""

from collections.abc import Iterator
from contextlib import contextmanager

from services.reports.consents import NotAllowed, Over
from services.reports.decider import NotNow, NotNowCode
from services.reports.ledger import NotRecorded, Overtaken
from shared.http import Problem, invalid, not_found, problem_of, stale, try_again

CONSENT_ENDED = "This consent has ended. You can give a new one whenever you like."
WORDS: dict[NotNowCode, tuple[str, str]] = {
    "consent-ended": ("This consent has ended", CONSENT_ENDED),
    "consent-narrowed": (
        "The consent holds less by now",
        "This report shows more than the consent holds by now. You can ask for a new one.",
    ),
    "not-built-yet": ("It is still being made", "Look again in a moment: GET /v1/reports/{id} says when it is ready."),
    "not-built": ("It was not made", "There is no file. GET /v1/reports/{id} says why; you can ask for a new one."),
    "taken-back": (
        "Something in it was taken back",
        "You took back a moment after this report was made. You can ask for a new one without it.",
    ),
}


@contextmanager
def as_problems() -> Iterator[None]:
    """Raise problems in place of refusals."""
    try:
        yield
    except NotAllowed as wrong:
        raise invalid(wrong.field, wrong.allowed) from None
    except Over:
        raise not_now("consent-ended") from None
    except NotNow as reason:
        raise not_now(reason.code) from None
    except NotRecorded as refused:
        raise problem_of(refused.outcome) or try_again() from None
    except Overtaken:
        raise try_again() from None


@contextmanager
def as_not_there() -> Iterator[None]:
    """For somebody else than the client: why something is not there for them is the client's own business."""
    try:
        yield
    except NotNow:
        raise not_found("There is nothing shared with you here.") from None
    except Overtaken:
        raise try_again() from None


def not_now(code: NotNowCode) -> Problem:
    title, detail = WORDS[code]
    return Problem(409, code, title, detail)


def changed_meanwhile() -> Problem:
    """412: the caller's If-Match names another state."""
    known = stale()
    return Problem(412, "stale", known.title, known.detail)
