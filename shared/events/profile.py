"""What a client has set about themselves, and the pages they keep."""

from datetime import datetime
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from shared.events.contract import Contract

ProfilePart = Literal[
    "cautions", "hidden", "restored", "language", "zone", "country", "quiet", "session", "rest_inward_until"
]
PageName = Literal["safety_plan"]


class QuietHours(BaseModel):
    """Nothing is sent between these local wall times (HH:MM), which may go over midnight."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    starts: str
    ends: str


class UsualSession(BaseModel):
    """When therapy usually is: ISO weekday (1 is Monday) and local wall time (HH:MM)."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    weekday: int
    at: str | None = None


class ProfileChanged(Contract):
    """`changed` names the parts that this event sets; a part that is not named stays as it was.

    Each part merges by itself, the higher version stands, so readers do not depend on the order of arrival. `cautions`:
    true = yes, false = no, absent = not answered. `restored` are techniques offered again although they did harm twice.
    `rest_inward_until`: breath and inward practices move down until then (safety.md S9).
    """

    type: ClassVar[str] = "profile.changed"
    producer: ClassVar[str] = "coach"

    changed: list[ProfilePart]
    cautions: dict[str, bool] = Field(default_factory=dict)
    hidden: list[str] = Field(default_factory=list)
    restored: list[str] = Field(default_factory=list)
    language: str | None = None
    zone: str | None = None
    country: str | None = None
    quiet: QuietHours | None = None
    session: UsualSession | None = None
    rest_inward_until: datetime | None = None


class PageKept(Contract):
    """The optional copy of a page that lives on the device; the newest stands.

    `text` is base64 ciphertext under a key of its own (log.note_keys, same subject and event id), so that dropping the
    page destroys its words.
    """

    type: ClassVar[str] = "page.kept"
    producer: ClassVar[str] = "coach"

    page: PageName
    text: str


class PageDropped(Contract):
    """No copy is kept any more."""

    type: ClassVar[str] = "page.dropped"
    producer: ClassVar[str] = "coach"

    page: PageName
