"""Proposals: made within a consent, taken in as they are or smaller, never bigger; and when a consent allows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

import pytest
from hypothesis import given as any_of
from hypothesis import strategies as some

from services.coach.decider import NotAllowed, NotNow
from services.coach.plan import decider
from services.coach.plan.decider import (
    MOST_OPEN,
    NOT_ACCEPTED,
    Active,
    Attempt,
    Change,
    Gone,
    LetGo,
    NoSuchAssignment,
    NotAdded,
    Pause,
    Paused,
    Proposed,
    Resume,
    SayNotThisTime,
    fold,
)
from services.coach.plan.proposals import MOST_WAITING, WAITING, Accept, Propose, decide
from services.coach.plan.task import Task
from shared.catalogue.words import forbidden_words
from shared.events import (
    ConsentGranted,
    ConsentNarrowed,
    ConsentTerms,
    ConsentWithdrawn,
    Contract,
    PlanAccepted,
    PlanLetGo,
    PlanProposed,
)
from shared.events.agreed import NotGiven, allows_proposals, consents_of, may_propose
from tests.coach.reading import reading_grade

NAMES = UUID("2b0e5f5c-2a34-4cf6-9f17-2e8b1f1f6a10")
ID, THERAPIST, CONSENT = (uuid5(NAMES, name) for name in ("proposal", "therapist", "consent"))
START = datetime(2026, 11, 2, 18, 0, tzinfo=UTC)
TASK = Task.model_validate(
    {
        "title": "Thought record when it spikes",
        "kind": "thought-record",
        "source": "therapist",
        "versions": {"full": "Seven boxes on paper", "tiny": "One feeling and one number"},
        "target": {"times_per_week": 3},
    }
)
PROPOSED = PlanProposed(assignment_id=ID, assignment=TASK.assignment(), by=THERAPIST, consent_id=CONSENT)
TERMS = ConsentTerms(
    recipient=THERAPIST,
    fields=["period"],
    expires_at=START + timedelta(days=90),
    text_version="1",
    proposals=True,
)


@dataclass(frozen=True)
class Said:
    data: Contract
    at: datetime = START


def after(*events: Contract) -> decider.State:
    return fold([Said(each) for each in events])


class TestProposing:
    def test_a_therapist_proposes_a_task(self) -> None:
        assert decide(Propose(ID, TASK, THERAPIST, CONSENT), NotAdded()) == [PROPOSED]
        assert after(PROPOSED) == Proposed(ID, TASK.assignment(), THERAPIST, CONSENT, START)

    def test_an_id_is_used_once(self) -> None:
        with pytest.raises(NotNow, match="already-added"):
            decide(Propose(ID, TASK, THERAPIST, CONSENT), after(PROPOSED))

    def test_at_most_three_wait_for_an_answer(self) -> None:
        assert decide(Propose(ID, TASK, THERAPIST, CONSENT, MOST_WAITING - 1), NotAdded())
        with pytest.raises(NotNow, match="proposals-waiting"):
            decide(Propose(ID, TASK, THERAPIST, CONSENT, MOST_WAITING), NotAdded())

    def test_a_tiny_version_that_asks_for_writing_is_refused(self) -> None:
        writing = TASK.model_copy(update={"versions": TASK.versions.model_copy(update={"tiny": "Write one page"})})
        with pytest.raises(NotAllowed) as refused:
            decide(Propose(ID, writing, THERAPIST, CONSENT), NotAdded())
        assert refused.value.field == "versions.tiny"


class TestAnswering:
    def test_it_becomes_part_of_the_plan_as_it_is(self) -> None:
        [accepted] = decide(Accept({}), after(PROPOSED))
        assert accepted == PlanAccepted(assignment_id=ID, assignment=TASK.assignment())
        assert after(PROPOSED, accepted) == Active(ID, TASK.assignment())

    def test_what_was_made_smaller_is_the_work_of_both(self) -> None:
        [accepted] = decide(Accept({"target": {"times_per_week": 1}}), after(PROPOSED))
        assert isinstance(accepted, PlanAccepted)
        assert accepted.assignment.source == "both"
        assert accepted.assignment.target is not None
        assert accepted.assignment.target.times_per_week == 1

    def test_a_target_can_be_left_out(self) -> None:
        [accepted] = decide(Accept({"target": None}), after(PROPOSED))
        assert isinstance(accepted, PlanAccepted)
        assert accepted.assignment.target is None

    @any_of(some.integers(1, 21), some.one_of(some.none(), some.integers(1, 21)))
    def test_no_target_is_ever_bigger_than_the_proposed_one(self, wanted: int, proposed: int | None) -> None:
        """homework.md H12."""
        target = {"times_per_week": proposed, "when": "it spikes"}
        task = Task.model_validate(TASK.model_dump() | {"target": target})
        state = Proposed(ID, task.assignment(), THERAPIST, CONSENT, START)
        if proposed is not None and wanted <= proposed:
            assert decide(Accept({"target": {"times_per_week": wanted}}), state)
        else:
            with pytest.raises(NotAllowed) as refused:
                decide(Accept({"target": {"times_per_week": wanted}}), state)
            assert refused.value.field == "target.times_per_week"

    def test_the_same_again_changes_nothing(self) -> None:
        accepted = PlanAccepted(assignment_id=ID, assignment=TASK.assignment())
        assert decide(Accept({}), after(PROPOSED, accepted)) == []
        assert decide(Accept({}), Paused(ID, TASK.assignment())) == []

    def test_a_full_plan_takes_nothing_more(self) -> None:
        with pytest.raises(NotNow, match="plan-full"):
            decide(Accept({}, beside=MOST_OPEN), after(PROPOSED))

    def test_what_was_never_proposed_cannot_be_accepted(self) -> None:
        with pytest.raises(NoSuchAssignment):
            decide(Accept({}), NotAdded())

    def test_it_is_declined_with_one_tap_and_stays_so(self) -> None:
        """homework.md H6."""
        [declined] = decider.decide(LetGo(), after(PROPOSED))
        assert declined == PlanLetGo(assignment_id=ID)
        assert isinstance(after(PROPOSED, declined), Gone)
        with pytest.raises(NotNow, match="let-go"):
            decide(Accept({}), after(PROPOSED, declined))

    @pytest.mark.parametrize(
        "command", [Change({"title": "x"}), Attempt("tiny", START), SayNotThisTime(START), Pause(), Resume()]
    )
    def test_nothing_else_happens_to_it_before_it_is_accepted(self, command: decider.Command) -> None:
        with pytest.raises(NotNow) as refused:
            decider.decide(command, after(PROPOSED))
        assert (refused.value.code, refused.value.allowed) == ("proposed", NOT_ACCEPTED)


def told(*events: Contract) -> list[tuple[UUID, Contract]]:
    ids = [CONSENT, *(uuid5(NAMES, str(place)) for place in range(1, len(events)))]
    return list(zip(ids, events, strict=True))


GRANTED = ConsentGranted(terms=TERMS)
ENDINGS: Sequence[tuple[str, Contract]] = [
    ("withdrawn", ConsentWithdrawn(consent_id=CONSENT)),
    ("narrowed", ConsentNarrowed(consent_id=CONSENT, terms=TERMS.model_copy(update={"proposals": False}))),
    (
        "shortened",
        ConsentNarrowed(consent_id=CONSENT, terms=TERMS.model_copy(update={"expires_at": START})),
    ),
]


class TestTheConsent:
    def test_it_is_in_force_for_its_recipient_alone(self) -> None:
        consents = consents_of(told(GRANTED))
        assert may_propose(consents, THERAPIST, START) == CONSENT
        assert may_propose(consents, uuid5(NAMES, "colleague"), START) is None

    def test_the_newest_one_is_what_a_proposal_is_made_under(self) -> None:
        consents = consents_of(told(GRANTED, GRANTED))
        assert may_propose(consents, THERAPIST, START) == list(consents)[-1] != CONSENT

    def test_it_ends_by_its_own_end(self) -> None:
        consents = consents_of(told(GRANTED))
        assert may_propose(consents, THERAPIST, TERMS.expires_at - timedelta(seconds=1)) == CONSENT
        assert may_propose(consents, THERAPIST, TERMS.expires_at) is None

    @pytest.mark.parametrize("ending", [each for _, each in ENDINGS], ids=[name for name, _ in ENDINGS])
    def test_what_ended_it_allows_nothing_more(self, ending: Contract) -> None:
        assert may_propose(consents_of(told(GRANTED, ending)), THERAPIST, START) is None

    def test_what_was_withdrawn_stays_withdrawn(self) -> None:
        again = ConsentNarrowed(consent_id=CONSENT, terms=TERMS)
        consents = consents_of(told(GRANTED, ConsentWithdrawn(consent_id=CONSENT), again))
        assert may_propose(consents, THERAPIST, START) is None

    def test_a_consent_to_reports_is_none_to_proposals(self) -> None:
        reports_only = ConsentGranted(terms=TERMS.model_copy(update={"proposals": False}))
        assert may_propose(consents_of(told(reports_only)), THERAPIST, START) is None
        assert not allows_proposals(NotGiven(), THERAPIST, START)


@pytest.mark.parametrize("words", [WAITING, NOT_ACCEPTED])
def test_refusals_are_kind_and_plain(words: str) -> None:
    assert not forbidden_words(words)
    assert reading_grade(words) <= 6
