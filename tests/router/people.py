"""Moments of one client, told as short as a test needs them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from services.router.helped import Run
from services.router.ranking import RankingInputs

NOW = datetime(2026, 11, 2, 8, 50, tzinfo=UTC)
WORK, HOME = frozenset({"work"}), frozenset({"home"})
ANXIOUS, WORRIED = "fearful.anxious", "fearful.anxious.worried"


def moment(*emotions: str, intensity: int, **said: Any) -> RankingInputs:
    return RankingInputs(**{"now": NOW, "emotions": emotions, "intensity": intensity, **said})


def ago(*, days: float = 0, hours: float = 0, minutes: float = 0, since: datetime = NOW) -> datetime:
    return since - timedelta(days=days, hours=hours, minutes=minutes)


def run(technique: str, **said: Any) -> Run:
    return Run(**{"technique_id": technique, "at": ago(days=1), "emotion": ANXIOUS, **said})
