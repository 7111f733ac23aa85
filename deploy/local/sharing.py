"""What Maya lets her therapist see: asked each time, seen beforehand, and over as soon as she says so."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode

from pypdf import PdfReader

from deploy.local import page
from deploy.local.homework import FOR_THE_SESSION, QUESTION
from deploy.local.keys import write_private
from deploy.local.living import NOTE
from deploy.local.opening import People
from deploy.local.visitor import Body, expect, until
from deploy.local.weeks import Calendar, Sum, sum_up

LITTLE = ["period", "feelings"]
MORE = [
    "period",
    "feelings",
    "high_moments",
    "practices",
    "homework",
    "barriers",
    "line",
    "questions",
    "triggers",
    "patterns",
]
REPORT_FILE = "report.pdf"
OVER = (404, 409, 410)
LASTS = timedelta(days=60)


@dataclass(frozen=True)
class Desk:
    """Maya's side and her therapist's."""

    people: People
    weeks: Calendar

    def grant(self, fields: list[str]) -> str:
        terms = {
            "recipient": self.people.therapist_id,
            "fields": fields,
            "from": self.weeks.first.isoformat(),
            "to": self.weeks.last.isoformat(),
            "expires_at": (datetime.now(UTC) + LASTS).isoformat(timespec="seconds"),
            "text_version": "1",
        }
        return str(self.people.client.post("/v1/consents", terms)["id"])

    def asked(self, consent: str) -> dict[str, str]:
        return {
            "consent_id": consent,
            "from": self.weeks.first.isoformat(),
            "to": self.weeks.last.isoformat(),
            "zone": self.weeks.zone,
        }

    def build(self, consent: str) -> str:
        """Ask for a report and wait until it is built; gives its id."""
        made = self.people.client.post("/v1/reports", self.asked(consent), 202)
        path = f"/v1/reports/{made['id']}"
        built = until(lambda: self.people.client.get(path), settled, "no report was built")
        expect(built["state"] == "built", f"the report is {built['state']}, not built")
        return str(made["id"])

    def release(self, report: str) -> bytes:
        """Now her therapist reads what she reads; gives the file."""
        self.people.client.post(f"/v1/reports/{report}/release", {}, 200)
        whole = self.people.client.download(f"/v1/reports/{report}/pdf")
        expect(self.people.therapist.download(self.shared) == whole, "her therapist got another file than Maya")
        return whole

    @property
    def shared(self) -> str:
        return f"/v1/shared-with-me/{self.people.client_id}/pdf"


def in_words(fields: list[str]) -> str:
    return ", ".join(each.replace("_", " ") for each in fields)


def settled(report: Body) -> bool:
    return report["state"] in ("built", "refused", "released")


def share(people: People, weeks: Calendar, folder: Path) -> str:
    """A consent that she takes back, another one, and the report; gives the report's id."""
    desk = Desk(people, weeks)
    take_back(desk)
    page.heading("Before the session")
    consent = desk.grant(MORE)
    page.say(f"Later she agrees to more, but for her notes ({in_words(MORE)}). First she looks at it herself.")
    look_first(desk, consent)
    report = desk.build(consent)
    people.therapist.refused("GET", desk.shared, None, 404)
    whole = desk.release(report)
    write_private(folder / REPORT_FILE, whole)
    read(whole, sum_up(weeks.moments))
    return report


def take_back(desk: Desk) -> None:
    """Nothing is served any more, not even what was released before. Raises NotAsTold."""
    page.heading("Yes, and then no")
    consent = desk.grant(LITTLE)
    report = desk.build(consent)
    desk.release(report)
    page.say(
        f"Maya lets her therapist see a little ({in_words(LITTLE)}). A report is built, and her therapist opens it."
    )
    maya = desk.people.client
    maya.delete(f"/v1/consents/{consent}")
    page.say("Then she takes it back. What was downloaded cannot be called back, but from now on Maya is told:")
    page.read(maya.refused("GET", f"/v1/reports/{report}/pdf", None, *OVER))
    maya.refused("POST", f"/v1/reports/{report}/release", {}, *OVER)
    maya.refused("POST", "/v1/reports", desk.asked(consent), *OVER)
    page.say("And her therapist:")
    page.read(desk.people.therapist.refused("GET", desk.shared, None, *OVER))


def look_first(desk: Desk, consent: str) -> None:
    shown = desk.people.client.read(f"/v1/reports/preview?{urlencode(desk.asked(consent))}")
    expect("Monday morning" in shown, "the preview does not show what the report will say")
    expect(NOTE not in shown, "the preview shows a note that was not ticked")


def read(pdf: bytes, total: Sum) -> None:
    """Show what stands in the file. Raises NotAsTold."""
    file = PdfReader(BytesIO(pdf))
    text = " ".join(" ".join(each.extract_text() for each in file.pages).split())
    finding = found(text, total)
    page.say(f"{len(file.pages)} pages. Maya releases it; now her therapist can read it too. It says:")
    page.read(finding)


def found(text: str, total: Sum) -> str:
    """The sentence about Monday mornings with its counts; what else has to be there, is. Raises NotAsTold."""
    there = f"{total.spikes_there} of {total.monday_mornings}"
    elsewhere = f"{total.spikes_elsewhere} of {total.elsewhere}"
    for words in (FOR_THE_SESSION, QUESTION):
        expect(words in text, f"the report does not say “{words}”")
    expect(NOTE not in text, "the report shows a note that was not ticked")
    sentence = re.search(rf"[A-Z][^.A-Z]*Monday mornings: {there}\b[^.]*\b{elsewhere}\b[^.]*\.( It is [^.]*\.)?", text)
    expect(sentence is not None, f"the report does not say that it was {there} Monday mornings, and {elsewhere} else")
    return sentence.group().strip() if sentence else ""
