"""Random moments of random clients, for properties that hold for all of them."""

from datetime import timedelta

from hypothesis import strategies as st

from services.router.episode import Standing
from services.router.helped import Run
from services.router.ranking import Plan, RankingInputs
from shared.catalogue import load_catalogue
from shared.events import Helped, Phase
from tests.router.people import NOW

CATALOGUE = load_catalogue()
EMOTIONS = st.sampled_from(sorted(CATALOGUE.emotions))
TECHNIQUES = st.sampled_from(sorted(CATALOGUE.techniques))
FIRST_LINE = st.sampled_from(sorted(t.id for t in CATALOGUE.techniques.values() if t.first_line))
CHANNELS = st.sampled_from(sorted({t.channel for t in CATALOGUE.techniques.values()}))
CAUTIONS = st.sampled_from(sorted(CATALOGUE.caution_labels))
TRIGGERS = st.frozensets(st.sampled_from(["work", "family", "body", "night"]), max_size=2)
PROPS = st.frozensets(st.sampled_from(["water", "cold-pack", "music", "contact"]))
TAPS: tuple[Helped, ...] = ("worse", "no", "a_bit", "helped")  # from the poorest to the best
AFTER_HIGH: tuple[Phase, ...] = ("g2", "people", "savour")
AFTER_LOW: tuple[Phase, ...] = ("reflect", "savour", "g2")
INTENSITIES = st.integers(1, 10)
HIGH = st.integers(8, 10)


def few(elements: st.SearchStrategy[str], most: int = 3) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(elements, max_size=most)


@st.composite
def runs(draw: st.DrawFn, techniques: st.SearchStrategy[str] = TECHNIQUES | FIRST_LINE) -> Run:
    return Run(
        technique_id=draw(techniques),
        at=NOW - timedelta(minutes=draw(st.integers(1, 400_000))),
        emotion=draw(st.none() | EMOTIONS),
        before=draw(st.none() | INTENSITIES),
        after=draw(st.none() | INTENSITIES),
        helped=draw(st.sampled_from((None, *TAPS))),
        triggers=draw(TRIGGERS),
        stopped=draw(st.booleans()),
    )


@st.composite
def histories(draw: st.DrawFn) -> tuple[Run, ...]:
    """Runs of a few techniques, because people come back to what they know."""
    known = draw(st.lists(FIRST_LINE | TECHNIQUES, min_size=1, max_size=4))
    return tuple(draw(st.lists(runs(st.sampled_from(known)), max_size=12)))


def hidings() -> st.SearchStrategy[frozenset[str]]:
    """A few hidden techniques, or all but a few."""
    some = few(FIRST_LINE | TECHNIQUES, 6)
    return some | some.map(lambda kept: frozenset(CATALOGUE.techniques) - kept)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    return Plan(draw(TECHNIQUES | FIRST_LINE), feelings=draw(few(EMOTIONS, 2)), triggers=draw(TRIGGERS))


@st.composite
def standings(draw: st.DrawFn, intensity: int) -> Standing:
    """Where an episode may stand: at its beginning, or after one to three practices."""
    if draw(st.booleans()):
        return Standing(phase="g1" if intensity >= 8 else "offer")
    done = draw(st.lists(FIRST_LINE | TECHNIQUES, min_size=1, max_size=3, unique=True))
    harmed = draw(st.booleans())
    phase = draw(st.sampled_from(AFTER_HIGH if intensity >= 8 else AFTER_LOW))
    return Standing(
        phase=phase,
        done=tuple(done),
        last_channel=CATALOGUE.techniques[done[-1]].channel,
        settled=draw(st.booleans()),
        harmed=harmed and phase != "savour",
    )


@st.composite
def moments(
    draw: st.DrawFn, intensity: st.SearchStrategy[int] = INTENSITIES, *, first: bool = False, hidden: bool = True
) -> RankingInputs:
    """One moment; `first` = the first offer of an episode."""
    strong = draw(intensity)
    opening = Standing(phase="g1" if strong >= 8 else "offer")
    return RankingInputs(
        now=NOW,
        emotions=tuple(draw(st.lists(EMOTIONS, min_size=1, max_size=3, unique=True))),
        intensity=strong,
        energy=draw(st.sampled_from([None, "low", "medium", "high"])),
        place=draw(st.sampled_from([None, "bed", "anywhere"])),
        privacy=draw(st.sampled_from([None, "public", "private"])),
        minutes=draw(st.none() | st.integers(1, 20)),
        can_write=draw(st.none() | st.booleans()),
        props=draw(PROPS),
        triggers=draw(TRIGGERS),
        cautions=draw(st.dictionaries(CAUTIONS, st.booleans(), max_size=22)),
        history=draw(histories()),
        homework=dict.fromkeys(draw(few(TECHNIQUES)), "therapist"),
        plans=tuple(draw(st.lists(plans(), max_size=2))),
        standing=opening if first else draw(standings(strong)),
        hidden=draw(hidings()) if hidden else frozenset(),
        rest_inward=draw(st.booleans()),
    )
