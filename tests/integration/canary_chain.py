"""The rest of the chain on an evening of canaries: a plan, a reminder that is really sent, reports that are really
built. Every word is a canary here too."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO

from pypdf import PdfReader
from redis import Redis

from deploy.local.processes import BROKER
from deploy.local.reminding import next_minute
from deploy.local.urls import with_number
from tests.integration.belongings import waited_for
from tests.integration.canary_evening import Words, text
from tests.integration.cast import Body, Cast, Person
from tests.integration.evidence import held_in_redis
from tests.integration.house import House
from tests.notifier.world import afternoon

# What a report may show of her words, by the name of each.
SHOWN = {"title", "version tiny", "line", "line of not this time", "question", "trigger", "note"}
EVERYTHING = (
    *("period", "feelings", "high_moments", "practices", "homework", "barriers", "line", "questions", "triggers"),
    *("patterns", "notes"),
)
NO_WORDS = ("period", "feelings", "high_moments", "practices", "barriers", "patterns")


@dataclass(frozen=True)
class Shared:
    """The words of both PDFs: of the fields that hold none of hers, and of everything. `queue` is what waited for
    Celery, `paths` where all this can be asked for."""

    little: bytes
    whole: bytes
    queue: dict[str, bytes]
    paths: list[str]


def plans(maya: Person, words: Words) -> list[str]:
    """One task that a report may show and one that it may not, and what became of both."""
    open_one, private = (maya.post("/v1/plan/assignments", task(words, end))["id"] for end in ("", " kept private"))
    for each, end in ((open_one, ""), (private, " kept private")):
        path = f"/v1/plan/assignments/{each}"
        attempt = {"version": "tiny", "note": text(words[f"attempt{end}"]), "intensity_before": 6, "helped": "a_bit"}
        maya.post(f"{path}/attempts", attempt)
        maya.post(f"{path}/not-this-time", {"barriers": ["too-big"], "line": words[f"line of not this time{end}"]})
    maya.post("/v1/plan/questions", {"question": text(words["question"])})
    assert maya.ask("PUT", "/v1/plan/session", {"line": text(words["line"])}).status_code == 200
    return [open_one, private]


def task(words: Words, end: str) -> Body:
    return {
        "title": f"{words[f'title{end}']} ü",
        "kind": "free",
        "why": text(words[f"why{end}"]),
        "versions": {name: words[f"version {name}{end}"] for name in ("full", "small", "tiny")},
        "anchor": {"after": words[f"anchor{end}"], "usual_time": "21:50"},
        "if_then": {"cue": words[f"if-then cue{end}"], "action": words[f"if-then action{end}"]},
        "bundle": words[f"bundle{end}"],
        "target": {"times_per_week": 3, "when": words[f"when{end}"]},
        "shown_in": "private" if end else "report",
    }


def sets_reminder(maya: Person, words: Words) -> str:
    """For the next whole minute; gives its id."""
    zone = afternoon()
    rule = {
        "zone": zone,
        "at": f"{next_minute(datetime.now(UTC), zone):%H:%M}",
        "anchor": {"after": words["anchor of the reminder"], "usual_time": "13:00"},
        "channel": {"type": "email", "address": f"{words['e-mail']}@example.org"},
        "text": f"{words['reminder'].capitalize()} ü?",
    }
    return str(maya.post("/v1/reminders", rule)["id"])


def is_reminded(maya: Person, house: House) -> list[bytes]:
    """The e-mails as they came; and she says that she saw it."""
    sent = waited_for(lambda: [each for each in maya.get("/v1/occurrences")["occurrences"] if each["state"] == "sent"])
    maya.post(f"/v1/occurrences/{sent[0]['id']}/confirm", {}, 200)
    return [each.read_bytes() for each in sorted(house.mail.glob("*.eml"))]


def shares(house: House, cast: Cast, check_in: str, words: Words) -> Shared:
    """Two reports, asked for while nobody builds; the first is released and read, and at last taken back."""
    little, whole = (consents(cast, fields, words) for fields in (NO_WORDS, EVERYTHING))
    with house.without("reports-celery"):
        reports = [asks(cast.maya, little), asks(cast.maya, whole, notes=[check_in])]
        queue = waited_for(lambda: waiting(house))
    pdfs = [built(cast.maya, each) for each in reports]
    cast.maya.post(f"{reports[0]}/release", {}, 200)
    paths = [*reports, "/v1/shared-with-me", f"/v1/shared-with-me/{cast.maya.subject}"]
    shared = cast.therapist.ask("GET", f"/v1/shared-with-me/{cast.maya.subject}/pdf")
    assert shared.content == pdfs[0]
    cast.maya.ask("PATCH", f"/v1/consents/{whole}", {"fields": ["period"]})
    return Shared(words_of(pdfs[0]), words_of(pdfs[1]), queue, paths)


def consents(cast: Cast, fields: tuple[str, ...], words: Words) -> str:
    body = {"recipient": cast.therapist.subject, "fields": fields, "text_version": words["text version"]}
    return str(cast.maya.post("/v1/consents", body)["id"])


def asks(maya: Person, consent: str, **more: object) -> str:
    """The path of a report that is asked for, after a look at its page."""
    today = datetime.now(UTC).date()
    period = {"from": str(today - timedelta(days=6)), "to": str(today + timedelta(days=1))}
    assert maya.ask("GET", "/v1/reports/preview", params=period | {"consent_id": consent}).status_code == 200
    return f"/v1/reports/{maya.post('/v1/reports', period | {'consent_id': consent} | more, 202)['id']}"


def waiting(house: House) -> dict[str, bytes] | None:
    """The queue with both messages in it, message by message."""
    url = with_number(house.redis_url, BROKER)
    with Redis.from_url(url) as redis:
        messages = redis.lrange("reports:reports", 0, -1)
    told = {f"Celery's queue, {number}": message for number, message in enumerate(messages)}
    held = {f"Celery's {name}": content for name, content in held_in_redis(url).items()}
    return told | held if len(messages) >= 2 else None


def built(maya: Person, path: str) -> bytes:
    waited_for(lambda: maya.get(path)["state"] == "built")
    return maya.ask("GET", f"{path}/pdf").content


def words_of(pdf: bytes) -> bytes:
    """All that the file says, its description too, without the ends of lines."""
    file = PdfReader(BytesIO(pdf))
    return "".join([*(each.extract_text() for each in file.pages), repr(file.metadata)]).replace("\n", "").encode()
