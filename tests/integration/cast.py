"""People who came in through the public API: an organisation with two clinics, another one, and nobody."""

from dataclasses import dataclass, fields
from typing import Any

import httpx

Body = dict[str, Any]


@dataclass(frozen=True)
class Person:
    """Somebody, at one address; without a token nobody in particular."""

    http: httpx.Client
    subject: str = ""
    token: str = ""
    refresh_token: str = ""

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}

    def at(self, http: httpx.Client) -> "Person":
        """The same person at another address."""
        return Person(http, self.subject, self.token, self.refresh_token)

    def ask(self, method: str, path: str, body: object = None, **more: Any) -> httpx.Response:
        headers = self.headers | more.pop("headers", {})
        answer = self.http.send(self.http.build_request(method, path, json=body, headers=headers, **more), stream=True)
        if not answer.headers.get("content-type", "").startswith("text/event-stream"):
            answer.read()
            return answer
        begun = next(answer.iter_raw())  # It has no end of its own.
        answer.close()
        return httpx.Response(answer.status_code, headers=answer.headers, content=begun, request=answer.request)

    def get(self, path: str, status: int = 200) -> Any:
        return told(self.ask("GET", path), status)

    def post(self, path: str, body: object = None, status: int = 201) -> Any:
        return told(self.ask("POST", path, {} if body is None else body), status)

    def come_in(self, code: str) -> "Person":
        """Whoever this code was made for."""
        tokens = self.post(f"/v1/invitations/{code}/accept", {"adult": True}, 200)
        return Person(self.http, tokens["subject"], tokens["access_token"], tokens["refresh_token"])


def told(answer: httpx.Response, status: int) -> Any:
    asked = f"{answer.request.method} {answer.request.url.path}"
    assert answer.status_code == status, f"{asked} answered {answer.status_code}, not {status}: {answer.text[:500]}"
    return answer.json() if answer.content else None


@dataclass(frozen=True)
class Organisation:
    """One organisation's people; the clinic is the one where its client belongs."""

    id: str
    clinic: str
    org_admin: Person
    clinic_admin: Person
    therapist: Person
    client: Person
    invitation: str
    """The client's code, used by now."""


@dataclass(frozen=True)
class Cast:
    """Maya and everybody who stands in some relation to her.

    `neighbour` is her therapist's other client, `sibling_admin` leads the other clinic of her organisation (`home`);
    the strange ones belong to another organisation (`elsewhere`).
    """

    maya: Person
    neighbour: Person
    therapist: Person
    colleague: Person
    clinic_admin: Person
    sibling_admin: Person
    org_admin: Person
    ops: Person
    stranger: Person
    strange_therapist: Person
    strange_clinic_admin: Person
    strange_org_admin: Person
    nobody: Person
    home: Organisation
    elsewhere: Organisation

    def people(self) -> dict[str, Person]:
        everyone = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: each for name, each in everyone.items() if isinstance(each, Person)}


def bring_in(ops: Person, organisation: str = "North", street: str = "North Street", label: str = "M.") -> Organisation:
    """A whole organisation, the way a real one comes in."""
    anybody = Person(ops.http)
    made = ops.post("/v1/organisations", {"name": organisation})
    org_admin = anybody.come_in(made["invitation"]["code"])
    clinic = org_admin.post("/v1/clinics", {"name": street})["id"]
    clinic_admin = hired(org_admin, "clinic_admin", clinic)
    therapist = hired(clinic_admin, "therapist", clinic)
    invitation = therapist.post("/v1/invitations", {"role": "client", "label": label})["code"]
    client = anybody.come_in(invitation)
    return Organisation(made["id"], clinic, org_admin, clinic_admin, therapist, client, invitation)


def hired(by: Person, role: str, clinic: str) -> Person:
    """A member of staff who has come in."""
    code = by.post("/v1/staff", {"role": role, "clinic_id": clinic})["invitation"]["code"]
    return Person(by.http).come_in(code)


def welcomed(by: Person) -> Person:
    """A client who has come in, invited by their therapist."""
    return Person(by.http).come_in(by.post("/v1/invitations", {"role": "client"})["code"])


def everybody(ops: Person, *named: str) -> Cast:
    """Maya's organisation with its two clinics, and another one. `named` is what `bring_in` is told of the first."""
    home, elsewhere = bring_in(ops, *named), bring_in(ops, "South")
    sibling = home.org_admin.post("/v1/clinics", {"name": "South Street"})["id"]
    return Cast(
        maya=home.client,
        neighbour=welcomed(home.therapist),
        therapist=home.therapist,
        colleague=hired(home.clinic_admin, "therapist", home.clinic),
        clinic_admin=home.clinic_admin,
        sibling_admin=hired(home.org_admin, "clinic_admin", sibling),
        org_admin=home.org_admin,
        ops=ops,
        stranger=elsewhere.client,
        strange_therapist=elsewhere.therapist,
        strange_clinic_admin=elsewhere.clinic_admin,
        strange_org_admin=elsewhere.org_admin,
        nobody=Person(ops.http),
        home=home,
        elsewhere=elsewhere,
    )
