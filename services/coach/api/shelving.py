"""The optional copy of a page: its words sealed under a key of their own, which is destroyed when they are replaced."""

import base64
from collections.abc import Callable, Sequence
from uuid import uuid4

from services.coach.api.keeping import Asked
from services.coach.api.page_shapes import PageShown, Plan, PutPage
from services.coach.api.practicing import SERVICE, TRIES, NotRecorded, pause
from services.coach.api.refusing import as_problems, refuse_changed
from services.coach.page import PAGE, Page, drop, evolve
from shared.auth import Principal
from shared.catalogue import Catalogue
from shared.database import Database, UnitOfWork
from shared.events import Contract, PageDropped, PageKept
from shared.http import refuse_far_future
from shared.keyring import Keyring, SubjectKey, canonical, open_event, seal_event
from shared.log import (
    Appended,
    Clock,
    OtherContent,
    Outcome,
    Recorded,
    Seen,
    Stale,
    Unit,
    find,
    read_latest,
    read_version,
)

PAGE_EVENTS = frozenset({PageKept.type, PageDropped.type})
NOTE_KEY = "SELECT wrapped FROM log.note_keys WHERE subject = $1 AND event_id = $2"
Decide = Callable[[Page], Sequence[Contract]]


class Shelving:
    """The copy of any client whose token was verified. What goes wrong is raised as a Problem.

    Recording and destroying happen in one transaction, so that there are never words of two copies.
    """

    def __init__(self, database: Database, keyring: Keyring, catalogue: Catalogue, clock: Clock) -> None:
        self._database = database
        self._keyring = keyring
        self._catalogue = catalogue
        self._clock = clock

    async def shown(self, who: Principal) -> tuple[PageShown, str]:
        """The copy that is kept here, and its ETag."""
        key = await self._keyring.key(who.org, who.subject)
        async with self._database.unit_of_work(who.org) as work:
            page = await standing(work, key)
            wrapped = await work.raw.fetchval(NOTE_KEY, who.subject, page.copy.id) if page.copy else None
        if page.copy is None or wrapped is None:
            return PageShown(kept=False), etag_of_page(page)
        words = key.note_key(wrapped).open(base64.b64decode(page.copy.text), page.copy.id.bytes)
        return page_shown(Plan.model_validate_json(words), page), etag_of_page(page)

    async def put(self, who: Principal, given: PutPage, if_match: str | None) -> tuple[PageShown, str]:
        """Keep this copy; the words of the one before become unreadable."""
        key, plan, asked = await self._keyring.key(who.org, who.subject), given.plan(), self._asked(given)
        note_key, wrapped = key.new_note_key()
        text = base64.b64encode(note_key.seal(plan.model_dump_json().encode(), asked.id.bytes)).decode()
        page = await self._carry_out(key, asked, lambda _: [PageKept(page=PAGE, text=text)], if_match, wrapped)
        # The same content was sent, so the words of the request are the words of the copy.
        return page_shown(plan, page), etag_of_page(page)

    async def drop(self, who: Principal, if_match: str | None) -> None:
        """Keep no copy any more, and destroy its words; again is the same."""
        key = await self._keyring.key(who.org, who.subject)
        asked = Asked(uuid4(), self._clock.now(), canonical({"what": "drop the page"}))
        await self._carry_out(key, asked, drop, if_match)

    async def _carry_out(
        self, key: SubjectKey, asked: Asked, decide: Decide, if_match: str | None, wrapped: bytes | None = None
    ) -> Page:
        """Decide and record, again if something else came first. The page right after this request's first time."""
        outcome: Outcome = Stale(0)
        with as_problems(self._catalogue):
            for attempt in range(TRIES):
                await pause(attempt)
                async with self._database.unit_of_work(key.org) as work:
                    version, before = await read_version(work.raw, key.subject, SERVICE), await standing(work, key)
                    if (first := await told_before(work, key, asked)) is not None:
                        return first
                    refuse_changed(if_match, etag_of_page(before))
                    if not (decided := decide(before)):
                        return before
                    [outcome] = await work.append(unit_of(key, asked, decided[0], wrapped, version))
                    if isinstance(outcome, Appended):
                        if before.copy is not None:
                            await work.destroy_note(key.subject, before.copy.id)
                        return page_after(key, outcome.events[0])
                if not isinstance(outcome, Stale | Seen):
                    break
            raise NotRecorded(outcome)

    def _asked(self, given: PutPage) -> Asked:
        now = self._clock.now()
        refuse_far_future(given.occurred_at, now)
        said = given.model_dump(mode="json", exclude={"id"}, exclude_unset=True)
        content = canonical({"what": "keep the page", "said": said})
        return Asked(given.id or uuid4(), given.occurred_at or now, content)


async def standing(work: UnitOfWork, key: SubjectKey) -> Page:
    """The page as it stands; the words in it stay sealed."""
    last = await read_latest(work.raw, key.subject, SERVICE, PAGE_EVENTS)
    return Page() if last is None else page_after(key, last)


async def told_before(work: UnitOfWork, key: SubjectKey, asked: Asked) -> Page | None:
    """The page right after this very request; None if it is new. Raises NotRecorded for another one."""
    recorded = await find(work.raw, key.subject, asked.id)
    if recorded is None:
        return None
    if recorded.type not in PAGE_EVENTS or recorded.content != key.digest(asked.content):
        raise NotRecorded(OtherContent(asked.id))
    return page_after(key, recorded)


def page_after(key: SubjectKey, recorded: Recorded) -> Page:
    return evolve(Page(), open_event(key, recorded))


def unit_of(key: SubjectKey, asked: Asked, data: Contract, wrapped: bytes | None, expected: int) -> Unit:
    event = seal_event(
        key, id=asked.id, data=data, occurred_at=asked.occurred_at, content=asked.content, note_key=wrapped
    )
    return Unit(key.org, key.subject, (event,), expected)


def page_shown(plan: Plan, page: Page) -> PageShown:
    return PageShown(**dict(plan), kept=True, kept_at=page.copy.at if page.copy else None)


def etag_of_page(page: Page) -> str:
    """Differs after every word about the page."""
    return f'"{page.version}"'
