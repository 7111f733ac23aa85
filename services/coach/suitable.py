"""What speaks against a technique for this person, and what to mind (docs/specification/routing.md section 3). Pure.

The same filters as in the router's offers, those that hold at any moment: 1, 4 and 5 without "done already".
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from shared.catalogue import (
    Caution,
    Emotion,
    Technique,
    adapted,
    barred_by_care,
    did_harm,
    fit,
    harmed_twice,
    meant,
    unsuitable,
)
from shared.events import Contract, Helped, PracticeFinished, PracticeRated, PracticeStopped, Reason


@dataclass(frozen=True, slots=True)
class Mine:
    """What of a client decides it. `harmful`: techniques that did harm twice and were not brought back."""

    cautions: Mapping[str, bool] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    harmful: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one practice. `emotions` are those of its check-in, the strongest first; intensities are 1..10."""

    technique_id: str
    check_in_id: UUID | None = None
    emotions: tuple[str, ...] = ()
    before: int | None = None
    after: int | None = None
    helped: Helped | None = None

    def harmed(self, pleasant: bool) -> bool:
        return did_harm(self.helped, self.before, self.after, pleasant)


Standing = Callable[[Outcome], Outcome | None]


def against(technique: Technique, mine: Mine, feelings: Sequence[Emotion] = ()) -> Iterator[Reason]:
    """Every reason why it is not offered, in the order of the filters; none if it is suitable."""
    if feelings and not any(fit(technique, emotion).fits for emotion in feelings):
        yield Reason(code="feeling")
    if barred_by_care(technique, feelings):
        yield Reason(code="care")
    if found := unsuitable(technique, mine.cautions):
        yield Reason(code=found.code, facts={"caution": found.caution})
    if technique.id in mine.hidden:
        yield Reason(code="hidden")
    if technique.id in mine.harmful:
        yield Reason(code="harmed")


def to_mind(technique: Technique, mine: Mine) -> Iterator[Reason]:
    """It stays, with care, because of these answers."""
    marked: tuple[Caution, ...] = adapted(technique, mine.cautions)
    return (Reason(code="adapted", facts={"caution": caution}) for caution in marked)


def outcomes(events: Iterable[Contract]) -> list[Outcome]:
    """What came of each practice, from its events in the order in which they were told: what was said first stands."""
    known: dict[UUID, Outcome] = {}
    for data in events:
        if isinstance(data, PracticeFinished | PracticeStopped | PracticeRated):
            first = known.get(data.practice_id) or Outcome(
                data.technique_id, data.check_in_id, tuple(data.emotions), data.intensity_before
            )
            after = data.intensity_after if first.after is None else first.after
            known[data.practice_id] = replace(first, after=after, helped=first.helped or data.helped)
    return list(known.values())


def suspects(told: Iterable[Outcome]) -> list[Outcome]:
    """The outcomes of techniques that may have done harm twice, whatever their check-ins have become since."""
    harmful = [each for each in told if each.harmed(pleasant=False)]
    names = harmed_twice(each.technique_id for each in harmful)
    return [each for each in harmful if each.technique_id in names]


def proven(found: Iterable[Outcome], standing: Standing, emotions: Mapping[str, Emotion]) -> frozenset[str]:
    """The techniques among `suspects` that did harm twice.

    `standing` gives an outcome the feelings that its check-in has now; None where it was taken back.
    """
    stands = [each for outcome in found if (each := standing(outcome)) is not None]
    return harmed_twice(each.technique_id for each in stands if each.harmed(pleasant(each, emotions)))


def pleasant(outcome: Outcome, emotions: Mapping[str, Emotion]) -> bool:
    """Whether its own feeling is: a run belongs to the first feeling of its check-in (routing.md section 1)."""
    own = emotions.get(meant(outcome.emotions[0])) if outcome.emotions else None
    return own is not None and own.valence > 0
