"""Unique words go through a whole evening; afterwards they stand nowhere in the clear, as docs/data-map.md says."""

import base64
import binascii
import json
import zlib
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy

import pytest

from tests.integration.access_table import PROCESS_NAMES
from tests.integration.aftermath import OF_A_TASK, WORDS, Aftermath, live_through
from tests.integration.canary_chain import SHOWN
from tests.integration.canary_evening import DEAD, EMOTION, text
from tests.integration.searching import forms, sightings

# The whole evening happens while the first test waits for it.
pytestmark = [pytest.mark.real, pytest.mark.timeout(300)]

# Who may be told what somebody else wrote, and by which answer.
MAY_BE_TOLD = {
    ("organisation", "ops POST /v1/organisations 201"),
    ("clinic", "org_admin POST /v1/clinics 201"),
    ("clinic", "org_admin GET /v1/clinics 200"),
    ("clinic", "clinic_admin GET /v1/clinics 200"),
    ("clinic", "therapist GET /v1/clinics 200"),
    ("clinic", "colleague GET /v1/clinics 200"),
    ("label", "therapist GET /v1/caseload 200"),
}
# The names of what is sealed; none of them may be readable around a value.
FIELDS = {
    name: f'"{name}"'
    for name in ("intensity", "intensity_after", "emotions", "triggers", "note", "technique_id", "response", "helped")
}
OWN_WORDS = {
    *("note", "trigger", "response", "response in a list", "source", "prop", *OF_A_TASK, "question", "line"),
    *(f"{each} kept private" for each in OF_A_TASK),
    *("reminder", "anchor of the reminder", "e-mail", "text version"),
}
# Beside ids, times, ciphertext, keyed hashes and transactions, this is all that stands in the clear.
CLEAR = {
    "log.events": {"service", "version", "type", "position"},
    "log.heads": {"service", "version"},
    "log.subject_keys": {"kind", "kek", "state"},
    "log.note_keys": {"service"},
    "log.issuers": {"kid", "issuer", "algorithm", "public_key"},
    "router.clients": {"practice_version", "checkin_version", "clinic_version"},
    "router.clinics": {"version", "regulate_from"},
    "router.profiles": {"version"},
    "router.rebuilds": {"single", "rebuilt", "unreadable"},
    "router.moments": {"version", "retracted"},
    "router.runs": {"version"},
    "notifier.reminders": {"version"},
    "notifier.occurrences": {"local_date", "slot", "channel", "state", "tries"},
    "reports.builds": {"state", "attempts", "handings"},
    "clinic.invitations": {"kind"},
}
CLEAR_OF_HEARING = {
    "inbox": {"consumer", "position"},
    "checkpoints": {"consumer", "position", "types", "behind"},
    "retries": {"consumer", "type", "tries", "error"},
    "dead_letters": {"consumer", "type", "tries", "error"},
}
ON_THE_WIRE = {
    *("specversion", "id", "source", "type", "subject", "org", "time", "recordedat", "tx", "position", "streamversion"),
    *("datacontenttype", "data_base64", "content", "chain"),
}
TYPES = {
    *("check_in.recorded", "check_in.retracted", "technique.recommended", "first_line.prepared", "card.shown"),
    *("practice.started", "practice.step_completed", "practice.finished"),
    *("plan.added", "plan.attempted", "plan.not_this_time", "plan.line_written", "plan.question_added"),
    *("reminder.set", "occurrence.sent", "occurrence.confirmed", "quiet.asked"),
    *("consent.granted", "consent.narrowed", "report.requested", "report.built", "report.released", "report.opened"),
    *("client.invited", "client.joined", "client.assigned", "staff.added", "clinic.settings_changed"),
}


@pytest.fixture(scope="module")
def left(postgres_url: str, redis_url: str, tmp_path_factory: pytest.TempPathFactory) -> Aftermath:
    return live_through(postgres_url, redis_url, tmp_path_factory.mktemp("house"))


def test_no_word_stands_anywhere_in_the_clear(left: Aftermath) -> None:
    assert sightings(WORDS, left.places) == set()


def test_nobody_is_told_what_somebody_else_wrote(left: Aftermath) -> None:
    told = {f"{each.who} {each.what}": b"" for each in left.overheard.answers if each.who != "maya"}
    for each in left.overheard.answers:
        if each.who != "maya":
            told[f"{each.who} {each.what}"] += each.content
    found = {(word, answer) for word, answer, _ in sightings(WORDS, told)}
    assert found == MAY_BE_TOLD


