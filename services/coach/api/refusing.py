"""Which problem a refusal of the decider or the log becomes."""

from collections.abc import Iterator
from contextlib import contextmanager

from services.coach.api.practicing import NotRecorded, Overtaken
from services.coach.api.shapes import PracticeSummary
from services.coach.api.showing import summary
from services.coach.decider import HIGHEST, LOWEST, Begun, NoSuchPractice, NotAllowed, Running
from shared.catalogue import Catalogue
from shared.http import FieldError, Problem, invalid, matches, not_found, problem_of, try_again
from shared.log import LogUnavailable, Stale

WHERE = {"id", "state", "steps_total", "steps_done", "next_step"}


class OvertakenProblem(Problem):
    """409 that also says where the practice is by now, so that the other device can go on from there.

    Nothing that somebody answered or felt is in it: problems end up in logs of apps.
    """

    def __init__(self, overtaken: Overtaken, practice: PracticeSummary) -> None:
        reason = overtaken.reason
        error = FieldError(reason.field, reason.allowed)
        super().__init__(409, reason.code, "This practice is somewhere else by now", reason.allowed, errors=(error,))
        self.practice = practice

    def body(self) -> dict[str, object]:
        return super().body() | {"practice": self.practice.model_dump(mode="json", include=WHERE)}


@contextmanager
def as_problems(catalogue: Catalogue) -> Iterator[None]:
    """Raise problems in place of refusals."""
    try:
        yield
    except NoSuchPractice:
        raise not_found() from None
    except NotAllowed as wrong:
        raise invalid(wrong.field, wrong.allowed) from None
    except Overtaken as overtaken:
        raise OvertakenProblem(overtaken, summary(overtaken.practice, catalogue)) from None
    except NotRecorded as refused:
        # Stale is what is left after every try: the client's other practices came first, and this one may be untouched.
        problem = None if isinstance(refused.outcome, Stale) else problem_of(refused.outcome)
        raise problem or try_again() from None
    except LogUnavailable:
        raise try_again() from None


def refuse_changed(if_match: str | None, etag: str) -> None:
    """Raise the problem 412 where an If-Match header names another state than the one there is."""
    if if_match is not None and not matches(if_match, etag):
        raise Problem(
            412, "stale", "This has changed in the meantime", "Read it again, then repeat what you wanted to do."
        )


def refuse_unrated(practice: Begun) -> None:
    """Raise the problem 409 until somebody says how it is after the practice; no offer is made before.

    "Made it worse" is an answer too: a number may be too much to ask then.
    """
    href = f"/v1/practices/{practice.run.practice_id}"
    if isinstance(practice, Running):
        detail = f"Finish or stop it, and say how strong it is then: POST {href}/finish or {href}/stop."
    elif practice.rating.intensity_after is None and practice.rating.helped != "worse":
        detail = f"Say how strong it is now: POST {href}/rate."
    else:
        return
    error = FieldError("intensity_after", f"Give a whole number from {LOWEST} to {HIGHEST}.")
    raise Problem(409, "not-rated", "What fits next depends on how strong it is now", detail, errors=(error,))
