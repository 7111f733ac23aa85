"""Issuers' public keys: rows of the log database and nothing else, kept in memory and looked up again now and then."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from sqlalchemy import text

from shared.database import Database

ALGORITHM = "EdDSA"
COOLDOWN_SECONDS = 10.0
REFRESH_SECONDS = 60.0
ROWS = text("SELECT kid, issuer, algorithm, public_key, active_from, retired_at FROM log.issuers")


@dataclass(frozen=True, slots=True)
class Issuer:
    """One key of one issuer, with its one algorithm; `retired_at` None while it is in use."""

    kid: str
    issuer: str
    algorithm: str
    public_key: str
    active_from: datetime
    retired_at: datetime | None = None

    def active(self, now: datetime) -> bool:
        return self.active_from <= now and (self.retired_at is None or now < self.retired_at)


@dataclass(frozen=True, slots=True)
class KnownKey:
    issuer: Issuer
    public_key: Ed25519PublicKey


LoadIssuers = Callable[[], Awaitable[Sequence[Issuer]]]


def issuers_of(database: Database) -> LoadIssuers:
    """Load the rows of log.issuers."""

    async def load() -> list[Issuer]:
        async with database.unit_of_work(None) as work:
            rows = await work.connection.execute(ROWS)
            return [Issuer(*row) for row in rows]

    return load


class Issuers:
    """Keys by kid. An unknown kid leads to at most one look into the database in ten seconds, so a flood of them does
    no harm; a key retired or added meanwhile is noticed within a minute."""

    def __init__(self, load: LoadIssuers, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._load = load
        self._monotonic = monotonic
        self._known: dict[str, KnownKey] | None = None
        self._looked: float | None = None
        self._lock = asyncio.Lock()

    async def find(self, kid: str, now: datetime) -> KnownKey | None:
        """The key when it is known and active. Raises what loading raised while none was ever loaded."""
        found = (await self.current()).get(kid)
        if found is None and self._older_than(COOLDOWN_SECONDS):
            found = (await self._look_again(COOLDOWN_SECONDS)).get(kid)
        return found if found is not None and found.issuer.active(now) else None

    async def current(self) -> dict[str, KnownKey]:
        if self._known is None:
            return await self._look_again(0.0)
        if self._older_than(REFRESH_SECONDS) and not self._lock.locked():
            return await self._look_again(REFRESH_SECONDS)
        return self._known

    def _older_than(self, seconds: float) -> bool:
        return self._looked is None or self._monotonic() - self._looked >= seconds

    async def _look_again(self, seconds: float) -> dict[str, KnownKey]:
        async with self._lock:
            if self._known is not None and not self._older_than(seconds):
                return self._known
            self._looked = self._monotonic()
            try:
                self._known = _readable(await self._load())
            except Exception as error:
                if self._known is None:
                    raise
                structlog.get_logger("shared.auth").warning("issuers not loaded", exc_info=error)
            return self._known


def _readable(rows: Sequence[Issuer]) -> dict[str, KnownKey]:
    known: dict[str, KnownKey] = {}
    for row in rows:
        key = _public_key(row)
        if key is None:
            structlog.get_logger("shared.auth").warning("issuer left out", kid=row.kid, reason="not an Ed25519 key")
        else:
            known[row.kid] = KnownKey(row, key)
    return known


def _public_key(row: Issuer) -> Ed25519PublicKey | None:
    if row.algorithm != ALGORITHM:
        return None
    try:
        key = load_pem_public_key(row.public_key.encode())
    except ValueError:
        return None
    return key if isinstance(key, Ed25519PublicKey) else None
