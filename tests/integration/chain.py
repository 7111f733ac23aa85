"""The whole chain for faults: people who check in, plan, are reminded and share, and what must be true afterwards."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property, partial
from uuid import UUID, uuid4

import httpx
from redis import Redis

from deploy.local.reminding import next_minute
from deploy.local.servers import Valkey
from tests.integration.access_sharing import TASK
from tests.integration.belongings import waited_for
from tests.integration.cast import Body, Organisation, Person, bring_in, welcomed
from tests.integration.house import House
from tests.integration.truth import CONSUMERS, Truth
from tests.notifier.world import afternoon

HURRIED = {
    "AGAIN_SECONDS": "0.5",
    "BUILD_SECONDS": "20",
    "FIRST_PAUSE_SECONDS": "0.5",
    "LONGEST_PAUSE_SECONDS": "1",
    "LOOK_SECONDS": "0.2",
    "SMTP_SECONDS": "2",
    "LEASE_SECONDS": "3",
}
COUNTED = ("reminder.", "occurrence.", "consent.", "report.")
FILES = "SELECT count(*) FROM reports.files WHERE client = $1::uuid"
MOMENT: Body = {"emotions": ["fearful.anxious"], "intensity": 9, "triggers": ["work"]}


@dataclass
class Member:
    """A client and her therapist. `expected` counts what has to be in the log of her reminders and reports at the end,
    `said` the check-ins and attempts that were answered."""

    maya: Person
    therapist: Person
    expected: Counter[str] = field(default_factory=Counter)
    said: Counter[str] = field(default_factory=Counter)
    address: str = field(default_factory=lambda: f"m{uuid4().hex}@example.org")

    def lives(self) -> None:
        """A moment, a task, and a try at it."""
        self.maya.post("/v1/check-ins", MOMENT)
        task = self.maya.post("/v1/plan/assignments", TASK | {"shown_in": "report"})["id"]
        self.maya.post(f"/v1/plan/assignments/{task}/attempts", {"version": "tiny"})
        self.said += Counter({"check_in.recorded": 1, "plan.added": 1, "plan.attempted": 1})

    def is_reminded_soon(self) -> None:
        """At the next whole minute."""
        zone = afternoon()
        at = f"{next_minute(datetime.now(UTC), zone):%H:%M}"
        self.maya.post("/v1/reminders", {"zone": zone, "at": at, "channel": {"type": "email", "address": self.address}})
        self.expected += Counter({"reminder.set": 1, "occurrence.sent": 1})

    def consents(self) -> str:
        fields = ["period", "feelings", "high_moments", "homework"]
        body = {"recipient": self.therapist.subject, "fields": fields, "text_version": "1"}
        self.expected["consent.granted"] += 1
        return str(self.maya.post("/v1/consents", body)["id"])

    def asks(self, consent: str) -> str:
        """The path of a report."""
        today = datetime.now(UTC).date()
        period = {"from": str(today - timedelta(days=6)), "to": str(today + timedelta(days=1))}
        self.expected["report.requested"] += 1
        return f"/v1/reports/{self.maya.post('/v1/reports', {'consent_id': consent, **period}, 202)['id']}"

    def withdraws(self, consent: str) -> None:
        assert self.maya.ask("DELETE", f"/v1/consents/{consent}").status_code == 204
        self.expected["consent.withdrawn"] += 1

    def has_built(self, *reports: str) -> None:
        """Wait until each is built."""
        for each in reports:
            waited_for(partial(self._is_built, each))
            self.expected["report.built"] += 1

    def releases(self, report: str) -> None:
        self.maya.post(f"{report}/release", {}, 200)
        self.expected["report.released"] += 1

    def state(self, report: str) -> str:
        return str(self.maya.get(report)["state"])

    def _is_built(self, report: str) -> bool:
        return self.state(report) == "built"

    @property
    def shared(self) -> str:
        return f"/v1/shared-with-me/{self.maya.subject}"


@dataclass
class Chain:
    """Everything runs. `members` are all who came in, so that each test checks what the others left too."""

    house: House
    valkey: Valkey
    http: httpx.Client
    members: list[Member] = field(default_factory=list)

    @cached_property
    def home(self) -> Organisation:
        return bring_in(Person(self.http).come_in(self.house.operator_code()))

    def member(self) -> Member:
        """Somebody new, with a life so far."""
        made = Member(welcomed(self.home.therapist), self.home.therapist)
        self.members.append(made)
        made.lives()
        return made

    def forgets_everything(self) -> None:
        with Redis.from_url(self.valkey.url) as redis:
            redis.flushall()

    def files_of(self, member: Member) -> int:
        return int(self.house.value(FILES, member.maya.subject))

    def mails_to(self, member: Member) -> int:
        letters = [each.read_bytes() for each in self.house.mail.glob("*.eml")]
        return sum(f"To: {member.address}".encode() in each for each in letters)

    def holds(self) -> None:
        """Nothing is lost, nothing happened twice, and every chain is whole."""
        truth = Truth(self.house.database, self.house.keys, (*CONSUMERS, "notifier"))
        asyncio.run(settled_and_verified(truth))
        for member in self.members:
            heard = truth.opened[UUID(member.maya.subject)]
            types = Counter(each.type for each in heard)
            counted = {name: count for name, count in types.items() if name.startswith(COUNTED)}
            assert counted == +member.expected
            assert {name: types[name] for name in member.said} == member.said
            assert self.mails_to(member) == member.expected["occurrence.sent"]
        assert not [each.name for each in self.house.ended()], "a process ended by itself"


async def settled_and_verified(truth: Truth) -> None:
    await truth.settled()
    await truth.verify(None)
