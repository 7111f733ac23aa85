"""A therapist proposes, within a consent that is in force; the client takes it in, smaller if they like."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from services.coach.api.keeping import Events
from services.coach.api.plan_refusing import plan_problems, refuse_unknown
from services.coach.api.plan_shapes import AssignmentShown
from services.coach.api.plan_showing import assignment_shown
from services.coach.api.planner import Planner
from services.coach.api.planning import every, kept, proposed, state_of, still_allowed, unknown
from services.coach.api.proposal_shapes import PostedAcceptance, PostedProposal, ProposalMade
from services.coach.plan.decider import Proposed
from services.coach.plan.proposals import Accept, Propose, decide
from shared.auth import Principal
from shared.events import PlanProposed
from shared.events.agreed import Consent, may_propose
from shared.http import not_found
from shared.keyring import SubjectErased, SubjectUnknown


@dataclass(frozen=True, slots=True)
class Proposing:
    """What goes wrong is raised as a Problem.

    A therapist is linked to a client by being the recipient of a consent; without one that is in force and allows
    proposals, the client is not there for them (404), whatever the reason. A withdrawal that comes between reading the
    consent and recording the proposal is noticed at the next look: a proposal is shown while its consent is in force.
    """

    planner: Planner

    async def propose(self, who: Principal, client_id: UUID, posted: PostedProposal) -> ProposalMade:
        planning, now = self.planner.planning, self.planner.clock.now()
        client = replace(who, subject=client_id, roles=frozenset[Any]())
        consents = await self._consents(client)
        consent_id = may_propose(consents, who.subject, now)
        if consent_id is None:
            raise not_found()
        refuse_unknown(posted, self.planner.catalogue)
        asked = self.planner.asked(posted, f"propose by {who.subject}")

        def decided(events: Events) -> list[Any]:
            waiting = sum(each.by == who.subject for each in still_allowed(proposed(events), consents, now))
            command = Propose(asked.id, posted.task(), who.subject, consent_id, waiting)
            return decide(command, state_of(events, asked.id))

        with plan_problems(self.planner.catalogue):
            return made(await planning.carry_out(client, asked, decided), asked.id)

    async def accept(self, who: Principal, assignment_id: UUID, posted: PostedAcceptance) -> AssignmentShown:
        """The same again changes nothing."""
        planning, now = self.planner.planning, self.planner.clock.now()
        refuse_unknown(posted, self.planner.catalogue)
        asked, consents = self.planner.asked(posted, f"accept {assignment_id}"), await planning.consents(who)

        def decided(events: Events) -> list[Any]:
            state = state_of(events, assignment_id)
            if isinstance(state, Proposed) and not still_allowed([state], consents, now):
                raise unknown()
            beside = sum(each.open for each in every(events))
            return decide(Accept(posted.patch(), beside), state)

        with plan_problems(self.planner.catalogue):
            await planning.before(who, assignment_id)
            events = await planning.carry_out(who, asked, decided)
        return assignment_shown(kept(events, assignment_id), await self.planner.view(who))

    async def _consents(self, client: Principal) -> dict[UUID, Consent]:
        """Raise the problem 404 where there is nobody, or nobody any more."""
        try:
            return await self.planner.planning.consents(client)
        except (SubjectUnknown, SubjectErased):
            raise not_found() from None


def made(events: Events, proposal_id: UUID) -> ProposalMade:
    [told] = [each for each in events if each.id == proposal_id]
    assert isinstance(told.data, PlanProposed)
    return ProposalMade(**dict(told.data.assignment), id=told.id, at=told.at)
