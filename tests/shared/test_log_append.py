"""What becomes of a unit: recorded, seen before, stale, other content, no key."""

import asyncio
from collections.abc import Sequence
from uuid import UUID, uuid4

import asyncpg
import pytest

from shared.log import Appended, NoKey, OtherContent, Recorded, Seen, Stale, Unit, append, read_stream, verify_stream
from tests.databases import FreshDatabase, connected
from tests.shared.units import NOON, all_recorded, event, recorded, unit


async def stream(owner: asyncpg.Connection, subject: UUID, service: str = "checkin") -> list[Recorded]:
    return await read_stream(owner, subject, service)


async def test_a_fact_is_recorded_with_version_and_place(
    checkin: asyncpg.Connection, owner: asyncpg.Connection, org: UUID, subject: UUID
) -> None:
    fact = event()
    [outcome] = await append(checkin, [unit(org, subject, fact)])
    [told] = recorded(outcome)
    assert (told.id, told.org, told.subject, told.service, told.version) == (fact.id, org, subject, "checkin", 1)
    assert (told.occurred_at, told.body, told.content) == (NOON, fact.body, fact.content)
    assert await stream(owner, subject) == [told]


async def test_a_unit_of_several_events_is_recorded_in_their_order(
    checkin: asyncpg.Connection, owner: asyncpg.Connection, org: UUID, subject: UUID
) -> None:
    events = [event() for _ in range(5)]
    await append(checkin, [unit(org, subject, *events)])
    found = await stream(owner, subject)
    assert [(each.id, each.version) for each in found] == [(each.id, n) for n, each in enumerate(events, start=1)]
    verify_stream(found)


async def test_a_stream_may_occur_many_times_in_a_group(
    checkin: asyncpg.Connection, owner: asyncpg.Connection, postgres: FreshDatabase, org: UUID, subject: UUID
) -> None:
    other = await postgres.add_subject(org)
    units = [unit(org, each, *(event() for _ in range(size))) for size in (1, 3, 2) for each in (subject, other)]
    outcomes = await append(checkin, units)
    for each, outcome in zip(units, outcomes, strict=True):
        assert [told.id for told in recorded(outcome)] == [given.id for given in each.events]
    for whose in (subject, other):
        found = await stream(owner, whose)
        assert [told.version for told in found] == [1, 2, 3, 4, 5, 6]
        verify_stream(found)


async def test_the_same_unit_again_is_answered_with_what_was_recorded_first(
    checkin: asyncpg.Connection, owner: asyncpg.Connection, org: UUID, subject: UUID
) -> None:
    first, second = event(), event()
    [before] = await append(checkin, [unit(org, subject, first, second)])
    resealed = [event(id=each.id, content=each.content) for each in (first, second)]
    [again] = await append(checkin, [unit(org, subject, *resealed)])
    assert again == Seen(recorded(before))
    assert len(await stream(owner, subject)) == 2


async def test_the_same_id_twice_in_one_group_is_recorded_once(
    checkin: asyncpg.Connection, owner: asyncpg.Connection, org: UUID, subject: UUID
) -> None:
    same = event()
    outcomes = await append(checkin, [unit(org, subject, same) for _ in range(10)])
    assert [type(outcome) for outcome in outcomes] == [Appended] + [Seen] * 9
    assert all(isinstance(each, Appended | Seen) and each.events == recorded(outcomes[0]) for each in outcomes)
    assert len(await stream(owner, subject)) == 1


async def test_a_repeat_whose_first_was_left_out_is_tried_by_itself(
    checkin: asyncpg.Connection, org: UUID, subject: UUID
) -> None:
    same = event()
    outcomes = await append(checkin, [unit(org, subject, same, expected=4), unit(org, subject, same)])
    assert outcomes[0] == Stale(0)
    assert isinstance(outcomes[1], Appended)


@pytest.mark.parametrize("other", [{"content": b"x" * 32}, {"type": "check_in.retracted"}], ids=["content", "type"])
async def test_a_used_id_with_something_else_is_other_content(
    checkin: asyncpg.Connection, owner: asyncpg.Connection, org: UUID, subject: UUID, other: dict[str, bytes]
) -> None:
    first = event()
    await append(checkin, [unit(org, subject, first)])
    [outcome] = await append(checkin, [unit(org, subject, event(id=first.id, **other))])  # type: ignore[arg-type]
    assert outcome == OtherContent(first.id)
    assert len(await stream(owner, subject)) == 1


