"""What a picture holds of the plan: homework, what got in the way, the line and the questions."""

from datetime import UTC, date, timedelta
from uuid import uuid4

from services.reports.picture import Asked, Picture, draw
from services.reports.picture.parts import Done
from shared.catalogue import load_catalogue
from shared.events import Assignment, PlanAccepted, PlanChanged, PlanLetGo, PlanPaused, PlanProposed, Versions
from tests.reports.events import FIRST, LAST, PRIVATE, THOUGHT_RECORD, Story, asked, maya

CATALOGUE = load_catalogue()
DAY = date(2026, 11, 17)
WEEK = asked(DAY - timedelta(days=1), DAY + timedelta(days=5))


def of(story: Story, terms: Asked = WEEK) -> Picture:
    return draw(story.events, terms, CATALOGUE)


def test_homework_shows_versions_adjustments_and_not_this_times() -> None:
    tasks = of(maya(), asked(FIRST, LAST)).homework

    assert tasks is not None
    record, breaths = tasks
    assert record.title == THOUGHT_RECORD.title
    assert {each.version for each in record.done} == {"small", "tiny"}
    assert (record.body_first, record.not_this_time) == (7, 2)
    assert [(each.changed, each.because) for each in record.adjustments] == [
        (("versions",), "too-big"),
        (("anchor", "bundle"), None),
    ]
    assert breaths.source == "self"


def test_what_is_private_stays_private() -> None:
    drawn = repr(of(maya(), asked(FIRST, LAST)))

    assert PRIVATE.title not in drawn
    assert "my good tea" not in drawn
    assert "21:50" not in drawn


def test_a_task_made_private_later_is_not_shown() -> None:
    story = Story()
    own = story.assign(DAY, THOUGHT_RECORD)
    story.attempt(DAY, "20:00", own, "tiny")
    story.not_this_time(DAY, own, "low", line="A line about it.")
    hidden = THOUGHT_RECORD.model_copy(update={"shown_in": "private"})
    story.adjust(WEEK.ends + timedelta(days=9), own, hidden, "shown_in", because=None)

    picture = of(story)

    assert (picture.homework, picture.barriers, picture.lines) == ((), (), ())


def test_a_change_stands_even_when_the_clock_puts_it_before_the_task() -> None:
    """A phone whose clock was slow said so while it was offline."""
    story = Story()
    own = story.assign(DAY, THOUGHT_RECORD)
    hidden = THOUGHT_RECORD.model_copy(update={"shown_in": "private"})
    story.adjust(DAY - timedelta(days=1), own, hidden, "shown_in", because=None)

    assert of(story).homework == ()


def test_a_task_let_go_before_these_days_is_not_shown_and_a_paused_one_is() -> None:
    story = Story()
    for days, ended in ((20, PlanLetGo), (19, PlanPaused)):
        own = story.assign(DAY - timedelta(days=days), THOUGHT_RECORD)
        story.tell(story.local(DAY - timedelta(days=10), "10:00").astimezone(UTC), ended(assignment_id=own))

    tasks = of(story).homework

    assert tasks is not None
    assert [task.status for task in tasks] == ["paused"]


def test_barriers_that_concern_the_therapist_are_never_told() -> None:
    story = Story()
    own = story.assign(DAY, THOUGHT_RECORD)
    story.not_this_time(DAY, own, "ashamed", "low", "not-believe")
    story.not_this_time(DAY, own, "not-discussed", "low", "too-big")
    story.adjust(DAY, own, THOUGHT_RECORD, "versions", because="ashamed")

    picture = of(story)

    assert picture.barriers == (("low", 2), ("too-big", 1))
    assert not any(code in repr(picture) for code in ("ashamed", "not-believe", "not-discussed"))
    assert picture.homework is not None
    assert picture.homework[0].not_this_time == 2


def test_the_last_line_stands_and_can_be_taken_back() -> None:
    story = Story()
    story.line(DAY, "First thought.")
    story.line(DAY + timedelta(days=1), "Second thought.")

    assert of(story).lines == ("Second thought.",)

    story.line(WEEK.ends + timedelta(days=3), None)

    assert of(story).lines == ()


def test_versions_done_are_told_in_the_persons_words() -> None:
    story = Story()
    task = Assignment(
        title="Walk", kind="free", versions=Versions(full="Round the lake", tiny="To the door"), shown_in="report"
    )
    own = story.assign(DAY, task)
    for version in ("tiny", "other", "tiny"):
        story.attempt(DAY, "20:00", own, version)

    tasks = of(story).homework

    assert tasks is not None
    assert tasks[0].done == (Done("tiny", 2, "To the door"), Done("other", 1, None))


def test_a_proposal_is_shown_when_it_was_accepted_and_its_owner_says_so() -> None:
    """Nothing of it before, and nothing that the therapist alone decided."""
    story = Story()
    at = story.local(DAY, "17:00").astimezone(UTC)
    for shown_in in ("report", "private", None):
        own = story.new_id()
        task = THOUGHT_RECORD.model_copy(update={"title": f"Proposed {shown_in}", "shown_in": "private"})
        story.tell(at, PlanProposed(assignment_id=own, assignment=task, by=uuid4(), consent_id=uuid4()), own)
        if shown_in is not None:
            accepted = task.model_copy(update={"shown_in": shown_in})
            story.tell(at, PlanAccepted(assignment_id=own, assignment=accepted))

    homework = of(story).homework

    assert homework is not None
    assert [each.title for each in homework] == ["Proposed report"]


def test_a_task_left_as_it_is_was_not_adjusted() -> None:
    story = Story()
    own = story.assign(DAY, THOUGHT_RECORD)
    story.tell(
        story.local(DAY, "18:00").astimezone(UTC),
        PlanChanged(assignment_id=own, assignment=THOUGHT_RECORD, because="too-big"),
    )

    homework = of(story).homework

    assert homework is not None
    [task] = homework
    assert task.adjustments == ()
