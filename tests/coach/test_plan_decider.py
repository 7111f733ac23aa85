"""Given what has happened to an assignment, when a command comes, then these events or this refusal."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from typing import get_args
from uuid import UUID, uuid5

import pytest
from hypothesis import given as any_of
from hypothesis import strategies as some
from pydantic import ValidationError

from services.coach.decider import NotAllowed, NotNow, Refused
from services.coach.plan.decider import (
    FULL,
    GONE,
    MOST_OPEN,
    Active,
    Add,
    Attempt,
    Change,
    Command,
    Gone,
    LetGo,
    NoSuchAssignment,
    NotAdded,
    Pause,
    Paused,
    Resume,
    SayNotThisTime,
    State,
    decide,
    fold,
    initial,
)
from services.coach.plan.story import Numbers, as_it_happened, happened_at, numbers
from services.coach.plan.task import Task
from shared.catalogue.words import forbidden_words
from shared.events import (
    Barrier,
    CardShown,
    Contract,
    PlanAdded,
    PlanAttempted,
    PlanChanged,
    PlanLetGo,
    PlanNotThisTime,
    PlanPaused,
    PlanResumed,
    Target,
    VersionDone,
)

NAMES = UUID("2b0e5f5c-2a34-4cf6-9f17-2e8b1f1f6a10")
ID = uuid5(NAMES, "thought record")
START = datetime(2026, 9, 28, 20, 0, tzinfo=UTC)
THOUGHTS = Task.model_validate(
    {
        "title": "Thought record when it spikes",
        "kind": "thought-record",
        "source": "therapist",
        "versions": {"full": "Seven boxes on paper", "tiny": "One feeling and one number"},
        "target": {"times_per_week": 3},
    }
)


@dataclass(frozen=True)
class Said:
    """An event with its time."""

    data: Contract
    at: datetime = START


@dataclass(frozen=True)
class Story:
    """given(...).when(...).then(...): events that were, a command, and what comes of it."""

    before: tuple[Said, ...]
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
        with pytest.raises(kind) as refused:
            decide(self.command, fold(self.before))
        assert (refused.value.code, refused.value.field) == (code, field)
        assert allowed in refused.value.allowed


def given(*events: Contract) -> Story:
    return Story(tuple(Said(each) for each in events))


ADDED = PlanAdded(assignment_id=ID, assignment=THOUGHTS.assignment())
PAUSED, RESUMED, LET_GO = PlanPaused(assignment_id=ID), PlanResumed(assignment_id=ID), PlanLetGo(assignment_id=ID)


class TestAdding:
    def test_a_task_becomes_part_of_the_plan(self) -> None:
        given().when(Add(ID, THOUGHTS)).then(ADDED)

    def test_an_id_is_used_once(self) -> None:
        given(ADDED).when(Add(ID, THOUGHTS)).then_refused(NotNow, "already-added", "id", "new id")

    def test_a_plan_stays_small_enough_to_look_at(self) -> None:
        given().when(Add(ID, THOUGHTS, MOST_OPEN - 1)).then(ADDED)
        given().when(Add(ID, THOUGHTS, MOST_OPEN)).then_refused(NotNow, "plan-full", "title", FULL)

    @pytest.mark.parametrize("command", [Change({}), Pause(), Resume(), LetGo(), SayNotThisTime(START)])
    def test_nothing_happens_to_what_was_never_added(self, command: Command) -> None:
        given().when(command).then_refused(NoSuchAssignment, "assignment-unknown", "assignment_id", "your own")


class TestChanging:
    def test_a_smaller_version_answers_a_barrier(self) -> None:
        change = Change({"versions": {"tiny": "One tap"}}, "too-big")
        smaller = ADDED.assignment.versions.model_copy(update={"tiny": "One tap"})
        given(ADDED).when(change).then(
            PlanChanged(
                assignment_id=ID,
                assignment=ADDED.assignment.model_copy(update={"versions": smaller}),
                changed=["versions"],
                because="too-big",
            )
        )

    def test_a_part_is_taken_away_by_null(self) -> None:
        [event] = decide(Change({"target": None}), fold([Said(ADDED)]))
        assert isinstance(event, PlanChanged)
        assert (event.assignment.target, event.changed) == (None, ["target"])

    def test_a_target_that_says_nothing_is_none(self) -> None:
        [event] = decide(Change({"target": {"times_per_week": None}}), fold([Said(ADDED)]))
        assert isinstance(event, PlanChanged)
        assert event.assignment.target is None

    def test_the_same_again_changes_nothing(self) -> None:
        given(ADDED).when(Change({"title": THOUGHTS.title}, "too-big")).then_nothing_new()

    @pytest.mark.parametrize("patch", [{"versions": {"tiny": None}}, {"title": None}, {"if_then": {"action": "tea"}}])
    def test_what_would_be_no_task_any_more_is_refused(self, patch: dict[str, None]) -> None:
        with pytest.raises(ValidationError) as refused:
            decide(Change(patch), fold([Said(ADDED)]))
        assert THOUGHTS.title not in str(refused.value)

    def test_a_resting_task_can_be_changed(self) -> None:
        [event] = decide(Change({"bundle": "my good tea"}), fold([Said(ADDED), Said(PAUSED)]))
        assert isinstance(event, PlanChanged)


class TestWhatHappens:
    def test_any_size_that_was_done_is_kept(self) -> None:
        attempt = Attempt("tiny", START, "Europe/Madrid", intensity_before=6, helped="a_bit", energy_before="low")
        given(ADDED).when(attempt).then(
            PlanAttempted(
                assignment_id=ID,
                version="tiny",
                intensity_before=6,
                helped="a_bit",
                energy_before="low",
                attempted_at=START,
                time_zone="Europe/Madrid",
            )
        )

    def test_not_this_time_is_kept_with_its_barriers_in_order(self) -> None:
        given(ADDED).when(SayNotThisTime(START, ("too-big", "anxious"), "It was too much.")).then(
            PlanNotThisTime(assignment_id=ID, barriers=["too-big", "anxious"], line="It was too much.", told_at=START)
        )

    def test_both_may_happen_while_it_rests(self) -> None:
        state = fold([Said(ADDED), Said(PAUSED)])
        assert len(decide(Attempt("small", START), state)) == 1
        assert len(decide(SayNotThisTime(START), state)) == 1

    @pytest.mark.parametrize("barriers", [("low", "low"), ("low", "forgot", "tech", "chaos")])
    def test_barriers_are_at_most_three_and_each_is_named_once(self, barriers: tuple[Barrier, ...]) -> None:
        with pytest.raises(NotAllowed, match="barriers"):
            SayNotThisTime(START, barriers)

    @pytest.mark.parametrize("intensity", [0, 11])
    def test_an_intensity_outside_1_to_10_cannot_be_written(self, intensity: int) -> None:
        with pytest.raises(NotAllowed, match="intensity"):
            Attempt("tiny", START, intensity_after=intensity)


class TestMoving:
    def test_it_rests_and_is_taken_up_again(self) -> None:
        given(ADDED).when(Pause()).then(PAUSED)
        given(ADDED, PAUSED).when(Resume()).then(RESUMED)
        given(ADDED, PAUSED, RESUMED).when(LetGo()).then(LET_GO)

    def test_the_same_tap_again_changes_nothing(self) -> None:
        given(ADDED, PAUSED).when(Pause()).then_nothing_new()
        given(ADDED).when(Resume()).then_nothing_new()
        given(ADDED, LET_GO).when(LetGo()).then_nothing_new()

    @pytest.mark.parametrize(
        "command", [Change({"title": "x"}), Attempt("full", START), SayNotThisTime(START), Pause(), Resume()]
    )
    def test_what_was_let_go_stays_so(self, command: Command) -> None:
        given(ADDED, LET_GO).when(command).then_refused(NotNow, "let-go", "assignment_id", GONE)

    def test_what_happened_before_letting_go_may_be_told_later(self) -> None:
        earlier = START - timedelta(hours=3)
        state = fold([Said(ADDED), Said(LET_GO)])
        assert len(decide(Attempt("tiny", earlier), state)) == 1
        assert len(decide(SayNotThisTime(earlier), state)) == 1


class TestTheState:
    def test_each_status_is_a_state_of_its_own(self) -> None:
        told = [Said(ADDED), Said(PAUSED), Said(LET_GO, START + timedelta(days=1))]
        task = THOUGHTS.assignment()
        assert fold(told[:1]) == Active(ID, task)
        assert fold(told[:2]) == Paused(ID, task)
        assert fold(told) == Gone(ID, task, START + timedelta(days=1))

    def test_events_of_other_assignments_and_other_kinds_change_nothing(self) -> None:
        other = PlanPaused(assignment_id=uuid5(NAMES, "another"))
        card = CardShown(card="S3", cause=ID, episode=ID)
        assert fold([Said(ADDED), Said(other), Said(card)]) == fold([Said(ADDED)])


class TestTheStory:
    def test_what_is_told_late_counts_on_its_own_day(self) -> None:
        madrid = datetime(2026, 10, 1, 22, 30, tzinfo=UTC)
        late = Said(PlanAttempted(assignment_id=ID, version="tiny", attempted_at=madrid, time_zone="Europe/Madrid"))
        same_day = datetime.fromisoformat("2026-10-02T08:00:00+02:00")
        morning = Said(PlanAttempted(assignment_id=ID, version="full", attempted_at=same_day), same_day)
        told = [Said(ADDED), morning, late]
        assert numbers(told, THOUGHTS.assignment()) == Numbers(attempts=2, days_done=1, days_with_it=1)
        assert as_it_happened(told) == [Said(ADDED), late, morning]

    def test_a_body_first_day_counts_where_the_task_says_so(self) -> None:
        body = Said(PlanAttempted(assignment_id=ID, version="other", body_first=True, attempted_at=START))
        task = THOUGHTS.assignment()
        assert numbers([body], task).attempts == 1
        assert numbers([body], task.model_copy(update={"body_first_days_count": False})) == Numbers()

    def test_a_zone_that_is_unknown_leaves_the_day_as_it_was_told(self) -> None:
        told = Said(PlanAttempted(assignment_id=ID, version="tiny", attempted_at=START, time_zone="Nowhere/Land"))
        assert numbers([told], THOUGHTS.assignment()).days_done == 1


BARRIERS = some.lists(some.sampled_from(get_args(Barrier)), unique=True, max_size=3).map(tuple)
TIMES = some.integers(-600, 600).map(lambda hours: START + timedelta(hours=hours))
ATTEMPTS = some.builds(Attempt, some.sampled_from(get_args(VersionDone)), TIMES, body_first=some.booleans())
NOT_THIS_TIMES = some.builds(SayNotThisTime, TIMES, BARRIERS)
MOVES = some.sampled_from([Pause(), Resume(), LetGo()])
OTHER_CHANGES = some.sampled_from(
    [
        Change({"versions": {"tiny": "One tap"}}, "too-big"),
        Change({"anchor": {"after": "I get into bed", "usual_time": "21:50"}}),
        Change({"body_first_days_count": False}),
        Change({"if_then": {"cue": "my chest gets tight at work", "action": "three slow breaths"}}),
    ]
)
COMMANDS = some.one_of(ATTEMPTS, NOT_THIS_TIMES, MOVES, OTHER_CHANGES)


def lived(commands: Sequence[Command]) -> list[Said]:
    """What is told when these commands come one after another; what is refused leaves nothing."""
    told = [Said(ADDED)]
    for place, command in enumerate(commands):
        at = START + timedelta(hours=place)
        with suppress(NotNow):
            told += [Said(event, at) for event in decide(command, fold(told))]
    return told


class TestWhatAlwaysHolds:
    @any_of(some.lists(COMMANDS, max_size=12), NOT_THIS_TIMES)
    def test_not_this_time_never_lowers_any_number(
        self, commands: list[Command], not_this_time: SayNotThisTime
    ) -> None:
        """homework.md H3."""
        told = lived(commands)
        task = THOUGHTS.assignment()
        event = PlanNotThisTime(assignment_id=ID, barriers=list(not_this_time.barriers), told_at=not_this_time.told_at)
        before, after = numbers(told, task), numbers([*told, Said(event)], task)
        for number in fields(Numbers):
            assert getattr(after, number.name) >= getattr(before, number.name)

    @any_of(some.lists(COMMANDS, max_size=12))
    def test_pausing_and_letting_go_ask_for_nothing_and_always_succeed(self, commands: list[Command]) -> None:
        """homework.md H6."""
        assert (fields(Pause), fields(LetGo)) == ((), ())
        state = fold(lived(commands))
        if not isinstance(state, Gone):
            assert isinstance(fold([Said(each) for each in decide(Pause(), state)], state), Paused)
        assert isinstance(fold([Said(each) for each in decide(LetGo(), state)], state), Gone)

    @any_of(some.lists(COMMANDS, max_size=12))
    def test_a_target_never_moves_by_itself(self, commands: list[Command]) -> None:
        """homework.md H12: easy weeks, hard weeks and changes of other parts leave it where it is."""
        state = fold(lived(commands))
        assert not isinstance(state, NotAdded)
        assert state.task.target == Target(times_per_week=3)

    @any_of(some.integers(1, 21))
    def test_a_target_moves_where_somebody_says_so(self, times: int) -> None:
        told = lived([Change({"target": {"times_per_week": times}})])
        state = fold(told)
        assert not isinstance(state, NotAdded)
        assert state.task.target == Target(times_per_week=times)

    @any_of(some.lists(COMMANDS, max_size=12))
    def test_nothing_that_was_told_is_lost_from_the_story(self, commands: list[Command]) -> None:
        told = lived(commands)
        story = as_it_happened(told)
        assert sorted(map(id, story)) == sorted(map(id, told))
        assert [happened_at(each) for each in story] == sorted(happened_at(each) for each in told)

    @any_of(some.lists(COMMANDS, max_size=12))
    def test_what_is_let_go_takes_in_nothing_from_after_it(self, commands: list[Command]) -> None:
        told = lived([*commands, LetGo()])
        state = fold(told)
        assert isinstance(state, Gone)
        for command in (Attempt("full", state.since), SayNotThisTime(state.since), Pause(), Resume()):
            with pytest.raises(NotNow):
                decide(command, state)


def test_before_anything_is_added_there_is_nothing() -> None:
    nothing: State = initial
    assert fold([], nothing) == NotAdded()


def test_refusals_are_kind() -> None:
    assert not [each for each in (GONE, FULL) if forbidden_words(each)]
