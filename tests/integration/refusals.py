"""What is refused: bad moments and bad ratings with what is allowed instead, and how a refusal has to look."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from tests.integration.cast import Body, Organisation, Person, told
from tests.integration.house import House

MOMENT: Body = {"emotions": ["fearful.anxious"], "intensity": 9}
TECHNIQUE = "three-slow-breaths"
MARK = "zq-not-to-be-repeated"
FROM_ONE_TO_TEN = "Give a whole number from 1 to 10."
FROM_THE_WHEEL = 'Give one to three different ids from GET /v1/emotions, the strongest first, or "unsure".'
WITH_OFFSET = "Give a date and time with its offset, such as 2026-01-31T21:45:00+01:00."
# Everything that is kept because somebody asked for it; what the workers add later is left out.
STORED = """
SELECT (SELECT count(*) FROM log.events
        WHERE type NOT IN ('technique.recommended', 'first_line.prepared', 'card.shown'))
    + (SELECT count(*) FROM log.note_keys) + (SELECT count(*) FROM log.subject_keys)
    + (SELECT count(*) FROM clinic.clients) + (SELECT count(*) FROM clinic.staff)
    + (SELECT count(*) FROM clinic.invitations) + (SELECT count(*) FROM clinic.sessions)
    + (SELECT count(*) FROM clinic.refresh_tokens)
"""


class Stored:
    """What is stored when the block begins; it has to be the same at its end."""

    def __init__(self, house: House) -> None:
        self._house = house

    def __enter__(self) -> None:
        self._before = self._house.value(STORED)

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            assert self._house.value(STORED) == self._before, "something was stored"


def refused(answer: httpx.Response, status: int, *fields: str) -> dict[str, str]:
    """What the problem says about each field it names."""
    problem = told(answer, status)
    assert answer.headers["content-type"] == "application/problem+json"
    assert problem["type"].startswith("urn:smallhours:problem:")
    assert problem["status"] == status
    assert problem["title"]
    assert MARK not in answer.text
    errors = {each["field"]: each["detail"] for each in problem.get("errors", [])}
    assert set(errors) == set(fields)
    assert all(errors.values())
    return errors


def ahead(**time: float) -> str:
    return (datetime.now(UTC) + timedelta(**time)).isoformat()


BAD_MOMENTS: dict[str, tuple[dict[str, Any], str, str]] = {
    "an unknown emotion": ({"emotions": [MARK]}, "emotions", FROM_THE_WHEEL),
    "an emotion's label instead of its id": ({"emotions": ["Anxious"]}, "emotions", FROM_THE_WHEEL),
    "the same emotion twice": ({"emotions": ["happy", "happy"]}, "emotions", FROM_THE_WHEEL),
    "four emotions": ({"emotions": ["happy", "sad", "angry", "bad"]}, "emotions", "Give a list of 1 to 3 entries."),
    "no emotion": ({"emotions": []}, "emotions", "Give a list of 1 to 3 entries."),
    "intensity 0": ({"intensity": 0}, "intensity", FROM_ONE_TO_TEN),
    "intensity 11": ({"intensity": 11}, "intensity", FROM_ONE_TO_TEN),
    "intensity nine": ({"intensity": "nine"}, "intensity", FROM_ONE_TO_TEN),
    "intensity as text": ({"intensity": "9"}, "intensity", FROM_ONE_TO_TEN),
    "intensity true": ({"intensity": True}, "intensity", FROM_ONE_TO_TEN),
    "intensity nine and a half": ({"intensity": 9.5}, "intensity", FROM_ONE_TO_TEN),
    "a time without an offset": ({"occurred_at": "2026-11-01T21:45:00"}, "occurred_at", WITH_OFFSET),
    "a time as a number": ({"occurred_at": 1_767_000_000}, "occurred_at", WITH_OFFSET),
    "a time two days ahead": (
        {"occurred_at": ahead(days=2)},
        "occurred_at",
        "Give a time that is at most 24 hours ahead.",
    ),
    "a time zone that is none": (
        {"time_zone": MARK},
        "time_zone",
        "Give an IANA time zone, such as Europe/Dublin.",
    ),
    "a note of 100 kB": ({"note": MARK + "x" * 100_000}, "note", "Give text of at most 4000 characters."),
    "an energy that is none": ({"context": {"energy": MARK}}, "context.energy", "Give one of: low, medium, high."),
    "an id that is no UUID": ({"id": MARK}, "id", "Give a UUID."),
}


BAD_RATINGS: dict[str, tuple[dict[str, Any], str, str]] = {
    "0": ({"intensity_after": 0}, "intensity_after", FROM_ONE_TO_TEN),
    "11": ({"intensity_after": 11}, "intensity_after", FROM_ONE_TO_TEN),
    "nine": ({"intensity_after": "nine"}, "intensity_after", FROM_ONE_TO_TEN),
    "a word that is none": ({"helped": MARK}, "helped", "Give one of: helped, a_bit, no, worse."),
    "two days ahead": (
        {"intensity_after": 3, "occurred_at": ahead(days=2)},
        "occurred_at",
        "Give a time that is at most 24 hours ahead.",
    ),
}


def ended_code(house: House, clinic: Organisation, what: str) -> str:
    """A code that opens nothing, for this reason."""
    if what == "unknown":
        return MARK
    invited = clinic.therapist.post("/v1/invitations", {"role": "client"})
    if what == "used":
        Person(clinic.client.http).come_in(invited["code"])
    if what == "expired":
        late = "UPDATE clinic.invitations SET expires_at = now() - interval '1 second' WHERE subject = $1::uuid"
        house.value(late, invited["client_id"])
    if what == "replaced":
        clinic.therapist.post("/v1/invitations", {"id": invited["client_id"], "role": "client"})
    return str(invited["code"])
