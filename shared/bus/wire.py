"""Events on the wire: CloudEvents 1.0 JSON documents, readable by any Redis client."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Final
from uuid import UUID

import msgspec

from shared.log.model import Recorded

FIELD: Final = b"event"
SPECVERSION: Final = "1.0"
SOURCE: Final = "/services/"
CONTENT_TYPE: Final = "application/octet-stream"

Instant = Annotated[datetime, msgspec.Meta(tz=True)]
Counter = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{1,19}$")]


class CloudEvent(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The document. `data_base64` is sealed; readable are ids, the neutral type, times and the place in the log."""

    specversion: str
    id: UUID
    source: str
    type: str
    subject: UUID
    time: Instant
    datacontenttype: str
    data_base64: bytes
    org: UUID
    streamversion: int
    recordedat: Instant
    content: bytes
    chain: bytes
    tx: Counter
    position: Counter
    traceparent: str | None = None


class _Named(msgspec.Struct, frozen=True):
    id: UUID
    subject: UUID


_encoder: Final = msgspec.json.Encoder()
_decoder: Final = msgspec.json.Decoder(CloudEvent)
_named: Final = msgspec.json.Decoder(_Named)


def encode(event: Recorded, traceparent: str | None = None) -> bytes:
    """The event as a CloudEvents JSON document; `traceparent` is the W3C trace context it came from."""
    return _encoder.encode(
        CloudEvent(
            specversion=SPECVERSION,
            id=event.id,
            source=SOURCE + event.service,
            type=event.type,
            subject=event.subject,
            time=event.occurred_at,
            datacontenttype=CONTENT_TYPE,
            data_base64=event.body,
            org=event.org,
            streamversion=event.version,
            recordedat=event.recorded_at,
            content=event.content,
            chain=event.chain,
            tx=str(event.tx),
            position=str(event.position),
            traceparent=traceparent,
        )
    )


def decode(document: bytes) -> Recorded | None:
    """The event in a document; None for anything that is not one. Never raises."""
    try:
        return _recorded(_decoder.decode(document))
    except Exception:
        # Whatever stands in a stream must not end its reader, and the log has every event anyway.
        return None


def _recorded(document: CloudEvent) -> Recorded | None:
    if document.specversion != SPECVERSION or not document.source.startswith(SOURCE):
        return None
    return Recorded(
        id=document.id,
        org=document.org,
        subject=document.subject,
        service=document.source.removeprefix(SOURCE),
        version=document.streamversion,
        type=document.type,
        occurred_at=document.time,
        recorded_at=document.recordedat,
        body=document.data_base64,
        content=document.content,
        chain=document.chain,
        tx=int(document.tx),
        position=int(document.position),
    )


def decode_entry(entry: Mapping[bytes, bytes]) -> Recorded | None:
    """The event of one stream entry; None if it has none. Never raises."""
    document = entry.get(FIELD)
    return None if document is None else decode(document)


def named_in(entry: Mapping[bytes, bytes]) -> tuple[UUID, UUID] | None:
    """Only the id and the subject of an entry's event, at a fraction of the cost; None if it has none. Never raises."""
    try:
        named = _named.decode(entry[FIELD])
        return named.id, named.subject
    except Exception:
        # As above: an entry nobody can read wakes nobody.
        return None


def stream_name(service: str) -> str:
    """The Redis stream with the news of one producing service; the braces keep it in one cluster slot."""
    return f"news:{{{service}}}"