def test_no_refusal_repeats_what_was_sent(left: Aftermath) -> None:
    refused = {f"{n}: {each.what}": each.content for n, each in enumerate(left.overheard.answers) if each.status >= 400}
    assert len(refused) > 60
    assert not {(word, answer.split()[-1]) for word, answer, _ in sightings(WORDS, refused)}


def test_what_she_felt_and_what_she_did_stand_nowhere_in_the_clear(left: Aftermath) -> None:
    names = {each: each for each in (EMOTION, *left.told.techniques)}
    others = {
        f"{n}: {each.who} {each.what}": each.content
        for n, each in enumerate(left.overheard.answers)
        if each.who != "maya" and not each.what.startswith(("GET /v1/emotions", "GET /v1/techniques"))
    }
    assert sightings(names | FIELDS, left.places) == set()
    assert sightings(names, others) == set()


def test_logs_metrics_and_traces_name_no_person_and_no_organisation(left: Aftermath) -> None:
    people = {name: person.subject for name, person in left.people.people().items() if person.subject}
    places = {"their organisation": left.people.home.id, "their clinic": left.people.home.clinic}
    secrets = {name: person.token for name, person in left.people.people().items() if person.token}
    ids = {name: each.replace("-", "") for name, each in (people | places).items()}
    told = left.kind("log", "metrics", "traces", "dead letters")
    assert sightings(people | places, told) == set()
    assert sightings({f"{name} without dashes": each for name, each in ids.items()}, told) == set()
    assert sightings({f"token of {name}": token for name, token in secrets.items()}, left.places) == set()


def test_no_column_but_the_listed_ones_holds_anything_in_the_clear(left: Aftermath) -> None:
    of_hearing = {f"{schema}.{table}": columns for schema in DEAD for table, columns in CLEAR_OF_HEARING.items()}
    assert {table: set(columns) for table, columns in left.columns.items()} == CLEAR | of_hearing


def test_news_carries_ids_times_neutral_types_and_ciphertext_and_nothing_else(left: Aftermath) -> None:
    assert len(left.news) > 30
    assert {frozenset(document) - {"traceparent"} for document in left.news} == {frozenset(ON_THE_WIRE)}
    assert {document["type"] for document in left.news} <= TYPES


def test_what_is_sealed_cannot_be_told_from_noise(left: Aftermath) -> None:
    """It does not get smaller; the same as text does."""
    assert len(left.sealed) > 20_000
    assert len(zlib.compress(left.sealed, 9)) > len(left.sealed)
    assert len(zlib.compress(left.own.encode(), 9)) < len(left.own.encode()) / 2


def test_the_words_are_there_for_those_whose_they_are(left: Aftermath) -> None:
    """The control of everything above: the words did go all the way, and opened with the key they are found."""
    assert {word for word, *_ in sightings(WORDS, {"own": left.own.encode()})} == OWN_WORDS
    assert left.organisation == {"name": text(WORDS["organisation"]).strip()}


def test_a_reminder_says_where_it_goes_and_her_own_neutral_words_and_nothing_else(left: Aftermath) -> None:
    """No name, no id, and the address only where a mail server needs it."""
    ids = {name: getattr(left.people.maya, name) for name in ("subject", "token")} | {"home": left.people.home.id}
    assert len(left.mails) == 1
    assert {word for word, *_ in sightings(WORDS | ids, {"mail": left.mails[0]})} == {"e-mail", "reminder"}
    mail = message_from_bytes(left.mails[0], policy=policy.default)
    holding = {name: each.encode() for name, each in mail.items()}
    assert {place for word, place, _ in sightings(WORDS, holding) if word == "e-mail"} == {"To"}
    assert {place for word, place, _ in sightings(WORDS, holding) if word == "reminder"} <= {"Subject"}


def test_a_report_holds_only_what_was_ticked(left: Aftermath) -> None:
    """The control is the second one, with everything: there her words are found, but no private ones."""
    assert sightings(WORDS, {"little": left.shared.little}) == set()
    assert b"anxious" in left.shared.little.lower()
    assert {word for word, *_ in sightings(WORDS, {"whole": left.shared.whole})} == SHOWN


def test_what_waits_for_celery_names_her_and_the_report_by_ids_alone(left: Aftermath) -> None:
    for message in left.kind("Celery's queue").values():
        positional, named, _ = json.loads(base64.b64decode(json.loads(message)["body"]))
        assert positional[:2] == [left.people.home.id, left.people.maya.subject]
        assert (len(positional), named) == (3, {})


