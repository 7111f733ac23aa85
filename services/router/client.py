"""What the router knows of a client: check-ins, practices and what was set, and how events add to it. Pure."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from services.router.constants import REGULATE_FIRST_FROM
from services.router.helped import Run
from services.router.profile import Profile, Told, profile_at, restorings, with_plan, with_profile
from shared.catalogue import did_harm, meant, stays_restored
from shared.events import (
    CheckInRecorded,
    Context,
    Contract,
    Energy,
    Helped,
    Place,
    PlanAccepted,
    PlanAdded,
    PlanChange,
    PlanChanged,
    PlanLetGo,
    PlanPaused,
    PlanResumed,
    PracticeFinished,
    PracticeRated,
    PracticeRun,
    PracticeStarted,
    PracticeStopped,
    Privacy,
    ProfileChanged,
)

# What the router takes in of the coach's stream about a client.
TOLD_BY_COACH: Mapping[str, type[Contract]] = {
    each.type: each
    for each in (
        PracticeStarted,
        PracticeFinished,
        PracticeStopped,
        PracticeRated,
        ProfileChanged,
        PlanAdded,
        PlanAccepted,
        PlanChanged,
        PlanPaused,
        PlanResumed,
        PlanLetGo,
    )
}


@dataclass(frozen=True, slots=True)
class CheckIn:
    """What the router keeps of a check-in; never its note. `emotions`: ids, the strongest first.

    `offered`: ids of what the device offered at once.
    """

    id: UUID
    at: datetime
    emotions: tuple[str, ...]
    intensity: int
    triggers: tuple[str, ...] = ()
    energy: Energy | None = None
    place: Place | None = None
    privacy: Privacy | None = None
    minutes: int | None = None
    can_write: bool | None = None
    props: tuple[str, ...] = ()
    time_zone: str | None = None
    offered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Practice:
    """One run of a technique as far as it is known. `rated_at` is when `after` was said, `helped_at` when `helped` was;
    all four may be missing.

    What was said first stands: `rated_version` and `helped_version` are the stream's versions that said it.
    """

    id: UUID
    technique_id: str
    began_at: datetime
    check_in_id: UUID | None = None
    emotions: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()
    before: int | None = None
    after: int | None = None
    rated_at: datetime | None = None
    rated_version: int | None = None
    helped: Helped | None = None
    helped_at: datetime | None = None
    helped_version: int | None = None
    stopped: bool = False

    @property
    def worse(self) -> bool:
        return self.helped == "worse"

    @property
    def answered_at(self) -> datetime | None:
        """When it was said how it is now: in a number, or as "made it worse", which weighs more, whichever came first.
        None while nobody said either."""
        if self.worse and self.helped_at is not None:
            return self.helped_at
        return self.rated_at if self.after is not None else None

    @property
    def answers(self) -> int:
        """How many answers have brought an offer: the first one, and "made it worse" said after a number."""
        if self.answered_at is None:
            return 0
        numbered, called = self.rated_version, self.helped_version
        return 2 if self.worse and numbered is not None and called is not None and numbered < called else 1


@dataclass(frozen=True, slots=True)
class Client:
    """What is known of one client. `check_ins` are those that stand: all recent ones, and older ones that replace one.

    `retracted` counts as never said. `replaced_by` leads from a check-in to the one that stands for it. `told` is what
    was set and planned; `profile` what of it holds at the moment in question (`as_of`). `regulate_first_from` is the
    clinic's. `versions`: up to where the client's streams were taken in, by service; `settings` is the clinic's own.
    """

    check_ins: Mapping[UUID, CheckIn] = field(default_factory=dict)
    retracted: frozenset[UUID] = frozenset()
    replaced_by: Mapping[UUID, UUID] = field(default_factory=dict)
    practices: tuple[Practice, ...] = ()
    told: Told = field(default_factory=Told)
    regulate_first_from: int = REGULATE_FIRST_FROM
    versions: Mapping[str, int] = field(default_factory=dict)
    profile: Profile = field(default_factory=Profile)

    @property
    def practice_version(self) -> int:
        """The version of the client's practice stream that was taken in."""
        return self.versions.get("coach", 0)

    def with_event(self, data: Contract, at: datetime, version: int) -> "Client":
        """The same client with one more event of the coach's stream (TOLD_BY_COACH)."""
        practices, told = self.practices, self.told
        if isinstance(data, PracticeRun):
            known = next((each for each in practices if each.id == data.practice_id), None)
            others = tuple(each for each in practices if each is not known)
            practices = (*others, with_event(known, data, at, version))
        elif isinstance(data, ProfileChanged):
            told = with_profile(told, data, version)
        elif isinstance(data, PlanChange):
            told = with_plan(told, data, version)
        versions = {**self.versions, "coach": max(version, self.practice_version)}
        return replace(self, practices=practices, told=told, versions=versions)

    def as_of(self, at: datetime, zone: str | None) -> "Client":
        """The same client with the profile that holds at this moment, on this zone's clock."""
        return replace(self, profile=profile_at(self.told, at, zone, self.regulate_first_from))

    def current(self, check_in_id: UUID) -> UUID | None:
        """The check-in that stands for this one; None if it was taken back."""
        passed = {check_in_id}
        while (following := self.replaced_by.get(check_in_id)) is not None and following not in passed:
            check_in_id = following
            passed.add(check_in_id)
        return None if check_in_id in self.retracted else check_in_id


