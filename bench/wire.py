"""HTTP/1.1 over a bare socket with keep-alive: as little as it takes, so that asking is not the limit."""

import asyncio
from typing import Protocol, cast

HOST = "127.0.0.1"
LENGTH = b"content-length:"
END = b"\r\n\r\n"


class Answered(Protocol):
    """Called with each answer's status and body."""

    def __call__(self, connection: "Connection", status: int, body: bytes) -> None: ...


class Lost(Protocol):
    """Called when a connection has ended, whoever ended it."""

    def __call__(self, connection: "Connection") -> None: ...


class Connection(asyncio.Protocol):
    """One connection, one request at a time. Answers must carry Content-Length, as all of ours do."""

    def __init__(self, answered: Answered, lost: Lost) -> None:
        self._answered = answered
        self._lost = lost
        self._buffer = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are asyncio's in all but name.
        self._transport = cast(asyncio.Transport, transport)

    def connection_lost(self, exc: Exception | None) -> None:
        self._lost(self)

    def send(self, request: bytes) -> None:
        assert self._transport is not None
        self._transport.write(request)

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head_ends = self._buffer.find(END)
        if head_ends < 0:
            return
        ends = head_ends + len(END) + body_length(self._buffer[:head_ends])
        if len(self._buffer) >= ends:
            answer, self._buffer = self._buffer[:ends], self._buffer[ends:]
            self._answered(self, int(answer[9:12]), answer[head_ends + len(END) :])


def body_length(head: bytes) -> int:
    """What the Content-Length of an answer's head says. Raises ValueError if it has none."""
    lowered = head.lower()
    begins = lowered.index(LENGTH) + len(LENGTH)
    ends = lowered.find(b"\r\n", begins)
    return int(lowered[begins:] if ends < 0 else lowered[begins:ends])


async def connect(port: int, answered: Answered, lost: Lost) -> Connection:
    """To this machine only."""
    loop = asyncio.get_running_loop()
    _, connection = await loop.create_connection(lambda: Connection(answered, lost), HOST, port)
    return connection
