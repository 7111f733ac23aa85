"""What is left of an evening of canaries: everything that somebody could get hold of, gathered in one place."""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from random import choices
from secrets import token_hex
from string import ascii_lowercase
from typing import Any

from tests.integration import canary_chain, canary_evening
from tests.integration.canary_chain import Shared
from tests.integration.canary_evening import Told
from tests.integration.cast import Cast, Person
from tests.integration.evidence import Overheard, collecting, dumped, held_in_redis, kept_in, logged, measured, news
from tests.integration.house import House, open_house

# What a task says, twice over: of one that a report may show, and of one that it may not.
OF_A_TASK = (
    *("title", "why", "version full", "version small", "version tiny", "anchor", "if-then cue", "if-then action"),
    *("bundle", "when", "attempt", "line of not this time"),
)
WORDS = {
    name: f"zq{token_hex(8)}"
    for name in (
        *OF_A_TASK,
        *(f"{each} kept private" for each in OF_A_TASK),
        "question",
        "line",
        "anchor of the reminder",
        "e-mail",
        "text version",
        "note",
        "note taken back",
        "trigger",
        "response",
        "response in a list",
        "second answer",
        "label",
        "organisation",
        "clinic",
        "source",
        "prop",
        "field",
        "name of a field",
        "enum",
        "broken",
        "address",
        "header",
        "method",
        "not recorded",
        "poison",
    )
}
# A reminder takes no numbers.
WORDS["reminder"] = f"zq{''.join(choices(ascii_lowercase, k=16))}"
# Every column that is neither an id, a time, a transaction nor bytes, by its table.
COLUMNS = """
SELECT json_object_agg(place, columns) FROM (
    SELECT n.nspname || '.' || c.relname AS place, json_agg(a.attname) AS columns
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm') AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped
        AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_' AND c.relname <> 'alembic_version'
        AND format_type(a.atttypid, NULL) NOT IN ('uuid', 'bytea', 'timestamp with time zone', 'xid8')
    GROUP BY 1
) found
"""
SEALED = """
SELECT string_agg(sealed, ''::bytea) FROM (
    SELECT body AS sealed FROM log.events
    UNION ALL SELECT sealed FROM router.moments UNION ALL SELECT sealed FROM router.runs
    UNION ALL SELECT sealed FROM router.profiles
    UNION ALL SELECT sealed FROM clinic.organisations UNION ALL SELECT sealed FROM clinic.clinics
    UNION ALL SELECT sealed FROM clinic.staff UNION ALL SELECT sealed FROM clinic.clients
    UNION ALL SELECT sealed FROM notifier.reminders UNION ALL SELECT sealed FROM notifier.occurrences
    UNION ALL SELECT sealed FROM notifier.clients UNION ALL SELECT sealed FROM reports.files
) everything
"""


@dataclass(frozen=True)
class Aftermath:
    """`places` is everything somebody could get hold of, by its name; `own` is what Maya herself reads. `mails` are the
    e-mails as the mail server has them, `shared` what her reports say."""

    places: dict[str, bytes]
    overheard: Overheard
    people: Cast
    told: Told
    own: str
    mails: list[bytes]
    shared: Shared
    organisation: dict[str, Any]
    columns: dict[str, list[str]]
    sealed: bytes
    news: list[dict[str, Any]]

    def kind(self, *kinds: str) -> dict[str, bytes]:
        """The places whose names begin like this."""
        return {name: content for name, content in self.places.items() if name.startswith(kinds)}


def live_through(postgres_url: str, redis_url: str, folder: Path) -> Aftermath:
    """The whole evening with all processes at DEBUG and traced. Their logs and traces are read when they have ended."""
    with collecting() as collector:
        temporary = folder / "temporary"
        temporary.mkdir()
        more = {"LOG_LEVEL": "DEBUG", "OTLP_ENDPOINT": collector.url, "TMPDIR": str(temporary)}
        with open_house(postgres_url, redis_url, folder, more) as house:
            left = live(house)
            logs = logged(house)
        left.places.update({name: read() for name, read in logs.items()})
        left.places["traces"] = b"\n".join(collector.bodies)
    return left


def live(house: House) -> Aftermath:
    overheard = Overheard()
    with house.open(listen=overheard.listen) as http:
        cast = canary_evening.comes_in(Person(http).come_in(house.operator_code()), WORDS)
        overheard.know(cast.people())
        told = canary_evening.evening(cast.maya, WORDS)
        tasks = canary_chain.plans(cast.maya, WORDS)
        reminder = canary_chain.sets_reminder(cast.maya, WORDS)
        shared = canary_chain.shares(house, cast, told.check_in, WORDS)
        canary_evening.refusals(cast.maya, WORDS)
        canary_evening.strange_requests(cast.maya, told, WORDS)
        hers = [*(f"/v1/plan/assignments/{each}" for each in tasks), f"/v1/reminders/{reminder}", *shared.paths]
        canary_evening.others_look(cast, told, hers)
        mails = canary_chain.is_reminded(cast.maya, house)
        canary_evening.while_nothing_can_be_recorded(house, cast.maya, WORDS)
        own = [cast.maya.get(each) for each in ("/v1/check-ins", "/v1/plan", "/v1/reminders", "/v1/consents")]
        own += [cast.maya.get(f"/v1/practices/{each}") for each in told.practices]
        canary_evening.poison(house, cast.maya, cast.home.id, WORDS)
        left = gathered(house, overheard, cast, told, json.dumps(own, ensure_ascii=False))
    return replace(left, mails=mails, shared=shared, places=left.places | shared.queue)


def gathered(house: House, overheard: Overheard, cast: Cast, told: Told, own: str) -> Aftermath:
    letters = {each: house.operate(each, "dead-letters", "list").encode() for each in canary_evening.DEAD}
    places = {
        **measured(house),
        **held_in_redis(house.redis_url),
        **{f"dead letters of {service}": listed for service, listed in letters.items()},
        "pg_dump": dumped(house.database.owner),
        "files with keys": kept_in(house.keys),
        "temporary files": kept_in(house.folder / "temporary"),
    }
    return Aftermath(
        places=places,
        overheard=overheard,
        people=cast,
        told=told,
        own=own,
        mails=[],
        shared=Shared(b"", b"", {}, []),
        organisation=canary_evening.organisation_opened(house, cast.home.id),
        columns=json.loads(house.value(COLUMNS)),
        sealed=house.value(SEALED),
        news=news(house.redis_url),
    )
