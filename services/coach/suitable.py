"""What speaks against a technique for this person, and what to mind (docs/specification/routing.md section 3). Pure.

The same filters as in the router's offers, those that hold at any moment: 1, 4 and 5 without "done already".
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
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
    stays_restored,
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
    """What came of one practice. `emotions` are those of its check-in, the strongest first; intensities are 1..10.

    `after_told` and `helped_told` are the versions of the stream that said so.
    """

    technique_id: str
    check_in_id: UUID | None = None
    emotions: tuple[str, ...] = ()
    before: int | None = None
    after: int | None = None
    helped: Helped | None = None
    after_told: int = field(default=0, compare=False)
    helped_told: int = field(default=0, compare=False)

    def harmed(self, pleasant: bool) -> bool:
        return did_harm(self.helped, self.before, self.after, pleasant)

    def harm_told(self, pleasant: bool) -> int:
        """The version that first told of the harm that it did."""
        rose = did_harm(None, self.before, self.after, pleasant)
        said = [self.after_told] if rose else []
        return min([*said, self.helped_told] if self.helped == "worse" else said, default=0)


Standing = Callable[[Outcome], Outcome | None]
# By version, the techniques that were named as restored then.
Restorings = Mapping[int, Collection[str]]
NEVER: Restorings = {}


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


def outcomes(events: Iterable[tuple[int, Contract]]) -> list[Outcome]:
    """What came of each practice, from its events with their versions, in that order: what was said first stands."""
    known: dict[UUID, Outcome] = {}
    for version, data in events:
        if isinstance(data, PracticeFinished | PracticeStopped | PracticeRated):
            first = known.get(data.practice_id) or Outcome(
                data.technique_id, data.check_in_id, tuple(data.emotions), data.intensity_before
            )
            if first.after is None and data.intensity_after is not None:
                first = replace(first, after=data.intensity_after, after_told=version)
            if first.helped is None and data.helped is not None:
                first = replace(first, helped=data.helped, helped_told=version)
            known[data.practice_id] = first
    return list(known.values())


def suspects(told: Iterable[Outcome]) -> list[Outcome]:
    """The outcomes of techniques that may have done harm twice, whatever their check-ins have become since."""
    harmful = [each for each in told if each.harmed(pleasant=False)]
    names = harmed_twice(each.technique_id for each in harmful)
    return [each for each in harmful if each.technique_id in names]


def proven(
    found: Iterable[Outcome], standing: Standing, emotions: Mapping[str, Emotion], restorings: Restorings = NEVER
) -> frozenset[str]:
    """The techniques among `suspects` that did harm twice, without those that were brought back and still are.

    `standing` gives an outcome the feelings that its check-in has now; None where it was taken back.
    """
    stands = [each for outcome in found if (each := standing(outcome)) is not None]
    harmful = [each for each in stands if each.harmed(pleasant(each, emotions))]
    out = set[str]()
    for name in harmed_twice(each.technique_id for each in harmful):
        told = [each.harm_told(pleasant(each, emotions)) for each in harmful if each.technique_id == name]
        if not stays_restored({version: name in ids for version, ids in restorings.items()}, told):
            out.add(name)
    return frozenset(out)


def pleasant(outcome: Outcome, emotions: Mapping[str, Emotion]) -> bool:
    """Whether its own feeling is: a run belongs to the first feeling of its check-in (routing.md section 1)."""
    own = emotions.get(meant(outcome.emotions[0])) if outcome.emotions else None
    return own is not None and own.valence > 0
