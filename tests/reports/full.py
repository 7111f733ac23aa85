"""A week with nearly nothing in it, and eight with more of everything than two pages hold."""

import random
from datetime import timedelta
from typing import get_args
from uuid import UUID

from shared.catalogue import load_catalogue
from shared.events import Assignment, Barrier, VersionDone, Versions
from tests.reports.events import FIRST, LAST, Story


def quiet_week() -> Story:
    """Two moments and nothing else."""
    story = Story(name="quiet")
    story.check_in(LAST - timedelta(days=5), "20:10", "bad.tired", 4)
    story.check_in(LAST - timedelta(days=2), "23:30", "happy.content", 6, triggers=["music"])
    return story


LONG = "the long way round by the canal and back again past the school with everything that was said there "
UNBROKEN = "w" * 70
BARRIERS: tuple[Barrier, ...] = get_args(Barrier)
EVERY_SIZE: tuple[VersionDone, ...] = get_args(VersionDone)


def very_full() -> tuple[Story, dict[UUID, str]]:
    """More of everything than two pages hold, and the notes that were ticked."""
    story, chance = Story(name="full"), random.Random(3)
    notes: dict[UUID, str] = {}
    feelings = sorted(load_catalogue().emotions)
    techniques = sorted(load_catalogue().techniques)
    for n in range(240):
        day = FIRST + timedelta(days=n % 56)
        clock = ("06:10", "12:40", "18:30", "22:45", "01:20")[n % 5]
        tags = [f"{LONG[:36]}{n % 23}", UNBROKEN[: n % 70]] if n % 3 else ["work"]
        strength = chance.randint(6, 10) if n % 2 else chance.randint(1, 6)
        own = story.check_in(day, clock, chance.sample(feelings, 3), strength, triggers=[tag for tag in tags if tag])
        story.practise(day, clock, techniques[n % 23], strength, max(1, strength - n % 4), "helped", own)
        if n % 20 == 0:
            notes[own] = LONG * 8
    for n in range(12):
        story.question(LAST, f"{n}: {LONG * 4}")
        assignment = Assignment(
            title=f"{n} {LONG * 2}",
            kind="free",
            versions=Versions(full=LONG * 3, small=LONG * 2, tiny=LONG),
            shown_in="report",
        )
        task = story.assign(FIRST, assignment)
        for size in EVERY_SIZE:
            story.attempt(FIRST + timedelta(days=n), "10:00", task, size)
        story.attempt(FIRST + timedelta(days=n), "11:00", task, "other", body_first=True)
        story.not_this_time(FIRST + timedelta(days=n + 1), task, *chance.sample(BARRIERS, 3), line=f"{n} {LONG * 5}")
        for change in ("versions", "anchor", "target", "if_then"):
            story.adjust(FIRST + timedelta(days=n + 2), task, assignment, change, because="not-mine")
    story.line(LAST, f"{UNBROKEN * 2} {LONG * 10}")
    return story, notes
