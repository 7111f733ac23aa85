"""The table of who may do what: one row for every route, or more where a body names somebody's things."""

from shared.database.roles import PROCESSES
from tests.integration.access_row import (
    ADMINS,
    BEGAN,
    CLIENT,
    DONE,
    HERS,
    INVITERS,
    MOMENT,
    OF_HER_CLINIC,
    OPS,
    ORG_ADMIN,
    PAGES,
    STAFF,
    TECHNIQUE,
    THERAPIST,
    Row,
    new_id,
)
from tests.integration.access_sharing import NOTIFIER, PLAN, REPORTS

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
    Row("coach", "GET", "/v1/learn"),
    Row("coach", "GET", "/v1/learn/{page_id}", status=200 if PAGES else 404),
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
    Row(
        "coach",
        "POST",
        "/v1/practices/batch",
        CLIENT,
        body=lambda _: {"practices": [{"id": new_id(), "technique_id": TECHNIQUE, "occurred_at": BEGAN}]},
        status=207,
    ),
    Row("coach", "GET", "/v1/practices", CLIENT),
    Row("coach", "GET", "/v1/stream", CLIENT),
    Row("coach", "GET", "/v1/practices/{practice_id}", CLIENT, HERS),
    Row("coach", "POST", "/v1/practices/{practice_id}/steps/{step}", CLIENT, HERS, body=lambda _: {}),
    Row("coach", "POST", "/v1/practices/{practice_id}/finish", CLIENT, HERS, body=lambda _: DONE, ready="done"),
    Row("coach", "POST", "/v1/practices/{practice_id}/stop", CLIENT, HERS, body=lambda _: DONE),
    Row("coach", "POST", "/v1/practices/{practice_id}/rate", CLIENT, HERS, body=lambda _: DONE, ready="finished"),
)
SELF = (
    Row("coach", "GET", "/v1/profile", CLIENT),
    Row("coach", "GET", "/v1/safety-plan", CLIENT),
    Row("coach", "PUT", "/v1/safety-plan", CLIENT, body=lambda _: {"alone": "A walk."}),
    Row("coach", "DELETE", "/v1/safety-plan", CLIENT, status=204),
    Row("coach", "GET", "/v1/me/techniques", CLIENT),
    Row("coach", "GET", "/v1/me/first-line", CLIENT),
    Row("coach", "PUT", "/v1/profile", CLIENT, body=lambda _: {"hidden": [TECHNIQUE]}),
)
CLINIC = (
    Row("clinic", "POST", "/v1/organisations", OPS, body=lambda _: {"name": "East"}, status=201),
    Row("clinic", "POST", "/v1/clinics", ORG_ADMIN, body=lambda _: {"name": "East Street"}, status=201),
    Row("clinic", "GET", "/v1/clinics", STAFF),
    Row("clinic", "GET", "/v1/clinics/{clinic_id}", STAFF, OF_HER_CLINIC),
    Row(
        "clinic",
        "PATCH",
        "/v1/clinics/{clinic_id}",
        ORG_ADMIN,
        frozenset({"org_admin"}),
        body=lambda _: {"regulate_from": 8},
    ),
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
    Row("clinic", "GET", "/v1/me/clinic", CLIENT),
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
HARD = (Row("coach", "POST", "/v1/cards/{card_id}/seen", CLIENT, HERS, body=lambda _: {}, ready="card"),)
# A reminder takes its time to be sent, so its rows come late. A hard moment asks for quiet, and comes after them.
TABLE = CHECKIN + COACH + SELF + PLAN + REPORTS + CLINIC + NOTIFIER + HARD

WITH_LOGIN = tuple(row for row in TABLE if row.roles and not row.variant)
WITHOUT_LOGIN = {
    "checkin GET /v1/emotions",
    "coach GET /v1/techniques",
    "coach GET /v1/techniques/{technique_id}",
    "coach GET /v1/help",
    "coach GET /v1/learn",
    "coach GET /v1/learn/{page_id}",
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
