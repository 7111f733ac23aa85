"""S5, S6 and S11 (docs/specification/safety.md section 2): days, medians, spans, zones."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from services.coach.safety import due_cards
from services.coach.safety.weeks import Day
from tests.coach.said import DAY, EMOTIONS, HOUR, NOON, SECOND, Said, cards, check_in, heard, offer_for, seen

ANXIOUS, LOW, JOY = "fearful.anxious", "sad.lonely", "surprised.excited"


def week(*told: tuple[int, int], emotion: str = ANXIOUS) -> list[Said]:
    """Check-ins as (days ago, intensity); the last one is now."""
    return [
        check_in(f"{n} {days}", strength, emotion, at=NOON - days * DAY + (n - len(told) + 1) * SECOND)
        for n, (days, strength) in enumerate(told)
    ]


HEAVIER = ((12, 4), (11, 4), (10, 4), (9, 4), (3, 6), (2, 6), (1, 6), (0, 6))


class TestAHeavierWeek:
    @pytest.mark.parametrize(
        ("told", "expected"),
        [
            (HEAVIER, ["S5"]),
            (HEAVIER[1:], []),  # seven check-ins
            (((11, 4), (11, 4), (10, 4), (9, 4), (9, 4), (2, 6), (1, 6), (0, 6)), ["S5"]),  # six days
            (((11, 4), (11, 4), (11, 4), (9, 4), (9, 4), (2, 6), (1, 6), (0, 6)), []),  # five days
            (((12, 5), (11, 5), (10, 5), (9, 5), (3, 6), (2, 6), (1, 6), (0, 6)), []),  # heavier by one
            (((12, 4), (11, 4), (10, 4), (9, 5), (3, 6), (2, 6), (1, 6), (0, 6)), ["S5"]),  # median 4
            (((12, 4), (11, 4), (10, 5), (9, 5), (3, 6), (2, 6), (1, 6), (0, 6)), []),  # median 4.5
            (((12, 4), (11, 4), (10, 5), (9, 5), (3, 6), (2, 6), (1, 7), (0, 7)), ["S5"]),  # 6.5 against 4.5
            (((12, 3), (11, 3), (10, 3), (9, 3), (3, 5), (2, 5), (1, 5), (0, 5)), []),  # heavier, and below 6
            (((12, 3), (11, 3), (10, 3), (9, 3), (3, 5), (2, 5), (1, 7), (0, 7)), ["S5"]),  # 6 exactly
            (((6, 6), (5, 6), (4, 7), (3, 6), (2, 6), (1, 6), (1, 6), (0, 6)), []),  # nothing before is not zero
            (((13, 4), (12, 4), (11, 4), (10, 4), (9, 4), (8, 4), (7, 4), (0, 6)), ["S5"]),
            (((14, 4), (12, 4), (11, 4), (10, 4), (9, 4), (8, 4), (7, 4), (0, 6)), []),  # the 15th day is out
        ],
    )
    def test_medians_and_counts_at_their_edges(self, told: tuple[tuple[int, int], ...], expected: list[str]) -> None:
        assert cards(*week(*told)) == expected

    def test_a_day_moves_from_one_week_to_the_other_at_local_midnight(self) -> None:
        before = [(13, 4), (12, 4), (11, 4), (10, 4)]
        late = datetime(2026, 10, 26, 23, 59, 59, tzinfo=UTC)
        for at, expected in ((late, []), (late + SECOND, ["S5"])):
            # A 9 on the seventh day before is of the week before; a second later it is of the last week.
            history = week(*before)
            heavy = [check_in(f"heavy {n}", 9, ANXIOUS, at=at) for n in range(4)]
            assert cards(*history, *heavy, check_in("first", 6, ANXIOUS)) == expected

    def test_pleasant_check_ins_do_not_count(self) -> None:
        pleasant = week(*HEAVIER[:-1], emotion=JOY)
        assert cards(*pleasant, check_in("first", 6, ANXIOUS)) == []

    def test_it_comes_with_a_picture_of_the_days_there_are(self) -> None:
        history = week(*HEAVIER)
        [due] = due_cards(heard(offer_for(history[-1])), history, EMOTIONS)
        assert due.picture[0] == Day(date(2026, 10, 21), (4,))
        assert due.picture[-1] == Day(date(2026, 11, 2), (6,))
        assert len(due.picture) == 8

    @pytest.mark.parametrize(("ago", "expected"), [(7 * DAY - SECOND, []), (7 * DAY, ["S5"])])
    def test_once_seen_it_rests_for_7_days(self, ago: timedelta, expected: list[str]) -> None:
        history = week(*HEAVIER)
        assert cards(seen("S5", history[0], at=NOON - ago), *history) == expected


def low(*days: int, emotion: str = LOW) -> list[Said]:
    return [check_in(f"low {each}", 4, emotion, at=NOON - each * DAY) for each in sorted(days, reverse=True)]


def other(*days: int) -> list[Said]:
    return [check_in(f"other {each}", 4, ANXIOUS, at=NOON - each * DAY - HOUR) for each in days]


EIGHT = (13, 12, 10, 8, 6, 4, 2, 0)


class TestTwoLowWeeks:
    @pytest.mark.parametrize(
        ("low_days", "other_days", "expected"),
        [
            (EIGHT, (11, 9), ["S6"]),
            ((*EIGHT[:-2], 0), (11, 9, 7), []),  # seven low days
            (EIGHT, (11,), []),  # nine days with data
            (EIGHT, (11, 10), []),  # the tenth day is one that counts already
            ((12, 11, 10, 8, 6, 4, 2, 0), (9, 7), []),  # a span of 13 days
            ((14, 12, 10, 8, 6, 4, 2, 0), (9, 7), ["S6"]),
            ((15, 12, 10, 8, 6, 4, 2, 0), (9, 7), []),  # the 16th day is out
            ((14, 12, 10, 8, 6, 4, 2, 1), (9, 0), ["S6"]),  # the low days span 14 and end yesterday
        ],
    )
    def test_days_data_and_span_at_their_edges(
        self, low_days: tuple[int, ...], other_days: tuple[int, ...], expected: list[str]
    ) -> None:
        history = sorted([*other(*other_days), *low(*low_days)], key=lambda each: each.at)
        assert cards(*history) == expected

    @pytest.mark.parametrize(
        ("emotion", "expected"),
        [
            ("sad", ["S6"]),
            ("sad.guilty", ["S6"]),
            ("bad.bored.apathetic", ["S6"]),
            ("bad.bored", []),
            ("bad.tired", ["S6"]),
            ("bad.tired.sleepy", ["S6"]),
            ("angry.distant.numb", ["S6"]),
            ("angry.frustrated", []),
            ("fearful.weak.worthless", ["S6"]),
            ("fearful.anxious", []),
            ("bad.busy", []),
        ],
    )
    def test_which_feelings_are_low(self, emotion: str, expected: list[str]) -> None:
        assert cards(*other(11, 9), *low(*EIGHT, emotion=emotion)) == expected

    def test_only_the_main_feeling_counts(self) -> None:
        mixed = [check_in(f"mixed {each}", 4, ANXIOUS, LOW, at=NOON - each * DAY) for each in EIGHT]
        assert cards(*other(11, 9), *mixed) == []

    def test_several_check_ins_of_one_day_are_one_day(self) -> None:
        again = [check_in(f"again {n}", 4, LOW, at=NOON - n * HOUR) for n in range(1, 9)]
        assert cards(*other(11, 9, 8, 7, 6, 5, 4, 3, 2), *low(13), *again, check_in("first", 4, LOW)) == []

    @pytest.mark.parametrize(("ago", "expected"), [(14 * DAY - SECOND, []), (14 * DAY, ["S6"])])
    def test_once_seen_it_rests_for_14_days(self, ago: timedelta, expected: list[str]) -> None:
        history = [*other(11, 9), *low(*EIGHT)]
        assert cards(seen("S6", history[0], at=NOON - ago), *history) == expected

    @pytest.mark.parametrize(("zone", "expected"), [("UTC", ["S6"]), ("Europe/Madrid", []), ("Pacific/Auckland", [])])
    def test_days_are_those_of_the_persons_own_clock(self, zone: str, expected: list[str]) -> None:
        """23:00 and midnight UTC are two days in UTC and one east of it: seven low days in place of eight."""
        midnight = datetime(2026, 11, 1, 0, 0, tzinfo=UTC)
        nights = [check_in(f"{at}", 4, LOW, at=at, zone=zone) for at in (midnight - HOUR, midnight)]
        whole = [check_in(f"{each}", 4, LOW, at=NOON - each * DAY, zone=zone) for each in (13, 12, 10, 8, 6)]
        rest = [check_in(f"r{each}", 4, ANXIOUS, at=NOON - each * DAY, zone=zone) for each in (11, 9, 5)]
        assert cards(*rest, *whole, *nights, check_in("first", 4, LOW, zone=zone)) == expected


class TestZones:
    def test_a_day_of_23_or_25_hours_is_one_day(self) -> None:
        """The clocks of Madrid went back on 25 October 2026: 23:30 of the 25th is 22:30 UTC."""
        zone = "Europe/Madrid"
        here = ZoneInfo(zone)
        nights = [datetime(2026, 10, 20 + n, 23, 30, tzinfo=here) for n in range(12)]
        history = [check_in(f"n{n}", 4, LOW, at=at.astimezone(UTC), zone=zone) for n, at in enumerate(nights)]
        last = check_in("first", 4, LOW, at=datetime(2026, 11, 2, 23, 30, tzinfo=here).astimezone(UTC), zone=zone)
        [due] = due_cards(heard(offer_for(last), at=last.at), [*history, last], EMOTIONS)
        assert due.card == "S6"

    @pytest.mark.parametrize(("zone", "expected"), [("Europe/Madrid", ["S6"]), ("UTC", []), (None, [])])
    def test_a_check_in_that_names_no_zone_is_of_the_zone_of_the_moment(
        self, zone: str | None, expected: list[str]
    ) -> None:
        """22:30 and 23:30 UTC are two days in Madrid and one in UTC."""
        late = datetime(2026, 10, 31, 22, 30, tzinfo=UTC)
        nights = [check_in(f"{at}", 4, LOW, at=at) for at in (late, late + HOUR)]
        whole = low(13, 12, 10, 8, 6)
        assert cards(*other(11, 9, 5), *whole, *nights, check_in("first", 4, LOW, zone=zone)) == expected

    def test_without_any_zone_the_offset_of_the_time_says_the_day(self) -> None:
        east = datetime(2026, 11, 3, 0, 30, tzinfo=ZoneInfo("Europe/Madrid"))
        told = [check_in(f"e{n}", 4 if n > 6 else 6, ANXIOUS, at=east - n * DAY) for n in range(13, -1, -1)]
        [due] = due_cards(heard(offer_for(told[-1]), at=east), told, EMOTIONS)
        assert (due.card, due.picture[-1].day) == ("S5", date(2026, 11, 3))


def lively(*days: int, intensity: int = 8, slept: float | None = 5.0, emotion: str = JOY) -> list[Said]:
    return [
        check_in(f"lively {each}", intensity, emotion, at=NOON - each * DAY, slept=slept)
        for each in sorted(days, reverse=True)
    ]


class TestMuchEnergyAndLittleSleep:
    @pytest.mark.parametrize(
        ("days", "expected"),
        [((3, 2, 1, 0), ["S11"]), ((2, 1, 0), []), ((6, 4, 2, 0), ["S11"]), ((7, 4, 2, 0), [])],
    )
    def test_four_of_seven_days(self, days: tuple[int, ...], expected: list[str]) -> None:
        assert cards(*lively(*days)) == expected

    @pytest.mark.parametrize(
        ("days", "cautions", "expected"),
        [
            ((2, 1, 0), {"bipolar": True}, ["S11"]),
            ((1, 0), {"bipolar": True}, []),
            ((2, 1, 0), {"bipolar": False}, []),
            ((2, 1, 0), {}, []),
            ((2, 1, 0), None, []),
        ],
    )
    def test_three_where_the_caution_was_marked_with_yes(
        self, days: tuple[int, ...], cautions: dict[str, bool] | None, expected: list[str]
    ) -> None:
        assert cards(*lively(*days), given={"cautions": cautions}) == expected  # type: ignore[dict-item]

    @pytest.mark.parametrize(("slept", "expected"), [(5.0, ["S11"]), (5.01, []), (0.0, ["S11"]), (None, [])])
    def test_five_hours_or_less_that_were_entered(self, slept: float | None, expected: list[str]) -> None:
        assert cards(*lively(3, 2, 1, 0, slept=slept)) == expected

    @pytest.mark.parametrize(
        ("intensity", "emotion", "expected"),
        [
            (8, JOY, ["S11"]),
            (7, JOY, []),
            (9, "happy.peaceful", []),  # pleasant, and no high energy
            (9, ANXIOUS, []),
        ],
    )
    def test_very_high_pleasant_energy(self, intensity: int, emotion: str, expected: list[str]) -> None:
        found = cards(*lively(3, 2, 1, 0, intensity=intensity, emotion=emotion))
        assert [each for each in found if each == "S11"] == expected

    def test_sleep_may_be_entered_in_another_check_in_of_the_day(self) -> None:
        morning = [
            check_in(f"m{each}", 3, "bad.tired", at=NOON - each * DAY - 4 * HOUR, slept=4) for each in (3, 2, 1, 0)
        ]
        assert cards(*morning, *lively(3, 2, 1, 0, slept=None)) == ["S11"]

    def test_an_unpleasant_moment_is_left_alone(self) -> None:
        assert cards(*lively(3, 2, 1, 0), check_in("first", 5, ANXIOUS)) == []

    @pytest.mark.parametrize(("ago", "expected"), [(7 * DAY - SECOND, []), (7 * DAY, ["S11"])])
    def test_once_seen_it_rests_for_7_days(self, ago: timedelta, expected: list[str]) -> None:
        history = lively(3, 2, 1, 0)
        assert cards(seen("S11", history[0], at=NOON - ago), *history) == expected
