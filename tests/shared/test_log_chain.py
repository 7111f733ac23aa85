"""The hash chain, and the arrangement of units, against what the server does with them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID, uuid4

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.log import (
    Appended,
    ChainBroken,
    NewEvent,
    Recorded,
    Unit,
    append,
    link,
    read_stream,
    verify_stream,
)
from shared.log.chain import GENESIS
from shared.log.grouping import in_rounds, without_repeats
from tests.databases import FreshDatabase, connected
from tests.shared.units import NOON, all_recorded, event, unit

TAMPERED = {
    "id": uuid4(),
    "org": uuid4(),
    "subject": uuid4(),
    "service": "coach",
    "version": 9,
    "type": "check_in.retracted",
    "occurred_at": datetime(2026, 1, 1, tzinfo=UTC),
    "recorded_at": datetime(2026, 1, 1, tzinfo=UTC),
    "body": b"other",
    "content": b"other",
    "chain": bytes(32),
}


@pytest.fixture
async def events(
    checkin: asyncpg.Connection, owner: asyncpg.Connection, org: UUID, subject: UUID
) -> Sequence[Recorded]:
    await append(checkin, [unit(org, subject) for _ in range(5)])
    return await read_stream(owner, subject, "checkin")


async def test_python_recomputes_what_the_server_hashed(events: Sequence[Recorded]) -> None:
    verify_stream(events)
    assert link(GENESIS, events[0]) == events[0].chain


async def test_the_head_holds_the_last_version_and_link(
    owner: asyncpg.Connection, subject: UUID, events: Sequence[Recorded]
) -> None:
    head = await owner.fetchrow("SELECT version, chain FROM log.heads WHERE subject = $1", subject)
    assert tuple(head) == (5, events[-1].chain)


@pytest.mark.parametrize("field", TAMPERED)
async def test_every_changed_field_breaks_the_chain_where_it_was_changed(
    events: Sequence[Recorded], field: str
) -> None:
    changed = [*events]
    changed[2] = replace(changed[2], **{field: TAMPERED[field]})  # type: ignore[arg-type]
    with pytest.raises(ChainBroken) as broken:
        verify_stream(changed)
    assert broken.value.version == 3


async def test_a_missing_a_swapped_and_a_repeated_event_break_the_chain(events: Sequence[Recorded]) -> None:
    one, two, three, four, five = events
    for wrong in ([one, three, four, five], [one, three, two, four, five], [one, one, two], [two, three]):
        with pytest.raises(ChainBroken):
            verify_stream(wrong)


SEALED = st.binary(max_size=64)
MOMENTS = st.integers(-(2**52), 2**52).map(
    lambda microseconds: (NOON + timedelta(microseconds=microseconds)).astimezone(timezone(timedelta(hours=2)))
)
EVENTS = st.builds(
    NewEvent,
    id=st.integers(1, 12).map(lambda number: UUID(int=number)),
    type=st.sampled_from(["check_in.recorded", "notice.due", "größe.ändert"]),
    occurred_at=MOMENTS,
    body=SEALED,
    content=st.sampled_from([b"a", b"bb"]),
)
UNITS = st.tuples(
    st.integers(0, 1),
    st.lists(EVENTS, min_size=1, max_size=3, unique_by=lambda each: each.id),
    st.none() | st.integers(0, 6),
)


class Model:
    """One stream as it should be: ids with type and content, in order."""

    def __init__(self) -> None:
        self.held: dict[UUID, tuple[str, bytes]] = {}

    def append(self, unit: Unit) -> str:
        given = {each.id: (each.type, each.content) for each in unit.events}
        if all(self.held.get(id) == what for id, what in given.items()):
            return "Seen"
        if self.held.keys() & given:
            return "OtherContent"
        if unit.expected is not None and unit.expected != len(self.held):
            return "Stale"
        self.held |= given
        return "Appended"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(groups=st.lists(st.lists(UNITS, min_size=1, max_size=5), min_size=1, max_size=4))
async def test_any_units_in_any_groups_end_as_if_they_had_come_one_by_one(
    postgres: FreshDatabase, groups: list[list[tuple[int, list[NewEvent], int | None]]]
) -> None:
    """Chains verify, versions have no gap, and every unit is recorded whole or not at all.

    The order within a group is free where ids repeat or an expectation comes true later in it, so what was recorded
    is compared, and each answer with it.
    """
    org = uuid4()
    subjects = [await postgres.add_subject(org) for _ in range(2)]
    recorded: list[Recorded] = []
    async with connected(postgres.url("checkin_api")) as connection, connected(postgres.owner) as owner:
        for group in groups:
            units = [Unit(org, subjects[which], tuple(events), expected) for which, events, expected in group]
            outcomes = await append(connection, units)
            recorded += all_recorded(outcomes)
            for each, outcome in zip(units, outcomes, strict=True):
                if isinstance(outcome, Appended) and each.expected is not None:
                    assert outcome.events[0].version == each.expected + 1
        for subject in subjects:
            stream = await read_stream(owner, subject, "checkin")
            verify_stream(stream)
            mine = sorted((each for each in recorded if each.subject == subject), key=lambda each: each.version)
            assert stream == mine


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(units=st.lists(UNITS, min_size=1, max_size=12))
async def test_units_appended_one_by_one_are_answered_as_a_plain_dictionary_would(
    postgres: FreshDatabase, units: list[tuple[int, list[NewEvent], int | None]]
) -> None:
    org = uuid4()
    subjects = [await postgres.add_subject(org) for _ in range(2)]
    models = [Model(), Model()]
    async with connected(postgres.url("checkin_api")) as connection:
        for which, events, expected in units:
            given = Unit(org, subjects[which], tuple(events), expected)
            [outcome] = await append(connection, [given])
            assert type(outcome).__name__ == models[which].append(given)


@given(units=st.lists(UNITS, max_size=20))
def test_rounds_hold_a_stream_once_and_keep_its_order(
    units: list[tuple[int, list[NewEvent], int | None]],
) -> None:
    subjects = [UUID(int=1), UUID(int=2)]
    given = [Unit(UUID(int=9), subjects[which], tuple(events), expected) for which, events, expected in units]
    chosen = without_repeats(given, range(len(given)))
    rounds = in_rounds(given, chosen)
    for each in rounds:
        assert len({row.subject for row in each}) == len(each)
    for subject in subjects:
        wanted = [told.id for index in chosen if given[index].subject == subject for told in given[index].events]
        assert [row.event.id for each in rounds for row in each if row.subject == subject] == wanted
        assert len(set(wanted)) == len(wanted)


def test_an_event_in_any_zone_has_the_same_link() -> None:
    moment = datetime(2026, 3, 29, 2, 30, 0, 1, tzinfo=UTC)
    given = event()
    here = Recorded(
        given.id, uuid4(), uuid4(), "checkin", 1, given.type, moment, moment, b"", b"", b"", tx=1, position=1
    )
    there = replace(here, occurred_at=moment.astimezone(timezone(timedelta(hours=-5))))
    assert link(GENESIS, here) == link(GENESIS, there)
