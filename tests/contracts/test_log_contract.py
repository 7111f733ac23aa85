"""What every Log promises; run against the one that runs. A new implementation joins by one line in `log`."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import UTC, timedelta
from uuid import UUID, uuid4

import pytest

from shared.database import Database
from shared.log import (
    Appended,
    Clock,
    GroupCommit,
    Log,
    NoKey,
    OtherContent,
    PostgresLog,
    Recorded,
    Seen,
    Stale,
    SystemClock,
    verify_stream,
)
from tests.databases import FreshDatabase, database_to_share
from tests.shared.units import event, recorded, unit


@pytest.fixture(scope="module")
def postgres(postgres_url: str) -> Iterator[FreshDatabase]:
    with database_to_share(postgres_url) as database:
        yield database


@pytest.fixture
def org() -> UUID:
    return uuid4()


@pytest.fixture
async def subject(postgres: FreshDatabase, org: UUID) -> UUID:
    return await postgres.add_subject(org)


async def nobody_listens(events: Sequence[Recorded]) -> None:
    pass


async def postgres_log(postgres: FreshDatabase) -> AsyncIterator[Log]:
    database = Database(postgres.url("checkin_api"))
    writer = GroupCommit(postgres.url("checkin_api"), nobody_listens)
    await database.start()
    await writer.start()
    yield PostgresLog(database, writer)
    await writer.drain()
    await database.stop()


@pytest.fixture(params=[postgres_log])
async def log(request: pytest.FixtureRequest, postgres: FreshDatabase) -> AsyncIterator[Log]:
    async for made in request.param(postgres):
        yield made


async def test_what_was_appended_is_read_back_as_it_was_answered(log: Log, org: UUID, subject: UUID) -> None:
    told = recorded(await log.append(unit(org, subject, event(), event())))
    assert await log.stream(org, subject, told[0].service) == list(told)
    for each in told:
        assert await log.find(org, subject, each.id) == each
    assert all(each.recorded_at.tzinfo == UTC for each in told)


async def test_versions_are_contiguous_and_the_chain_verifies(log: Log, org: UUID, subject: UUID) -> None:
    outcomes = await asyncio.gather(*(log.append(unit(org, subject)) for _ in range(20)))
    stream = await log.stream(org, subject, recorded(outcomes[0])[0].service)
    assert [each.version for each in stream] == list(range(1, 21))
    verify_stream(stream)


async def test_a_stream_is_read_in_parts(log: Log, org: UUID, subject: UUID) -> None:
    told = recorded(await log.append(unit(org, subject, *(event() for _ in range(5)))))
    service = told[0].service
    assert await log.stream(org, subject, service, after=2) == list(told[2:])
    assert await log.stream(org, subject, service, after=2, limit=2) == list(told[2:4])
    assert await log.stream(org, subject, service, after=5) == []


async def test_a_stream_is_read_by_types_together_with_the_version_of_the_whole(
    log: Log, org: UUID, subject: UUID
) -> None:
    kinds = ("one.said", "other.said", "one.said", "third.said")
    told = recorded(await log.append(unit(org, subject, *(event(type=kind) for kind in kinds))))
    service = told[0].service
    assert await log.of_types(org, subject, service, ["one.said"]) == ([told[0], told[2]], 4)
    assert await log.of_types(org, subject, service, ["third.said", "one.said"], after=1) == ([told[2], told[3]], 4)
    assert await log.of_types(org, subject, service, []) == ([], 4)
    assert await log.of_types(org, subject, "router", ["one.said"]) == ([], 0)
    assert await log.of_types(org, uuid4(), service, ["one.said"]) == ([], 0)


async def test_the_newest_of_a_type_is_found_whatever_came_after_it(log: Log, org: UUID, subject: UUID) -> None:
    kinds = ("one.said", "one.said", "other.said", "other.said")
    told = recorded(await log.append(unit(org, subject, *(event(type=kind) for kind in kinds))))
    service = told[0].service
    assert await log.latest(org, subject, service, ["one.said"]) == told[1]
    assert await log.latest(org, subject, service, ["other.said"]) == told[3]
    assert await log.latest(org, subject, service, ["one.said", "third.said"]) == told[1]
    assert await log.latest(org, subject, service, ["other.said", "one.said"]) == told[3]
    assert await log.latest(org, subject, service, ["third.said"]) is None
    assert await log.latest(org, subject, "router", ["one.said"]) is None


async def test_the_first_answer_stands(log: Log, org: UUID, subject: UUID) -> None:
    first = unit(org, subject)
    told = recorded(await log.append(first))
    resealed = unit(org, subject, event(id=first.events[0].id))
    assert await log.append(resealed) == Seen(told)
    assert await log.append(unit(org, subject, event(id=first.events[0].id, content=b"other"))) == OtherContent(
        first.events[0].id
    )
    assert await log.stream(org, subject, told[0].service) == list(told)


async def test_50_parallel_appends_of_one_id(log: Log, org: UUID, subject: UUID) -> None:
    same = event().id
    outcomes = await asyncio.gather(*(log.append(unit(org, subject, event(id=same))) for _ in range(50)))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Appended"] + ["Seen"] * 49
    assert len({each.chain for outcome in outcomes for each in outcome.events}) == 1  # type: ignore[union-attr]


async def test_an_expectation_is_met_or_nothing_is_recorded(log: Log, org: UUID, subject: UUID) -> None:
    assert isinstance(await log.append(unit(org, subject, event(), event(), expected=0)), Appended)
    stale = unit(org, subject, event(), event(), expected=1)
    assert await log.append(stale) == Stale(2)
    assert await log.find(org, subject, stale.events[1].id) is None
    assert isinstance(await log.append(unit(org, subject, expected=2)), Appended)


async def test_of_20_parallel_deciders_one_wins(log: Log, org: UUID, subject: UUID) -> None:
    outcomes = await asyncio.gather(*(log.append(unit(org, subject, expected=0)) for _ in range(20)))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Appended"] + ["Stale"] * 19


async def test_what_several_streams_say_beyond_a_place_is_read_at_once(log: Log, org: UUID, subject: UUID) -> None:
    told = recorded(await log.append(unit(org, subject, *(event() for _ in range(5)))))
    service = told[0].service
    for seen, limit, found in ((0, 9, told), (2, 9, told[2:]), (2, 2, told[2:4])):
        assert await log.beyond(org, subject, {service: seen, "router": 0}, limit) == {service: list(found)}
    assert await log.beyond(org, subject, {service: 5}, 9) == {}
    assert await log.beyond(org, subject, {"router": 0}, 9) == {}
    assert await log.beyond(uuid4(), subject, {service: 0}, 9) == {}, "of another organisation"


async def test_where_all_streams_stand_is_told_of_those_who_are_here(
    log: Log, postgres: FreshDatabase, org: UUID, subject: UUID
) -> None:
    silent, unknown = await postgres.add_subject(org), uuid4()
    [told] = recorded(await log.append(unit(org, subject)))
    everybody = [subject, silent, unknown]
    assert await log.standing(org, everybody) == {subject: {told.service: 1}, silent: {}}
    assert await log.standing(uuid4(), everybody) == {}
    await postgres.erase(subject)
    assert await log.standing(org, everybody) == {silent: {}}


async def test_never_known_and_erased_are_two_answers(
    log: Log, postgres: FreshDatabase, org: UUID, subject: UUID
) -> None:
    assert await log.append(unit(org, uuid4())) == NoKey(erased=False)
    assert await log.append(unit(uuid4(), subject)) == NoKey(erased=False)
    await postgres.erase(subject)
    assert await log.append(unit(org, subject)) == NoKey(erased=True)


async def test_what_was_said_since_a_time_is_found_by_service_and_type_as_it_was_recorded(
    log: Log, org: UUID, subject: UUID
) -> None:
    told = [recorded(await log.append(unit(org, subject)))[0] for _ in range(3)]
    speakers, types = [told[0].service, "nobody"], [told[0].type, "never.said"]
    since = told[1].recorded_at
    lately = [each for each in told if each.recorded_at >= since]
    assert await log.recent(org, subject, speakers, types, since=since) == lately
    assert await log.recent(org, subject, ["nobody"], types, since=since) == []
    assert await log.recent(org, subject, speakers, ["never.said"], since=since) == []
    assert await log.recent(uuid4(), subject, speakers, types, since=since) == []
    after = told[2].recorded_at + timedelta(microseconds=1)
    assert await log.recent(org, subject, speakers, types, since=after) == []


async def test_events_are_found_with_what_was_said_beside_them_in_one_look(log: Log, org: UUID, subject: UUID) -> None:
    told = [recorded(await log.append(unit(org, subject)))[0] for _ in range(2)]
    ids, types, since = [told[1].id, uuid4()], [told[0].type], told[0].recorded_at
    found, beside = await log.find_beside(org, subject, ids, [told[0].service], types, since=since)
    assert (found, beside) == ({told[1].id: told[1]}, told)
    assert await log.find_beside(uuid4(), subject, ids, [told[0].service], types, since=since) == ({}, [])


async def test_another_organisation_reads_nothing(log: Log, org: UUID, subject: UUID) -> None:
    [told] = recorded(await log.append(unit(org, subject)))
    assert await log.stream(uuid4(), subject, told.service) == []
    assert await log.find(uuid4(), subject, told.id) is None
    assert await log.latest(uuid4(), subject, told.service, [told.type]) is None
    assert await log.of_types(uuid4(), subject, told.service, [told.type]) == ([], 0)


async def test_a_cancelled_caller_does_not_take_its_unit_back(log: Log, org: UUID, subject: UUID) -> None:
    given = unit(org, subject)
    caller = asyncio.create_task(log.append(given))
    await asyncio.sleep(0)
    caller.cancel()
    await asyncio.gather(caller, return_exceptions=True)
    # What comes later is recorded later, so its answer says that the first was taken in.
    [told] = recorded(await log.append(unit(org, subject)))
    assert told.version == 2
    assert await log.find(org, subject, given.events[0].id) is not None


def test_a_clock_says_the_time_with_its_zone() -> None:
    clock: Clock = SystemClock()
    first, second = clock.now(), clock.now()
    assert first.tzinfo == UTC
    assert timedelta(0) <= second - first < timedelta(minutes=1)
