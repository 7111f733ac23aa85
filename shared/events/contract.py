"""What every event contract has in common: a wire type, the one service that says it, tolerance for newer fields."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict


class Contract(BaseModel):
    """The `data` of one event type. Additive only: a new field has a default, a new meaning is a new type.

    Unknown fields are ignored, so that an older reader survives a newer writer.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    type: ClassVar[str]
    producer: ClassVar[str]
