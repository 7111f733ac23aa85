"""Stories told in events: what a client's streams would hold, opened, without a database."""

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from services.reports.picture import Asked
from shared.events import (
    Anchor,
    Assignment,
    Barrier,
    CheckInRecorded,
    CheckInRetracted,
    Contract,
    Helped,
    IfThen,
    PlanAdded,
    PlanAttempted,
    PlanChanged,
    PlanLineWritten,
    PlanNotThisTime,
    PlanQuestionAdded,
    PracticeFinished,
    PracticeRated,
    PracticeStarted,
    TechniqueRecommended,
    VersionDone,
    Versions,
)

NAMESPACE = UUID("5a3f2d7c-6d55-4f7e-9e3b-0d1f3c8a7b21")
BERLIN = "Europe/Berlin"
EVERYTHING = frozenset(
    {
        "period",
        "feelings",
        "high_moments",
        "practices",
        "homework",
        "barriers",
        "line",
        "questions",
        "triggers",
        "patterns",
        "notes",
    }
)


@dataclass(frozen=True)
class Happened:
    """An event as the picture needs it."""

    id: UUID
    at: datetime
    recorded_at: datetime
    data: Contract


@dataclass
class Story:
    """Events in the order in which they were told; ids follow from that order."""

    zone: str = BERLIN
    name: str = "story"
    events: list[Happened] = field(default_factory=list)

    def tell(self, at: datetime, data: Contract, id: UUID | None = None) -> UUID:
        own = id or self.new_id()
        self.events.append(Happened(own, at, at + timedelta(seconds=1), data))
        return own

    def new_id(self) -> UUID:
        return uuid5(NAMESPACE, f"{self.name}:{len(self.events)}")

    def local(self, day: date, clock: str) -> datetime:
        return datetime.combine(day, time.fromisoformat(clock), ZoneInfo(self.zone))

    def check_in(self, day: date, clock: str, emotion: str | list[str], intensity: int, **more: Any) -> UUID:
        at = self.local(day, clock)
        emotions = [emotion] if isinstance(emotion, str) else emotion
        said = CheckInRecorded(
            emotions=emotions, intensity=intensity, occurred_at=at, **{"time_zone": self.zone, **more}
        )
        own = self.tell(at.astimezone(UTC), said)
        self.offered(own, at.astimezone(UTC), intensity)
        return own

    def offered(self, cause: UUID, at: datetime, intensity: int) -> UUID:
        offer = TechniqueRecommended(
            cause=cause,
            cause_kind="check_in",
            check_in_id=cause,
            phase="offer",
            intensity=intensity,
            ordered=[],
            options=[],
            not_offered=[],
            catalogue_version=1,
            router_version=1,
            practice_version=0,
        )
        return self.tell(at, offer)

    def take_back(self, check_in: UUID, day: date, clock: str = "12:00") -> UUID:
        return self.tell(self.local(day, clock).astimezone(UTC), CheckInRetracted(check_in_id=check_in))

    def practise(
        self,
        day: date,
        clock: str,
        technique: str,
        before: int | None,
        after: int | None,
        helped: Helped | None = None,
        check_in: UUID | None = None,
    ) -> UUID:
        began = self.local(day, clock).astimezone(UTC)
        own = self.new_id()
        run: dict[str, Any] = {
            "practice_id": own,
            "technique_id": technique,
            "check_in_id": check_in,
            "intensity_before": before,
            "started_at": began,
        }
        self.tell(began, PracticeStarted(steps=3, **run), own)
        self.tell(began + timedelta(minutes=3), PracticeFinished(**run))
        if after is not None or helped is not None:
            self.tell(began + timedelta(minutes=4), PracticeRated(intensity_after=after, helped=helped, **run))
        return own

    def assign(self, day: date, assignment: Assignment) -> UUID:
        own = self.new_id()
        added = PlanAdded(assignment_id=own, assignment=assignment)
        return self.tell(self.local(day, "17:00").astimezone(UTC), added, own)

    def adjust(self, day: date, own: UUID, assignment: Assignment, *changed: str, because: Barrier | None) -> UUID:
        data = PlanChanged(assignment_id=own, assignment=assignment, changed=list(changed), because=because)
        return self.tell(self.local(day, "18:00").astimezone(UTC), data)

    def attempt(self, day: date, clock: str, own: UUID, version: VersionDone, *, body_first: bool = False) -> UUID:
        at = self.local(day, clock).astimezone(UTC)
        done = PlanAttempted(assignment_id=own, version=version, body_first=body_first, attempted_at=at)
        return self.tell(at, done)

    def not_this_time(self, day: date, own: UUID, *barriers: Barrier, line: str | None = None) -> UUID:
        at = self.local(day, "21:00").astimezone(UTC)
        return self.tell(at, PlanNotThisTime(assignment_id=own, barriers=list(barriers), line=line, told_at=at))

    def line(self, day: date, words: str | None) -> UUID:
        return self.tell(self.local(day, "20:00").astimezone(UTC), PlanLineWritten(line=words))

    def question(self, day: date, words: str) -> UUID:
        return self.tell(self.local(day, "20:05").astimezone(UTC), PlanQuestionAdded(question=words))


def asked(
    starts: date,
    ends: date,
    fields: frozenset[str] = EVERYTHING,
    notes: dict[UUID, str] | None = None,
    zone: str = BERLIN,
) -> Asked:
    return Asked(fields=fields, starts=starts, ends=ends, zone=zone, notes=notes or {})


