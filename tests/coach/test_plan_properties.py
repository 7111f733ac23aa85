"""What always holds of the plan as it is shown: H1, H3, H4, H6 and H13 of docs/specification/homework.md section 8."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, get_args
from uuid import UUID, uuid5

import pytest
from hypothesis import given as any_of
from hypothesis import strategies as some

from services.coach.api.keeping import Asked
from services.coach.api.plan_showing import View, assignment_shown
from services.coach.api.planning import Kept
from services.coach.api.size_shapes import PlanCard, PostedAnswers
from services.coach.api.size_showing import plan_card
from services.coach.api.sizing import answers_of
from services.coach.api.sizing import decide as answered
from services.coach.decider import NotAllowed, NotNow
from services.coach.plan import proposals, questions
from services.coach.plan.decider import Active, Add, Change, Command, Gone, NotAdded, Proposed, decide, fold, initial
from services.coach.plan.questions import Answers, Avoid, Smallest, Understand
from services.coach.plan.session import Session
from services.coach.plan.task import Task
from services.coach.plan.wording import is_tiny
from shared.catalogue import load_catalogue
from shared.catalogue.words import forbidden_words
from shared.events import PlanNotThisTime
from tests.coach.test_plan_decider import COMMANDS, ID, NAMES, NOT_THIS_TIMES, START, THOUGHTS, Said, lived

CATALOGUE = load_catalogue()
NOW = START + timedelta(days=30)
NUMBERS = ("attempts", "days_done", "days_with_it", "body_first_days")


@dataclass(frozen=True)
class Logged(Said):
    """An event as the log has it."""

    id: UUID = ID
    version: int = 1

    @property
    def type(self) -> str:
        return self.data.type


def logged(told: Sequence[Said]) -> tuple[Logged, ...]:
    return tuple(Logged(each.data, each.at, uuid5(NAMES, f"{n}"), n) for n, each in enumerate(told, 1))


def shown(told: Sequence[Said]) -> dict[str, Any]:
    """One assignment as its person sees it."""
    state = fold(told)
    assert not isinstance(state, NotAdded | Proposed)
    kept = Kept(state, logged(told))  # type: ignore[arg-type]
    return assignment_shown(kept, View(CATALOGUE, NOW)).model_dump(mode="json")


# Spans above a minute and ways of writing, told as people tell them, around any other words.
SPANS = some.one_of(
    some.integers(61, 10**6).map(lambda seconds: f"{seconds} seconds"),
    some.integers(2, 500).map(lambda minutes: f"{minutes} minutes"),
    some.integers(1, 24).map(lambda hours: f"{hours} hours"),
    some.sampled_from(["two minutes", "Ten min", "half an hour", "a few minutes", "a couple of minutes", "an hour"]),
)
WRITING = some.sampled_from(["Write one line", "jot it down", "Fill in one box", "journaling", "note it down"])
WORDS = some.lists(some.sampled_from(["and", "then", "look out", "one box", "slowly", "by the door"]), max_size=4)
NOT_TINY = some.builds(
    lambda before, asked, after: " ".join([*before, asked, *after]), WORDS, some.one_of(SPANS, WRITING), WORDS
)


def ways_to_set(tiny: str) -> Iterator[Callable[[], object]]:
    """Every way in which a tiny version comes to stand."""
    versions = {"full": "Seven boxes", "tiny": tiny}
    task = Task.model_validate(THOUGHTS.model_dump() | {"versions": versions})
    proposed = Proposed(ID, THOUGHTS.assignment(), ID, ID, START)
    active = Active(ID, THOUGHTS.assignment())
    yield lambda: decide(Add(ID, task), initial)
    yield lambda: decide(Change({"versions": {"tiny": tiny}}), active)
    yield lambda: proposals.decide(proposals.Propose(ID, task, ID, ID), initial)
    yield lambda: proposals.decide(proposals.Accept({"versions": {"tiny": tiny}}), proposed)
    yield lambda: questions.decide(Answers(smallest=Smallest(tiny, True)), active, Session(), START)


@any_of(NOT_TINY)
def test_h1_no_tiny_version_takes_over_a_minute_or_asks_for_writing_however_it_is_set(tiny: str) -> None:
    for setting in ways_to_set(tiny):
        with pytest.raises(NotAllowed):
            setting()


@any_of(some.lists(COMMANDS, max_size=12), NOT_THIS_TIMES)
def test_h3_a_not_this_time_lowers_no_number_that_is_shown(commands: list[Command], said: Any) -> None:
    told = lived(commands)
    event = PlanNotThisTime(assignment_id=ID, barriers=list(said.barriers), told_at=said.told_at)
    before, after = shown(told), shown([*told, Said(event, said.told_at)])
    assert all(after[number] >= before[number] for number in NUMBERS)
    assert after["followed"] == before["followed"]
    assert after["target"] == before["target"]


@any_of(some.lists(COMMANDS, max_size=12))
def test_h4_nothing_that_is_shown_says_what_may_not_be_said(commands: list[Command]) -> None:
    for text in texts_in(shown(lived(commands))):
        assert not forbidden_words(text), text
        assert not {"streak", "missed", "failed"} & set(text.lower().split("_"))


def texts_in(part: Any) -> Iterator[str]:
    """Every name and every text of an answer."""
    match part:
        case dict():
            yield from part
            yield from (text for each in part.values() for text in texts_in(each))
        case list():
            yield from (text for each in part for text in texts_in(each))
        case str():
            yield part


@any_of(some.lists(COMMANDS, max_size=12))
def test_h6_a_reason_is_neither_asked_for_nor_kept_when_something_is_put_to_rest(commands: list[Command]) -> None:
    for entry in shown(lived(commands))["history"]:
        if entry["what"] in {"paused", "resumed", "let_go"}:
            assert set(entry) == {"id", "at", "what"}


ANSWERS = some.fixed_dictionaries(
    {},
    optional={
        "avoid": some.sampled_from(get_args(Avoid)),
        "smallest": some.fixed_dictionaries(
            {"tiny": some.sampled_from(["One tap", "Seven boxes", "Sit down"]), "on_worst_day": some.booleans()}
        ),
        "after": some.fixed_dictionaries({"existing": some.sampled_from(["my tea", "I get into bed"])}),
        "skipped": some.fixed_dictionaries({}, optional={"cancelling": some.booleans(), "intensity": some.just(7)}),
        "understand": some.sampled_from(get_args(Understand)),
        "bundle": some.just("that podcast"),
        "line": some.just("It was loud."),
    },
)


def ended_with(body: dict[str, Any], commands: Sequence[Command]) -> PlanCard:
    """The card that the flow ends with after these answers."""
    posted, told = PostedAnswers.model_validate(body), lived(commands)
    asked = Asked(uuid5(NAMES, "asked"), NOW, b"")
    decided = answered(posted, ID, asked, logged(told), NOW)  # type: ignore[arg-type]
    events = logged([*told, *(Said(each, NOW) for each in decided)])
    events = (*events[: len(told)], *(replace(each, id=asked.id) for each in events[len(told) :][:1]))
    state = fold([*told, *(Said(each, NOW) for each in decided)])
    assert not isinstance(state, NotAdded | Proposed)
    kept = Kept(state, events)  # type: ignore[arg-type]
    return plan_card(kept, events, asked, answers_of(posted), posted, None)  # type: ignore[arg-type]


@any_of(ANSWERS, some.lists(COMMANDS, max_size=6))
def test_h13_after_any_of_the_five_there_is_a_card_with_something_small_to_do(
    body: dict[str, Any], commands: list[Command]
) -> None:
    """The questions can be ended after any of them, in any order, whatever happened to the task before."""
    if isinstance(fold(lived(commands)), Gone):
        with pytest.raises(NotNow, match="let-go"):
            ended_with(body, commands)
        return
    card = ended_with(body, commands)
    assert card.title
    assert is_tiny(card.text)
    assert card.halved is None or is_tiny(card.halved)
    agreed = body.get("smallest", {}).get("on_worst_day")
    assert card.text == body["smallest"]["tiny"] if agreed else True
    assert not [text for text in texts_in(card.model_dump(mode="json")) if forbidden_words(text)]
