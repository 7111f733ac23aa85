"""The ways to reach somebody: each a small file, and the Protocol that all of them satisfy."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Message:
    """`id` is the occurrence's: whatever a channel makes of it, it is the same at every try."""

    id: UUID
    address: str
    text: str
    due_at: datetime


class NotDelivered(Exception):
    """The message was not taken. `permanent`: it never will be, at this address. It quotes nothing that was sent."""

    def __init__(self, *, permanent: bool) -> None:
        super().__init__("refused for good" if permanent else "not just now")
        self.permanent = permanent


class Channel(Protocol):
    """One way to reach somebody."""

    async def send(self, message: Message) -> None:
        """Hand the message over. Raises NotDelivered."""
