"""What a reminder may say where others can read it, and the kind words of refusals. Pure."""

import re
import unicodedata
from datetime import time
from functools import cache

from services.notifier.schedule import Night, beside
from shared.catalogue import load_catalogue

# docs/specification/safety.md section 6.
USUAL_TEXT = "A minute for you?"
CLOSING = "You asked for this yourself. You can change it or stop it in the app at any time."
LONGEST_TEXT = 80

# Beginnings of words that tell others more than they need to know, in the languages people write here.
# The feelings of the wheel and the names of the practices are added to them.
TELLING = (
    "therap",
    "terap",
    "hypnotherap",
    "mood",
    "mental",
    "check-in",
    "checkin",
    "check in",
    "homework",
    "home work",
    "home-work",
    "deberes",
    "devoirs",
    "feeling",
    "emotion",
    "emoci",
    "sentimi",
    "gefühl",
    "sadness",
    "anger",
    "fear",
    "shame",
    "grief",
    "guilt",
    "lonel",
    "despair",
    "tristeza",
    "tristesse",
    "traurig",
    "anxi",
    "depress",
    "antidepress",
    "depresi",
    "panic",
    "worr",
    "stress",
    "trauma",
    "crisis",
    "suicid",
    "self-harm",
    "self harm",
    "psych",
    "psico",
    "psiq",
    "counsel",
    "clinic",
    "diagnos",
    "disorder",
    "symptom",
    "medicat",
    "treatment",
    "addict",
    "craving",
    "relapse",
    "ansiedad",
    "angst",
    "angoisse",
    "stimmung",
    "hausaufgab",
    "estado de ánimo",
    "humeur",
    "smallhours",
)
# Marks over letters and what takes no room at all.
UNSEEN = frozenset({"Mn", "Me", "Cf"})
# Cyrillic and Greek letters that look like Latin ones.
LOOK_ALIKE = str.maketrans("авеёзіјкмнорсѕтухԁһαβεηικνορτυχ", "abee3ijkmhopcstyxdhabenikvoptux")
DASH = re.compile(r"\s?[-\u2010-\u2015\u2212]\s?")
# Letters that stand alone, one after the other: t h e r a p y.
SPACED = re.compile(r"(?<!\w)\w(?:[ .*-]\w){2,}(?!\w)")
GAP = re.compile(r"[ .*-]")
# Begins an encoded word (RFC 2047).
ENCODED = "=?"
TEXT = (
    "Give a text that says nothing about you to others: no feeling, no practice, no number, and no word such as"
    f' therapy or mood. "{USUAL_TEXT}" is the usual one.'
)
NIGHT = (
    "From {begins:%H:%M} to {ends:%H:%M} it stays quiet. Choose another time, such as {other:%H:%M}, or allow this very"
    " time by sending at_night as true."
)
ONE_A_DAY = (
    "One reminder a day is enough, and there is one on some of these days already. Change that one, or choose other"
    " days."
)
TOO_MANY = "There are as many here as one person can look after. Cancel one of them first."
LET_GO = "You let go of this one. Choose another, or leave it out."
CANCELLED = "This one was cancelled since. It can be set anew at any time."
STILL_TO_COME = "Choose a day that is still to come, or leave it open."
NOT_BEFORE_FROM = "Choose the same day as from, or a later one."
SOME_TIME = "Give a time of day, such as 21:45, or an anchor with its usual_time."
LATER_THAN_NOW = "Choose a time that is still to come, or leave it open."
NOTHING_SEEN = "There is nothing to confirm here: it was not sent, or it was moved."
NOTHING_LEFT = "This one is over. There is nothing left to move."
TOO_LATE_TODAY = "That would be at night or on another day. Choose not_today, and it comes again on its next day."


def at_night(at: time, night: Night) -> str:
    """The refusal of a time at night, with both ways out."""
    return NIGHT.format(begins=night.begins, ends=night.ends, other=beside(at, night))


def text_of(own: str | None) -> str:
    """What the message says: the person's own words, or the usual ones."""
    return own or USUAL_TEXT


def reveals(text: str) -> bool:
    """Whether a text tells others something by a word or a number. Not a promise that nothing else does.

    Neither capitals nor accents, look-alike letters, signs nobody sees or gaps between single letters hide a word. What
    a mail program would read as other words than those that stand there counts as telling.
    """
    plain = _plain(text)
    closed_up = SPACED.sub(lambda found: GAP.sub("", found[0]), plain)
    found = any(unicodedata.category(sign)[0] == "N" for sign in text + plain) or ENCODED in plain
    return found or any(_telling().search(each) is not None for each in (plain, closed_up))


def is_seen(text: str) -> bool:
    """Whether there is anything to see in a text."""
    return bool(_plain(text).strip())


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    seen = "".join(sign for sign in apart if unicodedata.category(sign) not in UNSEEN)
    return re.sub(r"[\s_]+", " ", DASH.sub("-", seen.translate(LOOK_ALIKE)).replace("’", "'"))


@cache
def _telling() -> re.Pattern[str]:
    catalogue = load_catalogue()
    names = {emotion.label for emotion in catalogue.emotions.values()}
    names |= {technique.name for technique in catalogue.techniques.values()}
    whole = "|".join(re.escape(_plain(name)) for name in sorted(names))
    beginnings = "|".join(re.escape(_plain(beginning)) for beginning in TELLING)
    return re.compile(rf"\b(?:(?:{beginnings})|(?:{whole})(?!\w))")
