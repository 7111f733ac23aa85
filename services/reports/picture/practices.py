"""What was practised, and what helped (docs/specification/homework.md section 6)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from statistics import median
from typing import TypeVar
from uuid import UUID

from services.reports.picture.asked import Asked, Told
from services.reports.picture.moments import local_time, standing, when
from services.reports.picture.parts import Practices, Span, Tried, When
from shared.catalogue import Catalogue
from shared.events import CheckInRecorded, Helped, PracticeFinished, PracticeRated, PracticeRun, PracticeStopped

SHOWN_FROM, OFTEN_FROM = 2, 5
# "Often" as in docs/specification/routing.md section 5: five runs or more, at least three in five of them helped.
OFTEN_SHARE = Fraction(3, 5)
FALLS_BY_ITSELF = 9
T = TypeVar("T")
Ending = PracticeFinished | PracticeStopped | PracticeRated


@dataclass(frozen=True, slots=True)
class Run:
    """One practice. `before` and `after` are 1..10 and, like the tap, missing where nobody answered."""

    technique_id: str
    when: When
    before: int | None
    after: int | None
    helped: Helped | None


def practices(events: Sequence[Told], asked: Asked, catalogue: Catalogue) -> Practices:
    """The runs that began within the days asked for. `events` are in order."""
    runs = [each for each in runs_of(events, asked) if asked.holds(each.when.day)]
    by_technique: dict[str, list[Run]] = {}
    for run in runs:
        by_technique.setdefault(run.technique_id, []).append(run)
    named = {name(id, catalogue): of for id, of in by_technique.items()}
    tried = [summed(each, of) for each, of in named.items() if len(of) >= SHOWN_FROM]
    return Practices(
        span=Span(asked.starts, asked.ends),
        runs=len(runs),
        marks=tuple(run.when for run in runs),
        tried=tuple(sorted(tried, key=lambda each: (-each.runs, each.name))),
        once=tuple(sorted(each for each, of in named.items() if len(of) < SHOWN_FROM)),
        from_high=any((run.before or 0) >= FALLS_BY_ITSELF and run.after is not None for run in runs),
    )


def runs_of(events: Sequence[Told], asked: Asked) -> list[Run]:
    """Every practice but those of a moment that was deleted: their numbers are that moment's."""
    ends = standing(events)
    moments = {each.id: each.data for each in events if isinstance(each.data, CheckInRecorded)}
    together: dict[UUID, list[tuple[datetime, PracticeRun]]] = {}
    for each in events:
        if isinstance(each.data, PracticeRun):
            together.setdefault(each.data.practice_id, []).append((each.at, each.data))
    runs = []
    for told in together.values():
        cause = told[0][1].check_in_id
        now = ends.get(cause) if cause else None
        if cause is None or now is not None:
            runs.append(run(told, moments.get(cause) if cause else None, moments.get(now) if now else None, asked))
    return sorted(runs, key=begun)


def run(
    told: Sequence[tuple[datetime, PracticeRun]],
    cause: CheckInRecorded | None,
    now: CheckInRecorded | None,
    asked: Asked,
) -> Run:
    """What all events of one practice say together: the last answer to each question stands.

    `now` is the moment as it stands, `cause` as it was: a number taken over from it follows an edit.
    """
    said = [data for _, data in told]
    began = min(min(at, data.started_at) for at, data in told)
    endings = [data for data in said if isinstance(data, Ending)]
    before = last(data.intensity_before for data in said)
    if cause is not None and now is not None and before == cause.intensity:
        before = now.intensity
    return Run(
        technique_id=said[0].technique_id,
        when=when(local_time(began, now) if now else asked.local(began)),
        before=before,
        after=last(data.intensity_after for data in endings),
        helped=last(data.helped for data in endings),
    )


def begun(run: Run) -> tuple[str, bool, str, str]:
    return run.when.day.isoformat(), not run.when.early, run.when.part, run.technique_id


def last(answers: Iterable[T | None]) -> T | None:
    given = [each for each in answers if each is not None]
    return given[-1] if given else None


def summed(name: str, runs: Sequence[Run]) -> Tried:
    pairs = [(run.before, run.after) for run in runs if run.before is not None and run.after is not None]
    helped = sum(run.helped == "helped" for run in runs)
    return Tried(
        name=name,
        runs=len(runs),
        rated=len(pairs),
        before=middle([before for before, _ in pairs]),
        after=middle([after for _, after in pairs]),
        change=middle([after - before for before, after in pairs]),
        helped=helped,
        answered=sum(run.helped is not None for run in runs),
        often=len(runs) >= OFTEN_FROM and helped >= OFTEN_SHARE * len(runs),
    )


def middle(numbers: Sequence[int]) -> Fraction | None:
    """The median, exactly."""
    return Fraction(median(numbers)) if numbers else None


def name(technique_id: str, catalogue: Catalogue) -> str:
    """Its name; one that this catalogue no longer has keeps its id as words."""
    technique = catalogue.techniques.get(technique_id)
    return technique.name if technique else technique_id.replace("-", " ").capitalize()
