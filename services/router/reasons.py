"""Why something is offered: codes with the facts their sentences need, each true (routing.md section 7)."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from services.router.constants import (
    CLAIM_HELPED_MEAN,
    CLAIM_HELPED_RUNS,
    CLAIM_OFTEN_RUNS,
    CLAIM_OFTEN_SHARE,
    EARLY_STOPS,
    REASONS,
)
from services.router.helped import Seen
from services.router.ranking import Ranking, RankingInputs, Scored, Shelf
from shared.catalogue import adapted
from shared.events import Reason

Rule = Callable[["Question"], Reason | None]


class Question:
    """Why this technique, in this ranking of these inputs?"""

    def __init__(self, scored: Scored, ranking: Ranking, inputs: RankingInputs, shelf: Shelf) -> None:
        self.scored, self.ranking, self.inputs, self.shelf = scored, ranking, inputs, shelf
        self.technique = scored.item.technique


def reasons_for(scored: Scored, ranking: Ranking, inputs: RankingInputs, shelf: Shelf) -> list[Reason]:
    """The two most important true reasons, at least one, and a caution where one applies."""
    question = Question(scored, ranking, inputs, shelf)
    found = list(islice(true_of(question, WHY), REASONS)) or [fits_feeling(question)]
    return [*found, *islice(true_of(question, MIND), 1)]


def true_of(question: Question, rules: Sequence[Rule]) -> Iterator[Reason]:
    return (reason for rule in rules if (reason := rule(question)) is not None)


def plan(question: Question) -> Reason | None:
    """The client decided this in advance. `line` is the cue in their own words, where they gave one."""
    chosen = question.ranking.plan
    if chosen is None or question.technique.id != chosen.technique_id:
        return None
    return Reason(code="plan", facts={"line": chosen.line, "technique": chosen.technique_id})


def intensity(question: Question) -> Reason | None:
    """At high intensity the body comes first; thinking steps wait."""
    inputs = question.inputs
    if inputs.intensity < inputs.regulate_first_from or question.technique.level != "regulate":
        return None
    return Reason(code="intensity", facts={"intensity": inputs.intensity})


def own_history(question: Question) -> Reason | None:
    """Claims follow the number of runs; a before and after is no proof of cause."""
    belief = question.scored.belief
    helpful = belief.helpful
    if belief.observed >= CLAIM_OFTEN_RUNS and helpful / belief.observed >= CLAIM_OFTEN_SHARE:
        return Reason(code="often-helps", facts={"times": helpful, "of": belief.observed, **last_time(question)})
    if belief.observed >= CLAIM_HELPED_RUNS and belief.mean >= CLAIM_HELPED_MEAN:
        return Reason(code="helped-before", facts=counted(question) | last_time(question))
    if len(question.scored.runs) == 1:
        return Reason(code="tried-once")
    return None


def counted(question: Question) -> dict[str, str | int | float]:
    """How often it helped: with this very feeling where it did, else with any."""
    feeling = question.ranking.case.emotions[0]
    helped = [each for each in question.scored.runs if each.helped]
    with_this = [each for each in helped if each.run.emotion == feeling]
    return {"times": len(with_this), "emotion": feeling} if with_this else {"times": len(helped)}


def last_time(question: Question) -> dict[str, str | int | float]:
    """Before and after of the latest run that has both."""
    both = [each.run for each in question.scored.runs if each.run.before is not None and each.run.after is not None]
    latest = max(both, key=lambda run: (run.at, run.before or 0, run.after or 0), default=None)
    if latest is None or latest.before is None or latest.after is None:
        return {}
    return {"before": latest.before, "after": latest.after}


def homework(question: Question) -> Reason | None:
    source = question.inputs.homework.get(question.technique.id)
    return None if source is None else Reason(code="homework", facts={"source": source})


def exact_fit(question: Question) -> Reason | None:
    """Made for a feeling that was chosen, not only for its kind."""
    for emotion in question.ranking.case.emotions:
        if question.technique.id in question.shelf.fitting[emotion].exact:
            return Reason(code="made-for", facts={"emotion": emotion})
    return None


def context(question: Question) -> Reason | None:
    case = question.ranking.case
    if case.public and question.technique.needs.privacy == "discreet":
        return Reason(code="unseen")
    if question.technique.minutes <= case.minutes:
        return Reason(code="minutes", facts={"minutes": question.technique.minutes})
    return None


def different(question: Question) -> Reason | None:
    last = question.inputs.standing.last_channel
    if last is None or last == question.technique.channel:
        return None
    return Reason(code="different", facts={"channel": question.technique.channel, "last": last})


def evidence(question: Question) -> Reason | None:
    """Only what rests on a reference whose details were checked may be said to a client (safety.md section 8)."""
    given = question.technique.evidence
    references = question.shelf.catalogue.references
    if given.doubt or not any(name in references and references[name].status == "checked" for name in given.refs):
        return None
    return Reason(code="evidence", facts={"strength": given.strength, "directness": given.directness})


def device(question: Question) -> Reason | None:
    """It was on the client's screen before the network was."""
    return Reason(code="device") if question.technique.id in question.inputs.offered else None


def fits_feeling(question: Question) -> Reason:
    """True of everything that is offered, because nothing that does not fit passes the first filter."""
    return Reason(code="fits", facts={"emotion": question.ranking.case.emotions[0]})


def adapt(question: Question) -> Reason | None:
    """It stays, with changed wording."""
    marked = adapted(question.technique, question.inputs.cautions)
    return Reason(code="adapted", facts={"caution": marked[0]}) if marked else None


def too_long(question: Question) -> Reason | None:
    """Left early several times in a row: the smallest version may be enough."""
    latest = sorted(question.scored.runs, key=started, reverse=True)[:EARLY_STOPS]
    stopped = len(latest) == EARLY_STOPS and all(each.run.stopped for each in latest)
    return Reason(code="too-long") if stopped else None


def tiny(question: Question) -> Reason | None:
    """Longer than there is time for; its smallest version is not."""
    if question.technique.minutes <= question.ranking.case.minutes:
        return None
    return Reason(code="tiny", facts={"minutes": question.technique.minutes})


def started(each: Seen) -> tuple[float, bool]:
    return each.run.at.timestamp(), each.run.stopped


WHY: tuple[Rule, ...] = (plan, intensity, own_history, homework, exact_fit, context, different, evidence, device)
MIND: tuple[Rule, ...] = (adapt, too_long, tiny)
