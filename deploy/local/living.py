"""Eight weeks in a minute: each week's moments, the practices that follow them, and what becomes of her task."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from deploy.local import page
from deploy.local.evening import HIGH, Maya, answer
from deploy.local.homework import FOR_THE_SESSION, LINE, QUESTION, TITLE, Task
from deploy.local.progress import Bar
from deploy.local.visitor import Body, expect
from deploy.local.weeks import WEEKS, Calendar, Moment, sum_up

BY_PLAN = "three-slow-breaths"
AT_HER_DESK: Body = {"privacy": "public", "minutes": 3, "energy": "low", "can_write": False}
AT_HOME: Body = {"privacy": "private", "minutes": 5, "energy": "medium"}
NOTE = "R. looked at the clock while I spoke."
NOTED = (3, "Mon")
TURNS = {
    1: f"Her therapist suggests: {TITLE}. It stays untouched. “Not this time” is worth as much as having done it. She "
    f"writes: “{LINE}” and taps what got in the way; the plan answers:",
    2: "Because it was too much, it gets its smallest version: one feeling and one number.",
    3: "It gets a place in her day: after I get into bed.",
    4: "And a plan for work: if my chest tightens, then three slow breaths, and I log it later.",
    5: "Monday, 9 of 10: she does what she planned. On a day like that the body comes first, and it counts.",
    7: "Monday again, and the three breaths again.",
    8: f"Once she writes the whole record. For the session she notes: “{FOR_THE_SESSION}” And asks: “{QUESTION}”",
}


@dataclass
class Eight:
    """Her eight weeks while they are lived. `feelings` are the labels of the wheel."""

    maya: Maya
    weeks: Calendar
    task: Task
    feelings: Mapping[str, str]
    bar: Bar
    practices: int = 0

    def live(self, week: int) -> None:
        self.task.in_week(week)
        moments = self.weeks.of_week(week)
        ids = {each: str(uuid4()) for each in moments}
        self.bring([said(each, ids[each], self.weeks.zone) for each in moments if each.line.then is None])
        for each in moments:
            practice = None if each.line.then is None else self.practises(each, ids[each])
            if each.line.attempt:
                self.attempts(each, ids[each], practice)
            self.bar.step(f"week {week}")
        self.bar.clear()
        self.tell(week, moments)

    def bring(self, moments: list[Body]) -> None:
        """What she logged without a network comes all at once."""
        results = self.maya.visitor.told("POST", "/v1/check-ins/batch", {"check_ins": moments}, 207)["results"]
        expect([each["status"] for each in results] == [201] * len(moments), "not every moment was taken")

    def practises(self, moment: Moment, check_in_id: str) -> str:
        """A moment, its offer, and one practice to its end; gives the practice's id."""
        visitor, line = self.maya.visitor, moment.line
        visitor.post("/v1/check-ins", said(moment, check_in_id, self.weeks.zone))
        offer = visitor.offer(check_in_id)
        if line.intensity >= HIGH:
            self.maya.expects_body_first(offer)
        chosen = BY_PLAN if line.attempt == "body" else offer["options"][0]["technique_id"]
        begun = {"technique_id": chosen, "check_in_id": check_in_id, "occurred_at": after(moment, 1)}
        practice = visitor.post("/v1/practices", begun)
        while practice["next_step"] is not None:
            practice = self.step(practice, moment)
        rating = {"intensity_after": line.then, "helped": line.helped, "occurred_at": after(moment, 6)}
        ended = visitor.post(f"/v1/practices/{practice['id']}/finish", rating, 200)
        expect(ended["state"] == "finished", f"the practice is {ended['state']}, not finished")
        visitor.offer(practice["id"])
        self.practices += 1
        return str(practice["id"])

    def step(self, practice: Body, moment: Moment) -> Body:
        number = practice["next_step"]
        response = answer(practice["steps"][number - 1]["guide"])
        body = {"occurred_at": after(moment, 2)} | ({} if response is None else {"response": response})
        return self.maya.visitor.post(f"/v1/practices/{practice['id']}/steps/{number}", body, 200)

    def attempts(self, moment: Moment, check_in_id: str, practice: str | None) -> None:
        """What she did of her task; on a day when the body came first, that counts."""
        line, body_first = moment.line, moment.line.attempt == "body"
        self.task.done(
            "tiny" if body_first else str(line.attempt),
            moment.at + timedelta(minutes=7),
            body_first=body_first,
            check_in_id=check_in_id,
            practice_id=practice,
            intensity_before=line.intensity,
            intensity_after=line.then,
            helped=line.helped,
        )

    def tell(self, week: int, moments: list[Moment]) -> None:
        total, high = sum_up(moments), max(moments, key=lambda each: each.line.intensity)
        strongest = f"{self.feelings[high.line.feeling]} {high.line.intensity}, {high.at:%A} {high.slot[1]}"
        begins = self.weeks.first + timedelta(days=7 * (week - 1))
        counted = f"{total.check_ins} moments on {total.days} days"
        page.item(f"{week}", f"{begins:%d %b}   {counted}   strongest: {strongest}")
        if week in TURNS:
            page.item("", TURNS[week])
        if week == 1:
            for barrier, fix in self.task.first_fixes:
                page.item("", f"{barrier}: {fix}")


def live(maya: Maya, weeks: Calendar, feelings: Mapping[str, str]) -> None:
    """Everything up to yesterday, and what her history holds then. Raises NotAsTold."""
    page.heading("Eight weeks, up to yesterday")
    page.say(f"Maya logs most days, in {weeks.zone}. What she logs offline comes later, with the time it was.")
    eight = Eight(maya, weeks, Task(maya.visitor, weeks), feelings, Bar(len(weeks.moments)))
    for week in range(1, WEEKS + 1):
        eight.live(week)
    total = sum_up(weeks.moments)
    kept = maya.visitor.get("/v1/check-ins?limit=200")["check_ins"]
    expect(len(kept) == total.check_ins, f"{len(kept)} moments are kept, not {total.check_ins}")
    eight.task.as_it_stands()
    page.say(
        f"Together {total.check_ins} moments on {total.days} days, in {total.slots} parts of days; "
        f"{eight.practices} practices; her task {eight.task.tried} times in one size or another."
    )


def said(moment: Moment, check_in_id: str, zone: str) -> Body:
    """A moment as she sends it."""
    line = moment.line
    words = {"note": NOTE} if (line.week, line.day) == NOTED and line.spike else {}
    return {
        "id": check_in_id,
        "emotions": [line.feeling],
        "intensity": line.intensity,
        "triggers": [line.trigger] if line.trigger else [],
        "context": AT_HER_DESK if line.intensity >= HIGH else AT_HOME,
        "occurred_at": moment.at.isoformat(),
        "time_zone": zone,
        **words,
    }


def after(moment: Moment, minutes: int) -> str:
    later: datetime = moment.at + timedelta(minutes=minutes)
    return later.isoformat()
