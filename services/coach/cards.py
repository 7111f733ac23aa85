"""What a card says and offers (docs/specification/safety.md sections 2 and 5). When it is due stands in `safety/`."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal
from uuid import UUID

from services.coach.safety.limits import CardKind
from services.coach.safety.weeks import Day

SESSION = "/v1/plan/session"
PAUSE = "/v1/plan/assignments/{assignment}/pause"


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to tap. `href` is set where an answer of this API stands behind it; `method` and `body` are what to
    send there. Without them it is the app's own way, or nothing more than going on."""

    code: str
    label: str
    href: str | None = None
    method: Literal["GET", "POST", "PUT"] = "GET"
    body: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """`kind` is the rule; `id` is what POST /v1/cards/{id}/seen takes. `line` is ready to be sent or said.

    `beside` says where it belongs: next to the first option or below everything, so that nothing stands before the
    first step. `picture` are days with what was said on them; a day that is not there is not known.
    """

    id: UUID
    kind: CardKind
    title: str
    text: str
    choices: tuple[Choice, ...]
    line: str | None = None
    picture: tuple[Day, ...] = ()
    beside: Literal["first_option", "below"] = "first_option"


@dataclass(frozen=True, slots=True)
class Wording:
    """A card without the client's own part."""

    title: str
    text: str
    choices: tuple[Choice, ...]
    line: str | None = None
    beside: Literal["first_option", "below"] = field(default="first_option", kw_only=True)


def told(line: str) -> Choice:
    """A line for the session, put there with one tap."""
    return Choice("tell", "Keep this line for my session", SESSION, "PUT", {"line": line})


TRUSTED = Choice("people", "Reach someone I trust")
NUMBERS = Choice("help", "See numbers to call", "/v1/help")
SAFETY_PLAN = Choice("safety_plan", "Write my safety plan", "/v1/safety-plan")
FIND_HELP = Choice("find_help", "How to find help", "/v1/learn/when-to-reach-out")
GO_ON = Choice("go_on", "Go on with the step")
NOT_NOW = Choice("not_now", "Not now")

ASKING = "This is hard right now. Can you stay with me for a bit?"
HARD_STRETCH = "The last days were very hard. I want to talk about them."
HEAVIER = "The last week felt heavier than the one before."
LOW = "I have felt low for two weeks or more."
NOT_POSSIBLE = "Even the small version was not possible for three weeks. Can we change it?"
NOT_DONE = "I did not do it. What got in the way was ..."
WORSE = "Some of my steps made it worse. Can we look at them?"
LITTLE_SLEEP = "I had lots of energy and little sleep for some days."

WORDINGS: Mapping[CardKind, Wording] = {
    "people": Wording(
        "Time for another voice",
        "You have stayed with something hard. You could send a short line to someone you trust. "
        "Or you could call a helpline.",
        (
            TRUSTED,
            NUMBERS,
            Choice("slow_timer", "Stay with a slow timer"),
            Choice("one_more", "One more small step"),
            Choice("stop_here", "Stop here"),
        ),
        ASKING,
    ),
    "S3": Wording(
        "You do not have to do this alone",
        "This is a lot to carry. Someone you trust can stay with you while you do this step, or after it. "
        "A helpline can hear you too.",
        (TRUSTED, NUMBERS, GO_ON),
        ASKING,
    ),
    "S4": Wording(
        "This has been a very hard stretch",
        "You have come through a lot in a few days. You do not have to hold it alone. "
        "Someone you trust, or a helpline, can be there with you.",
        (TRUSTED, NUMBERS, told(HARD_STRETCH), SAFETY_PLAN, GO_ON),
        HARD_STRETCH,
    ),
    "S9": Wording(
        "You do not have to work on this alone",
        "Some steps left you feeling worse. To do them alone may not be right for you now. "
        "Please show this to your therapist. If it is hard right now, a helpline can hear you.",
        (told(WORSE), NUMBERS, TRUSTED, NOT_NOW),
        WORSE,
    ),
    "S5": Wording(
        "The last week looks heavier than the week before",
        "That is worth bringing to your therapist or doctor. The picture shows what you told us. It is not a score.",
        (told(HEAVIER), FIND_HELP, NOT_NOW),
        HEAVIER,
        beside="below",
    ),
    "S6": Wording(
        "Two weeks of low days",
        "You have felt low or tired on many of the last days. Is it getting in the way of daily life? "
        "If so, that is a good reason to talk to a doctor or a therapist. Your answer is not kept.",
        (
            Choice("yes", "Yes", FIND_HELP.href),
            Choice("no", "No"),
            Choice("skip", "Skip"),
            told(LOW),
        ),
        LOW,
        beside="below",
    ),
    "S7": Wording(
        "That tells us something",
        "Three weeks in a row it was too much, even the small way. The task may be wrong for now. "
        "You can let it rest, and tell your therapist.",
        (Choice("pause", "Pause this one", PAUSE, "POST"), told(NOT_POSSIBLE), NOT_NOW),
        NOT_POSSIBLE,
        beside="below",
    ),
    "S8": Wording(
        "Going anyway is the useful part",
        "You can go with nothing done. Many people do, and it gives you both something to talk about. "
        "You could say the line below.",
        (told(NOT_DONE), NOT_NOW),
        NOT_DONE,
        beside="below",
    ),
    "S11": Wording(
        "Lots of energy, little sleep",
        "It has been so for some days. That is worth telling your therapist or doctor.",
        (told(LITTLE_SLEEP), NOT_NOW),
        LITTLE_SLEEP,
        beside="below",
    ),
}


def card(id: UUID, kind: CardKind, *, picture: tuple[Day, ...] = (), assignment: UUID | None = None) -> Card:
    """The card as it is answered; `assignment` is the task that S7 is about."""
    wording = WORDINGS[kind]
    choices = tuple(
        replace(each, href=each.href and each.href.format(assignment=assignment)) for each in wording.choices
    )
    return Card(id, kind, wording.title, wording.text, choices, wording.line, picture, wording.beside)
