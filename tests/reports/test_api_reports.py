"""Reports through the public API: what may be asked for, and what a consent that changes does to it."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.reports.world import TODAY, TRIGGER, WEEKS_AGO, Desk, MovingClock, World, text_of

KIND = "urn:smallhours:problem:"


def seen(pdf: bytes) -> str:
    return text_of(pdf).replace(" ", "")


async def test_a_request_says_where_to_look_and_what_was_asked(desk: Desk, world: World) -> None:
    await world.moment(desk.maya)
    consent = await desk.granted()
    answer = await desk.post("/v1/reports", desk.asked(consent, fields=["period", "feelings"], zone="Europe/Madrid"))
    assert answer.status_code == 202
    shown = answer.json()
    assert answer.headers["location"] == f"/v1/reports/{shown['id']}"
    assert (shown["state"], shown["fields"], shown["zone"]) == ("requested", ["period", "feelings"], "Europe/Madrid")
    assert (await desk.get(answer.headers["location"])).json() == shown
    [asked] = [each.data for each in await world.heard(desk.maya) if each.type == "report.requested"]
    assert asked.model_dump()["window"] == {"checkin": 1}


async def test_parallel_requests_with_one_id_are_one_request(desk: Desk, world: World) -> None:
    body = desk.asked(await desk.granted(), id=str(uuid4()))
    answers = await asyncio.gather(*(desk.post("/v1/reports", body) for _ in range(4)))
    assert {each.status_code for each in answers} == {202}
    assert len({each.text for each in answers}) == 1
    rows = await world.row("SELECT count(*) FROM reports.builds WHERE client = $1", desk.maya.subject)
    assert rows[0] == 1
    other = await desk.post("/v1/reports", body | {"zone": "Europe/Madrid"})
    assert (other.status_code, other.json()["errors"][0]["field"]) == (422, "id")


async def test_two_clients_may_choose_the_same_id(desk: Desk, world: World) -> None:
    chosen = str(uuid4())
    await world.moment(desk.maya)
    neighbour = await world.client(desk.maya.org)
    await world.moment(neighbour)
    theirs = (await desk.post("/v1/consents", desk.consent(), neighbour)).json()["id"]
    assert (await desk.post("/v1/reports", desk.asked(theirs, id=chosen), neighbour)).status_code == 202
    await desk.built(await desk.granted(), id=chosen)
    await world.built(neighbour, chosen)
    assert (await desk.get(f"/v1/reports/{chosen}", neighbour)).json()["state"] == "built"


async def test_reports_come_newest_first_and_in_pages(desk: Desk) -> None:
    consent = await desk.granted()
    made = [await desk.requested(consent) for _ in range(3)]
    first = await desk.get("/v1/reports", limit=2)
    assert [each["id"] for each in first.json()["reports"]] == made[:0:-1]
    following = await desk.get(first.links["next"]["url"])
    assert [each["id"] for each in following.json()["reports"]] == made[:1]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"consent_id": str(uuid4())}, "consent_id"),
        ({"fields": ["barriers"]}, "fields"),
        ({"fields": ["moods"]}, "fields[0]"),
        ({"from": str(TODAY), "to": str(WEEKS_AGO)}, "to"),
        ({"from": str(TODAY - timedelta(days=366))}, "to"),
        ({"from": "2026-02-30"}, "from"),
        ({"from": "1026-02-20"}, "from"),
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"notes": [str(uuid4())]}, "notes"),
        ({"to": None}, "to"),
        ({"password": "x"}, "body"),
        ({"occurred_at": "2199-01-01T00:00:00Z"}, "occurred_at"),
    ],
)
async def test_what_is_not_allowed_is_named_and_not_repeated(
    desk: Desk, changes: dict[str, object], field: str
) -> None:
    refused = await desk.post("/v1/reports", desk.asked(await desk.granted()) | changes)
    assert refused.status_code == 422, refused.text
    assert [each["field"] for each in refused.json()["errors"]] == [field]
    for word in ("moods", "Mars", "password", "2026-02-30", "2199"):
        assert word not in refused.text


async def test_days_outside_the_consent_are_refused(desk: Desk) -> None:
    consent = await desk.granted(**{"from": str(WEEKS_AGO + timedelta(days=1)), "to": str(TODAY)})
    refused = await desk.post("/v1/reports", desk.asked(consent))
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "from")


async def test_somebody_elses_moment_cannot_be_ticked(desk: Desk, world: World) -> None:
    consent = await desk.granted(fields=["notes"])
    theirs = await world.moment(await world.client(desk.maya.org), note="theirs")
    refused = await desk.post("/v1/reports", desk.asked(consent, notes=[str(theirs)]))
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "notes")


async def test_a_note_is_shown_only_when_it_was_ticked(desk: Desk, world: World) -> None:
    ticked = await world.moment(desk.maya, note="tickedwords")
    await world.moment(desk.maya, note="otherwords")
    consent = await desk.granted(fields=["period", "notes"])
    plain = seen((await desk.get(f"/v1/reports/{await desk.built(consent)}/pdf")).content)
    with_one = await desk.built(consent, notes=[str(ticked)])
    shown = seen((await desk.get(f"/v1/reports/{with_one}/pdf")).content)
    assert ("tickedwords" in plain, "otherwords" in plain) == (False, False)
    assert ("tickedwords" in shown, "otherwords" in shown) == (True, False)


async def test_what_belongs_to_somebody_else_is_not_there(desk: Desk, world: World) -> None:
    await world.moment(desk.maya)
    report = await desk.released(await desk.granted())
    for who in (await world.client(desk.maya.org), await world.client()):
        for path in (f"/v1/reports/{report}", f"/v1/reports/{report}/pdf"):
            assert (await desk.get(path, who)).status_code == 404
        assert (await desk.post(f"/v1/reports/{report}/release", {}, who)).status_code == 404
    colleague = await world.therapist(desk.maya.org)
    for who in (colleague, await world.therapist(await world.organisation())):
        for path in (f"/v1/shared-with-me/{desk.maya.subject}", f"/v1/shared-with-me/{desk.maya.subject}/pdf"):
            assert (await desk.get(path, who)).status_code == 404
        assert (await desk.get("/v1/shared-with-me", who)).json() == {"shared": []}


async def test_the_row_alone_lets_nobody_in(desk: Desk, world: World) -> None:
    await world.moment(desk.maya)
    report = await desk.built(await desk.granted())
    row = "INSERT INTO reports.shared (recipient, client, org, report_id, released_at) VALUES ($1, $2, $3, $4, now())"
    await world.row(f"{row} RETURNING 1", desk.therapist.subject, desk.maya.subject, desk.maya.org, report)
    assert (await desk.shared_pdf()).status_code == 404
    assert (await desk.get(f"/v1/shared-with-me/{desk.maya.subject}", desk.therapist)).status_code == 404


async def test_a_consent_withdrawn_before_the_build_stops_it(desk: Desk, world: World) -> None:
    await world.moment(desk.maya)
    consent = await desk.granted()
    report = await desk.requested(consent)
    await desk.delete(f"/v1/consents/{consent}")
    await world.built(desk.maya, report)
    await refused_as(desk, report, "consent_ended")


async def test_a_consent_that_ended_before_the_build_stops_it(desk: Desk, world: World, clock: MovingClock) -> None:
    await world.moment(desk.maya)
    consent = await desk.granted(expires_at=(clock.now() + timedelta(minutes=5)).isoformat())
    report = await desk.requested(consent)
    clock.moved = timedelta(minutes=6)
    await world.built(desk.maya, report, clock)
    await refused_as(desk, report, "consent_ended")


async def test_a_consent_that_ended_hides_what_was_built(desk: Desk, world: World, clock: MovingClock) -> None:
    await world.moment(desk.maya)
    report = await desk.released(await desk.granted(expires_at=(clock.now() + timedelta(minutes=5)).isoformat()))
    clock.moved = timedelta(minutes=6)
    assert (await desk.get(f"/v1/reports/{report}/pdf")).json()["type"] == KIND + "consent-ended"
    assert (await desk.shared_pdf()).status_code == 404
    assert (await desk.get("/v1/shared-with-me", desk.therapist)).json() == {"shared": []}


async def test_a_consent_withdrawn_before_the_release_leaves_nothing_to_release(desk: Desk, world: World) -> None:
    await world.moment(desk.maya)
    consent = await desk.granted()
    report = await desk.built(consent)
    await desk.delete(f"/v1/consents/{consent}")
    refused = await desk.post(f"/v1/reports/{report}/release", {})
    assert (refused.status_code, refused.json()["type"]) == (409, KIND + "consent-ended")
    assert await world.row("SELECT 1 FROM reports.files WHERE client = $1", desk.maya.subject) is None


async def test_a_new_consent_does_not_wake_what_the_old_one_allowed(desk: Desk, world: World) -> None:
    await world.moment(desk.maya)
    consent = await desk.granted()
    report = await desk.released(consent)
    await desk.delete(f"/v1/consents/{consent}")
    second = await desk.granted()
    assert (await desk.shared_pdf()).status_code == 404
    assert (await desk.get(f"/v1/reports/{report}/pdf")).status_code == 409
    await desk.released(second)
    assert (await desk.shared_pdf()).status_code == 200


async def test_what_was_narrowed_after_the_request_is_left_out(desk: Desk, world: World) -> None:
    await world.moment(desk.maya, trigger="longago", day=WEEKS_AGO)
    await world.moment(desk.maya)
    consent = await desk.granted(fields=["period", "triggers"])
    report = await desk.requested(consent)
    await desk.patch(f"/v1/consents/{consent}", {"from": str(WEEKS_AGO + timedelta(days=2))})
    await world.built(desk.maya, report)
    shown = seen((await desk.get(f"/v1/reports/{report}/pdf")).content)
    assert (TRIGGER in shown, "longago" in shown) == (True, False)


async def test_a_request_that_the_narrowed_consent_holds_nothing_of_is_refused(desk: Desk, world: World) -> None:
    await world.moment(desk.maya)
    consent = await desk.granted(fields=["period", "triggers"])
    report = await desk.requested(consent, fields=["triggers"])
    await desk.patch(f"/v1/consents/{consent}", {"fields": ["period"]})
    await world.built(desk.maya, report)
    await refused_as(desk, report, "consent_narrowed")


async def test_what_was_narrowed_after_the_build_hides_it(desk: Desk, world: World) -> None:
    await world.moment(desk.maya)
    consent = await desk.granted(fields=["period", "triggers"])
    report = await desk.released(consent)
    assert (await desk.shared_pdf()).status_code == 200
    await desk.patch(f"/v1/consents/{consent}", {"fields": ["period"]})
    assert (await desk.shared_pdf()).status_code == 404
    assert (await desk.get(f"/v1/reports/{report}/pdf")).json()["type"] == KIND + "consent-narrowed"
    assert await world.row("SELECT 1 FROM reports.files WHERE client = $1", desk.maya.subject) is None


async def test_what_is_less_but_holds_the_report_still_leaves_it(desk: Desk, world: World) -> None:
    await world.moment(desk.maya)
    consent = await desk.granted(fields=["period", "triggers"])
    await desk.released(consent, fields=["triggers"])
    await desk.patch(f"/v1/consents/{consent}", {"fields": ["triggers"], "from": str(WEEKS_AGO)})
    assert (await desk.shared_pdf()).status_code == 200


async def test_what_was_taken_back_after_the_request_is_left_out(desk: Desk, world: World) -> None:
    gone = await world.moment(desk.maya, trigger="takenback", note="takenbackwords")
    await world.moment(desk.maya)
    consent = await desk.granted(fields=["period", "triggers", "notes"])
    report = await desk.requested(consent, notes=[str(gone)])
    await world.retract(desk.maya, gone)
    await world.built(desk.maya, report)
    shown = seen((await desk.get(f"/v1/reports/{report}/pdf")).content)
    assert (TRIGGER in shown, "takenback" in shown) == (True, False)


async def test_what_was_said_after_the_request_is_left_out(desk: Desk, world: World) -> None:
    await world.moment(desk.maya)
    report = await desk.requested(await desk.granted())
    await world.moment(desk.maya, trigger="saidlater")
    await world.built(desk.maya, report)
    assert "saidlater" not in seen((await desk.get(f"/v1/reports/{report}/pdf")).content)


async def test_what_was_taken_back_after_the_build_hides_it(desk: Desk, world: World) -> None:
    gone = await world.moment(desk.maya, trigger="takenback")
    report = await desk.released(await desk.granted())
    await world.retract(desk.maya, gone)
    assert (await desk.shared_pdf()).status_code == 404
    refused = await desk.get(f"/v1/reports/{report}/pdf")
    assert (refused.status_code, refused.json()["type"]) == (409, KIND + "taken-back")


async def test_taking_back_a_moment_of_other_days_hides_nothing(desk: Desk, world: World) -> None:
    before = await world.moment(desk.maya, day=WEEKS_AGO)
    await world.moment(desk.maya)
    report = await desk.built(await desk.granted(), **{"from": str(TODAY - timedelta(days=2))})
    later = await world.moment(desk.maya)
    for each in (before, later):
        await world.retract(desk.maya, each)
    assert (await desk.get(f"/v1/reports/{report}/pdf")).status_code == 200


async def test_a_client_with_no_events_is_told_so(desk: Desk, world: World) -> None:
    report = await desk.requested(await desk.granted())
    await world.built(desk.maya, report)
    await refused_as(desk, report, "nothing_to_show")


async def test_days_with_nothing_in_them_are_not_made_into_a_file(desk: Desk, world: World) -> None:
    await world.moment(desk.maya, day=WEEKS_AGO)
    report = await desk.requested(await desk.granted(), **{"from": str(TODAY - timedelta(days=2))})
    await world.built(desk.maya, report)
    await refused_as(desk, report, "nothing_to_show")


async def test_a_report_that_is_not_there_yet_cannot_be_read_or_released(desk: Desk, world: World) -> None:
    report = await desk.requested(await desk.granted())
    answers: list[Any] = [
        await desk.get(f"/v1/reports/{report}/pdf"),
        await desk.post(f"/v1/reports/{report}/release", {}),
    ]
    assert [(each.status_code, each.json()["type"]) for each in answers] == [(409, KIND + "not-built-yet")] * 2


async def test_releasing_again_changes_nothing(desk: Desk, world: World) -> None:
    await world.moment(desk.maya)
    report = await desk.released(await desk.granted())
    once = await desk.report(report)
    answers = await asyncio.gather(*(desk.post(f"/v1/reports/{report}/release", {}) for _ in range(3)))
    assert [each.json() for each in answers] == [once] * 3


async def test_a_therapist_sees_the_last_released_report(desk: Desk, world: World) -> None:
    await world.moment(desk.maya)
    consent = await desk.granted()
    await desk.released(consent)
    last = await desk.released(consent, fields=["period"])
    shown = (await desk.get(f"/v1/shared-with-me/{desk.maya.subject}", desk.therapist)).json()
    assert (shown["report_id"], shown["fields"]) == (last, ["period"])
    assert (await desk.get(shown["pdf"], desk.therapist)).status_code == 200


async def test_a_pdf_that_was_changed_on_its_way_is_not_handed_out(desk: Desk, world: World) -> None:
    await world.moment(desk.maya)
    report = await desk.built(await desk.granted())
    await world.row(
        "UPDATE reports.files SET sealed = set_byte(sealed, 40, 255 - get_byte(sealed, 40)) WHERE client = $1"
        " RETURNING 1",
        desk.maya.subject,
    )
    assert (await desk.get(f"/v1/reports/{report}/pdf")).status_code == 500


async def test_a_sealed_pdf_says_nothing(desk: Desk, world: World) -> None:
    await world.moment(desk.maya)
    await desk.built(await desk.granted())
    row = await world.row("SELECT sealed FROM reports.files WHERE client = $1", desk.maya.subject)
    assert b"%PDF" not in row["sealed"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({}, "fields"),
        ({"fields": "period,moods"}, "fields"),
        ({"fields": "period", "zone": "Mars/Olympus"}, "zone"),
        ({"fields": "period", "from": str(TODAY), "to": str(WEEKS_AGO)}, "to"),
        ({"fields": "period", "from": "yesterday"}, "from"),
        ({"fields": "period", "note": str(uuid4())}, "note"),
        ({"fields": "notes", "note": str(uuid4())}, "note"),
        ({"consent_id": str(uuid4())}, "consent_id"),
    ],
)
async def test_a_preview_says_what_is_allowed(desk: Desk, query: dict[str, str], field: str) -> None:
    refused = await desk.preview(**query)
    assert refused.status_code == 422, refused.text
    assert [each["field"] for each in refused.json()["errors"]] == [field]
    assert "moods" not in refused.text


async def test_a_preview_shows_the_ticked_fields_and_words_alone(desk: Desk, world: World) -> None:
    ticked = await world.moment(desk.maya, note="tickedwords")
    await world.moment(desk.maya, note="otherwords")
    shown = (await desk.preview(fields="period,notes", note=str(ticked))).text
    assert ("tickedwords" in shown, "otherwords" in shown, TRIGGER in shown) == (True, False, False)


async def test_a_preview_of_a_withdrawn_consent_is_not_given(desk: Desk) -> None:
    consent = await desk.granted()
    await desk.delete(f"/v1/consents/{consent}")
    assert (await desk.preview(consent_id=consent)).json()["type"] == KIND + "consent-ended"


async def refused_as(desk: Desk, report: str, code: str) -> None:
    shown = await desk.report(report)
    assert (shown["state"], shown["why"]["code"]) == ("refused", code)
    assert shown["why"]["text"]
    refused = await desk.get(f"/v1/reports/{report}/pdf")
    assert refused.status_code == 409
