"""The safety rules S3 to S9 and S11 (docs/specification/safety.md section 2). Pure; cards add and never block.

Every threshold is a named constant beside its rule: cautious design choices, no validated cut-offs.
"""

from services.coach.safety.due import (
    LOOK_BACK,
    TYPES,
    Due,
    due_cards,
    looks_back,
    quiet_until,
    rest_inward_until,
    sight_of,
)
from services.coach.safety.harm import got_worse
from services.coach.safety.homework import homework_cards, is_now, s7_due, s8_due
from services.coach.safety.limits import LIMITS, CardKind
from services.coach.safety.moments import Told

__all__ = [
    "LIMITS",
    "LOOK_BACK",
    "TYPES",
    "CardKind",
    "Due",
    "Told",
    "due_cards",
    "got_worse",
    "homework_cards",
    "is_now",
    "looks_back",
    "quiet_until",
    "rest_inward_until",
    "s7_due",
    "s8_due",
    "sight_of",
]
