"""What gets in the way, named honestly, and what may help first (docs/specification/homework.md section 4).

The codes and words are this project's own. They are not a measure, and nothing is ever added up over them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from shared.events import Barrier

Group = Literal["me", "task", "life"]


@dataclass(frozen=True, slots=True)
class Named:
    """`words` is what is shown to tap; `first_fix` is offered when it was tapped."""

    code: Barrier
    group: Group
    words: str
    first_fix: str


ALL: tuple[Named, ...] = (
    Named(
        "forgot",
        "me",
        "It slipped my mind",
        "Tie it to a thing you do each day. Leave something in sight as a cue.",
    ),
    Named(
        "low",
        "me",
        "Too low or tired",
        "Do the tiny version and stop there. On a hard day, one step for the body counts too. "
        "A kinder hour may be easier.",
    ),
    Named(
        "anxious",
        "me",
        "Too wound up",
        "Start with one step for the body. After that, one tap is enough for today.",
    ),
    Named(
        "put-off",
        "me",
        "I kept putting it off",
        "Give it five minutes, then stop if you like. An if-then plan can make the start easier.",
    ),
    Named(
        "perfect",
        "me",
        "Afraid to do it wrong",
        "Do it badly on purpose. A messy version counts in full.",
    ),
    Named(
        "stirs",
        "me",
        "It stirs up something hard",
        "You can pause this one. Tell your therapist what it stirs up, and pick a softer step.",
    ),
    Named(
        "ashamed",
        "me",
        "Ashamed to look at it or to say so",
        "Take a short pause and be kind to yourself. Going to the session anyway is the useful part. "
        "You could say: “I did not do it. What got in the way was ...”",
    ),
    Named(
        "not-believe",
        "me",
        "I doubt it will help",
        "That is a good question to bring: “How may this help me?”",
    ),
    Named(
        "too-big",
        "task",
        "Too much",
        "Make it smaller: less time, fewer parts, or a tap in place of writing.",
    ),
    Named(
        "too-hard",
        "task",
        "Too hard",
        "Try a smaller part of it. In the session, ask to see one done.",
    ),
    Named(
        "unclear",
        "task",
        "Not sure what to do",
        "Name the first small move, such as picking up a pen. Ask about the rest in the session.",
    ),
    Named(
        "no-why",
        "task",
        "Don't see the point",
        "Read the “because” of this task. If it does not speak to you, bring that as a question.",
    ),
    Named(
        "boring",
        "task",
        "Dull",
        "Pair it with a thing you like, or give it a small twist.",
    ),
    Named(
        "not-mine",
        "task",
        "Doesn't fit me or my culture",
        "Then it is the wrong task for you. You and your therapist can choose one that fits.",
    ),
    Named(
        "not-discussed",
        "task",
        "We don't talk about it in session",
        "You could bring it as a question: “Can we talk about this task?”",
    ),
    Named(
        "no-time",
        "life",
        "No time",
        "Drop one thing to make room. Or tie the tiny version to a thing you do each day.",
    ),
    Named(
        "no-privacy",
        "life",
        "No private place",
        "Choose a version that nobody can see, such as three slow breaths.",
    ),
    Named(
        "chaos",
        "life",
        "Crisis, illness, family",
        "Let it go for this week. It can wait.",
    ),
    Named(
        "tech",
        "life",
        "App or phone trouble",
        "Use paper. A few words on any scrap count.",
    ),
)
BARRIERS: Mapping[Barrier, Named] = {each.code: each for each in ALL}


def first_fixes(chosen: Sequence[Barrier]) -> dict[Barrier, str]:
    """What may help first, for each barrier in the order in which the person named them."""
    return {code: BARRIERS[code].first_fix for code in chosen}
