"""Who belongs where: organisations, clinics, staff and clients. No names: ids, roles and settings."""

from typing import ClassVar, Literal
from uuid import UUID

from pydantic import Field, JsonValue

from shared.events.contract import Contract

StaffRole = Literal["therapist", "clinic_admin", "org_admin", "ops"]


class ClinicSettingsChanged(Contract):
    """`clinic_id` is None for the organisation itself; the first such event of a subject brings it into being."""

    type: ClassVar[str] = "clinic.settings_changed"
    producer: ClassVar[str] = "clinic"

    clinic_id: UUID | None = None
    settings: dict[str, JsonValue] = Field(default_factory=dict)


class StaffAdded(Contract):
    """`clinic_id` is None for staff of the whole organisation."""

    type: ClassVar[str] = "staff.added"
    producer: ClassVar[str] = "clinic"

    role: StaffRole
    clinic_id: UUID | None = None


class ClientInvited(Contract):
    """A place was made for a client; nobody has joined yet."""

    type: ClassVar[str] = "client.invited"
    producer: ClassVar[str] = "clinic"

    clinic_id: UUID
    therapist_id: UUID | None = None


class ClientJoined(Contract):
    """The invitation was accepted by an adult."""

    type: ClassVar[str] = "client.joined"
    producer: ClassVar[str] = "clinic"

    clinic_id: UUID


class ClientAssigned(Contract):
    """From now on this therapist is the client's."""

    type: ClassVar[str] = "client.assigned"
    producer: ClassVar[str] = "clinic"

    clinic_id: UUID
    therapist_id: UUID
