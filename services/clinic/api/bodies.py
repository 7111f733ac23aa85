"""What travels: what is posted to the clinic and what it shows."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field, JsonValue, StrictBool, StringConstraints

from shared.auth import Role
from shared.http import Posted

Name = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=120)]
# Later than 8 would hold the first steps back from somebody who needs them (docs/specification/routing.md section 1).
Threshold = Annotated[int, Field(strict=True, ge=7, le=8)]
Label = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=40)]


# Pieces of the API description that are longer than a line.
ACCEPT_ID = (
    "A random UUID, chosen by the client and kept until an answer has arrived. When an answer was lost, the same code"
    " with the same id lets the same person in again, as long as the code lasts. Without an id a code works once."
)
REFRESH_TOKEN = (
    "The newest one of the session. When an answer was lost, the same token may be sent again within 60 seconds; it"
    " brings another next token, and the one that was lost ends. Any other second use ends the session."
)


class Said(Posted):
    """A posted body whose repetition is recognised by what it says."""

    def content(self) -> bytes:
        return self.model_dump_json(exclude={"id"}, exclude_defaults=True).encode()


class PostedOrganisation(Said):
    name: Name


class PostedClinic(Said):
    """`regulate_from` is the intensity from which the body comes first."""

    name: Name
    regulate_from: Threshold = 8


class PostedClinicChange(Said):
    """Only what is different now. `regulate_from`: the body comes first from 7 or from 8, never later."""

    name: Name = Field(default="", description="What the clinic is called.")
    regulate_from: Threshold = 8

    def given(self) -> dict[str, JsonValue]:
        """What was named."""
        return {name: getattr(self, name) for name in self.model_fields_set & {"name", "regulate_from"}}

    def content(self) -> bytes:
        return self.model_dump_json(exclude={"id"}, exclude_unset=True).encode()


class PostedStaff(Said):
    role: Literal["therapist", "clinic_admin"]
    clinic_id: UUID


class PostedInvitation(Said):
    """`clinic_id` is the inviter's own if left out; `label` is short and holds no name."""

    role: Literal["client"]
    clinic_id: UUID | None = None
    therapist_id: UUID | None = None
    label: Label | None = None


class PostedAcceptance(Posted):
    """`adult` has to be true for a client; staff may leave it out."""

    id: UUID | None = Field(default=None, description=ACCEPT_ID)
    adult: StrictBool = False


class PostedRefresh(BaseModel):
    grant_type: Literal["refresh_token"]
    refresh_token: Annotated[str, Field(strict=True, min_length=1, max_length=200, description=REFRESH_TOKEN)]


class InvitationShown(BaseModel):
    """A code is shown this once. Asking again with the same id gives a new one and ends this one."""

    code: str
    expires_at: datetime


class OrganisationShown(BaseModel):
    """`invitation` is for the organisation's first admin, `admin_id`."""

    id: UUID
    name: str
    admin_id: UUID
    invitation: InvitationShown


class ClinicShown(BaseModel):
    id: UUID
    name: str
    regulate_from: int


class Clinics(BaseModel):
    clinics: list[ClinicShown]


class StaffShown(BaseModel):
    """`clinic_id` is absent for people of the whole organisation; `joined` once the invitation was accepted."""

    id: UUID
    role: Role
    clinic_id: UUID | None = None
    joined: bool


class StaffMade(BaseModel):
    id: UUID
    role: Role
    clinic_id: UUID
    invitation: InvitationShown


class StaffList(BaseModel):
    staff: list[StaffShown]


class ClientInvitation(BaseModel):
    """A place for a client and the code that opens it."""

    client_id: UUID
    code: str
    expires_at: datetime


class CaseloadEntry(BaseModel):
    """One of the therapist's clients; nothing of what they feel."""

    id: UUID
    label: str | None = None
    joined: bool


class Caseload(BaseModel):
    clients: list[CaseloadEntry]


class MyClinic(BaseModel):
    """Where a client belongs; `therapist_id` is absent while nobody is named."""

    clinic_id: UUID
    name: str
    therapist_id: UUID | None = None


class Tokens(BaseModel):
    """`expires_in` is in seconds. The refresh token can be used once; it brings the next one.

    Only when that answer was lost may it be sent again, within 60 seconds.
    """

    access_token: str
    token_type: Literal["Bearer"] = "Bearer"
    expires_in: int
    refresh_token: str
    subject: UUID
    roles: list[Role]
