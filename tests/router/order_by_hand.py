"""Sections 3, 4 and 6 of docs/specification/routing.md told once more: who may be offered, every score, the order."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from services.router.ranking import RankingInputs
from shared.catalogue import Emotion, Technique
from tests.router.by_hand import (
    CATALOGUE,
    MEDICAL,
    all_pleasant,
    avoided,
    barred,
    cued,
    felt,
    fits,
    harmful,
    mean,
    minutes,
    outcome,
    runs_of,
)

ENERGY = {"low": 0, "medium": 1, "high": 2}
STRENGTH = {"meta-analysis": 1.0, "RCT": 0.85, "lab-study": 0.6, "practice-consensus": 0.5}
DIRECTNESS = {"direct": 1.0, "component": 0.85, "principle": 0.7, "consensus": 0.7}
SUITS_CARE = {
    "despair": {"self-compassion", "connection", "people", "activation"},
    "shame": {"self-compassion", "connection"},
    "grief": {"grief", "connection", "self-compassion"},
    "trauma": {"grounding", "connection"},
    "dissociation": {"grounding"},
    "harm": {"distress-tolerance", "anger", "grounding"},
    "safety": {"connection", "grounding"},
    "watch": {"connection", "activation", "people"},
}
NEVER = datetime.min.replace(tzinfo=UTC)


def high(inputs: RankingInputs) -> bool:
    """The side of the clinic's threshold; the weights have a side of 8."""
    return inputs.intensity >= inputs.regulate_first_from


def body_first(inputs: RankingInputs) -> bool:
    return high(inputs) or inputs.standing.phase == "g2"


def energy(inputs: RankingInputs) -> int:
    return ENERGY[inputs.energy or ("low" if high(inputs) else "medium")]


def spec(technique: Technique, emotion: Emotion, inputs: RankingInputs) -> float:
    if not fits(technique, emotion):
        return 0.0
    parts = emotion.id.split(".")
    depths = [depth for depth in range(1, len(parts) + 1) if ".".join(parts[:depth]) in technique.fits]
    found = {1: 0.70, 2: 0.85, 3: 1.0}[max(depths)] if depths else by_group(technique, emotion, inputs)
    suits = emotion.care is not None and technique.family in SUITS_CARE[emotion.care]
    return min(1.0, found + 0.10) if suits else found


def by_group(technique: Technique, emotion: Emotion, inputs: RankingInputs) -> float:
    above = inputs.intensity >= 8
    if "@charged" in technique.fits and emotion.valence < 0 and emotion.arousal >= 0.30:
        return 0.70 if above else 0.60
    if "@pleasant" in technique.fits and emotion.valence > 0:
        return 0.70 if above else 0.55
    if "@unpleasant" in technique.fits and emotion.valence < 0:
        return 0.70 if above else 0.50
    return 0.65 if above else 0.40


def fit(technique: Technique, inputs: RankingInputs) -> float:
    if technique.id == "name-it-closer" and all("." not in each for each in inputs.emotions):
        return 0.85
    return max((0.8 if place else 1.0) * spec(technique, each, inputs) for place, each in enumerate(felt(inputs)))


def near(technique: Technique, intensity: int) -> float:
    low, top = technique.intensity
    return 1 - 0.5 * abs(intensity - (low + top) / 2) / ((top - low + 1) / 2)


def level(technique: Technique, inputs: RankingInputs) -> float:
    intensity = inputs.intensity
    if inputs.standing.settled and 4 <= intensity <= 7:
        return {"regulate": 0.4, "reflect": 1.0, "act": 0.5}[technique.level]
    told = {"regulate": (0.5, 0.6, 1.0), "reflect": (0.8, 1.0, 0.8), "act": (1.0, 0.8, 0.4)}[technique.level]
    return told[0 if intensity <= 3 else 1 if intensity <= 5 else 2]


def context(technique: Technique, inputs: RankingInputs) -> float:
    inward = technique.family in {"breathing", "body-release", "mindfulness"}
    settling = technique.family in {"breathing", "body-release"} and technique.id != "gentle-shake"
    less = (
        (0.5, technique.needs.privacy == "visible" and inputs.privacy == "public"),
        (0.3, any(inputs.cautions.get(each) for each in technique.cautions.adapt_if)),
        (0.3, technique.minutes > minutes(inputs)),
        (0.3, inputs.rest_inward and inward),
        (0.25, settling and felt(inputs)[0].arousal <= -0.40),
    )
    full = 0.4 if ENERGY[technique.energy] > energy(inputs) else 1.0
    return max(0.0, full - sum(points for points, so in less if so))


def tired(technique: Technique, inputs: RankingInputs) -> float:
    shares = list[float]()
    for run in runs_of(technique, inputs):
        helped = (outcome(run) or 0.0) > 0.25
        shares.append(0.5 ** ((inputs.now - run.at) / timedelta(hours=36)) * (0.35 if helped else 1.0))
    return min(1.0, sum(shares))


def helps(technique: Technique, inputs: RankingInputs) -> float:
    return max(0.0, min(1.0, (mean(technique, inputs) + 0.25) / 0.75))


def score(technique: Technique, inputs: RankingInputs) -> float:
    fitting, ctx, help_ = fit(technique, inputs), context(technique, inputs), helps(technique, inputs)
    evidence = STRENGTH[technique.evidence.strength] * DIRECTNESS[technique.evidence.directness]
    homework, fatigue = float(technique.id in inputs.homework), tired(technique, inputs)
    middle = near(technique, inputs.intensity)
    if inputs.intensity >= 8:
        found = 0.27 * fitting + 0.05 * middle + 0.38 * help_ + 0.15 * ctx + 0.05 * evidence + 0.10 * homework
    else:
        found = 0.31 * fitting + 0.12 * level(technique, inputs) + 0.05 * middle + 0.25 * help_ + 0.10 * ctx
        found += 0.05 * evidence + 0.12 * homework
    return 100 * (found - 0.15 * fatigue)


