"""The rows of who may do what with a plan, with reminders, and with what a client shares."""

from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import uuid4

from tests.integration.access_row import CLIENT, HERS, THERAPIST, Row, Things
from tests.integration.cast import Body

TASK: Body = {"title": "One page before bed", "kind": "free", "versions": {"full": "A page.", "tiny": "One word."}}
EARLIEST, LATEST = datetime.now(UTC).date() - timedelta(days=6), datetime.now(UTC).date() + timedelta(days=1)
LOOK = f"?fields=period&from={EARLIEST}&to={LATEST}"
LOOK_WITHIN = f"?consent_id={{consent_id}}&from={EARLIEST}&to={LATEST}"
# The same each time, so that it is the same answer each time.
ONCE, ONCE_PROPOSED = str(uuid4()), str(uuid4())
DAYS = count(400)
RECIPIENT = frozenset({"therapist"})
FELLOWS = frozenset({"maya", "neighbour"})


def reminder(address: str = "somebody@example.org") -> Body:
    """Each on a day of its own, far away, because there is one a day at most."""
    day = str(EARLIEST + timedelta(days=next(DAYS)))
    rule = {"at": "12:00", "zone": "Europe/Dublin", "from": day, "until": day}
    return rule | {"channel": {"type": "email", "address": address}}


def consent(things: Things) -> Body:
    return {"proposals": True, "recipient": things.therapist, "fields": ["period", "feelings"], "text_version": "1"}


def report(things: Things) -> Body:
    return {"consent_id": things.consent_id, "from": str(EARLIEST), "to": str(LATEST)}


