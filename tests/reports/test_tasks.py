"""Handing over and building, step by step, against a real Postgres: what happens in between, and what cannot work."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from services.reports import render, views
from services.reports.handing import CeleryQueue, Handing, Queue, celery_app, order_of
from services.reports.ledger import Overtaken, read_history, record
from services.reports.main import build_worker
from services.reports.tasks import Builder, Draft
from services.reports.views import Order
from shared.database import Database
from shared.events import ReportOpened
from shared.keyring import FileKeyProvider, Keyring, seal_event
from tests.databases import until
from tests.reports.world import TODAY, TRIGGER, WEEKS_AGO, Desk, MovingClock, Person, World, text_of


@dataclass
class Heap(Queue):
    """A queue in memory that can be shut."""

    orders: list[Order] = field(default_factory=list)
    open: bool = True

    async def put(self, orders: Sequence[Order]) -> int:
        if self.open:
            self.orders += orders
        return len(orders) if self.open else 0

    def of(self, who: Person) -> int:
        return sum(order.client == who.subject for order in self.orders)


@dataclass(frozen=True)
class Workshop:
    """The worker's loop and a builder, moved by hand."""

    world: World
    database: Database
    builder: Builder
    handing: Handing
    heap: Heap

    async def take(self, order: Order, run: UUID, lease: float = 60) -> int | None:
        async with self.database.unit_of_work(None) as work:
            return await views.take(work.connection, order, run, lease)

    async def drawn(self, order: Order, run: UUID) -> Draft:
        assert await self.take(order, run) is not None
        draft = await self.builder.draft(order, run)
        assert draft is not None
        return draft

    async def due_now(self, who: Person) -> None:
        """As if the pause or the lease were over."""
        await self.world.row(
            "UPDATE reports.builds SET hand_at = now(), taken_until = CASE WHEN state = 'taken' THEN now() END"
            " WHERE client = $1 RETURNING 1",
            who.subject,
        )


@pytest.fixture
async def workshop(world: World, clock: MovingClock) -> AsyncIterator[Workshop]:
    database = Database(world.database.url("reports_worker"))
    heap = Heap()
    async with world.builder(clock) as builder:
        handing = Handing(database=database, queue=heap, builder=builder, again=60)
        yield Workshop(world, database, builder, handing, heap)
    await database.stop()


async def wanted(desk: Desk, **changes: object) -> Order:
    """A report that waits to be built, with something in it."""
    await desk.world.moment(desk.maya)
    report = await desk.requested(await desk.granted(**changes))
    return Order(desk.maya.org, desk.maya.subject, UUID(report))


async def printed(draft: Draft) -> render.Printed:
    return await asyncio.to_thread(render.pdf, draft.page, identifier=draft.identifier, made_at=draft.made_at)


async def state(desk: Desk) -> tuple[str, int]:
    row = await desk.world.row("SELECT state, attempts FROM reports.builds WHERE client = $1", desk.maya.subject)
    return row["state"], row["attempts"]


async def test_what_was_handed_over_waits_before_it_is_handed_again(desk: Desk, workshop: Workshop) -> None:
    await wanted(desk)
    for _ in range(3):
        await workshop.handing.look()
    assert workshop.heap.of(desk.maya) == 1
    await workshop.due_now(desk.maya)
    await workshop.handing.look()
    assert workshop.heap.of(desk.maya) == 2


async def test_each_pause_is_twice_as_long_until_somebody_takes_it(desk: Desk, workshop: Workshop) -> None:
    order = await wanted(desk)
    pauses = []
    for _ in range(4):
        await workshop.due_now(desk.maya)
        await workshop.handing.look()
        row = await workshop.world.row(
            "SELECT extract(epoch FROM hand_at - handed_at)::float8 AS pause FROM reports.builds WHERE client = $1",
            desk.maya.subject,
        )
        pauses.append(row["pause"])
    assert pauses == [60, 120, 240, 300]
    assert await workshop.take(order, uuid4()) == 1
    await workshop.handing.look()
    assert workshop.heap.of(desk.maya) == 4


async def test_what_nobody_could_be_told_of_comes_again_soon(desk: Desk, workshop: Workshop) -> None:
    await wanted(desk)
    workshop.heap.open = False
    await workshop.handing.look()
    workshop.heap.open = True

    async def handed() -> int:
        await workshop.handing.look()
        return workshop.heap.of(desk.maya)

    assert await until(handed) == 1


async def test_two_loops_hand_it_over_once(desk: Desk, workshop: Workshop) -> None:
    await wanted(desk)
    other = Handing(database=workshop.database, queue=workshop.heap, builder=workshop.builder, again=60)
    await asyncio.gather(workshop.handing.look(), other.look())
    assert workshop.heap.of(desk.maya) == 1


