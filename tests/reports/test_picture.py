"""The fold: what counts, what does not, and what each field holds."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from services.reports.findings import Cell, find
from services.reports.picture import Asked, Picture, draw
from services.reports.picture.parts import HighMoment, When
from shared.catalogue import load_catalogue
from tests.reports.events import (
    EVERYTHING,
    FIRST,
    LAST,
    LINE,
    Story,
    asked,
    maya,
)
from tests.reports.full import quiet_week
from tests.reports.test_findings import weak

CATALOGUE = load_catalogue()
DAY = date(2026, 11, 17)  # A Tuesday.
WEEK = asked(DAY - timedelta(days=1), DAY + timedelta(days=5))


def of(story: Story, terms: Asked = WEEK) -> Picture:
    return draw(story.events, terms, CATALOGUE)


def test_eight_weeks_of_maya_gather_on_monday_mornings() -> None:
    picture = of(maya(), asked(FIRST, LAST))

    assert picture.patterns is not None
    assert picture.patterns.finding is not None
    assert (picture.patterns.finding.tier, picture.patterns.finding.cell) == ("pattern", Cell(0, "morning"))
    assert (picture.patterns.finding.spikes, picture.patterns.finding.slots) == (8, 8)
    assert picture.lines is not None
    assert picture.lines[0] == LINE
    assert picture.versions == {"catalogue": (1,), "router": (1,)}


def test_moments_and_days_are_counted() -> None:
    story = Story()
    for clock in ("09:00", "21:00"):
        story.check_in(DAY, clock, "fearful.anxious", 5)
    story.check_in(DAY + timedelta(days=1), "09:00", "fearful.anxious", 5)

    picture = of(story)

    assert picture.period is not None
    assert (picture.period.moments, picture.period.days, picture.period.span.days) == (3, 2, 7)


def test_what_was_deleted_never_counts_even_when_it_was_deleted_after_the_last_day() -> None:
    story = Story()
    own = story.check_in(DAY, "09:00", "fearful.anxious", 9, triggers=["work"])
    story.practise(DAY, "09:03", "five-senses", 9, 6, "helped", own)
    before = of(story)
    story.take_back(own, WEEK.ends + timedelta(days=30))

    after = of(story)

    assert not before.empty
    assert after.empty
    assert after.practices is not None
    assert after.practices.runs == 0


def test_an_edited_moment_counts_once_as_it_is_now() -> None:
    story = Story()
    first = story.check_in(DAY, "09:00", "fearful.anxious", 9)
    story.check_in(DAY, "09:00", "fearful.anxious", 6, replaces=first)

    picture = of(story)

    assert picture.feelings is not None
    assert [dot.intensity for dot in picture.feelings.dots] == [6]
    assert picture.high is not None
    assert picture.high.moments == ()


def test_a_practice_follows_its_moment_through_an_edit_and_goes_with_it() -> None:
    story = Story()
    first = story.check_in(DAY, "09:00", "fearful.anxious", 9)
    for n in range(2):
        story.practise(DAY, f"09:0{n}", "five-senses", 9, 6, "helped", first)
    second = story.check_in(DAY, "09:00", "fearful.anxious", 7, replaces=first)
    story.take_back(first, DAY)

    edited = of(story).practices

    assert edited is not None
    assert (edited.runs, edited.tried[0].before, edited.tried[0].change) == (2, Fraction(7), Fraction(-1))

    story.take_back(second, DAY)
    deleted = of(story).practices

    assert deleted is not None
    assert deleted.runs == 0


def test_only_the_days_asked_for_count() -> None:
    story = Story()
    for day in (WEEK.starts - timedelta(days=1), WEEK.starts, WEEK.ends, WEEK.ends + timedelta(days=1)):
        own = story.check_in(day, "12:00", "fearful.anxious", 9)
        story.practise(day, "12:00", "five-senses", 9, 6, "helped", own)
        story.question(day, f"About {day}?")

    picture = of(story)

    assert picture.period is not None
    assert picture.practices is not None
    assert (picture.period.moments, picture.practices.runs) == (2, 2)
    assert picture.questions == (f"About {WEEK.starts}?", f"About {WEEK.ends}?")


def test_a_moment_belongs_to_the_day_of_its_own_zone() -> None:
    """Nine in the evening in New York is already tomorrow in Berlin."""
    story = Story(zone="America/New_York")
    story.check_in(WEEK.ends, "21:00", "fearful.anxious", 5)

    picture = of(story)

    assert picture.feelings is not None
    assert [dot.when for dot in picture.feelings.dots] == [When(WEEK.ends, "evening")]


def test_without_a_zone_the_offset_it_was_sent_with_decides() -> None:
    story = Story(zone="America/New_York")
    story.check_in(WEEK.ends, "21:00", "fearful.anxious", 5, time_zone=None)
    story.check_in(WEEK.ends, "21:30", "fearful.anxious", 5, time_zone="Nowhere/At_All")

    picture = of(story)

    assert picture.feelings is not None
    assert {dot.when for dot in picture.feelings.dots} == {When(WEEK.ends, "evening")}


def test_a_night_is_one_part_of_the_day_it_began_on() -> None:
    story = Story()
    story.check_in(DAY, "23:30", "fearful.anxious", 9)
    story.check_in(DAY + timedelta(days=1), "01:30", "sad.lonely", 8)

    picture = of(story)

    assert picture.high is not None
    assert picture.high.moments == (
        HighMoment(DAY, "night", 9, ("Anxious",)),
        HighMoment(DAY, "night", 8, ("Lonely",)),
    )
    assert picture.patterns is not None
    assert (picture.patterns.slots, picture.patterns.spikes) == (1, 1)
    assert picture.high.most == (Cell(1, "night"), 2)


def test_a_pleasant_moment_is_never_a_high_one_and_a_mixed_one_may_be() -> None:
    story = Story()
    story.check_in(DAY, "09:00", "happy.proud", 9)
    story.check_in(DAY, "15:00", ["happy.proud", "fearful.anxious"], 9)
    story.check_in(DAY, "18:00", "unsure", 8)

    picture = of(story)

    assert picture.high is not None
    assert [(each.part, each.words) for each in picture.high.moments] == [
        ("afternoon", ("Proud", "Anxious")),
        ("evening", ("Hard to name",)),
    ]


def test_words_of_high_moments_need_the_feelings_too() -> None:
    story = Story()
    story.check_in(DAY, "09:00", "fearful.anxious", 9)

    picture = of(story, asked(WEEK.starts, WEEK.ends, frozenset({"high_moments"})))

    assert picture.high is not None
    assert picture.high.moments == (HighMoment(DAY, "morning", 9, ()),)
    assert "Anxious" not in repr(picture)


def test_feelings_are_counted_by_family_and_a_moment_once_for_each() -> None:
    story = Story()
    story.check_in(DAY, "09:00", ["fearful.anxious", "fearful.insecure", "sad.lonely"], 6)
    story.check_in(DAY, "12:00", "fearful.anxious", 3)

    picture = of(story)

    assert picture.feelings is not None
    fearful, sad = picture.feelings.families
    assert (fearful.label, fearful.moments, fearful.median) == ("Fearful", 2, Fraction(9, 2))
    assert fearful.words == (("Anxious", 2), ("Insecure", 1))
    assert (sad.label, sad.moments) == ("Sad", 1)


def test_what_helped_is_shown_from_two_runs_and_often_from_five() -> None:
    story = Story()
    for n in range(5):
        story.practise(DAY, f"10:{n:02}", "five-senses", 9, 6 + n % 2, "helped" if n < 3 else "no")
    for n in range(2):
        story.practise(DAY, f"11:{n:02}", "hand-on-heart", None, 4, None)
    story.practise(DAY, "12:00", "double-sigh", 7, 5, "helped")

    practices = of(story).practices

    assert practices is not None
    senses, heart = practices.tried
    assert (senses.runs, senses.rated, senses.before, senses.after, senses.change) == (
        5,
        5,
        Fraction(9),
        Fraction(6),
        Fraction(-3),
    )
    assert (senses.helped, senses.answered, senses.often) == (3, 5, True)
    assert (heart.runs, heart.rated, heart.change, heart.answered, heart.often) == (2, 0, None, 0, False)
    assert practices.once == ("Double sigh",)
    assert practices.from_high


def test_the_last_answer_about_a_practice_stands() -> None:
    story = Story()
    story.practise(DAY, "10:00", "five-senses", 9, 6, "helped")
    story.practise(DAY, "10:30", "five-senses", 8, 4, "worse")
    story.events.reverse()

    practices = of(story).practices

    assert practices is not None
    assert (practices.tried[0].helped, practices.tried[0].answered, practices.tried[0].after) == (1, 2, Fraction(5))


def test_ticked_notes_stand_with_their_moment() -> None:
    story = Story()
    kept = story.check_in(DAY, "09:00", "fearful.anxious", 5)
    deleted = story.check_in(DAY, "10:00", "fearful.anxious", 5)
    outside = story.check_in(WEEK.ends + timedelta(days=1), "10:00", "fearful.anxious", 5)
    story.take_back(deleted, DAY)
    words = {kept: "Kept words.", deleted: "Deleted words.", outside: "Words of another week."}

    picture = of(story, asked(WEEK.starts, WEEK.ends, notes=words))

    assert picture.notes is not None
    assert [note.words for note in picture.notes] == ["Kept words."]


def test_notes_that_were_opened_without_their_tick_are_not_taken() -> None:
    story = Story()
    own = story.check_in(DAY, "09:00", "fearful.anxious", 5)

    picture = of(story, asked(WEEK.starts, WEEK.ends, EVERYTHING - {"notes"}, {own: "Not for others."}))

    assert "Not for others." not in repr(picture)


def test_a_hint_never_reaches_a_report() -> None:
    clocks = {"morning": "09:00", "afternoon": "13:00", "evening": "19:00", "night": "23:00"}
    story = Story()
    for slot in weak():
        story.check_in(slot.day, clocks[slot.part], "fearful.anxious", 9 if slot.spike else 3)
    found = find(weak())

    picture = of(story, asked(FIRST, LAST))

    assert found is not None
    assert found.tier == "hint"
    assert picture.patterns is not None
    assert (picture.patterns.slots, picture.patterns.finding) == (len(weak()), None)


def test_no_time_nearer_than_a_part_of_the_day_is_held() -> None:
    story = Story()
    story.check_in(DAY, "09:37", "fearful.anxious", 9)
    story.practise(DAY, "09:41", "five-senses", 9, 6, "helped")

    drawn = repr(of(story))

    assert "datetime.datetime" not in drawn
    assert "09:37" not in drawn
    assert datetime(2026, 11, 17, 8, 37, tzinfo=UTC).isoformat() not in drawn


def test_a_quiet_week_is_still_a_picture() -> None:
    picture = of(quiet_week(), asked(LAST - timedelta(days=6), LAST))

    assert not picture.empty
    assert picture.period is not None
    assert (picture.period.moments, picture.period.days) == (2, 2)
