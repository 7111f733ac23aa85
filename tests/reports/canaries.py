"""A story in which every field has words or numbers that are found nowhere else."""

from datetime import date

from services.reports.picture import Asked
from shared.events import Assignment, Versions
from tests.reports.events import Story, asked

STARTS, ENDS = date(2026, 11, 2), date(2026, 11, 22)
# What a picture holds of each field, by the way it is written there.
CANARIES: dict[str, tuple[str, ...]] = {
    "period": ("Period(",),
    "feelings": ("Insignificant", "Square("),
    "high_moments": ("HighMoment(",),
    "practices": ("Hand on heart",),
    "homework": ("Zebra walk", "Round the zebra"),
    "barriers": ("no-privacy",),
    "line": ("Quartz line",),
    "questions": ("Walnut question",),
    "triggers": ("velvet tag",),
    "patterns": ("Patterns(",),
    "notes": ("Amber note",),
}
# The same on the page.
PRINTED: dict[str, tuple[str, ...]] = {
    **CANARIES,
    "period": ("days with data", "2 to 22 November 2026"),
    "feelings": ("nsignificant", "Intensity over time", "Days and parts", "Feelings, by"),
    "high_moments": ("High moments", "unpleasant at 8"),
    "practices": ("Hand on heart", "begun"),
    "barriers": ("No private place",),
    "patterns": ("Time of the week", "Harder moments gathered on Tuesday mornings"),
}


def told() -> tuple[Story, Asked]:
    """Three hard Tuesday mornings among easy days, and one of everything else."""
    story = Story(name="canaries")
    for n in range(21):
        day = date.fromordinal(STARTS.toordinal() + n)
        hard = day.weekday() == 1
        own = story.check_in(
            day,
            "09:10" if hard else "15:20",
            "fearful.insecure.inferior" if not hard else "fearful.weak.insignificant",
            9 if hard else 3,
            triggers=["velvet tag"] if n == 4 else [],
        )
        story.check_in(day, "18:40", "bad.tired", 2)
        if n in (3, 5):
            story.practise(day, "15:25", "hand-on-heart", 3, 2, "helped", own)
    task = Assignment(
        title="Zebra walk",
        kind="free",
        versions=Versions(full="Round the zebra", tiny="To the door"),
        shown_in="report",
    )
    homework = story.assign(STARTS, task)
    story.attempt(STARTS, "20:00", homework, "full")
    story.not_this_time(STARTS, homework, "no-privacy", "ashamed")
    story.adjust(STARTS, homework, task, "versions", because="no-privacy")
    story.line(ENDS, "Quartz line")
    story.question(ENDS, "Walnut question")
    return story, asked(STARTS, ENDS, notes={own: "Amber note"})