async def test_one_run_at_a_time_holds_it_and_the_same_run_may_come_again(desk: Desk, workshop: Workshop) -> None:
    order, first = await wanted(desk), uuid4()
    assert await workshop.take(order, first) == 1
    assert await workshop.take(order, uuid4()) is None
    assert await workshop.take(order, first) == 2
    await workshop.due_now(desk.maya)
    assert await workshop.take(order, uuid4()) == 3


async def test_two_children_with_one_report_build_it_once(desk: Desk, workshop: Workshop) -> None:
    order = await wanted(desk)
    await asyncio.gather(workshop.builder.build(order, uuid4()), workshop.builder.build(order, uuid4()))
    kinds = [each.type for each in await workshop.world.heard(desk.maya)]
    assert kinds.count("report.built") == 1
    assert await state(desk) == ("built", 1)
    await workshop.builder.build(order, uuid4())
    assert await state(desk) == ("built", 1)


async def test_a_build_that_cannot_work_is_given_up_after_three_attempts(desk: Desk, workshop: Workshop) -> None:
    order = await wanted(desk)
    await workshop.world.row(
        "UPDATE log.events SET body = set_byte(body, 40, 255 - get_byte(body, 40))"
        " WHERE subject = $1 AND service = 'checkin' RETURNING 1",
        desk.maya.subject,
    )
    for attempt in range(1, 4):
        await workshop.builder.build(order, uuid4())
        assert await state(desk) == ("requested", attempt)
    await workshop.due_now(desk.maya)
    await workshop.handing.look()
    assert workshop.heap.of(desk.maya) == 0
    shown = await desk.report(str(order.report_id))
    assert (shown["state"], shown["why"]["code"]) == ("refused", "could_not_be_built")
    assert await state(desk) == ("refused", 3)


async def test_one_that_cannot_even_be_given_up_holds_no_other(desk: Desk, world: World, workshop: Workshop) -> None:
    await wanted(desk)
    keyless = Order(uuid4(), uuid4(), uuid4())
    await world.row(
        "INSERT INTO reports.builds (client, id, org, state, attempts, requested_at, hand_at)"
        " VALUES ($1, $2, $3, 'requested', 3, now(), now() - interval '1 hour') RETURNING 1",
        keyless.client,
        keyless.report_id,
        keyless.org,
    )
    await workshop.handing.look()
    assert workshop.heap.of(desk.maya) == 1


async def test_a_message_that_comes_a_fourth_time_is_given_up(desk: Desk, workshop: Workshop) -> None:
    order, run = await wanted(desk), uuid4()
    for attempt in range(1, 4):
        assert await workshop.take(order, run) == attempt
    await workshop.builder.build(order, run)
    assert (await desk.report(str(order.report_id)))["why"]["code"] == "could_not_be_built"


async def test_a_consent_withdrawn_between_drawing_and_storing_leaves_nothing(desk: Desk, workshop: Workshop) -> None:
    order, run = await wanted(desk), uuid4()
    draft = await workshop.drawn(order, run)
    [consent] = (await desk.get("/v1/consents")).json()["consents"]
    await desk.delete(f"/v1/consents/{consent['id']}")
    await workshop.builder.store(draft, await printed(draft))
    assert (await desk.report(str(order.report_id)))["why"]["code"] == "consent_ended"
    assert await workshop.world.row("SELECT 1 FROM reports.files WHERE client = $1", desk.maya.subject) is None


async def test_a_consent_that_ends_between_drawing_and_storing_leaves_nothing(
    desk: Desk, workshop: Workshop, clock: MovingClock
) -> None:
    order, run = await wanted(desk, expires_at=(clock.now() + timedelta(minutes=5)).isoformat()), uuid4()
    draft = await workshop.drawn(order, run)
    clock.moved = timedelta(minutes=6)
    await workshop.builder.store(draft, await printed(draft))
    assert (await desk.report(str(order.report_id)))["why"]["code"] == "consent_ended"
    assert await workshop.world.row("SELECT 1 FROM reports.files WHERE client = $1", desk.maya.subject) is None


async def test_what_is_narrowed_between_drawing_and_storing_is_drawn_again(desk: Desk, workshop: Workshop) -> None:
    await workshop.world.moment(desk.maya, trigger="longago", day=WEEKS_AGO)
    order, run = await wanted(desk), uuid4()
    draft = await workshop.drawn(order, run)
    [consent] = (await desk.get("/v1/consents")).json()["consents"]
    await desk.patch(f"/v1/consents/{consent['id']}", {"from": str(TODAY - timedelta(days=2))})
    await workshop.builder.store(draft, await printed(draft))
    assert await state(desk) == ("requested", 0)
    await workshop.builder.build(order, uuid4())
    shown = text_of((await desk.get(f"/v1/reports/{order.report_id}/pdf")).content).replace(" ", "")
    assert (TRIGGER in shown, "longago" in shown) == (True, False)


