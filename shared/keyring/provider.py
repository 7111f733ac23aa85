"""Who holds the organisations' keys: an interface, and files on one machine."""

import asyncio
import base64
import fcntl
import json
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shared.keyring.faults import KeysAway, KeyUnreadable, NotReadable
from shared.keyring.sealing import KEY_BYTES, seal, unseal

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
MOST_FILES_IN_MEMORY = 1000
LOCK, DRAFT = "lock", ".draft-"
LOCK_SECONDS, LOCK_PAUSE_SECONDS = 10.0, 0.005
DESTROYED = "the organisation's keys were destroyed"


class KeyProvider(Protocol):
    """Holds each organisation's keys ("keks") and never gives them away; wraps other keys with them."""

    async def create(self, org: UUID) -> None:
        """Make the organisation's first key. Nothing happens where there is one. Raises KeyUnreadable after destroy."""
        ...

    async def wrap(self, org: UUID, secret: bytes) -> tuple[str, bytes]:
        """(kek id, wrapped) under the current kek. Raises KeyUnreadable."""
        ...

    async def unwrap(self, org: UUID, kek: str, wrapped: bytes) -> bytes:
        """The secret. Raises KeyUnreadable, also when the kek is not known, and KeysAway when that cannot be told."""
        ...

    async def current(self, org: UUID) -> str:
        """The id of the kek that `wrap` uses now. Raises KeyUnreadable."""
        ...

    async def rotate(self, org: UUID) -> str:
        """Make a new current kek, keep the older ones for unwrapping, return its id. Raises KeyUnreadable."""
        ...

    async def destroy(self, org: UUID) -> None:
        """Destroy every key of the organisation for good."""
        ...


@dataclass(frozen=True, slots=True, repr=False)
class _Keks:
    current: str
    secrets: dict[str, bytes]

    def dump(self) -> bytes:
        keks = {kek: base64.b64encode(secret).decode() for kek, secret in self.secrets.items()}
        return json.dumps({"current": self.current, "keks": keks}).encode()

    @classmethod
    def load(cls, text: bytes) -> "_Keks":
        """Raises KeyUnreadable."""
        try:
            written = json.loads(text)
            secrets = {kek: base64.b64decode(secret, validate=True) for kek, secret in written["keks"].items()}
            current = written["current"]
        except (ValueError, KeyError, TypeError, AttributeError):
            raise KeyUnreadable("the organisation's key file is damaged") from None
        if current not in secrets or any(len(secret) != KEY_BYTES for secret in secrets.values()):
            raise KeyUnreadable("the organisation's key file is damaged")
        return cls(current, secrets)


class FileKeyProvider:
    """One file per organisation in `folder`, readable by its owner alone. After `destroy` an empty file stays, so that
    no new key is made by mistake. Whoever changes a file holds the folder's lock, so that processes take turns."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[UUID, tuple[tuple[int, int, int], _Keks]] = {}

    async def create(self, org: UUID) -> None:
        kek = uuid4().hex
        self._folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        async with self._turn():
            self._refuse_destroyed(org)
            if not self._path(org).exists():
                self._write(org, _Keks(kek, {kek: os.urandom(KEY_BYTES)}))

    async def wrap(self, org: UUID, secret: bytes) -> tuple[str, bytes]:
        keks = self._keks(org)
        return keks.current, seal(AESGCM(keks.secrets[keks.current]), secret, _associated(org, keks.current))

    async def unwrap(self, org: UUID, kek: str, wrapped: bytes) -> bytes:
        secret = self._keks(org).secrets.get(kek)
        if secret is None:
            raise KeyUnreadable("the organisation's key file does not hold this key id")
        try:
            return unseal(AESGCM(secret), wrapped, _associated(org, kek))
        except NotReadable:
            raise KeyUnreadable("a wrapped key does not open") from None

    async def current(self, org: UUID) -> str:
        return self._keks(org).current

    async def rotate(self, org: UUID) -> str:
        kek = uuid4().hex
        async with self._turn():
            keks = self._keks(org)
            self._write(org, _Keks(kek, keks.secrets | {kek: os.urandom(KEY_BYTES)}))
        return kek

    async def destroy(self, org: UUID) -> None:
        async with self._turn():
            self._tombstone(org).touch(mode=PRIVATE_FILE)
            for leftover in [path for path in self._folder.iterdir() if self._may_hold_keys(path, org)]:
                leftover.unlink(missing_ok=True)
            self._settle()
        self._read.pop(org, None)

    def _path(self, org: UUID) -> Path:
        return self._folder / f"{org}.json"

    def _tombstone(self, org: UUID) -> Path:
        return self._folder / f"{org}.destroyed"

    def _may_hold_keys(self, path: Path, org: UUID) -> bool:
        """Whether a file is the organisation's or a draft. With the lock held, a draft is what a crash has left; its
        name does not say whose."""
        own = path.name.startswith(str(org)) and path != self._tombstone(org)
        return own or path.name.startswith(DRAFT)

    def _refuse_destroyed(self, org: UUID) -> None:
        if self._tombstone(org).exists():
            self._read.pop(org, None)
            raise KeyUnreadable(DESTROYED)

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        """Alone among all processes that change the folder. Nothing is awaited inside. Raises KeyUnreadable."""
        try:
            handle = os.open(self._folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, PRIVATE_FILE)
        except OSError:
            raise KeyUnreadable("the folder of key files cannot be changed") from None
        try:
            await _lock(handle)
            yield
        finally:
            os.close(handle)  # This ends the lock too.

    def _keks(self, org: UUID) -> _Keks:
        path = self._path(org)
        try:
            # A key file that came back, say from a backup, does not undo the destruction.
            self._refuse_destroyed(org)
            state = path.stat()
            stamp = (state.st_ino, state.st_mtime_ns, state.st_size)
            known = self._read.get(org)
            if known is not None and known[0] == stamp:
                return known[1]
            if state.st_mode & 0o077:
                raise KeyUnreadable("an organisation's key file is open to others; it must have mode 0600")
            keks = _Keks.load(path.read_bytes())
        except OSError:
            if self._tombstone(org).exists():
                raise KeyUnreadable("the organisation's keys were destroyed") from None
            raise KeysAway("there is no readable key file for the organisation") from None
        if len(self._read) >= MOST_FILES_IN_MEMORY:
            self._read.clear()
        self._read[org] = (stamp, keks)
        return keks

    def _write(self, org: UUID, keks: _Keks) -> None:
        """Put a complete file in place, so that nobody ever reads half a key."""
        draft = self._folder / f"{DRAFT}{uuid4().hex}"
        try:
            handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
            with os.fdopen(handle, "wb") as file:
                file.write(keks.dump())
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self._path(org))
        finally:
            draft.unlink(missing_ok=True)
        self._settle()

    def _settle(self) -> None:
        """Make the folder's change last through a power cut."""
        handle = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


async def _lock(handle: int) -> None:
    """Wait for the lock without holding up the event loop. Raises KeyUnreadable."""
    until = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            return fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                raise KeyUnreadable("the folder of key files is locked") from None
            await asyncio.sleep(LOCK_PAUSE_SECONDS)


def _associated(org: UUID, kek: str) -> bytes:
    return b"smallhours subject key|" + org.bytes + kek.encode()