def safe(
    technique: Technique, inputs: RankingInputs, *, done: bool = False, hidden: bool = False, channel: bool = False
) -> bool:
    """Filters 1 to 6; what is named is forgiven."""
    used = {inputs.standing.last_channel, inputs.standing.rated_channel}
    banned = used if inputs.standing.phase == "g2" else set()
    return (
        technique.intensity[0] <= inputs.intensity <= technique.intensity[1]
        and (technique.first_line or not body_first(inputs))
        and (done or technique.id not in inputs.standing.done)
        and (hidden or technique.id not in inputs.hidden)
        and (channel or technique.channel not in banned)
        and not avoided(technique, inputs.cautions)
        and not barred(technique, inputs)
        and fit(technique, inputs) > 0
        and technique.id not in harmful(inputs)
    )


def in_the_way(technique: Technique, inputs: RankingInputs) -> set[str]:
    """Filter 7: what the moment does not allow, by name; "never" is what never gives way."""
    needs = technique.needs
    there = {"water-or-cool-object" if each == "water" else each for each in inputs.props}
    write = inputs.can_write if inputs.can_write is not None else not high(inputs)
    found = {
        "privacy": needs.privacy == "private" and inputs.privacy == "public",
        "time": technique.minutes > minutes(inputs),
        "energy": ENERGY[technique.energy] - energy(inputs) >= 2,
        "never": (needs.place == "bed" and inputs.place != "bed")
        or (needs.writing in {"short", "long"} and not write)
        or not set(needs.props) <= there,
    }
    return {name for name, so in found.items() if so}


def candidates(inputs: RankingInputs) -> list[Technique]:
    """Section 3: what is left, what gives way, what comes back, and the floor."""
    left = [each for each in CATALOGUE.techniques.values() if safe(each, inputs)]
    found: list[Technique] = []
    for allowed in (set[str](), {"privacy"}, {"privacy", "time"}, {"privacy", "time", "energy"}):
        found = [each for each in left if may_stand(each, inputs, allowed)]
        if len(found) >= 3:
            return found
    hurt = inputs.standing.hurt
    done = [CATALOGUE.techniques[each] for each in inputs.standing.done if each not in hurt]
    back = [each for each in done if safe(each, inputs, done=True) and "never" not in in_the_way(each, inputs)]
    found += back[: 3 - len(found)]
    floor = [CATALOGUE.techniques[each] for each in ("feet-on-floor", "three-slow-breaths")]
    for channel in (False, True):
        last = [each for each in floor if safe(each, inputs, done=True, hidden=True, channel=channel)]
        found = found or [each for each in last if each.id not in hurt] or last
    return found


def may_stand(technique: Technique, inputs: RankingInputs, allowed: set[str]) -> bool:
    missing = in_the_way(technique, inputs)
    return missing <= allowed or (technique.id in inputs.offered and "never" not in missing)


def ordered(inputs: RankingInputs) -> list[str]:
    """Section 6: everything that is left, in the order in which it is offered."""
    best = sorted(candidates(inputs), key=lambda each: place(each, inputs))
    if not best:
        return []
    names = [each.id for each in best]
    shown = [CATALOGUE.techniques[each] for each in dict.fromkeys(inputs.offered) if each in names]
    shown = shown or first(best, inputs)
    left = [each for each in best if each not in shown]
    while left and len(shown) < 3:
        channels = {each.channel for each in shown}
        senses = [each for each in left if inputs.standing.harmed and {each.channel} - channels == {"senses"}]
        shown.append((senses + [each for each in left if each.channel not in channels] + left)[0])
        left.remove(shown[-1])
    return [each.id for each in shown + left]


def place(technique: Technique, inputs: RankingInputs) -> tuple[float, float, int, int, datetime, str]:
    used = max((each.at for each in runs_of(technique, inputs)), default=NEVER)
    points = -round(score(technique, inputs), 6), -round(helps(technique, inputs), 6)
    return *points, technique.minutes, ENERGY[technique.energy], used, technique.id


def first(best: Sequence[Technique], inputs: RankingInputs) -> list[Technique]:
    """Slot 1: a plan that matches, else the best; where the body comes first, breathing or grounding.

    After harm one of the senses, and the plan behind it.
    """
    leading = [each for each in best if leads(each, inputs)] or list(best)
    families = {"breathing", "grounding"}
    cues = {each.technique_id for each in inputs.plans if cued(each, inputs)}
    planned = [each for each in leading if each.id in cues and (each.family in families or not body_first(inputs))][:1]
    settling = leading
    if body_first(inputs):
        families |= {"savouring"} if all_pleasant(inputs) else set()
        regulating = [each for each in leading if each.level == "regulate"]
        settling = [each for each in leading if each.family in families] or regulating or leading
    best_one = (planned or settling)[0]
    senses = [each for each in settling + leading if each.channel == "senses" and inputs.standing.harmed]
    if senses and best_one.channel != "senses":
        return [senses[0], *planned]
    return [best_one]


def leads(technique: Technique, inputs: RankingInputs) -> bool:
    """Without a health question, or homework, or it has helped this person before."""
    helped = any((outcome(each) or 0.0) > 0.25 for each in runs_of(technique, inputs))
    return not MEDICAL & set(technique.cautions.avoid_if) or technique.id in inputs.homework or helped