def check_in_of(check_in_id: UUID, data: CheckInRecorded, at: datetime) -> CheckIn:
    """A check-in as it was recorded; `at` is the time that rules use."""
    context = data.context or Context()
    return CheckIn(
        id=check_in_id,
        at=at,
        emotions=tuple(data.emotions),
        intensity=data.intensity,
        triggers=tuple(data.triggers),
        energy=context.energy,
        place=context.place,
        privacy=context.privacy,
        minutes=context.minutes,
        can_write=context.can_write,
        props=tuple(context.props),
        time_zone=data.time_zone,
        offered=tuple(data.offered or ()),
    )


def with_event(known: Practice | None, data: PracticeRun, at: datetime, version: int) -> Practice:
    """What is known of a practice once this event of it was heard; the same in whatever order they are heard."""
    began = min(data.started_at, at)
    practice = known or Practice(
        id=data.practice_id,
        technique_id=data.technique_id,
        began_at=began,
        check_in_id=data.check_in_id,
        emotions=tuple(data.emotions),
        triggers=tuple(data.triggers),
        before=data.intensity_before,
    )
    practice = replace(
        practice, began_at=min(practice.began_at, began), stopped=practice.stopped or isinstance(data, PracticeStopped)
    )
    if not isinstance(data, PracticeFinished | PracticeStopped | PracticeRated):
        return practice
    if data.intensity_after is not None and (practice.rated_version is None or version < practice.rated_version):
        practice = replace(practice, after=data.intensity_after, rated_at=at, rated_version=version)
    if data.helped is not None and (practice.helped_version is None or version < practice.helped_version):
        practice = replace(practice, helped=data.helped, helped_at=at, helped_version=version)
    return practice


def run_of(practice: Practice, client: Client) -> Run | None:
    """A practice as experience; None if its check-in was taken back. It belongs to the feeling its check-in has now."""
    emotions, triggers = practice.emotions, practice.triggers
    if practice.check_in_id is not None:
        current = client.current(practice.check_in_id)
        if current is None:
            return None
        if current != practice.check_in_id and (check_in := client.check_ins.get(current)):
            emotions, triggers = check_in.emotions, check_in.triggers
    return Run(
        technique_id=practice.technique_id,
        at=practice.began_at,
        emotion=meant(emotions[0]) if emotions else None,
        before=practice.before,
        after=practice.after,
        helped=practice.helped,
        triggers=frozenset(triggers),
        stopped=practice.stopped,
    )


def still_restored(client: Client, at: datetime, pleasant: Collection[str]) -> frozenset[str]:
    """Of what was brought back, what still is: two harms since then take it out again. `pleasant`: feelings.

    What nobody is known to have brought back at some time stays as it is.
    """
    lists = restorings(client.told)
    return frozenset(
        name
        for name in client.profile.restored
        if not lists or stays_restored(named_in(lists, name), harms(name, client, at, pleasant))
    )


def named_in(lists: Mapping[int, Collection[str]], name: str) -> dict[int, bool]:
    return {version: name in ids for version, ids in lists.items()}


def harms(name: str, client: Client, at: datetime, pleasant: Collection[str]) -> list[int]:
    """The versions that told of harm by this technique, one for each practice that began by then."""
    mine = [each for each in client.practices if each.technique_id == name and each.began_at <= at]
    runs = [(each, run_of(each, client)) for each in mine]
    told = [min(telling(practice, run, pleasant), default=None) for practice, run in runs if run is not None]
    return [version for version in told if version is not None]


def telling(practice: Practice, run: Run, pleasant: Collection[str]) -> Iterator[int]:
    """The versions that said "made it worse", and a number higher by 2 or more."""
    if practice.worse and practice.helped_version is not None:
        yield practice.helped_version
    rose = did_harm(None, run.before, run.after, run.emotion in pleasant)
    if rose and practice.rated_version is not None:
        yield practice.rated_version
