"""What a client sets about themselves (docs/specification/routing.md section 1): of each part the newest stands.

Pure. Whether a code is one that there is, is looked at where it comes in.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import reduce
from typing import Final, get_args

from pydantic import BaseModel, ConfigDict, Field

from shared.events import Contract, ProfileChanged, ProfilePart, QuietHours, UsualSession

# How long breath and inward practices rest is for safety.md S9 to say, never for a form.
NOT_TO_BE_SET: Final[frozenset[ProfilePart]] = frozenset({"rest_inward_until"})
PARTS: Final[tuple[ProfilePart, ...]] = get_args(ProfilePart)
SETTABLE: Final[tuple[ProfilePart, ...]] = tuple(part for part in PARTS if part not in NOT_TO_BE_SET)


class Profile(BaseModel):
    """`cautions`: true = yes, false = no, absent = not answered. `hidden` and `restored` are technique ids, sorted."""

    model_config = ConfigDict(frozen=True)

    cautions: dict[str, bool] = Field(default_factory=dict)
    hidden: list[str] = Field(default_factory=list)
    restored: list[str] = Field(default_factory=list)
    language: str | None = None
    zone: str | None = None
    country: str | None = None
    quiet: QuietHours | None = None
    session: UsualSession | None = None
    rest_inward_until: datetime | None = None


initial: Final = Profile()


def decide(wanted: Profile, state: Profile) -> list[Contract]:
    """What it takes for every settable part to be as in `wanted`: one event that names what differs, or nothing."""
    changed = [part for part in SETTABLE if getattr(wanted, part) != getattr(state, part)]
    if not changed:
        return []
    return [ProfileChanged(changed=changed, **{part: getattr(wanted, part) for part in changed})]


def evolve(state: Profile, event: Contract) -> Profile:
    """The profile after `event`; a part that it does not name stays."""
    if not isinstance(event, ProfileChanged):
        return state
    return state.model_copy(update={part: getattr(event, part) for part in event.changed})


def fold(events: Iterable[Contract]) -> Profile:
    """The profile after these events, in the order in which they were told."""
    return reduce(evolve, events, initial)
