"""What is sealed opens where it was sealed and nowhere else."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.events import CheckInRecorded, CheckInRetracted
from shared.keyring import NotReadable, SubjectKey, canonical, derived_id, open_event, seal_event
from shared.keyring.sealing import KEY_BYTES
from shared.log import NewEvent, Recorded

ORG, SUBJECT, EVENT = UUID(int=1), UUID(int=2), UUID(int=3)
SECRET = bytes(range(KEY_BYTES))
KEY = SubjectKey(ORG, SUBJECT, SECRET)
THEN = datetime(2026, 3, 1, 22, 0, tzinfo=UTC)
MOMENT = CheckInRecorded(emotions=["fear.anxious"], intensity=9, triggers=["canary"], occurred_at=THEN)

labels = st.binary(max_size=40)
ids = st.uuids()


def recorded(event: NewEvent, org: UUID = ORG, subject: UUID = SUBJECT) -> Recorded:
    return Recorded(
        id=event.id,
        org=org,
        subject=subject,
        service="checkin",
        version=1,
        type=event.type,
        occurred_at=event.occurred_at,
        recorded_at=THEN,
        body=event.body,
        content=event.content,
        chain=b"",
        tx=1,
        position=1,
    )


def sealed_moment() -> NewEvent:
    return seal_event(KEY, id=EVENT, data=MOMENT, occurred_at=THEN)


@given(st.binary(max_size=300), labels)
def test_what_was_sealed_opens(plaintext: bytes, about: bytes) -> None:
    assert KEY.open(KEY.seal(plaintext, about), about) == plaintext


@given(st.binary(min_size=16, max_size=64), labels)
def test_a_sealed_text_shows_nothing_of_what_is_in_it_and_is_never_the_same_twice(text: bytes, about: bytes) -> None:
    once, again = KEY.seal(text, about), KEY.seal(text, about)
    assert text not in once
    assert once != again
    assert len(once) == 1 + 12 + len(text) + 16
    assert once[:1] == b"\x01"


@given(st.binary(max_size=50), labels, labels)
def test_a_ciphertext_moved_to_another_row_does_not_open(plaintext: bytes, here: bytes, there: bytes) -> None:
    if here != there:
        sealed = KEY.seal(plaintext, here)
        with pytest.raises(NotReadable):
            KEY.open(sealed, there)


@given(ids, ids)
def test_a_ciphertext_moved_to_another_subject_or_organisation_does_not_open(org: UUID, subject: UUID) -> None:
    if (org, subject) != (ORG, SUBJECT):
        sealed = KEY.seal(b"text", b"row")
        with pytest.raises(NotReadable):
            SubjectKey(org, subject, SECRET).open(sealed, b"row")


@given(ids)
def test_a_body_moved_to_another_event_does_not_open(other: UUID) -> None:
    moved = replace(recorded(sealed_moment()), id=other)
    with pytest.raises(NotReadable):
        open_event(KEY, moved)


def test_a_body_under_another_type_does_not_open() -> None:
    with pytest.raises(NotReadable):
        open_event(KEY, replace(recorded(sealed_moment()), type=CheckInRetracted.type))


@given(ids, ids)
def test_a_body_moved_to_another_subject_or_organisation_does_not_open(org: UUID, subject: UUID) -> None:
    moved = recorded(sealed_moment(), org, subject)
    for key in (KEY, SubjectKey(org, subject, SECRET)):
        with pytest.raises(NotReadable):
            open_event(key, moved)


def test_another_key_of_the_same_subject_does_not_open() -> None:
    with pytest.raises(NotReadable):
        open_event(SubjectKey(ORG, SUBJECT, SECRET[::-1]), recorded(sealed_moment()))


@given(st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_one_changed_bit_anywhere_closes_it(place: int, change: int) -> None:
    sealed = bytearray(KEY.seal(b"some text", b"row"))
    sealed[place % len(sealed)] ^= change
    with pytest.raises(NotReadable):
        KEY.open(bytes(sealed), b"row")


@given(st.binary(max_size=40))
def test_what_was_never_sealed_does_not_open(noise: bytes) -> None:
    with pytest.raises(NotReadable):
        KEY.open(noise, b"row")


def test_a_row_is_no_event_and_no_note() -> None:
    about = EVENT.bytes + MOMENT.type.encode()
    body = MOMENT.model_dump_json().encode()
    with pytest.raises(NotReadable):
        open_event(KEY, replace(recorded(sealed_moment()), body=KEY.seal(body, about)))
    with pytest.raises(NotReadable):
        KEY.note_key(KEY.seal(SECRET, b""))
    with pytest.raises(NotReadable):
        KEY.open(sealed_moment().body, about)


def test_a_sealed_event_opens_as_what_it_was() -> None:
    event = sealed_moment()
    heard = open_event(KEY, recorded(event))
    assert heard.data == MOMENT
    assert (heard.id, heard.org, heard.subject, heard.type) == (EVENT, ORG, SUBJECT, "check_in.recorded")
    assert (heard.version, heard.occurred_at, heard.recorded_at) == (1, THEN, THEN)
    assert b"canary" not in event.body + event.content


@pytest.mark.parametrize("ahead", [timedelta(hours=-5), timedelta(0), timedelta(hours=5)])
def test_rules_use_the_earlier_of_the_two_times(ahead: timedelta) -> None:
    event = replace(sealed_moment(), occurred_at=THEN + ahead)
    assert open_event(KEY, recorded(event)).at == min(THEN, THEN + ahead)


def test_an_event_against_its_contract_is_not_readable_and_its_error_quotes_nothing() -> None:
    body = json.dumps({"emotions": "canary"}).encode()
    event = replace(recorded(sealed_moment()), body=KEY.seal_event(body, EVENT, MOMENT.type))
    with pytest.raises(NotReadable) as refused:
        open_event(KEY, event)
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__
    assert "canary" not in str(refused.value)


def test_an_event_of_a_type_nobody_knows_is_not_readable() -> None:
    body = KEY.seal_event(b"{}", EVENT, "unheard.of")
    with pytest.raises(NotReadable):
        open_event(KEY, replace(recorded(sealed_moment()), type="unheard.of", body=body))


def test_the_same_content_has_the_same_digest_under_one_key_only() -> None:
    content = canonical({"intensity": 9, "emotions": ["fear.anxious"]})
    again = canonical({"emotions": ["fear.anxious"], "intensity": 9})
    assert KEY.digest(content) == KEY.digest(again)
    assert KEY.digest(content) != SubjectKey(ORG, SUBJECT, SECRET[::-1]).digest(content)
    assert KEY.digest(content) != KEY.digest(canonical({"intensity": 8, "emotions": ["fear.anxious"]}))
    assert len(KEY.digest(content)) == 32


def test_the_digest_of_an_event_is_of_what_the_caller_sent_not_of_what_was_filled_in() -> None:
    sent = canonical({"intensity": 9})
    once = seal_event(KEY, id=EVENT, data=MOMENT, occurred_at=THEN, content=sent)
    later = MOMENT.model_copy(update={"occurred_at": THEN + timedelta(seconds=3)})
    again = seal_event(KEY, id=EVENT, data=later, occurred_at=THEN + timedelta(seconds=3), content=sent)
    assert once.content == again.content == KEY.digest(sent)
    assert sealed_moment().content != once.content


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=3)))
def test_canonical_json_reads_back_as_it_was(value: object) -> None:
    assert json.loads(canonical(value)) == value  # type: ignore[arg-type]


def test_a_note_opens_with_its_own_key_and_with_nothing_else() -> None:
    note_key, wrapped = KEY.new_note_key()
    note = note_key.seal(b"the words", EVENT.bytes)
    assert KEY.note_key(wrapped).open(note, EVENT.bytes) == b"the words"
    for other in (KEY.new_note_key()[0].open, KEY.open):
        with pytest.raises(NotReadable):
            other(note, EVENT.bytes)


def test_a_note_moved_to_another_event_does_not_open() -> None:
    note_key, _ = KEY.new_note_key()
    with pytest.raises(NotReadable):
        note_key.open(note_key.seal(b"the words", EVENT.bytes), uuid4().bytes)


def test_a_wrapped_note_key_is_worth_nothing_without_the_subjects_key() -> None:
    _, wrapped = KEY.new_note_key()
    with pytest.raises(NotReadable):
        SubjectKey(ORG, SUBJECT, SECRET[::-1]).note_key(wrapped)
    with pytest.raises(NotReadable):
        SubjectKey(ORG, uuid4(), SECRET).note_key(wrapped)


def test_a_key_shows_itself_nowhere() -> None:
    note_key, _ = KEY.new_note_key()
    for shown in (repr(KEY), str(KEY), repr(note_key), f"{note_key}"):
        assert shown in {"<SubjectKey>", "<NoteKey>"}


def test_a_derived_id_is_known_before_it_exists() -> None:
    assert derived_id(EVENT, "technique.recommended") == uuid5(EVENT, "technique.recommended")
    assert derived_id(EVENT, "technique.recommended") != derived_id(EVENT, "card.shown")
