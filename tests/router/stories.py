"""Random evenings of one client, event by event, and what routing.md section 2 says of them, counted by hand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from services.router.client import CheckIn, Client, Practice, check_in_of, with_event
from services.router.decider import offer_after_practice, offer_for_check_in
from services.router.profile import Profile
from services.router.ranking import stocked
from shared.events import (
    CheckInRecorded,
    PracticeFinished,
    PracticeRated,
    PracticeRun,
    PracticeStarted,
    PracticeStopped,
    TechniqueRecommended,
)
from tests.router.by_hand import CATALOGUE, pleasant
from tests.router.people import NOW
from tests.router.random_cases import EMOTIONS, TAPS, maybe, some, technique

GAP = timedelta(minutes=90)
PLEASANT = [each for each in EMOTIONS if pleasant(each)]
# Minutes between two things that are said: soon after, at the edge of an episode, and long after.
PAUSES = (1, 2, 3, 5, 10, 20, 40, 89, 90, 91, 300, 2000)
PACES = (8, 8, 8, 8, 6, 4, 2, 1, 2, 1, 1, 1)


@dataclass(frozen=True)
class Said:
    """One event as the router hears it."""

    id: UUID
    at: datetime
    version: int
    data: CheckInRecorded | PracticeRun


@dataclass
class Telling:
    """A story while it is told: check-ins, practices of them, ratings at once, later or never."""

    chance: Random
    at: datetime = NOW - timedelta(days=4)
    said: list[Said] = field(default_factory=list)
    check_in: Said | None = None
    now: int = 0

    def go_on(self) -> None:
        """The next thing that happens."""
        self.at += timedelta(minutes=self.chance.choices(PAUSES, PACES)[0])
        if self.check_in is None or self.chance.random() < 0.25:
            self.take_check_in()
        else:
            self.practise(self.check_in)

    def take_check_in(self) -> None:
        chance = self.chance
        self.now = chance.choice((chance.randint(1, 10), chance.randint(8, 10)))
        feelings = some(chance, PLEASANT if chance.random() < 0.2 else EMOTIONS, 3, least=1)
        triggers = some(chance, ("work", "family"), 1)
        data = CheckInRecorded(emotions=feelings, intensity=self.now, triggers=triggers, occurred_at=self.at)
        self.check_in = self.say(self.at, data)

    def practise(self, check_in: Said) -> None:
        chance, name, began = self.chance, named(self.chance), self.at
        facts: dict[str, Any] = {
            "practice_id": name,
            "technique_id": chance.choice((technique(chance), "longer-out-breath", "drop-anchor", "five-senses")),
            "check_in_id": check_in.id,
            "emotions": getattr(check_in.data, "emotions", []),
            "intensity_before": self.now,
            "started_at": began,
        }
        self.say(began, PracticeStarted(**facts, steps=3), name)
        self.at += timedelta(minutes=chance.randint(1, 5))
        after = maybe(chance, (chance.randint(1, 10), chance.randint(8, 10)))
        said = {"intensity_after": after, "helped": maybe(chance, TAPS)}
        match chance.choice(("finished", "stopped", "rated", "silent")):
            case "finished":
                self.say(self.at, PracticeFinished(**facts, **said))
            case "stopped":
                self.say(self.at, PracticeStopped(**facts, step=1, **said))
            case "rated":
                self.say(self.at, PracticeFinished(**facts))
                self.at += timedelta(minutes=chance.choices(PAUSES, PACES)[0])
                self.say(self.at, PracticeRated(**facts, **said))
            case _:
                return
        self.now = after or self.now

    def say(self, at: datetime, data: CheckInRecorded | PracticeRun, name: UUID | None = None) -> Said:
        said = Said(name or named(self.chance), at, len(self.said) + 1, data)
        self.said.append(said)
        return said


def named(chance: Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)


def story(chance: Random) -> list[Said]:
    """Some days of one client, in order of time."""
    telling = Telling(chance)
    for _ in range(chance.randint(2, 9)):
        telling.go_on()
    return telling.said


def client_of(heard: Sequence[Said], profile: Profile | None = None) -> Client:
    """What the router knows once it has heard these, in this order."""
    check_ins: dict[UUID, CheckIn] = {}
    practices: dict[UUID, Practice] = {}
    for each in heard:
        if isinstance(each.data, CheckInRecorded):
            check_ins[each.id] = check_in_of(each.id, each.data, each.at)
        else:
            known = practices.get(each.data.practice_id)
            practices[each.data.practice_id] = with_event(known, each.data, each.at, each.version)
    return Client(check_ins=check_ins, practices=tuple(practices.values()), profile=profile or Profile())


def offers(client: Client) -> Iterator[TechniqueRecommended]:
    """Every offer of the client: for each check-in, and for each practice of which somebody said how it is now."""
    for check_in in client.check_ins.values():
        yield offer_for_check_in(check_in, client, stocked())
    for practice in client.practices:
        if practice.check_in_id is not None:
            made = offer_after_practice(practice, client.check_ins[practice.check_in_id], client, stocked())
            if made is not None:
                yield made


@dataclass
class Counted:
    """An episode as somebody would count it on paper.

    `highs` are the re-ratings from the threshold on since the last fall, and one that was worse at any strength.
    `worse`: the last practice was called worse or was followed by a rise of 2, and not everything was pleasant.
    `judged` is what was rated last.
    """

    check_ins: set[UUID] = field(default_factory=set)
    pleasant: bool = True
    last: datetime | None = None
    high: bool = False
    highs: int = 0
    worse: bool = False
    used: list[str] = field(default_factory=list)
    judged: str | None = None

    @property
    def channels(self) -> set[str]:
        """Of what was used last, and of what was rated last."""
        return {CATALOGUE.techniques[each].channel for each in (*self.used[-1:], *filter(None, [self.judged]))}

    def goes_on_until(self, at: datetime) -> bool:
        return self.last is not None and at - self.last <= GAP


def counted(said: Sequence[Said], threshold: int = 8) -> dict[UUID, Counted]:
    """Where the episode stands at each cause of an offer. `said` is a story in order of time."""
    found: dict[UUID, Counted] = {}
    feelings: dict[UUID, list[str]] = {}
    now = Counted()
    for each in said:
        if isinstance(each.data, CheckInRecorded):
            feelings[each.id] = each.data.emotions
            now = checked_in(now, each.id, each.at, each.data, threshold)
            found[each.id] = now
        elif isinstance(each.data, PracticeStarted):
            now = began(now, each.data)
        elif (after := said_after(each.data)) is not None:
            now = rated(now, each.at, each.data, after, feelings, threshold)
            found[each.data.practice_id] = now
    return found


def said_after(data: PracticeRun) -> int | None:
    """How strong it was then; worse without a number is no weaker than before."""
    after: int | None = getattr(data, "intensity_after", None)
    return data.intensity_before if after is None and getattr(data, "helped", None) == "worse" else after


def checked_in(now: Counted, id: UUID, at: datetime, data: CheckInRecorded, threshold: int) -> Counted:
    high = data.intensity >= threshold
    if not (now.high and now.goes_on_until(at)):
        now = Counted()
    nice = all(map(pleasant, data.emotions)) and (now.pleasant or not high)
    return Counted({*now.check_ins, id}, nice, at, high, now.highs if high else 0, False, list(now.used), now.judged)


def began(now: Counted, data: PracticeRun) -> Counted:
    if data.check_in_id not in now.check_ins:
        return now
    return replace(now, used=[*now.used, data.technique_id])


def rated(
    now: Counted, at: datetime, data: PracticeRun, after: int, feelings: dict[UUID, list[str]], threshold: int
) -> Counted:
    assert data.check_in_id is not None
    if data.check_in_id not in now.check_ins or not now.goes_on_until(at):
        now = Counted({data.check_in_id})
    now = replace(now, pleasant=now.pleasant and all(map(pleasant, feelings[data.check_in_id])))
    rise = data.intensity_before is not None and after - data.intensity_before >= 2
    worse = (rise or getattr(data, "helped", None) == "worse") and not now.pleasant
    highs = max(now.highs + 1 if after >= threshold else 0, int(worse))
    used = [*now.used, data.technique_id]
    return Counted(now.check_ins, now.pleasant, at, after >= threshold, highs, worse, used, data.technique_id)
