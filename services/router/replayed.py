"""A client's rows in memory: what they are once certain events were heard. Nothing is read and nothing is written."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from services.router.client import CheckIn, Client, Practice
from services.router.constants import RECENT, REGULATE_FIRST_FROM
from services.router.profile import Told


class Remembering(Protocol):
    """Where events are taken in: a client's rows, or the same in memory."""

    async def lock(self, *, coach: int = 0, checkin: int = 0) -> None: ...
    async def lock_and_record(self, check_in: CheckIn, version: int, replaces: UUID | None) -> None: ...
    async def retract(self, check_in_id: UUID, version: int) -> None: ...
    async def practice(self, practice_id: UUID) -> Practice | None: ...
    async def put(self, practice: Practice, version: int) -> None: ...
    async def told(self) -> Told: ...
    async def keep(self, told: Told, version: int) -> None: ...
    async def belongs(self, clinic: UUID, version: int) -> None: ...


@dataclass(slots=True)
class Moment:
    """A check-in's row; `check_in` is None once it was taken back."""

    version: int = 0
    replaces: UUID | None = None
    retracted: bool = False
    check_in: CheckIn | None = None


@dataclass(slots=True)
class Replayed(Remembering):
    """One client's rows. Runs and the profile each stand with the highest version that told of them."""

    moments: dict[UUID, Moment] = field(default_factory=dict)
    runs: dict[UUID, tuple[Practice, int]] = field(default_factory=dict)
    profile: tuple[Told, int] = (Told(), 0)
    clinic: UUID | None = None
    versions: dict[str, int] = field(default_factory=dict)

    async def lock(self, *, coach: int = 0, checkin: int = 0) -> None:
        self._take_in(coach=coach, checkin=checkin)

    async def lock_and_record(self, check_in: CheckIn, version: int, replaces: UUID | None) -> None:
        self._take_in(checkin=version)
        known = self.moments.setdefault(check_in.id, Moment())
        known.version, known.replaces = max(known.version, version), replaces
        known.check_in = None if known.retracted else check_in

    async def retract(self, check_in_id: UUID, version: int) -> None:
        known = self.moments.setdefault(check_in_id, Moment())
        known.version, known.retracted, known.check_in = max(known.version, version), True, None

    async def practice(self, practice_id: UUID) -> Practice | None:
        known = self.runs.get(practice_id)
        return None if known is None else known[0]

    async def put(self, practice: Practice, version: int) -> None:
        _, newest = self.runs.get(practice.id, (practice, 0))
        self.runs[practice.id] = practice, max(newest, version)

    async def told(self) -> Told:
        return self.profile[0]

    async def keep(self, told: Told, version: int) -> None:
        self.profile = told, max(self.profile[1], version)

    async def belongs(self, clinic: UUID, version: int) -> None:
        if version > self.versions.get("clinic", 0):
            self.clinic = clinic
        self._take_in(clinic=version)

    def check_in(self, check_in_id: UUID) -> CheckIn | None:
        """A check-in that stands, however old."""
        known = self.moments.get(check_in_id)
        return None if known is None else known.check_in

    def client(self, at: datetime, regulate_first_from: int = REGULATE_FIRST_FROM, settings: int = 0) -> Client:
        """What is known of the client for an offer at this time. `settings`: the version of the clinic's own stream."""
        replacing = {name: row for name, row in self.moments.items() if row.replaces is not None}
        standing = {name: row.check_in for name, row in self.moments.items() if row.check_in is not None}
        return Client(
            check_ins={
                name: check_in
                for name, check_in in standing.items()
                if name in replacing or at - RECENT <= check_in.at <= at
            },
            retracted=frozenset(name for name, row in self.moments.items() if row.retracted),
            replaced_by={
                row.replaces: name
                for name, row in sorted(replacing.items(), key=lambda each: each[1].version)
                if row.replaces is not None
            },
            practices=tuple(practice for practice, _ in self.runs.values()),
            told=self.profile[0],
            regulate_first_from=regulate_first_from,
            versions={**self.versions, **({"settings": settings} if settings else {})},
        )

    def _take_in(self, **versions: int) -> None:
        for service, version in versions.items():
            if version > self.versions.get(service, 0):
                self.versions[service] = version
