"""The hash chain over ciphertext: what log.append computes, recomputed byte for byte."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from shared.log.model import Recorded

GENESIS = bytes(32)
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class ChainBroken(Exception):
    """A stream's events are not what was recorded; `version` is where the first difference shows."""

    def __init__(self, subject: UUID, service: str, version: int) -> None:
        super().__init__(f"The chain of {subject}/{service} breaks at version {version}.")
        self.version = version


def link(previous: bytes, event: Recorded) -> bytes:
    """The chain value of an event that follows `previous` (GENESIS for the first): 32 bytes."""
    parts = (
        previous,
        event.org.bytes,
        event.subject.bytes,
        event.id.bytes,
        _counted(event.service.encode()),
        _counted(event.type.encode()),
        event.version.to_bytes(4, "big"),
        _microseconds(event.occurred_at),
        _microseconds(event.recorded_at),
        _counted(event.content),
        event.body,
    )
    return sha256(b"".join(parts)).digest()


def verify_stream(events: Iterable[Recorded]) -> None:
    """Check a whole stream in order of version: versions without a gap from 1, every link right. Raises ChainBroken."""
    chain = GENESIS
    for version, event in enumerate(events, start=1):
        chain = link(chain, event)
        if event.version != version or event.chain != chain:
            raise ChainBroken(event.subject, event.service, version)


def _counted(octets: bytes) -> bytes:
    return len(octets).to_bytes(4, "big") + octets


def _microseconds(moment: datetime) -> bytes:
    """As Postgres sends a timestamptz: microseconds since 2000-01-01 UTC, eight octets."""
    return ((moment - EPOCH) // MICROSECOND).to_bytes(8, "big", signed=True)
