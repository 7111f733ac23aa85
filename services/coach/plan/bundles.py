"""What a task is paired with, and a kind word where that may cost more than it gives (homework.md section 1). Pure."""

import re
from typing import Final

COSTLY: Final = re.compile(
    r"\b(wine|beers?|drinks?|drinking|alcohol|whisk(?:e)?y|vodka|gin|smoke|smoking|cigarettes?|weed|vape"
    r"|diet|fasting|calories|skip (?:a meal|lunch|dinner|breakfast)|no (?:lunch|dinner|breakfast)|weigh"
    r"|buy|buying|shop|shopping|spend|spending|order something|gambl\w+|bet|betting)\b",
    re.IGNORECASE,
)
HINT: Final = "A thing that costs you nothing may be kinder here: a tea, a song, a warm bath, a podcast."


def hint(bundle: str | None) -> str | None:
    """A word of care where the pleasure is alcohol, a rule about food, or spending. It never stops anybody."""
    return HINT if bundle is not None and COSTLY.search(bundle) else None
