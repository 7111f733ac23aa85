"""Who is asking, as the token says."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args
from uuid import UUID

Role = Literal["client", "therapist", "clinic_admin", "org_admin", "ops"]
ROLES: frozenset[Role] = frozenset(get_args(Role))


@dataclass(frozen=True, slots=True)
class Principal:
    """A subject of one organisation, with roles, until the token ends."""

    org: UUID
    subject: UUID
    roles: frozenset[Role]
    expires_at: datetime
