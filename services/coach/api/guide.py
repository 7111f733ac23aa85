"""Everything a client may ask of the coach, in the shapes of the API; always about themselves."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from services.coach.api.helping import any_never_kept, every_step_at, is_never_kept
from services.coach.api.lately import Lately
from services.coach.api.offering import Offering
from services.coach.api.offline import content_of, said_in
from services.coach.api.practicing import Past, Practising, Sent
from services.coach.api.refusing import as_problems, refuse_unrated
from services.coach.api.shapes import (
    OfferPending,
    OfferShown,
    PostedRating,
    PostedStart,
    PostedStep,
    PracticeEnded,
    PracticeShown,
    PracticeSummary,
)
from services.coach.api.showing import offer_shown, pending, shown, summary
from services.coach.decider import Command, CompleteStep, Finish, Moment, Rate, Rating, Run, Stop
from services.coach.safety import LOOK_BACK
from shared.auth import Principal
from shared.catalogue import Catalogue
from shared.events import PracticeStarted, TechniqueRecommended
from shared.http import Posted, invalid, refuse_far_future
from shared.keyring import Heard
from shared.log import Clock

NEXT_SECONDS = 1.5
# Offers are asked for while they are made, or soon after; what is older than this is read when it is shown.
A_WHILE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Guide:
    """Leads clients through practices and answers their offers. What goes wrong is raised as a Problem."""

    practising: Practising
    offering: Offering
    catalogue: Catalogue
    clock: Clock

    async def start(self, who: Principal, posted: PostedStart) -> PracticeShown:
        sent = self._sent(posted, "start")
        with as_problems(self.catalogue):
            practice = await self.practising.first_start(who, sent)
            if practice is None:
                practice = await self.practising.start(who, await self._run(who, posted), sent)
        return shown(practice, self.catalogue)

    async def complete_step(self, who: Principal, practice_id: UUID, step: int, posted: PostedStep) -> PracticeShown:
        with as_problems(self.catalogue):
            if await self._is_never_kept(who, practice_id, step, posted.response):
                posted = posted.model_copy(update={"response": None})
            sent = self._sent(posted, f"step {step} of {practice_id}")
            command = CompleteStep(step, said_in(posted))
            return shown(await self.practising.carry_out(who, practice_id, command, sent), self.catalogue)

    async def finish(self, who: Principal, practice_id: UUID, posted: PostedRating) -> PracticeEnded:
        return await self._end(who, practice_id, Finish, posted, self._sent(posted, f"finish {practice_id}"))

    async def stop(self, who: Principal, practice_id: UUID, posted: PostedRating) -> PracticeEnded:
        return await self._end(who, practice_id, Stop, posted, self._sent(posted, f"stop {practice_id}"))

    async def rate(self, who: Principal, practice_id: UUID, posted: PostedRating) -> PracticeEnded:
        return await self._end(who, practice_id, Rate, posted, self._sent(posted, f"rate {practice_id}"))

    async def one(self, who: Principal, practice_id: UUID) -> PracticeShown:
        with as_problems(self.catalogue):
            return shown((await self.practising.past(who, practice_id)).practice, self.catalogue)

    async def page(self, who: Principal, after: int | None, limit: int) -> tuple[list[PracticeSummary], int | None]:
        """The newest first; `after` and the second value are versions of starts."""
        older = [each for each in await self.practising.all(who) if after is None or each.events[0].version < after]
        following = older[limit - 1].events[0].version if len(older) > limit else None
        return [summary(each.practice, self.catalogue) for each in older[:limit]], following

    async def recommendation(
        self, who: Principal, cause: UUID, wait: float, after: str | None = None
    ) -> OfferShown | OfferPending:
        """The offer for a check-in or a practice, waiting up to `wait` seconds for it."""
        lately = Lately(self.clock.now() - LOOK_BACK - A_WHILE)
        heard = await self.offering.for_check_in(who, cause, wait, lately)
        if heard is None or not isinstance(heard.data, PracticeStarted):
            return await self._shown(who, cause, heard, after, lately)
        await self.offering.refuse_detached(who, heard.data)
        with as_problems(self.catalogue):
            past = await self.practising.past(who, cause)
            refuse_unrated(past.practice)
        return await self._offer(who, past, wait, after)

    async def _offer(
        self, who: Principal, past: Past, wait: float, after: str | None = None
    ) -> OfferShown | OfferPending:
        cause, said = past.practice.run.practice_id, past.corrected
        # What was said longer ago may be from before a second offer was made.
        again = said is not None and self.clock.now() - said.recorded_at <= A_WHILE
        return await self._shown(who, cause, await self.offering.wait(who, cause, wait, again=again), after)

    async def _shown(
        self, who: Principal, cause: UUID, heard: Heard | None, after: str | None, lately: Lately | None = None
    ) -> OfferShown | OfferPending:
        if heard is None or not isinstance(heard.data, TechniqueRecommended):
            return pending(cause)
        return offer_shown(heard.data, await self.offering.cards(who, heard, lately), self.catalogue, after)

    async def _end(
        self, who: Principal, practice_id: UUID, end: Callable[[Rating], Command], posted: PostedRating, sent: Sent
    ) -> PracticeEnded:
        """End or rate a practice, and wait a moment for what the router makes of it."""
        with as_problems(self.catalogue):
            command = end(Rating(posted.intensity_after, posted.helped))
            practice = shown(await self.practising.carry_out(who, practice_id, command, sent), self.catalogue)
        return PracticeEnded(**dict(practice), next=await self._next(who, practice))

    async def _next(self, who: Principal, practice: PracticeShown) -> OfferShown | OfferPending | None:
        """None where the router makes no offer: waiting for it would be waiting for ever."""
        answered = practice.intensity_after is not None or practice.helped == "worse"
        if practice.check_in_id is None or not answered:
            return None
        if not await self.offering.stands(who, practice.check_in_id):
            return None
        return await self._offer(who, await self.practising.past(who, practice.id), NEXT_SECONDS)

    async def _is_never_kept(self, who: Principal, practice_id: UUID, step: int, said: object) -> bool:
        """Whether an app sent an answer that is for its screen alone. Most answers are not so in any practice."""
        if not any_never_kept(every_step_at(self.catalogue.techniques.values(), step), said):
            return False
        run = (await self.practising.past(who, practice_id)).practice.run
        technique = self.catalogue.techniques.get(run.technique_id)
        return technique is not None and is_never_kept(technique, run.size, step, said)

    async def _run(self, who: Principal, posted: PostedStart) -> Run:
        """What the practice will be, taken from the catalogue and from the check-in it answers."""
        technique = self.catalogue.techniques.get(posted.technique_id)
        if technique is None:
            raise invalid("technique_id", "Give the id of a technique from GET /v1/techniques.")
        now = self.clock.now()
        return Run(
            practice_id=posted.id or uuid4(),
            technique_id=technique.id,
            size=posted.version,
            steps=len(technique.steps_of(posted.version)),
            started_at=min(posted.occurred_at or now, now),
            moment=await self._moment(who, posted.check_in_id),
        )

    async def _moment(self, who: Principal, check_in_id: UUID | None) -> Moment | None:
        if check_in_id is None:
            return None
        moment = await self.practising.moment(who, check_in_id)
        if moment is None:
            raise invalid("check_in_id", "Give the id of one of your own check-ins, or leave it out.")
        return moment

    def _sent(self, posted: Posted, what: str) -> Sent:
        refuse_far_future(posted.occurred_at, self.clock.now())
        return Sent(posted.id, posted.occurred_at, content_of(what, posted))
