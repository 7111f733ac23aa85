"""What holds on any day, whatever is set, moved, done and asked for: one message at most, and none in quiet times."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID, uuid5

from hypothesis import given, settings
from hypothesis import strategies as st

from services.notifier.asking import IN_A_ROW, answers, went_by
from services.notifier.decider import (
    Cancel,
    Change,
    Command,
    NoSuchReminder,
    NotAllowed,
    OneADay,
    Pause,
    Reminder,
    Resume,
    SetUp,
    State,
    decide,
    evolve,
    initial,
)
from services.notifier.delivery import Expire, GiveUp, HoldBack, Later, Occurrence, Patience, Send, after_trouble, judge
from services.notifier.facts import SILENT_DAYS, learn, one_waits
from services.notifier.schedule import USUAL_NIGHT, Night, local, next_due, passed, wall
from shared.events import (
    Assignment,
    CheckInRecorded,
    Contract,
    OccurrenceSuppressed,
    PlanAttempted,
    PlanChanged,
    PlanNotThisTime,
    ProfileChanged,
    QuietAsked,
    QuietHours,
    ReminderChannel,
    ReminderRule,
    Versions,
)

START = datetime(2026, 3, 27, 6, tzinfo=UTC)  # Clocks in Madrid change on the third day.
STEP = timedelta(minutes=5)
PATIENCE = Patience(STEP, 6 * STEP, 8)
SPACE, TASK = UUID(int=1), UUID(int=2)
QUIET = timedelta(hours=12)
MADRID = "Europe/Madrid"


@dataclass
class Sending:
    """One message, and what stood when it was sent."""

    local_date: date
    at: datetime
    rule: ReminderRule
    set_at: datetime
    night: Night
    of: Reminder


@dataclass
class Asked:
    """One question, and when something was said that answered it."""

    at: datetime
    of: UUID
    over: datetime | None = None


@dataclass
class Life:
    """One person's rows, as the rounds go through them, without a database."""

    now: datetime = START
    state: State = initial
    coming: dict[UUID, datetime | None] = field(default_factory=dict)
    moments: dict[UUID, Occurrence] = field(default_factory=dict)
    later: dict[UUID, datetime] = field(default_factory=dict)
    sent: list[Sending] = field(default_factory=list)
    quiet: list[datetime] = field(default_factory=list)
    done: list[datetime] = field(default_factory=list)
    course: list[tuple[str, datetime]] = field(default_factory=list)
    night: Night = USUAL_NIGHT
    said: list[tuple[Contract, datetime]] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    events: int = 0

    def command(self, command: Command) -> None:
        try:
            decided = decide(command, self.state, self.now)
        except (NotAllowed, OneADay, NoSuchReminder):
            return
        touched = getattr(command, "id", None)
        for event in decided:
            self.state = evolve(self.state, event, id=touched or SPACE, at=self.now)
            self.said.append((event, self.now))
        if decided and self.asked:
            self.asked[-1].over = self.asked[-1].over or self.now
        if touched is not None and decided:
            reminder = self.state.reminders.get(touched)
            due = None if reminder is None else next_due(reminder.rule, self.now)
            self.coming[touched] = None if due is None else due.at

    def hear(self, data: Any) -> None:
        self.events += 1
        self.said.append((data, self.now))
        facts = learn(self.state.facts, data, version=self.events, at=self.now)
        self.state = replace(self.state, facts=facts)

    def go_round(self, mail_is_up: bool) -> None:
        for id, reminder in self.state.reminders.items():
            next_at = self.coming[id]
            if next_at is not None and next_at <= self.now:
                due, self.coming[id] = passed(reminder.rule, next_at, self.now)
                if due is not None:
                    made = uuid5(id, f"{due.local_date}:{due.slot}")
                    self.moments.setdefault(made, Occurrence(made, id, due.local_date, due.at, "due"))
        for id, moment in list(self.moments.items()):
            if moment.state == "due" and self.later.get(id, moment.due_at) <= self.now:
                self.deal_with(moment, mail_is_up)

    def deal_with(self, due: Occurrence, mail_is_up: bool) -> None:
        reminder = self.state.reminders.get(due.reminder_id)
        verdict = judge(due, reminder, self.state.facts, self.moments.values(), self.now)
        match verdict:
            case Send() if reminder is not None and self.asks(reminder):
                self.moments[due.id] = replace(due, state="suppressed")
                self.ask(due)
            case Send():
                assert reminder is not None
                self.send(replace(due, tries=due.tries + 1), reminder, mail_is_up)
            case HoldBack():
                self.moments[due.id] = replace(due, state="suppressed")
            case Expire():
                self.moments[due.id] = replace(due, state="expired")

    def asks(self, reminder: Reminder) -> bool:
        """One at a time, as services/notifier/rounds has it."""
        return not one_waits(self.state.facts, self.now) and went_by(reminder, self.last_sent(reminder), self.said)

    def last_sent(self, reminder: Reminder) -> list[Occurrence]:
        sent = [each for each in self.moments.values() if each.reminder_id == reminder.id and each.state == "sent"]
        return sorted(sent, key=lambda each: each.due_at)[-IN_A_ROW:]

    def ask(self, due: Occurrence) -> None:
        self.asked.append(Asked(self.now, due.reminder_id))
        held = OccurrenceSuppressed(
            occurrence_id=due.id,
            reminder_id=due.reminder_id,
            local_date=due.local_date,
            due_at=due.due_at,
            why="asks_first",
        )
        self.state = evolve(self.state, held, id=due.id, at=self.now)

    def send(self, due: Occurrence, of: Reminder, mail_is_up: bool) -> None:
        if mail_is_up:
            self.sent.append(Sending(due.local_date, self.now, of.rule, of.set_at, self.night, of))
            self.moments[due.id] = replace(due, state="sent")
            return
        match after_trouble(due.tries, self.now, PATIENCE, permanent=False):
            case Later(at):
                self.moments[due.id], self.later[due.id] = due, at
            case GiveUp():
                self.moments[due.id] = replace(due, state="failed")


