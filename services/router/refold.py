"""What each event does to the rows, and building a client's rows again from the log."""

from uuid import UUID

from services.router.client import Practice, check_in_of, with_event
from services.router.views import Rows
from shared.bus import Work
from shared.events import CheckInRecorded, CheckInRetracted, PracticeRun, PracticeStepCompleted
from shared.keyring import Heard


async def remember_check_in(data: CheckInRecorded, heard: Heard, rows: Rows) -> None:
    await rows.lock_and_record(check_in_of(heard.id, data, heard.at), heard.version, data.replaces)


async def remember_retraction(data: CheckInRetracted, heard: Heard, rows: Rows) -> None:
    await rows.retract(data.check_in_id, heard.version)


async def remember_practice(data: PracticeRun, heard: Heard, rows: Rows) -> tuple[Practice | None, Practice]:
    """What was known of the practice before, and what is known now."""
    before = await rows.practice(data.practice_id)
    now = with_event(before, data, heard.at, heard.version)
    await rows.put(now, heard.version)
    return before, now


async def remember(heard: Heard, rows: Rows) -> None:
    """Take any event in that the rows are made of; others change nothing."""
    match heard.data:
        case CheckInRecorded() as data:
            await remember_check_in(data, heard, rows)
        case CheckInRetracted() as data:
            await remember_retraction(data, heard, rows)
        case PracticeStepCompleted():
            pass
        case PracticeRun() as data:
            await rows.lock(heard.version)
            await remember_practice(data, heard, rows)
        case _:
            pass


async def refold(client: UUID, work: Work) -> None:
    """Build one client's rows again from the log. Says nothing: the offers that were made stand."""
    rows = Rows(work.connection, work.key(client))
    await rows.lock()
    await rows.clear()
    for service in ("checkin", "coach"):
        for heard in await work.stream(client, service):
            await remember(heard, rows)
