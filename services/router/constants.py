"""Every number of the routing rules and why it is what it is (docs/specification/routing.md, by section).

Changing one is a new ROUTER_VERSION with the golden examples of section 9 recorded again. Where no source is named, a
number is a design choice of this project: cautious, tried on the worked examples, never presented as measured.
"""

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Final

from shared.catalogue import Group, Level

ROUTER_VERSION: Final = 4

# Sections 1 to 3: when the body comes first.

# People shift from re-thinking to disengaging as intensity rises (Sheppes et al. 2011, doi:10.1177/0956797611418350)
# and learned cognitive regulation can fail under acute stress (Raio et al. 2013, doi:10.1073/pnas.1305706110). None of
# these set the cut at 8: it is a design rule of the product, not a measured threshold.
REGULATE_FIRST_FROM: Final = 8
REGULATE_FIRST_LOWEST: Final = 7  # a clinic may settle first from here, never above 8
# The side of section 5 and the weights of section 4 stay at 8 even where a clinic sets the threshold to 7.
HIGH: Final = 8
EPISODE_GAP: Final = timedelta(minutes=90)
# An episode is a chain of moments at most 90 minutes apart; nobody's lasts longer than this.
RECENT: Final = timedelta(days=2)
RISE: Final = 2  # after minus before; smaller changes are within what a 1..10 rating wobbles by
ROUNDS_BEFORE_PEOPLE: Final = 2  # G1 and G2: two steps that did not bring it down are enough tries alone
OPTIONS: Final = 3  # one to take and two to choose from; more is a search task for somebody in distress
WORSE_LIMIT: Final = 2  # once may be chance; safety.md S9 takes a technique out at the second time

# Section 1: what is assumed of a moment that was not described, the cautious way at high intensity.
MINUTES_HIGH: Final = 3
MINUTES_ELSE: Final = 10
SLOT_ONE: Final = frozenset({"breathing", "grounding"})
SLOT_ONE_PLEASANT: Final = frozenset({"breathing", "grounding", "savouring"})

# Section 4: the weights of the score in points of 100. The positive ones sum to 1 on each side of 8.

WEIGHTS_HIGH: Final[Mapping[str, float]] = MappingProxyType(
    # What has helped this person weighs most when there is no room for trying things out.
    {"fit": 0.27, "int": 0.05, "help": 0.38, "ctx": 0.15, "evi": 0.05, "hw": 0.10, "fat": -0.15}
)
WEIGHTS_ELSE: Final[Mapping[str, float]] = MappingProxyType(
    # Below 8 there is room for what fits the feeling and for the level of work.
    {"fit": 0.31, "lvl": 0.12, "int": 0.05, "help": 0.25, "ctx": 0.10, "evi": 0.05, "hw": 0.12, "fat": -0.15}
)

SECOND_FEELING: Final = 0.8  # the first chosen is the strongest
SPEC_BY_DEPTH: Final[Mapping[int, float]] = MappingProxyType({3: 1.0, 2: 0.85, 1: 0.70})
SPEC_BY_GROUP: Final[Mapping[Group, float]] = MappingProxyType(
    {"@charged": 0.60, "@pleasant": 0.55, "@unpleasant": 0.50, "@any": 0.40}
)
# At high intensity a general settling step is as suitable as a specific one.
SPEC_BY_GROUP_HIGH: Final[Mapping[Group, float]] = MappingProxyType(
    {"@charged": 0.70, "@pleasant": 0.70, "@unpleasant": 0.70, "@any": 0.65}
)
NAMING: Final = "name-it-closer"
NAMING_SPEC: Final = 0.85  # somebody who stopped at a core feeling may want help to find the word
CARE_BONUS: Final = 0.10
CARE_FAMILIES: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "despair": frozenset({"self-compassion", "connection", "people", "activation"}),
        "shame": frozenset({"self-compassion", "connection"}),
        "grief": frozenset({"grief", "connection", "self-compassion"}),
        "trauma": frozenset({"grounding", "connection"}),
        "dissociation": frozenset({"grounding"}),
        "harm": frozenset({"distress-tolerance", "anger", "grounding"}),
        "safety": frozenset({"connection", "grounding"}),
        "watch": frozenset({"connection", "activation", "people"}),
    }
)

