"""The table of who may do what: one row for every route, or more where a body names somebody's things."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

from shared.auth import Role
from shared.database.roles import PROCESSES
from tests.integration.cast import Body

ROLES: dict[str, Role | None] = {
    "maya": "client",
    "neighbour": "client",
    "therapist": "therapist",
    "colleague": "therapist",
    "clinic_admin": "clinic_admin",
    "sibling_admin": "clinic_admin",
    "org_admin": "org_admin",
    "ops": "ops",
    "stranger": "client",
    "strange_therapist": "therapist",
    "strange_clinic_admin": "clinic_admin",
    "strange_org_admin": "org_admin",
    "nobody": None,
}
SIBLINGS = frozenset({"sibling_admin"})
STRANGERS = frozenset(name for name in ROLES if name.startswith("strange"))
HERS = frozenset({"maya"})
EACH_THEIR_OWN: frozenset[str] | None = None

TECHNIQUE = "three-slow-breaths"
MOMENT: Body = {"emotions": ["fearful.anxious"], "intensity": 9}
DONE: Body = {"intensity_after": 8, "helped": "a_bit"}


@dataclass(frozen=True)
class Things:
    """What stands in the braces of a path, and in a body: Maya's, or what nobody has."""

    check_in_id: str
    practice_id: str
    clinic: str
    therapist: str
    code: str

    def path(self, template: str) -> str:
        return template.format(
            check_in_id=self.check_in_id,
            cause=self.check_in_id,
            practice_id=self.practice_id,
            code=self.code,
            step=1,
            technique_id=TECHNIQUE,
        )


@dataclass(frozen=True)
class Row:
    """One line of the table.

    `roles` is what the route asks for; empty: it asks nobody who they are. `whose` names those among them whom the
    things in it belong to; EACH_THEIR_OWN: the route gives everybody with a role their own. `refused` is the answer to
    those who have the role but not the thing. `ready` brings Maya's practice where the route needs it.
    """

    service: str
    method: str
    path: str
    roles: frozenset[Role] = frozenset()
    whose: frozenset[str] | None = EACH_THEIR_OWN
    body: Callable[[Things], object] | None = None
    status: int = 200
    refused: int = 404
    ready: str = "started"
    variant: str = ""

    @property
    def name(self) -> str:
        return f"{self.service} {self.method} {self.path}{f' ({self.variant})' if self.variant else ''}"

    def expected(self, person: str) -> int:
        """The status this person gets."""
        role = ROLES[person]
        if not self.roles:
            return self.status
        if role is None:
            return 401
        if role not in self.roles:
            return 403
        return self.status if self.whose is None or person in self.whose else self.refused


def nobodys() -> Things:
    """What nobody has."""
    return Things(str(uuid4()), str(uuid4()), str(uuid4()), str(uuid4()), uuid4().hex)


CLIENT: frozenset[Role] = frozenset({"client"})
OPS: frozenset[Role] = frozenset({"ops"})
ORG_ADMIN: frozenset[Role] = frozenset({"org_admin"})
ADMINS: frozenset[Role] = frozenset({"org_admin", "clinic_admin"})
INVITERS: frozenset[Role] = frozenset({"clinic_admin", "therapist"})
THERAPIST: frozenset[Role] = frozenset({"therapist"})
STAFF: frozenset[Role] = frozenset({"therapist", "clinic_admin", "org_admin"})

