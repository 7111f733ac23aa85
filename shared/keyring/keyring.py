"""The subjects' keys: looked up behind the wall, kept for half a minute, made and destroyed by the clinic alone."""

import os
import time
from collections import OrderedDict
from collections.abc import Callable, Collection
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.database import Database, UnitOfWork
from shared.keyring.faults import KeyUnreadable, SubjectErased, SubjectExists, SubjectUnknown
from shared.keyring.provider import KeyProvider
from shared.keyring.sealing import KEY_BYTES, SubjectKey

KEPT_SECONDS = 30.0
MOST_KEPT = 10_000
SubjectKind = Literal["client", "staff", "clinic", "organisation"]

ONE = text("SELECT subject, org, kek, wrapped, state FROM log.subject_keys WHERE org = :org AND subject = :subject")
MANY = text("SELECT subject, org, kek, wrapped, state FROM log.subject_keys WHERE subject = ANY(:subjects)")
MAKE = text(
    "INSERT INTO log.subject_keys (subject, org, kind, kek, wrapped, state)"
    " VALUES (:subject, :org, :kind, :kek, :wrapped, 'active') ON CONFLICT DO NOTHING RETURNING subject"
)
LOCK = text("SELECT state FROM log.subject_keys WHERE org = :org AND subject = :subject FOR UPDATE")
ERASE = text(
    "UPDATE log.subject_keys SET wrapped = NULL, state = 'erased', erased_at = now()"
    " WHERE org = :org AND subject = :subject"
)
OLDER = text(
    "SELECT subject, org, kek, wrapped, state FROM log.subject_keys"
    " WHERE org = :org AND state = 'active' AND kek <> :kek ORDER BY subject LIMIT :most FOR UPDATE"
)
REWRAP = text("UPDATE log.subject_keys SET kek = :kek, wrapped = :wrapped WHERE org = :org AND subject = :subject")


class Keyring:
    """Keys by subject. A key is kept in memory for at most 30 seconds, so an erasure elsewhere is noticed by then;
    `keys` and an append notice it at once, because they look at the key's row."""

    def __init__(
        self,
        provider: KeyProvider,
        database: Database,
        *,
        kept: int = MOST_KEPT,
        seconds: float = KEPT_SECONDS,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._provider = provider
        self._database = database
        self._most = kept
        self._seconds = seconds
        self._monotonic = monotonic
        self._kept: OrderedDict[UUID, tuple[float, SubjectKey]] = OrderedDict()

    async def key(self, org: UUID, subject: UUID) -> SubjectKey:
        """The subject's key. Raises SubjectUnknown, SubjectErased or KeyUnreadable."""
        known = self._recall(subject)
        if known is not None and known.org == org:
            return known
        async with self._database.unit_of_work(org) as work:
            found = await work.connection.execute(ONE, {"org": org, "subject": subject})
            row = found.one_or_none()
        if row is None:
            raise SubjectUnknown
        if row.state == "erased":
            raise SubjectErased
        return await self._unwrap(row)

    async def keys(
        self, connection: AsyncConnection, subjects: Collection[UUID], *, known: bool = False
    ) -> dict[UUID, SubjectKey]:
        """The keys of many subjects. Their states are asked for every time, in one query; only secrets are remembered.

        Erased and unknown ones are absent; with `known` an unknown one raises SubjectUnknown. Raises KeyUnreadable
        when a key is there that cannot be used.
        """
        if not subjects:
            return {}
        rows = (await connection.execute(MANY, {"subjects": sorted(set(subjects))})).all()
        if known and len(rows) < len(set(subjects)):
            raise SubjectUnknown
        active = [row for row in rows if row.state == "active"]
        return {row.subject: self._recall(row.subject) or await self._unwrap(row) for row in active}

    async def create(self, work: UnitOfWork, org: UUID, subject: UUID, kind: SubjectKind) -> SubjectKey:
        """Make the subject's key inside `work`. Raises SubjectExists, or SubjectErased where a tombstone is.

        The key is not kept in memory, because the transaction may still be rolled back.
        """
        secret = os.urandom(KEY_BYTES)
        kek, wrapped = await self._provider.wrap(org, subject.bytes + secret)
        row = {"subject": subject, "org": org, "kind": kind, "kek": kek, "wrapped": wrapped}
        made = await work.connection.execute(MAKE, row)
        if made.one_or_none() is None:
            raise await self._why_not(work, org, subject)
        return SubjectKey(org, subject, secret)

    async def destroy(self, work: UnitOfWork, org: UUID, subject: UUID) -> None:
        """Destroy the key inside `work` and leave a tombstone; again is the same. Raises SubjectUnknown."""
        who = {"org": org, "subject": subject}
        found = (await work.connection.execute(LOCK, who)).one_or_none()
        if found is None:
            raise SubjectUnknown
        if found.state != "erased":
            await work.connection.execute(ERASE, who)
        self.forget(subject)

    async def rewrap(self, work: UnitOfWork, org: UUID, *, most: int = 500) -> int:
        """Wrap up to `most` keys of the organisation under its current kek; returns how many. Events stay untouched."""
        current = await self._provider.current(org)
        older = (await work.connection.execute(OLDER, {"org": org, "kek": current, "most": most})).all()
        for row in older:
            secret = await self._provider.unwrap(org, row.kek, row.wrapped)
            kek, wrapped = await self._provider.wrap(org, secret)
            await work.connection.execute(REWRAP, {"org": org, "subject": row.subject, "kek": kek, "wrapped": wrapped})
        return len(older)

    def forget(self, subject: UUID) -> None:
        """Drop the key from memory."""
        self._kept.pop(subject, None)

    async def _why_not(self, work: UnitOfWork, org: UUID, subject: UUID) -> Exception:
        found = (await work.connection.execute(LOCK, {"org": org, "subject": subject})).one_or_none()
        return SubjectErased() if found is not None and found.state == "erased" else SubjectExists()

    async def _unwrap(self, row: Row[Any]) -> SubjectKey:
        secret = await self._provider.unwrap(row.org, row.kek, row.wrapped)
        if len(secret) != len(row.subject.bytes) + KEY_BYTES or not secret.startswith(row.subject.bytes):
            raise KeyUnreadable("a wrapped key belongs to another subject")
        key = SubjectKey(row.org, row.subject, secret[len(row.subject.bytes) :])
        self._keep(key)
        return key

    def _recall(self, subject: UUID) -> SubjectKey | None:
        found = self._kept.get(subject)
        if found is None:
            return None
        until, key = found
        if self._monotonic() >= until:
            del self._kept[subject]
            return None
        return key

    def _keep(self, key: SubjectKey) -> None:
        self._kept[key.subject] = (self._monotonic() + self._seconds, key)
        self._kept.move_to_end(key.subject)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
