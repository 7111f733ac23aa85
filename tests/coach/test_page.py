"""The rules of the page that may be kept: the last word is all there is to it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid4

from services.coach.page import Copy, Page, drop, evolve
from shared.events import CardSeen, Contract, PageDropped, PageKept

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Said:
    """An event as it was recorded."""

    data: Contract
    id: UUID
    version: int = 1
    at: datetime = NOW


def said(data: Contract, version: int = 1) -> Said:
    return Said(data, uuid4(), version)


def test_given_nothing_when_it_is_kept_then_that_is_the_copy() -> None:
    told = said(PageKept(page="safety_plan", text="sealed"), 7)
    assert evolve(Page(), told) == Page(7, Copy(told.id, "sealed", NOW))


def test_given_a_copy_when_it_is_kept_anew_then_the_first_is_forgotten() -> None:
    first = evolve(Page(), said(PageKept(page="safety_plan", text="one"), 1))
    told = said(PageKept(page="safety_plan", text="two"), 5)
    assert evolve(first, told) == evolve(Page(), told)


def test_given_a_copy_when_it_is_dropped_then_there_is_none_and_that_is_said_once() -> None:
    kept = evolve(Page(), said(PageKept(page="safety_plan", text="one"), 1))
    [dropped] = drop(kept)
    after = evolve(kept, said(dropped, 2))
    assert (dropped, after, drop(after)) == (PageDropped(page="safety_plan"), Page(2), [])


def test_given_nothing_when_it_is_dropped_then_nothing_is_said() -> None:
    assert drop(Page()) == []


def test_other_events_change_nothing() -> None:
    page = Page(1, Copy(uuid4(), "sealed", NOW))
    assert evolve(page, said(CardSeen(card="S3", cause=uuid4(), episode=uuid4()), 2)) == page
