"""python -m services.router explain: make a past offer again from the log, show all of its terms, and compare."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple
from uuid import UUID

from services.router.again import Evidence, Made, made_again, not_heard, replayed
from services.router.comparing import Compared, Difference, compare
from services.router.constants import REGULATE_FIRST_FROM
from services.router.decider import shown
from services.router.profile import threshold_in
from services.router.ranking import Scored, Shelf, stocked
from services.router.reasons import reasons_for
from services.router.refold import SERVICES
from services.router.streams import Streams
from shared.database import Database
from shared.events import TechniqueRecommended
from shared.keyring import Heard, Keyring, NotReadable, SubjectKey, derived_id, open_event
from shared.log import Recorded, find_all

USAGE: Final = "usage: explain OFFER-OR-CAUSE-ID [--client CLIENT-ID]"
EQUAL, NOT_FOUND, WRONG_USAGE, DIFFERS = 0, 1, 2, 3
SUBJECTS: Final = 2000  # looked through at once, by their own ids
# The events are indexed by subject and id, so an id alone is looked for under every subject that was offered something.
# Lateral with a limit, because it has to be a look into the index for each, whatever the planner thinks of the tables.
OFFERED = """
WITH page AS (
    SELECT subject FROM log.heads WHERE service = 'router' AND subject > $1 ORDER BY subject LIMIT $2
)
SELECT (SELECT subject FROM page ORDER BY subject DESC LIMIT 1) AS last, (
    SELECT p.subject FROM page p CROSS JOIN LATERAL (
        SELECT FROM log.events e WHERE e.subject = p.subject AND e.id = ANY($3::uuid[]) LIMIT 1
    ) found LIMIT 1
) AS subject
"""


class Found(NamedTuple):
    """An offer as the log holds it, with its client's key."""

    key: SubjectKey
    heard: Heard
    offer: TechniqueRecommended


async def explain_command(
    arguments: Sequence[str], *, database: Database, keyring: Keyring, say: Callable[[str], None] = print
) -> int:
    """Show one offer; returns the process's exit code: 0 equal, 3 not, 1 not found. `database` is the worker's."""
    explain = Explain(database, keyring, say)
    try:
        match list(arguments):
            case [given]:
                return await explain.run(UUID(given), None)
            case [given, "--client", client]:
                return await explain.run(UUID(given), UUID(client))
    except ValueError:
        pass
    say(USAGE)
    return WRONG_USAGE


class Explain:
    """Reads the log and nothing else. What it says holds health data: it is for the operator's eyes only."""

    def __init__(self, database: Database, keyring: Keyring, say: Callable[[str], None]) -> None:
        self._database = database
        self._streams = Streams(database, keyring)
        self._say = say

    async def run(self, name: UUID, client: UUID | None) -> int:
        offered = TechniqueRecommended.type
        ids = [name, derived_id(name, offered + TechniqueRecommended.again), derived_id(name, offered)]
        recorded = await self._recorded(ids, client or await self._client_of(ids))
        if recorded is None:
            self._say("There is no offer with this id, nor for it.")
            return NOT_FOUND
        async with self._database.unit_of_work(None) as unit:
            key = await self._streams.key(unit, recorded.subject)
        if key is None:
            self._say("The client's key was destroyed. The offer cannot be read any more, nor made again.")
            return DIFFERS
        try:
            heard = open_event(key, recorded)
        except NotReadable:
            self._say("The offer cannot be read with the client's key.")
            return DIFFERS
        if not isinstance(heard.data, TechniqueRecommended):
            return NOT_FOUND
        return await self._explain(Found(key, heard, heard.data))

    async def _client_of(self, ids: Sequence[UUID]) -> UUID | None:
        """Whose it is, by going through the clients in pages."""
        after: UUID | None = UUID(int=0)
        while after is not None:
            async with self._database.unit_of_work(None) as unit:
                row = await unit.raw.fetchrow(OFFERED, after, SUBJECTS, list(ids))
            if row["subject"] is not None:
                subject: UUID = row["subject"]
                return subject
            after = row["last"]
        return None

    async def _recorded(self, ids: Sequence[UUID], client: UUID | None) -> Recorded | None:
        """The first of these that is an offer: of two for one practice the one that stands."""
        if client is None:
            return None
        async with self._database.unit_of_work(None) as unit:
            events = await find_all(unit.raw, client, ids)
        found = {each.id: each for each in events if each.type == TechniqueRecommended.type}
        return next((found[each] for each in ids if each in found), None)

    async def _explain(self, found: Found) -> int:
        shelf, evidence = stocked(), await self._evidence(found)
        made = await made_again(found.offer, evidence, shelf)
        self._lines(heading(found))
        if made is None:
            self._say("differs: what it answered is not in the log any more, or cannot be read")
            return DIFFERS
        self._lines(ranked(made, shelf))
        compared = compare(found.offer, made.offer)
        self._lines(verdict(compared))
        if compared.equal:
            return EQUAL
        if compared.may_be_unheard and (unheard := await not_heard(found.offer, evidence, shelf)):
            self._say("It is equal without these events, which had not been heard yet:")
            self._lines(f"  {each.type}, {each.recorded.service} {each.version}, {each.id}" for each in unheard)
        return DIFFERS

    async def _evidence(self, found: Found) -> Evidence:
        """The client's streams, and up to where they had been taken in."""
        streams = [each for service in SERVICES for each in (await self._streams.read(found.key, service))[0]]
        if left := self._streams.unreadable:
            self._say(f"{left} events of this client cannot be read and are left out.")
        taken_in = [each for each in streams if had_been_taken_in(each, found)]
        threshold, settings = await self._threshold(found.offer, taken_in)
        return Evidence(streams, taken_in, threshold, settings)

    async def _threshold(self, offer: TechniqueRecommended, taken_in: Sequence[Heard]) -> tuple[int, int]:
        """What the client's clinic had said of itself by then, with the version that said it."""
        kept = await replayed(taken_in)
        upto = offer.inputs.versions.get("settings", 0) if offer.inputs else 0
        if kept.clinic is None or not upto:
            return REGULATE_FIRST_FROM, 0
        async with self._database.unit_of_work(None) as unit:
            key = await self._streams.key(unit, kept.clinic)
        if key is None:
            self._say("The clinic's key was destroyed; its threshold then is not known any more.")
            return REGULATE_FIRST_FROM, 0
        said = [
            (each.version, threshold)
            for each in (await self._streams.read(key, "clinic"))[0]
            if each.version <= upto and (threshold := threshold_in(each.data)) is not None
        ]
        version, threshold = max(said, default=(0, REGULATE_FIRST_FROM))
        return threshold, version

    def _lines(self, lines: Iterator[str]) -> None:
        for line in lines:
            self._say(line)