CHECKIN = (
    Row("checkin", "GET", "/v1/emotions"),
    Row("checkin", "POST", "/v1/check-ins", CLIENT, body=lambda _: MOMENT, status=201),
    Row(
        "checkin",
        "POST",
        "/v1/check-ins",
        CLIENT,
        HERS,
        body=lambda things: MOMENT | {"replaces": things.check_in_id},
        status=201,
        refused=422,
        variant="in place of hers",
    ),
    Row("checkin", "POST", "/v1/check-ins/batch", CLIENT, body=lambda _: {"check_ins": [MOMENT]}, status=207),
    Row("checkin", "GET", "/v1/check-ins", CLIENT),
    Row("checkin", "GET", "/v1/check-ins/{check_in_id}", CLIENT, HERS),
    Row("checkin", "DELETE", "/v1/check-ins/{check_in_id}", CLIENT, HERS, status=204),
)
COACH = (
    Row("coach", "GET", "/v1/techniques"),
    Row("coach", "GET", "/v1/techniques/{technique_id}"),
    Row("coach", "GET", "/v1/help"),
    Row("coach", "GET", "/v1/recommendations/{cause}", CLIENT, HERS),
    Row("coach", "POST", "/v1/practices", CLIENT, body=lambda _: {"technique_id": TECHNIQUE}, status=201),
    Row(
        "coach",
        "POST",
        "/v1/practices",
        CLIENT,
        HERS,
        body=lambda things: {"technique_id": TECHNIQUE, "check_in_id": things.check_in_id},
        status=201,
        refused=422,
        variant="for her moment",
    ),
    Row("coach", "GET", "/v1/practices", CLIENT),
    Row("coach", "GET", "/v1/practices/{practice_id}", CLIENT, HERS),
    Row("coach", "POST", "/v1/practices/{practice_id}/steps/{step}", CLIENT, HERS, body=lambda _: {}),
    Row("coach", "POST", "/v1/practices/{practice_id}/finish", CLIENT, HERS, body=lambda _: DONE, ready="done"),
    Row("coach", "POST", "/v1/practices/{practice_id}/stop", CLIENT, HERS, body=lambda _: DONE),
    Row("coach", "POST", "/v1/practices/{practice_id}/rate", CLIENT, HERS, body=lambda _: DONE, ready="finished"),
)
CLINIC = (
    Row("clinic", "POST", "/v1/organisations", OPS, body=lambda _: {"name": "East"}, status=201),
    Row("clinic", "POST", "/v1/clinics", ORG_ADMIN, body=lambda _: {"name": "East Street"}, status=201),
    Row("clinic", "GET", "/v1/clinics", STAFF),
    Row(
        "clinic",
        "POST",
        "/v1/staff",
        ADMINS,
        frozenset({"org_admin", "clinic_admin"}),
        body=lambda things: {"role": "therapist", "clinic_id": things.clinic},
        status=201,
    ),
    Row("clinic", "GET", "/v1/staff", ADMINS),
    Row("clinic", "POST", "/v1/invitations", INVITERS, body=lambda _: {"role": "client"}, status=201),
    Row(
        "clinic",
        "POST",
        "/v1/invitations",
        INVITERS,
        frozenset({"clinic_admin", "therapist"}),
        body=lambda things: {"role": "client", "clinic_id": things.clinic, "therapist_id": things.therapist},
        status=201,
        variant="for her therapist",
    ),
    Row("clinic", "GET", "/v1/caseload", THERAPIST),
    # A code is a secret by itself, and hers is used up; so it opens nothing for anybody, herself included.
    Row("clinic", "POST", "/v1/invitations/{code}/accept", body=lambda _: {"adult": True}, status=404),
    Row(
        "clinic",
        "POST",
        "/v1/token",
        body=lambda _: {"grant_type": "refresh_token", "refresh_token": "nobody-has-this"},
        status=400,
    ),
    Row("clinic", "GET", "/.well-known/jwks.json"),
)
EVERY_PROCESS = ("/livez", "/readyz", "/metrics", "/openapi.json")
PROCESS_NAMES = tuple(f"{service}-{kind}" for service, kinds in PROCESSES.items() for kind in kinds)
APIS = tuple(service for service, kinds in PROCESSES.items() if "api" in kinds)
TABLE = CHECKIN + COACH + CLINIC

WITH_LOGIN = tuple(row for row in TABLE if row.roles and not row.variant)
WITHOUT_LOGIN = {
    "checkin GET /v1/emotions",
    "coach GET /v1/techniques",
    "coach GET /v1/techniques/{technique_id}",
    "coach GET /v1/help",
    "clinic POST /v1/invitations/{code}/accept",
    "clinic POST /v1/token",
    "clinic GET /.well-known/jwks.json",
}
# These look at the token themselves, which spares the busiest routes the solving of dependencies.
ASK_THEMSELVES = {"checkin POST /v1/check-ins", "checkin POST /v1/check-ins/batch"}


def rows_of(service: str) -> dict[str, list[Row]]:
    """A service's rows by their route."""
    rows: dict[str, list[Row]] = {}
    for row in TABLE:
        if row.service == service:
            rows.setdefault(f"{row.service} {row.method} {row.path}", []).append(row)
    return rows