async def test_an_id_used_by_another_service_is_other_content(
    checkin: asyncpg.Connection, postgres: FreshDatabase, org: UUID, subject: UUID
) -> None:
    same = event()
    await append(checkin, [unit(org, subject, same)])
    async with connected(postgres.url("coach_api")) as coach:
        assert await append(coach, [unit(org, subject, same)]) == [OtherContent(same.id)]


@pytest.mark.parametrize("place", [0, 1, 2])
async def test_a_unit_with_one_used_id_is_left_out_whole(
    checkin: asyncpg.Connection, owner: asyncpg.Connection, org: UUID, subject: UUID, place: int
) -> None:
    used = event()
    await append(checkin, [unit(org, subject, used)])
    events = [event(), event()]
    events.insert(place, used)
    good = unit(org, subject)
    outcomes = await append(checkin, [unit(org, subject, *events), good])
    assert outcomes[0] == OtherContent(used.id)
    assert [each.id for each in await stream(owner, subject)] == [used.id, good.events[0].id]


async def test_one_id_for_two_subjects_is_two_events(
    checkin: asyncpg.Connection, postgres: FreshDatabase, org: UUID, subject: UUID
) -> None:
    other = await postgres.add_subject(org)
    same = event()
    outcomes = await append(checkin, [unit(org, each, same) for each in (subject, other)])
    assert len(all_recorded(outcomes)) == 2


@pytest.mark.parametrize("expected", [0, 1, 7])
async def test_a_stale_unit_is_left_out_whole(
    checkin: asyncpg.Connection, owner: asyncpg.Connection, org: UUID, subject: UUID, expected: int
) -> None:
    """Also when only its second event would fit: the stream is at 2, the unit expects 1."""
    await append(checkin, [unit(org, subject), unit(org, subject)])
    stale = unit(org, subject, event(), event(), expected=expected)
    fact = unit(org, subject)
    outcomes = await append(checkin, [stale, fact])
    assert outcomes[0] == Stale(3)
    assert [told.version for told in recorded(outcomes[1])] == [3]
    assert not {each.id for each in stale.events} & {each.id for each in await stream(owner, subject)}
    verify_stream(await stream(owner, subject))


async def test_of_two_units_that_expect_the_same_version_one_wins(
    checkin: asyncpg.Connection, org: UUID, subject: UUID
) -> None:
    outcomes = await append(checkin, [unit(org, subject, event(), event(), expected=0) for _ in range(3)])
    assert [type(outcome) for outcome in outcomes] == [Appended, Stale, Stale]
    assert outcomes[1] == outcomes[2] == Stale(2)


async def test_units_of_one_group_may_build_on_each_other(
    checkin: asyncpg.Connection, org: UUID, subject: UUID
) -> None:
    units = [unit(org, subject, event(), event(), expected=version) for version in (0, 2, 4)]
    assert [each.version for each in all_recorded(await append(checkin, units))] == [1, 2, 3, 4, 5, 6]


async def test_an_unknown_subject_has_no_key(checkin: asyncpg.Connection, owner: asyncpg.Connection, org: UUID) -> None:
    stranger = uuid4()
    assert await append(checkin, [unit(org, stranger)]) == [NoKey(erased=False)]
    assert not await owner.fetchval("SELECT count(*) FROM log.heads WHERE subject = $1", stranger)


async def test_a_subject_is_unknown_in_another_organisation(
    checkin: asyncpg.Connection, owner: asyncpg.Connection, org: UUID, subject: UUID
) -> None:
    outcomes = await append(checkin, [unit(uuid4(), subject), unit(org, subject)])
    assert outcomes[0] == NoKey(erased=False)
    assert [each.org for each in await stream(owner, subject)] == [org]