ASSIGNMENT = "/v1/plan/assignments/{assignment_id}"
PLAN = (
    Row("coach", "GET", "/v1/plan", CLIENT),
    Row("coach", "GET", "/v1/plan/barriers", CLIENT),
    Row("coach", "POST", "/v1/plan/assignments", CLIENT, body=lambda _: TASK, status=201),
    Row("coach", "GET", ASSIGNMENT, CLIENT, HERS, ready="assignment"),
    Row("coach", "PATCH", ASSIGNMENT, CLIENT, HERS, body=lambda _: {"bundle": "tea"}, ready="assignment"),
    Row(
        "coach",
        "POST",
        f"{ASSIGNMENT}/attempts",
        CLIENT,
        HERS,
        body=lambda _: {"version": "tiny"},
        status=201,
        ready="assignment",
    ),
    Row(
        "coach", "POST", f"{ASSIGNMENT}/not-this-time", CLIENT, HERS, body=lambda _: {}, status=201, ready="assignment"
    ),
    Row("coach", "POST", f"{ASSIGNMENT}/pause", CLIENT, HERS, body=lambda _: {}, ready="assignment"),
    Row("coach", "POST", f"{ASSIGNMENT}/resume", CLIENT, HERS, body=lambda _: {}, ready="assignment"),
    Row("coach", "POST", f"{ASSIGNMENT}/let-go", CLIENT, HERS, body=lambda _: {}, ready="assignment"),
    Row("coach", "POST", "/v1/plan/questions", CLIENT, body=lambda _: {"question": "What now?"}, status=201),
    Row("coach", "PUT", "/v1/plan/session", CLIENT, body=lambda _: {"line": "It was loud."}),
    Row(
        "coach",
        "POST",
        "/v1/clients/{client_id}/proposals",
        THERAPIST,
        RECIPIENT,
        body=lambda _: TASK | {"id": ONCE_PROPOSED},
        status=201,
        ready="proposals",
    ),
    Row("coach", "POST", f"{ASSIGNMENT}/leave-as-it-is", CLIENT, HERS, body=lambda _: {}, ready="assignment"),
    Row("coach", "POST", "/v1/plan/today", CLIENT, body=lambda _: {"intensity": 9}),
    Row("coach", "GET", f"{ASSIGNMENT}/smaller", CLIENT, HERS, ready="assignment"),
    Row("coach", "GET", f"{ASSIGNMENT}/questions", CLIENT, HERS, ready="assignment"),
    Row(
        "coach",
        "POST",
        f"{ASSIGNMENT}/questions",
        CLIENT,
        HERS,
        body=lambda _: {"understand": "no"},
        ready="assignment",
    ),
    Row("coach", "POST", f"{ASSIGNMENT}/accept", CLIENT, HERS, body=lambda _: {}, ready="proposal"),
)
NOTIFIER = (
    Row("notifier", "GET", "/v1/reminders", CLIENT),
    Row("notifier", "POST", "/v1/reminders", CLIENT, body=lambda _: reminder(), status=201),
    Row("notifier", "GET", "/v1/reminders/{reminder_id}", CLIENT, HERS, ready="reminder"),
    Row(
        "notifier",
        "PATCH",
        "/v1/reminders/{reminder_id}",
        CLIENT,
        HERS,
        body=lambda _: {"at": "12:05"},
        ready="reminder",
    ),
    Row("notifier", "DELETE", "/v1/reminders/{reminder_id}", CLIENT, HERS, status=204, ready="reminder"),
    Row("notifier", "GET", "/v1/occurrences", CLIENT),
    Row(
        "notifier",
        "POST",
        "/v1/occurrences/{occurrence_id}/confirm",
        CLIENT,
        HERS,
        body=lambda _: {},
        ready="occurrence",
    ),
    Row(
        "notifier",
        "POST",
        "/v1/occurrences/{occurrence_id}/snooze",
        CLIENT,
        HERS,
        body=lambda _: {"id": ONCE, "minutes": "not_today"},
        ready="occurrence",
    ),
    Row("notifier", "POST", "/v1/reminders/pause", CLIENT, body=lambda _: {}),
    Row("notifier", "POST", "/v1/reminders/resume", CLIENT, body=lambda _: {}),
)
REPORTS = (
    Row("reports", "POST", "/v1/consents", CLIENT, FELLOWS, body=consent, status=201, refused=422, ready="nothing"),
    Row("reports", "GET", "/v1/consents", CLIENT),
    Row("reports", "GET", "/v1/consents/{consent_id}", CLIENT, HERS, ready="consent"),
    Row(
        "reports",
        "PATCH",
        "/v1/consents/{consent_id}",
        CLIENT,
        HERS,
        body=lambda _: {"fields": ["period"]},
        ready="consent",
    ),
    Row("reports", "DELETE", "/v1/consents/{consent_id}", CLIENT, HERS, status=204, ready="consent"),
    Row("reports", "GET", "/v1/reports/preview", CLIENT, query=LOOK, ready="consent"),
    Row(
        "reports",
        "GET",
        "/v1/reports/preview",
        CLIENT,
        HERS,
        refused=422,
        query=LOOK_WITHIN,
        ready="consent",
        variant="within her consent",
    ),
    Row("reports", "POST", "/v1/reports", CLIENT, HERS, body=report, status=202, refused=422, ready="consent"),
    Row("reports", "GET", "/v1/reports", CLIENT),
    Row("reports", "GET", "/v1/reports/{report_id}", CLIENT, HERS, ready="report"),
    Row("reports", "GET", "/v1/reports/{report_id}/pdf", CLIENT, HERS, ready="report"),
    Row("reports", "POST", "/v1/reports/{report_id}/release", CLIENT, HERS, body=lambda _: {}, ready="report"),
    Row("reports", "GET", "/v1/access-log", CLIENT, ready="report"),
    Row("reports", "GET", "/v1/shared-with-me", THERAPIST, ready="report"),
    Row("reports", "GET", "/v1/shared-with-me/{client_id}", THERAPIST, RECIPIENT, ready="report"),
    Row("reports", "GET", "/v1/shared-with-me/{client_id}/pdf", THERAPIST, RECIPIENT, ready="report"),
)
