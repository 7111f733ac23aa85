"""The organisations' keys in files: private, whole, rotated without loss, destroyed for good."""

import asyncio
import contextlib
import fcntl
import json
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from shared.keyring import FileKeyProvider, KeyUnreadable

ORG = UUID(int=7)
SECRET = b"s" * 48


@pytest.fixture
async def provider(tmp_path: Path) -> FileKeyProvider:
    provider = FileKeyProvider(tmp_path / "keys")
    await provider.create(ORG)
    return provider


def key_file(folder: Path) -> Path:
    return folder / "keys" / f"{ORG}.json"


def names(folder: Path) -> set[str]:
    return {path.name for path in (folder / "keys").iterdir()}


def at_once(*works: Callable[[FileKeyProvider], Coroutine[Any, Any, object]], folder: Path) -> None:
    """Run each in a thread with a provider and an event loop of its own, begun together. A refusal is an answer too."""
    together = threading.Barrier(len(works))

    def run(work: Callable[[FileKeyProvider], Coroutine[Any, Any, object]]) -> None:
        together.wait()
        with contextlib.suppress(KeyUnreadable):
            asyncio.run(work(FileKeyProvider(folder / "keys")))

    with ThreadPoolExecutor(len(works)) as threads:
        for done in [threads.submit(run, work) for work in works]:
            done.result()


async def test_what_was_wrapped_unwraps_in_another_process(provider: FileKeyProvider, tmp_path: Path) -> None:
    kek, wrapped = await provider.wrap(ORG, SECRET)
    assert SECRET not in wrapped
    assert await FileKeyProvider(tmp_path / "keys").unwrap(ORG, kek, wrapped) == SECRET


async def test_the_file_is_its_owners_alone(provider: FileKeyProvider, tmp_path: Path) -> None:
    assert key_file(tmp_path).stat().st_mode & 0o777 == 0o600
    assert key_file(tmp_path).parent.stat().st_mode & 0o777 == 0o700
    assert names(tmp_path) == {f"{ORG}.json", "lock"}
    assert (key_file(tmp_path).parent / "lock").read_bytes() == b""


async def test_a_file_open_to_others_is_refused(provider: FileKeyProvider, tmp_path: Path) -> None:
    key_file(tmp_path).chmod(0o640)
    with pytest.raises(KeyUnreadable, match="0600"):
        await FileKeyProvider(tmp_path / "keys").wrap(ORG, SECRET)


async def test_making_a_key_again_keeps_the_first(provider: FileKeyProvider) -> None:
    kek, wrapped = await provider.wrap(ORG, SECRET)
    await asyncio.gather(*(provider.create(ORG) for _ in range(5)))
    assert await provider.current(ORG) == kek
    assert await provider.unwrap(ORG, kek, wrapped) == SECRET


async def test_after_rotation_new_keys_use_the_new_kek_and_older_ones_still_unwrap(provider: FileKeyProvider) -> None:
    older, wrapped = await provider.wrap(ORG, SECRET)
    newer = await provider.rotate(ORG)
    assert newer != older
    assert (await provider.wrap(ORG, SECRET))[0] == newer
    assert await provider.unwrap(ORG, older, wrapped) == SECRET


async def test_a_rotation_elsewhere_is_noticed(provider: FileKeyProvider, tmp_path: Path) -> None:
    elsewhere = FileKeyProvider(tmp_path / "keys")
    await elsewhere.current(ORG)
    newer = await provider.rotate(ORG)
    assert await elsewhere.current(ORG) == newer


async def test_an_unknown_kek_is_an_error(provider: FileKeyProvider) -> None:
    _, wrapped = await provider.wrap(ORG, SECRET)
    with pytest.raises(KeyUnreadable):
        await provider.unwrap(ORG, "no-such-kek", wrapped)


async def test_a_wrapped_key_of_another_organisation_does_not_unwrap(provider: FileKeyProvider, tmp_path: Path) -> None:
    kek, wrapped = await provider.wrap(ORG, SECRET)
    other = uuid4()
    copied = key_file(tmp_path).with_name(f"{other}.json")
    copied.write_bytes(key_file(tmp_path).read_bytes())
    copied.chmod(0o600)
    with pytest.raises(KeyUnreadable):
        await provider.unwrap(other, kek, wrapped)


@pytest.mark.parametrize(
    "damage",
    ["", "{}", "[]", "not json", '{"current": "a", "keks": {}}', '{"current": "a", "keks": {"a": "c2hvcnQ="}}'],
)
async def test_a_damaged_file_is_an_error(tmp_path: Path, damage: str) -> None:
    key_file(tmp_path).parent.mkdir()
    key_file(tmp_path).write_text(damage)
    key_file(tmp_path).chmod(0o600)
    with pytest.raises(KeyUnreadable):
        await FileKeyProvider(tmp_path / "keys").wrap(ORG, SECRET)


