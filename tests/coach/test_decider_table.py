"""Every command in every state of a practice: the event it brings, nothing new, or the code of its refusal."""

from dataclasses import replace

import pytest

from services.coach.decider import (
    Command,
    CompleteStep,
    Finish,
    Practice,
    Rate,
    Rating,
    Refused,
    Start,
    Stop,
    decide,
    fold,
)
from shared.events import Contract, PracticeFinished, PracticeRated, PracticeStopped
from tests.coach.test_decider import RUN, said, started, step

OTHER_RUN = replace(RUN, technique_id="drop-anchor")
ALL = (started(), step(1, "a"), step(2, "a"), step(3, "a"))
SOME = ALL[:2]
EIGHT = said(PracticeFinished, intensity_after=8)

STATES: dict[str, tuple[Contract, ...]] = {
    "nothing": (),
    "begun": ALL[:1],
    "one step": SOME,
    "all steps": ALL,
    "finished": (*ALL, said(PracticeFinished)),
    "finished 8": (*ALL, EIGHT),
    "finished, all said": (*ALL, EIGHT, said(PracticeRated, helped="helped")),
    "stopped": (*SOME, said(PracticeStopped, step=2)),
    "stopped 8": (*SOME, said(PracticeStopped, step=2, intensity_after=8)),
    "stopped at the end": (*ALL, said(PracticeStopped, step=3)),
}
COMMANDS: dict[str, Command] = {
    "start": Start(RUN),
    "start another": Start(OTHER_RUN),
    "step 0": CompleteStep(0),
    "step 1 a": CompleteStep(1, "a"),
    "step 1 b": CompleteStep(1, "b"),
    "step 2 a": CompleteStep(2, "a"),
    "step 3 a": CompleteStep(3, "a"),
    "step 4": CompleteStep(4),
    "finish": Finish(),
    "finish 8": Finish(Rating(8)),
    "stop": Stop(),
    "stop 8": Stop(Rating(8)),
    "rate": Rate(Rating()),
    "rate 8": Rate(Rating(8)),
    "rate 2": Rate(Rating(2)),
    "rate helped": Rate(Rating(None, "helped")),
}
# One line for each command, one column for each state, in the order of the two above. "-" is nothing new.
TABLE = """
started         -               -               -               -               -               -               -               -               -
started         already-started already-started already-started already-started already-started already-started already-started already-started already-started
unknown         no-such-step    no-such-step    no-such-step    no-such-step    no-such-step    no-such-step    no-such-step    no-such-step    no-such-step
unknown         step_completed  -               -               already-ended   already-ended   already-ended   already-ended   already-ended   already-ended
unknown         step_completed  step-answered   step-answered   already-ended   already-ended   already-ended   already-ended   already-ended   already-ended
unknown         out-of-order    step_completed  -               already-ended   already-ended   already-ended   already-ended   already-ended   already-ended
unknown         out-of-order    out-of-order    -               already-ended   already-ended   already-ended   already-ended   already-ended   already-ended
unknown         no-such-step    no-such-step    no-such-step    no-such-step    no-such-step    no-such-step    no-such-step    no-such-step    no-such-step
unknown         steps-left      steps-left      finished        -               already-ended   already-ended   already-ended   already-ended   already-ended
unknown         steps-left      steps-left      finished        already-ended   -               already-ended   already-ended   already-ended   already-ended
unknown         stopped         stopped         stopped         already-ended   already-ended   already-ended   -               already-ended   -
unknown         stopped         stopped         stopped         already-ended   already-ended   already-ended   already-ended   -               already-ended
unknown         nothing-said    nothing-said    nothing-said    nothing-said    nothing-said    nothing-said    nothing-said    nothing-said    nothing-said
unknown         not-ended       not-ended       not-ended       rated           -               -               rated           -               rated
unknown         not-ended       not-ended       not-ended       rated           already-rated   already-rated   rated           already-rated   rated
unknown         not-ended       not-ended       not-ended       rated           rated           -               rated           rated           rated
"""  # noqa: E501
TAKEN_IN = {"-", "started", "step_completed", "finished", "stopped", "rated"}
SHORT = {"practice-unknown": "unknown", "step-out-of-order": "out-of-order"}
CELLS = [
    (state, command, cell)
    for command, line in zip(COMMANDS, TABLE.strip().splitlines(), strict=True)
    for state, cell in zip(STATES, line.split(), strict=True)
]


def outcome(command: Command, state: Practice) -> str:
    try:
        events = decide(command, state)
    except Refused as refused:
        return SHORT.get(refused.code, refused.code)
    return events[0].type.removeprefix("practice.") if events else "-"


@pytest.mark.parametrize(("state", "command", "expected"), CELLS, ids=lambda value: value or "-")
def test_what_each_command_does_in_each_state(state: str, command: str, expected: str) -> None:
    assert outcome(COMMANDS[command], fold(STATES[state])) == expected


@pytest.mark.parametrize(("state", "command"), [cell[:2] for cell in CELLS if cell[2] in TAKEN_IN])
def test_what_was_taken_in_brings_nothing_a_second_time(state: str, command: str) -> None:
    before = fold(STATES[state])
    after = fold(decide(COMMANDS[command], before), before)
    assert decide(COMMANDS[command], after) == []
