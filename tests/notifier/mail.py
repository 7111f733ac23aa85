"""A real mail server that can be stopped, refuse an address, or hold a message back."""

import email
import email.policy
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from deploy.local.servers import free_port

OK = "250 Message accepted for delivery"


@dataclass
class Post:
    """What arrived, and what is done with what comes next.

    A message on `hold` is lost when it is let go; one in `pause` is taken then.
    """

    arrived: list[EmailMessage] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    sink_full: bool = False
    hold: threading.Event | None = None
    pause: threading.Event | None = None
    begun: threading.Event = field(default_factory=threading.Event)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address in self.refused:
            return "550 5.1.1 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.begun.set()
        if self.hold is not None:
            await server.loop.run_in_executor(None, self.hold.wait, 30)
            return "421 Shutting down"
        if self.pause is not None:
            await server.loop.run_in_executor(None, self.pause.wait, 30)
        if self.sink_full:
            return "452 4.3.1 Not now"
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        self.arrived.append(message)
        return OK

    def to(self, address: str) -> list[EmailMessage]:
        return [each for each in self.arrived if each["To"] == address]


class MailServer:
    """`port` stays the same over every start."""

    def __init__(self) -> None:
        self.port = free_port()
        self.post = Post()
        self._controller: Controller | None = None

    def start(self) -> None:
        self._controller = Controller(self.post, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self) -> None:
        if self._controller is not None:
            self._controller.stop()
            self._controller = None


@contextmanager
def mail_server() -> Iterator[MailServer]:
    server = MailServer()
    server.start()
    try:
        yield server
    finally:
        if server.post.hold is not None:
            server.post.hold.set()
        server.stop()
