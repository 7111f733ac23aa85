"""The catalogue as it is for one client: what is asked for, and of each technique whether it suits them, and why."""

from collections.abc import Sequence

from services.coach.api.harming import Harming
from services.coach.api.me_shapes import MyTechnique, MyTechniques, Wanted
from services.coach.api.showing import said
from services.coach.profile import Profile
from services.coach.suitable import Mine, against, to_mind
from services.coach.words import why, why_not
from shared.auth import Principal
from shared.catalogue import Catalogue, Emotion, Language, Technique, meant, review_notice
from shared.http import invalid

MOST_FEELINGS = 3
FEELINGS_ALLOWED = 'Give one to three different ids from GET /v1/emotions, the strongest first, or "unsure".'
SAME = MyTechnique.model_fields.keys() & Technique.model_fields.keys()


class Selecting:
    """Techniques for any client whose token was verified. What goes wrong is raised as a Problem."""

    def __init__(self, harming: Harming, catalogue: Catalogue) -> None:
        self._harming = harming
        self._catalogue = catalogue

    async def techniques(self, who: Principal, profile: Profile, wanted: Wanted, language: Language) -> MyTechniques:
        """Those that are asked for, by name; what does not suit stays among them, with the reasons."""
        feelings = self._feelings(wanted.feeling)
        self._refuse_family(wanted.family)
        mine = await self._mine(who, profile)
        found = [each for each in language.techniques.values() if wanted.admits(each)]
        return MyTechniques(
            version=self._catalogue.version,
            language=language.code,
            notice=review_notice(each.reviewed_by for each in language.techniques.values()),
            techniques=[self._shown(each, mine, feelings) for each in sorted(found, key=by_name)],
        )

    def _shown(self, technique: Technique, mine: Mine, feelings: Sequence[Emotion]) -> MyTechnique:
        refused = [said(each, why_not(each, technique, self._catalogue)) for each in against(technique, mine, feelings)]
        gently = [said(each, why(each, technique, self._catalogue)) for each in to_mind(technique, mine)]
        same = {name: getattr(technique, name) for name in SAME}
        return MyTechnique(**same, suitable=not refused, reasons=[*refused, *gently])

    async def _mine(self, who: Principal, profile: Profile) -> Mine:
        return Mine(profile.cautions, frozenset(profile.hidden), await self._harming.out(who))

    def _feelings(self, ids: Sequence[str]) -> list[Emotion]:
        known = self._catalogue.emotions
        if len(ids) > MOST_FEELINGS or len(set(ids)) < len(ids) or any(meant(each) not in known for each in ids):
            raise invalid("feeling", FEELINGS_ALLOWED)
        return [known[meant(each)] for each in ids]

    def _refuse_family(self, family: str | None) -> None:
        if family is not None and family not in self._catalogue.families:
            raise invalid("family", f"Give one of: {', '.join(self._catalogue.families)}.")


def by_name(technique: Technique) -> tuple[str, str]:
    return technique.name.casefold(), technique.id
