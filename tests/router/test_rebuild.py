"""Given rows that a worker made, when they are built again from the log, then they are the same."""

import asyncio
import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from services.router.again import replayed
from services.router.main import opened
from services.router.rebuild import rebuild_command
from services.router.views import Rows
from shared.events import (
    ClientAssigned,
    IfThen,
    PlanAccepted,
    PlanChanged,
    PlanLetGo,
    PlanPaused,
    PlanProposed,
    PlanResumed,
)
from shared.keyring import SubjectKey
from tests.databases import connected
from tests.router.test_hearing import forget
from tests.router.world import Practising, World, task

TECHNIQUES = ("three-slow-breaths", "drop-anchor", "count-back", "five-senses")
CUE = IfThen(cue="at work", action="breathe", technique_id="three-slow-breaths", triggers=["work"])


class Life:
    """A random client, who says things in a random order and takes some of them back."""

    def __init__(self, world: World, who: SubjectKey, seed: int) -> None:
        self.world, self.who, self.dice = world, who, random.Random(seed)
        self.check_ins: list[UUID] = []
        self.runs: list[Practising] = []
        self.tasks: list[UUID] = []

    async def live(self, events: int) -> None:
        for _ in range(events):
            await self.dice.choice(
                (self.feel, self.feel, self.take_back, self.practise, self.practise, self.answer, self.set, self.plan)
            )()

    async def feel(self) -> None:
        replaces = self.dice.choice([None, *self.check_ins])
        minutes = self.dice.randint(0, 5000)
        strong = self.dice.randint(1, 10)
        self.check_ins.append(
            await self.world.check_in(self.who, intensity=strong, minutes_ago=minutes, replaces=replaces)
        )

    async def take_back(self) -> None:
        await self.world.retract(self.who, self.dice.choice([uuid4(), *self.check_ins]))

    async def practise(self) -> None:
        check_in = self.dice.choice([None, *self.check_ins])
        technique, minutes = self.dice.choice(TECHNIQUES), self.dice.randint(0, 5000)
        self.runs.append(await self.world.start(self.who, technique, check_in, minutes_ago=minutes))

    async def answer(self) -> None:
        if self.runs:
            run = self.dice.choice(self.runs)
            after, helped = self.dice.choice([None, 4, 9]), self.dice.choice([None, "worse", "helped"])
            await self.dice.choice((run.finish, run.rate))(after=after, helped=helped)

    async def set(self) -> None:
        part: dict[str, Any] = self.dice.choice(
            [
                {"hidden": self.dice.sample(TECHNIQUES, 2)},
                {"cautions": {"seizures": self.dice.random() < 0.5}},
                {"restored": ["drop-anchor"], "zone": "Europe/Kyiv"},
                {"rest_inward_until": datetime.now(UTC) + timedelta(days=self.dice.randint(-3, 3))},
            ]
        )
        await self.world.set(self.who, **part)
        moved = ClientAssigned(clinic_id=uuid4(), therapist_id=uuid4())
        await self.world.say(self.who, "clinic_api", moved)

    async def plan(self) -> None:
        name = self.dice.choice([uuid4(), *self.tasks])
        given = task(self.dice.choice(TECHNIQUES), source="both", if_then=self.dice.choice([None, CUE]))
        said = self.dice.choice(
            (
                PlanProposed(assignment_id=name, assignment=given, by=uuid4(), consent_id=uuid4()),
                PlanAccepted(assignment_id=name, assignment=given),
                PlanChanged(assignment_id=name, assignment=given),
                PlanPaused(assignment_id=name),
                PlanResumed(assignment_id=name),
                PlanLetGo(assignment_id=name),
            )
        )
        self.tasks.append(name)
        await self.world.say(self.who, "coach_api", said)


async def rebuilt(world: World, *arguments: str) -> tuple[int, list[str]]:
    lines: list[str] = []
    async with opened(world.settings) as (database, keyring):
        code = await rebuild_command(arguments, database=database, keyring=keyring, say=lines.append)
    return code, lines


async def a_random_client(world: World, seed: int, events: int = 40) -> SubjectKey:
    """Heard in a random order, some of it twice."""
    who = await world.client()
    await Life(world, who, seed).live(events)
    heard = await world.said(who)
    dice = random.Random(seed)
    dice.shuffle(heard)
    await world.hear(who, [*heard, *dice.sample(heard, 5)])
    return who


async def test_rows_of_random_histories_are_the_same_after_a_rebuild(world: World) -> None:
    world.quiet = True
    for seed in range(6):
        who = await a_random_client(world, seed)
        before = await world.rows(who)
        assert before["moments"], seed
        assert (await rebuilt(world, str(who.subject)))[0] == 0
        assert await world.rows(who) == before, seed
        await forget(world, who)
        assert (await rebuilt(world, str(who.subject)))[0] == 0
        assert await world.rows(who) == before, seed


