"""What the router does when it hears something: one small function per event."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from services.router.client import CheckIn, Client, Practice, check_in_of
from services.router.decider import offer_after_practice, offer_for_check_in
from services.router.ranking import stocked
from services.router.refold import SERVICES, remember, remember_check_in, remember_practice, remember_threshold
from services.router.views import Rows
from shared.bus import Handler, Work
from shared.events import (
    CheckInRecorded,
    CheckInRetracted,
    ClientAssigned,
    ClientInvited,
    ClientJoined,
    ClinicSettingsChanged,
    PlanAccepted,
    PlanAdded,
    PlanChanged,
    PlanLetGo,
    PlanPaused,
    PlanResumed,
    PracticeFinished,
    PracticeRated,
    PracticeRun,
    PracticeStarted,
    PracticeStopped,
    ProfileChanged,
)
from shared.keyring import Heard


async def check_in_recorded(heard: Heard, work: Work) -> None:
    """The offer for a check-in, unless it was taken back before anybody came to it."""
    data = heard.data
    if not isinstance(data, CheckInRecorded):
        return
    rows, check_in = Rows(work.connection, work.key(heard.subject)), check_in_of(heard.id, data, heard.at)
    await remember_check_in(data, heard, rows)
    client = await rows.client_at_check_in(check_in, heard)
    if client is not None:
        now = client.as_of(check_in.at, check_in.time_zone)
        await work.emit(heard, offer_for_check_in(check_in, now, stocked()))


async def take_in(heard: Heard, work: Work) -> None:
    """Remember it; nothing is offered because of it."""
    await remember(heard, Rows(work.connection, work.key(heard.subject)))


async def clinic_settings_changed(heard: Heard, work: Work) -> None:
    """It holds from the next offer on, for everybody of the clinic."""
    await remember_threshold(heard, work)


async def practice_finished(heard: Heard, work: Work) -> None:
    await take_in_and_offer(heard, work)


async def practice_stopped(heard: Heard, work: Work) -> None:
    await take_in_and_offer(heard, work)


async def practice_rated(heard: Heard, work: Work) -> None:
    await take_in_and_offer(heard, work)


async def take_in_and_offer(heard: Heard, work: Work) -> None:
    """The next offer of the episode, at the first word on how it is now.

    "Made it worse" after a number brings another one, which takes its place (safety.md S9); nothing else that is said
    later changes an offer.
    """
    rows, before, now = await take_in_practice(heard, work)
    if now.answered_at is None or not brings_an_offer(before, now):
        return
    client = await rows.client(now.answered_at)
    check_in = await check_in_for(now, client, rows, work)
    if check_in is None:
        return
    another = now.answers > 1 or (before is not None and before.answers > 0)
    offer = offer_after_practice(now, check_in, client.as_of(now.answered_at, check_in.time_zone), stocked())
    if offer is not None:
        await work.emit(as_cause(heard, now.id), offer, discriminator=offer.again if another else "")


def brings_an_offer(before: Practice | None, now: Practice) -> bool:
    """The first word does, and "made it worse" beside a number, whichever of the two is heard first."""
    return before is None or now.answers > before.answers or (now.worse and not before.worse)


async def take_in_practice(heard: Heard, work: Work) -> tuple[Rows, Practice | None, Practice]:
    """Remember the event; returns what was known of its practice before, and what is known now."""
    data = heard.data
    if not isinstance(data, PracticeRun):
        raise TypeError(f"{heard.type} is no event of a practice.")
    rows = Rows(work.connection, work.key(heard.subject))
    await rows.lock(coach=heard.version)
    before, now = await remember_practice(data, heard, rows)
    return rows, before, now


async def check_in_for(practice: Practice, client: Client, rows: Rows, work: Work) -> CheckIn | None:
    """The check-in that the practice answers, wherever it is known; None if there is none or it was taken back."""
    current = None if practice.check_in_id is None else client.current(practice.check_in_id)
    if current is None:
        return None
    return client.check_ins.get(current) or await rows.check_in(current) or await recorded(current, rows, work)


async def recorded(check_in_id: UUID, rows: Rows, work: Work) -> CheckIn | None:
    """A check-in that is in the log and was not heard yet."""
    heard = await work.find(rows.subject, check_in_id)
    if heard is None or not isinstance(heard.data, CheckInRecorded):
        return None
    if await rows.retracted_since(check_in_id, heard.version):
        return None
    return check_in_of(check_in_id, heard.data, heard.at)


def as_cause(heard: Heard, practice_id: UUID) -> Heard:
    """The same moment, named by its practice: whoever waits for the offer knows that id and no other."""
    return replace(heard, recorded=replace(heard.recorded, id=practice_id))


HANDLERS: Mapping[str, Handler] = {
    CheckInRecorded.type: check_in_recorded,
    CheckInRetracted.type: take_in,
    PracticeStarted.type: take_in,
    PracticeFinished.type: practice_finished,
    PracticeStopped.type: practice_stopped,
    PracticeRated.type: practice_rated,
    ProfileChanged.type: take_in,
    PlanAdded.type: take_in,
    PlanAccepted.type: take_in,
    PlanChanged.type: take_in,
    PlanPaused.type: take_in,
    PlanResumed.type: take_in,
    PlanLetGo.type: take_in,
    ClinicSettingsChanged.type: clinic_settings_changed,
    ClientInvited.type: take_in,
    ClientJoined.type: take_in,
    ClientAssigned.type: take_in,
}
SOURCES = SERVICES
