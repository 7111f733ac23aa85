"""What a report says, in plain words (docs/specification/safety.md section 5)."""

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

from services.reports.findings import Cell, Finding, Part
from services.reports.picture.parts import Adjustment, Done, High, HighMoment, Practices, Task, Tried, When
from services.reports.picture.room import Room
from shared.events import Barrier, ReportField, VersionDone

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
# In the order in which they are asked for.
FIELDS: dict[ReportField, str] = {
    "period": "Period, number of moments, days with data",
    "feelings": "Feelings and intensities",
    "high_moments": "High moments with part of the day",
    "practices": "Practices, before and after, helpful taps",
    "homework": "Homework: versions done, adjustments",
    "barriers": "What got in the way",
    "line": "The line for the session",
    "questions": "Questions to bring",
    "triggers": "Tags",
    "patterns": "Time of the week, with counts and limits",
    "notes": "Chosen notes",
}
# docs/specification/homework.md section 4.
BARRIERS: dict[Barrier, str] = {
    "forgot": "It slipped my mind",
    "low": "Too low or tired",
    "anxious": "Too wound up",
    "put-off": "I kept putting it off",
    "perfect": "Afraid to do it wrong",
    "stirs": "It stirs up something hard",
    "ashamed": "Ashamed to look at it or to say so",
    "not-believe": "I doubt it will help",
    "too-big": "Too much",
    "too-hard": "Too hard",
    "unclear": "Not sure what to do",
    "no-why": "Don't see the point",
    "boring": "Dull",
    "not-mine": "Doesn't fit me or my culture",
    "not-discussed": "We don't talk about it in session",
    "no-time": "No time",
    "no-privacy": "No private place",
    "chaos": "Crisis, illness, family",
    "tech": "App or phone trouble",
}
SIZES: dict[VersionDone, str] = {
    "full": "full size",
    "small": "small version",
    "tiny": "tiny version",
    "other": "another way",
}
SOURCES = {"therapist": "suggested in therapy", "self": "own choice", "both": "chosen together"}
CHANGES = {
    "title": "new name",
    "versions": "new size",
    "tiny": "new tiny version",
    "target": "new target",
    "anchor": "tied to a daily habit",
    "if_then": "an if-then plan",
    "bundle": "paired with something pleasant",
    "why": "a new reason",
    "body_first_days_count": "how body-first days count",
}
LIMITS = (
    "Logging is not random: people log more when it is bad, or when reminded.",
    "Hard moments on days in a row are related. Holidays and shift work break weeks.",
    "This is an association only.",
)
# Control signs and halves of signs; and what says which way to read.
UNSEEN = frozenset({"Cc", "Cs"})
TURNING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
NO_PATTERN = "No clear time pattern so far. That is common."
SAYS_LITTLE = "Few or uneven notes can hide one."
NATURAL_FALL = "Scores at 9–10 usually fall a little by themselves; a change is not proof of cause."
FOOTER = (
    "Self-reported and incomplete by nature: times with nothing logged are unknown, not calm. Not a measure and not a "
    "diagnosis. Made by the client, who chose what it shows."
)


def count(number: int, one: str, more: str | None = None) -> str:
    """`1 moment`, `2 moments`."""
    return f"{number} {one if number == 1 else more or one + 's'}"


def times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def number(value: Fraction | int) -> str:
    """A median: whole, or with a half."""
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.1f}"


def day(value: date) -> str:
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def short_day(value: date) -> str:
    return f"{value.day} {MONTHS[value.month - 1][:3]}"


def days(starts: date, ends: date) -> str:
    """`3 to 9 March 2026`; as much of the first day as differs."""
    if starts == ends:
        return day(ends)
    if (starts.year, starts.month) == (ends.year, ends.month):
        return f"{starts.day} to {day(ends)}"
    if starts.year == ends.year:
        return f"{starts.day} {MONTHS[starts.month - 1]} to {day(ends)}"
    return f"{day(starts)} to {day(ends)}"


def length(number_of_days: int) -> str:
    """`8 weeks`, else days."""
    weeks, rest = divmod(number_of_days, 7)
    return count(weeks, "week") if weeks and not rest else count(number_of_days, "day")


def slot(weekday: int, part: Part) -> str:
    return f"{WEEKDAYS[weekday]} {part}"


def place(value: Cell) -> str:
    """`on Monday mornings`, `on Mondays`, `in the mornings`, `at night`."""
    if value.weekday is not None:
        return f"on {cell(value)}"
    return "at night" if value.part == "night" else f"in the {cell(value)}"


def cell(value: Cell) -> str:
    """`Monday mornings`, `Mondays`, `mornings`."""
    if value.weekday is None:
        return f"{value.part}s"
    return f"{WEEKDAYS[value.weekday]}s" if value.part is None else f"{slot(value.weekday, value.part)}s"


def finding(found: Finding | None) -> str:
    """What is said to the client of each tier, with its counts (homework.md section 6)."""
    if found is None:
        return NO_PATTERN
    here, elsewhere = f"{found.spikes} of {found.slots}", f"{found.spikes_elsewhere} of {found.slots_elsewhere}"
    if found.tier == "pattern":
        return (
            f"Your harder moments gathered {place(found.cell)}: {here} logged, against {elsewhere} at other times. "
            "It is unlikely to be only chance, but it does not say why."
        )
    if found.tier == "your guess":
        return f"You wondered about {cell(found.cell)}. Since then: {here}, against {elsewhere}."
    return f"Could be chance. Watch {cell(found.cell)} for two more weeks?"