# Eight weeks of somebody for whom Monday mornings are hard.
FIRST, LAST = date(2026, 9, 28), date(2026, 11, 22)
LINE = "Mondays begin before I open the office door. Could we look at the half hour on the way there?"
NOTE = "The call went better than I thought. My hands were shaking, and I still said it."
THOUGHT_RECORD = Assignment(
    title="Thought record when anxiety spikes",
    kind="thought-record",
    source="therapist",
    versions=Versions(
        full="All seven boxes, on paper",
        small="Three lines: what happened, what I thought, a fairer line",
        tiny="One feeling and one number",
    ),
    shown_in="report",
)
BREATHS_AT_WORK = Assignment(
    title="When my chest tightens at work: three slow breaths",
    kind="technique",
    source="self",
    technique_id="three-slow-breaths",
    versions=Versions(full="Three slow breaths, then log later", tiny="One slow breath"),
    if_then=IfThen(cue="my chest tightens at work", action="three slow breaths", cue_kind="feeling", said=True),
    shown_in="report",
)
PRIVATE = Assignment(
    title="Letter that stays with me",
    kind="free",
    versions=Versions(full="Write one page", tiny="Write one word"),
)


def maya() -> Story:
    """The whole story: check-ins, practices, homework, the line."""
    story = Story(name="maya")
    chance = random.Random(8)
    record = story.assign(FIRST + timedelta(days=1), THOUGHT_RECORD)
    breaths = story.assign(FIRST + timedelta(days=9), BREATHS_AT_WORK)
    private = story.assign(FIRST + timedelta(days=9), PRIVATE)
    story.attempt(FIRST + timedelta(days=12), "19:00", private, "full")
    for offset in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=offset)
        if day.weekday() == 0:
            monday(story, day, offset // 7, record)
        elif day.weekday() < 5 and chance.random() < 0.45:
            workday(story, day, chance, breaths if offset > 9 else None)
        if chance.random() < 0.86:
            bedtime(story, day, chance, record if offset > 8 else None)
        if day.weekday() == 5 and chance.random() < 0.7:
            story.check_in(day, "12:30", "happy.peaceful.loving", chance.randint(5, 7), triggers=["friends"])
    homework(story, record)
    story.line(LAST - timedelta(days=4), "Something about work, I think.")
    story.line(LAST, LINE)
    story.question(LAST - timedelta(days=12), "Is it normal that it starts in the body first?")
    story.question(LAST, "What do I do when the three lines feel like too much?")
    return story


def monday(story: Story, day: date, week: int, record: UUID) -> None:
    """The spike on the way to work, the body first, and the task done its smallest way."""
    intensity = 9 if week % 3 != 1 else 8
    emotions = ["fearful.anxious.overwhelmed", "bad.stressed"] if week % 2 else ["fearful.anxious"]
    own = story.check_in(day, "08:40", emotions, intensity, triggers=["work", "commute"])
    technique = "five-senses" if week in (2, 5) else "longer-out-breath"
    helped: Helped = "a_bit" if week == 1 else "helped"
    story.practise(day, "08:42", technique, intensity, intensity - (2 if week in (1, 4) else 3), helped, own)
    if week:
        story.attempt(day, "08:46", record, "other", body_first=True)


def workday(story: Story, day: date, chance: random.Random, breaths: UUID | None) -> None:
    feeling = chance.choice(["bad.stressed", "angry.frustrated", "fearful.insecure", "bad.tired", "bad.busy"])
    strong = 8 if day == date(2026, 10, 22) else chance.randint(3, 6)
    clock = chance.choice(["09:50", "13:10", "14:40", "15:30"])
    own = story.check_in(day, clock, feeling, strong, triggers=["work"] if chance.random() < 0.6 else [])
    if breaths is not None and strong >= 4 and chance.random() < 0.7:
        story.practise(day, clock, "three-slow-breaths", strong, strong - chance.randint(0, 2), "helped", own)
        story.attempt(day, clock, breaths, "full" if strong < 6 else "tiny")


def bedtime(story: Story, day: date, chance: random.Random, record: UUID | None) -> None:
    if chance.random() < 0.3:
        feeling = chance.choice(["happy.content", "happy.peaceful.thankful", "happy.proud"])
        story.check_in(day, "21:55", feeling, chance.randint(4, 7), source="reminder")
    else:
        feeling = chance.choice(["bad.tired", "sad.lonely", "fearful.anxious.worried", "bad.tired.sleepy"])
        tags = ["sleep"] if chance.random() < 0.3 else []
        own = story.check_in(day, "21:55", feeling, chance.randint(2, 6), triggers=tags, source="reminder")
        if chance.random() < 0.2:
            story.practise(day, "21:58", "hand-on-heart", 5, chance.randint(3, 5), None, own)
    if record is not None and chance.random() < 0.55:
        story.attempt(day, "21:57", record, "tiny" if chance.random() < 0.8 else "small")


def homework(story: Story, record: UUID) -> None:
    """Untouched in the first week, then smaller, then tied to going to bed."""
    story.not_this_time(FIRST + timedelta(days=6), record, "too-big", "anxious", line="Seven boxes were too many.")
    story.not_this_time(FIRST + timedelta(days=25), record, "ashamed", "low")
    anchored = THOUGHT_RECORD.model_copy(
        update={"anchor": Anchor(after="I get into bed", usual_time="21:50"), "bundle": "my good tea"}
    )
    story.adjust(FIRST + timedelta(days=7), record, THOUGHT_RECORD, "versions", because="too-big")
    story.adjust(FIRST + timedelta(days=8), record, anchored, "anchor", "bundle", because=None)
