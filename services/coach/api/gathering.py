"""Takes in practices that were done offline: each whole, in one unit of the log, and beside whatever came first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.coach.api.batch_shapes import PostedPractice, PostedRunStep
from services.coach.api.helping import is_never_kept
from services.coach.api.offline import Part, added, parts_of
from services.coach.api.practicing import (
    TRIES,
    NotRecorded,
    Overtaken,
    Past,
    Practising,
    begun,
    event_name,
    latest_rating,
    moment_of,
    pause,
)
from services.coach.decider import Begun, Moment, NotAllowed, NotNow, Run, fold, initial
from shared.auth import Principal
from shared.catalogue import Catalogue
from shared.events import CheckInRecorded, Contract, PracticeStarted
from shared.http import FieldError, Problem, invalid, refuse_far_future
from shared.keyring import Keyring, SubjectKey, derived_id, open_event, seal_event
from shared.log import Appended, Clock, Log, OtherContent, Outcome, Stale, Unit


@dataclass
class Known:
    """A client's practices as they were last read, and the version of their stream then."""

    key: SubjectKey
    practices: dict[UUID, Past]
    version: int

    def take(self, practice_id: UUID, appended: Appended) -> Begun:
        """The practice with what was just recorded of it."""
        before = self.practices.get(practice_id)
        news = tuple(open_event(self.key, each) for each in appended.events)
        state = begun(fold([each.data for each in news], before.practice if before else initial))
        self.version = appended.events[-1].version
        self.practices[practice_id] = Past(state, self.version, (*(before.events if before else ()), *news))
        return state


class Gathering:
    """Everything is the client's own, whose token was verified."""

    def __init__(self, log: Log, keyring: Keyring, practising: Practising, catalogue: Catalogue, clock: Clock) -> None:
        self._log = log
        self._keyring = keyring
        self._practising = practising
        self._catalogue = catalogue
        self._clock = clock

    async def known(self, who: Principal) -> Known:
        """What is recorded, for the practices of one request to join."""
        known = Known(await self._keyring.key(who.org, who.subject), {}, 0)
        await self._read(who, known)
        return known

    async def _read(self, who: Principal, known: Known) -> None:
        practices = await self._practising.all(who)
        known.practices = {each.practice.run.practice_id: each for each in practices}
        known.version = practices[0].version if practices else 0

    async def take_in(self, who: Principal, posted: PostedPractice, known: Known) -> Begun:
        """The practice as it stands then. Raises Problem, Refused, Overtaken or NotRecorded; then nothing changed."""
        self._refuse_wrong(posted)
        posted = without_private(posted, self._catalogue)
        outcome: Outcome = Stale(0)
        for attempt in range(TRIES):
            await pause(attempt)
            if attempt:
                await self._read(who, known)
            past = known.practices.get(posted.id)
            run = past.practice.run if past else await self._run(who, posted, known)
            refuse_another(posted, run)
            new = joined(parts_of(posted, run), past)
            if past is not None and not new:
                return past.practice
            outcome = await self._append(known, posted.id, new, expected=known.version if past else None)
            if isinstance(outcome, Appended):
                return known.take(posted.id, outcome)
            if isinstance(outcome, OtherContent) and past is None and attempt:
                break
        raise NotRecorded(outcome)

    def _refuse_wrong(self, posted: PostedPractice) -> None:
        now = self._clock.now()
        for field, at in times_of(posted):
            refuse_far_future(at, now, field)

    async def _run(self, who: Principal, posted: PostedPractice, known: Known) -> Run:
        technique = self._catalogue.techniques.get(posted.technique_id)
        if technique is None:
            raise invalid("technique_id", "Give the id of a technique from GET /v1/techniques.")
        return Run(
            practice_id=posted.id,
            technique_id=technique.id,
            size=posted.version,
            steps=len(technique.steps_of(posted.version)),
            started_at=min(posted.occurred_at, self._clock.now()),
            moment=await self._moment(who, posted, known),
        )

    async def _moment(self, who: Principal, posted: PostedPractice, known: Known) -> Moment | None:
        """As strong as it was when the practice began, whatever was said since."""
        if posted.check_in_id is None:
            return None
        said = await self._practising.check_in(who, posted.check_in_id)
        if isinstance(said, CheckInRecorded):
            rated = latest_rating(known.practices.values(), posted.check_in_id, posted.occurred_at)
            return moment_of(posted.check_in_id, said, rated)
        raise taken_back() if said == "taken_back" else not_here_yet()

    async def _append(
        self, known: Known, practice_id: UUID, new: Sequence[tuple[Contract, Part]], *, expected: int | None
    ) -> Outcome:
        key = known.key
        sealed = [
            seal_event(
                key,
                id=practice_id if isinstance(event, PracticeStarted) else derived_id(practice_id, event_name(event)),
                data=event,
                occurred_at=part.occurred_at,
                content=part.content,
            )
            for event, part in new
        ]
        return await self._log.append(Unit(key.org, key.subject, tuple(sealed), expected))


def joined(parts: Sequence[Part], past: Past | None) -> list[tuple[Contract, Part]]:
    """What is new. Where something else came first it is overtaken by that; alone, it was wrong from the start."""
    try:
        return added(parts, past.practice if past else initial)
    except NotNow as reason:
        if past is None:
            raise NotAllowed(reason.code, reason.field, reason.allowed) from None
        raise Overtaken(reason, past.practice) from None


def refuse_another(posted: PostedPractice, run: Run) -> None:
    """Raise NotRecorded if the id belongs to a practice of something else."""
    check_in_id = run.moment.check_in_id if run.moment else None
    if (posted.technique_id, posted.version, posted.check_in_id) != (run.technique_id, run.size, check_in_id):
        raise NotRecorded(OtherContent(posted.id))


def without_private(posted: PostedPractice, catalogue: Catalogue) -> PostedPractice:
    """Without the answers that are never kept."""
    technique = catalogue.techniques.get(posted.technique_id)

    def kept(step: PostedRunStep) -> PostedRunStep:
        private = technique is not None and is_never_kept(technique, posted.version, step.n, step.response)
        return step.model_copy(update={"response": None}) if private else step

    return posted.model_copy(update={"steps": [kept(step) for step in posted.steps]})


def times_of(posted: PostedPractice) -> list[tuple[str, datetime | None]]:
    """Every time of the request with the path of its field."""
    steps = [(f"steps[{place}].occurred_at", step.occurred_at) for place, step in enumerate(posted.steps)]
    ends = [(f"{name}.occurred_at", part.occurred_at) for name in ("end", "rated") if (part := getattr(posted, name))]
    return [("occurred_at", posted.occurred_at), *steps, *ends]


def not_here_yet() -> Problem:
    """The check-in waits on the same device, or on another one; what is sent again after it is taken in."""
    detail = "Send the check-in first (POST /v1/check-ins or /v1/check-ins/batch), then this practice again."
    error = FieldError("check_in_id", detail)
    return Problem(409, "try-again", "The check-in of this practice is not here yet", detail, errors=(error,))


def taken_back() -> Problem:
    return invalid("check_in_id", "This check-in was taken back. To keep the practice, leave check_in_id out.")