INT_SLOPE: Final = 0.5  # at the edge of its range a technique still has half of this term

LEVELS: Final[Mapping[Level, tuple[float, float, float]]] = MappingProxyType(
    # At intensities 1-3, 4-5, 6-7: the higher, the more settling and the less doing.
    {"regulate": (0.5, 0.6, 1.0), "reflect": (0.8, 1.0, 0.8), "act": (1.0, 0.8, 0.4)}
)
LEVELS_SETTLED: Final[Mapping[Level, float]] = MappingProxyType(
    # At 4-7 right after a settling step: now there is room for making sense.
    {"regulate": 0.4, "reflect": 1.0, "act": 0.5}
)

CTX_ENERGY_SHORT: Final = 0.4  # instead of 1
CTX_SEEN: Final = 0.5
CTX_ADAPTED: Final = 0.3
CTX_TOO_LONG: Final = 0.3
CTX_INWARD: Final = 0.3
CTX_SETTLING: Final = 0.25
# Breath and inward practice can make some people feel worse (safety.md S9).
INWARD: Final = frozenset({"breathing", "body-release", "mindfulness"})
# Numb, empty, apathetic: orienting and waking steps come first.
LOW_AROUSAL: Final = -0.40
SETTLING: Final = frozenset({"breathing", "body-release"})
WAKING: Final = "gentle-shake"

STRENGTH: Final[Mapping[str, float]] = MappingProxyType(
    {"meta-analysis": 1.0, "RCT": 0.85, "lab-study": 0.6, "practice-consensus": 0.5}
)
DIRECTNESS: Final[Mapping[str, float]] = MappingProxyType(
    {"direct": 1.0, "component": 0.85, "principle": 0.7, "consensus": 0.7}
)

FATIGUE_HALF_LIFE: Final = timedelta(hours=36)  # the second evening in a row counts most of once
FATIGUE_HELPED: Final = 0.35  # what helped tires less

# Section 5: "what helped you".

HELPED_FROM: Final = 0.25  # y above this is called "helped"
CHANGE_UNIT: Final = 3.0  # points of intensity that make a full observation
CHANGE_SHARE: Final = 0.7
TAP_SHARE: Final = 0.3  # the tap is coarse and kind; the change weighs more
TAPS: Final[Mapping[str, float]] = MappingProxyType({"helped": 1.0, "a_bit": 0.3, "no": -0.3, "worse": -1.0})
# d(pre), by intensity before: an expected fall without help, because high ratings fall back by themselves. To be
# estimated again from consenting people's data.
EXPECTED_FALL: Final[tuple[float, ...]] = (0, 0, 0, 0, 0.5, 0.5, 0.5, 1.0, 1.0, 1.5, 1.5)
HELP_HALF_LIFE: Final = timedelta(days=60)
OTHER_SIDE: Final = 0.5
SAME_TRIGGER: Final = 1.5
PRIOR: Final[Mapping[str, float]] = MappingProxyType(
    {"direct": 0.28, "component": 0.25, "principle": 0.22, "consensus": 0.22}
)
# k of the three levels (another core, the same core, exactly this feeling): the known ratio of the variance within to
# that between them in a normal-normal model, as runs that the level before counts for.
PSEUDO_RUNS: Final = (4.0, 3.0, 2.0)
HELP_SHIFT: Final = 0.25
HELP_SCALE: Final = 0.75

# Claims follow the number of runs, not only their mean.
CLAIM_HELPED_RUNS: Final = 2
CLAIM_HELPED_MEAN: Final = 0.35
CLAIM_OFTEN_RUNS: Final = 5
CLAIM_OFTEN_SHARE: Final = 0.60
EARLY_STOPS: Final = 3  # in a row: "Too long?" on the tiny version

SCORE_DIGITS: Final = 6  # below this, two scores are the same on every machine
REASONS: Final = 2  # one more line may be a caution
