"""What a client sets about themselves, and how it is shown."""

import re
from datetime import datetime
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StrictInt, StringConstraints

from services.coach.api.shapes import TechniqueId
from services.coach.plan.task import LocalTime
from services.coach.profile import Profile
from shared.catalogue import Caution
from shared.events import QuietHours, UsualSession
from shared.http import Allowed, Posted

MOST_TECHNIQUES = 500
CAUTIONS: tuple[Caution, ...] = get_args(Caution)
CAUTIONS_ALLOWED = f"Give an object with yes or no for any of: {', '.join(CAUTIONS)}."
LANGUAGE_ALLOWED = "Give a language tag, such as en or pt-BR, or null."
QUIET_ALLOWED = "Give two different times of day, such as 22:00 and 08:00."
# The parts of RFC 5646 that say how somebody reads: language, script, region, variants.
LANGUAGE = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?P<variants>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)"
)


def _known_cautions(value: Any) -> Any:
    if not isinstance(value, dict) or any(
        code not in CAUTIONS or answer not in ("yes", "no") for code, answer in value.items()
    ):
        raise Allowed(CAUTIONS_ALLOWED)
    return value


def _as_usual(tag: str) -> str:
    """The tag in its usual letters, so that the same language is the same text."""
    found = LANGUAGE.fullmatch(tag.lower())
    if found is None:
        raise Allowed(LANGUAGE_ALLOWED)
    language, script, region, variants = found.groups(default="")
    return "-".join(part for part in (language, script.title(), region.upper()) if part) + variants


def _each_once(values: list[str]) -> list[str]:
    return sorted(set(values))


Answer = Literal["yes", "no"]
Cautions = Annotated[
    dict[str, Answer],
    BeforeValidator(_known_cautions),
    Field(description="What is not named is not answered. Codes: " + ", ".join(CAUTIONS) + "."),
]
Techniques = Annotated[list[TechniqueId], Field(max_length=MOST_TECHNIQUES), AfterValidator(_each_once)]
Language = Annotated[str, StringConstraints(strict=True, max_length=60), AfterValidator(_as_usual)]
Name = Annotated[str, StringConstraints(strict=True, max_length=60)]


class Piece(BaseModel):
    """A part of the profile."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, serialize_by_alias=True)


class Quiet(Piece):
    """Nothing is sent between these local times, which may go over midnight."""

    starts: LocalTime = Field(alias="from")
    ends: LocalTime = Field(alias="to")


class Session(Piece):
    """When therapy usually is: ISO weekday (1 is Monday) and local time."""

    weekday: Annotated[StrictInt, Field(ge=1, le=7)]
    at: LocalTime | None = None


def _two_times(quiet: Quiet) -> Quiet:
    if quiet.starts == quiet.ends:
        raise Allowed(QUIET_ALLOWED)
    return quiet


class PutProfile(Posted):
    """The whole of what a client sets: what is left out is taken away."""

    cautions: Cautions = Field(default_factory=dict)
    hidden: Techniques = Field(default_factory=list, description="Techniques that are not to be offered.")
    restored: Techniques = Field(default_factory=list, description="Offered again although they did harm twice.")
    language: Language | None = Field(default=None, description="A language tag, such as en or pt-BR.")
    zone: Name | None = Field(default=None, description="IANA, such as Europe/Madrid.")
    country: Name | None = Field(default=None, description="Two letters (ISO 3166), such as IE; for numbers to call.")
    quiet: Annotated[Quiet, AfterValidator(_two_times)] | None = None
    session: Session | None = None

    def profile(self, country: str | None) -> Profile:
        """`country` is the code of what was given."""
        return Profile(
            cautions={code: answer == "yes" for code, answer in sorted(self.cautions.items())},
            hidden=self.hidden,
            restored=self.restored,
            language=self.language,
            zone=self.zone,
            country=country,
            quiet=QuietHours(**dict(self.quiet)) if self.quiet else None,
            session=UsualSession(**dict(self.session)) if self.session else None,
        )


class ProfileShown(BaseModel):
    """`rest_inward_until`: breath and inward practices move down until then. `regulate_first_from`: from this
    intensity the body comes first. Neither can be set here."""

    cautions: dict[str, Answer]
    hidden: list[str]
    restored: list[str]
    language: str | None
    zone: str | None
    country: str | None
    quiet: Quiet | None
    session: Session | None
    rest_inward_until: datetime | None
    regulate_first_from: int


def profile_shown(profile: Profile, now: datetime, regulate_first_from: int) -> ProfileShown:
    """The profile; a rest that is over is none any more."""
    rest = profile.rest_inward_until
    return ProfileShown(
        cautions={code: "yes" if answer else "no" for code, answer in profile.cautions.items()},
        hidden=profile.hidden,
        restored=profile.restored,
        language=profile.language,
        zone=profile.zone,
        country=profile.country,
        quiet=quiet_shown(profile.quiet) if profile.quiet else None,
        session=Session(**dict(profile.session)) if profile.session else None,
        rest_inward_until=rest if rest is not None and rest > now else None,
        regulate_first_from=regulate_first_from,
    )


def quiet_shown(quiet: QuietHours) -> Quiet:
    return Quiet.model_validate({"from": quiet.starts, "to": quiet.ends})