def had_been_taken_in(event: Heard, found: Found) -> bool:
    """By the versions that the offer names. An older one names the practices' alone and knows nothing else."""
    service, inputs = event.recorded.service, found.offer.inputs
    if inputs is not None:
        return event.version <= inputs.versions.get(service, 0)
    if event.type.startswith("practice."):
        return event.version <= found.offer.practice_version
    before = (event.recorded.tx, event.recorded.position) < (found.heard.recorded.tx, found.heard.recorded.position)
    return service == "checkin" and before


def heading(found: Found) -> Iterator[str]:
    offer, at = found.offer, found.heard.recorded.recorded_at
    yield f"offer {found.heard.id} of {at.isoformat()}, for {offer.cause_kind} {offer.cause}"
    yield f"phase {offer.phase}, intensity {offer.intensity}"
    yield f"router {offer.router_version}, catalogue {offer.catalogue_version}"
    versions = offer.inputs.versions if offer.inputs else {"coach": offer.practice_version}
    yield "streams taken in: " + ", ".join(f"{service} {version}" for service, version in sorted(versions.items()))


def ranked(made: Made, shelf: Shelf) -> Iterator[str]:
    """Everything that was suitable, with every term, and every other technique with the filter that took it out."""
    for place, each in enumerate(made.ranking.ordered, start=1):
        yield f"{place:3}. {each.item.id:<28} {shown(each.score):6.1f}  {terms(each)}  {codes(each, made, shelf)}"
    for refused in made.ranking.refused:
        facts = " ".join(f"{name}={value}" for name, value in refused.facts)
        yield f"  -  {refused.technique_id:<28} {refused.code} {facts}".rstrip()


def terms(scored: Scored) -> str:
    return " ".join(f"{name}={value:.3f}" for name, value in scored.terms.items())


def codes(scored: Scored, made: Made, shelf: Shelf) -> str:
    return ",".join(each.code for each in reasons_for(scored, made.ranking, made.asked.inputs, shelf))


def verdict(compared: Compared) -> Iterator[str]:
    for each in compared.versions:
        yield f"{each.where}: {each.then} then, {each.now} now"
    if compared.equal:
        yield "equal"
    for kind, found in (("input", compared.inputs), ("answer", compared.answer)):
        for each in found:
            yield f"differs, {kind}: {line(each)}"


def line(found: Difference) -> str:
    return f"{found.where}: then {found.then!r}, now {found.now!r}"
