"""What each event does to the rows, and building a client's rows again from the log."""

from uuid import UUID

from services.router.client import Practice, check_in_of, with_event
from services.router.clinics import keep_threshold
from services.router.profile import threshold_in, with_plan, with_profile
from services.router.replayed import Remembering, Replayed
from services.router.views import Rows
from shared.bus import Work
from shared.events import (
    CheckInRecorded,
    CheckInRetracted,
    ClientAssigned,
    ClientInvited,
    ClientJoined,
    PlanAccepted,
    PlanAdded,
    PlanChange,
    PlanChanged,
    PlanLetGo,
    PlanPaused,
    PlanResumed,
    PracticeRun,
    PracticeStepCompleted,
    ProfileChanged,
)
from shared.keyring import Heard

# Whose streams about a client are taken in.
SERVICES = ("checkin", "coach", "clinic")


async def remember_check_in(data: CheckInRecorded, heard: Heard, rows: Remembering) -> None:
    await rows.lock_and_record(check_in_of(heard.id, data, heard.at), heard.version, data.replaces)


async def remember_retraction(data: CheckInRetracted, heard: Heard, rows: Remembering) -> None:
    await rows.retract(data.check_in_id, heard.version)


async def remember_profile(data: ProfileChanged, heard: Heard, rows: Remembering) -> None:
    await rows.keep(with_profile(await rows.told(), data, heard.version), heard.version)


async def remember_plan(data: PlanChange, heard: Heard, rows: Remembering) -> None:
    await rows.keep(with_plan(await rows.told(), data, heard.version), heard.version)


async def remember_practice(data: PracticeRun, heard: Heard, rows: Remembering) -> tuple[Practice | None, Practice]:
    """What was known of the practice before, and what is known now."""
    before = await rows.practice(data.practice_id)
    now = with_event(before, data, heard.at, heard.version)
    await rows.put(now, heard.version)
    return before, now


async def remember_threshold(heard: Heard, work: Work) -> None:
    """What a clinic says of itself."""
    threshold = threshold_in(heard.data)
    if threshold is not None:
        await keep_threshold(work.connection, heard.org, heard.subject, heard.version, threshold)


async def remember(heard: Heard, rows: Remembering) -> None:
    """Take any event in that the rows are made of; others change nothing."""
    match heard.data:
        case CheckInRecorded() as data:
            await remember_check_in(data, heard, rows)
        case CheckInRetracted() as data:
            await rows.lock(checkin=heard.version)
            await remember_retraction(data, heard, rows)
        case PracticeStepCompleted():
            pass
        case PracticeRun() as data:
            await rows.lock(coach=heard.version)
            await remember_practice(data, heard, rows)
        case ProfileChanged() as data:
            await rows.lock(coach=heard.version)
            await remember_profile(data, heard, rows)
        case PlanAdded() | PlanAccepted() | PlanChanged() | PlanPaused() | PlanResumed() | PlanLetGo() as data:
            await rows.lock(coach=heard.version)
            await remember_plan(data, heard, rows)
        case ClientInvited() | ClientJoined() | ClientAssigned() as data:
            await rows.belongs(data.clinic_id, heard.version)
        case _:
            pass


async def refold(client: UUID, work: Work) -> None:
    """Build one client's rows again from the log. Says nothing: the offers that were made stand."""
    rows, kept = Rows(work.connection, work.key(client)), Replayed()
    await rows.lock()
    for service in SERVICES:
        for heard in await work.stream(client, service):
            await remember(heard, kept)
    await rows.replace(kept)
