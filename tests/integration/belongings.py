"""Maya's things, each as far as a row of the table needs it."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from deploy.local.reminding import next_minute
from tests.integration.access_row import HARD, MOMENT, TECHNIQUE, Row, Things
from tests.integration.access_sharing import TASK, consent, reminder, report
from tests.integration.cast import Body, Cast
from tests.notifier.world import afternoon

NOTE = "Only for me."
SECONDS = 90.0


@dataclass
class Belongings:
    """New things for each row, but for the one report, the one reminder that is really sent, and the one card."""

    cast: Cast
    _report: Things | None = None
    _card: Things | None = None
    _due: str = field(init=False)

    def __post_init__(self) -> None:
        zone = afternoon()
        soon = next_minute(datetime.now(UTC), zone)
        rule = reminder() | {"zone": zone, "at": f"{soon:%H:%M}", "from": str(soon.date()), "until": str(soon.date())}
        self._due = self.cast.maya.post("/v1/reminders", rule)["id"]

    def ready_for(self, row: Row) -> Things:
        home = self.cast.home
        things = Things(home.clinic, home.therapist.subject, self.cast.maya.subject, home.invitation)
        ways: dict[str, Callable[[Things], Things]] = {
            "card": self._with_card,
            "assignment": self._with_assignment,
            "reminder": self._with_reminder,
            "occurrence": self._with_occurrence,
            "consent": self._with_consent,
            "proposals": self._with_consent,
            "proposal": self._with_proposal,
            "report": self._with_report,
        }
        if row.ready in ways:
            return ways[row.ready](things)
        return things if row.ready == "nothing" else self._with_practice(things, row.ready)

    def _with_practice(self, things: Things, how_far: str) -> Things:
        maya = self.cast.maya
        check_in = maya.post("/v1/check-ins", MOMENT | {"note": NOTE})["id"]
        maya.get(f"/v1/recommendations/{check_in}?wait=10")
        practice = maya.post("/v1/practices", {"technique_id": TECHNIQUE, "check_in_id": check_in, "version": "tiny"})
        if how_far != "started":
            for step in range(1, practice["steps_total"] + 1):
                maya.post(f"/v1/practices/{practice['id']}/steps/{step}", {}, 200)
        if how_far == "finished":
            maya.post(f"/v1/practices/{practice['id']}/finish", {}, 200)
        return replace(things, check_in_id=check_in, practice_id=practice["id"])

    def _with_card(self, things: Things) -> Things:
        """The same each time: once it was seen, the next moment of the episode brings none."""
        if self._card is None:
            check_in = self.cast.maya.post("/v1/check-ins", HARD)["id"]
            card, *_ = self.cast.maya.get(f"/v1/recommendations/{check_in}?wait=10")["cards"]
            self._card = replace(things, check_in_id=check_in, card_id=card["id"])
        return self._card

    def _with_assignment(self, things: Things) -> Things:
        return replace(things, assignment_id=self.cast.maya.post("/v1/plan/assignments", TASK)["id"])

    def _with_proposal(self, things: Things) -> Things:
        """One that waits, made by her therapist within a consent."""
        agreed = self._with_consent(things)
        proposed = self.cast.therapist.post(f"/v1/clients/{self.cast.maya.subject}/proposals", TASK)
        return replace(agreed, assignment_id=proposed["id"])

    def _with_reminder(self, things: Things) -> Things:
        return replace(things, reminder_id=self.cast.maya.post("/v1/reminders", reminder())["id"])

    def _with_occurrence(self, things: Things) -> Things:
        def there() -> Body | None:
            listed = self.cast.maya.get("/v1/occurrences")["occurrences"]
            return next((each for each in listed if each["state"] != "due"), None)

        return replace(things, reminder_id=self._due, occurrence_id=waited_for(there)["id"])

    def _with_consent(self, things: Things) -> Things:
        self.cast.maya.post("/v1/check-ins", MOMENT)
        return replace(things, consent_id=self.cast.maya.post("/v1/consents", consent(things))["id"])

    def _with_report(self, things: Things) -> Things:
        """Built and released, so that reading and releasing it again is the same each time."""
        if self._report is None:
            maya, agreed = self.cast.maya, self._with_consent(things)
            path = f"/v1/reports/{maya.post('/v1/reports', report(agreed), 202)['id']}"
            made = waited_for(lambda: built(maya.get(path)))
            maya.post(f"{path}/release", {}, 200)
            self._report = replace(agreed, report_id=made["id"])
        return self._report


def built(shown: Body) -> Body | None:
    return shown if shown["state"] == "built" else None


def waited_for(look: Callable[[], Any]) -> Any:
    """What `look` finds, as soon as it finds something."""
    deadline = time.monotonic() + SECONDS
    while not (found := look()):
        assert time.monotonic() < deadline, "it did not come in time"
        time.sleep(0.1)
    return found
