"""Rules that services share: what a technique fits, and for whom it is not suitable (docs/specification/routing.md)."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from shared.catalogue.model import Care, Caution, Emotion, Technique
from shared.events.parts import Helped

Depth = Literal[1, 2, 3]
Group = Literal["@any", "@unpleasant", "@pleasant", "@charged"]
# From the most to the least specific; every score of routing.md section 4 falls in this order, at 8 and above too.
DEPTHS: tuple[Depth, ...] = (3, 2, 1)
GROUPS: tuple[Group, ...] = ("@charged", "@pleasant", "@unpleasant", "@any")
CHARGED_AROUSAL = 0.30
MEDICAL: frozenset[Caution] = frozenset(
    {"cardiac", "eating-disorder", "fainting", "low-high-bp", "raynaud-cold-allergy", "seizures", "bipolar"}
)
NOT_REVIEWED = "not clinically reviewed"
# After minus before: a smaller change is within what a rating of 1..10 wobbles by.
RISE_THAT_HARMS = 2
# Once may be chance; the second time takes a technique out (safety.md S9).
HARMS_THAT_TAKE_OUT = 2
FLOOR = ("feet-on-floor", "three-slow-breaths")
# "I can't name it" (routing.md section 1) counts as the most general feeling.
UNSURE, UNSURE_MEANS = "unsure", "bad"


@dataclass(frozen=True, slots=True)
class Fit:
    """How a technique fits one emotion. `entry` is the entry of its `fits` that decided, None if none matched.

    Exactly one of these holds: `depth` (1 = core, 2 = middle, 3 = outer id) or `group` says how specific the match is;
    `excluded` is true for an exception ('!prefix'); or nothing matched.
    """

    entry: str | None = None
    depth: Depth | None = None
    group: Group | None = None
    excluded: bool = False

    @property
    def fits(self) -> bool:
        return self.depth is not None or self.group is not None


@dataclass(frozen=True, slots=True)
class Unsuitable:
    """A technique that the person's own cautions take out. `answered` is false when the question is still open."""

    technique_id: str
    caution: Caution
    answered: bool
    because: str

    @property
    def code(self) -> Literal["caution", "caution-unanswered"]:
        return "caution" if self.answered else "caution-unanswered"


def in_group(emotion: Emotion, group: Group) -> bool:
    """Whether the group covers the emotion."""
    if group == "@any":
        return True
    if group == "@pleasant":
        return emotion.valence > 0
    return emotion.valence < 0 and (group == "@unpleasant" or emotion.arousal >= CHARGED_AROUSAL)


def fit(technique: Technique, emotion: Emotion) -> Fit:
    """The most specific match (routing.md section 4). A prefix covers itself and all under it; an exception wins."""
    entries, path = technique.fits, emotion.path
    for entry in entries:
        if entry[0] == "!" and entry[1:] in path:
            return Fit(entry=entry, excluded=True)
    for depth in DEPTHS:
        if depth <= len(path) and path[depth - 1] in entries:
            return Fit(entry=path[depth - 1], depth=depth)
    for group in GROUPS:
        if group in entries and in_group(emotion, group):
            return Fit(entry=group, group=group)
    return Fit()


def barred_by_care(technique: Technique, emotions: Iterable[Emotion]) -> Care | None:
    """The care code of a chosen feeling for which the technique is not offered (routing.md filter 1)."""
    barred = technique.cautions.not_for_care
    return next((emotion.care for emotion in emotions if emotion.care is not None and emotion.care in barred), None)


def unsuitable(technique: Technique, cautions: Mapping[str, bool]) -> Unsuitable | None:
    """Filter 4 of routing.md: the first caution that speaks against the technique, or None.

    `cautions` holds the answers: True = yes, False = no, absent = not answered, which counts as yes for the medical
    group and as no for the others. A "yes" is named before an open question.
    """
    avoid, because = technique.cautions.avoid_if, technique.cautions.because
    for caution in avoid:
        if cautions.get(caution):
            return Unsuitable(technique.id, caution, answered=True, because=because)
    for caution in avoid:
        if caution in MEDICAL and caution not in cautions:
            return Unsuitable(technique.id, caution, answered=False, because=because)
    return None


def adapted(technique: Technique, cautions: Mapping[str, bool]) -> tuple[Caution, ...]:
    """The marked cautions under which the technique stays, with changed wording."""
    return tuple(caution for caution in technique.cautions.adapt_if if cautions.get(caution))


def did_harm(helped: Helped | None, before: int | None, after: int | None, pleasant: bool) -> bool:
    """Whether one run of a technique did harm: it was called worse, or was followed by a rise of 2 or more.

    `pleasant` is about the run's own feeling: more of a pleasant one is no harm.
    """
    if helped == "worse":
        return True
    return not pleasant and before is not None and after is not None and after - before >= RISE_THAT_HARMS


def harmed_twice(harmful_runs: Iterable[str]) -> frozenset[str]:
    """Filter 5 of routing.md: the techniques that did harm twice, ever. One id for each run that did harm."""
    counted = Counter(harmful_runs)
    return frozenset(name for name, times in counted.items() if times >= HARMS_THAT_TAKE_OUT)


def stays_restored(named: Mapping[int, bool], harms: Collection[int]) -> bool:
    """Whether a technique that the client brought back is still back.

    `named`: by the version that said so, whether it was among the restored. `harms`: the versions that told of harm.
    It was a choice after the harm that was known then: two more take it out again, until it is chosen anew.
    """
    since: int | None = None
    for version in sorted(named):
        if not named[version]:
            since = None
        elif since is None or told_between(harms, since, version) >= HARMS_THAT_TAKE_OUT:
            since = version
    return since is not None and told_between(harms, since) < HARMS_THAT_TAKE_OUT


def told_between(harms: Collection[int], after: int, until: int | None = None) -> int:
    return sum(after < each and (until is None or each < until) for each in harms)


def not_offered_sentence(found: Unsuitable, labels: Mapping[str, str]) -> str:
    """Why it is not offered, in the words of routing.md section 7."""
    label = labels[found.caution]
    if found.answered:
        return f"Not offered: {found.because}, and you marked {label}."
    return f"Not offered: {found.because}, and the question about {label} is still open."


def meant(emotion_id: str) -> str:
    """The emotion that a chosen id stands for."""
    return UNSURE_MEANS if emotion_id == UNSURE else emotion_id


def review_notice(reviewers: Iterable[tuple[str, ...]]) -> str:
    """What stands beside texts of which at least one has no reviewer (safety.md section 8); empty once all have."""
    return "" if all(reviewers) else NOT_REVIEWED