def test_no_file_of_a_report_is_left_where_temporary_files_are(left: Aftermath) -> None:
    assert b"PDF" not in left.places["temporary files"]
    assert b".pdf" not in left.places["temporary files"]


def test_every_place_was_really_looked_into(left: Aftermath) -> None:
    """Each kind of evidence holds what it always holds, so that an empty one is noticed."""
    logs, measures = left.kind("log "), left.kind("metrics")
    for name in ("checkin-api", "coach-api", "clinic-api"):
        lines = [json.loads(line) for line in logs[f"log {name}.log"].splitlines()]
        assert [line for line in lines if (line["event"], line["level"]) == ("answered", "debug")], name
    assert b"bus.event_failed" in logs["log router-worker.log"]
    assert b"bus.event_failed" in logs["log coach-worker.log"]
    assert b"not reachable just now" in logs["log checkin-api.log"]
    assert set(measures) == {f"metrics of {name}" for name in (*PROCESS_NAMES, "reports-celery")}
    assert all(b"http_request_duration_seconds" in measures[f"metrics of {name}"] for name in PROCESS_NAMES)
    assert b"/v1/check-ins" in left.places["traces"]
    assert b"http.route" in left.places["traces"]
    for service in ("checkin", "coach", "router", "clinic", "notifier", "reports"):
        assert f"Redis news:{{{service}}}" in left.places
    assert {"Celery's queue, 0", "Celery's queue, 1", "Celery's Redis reports:reports"} <= {*left.places}
    assert {"log earlier-reports-celery.log", "log reports-celery.log", "log post.log"} <= {*left.places}
    for table in (
        "log.events_0",
        "log.note_keys",
        "router.runs",
        "router.profiles",
        "clinic.clients",
        "coach.dead_letters",
        "reports.files",
    ):
        assert f"COPY {table} ".encode() in left.places["pg_dump"]
    assert b"COPY reports.files " in left.places["pg_dump"]
    assert left.people.maya.subject.encode() in left.places["pg_dump"]
    for service, dead in DEAD.items():
        assert len(left.places[f"dead letters of {service}"].splitlines()) == dead


WRITTEN: dict[str, Callable[[str], bytes]] = {
    "as it is": str.encode,
    "in capitals": lambda word: word.upper().encode(),
    "hex": lambda word: word.encode().hex().encode(),
    "hex in capitals": lambda word: word.encode().hex().upper().encode(),
    "base64": lambda word: base64.b64encode(word.encode()),
    "base64, one letter later": lambda word: base64.b64encode(b"." + word.encode()),
    "base64, two letters later": lambda word: base64.b64encode(b".." + word.encode()),
    "base64 for addresses": lambda word: base64.urlsafe_b64encode(b"\xff\xfe" + word.encode()).rstrip(b"="),
    "UTF-16": lambda word: word.encode("utf-16"),
    "UTF-16, the other way round": lambda word: word.encode("utf-16-be"),
    "escaped for an address": lambda word: "".join(f"%{byte:02X}" for byte in word.encode()).encode(),
    "escaped for JSON": lambda word: "".join(f"\\u{ord(letter):04x}" for letter in word).encode(),
    "base64 in hex, as a dump has it": lambda word: b"\\\\x" + binascii.hexlify(base64.b64encode(word.encode())),
    "UTF-16 in base64": lambda word: base64.b64encode(word.encode("utf-16-le")),
    "hex in base64": lambda word: base64.b64encode(word.encode().hex().encode()),
}


def planted(word: str) -> Iterator[tuple[str, bytes]]:
    for name, write in WRITTEN.items():
        yield name, b'{"event": "answered", "note": "' + write(word) + b'"}\n'


@pytest.mark.parametrize("how", WRITTEN)
def test_a_planted_line_is_found_in_whatever_form(how: str, left: Aftermath) -> None:
    """The control of the search: one more line in a real log, and the same test fails."""
    line = dict(planted(WORDS["note"]))[how]
    log = left.places["log checkin-api.log"]
    found = sightings(WORDS, {**left.places, "log checkin-api.log": log + line + log})
    assert {(word, place) for word, place, _ in found} == {("note", "log checkin-api.log")}


def test_words_that_only_begin_alike_are_told_apart() -> None:
    assert set(forms("abc")) == set(forms("abd"))
    assert sightings({"one": "zq0123456789abcdef"}, {"here": b"zq0123456789abcdee"}) == set()