async def test_what_is_taken_back_between_drawing_and_storing_is_drawn_again(desk: Desk, workshop: Workshop) -> None:
    gone = await workshop.world.moment(desk.maya, trigger="takenback")
    order, run = await wanted(desk), uuid4()
    draft = await workshop.drawn(order, run)
    await workshop.world.retract(desk.maya, gone)
    await workshop.builder.store(draft, await printed(draft))
    assert await state(desk) == ("requested", 0)
    await workshop.builder.build(order, uuid4())
    shown = text_of((await desk.get(f"/v1/reports/{order.report_id}/pdf")).content).replace(" ", "")
    assert (TRIGGER in shown, "takenback" in shown) == (True, False)


async def test_what_is_being_taken_back_while_the_pdf_is_stored_hides_it(desk: Desk, workshop: Workshop) -> None:
    """It is said before the PDF is, and seen only after it."""
    gone = await workshop.world.moment(desk.maya, trigger="takenback")
    order, run = await wanted(desk), uuid4()
    draft = await workshop.drawn(order, run)
    paper = await printed(draft)
    async with workshop.world.retracting(desk.maya, gone):
        await workshop.builder.store(draft, paper)
    assert (await state(desk))[0] == "built"
    refused = await desk.get(f"/v1/reports/{order.report_id}/pdf")
    assert (refused.status_code, refused.json()["title"]) == (409, "Something in it was taken back")


async def test_a_message_that_names_another_organisation_takes_nothing(desk: Desk, workshop: Workshop) -> None:
    order = await wanted(desk)
    await workshop.builder.build(order._replace(org=uuid4()), uuid4())
    assert await state(desk) == ("requested", 0)
    assert await workshop.take(order, uuid4()) == 1


async def test_nothing_is_recorded_on_a_consent_that_was_withdrawn_since_it_was_read(
    desk: Desk, workshop: Workshop
) -> None:
    """The transaction that read the consent loses against the one that ended it."""
    order = await wanted(desk)
    [consent] = (await desk.get("/v1/consents")).json()["consents"]
    opened = ReportOpened(report_id=order.report_id, by=order.client)
    keyring = Keyring(FileKeyProvider(workshop.world.keys), workshop.database)
    key = await keyring.key(order.org, order.client)
    event = seal_event(key, id=uuid4(), data=opened, occurred_at=datetime.now(UTC))

    async def on_what_was_read_before() -> None:
        async with workshop.database.unit_of_work(order.org) as work:
            history = await read_history(work, key)
            assert (await desk.delete(f"/v1/consents/{consent['id']}")).status_code == 204
            await record(work, key, history, event)

    with pytest.raises(Overtaken):
        await on_what_was_read_before()
    assert "report.opened" not in [each.type for each in await workshop.world.heard(desk.maya)]


async def test_the_same_report_is_the_same_bytes(desk: Desk, workshop: Workshop) -> None:
    order = await wanted(desk)
    first = await printed(await workshop.drawn(order, uuid4()))
    await workshop.due_now(desk.maya)
    assert (await printed(await workshop.drawn(order, uuid4()))).content == first.content


async def test_nobody_is_told_of_a_client_who_was_erased(desk: Desk, workshop: Workshop) -> None:
    order = await wanted(desk)
    await workshop.world.database.erase(desk.maya.subject)
    async with workshop.world.builder() as builder:
        for _ in range(3):
            await builder.build(order, uuid4())
        await builder.give_up(order)
    assert await state(desk) == ("refused", 3)


@asynccontextmanager
async def silent_server() -> AsyncIterator[int]:
    """A port that takes every connection and never says a word."""
    ended = asyncio.Event()

    async def listen(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await ended.wait()
        writer.close()

    server = await asyncio.start_server(listen, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        ended.set()
        server.close()


async def test_a_broker_that_never_answers_does_not_hold_the_loop(desk: Desk, world: World) -> None:
    order = await wanted(desk)
    async with silent_server() as port:
        queue = CeleryQueue(celery_app(f"redis://127.0.0.1:{port}/0", 60))
        assert await queue.put([order]) == 0
        queue.stop()


async def test_a_broker_that_is_not_there_is_known_at_once(desk: Desk) -> None:
    async with silent_server() as port:
        pass
    queue = CeleryQueue(celery_app(f"redis://127.0.0.1:{port}/0", 60))
    assert await queue.put([Order(uuid4(), uuid4(), uuid4())]) == 0
    queue.stop()


async def test_the_worker_is_ready_and_ends_although_its_broker_never_answers(desk: Desk, world: World) -> None:
    await wanted(desk)
    async with silent_server() as port:
        app = build_worker(world.worker_settings(f"redis://127.0.0.1:{port}/0"))
        async with app.router.lifespan_context(app):
            handed = "SELECT 1 FROM reports.builds WHERE client = $1 AND handed_at IS NOT NULL"
            await until(lambda: world.row(handed, desk.maya.subject))


@pytest.mark.parametrize("ids", [[], ["a", "b", "c"], [str(uuid4())] * 4])
def test_a_message_of_anything_but_three_ids_is_refused(ids: list[str]) -> None:
    with pytest.raises(ValueError, match=r"UUID|unpack"):
        order_of(ids)
