"""The keyring against real rows: three answers where there is no key, memory that forgets, erasure that stays."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event

from shared.database import Database
from shared.keyring import (
    FileKeyProvider,
    Keyring,
    KeysAway,
    KeyUnreadable,
    SubjectErased,
    SubjectExists,
    SubjectUnknown,
)
from tests.databases import FreshDatabase, connected, fresh_database

pytestmark = pytest.mark.real


@dataclass
class Place:
    """A database with a clinic's and a worker's connections, and a keyring on each."""

    fresh: FreshDatabase
    clinic: Database
    worker: Database
    provider: FileKeyProvider
    folder: Path
    now: float = 0.0

    @property
    def org(self) -> UUID:
        return self.fresh.org

    def keyring(self, database: Database | None = None, *, kept: int = 100) -> Keyring:
        return Keyring(self.provider, database or self.clinic, kept=kept, monotonic=lambda: self.now)

    async def make(self, subject: UUID | None = None) -> UUID:
        subject = subject or uuid4()
        async with self.clinic.unit_of_work(self.org) as work:
            await self.keyring().create(work, self.org, subject, "client")
        return subject

    async def destroy(self, subject: UUID, keyring: Keyring | None = None) -> None:
        async with self.clinic.unit_of_work(self.org) as work:
            await (keyring or self.keyring()).destroy(work, self.org, subject)

    async def row(self, subject: UUID) -> dict[str, object]:
        async with connected(self.fresh.owner) as owner:
            return dict(await owner.fetchrow("SELECT * FROM log.subject_keys WHERE subject = $1", subject))


@pytest.fixture
async def place(postgres_url: str, tmp_path: Path) -> AsyncIterator[Place]:
    async with fresh_database(postgres_url, ["clinic", "coach"]) as fresh:
        clinic, worker = Database(fresh.url("clinic_api")), Database(fresh.url("coach_worker"))
        provider = FileKeyProvider(tmp_path)
        await provider.create(fresh.org)
        yield Place(fresh, clinic, worker, provider, tmp_path)
        await clinic.stop()
        await worker.stop()


class Queries:
    """The statements a database was sent."""

    def __init__(self, database: Database) -> None:
        self.sent: list[str] = []
        event.listen(database._engine.sync_engine, "before_cursor_execute", self._note)

    def _note(self, *told: object) -> None:
        self.sent.append(str(told[2]))

    @property
    def of_keys(self) -> int:
        return sum("subject_keys" in statement for statement in self.sent)


async def test_a_made_key_is_found_again_by_another_keyring(place: Place) -> None:
    subject = uuid4()
    async with place.clinic.unit_of_work(place.org) as work:
        made = await place.keyring().create(work, place.org, subject, "client")
    found = await place.keyring().key(place.org, subject)
    assert found.open(made.seal(b"text", b"row"), b"row") == b"text"


async def test_never_known_and_erased_are_two_answers(place: Place) -> None:
    subject = await place.make()
    with pytest.raises(SubjectUnknown):
        await place.keyring().key(place.org, uuid4())
    await place.destroy(subject)
    with pytest.raises(SubjectErased):
        await place.keyring().key(place.org, subject)


async def test_an_unreadable_key_is_a_third_answer(place: Place, tmp_path: Path) -> None:
    subject = await place.make()
    elsewhere = Keyring(FileKeyProvider(tmp_path / "wrong"), place.clinic)
    with pytest.raises(KeyUnreadable):
        await elsewhere.key(place.org, subject)
    async with place.worker.unit_of_work(None) as work:
        with pytest.raises(KeyUnreadable):
            await elsewhere.keys(work.connection, [subject])


async def test_an_unknown_kek_is_an_error_not_an_erasure(place: Place) -> None:
    subject = await place.make()
    async with connected(place.fresh.owner) as owner:
        await owner.execute("UPDATE log.subject_keys SET kek = 'gone' WHERE subject = $1", subject)
    with pytest.raises(KeyUnreadable):
        await place.keyring().key(place.org, subject)


async def test_a_wrapped_key_moved_to_another_subject_is_noticed(place: Place) -> None:
    one, other = await place.make(), await place.make()
    async with connected(place.fresh.owner) as owner:
        await owner.execute(
            "UPDATE log.subject_keys SET (kek, wrapped) = "
            "(SELECT kek, wrapped FROM log.subject_keys WHERE subject = $1) WHERE subject = $2",
            one,
            other,
        )
    with pytest.raises(KeyUnreadable):
        await place.keyring().key(place.org, other)


async def test_another_organisation_never_had_the_subject(place: Place) -> None:
    subject = await place.make()
    keyring = place.keyring()
    await keyring.key(place.org, subject)
    with pytest.raises(SubjectUnknown):
        await keyring.key(uuid4(), subject)


async def test_a_key_stays_in_memory_for_half_a_minute_and_no_longer(place: Place) -> None:
    subject = await place.make()
    queries, keyring = Queries(place.clinic), place.keyring()
    await keyring.key(place.org, subject)
    place.now = 29.9
    await keyring.key(place.org, subject)
    assert queries.of_keys == 1
    place.now = 30.0
    await keyring.key(place.org, subject)
    assert queries.of_keys == 2


async def test_an_erasure_elsewhere_is_noticed_within_half_a_minute(place: Place) -> None:
    subject = await place.make()
    keyring = place.keyring()
    await keyring.key(place.org, subject)
    await place.destroy(subject)
    place.now = 30.0
    with pytest.raises(SubjectErased):
        await keyring.key(place.org, subject)


async def test_the_keyring_that_destroys_forgets_at_once(place: Place) -> None:
    subject = await place.make()
    keyring = place.keyring()
    await keyring.key(place.org, subject)
    await place.destroy(subject, keyring)
    with pytest.raises(SubjectErased):
        await keyring.key(place.org, subject)


async def test_memory_is_bounded_and_the_oldest_goes_first(place: Place) -> None:
    subjects = [await place.make() for _ in range(3)]
    queries, keyring = Queries(place.clinic), place.keyring(kept=2)
    for subject in subjects:
        await keyring.key(place.org, subject)
    await keyring.key(place.org, subjects[2])
    await keyring.key(place.org, subjects[1])
    assert queries.of_keys == 3
    await keyring.key(place.org, subjects[0])
    assert queries.of_keys == 4


async def test_a_worker_gets_many_keys_with_one_query_and_none_for_the_erased(place: Place) -> None:
    subjects = [await place.make() for _ in range(4)]
    await place.destroy(subjects[3])
    queries, keyring = Queries(place.worker), place.keyring(place.worker)
    async with place.worker.unit_of_work(None) as work:
        keys = await keyring.keys(work.connection, [*subjects, uuid4()])
        assert set(keys) == set(subjects[:3])
        assert {key.subject for key in keys.values()} == set(subjects[:3])
    assert queries.of_keys == 1


async def test_a_worker_s_keyring_notices_an_erasure_elsewhere_at_once(place: Place) -> None:
    subjects, keyring = [await place.make() for _ in range(2)], place.keyring(place.worker)
    async with place.worker.unit_of_work(None) as work:
        assert set(await keyring.keys(work.connection, subjects)) == set(subjects)
        await place.destroy(subjects[0])
        assert set(await keyring.keys(work.connection, subjects)) == {subjects[1]}


async def test_a_worker_is_told_never_known_from_erased(place: Place) -> None:
    subject, keyring = await place.make(), place.keyring(place.worker)
    await place.destroy(subject)
    async with place.worker.unit_of_work(None) as work:
        assert await keyring.keys(work.connection, [subject], known=True) == {}
        with pytest.raises(SubjectUnknown):
            await keyring.keys(work.connection, [subject, uuid4()], known=True)


async def test_keys_that_cannot_be_reached_are_away_and_destroyed_ones_are_not(place: Place) -> None:
    subject = await place.make()
    key = next(place.folder.glob("*.json"))
    aside = key.rename(key.with_suffix(".aside"))
    with pytest.raises(KeysAway):
        await place.keyring().key(place.org, subject)
    aside.rename(key)
    assert (await place.keyring().key(place.org, subject)).subject == subject
    await place.provider.destroy(place.org)
    with pytest.raises(KeyUnreadable) as destroyed:
        await place.keyring().key(place.org, subject)
    assert not isinstance(destroyed.value, KeysAway)


async def test_a_worker_gets_keys_of_all_organisations(place: Place) -> None:
    mine, other_org, theirs = await place.make(), uuid4(), uuid4()
    await place.provider.create(other_org)
    async with place.clinic.unit_of_work(other_org) as work:
        await place.keyring().create(work, other_org, theirs, "client")
    async with place.worker.unit_of_work(None) as work:
        keys = await place.keyring(place.worker).keys(work.connection, [mine, theirs])
    assert (keys[mine].org, keys[theirs].org) == (place.org, other_org)


async def test_a_key_whose_making_was_rolled_back_was_never_there(place: Place) -> None:
    subject, keyring = uuid4(), place.keyring()

    async def begin_and_fail() -> None:
        async with place.clinic.unit_of_work(place.org) as work:
            await keyring.create(work, place.org, subject, "client")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await begin_and_fail()
    with pytest.raises(SubjectUnknown):
        await keyring.key(place.org, subject)


async def test_a_second_key_for_a_subject_is_refused_and_the_first_stays(place: Place) -> None:
    subject = await place.make()
    before = await place.row(subject)
    with pytest.raises(SubjectExists):
        await place.make(subject)
    assert await place.row(subject) == before


async def test_after_erasure_a_tombstone_stays_and_no_key_is_made_in_its_place(place: Place) -> None:
    subject = await place.make()
    await place.destroy(subject)
    row = await place.row(subject)
    assert (row["state"], row["wrapped"]) == ("erased", None)
    assert row["erased_at"] is not None
    with pytest.raises(SubjectErased):
        await place.make(subject)


async def test_erasing_again_changes_nothing(place: Place) -> None:
    subject = await place.make()
    await place.destroy(subject)
    first = await place.row(subject)
    await place.destroy(subject)
    assert await place.row(subject) == first


async def test_who_was_never_known_cannot_be_erased(place: Place) -> None:
    with pytest.raises(SubjectUnknown):
        await place.destroy(uuid4())


async def test_rewrapping_moves_keys_to_the_current_kek_and_leaves_them_as_they_are(place: Place) -> None:
    subjects = [await place.make() for _ in range(3)]
    await place.destroy(subjects[2])
    sealed = (await place.keyring().key(place.org, subjects[0])).seal(b"text", b"row")
    newer = await place.provider.rotate(place.org)
    async with place.clinic.unit_of_work(place.org) as work:
        assert await place.keyring().rewrap(work, place.org) == 2
        assert await place.keyring().rewrap(work, place.org) == 0
    assert (await place.row(subjects[0]))["kek"] == newer
    assert (await place.keyring().key(place.org, subjects[0])).open(sealed, b"row") == b"text"


async def test_only_the_clinic_makes_and_destroys_keys(place: Place) -> None:
    subject = await place.make()
    other = Database(place.fresh.url("coach_api"))
    try:
        for act in ("create", "destroy"):
            with pytest.raises(Exception, match="permission denied"):
                await _try(other, place, act, subject)
    finally:
        await other.stop()
    assert (await place.row(subject))["state"] == "active"


async def _try(database: Database, place: Place, act: str, subject: UUID) -> None:
    async with database.unit_of_work(place.org) as work:
        if act == "create":
            await place.keyring(database).create(work, place.org, uuid4(), "client")
        else:
            await place.keyring(database).destroy(work, place.org, subject)
