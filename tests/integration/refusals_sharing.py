"""Bad requests about tasks, reminders and what is shared, and the field that each is refused by."""

from uuid import uuid4

from tests.integration.access_sharing import EARLIEST, LATEST, TASK, reminder
from tests.integration.cast import Body
from tests.integration.refusals import MARK

TASKS, REMINDERS, CONSENTS, REPORTS = "/v1/plan/assignments", "/v1/reminders", "/v1/consents", "/v1/reports"
PERIOD = f"from={EARLIEST}&to={LATEST}"
RULE = reminder()
CONSENT: Body = {"recipient": str(uuid4()), "fields": ["period"], "text_version": "1"}
REPORT: Body = {"consent_id": str(uuid4()), "from": str(EARLIEST), "to": str(LATEST)}
BAD_REQUESTS: dict[str, tuple[str, str, Body | None, str]] = {
    "a task without its tiny version": ("POST", TASKS, TASK | {"versions": {"full": MARK}}, "versions.tiny"),
    "a task of no known kind": ("POST", TASKS, TASK | {"kind": MARK}, "kind"),
    "a task with a wrong time": (
        "POST",
        TASKS,
        TASK | {"anchor": {"after": "x", "usual_time": MARK}},
        "anchor.usual_time",
    ),
    "a task whose id is none": ("GET", f"{TASKS}/{MARK}", None, "assignment_id"),
    "an attempt of no known size": ("POST", f"{TASKS}/{uuid4()}/attempts", {"version": MARK}, "version"),
    "four barriers": (
        "POST",
        f"{TASKS}/{uuid4()}/not-this-time",
        {"barriers": ["too-big", "anxious", "forgot", "no-time"]},
        "barriers",
    ),
    "an if-then plan without a cue": ("POST", TASKS, TASK | {"if_then": {"action": MARK}}, "if_then.cue"),
    "an if-then plan for a feeling that is none": (
        "POST",
        TASKS,
        TASK | {"if_then": {"cue": "x", "action": "y", "feelings": [MARK]}},
        "if_then.feelings[0]",
    ),
    "a tiny version that asks for writing": (
        "POST",
        TASKS,
        TASK | {"versions": {"full": "A page.", "tiny": f"Write {MARK}"}},
        "versions.tiny",
    ),
    "a moment that is none": ("POST", "/v1/plan/today", {"intensity": MARK}, "intensity"),
    "an answer that is none": ("POST", f"{TASKS}/{uuid4()}/questions", {"avoid": MARK}, "avoid"),
    "a session on no day": ("PUT", "/v1/plan/session", {"date": MARK}, "date"),
    "a reminder at night": ("POST", REMINDERS, RULE | {"at": "22:30"}, "at"),
    "a reminder in no zone": ("POST", REMINDERS, RULE | {"zone": MARK}, "zone"),
    "a reminder to no address": (
        "POST",
        REMINDERS,
        RULE | {"channel": {"type": "email", "address": MARK}},
        "channel.address",
    ),
    "a reminder that tells": ("POST", REMINDERS, RULE | {"text": f"{MARK} therapy"}, "text"),
    "a pause until a time that is none": ("POST", f"{REMINDERS}/pause", {"until": MARK}, "until"),
    "a snooze for some other time": ("POST", f"/v1/occurrences/{uuid4()}/snooze", {"minutes": MARK}, "minutes"),
    "a consent for nobody": ("POST", CONSENTS, CONSENT, "recipient"),
    "a consent for no field": ("POST", CONSENTS, CONSENT | {"fields": []}, "fields"),
    "a consent for a field that is none": ("POST", CONSENTS, CONSENT | {"fields": [MARK]}, "fields[0]"),
    "a report within no consent": ("POST", REPORTS, REPORT, "consent_id"),
    "a report of no day": ("POST", REPORTS, REPORT | {"from": MARK}, "from"),
    "a preview of a field that is none": ("GET", f"{REPORTS}/preview?fields={MARK}&{PERIOD}", None, "fields"),
    "a report whose id is none": ("GET", f"{REPORTS}/{MARK}", None, "report_id"),
}
