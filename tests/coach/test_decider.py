"""Given what has happened, when a command comes, then these events or this refusal. Grouped by the practice's state."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise
from uuid import UUID, uuid5

import pytest
from hypothesis import given as any_of
from hypothesis import strategies as some
from pydantic import JsonValue

from services.coach.decider import (
    Begun,
    Command,
    CompleteStep,
    Finish,
    Finished,
    Moment,
    NoSuchPractice,
    NotAllowed,
    NotNow,
    NotStarted,
    Practice,
    Rate,
    Rating,
    Refused,
    Run,
    Running,
    Start,
    Stop,
    Stopped,
    decide,
    fold,
    initial,
)
from shared.events import (
    CardShown,
    Contract,
    PracticeFinished,
    PracticeRated,
    PracticeStarted,
    PracticeStepCompleted,
    PracticeStopped,
)

NAMES = UUID("5a1b8f52-6f0e-4bd0-9a6c-0b6f2a8f1f11")
CHECK_IN = uuid5(NAMES, "check-in")
MOMENT = Moment(CHECK_IN, ("fearful.anxious",), ("work",), 9)
RUN = Run(
    practice_id=uuid5(NAMES, "practice"),
    technique_id="three-slow-breaths",
    size="full",
    steps=3,
    started_at=datetime(2026, 11, 2, 7, 51, tzinfo=UTC),
    moment=MOMENT,
)


@dataclass(frozen=True)
class Story:
    """given(...).when(...).then(...): events that were, a command, and what comes of it."""

    before: tuple[Contract, ...]
    command: Command | None = None

    def when(self, command: Command) -> "Story":
        return replace(self, command=command)

    def then(self, *events: Contract) -> None:
        assert self.command is not None
        assert decide(self.command, fold(self.before)) == list(events)

    def then_nothing_new(self) -> None:
        self.then()

    def then_refused(self, kind: type[Refused], code: str, field: str, allowed: str) -> None:
        assert self.command is not None
        state = fold(self.before)
        with pytest.raises(kind) as refused:
            decide(self.command, state)
        assert (refused.value.code, refused.value.field) == (code, field)
        assert allowed in refused.value.allowed
        assert fold(self.before) == state


def given(*events: Contract) -> Story:
    return Story(events)


def said(contract: type[Contract], **more: object) -> Contract:
    return contract.model_validate(
        {
            "practice_id": RUN.practice_id,
            "technique_id": RUN.technique_id,
            "size": RUN.size,
            "check_in_id": CHECK_IN,
            "emotions": ["fearful.anxious"],
            "triggers": ["work"],
            "intensity_before": 9,
            "started_at": RUN.started_at,
            **more,
        }
    )


def started() -> Contract:
    return said(PracticeStarted, steps=3)


def step(number: int, response: JsonValue = None) -> Contract:
    return said(PracticeStepCompleted, step=number, response=response)


def all_steps() -> tuple[Contract, ...]:
    return (started(), step(1), step(2), step(3, "enough"))


def finished(**rating: object) -> tuple[Contract, ...]:
    return (*all_steps(), said(PracticeFinished, **rating))


def stopped(**rating: object) -> tuple[Contract, ...]:
    return (started(), step(1), said(PracticeStopped, step=2, **rating))


class TestWhenNothingWasStarted:
    def test_a_start_repeats_what_the_check_in_said(self) -> None:
        given().when(Start(RUN)).then(started())

    def test_a_start_without_a_check_in_says_nothing_about_the_moment(self) -> None:
        [event] = decide(Start(replace(RUN, moment=None)), initial)
        assert isinstance(event, PracticeStarted)
        assert (event.check_in_id, event.emotions, event.intensity_before) == (None, [], None)

    @pytest.mark.parametrize("command", [CompleteStep(1), Finish(), Stop(), Rate(Rating(5))])
    def test_nothing_else_is_possible(self, command: Command) -> None:
        given().when(command).then_refused(NoSuchPractice, "practice-unknown", "practice_id", "was started")


class TestWhenRunning:
    def test_the_same_start_again_changes_nothing(self) -> None:
        given(started(), step(1)).when(Start(RUN)).then_nothing_new()

    def test_another_start_under_the_same_id_is_refused(self) -> None:
        other = Start(replace(RUN, technique_id="drop-anchor"))
        given(started()).when(other).then_refused(NotNow, "already-started", "id", "new id")

    def test_the_next_step_is_recorded_with_its_response(self) -> None:
        given(started(), step(1)).when(CompleteStep(2, "again")).then(step(2, "again"))

    def test_a_step_may_have_no_response(self) -> None:
        given(started()).when(CompleteStep(1)).then(step(1))

    def test_a_step_with_the_same_response_again_changes_nothing(self) -> None:
        given(started(), step(1, ["a", "b"])).when(CompleteStep(1, ["a", "b"])).then_nothing_new()

    @pytest.mark.parametrize("other", ["enough", None, ["again"], 1])
    def test_the_first_response_to_a_step_stays(self, other: JsonValue) -> None:
        given(started(), step(1, "again")).when(CompleteStep(1, other)).then_refused(
            NotNow, "step-answered", "response", "Step 1"
        )

    def test_one_and_true_are_two_responses(self) -> None:
        given(started(), step(1, 1)).when(CompleteStep(1, True)).then_refused(
            NotNow, "step-answered", "response", "the first one stays"
        )

    def test_a_step_ahead_of_its_turn_is_refused_and_the_turn_is_named(self) -> None:
        given(started(), step(1)).when(CompleteStep(3)).then_refused(NotNow, "step-out-of-order", "step", "is 2")

    @pytest.mark.parametrize("number", [0, -1, 4, 1000])
    def test_a_step_that_does_not_exist_is_refused_and_the_range_is_named(self, number: int) -> None:
        given(started()).when(CompleteStep(number)).then_refused(NotAllowed, "no-such-step", "step", "from 1 to 3")

    def test_it_finishes_only_after_the_last_step(self) -> None:
        given(started(), step(1)).when(Finish(Rating(5))).then_refused(NotNow, "steps-left", "step", "is 2")

    def test_it_finishes_with_a_rating(self) -> None:
        given(*all_steps()).when(Finish(Rating(8, "a_bit"))).then(
            said(PracticeFinished, intensity_after=8, helped="a_bit")
        )

    def test_it_finishes_without_a_rating(self) -> None:
        given(*all_steps()).when(Finish()).then(said(PracticeFinished))

    def test_it_stops_at_the_step_that_was_next(self) -> None:
        given(started(), step(1)).when(Stop(Rating(9, "no"))).then(
            said(PracticeStopped, step=2, intensity_after=9, helped="no")
        )

    def test_it_stops_before_anything_was_done(self) -> None:
        given(started()).when(Stop()).then(said(PracticeStopped, step=1))

    def test_it_stops_at_the_last_step_when_all_were_done(self) -> None:
        given(*all_steps()).when(Stop()).then(said(PracticeStopped, step=3))

    def test_it_is_rated_when_it_ends(self) -> None:
        given(started()).when(Rate(Rating(5))).then_refused(NotNow, "not-ended", "practice_id", "Finish or stop")


class TestWhenFinished:
    @pytest.mark.parametrize("number", [1, 2, 3])
    def test_no_step_can_be_done_any_more(self, number: int) -> None:
        given(*finished()).when(CompleteStep(number)).then_refused(NotNow, "already-ended", "step", "has ended")

    def test_the_same_finish_again_changes_nothing(self) -> None:
        given(*finished(intensity_after=8)).when(Finish(Rating(8))).then_nothing_new()

    def test_another_finish_is_refused(self) -> None:
        given(*finished(intensity_after=8)).when(Finish(Rating(3))).then_refused(
            NotNow, "already-ended", "practice_id", "can still be rated"
        )

    def test_it_cannot_be_stopped(self) -> None:
        given(*finished()).when(Stop()).then_refused(NotNow, "already-ended", "practice_id", "has ended")

    def test_a_rating_may_come_later(self) -> None:
        given(*finished()).when(Rate(Rating(4, "helped"))).then(said(PracticeRated, intensity_after=4, helped="helped"))

    def test_a_later_rating_adds_only_what_was_left_open(self) -> None:
        given(*finished(intensity_after=8)).when(Rate(Rating(8, "worse"))).then(said(PracticeRated, helped="worse"))

    def test_the_same_rating_again_changes_nothing(self) -> None:
        rated = said(PracticeRated, intensity_after=4)
        given(*finished(), rated).when(Rate(Rating(4))).then_nothing_new()

    def test_the_first_rating_stays(self) -> None:
        given(*finished(intensity_after=8)).when(Rate(Rating(2))).then_refused(
            NotNow, "already-rated", "intensity_after", "first answer stays"
        )

    def test_a_rating_that_says_nothing_is_refused(self) -> None:
        given(*finished()).when(Rate(Rating())).then_refused(
            NotAllowed, "nothing-said", "intensity_after", "helped, or both"
        )


class TestWhenStopped:
    def test_no_step_can_be_done_any_more(self) -> None:
        given(*stopped()).when(CompleteStep(2)).then_refused(NotNow, "already-ended", "step", "has ended")

    def test_the_same_stop_again_changes_nothing(self) -> None:
        given(*stopped(helped="worse")).when(Stop(Rating(helped="worse"))).then_nothing_new()

    def test_it_cannot_be_finished(self) -> None:
        given(*stopped()).when(Finish()).then_refused(NotNow, "already-ended", "practice_id", "has ended")

    def test_a_rating_may_come_later(self) -> None:
        given(*stopped()).when(Rate(Rating(9))).then(said(PracticeRated, intensity_after=9))


class TestTheState:
    def test_silence_leaves_the_rating_open(self) -> None:
        state = fold(finished())
        assert isinstance(state, Finished)
        assert state.rating == Rating(None, None)

    def test_a_late_rating_fills_what_was_open(self) -> None:
        state = fold((*finished(intensity_after=8), said(PracticeRated, helped="no")))
        assert isinstance(state, Finished)
        assert state.rating == Rating(8, "no")

    def test_it_is_resumed_at_the_first_step_without_an_answer(self) -> None:
        state = fold((started(), step(1, "yes")))
        assert state == Running(RUN, ("yes",))
        assert isinstance(state, Running)
        assert state.next_step == 2

    def test_events_of_other_practices_and_other_kinds_change_nothing(self) -> None:
        other = step(2).model_copy(update={"practice_id": uuid5(NAMES, "another")})
        card = CardShown(card="S3", cause=CHECK_IN, episode=CHECK_IN)
        assert fold((started(), step(1), other, card)) == fold((started(), step(1)))

    @pytest.mark.parametrize("intensity", [0, 11, -3, 100])
    def test_a_rating_outside_1_to_10_cannot_be_written(self, intensity: int) -> None:
        with pytest.raises(NotAllowed) as refused:
            Rating(intensity)
        assert (refused.value.field, refused.value.allowed) == ("intensity_after", "Give a whole number from 1 to 10.")

    @pytest.mark.parametrize(
        "illegal",
        [
            lambda: replace(RUN, steps=0),
            lambda: Running(RUN, (1, 2, 3, 4)),
            lambda: Finished(RUN, (1, 2)),
            lambda: Stopped(RUN, (1,), step=4),
            lambda: Stopped(RUN, (1,), step=0),
        ],
    )
    def test_an_illegal_state_cannot_be_written(self, illegal: Callable[[], object]) -> None:
        with pytest.raises(ValueError, match="step"):
            illegal()


ratings = some.builds(
    Rating, some.none() | some.integers(1, 10), some.sampled_from([None, "helped", "a_bit", "no", "worse"])
)
commands = some.one_of(
    some.just(Start(RUN)),
    some.builds(CompleteStep, some.integers(0, 4), some.sampled_from([None, "again", "enough"])),
    some.builds(Finish, ratings),
    some.builds(Stop, ratings),
    some.builds(Rate, ratings),
)


def obeyed(orders: list[Command]) -> list[Practice]:
    """Every state on the way, refused orders changing nothing."""
    states = [initial]
    for order in orders:
        try:
            states.append(fold(decide(order, states[-1]), states[-1]))
        except Refused:
            states.append(states[-1])
    return states


class TestWhateverIsSent:
    @any_of(some.lists(commands, max_size=25))
    def test_what_was_answered_stays_answered(self, orders: list[Command]) -> None:
        begun = [state for state in obeyed(orders) if not isinstance(state, NotStarted)]
        for earlier, later in pairwise(begun):
            assert later.responses[: len(earlier.responses)] == earlier.responses
            if not isinstance(earlier, Running):
                assert type(later) is type(earlier)
                assert later.responses == earlier.responses

    @any_of(some.lists(commands, max_size=25), commands)
    def test_an_accepted_command_sent_twice_counts_once(self, orders: list[Command], last: Command) -> None:
        before = obeyed(orders)[-1]
        try:
            once = fold(decide(last, before), before)
        except Refused:
            return
        assert decide(last, once) == []

    @any_of(some.lists(commands, max_size=25))
    def test_a_rating_never_appears_that_nobody_gave(self, orders: list[Command]) -> None:
        given_ratings = [order.rating for order in orders if isinstance(order, Finish | Stop | Rate)]
        last: Practice | Begun = obeyed(orders)[-1]
        if isinstance(last, Finished | Stopped):
            for name in ("intensity_after", "helped"):
                assert getattr(last.rating, name) in {None, *(getattr(each, name) for each in given_ratings)}
