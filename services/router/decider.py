"""Which offer a moment gets: from what is known of a client to the recommendation. Pure; time is in the facts."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Literal
from uuid import UUID

from services.router.client import CheckIn, Client, Practice, run_of, still_restored
from services.router.constants import ROUTER_VERSION
from services.router.episode import Began, CheckedIn, Moment, Rated, Standing, standing
from services.router.profile import local
from services.router.ranking import Ranking, RankingInputs, Refused, Scored, Shelf, rank
from services.router.reasons import reasons_for
from services.router.recorded import recorded_inputs
from shared.catalogue import meant
from shared.events import NotOffered, Option, Reason, TechniqueRecommended

HUNDREDTH, TENTH = Decimal("0.01"), Decimal("0.1")
TERM_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Cause:
    """What an offer answers: a check-in, or the rating of a practice that belongs to one."""

    id: UUID
    kind: Literal["check_in", "practice"]
    check_in: CheckIn
    at: datetime
    intensity: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A ranking's question: what it answers, and every input."""

    cause: Cause
    inputs: RankingInputs


def offer_for_check_in(check_in: CheckIn, client: Client, shelf: Shelf) -> TechniqueRecommended:
    """The first offer, or where an episode goes on, its next one."""
    return answered(asked_by_check_in(check_in, client, shelf), client, shelf)


def offer_after_practice(
    practice: Practice, check_in: CheckIn, client: Client, shelf: Shelf
) -> TechniqueRecommended | None:
    """The next offer of the episode; None while nobody has said how it is now."""
    question = asked_by_practice(practice, check_in, client, shelf)
    return None if question is None else answered(question, client, shelf)


def asked_by_check_in(check_in: CheckIn, client: Client, shelf: Shelf) -> Asked:
    """What a check-in asks of the ranking."""
    cause = Cause(check_in.id, "check_in", check_in, check_in.at, check_in.intensity)
    return asked(cause, checked_in(check_in, shelf), client, shelf)


def asked_by_practice(practice: Practice, check_in: CheckIn, client: Client, shelf: Shelf) -> Asked | None:
    """What an answer after a practice asks of the ranking; None while there is none."""
    moment = rated(practice, check_in, shelf)
    if moment is None:
        return None
    cause = Cause(practice.id, "practice", check_in, moment.at, moment.after)
    return asked(cause, moment, client, shelf)


def answered(question: Asked, client: Client, shelf: Shelf) -> TechniqueRecommended:
    return recommended(question.cause, question.inputs, rank(question.inputs, shelf), client, shelf)


def asked(cause: Cause, moment: Moment, client: Client, shelf: Shelf) -> Asked:
    client = replace(client, check_ins={**client.check_ins, cause.check_in.id: cause.check_in})
    said = replace(client, practices=tuple(as_said_by(each, moment.at) for each in client.practices))
    earlier = sorted((each for each in moments(said, shelf) if place(each) < place(moment)), key=place)
    now = standing([*earlier, moment], client.profile.regulate_first_from)
    return Asked(cause, inputs_for(cause, now, client, shelf))


def as_said_by(practice: Practice, at: datetime) -> Practice:
    """Before "made it worse" was said, the number that had been said stood."""
    later = practice.answers > 1 and practice.helped_at is not None and practice.helped_at > at
    return replace(practice, helped=None, helped_at=None, helped_version=None) if later else practice


def inputs_for(cause: Cause, now: Standing, client: Client, shelf: Shelf) -> RankingInputs:
    """Every input of the ranking, from what is known."""
    check_in, profile = cause.check_in, client.profile
    return RankingInputs(
        now=local(cause.at, check_in.time_zone or profile.zone),
        emotions=check_in.emotions,
        intensity=cause.intensity,
        energy=check_in.energy,
        place=check_in.place,
        privacy=check_in.privacy,
        minutes=check_in.minutes,
        can_write=check_in.can_write,
        props=frozenset(check_in.props),
        triggers=frozenset(check_in.triggers),
        cautions=profile.cautions,
        history=tuple(run for practice in client.practices if (run := run_of(practice, client)) is not None),
        homework=profile.homework,
        plans=profile.plans,
        standing=now,
        hidden=profile.hidden,
        restored=still_restored(client, cause.at, shelf.pleasant),
        rest_inward=profile.rest_inward,
        regulate_first_from=profile.regulate_first_from,
        offered=check_in.offered if cause.kind == "check_in" else (),
    )