TIMES = st.one_of(
    st.integers(0, 287).map(lambda n: f"{n // 12:02d}:{n % 12 * 5:02d}"),
    st.sampled_from(["21:55", "22:00", "07:55", "08:00", "02:30", "12:00"]),
)
RULES = st.builds(
    ReminderRule,
    at=TIMES,
    zone=st.sampled_from([MADRID, MADRID, "Pacific/Auckland"]),
    days=st.lists(st.integers(1, 7), unique=True, max_size=4),
    assignment_id=st.sampled_from([None, TASK]),
    at_night=st.booleans(),
    channel=st.just(ReminderChannel(type="email", address="m@example.org")),
)
HOURS = [("22:00", "08:00"), ("20:30", "09:00"), ("23:30", "06:00"), ("12:00", "13:00"), ("09:50", "10:30")]
QUIET_HOURS = st.sampled_from([QuietHours(starts=starts, ends=ends) for starts, ends in HOURS])
IDS = st.sampled_from([UUID(int=10), UUID(int=11)])
DOINGS = [
    "soon",
    "soon",
    "this evening",
    "quiet",
    "done",
    "done",
    "away",
    "put off",
    "put off",
    "changed",
    "checked in",
]
ACTS = st.one_of(
    st.builds(SetUp, IDS, RULES),
    st.builds(Change, IDS, RULES),
    st.builds(Cancel, IDS),
    st.sampled_from([Pause(), Resume(), Resume()]),
    QUIET_HOURS,
    *[st.sampled_from(DOINGS)] * 3,
)
MANY = settings(deadline=None, max_examples=200)
STEPS = st.sampled_from([1, 2, 3, 6, 12, 24, 48, 96, 150])
# What somebody does, how long it is until the next, and whether the mail server is up in between.
LIVES = st.lists(st.tuples(ACTS, STEPS, st.sampled_from([True, True, False])), min_size=3, max_size=30)
Acts = list[tuple[Any, int, bool]]


def rule(at: str) -> ReminderRule:
    channel = ReminderChannel(type="email", address="m@example.org")
    return ReminderRule(at=at, zone=MADRID, assignment_id=TASK, channel=channel)


WORDS = Assignment(title="One page", kind="free", versions=Versions(full="A page", tiny="One look"))
CHANGED = PlanChanged(assignment_id=TASK, assignment=WORDS, changed=["versions"])


def put_off(at: datetime) -> PlanNotThisTime:
    return PlanNotThisTime(assignment_id=TASK, barriers=["low"], told_at=at)


def lived(acts: Acts) -> Life:
    """Act after act, with as many rounds between them as the time allows; while the worker is away there are none."""
    life = Life()
    life.command(SetUp(UUID(int=10), rule("10:00")))
    for act, steps, mail_is_up in acts:
        match act:
            case "soon":
                soon(life)
            case "this evening":
                this_evening(life, mail_is_up)
            case "quiet":
                life.quiet.append(life.now)
                life.hear(QuietAsked(until=life.now + QUIET))
            case "done" | "put off" | "changed":
                tell(life, act)
            case "checked in":
                life.hear(CheckInRecorded(emotions=["sad.lonely"], intensity=4, occurred_at=life.now))
            case "away":
                life.now += steps * STEP
            case QuietHours():
                life.night = Night(wall(act.starts), wall(act.ends))
                life.hear(ProfileChanged(changed=["quiet"], quiet=act))
            case _:
                life.command(act)
        for _ in range(steps):
            life.now += STEP
            life.go_round(mail_is_up)
    return life


def tell(life: Life, act: str) -> None:
    """Something about the task."""
    done = PlanAttempted(assignment_id=TASK, version="tiny", attempted_at=life.now)
    life.course.append((act, life.now))
    life.done += [life.now] if act == "done" else []
    life.hear({"done": done, "put off": put_off(life.now), "changed": CHANGED}[act])


def this_evening(life: Life, mail_is_up: bool) -> None:
    """The last minutes before the night, with a reminder in them."""
    life.command(Change(UUID(int=10), rule("21:55")))
    while local(life.now, MADRID).strftime("%H:%M") != "21:50":
        life.now += STEP
        life.go_round(mail_is_up)


