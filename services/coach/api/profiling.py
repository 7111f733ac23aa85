"""What a client sets about themselves: shown, and set as a whole."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from services.coach.api.harming import Harming
from services.coach.api.keeping import Asked, Events, Keeping
from services.coach.api.packing import Packing
from services.coach.api.profile_shapes import ProfileShown, PutProfile, profile_shown
from services.coach.api.refusing import as_problems, refuse_changed
from services.coach.profile import Profile, decide, fold
from shared.auth import Principal
from shared.catalogue import Catalogue
from shared.events import Contract, ProfileChanged
from shared.http import FieldError, refuse_far_future, refused
from shared.keyring import Keyring, canonical
from shared.log import Clock, Log

TECHNIQUES_ALLOWED = "Give ids of techniques from GET /v1/techniques, or an empty list."
ZONE_ALLOWED = "Give an IANA time zone, such as Europe/Dublin, or null."
COUNTRY_ALLOWED = "Give the two letters of a country (ISO 3166), such as IE, or null."
PROFILE_EVENTS = frozenset({ProfileChanged.type})


@dataclass(frozen=True, slots=True)
class Places:
    """The time zones there are, and countries' codes by any code that means them."""

    zones: Collection[str]
    countries: Mapping[str, str]


class Profiling:
    """The profile of any client whose token was verified. What goes wrong is raised as a Problem."""

    def __init__(
        self,
        log: Log,
        keyring: Keyring,
        packing: Packing,
        harming: Harming,
        catalogue: Catalogue,
        places: Places,
        clock: Clock,
    ) -> None:
        self._keeping = Keeping(log, keyring, PROFILE_EVENTS, "profile")
        self._packing = packing
        self._harming = harming
        self._catalogue = catalogue
        self._places = places
        self._clock = clock

    async def profile(self, who: Principal) -> Profile:
        """As it was set, without what this catalogue does not have (any more)."""
        return self._known(fold(each.data for each in await self._keeping.told(who)))

    async def shown(self, who: Principal) -> tuple[ProfileShown, str]:
        """The profile and its ETag."""
        return await self._shown(who, await self._keeping.told(who))

    async def put(self, who: Principal, given: PutProfile, if_match: str | None) -> tuple[ProfileShown, str]:
        """Make every part that can be set as it is given; the same again changes nothing."""
        asked = self._asked(given)
        wanted = given.profile(self._countrys_code(given.country))
        self._refuse_unknown(given)
        spent = await self._spent(who, await self._keeping.told(who))

        def decided(events: Events) -> list[Contract]:
            refuse_changed(if_match, etag_of_profile(events, spent))
            return decide(wanted, standing(events, spent))

        with as_problems(self._catalogue):
            return await self._shown(who, await self._keeping.carry_out(who, asked, decided))

    async def _shown(self, who: Principal, events: Events) -> tuple[ProfileShown, str]:
        threshold = await self._packing.regulate_first_from(who)
        spent = await self._spent(who, events)
        stands = self._known(standing(events, spent))
        return profile_shown(stands, self._clock.now(), threshold), etag_of_profile(events, spent)

    async def _spent(self, who: Principal, events: Events) -> frozenset[str]:
        """Of what was brought back, what has done harm twice since: it can be brought back anew."""
        restored = fold(each.data for each in events).restored
        return await self._harming.out(who) if restored else frozenset()

    def _known(self, stands: Profile) -> Profile:
        techniques, labels = self._catalogue.techniques, self._cautions
        return stands.model_copy(
            update={
                "cautions": {code: answer for code, answer in stands.cautions.items() if code in labels},
                "hidden": [each for each in stands.hidden if each in techniques],
                "restored": [each for each in stands.restored if each in techniques],
            }
        )

    @property
    def _cautions(self) -> Mapping[str, str]:
        return self._catalogue.caution_labels

    def _countrys_code(self, given: str | None) -> str | None:
        """None also for what is no country; that is refused a moment later."""
        return self._places.countries.get(given.upper()) if given is not None else None

    def _refuse_unknown(self, given: PutProfile) -> None:
        faults = [
            FieldError(name, TECHNIQUES_ALLOWED)
            for name, ids in (("hidden", given.hidden), ("restored", given.restored))
            if any(each not in self._catalogue.techniques for each in ids)
        ]
        if given.zone is not None and given.zone not in self._places.zones:
            faults.append(FieldError("zone", ZONE_ALLOWED))
        if given.country is not None and self._countrys_code(given.country) is None:
            faults.append(FieldError("country", COUNTRY_ALLOWED))
        if faults:
            raise refused(faults)

    def _asked(self, given: PutProfile) -> Asked:
        now: datetime = self._clock.now()
        refuse_far_future(given.occurred_at, now)
        said = given.model_dump(mode="json", exclude={"id"}, exclude_unset=True)
        content = canonical({"what": "put the profile", "said": said})
        return Asked(given.id or uuid4(), given.occurred_at or now, content)


def standing(events: Events, spent: Collection[str]) -> Profile:
    """The profile after these events, without what is restored no longer."""
    set_so_far = fold(each.data for each in events)
    return set_so_far.model_copy(update={"restored": [each for each in set_so_far.restored if each not in spent]})


def etag_of_profile(events: Events, spent: Collection[str]) -> str:
    """Differs after every event about the profile, and after what was brought back has done harm twice again: whoever
    saves what was read before does not bring it back unawares."""
    gone = [each for each in fold(each.data for each in events).restored if each in spent]
    version = events[-1].version if events else 0
    return f'"{version}.{len(gone)}"' if gone else f'"{version}"'
