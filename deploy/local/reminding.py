"""The reminder after her anchor: refused kindly at night, kept at 21:55, and for this story delivered in a moment."""

import secrets
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from zoneinfo import ZoneInfo

from deploy.local import page
from deploy.local.homework import ANCHOR
from deploy.local.visitor import Body, Visitor, expect, until

AT_NIGHT, IN_TIME = "22:00", "21:55"
LEAD = timedelta(seconds=5)  # To be sure that the change is there before the minute is.
PATIENCE = timedelta(seconds=30)
TELLING = ("therap", "mood", "mental", "check-in", "homework", "anxious", "feeling", "thought", "maya ")


@dataclass(frozen=True)
class Reminder:
    """Moved to `due`, a whole minute soon; `box` is where e-mails arrive."""

    maya: Visitor
    id: str
    address: str
    due: datetime
    box: Path


def set_up(maya: Visitor, zone: str, box: Path) -> Reminder:
    """Ask for the night, take the evening, then move it to where it can be seen.

    It is of no task: one that is done on this day, as a first step for the body does it, would rightly stay silent.
    """
    page.heading("A reminder, once a day at most")
    address = f"maya-{secrets.token_hex(4)}@example.org"
    rule: Body = {
        "zone": zone,
        "anchor": ANCHOR,
        "channel": {"type": "email", "address": address},
    }
    page.say(f"After {ANCHOR['after']}, by e-mail. Maya asks for {AT_NIGHT} and is answered:")
    page.read(maya.refused("POST", "/v1/reminders", rule | {"at": AT_NIGHT}, 422))
    kept = maya.post("/v1/reminders", rule | {"at": IN_TIME})
    expect(kept["at"] == IN_TIME, f"the reminder is kept at {kept['at']}, not {IN_TIME}")
    page.say(f"So it is {IN_TIME}. A second one on the same days is answered:")
    page.read(maya.refused("POST", "/v1/reminders", rule | {"at": "20:00"}, 409))
    reminder = Reminder(maya, kept["id"], address, next_minute(datetime.now(UTC), zone), box)
    move(reminder, reminder.due.strftime("%H:%M"))
    page.say(f"For this story it is moved to the next whole minute, {reminder.due:%H:%M} in {zone}. Meanwhile:")
    return reminder


def next_minute(now: datetime, zone: str) -> datetime:
    """The next whole minute of a zone that leaves time to say so."""
    soon = (now + LEAD).astimezone(ZoneInfo(zone))
    return soon.replace(second=0, microsecond=0) + timedelta(minutes=1)


def move(reminder: Reminder, clock: str) -> None:
    changed = reminder.maya.patch(f"/v1/reminders/{reminder.id}", {"at": clock})
    expect(changed["at"] == clock, f"the reminder is at {changed['at']}, not {clock}")


def delivered(reminder: Reminder) -> None:
    """It comes, says nothing to whoever looks over her shoulder, and goes back to its own time."""
    page.heading("The reminder")
    left = (reminder.due - datetime.now(UTC)).total_seconds()
    if left > 1:
        page.say(f"It is due at {reminder.due:%H:%M}, in {left:.0f} s.")
    mail = wait_for_mail(reminder)
    page.say("It has come:")
    content = mail.get_body(("plain",))
    text = content.get_content().strip() if content else ""
    telling = [word for word in TELLING if word in f"{mail['Subject']} {mail['From']} {text}".lower()]
    expect(not telling, f"the e-mail says {telling}, which is nobody's business")
    page.item("", f"From: {mail['From']}")
    page.item("", f"Subject: {mail['Subject']}")
    for line in text.splitlines():
        page.item("", line)
    move(reminder, IN_TIME)
    until(lambda: reminder.maya.get("/v1/occurrences"), sent_once, "its moment was not kept as sent, once,")
    page.say(f"Moved back to {IN_TIME}.")


def sent_once(answer: Body) -> bool:
    return [each["state"] for each in answer["occurrences"]] == ["sent"]


def wait_for_mail(reminder: Reminder) -> EmailMessage:
    """Raises NotAsTold when none comes in time."""
    deadline = reminder.due + PATIENCE
    while not (found := mails(reminder)):
        expect(datetime.now(UTC) < deadline, f"no e-mail has come by {PATIENCE.seconds} s after its minute")
        time.sleep(0.2)
    expect(len(found) == 1, f"{len(found)} e-mails came instead of one")
    return found[0]


def mails(reminder: Reminder) -> list[EmailMessage]:
    """Those to this story's own address; the box may hold older ones."""
    read = (message_from_bytes(each.read_bytes(), policy=policy.default) for each in reminder.box.glob("*.eml"))
    return [each for each in read if reminder.address in str(each["To"])]