def soon(life: Life) -> None:
    """Move a reminder to a few minutes from now, as somebody does who wants to see it arrive."""
    for id, reminder in list(life.state.reminders.items())[:1]:
        at = local(life.now + 2 * STEP, reminder.rule.zone).strftime("%H:%M")
        life.command(Change(id, reminder.rule.model_copy(update={"at": at})))


@MANY
@given(LIVES)
def test_no_day_ever_brings_two_messages(acts: Acts) -> None:
    sent = lived(acts).sent
    for earlier, later in pairwise(sent):
        assert earlier.local_date != later.local_date
        zone = later.rule.zone
        assert local(earlier.at, zone).date() < local(later.at, zone).date()


@MANY
@given(LIVES)
def test_no_message_comes_in_the_persons_quiet_hours_unless_that_very_time_was_allowed(acts: Acts) -> None:
    """Allowed is the time of the rule itself, where it lies in them: not whatever its flag says of another time."""
    for each in lived(acts).sent:
        allowed = each.rule.at_night and wall(each.rule.at) in each.night
        assert allowed or local(each.at, each.rule.zone).time() not in each.night


@MANY
@given(LIVES)
def test_no_message_comes_where_quiet_was_asked_for_unless_its_time_was_set_after_that(acts: Acts) -> None:
    life = lived(acts)
    for each in life.sent:
        assert not [asked for asked in life.quiet if asked < each.at < asked + QUIET and each.set_at <= asked]


@MANY
@given(LIVES)
def test_no_message_reminds_of_what_was_done_that_day(acts: Acts) -> None:
    life = lived(acts)
    for each in life.sent:
        if each.rule.assignment_id == TASK:
            done = [at for at in life.done if at < each.at]
            assert not [at for at in done if local(at, each.rule.zone).date() == each.local_date]


# Days of a task that is put off again and again; the reminder is moved now and then.
HURDLES = st.sampled_from(["put off", "put off", "put off", "changed", "done", "away", "soon"])
HARD_WEEKS = st.lists(st.tuples(HURDLES, st.sampled_from([96, 150, 288]), st.just(True)), min_size=4, max_size=12)


@MANY
@given(HARD_WEEKS)
def test_no_message_comes_between_the_same_barrier_twice_and_a_change(acts: Acts) -> None:
    """homework.md section 4. A reminder that was set after it comes all the same."""
    life = lived(acts)
    for each in life.sent:
        before = [(act, at) for act, at in life.course if at < each.at][-2:]
        if each.rule.assignment_id == TASK and [act for act, _ in before] == ["put off", "put off"]:
            assert each.set_at > before[-1][1]


NOTHING = Cancel(UUID(int=99))
# Weeks in which little is said, and reminders go by; days long enough for several of them between two words.
QUIET_WEEKS = st.lists(
    st.tuples(
        st.one_of(
            st.sampled_from([NOTHING, NOTHING, NOTHING, "done", "checked in", "soon", "put off", "quiet"]),
            st.sampled_from([Pause(), Resume(), Cancel(UUID(int=11))]),
            st.builds(SetUp, IDS, RULES),
            st.builds(Change, IDS, RULES),
        ),
        st.sampled_from([96, 288, 288, 1200]),
        st.just(True),
    ),
    min_size=5,
    max_size=12,
)
FEW = settings(deadline=None, max_examples=100)


@FEW
@given(QUIET_WEEKS)
def test_no_message_of_one_that_asks_and_no_second_question_beside_it_come_before_an_answer(acts: Acts) -> None:
    life = lived(acts)
    for asked in life.asked:
        over = asked.over or life.now
        assert not [each for each in life.sent if each.of.id == asked.of and asked.at <= each.at < over]
        waits_until = min(over, asked.at + SILENT_DAYS)
        assert not [other for other in life.asked if other is not asked and asked.at <= other.at < waits_until]


@FEW
@given(QUIET_WEEKS)
def test_a_reminder_goes_by_three_times_at_most_before_it_asks_and_never_fewer(acts: Acts) -> None:
    """More only while another asks."""
    life = lived(acts)
    for each in {sending.of.id for sending in life.sent}:
        mine = [sending for sending in life.sent if sending.of.id == each]
        for first, fourth in zip(mine, mine[IN_A_ROW:], strict=False):
            assert answered(life, first, fourth.at) or another_waits(life, fourth)
    for asked in life.asked:
        silent = [each for each in life.sent if each.of.id == asked.of and each.at < asked.at][-IN_A_ROW:]
        assert len(silent) == IN_A_ROW
        assert not answered(life, silent[0], asked.at)


def another_waits(life: Life, sending: Sending) -> bool:
    """Whether another reminder's question waited when this was sent."""
    others = [each for each in life.asked if each.of != sending.of.id]
    return any(each.at <= sending.at < min(each.over or life.now, each.at + SILENT_DAYS) for each in others)


def answered(life: Life, first: Sending, until: datetime) -> list[datetime]:
    """When something was said that answers, from the day of the first up to a moment."""
    said = [at for data, at in life.said if answers(data, first.of) and at < until]
    return [at for at in said if local(at, first.rule.zone).date() >= first.local_date]