def moments(client: Client, shelf: Shelf) -> Iterator[Moment]:
    """What the client did and said, as far as it is known to belong to a check-in that stands."""
    yield from (checked_in(each, shelf) for each in client.check_ins.values())
    for practice in client.practices:
        current = practice.check_in_id and client.current(practice.check_in_id)
        check_in = client.check_ins.get(current) if current else None
        item = shelf.by_id.get(practice.technique_id)
        if check_in is not None and item is not None:
            regulating = item.technique.level == "regulate"
            yield Began(practice.began_at, check_in.id, practice.technique_id, item.technique.channel, regulating)
            if (rating := rated(practice, check_in, shelf)) is not None:
                yield rating


def checked_in(check_in: CheckIn, shelf: Shelf) -> CheckedIn:
    return CheckedIn(check_in.at, check_in.id, check_in.intensity, only_pleasant(check_in, shelf))


def rated(practice: Practice, check_in: CheckIn, shelf: Shelf) -> Rated | None:
    """What was said after a practice. "Made it worse" without a number: as strong as before, because silence is never
    improvement."""
    item, at = shelf.by_id.get(practice.technique_id), practice.answered_at
    if item is None or at is None:
        return None
    before = check_in.intensity if practice.before is None else practice.before
    return Rated(
        at=at,
        check_in_id=check_in.id,
        pleasant=only_pleasant(check_in, shelf),
        technique_id=practice.technique_id,
        channel=item.technique.channel,
        regulating=item.technique.level == "regulate",
        before=practice.before,
        after=before if practice.after is None else practice.after,
        worse=practice.worse,
    )


def place(moment: Moment) -> tuple[datetime, int, str]:
    """The order of moments: by time; what came first of two at the same time is a matter of kind."""
    kinds = (CheckedIn, Began, Rated)
    detail = str(moment.check_in_id) if isinstance(moment, CheckedIn) else f"{moment.check_in_id} {moment.technique_id}"
    return moment.at, kinds.index(type(moment)), detail


def only_pleasant(check_in: CheckIn, shelf: Shelf) -> bool:
    return shelf.pleasant.issuperset(map(meant, check_in.emotions))


def recommended(
    cause: Cause, inputs: RankingInputs, ranking: Ranking, client: Client, shelf: Shelf
) -> TechniqueRecommended:
    """The offer as the event that says it."""
    return TechniqueRecommended(
        cause=cause.id,
        cause_kind=cause.kind,
        check_in_id=cause.check_in.id,
        phase=inputs.standing.phase,
        intensity=inputs.intensity,
        ordered=[each.item.id for each in ranking.ordered],
        options=[option(each, ranking, inputs, shelf) for each in ranking.options],
        tiny_offered=ranking.tiny,
        not_offered=list(map(not_offered, ranking.refused)),
        people_card=inputs.standing.people_card or not ranking.ordered,
        catalogue_version=shelf.catalogue.version,
        router_version=ROUTER_VERSION,
        practice_version=client.practice_version,
        inputs=recorded_inputs(inputs, client.versions),
    )


@lru_cache(maxsize=4096)
def not_offered(refused: Refused) -> NotOffered:
    """Kept, because the same hundred reasons are given over and over."""
    return NotOffered(technique_id=refused.technique_id, reason=Reason(code=refused.code, facts=dict(refused.facts)))


def option(scored: Scored, ranking: Ranking, inputs: RankingInputs, shelf: Shelf) -> Option:
    return Option(
        technique_id=scored.item.id,
        score=shown(scored.score),
        terms={name: round(value, TERM_DIGITS) for name, value in scored.terms.items()},
        reasons=reasons_for(scored, ranking, inputs, shelf),
    )


def shown(score: float) -> float:
    """The score with one decimal, by way of hundredths, half up: the figures of routing.md section 9 are made so."""
    return float(Decimal(score).quantize(HUNDREDTH, ROUND_HALF_UP).quantize(TENTH, ROUND_HALF_UP))