async def test_another_organisation_learns_neither_a_version_nor_whether_an_id_is_taken(
    checkin: asyncpg.Connection, org: UUID, subject: UUID
) -> None:
    fact = event()
    await append(checkin, [unit(org, subject, fact)])
    look_up = "SELECT key_state, head, found, same FROM log.look_up($1, $2, $3, $4, $5)"
    for asking, answer in ((org, ("active", 1, True, True)), (uuid4(), (None, 0, False, False))):
        rows = await checkin.fetch(look_up, [asking], [subject], [fact.id], [fact.type], [fact.content])
        assert [tuple(row) for row in rows] == [answer]


async def test_an_erased_subject_is_told_apart_even_for_an_id_seen_before(
    checkin: asyncpg.Connection, owner: asyncpg.Connection, postgres: FreshDatabase, org: UUID, subject: UUID
) -> None:
    before = unit(org, subject)
    await append(checkin, [before])
    await postgres.erase(subject)
    assert await append(checkin, [before, unit(org, subject)]) == [NoKey(erased=True), NoKey(erased=True)]
    assert len(await stream(owner, subject)) == 1


async def test_erasing_waits_for_an_append_in_flight_and_stops_the_next(
    checkin: asyncpg.Connection, postgres: FreshDatabase, org: UUID, subject: UUID
) -> None:
    async with checkin.transaction():
        [outcome] = await append(checkin, [unit(org, subject)])
        erasing = asyncio.create_task(postgres.erase(subject))
        done, _ = await asyncio.wait([erasing], timeout=0.2)
        assert not done
    await erasing
    assert isinstance(outcome, Appended)
    assert await append(checkin, [unit(org, subject)]) == [NoKey(erased=True)]


async def test_a_note_key_is_recorded_with_its_event_and_stays_the_first(
    checkin: asyncpg.Connection, owner: asyncpg.Connection, org: UUID, subject: UUID
) -> None:
    noted, plain = event(note_key=b"first key"), event()
    await append(checkin, [unit(org, subject, plain), unit(org, subject, noted)])
    await append(checkin, [unit(org, subject, event(id=noted.id, note_key=b"second key"))])
    rows = await owner.fetch("SELECT event_id, org, service, wrapped FROM log.note_keys WHERE subject = $1", subject)
    assert [tuple(row) for row in rows] == [(noted.id, org, "checkin", b"first key")]


async def test_a_unit_that_was_left_out_leaves_no_note_key(
    checkin: asyncpg.Connection, owner: asyncpg.Connection, org: UUID, subject: UUID
) -> None:
    await append(checkin, [unit(org, subject, event(note_key=b"key"), expected=9)])
    assert not await owner.fetchval("SELECT count(*) FROM log.note_keys WHERE subject = $1", subject)


@pytest.mark.parametrize("isolation", ["repeatable_read", "serializable"])
async def test_an_append_refuses_a_stricter_isolation(
    checkin: asyncpg.Connection, org: UUID, subject: UUID, isolation: str
) -> None:
    """Its later statements could not see what its locks waited for."""
    with pytest.raises(asyncpg.InvalidTransactionStateError):
        async with checkin.transaction(isolation=isolation):
            await append(checkin, [unit(org, subject)])


async def test_an_id_twice_in_one_unit_and_an_empty_unit_are_refused_before_anything_is_sent(
    checkin: asyncpg.Connection, org: UUID, subject: UUID
) -> None:
    same = event()
    for wrong in (unit(org, subject, same, same), Unit(org, subject, ())):
        with pytest.raises(ValueError, match="unit"):
            await append(checkin, [wrong])


async def test_50_parallel_appends_of_one_id_record_it_once(
    postgres: FreshDatabase, owner: asyncpg.Connection, org: UUID, subject: UUID
) -> None:
    same = event()

    async def alone() -> Sequence[object]:
        async with connected(postgres.url("checkin_api")) as connection:
            return await append(connection, [unit(org, subject, event(id=same.id))])

    outcomes = [outcome for found in await asyncio.gather(*(alone() for _ in range(50))) for outcome in found]
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Appended"] + ["Seen"] * 49
    [told] = await stream(owner, subject)
    assert all(isinstance(each, Appended | Seen) and each.events == (told,) for each in outcomes)
