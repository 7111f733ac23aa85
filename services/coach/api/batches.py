"""Many practices at once, as a device sends them when it is online again."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import ValidationError

from services.coach.api.batch_shapes import (
    AnyPractice,
    PostedPractice,
    PostedPractices,
    PracticeResult,
    PracticeResults,
)
from services.coach.api.gathering import Gathering, Known
from services.coach.api.refusing import as_problems
from services.coach.api.showing import shown
from shared.auth import Principal, allow
from shared.catalogue import Catalogue
from shared.http import BATCH_BODY, Problem, busy, problem_of_invalid
from shared.log import QueueFull

Client = Annotated[Principal, Depends(allow("client"))]


def batch_routes(gathering: Gathering, catalogue: Catalogue) -> APIRouter:
    routes = APIRouter(tags=["practices"])

    @routes.post(
        "/v1/practices/batch",
        status_code=207,
        summary="Take in practices that were done offline",
        max_body_size=BATCH_BODY,
    )
    async def practices_done_offline(who: Client, posted: PostedPractices) -> PracticeResults:
        """Each counts whole or not at all. What is recorded already stays, the first answer to each step with it."""
        known = await gathering.known(who)
        results = {place: await result(who, posted.practices[place], known) for place in in_order(posted.practices)}
        return PracticeResults(results=[results[place] for place in range(len(posted.practices))])

    async def result(who: Principal, item: AnyPractice, known: Known) -> PracticeResult:
        read = practice_in(item)
        if isinstance(read, Problem):
            return PracticeResult(status=read.status, problem=read.body())
        try:
            with as_problems(catalogue):
                practice = await gathering.take_in(who, read, known)
        except (Problem, QueueFull) as refusal:
            problem = refusal if isinstance(refusal, Problem) else busy()
            return PracticeResult(id=read.id, status=problem.status, problem=problem.body())
        return PracticeResult(id=read.id, status=201, practice=shown(practice, catalogue))

    return routes


def in_order(items: Sequence[AnyPractice]) -> list[int]:
    """Their places by when they began, because how strong it was before one is what was said after another."""
    began = {place: each.occurred_at for place, each in enumerate(items) if isinstance(each, PostedPractice)}
    others = [place for place in range(len(items)) if place not in began]
    return [*sorted(began, key=lambda place: began[place]), *others]


def practice_in(item: AnyPractice) -> PostedPractice | Problem:
    """The practice, or why this is none."""
    if isinstance(item, PostedPractice):
        return item
    try:
        return PostedPractice.model_validate(item)
    except ValidationError as error:
        return problem_of_invalid(error, PostedPractice)
