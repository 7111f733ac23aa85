"""Every moment as a dot over the days, with the practices marked below."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from markupsafe import Markup

from services.reports.charts import svg
from services.reports.findings import SPIKE_FROM, Part
from services.reports.picture.parts import Dot, Span, When
from services.reports.words import count, short_day

WIDTH, HEIGHT = 690, 208
LEFT, RIGHT, TOP, FOOT = 22, 686, 22, 160
MARKS, LABELS = 178, 196
MOST_LABELS = 10
WITHIN_DAY: dict[Part, float] = {"morning": 0.35, "afternoon": 0.55, "evening": 0.78, "night": 0.95}
EARLY = 0.08


class Axis(NamedTuple):
    """Days from left to right."""

    span: Span

    @property
    def per_day(self) -> float:
        return (RIGHT - LEFT) / self.span.days

    def day(self, day: date) -> float:
        return LEFT + (day - self.span.starts).days * self.per_day

    def at(self, when: When) -> float:
        """The middle of its part of the day; nothing nearer is known here."""
        return self.day(when.day) + self.per_day * (EARLY if when.early else WITHIN_DAY[when.part])


def timeline(span: Span, dots: Sequence[Dot], marks: Sequence[When] | None, *, high: bool) -> Markup:
    """Intensity 1 to 10 over time. `marks` are the practices, None if they are not to be shown; `high`: whether the
    high moments may stand out."""
    axis = Axis(span)
    return svg.picture(
        WIDTH,
        HEIGHT if marks is not None else HEIGHT - 16,
        "Intensity over time",
        described(dots, marks, high),
        *rules(high),
        *ticks(axis, marks is not None),
        *(dot(axis, each, high) for each in dots),
        *(mark(axis, each) for each in marks or ()),
        *legend(bool(marks), high),
    )


def described(dots: Sequence[Dot], marks: Sequence[When] | None, high: bool) -> str:
    tops = sum(each.intensity >= SPIKE_FROM and not each.pleasant for each in dots)
    peaks = f", {tops} of them unpleasant at {SPIKE_FROM} or above" if high else ""
    practised = f", {count(len(marks), 'practice')}" if marks is not None else ""
    return f"{count(len(dots), 'moment')} by day, from 1 to 10{peaks}{practised}"


def height(intensity: int) -> float:
    return FOOT - (intensity - 1) * (FOOT - TOP) / 9


def rules(high: bool) -> list[Markup]:
    """The band from 8 up, and a line with its number at every second step."""
    edge = height(SPIKE_FROM) + 6
    band = [svg.rectangle(LEFT, TOP - 6, RIGHT - LEFT, edge - TOP + 6, fill=svg.FAINT)] if high else []
    steps = [svg.line(LEFT, height(each), RIGHT, height(each)) for each in (2, 4, 6, 8, 10)]
    names = [
        svg.text(LEFT - (19 if each == 10 else 13), height(each) + 3.5, str(each), fill=svg.SOFT)
        for each in (2, 4, 6, 8, 10)
    ]
    return [*band, *steps, *names]


def ticks(axis: Axis, marked: bool) -> list[Markup]:
    """A label for every day of a short span, else for Mondays, as many as there is room for."""
    foot = (MARKS if marked else FOOT) + 2
    label = LABELS if marked else LABELS - 18
    drawn = []
    for day in labelled(axis.span):
        x = axis.day(day)
        drawn.append(svg.line(x, TOP - 6, x, foot, stroke_dasharray="1.5 2.5"))
        drawn.append(svg.text(x + 2, label, short_day(day), fill=svg.SOFT))
    return [*drawn, svg.line(LEFT, FOOT + 4, RIGHT, FOOT + 4, stroke=svg.SOFT)]


def labelled(span: Span) -> list[date]:
    if span.days <= MOST_LABELS:
        return [span.starts + timedelta(days=each) for each in range(span.days)]
    monday = span.starts + timedelta(days=-span.starts.weekday() % 7)
    weeks = (span.ends - monday).days // 7 + 1
    step = -(-weeks // MOST_LABELS)
    mondays = [monday + timedelta(weeks=each) for each in range(0, weeks, step)]
    room = (span.ends - mondays[-1]).days * (RIGHT - LEFT) / span.days if mondays else 0
    return mondays if room > 34 else mondays[:-1]


def dot(axis: Axis, each: Dot, high: bool) -> Markup:
    x, y = axis.at(each.when), height(each.intensity)
    if each.pleasant:
        return svg.circle(x, y, 2.6, fill="#ffffff", stroke=svg.MIDDLE, stroke_width=1.1)
    if high and each.intensity >= SPIKE_FROM:
        return svg.circle(x, y, 3.9, fill=svg.INK, stroke="#ffffff", stroke_width=0.7)
    return svg.circle(x, y, 2.8, fill=svg.MIDDLE, stroke="#ffffff", stroke_width=0.5)


def mark(axis: Axis, when: When) -> Markup:
    return svg.triangle(axis.at(when), MARKS, 3, fill="none", stroke=svg.DEEP, stroke_width=1)


def legend(marked: bool, high: bool) -> list[Markup]:
    """The signs that are used, one after the other."""
    below = f"unpleasant, below {SPIKE_FROM}" if high else "unpleasant"
    entries = [
        (svg.circle(4, 4, 2.8, fill=svg.MIDDLE), below),
        (svg.circle(4, 4, 2.6, fill="#ffffff", stroke=svg.MIDDLE, stroke_width=1.1), "pleasant"),
    ]
    if high:
        entries.insert(0, (svg.circle(4, 4, 3.9, fill=svg.INK), f"unpleasant, {SPIKE_FROM} or above"))
    if marked:
        entries.append((svg.triangle(4, 7, 3, fill="none", stroke=svg.DEEP, stroke_width=1), "a practice"))
    x, drawn = float(LEFT), []
    for sign, words in entries:
        drawn.append(svg.element("g", sign, svg.text(12, 7, words, fill=svg.SOFT), transform=f"translate({x:.0f} 0)"))
        x += 34 + 5.4 * len(words)
    return drawn