async def test_a_folder_that_is_not_there_is_an_error_and_never_an_erasure(tmp_path: Path) -> None:
    with pytest.raises(KeyUnreadable):
        await FileKeyProvider(tmp_path / "elsewhere").unwrap(ORG, "kek", b"wrapped")


async def test_destroyed_keys_are_gone_and_none_is_made_in_their_place(
    provider: FileKeyProvider, tmp_path: Path
) -> None:
    kek, wrapped = await provider.wrap(ORG, SECRET)
    await provider.destroy(ORG)
    await provider.destroy(ORG)
    with pytest.raises(KeyUnreadable):
        await provider.unwrap(ORG, kek, wrapped)
    with pytest.raises(KeyUnreadable, match="destroyed"):
        await provider.create(ORG)
    assert not key_file(tmp_path).exists()


def test_rotations_at_once_keep_every_key(tmp_path: Path) -> None:
    asyncio.run(FileKeyProvider(tmp_path / "keys").create(ORG))
    made: list[str] = []

    async def rotate(provider: FileKeyProvider) -> None:
        for _ in range(5):
            made.append(await provider.rotate(ORG))

    at_once(*[rotate] * 6, folder=tmp_path)
    kept = json.loads(key_file(tmp_path).read_text())["keks"]
    assert len(made) == 30
    assert set(made) <= kept.keys()
    assert len(kept) == 31


def test_making_at_once_makes_one_key(tmp_path: Path) -> None:
    wrapped: list[tuple[str, bytes]] = []

    async def make(provider: FileKeyProvider) -> None:
        await provider.create(ORG)
        wrapped.append(await provider.wrap(ORG, SECRET))

    at_once(*[make] * 8, folder=tmp_path)
    assert len(wrapped) == 8
    assert len({kek for kek, _ in wrapped}) == 1


def test_a_destruction_at_the_same_time_as_anything_else_is_for_good(tmp_path: Path) -> None:
    async def change(provider: FileKeyProvider) -> None:
        for _ in range(3):
            await provider.create(ORG)
            await provider.rotate(ORG)

    for number in range(20):
        folder = tmp_path / str(number)
        asyncio.run(FileKeyProvider(folder / "keys").create(ORG))
        at_once(change, lambda provider: provider.destroy(ORG), change, folder=folder)
        assert names(folder) == {f"{ORG}.destroyed", "lock"}


async def test_a_key_that_comes_back_after_its_destruction_is_refused(
    provider: FileKeyProvider, tmp_path: Path
) -> None:
    kek, wrapped = await provider.wrap(ORG, SECRET)
    backup, elsewhere = key_file(tmp_path).read_bytes(), FileKeyProvider(tmp_path / "keys")
    assert await elsewhere.unwrap(ORG, kek, wrapped) == SECRET
    await provider.destroy(ORG)
    key_file(tmp_path).write_bytes(backup)
    key_file(tmp_path).chmod(0o600)
    for each in (provider, elsewhere, FileKeyProvider(tmp_path / "keys")):
        with pytest.raises(KeyUnreadable, match="destroyed"):
            await each.unwrap(ORG, kek, wrapped)
        with pytest.raises(KeyUnreadable, match="destroyed"):
            await each.rotate(ORG)


async def test_a_destruction_sweeps_what_a_crash_or_a_hand_has_left(provider: FileKeyProvider, tmp_path: Path) -> None:
    neighbour = uuid4()
    await provider.create(neighbour)
    for leftover in (".draft-0123", f"{ORG}.json.bak"):
        key_file(tmp_path).with_name(leftover).write_bytes(key_file(tmp_path).read_bytes())
    await provider.destroy(ORG)
    assert names(tmp_path) == {f"{ORG}.destroyed", f"{neighbour}.json", "lock"}


async def test_a_change_waits_for_its_turn_and_reading_goes_on(provider: FileKeyProvider, tmp_path: Path) -> None:
    before = await provider.current(ORG)
    with (tmp_path / "keys" / "lock").open("r+b") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        rotation = asyncio.create_task(provider.rotate(ORG))
        await asyncio.wait({rotation}, timeout=0.05)
        assert not rotation.done()
        assert await provider.current(ORG) == before
    newer = await rotation
    assert await provider.current(ORG) == newer != before


async def test_errors_name_no_organisation_and_no_key(provider: FileKeyProvider, tmp_path: Path) -> None:
    secret = json.loads(key_file(tmp_path).read_text())["keks"][await provider.current(ORG)]
    with pytest.raises(KeyUnreadable) as refused:
        await provider.unwrap(ORG, "canary", b"\x01" + b"w" * 60)
    assert not any(part in str(refused.value) for part in (str(ORG), "canary", secret, str(tmp_path)))
