"""Which problem a refusal about the plan becomes, and what only the catalogue can refuse."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from pydantic import ValidationError

from services.coach.api.refusing import as_problems
from services.coach.decider import NotNow
from services.coach.plan.decider import NoSuchAssignment
from services.coach.plan.task import Task
from shared.catalogue import Catalogue
from shared.http import FieldError, Problem, explain, invalid, not_found, refused

TECHNIQUE_ALLOWED = "Give the id of a technique from GET /v1/techniques, or leave it out."
FEELING_ALLOWED = "Give the id of a feeling from GET /v1/emotions; it covers all under it."
TITLES = {
    "let-go": "You have let go of this one",
    "plan-full": "This plan is full for now",
    "already-added": "This id is taken",
    "proposed": "This one is still a proposal",
    "proposals-waiting": "Some proposals wait for an answer",
}


class Cue(Protocol):
    """What an if-then plan names of the catalogue."""

    @property
    def technique_id(self) -> str | None: ...
    @property
    def feelings(self) -> list[str] | None: ...


class Naming(Protocol):
    """What a posted task or change names of the catalogue."""

    @property
    def technique_id(self) -> str | None: ...
    @property
    def if_then(self) -> Cue | None: ...


def refuse_unknown(posted: Naming, catalogue: Catalogue) -> None:
    """Raise the problem 422 for a technique or a feeling that the catalogue does not have."""
    refuse_technique(posted.technique_id, "technique_id", catalogue)
    if posted.if_then is not None:
        refuse_cue(posted.if_then, catalogue)


def refuse_cue(cue: Cue, catalogue: Catalogue) -> None:
    refuse_technique(cue.technique_id, "if_then.technique_id", catalogue)
    for place, each in enumerate(cue.feelings or ()):
        if each not in catalogue.emotions:
            raise invalid(f"if_then.feelings[{place}]", FEELING_ALLOWED)


def refuse_technique(technique_id: str | None, field: str, catalogue: Catalogue) -> None:
    if technique_id is not None and technique_id not in catalogue.techniques:
        raise invalid(field, TECHNIQUE_ALLOWED)


@contextmanager
def plan_problems(catalogue: Catalogue) -> Iterator[None]:
    """Raise problems in place of refusals."""
    with as_problems(catalogue):
        try:
            yield
        except NoSuchAssignment:
            raise not_found() from None
        except NotNow as reason:
            error = FieldError(reason.field, reason.allowed)
            raise Problem(409, reason.code, TITLES[reason.code], reason.allowed, errors=(error,)) from None
        except ValidationError as error:
            raise refused(explain(error, Task)) from None
