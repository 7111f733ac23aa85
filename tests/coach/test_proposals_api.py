"""Proposals through HTTP: only within a consent in force, nothing else is shown, nothing kept of what is refused."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from services.coach.plan.proposals import MOST_WAITING
from shared.catalogue.words import forbidden_words
from shared.database import Database
from shared.events import ConsentGranted, ConsentNarrowed, ConsentTerms, ConsentWithdrawn, PlanAccepted, PlanProposed
from shared.keyring import FileKeyProvider, Keyring
from tests.coach.world import Person, World
from tests.databases import connected

SECRET = "nobody else may read this"
TASK: dict[str, Any] = {
    "title": "One look out of the window",
    "kind": "free",
    "why": "because it brings you back to the room",
    "versions": {"full": "Five minutes at the window", "tiny": "One look out"},
    "target": {"times_per_week": 3},
    "anchor": {"after": "my tea"},
}


@pytest.fixture
def therapist(world: World, maya: Person) -> Person:
    return world.person(maya.org, uuid4(), "therapist")


async def agree(
    world: World, maya: Person, therapist: Person, *, proposals: bool = True, ends: timedelta = timedelta(days=90)
) -> UUID:
    """What the reports service says when Maya gives a consent."""
    now = datetime.now(UTC)
    terms = ConsentTerms(
        recipient=therapist.subject, fields=["period"], expires_at=now + ends, text_version="1", proposals=proposals
    )
    return await world.say("reports_api", maya, ConsentGranted(terms=terms), uuid4(), now)


async def propose(http: httpx.AsyncClient, who: Person, client: UUID, **more: Any) -> httpx.Response:
    return await http.post(f"/v1/clients/{client}/proposals", json=TASK | more, headers=who.headers)


async def proposed(http: httpx.AsyncClient, who: Person, client: UUID, **more: Any) -> str:
    answer = await propose(http, who, client, **more)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def plan(http: httpx.AsyncClient, who: Person) -> dict[str, Any]:
    return dict((await http.get("/v1/plan", headers=who.headers)).json())


async def accept(http: httpx.AsyncClient, who: Person, proposal: str, **body: Any) -> httpx.Response:
    return await http.post(f"/v1/plan/assignments/{proposal}/accept", json=body, headers=who.headers)


async def let_go(http: httpx.AsyncClient, who: Person, proposal: str) -> httpx.Response:
    return await http.post(f"/v1/plan/assignments/{proposal}/let-go", headers=who.headers)


async def plan_types(world: World, who: Person) -> list[str]:
    return [each.type for each in await world.heard(who) if each.type.startswith("plan.")]


class TestFromProposalToPlan:
    async def test_it_waits_beside_the_plan_until_she_takes_it_in_smaller(
        self, world: World, http: httpx.AsyncClient, maya: Person, therapist: Person
    ) -> None:
        consent = await agree(world, maya, therapist)
        proposal = await proposed(http, therapist, maya.subject)
        before = await plan(http, maya)
        assert before["assignments"] == []
        [shown] = before["proposals"]
        assert (shown["id"], shown["by"], shown["title"]) == (proposal, str(therapist.subject), TASK["title"])

        accepted = await accept(http, maya, proposal, target={"times_per_week": 1}, anchor={"after": "my tea"})
        assert (accepted.status_code, accepted.json()["status"]) == (200, "active")
        assert accepted.json()["source"] == "both"
        after = await plan(http, maya)
        assert after["proposals"] == []
        [assignment] = after["assignments"]
        assert assignment["target"]["times_per_week"] == 1
        assert [each["what"] for each in assignment["history"]] == ["proposed", "accepted"]
        first, second = [each.data for each in await world.heard(maya) if each.type.startswith("plan.")]
        assert isinstance(first, PlanProposed)
        assert isinstance(second, PlanAccepted)
        assert (first.by, first.consent_id) == (therapist.subject, consent)

    async def test_what_was_accepted_is_a_task_like_any_other(
        self, world: World, http: httpx.AsyncClient, maya: Person, therapist: Person
    ) -> None:
        await agree(world, maya, therapist)
        proposal = await proposed(http, therapist, maya.subject)
        await accept(http, maya, proposal)
        path = f"/v1/plan/assignments/{proposal}"
        assert (await http.post(f"{path}/attempts", json={"version": "tiny"}, headers=maya.headers)).status_code == 201
        assert (await http.patch(path, json={"bundle": "tea"}, headers=maya.headers)).json()["bundle"] == "tea"
        assert (await http.post(f"{path}/pause", headers=maya.headers)).json()["status"] == "paused"

    async def test_it_is_declined_with_one_tap_and_stays_in_her_history(
        self, world: World, http: httpx.AsyncClient, maya: Person, therapist: Person
    ) -> None:
        await agree(world, maya, therapist)
        proposal = await proposed(http, therapist, maya.subject)
        assert (await let_go(http, maya, proposal)).json()["status"] == "let_go"
        whole = await plan(http, maya)
        assert whole["proposals"] == []
        [gone] = whole["assignments"]
        assert [each["what"] for each in gone["history"]] == ["proposed", "let_go"]

    async def test_nothing_else_happens_to_a_proposal_before_it_is_accepted(
        self, world: World, http: httpx.AsyncClient, maya: Person, therapist: Person
    ) -> None:
        await agree(world, maya, therapist)
        path = f"/v1/plan/assignments/{await proposed(http, therapist, maya.subject)}"
        refused = [
            await http.post(f"{path}/attempts", json={"version": "tiny"}, headers=maya.headers),
            await http.post(f"{path}/not-this-time", json={}, headers=maya.headers),
            await http.patch(path, json={"title": "Mine"}, headers=maya.headers),
            await http.post(f"{path}/pause", headers=maya.headers),
        ]
        assert {each.status_code for each in refused} == {409}
        assert {each.json()["type"] for each in refused} == {"urn:smallhours:problem:proposed"}
        assert (await http.get(path, headers=maya.headers)).status_code == 404
        assert await plan_types(world, maya) == ["plan.proposed"]

    async def test_both_are_safe_to_repeat(
        self, world: World, http: httpx.AsyncClient, maya: Person, therapist: Person
    ) -> None:
        await agree(world, maya, therapist)
        name, answer = str(uuid4()), {"id": str(uuid4())}
        first = await propose(http, therapist, maya.subject, id=name)
        accepted = await accept(http, maya, name, **answer)
        again = await propose(http, therapist, maya.subject, id=name)
        assert (again.status_code, again.json()) == (201, first.json())
        assert (await accept(http, maya, name, **answer)).json() == accepted.json()
        assert (await accept(http, maya, name)).json()["status"] == "active"
        assert await plan_types(world, maya) == ["plan.proposed", "plan.accepted"]
        other = await propose(http, therapist, maya.subject, id=name, title="Another")
        assert (other.status_code, other.json()["errors"][0]["field"]) == (422, "id")


class TestWithoutAConsentInForce:
    async def test_nobody_is_there(
        self, world: World, http: httpx.AsyncClient, maya: Person, stranger: Person, therapist: Person
    ) -> None:
        """Never given, for somebody else, to reports alone, over, another organisation, nobody: the same answer."""
        await agree(world, maya, therapist, proposals=False)
        await agree(world, maya, therapist, ends=timedelta(0))
        await agree(world, maya, world.person(maya.org, uuid4(), "therapist"))
        await agree(world, stranger, therapist)
        answers = [await propose(http, therapist, each) for each in (maya.subject, stranger.subject, uuid4())]
        assert {each.status_code for each in answers} == {404}
        assert len({each.content for each in answers}) == 1
        assert await plan_types(world, maya) == []
        assert await plan_types(world, stranger) == []

    async def test_whoever_was_erased_is_not_there_like_anybody_else(
        self, world: World, http: httpx.AsyncClient, maya: Person, therapist: Person
    ) -> None:
        await agree(world, maya, therapist)
        keeper = Database(world.database.url("clinic_api"))
        async with keeper.unit_of_work(maya.org) as work:
            await Keyring(FileKeyProvider(world.keys), keeper).destroy(work, maya.org, maya.subject)
        await keeper.stop()
        answer = await propose(http, therapist, maya.subject)
        assert (answer.status_code, answer.content) == (404, (await propose(http, therapist, uuid4())).content)

    async def test_after_a_withdrawal_nothing_is_proposed_and_what_waited_is_not_shown(
        self, world: World, http: httpx.AsyncClient, maya: Person, therapist: Person
    ) -> None:
        consent = await agree(world, maya, therapist)
        proposal = await proposed(http, therapist, maya.subject)
        await world.say("reports_api", maya, ConsentWithdrawn(consent_id=consent), uuid4(), datetime.now(UTC))
        assert (await propose(http, therapist, maya.subject)).status_code == 404
        whole = await plan(http, maya)
        assert (whole["proposals"], whole["assignments"]) == ([], [])
        assert (await accept(http, maya, proposal)).status_code == 404
        await agree(world, maya, therapist)
        assert (await plan(http, maya))["proposals"] == []

    async def test_a_consent_that_was_narrowed_allows_no_more_of_them(
        self, world: World, http: httpx.AsyncClient, maya: Person, therapist: Person
    ) -> None:
        consent, now = await agree(world, maya, therapist), datetime.now(UTC)
        terms = ConsentTerms(
            recipient=therapist.subject, fields=["period"], expires_at=now + timedelta(days=1), text_version="1"
        )
        narrowed = ConsentNarrowed(consent_id=consent, terms=terms)
        await world.say("reports_api", maya, narrowed, uuid4(), now)
        assert (await propose(http, therapist, maya.subject)).status_code == 404

    async def test_what_was_accepted_stays_hers(
        self, world: World, http: httpx.AsyncClient, maya: Person, therapist: Person
    ) -> None:
        consent = await agree(world, maya, therapist)
        proposal = await proposed(http, therapist, maya.subject)
        await accept(http, maya, proposal)
        await world.say("reports_api", maya, ConsentWithdrawn(consent_id=consent), uuid4(), datetime.now(UTC))
        [assignment] = (await plan(http, maya))["assignments"]
        assert assignment["status"] == "active"


async def test_nothing_of_a_proposal_stands_in_clear_in_the_log(
    world: World, http: httpx.AsyncClient, maya: Person, therapist: Person
) -> None:
    await agree(world, maya, therapist)
    proposal = await proposed(http, therapist, maya.subject, bundle=SECRET)
    await accept(http, maya, proposal, versions={"tiny": SECRET})
    async with connected(world.database.owner) as owner:
        rows = await owner.fetch("SELECT e::text AS whole, e.body FROM log.events e WHERE subject = $1", maya.subject)
    assert len(rows) == 3
    assert not [row for row in rows if SECRET in row["whole"] or SECRET.encode() in row["body"]]


REFUSED: list[tuple[str, dict[str, Any]]] = [
    ("title", {"title": ""}),
    ("versions.tiny", {"versions": {"full": "A page"}}),
    ("versions.tiny", {"versions": {"full": "A page", "tiny": "Write a line"}}),
    ("versions.tiny", {"versions": {"full": "A page", "tiny": "Ten minutes of it"}}),
    ("technique_id", {"technique_id": "no-such-technique"}),
    ("shown_in", {"shown_in": "report"}),
    ("source", {"source": "self"}),
    ("if_then.cue", {"if_then": {"action": "three slow breaths"}}),
    ("target.times_per_week", {"target": {"times_per_week": 22}}),
]


class TestWhatIsRefused:
    async def test_a_proposal_is_refused_by_its_field_and_nothing_is_stored(
        self, world: World, http: httpx.AsyncClient, maya: Person, therapist: Person
    ) -> None:
        await agree(world, maya, therapist)
        for field, part in REFUSED:
            answer = await propose(http, therapist, maya.subject, **part)
            assert (answer.status_code, [each["field"] for each in answer.json()["errors"]]) == (422, [field])
        assert await plan_types(world, maya) == []

    async def test_a_bigger_target_is_not_accepted(
        self, world: World, http: httpx.AsyncClient, maya: Person, therapist: Person
    ) -> None:
        await agree(world, maya, therapist)
        proposal = await proposed(http, therapist, maya.subject)
        answer = await accept(http, maya, proposal, target={"times_per_week": 4})
        [error] = answer.json()["errors"]
        assert (answer.status_code, error["field"]) == (422, "target.times_per_week")
        assert "up to 3" in answer.text
        assert (await accept(http, maya, proposal, title="Mine")).status_code == 422
        assert await plan_types(world, maya) == ["plan.proposed"]

    async def test_at_most_three_wait_and_the_answer_is_kind(
        self, world: World, http: httpx.AsyncClient, maya: Person, therapist: Person
    ) -> None:
        await agree(world, maya, therapist)
        other = world.person(maya.org, uuid4(), "therapist")
        await agree(world, maya, other)
        waiting = [await proposed(http, therapist, maya.subject) for _ in range(MOST_WAITING)]
        refused = await propose(http, therapist, maya.subject)
        assert (refused.status_code, refused.json()["type"]) == (409, "urn:smallhours:problem:proposals-waiting")
        assert not forbidden_words(refused.json()["detail"] + refused.json()["title"])
        await proposed(http, other, maya.subject)
        await let_go(http, maya, waiting[0])
        await proposed(http, therapist, maya.subject)

    async def test_no_other_role_proposes_or_accepts(
        self, world: World, http: httpx.AsyncClient, maya: Person, therapist: Person
    ) -> None:
        await agree(world, maya, therapist)
        proposal = await proposed(http, therapist, maya.subject)
        others = world.person(maya.org, therapist.subject, "client", "clinic_admin", "org_admin", "ops")
        assert (await propose(http, others, maya.subject)).status_code == 403
        assert (await accept(http, therapist, proposal)).status_code == 403
        assert (await http.get("/v1/plan", headers=therapist.headers)).status_code == 403

    async def test_somebody_elses_proposal_is_not_there(
        self, world: World, http: httpx.AsyncClient, maya: Person, stranger: Person, therapist: Person
    ) -> None:
        await agree(world, maya, therapist)
        proposal = await proposed(http, therapist, maya.subject)
        assert (await accept(http, stranger, proposal)).status_code == 404
        assert (await let_go(http, stranger, proposal)).status_code == 404
        assert (await accept(http, maya, str(uuid4()))).status_code == 404
