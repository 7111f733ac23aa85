"""From a consent to what the therapist reads, through the public API."""

import re
from html import unescape

import pytest

from tests.reports.world import TODAY, TRIGGER, Desk, World, text_of


def words_of(page: str) -> set[str]:
    """The words that a page shows."""
    shown = re.sub(r"<style.*?</style>|<title.*?</title>|<desc.*?</desc>|<[^>]+>", " ", page, flags=re.DOTALL)
    return set(re.findall(r"[A-Za-z]{3,}", unescape(shown)))


async def test_a_report_goes_from_the_consent_to_the_therapist(desk: Desk, world: World) -> None:
    await world.moment(desk.maya, 9)
    consent = await desk.granted()
    preview = await desk.preview(consent_id=consent)
    assert preview.status_code == 200, preview.text
    report = await desk.requested(consent)
    assert (await desk.report(report))["state"] == "requested"
    await world.built(desk.maya, report)
    shown = await desk.report(report)
    assert shown["state"] == "built", shown
    mine = await desk.get(shown["pdf"])
    assert mine.headers["content-type"] == "application/pdf"
    assert mine.headers["cache-control"] == "no-store"
    assert mine.headers["content-disposition"] == f'attachment; filename="notes-{TODAY:%Y-%m}.pdf"'
    assert TRIGGER in text_of(mine.content).replace(" ", "")
    assert (await desk.shared_pdf()).status_code == 404
    released = await desk.post(f"/v1/reports/{report}/release", {})
    assert released.json()["state"] == "released"
    theirs = await desk.shared_pdf()
    assert theirs.content == mine.content
    [said] = (await desk.get("/v1/shared-with-me", desk.therapist)).json()["shared"]
    assert (said["client_id"], said["report_id"]) == (str(desk.maya.subject), report)
    assert (await desk.delete(f"/v1/consents/{consent}")).status_code == 204
    assert (await desk.shared_pdf()).status_code == 404
    assert (await desk.get(shown["pdf"])).status_code == 409
    assert (await desk.get("/v1/shared-with-me", desk.therapist)).json()["shared"] == []
    kinds = [each.type for each in await world.heard(desk.maya)]
    assert kinds == [
        "consent.granted",
        "report.requested",
        "report.built",
        "report.opened",
        "report.released",
        "report.opened",
        "consent.withdrawn",
    ]


async def test_the_pdf_says_what_the_preview_said(desk: Desk, world: World) -> None:
    for days in range(3):
        await world.moment(desk.maya, 7 + days)
    consent = await desk.granted()
    preview = await desk.preview(consent_id=consent)
    report = await desk.built(consent)
    printed = "".join(text_of((await desk.get(f"/v1/reports/{report}/pdf")).content).split())
    assert len(words_of(preview.text)) > 40
    assert not {word for word in words_of(preview.text) if word not in printed}


async def test_the_preview_may_load_nothing_and_is_not_kept(desk: Desk) -> None:
    preview = await desk.preview(fields="period,feelings")
    assert preview.headers["content-type"].startswith("text/html")
    assert preview.headers["cache-control"] == "no-store"
    policy = preview.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; sandbox;")
    assert not re.search(r"<script|<link|<iframe|url\(|src=", preview.text)


@pytest.mark.parametrize("by", ["maya", "therapist"])
async def test_every_opening_is_recorded_with_who_it_was(desk: Desk, world: World, by: str) -> None:
    await world.moment(desk.maya, 9)
    report = await desk.released(await desk.granted())
    who = desk.maya if by == "maya" else desk.therapist
    opened = await (desk.get(f"/v1/reports/{report}/pdf") if by == "maya" else desk.shared_pdf())
    assert opened.status_code == 200
    last = (await world.heard(desk.maya))[-1]
    assert (last.type, last.data.model_dump()["by"]) == ("report.opened", who.subject)
    [said] = (await desk.get("/v1/access-log")).json()["openings"]
    assert (said["report_id"], said["by"]) == (report, str(who.subject))


async def test_openings_come_the_newest_first_in_pages_and_stay_after_a_withdrawal(desk: Desk, world: World) -> None:
    await world.moment(desk.maya, 9)
    consent = await desk.granted()
    report = await desk.released(consent)
    await desk.get(f"/v1/reports/{report}/pdf")
    await desk.shared_pdf()
    await desk.delete(f"/v1/consents/{consent}")
    assert (await desk.shared_pdf()).status_code == 404
    first = await desk.get("/v1/access-log?limit=1")
    [newest] = first.json()["openings"]
    [before] = (await desk.get(first.links["next"]["url"])).json()["openings"]
    assert [newest["by"], before["by"]] == [str(desk.therapist.subject), str(desk.maya.subject)]
