"""From a client's events and the terms of a consent to what a report shows. Pure: no clock, nothing read."""

from collections.abc import Sequence

from services.reports.findings import Logged, find, slots_of
from services.reports.picture import feelings as felt
from services.reports.picture import plan
from services.reports.picture.asked import Asked, Told, in_order
from services.reports.picture.moments import Moment, moments
from services.reports.picture.parts import Note, Patterns, Period, Picture, Span
from services.reports.picture.practices import practices
from shared.catalogue import Catalogue
from shared.events import TechniqueRecommended

__all__ = ["Asked", "Picture", "Told", "draw"]


def draw(events: Sequence[Told], asked: Asked, catalogue: Catalogue) -> Picture:
    """The picture of the days asked for, holding nothing of a field that was not ticked.

    `events` are those of all the client's streams, in any order, each once. What was taken back never counts, also
    when that was said after the last day. Raises ZoneInfoNotFoundError: `asked.zone` is no zone.
    """
    told = in_order(events)
    standing = moments(told, asked, catalogue)
    shown = plan.sheets(told, asked)
    ticked = asked.fields
    return Picture(
        fields=asked.fields,
        period=period(standing, asked) if "period" in ticked else None,
        feelings=felt.feelings(standing, asked, catalogue) if "feelings" in ticked else None,
        high=felt.high(standing, asked) if "high_moments" in ticked else None,
        practices=practices(told, asked, catalogue) if "practices" in ticked else None,
        homework=plan.homework(shown) if "homework" in ticked else None,
        barriers=plan.barriers(shown) if "barriers" in ticked else None,
        lines=plan.lines(told, shown, asked) if "line" in ticked else None,
        questions=plan.questions(told, asked) if "questions" in ticked else None,
        triggers=felt.triggers(standing) if "triggers" in ticked else None,
        patterns=patterns(standing) if "patterns" in ticked else None,
        notes=notes(standing, asked) if "notes" in ticked else None,
        versions=versions(told, asked),
    )


def period(standing: Sequence[Moment], asked: Asked) -> Period:
    return Period(Span(asked.starts, asked.ends), len(standing), len({each.when.day for each in standing}))


def patterns(standing: Sequence[Moment]) -> Patterns:
    """A hint is for the client alone, so a report has none."""
    slots = slots_of(
        Logged(each.slot_day, each.part, each.intensity, not each.pleasant, each.prompted) for each in standing
    )
    found = find(slots)
    named = found if found is not None and found.tier != "hint" else None
    return Patterns(len(slots), sum(slot.spike for slot in slots), named)


def notes(standing: Sequence[Moment], asked: Asked) -> tuple[Note, ...]:
    """The words of the ticked check-ins that still stand."""
    return tuple(
        Note(each.when, asked.notes[each.id].strip()) for each in standing if asked.notes.get(each.id, "").strip()
    )


def versions(told: Sequence[Told], asked: Asked) -> dict[str, tuple[int, ...]]:
    """The versions of the catalogue and of the router that made the offers of these days."""
    offers = [
        each.data for each in told if isinstance(each.data, TechniqueRecommended) and asked.holds(asked.day_of(each.at))
    ]
    return {
        "catalogue": tuple(sorted({each.catalogue_version for each in offers})),
        "router": tuple(sorted({each.router_version for each in offers})),
    }
