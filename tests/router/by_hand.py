"""The rules of docs/specification/routing.md told once more, as plainly as can be, to hold the router's against them.

Nothing of the router's own rules is used here, and every number is written out again.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from services.router.helped import Run
from services.router.ranking import Plan, RankingInputs
from shared.catalogue import Emotion, Technique, load_catalogue
from shared.events import Reason

CATALOGUE = load_catalogue()
MEDICAL = {
    "cardiac",
    "eating-disorder",
    "fainting",
    "low-high-bp",
    "raynaud-cold-allergy",
    "seizures",
    "bipolar",
}
Predicate = Callable[[Technique, RankingInputs, Reason], bool]


def felt(inputs: RankingInputs) -> list[Emotion]:
    return [CATALOGUE.emotions[each] for each in inputs.emotions]


def pleasant(emotion: str | None) -> bool:
    return emotion is not None and CATALOGUE.emotions[emotion].valence > 0


def all_pleasant(inputs: RankingInputs) -> bool:
    return all(pleasant(each) for each in inputs.emotions)


def avoided(technique: Technique, cautions: Mapping[str, bool]) -> bool:
    """Filter 4: yes; or not answered and medical."""
    return any(cautions.get(code, code in MEDICAL) for code in technique.cautions.avoid_if)


def barred(technique: Technique, inputs: RankingInputs) -> bool:
    return bool({each.care for each in felt(inputs)} & set(technique.cautions.not_for_care))


def fits(technique: Technique, emotion: Emotion) -> bool:
    """Section 4: a prefix, or a group; and no exception."""
    parts = emotion.id.split(".")
    prefixes = {".".join(parts[:depth]) for depth in range(1, len(parts) + 1)}
    if {f"!{each}" for each in prefixes} & set(technique.fits):
        return False
    groups = {"@any"}
    if emotion.valence > 0:
        groups.add("@pleasant")
    if emotion.valence < 0:
        groups |= {"@unpleasant"} | ({"@charged"} if emotion.arousal >= 0.30 else set())
    return bool((prefixes | groups) & set(technique.fits))


def did_harm(run: Run) -> bool:
    """Said to be worse, or followed by a rise of 2; more of a pleasant feeling is no harm."""
    rose = run.before is not None and run.after is not None and run.after - run.before >= 2
    return run.helped == "worse" or (rose and not pleasant(run.emotion))


def harmful(inputs: RankingInputs) -> set[str]:
    """Filter 5: harm twice, ever, and not brought back by the client."""
    harms = [each.technique_id for each in inputs.history if did_harm(each) and each.at <= inputs.now]
    return {name for name in harms if harms.count(name) >= 2} - inputs.restored


def minutes(inputs: RankingInputs) -> int:
    if inputs.minutes is not None:
        return inputs.minutes
    return 3 if inputs.intensity >= inputs.regulate_first_from else 10


def runs_of(technique: Technique, inputs: RankingInputs) -> list[Run]:
    return [each for each in inputs.history if each.technique_id == technique.id and each.at <= inputs.now]


def outcome(run: Run) -> float | None:
    """Section 5: y in -1..1."""
    tap = {"helped": 1.0, "a_bit": 0.3, "no": -0.3, "worse": -1.0, None: None}[run.helped]
    if pleasant(run.emotion) or run.before is None or run.after is None:
        return tap
    expected = 0 if run.before <= 3 else 0.5 if run.before <= 6 else 1 if run.before <= 8 else 1.5
    fall = max(-1.0, min(1.0, (run.before - run.after - expected) / 3))
    return fall if tap is None else 0.7 * fall + 0.3 * tap


def mean(technique: Technique, inputs: RankingInputs) -> float:
    """Section 5: mE, level by level."""
    value = {"direct": 0.28, "component": 0.25}.get(technique.evidence.directness, 0.22)
    feeling = inputs.emotions[0]
    core = feeling.split(".")[0]
    exact = [each for each in runs_of(technique, inputs) if each.emotion == feeling]
    same = [each for each in runs_of(technique, inputs) if each not in exact and within(each, core)]
    other = [each for each in runs_of(technique, inputs) if each not in exact and not within(each, core)]
    for pseudo, runs in ((4, other), (3, same), (2, exact)):
        told = [(weight(each, inputs), y) for each in runs if (y := outcome(each)) is not None]
        value = (pseudo * value + sum(w * y for w, y in told)) / (pseudo + sum(w for w, _ in told))
    return value


def within(run: Run, core: str) -> bool:
    return run.emotion is not None and run.emotion.split(".")[0] == core


def weight(run: Run, inputs: RankingInputs) -> float:
    newer: float = 0.5 ** ((inputs.now - run.at) / timedelta(days=60))
    side = 1.0 if run.before is not None and (run.before >= 8) == (inputs.intensity >= 8) else 0.5
    return newer * side * (1.5 if run.triggers & inputs.triggers else 1.0)


def observed(technique: Technique, inputs: RankingInputs) -> list[float]:
    return [y for each in runs_of(technique, inputs) if (y := outcome(each)) is not None]


def planned(technique: Technique, inputs: RankingInputs, reason: Reason) -> bool:
    return any(each.technique_id == technique.id and cued(each, inputs) for each in inputs.plans)


def cued(plan: Plan, inputs: RankingInputs) -> bool:
    """Everything the cue names is so, and it names something."""
    feeling = any(f"{each}.".startswith(f"{cue}.") for cue in plan.feelings for each in inputs.emotions)
    trigger = bool(plan.triggers & inputs.triggers)
    named = [found for given, found in ((plan.feelings, feeling), (plan.triggers, trigger)) if given]
    return bool(named) and all(named)


def high(technique: Technique, inputs: RankingInputs, reason: Reason) -> bool:
    told = reason.facts["intensity"] == inputs.intensity
    return told and inputs.intensity >= inputs.regulate_first_from and technique.level == "regulate"


def helped_before(technique: Technique, inputs: RankingInputs, reason: Reason) -> bool:
    """At least two observed runs and mE of .35; how often, with this feeling if it says so."""
    good = [each for each in runs_of(technique, inputs) if (outcome(each) or 0.0) > 0.25]
    feeling = reason.facts.get("emotion")
    times = len([each for each in good if feeling is None or each.emotion == feeling])
    claimed = len(observed(technique, inputs)) >= 2 and mean(technique, inputs) >= 0.35 - 1e-9
    return claimed and feeling in {None, inputs.emotions[0]} and 0 < times == reason.facts["times"]


def often_helps(technique: Technique, inputs: RankingInputs, reason: Reason) -> bool:
    outcomes = observed(technique, inputs)
    good = len([each for each in outcomes if each > 0.25])
    told = (reason.facts["times"], reason.facts["of"]) == (good, len(outcomes))
    return told and len(outcomes) >= 5 and good / len(outcomes) >= 0.6


def last_time(technique: Technique, inputs: RankingInputs, reason: Reason) -> bool:
    """If it says how it went last time, then of one of the latest runs that have both numbers."""
    if "before" not in reason.facts:
        return "after" not in reason.facts
    both = [each for each in runs_of(technique, inputs) if each.before is not None and each.after is not None]
    latest = [each for each in both if each.at == max(run.at for run in both)]
    return (reason.facts["before"], reason.facts["after"]) in {(each.before, each.after) for each in latest}


def left_early(technique: Technique, inputs: RankingInputs, reason: Reason) -> bool:
    latest: Sequence[Run] = sorted(runs_of(technique, inputs), key=lambda each: (each.at, each.stopped))[-3:]
    return len(latest) == 3 and all(each.stopped for each in latest)


def another_way(technique: Technique, inputs: RankingInputs, reason: Reason) -> bool:
    told = (reason.facts["channel"], reason.facts["last"]) == (technique.channel, inputs.standing.last_channel)
    return told and technique.channel != inputs.standing.last_channel


def checked_evidence(technique: Technique, inputs: RankingInputs, reason: Reason) -> bool:
    given = technique.evidence
    checked = any(CATALOGUE.references[each].status == "checked" for each in given.refs)
    told = (reason.facts["strength"], reason.facts["directness"]) == (given.strength, given.directness)
    return told and checked and not given.doubt


def made_for(technique: Technique, inputs: RankingInputs, reason: Reason) -> bool:
    return reason.facts["emotion"] in inputs.emotions and reason.facts["emotion"] in technique.fits


def marked(technique: Technique, inputs: RankingInputs, reason: Reason) -> bool:
    caution = str(reason.facts["caution"])
    return inputs.cautions.get(caution) is True and caution in technique.cautions.adapt_if


TRUE: Mapping[str, Predicate] = {
    "plan": planned,
    "intensity": high,
    "often-helps": lambda *case: often_helps(*case) and last_time(*case),
    "helped-before": lambda *case: helped_before(*case) and last_time(*case),
    "tried-once": lambda technique, inputs, _: len(runs_of(technique, inputs)) == 1,
    "homework": lambda technique, inputs, reason: inputs.homework.get(technique.id) == reason.facts["source"],
    "made-for": made_for,
    "unseen": lambda technique, inputs, _: inputs.privacy == "public" and technique.needs.privacy == "discreet",
    "minutes": lambda technique, inputs, reason: reason.facts["minutes"] == technique.minutes <= minutes(inputs),
    "different": another_way,
    "evidence": checked_evidence,
    "device": lambda technique, inputs, _: technique.id in inputs.offered,
    "fits": lambda technique, inputs, _: any(fits(technique, each) for each in felt(inputs)),
    "adapted": marked,
    "too-long": left_early,
    "tiny": lambda technique, inputs, reason: reason.facts["minutes"] == technique.minutes > minutes(inputs),
}
