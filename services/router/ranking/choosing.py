"""Choosing three, and the order of all the rest (routing.md section 6)."""

from collections.abc import Sequence
from datetime import datetime

from services.router.constants import OPTIONS, SCORE_DIGITS, SLOT_ONE, SLOT_ONE_PLEASANT
from services.router.ranking.inputs import Case, Plan, RankingInputs
from services.router.ranking.score import Scored

Order = tuple[float, float, int, int, datetime, str]


def order(scored: Scored, never: datetime) -> Order:
    """Total: no two techniques are equal, because the id comes last. `never` is before every run."""
    used = max((each.run.at for each in scored.runs), default=never)
    belief = round(scored.belief.help, SCORE_DIGITS)
    return (
        -round(scored.score, SCORE_DIGITS),
        -belief,
        scored.item.technique.minutes,
        scored.item.energy,
        used,
        scored.item.id,
    )


def choose(
    best: Sequence[Scored], inputs: RankingInputs, case: Case, pleasant: bool
) -> tuple[list[Scored], Plan | None]:
    """All of `best` (sorted) in the order they are offered: slot 1, two in other channels, then as they stand.

    What the device offered at once leads in its own order, because that is what the client has seen.
    """
    if not best:
        return [], None
    first, plan = slot_one(best, inputs, case, pleasant)
    by_id = {each.item.id: each for each in best}
    chosen = [by_id[name] for name in dict.fromkeys(inputs.offered) if name in by_id] or [first]
    left = [each for each in best if each not in chosen]
    while left and len(chosen) < OPTIONS:
        shown = {each.item.technique.channel for each in chosen}
        following = next((each for each in left if each.item.technique.channel not in shown), left[0])
        chosen.append(following)
        left.remove(following)
    return chosen + left, plan if chosen[0] is first else None


def slot_one(best: Sequence[Scored], inputs: RankingInputs, case: Case, pleasant: bool) -> tuple[Scored, Plan | None]:
    """What the client decided in advance, else the best; where settling comes first, breathing or grounding."""
    allowed = [each for each in best if may_lead(each, inputs)] or list(best)
    if planned := by_plan(allowed, inputs, case):
        return planned
    if not case.first_line:
        return allowed[0], None
    families = SLOT_ONE_PLEASANT if pleasant else SLOT_ONE
    settling = [each for each in allowed if each.item.technique.family in families]
    if inputs.standing.harmed:
        # After a step that did harm the senses come first (safety.md S9).
        settling = [each for each in settling if each.item.technique.channel == "senses"] or settling
    regulating = [each for each in allowed if each.item.technique.level == "regulate"]
    return (settling or regulating or allowed)[0], None


def may_lead(scored: Scored, inputs: RankingInputs) -> bool:
    """What asks for a health check takes slot 1 only as homework or where it has helped this person before."""
    return not scored.item.medical or scored.item.id in inputs.homework or scored.belief.helpful > 0


def by_plan(allowed: Sequence[Scored], inputs: RankingInputs, case: Case) -> tuple[Scored, Plan] | None:
    """The best technique that an active plan names for this moment."""
    matching = {plan.technique_id: plan for plan in reversed(inputs.plans) if plan.matches(inputs)}
    for each in allowed:
        suits = not case.first_line or each.item.technique.family in SLOT_ONE
        if suits and each.item.id in matching:
            return each, matching[each.item.id]
    return None
