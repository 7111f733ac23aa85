"""What stands around the story: the post office, the bar, what has to be installed, the minute of the reminder."""

import io
import smtplib
import sys
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deploy.local import demo, needs
from deploy.local.processes import Process, listens, wait_for
from deploy.local.progress import Bar
from deploy.local.reminding import LEAD, Reminder, mails, next_minute
from deploy.local.servers import free_port, leashed, let_go
from deploy.local.urls import with_number
from deploy.local.visitor import Visitor


def message(to: str) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "hello@example.org", to, "A minute for you?"
    made.set_content("Zeit für dich? Kein Muss.")
    return made


def test_what_is_posted_is_kept_in_a_file_that_only_its_owner_may_read(tmp_path: Path) -> None:
    port, box = free_port(), tmp_path / "mail"
    log = tmp_path / "log"
    leash = leashed([sys.executable, "-m", "deploy.local.post", str(port), str(box)], log=log)
    wait_for([Process("post", port, log, leash, listens)])
    with smtplib.SMTP("127.0.0.1", port) as line:
        line.send_message(message("maya@example.org"))
        line.send_message(message("another@example.org"))
    assert let_go(leash) == 0
    assert {each.stat().st_mode & 0o777 for each in box.iterdir()} == {0o600}
    reminder = Reminder(Visitor(httpx.Client()), "id", "maya@example.org", datetime.now(UTC), box)
    [kept] = mails(reminder)
    assert kept["Subject"] == "A minute for you?"
    assert "für" in kept.get_content()


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_bar_is_seen_at_a_terminal_and_nowhere_else() -> None:
    seen, unseen = Terminal(), io.StringIO()
    for stream in (seen, unseen):
        bar = Bar(2, stream)
        bar.step("week 1")
        bar.step("week 2")
        bar.clear()
    assert seen.getvalue().count("#") == 60
    assert seen.getvalue().endswith("\r\x1b[K")
    assert unseen.getvalue() == ""


def test_without_pango_nothing_starts_and_it_is_said_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(needs, "there", lambda library: "pango" not in library)
    assert demo.main([f"--folder={tmp_path / 'demo'}", "--once"]) == 1
    said = capsys.readouterr().out
    assert "FAILED: The report is set with Pango, and this machine has no libpango-1.0.so.0" in said
    assert "apt-get install libpango-1.0-0" in said
    assert not (tmp_path / "demo").exists()


def test_a_library_is_there_or_it_is_not() -> None:
    assert needs.there("libc.so.6") or sys.platform != "linux"
    assert not needs.there("libno-such-thing.so.99")


@given(st.integers(0, 2_000_000_000_000).map(lambda each: datetime.fromtimestamp(each / 1000, UTC)))
def test_the_reminder_comes_at_a_whole_minute_that_is_soon_but_not_over(now: datetime) -> None:
    due = next_minute(now, "Africa/Johannesburg")
    assert (due.second, due.microsecond) == (0, 0)
    assert LEAD < due - now <= timedelta(minutes=1) + LEAD


def test_celery_gets_a_database_of_its_own_on_the_same_server() -> None:
    assert with_number("redis://127.0.0.1:6379/0", 1) == "redis://127.0.0.1:6379/1"
    assert with_number("rediss://user:word@host:1", 1) == "rediss://user:word@host:1/1"
