"""The app's one message file, as it is said in a language on trial (web/src/words)."""

import math
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

Tongue = Literal["en", "pseudo", "rtl"]
WORDS = Path(__file__).resolve().parents[2] / "web" / "src" / "words" / "en"
MESSAGE = re.compile(r"^\s*'([\w.-]+)':\s*(['\"`])((?:\\.|(?!\2).)*)\2,", re.MULTILINE)
ACCENTED = dict(zip("aeiounAEO", "áéíöüñÅÉØ", strict=True))
LONGER_BY = 0.35


@dataclass(frozen=True)
class Said:
    """`said("app.more")` is what stands on the screen for that key."""

    tongue: Tongue = "en"

    def __call__(self, key: str, **given: object) -> str:
        text = messages()[key] if self.tongue == "en" else pseudo(messages()[key])
        return re.sub(r"\{(\w+)\}", lambda found: str(given.get(found[1], found[0])), text)


@cache
def messages() -> dict[str, str]:
    return {
        key: text.replace("\\'", "'")
        for path in sorted(WORDS.glob("*.ts"))
        for key, _, text in MESSAGE.findall(path.read_text())
    }


def pseudo(text: str) -> str:
    """As web/src/words/pseudo.ts makes it."""
    accented = re.sub(r"\{\w+\}|[aeiounAEO]", lambda found: ACCENTED.get(found[0], found[0]), text)
    return f"[{accented}{' ~~~~' * math.ceil(len(text) * LONGER_BY / 5)}]"
