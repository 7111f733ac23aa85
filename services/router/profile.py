"""What a client has set and planned, as events tell it, and what of it holds at one moment. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from services.router.constants import REGULATE_FIRST_FROM, REGULATE_FIRST_LOWEST
from services.router.ranking import Plan
from services.router.ranking.inputs import Source
from shared.events import (
    Assignment,
    ClinicSettingsChanged,
    Contract,
    Hours,
    IfThen,
    Place,
    PlanAccepted,
    PlanAdded,
    PlanChange,
    PlanChanged,
    PlanLetGo,
    PlanPaused,
    PlanResumed,
    ProfileChanged,
)

State = Literal["active", "paused", "gone"]
CHANGES_STATE: Mapping[type[PlanChange], State] = {PlanPaused: "paused", PlanResumed: "active", PlanLetGo: "gone"}
REGULATE_FROM = "regulate_from"  # the name of the threshold among a clinic's settings
RESTORED = "restored"
PARTS = ("cautions", "hidden", RESTORED, "rest_inward_until", "zone")


@dataclass(frozen=True, slots=True)
class Profile:
    """What a client, their therapist and their clinic have set, as it holds at one moment; each part may be empty.

    `zone` is the client's usual one, for moments that name none.
    """

    cautions: Mapping[str, bool] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    restored: frozenset[str] = frozenset()
    homework: Mapping[str, Source] = field(default_factory=dict)
    plans: tuple[Plan, ...] = ()
    rest_inward: bool = False
    regulate_first_from: int = REGULATE_FIRST_FROM
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """An if-then plan whose cue can be compared with a moment; `hours` are local wall time, from and to."""

    technique_id: str
    line: str
    feelings: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()
    place: Place | None = None
    hours: tuple[time, time] | None = None

    @property
    def plan(self) -> Plan:
        feelings, triggers = frozenset(self.feelings), frozenset(self.triggers)
        return Plan(self.technique_id, feelings, triggers, self.place, self.hours, self.line)


@dataclass(frozen=True, slots=True)
class Task:
    """What the router keeps of an assignment. Only a `taken` one is in the plan: added, or a proposal once accepted.

    `version` is the stream's version that told what it is, `state_version` the one that told how it stands.
    """

    taken: bool = False
    version: int = 0
    state: State = "active"
    state_version: int = 0
    technique_id: str | None = None
    source: Source = "self"
    starts: date | None = None
    ends: date | None = None
    cue: Cue | None = None

    def holds_on(self, day: date) -> bool:
        begun = self.starts is None or self.starts <= day
        return self.taken and self.state == "active" and begun and (self.ends is None or day <= self.ends)


@dataclass(frozen=True, slots=True)
class Told:
    """All that was set and planned so far. `versions`: for each part of the profile, the version that set it.

    `restorings`: by version, what was restored then, because it is a choice after the harm that was known.
    """

    cautions: Mapping[str, bool] = field(default_factory=dict)
    hidden: tuple[str, ...] = ()
    restored: tuple[str, ...] = ()
    rest_inward_until: datetime | None = None
    zone: str | None = None
    versions: Mapping[str, int] = field(default_factory=dict)
    restorings: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    tasks: Mapping[UUID, Task] = field(default_factory=dict)


def with_profile(told: Told, data: ProfileChanged, version: int) -> Told:
    """Each part that the event names, unless a later event has set it already."""
    newer = [part for part in PARTS if part in data.changed and version > told.versions.get(part, 0)]
    found: dict[str, Any] = {
        "cautions": dict(data.cautions),
        "hidden": tuple(sorted({*data.hidden})),
        RESTORED: tuple(sorted({*data.restored})),
        "rest_inward_until": data.rest_inward_until,
        "zone": data.zone,
    }
    said: dict[str, Any] = {part: found[part] for part in newer}
    if RESTORED in data.changed:
        said["restorings"] = dict(sorted({**restorings(told), version: found[RESTORED]}.items()))
    return replace(told, **said, versions={**told.versions, **dict.fromkeys(newer, version)})


def restorings(told: Told) -> Mapping[int, tuple[str, ...]]:
    """Rows of an earlier release hold the last one only, as what is restored."""
    last = told.versions.get(RESTORED)
    return told.restorings or ({} if last is None else {last: told.restored})


def with_plan(told: Told, data: PlanChange, version: int) -> Told:
    """The task with what this event tells of it; the same in whatever order they are heard."""
    task = told.tasks.get(data.assignment_id, Task())
    if isinstance(data, PlanAdded | PlanAccepted | PlanChanged):
        task = replace(task, taken=task.taken or not isinstance(data, PlanChanged))
        if version > task.version:
            task = described(task, data.assignment, version)
    elif (state := CHANGES_STATE.get(type(data))) is not None and version > task.state_version:
        task = replace(task, state=state, state_version=version)
    return replace(told, tasks={**told.tasks, data.assignment_id: task})


def described(task: Task, given: Assignment, version: int) -> Task:
    return replace(
        task,
        version=version,
        technique_id=given.technique_id,
        source=given.source,
        starts=given.starts,
        ends=given.ends,
        cue=None if given.if_then is None else cue_of(given.if_then),
    )


def cue_of(given: IfThen) -> Cue | None:
    """The plan, if it names a technique and its cue says something that a moment can be compared with."""
    if not given.active or given.technique_id is None:
        return None
    hours = None if given.hours is None else span_of(given.hours)
    if given.hours is not None and hours is None:
        return None
    if not (given.feelings or given.triggers or given.place or hours):
        return None
    said = tuple(sorted({*given.feelings})), tuple(sorted({*given.triggers}))
    return Cue(given.technique_id, given.cue.strip(), *said, given.place, hours)


def span_of(hours: Hours) -> tuple[time, time] | None:
    """None where they are no wall times: a cue that is read too widely would come at the wrong moment."""
    try:
        return time.fromisoformat(hours.starts), time.fromisoformat(hours.ends)
    except ValueError:
        return None


def profile_at(told: Told, at: datetime, zone: str | None, regulate_first_from: int = REGULATE_FIRST_FROM) -> Profile:
    """What holds at this moment. Of two plans for one technique the one that was told last is named."""
    day = local(at, zone or told.zone).date()
    tasks = [task for task in told.tasks.values() if task.holds_on(day)]
    tasks.sort(key=lambda task: task.version, reverse=True)
    return Profile(
        cautions=told.cautions,
        hidden=frozenset(told.hidden),
        restored=frozenset(told.restored),
        homework=homework_of(tasks),
        plans=tuple(task.cue.plan for task in tasks if task.cue is not None),
        rest_inward=told.rest_inward_until is not None and at < told.rest_inward_until,
        regulate_first_from=regulate_first_from,
        zone=told.zone,
    )


def threshold_of(said: object) -> int:
    """From which intensity the body comes first in a clinic that says this; never above 8."""
    return REGULATE_FIRST_LOWEST if said == REGULATE_FIRST_LOWEST else REGULATE_FIRST_FROM


def threshold_in(data: Contract) -> int | None:
    """What a clinic's settings say of it; None where they do not name it, or are the organisation's."""
    if not isinstance(data, ClinicSettingsChanged) or data.clinic_id is None or REGULATE_FROM not in data.settings:
        return None
    return threshold_of(data.settings[REGULATE_FROM])


def homework_of(tasks: list[Task]) -> dict[str, Source]:
    """Who set each technique; two tasks with one technique may have been set by two people."""
    found: dict[str, Source] = {}
    for task in tasks:
        if (name := task.technique_id) is not None:
            found[name] = task.source if found.get(name, task.source) == task.source else "both"
    return found


def local(at: datetime, zone: str | None) -> datetime:
    """The same instant on the client's own clock; as it is where the zone is not known."""
    try:
        return at.astimezone(ZoneInfo(zone)) if zone else at
    except (ZoneInfoNotFoundError, ValueError):
        return at
