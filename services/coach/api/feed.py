"""Tells a client's open devices what has become of their things, from where each of them stopped hearing."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from services.coach.api.cursor import FOLLOWED, read, written
from services.coach.api.followers import Follower, Followers
from services.coach.api.telling import HEARTBEAT, in_turn, kind_of, piece, told
from shared.http import not_found
from shared.http.refusals import passes_by_itself
from shared.keyring import Keyring, NotReadable, SubjectErased, SubjectKey, SubjectUnknown, open_event
from shared.log import Clock, Log, Recorded

Say = Callable[[bytes], Awaitable[None]]
HEARTBEAT_SECONDS: Final = 15.0
AGAIN_SECONDS: Final = 1.0
PAGE: Final = 100


@dataclass(frozen=True, slots=True)
class Feed:
    """What every open stream needs."""

    log: Log
    keyring: Keyring
    followers: Followers
    clock: Clock
    heartbeat: float = HEARTBEAT_SECONDS

    async def begin(self, follower: Follower, cursor: str | None) -> bytes:
        """Find the place to begin from; the first piece says it. Raises Problem, SubjectErased, SubjectUnknown."""
        who = follower.who
        key = await self.keyring.key(who.org, who.subject)
        standing = (await self.log.standing(who.org, [who.subject])).get(who.subject)
        if standing is None:
            raise not_found()
        now = {service: standing.get(service, 0) for service in FOLLOWED}
        asked = read(key, cursor) if cursor is not None else None
        # A place beyond the end is one of another log: of a backup, or of before the log was moved.
        resumed = asked is not None and all(asked[service] <= now[service] for service in FOLLOWED)
        follower.seen = asked if asked is not None and resumed else now
        said = {"kind": "here", "resumed": resumed, "at": self.clock.now()}
        return piece("here", said, written(key, follower.seen))

    async def tell(self, follower: Follower, say: Say) -> None:
        """Until the token ends, the stream is to end, or `say` raises."""
        deadline = time.monotonic() + (follower.who.expires_at - self.clock.now()).total_seconds()
        spoke = time.monotonic()
        while follower.ending is None:
            follower.woken.clear()
            if await self._look(follower, say):
                spoke = time.monotonic()
            if await self._is_silent(follower, min(deadline, spoke + self.heartbeat)):
                await say(HEARTBEAT)
                spoke = time.monotonic()
            if time.monotonic() >= deadline:
                follower.end("token")
        await say(piece(follower.ending, {"kind": follower.ending, "at": self.clock.now()}))

    async def _is_silent(self, follower: Follower, until: float) -> bool:
        """Whether nothing was there to look at until then."""
        try:
            async with asyncio.timeout(until - time.monotonic()):
                await follower.woken.wait()
        except TimeoutError:
            return True
        return False

    async def _look(self, follower: Follower, say: Say) -> bool:
        """Send what is there by now; whether that was anything. What passes by itself costs a second."""
        before = follower.seen
        try:
            while await self._page(follower, say):
                pass
        except (SubjectErased, SubjectUnknown):
            follower.end("erased")
        except Exception as error:
            if not passes_by_itself(error):
                raise
            await asyncio.sleep(AGAIN_SECONDS)
            follower.woken.set()
        return follower.seen != before

    async def _page(self, follower: Follower, say: Say) -> bool:
        """Send at most some events of each service; whether there may be more."""
        who = follower.who
        async with self.followers.looking:
            found = await self.log.beyond(who.org, who.subject, follower.seen, PAGE)
            key = await self.keyring.key(who.org, who.subject)
        seen, pieces = dict(follower.seen), list[bytes]()
        for recorded in in_turn(found):
            seen[recorded.service] = recorded.version
            pieces += said_of(key, recorded, seen)
        if pieces:
            await say(b"".join(pieces))
        follower.seen = seen
        return any(len(each) == PAGE for each in found.values())


def said_of(key: SubjectKey, recorded: Recorded, seen: dict[str, int]) -> list[bytes]:
    """The piece about an event; none for what nobody is told of, or what nobody can read."""
    kind = kind_of(recorded.type)
    if kind is None:
        return []
    try:
        heard = open_event(key, recorded)
    except NotReadable:
        return []
    return [told(kind, recorded, heard.data, heard.at, written(key, seen))]
