"""Which problem a refusal of the decider or the log becomes."""

from collections.abc import Iterator
from contextlib import contextmanager

from services.coach.api.practicing import NotRecorded, Overtaken
from services.coach.api.shapes import PracticeShown
from services.coach.api.showing import shown
from services.coach.decider import NoSuchPractice, NotAllowed
from shared.catalogue import Catalogue
from shared.http import FieldError, Problem, invalid, not_found, problem_of, try_again
from shared.log import LogUnavailable


class OvertakenProblem(Problem):
    """409 that also shows the practice as it is by now, so that the other device can go on from there."""

    def __init__(self, overtaken: Overtaken, practice: PracticeShown) -> None:
        reason = overtaken.reason
        error = FieldError(reason.field, reason.allowed)
        super().__init__(409, reason.code, "This practice is somewhere else by now", reason.allowed, errors=(error,))
        self.practice = practice

    def body(self) -> dict[str, object]:
        return super().body() | {"practice": self.practice.model_dump(mode="json", exclude_none=True)}


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
        raise OvertakenProblem(overtaken, shown(overtaken.practice, catalogue)) from None
    except NotRecorded as refused:
        raise problem_of(refused.outcome) or try_again() from None
    except LogUnavailable:
        raise try_again() from None
