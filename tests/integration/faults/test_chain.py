"""The whole chain under faults: every reminder is sent once, every report built once, or not at all without consent.

What happens inside one build, child by child, is in tests/reports/test_process.py and test_tasks.py; a worker that is
killed between taking a reminder and sending it is in tests/notifier/test_process.py.
"""

import os
import signal
from functools import partial

import psutil  # type: ignore[import-untyped]
import pytest

from deploy.local.processes import POST
from tests.integration.belongings import waited_for
from tests.integration.chain import Chain, Member
from tests.integration.running import child_of

pytestmark = [pytest.mark.real, pytest.mark.timeout(240)]
TRIED = "SELECT coalesce(max(tries), 0) FROM notifier.occurrences WHERE client = $1::uuid"
TAKEN = "SELECT count(*) FROM reports.builds WHERE state = 'taken'"


def test_all_ends_complete_although_redis_forgets_everything_and_no_mail_server_is_there(chain: Chain) -> None:
    """Moments, tasks, reminders and reports of several people. The reminders' worker is killed on top of it, after it
    has tried in vain."""
    members = [chain.member() for _ in range(3)]
    with chain.house.without(POST):
        for member in members:
            member.is_reminded_soon()
        reports = {each.asks(each.consents()): each for each in members}
        for member in members:
            chain.forgets_everything()
            member.lives()
        for report, member in reports.items():
            member.has_built(report)
            assert chain.files_of(member) == 1
            waited_for(partial(chain.house.value, TRIED, member.maya.subject))
        chain.forgets_everything()
        chain.house.kill("notifier-worker")
    assert not [each for each in members if chain.mails_to(each)]
    chain.house.start_again("notifier-worker")
    for member in members:
        waited_for(partial(chain.mails_to, member))
    chain.holds()


def test_what_is_said_and_asked_for_while_redis_is_stopped_is_there_when_it_is_back(chain: Chain) -> None:
    member = chain.member()
    chain.valkey.stop()
    try:
        member.lives()
        report = member.asks(member.consents())
        other = chain.member()
    finally:
        chain.valkey.start()
    member.has_built(report)
    other.has_built(other.asks(other.consents()))
    chain.holds()


def test_every_report_is_built_once_although_children_are_killed(chain: Chain) -> None:
    members = [chain.member() for _ in range(4)]
    reports = {each.asks(each.consents()): each for each in members}
    waited_for(lambda: chain.house.value(TAKEN))
    children = psutil.Process(child_of(chain.house.process("reports-celery").leash.pid)).children()
    assert len(children) == 2
    for child in children:
        os.kill(child.pid, signal.SIGKILL)
    for report, member in reports.items():
        member.has_built(report)
        assert chain.files_of(member) == 1
    chain.holds()


@pytest.mark.parametrize("absent", ["reports-worker", "reports-celery"])
def test_a_consent_withdrawn_before_anybody_builds_leaves_nothing_to_build(absent: str, chain: Chain) -> None:
    """Before it is handed to Celery, and while it waits there. The control is another one, asked for just as early."""
    member, other = chain.member(), chain.member()
    consent = member.consents()
    with chain.house.without(absent):
        reports = member.asks(consent), other.asks(other.consents())
        member.withdraws(consent)
    other.has_built(reports[1])
    member.expected["report.refused"] += 1
    gone(chain, member, reports[0], "refused")


@pytest.mark.parametrize("released", [False, True], ids=["built", "released"])
def test_a_consent_withdrawn_after_a_build_takes_the_report_away(released: bool, chain: Chain) -> None:
    member = chain.member()
    consent = member.consents()
    report = member.asks(consent)
    member.has_built(report)
    if released:
        member.releases(report)
        assert member.therapist.get(member.shared)["client_id"] == member.maya.subject
    member.withdraws(consent)
    gone(chain, member, report, "released" if released else "built")


def gone(chain: Chain, member: Member, report: str, state: str) -> None:
    """Nobody gets anything, and nothing is kept."""
    assert member.state(report) == state
    assert member.maya.ask("GET", f"{report}/pdf").status_code == 409
    assert member.maya.ask("POST", f"{report}/release", {}).status_code == 409
    for path in (member.shared, f"{member.shared}/pdf"):
        assert member.therapist.ask("GET", path).status_code == 404
    assert chain.files_of(member) == 0
    chain.holds()
