"""From what is recorded to what is answered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal
from uuid import UUID

from services.coach.api.shapes import (
    NotOfferedShown,
    OfferPending,
    OfferShown,
    OptionShown,
    PracticeShown,
    PracticeSummary,
    ReasonShown,
    StepShown,
    TinyShown,
    Versions,
)
from services.coach.cards import Card
from services.coach.decider import SILENCE, Begun, Finished, Running, Stopped
from services.coach.safety import got_worse
from services.coach.words import also_fits, why, why_not
from shared.catalogue import Catalogue, Step, Technique
from shared.events import Reason, TechniqueRecommended
from shared.http import invalid

SHOWN = 3
STATES: dict[type[Begun], Literal["running", "finished", "stopped"]] = {
    Running: "running",
    Finished: "finished",
    Stopped: "stopped",
}


def summary(practice: Begun, catalogue: Catalogue) -> PracticeSummary:
    run, moment = practice.run, practice.run.moment
    rating = SILENCE if isinstance(practice, Running) else practice.rating
    return PracticeSummary(
        id=run.practice_id,
        state=STATES[type(practice)],
        technique_id=run.technique_id,
        name=name_of(run.technique_id, catalogue),
        version=run.size,
        check_in_id=moment.check_in_id if moment else None,
        started_at=run.started_at,
        steps_total=run.steps,
        steps_done=len(practice.responses),
        next_step=practice.next_step if isinstance(practice, Running) else None,
        intensity_before=moment.intensity_before if moment else None,
        intensity_after=rating.intensity_after,
        helped=rating.helped,
        worse=got_worse(practice, catalogue.emotions),
    )


def shown(practice: Begun, catalogue: Catalogue) -> PracticeShown:
    """The practice with all of its steps, those done with their responses."""
    return PracticeShown(**dict(summary(practice, catalogue)), steps=list(steps(practice, catalogue)))


def steps(practice: Begun, catalogue: Catalogue) -> Iterator[StepShown]:
    """As many as there were when it began, even if the catalogue has changed since."""
    technique = catalogue.techniques.get(practice.run.technique_id)
    guides: Sequence[Step] = technique.steps_of(practice.run.size) if technique else ()
    for place in range(practice.run.steps):
        done = place < len(practice.responses)
        yield StepShown(
            n=place + 1,
            done=done,
            response=practice.responses[place] if done else None,
            guide=guides[place] if place < len(guides) else None,
        )


def offer_shown(
    offer: TechniqueRecommended, cards: list[Card], catalogue: Catalogue, after: str | None = None
) -> OfferShown:
    """The three of the offer, or the three that come `after` a technique. Raises Problem.

    What this catalogue does not have (any more) cannot be started, so it is left out.
    """
    ordered = [technique for each in offer.ordered if (technique := catalogue.techniques.get(each)) is not None]
    return OfferShown(
        cause=offer.cause,
        check_in_id=offer.check_in_id,
        phase=offer.phase,
        intensity=offer.intensity,
        options=[option(offer, each, catalogue) for each in following(ordered, after)],
        tiny=tiny(offer, catalogue),
        not_offered=list(not_offered(offer, catalogue)),
        cards=cards,
        versions=Versions(
            catalogue=offer.catalogue_version, router=offer.router_version, practices=offer.practice_version
        ),
    )


def pending(cause: UUID) -> OfferPending:
    return OfferPending(cause=cause, href=f"/v1/recommendations/{cause}")


def following(ordered: Sequence[Technique], after: str | None) -> list[Technique]:
    """Three from the beginning, or the three behind `after`; behind the last one it goes round again."""
    if after is None:
        return list(ordered[:SHOWN])
    names = [each.id for each in ordered]
    if after not in names:
        raise invalid("after", "Give the id of a technique of this offer, such as the last one that was shown.")
    first = names.index(after) + 1
    return [ordered[(first + step) % len(ordered)] for step in range(min(SHOWN, len(ordered)))]


def option(offer: TechniqueRecommended, technique: Technique, catalogue: Catalogue) -> OptionShown:
    explained = next((each for each in offer.options if each.technique_id == technique.id), None)
    reasons = explained.reasons if explained else [also_fits(technique)]
    return OptionShown(
        technique_id=technique.id,
        name=technique.name,
        minutes=technique.minutes,
        score=explained.score if explained else None,
        terms=explained.terms if explained else {},
        reasons=[said(each, why(each, technique, catalogue)) for each in reasons],
    )


def not_offered(offer: TechniqueRecommended, catalogue: Catalogue) -> Iterator[NotOfferedShown]:
    for each in offer.not_offered:
        if each.technique_id in catalogue.techniques:
            facts = tuple(sorted(each.reason.facts.items()))
            yield refusal_shown(Refusal(each.technique_id, each.reason.code, facts, id(catalogue), catalogue))


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a technique is not offered; the same wherever these are the same, of the very same catalogue."""

    technique_id: str
    code: str
    facts: tuple[tuple[str, str | int | float], ...]
    catalogue_id: int
    catalogue: Catalogue = field(compare=False)


@lru_cache(maxsize=4096)
def refusal_shown(refusal: Refusal) -> NotOfferedShown:
    """Kept, because every offer gives about a hundred of the same reasons."""
    technique = refusal.catalogue.techniques[refusal.technique_id]
    reason = Reason(code=refusal.code, facts=dict(refusal.facts))
    shown = said(reason, why_not(reason, technique, refusal.catalogue))
    return NotOfferedShown(technique_id=technique.id, name=technique.name, reason=shown)


def said(reason: Reason, text: str) -> ReasonShown:
    return ReasonShown(code=reason.code, facts=reason.facts, text=text)


def tiny(offer: TechniqueRecommended, catalogue: Catalogue) -> TinyShown | None:
    technique = catalogue.techniques.get(offer.tiny_offered or "")
    return TinyShown(technique_id=technique.id, line=technique.tiny.line) if technique else None


def name_of(technique_id: str, catalogue: Catalogue) -> str:
    technique = catalogue.techniques.get(technique_id)
    return technique.name if technique else technique_id