async def test_what_is_remembered_twice_over_is_what_the_worker_knows(world: World) -> None:
    """The rows in memory, from which past offers are made again, hold what the real ones hold."""
    world.quiet = True
    for seed in range(6, 10):
        who = await a_random_client(world, seed)
        kept = await replayed(await world.said(who))
        for back in (0, 1, 3):
            at = datetime.now(UTC) - timedelta(days=back)
            async with world.worker.unit_of_work(None) as unit:
                rows = Rows(unit.connection, who)
                await rows.lock()
                known = await rows.client(at)
            here = kept.client(at)
            assert here.check_ins == known.check_ins
            assert sorted(here.practices, key=str) == sorted(known.practices, key=str)
            assert (here.retracted, here.replaced_by, here.told, here.versions) == (
                known.retracted,
                known.replaced_by,
                known.told,
                known.versions,
            )


async def test_all_rows_are_built_again_and_only_counts_are_said(world: World) -> None:
    world.quiet = True
    people = [await a_random_client(world, seed, 15) for seed in range(3)]
    before = [await world.rows(who) for who in people]
    clinic = await world.clinic()
    await world.threshold(clinic, 7)
    async with connected(world.database.owner) as owner:
        for table in ("clients", "moments", "runs", "profiles", "clinics"):
            await owner.execute(f"DELETE FROM router.{table}")
    code, lines = await rebuilt(world)
    assert (code, lines[-1]) == (0, "Done.")
    assert [await world.rows(who) for who in people] == before
    async with connected(world.database.owner) as owner:
        assert await owner.fetchval("SELECT regulate_from FROM router.clinics WHERE clinic = $1", clinic.subject) == 7
    assert not any(str(who.subject) in line for line in lines for who in people)


async def test_an_interrupted_rebuild_goes_on_where_it_was(world: World) -> None:
    world.quiet = True
    people = sorted([await a_random_client(world, seed, 10) for seed in range(2)], key=lambda who: who.subject)
    async with connected(world.database.owner) as owner:
        await owner.execute("DELETE FROM router.moments")
        await owner.execute(
            "INSERT INTO router.rebuilds (after, rebuilt, unreadable) VALUES ($1, 41, 0)", people[0].subject
        )
    code, lines = await rebuilt(world)
    assert (code, lines[0]) == (0, "An earlier run was interrupted; this one goes on where it was.")
    assert int(lines[1].split()[0]) > 41
    assert [bool((await world.rows(who))["moments"]) for who in people] == [False, True]
    async with connected(world.database.owner) as owner:
        assert await owner.fetchval("SELECT count(*) FROM router.rebuilds") == 0


async def test_a_rebuild_beside_a_running_worker_loses_nothing_and_adds_no_offer(world: World) -> None:
    maya = await world.client()

    async def evening() -> Sequence[UUID]:
        return [await world.check_in(maya, minutes_ago=30 - each) for each in range(20)]

    async with world.router():
        said = asyncio.create_task(evening())
        while not said.done():
            assert (await rebuilt(world, str(maya.subject)))[0] == 0
        check_ins = await said
        await world.settled(maya)
        assert set(await world.offers(maya)) == set(check_ins)
        before = await world.rows(maya)
    await world.refold(maya)
    assert await world.rows(maya) == before
    assert len(before["moments"]) == len(check_ins)


async def test_nothing_is_built_of_somebody_who_is_not_there_or_was_erased(world: World) -> None:
    maya = await world.client()
    await world.check_in(maya)
    assert (await rebuilt(world, str(uuid4())))[0] == 1
    await world.database.erase(maya.subject)
    assert (await rebuilt(world, str(maya.subject)))[0] == 1
    assert (await world.rows(maya))["moments"] == []


async def test_an_event_that_nobody_can_open_is_left_out_and_counted(world: World) -> None:
    maya = await world.client()
    world.quiet = True
    stays, broken = await world.check_in(maya), await world.check_in(maya)
    async with connected(world.database.owner) as owner:
        await owner.execute("UPDATE log.events SET body = 'x' WHERE subject = $1 AND id = $2", maya.subject, broken)
    code, lines = await rebuilt(world, str(maya.subject))
    assert (code, lines) == (0, ["1 rebuilt, 1 events left out because they cannot be read"])
    assert [row["id"] for row in (await world.rows(maya))["moments"]] == [stays]


async def test_a_word_that_is_no_id_is_answered_with_how_it_is_used(world: World) -> None:
    assert await rebuilt(world, "everybody") == (2, ["usage: rebuild [CLIENT-ID]"])
