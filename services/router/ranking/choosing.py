"""Choosing three, and the order of all the rest (routing.md section 6)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from services.router.constants import OPTIONS, SCORE_DIGITS, SLOT_ONE, SLOT_ONE_PLEASANT
from services.router.ranking.inputs import Case, Plan, RankingInputs
from services.router.ranking.score import Scored

SENSES: Final = "senses"
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
    leading, plan = first_of(best, inputs, case, pleasant)
    by_id = {each.item.id: each for each in best}
    chosen = [by_id[name] for name in dict.fromkeys(inputs.offered) if name in by_id] or list(leading)
    leads = chosen[: len(leading)] == leading
    left = [each for each in best if each not in chosen]
    while left and len(chosen) < OPTIONS:
        following = next_of(left, chosen, inputs)
        chosen.append(following)
        left.remove(following)
    return chosen + left, plan if leads else None


def first_of(
    best: Sequence[Scored], inputs: RankingInputs, case: Case, pleasant: bool
) -> tuple[list[Scored], Plan | None]:
    """Slot 1: what the client decided in advance, else the best.

    After a step that did harm the senses come first, and what was decided in advance follows (safety.md S9).
    """
    allowed = [each for each in best if may_lead(each, inputs)] or list(best)
    settling = settling_of(allowed, case, pleasant)
    planned, plan = by_plan(allowed, inputs, case) or (settling[0], None)
    if inputs.standing.harmed and planned.item.technique.channel != SENSES:
        senses = next((each for each in [*settling, *allowed] if each.item.technique.channel == SENSES), None)
        if senses is not None:
            return [senses, planned] if plan else [senses], plan
    return [planned], plan


def settling_of(allowed: list[Scored], case: Case, pleasant: bool) -> list[Scored]:
    """What may take slot 1 by itself; where settling comes first, breathing or grounding."""
    if not case.first_line:
        return allowed
    families = SLOT_ONE_PLEASANT if pleasant else SLOT_ONE
    settling = [each for each in allowed if each.item.technique.family in families]
    return settling or [each for each in allowed if each.item.technique.level == "regulate"] or allowed


def next_of(left: Sequence[Scored], chosen: Sequence[Scored], inputs: RankingInputs) -> Scored:
    """The best by a way not yet shown, else the best; after a step that did harm one of the senses is among them."""
    shown = {each.item.technique.channel for each in chosen}
    wanted = {SENSES} - shown if inputs.standing.harmed else set[str]()
    by_senses = (each for each in left if each.item.technique.channel in wanted)
    another = (each for each in left if each.item.technique.channel not in shown)
    return next(by_senses, None) or next(another, left[0])


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
