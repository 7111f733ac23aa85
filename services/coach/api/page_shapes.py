"""The plan for hard moments, and people to reach: what is sent to be kept, and how it is shown."""

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from shared.http import Allowed, Posted

LONGEST_PART = 2_000
MOST_PEOPLE = 20
FEWEST_DIGITS, MOST_DIGITS = 2, 15
NUMBER_ALLOWED = "Give a telephone number, such as +353 1 234 5678, or leave it out."


def _dialable(number: str) -> str:
    if not FEWEST_DIGITS <= sum(letter.isdigit() for letter in number) <= MOST_DIGITS:
        raise Allowed(NUMBER_ALLOWED)
    return number


def _in_form(number: str) -> str:
    if not number.isascii() or any(not (letter.isdigit() or letter in "+*# ()./-") for letter in number):
        raise Allowed(NUMBER_ALLOWED)
    return number


Part = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, max_length=LONGEST_PART)]
Name = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=120)]
Number = Annotated[
    str,
    StringConstraints(strict=True, strip_whitespace=True, max_length=40),
    AfterValidator(_in_form),
    AfterValidator(_dialable),
]


class Reachable(BaseModel):
    """Somebody of one's own."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    name: Name
    number: Number | None = None


class Plan(BaseModel):
    """The six headings of Stanley and Brown's safety plan (doi:10.1016/j.cbpra.2011.01.001) in the person's own words,
    each as free text, and their own people. The tool suggests no words for any of them."""

    warning_signs: Part = Field(default="", description="How I notice that it is getting hard.")
    alone: Part = Field(default="", description="What I can do by myself.")
    places_and_people: Part = Field(default="", description="Places and people that take my mind off it.")
    people_i_can_ask: Part = Field(default="", description="Whom I can ask for help.")
    professionals_and_lines: Part = Field(default="", description="Professionals and lines I can call.")
    safer_surroundings: Part = Field(default="", description="What makes the place around me safer.")
    people: Annotated[list[Reachable], Field(max_length=MOST_PEOPLE)] = Field(default_factory=list)


class PutPage(Plan, Posted):
    """The whole page: what is left out is empty."""

    def plan(self) -> Plan:
        return Plan(**{name: getattr(self, name) for name in Plan.model_fields})


class PageShown(Plan):
    """`kept` is false, and everything empty, where there is no copy here. The page itself is on the device."""

    kept: bool
    kept_at: datetime | None = None
