"""Which techniques did a client harm so often that they are not offered, from what the log holds."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from services.coach.api.offering import CHECK_INS
from services.coach.api.practicing import SERVICE
from services.coach.safety.moments import Standing
from services.coach.suitable import Outcome, outcomes, proven, suspects
from shared.auth import Principal
from shared.catalogue import Catalogue
from shared.events import (
    CheckInRecorded,
    CheckInRetracted,
    PracticeFinished,
    PracticeRated,
    PracticeStopped,
    ProfileChanged,
)
from shared.keyring import Heard, Keyring, open_event
from shared.log import Log

ENDINGS = frozenset({PracticeFinished.type, PracticeStopped.type, PracticeRated.type})
MOMENTS = frozenset({CheckInRecorded.type, CheckInRetracted.type})
PROFILES = frozenset({ProfileChanged.type})


@dataclass(frozen=True, slots=True)
class Harming:
    """Asks the log about any client whose token was verified."""

    log: Log
    keyring: Keyring
    catalogue: Catalogue

    async def out(self, who: Principal) -> frozenset[str]:
        """Those that did harm twice, and twice again where they were brought back in between.

        Check-ins and the profile are read only where something may have done harm twice, which is rare.
        """
        told = await self._told(who, SERVICE, ENDINGS)
        if not (found := suspects(outcomes((each.version, each.data) for each in told))):
            return frozenset()
        check_ins = await self._told(who, CHECK_INS, MOMENTS)
        felt = {each.id: tuple(each.data.emotions) for each in check_ins if isinstance(each.data, CheckInRecorded)}

        def standing(outcome: Outcome) -> Outcome | None:
            return as_it_stands(outcome, check_ins, felt)

        return proven(found, standing, self.catalogue.emotions, await self._restorings(who))

    async def _restorings(self, who: Principal) -> dict[int, Sequence[str]]:
        said = [(each.version, each.data) for each in await self._told(who, SERVICE, PROFILES)]
        changed = [(version, data) for version, data in said if isinstance(data, ProfileChanged)]
        return {version: data.restored for version, data in changed if "restored" in data.changed}

    async def _told(self, who: Principal, service: str, types: Collection[str]) -> list[Heard]:
        key = await self.keyring.key(who.org, who.subject)
        told, _ = await self.log.of_types(who.org, who.subject, service, types)
        return [open_event(key, each) for each in told]


def as_it_stands(outcome: Outcome, check_ins: Sequence[Heard], felt: dict[UUID, tuple[str, ...]]) -> Outcome | None:
    """The outcome with the feelings of the check-in that stands for its own; None if that was taken back."""
    if outcome.check_in_id is None:
        return outcome
    stands = Standing.of(check_ins).current(outcome.check_in_id)
    if stands is None:
        return None
    return outcome if stands == outcome.check_in_id else replace(outcome, emotions=felt.get(stands, outcome.emotions))