def finding_for_reader(found: Finding | None) -> str:
    """The same for somebody else. A hint is not for others: it reads as none."""
    if found is None or found.tier == "hint":
        return f"{NO_PATTERN} {SAYS_LITTLE}"
    said = finding(found)
    return said.replace("Your harder", "Harder", 1).replace("You wondered about", "A guess made beforehand:", 1)


def changes(changed: Iterable[str]) -> str:
    """What was adjusted, from the names of the fields."""
    said = dict.fromkeys(CHANGES[each] for each in changed if each in CHANGES)
    return ", ".join(said) or "adjusted"


def shortened(text: str, most: int) -> str:
    """At most `most` characters on one line, cut between words; the cut is visible."""
    plain = " ".join("".join(sign for sign in " ".join(text.split()) if is_shown(sign)).split())
    if len(plain) <= most:
        return plain
    head = plain[: most - 1]
    cut = head.rfind(" ")
    return (head[:cut] if cut > most // 2 else head).rstrip(" ,.;:") + "…"


def is_shown(sign: str) -> bool:
    """Not for signs without a shape, nor for those that turn around the words beside them."""
    return unicodedata.category(sign) not in UNSEEN and unicodedata.bidirectional(sign) not in TURNING


def versions(ours: dict[str, tuple[int, ...]], made_by: Iterable[tuple[str, str]]) -> str:
    """`Catalogue 1 · router 1 · report 1`."""
    offered = [(name, ", ".join(map(str, numbers))) for name, numbers in sorted(ours.items()) if numbers]
    given = {**dict(made_by), **dict(offered)}
    return " · ".join(f"{name} {value}" for name, value in sorted(given.items()))


def and_more(left: int) -> str:
    return f"and {left} more" if left > 0 else ""


def listed(words: Sequence[str], most: int) -> str:
    """The first ones, and how many more there are."""
    kept = ", ".join(words[:most])
    left = and_more(len(words) - most)
    return f"{kept} {left}" if left else kept


def ticked(fields: Iterable[str]) -> str:
    """What is shared, in the order in which it is asked for."""
    return "; ".join(lowered(said) for name, said in FIELDS.items() if name in fields)


def lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def when(value: When) -> str:
    night = " (after midnight)" if value.early else ""
    return f"{WEEKDAYS[value.day.weekday()][:3]} {short_day(value.day)}, {value.part}{night}"


def high(moment: HighMoment, room: Room) -> str:
    said = f"{WEEKDAYS[moment.day.weekday()][:3]} {short_day(moment.day)}, {moment.part}"
    return f"{said}: {', '.join(moment.words).lower()}" if moment.words and room.high_words else said


def shared(found: High) -> str:
    """A fact with its denominator: `8 of these 9 were on Monday mornings.`"""
    if found.most is None:
        return ""
    where, many = found.most
    return f"{many} of these {len(found.moments)} were {place(where)}."


def change(tried: Tried) -> str:
    """The median change, and how many runs have both numbers if not all have."""
    if tried.before is None or tried.after is None or tried.change is None:
        return "–"
    sign = "±" if tried.change == 0 else "+" if tried.change > 0 else "−"
    of = f" ({tried.rated} of {tried.runs} rated)" if tried.rated < tried.runs else ""
    return f"{sign}{number(abs(tried.change))}{of}"


def taps(tried: Tried) -> str:
    if not tried.answered:
        return "–"
    return f"{tried.helped} of {tried.answered}{' · often' if tried.often else ''}"


def and_more_practices(practices: Practices, room: Room) -> str:
    left = and_more(len(practices.tried) - room.tried)
    return f"{left.capitalize()} practised at least twice. " if left else ""


def done(task: Task, room: Room) -> str:
    """What was done in which version; a not-this-time stands beside it as its equal."""
    parts = [f"{SIZES[each.version]} {times(each.times)}{in_words(each, room)}" for each in task.done]
    if task.body_first:
        parts.append(f"body first {times(task.body_first)}")
    if task.not_this_time:
        parts.append(f"“not this time” {times(task.not_this_time)}")
    said = " · ".join(parts) or "nothing noted in these days"
    return said[:1].upper() + said[1:]


def in_words(done: Done, room: Room) -> str:
    return f" (“{shortened(done.words, room.versions)}”)" if done.words and room.versions else ""


def adjusted(adjustments: Sequence[Adjustment], room: Room) -> str:
    """The newest changes: what, when, by whom if not by the client, and in answer to what."""
    kept = [
        f"{changes(each.changed)} ({short_day(each.day)}{', by the therapist' if each.by == 'therapist' else ''}"
        f"{', after “' + BARRIERS[each.because] + '”' if each.because else ''})"
        for each in adjustments[-room.changes :]
    ]
    left = and_more(len(adjustments) - room.changes)
    return "Adjusted: " + "; ".join(kept) + (f"; {left}" if left else "")
