"""How a clinic opens its door: from the operator's code to a client with a token of her own."""

from dataclasses import dataclass

from deploy.local import page
from deploy.local.visitor import Visitor, expect

ORGANISATION = "Harbour Care (demo)"
CLINIC = "Harbour Clinic (demo)"


@dataclass(frozen=True)
class People:
    """Who takes part, and the ids by which one names the other."""

    therapist: Visitor
    therapist_id: str
    client: Visitor
    client_id: str


def open_clinic(visitor: Visitor, operator_code: str) -> People:
    """A new organisation each time."""
    page.heading("A clinic opens its door")
    organisation = visitor.come_in(operator_code).post("/v1/organisations", {"name": ORGANISATION})
    admin = visitor.come_in(organisation["invitation"]["code"])
    clinic = admin.post("/v1/clinics", {"name": CLINIC})
    staff = admin.post("/v1/staff", {"role": "therapist", "clinic_id": clinic["id"]})
    therapist = visitor.come_in(staff["invitation"]["code"])
    page.say(
        f"The operator brings in an organisation, {ORGANISATION}. Its first admin adds {CLINIC} and a therapist. "
        "Each comes in with a code that works once."
    )
    invited = therapist.post("/v1/invitations", {"role": "client", "label": "M"})
    maya = visitor.come_in(invited["code"], adult=True)
    visitor.post(f"/v1/invitations/{invited['code']}/accept", {"adult": True}, 404)
    caseload = therapist.get("/v1/caseload")["clients"]
    expect([each["joined"] for each in caseload] == [True], "the therapist does not see that Maya has joined")
    page.say(
        "The therapist invites Maya. She says that she is an adult, and comes in. Used again, her code is refused."
    )
    return People(therapist, staff["id"], maya, invited["client_id"])
