"""The client's offline pack: which first step comes first, for every feeling where the body comes first."""

from services.coach.api.me_shapes import FirstLineShown
from services.coach.api.shapes import Versions
from services.coach.safety.moments import EPISODE_FLOOR
from shared.auth import Principal
from shared.events import FirstLinePrepared
from shared.keyring import Heard, Keyring, open_event
from shared.log import Log

ROUTER = "router"


class Packing:
    """The router's newest pack for any client whose token was verified."""

    def __init__(self, log: Log, keyring: Keyring) -> None:
        self._log = log
        self._keyring = keyring

    async def newest(self, who: Principal) -> tuple[Heard, FirstLinePrepared] | None:
        """None before there is one."""
        key = await self._keyring.key(who.org, who.subject)
        found = await self._log.latest(who.org, who.subject, ROUTER, [FirstLinePrepared.type])
        if found is None:
            return None
        heard = open_event(key, found)
        assert isinstance(heard.data, FirstLinePrepared)
        return heard, heard.data

    async def shown(self, who: Principal) -> tuple[FirstLineShown, str] | None:
        """The pack and its ETag; None before there is one."""
        newest = await self.newest(who)
        return None if newest is None else (pack_shown(*newest), f'"{newest[0].id}"')

    async def regulate_first_from(self, who: Principal) -> int:
        """From which intensity the body comes first for this client, as the router last saw it."""
        newest = await self.newest(who)
        return EPISODE_FLOOR if newest is None else newest[1].regulate_first_from


def pack_shown(heard: Heard, pack: FirstLinePrepared) -> FirstLineShown:
    """What this catalogue does not have (any more) stays in it: an order is a list of places."""
    return FirstLineShown(
        prepared_at=heard.recorded_at,
        regulate_first_from=pack.regulate_first_from,
        intensities=pack.intensities,
        techniques=pack.techniques,
        orders=pack.orders,
        table=pack.table,
        versions=Versions(
            catalogue=pack.catalogue_version, router=pack.router_version, practices=pack.practice_version
        ),
    )
