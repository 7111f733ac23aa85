"""Where somebody stands in an episode: a pure fold over its check-ins and ratings (routing.md section 2)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never
from uuid import UUID

from services.router.constants import EPISODE_GAP, REGULATE_FIRST_FROM, RISE, ROUNDS_BEFORE_PEOPLE
from shared.events import Phase


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """`pleasant`: every chosen feeling has a valence above 0; mixed feelings count as unpleasant."""

    at: datetime
    check_in_id: UUID
    intensity: int
    pleasant: bool


@dataclass(frozen=True, slots=True)
class Began:
    """A practice was taken up, whatever becomes of it; `regulating` if the technique settles."""

    at: datetime
    check_in_id: UUID
    technique_id: str
    channel: str
    regulating: bool = False


@dataclass(frozen=True, slots=True)
class Rated:
    """How strong it is after a practice; `pleasant` as in its check-in, `regulating` if the technique settles."""

    at: datetime
    check_in_id: UUID
    pleasant: bool
    technique_id: str
    channel: str
    regulating: bool
    before: int | None
    after: int
    worse: bool

    @property
    def did_harm(self) -> bool:
        return self.worse or (self.before is not None and self.after - self.before >= RISE)


Moment = CheckedIn | Began | Rated


@dataclass(frozen=True, slots=True)
class Standing:
    """What an offer has to know of its episode.

    `done`: techniques in the order of their last use. `rounds`: re-ratings that were not below the threshold. `open`:
    the last word was at or above it, so that a check-in soon after belongs here too. `last_channel`: of the step used
    last; `rated_channel`: of the step rated last, where one by another way was begun since. `harmed`: the last practice
    did harm, so a senses step comes next (safety.md S9). `hurt`: techniques that did harm in this episode.
    """

    phase: Phase = "offer"
    check_ins: frozenset[UUID] = frozenset()
    last_at: datetime | None = None
    open: bool = False
    only_pleasant: bool = True
    rounds: int = 0
    done: tuple[str, ...] = ()
    last_channel: str | None = None
    rated_channel: str | None = None
    last_regulating: bool = False
    settled: bool = False
    harmed: bool = False
    hurt: frozenset[str] = frozenset()

    @property
    def banned_channels(self) -> frozenset[str]:
        """The second settling step goes another way than the first, and than one that was begun since and left."""
        used = (self.last_channel, self.rated_channel) if self.phase == "g2" else ()
        return frozenset(each for each in used if each is not None)

    @property
    def people_card(self) -> bool:
        return self.phase == "people" or self.harmed


def standing(moments: Iterable[Moment], threshold: int = REGULATE_FIRST_FROM) -> Standing:
    """Fold the moments of one client, in order of time. Only what was said counts: silence is never improvement."""
    now = Standing()
    for moment in moments:
        now = after(now, moment, threshold)
    return now


def after(before: Standing, moment: Moment, threshold: int = REGULATE_FIRST_FROM) -> Standing:
    """The standing once this has happened too."""
    match moment:
        case CheckedIn():
            return after_check_in(before, moment, threshold)
        case Began():
            return after_beginning(before, moment)
        case Rated():
            return after_rating(before, moment, threshold)
        case _:
            assert_never(moment)


def after_check_in(before: Standing, moment: CheckedIn, threshold: int) -> Standing:
    """One that falls below the threshold ends the episode and still belongs to it, as the offers that follow it do.

    Whether what follows is only pleasant is for that one to say: a good feeling after the fall is not measured as pain.
    """
    high = moment.intensity >= threshold
    same = before if before.open and near(before, moment.at) else Standing()
    now = replace(
        same,
        check_ins=same.check_ins | {moment.check_in_id},
        last_at=moment.at,
        open=high,
        only_pleasant=moment.pleasant and (same.only_pleasant or not high),
        rounds=same.rounds if high else 0,
        settled=same.settled or (same.last_regulating and not high),
        harmed=False,
    )
    return replace(now, phase=high_phase(now) if high else "offer")


def after_beginning(before: Standing, moment: Began) -> Standing:
    """Taking something up again makes it the one used last; it is no re-rating and moves no clock."""
    if moment.check_in_id not in before.check_ins:
        return before
    done = (*(each for each in before.done if each != moment.technique_id), moment.technique_id)
    rated = before.rated_channel or before.last_channel if before.rounds else None
    return replace(
        before,
        done=done,
        last_channel=moment.channel,
        rated_channel=None if rated == moment.channel else rated,
        last_regulating=moment.regulating,
    )


def after_rating(before: Standing, moment: Rated, threshold: int) -> Standing:
    same = of_its_episode(before, moment)
    high = moment.after >= threshold
    harmed = moment.did_harm and not same.only_pleasant
    counted = same.rounds + 1 if high else same.rounds
    now = replace(
        same,
        last_at=moment.at,
        open=high,
        rounds=max(counted, 1) if harmed else counted if high else 0,
        rated_channel=None,
        settled=same.settled or moment.regulating,
        harmed=harmed,
        hurt=same.hurt | {moment.technique_id} if harmed or moment.worse else same.hurt,
    )
    return replace(now, phase=phase_after_rating(now))


def of_its_episode(before: Standing, moment: Rated) -> Standing:
    """A rating belongs to the episode of its check-in; one that comes after the gap begins anew, its practice done."""
    mine = moment.check_in_id in before.check_ins
    if mine and near(before, moment.at):
        same = replace(before, only_pleasant=before.only_pleasant and moment.pleasant)
    else:
        same = Standing(check_ins=frozenset({moment.check_in_id}), only_pleasant=moment.pleasant)
    taken_up = Began(moment.at, moment.check_in_id, moment.technique_id, moment.channel, moment.regulating)
    return after_beginning(same, taken_up)


def phase_after_rating(now: Standing) -> Phase:
    if now.only_pleasant:
        return "savour"
    if now.open:
        return high_phase(now)
    return "g2" if now.harmed else "reflect"


def high_phase(now: Standing) -> Phase:
    """At and above the threshold: first one settling step, then another way, then people."""
    if now.only_pleasant:
        return "savour" if now.done else "g1"
    if now.rounds >= ROUNDS_BEFORE_PEOPLE:
        return "people"
    return "g2" if now.rounds else "g1"


def near(before: Standing, at: datetime) -> bool:
    return before.last_at is not None and at - before.last_at <= EPISODE_GAP
