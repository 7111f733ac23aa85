"""Maya's task between sessions: untouched at first, then as small as it has to be."""

from dataclasses import dataclass, field
from datetime import datetime

from deploy.local.visitor import Body, Visitor, expect
from deploy.local.weeks import WEEKS, Calendar

TITLE = "Thought record when it gets loud"
FULL = "Write down what happened, the thought, the feeling, and one other way to see it."
SMALL = "Write down what happened and the thought."
TINY = "Tap one feeling and one number."
UNTOUCHED = "Open it and read the first line."
LINE = "I opened it and closed it again. It looked like an exam."
BARRIERS = ("too-big", "anxious")
ANCHOR = {"after": "I get into bed", "usual_time": "21:50"}
IF_THEN = {
    "cue": "my chest tightens at work",
    "action": "three slow breaths, and I log it later",
    "cue_kind": "feeling",
    "said": True,
}
QUESTION = "What could I do differently before the Monday meeting?"
FOR_THE_SESSION = "Monday mornings start on Sunday evening for me."
# week, day and time, what is changed, and the barrier it answers.
CHANGES: tuple[tuple[int, str, str, Body], ...] = (
    (2, "Wed", "21:10", {"versions": {"full": FULL, "small": SMALL, "tiny": TINY}, "because": "too-big"}),
    (3, "Mon", "12:15", {"anchor": ANCHOR}),
    (4, "Wed", "18:30", {"if_then": IF_THEN}),
)


@dataclass
class Task:
    """One assignment on the plan. `tried` is how often she did it in some version; `first_fixes` what the plan answered
    to each barrier that she named."""

    maya: Visitor
    weeks: Calendar
    id: str = ""
    tried: int = 0
    first_fixes: list[tuple[str, str]] = field(default_factory=list)

    def in_week(self, week: int) -> None:
        """What happens to the task in this week, beside being done."""
        if week == 1:
            self._given()
            self._not_this_time()
        if week == WEEKS:
            self._for_the_session()
        for _, day, clock, change in (each for each in CHANGES if each[0] == week):
            said = change | {"occurred_at": self.weeks.when(week, day, clock).isoformat()}
            changed = self.maya.patch(f"/v1/plan/assignments/{self.id}", said)
            kept = {name: changed[name] for name in change if name != "because"}
            expect(all(holds(kept[name], change[name]) for name in kept), "a change of her task was not kept")

    def done(self, version: str, at: datetime, **more: str | int | bool | None) -> None:
        """One attempt, in whichever version."""
        said = {name: value for name, value in more.items() if value is not None}
        body = {"version": version, "occurred_at": at.isoformat(), "time_zone": self.weeks.zone, **said}
        self.maya.post(f"/v1/plan/assignments/{self.id}/attempts", body)
        self.tried += 1

    def _given(self) -> None:
        task = {
            "title": TITLE,
            "kind": "thought-record",
            "source": "therapist",
            "why": "to see what the loud thoughts say, and when",
            "versions": {"full": FULL, "tiny": UNTOUCHED},
            "shown_in": "report",
            "occurred_at": self.weeks.when(1, "Tue", "18:00").isoformat(),
        }
        self.id = self.maya.post("/v1/plan/assignments", task)["id"]

    def _not_this_time(self) -> None:
        said = {
            "barriers": list(BARRIERS),
            "line": LINE,
            "occurred_at": self.weeks.when(1, "Thu", "21:20").isoformat(),
            "time_zone": self.weeks.zone,
        }
        answer = self.maya.post(f"/v1/plan/assignments/{self.id}/not-this-time", said)
        words = {each["code"]: each["words"] for each in self.maya.get("/v1/plan/barriers")["barriers"]}
        self.first_fixes = [(words[code], answer["first_fix"][code]) for code in BARRIERS]

    def _for_the_session(self) -> None:
        """One line and one question to bring."""
        said = {
            "line": FOR_THE_SESSION,
            "questions": [QUESTION],
            "occurred_at": self.weeks.when(WEEKS, "Sun", "21:58").isoformat(),
        }
        session = self.maya.told("PUT", "/v1/plan/session", said, 200)
        expect(session["line"] == FOR_THE_SESSION, "her line for the session was not kept")

    def as_it_stands(self) -> Body:
        """The task on her plan, after all of it. Raises NotAsTold."""
        [task] = self.maya.get("/v1/plan")["assignments"]
        expect(task["status"] == "active", f"her task is {task['status']}, not active")
        expect(task["versions"]["tiny"] == TINY, "the tiny version was not kept")
        expect(task["anchor"]["after"] == ANCHOR["after"], "the anchor was not kept")
        expect(task["attempts"] == self.tried, f"{task['attempts']} attempts are kept, not {self.tried}")
        return dict(task)


def holds(kept: Body, said: Body) -> bool:
    """Whether everything that was said is kept; what was not said may have a value of its own."""
    return all(kept.get(name) == value for name, value in said.items())
