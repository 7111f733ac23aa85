"""Events on the wire are CloudEvents that anybody can read, and nothing on the wire can break a reader."""

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.bus.wire import decode, decode_entry, encode, named_in, stream_name
from shared.log import Recorded

EVENT = Recorded(
    id=UUID(int=1),
    org=UUID(int=2),
    subject=UUID(int=3),
    service="checkin",
    version=4,
    type="check_in.recorded",
    occurred_at=datetime(2026, 5, 1, 23, 10, 0, 123456, tzinfo=UTC),
    recorded_at=datetime(2026, 5, 1, 23, 10, 1, tzinfo=UTC),
    body=b"\x00\xffsealed",
    content=b"\x01" * 32,
    chain=b"\x02" * 32,
    tx=2**62,
    position=2**61,
)


def document(**changes: object) -> bytes:
    whole = {**json.loads(encode(EVENT)), **changes}
    return json.dumps({name: value for name, value in whole.items() if value is not None}).encode()


def test_an_event_comes_back_as_it_was() -> None:
    assert decode(encode(EVENT)) == EVENT


def test_the_document_is_a_cloud_event_that_any_json_reader_understands() -> None:
    read = json.loads(encode(EVENT, traceparent="00-" + "a" * 32 + "-" + "b" * 16 + "-01"))
    assert read == {
        "specversion": "1.0",
        "id": str(EVENT.id),
        "source": "/services/checkin",
        "type": "check_in.recorded",
        "subject": str(EVENT.subject),
        "time": "2026-05-01T23:10:00.123456Z",
        "datacontenttype": "application/octet-stream",
        "data_base64": base64.b64encode(EVENT.body).decode(),
        "org": str(EVENT.org),
        "streamversion": 4,
        "recordedat": "2026-05-01T23:10:01Z",
        "content": base64.b64encode(EVENT.content).decode(),
        "chain": base64.b64encode(EVENT.chain).decode(),
        "tx": str(EVENT.tx),
        "position": str(EVENT.position),
        "traceparent": "00-" + "a" * 32 + "-" + "b" * 16 + "-01",
    }
    assert all(name.isalnum() and name.islower() for name in read if name != "data_base64")


def test_a_time_keeps_its_instant_whatever_its_zone() -> None:
    elsewhere = replace(EVENT, occurred_at=EVENT.occurred_at.astimezone(timezone(timedelta(hours=5, minutes=30))))
    assert decode(encode(elsewhere)) == EVENT


def test_attributes_of_a_newer_writer_are_passed_over() -> None:
    assert decode(document(sequence="7", dataschema="x")) == EVENT


@pytest.mark.parametrize(
    "changes",
    [
        {"specversion": "2.0"},
        {"specversion": None},
        {"source": "checkin"},
        {"id": "1"},
        {"subject": None},
        {"time": "2026-05-01T23:10:00"},
        {"data_base64": "%%%"},
        {"tx": "-1"},
        {"tx": "1e3"},
        {"tx": 5},
        {"position": "9" * 20},
        {"streamversion": "4"},
    ],
)
def test_a_document_that_is_not_an_event_is_none(changes: dict[str, object]) -> None:
    assert decode(document(**changes)) is None


@given(st.binary(max_size=300))
def test_garbage_is_none_and_never_raises(garbage: bytes) -> None:
    assert decode(garbage) is None
    assert decode_entry({b"event": garbage}) is None


@given(st.integers(min_value=0, max_value=len(encode(EVENT)) - 1), st.binary(max_size=3))
def test_a_damaged_document_never_raises(place: int, damage: bytes) -> None:
    whole = encode(EVENT)
    damaged = whole[:place] + damage + whole[place + 1 :]
    decode(damaged)
    named_in({b"event": damaged})


@pytest.mark.parametrize("entry", [{}, {b"other": encode(EVENT)}, {b"event": b"[" * 100_000}, {b"event": b"\xff\xfe"}])
def test_an_entry_without_an_event_is_none(entry: dict[bytes, bytes]) -> None:
    assert decode_entry(entry) is None
    assert named_in(entry) is None


def test_the_id_is_read_without_the_rest() -> None:
    assert named_in({b"event": encode(EVENT)}) == (EVENT.id, EVENT.subject)


def test_all_news_of_a_service_lie_in_one_cluster_slot() -> None:
    assert stream_name("checkin") == "news:{checkin}"
